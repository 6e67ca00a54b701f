//! The letters around the LBB: the notice of a request for advice (L10) and the report for the register (L22).

use app::command::OfficeRole;
use app::{AppError, Letter, LetterKind, Permission};
use harness::{Browser, Dossier, EMMEN, Official, Scratch, TestApp, on_every_app, tool};
use letters::ConceptReason;
use serde_json::{Value, json};

/// Returns what a reader of a letter reads, on one line.
pub(super) fn text_of(letter: &Letter) -> String {
    let scratch = Scratch::new();
    let written = scratch.write("brief.pdf", &letter.pdf);
    let text = tool("pdftotext").arg("-raw").arg(&written).arg("-").run().expect_success().stdout;
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn step(app: &TestApp, file: &Dossier, name: &str, body: &Value) -> Dossier {
    step_by(app, &app.emmen.behandelaar, (file, name), body).await
}

async fn step_by(
    app: &TestApp,
    by: &Official,
    (file, name): (&Dossier, &str),
    body: &Value,
) -> Dossier {
    let answer = app.step(by, file, name, body).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text);
    Dossier::of(&answer.json())
}

/// A file of 2 November with two persons concerned, one who leads and works together, and one who only works together.
fn new_file(reference: &str, event: &str) -> Value {
    let mut new = super::application(reference);
    new["aanvraag"]["gebeurtenis"] = json!(event);
    let person = |name: &str, roles: &[&str]| {
        let roles: Vec<Value> = roles.iter().map(|role| json!({ "soort": role })).collect();
        json!({ "soort": "natuurlijk-persoon", "naam": name, "rollen": roles })
    };
    new["personen"] = json!([
        person("Wolkenveld", &["betrokkene"]),
        person("Boterbloem", &["leidinggevende", "zakelijk-samenwerkingsverband"]),
        person("Distelvink", &["zakelijk-samenwerkingsverband", "vertegenwoordiger"]),
    ]);
    new
}

/// Brings a new file to the investigation, on 11 November 2026.
async fn investigated(app: &TestApp, new: &Value) -> Dossier {
    app.today("2026-11-10");
    let file = app.open(&app.emmen.behandelaar, new).await;
    let scope = json!({ "keuze": { "motivering": "Er zijn vragen over de financiering." } });
    let file = step(app, &file, "toepassingsbereik", &scope).await;
    let sent = json!({ "op": "2026-11-10", "uiterlijk": "2026-11-24" });
    let mut file = step(app, &file, "vragenlijsten", &sent).await;
    app.today("2026-11-11");
    let people = file.shown["dossier"]["dossier"]["personen"].as_array().expect("people").clone();
    for party in people.iter().filter(|party| party["vragenlijst"]["stand"] == "gevraagd") {
        let came =
            json!({ "persoon": party["persoon"]["id"], "op": "2026-11-11", "ontbreekt": [] });
        file = step(app, &file, "vragenlijstontvangsten", &came).await;
    }
    step(app, &file, "onderzoek", &json!({ "op": "2026-11-11" })).await
}

async fn asked(app: &TestApp, file: &Dossier, on: &str) -> Dossier {
    app.today(on);
    let findings =
        json!({ "soort": "bevindingen", "id": "bevindingen-1", "digest": "ab".repeat(32) });
    let asked = json!({ "op": on, "stukken": [findings], "onvolledigOmdat": "Er is haast bij." });
    step(app, file, "adviesaanvragen", &asked).await
}

/// The notice to somebody on the file; none when there is none.
async fn notice(app: &TestApp, file: &Dossier, person: usize) -> Option<Letter> {
    let caller = app.caller(&app.emmen.behandelaar).await;
    let place = (file.id.parse().expect("a file"), file.person(person).parse().expect("a person"));
    app.app.advice_notice(&caller, place).await.expect("an answer")
}

/// Art. 32 and 31: eight weeks with 13 November in them end on 7 January; the 8 weeks to decide end 56 days later than 28 December.
#[test]
fn each_person_concerned_hears_that_advice_was_asked_and_what_the_term_does() {
    on_every_app(async |app| {
        let file = investigated(app, &new_file("Z-2026-801", "nieuw")).await;
        assert!(notice(app, &file, 0).await.is_none(), "nobody was asked yet");
        let file = asked(app, &file, "2026-11-13").await;
        let letter = notice(app, &file, 0).await.expect("a letter");
        assert!(letter.file_name.contains("L10-lbb-kennisgeving-01"), "{letter:?}");
        let text = text_of(&letter);
        for expected in [
            "Zevenkikker Horeca B.V.",
            "Verzonnen Plas 1",
            "Dat begint op vrijdag 13 november 2026",
            "ten hoogste donderdag 7 januari 2027",
            "uiterlijk op maandag 22 februari 2027 een besluit",
            "artikel 4 lid 2",
            "geen bezwaar maken (artikel 6:3",
        ] {
            assert!(text.contains(expected), "«{expected}»: {text}");
        }
        let second = notice(app, &file, 1).await.expect("a letter");
        assert!(second.file_name.contains("L10-lbb-kennisgeving-02-concept"), "{second:?}");
        assert!(second.concept.contains(&ConceptReason::AddressMissing), "{second:?}");
        let text = text_of(&second);
        assert!(text.contains("Wolkenveld") && !text.contains("Verzonnen Plas"), "{text}");
        for other in [2, 3] {
            assert!(notice(app, &file, other).await.is_none(), "art. 32 does not speak of {other}");
        }
        on_the_tab(app, &file).await;
        the_term_moves(app, file).await;
    });
}

/// Who is on the file finds the notices on the tab; the form for who may read criminal data stays as it was.
async fn on_the_tab(app: &TestApp, file: &Dossier) {
    let page = format!("/dossiers/{}", file.id);
    let of = |person: usize| format!("{page}/brieven/lbb-kennisgeving/{}", file.person(person));
    let officer = Browser::of(app, &app.emmen.behandelaar).await;
    let tab = officer.get(&format!("{page}/lbb")).await.expect(200);
    let tab = tab.says("Bericht van de adviesaanvraag aan Wolkenveld").says(&of(0)).says(&of(1));
    tab.keeps(&of(2)).keeps("lbb/bevindingen");
    assert!(officer.get(&of(0)).await.expect(200).text.starts_with("%PDF"));
    officer.get(&of(2)).await.expect(404);
    officer.get(&format!("{page}/brieven/lbb-kennisgeving")).await.expect(404);
    for (who, status) in [
        (&app.emmen.coordinator, 404),
        (&app.assen.behandelaar, 404),
        (&app.emmen.toezichthouder, 403),
    ] {
        Browser::of(app, who).await.get(&of(0)).await.expect(status);
    }
}

/// A question moves the last day while it is open; the extension is told; and with the advice the notice is past.
async fn the_term_moves(app: &TestApp, file: Dossier) {
    app.today("2026-11-20");
    let file = step(app, &file, "lbb-vragen", &json!({ "op": "2026-11-20" })).await;
    app.today("2026-11-25");
    let text = text_of(&notice(app, &file, 0).await.expect("a letter"));
    // Five days later than 7 January, if the answer came today.
    assert!(text.contains("op zijn vroegst dinsdag 12 januari 2027"), "{text}");
    assert!(!text.contains("een besluit. Komt het advies eerder"), "{text}");
    let file = step(app, &file, "lbb-antwoorden", &json!({ "op": "2026-11-25" })).await;
    let extended = json!({ "op": "2026-11-25", "dagen": 28 });
    let file = step(app, &file, "lbb-verlengingen", &extended).await;
    let text = text_of(&notice(app, &file, 0).await.expect("a letter"));
    assert!(text.contains("ten hoogste dinsdag 9 februari 2027"), "{text}");
    assert!(text.contains("Dat kan geen tweede keer"), "{text}");
    let advice = json!({ "soort": "lbb-advies", "id": "lbb-advies-1", "digest": "ab".repeat(32) });
    let came = json!({ "op": "2026-11-25", "stuk": advice });
    let file = step(app, &file, "lbb-adviezen", &came).await;
    assert!(notice(app, &file, 0).await.is_none());
}

/// Only days of the term can stand still (art. 31): its last day is one, the day after is not.
#[test]
fn a_request_on_the_last_day_of_the_term_suspends_it_and_one_after_it_does_not() {
    on_every_app(async |app| {
        for (reference, on, suspends) in
            [("Z-2026-802", "2026-12-28", true), ("Z-2026-803", "2026-12-29", false)]
        {
            let file = investigated(app, &new_file(reference, "nieuw")).await;
            let file = asked(app, &file, on).await;
            let text = text_of(&notice(app, &file, 0).await.expect("a letter"));
            assert_eq!(text.contains("artikel 31"), suspends, "{on}: {text}");
            assert_eq!(text.contains("Er is geen beslistermijn"), !suspends, "{on}: {text}");
        }
    });
}

/// Who holds a permit has no term that stands still, and nothing to withdraw; art. 4(2) does speak of them.
#[test]
fn a_holder_hears_of_no_term() {
    on_every_app(async |app| {
        let file = investigated(app, &new_file("Z-2026-804", "lopend")).await;
        let file = asked(app, &file, "2026-11-13").await;
        let text = text_of(&notice(app, &file, 0).await.expect("a letter"));
        assert!(text.contains("Er is geen beslistermijn"), "{text}");
        assert!(text.contains("artikel 4 lid 2") && !text.contains("artikel 31"), "{text}");
        assert!(!text.contains("mag u uw aanvraag intrekken"), "{text}");
    });
}

/// The report for the register, for who may read criminal data; none when there is nothing to report.
async fn report(app: &TestApp, file: &Dossier) -> Option<Letter> {
    let may = [Permission::ReadCases, Permission::ReadCriminal];
    let reader = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
    app.admit(&app.emmen.behandelaar, file, &reader).await;
    let id = file.id.parse().expect("a file");
    let made = app.app.letter(&app.caller(&reader).await, id, LetterKind::RegisterReport).await;
    made.expect("an answer")
}

const REASON: &str = "Koolmonoxidereden";

/// An assessment of danger on ground a, and none on ground b.
fn danger(degree: &str) -> Value {
    let elements = json!({
        "feiten": REASON, "ernstVermoeden": REASON, "aardRelatie": REASON, "omvang": REASON,
        "tijdsverloop": REASON,
    });
    json!({
        "gronden": [
            { "grond": "a", "gevaar": degree, "motivering": REASON, "elementen": elements },
            { "grond": "b", "gevaar": "geen", "motivering": REASON },
        ],
        "evenredigheid": REASON,
        "waaromGeenVoorschriften": REASON,
    })
}

/// A file with a negative conclusion that nobody confirmed yet; the second reader is on it.
async fn assessed(app: &TestApp, file: &Dossier, assessment: &Value) -> Dossier {
    app.admit(&app.emmen.behandelaar, file, &app.emmen.tweede_lezer).await;
    let shown = app.get(&app.emmen.behandelaar, &file.path()).await.expect(200).json();
    app.today("2026-11-16");
    step(app, &Dossier::of(&shown), "beoordelingen", assessment).await
}

async fn confirmed(app: &TestApp, file: &Dossier) -> Dossier {
    app.today("2026-11-17");
    let body = json!({ "toelichting": REASON });
    step_by(app, &app.emmen.tweede_lezer, (file, "bevestigingen"), &body).await
}

/// The report tells whose offences are behind the conclusion (art. 11a(2), AVG 10): not everybody on the file makes it.
async fn only_with_the_right_to_criminal_data(app: &TestApp, file: &Dossier, page: &str) {
    let letter = format!("{page}/brieven/registermelding");
    let second = Browser::of(app, &app.emmen.tweede_lezer).await;
    let officer = Browser::of(app, &app.emmen.behandelaar).await;
    for tab in ["besluit", "lbb"] {
        second.get(&format!("{page}/{tab}")).await.expect(200).says(&letter);
        officer.get(&format!("{page}/{tab}")).await.expect(200).keeps(&letter);
    }
    assert!(second.get(&letter).await.expect(200).text.starts_with("%PDF"));
    officer.get(&letter).await.expect(403);
    let caller = app.caller(&app.emmen.behandelaar).await;
    let id = file.id.parse().expect("a file");
    let refused = app.app.letter(&caller, id, LetterKind::RegisterReport).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
}

/// Art. 7a(7) with the data of art. 11a(2): never a business partner as such, no reasons, no citizen service number.
#[test]
fn a_confirmed_conclusion_is_reported_without_reasons_partners_or_numbers() {
    on_every_app(async |app| {
        let file = investigated(app, &new_file("Z-2026-811", "nieuw")).await;
        let bsn = format!("{}/personen/{}/bsn", file.path(), file.person(1));
        let entry = json!({ "bsn": "999990019", "reden": "Nodig." });
        app.post(&app.emmen.behandelaar, &bsn, &entry).await.expect(204);
        let file = assessed(app, &file, &danger("mindere-mate")).await;
        let page = format!("/dossiers/{}", file.id);
        let letter = format!("{page}/brieven/registermelding");
        let second = Browser::of(app, &app.emmen.tweede_lezer).await;
        assert!(report(app, &file).await.is_none(), "nobody confirmed it");
        second.get(&format!("{page}/besluit")).await.expect(200).keeps(&letter);
        let file = confirmed(app, &file).await;
        let made = report(app, &file).await.expect("a report");
        assert!(made.file_name.contains("L22-registermelding"), "{made:?}");
        assert!(made.concept.contains(&ConceptReason::RelationsToCheck), "{made:?}");
        let text = text_of(&made);
        for expected in [
            "Zevenkikker Horeca B.V.",
            "Wolkenveld",
            "Boterbloem mens leidinggevende",
            "artikel 3 lid 1 onder a): een mindere mate van gevaar",
            "De conclusie is van dinsdag 17 november 2026.",
            "tot maandag 17 november 2031",
            "Het burgerservicenummer staat niet in deze melding",
        ] {
            assert!(text.contains(expected), "«{expected}»: {text}");
        }
        for absent in [
            "Distelvink",
            "samenwerkingsverband",
            REASON,
            "999990019",
            "lid 1 onder b",
            "geen gevaar",
        ] {
            assert!(!text.contains(absent), "«{absent}»: {text}");
        }
        only_with_the_right_to_criminal_data(app, &file, &page).await;
        for (who, status) in [(&app.emmen.beslisser, 404), (&app.emmen.toezichthouder, 403)] {
            Browser::of(app, who).await.get(&letter).await.expect(status);
        }
        let reopened = json!({ "motivering": "Er is een nieuw feit." });
        let file = step(app, &file, "heropeningen", &reopened).await;
        assert!(report(app, &file).await.is_none(), "the conclusion was taken back");
    });
}

#[test]
fn what_the_lbb_advised_or_does_not_have_to_know_is_not_reported() {
    on_every_app(async |app| {
        let file = investigated(app, &new_file("Z-2026-812", "nieuw")).await;
        let file = asked(app, &file, "2026-11-13").await;
        let advice =
            json!({ "soort": "lbb-advies", "id": "lbb-advies-1", "digest": "ab".repeat(32) });
        let came = json!({ "op": "2026-11-13", "stuk": advice });
        let file = step(app, &file, "lbb-adviezen", &came).await;
        let file = confirmed(app, &assessed(app, &file, &danger("ernstig")).await).await;
        assert!(report(app, &file).await.is_none(), "the LBB knows already");
        let file = investigated(app, &new_file("Z-2026-813", "nieuw")).await;
        let file = assessed(app, &file, &danger("geen")).await;
        assert!(report(app, &file).await.is_none(), "there is no danger");
    });
}

/// Art. 7a(8): a withdrawal is reported when the screening seems to be the reason; the register knows it of the person concerned only.
#[test]
fn a_withdrawal_because_of_the_screening_is_reported_of_the_person_concerned_only() {
    on_every_app(async |app| {
        for (reference, suspicion) in [("Z-2026-814", true), ("Z-2026-815", false)] {
            let file = investigated(app, &new_file(reference, "nieuw")).await;
            app.today("2026-11-18");
            let withdrawn = json!({ "op": "2026-11-18", "motivering": REASON, "vermoedenVanwegeToets": suspicion });
            let file = step(app, &file, "intrekking", &withdrawn).await;
            let made = report(app, &file).await;
            assert_eq!(made.is_some(), suspicion, "{reference}");
            let Some(made) = made else { continue };
            let text = text_of(&made);
            assert!(text.contains("trok zich terug op woensdag 18 november 2026"), "{text}");
            assert!(text.contains("tot dinsdag 18 november 2031"), "{text}");
            assert!(
                text.contains("Zevenkikker Horeca B.V.") && text.contains("Wolkenveld"),
                "{text}"
            );
            for absent in ["Boterbloem", "Distelvink", "samenwerkingsverband", REASON] {
                assert!(!text.contains(absent), "«{absent}»: {text}");
            }
            app.admit(&app.emmen.behandelaar, &file, &app.emmen.tweede_lezer).await;
            let second = Browser::of(app, &app.emmen.tweede_lezer).await;
            let tab = format!("/dossiers/{}/besluit", file.id);
            second.get(&tab).await.expect(200).says("brieven/registermelding");
        }
    });
}
