//! The officer's side of a questionnaire that was handed in.

use super::formulier::{Ready, begin, catering, ready_for, sign};
use app::{Letter, LetterKind};
use harness::{Browser, Dossier, TestApp, on_every_app};
use letters::ConceptReason;
use serde_json::{Value, json};

fn building(bouwsom: &Value) -> Value {
    let mut application = super::application("Z-2026-778");
    application["aanvraag"]["feiten"]["bouwsom"] = bouwsom.clone();
    application
}

/// Answers questions of one page about the person concerned.
pub(super) async fn answer(browser: &Browser, step: &str, answers: &[(&str, &str)]) {
    let path = format!("/formulier/stap/betrokkene/{step}");
    let page = browser.get(&path).await.expect(200);
    let own = ["bewijs", "versie"].map(|name| (name.to_owned(), page.value(name)));
    let asked = answers.iter().map(|(question, _)| ("gevraagd".to_owned(), (*question).to_owned()));
    let given = answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let fields: Vec<(String, String)> = own.into_iter().chain(asked).chain(given).collect();
    let sent = browser.send_files(&path, &fields, &[]).await;
    assert_eq!(sent.status, 303, "{path}: {}", sent.text);
}

/// Hands in a questionnaire that says little more than what building costs.
async fn stating(app: &TestApp, bouwsom: &Value, stated: &str) -> (Ready, String) {
    let ready = ready_for(app, &building(bouwsom)).await;
    let (applicant, _) = begin(app, &ready).await;
    answer(&applicant, "bouw", &[("wordt-gebouwd", "ja")]).await;
    answer(&applicant, "projectkosten", &[("bouwkosten", stated)]).await;
    sign(&applicant).await.expect(200).says("is ingediend");
    let tab = format!("{}/vragenlijst", ready.file);
    (ready, tab)
}

#[test]
fn what_was_stated_is_taken_over_and_a_moved_scope_is_shown_not_changed() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let known = json!({ "bedrag": "900000.00", "btw": "exclusief", "bron": "aanvrager" });
        let (ready, tab) = stating(app, &known, "600.000,00").await;
        let page = ready.officer.get(&tab).await.expect(200).says("Gegevens uit de vragenlijst");
        let page = page.says("900.000,00 exclusief btw").says("600.000,00 exclusief btw");
        let page = page.says("De toepassing wordt anders").says("verandert niet vanzelf");
        let version = page.value("versie");
        let take = format!("{tab}/{}/gegevens", ready.person);
        assert_eq!(ready.officer.post(&take, &[("versie", &version)]).await.sent_to(), tab);
        let page = ready.officer.get(&tab).await.expect(200);
        let page = page.says("als opgave van de aanvrager").keeps("Nu op het dossier");
        page.says("Met de gegevens die nu op het dossier staan is de uitkomst anders");
        let file = app.get(&app.emmen.behandelaar, &format!("/v1{}", ready.file)).await.json();
        let figure = &file["dossier"]["dossier"]["aanvraag"]["feiten"]["bouwsom"];
        assert_eq!(
            *figure,
            json!({ "bedrag": "600000.00", "btw": "exclusief", "bron": "aanvrager" })
        );
        ready
            .officer
            .get(&format!("{}/historie", ready.file))
            .await
            .says("Opgave uit de vragenlijst");
        // Twice is nothing to take over.
        let again =
            ready.officer.post(&take, &[("versie", &page_version(&ready, &tab).await)]).await;
        assert_eq!(again.status, 409, "{}", again.text);
    });
}

async fn page_version(ready: &Ready, tab: &str) -> String {
    let asked = ready.officer.get(&format!("{tab}/{}/portaal", ready.person)).await;
    asked.expect(200).value("versie")
}

#[test]
fn a_figure_of_the_competent_body_is_shown_beside_the_answer_and_stays() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let computed =
            json!({ "bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag" });
        let (ready, tab) = stating(app, &computed, "600.000,00").await;
        let page =
            ready.officer.get(&tab).await.expect(200).says("berekend door het bevoegd gezag");
        let page = page.says("Dit blijft staan").keeps("Overnemen als opgave");
        page.keeps("De toepassing wordt anders");
    });
}

async fn taken(app: &TestApp, file: &Dossier, step: &str, body: &Value) -> Dossier {
    let answer = app.step(&app.emmen.behandelaar, file, step, body).await;
    Dossier::of(&answer.expect(200).json())
}

/// A file of which the term to complete ends on Tuesday 24 November 2026.
async fn in_repair(app: &TestApp) -> Dossier {
    app.today("2026-11-10");
    let file = app.open(&app.emmen.behandelaar, &super::application("Z-2026-779")).await;
    let person = file.person(0);
    let file = taken(app, &file, "toepassingsbereik", &json!({})).await;
    let sent = json!({ "op": "2026-11-10", "uiterlijk": "2026-11-24" });
    let file = taken(app, &file, "vragenlijsten", &sent).await;
    let asked = json!({ "persoon": person, "op": "2026-11-10", "uiterlijk": "2026-11-24",
        "ontbreekt": ["Deel 7, «Jaarrekeningen»: de bijlage «balans» ontbreekt"] });
    taken(app, &file, "herstelverzoeken", &asked).await
}

/// Returns what the addressee of the request to complete reads, and the letter; none when no term runs.
async fn completion(app: &TestApp, file: &Dossier, person: &str) -> Option<(String, Letter)> {
    let caller = app.caller(&app.emmen.behandelaar).await;
    let place = (file.id.parse().expect("a file"), person.parse().expect("a person"));
    let letter = app.app.completion_request(&caller, place).await.expect("an answer")?;
    Some((super::brieven::text_of(&letter), letter))
}

/// A file with two persons concerned, who were both sent a questionnaire.
async fn of_two(app: &TestApp) -> Dossier {
    app.today("2026-11-10");
    let mut application = super::application("Z-2026-781");
    application["personen"] = json!([{ "soort": "natuurlijk-persoon", "naam": "Wolkenveld",
        "rollen": [{ "soort": "betrokkene" }] }]);
    let file = app.open(&app.emmen.behandelaar, &application).await;
    let file = taken(app, &file, "toepassingsbereik", &json!({})).await;
    let sent = json!({ "op": "2026-11-10", "uiterlijk": "2026-11-24" });
    taken(app, &file, "vragenlijsten", &sent).await
}

/// Who is asked to complete (Awb 4:5) hears what they were asked themselves, at no address but their own.
#[test]
fn each_person_who_is_asked_to_complete_has_a_letter_of_their_own() {
    on_every_app(async |app| {
        let file = of_two(app).await;
        let (first, second) = (file.person(0), file.person(1));
        let asked = |person: &str, until: &str, missing: &str| {
            json!({ "persoon": person, "op": "2026-11-10", "uiterlijk": until,
                "ontbreekt": [missing] })
        };
        let of_second = asked(&second, "2026-11-25", "de herkomst van het geld");
        let file = taken(app, &file, "herstelverzoeken", &of_second).await;
        assert!(completion(app, &file, &first).await.is_none(), "nothing was asked of the first");
        let of_first = asked(&first, "2026-11-24", "de jaarrekening van 2025");
        let file = taken(app, &file, "herstelverzoeken", &of_first).await;

        let (text, letter) = completion(app, &file, &first).await.expect("a letter");
        assert!(text.contains("Zevenkikker Horeca B.V."), "{text}");
        assert!(text.contains("Verzonnen Plas 1"), "{text}");
        assert!(text.contains("de jaarrekening van 2025"), "{text}");
        assert!(text.contains("24 november 2026"), "{text}");
        assert!(!text.contains("Wolkenveld") && !text.contains("herkomst van het geld"), "{text}");
        assert!(!letter.concept.contains(&ConceptReason::AddressMissing), "{letter:?}");
        assert!(letter.file_name.contains("L03-aanvulverzoek-01"), "{letter:?}");

        let (text, letter) = completion(app, &file, &second).await.expect("a letter");
        assert!(text.contains("Wolkenveld"), "{text}");
        assert!(text.contains("de herkomst van het geld"), "{text}");
        assert!(text.contains("25 november 2026"), "{text}");
        assert!(text.contains("Het adres van de geadresseerde ontbreekt."), "{text}");
        assert!(!text.contains("Verzonnen Plas") && !text.contains("jaarrekening"), "{text}");
        assert!(letter.concept.contains(&ConceptReason::AddressMissing), "{letter:?}");
        assert!(letter.file_name.contains("L03-aanvulverzoek-02-concept"), "{letter:?}");

        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = officer.get(&format!("/dossiers/{}/vragenlijst", file.id)).await.expect(200);
        let tab = tab.says("Verzoek om aanvulling aan Zevenkikker Horeca B.V.");
        let tab = tab.says("Verzoek om aanvulling aan Wolkenveld");
        for person in [&first, &second] {
            let address = format!("/dossiers/{}/brieven/aanvulverzoek/{person}", file.id);
            assert!(tab.text.contains(&address), "{address}");
            assert!(officer.get(&address).await.expect(200).text.starts_with("%PDF"));
        }
        // Without a person there is no such letter.
        officer.get(&format!("/dossiers/{}/brieven/aanvulverzoek", file.id)).await.expect(404);
    });
}

/// The four weeks of Awb 4:5(4) after 24 November end on Tuesday 22 December, and that day counts.
#[test]
fn a_term_that_ended_unused_leaves_two_roads_until_the_last_of_four_weeks() {
    on_every_app(async |app| {
        let file = in_repair(app).await;
        let page = format!("/dossiers/{}", file.id);
        let tab = format!("{page}/vragenlijst");
        let at = async |day: &str| {
            app.today(day);
            Browser::of(app, &app.emmen.behandelaar).await.get(&tab).await.expect(200)
        };
        at("2026-11-24").await.keeps("De termijn is voorbij");
        let open = at("2026-11-25").await.says("is nog niet vastgelegd");
        open.says("uiterlijk di 22 december").says("stappen/ongebruikte-termijnen");
        let unused = json!({ "persoon": file.person(0) });
        let file = taken(app, &file, "ongebruikte-termijnen", &unused).await;
        let letter = format!("{page}/brieven/buitenbehandelingstelling");
        for (day, says, acts) in [
            ("2026-11-25", "Dat kan tot en met di 22 december", true),
            ("2026-12-22", "Dat kan tot en met di 22 december (vandaag)", true),
            ("2026-12-23", "De vier weken zijn voorbij", false),
        ] {
            let shown =
                at(day).await.says(says).says("Verdergaan naar een inhoudelijke beslissing");
            let road =
                format!("href=\"{page}/stappen/buitenbehandelingstellingen\">Buiten behandeling");
            assert_eq!(shown.text.matches(&road).count() > 0, acts, "{day}");
            // No silence of an applicant is a refusal (art. 4(1)).
            let shown = shown.says(&letter);
            shown.keeps("Een weigering vastleggen");
        }
        app.today("2026-12-22");
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        assert!(officer.get(&letter).await.expect(200).text.starts_with("%PDF"));
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.beslisser).await;
        let decided = json!({ "motivering": "De jaarrekening kwam niet.",
            "mandaat": "De burgemeester zelf", "bekendgemaaktOp": "2026-12-22" });
        let step = "buitenbehandelingstellingen";
        let decided = app.step(&app.emmen.beslisser, &file, step, &decided).await.expect(200);
        assert_eq!(Dossier::of(&decided.json()).state(), "besloten");
        officer.get(&letter).await.expect(200);
        officer.get(&format!("{page}/besluit")).await.says("Besluit om niet te behandelen");
        the_last_day_to_object_is_told_on_one_day(app, &file).await;
    });
}

/// The term to object begins when the letter is sent (Awb 3:41 and 6:8): a letter of a later day tells no last day, and has its own
/// date. Who decides in person signs on behalf of nobody (Awb 10:10).
async fn the_last_day_to_object_is_told_on_one_day(app: &TestApp, file: &Dossier) {
    let caller = app.caller(&app.emmen.behandelaar).await;
    let id = file.id.parse().expect("a file");
    let letter = async || {
        let made = app.app.letter(&caller, id, LetterKind::PutAside).await.expect("an answer");
        super::brieven::text_of(&made.expect("a letter"))
    };
    let text = letter().await;
    for told in ["Datum dinsdag 22 december 2026", "uiterlijk op dinsdag 2 februari 2027"] {
        assert!(text.contains(told), "«{told}»: {text}");
    }
    assert!(!text.contains("De burgemeester zelf") && !text.contains("namens deze"), "{text}");
    app.today("2026-12-23");
    let text = letter().await;
    for told in ["Datum woensdag 23 december 2026", "binnen zes weken", "De vier weken"] {
        assert!(text.contains(told), "«{told}»: {text}");
    }
    assert!(!text.contains("2 februari 2027"), "{text}");
}

#[test]
fn a_holder_who_is_silent_is_not_one_who_refuses_art_4_1() {
    on_every_app(async |app| {
        app.today("2026-11-10");
        let mut application = super::application("Z-2026-780");
        application["aanvraag"]["gebeurtenis"] = "lopend".into();
        let file = app.open(&app.emmen.behandelaar, &application).await;
        let chosen = json!({ "keuze": { "motivering": "Er is een tip van het OM." } });
        let file = taken(app, &file, "toepassingsbereik", &chosen).await;
        let sent = json!({ "op": "2026-11-10", "uiterlijk": "2026-11-24" });
        let file = taken(app, &file, "vragenlijsten", &sent).await;
        app.today("2026-11-25");
        let unused = json!({ "persoon": file.person(0) });
        taken(app, &file, "ongebruikte-termijnen", &unused).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let page = officer.get(&format!("/dossiers/{}/vragenlijst", file.id)).await.expect(200);
        let page = page.says("Een weigering vastleggen (art. 4 lid 1)").says("is geen weigering");
        page.keeps("Buiten behandeling laten").keeps("brieven/buitenbehandelingstelling");
    });
}

/// Hands in a form for a catering business with one document, and gives it with its place.
async fn with_document(app: &TestApp) -> (Ready, Browser, String) {
    let ready = ready_for(app, &catering()).await;
    let (applicant, _) = begin(app, &ready).await;
    answer(&applicant, "wie-bent-u", &[("rechtsvorm", "bv")]).await;
    give(&applicant, "jaarcijfers-een.pdf").await;
    sign(&applicant).await.expect(200).says("is ingediend");
    let read = format!("{}/vragenlijst/{}", ready.file, ready.person);
    (ready, applicant, read)
}

/// The page that asks for the figures of the last years.
const YEARS: &str = "/formulier/stap/betrokkene/jaarcijfers";

/// Gives a document on the page of the yearly figures.
async fn give(applicant: &Browser, name: &str) {
    let page = applicant.get(YEARS).await.expect(200);
    let mut fields = ["bewijs", "versie"].map(|name| (name.to_owned(), page.value(name))).to_vec();
    fields.push(("gevraagd".to_owned(), "boekjaren".to_owned()));
    fields.push(("boekjaren".to_owned(), "drie".to_owned()));
    let place = "bestand.boekjaren.0.jaarcijfers-laatste".to_owned();
    let files = [(place, name.to_owned(), b"%PDF-1.7 verzonnen".to_vec())];
    let sent = applicant.send_files(YEARS, &fields, &files).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

/// The address at which the document with a name can be asked to be put right.
async fn correcting(officer: &Browser, read: &str, name: &str) -> String {
    let page = officer.get(read).await.expect(200);
    let line = page.text.split("<li>").find(|line| line.contains(name)).expect("the document");
    let address = line.split("href=\"").find(|part| part.contains("/aanpassen\""));
    address.and_then(|part| part.split('"').next()).expect("a link").to_owned()
}

#[test]
fn a_document_is_put_right_within_treatment_and_nothing_else_opens() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let (ready, applicant, read) = with_document(app).await;
        let officer = &ready.officer;
        let ask = correcting(officer, &read, "jaarcijfers-een.pdf").await;
        officer.get(&ask).await.expect(200).says("De beslistermijn loopt door");
        officer.post(&ask, &[("hoe", "nu")]).await.expect(400).says("Kies wat er met dit stuk is");
        let other = [("reden", "anders"), ("hoe", "formeel")];
        officer.post(&ask, &other).await.expect(400).says("Schrijf op wat er anders moet");
        let asked = [
            ("reden", "onleesbaar"),
            ("toelichting", "Alleen de eerste bladzijde is scherp."),
            ("hoe", "nu"),
            ("uiterlijk", "9-12-2026"),
        ];
        assert_eq!(officer.post(&ask, &asked).await.sent_to(), read);
        officer.get(&read).await.says("is niet te lezen").says("Er is nog geen ander stuk");
        officer.post(&ask, &asked).await.expect(400).says("al om een aanpassing gevraagd");
        // The person sees it at the steps and at the question, and can change nothing else.
        let steps = applicant.get("/formulier/stappen").await.expect(200);
        let steps = steps.says("Pas een stuk aan").says("Alleen de eerste bladzijde is scherp.");
        steps.says(YEARS).says("Alleen deze stukken kunt u nu aanpassen");
        applicant.get(YEARS).await.expect(200).says("Graag aanpassen. Dit stuk is niet te lezen.");
        answer(&applicant, "wie-bent-u", &[("rechtsvorm", "nv")]).await;
        let who = applicant.get("/formulier/stap/betrokkene/wie-bent-u").await.expect(200);
        who.says("value=\"bv\" checked");
        give(&applicant, "jaarcijfers-twee.pdf").await;
        sign(&applicant).await.expect(200).says("is ingediend");
        let page = officer.get(&read).await.expect(200).says("Opgelost op wo 25 november");
        page.says("met «jaarcijfers-twee.pdf»").keeps("Ander antwoord");
        // It was no request of Awb 4:5: nothing was suspended.
        let file = app.get(&app.emmen.behandelaar, &format!("/v1{}", ready.file)).await.json();
        assert!(!file.to_string().contains("aanvulverzoek\",\"verzonden"), "{file}");
        assert!(file["dossier"]["dossier"]["klok"].as_array().expect("a clock").is_empty());
    });
}

#[test]
fn a_document_that_goes_with_a_request_to_complete_stands_in_its_list() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let (ready, applicant, read) = with_document(app).await;
        let (officer, tab) = (&ready.officer, format!("{}/vragenlijst", ready.file));
        let ask = correcting(officer, &read, "jaarcijfers-een.pdf").await;
        let asked = [("reden", "verkeerd-jaar"), ("hoe", "formeel")];
        assert_eq!(officer.post(&ask, &asked).await.sent_to(), read);
        officer.get(&read).await.says("Gaat mee in het volgende verzoek om aanvulling");
        applicant.get("/formulier/stappen").await.keeps("Graag aanpassen");
        let repair = format!("{read}/aanvulling");
        let page = officer.get(&repair).await.expect(200).says("is van een ander jaar");
        let version = page.value("versie");
        let sent = [("versie", version.as_str()), ("op", "25-11-2026"), ("uiterlijk", "9-12-2026")];
        assert_eq!(officer.post(&repair, &sent).await.sent_to(), tab);
        let file = async || {
            let path = format!("/v1{}", ready.file);
            app.get(&app.emmen.behandelaar, &path).await.json()["dossier"].to_string()
        };
        assert!(file().await.contains("is van een ander jaar"));
        // Now the person is told, and everything that is missing can be given.
        let steps = applicant.get("/formulier/stappen").await.expect(200).says("Graag aanpassen");
        steps.says("Vul aan wat er ontbreekt");
        sign(&applicant).await.expect(200).says("is van een ander jaar");
        assert!(file().await.contains("is van een ander jaar"), "it still is");
        officer.get(&tab).await.expect(200).says("Aan te passen stukken");
    });
}

#[test]
fn the_form_for_the_bureau_is_made_for_who_may_read_criminal_data() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let (ready, _, _) = with_document(app).await;
        let path = format!("{}/lbb/bevindingen", ready.file);
        ready.officer.get(&path).await.expect(403);
        ready.officer.get(&format!("{}/lbb", ready.file)).await.expect(200).keeps(&path);
        // Nor by the door of the letters.
        let letter = format!("{}/brieven/bevindingen", ready.file);
        ready.officer.get(&letter).await.expect(404);
        let made = app.get(&app.emmen.behandelaar, &format!("/v1{}", ready.file)).await.json();
        app.admit(&app.emmen.behandelaar, &Dossier::of(&made), &app.emmen.beslisser).await;
        let reader = Browser::of(app, &app.emmen.beslisser).await;
        reader.get(&format!("{}/lbb", ready.file)).await.expect(200).says(&path);
        assert!(reader.get(&path).await.expect(200).text.starts_with("%PDF"));
    });
}

#[test]
fn a_new_link_leaves_the_form_as_it_was() {
    on_every_app(async |app| {
        let ready = ready_for(app, &catering()).await;
        let portal = format!("{}/vragenlijst/{}/portaal", ready.file, ready.person);
        let page = ready.officer.get(&portal).await.expect(200).says("omvang volledig");
        let page = page.says("Het formulier blijft zoals het is").keeps("name=\"omvang\"");
        // The last day is that of the term that runs: none is asked, and none is taken.
        let page = page.says("De laatste dag blijft").keeps("name=\"uiterlijk\"");
        let last = async || {
            let lists = format!("/v1{}/vragenlijsten", ready.file);
            app.get(&app.emmen.behandelaar, &lists).await.expect(200).json()[0]["uiterlijk"].clone()
        };
        let before = last().await;
        let version = page.value("versie");
        let sent = [("versie", version.as_str()), ("op", "1-1-2020"), ("uiterlijk", "31-12-9999")];
        ready.officer.post(&portal, &sent).await.expect(200).says(&ready.number);
        assert_eq!(last().await, before);
    });
}

/// How the first questionnaire of a file stands, and its last day.
async fn standing(app: &TestApp, ready: &Ready) -> (Value, Value) {
    let lists = format!("/v1{}/vragenlijsten", ready.file);
    let lists = app.get(&app.emmen.behandelaar, &lists).await.expect(200).json();
    (lists[0]["stand"].clone(), lists[0]["uiterlijk"].clone())
}

async fn dossier_of(app: &TestApp, ready: &Ready) -> Dossier {
    let path = format!("/v1{}", ready.file);
    Dossier::of(&app.get(&app.emmen.behandelaar, &path).await.expect(200).json())
}

/// Awb 4:5(1): the applicant gets the opportunity to complete, so the portal opens with the term, by whichever door it is asked.
#[test]
fn a_request_to_complete_by_another_door_opens_the_portal() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let (ready, applicant, _) = with_document(app).await;
        assert_eq!(standing(app, &ready).await.0, json!("ingediend"));
        let asked = json!({ "persoon": ready.person, "op": "2026-11-25", "uiterlijk": "2026-12-11",
            "ontbreekt": ["De jaarrekening."] });
        let file = dossier_of(app, &ready).await;
        taken(app, &file, "herstelverzoeken", &asked).await;
        assert_eq!(standing(app, &ready).await, (json!("herstel"), json!("2026-12-11")));
        let steps = applicant.get("/formulier/stappen").await.expect(200);
        steps.says("Vul aan wat er ontbreekt").says("11 december");
    });
}

/// Awb 4:5(1): an answer within the term that is incomplete leaves the rest of the term; one after it does not.
#[test]
fn an_incomplete_answer_leaves_the_rest_of_the_term_to_complete() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let (ready, _, _) = with_document(app).await;
        let asked = json!({ "persoon": ready.person, "op": "2026-11-25", "uiterlijk": "2026-12-09",
            "ontbreekt": ["De jaarrekening."] });
        let file = dossier_of(app, &ready).await;
        taken(app, &file, "herstelverzoeken", &asked).await;
        let open = (json!("herstel"), json!("2026-12-09"));
        for (day, says, stands) in [
            ("2026-12-01", "nog aanvullen tot en met", &open),
            ("2026-12-09", "nog aanvullen tot en met", &open),
            ("2026-12-10", "U krijgt een brief", &(json!("ingediend"), json!("2026-12-09"))),
        ] {
            app.today(day);
            let applicant = back_in(app, &ready).await;
            applicant.get("/formulier/stappen").await.expect(200).says("Vul aan wat er ontbreekt");
            sign(&applicant).await.expect(200).says("is ingediend").says(says);
            assert_eq!(standing(app, &ready).await, *stands, "{day}");
        }
    });
}

/// Comes in on another day, with a new link.
async fn back_in(app: &TestApp, ready: &Ready) -> Browser {
    // A new way in to answers is made by who may read them.
    let all = &app::Permission::ALL;
    let officer = &app.hire(harness::EMMEN, app::command::OfficeRole::Coordinator, all).await;
    let file = dossier_of(app, ready).await;
    app.admit(&app.emmen.behandelaar, &file, officer).await;
    let version = dossier_of(app, ready).await.version;
    let path = format!("/v1{}/vragenlijsten/{}/uitnodiging", ready.file, ready.person);
    let (_, last) = standing(app, ready).await;
    let invite = json!({ "omvang": "volledig", "op": "2026-11-25", "uiterlijk": last });
    let asked = app.request("POST", &path).by(officer).version(version).json(&invite);
    let access = asked.send().await.expect(200).json();
    let door = format!("/formulier/begin/{}", access["link"].as_str().expect("a link"));
    let applicant = Browser::new(app);
    let code = access["code"].as_str().expect("a code");
    applicant.fill(&door, &door, &[("code", code)]).await.expect(200);
    applicant
}

#[test]
fn the_end_of_a_file_closes_its_questionnaires() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready_for(app, &catering()).await;
        let (applicant, _) = begin(app, &ready).await;
        answer(&applicant, "wie-bent-u", &[("rechtsvorm", "bv")]).await;
        let file = dossier_of(app, &ready).await;
        let back = json!({ "op": "2026-11-25", "motivering": "De aanvrager stopt.",
            "vermoedenVanwegeToets": false });
        let ended = taken(app, &file, "intrekking", &back).await;
        assert_eq!(ended.state(), "gesloten");
        assert_eq!(standing(app, &ready).await.0, json!("gesloten"));
        let steps = applicant.get("/formulier/stappen").await.expect(200);
        steps.says("Dit formulier is gesloten").keeps("U kunt invullen");
        let own = applicant.get("/formulier/nakijken").await.expect(200);
        own.says("U hoeft niets meer in te vullen").keeps("Naar ondertekenen");
        assert_eq!(applicant.get("/formulier/ondertekenen").await.sent_to(), "/formulier/nakijken");
    });
}
