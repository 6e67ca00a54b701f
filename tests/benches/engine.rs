//! How fast the scope engine answers. Run with `cargo xtask bench`; figures stand in `docs/benchmarks.md`.

use chrono::NaiveDate;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use facts::Application;
use law::answer::{Answer, Detail};
use law::scope::{Policy, assess};
use rulebook::{RuleFiles, Rulebook};
use std::fmt::Write as _;

fn main() {
    divan::main();
}

const APPLICATION: &[u8] = include_bytes!("../fixtures/applications/bouw-750000-01.json");

/// The embedded rules with one more party, whose policy has 200 rules for the building permit, each with its own condition.
fn files_with_200_rules() -> RuleFiles {
    let mut files = cli::embedded_rules();
    let mut text = String::from(
        "[partij]\nid = 'fixture-tweehonderd'\nnaam = 'fixture Tweehonderd'\nsoort = 'gemeente'\n\
         [beleid]\ntitel = 'Beleid met 200 regels'\nstatus = 'model'\nversie = '1'\ngeldigVan = 2024-02-02\n",
    );
    for index in 0..200_u32 {
        let limit = 750_000 + index * 1_000;
        let condition = match index % 4 {
            0 => format!(
                "{{ feit = 'bouwsom', meerDan = '{limit}.00', btw = 'exclusief', bron = 'bevoegd-gezag' }}"
            ),
            1 => "{ feit = 'branches', isEen = ['kapsalon', 'autohandel', 'sloop'] }".to_owned(),
            2 => format!(
                "{{ alle = [{{ feit = 'bouwsom', vanaf = '{limit}.00', btw = 'exclusief' }}, \
                 {{ een = [{{ feit = 'branches', isEen = ['horeca'] }}, {{ feit = 'postcode', isEen = ['78{:02}'] }}] }}] }}",
                index % 100
            ),
            _ => "{ niet = { feit = 'signalen', aanwezig = true } }".to_owned(),
        };
        let regime = if index % 4 == 3 { "optioneel" } else { "in-beginsel" };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n[[regel]]\nid = 'tweehonderd-{index}'\nsoorten = ['omgevingsvergunning-bouw']\nregime = '{regime}'\n\
             formulering = 'in-beginsel'\nartikel = 'art. {index}'\nuitleg = 'Regel {index}.'\nals = {condition}\n"
        );
    }
    files.insert("parties/fixture-tweehonderd/policy.toml", text);
    files
}

struct Prepared {
    rulebook: Rulebook,
    application: Application,
    on: NaiveDate,
}

impl Prepared {
    fn new() -> Self {
        let rulebook = match Rulebook::load(&files_with_200_rules()) {
            Ok(rulebook) => rulebook,
            Err(errors) => unreachable_rules(&errors),
        };
        let application = read(&rulebook);
        let on = application.received_on.unwrap_or_default();
        Self { rulebook, application, on }
    }

    fn policy(&self, party: &str) -> &Policy {
        let policy = party.parse().ok().and_then(|party| self.rulebook.policy(&party, self.on));
        policy.unwrap_or_else(|| unreachable_rules(&[]))
    }
}

#[expect(clippy::panic, reason = "a bench without its rules measures nothing")]
fn unreachable_rules(errors: &[rulebook::RuleError]) -> ! {
    panic!("the rules of the bench do not load: {errors:?}")
}

fn read(rulebook: &Rulebook) -> Application {
    let kinds: Vec<&str> = rulebook.kinds().keys().map(String::as_str).collect();
    let json = serde_json::from_slice(APPLICATION).unwrap_or_default();
    match Application::read(&json, rulebook.vocabulary(), &kinds) {
        Ok(application) => application,
        Err(faults) => unreachable_rules(&[rulebook::RuleError {
            file: String::new(),
            line: 0,
            reason: faults.to_string(),
        }]),
    }
}

/// The decision with the marks of all 200 rules, without texts.
#[divan::bench]
fn decision_200_rules(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let policy = prepared.policy("fixture-tweehonderd");
    bencher.bench(|| assess(policy, black_box(&prepared.application), prepared.on));
}

/// The same for the Drenthe base policy.
#[divan::bench]
fn decision_drenthe(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let policy = prepared.policy("gemeente-emmen");
    bencher.bench(|| assess(policy, black_box(&prepared.application), prepared.on));
}

/// The decision with every trace written out as Dutch sentences, and the term with its steps.
#[divan::bench]
fn full_answer_200_rules(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let policy = prepared.policy("fixture-tweehonderd");
    bencher.bench(|| {
        let decision = assess(policy, black_box(&prepared.application), prepared.on).ok()?;
        let terms = prepared.rulebook.terms();
        let answer = Answer::new(policy, terms, &prepared.application, &decision, Detail::Full);
        serde_json::to_vec(&answer).ok()
    });
}

/// One line of a batch on one core: parse, read, decide, term, write.
#[divan::bench]
fn batch_line(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let policy = prepared.policy("gemeente-emmen");
    let rulebook = &prepared.rulebook;
    let kinds: Vec<&str> = rulebook.kinds().keys().map(String::as_str).collect();
    bencher.counter(ItemsCount::new(1_u32)).bench(|| {
        let json = serde_json::from_slice(black_box(APPLICATION)).ok()?;
        let application = Application::read(&json, rulebook.vocabulary(), &kinds).ok()?;
        let decision = assess(policy, &application, prepared.on).ok()?;
        let terms = rulebook.terms();
        let answer = Answer::new(policy, terms, &application, &decision, Detail::Short);
        serde_json::to_vec(&answer).ok()
    });
}

/// Loading and checking all rules that are compiled in.
#[divan::bench]
fn load_all_rules(bencher: Bencher<'_, '_>) {
    let files = cli::embedded_rules();
    bencher.bench(|| Rulebook::load(black_box(&files)).is_ok());
}

/// What is done after each answer to a full form of a company with thirty shareholders: which questions, and what is missing.
#[divan::bench]
fn questionnaire_of_thirty_persons(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let forms = prepared.rulebook.questionnaire().forms();
    let full = forms.iter().find(|offer| offer.form.id == "horeca-volledig");
    let form = full.map_or_else(|| unreachable_rules(&[]), |offer| &offer.form);
    let answers = harness::answers_with_shareholders(30);
    bencher.bench(|| {
        let sheet = app::questionnaire::evaluate(form, black_box(&answers));
        app::questionnaire::gaps(form, &answers, &sheet, prepared.on).len()
    });
}

/// The policies of ten parties beside each other, for every kind of application: the page of the region.
#[divan::bench]
fn ten_parties_beside_each_other(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new();
    let parties: Vec<kernel::PartyId> = prepared.rulebook.party_ids().take(10).cloned().collect();
    let own = parties.first().cloned().unwrap_or_else(|| unreachable_rules(&[]));
    bencher.bench(|| {
        app::regional::compare(&prepared.rulebook, &own, black_box(&parties), prepared.on).is_ok()
    });
}
