//! The catalogue of the official questionnaire with its forms: every kind has a form and a full example, every question can be
//! reached, and nothing outside the catalogue can.

mod faults;

use app::questionnaire::{
    AnswerKind, Answers, Attached, BlockKey, Catalogue, Entry, Form, Gap, Missing, Person,
    PersonKey, PersonKind, Question, RoleName, Value, When, canonical, checked, doubts, evaluate,
    gaps,
};
use chrono::NaiveDate;
use harness::{answers_with_shareholders, fixture, fixture_text, fixtures, rulebook};
use kernel::Redacted;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The day on which the examples are looked at.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
}

fn catalogue() -> &'static Catalogue {
    rulebook().questionnaire().catalogue().expect("a catalogue")
}

fn forms() -> impl Iterator<Item = &'static Arc<Form>> {
    rulebook().questionnaire().forms().iter().map(|offer| &offer.form)
}

fn form(id: &str) -> &'static Form {
    forms().find(|form| form.id == id).expect(id)
}

fn example(id: &str) -> Answers {
    let text = fixture_text(&format!("questionnaire/{id}.json"));
    serde_json::from_str(&text).expect(id)
}

/// The examples, by the form they are of.
fn examples() -> Vec<(String, Answers)> {
    let name = |path: &std::path::PathBuf| {
        path.file_stem().expect("a name").to_string_lossy().into_owned()
    };
    fixtures("questionnaire", "json")
        .iter()
        .map(name)
        .map(|id| (id.clone(), example(&id)))
        .collect()
}

fn missing(form: &Form, answers: &Answers) -> Vec<Gap> {
    gaps(form, answers, &evaluate(form, answers), day())
}

#[test]
fn every_kind_with_a_legal_basis_has_a_light_and_a_full_form() {
    let offers = rulebook().questionnaire().forms();
    let covered: BTreeSet<&str> =
        offers.iter().flat_map(|offer| &offer.kinds).map(String::as_str).collect();
    for extent in [app::questionnaire::Extent::Licht, app::questionnaire::Extent::Volledig] {
        for kind in &covered {
            let of_kind = offers.iter().filter(|offer| {
                let of_any = offer.form.extent == extent && offer.occasions.is_empty();
                of_any && offer.kinds.iter().any(|known| known == kind)
            });
            assert_eq!(of_kind.count(), 1, "{kind} {extent:?}");
        }
    }
    let without: Vec<&str> = rulebook()
        .kinds()
        .keys()
        .map(String::as_str)
        .filter(|kind| !covered.contains(kind))
        .collect();
    insta::assert_debug_snapshot!("kinds_without_a_form", without);
}

/// A party selects a form of its own and says a question in other words; the original stands beside it, and nobody else sees it.
#[test]
fn a_party_selects_and_rewords_and_other_parties_keep_the_national_form() {
    let files = cli::rules_from(Some(&fixture("rules"))).expect("rules");
    let rules = rulebook::Rulebook::load(&files).expect("the rules");
    let licht = app::questionnaire::Extent::Licht;
    let form = |party: &str, kind: &str| {
        let party = party.parse().expect("a party");
        Arc::clone(rules.questionnaire().form(&party, kind, licht, None).expect(kind))
    };
    let own = form("fixture-streng", "alcohol-slijterij");
    assert_eq!(own.id, "streng-slijterij");
    let asked = own.question("beschikking-onderwerp").expect("a question");
    assert_eq!(asked.text, "Welke vergunning vraagt u aan, en wat gaat u doen?");
    assert!(asked.original.starts_with("Om welke vergunning"), "{}", asked.original);
    assert_eq!(own.rewordings.len(), 1);
    assert!(own.question("boekjaren").is_none());
    // The words hold in every form of the party, and for nobody else.
    let national = form("fixture-streng", "alcohol-horeca");
    assert_eq!(national.id, "horeca-licht");
    let text = |form: &Form| form.question("beschikking-onderwerp").map(|one| one.text.clone());
    assert_eq!(text(&national).as_deref(), Some(asked.text.as_str()));
    let other = form("gemeente-emmen", "alcohol-slijterij");
    assert_eq!(other.id, "horeca-licht");
    assert_ne!(text(&other).as_deref(), Some(asked.text.as_str()));
}

/// Answers in their written form are taken as they are, and written back the same.
#[test]
fn every_example_passes_the_check_unchanged() {
    for (id, answers) in examples() {
        let files = answers.attached.iter().map(|one| one.document.clone());
        let files: BTreeSet<String> = files.chain(authorisation(&answers)).collect();
        let read = checked(form(&id), &answers, &files, day()).expect(&id);
        let written = |answers: &Answers| serde_json::to_value(answers).expect("JSON");
        assert_eq!(written(&read), written(&answers), "{id}");
    }
}

fn authorisation(answers: &Answers) -> Option<String> {
    answers.signature.as_ref()?.authorisation.clone()
}

#[test]
fn every_full_form_has_an_example_in_which_nothing_is_missing_and_all_sums_agree() {
    let examples = examples();
    let full = forms().filter(|form| form.extent == app::questionnaire::Extent::Volledig);
    for form in full {
        let (_, answers) = examples
            .iter()
            .find(|(id, _)| *id == form.id)
            .unwrap_or_else(|| panic!("{} has no example", form.id));
        let sheet = evaluate(form, answers);
        let missing: Vec<String> =
            missing(form, answers).iter().map(|gap| gap.sentence(form, answers)).collect();
        assert_eq!(missing, Vec::<String>::new(), "{}", form.id);
        assert_eq!(doubts(form, answers, &sheet), [], "{}", form.id);
    }
}

#[test]
fn the_examples_are_written_as_the_program_writes_answers() {
    for (id, answers) in examples() {
        for (block, questions) in &answers.blocks {
            for (name, value) in questions {
                let question = form(&id).question(name);
                let question = question.unwrap_or_else(|| panic!("{id}: {name} is not asked"));
                assert_written(&format!("{id} {block} {name}"), question, value);
            }
        }
    }
}

fn assert_written(place: &str, question: &Question, value: &Value) {
    let same = |kind: &AnswerKind, text: &str| {
        assert_eq!(canonical(kind, text, day()).as_deref(), Ok(text), "{place}");
    };
    match value {
        Value::One(text) => same(&question.answer, text),
        Value::Many(chosen) => chosen.iter().for_each(|text| same(&question.answer, text)),
        Value::Entries(entries) => {
            for entry in entries {
                for (id, text) in &entry.fields {
                    let field = question.answer.fields().iter().find(|field| field.id == *id);
                    let field = field.expect(place);
                    same(&field.answer, text);
                }
            }
        }
    }
}

#[test]
fn a_tender_does_not_ask_what_the_own_declaration_asks() {
    let (tender, running) = (form("overheidsopdracht-volledig"), form("overheidsopdracht-lopend"));
    let declared: Vec<&str> = catalogue()
        .questions()
        .filter(|question| question.in_own_declaration)
        .map(|question| question.id.as_str())
        .collect();
    assert!(!declared.is_empty());
    for id in declared {
        assert!(tender.question(id).is_none(), "{id} is asked twice");
    }
    assert!(running.questions.len() > tender.questions.len());
}

/// A running contract has no tender beside it, so that its form asks everything.
#[test]
fn a_running_contract_has_a_form_of_its_own_and_nothing_else_gets_it() {
    use app::questionnaire::Extent::{Licht, Volledig};
    let party = "gemeente-emmen".parse().expect("a party");
    let sent = |kind: &str, extent, occasion| {
        let form = rulebook().questionnaire().form(&party, kind, extent, occasion);
        form.expect(kind).id.clone()
    };
    assert_eq!(sent("overheidsopdracht", Volledig, Some("lopend")), "overheidsopdracht-lopend");
    for occasion in [None, Some("nieuw")] {
        assert_eq!(sent("overheidsopdracht", Volledig, occasion), "overheidsopdracht-volledig");
    }
    assert_eq!(sent("overheidsopdracht", Licht, Some("lopend")), "overheidsopdracht-licht");
    assert_eq!(sent("alcohol-horeca", Volledig, Some("lopend")), "horeca-volledig");
}

#[test]
fn only_the_person_concerned_and_the_representative_give_a_citizen_service_number() {
    for question in catalogue().questions() {
        if question.answer == AnswerKind::Bsn {
            assert_eq!(question.who, [app::questionnaire::Who::Betrokkene], "{}", question.id);
        }
        for field in question.answer.fields().iter().filter(|field| field.answer == AnswerKind::Bsn)
        {
            let represents = question.answer.fields().iter().any(|field| {
                matches!(
                    field.answer,
                    AnswerKind::Persoon {
                        rol: app::questionnaire::RoleName::Vertegenwoordiger,
                        ..
                    }
                )
            });
            assert!(represents, "{}.{}", question.id, field.id);
        }
    }
}

/// Makes a condition true, by answering the questions that it looks at.
fn satisfy(answers: &mut Answers, form: &Form, block: BlockKey, when: &When) {
    match when {
        When::All { alle } => alle.iter().for_each(|part| satisfy(answers, form, block, part)),
        When::Any { een } => {
            een.iter().take(1).for_each(|part| satisfy(answers, form, block, part));
        }
        When::Not { niet } => refute(answers, form, block, niet),
        When::Is { vraag, is } => ask(answers, form, block, vraag, &is[0]),
        When::MoreThan { vraag, .. } => ask(answers, form, block, vraag, "9999999.00"),
        When::Has { vraag, .. } => ask(answers, form, block, vraag, ""),
    }
}

fn refute(answers: &mut Answers, form: &Form, block: BlockKey, when: &When) {
    match when {
        When::Is { vraag, is } => {
            let question = form.question(vraag).expect("a question");
            let other = match &question.answer {
                AnswerKind::JaNee => {
                    ["ja", "nee"].into_iter().find(|id| !is.contains(&(*id).to_owned()))
                }
                kind => kind
                    .choices()
                    .iter()
                    .map(|one| one.id.as_str())
                    .find(|id| !is.contains(&(*id).to_owned())),
            };
            ask(answers, form, block, vraag, other.expect("another choice"));
        }
        When::Any { een } => een.iter().for_each(|part| refute(answers, form, block, part)),
        When::All { alle } => {
            alle.iter().take(1).for_each(|part| refute(answers, form, block, part));
        }
        When::Not { niet } => satisfy(answers, form, block, niet),
        When::MoreThan { vraag, .. } => ask(answers, form, block, vraag, "0.00"),
        When::Has { vraag, .. } => {
            answers.put(home(form, block, vraag), vraag, Value::Entries(Vec::new()));
        }
    }
}

fn home(form: &Form, block: BlockKey, id: &str) -> BlockKey {
    let question = form.question(id).expect("a question of the form");
    if question.who == [app::questionnaire::Who::Betrokkene] { BlockKey::Betrokkene } else { block }
}

/// Answers a question, after what makes it asked.
fn ask(answers: &mut Answers, form: &Form, block: BlockKey, id: &str, text: &str) {
    let home = home(form, block, id);
    let question = form.question(id).expect("a question of the form");
    if let Some(when) = &question.when {
        satisfy(answers, form, home, when);
    }
    let value = match &question.answer {
        AnswerKind::Groep { .. } => Value::Entries(vec![Entry { nr: 1, fields: BTreeMap::new() }]),
        AnswerKind::Keuzes { .. } => Value::Many(vec![text.to_owned()]),
        _ => Value::One(text.to_owned()),
    };
    answers.put(home, id, value);
}

#[test]
fn every_question_of_every_form_can_be_reached() {
    for form in forms() {
        for question in &form.questions {
            assert!(is_reached(form, question), "{}: «{}» is never asked", form.id, question.id);
        }
    }
}

/// Whether some person concerned, or somebody named in some role, is asked the question.
fn is_reached(form: &Form, question: &Question) -> bool {
    let legal_forms = form.question("rechtsvorm").expect("the legal form").answer.choices();
    let kinds = [PersonKind::NatuurlijkPersoon, PersonKind::Onderneming];
    legal_forms.iter().any(|legal_form| {
        let mut answers = Answers::default();
        if let Some(when) = &question.when {
            satisfy(&mut answers, form, BlockKey::Betrokkene, when);
        }
        let chosen = answers.text(BlockKey::Betrokkene, "rechtsvorm").map(str::to_owned);
        answers.put(
            BlockKey::Betrokkene,
            "rechtsvorm",
            Value::One(chosen.unwrap_or_else(|| legal_form.id.clone())),
        );
        asked(form, &answers, question)
            || kinds.iter().any(|kind| {
                let answers = with_named(form, &legal_form.id, *kind, question);
                asked(form, &answers, question)
            })
    })
}

fn asked(form: &Form, answers: &Answers, question: &Question) -> bool {
    evaluate(form, answers).certain().any(|(_, asked)| asked.id == question.id)
}

/// Names one person in every group of the person concerned that can, and answers what the question depends on about them.
fn with_named(form: &Form, legal_form: &str, kind: PersonKind, question: &Question) -> Answers {
    let mut answers = Answers::default();
    let key = PersonKey(1);
    let name = |text: &str| Redacted::new(text.to_owned());
    answers.persons.insert(key, Person { kind, first_names: name(""), name: name("Zevenkikker") });
    for group in form.questions.iter().filter(|question| question.answer.is_group()) {
        if let Some(when) = &group.when {
            satisfy(&mut answers, form, BlockKey::Betrokkene, when);
        }
        let fields = group.answer.fields().iter();
        let person = fields.filter(|field| matches!(field.answer, AnswerKind::Persoon { .. }));
        let fields: BTreeMap<String, String> =
            person.map(|field| (field.id.clone(), key.to_string())).collect();
        if !fields.is_empty() {
            answers.put(
                BlockKey::Betrokkene,
                &group.id,
                Value::Entries(vec![Entry { nr: 1, fields }]),
            );
        }
    }
    answers.put(BlockKey::Betrokkene, "rechtsvorm", Value::One(legal_form.to_owned()));
    if let Some(when) = &question.when {
        satisfy(&mut answers, form, BlockKey::Person(key), when);
    }
    answers
}

/// A way to answer: which form, and choices that are drawn one after another.
fn drawn() -> impl Strategy<Value = (usize, Vec<u16>)> {
    (0_usize..1_000, proptest::collection::vec(any::<u16>(), 1..60))
}

/// Answers one question that is asked, chosen by a number; names nobody unless `naming`.
fn answer_one(
    form: &Form,
    answers: &mut Answers,
    number: u16,
    naming: bool,
) -> Option<(BlockKey, String)> {
    let sheet = evaluate(form, answers);
    let open: Vec<(BlockKey, &Question)> = sheet
        .certain()
        .filter(|(_, question)| naming || !question.answer.is_group())
        .map(|(block, question)| (block.key, question))
        .collect();
    let (block, question) = *open.get(usize::from(number) % open.len().max(1))?;
    let person = answers.next_person();
    let value = some_value(question, number, person)?;
    if question.answer.is_group() {
        let kind = if number.is_multiple_of(2) {
            PersonKind::NatuurlijkPersoon
        } else {
            PersonKind::Onderneming
        };
        let name = |text: &str| Redacted::new(text.to_owned());
        answers
            .persons
            .insert(person, Person { kind, first_names: name(""), name: name("Zevenkikker") });
    }
    answers.put(block, &question.id, value);
    Some((block, question.id.clone()))
}

/// Returns in which roles everybody is named.
fn roles(form: &Form, answers: &Answers) -> BTreeMap<BlockKey, BTreeSet<RoleName>> {
    let sheet = evaluate(form, answers);
    sheet.blocks.iter().map(|block| (block.key, block.roles.clone())).collect()
}

/// Whether what is missing hangs on the answer to a question; a whole block does when any question of it does.
fn looks_at(form: &Form, gap: &Gap, answer: &str) -> bool {
    let of_gap = |question: &&Question| gap.question.as_ref().is_none_or(|id| *id == question.id);
    form.questions.iter().filter(of_gap).any(|question| {
        let fields = question.answer.fields().iter().filter_map(|field| field.when.as_ref());
        let attached = question.attachments.iter().filter_map(|one| one.when.as_ref());
        question.when.iter().chain(fields).chain(attached).any(|when| tests(when, answer))
    })
}

fn tests(when: &When, answer: &str) -> bool {
    match when {
        When::All { alle: parts } | When::Any { een: parts } => {
            parts.iter().any(|part| tests(part, answer))
        }
        When::Not { niet } => tests(niet, answer),
        When::Is { vraag, .. } | When::MoreThan { vraag, .. } | When::Has { vraag, .. } => {
            vraag == answer
        }
    }
}

fn some_value(question: &Question, number: u16, person: PersonKey) -> Option<Value> {
    let text = |kind: &AnswerKind| sample(kind, number, person);
    match &question.answer {
        AnswerKind::Groep { velden, .. } => {
            let fields =
                velden.iter().filter_map(|field| Some((field.id.clone(), text(&field.answer)?)));
            Some(Value::Entries(vec![Entry { nr: 1, fields: fields.collect() }]))
        }
        AnswerKind::Keuzes { .. } => Some(Value::Many(vec![text(&question.answer)?])),
        kind => text(kind).map(Value::One),
    }
}

fn sample(kind: &AnswerKind, number: u16, person: PersonKey) -> Option<String> {
    Some(match kind {
        AnswerKind::JaNee => if number.is_multiple_of(2) { "ja" } else { "nee" }.to_owned(),
        AnswerKind::Keuze { opties } | AnswerKind::Keuzes { opties } => {
            opties.get(usize::from(number) % opties.len().max(1))?.id.clone()
        }
        AnswerKind::Datum { .. } => "2024-02-29".to_owned(),
        AnswerKind::Jaar => "2024".to_owned(),
        AnswerKind::Bedrag => "1000.00".to_owned(),
        AnswerKind::Percentage | AnswerKind::Getal => "50".to_owned(),
        AnswerKind::Bsn => "999990019".to_owned(),
        AnswerKind::KvkNummer => "99990002".to_owned(),
        AnswerKind::Telefoon => "0591 000000".to_owned(),
        AnswerKind::Email => "iemand@voorbeeld.nl".to_owned(),
        AnswerKind::Persoon { .. } => person.to_string(),
        AnswerKind::Tekst | AnswerKind::LangeTekst | AnswerKind::Adres => "Verzonnen".to_owned(),
        AnswerKind::Groep { .. } => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is answered, no question appears that is not in the catalogue, and each has its place in the official form.
    #[test]
    fn no_question_outside_the_catalogue_is_ever_asked((which, numbers) in drawn()) {
        let all: Vec<_> = forms().collect();
        let form = all[which % all.len()];
        let mut answers = Answers::default();
        for number in numbers {
            answer_one(form, &mut answers, number, true);
            for (_, question) in evaluate(form, &answers).certain() {
                let known = catalogue().question(&question.id).expect("a question of the catalogue");
                prop_assert_eq!(&known.original, &question.original);
                prop_assert!(form.section_of(&question.id).is_some());
            }
        }
    }

    /// Answering a question about somebody leaves the gaps of all others as they were, unless it names somebody: then only who is
    /// named can have more. What the person concerned answers makes a gap about somebody who was named already, in the same
    /// roles, only where a question looks at that answer.
    #[test]
    fn an_answer_never_makes_a_gap_in_the_block_of_another((which, numbers) in drawn()) {
        let all: Vec<_> = forms().collect();
        let form = all[which % all.len()];
        let mut answers = Answers::default();
        for (place, number) in numbers.into_iter().enumerate() {
            let before: BTreeSet<Gap> = missing(form, &answers).into_iter().collect();
            let roles_before = roles(form, &answers);
            let naming = place % 2 == 0;
            let newest = answers.next_person();
            let given = answer_one(form, &mut answers, number, naming);
            let Some((answered, question)) = given else { continue };
            let roles_now = roles(form, &answers);
            for gap in missing(form, &answers) {
                let of_another = gap.block != answered && gap.block != BlockKey::Person(newest);
                if !of_another || before.contains(&gap) {
                    continue;
                }
                let as_before = roles_before.get(&gap.block) == roles_now.get(&gap.block);
                let allowed = match (as_before, answered) {
                    // What the person concerned is and does decides which questions there are about everybody.
                    (true, BlockKey::Betrokkene) => looks_at(form, &gap, &question),
                    (true, BlockKey::Person(_)) => false,
                    (false, BlockKey::Betrokkene) => true,
                    (false, BlockKey::Person(_)) => gap.missing == Missing::Block,
                };
                prop_assert!(allowed, "{question}: {:?}", gap);
            }
        }
    }
}

#[test]
fn thirty_shareholders_have_a_block_each() {
    let answers = answers_with_shareholders(30);
    assert_eq!(evaluate(form("horeca-volledig"), &answers).blocks.len(), 31);
}

#[test]
fn an_example_with_something_taken_away_says_so() {
    let form = form("horeca-volledig");
    let whole = example("horeca-volledig");
    let mut without: Answers = whole.clone();
    let gone: Attached = without.attached.remove(0);
    let found = missing(form, &without);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].missing, Missing::Attachment(gone.attachment));
    for (block, questions) in &whole.blocks {
        for id in questions.keys().filter(|id| form.question(id).is_some_and(|one| one.required)) {
            let mut without = whole.clone();
            without.blocks.get_mut(block).expect("a block").remove(id);
            assert!(!missing(form, &without).is_empty(), "{block} {id} is not missed");
        }
    }
}

#[test]
fn every_document_of_the_risk_set_stands_in_the_questionnaire() {
    let rules = harness::rulebook();
    let catalogue = rules.questionnaire().catalogue().expect("a catalogue");
    let documents = rules.risk().expect("a risk set").kinds().documents();
    assert!(documents.iter().all(|document| !document.attachments.is_empty()));
    for place in documents.iter().flat_map(|document| &document.attachments) {
        let (question, attachment) = place.split_once('/').expect("a question and an attachment");
        let question = catalogue.question(question).unwrap_or_else(|| panic!("{place}"));
        assert!(question.attachments.iter().any(|known| known.id == attachment), "{place}");
    }
}
