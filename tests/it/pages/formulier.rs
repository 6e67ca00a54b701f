//! The questionnaire from the invitation to the file that is complete, without script.

use app::questionnaire::{
    AnswerKind, Answers, BlockKey, Form, PersonKey, PersonKind, Question, Value, evaluate,
};
use harness::{Browser, Page, TestApp, fixture_text, on_every_app, rulebook};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

pub(super) const PDF: &[u8] = b"%PDF-1.7 verzonnen";

pub(super) fn catering() -> Json {
    json!({ "aanvraag": {
        "kenmerk": "Z-2026-777",
        "soort": "alcohol-horeca",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": {
            "soort": "rechtspersoon",
            "naam": "Zevenkikker Horeca B.V.",
            "adres": { "straat": "Verzonnen Plas", "huisnummer": "1", "postcode": "7811 AA", "plaats": "Emmen" },
        },
        "feiten": { "signalen": [], "branches": ["horeca"] },
    }})
}

/// A file whose questionnaire stands ready, with the way in.
pub(super) struct Ready {
    pub(super) officer: Browser,
    pub(super) file: String,
    pub(super) person: String,
    pub(super) link: String,
    pub(super) number: String,
    pub(super) code: String,
}

pub(super) async fn ready(app: &TestApp) -> Ready {
    ready_for(app, &catering()).await
}

/// Opens a file for an application and puts the questionnaire ready.
pub(super) async fn ready_for(app: &TestApp, application: &Json) -> Ready {
    let officer = Browser::of(app, &app.emmen.behandelaar).await;
    let made = app.open(&app.emmen.behandelaar, application).await;
    let file = format!("/dossiers/{}", made.id);
    let person = made.person(0);
    let step = format!("{file}/stappen/toepassingsbereik");
    let version = officer.get(&step).await.expect(200).value("versie");
    officer.post(&step, &[("versie", &version)]).await.expect(303);
    let portal = format!("{file}/vragenlijst/{person}/portaal");
    officer.get(&format!("{file}/vragenlijst")).await.expect(200).says("Nog niets").says(&portal);
    let asked = officer.get(&portal).await.expect(200);
    let (version, on) = (asked.value("versie"), asked.value("op"));
    let until = asked.value("uiterlijk");
    let sent = [
        ("versie", version.as_str()),
        ("omvang", "volledig"),
        ("op", on.as_str()),
        ("uiterlijk", until.as_str()),
    ];
    officer.post(&portal, &sent[..1]).await.expect(400).says("Kies licht of volledig");
    let page = officer.post(&portal, &sent).await.expect(200);
    let codes: Vec<&str> = page
        .text
        .split("<dd class=\"dw-code\">")
        .skip(1)
        .filter_map(|part| part.split('<').next())
        .collect();
    assert_eq!(codes.len(), 3, "{}", page.text);
    let (link, number, code) = (codes[0], codes[1], codes[2]);
    let link = link.split("voorbeeld.nl").nth(1).expect("a path").to_owned();
    let (number, code) = (number.to_owned(), code.to_owned());
    Ready { officer, file, person, link, number, code }
}

/// Comes in for the first time; gives the code to come back with.
pub(super) async fn begin(app: &TestApp, ready: &Ready) -> (Browser, String) {
    let applicant = Browser::new(app);
    let page = applicant.fill(&ready.link, &ready.link, &[("code", &ready.code)]).await.expect(200);
    let own = page.text.split("<p class=\"dw-code\"><strong>").nth(1).expect("a code");
    let own = own.split('<').next().expect("a code").to_owned();
    (applicant, own)
}

pub(super) fn example() -> Answers {
    serde_json::from_str(&fixture_text("questionnaire/horeca-volledig.json")).expect("answers")
}

fn form() -> &'static Form {
    let forms = rulebook().questionnaire().forms();
    &forms.iter().find(|offer| offer.form.id == "horeca-volledig").expect("a form").form
}

/// Somebody who fills in the example, page by page. Persons get their own keys in the order in which they are named.
pub(super) struct Filler<'f> {
    pub(super) browser: &'f Browser,
    pub(super) example: &'f Answers,
    pub(super) keys: BTreeMap<PersonKey, PersonKey>,
    /// Attachments that are not given.
    pub(super) without: usize,
}

type Fields = Vec<(String, String)>;
type Files = Vec<(String, String, Vec<u8>)>;

impl Filler<'_> {
    pub(super) async fn fill_in(&mut self) {
        let sheet = evaluate(form(), self.example);
        for block in &sheet.blocks {
            let steps = form().sections.iter().flat_map(|section| &section.stappen);
            for step in steps {
                let asked: Vec<&Question> =
                    block.certain().filter(|question| question.step == step.id).collect();
                if !asked.is_empty() {
                    self.page(block.key, &step.id, &asked).await;
                }
            }
        }
    }

    async fn page(&mut self, block: BlockKey, step: &str, asked: &[&Question]) {
        let here = match block {
            BlockKey::Betrokkene => block,
            BlockKey::Person(key) => BlockKey::Person(self.keys[&key]),
        };
        let path = format!("/formulier/stap/{here}/{step}");
        let page = self.browser.get(&path).await;
        assert_eq!(page.status, 200, "{path} goes to {:?}", page.location);
        let mut fields: Fields =
            ["bewijs", "versie"].map(|name| (name.to_owned(), page.value(name))).to_vec();
        let mut files = Files::new();
        for question in asked {
            self.question(block, question, &mut fields, &mut files);
        }
        fields.push(("doe".to_owned(), "later".to_owned()));
        let sent = self.browser.send_files(&path, &fields, &files).await;
        let summary =
            sent.text.split("id=\"fouten\"").nth(1).map(|part| &part[..part.len().min(900)]);
        assert_eq!(sent.status, 303, "{path}: {summary:?}");
    }

    fn question(
        &mut self,
        block: BlockKey,
        question: &Question,
        fields: &mut Fields,
        files: &mut Files,
    ) {
        let mut field = |name: &str, text: &str| fields.push((name.to_owned(), text.to_owned()));
        field("gevraagd", &question.id);
        match self.example.get(block, &question.id) {
            Some(Value::One(text)) => field(&question.id, text),
            Some(Value::Many(chosen)) => chosen.iter().for_each(|text| field(&question.id, text)),
            Some(Value::Entries(entries)) => {
                for entry in entries {
                    field(&format!("{}.regel", question.id), &entry.nr.to_string());
                    for (id, text) in &entry.fields {
                        let name = format!("{}.{}.{id}", question.id, entry.nr);
                        let kind = question.answer.fields().iter().find(|known| known.id == *id);
                        match kind.map(|kind| &kind.answer) {
                            Some(AnswerKind::Persoon { .. }) => {
                                self.person(&name, text, &mut field);
                            }
                            _ => field(&name, text),
                        }
                    }
                }
            }
            None => {}
        }
        let own = self
            .example
            .attached
            .iter()
            .filter(|one| one.block == block && one.question == question.id);
        for attached in own {
            if self.without > 0 {
                self.without -= 1;
                continue;
            }
            let place =
                format!("{}.{}.{}", question.id, attached.entry.unwrap_or(0), attached.attachment);
            if let Some(dated) = attached.dated {
                field(&format!("datum.{place}"), &dated.format("%d-%m-%Y").to_string());
            }
            files.push((format!("bestand.{place}"), "stuk.pdf".to_owned(), PDF.to_vec()));
        }
    }

    fn person(&mut self, name: &str, key: &str, field: &mut impl FnMut(&str, &str)) {
        let key: PersonKey = key.parse().expect("a key");
        if let Some(known) = self.keys.get(&key) {
            return field(&format!("{name}.wie"), &known.to_string());
        }
        let fresh = PersonKey(u32::try_from(self.keys.len()).expect("few") + 1);
        self.keys.insert(key, fresh);
        let person = &self.example.persons[&key];
        let kind = match person.kind {
            PersonKind::NatuurlijkPersoon => "natuurlijk-persoon",
            PersonKind::Onderneming => "onderneming",
        };
        field(&format!("{name}.wie"), "");
        field(&format!("{name}.soort"), kind);
        field(&format!("{name}.voornamen"), person.first_names.reveal());
        field(&format!("{name}.naam"), person.name.reveal());
    }
}

pub(super) async fn sign(browser: &Browser) -> Page {
    sign_with(browser, &[("verklaring", "ja")], &[]).await
}

/// Signs with fields besides the usual ones; of a field that stands twice the first counts.
async fn sign_with(browser: &Browser, more: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    const PATH: &str = "/formulier/ondertekenen";
    let page = browser.get(PATH).await.expect(200);
    let (proof, version) = (page.value("bewijs"), page.value("versie"));
    let own = [("bewijs", proof.as_str()), ("versie", version.as_str())];
    let usual = [("naam", "B. Zevenkikker"), ("functie", "bestuurder"), ("plaats", "Emmen")];
    let fields: Fields = own
        .iter()
        .chain(more)
        .chain(&usual)
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let file = |(name, content): &(&str, &[u8])| {
        ("bestand.machtiging".to_owned(), (*name).to_owned(), content.to_vec())
    };
    let files: Files = files.iter().map(file).collect();
    browser.send_files(PATH, &fields, &files).await
}

#[test]
fn who_enters_a_form_from_paper_states_when_it_came() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready(app).await;
        let tab = format!("{}/vragenlijst", ready.file);
        app.today("2026-11-30");
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let paper = format!("{tab}/{}/papier", ready.person);
        officer.fill(&tab, &paper, &[]).await.expect(303);
        let declared = ("verklaring", "ja");
        for (day, wrong) in [
            ("24-11-2026", "ligt tussen 25 november 2026"),
            ("1-12-2026", "ligt tussen 25 november 2026"),
            ("gisteren", "Schrijf een dag als 31-12-2026"),
        ] {
            let refused = sign_with(&officer, &[("ontvangenOp", day), declared], &[]).await;
            refused.expect(400).says(wrong).says(&format!("value=\"{day}\""));
        }
        let taken = [("ontvangenOp", "26-11-2026"), declared];
        sign_with(&officer, &taken, &[]).await.expect(200);
        let history = officer.get(&format!("{}/historie", ready.file)).await.expect(200);
        history.says("Vragenlijst ontvangen, op do 26 nov");
        // The person concerned is not asked: what they send counts when it comes.
        let mut other = catering();
        other["aanvraag"]["kenmerk"] = json!("Z-2026-778");
        let (applicant, _) = begin(app, &ready_for(app, &other).await).await;
        applicant.get("/formulier/ondertekenen").await.expect(200).keeps("ontvangenOp");
    });
}

#[test]
fn somebody_signs_for_another_and_others_sign_as_well() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready(app).await;
        let (applicant, own) = begin(app, &ready).await;
        let proxy = ("gemachtigde", "ja");
        let names = ("medeondertekenaars", "A. Wolkenveld\r\nC. Proefstra");
        // What is wrong is named at its field, and the file is there the next time.
        let wrong = sign_with(&applicant, &[proxy, names], &[("volmacht.pdf", PDF)]).await;
        let wrong = wrong.expect(400).says("Zet een vinkje als u dit verklaart");
        let wrong = wrong.says("volmacht.pdf").says("A. Wolkenveld\nC. Proefstra");
        let kept = wrong.value("machtiging");
        let kept = ("machtiging", kept.as_str());
        let alone = sign_with(&applicant, &[kept, ("verklaring", "ja")], &[]).await;
        alone.expect(400).says("U voegde een machtiging toe").says("volmacht.pdf");
        let many = "Iemand\n".repeat(11);
        let many = [kept, proxy, ("medeondertekenaars", many.as_str())];
        sign_with(&applicant, &many, &[]).await.expect(400).says("hooguit 10 mensen");
        // A file that is no document, taking the file away, and one of somebody else.
        let program: &[u8] = b"MZ\x90\0\x03 een programma";
        let bad = sign_with(&applicant, &[proxy], &[("volmacht.pdf", program)]).await;
        bad.expect(400).says("Machtiging: ").keeps("value=\"stuk:");
        let away = format!("stuk:{}", kept.1);
        let away = sign_with(&applicant, &[kept, proxy, ("doe", &away)], &[]).await.expect(200);
        assert!(away.keeps("volmacht.pdf").value("machtiging").is_empty());
        let declared = ("verklaring", "ja");
        sign_with(&applicant, &[kept, proxy, declared], &[]).await.expect(400);
        // Without an authorisation it can be handed in, and is asked for.
        let gap = "De machtiging van wie namens u tekent";
        sign_with(&applicant, &[proxy, declared], &[]).await.expect(200).says(gap);
        let tab = format!("{}/vragenlijst", ready.file);
        ready.officer.get(&tab).await.expect(200).says(gap);
        let ask = format!("{tab}/{}/aanvulling", ready.person);
        let version = ready.officer.get(&ask).await.expect(200).value("versie");
        let sent = [("versie", version.as_str()), ("op", "25-11-2026"), ("uiterlijk", "9-12-2026")];
        assert_eq!(ready.officer.post(&ask, &sent).await.sent_to(), tab);
        let back = Browser::new(app);
        let codes =
            [("nummer", ready.number.as_str()), ("code", &ready.code), ("terugkeercode", &own)];
        back.fill("/formulier", "/formulier", &codes).await.expect(303);
        back.get("/formulier/ondertekenen").await.expect(200).says("B. Zevenkikker");
        let whole = [proxy, names, declared];
        let done = sign_with(&back, &whole, &[("volmacht.pdf", PDF)]).await.expect(200);
        done.keeps(gap);
        // What is missing besides can still be given: the signature is of the version, not of what is filled in now.
        back.get("/formulier/nakijken").await.expect(200).keeps("Ja, met een machtiging");
        // The office reads who signed, and saves the authorisation.
        let read = format!("{tab}/{}", ready.person);
        let page = ready.officer.get(&read).await.expect(200).says("C. Proefstra");
        let file = page.addresses().into_iter().find(|to| to.contains("/stukken/"));
        let file = ready.officer.get(&file.expect("a file")).await.expect(200);
        assert_eq!(file.text.as_bytes(), PDF);
    });
}

#[test]
fn a_catering_form_is_filled_in_repaired_and_complete() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready(app).await;
        let (applicant, own) = begin(app, &ready).await;
        let example = example();
        let mut filler =
            Filler { browser: &applicant, example: &example, keys: BTreeMap::new(), without: 1 };
        filler.fill_in().await;
        let done = sign(&applicant).await.expect(200).says("is ingediend").says("ontbreekt");
        assert!(done.text.contains("de bijlage «"), "{}", done.text);
        // The officer sees the gap, apart from doubts, and asks for exactly that.
        let tab = format!("{}/vragenlijst", ready.file);
        let page = ready.officer.get(&tab).await.expect(200).says("Formeel ontbreekt");
        let page = page.says("de bijlage «").says("Om aanvulling vragen");
        let page = page.keeps("stappen/herstelverzoeken");
        assert!(!page.text.contains("Vragen voor het eigen onderzoek"), "{}", page.text);
        let ask = format!("{tab}/{}/aanvulling", ready.person);
        let asked = ready.officer.get(&ask).await.expect(200).says("Awb 4:5");
        let version = asked.value("versie");
        let sent = [("versie", version.as_str()), ("op", "25-11-2026"), ("uiterlijk", "9-12-2026")];
        assert_eq!(ready.officer.post(&ask, &sent).await.sent_to(), tab);
        // The applicant comes back with number and codes, and gives what was missing.
        app.today("2026-11-30");
        let back = Browser::new(app);
        let codes =
            [("nummer", ready.number.as_str()), ("code", &ready.code), ("terugkeercode", &own)];
        assert_eq!(
            back.fill("/formulier", "/formulier", &codes).await.sent_to(),
            "/formulier/stappen"
        );
        give_what_is_missing(&back, &example).await;
        sign(&back).await.expect(200).says("Er ontbreekt niets");
        // Days later the officer signs in anew.
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let page = officer.get(&tab).await.expect(200).says("Formeel ontbreekt er niets");
        page.says("Versie 2 ingediend");
        let read = format!("{tab}/{}", ready.person);
        // What was answered about offences needs a right of its own.
        let hidden = "uw rol geeft geen toegang tot strafrechtelijke gegevens";
        officer.get(&read).await.expect(200).says(hidden);
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        coordinator.get(&read).await.expect(404);
        let made = harness::Dossier::of(
            &app.get(&app.emmen.behandelaar, &format!("/v1{}", ready.file)).await.json(),
        );
        app.admit(&app.emmen.behandelaar, &made, &app.emmen.coordinator).await;
        let open = coordinator.get(&read).await.expect(200);
        assert!(!open.text.contains(hidden));
        officer.get(&read).await.expect(200).says("Wat deze versie verandert").says("Stuk erbij");
        // Who is named comes on the file, with the role and where it follows from, once.
        let page = officer.get(&tab).await.says("Genoemd, nog niet op het dossier");
        let version = page.value("versie");
        let adopt = format!("{read}/personen");
        assert_eq!(officer.post(&adopt, &[("versie", &version)]).await.sent_to(), tab);
        officer.get(&tab).await.expect(200).keeps("Genoemd, nog niet");
        officer.get(&ready.file).await.expect(200).says("zeggenschaphebbende");
        // The term: suspended from the day after the request until the day of the answer (Awb 4:15(1)a).
        officer.get(&ready.file).await.expect(200).says("4:15");
    });
}

async fn give_what_is_missing(back: &Browser, example: &Answers) {
    let first = &example.attached[0];
    let question = form().question(&first.question).expect("a question");
    let path = format!("/formulier/stap/betrokkene/{}", question.step);
    let page = back.get(&path).await.expect(200);
    let mut filler = Filler { browser: back, example, keys: BTreeMap::new(), without: 0 };
    let mut fields: Fields =
        ["bewijs", "versie"].map(|name| (name.to_owned(), page.value(name))).to_vec();
    let mut files = Files::new();
    let sheet = evaluate(form(), example);
    let block = sheet.block(BlockKey::Betrokkene).expect("a block");
    for asked in block.certain().filter(|asked| asked.step == question.step) {
        filler.question(BlockKey::Betrokkene, asked, &mut fields, &mut files);
    }
    fields.push(("doe".to_owned(), "verder".to_owned()));
    back.send_files(&path, &fields, &files[..1]).await.expect(303);
}

#[test]
fn a_link_works_once_and_codes_cannot_be_guessed() {
    on_every_app(async |app| {
        let ready = ready(app).await;
        let guess = Browser::new(app);
        guess
            .fill(&ready.link, &ready.link, &[("code", "AAAA-AAAA")])
            .await
            .expect(400)
            .says("niet binnenkomen");
        guess
            .fill("/formulier", "/formulier/begin/0000", &[("code", &ready.code)])
            .await
            .expect(400)
            .says("niet binnenkomen");
        let (_, own) = begin(app, &ready).await;
        // The link is used up, for who has the code too.
        guess.fill(&ready.link, &ready.link, &[("code", &ready.code)]).await.expect(400);
        let codes = |own: &str| {
            [
                ("nummer", ready.number.clone()),
                ("code", ready.code.clone()),
                ("terugkeercode", own.to_owned()),
            ]
        };
        for _ in 0..5 {
            let wrong = codes("AAAA-AAAA-AAAA");
            let wrong: Vec<(&str, &str)> =
                wrong.iter().map(|(name, text)| (*name, text.as_str())).collect();
            guess
                .fill("/formulier", "/formulier", &wrong)
                .await
                .expect(400)
                .says("horen niet bij elkaar");
        }
        let right = codes(&own);
        let right: Vec<(&str, &str)> =
            right.iter().map(|(name, text)| (*name, text.as_str())).collect();
        guess.fill("/formulier", "/formulier", &right).await.expect(400).says("kwartier gesloten");
        guess.get("/formulier/stappen").await.expect(303);
        // A new invitation: the old session and codes are gone.
        assert!(guess.cookie("__Host-formulier").is_none());
    });
}

#[test]
fn what_is_wrong_in_an_entry_is_named_there_and_nothing_is_lost() {
    on_every_app(async |app| {
        let ready = ready(app).await;
        let (applicant, _) = begin(app, &ready).await;
        let overview = applicant.get("/formulier/stappen").await.expect(200);
        let first =
            overview.addresses().into_iter().find(|to| to.contains("/stap/")).expect("a step");
        let page = applicant.get(&first).await.expect(200);
        let version = page.value("versie");
        let send = async |path: &str, version: &str, more: &[(&str, &str)]| {
            let proof = applicant.get(path).await.value("bewijs");
            let own = [("bewijs", proof.as_str()), ("versie", version)];
            let fields: Fields = own
                .iter()
                .chain(more)
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect();
            applicant.send_files(path, &fields, &[]).await
        };
        send(
            &first,
            &version,
            &[("gevraagd", "rechtsvorm"), ("rechtsvorm", "koninkrijk"), ("doe", "verder")],
        )
        .await
        .expect(400)
        .says("Kies een van de antwoorden");
        // The valid part was kept, so this version is old now: another window was first.
        let stale = send(
            &first,
            &version,
            &[("gevraagd", "rechtsvorm"), ("rechtsvorm", "bv"), ("doe", "verder")],
        )
        .await
        .expect(409);
        let fresh = stale.says("ander venster").value("versie");
        let kept = send(
            &first,
            &fresh,
            &[("gevraagd", "rechtsvorm"), ("rechtsvorm", "bv"), ("doe", "later")],
        )
        .await;
        assert_eq!(kept.status, 303, "{}", kept.text);
        applicant.get(&first).await.expect(200).says("value=\"bv\" checked");
        // A program that calls itself a document, and a form from elsewhere.
        let page = applicant.get(&first).await;
        let fields: Fields = [("bewijs", page.value("bewijs")), ("versie", page.value("versie"))]
            .map(|(name, text)| (name.to_owned(), text))
            .to_vec();
        let file = |content: &[u8]| {
            vec![("bestand.rechtsvorm.0.stuk".to_owned(), "stuk.pdf".to_owned(), content.to_vec())]
        };
        applicant
            .send_files(&first, &fields, &file(b"MZ\x90\0\x03 een programma"))
            .await
            .expect(400)
            .says("kan niet");
        applicant.send_files(&first, &fields[1..], &file(PDF)).await.expect(403);
        a_large_file_is_taken_in_where_it_was_asked_for(&applicant).await;
        thousands_of_entries_are_refused_and_what_was_kept_stays(&applicant).await;
    });
}

async fn thousands_of_entries_are_refused_and_what_was_kept_stays(applicant: &Browser) {
    let path = "/formulier/stap/betrokkene/vertegenwoordiger";
    let sent = async |numbers: &mut dyn Iterator<Item = u32>| {
        let page = applicant.get(path).await.expect(200);
        let mut fields: Fields =
            ["bewijs", "versie"].map(|name| (name.to_owned(), page.value(name))).to_vec();
        let mut field = |name: String, text: &str| fields.push((name, text.to_owned()));
        field("gevraagd".to_owned(), "vertegenwoordigers");
        for nr in numbers {
            field("vertegenwoordigers.regel".to_owned(), &nr.to_string());
            field(format!("vertegenwoordigers.{nr}.persoon.soort"), "natuurlijk-persoon");
            field(format!("vertegenwoordigers.{nr}.persoon.naam"), "Zevenkikker");
        }
        field("doe".to_owned(), "later");
        applicant.send_files(path, &fields, &[]).await
    };
    assert_eq!(sent(&mut (1..=1)).await.status, 303);
    sent(&mut (1..=3_000)).await.expect(400).says("hooguit 200 regels");
    // A number that nobody could have been given is no entry.
    assert_eq!(sent(&mut [1, u32::MAX].into_iter()).await.status, 303);
    let page = applicant.get(&format!("{path}?nog=vertegenwoordigers")).await.expect(200);
    assert_eq!(page.text.matches("name=\"vertegenwoordigers.regel\"").count(), 2, "{}", page.text);
}

/// A file of many parts, for a document that the page asks for; one that it does not ask for is not kept.
async fn a_large_file_is_taken_in_where_it_was_asked_for(applicant: &Browser) {
    let years = "/formulier/stap/betrokkene/jaarcijfers";
    let page = applicant.get(years).await.expect(200);
    let fields = [("bewijs", page.value("bewijs")), ("versie", page.value("versie"))];
    let fields: Fields = fields.map(|(name, text)| (name.to_owned(), text)).to_vec();
    let large = [PDF, &vec![b' '; 5_000_000]].concat();
    let files: Files =
        [("boekjaren.0.jaarcijfers-laatste", "groot.pdf"), ("boekjaren.0.dagboek", "dagboek.pdf")]
            .map(|(place, name)| (format!("bestand.{place}"), name.to_owned(), large.clone()))
            .to_vec();
    assert_eq!(applicant.send_files(years, &fields, &files).await.status, 303);
    let page = applicant.get(years).await.expect(200).says("groot.pdf");
    page.keeps("dagboek.pdf");
    let whole = vec![b' '; 26_000_000];
    let page = applicant.get(years).await;
    let fields = [("bewijs", page.value("bewijs")), ("versie", page.value("versie"))];
    let fields: Fields = fields.map(|(name, text)| (name.to_owned(), text)).to_vec();
    let files = [(files[0].0.clone(), "film.pdf".to_owned(), [PDF, &whole].concat())];
    applicant
        .send_files(years, &fields, &files)
        .await
        .expect(400)
        .says("groter dan 25 MB")
        .says("groot.pdf");
}
