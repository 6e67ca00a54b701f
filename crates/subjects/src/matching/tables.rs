//! The knowledge of names, as tables. A change of a table is a change of [`VERSION`](super::VERSION).

use std::sync::LazyLock;

/// What a name may stand for besides itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nickname {
    /// The groups of names that it is in, by line of the table from 1; 0 is none.
    pub(super) groups: [u16; 8],
    /// The first letters of the official names of those groups, as bits.
    pub(super) heads: u32,
}

/// The bit of a letter from a to z; no bit for another sign.
pub(super) fn letter(byte: u8) -> u32 {
    if byte.is_ascii_lowercase() { 1 << (byte - b'a') } else { 0 }
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

static NICKNAMES: LazyLock<Vec<(&str, u16, u8)>> = LazyLock::new(|| {
    let groups = lines(include_str!("tables/roepnamen.txt")).zip(1..);
    let mut names: Vec<_> = groups
        .flat_map(|(line, group)| {
            let head = line.bytes().next().unwrap_or_default();
            line.split(' ').map(move |name| (name, group, head))
        })
        .collect();
    names.sort_unstable();
    names
});

/// Looks a forename up among the roepnamen and their spellings.
pub(super) fn nickname(name: &str) -> Nickname {
    let start = NICKNAMES.partition_point(|(known, ..)| *known < name);
    let rows = NICKNAMES[start..].iter().take_while(|(known, ..)| *known == name);
    let mut found = Nickname::default();
    for (slot, (_, group, head)) in found.groups.iter_mut().zip(rows) {
        *slot = *group;
        found.heads |= letter(*head);
    }
    found
}

static TRADE_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<_> =
        lines(include_str!("tables/handelswoorden.txt")).flat_map(|line| line.split(' ')).collect();
    words.sort_unstable();
    words
});

/// Whether a word says what a company does and not which company it is.
pub(super) fn is_trade_word(word: &str) -> bool {
    TRADE_WORDS.binary_search(&word).is_ok()
}

/// A legal form in one of its spellings.
#[derive(Debug)]
pub(super) struct LegalForm {
    pub(super) code: &'static str,
    pub(super) words: Vec<&'static str>,
    /// The words as one.
    pub(super) joined: String,
}

/// All spellings of all legal forms, those of most words first.
pub(super) static LEGAL_FORMS: LazyLock<Vec<LegalForm>> = LazyLock::new(|| {
    let mut forms: Vec<LegalForm> = lines(include_str!("tables/rechtsvormen.txt"))
        .flat_map(|line| {
            let (code, spellings) = line.split_once(' ').unwrap_or((line, line));
            let form = move |words: &'static str| LegalForm {
                code,
                words: words.split('_').collect(),
                joined: words.replace('_', ""),
            };
            spellings.split(' ').map(form)
        })
        .collect();
    // A stable sort: among equally long ones the order of the table holds.
    forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
    forms
});

/// Words before a surname that are no part of its heart.
const PARTICLES: [&str; 44] = [
    "aan", "aen", "af", "al", "bij", "da", "dal", "das", "de", "degli", "del", "della", "den",
    "der", "des", "di", "do", "dos", "du", "el", "het", "in", "la", "las", "le", "les", "los",
    "onder", "op", "over", "te", "ten", "ter", "tot", "uit", "ut", "van", "vd", "vom", "von",
    "voor", "zu", "zum", "zur",
];

/// Words with which a surname of two words begins: `Oulad Said`, `Ben Ali`.
const COMPOUNDS: [&str; 15] = [
    "abou", "abu", "ait", "ben", "bin", "bint", "bou", "ibn", "mc", "oulad", "ould", "ouled",
    "san", "sankt", "st",
];

/// Words before or after a name that are no part of it.
const TITLES: [&str; 31] = [
    "bc",
    "bsc",
    "dhr",
    "dr",
    "drs",
    "ds",
    "fam",
    "familie",
    "herr",
    "hr",
    "ing",
    "ir",
    "jhr",
    "jkvr",
    "jonkheer",
    "jonkvrouw",
    "jr",
    "llm",
    "mba",
    "mej",
    "mevr",
    "mevrouw",
    "mr",
    "mrs",
    "ms",
    "msc",
    "mw",
    "phd",
    "prof",
    "sr",
    "zr",
];

/// Whether a word ties a second surname to the first: `Jansen geb. de Vries`, `Jansen e/v de Vries`.
pub(super) fn is_marriage(word: &str) -> bool {
    matches!(word, "eo" | "ev" | "geb" | "geboren" | "gesch" | "wed" | "weduwe" | "wv")
}

/// Whether a word stands before a surname.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.binary_search(&word).is_ok()
}

/// Whether a surname of two words begins with it.
pub(super) fn is_compound(word: &str) -> bool {
    COMPOUNDS.binary_search(&word).is_ok()
}

/// Whether it is a title or a form of address.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_by_halves_are_in_order() {
        assert!(PARTICLES.is_sorted() && COMPOUNDS.is_sorted() && TITLES.is_sorted());
    }

    #[test]
    fn every_word_of_the_tables_is_folded_and_no_name_is_in_more_groups_than_are_kept() {
        let kept = Nickname::default().groups.len();
        for (name, ..) in NICKNAMES.iter() {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
            let groups = NICKNAMES.iter().filter(|(other, ..)| other == name).count();
            assert!(groups <= kept, "{name} is in {groups} groups");
        }
        assert!(
            TRADE_WORDS.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
    }
}
