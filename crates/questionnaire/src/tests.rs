//! A small catalogue: who answers, what is missing, what does not add up, what changed.

use crate::{
    Answers, Attached, BlockKey, Catalogue, CatalogueFault, Change, Composition, Entry, Extent,
    Form, FormFault, Gap, Missing, Nature, Person, PersonKey, PersonKind, Rewording, RoleName,
    Signature, Value, changes, complete, doubts, evaluate, gaps, yields,
};
use chrono::NaiveDate;
use kernel::Redacted;

const HEAD: &str = r#"
regeling = "Proefregeling"
[[controle]]
id = "aandelen"
som = [{ vraag = "aandeelhouders", veld = "deel" }]
gelijkAan = [{ vast = 100 }]
bericht = "De aandelen zijn samen geen 100 procent."
"#;

const ONE: &str = r#"
deel = { nummer = 1, titel = "Wie", hoofdstuk = "I" }
[[stap]]
id = "wie"
kop = "Wie bent u?"
[[vraag]]
id = "rechtsvorm"
bron = "deel 1"
origineel = "rechtsvorm"
vraag = "Wat is uw rechtsvorm?"
waarom = "w"
grondslag = "art. 7a"
stap = "wie"
wie = ["betrokkene"]
antwoord = { soort = "keuze", opties = [{ id = "natuurlijk-persoon", label = "mens" }, { id = "eenmanszaak", label = "eenmanszaak" }, { id = "bv", label = "bv" }] }
[[vraag]]
id = "kvk"
bron = "deel 1"
origineel = "nummer"
vraag = "Wat is het KvK-nummer?"
waarom = "w"
grondslag = "art. 7a"
stap = "wie"
wie = ["onderneming"]
antwoord = { soort = "kvk-nummer" }
bijlagen = [{ id = "uittreksel", label = "Een uittreksel", hoogstensMaandenOud = 3 }]
"#;

const TWO: &str = r#"
deel = { nummer = 4, titel = "Zeggenschap", hoofdstuk = "I" }
[[stap]]
id = "wie-beslist"
kop = "Wie beslist mee?"
kopAnder = "Wie beslist mee in {naam}?"
[[stap]]
id = "verleden"
kop = "Uw verleden"
[[vraag]]
id = "aandeelhouders"
bron = "deel 4"
origineel = "zeggenschap"
vraag = "Wie zijn de aandeelhouders?"
waarom = "w"
grondslag = "art. 7a"
stap = "wie-beslist"
wie = ["onderneming"]
als = { niet = { vraag = "rechtsvorm", is = ["eenmanszaak"] } }
[vraag.antwoord]
soort = "groep"
enkelvoud = "aandeelhouder"
meervoud = "aandeelhouders"
minstens = 1
velden = [
  { id = "wie", label = "Wie", antwoord = { soort = "persoon", rol = "zeggenschaphebbende", blok = true } },
  { id = "deel", label = "Deel", antwoord = { soort = "percentage" } },
]
[[vraag]]
id = "veroordeeld"
bron = "deel 8"
origineel = "veroordelingen"
vraag = "Bent u veroordeeld?"
waarom = "w"
grondslag = "art. 3"
stap = "verleden"
wie = ["natuurlijk-persoon"]
terugkijken = 5
bevinding = true
antwoord = { soort = "ja-nee" }
"#;

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn catalogue() -> Catalogue {
    Catalogue::new(parse(HEAD), vec![parse(TWO), parse(ONE)]).unwrap()
}

fn composition(sections: &[u8]) -> Composition {
    Composition {
        id: "proef".to_owned(),
        title: "Proef".to_owned(),
        kinds: Vec::new(),
        occasions: Vec::new(),
        extent: Extent::Volledig,
        sections: sections.to_vec(),
        without: Vec::new(),
        with: Vec::new(),
        beside_own_declaration: false,
    }
}

fn form() -> Form {
    catalogue().compose(&composition(&[1, 4]), &[]).unwrap()
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn one(text: &str) -> Value {
    Value::One(text.to_owned())
}

fn holder(nr: u32, wie: &str, deel: &str) -> Entry {
    let fields = [("wie", wie), ("deel", deel)];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
    Entry { nr, fields: fields.map(|(id, text)| (id.to_owned(), text.to_owned())).collect() }
}

fn person(kind: PersonKind, name: &str) -> Person {
    Person { kind, first_names: Redacted::new(String::new()), name: Redacted::new(name.to_owned()) }
}

const SELF: BlockKey = BlockKey::Betrokkene;
const HOLDING: BlockKey = BlockKey::Person(PersonKey(1));
const HUMAN: BlockKey = BlockKey::Person(PersonKey(2));

/// A company, held by a holding, held by a human being and by the holding itself.
fn chain() -> Answers {
    let mut answers = Answers::default();
    answers
        .persons
        .insert(PersonKey(1), person(PersonKind::Onderneming, "Wolkenveld Holding B.V."));
    answers.persons.insert(PersonKey(2), person(PersonKind::NatuurlijkPersoon, "Zevenkikker"));
    answers.put(SELF, "rechtsvorm", one("bv"));
    answers.put(SELF, "kvk", one("99990001"));
    answers.put(SELF, "aandeelhouders", Value::Entries(vec![holder(1, "p1", "100")]));
    answers.put(HOLDING, "kvk", one("99990002"));
    let holders = vec![holder(1, "p2", "60"), holder(2, "p1", "40")];
    answers.put(HOLDING, "aandeelhouders", Value::Entries(holders));
    answers.put(HUMAN, "veroordeeld", one("nee"));
    for block in [SELF, HOLDING] {
        answers.attached.push(Attached {
            block,
            question: "kvk".to_owned(),
            entry: None,
            attachment: "uittreksel".to_owned(),
            document: "stuk-1".to_owned(),
            earlier: false,
            dated: Some(on("2026-09-01")),
        });
    }
    answers.signature = Some(Signature {
        name: Redacted::new("B. Zevenkikker".to_owned()),
        function: Redacted::new("bestuurder".to_owned()),
        place: Redacted::new("Emmen".to_owned()),
        on: on("2026-11-20"),
        by_proxy: false,
        authorisation: None,
        co_signers: Vec::new(),
    });
    answers
}

fn missing(answers: &Answers) -> Vec<Gap> {
    let form = form();
    gaps(&form, answers, &evaluate(&form, answers), on("2026-11-25"))
}

#[test]
fn a_chain_is_followed_to_the_human_beings_at_its_top_and_ends_where_it_comes_back() {
    let (form, answers) = (form(), chain());
    let sheet = evaluate(&form, &answers);
    let keys: Vec<BlockKey> = sheet.blocks.iter().map(|block| block.key).collect();
    assert_eq!(keys, [SELF, HOLDING, HUMAN]);
    assert_eq!(sheet.block(HUMAN).unwrap().nature, Nature::Natural);
    let asked: Vec<&str> =
        sheet.block(HUMAN).unwrap().certain().map(|question| question.id.as_str()).collect();
    assert_eq!(asked, ["veroordeeld"]);
    assert_eq!(sheet.named[&PersonKey(1)], [RoleName::Zeggenschaphebbende]);
}

#[test]
fn what_is_not_known_yet_is_neither_asked_nor_missing() {
    let (form, answers) = (form(), Answers::default());
    let sheet = evaluate(&form, &answers);
    let certain: Vec<&str> = sheet.certain().map(|(_, question)| question.id.as_str()).collect();
    assert_eq!(certain, ["rechtsvorm"]);
    assert_eq!(sheet.blocks[0].asked.len(), 4, "the others may still come");
    let found: Vec<Missing> = missing(&answers).into_iter().map(|gap| gap.missing).collect();
    assert_eq!(found, [Missing::Answer, Missing::Signature]);
}

#[test]
fn a_complete_form_has_no_gaps_and_each_thing_taken_away_is_named() {
    assert_eq!(missing(&chain()), []);
    assert!(complete(&form(), chain(), on("2026-11-25")).is_ok());
    let sentence = |change: &dyn Fn(&mut Answers)| {
        let mut answers = chain();
        change(&mut answers);
        let form = form();
        let found = missing(&answers);
        found.iter().map(|gap| gap.sentence(&form, &answers)).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        sentence(&|a| a.put(SELF, "kvk", one(""))),
        "Deel 1, «Wat is het KvK-nummer?»: het antwoord ontbreekt"
    );
    assert_eq!(
        sentence(&|a| a.put(SELF, "aandeelhouders", Value::Entries(vec![holder(4, "p1", "")]))),
        "Deel 4, «Wie zijn de aandeelhouders?», aandeelhouder 1 (Wolkenveld Holding B.V.): deel ontbreekt"
    );
    assert_eq!(
        sentence(&|a| {
            a.blocks.remove(&HUMAN);
        }),
        "Over Zevenkikker: alle vragen"
    );
    assert_eq!(
        sentence(&|a| {
            a.attached.retain(|attached| attached.block != HOLDING);
        }),
        "Over Wolkenveld Holding B.V.: deel 1, «Wat is het KvK-nummer?»: de bijlage «een uittreksel» ontbreekt"
    );
    assert_eq!(
        sentence(&|a| {
            a.persons.insert(PersonKey(2), person(PersonKind::NatuurlijkPersoon, " "));
        }),
        "Over Wolkenveld Holding B.V.: deel 4, «Wie zijn de aandeelhouders?», aandeelhouder 1: wie: de naam ontbreekt"
    );
    assert_eq!(sentence(&|a| a.signature = None), "De handtekening onder het formulier");
    assert_eq!(
        sentence(&|a| a.signature.as_mut().unwrap().by_proxy = true),
        "De machtiging van wie namens u tekent"
    );
}

/// What is asked to complete (Awb 4:5) is all that is missing: an answer that comes in shows no document that was not named before.
#[test]
fn a_document_that_is_always_needed_is_missing_together_with_its_answer() {
    let mut answers = chain();
    answers.blocks.get_mut(&SELF).unwrap().remove("kvk");
    answers.attached.retain(|attached| attached.block != SELF);
    let asked = missing(&answers);
    let kinds: Vec<Missing> = asked.iter().map(|gap| gap.missing.clone()).collect();
    assert_eq!(kinds, [Missing::Answer, Missing::Attachment("uittreksel".to_owned())]);
    answers.put(SELF, "kvk", one("99990001"));
    let left = missing(&answers);
    assert_eq!(left.len(), 1);
    assert!(left.iter().all(|gap| asked.contains(gap)), "{left:?}");
}

#[test]
fn a_document_of_a_question_that_need_not_be_answered_is_not_missing_before_the_answer() {
    let mut form = form();
    form.questions.iter_mut().find(|question| question.id == "kvk").unwrap().required = false;
    let mut answers = chain();
    answers.attached.retain(|attached| attached.block != SELF);
    let found =
        |answers: &Answers| gaps(&form, answers, &evaluate(&form, answers), on("2026-11-25")).len();
    assert_eq!(found(&answers), 1);
    answers.blocks.get_mut(&SELF).unwrap().remove("kvk");
    assert_eq!(found(&answers), 0);
}

#[test]
fn a_document_is_too_old_the_day_after_its_last() {
    let form = form();
    let answers = chain();
    let old = |day: &str| {
        let found = gaps(&form, &answers, &evaluate(&form, &answers), on(day));
        found.iter().filter(|gap| matches!(gap.missing, Missing::OutdatedAttachment(_))).count()
    };
    assert_eq!(old("2026-12-01"), 0);
    assert_eq!(old("2026-12-02"), 2);
}

#[test]
fn sums_that_do_not_agree_are_doubts_and_no_gaps() {
    let mut answers = chain();
    assert_eq!(doubts(&form(), &answers, &evaluate(&form(), &answers)), []);
    answers.put(SELF, "aandeelhouders", Value::Entries(vec![holder(1, "p1", "99.99")]));
    let form = form();
    let found = doubts(&form, &answers, &evaluate(&form, &answers));
    assert_eq!((found.len(), found[0].totals, found[0].block), (1, (9_999, 10_000), SELF));
    assert_eq!(missing(&answers), []);
}

#[test]
fn a_form_selects_and_cannot_ask_what_is_not_in_the_catalogue() {
    let catalogue = catalogue();
    let only = |composition: Composition| catalogue.compose(&composition, &[]).unwrap_err();
    let mut own = composition(&[1, 4, 9]);
    own.with.push("wat-verdient-u".to_owned());
    let found = only(own);
    assert!(matches!(&found[0], FormFault::UnknownSection { section: 9, .. }));
    assert!(
        matches!(&found[1], FormFault::UnknownQuestion { question, .. } if question == "wat-verdient-u")
    );
    let mut without = composition(&[1, 4]);
    without.without.push("rechtsvorm".to_owned());
    assert!(
        matches!(&only(without)[0], FormFault::Unreachable { question, .. } if question == "aandeelhouders")
    );
    let other = Rewording {
        question: "veroordeeld".to_owned(),
        text: "Heeft een rechter u veroordeeld?".to_owned(),
        reason: "duidelijker".to_owned(),
    };
    let form = catalogue.compose(&composition(&[1, 4]), std::slice::from_ref(&other)).unwrap();
    let question = form.question("veroordeeld").unwrap();
    assert_eq!(
        (question.text.as_str(), question.original.as_str()),
        (other.text.as_str(), "veroordelingen")
    );
    assert_eq!(form.rewordings, [other]);
    let again: Form = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
    assert_eq!(again, form, "a form that is kept reads the same");
}

#[test]
fn a_catalogue_with_a_fault_is_refused_with_its_place() {
    let refused = |section: &str| -> Vec<CatalogueFault> {
        Catalogue::new(parse(HEAD), vec![parse(ONE), parse(section)]).unwrap_err()
    };
    for (from, to, reason) in [
        (r#"id = "veroordeeld""#, r#"id = "rechtsvorm""#, "wordt al gebruikt"),
        (r#"id = "veroordeeld""#, r#"id = "Veroordeeld!""#, "is geen naam"),
        (r#"is = ["eenmanszaak"]"#, r#"is = ["zzp"]"#, "past niet bij «rechtsvorm»"),
        (r#"{ vraag = "rechtsvorm", is"#, r#"{ vraag = "veroordeeld", is"#, "komt niet eerder"),
        (r#"wie = ["natuurlijk-persoon"]"#, "wie = []", "aan niemand"),
        (r#"stap = "verleden""#, r#"stap = "toekomst""#, "geen stap «toekomst»"),
        (
            r#"origineel = "veroordelingen""#,
            r#"origineel = " ""#,
            "«origineel» van «veroordeeld» is leeg",
        ),
        (r#"soort = "percentage""#, r#"soort = "tekst""#, "is geen getal uit de catalogus"),
    ] {
        assert!(TWO.contains(from), "{from}");
        let found = refused(&TWO.replace(from, to));
        assert!(found.iter().any(|fault| fault.reason.contains(reason)), "{reason}: {found:?}");
    }
}

#[test]
fn a_new_version_says_what_changed() {
    let (before, mut after) = (chain(), chain());
    after.put(SELF, "kvk", one("99990009"));
    after.attached.remove(1);
    after.persons.insert(PersonKey(2), person(PersonKind::NatuurlijkPersoon, "Achtkikker"));
    let found = changes(&before, &after);
    assert!(
        matches!(&found[0], Change::Renamed { before, after, .. } if before == "Zevenkikker" && after == "Achtkikker")
    );
    assert!(
        matches!(&found[1], Change::Answer { question, before: Some(_), after: Some(_), .. } if question == "kvk")
    );
    assert!(matches!(&found[2], Change::Detached(attached) if attached.block == HOLDING));
    assert_eq!(found.len(), 3);
    assert_eq!(changes(&before, &before), []);
}

#[test]
fn answers_become_persons_with_roles_and_candidates_for_findings() {
    let (form, mut answers) = (form(), chain());
    answers.put(HUMAN, "veroordeeld", one("ja"));
    let found = yields(&form, &answers, &evaluate(&form, &answers));
    assert_eq!(found.findings, [(HUMAN, "veroordeeld".to_owned())]);
    let holding = &found.persons[0];
    assert_eq!(holding.kvk_number.as_deref(), Some("99990002"));
    assert_eq!(holding.roles, [RoleName::Zeggenschaphebbende]);
    assert_eq!(found.persons.len(), 2);
}

#[test]
fn who_is_named_nowhere_any_more_goes() {
    let mut answers = chain();
    answers.put(HOLDING, "aandeelhouders", Value::Entries(Vec::new()));
    let form = form();
    let named = evaluate(&form, &answers).named;
    answers.drop_unnamed(&named);
    assert_eq!(answers.persons.keys().copied().collect::<Vec<_>>(), [PersonKey(1)]);
    assert!(answers.get(HUMAN, "veroordeeld").is_none());
}
