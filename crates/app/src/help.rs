//! The help desk (vraagbaak): what the Act says, step by step, and searching in it. What somebody searches for is not kept.

use crate::App;
use rulebook::{HelpPart, HelpStep, HelpSubject};

/// How much a word counts by where it stands.
const IN_TITLE: u32 = 12;
const IN_KEYWORDS: u32 = 6;
const IN_SHORT: u32 = 4;
const IN_HEADING: u32 = 3;
const IN_TEXT: u32 = 1;
/// A word of so many letters is found inside a longer one too: «termijn» in «hersteltermijn».
const INSIDE: usize = 4;
/// Words that say nothing about the subject.
const EMPTY: [&str; 40] = [
    "aan", "als", "bij", "dat", "de", "deze", "die", "dit", "door", "een", "en", "er", "het",
    "hoe", "ik", "in", "is", "kan", "krijg", "mag", "met", "mijn", "moet", "na", "naar", "niet",
    "of", "om", "ons", "op", "te", "tot", "u", "uit", "van", "voor", "wanneer", "wat", "wie",
    "zijn",
];

impl App {
    /// Returns the subjects of the help desk, step by step.
    pub fn help(&self) -> &[HelpSubject] {
        self.rules().help()
    }

    /// Returns the subjects in which the words stand, the best first.
    pub fn search_help(&self, words: &str) -> Vec<&HelpSubject> {
        search(self.rules().help(), words)
    }
}

/// Returns the name of a step.
pub fn step_name(step: HelpStep) -> &'static str {
    match step {
        HelpStep::Begin => "Toetsen of niet",
        HelpStep::Vragenlijst => "De vragenlijst",
        HelpStep::Onderzoek => "Het eigen onderzoek",
        HelpStep::Beoordeling => "De beoordeling",
        HelpStep::Lbb => "Advies van het LBB",
        HelpStep::Besluit => "Het besluit",
        HelpStep::Termijnen => "De termijnen",
        HelpStep::NaHetBesluit => "Na het besluit",
        HelpStep::Contracten => "Contracten en vastgoed",
        HelpStep::Tips => "Tips",
        HelpStep::Gegevens => "Gegevens bewaren en laten zien",
        HelpStep::Werkgroep => "De werkgroep",
    }
}

/// Returns the subjects in which the words stand: those with most of them first, then by where the words stand.
pub fn search<'s>(subjects: &'s [HelpSubject], words: &str) -> Vec<&'s HelpSubject> {
    let plain = plain(words);
    let all: Vec<&str> = plain.split_whitespace().collect();
    let telling: Vec<&str> =
        all.iter().copied().filter(|word| word.len() > 1 && !EMPTY.contains(word)).collect();
    let wanted = if telling.is_empty() { all } else { telling };
    let mut found: Vec<((usize, u32), &HelpSubject)> = subjects
        .iter()
        .map(|subject| (score(subject, &wanted), subject))
        .filter(|((matched, _), _)| *matched > 0)
        .collect();
    // Whoever types three words does not look for what has only one of them, unless nothing has more.
    let most = found.iter().map(|((matched, _), _)| *matched).max().unwrap_or_default();
    found.retain(|((matched, _), _)| *matched == most);
    found.sort_by_key(|((_, score), _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, subject)| subject).collect()
}

/// Returns how many of the words stand in a subject, and how much that counts.
fn score(subject: &HelpSubject, wanted: &[&str]) -> (usize, u32) {
    let text = &subject.text;
    let body = |part: &HelpPart| [part.tekst.join(" "), part.punten.join(" ")].join(" ");
    let articles = text.artikelen.iter().map(|one| format!("{} {}", one.artikel, one.gaat_over));
    let places = [
        (IN_TITLE, plain(&text.titel)),
        (IN_KEYWORDS, plain(&text.zoekwoorden.join(" "))),
        (IN_SHORT, plain(&text.kort)),
        (
            IN_HEADING,
            plain(&text.delen.iter().map(|part| part.kop.as_str()).collect::<Vec<_>>().join(" ")),
        ),
        (
            IN_TEXT,
            plain(&text.delen.iter().map(body).chain(articles).collect::<Vec<_>>().join(" ")),
        ),
    ];
    let (mut matched, mut score) = (0, 0);
    for word in wanted {
        let of_word: u32 =
            places.iter().filter(|(_, text)| has(text, word)).map(|(weight, _)| weight).sum();
        matched += usize::from(of_word > 0);
        score += of_word;
    }
    (matched, score)
}

fn has(text: &str, word: &str) -> bool {
    text.split_whitespace()
        .any(|other| other == word || (word.len() >= INSIDE && other.contains(word)))
}

/// Returns a text in small letters without accents, its words apart. What is neither letter nor digit parts words.
fn plain(text: &str) -> String {
    let letter = |sign: char| match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    };
    // A point within a number or an article is no end of a word: «750.000», «5.31».
    let text = text.to_lowercase();
    let signs: Vec<char> = text.chars().collect();
    let within = |place: usize| {
        let digit =
            |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
        digit(place.checked_sub(1)) && digit(place.checked_add(1))
    };
    let of_place = |(place, sign): (usize, &char)| {
        // A combining accent, as some keyboards send it, belongs to the letter before it.
        let combining = ('\u{300}'..='\u{36f}').contains(sign);
        let in_number = matches!(sign, '.' | ':') && within(place);
        (!combining && !in_number).then(|| letter(*sign))
    };
    signs.iter().enumerate().filter_map(of_place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{HelpArticle, HelpFile};

    fn subject(id: &str, titel: &str, kort: &str) -> HelpSubject {
        let text = HelpFile {
            titel: titel.to_owned(),
            stap: HelpStep::Begin,
            kort: kort.to_owned(),
            gecontroleerd: "2026-11-25".parse().unwrap(),
            zoekwoorden: vec!["coöperatie".to_owned()],
            verwant: Vec::new(),
            onzeker: Vec::new(),
            delen: vec![HelpPart {
                kop: "Kop".to_owned(),
                tekst: vec!["Meer dan € 750.000.".to_owned()],
                punten: Vec::new(),
            }],
            artikelen: vec![HelpArticle {
                artikel: "Awb art. 4:15".to_owned(),
                gaat_over: "Stilstaan".to_owned(),
            }],
        };
        HelpSubject { id: id.to_owned(), text }
    }

    fn found(words: &str) -> Vec<String> {
        let all = [
            subject("een", "De hersteltermijn", "Iets over tijd."),
            subject("twee", "Iets anders", "De beslistermijn staat stil."),
        ];
        search(&all, words).into_iter().map(|subject| subject.id.clone()).collect()
    }

    #[test]
    fn a_title_counts_most_and_accents_do_not_count() {
        assert_eq!(found("termijn"), ["een", "twee"]);
        assert_eq!(found("BESLISTERMIJN"), ["twee"]);
        assert_eq!(found("Cooperatie"), ["een", "twee"]);
        assert_eq!(found("coo\u{308}peratie"), ["een", "twee"]);
        assert_eq!(found("750.000"), ["een", "twee"]);
        assert_eq!(found("4:15"), ["een", "twee"]);
    }

    #[test]
    fn words_that_say_nothing_do_not_count_and_nothing_finds_nothing() {
        assert_eq!(found("wat is de hersteltermijn"), ["een"]);
        assert_eq!(found(""), Vec::<String>::new());
        assert_eq!(found("vliegtuig"), Vec::<String>::new());
    }

    #[test]
    fn what_has_more_of_the_words_is_all_that_is_found() {
        assert_eq!(found("iets anders vliegtuig"), ["twee"]);
    }
}
