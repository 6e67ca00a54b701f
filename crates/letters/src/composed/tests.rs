//! What a composed letter must say and may not say, at every door and for every organ.

use super::*;
use crate::acknowledgement::Door;
use crate::advice_notice::Position;
use crate::danger::DangerGround;
use crate::kind::Reader;
use crate::letter::Letters;
use crate::samples;
use chrono::NaiveDate;
use std::fmt::Write as _;

const DOORS: [(Door, Position); 4] = [
    (Door::Decision, Position::Applicant),
    (Door::Subsidy, Position::Holder),
    (Door::Contract, Position::Counterparty),
    (Door::RealEstate, Position::Counterparty),
];

/// As it stands in a sentence, and above a signature.
const ORGANS: [(&str, &str); 4] = [
    ("de burgemeester van Fictiedam", "De burgemeester van Fictiedam"),
    ("het college van burgemeester en wethouders van Fictiedam", "Burgemeester en wethouders"),
    ("gedeputeerde staten van Proefland", "Gedeputeerde staten van Proefland"),
    ("het dagelijks bestuur van waterschap De Dijk", "Het dagelijks bestuur van De Dijk"),
];

fn letters() -> Letters {
    Letters::new().expect("letters")
}

/// The kinds that ask for more than what every letter asks for.
fn kinds() -> impl Iterator<Item = LetterKind> {
    let common = wanted(LetterKind::Report, &samples::matter(), &samples::written()).len();
    let composed = move |kind: &LetterKind| {
        wanted(*kind, &samples::matter(), &samples::written()).len() > common
    };
    LetterKind::ALL.iter().copied().filter(composed)
}

fn source(letters: &Letters, letter: &Composed) -> String {
    letters.source(&letter.clone().into()).expect("source")
}

/// The elements with another choice, or another text.
fn with(element: Element, text: &str) -> Elements {
    let mut elements = samples::written();
    if let Some(content) = Content::read(element, text).expect("readable") {
        elements.put(element, content);
    }
    elements
}

fn without(elements: &Elements, gone: Element) -> Elements {
    let mut rest = Elements::default();
    for element in Element::ALL.iter().filter(|element| **element != gone) {
        if let Some(content) = elements.get(*element) {
            rest.put(*element, content.clone());
        }
    }
    rest
}

/// As a value stands in a source.
fn escaped(text: &str) -> String {
    let sign =
        |sign: char| if sign.is_ascii_punctuation() { format!("\\{sign}") } else { sign.into() };
    text.chars().map(sign).collect()
}

fn at((door, position): (Door, Position)) -> Matter {
    Matter { door, position, ..samples::matter() }
}

fn intended(matter: Matter, outcome: Outcome) -> Matter {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default();
    let intention = Intention { outcome, basis: Basis::Danger, on: day(6), until: day(20) };
    Matter { intention: Some(intention), decision: None, views: None, ..matter }
}

#[test]
fn every_kind_can_be_made_at_every_door_for_every_organ() {
    assert_eq!(kinds().count(), 17);
    let letters = letters();
    for (kind, door) in kinds().flat_map(|kind| DOORS.map(|door| (kind, door))) {
        for (organ, signs) in ORGANS {
            let mut letter = samples::compose(kind, at(door), &samples::written());
            organ.clone_into(&mut letter.frame.sender.organ);
            signs.clone_into(&mut letter.frame.sender.signature.organ);
            let (source, name) = (source(&letters, &letter), format!("{kind:?} {door:?} {organ}"));
            assert!(source.contains(signs), "{name}");
            let decides = kind.follows_decision() && !letter.matter.is_civil();
            assert_eq!(source.contains("U kunt bezwaar maken"), decides, "{name}");
            assert_eq!(source.contains("bezwaarschrift"), decides, "{name}");
            assert_eq!(source.contains(&format!("besluit van {organ}")), decides, "{name}");
            if letter.matter.is_civil() {
                assert!(!source.contains("artikel~6:3"), "{name}");
                assert!(
                    !source.contains("artikel~3 lid~") && !source.contains("artikel~4 lid~"),
                    "{name}"
                );
                // A refusal is one of an application; at these doors it is another letter.
                let asks = source.contains("aanvraag") && kind != LetterKind::Refusal;
                assert!(!asks, "{name}");
            }
        }
    }
}

/// A third person gets only what is about them (art. 28(2)b): nothing of the file, no degree, and nothing that was written elsewhere.
#[test]
fn a_third_person_reads_nothing_that_is_not_about_them() {
    const CANARY: &str = "Kanarie";
    let mut elements = Elements::default();
    for element in Element::ALL {
        let text = match element.shape() {
            Shape::Day => "2031-01-02",
            Shape::Choice(choices) => choices[0].0,
            Shape::Conditions => "Kanarie | a | Kanarie | Kanarie",
            Shape::Line if *element == Element::ReportYear => "2031",
            Shape::Line | Shape::Prose | Shape::Items => CANARY,
        };
        if let Some(content) = Content::read(*element, text).expect("readable") {
            elements.put(*element, content);
        }
    }
    for (element, text) in
        [(Element::Passages, "U leende geld uit."), (Element::Hearing, "bel ons")]
    {
        elements.put(element, Content::read(element, text).expect("readable").expect("content"));
    }
    let matter = Matter {
        application: CANARY.to_owned(),
        legal_bases: vec![CANARY.to_owned()],
        figures: vec![Figure { name: CANARY.to_owned(), count: CANARY.to_owned() }],
        year: Some(CANARY.to_owned()),
        ..intended(samples::matter(), Outcome::Refuse)
    };
    let mut frame = samples::frame();
    CANARY.clone_into(&mut frame.subject);
    let kind = LetterKind::ThirdParty;
    let letter = Composed { frame, kind, matter, elements, remedy: None };
    let source = source(&letters(), &letter);
    assert!(source.contains("U leende geld uit") && source.contains("bel ons"), "{source}");
    // The days of conclusion, advice and term are in October, September, August and December.
    for told in [CANARY, "2031", "gevaar", "advies", "oktober", "september", "augustus", "december"]
    {
        assert!(!source.contains(told), "«{told}» in {source}");
    }
    assert!(source.contains("moet u geheimhouden* (artikel~28 lid~1 en 3"), "{source}");
}

/// Also what no template shows must be the same on every file (art. 28(2)b): a template can change.
#[test]
fn what_a_third_person_may_read_is_the_same_on_every_file() {
    let of = |outcome, door| {
        let matter = intended(at(door), outcome).for_third_person();
        serde_json::to_value(matter).expect("a value")
    };
    let first = of(Outcome::Refuse, DOORS[0]);
    for (outcome, door) in
        Outcome::ALL.iter().flat_map(|outcome| DOORS.map(|door| (*outcome, door)))
    {
        assert_eq!(of(outcome, door), first, "{outcome:?} {door:?}");
    }
    assert!(first["advice"].is_null(), "{first}");
    let until = first["intention"]["until"].to_string();
    assert!(until.contains("20\u{a0}november"), "{until}");
}

/// What rests on a ground outside the Act names that ground (Awb 3:46 and 3:47), and nothing of the Act as its ground.
#[test]
fn what_rests_on_another_ground_names_that_ground_and_weighs_no_danger() {
    let letters = letters();
    let mut decided = samples::matter();
    decided.decision.iter_mut().for_each(|decision| decision.basis = Basis::Other);
    let mut planned = intended(samples::matter(), Outcome::Refuse);
    planned.intention.iter_mut().for_each(|intended| intended.basis = Basis::Other);
    for (kind, matter) in [(LetterKind::Refusal, decided), (LetterKind::Intention, planned)] {
        let letter = samples::compose(kind, matter, &samples::written());
        assert_eq!(letter.missing(), [], "{kind:?}");
        let source = source(&letters, &letter);
        assert!(source.contains("- artikel 27 lid 1 van de Alcoholwet"), "{source}");
        for told in ["artikel 27 lid 3", "gevaar", "artikel~3 lid~", "advies van het Landelijk"] {
            assert!(!source.contains(told), "{kind:?}: «{told}» in {source}");
        }
        let elements = without(&letter.elements, Element::LegalGround);
        let letter = Composed { elements, ..letter };
        assert_eq!(letter.missing(), [Element::LegalGround], "{kind:?}");
    }
}

/// Art. 3(5) measures a refusal or withdrawal because of danger, by the offences only on ground b; art. 3(6) has a measure of its
/// own; for a condition, and for what follows when it is broken, the general one holds (Awb 3:4(2)).
#[test]
fn the_measure_of_proportion_follows_outcome_basis_and_ground() {
    const MEASURES: [&str; 4] = [
        "moet passen bij hoe groot het gevaar is (artikel~3 lid~5",
        "bij hoe ernstig de feiten zijn (artikel~3 lid~5",
        "bij hoe ernstig het vermoeden en het strafbare feit zijn (artikel~3 lid~6",
        "(artikel~3:4 lid~2 van de Algemene wet bestuursrecht)",
    ];
    let letters = letters();
    for (kind, outcome, basis, commits, measure) in [
        (LetterKind::Refusal, Outcome::Refuse, Basis::Danger, false, 0),
        (LetterKind::Refusal, Outcome::Refuse, Basis::Danger, true, 1),
        (LetterKind::Withdrawal, Outcome::DetermineLower, Basis::Danger, true, 1),
        (LetterKind::Refusal, Outcome::Refuse, Basis::Obtained, true, 2),
        (LetterKind::GrantWithConditions, Outcome::GrantWithConditions, Basis::Danger, true, 3),
        (LetterKind::BrokenCondition, Outcome::Withdraw, Basis::BrokenCondition, true, 3),
    ] {
        let made_known = NaiveDate::from_ymd_opt(2026, 11, 6).unwrap_or_default();
        let decision = Some(Decision { outcome, basis, made_known });
        let mut matter = Matter { decision, ..samples::matter() };
        if let Some(conclusion) = matter.conclusion.as_mut().filter(|_| !commits) {
            conclusion.grounds.retain(|one| one.ground != DangerGround::Commit);
        }
        let source = source(&letters, &samples::compose(kind, matter, &samples::written()));
        for (place, text) in MEASURES.iter().enumerate() {
            let name = format!("{kind:?} {basis:?} {commits}: {text}");
            assert_eq!(source.contains(text), place == measure, "{name}");
        }
    }
}

/// Another body learns whom it is about and what is asked or told, nothing of the application and nobody who acts for the applicant.
#[test]
fn another_body_learns_no_more_than_the_letter_is_for() {
    for kind in [LetterKind::InformationRequest, LetterKind::Sharing] {
        let mut elements = with(Element::Receiver, "gemeente Proefstad");
        let address = Content::read(Element::ReceiverAddress, "Postbus 2").expect("readable");
        elements.put(Element::ReceiverAddress, address.expect("content"));
        let matter = Matter { application: "Kanarie".to_owned(), ..samples::matter() };
        let mut letter = samples::compose(kind, matter, &elements);
        "Kanarie".clone_into(&mut letter.frame.subject);
        let source = source(&letters(), &letter);
        assert!(
            source.contains("gemeente Proefstad") && source.contains("Bartholomeus"),
            "{source}"
        );
        let frame = samples::frame();
        let kept = [frame.addressee.attention, frame.your_reference].map(Option::unwrap_or_default);
        for told in ["Kanarie", "gevaar", "lening", &escaped(&kept[0]), &escaped(&kept[1])] {
            assert!(!told.is_empty() && !source.contains(told), "{kind:?}: «{told}» in {source}");
        }
    }
}

/// Who appeals at once must read at which court (Awb 3:45(2)); who objects turns to the body itself.
#[test]
fn a_decision_with_direct_appeal_names_the_court() {
    let letter = |direct_appeal, court: Option<&str>| {
        let mut letter =
            samples::compose(LetterKind::Refusal, samples::matter(), &Elements::default());
        letter.frame.sender.court = court.map(str::to_owned);
        letter.remedy = Some(Remedy { direct_appeal, known: true, until: None });
        letter
    };
    let missing =
        |letter: &Composed| letter.concept_reasons().contains(&ConceptReason::CourtMissing);
    assert!(missing(&letter(true, None)) && !missing(&letter(false, None)));
    let appeal = letter(true, Some("rechtbank Proefland"));
    assert!(!missing(&appeal));
    let source = source(&letters(), &appeal);
    assert!(source.contains("in beroep gaan bij de rechtbank Proefland."), "{source}");
    assert!(source.contains("voorzieningenrechter van de rechtbank Proefland om"), "{source}");
}

/// Art. 28(3) asks for a notice in writing with the copy of the advice, also at the civil doors.
#[test]
fn an_intention_always_says_what_must_be_kept_secret() {
    let letters = letters();
    for (outcome, door) in
        Outcome::ALL.iter().flat_map(|outcome| DOORS.map(|door| (*outcome, door)))
    {
        for advice in [samples::matter().advice, None] {
            let has_advice = advice.is_some();
            let matter = Matter { advice, ..intended(at(door), outcome) };
            let letter = samples::compose(LetterKind::Intention, matter, &samples::written());
            let (source, name) = (source(&letters, &letter), format!("{outcome:?} {door:?}"));
            assert!(source.contains("== U moet geheimhouden wat u over anderen leest"), "{name}");
            assert!(source.contains("*U moet die gegevens geheimhouden*"), "{name}");
            assert_eq!(source.contains("een kopie van het advies"), has_advice, "{name}");
            assert_eq!(source.contains("artikel~28 lid~1 en 3"), has_advice, "{name}");
            let conditions = outcome == Outcome::GrantWithConditions;
            assert_eq!(source.contains("U moet zich hieraan houden"), conditions, "{name}");
            assert_eq!(source.contains("niet genoeg zijn"), !conditions, "{name}");
        }
    }
}

/// What is done with a contract is decided first, except a suspension, which can come before.
#[test]
fn a_letter_on_a_contract_follows_the_decision_unless_it_suspends() {
    for (step, waits) in [("niet-gunnen", true), ("ontbinden", true), ("opschorten", false)] {
        let matter = Matter { decision: None, ..at(DOORS[2]) };
        let elements = with(Element::ContractStep, step);
        let letter = samples::compose(LetterKind::Contract, matter, &elements);
        let reasons = LetterContent::from(letter).concept_reasons();
        assert_eq!(reasons.contains(&ConceptReason::DecisionMissing), waits, "{step}");
    }
}

/// A permit that silence gives is not extended when the term is over (Awb 4:20b); any other term can be.
#[test]
fn an_extension_after_the_term_is_a_concept_where_silence_gave_the_permit() {
    let term = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    for (positive_silence, term, refused) in [
        (true, term(5), true),
        (true, None, true),
        (true, term(6), false),
        (false, term(5), false),
        (false, None, false),
    ] {
        let matter = Matter { term, positive_silence, ..samples::matter() };
        let letter = samples::compose(LetterKind::TermExtension, matter, &samples::written());
        let reasons = LetterContent::from(letter).concept_reasons();
        let name = format!("{positive_silence} {term:?}");
        assert_eq!(reasons.contains(&ConceptReason::SilenceDecided), refused, "{name}");
    }
}

/// The choices of a kind, each written out; the usual elements when it has none.
fn choices_of(kind: LetterKind) -> Vec<(String, Elements)> {
    let matter = samples::matter();
    let written = samples::written();
    let asked = wanted(kind, &matter, &written);
    let mut all = Vec::new();
    for element in asked.iter().map(|wanted| wanted.element) {
        if let Shape::Choice(choices) = element.shape() {
            all.extend(choices.iter().map(|(id, _)| ((*id).to_owned(), with(element, id))));
        }
    }
    if all.is_empty() { vec![(String::new(), written)] } else { all }
}

#[test]
fn a_letter_without_a_required_element_is_a_concept_and_says_which() {
    let letters = letters();
    for (kind, (choice, elements)) in
        kinds().flat_map(|kind| choices_of(kind).into_iter().map(move |found| (kind, found)))
    {
        let matter = intended(samples::matter(), Outcome::GrantWithConditions);
        let matter = Matter { views: samples::matter().views, ..matter };
        let whole = samples::compose(kind, matter, &elements);
        let asked = wanted(kind, &whole.matter, &whole.elements);
        let required: Vec<Element> =
            asked.iter().filter(|wanted| wanted.required).map(|wanted| wanted.element).collect();
        assert!(!required.is_empty() || kind == LetterKind::Grant, "{kind:?}");
        for element in required {
            let elements = without(&whole.elements, element);
            let letter = Composed { elements, ..whole.clone() };
            assert!(letter.missing().contains(&element), "{kind:?} {choice}: {element:?}");
            let told = format!("Nog in te vullen: {}.", escaped(element.label()));
            let source = source(&letters, &letter);
            assert!(source.contains(&told), "{kind:?} {choice}: «{told}»");
            let content = LetterContent::from(letter);
            assert!(!content.is_complete(), "{kind:?} {choice}: {element:?}");
        }
    }
}

/// One table to review: what each letter asks for, with a star for what it cannot do without.
#[test]
fn what_each_letter_asks_for_is_as_reviewed() {
    let mut table = String::new();
    let subsidy = Matter { door: Door::Subsidy, advice: None, views: None, ..samples::matter() };
    let other = Matter { decision: None, ..at(DOORS[2]) };
    let outside = {
        let mut matter = samples::matter();
        matter.decision.iter_mut().for_each(|decision| decision.basis = Basis::Other);
        matter
    };
    let settings = [
        ("vergunning, advies, zienswijze", samples::matter()),
        ("subsidie", subsidy),
        ("opdracht", other),
        ("grond buiten de Wet Bibob", outside),
        ("voornemen met voorschriften", intended(samples::matter(), Outcome::GrantWithConditions)),
    ];
    for kind in kinds() {
        writeln!(table, "{} {}", kind.code(), kind.id()).expect("a text");
        for (choice, elements) in choices_of(kind) {
            let mut before = String::new();
            for (setting, matter) in &settings {
                let row = row(&wanted(kind, matter, &elements));
                if row != before {
                    writeln!(table, "  {setting}; {choice}: {row}").expect("a text");
                }
                before = row;
            }
        }
    }
    insta::assert_snapshot!(table);
}

/// The elements of the kind itself; those of every letter stand at the end.
fn row(wanted: &[Wanted]) -> String {
    let own = wanted.iter().take(wanted.len().saturating_sub(5));
    let name = |wanted: &Wanted| {
        format!("{}{}", wanted.element.id(), if wanted.required { "*" } else { "" })
    };
    own.map(name).collect::<Vec<_>>().join(", ")
}

/// The sentences of the running text, without headings, lists, emphasis and articles in brackets: those a reader skips.
fn sentences(source: &str) -> Vec<String> {
    let body = source.split_once("Geachte heer, mevrouw,").map_or(source, |(_, body)| body);
    let body = body.split_once("#closing[").map_or(body, |(body, _)| body);
    let running = body.lines().map(str::trim).filter(|line| {
        !line.is_empty()
            && !["=", "- ", "+ ", "#", "Tegen het", "Termijn:", "U toont"]
                .iter()
                .any(|mark| line.starts_with(mark))
    });
    let mut text =
        running.collect::<Vec<_>>().join("\n").replace(['*', '\\'], "").replace('~', " ");
    while let Some(start) = text.find("(artikel") {
        let end = text[start..].find(')').map_or(text.len(), |end| start + end + 1);
        text.replace_range(start..end, "");
    }
    let ends = |sign: char| matches!(sign, '.' | '?' | '!' | '\n');
    let found = text.split_inclusive(ends).map(str::trim);
    found.filter(|sentence| sentence.split_whitespace().count() > 1).map(str::to_owned).collect()
}

/// Measured over the samples: 8.7 words in a sentence on average, 10.8 in the worst letter, 20 in the longest sentence. The bounds leave
/// some room above that. What an officer writes of their own is not measured.
#[test]
fn a_letter_to_a_person_has_short_sentences_and_plain_words() {
    const HARD: [&str; 9] = [
        "middels ",
        "derhalve",
        "teneinde",
        "onderhavig",
        "conform ",
        "inzake ",
        "dient te",
        "hieromtrent",
        "—",
    ];
    let letters = letters();
    for sample in samples::composed() {
        let kind = sample.content.kind();
        let source = letters.source(&sample.content).expect("source");
        for word in HARD {
            assert!(!source.to_lowercase().contains(word), "{}: «{word}»", sample.name);
        }
        if !matches!(kind.reader(), Reader::Applicant | Reader::Concerned | Reader::Third) {
            continue;
        }
        let sentences = sentences(&source);
        let counts: Vec<usize> =
            sentences.iter().map(|sentence| sentence.split_whitespace().count()).collect();
        let (words, count) = (counts.iter().sum::<usize>(), counts.len());
        assert!(count > 4, "{}: {count} sentences", sample.name);
        assert!(words <= 12 * count, "{}: {words} words in {count} sentences", sample.name);
        for (sentence, count) in sentences.iter().zip(&counts) {
            assert!(*count <= 25, "{}: {count} words in «{sentence}»", sample.name);
        }
    }
}

/// Every kind, every door and every organ as PDF/A-2a and PDF/UA-1: each pair of kind and door, and of kind and organ, at least once.
#[test]
fn every_kind_is_set_at_every_door_and_for_every_organ() {
    let letters = letters();
    for (place, kind) in kinds().enumerate() {
        for (turn, door) in DOORS.into_iter().enumerate() {
            let (organ, signs) = ORGANS[(place + turn) % ORGANS.len()];
            let mut letter = samples::compose(kind, at(door), &samples::written());
            organ.clone_into(&mut letter.frame.sender.organ);
            signs.clone_into(&mut letter.frame.sender.signature.organ);
            let set = letters.render(&letter.into()).expect(organ);
            assert!(set.pdf.starts_with(b"%PDF") && set.pages < 6, "{kind:?} {door:?} {organ}");
        }
    }
}
