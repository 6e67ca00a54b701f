//! How many pairs a core scores, and what preparing a name and its keys costs.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use subjects::matching::{Bands, Born, NameKind, Prepared, Profile, compare, keys, score};

fn main() {
    divan::main();
}

const FORENAMES: [&str; 12] = [
    "Johannes",
    "Jan Pieter",
    "J.P.",
    "Wilhelmina",
    "Mohammed",
    "Catharina Maria",
    "K.",
    "Ayşe",
    "Fatima Zohra",
    "Evgeni",
    "Hendrik Willem",
    "Willemijn",
];
const SURNAMES: [&str; 12] = [
    "van der Gans",
    "Ganzenveer",
    "de Eend-Zwaan",
    "Zwanenburg",
    "El Eendi",
    "Van de Waterhoen",
    "Kievitski",
    "Ooievaaroğlu",
    "Reigersma",
    "Fuut",
    "ten Aalscholver",
    "Grutterink",
];
const COMPANIES: [&str; 8] = [
    "De Verzonnen Gans",
    "Waterhoen & Zoon Transport",
    "Stichting De Blauwe Reiger",
    "Kievit Bouw II",
    "Fuut Im- en Export",
    "Ooievaar h.o.d.n. Het Nest",
    "Aalscholver Exploitatiemaatschappij",
    "Grutto Holding",
];
const FORMS: [&str; 4] = ["", " B.V.", " Besloten Vennootschap", " V.O.F."];

/// Six hundred profiles: persons and organisations, made of every combination of the lists with some dates of birth.
fn profiles() -> Vec<Prepared> {
    let mut profiles = Vec::new();
    for (row, forename) in FORENAMES.iter().enumerate() {
        for (column, surname) in SURNAMES.iter().enumerate() {
            for turn in 0..4 {
                let year = 1950 + (row * 7 + column * 3 + turn) % 50;
                let born = if turn == 3 {
                    String::new()
                } else {
                    format!("{year}-0{}-1{turn}", 1 + row % 9)
                };
                let name = if turn == 1 {
                    format!("{surname}, {forename}")
                } else {
                    format!("{forename} {surname}")
                };
                let profile = Profile::named(NameKind::Persoon, &name).born(Born::read(&born));
                profiles.push(profile.prepare());
            }
        }
    }
    for company in COMPANIES {
        profiles.extend(FORMS.iter().map(|form| {
            Profile::named(NameKind::Organisatie, &format!("{company}{form}")).prepare()
        }));
    }
    profiles
}

/// Pairs that share a blocking key: those that are scored in use, and the dearest ones.
fn candidates(profiles: &[Prepared]) -> Vec<(usize, usize)> {
    let keys: Vec<_> = profiles.iter().map(keys).collect();
    let mut pairs = Vec::new();
    for left in 0..profiles.len() {
        for right in left + 1..profiles.len() {
            if keys[left].iter().any(|key| keys[right].binary_search(key).is_ok()) {
                pairs.push((left, right));
            }
        }
    }
    pairs
}

#[divan::bench]
fn score_candidates(bencher: Bencher<'_, '_>) {
    let profiles = profiles();
    let pairs = candidates(&profiles);
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        pairs
            .iter()
            .map(|(left, right)| u64::from(score(&profiles[*left], &profiles[*right]).points))
            .sum::<u64>()
    });
}

#[divan::bench]
fn score_all_pairs(bencher: Bencher<'_, '_>) {
    let profiles = profiles();
    bencher.counter(ItemsCount::new(profiles.len() * profiles.len())).bench(|| {
        let all = profiles.iter().flat_map(|left| profiles.iter().map(move |right| (left, right)));
        all.map(|(left, right)| u64::from(score(left, right).points)).sum::<u64>()
    });
}

#[divan::bench]
fn explain_candidates(bencher: Bencher<'_, '_>) {
    let profiles = profiles();
    let pairs = candidates(&profiles);
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        for (left, right) in &pairs {
            black_box(compare(&profiles[*left], &profiles[*right], Bands::default()));
        }
    });
}

#[divan::bench]
fn prepare_names(bencher: Bencher<'_, '_>) {
    let profile = Profile::named(NameKind::Persoon, "Willemijn Johanna van der Gans-Zwanenburg")
        .born(Born::read("1971-03-04"));
    bencher.counter(ItemsCount::new(1_usize)).bench(|| black_box(&profile).prepare());
}

#[divan::bench]
fn generate_keys(bencher: Bencher<'_, '_>) {
    let profiles = profiles();
    bencher
        .counter(ItemsCount::new(profiles.len()))
        .bench(|| profiles.iter().map(|profile| keys(profile).len()).sum::<usize>());
}
