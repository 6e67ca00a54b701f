//! When and by which way a letter can leave: not after its last day, on no other day than it tells, and to nobody who cannot read it.

use super::letters::{Hands, begun, filled, page, refused_of, silent, step, write};
use super::samples::{intended, intended_of, new_file, reason, take};
use harness::{Browser, Dossier, Scratch, TestApp, on_every_app, tool};
use serde_json::{Value, json};

/// Begins a letter, fills it in with texts of its own beside what it cannot do without, and offers it.
async fn offered(
    (app, hands): (&TestApp, &Hands),
    file: &Dossier,
    (kind, to): (&str, Option<&str>),
    own: &[(&str, &str)],
) -> String {
    let writer = &hands.writer;
    let letter = begun(app, writer, file, kind, to).await;
    let mut texts = filled(&page(app, writer, &letter).await);
    for (id, text) in own {
        texts[*id] = json!(text);
    }
    write(app, writer, &letter, &texts).await.expect(204);
    step(app, writer, &letter, "voorlegging", json!({})).await.expect(204);
    letter
}

/// The same, and has another fix it.
async fn fixed(
    (app, hands): (&TestApp, &Hands),
    file: &Dossier,
    wish: (&str, Option<&str>),
    own: &[(&str, &str)],
) -> String {
    let letter = offered((app, hands), file, wish, own).await;
    step(app, &hands.reader, &letter, "vaststelling", json!({})).await.expect(204);
    letter
}

async fn read(app: &TestApp, file: &Dossier) -> Dossier {
    Dossier::of(&app.get(&app.emmen.behandelaar, &file.path()).await.expect(200).json())
}

/// The file of which the questionnaire has a gap, with who reads and who decides.
async fn with_a_gap(app: &TestApp, hands: &Hands) -> Dossier {
    let file = silent(app, hands).await;
    for who in [&hands.reader, &app.emmen.beslisser] {
        app.admit(&app.emmen.behandelaar, &file, who).await;
    }
    read(app, &file).await
}

/// Leaves its application out of treatment, on 12 November; the four weeks of Awb 4:5(4) end on 7 December.
async fn put_aside(app: &TestApp, file: Dossier) -> Dossier {
    let mut file = file;
    app.today("2026-11-10");
    let unused = json!({ "persoon": file.person(0) });
    take(app, &app.emmen.behandelaar, &mut file, "ongebruikte-termijnen", &unused).await;
    app.today("2026-11-12");
    let decided = json!({ "motivering": reason("de jaarrekening"), "mandaat": "De burgemeester zelf",
        "bekendgemaaktOp": "2026-11-12" });
    take(app, &app.emmen.beslisser, &mut file, "buitenbehandelingstellingen", &decided).await;
    file
}

/// The term to object begins when the letter is sent (Awb 3:41 and 6:8); after four weeks there is nothing to leave out (Awb 4:5(4)).
#[test]
fn a_decision_to_leave_out_of_treatment_goes_on_the_day_it_tells_and_within_four_weeks() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let (both, writer, reader) = ((app, &hands), &hands.writer, &hands.reader);
        let file = with_a_gap(app, &hands).await;
        let file = put_aside(app, file).await;
        let wish = ("buitenbehandelingstelling", None);
        let letter = fixed(both, &file, wish, &[]).await;
        let second = offered(both, &file, wish, &[]).await;
        let told = step(app, reader, &second, "vaststelling", json!({})).await.expect(400);
        assert!(told.text.contains("al een brief met het besluit"), "{told:?}");

        app.today("2026-11-26");
        let handed = |on: &str| json!({ "wijze": "uitgereikt", "op": on, "bewijs": "ontvangst" });
        let told = step(app, writer, &letter, "verzending", handed("2026-11-26")).await.expect(400);
        assert!(told.text.contains("laatste dag om bezwaar"), "{told:?}");
        let late = json!({ "reden": "Te laat." });
        step(app, writer, &letter, "verval", late).await.expect(204);
        // Made on a later day it tells no last day, and can go later; but not after the four weeks.
        step(app, reader, &second, "vaststelling", json!({})).await.expect(204);
        app.today("2026-12-08");
        let told = step(app, writer, &second, "verzending", handed("2026-12-08")).await.expect(400);
        assert!(told.text.contains("Awb 4:5 lid 4"), "{told:?}");
        let printed = json!({ "wijze": "post" });
        step(app, writer, &second, "verzending", printed).await.expect(400);
        step(app, writer, &second, "verzending", handed("2026-12-07")).await.expect(204);
    });
}

/// Invites the applicant to a questionnaire in the portal; gives the way in.
async fn invited(app: &TestApp, file: &Dossier) -> Value {
    let invite = format!("{}/vragenlijsten/{}/uitnodiging", file.path(), file.person(0));
    let extent = json!({ "omvang": "licht", "op": "2026-11-02", "uiterlijk": "2026-11-16" });
    let by = &app.emmen.behandelaar;
    let asked = app.request("POST", &invite).by(by).version(file.version).json(&extent);
    asked.send().await.expect(200).json()
}

/// Every letter to the applicant belongs to a person, and waits for them in the portal once they came in there.
#[test]
fn a_letter_to_the_applicant_waits_in_the_portal_for_who_came_in() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let (both, writer) = ((app, &hands), &hands.writer);
        let file = with_a_gap(app, &hands).await;
        let way_in = invited(app, &file).await;
        let file = read(app, &file).await;
        let receipt = fixed(both, &file, ("ontvangstbevestiging", None), &[]).await;
        let later = [("nieuwe_datum", "2027-02-01")];
        let longer = fixed(both, &file, ("verlengingsbericht", None), &later).await;
        let mail = json!({ "wijze": "mailbericht", "email": "kikker@post.example" });
        // Who never came in cannot be sure to: the link works once, and a form can close.
        let told = step(app, writer, &receipt, "verzending", mail.clone()).await.expect(400);
        assert!(told.text.contains("nog niet in het portaal geweest"), "{told:?}");
        let applicant = Browser::new(app);
        let door = format!("/formulier/begin/{}", way_in["link"].as_str().unwrap());
        let code = way_in["code"].as_str().unwrap();
        applicant.fill(&door, &door, &[("code", code)]).await.expect(200);
        for letter in [&receipt, &longer] {
            step(app, writer, letter, "verzending", mail.clone()).await.expect(204);
        }
        let waiting = applicant.get("/formulier/brieven").await.expect(200);
        waiting.says("Ontvangstbevestiging").says("Verlenging van de beslistermijn");

        let file = put_aside(app, file).await;
        let aside = fixed(both, &file, ("buitenbehandelingstelling", None), &[]).await;
        step(app, writer, &aside, "verzending", mail).await.expect(204);
        let scope = app.app.store().scope_for_worker(&writer.party);
        let place = (file.id.parse().unwrap(), file.person(0).parse().unwrap());
        let letters = app.app.store().portal_letters(&scope, place).await.unwrap();
        assert_eq!(letters.len(), 3);
    });
}

/// An intention gives a last day for views (art. 33; Awb 4:8 and 4:9): who gets it later has no term left.
#[test]
fn a_letter_does_not_leave_after_the_day_that_it_names() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let (both, writer) = ((app, &hands), &hands.writer);
        let file = intended(app, "Z-2026-LAAT").await;
        for who in [&hands.writer, &hands.reader] {
            app.admit(&app.emmen.behandelaar, &file, who).await;
        }
        let (main, third) = (file.person(0), file.person(1));
        let intention = fixed(both, &file, ("voornemen", Some(&main)), &[]).await;
        let other = fixed(both, &file, ("derdenbrief", Some(&third)), &[]).await;
        let post = json!({ "wijze": "post" });
        step(app, writer, &intention, "verzending", post.clone()).await.expect(204);
        app.today("2026-11-19");
        let told = step(app, writer, &other, "verzending", post).await.expect(400);
        assert!(told.text.contains("18 november 2026"), "{told:?}");
        let id = intention.rsplit('/').next().unwrap();
        for (on, status) in [("2026-11-19", 400), ("2026-11-18", 204)] {
            let sent = json!({ "brieven": [id], "op": on });
            app.post(writer, "/v1/printlijst/verzending", &sent).await.expect(status);
        }
    });
}

/// A request for the form on a file where none is asked any more would ask for nothing.
#[test]
fn a_request_for_the_form_stays_a_draft_once_the_file_is_past_it() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let writer = &hands.writer;
        let told = async |file: &Dossier| {
            let main = file.person(0);
            let letter = begun(app, writer, file, "vragenlijstverzoek", Some(&main)).await;
            page(app, writer, &letter).await["ontbreekt"].to_string()
        };
        let past = "geen vragenlijst meer gevraagd";
        let open = with_a_gap(app, &hands).await;
        assert!(!told(&open).await.contains(past));
        let mut new = new_file("Z-2026-KLAAR");
        new["aanvraag"]["betrokkene"]["adres"] = json!({ "straat": "Verzonnen Plas", "huisnummer": "1", "postcode": "7811 AA", "plaats": "Emmen" });
        let decided = refused_of(app, &hands, intended_of(app, &new).await).await;
        let told = told(&decided).await;
        assert!(told.contains(past), "{told}");
    });
}

/// Who appeals at once counts from the day on which the decision is laid open (Awb 6:8(4)), which the file does not know.
#[test]
fn a_decision_with_direct_appeal_tells_no_last_day() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        for (reference, procedure, appeals) in
            [("Z-2026-GEWOON", "regulier", false), ("Z-2026-LANG", "uitgebreid", true)]
        {
            let mut new = new_file(reference);
            new["aanvraag"]["feiten"]["procedure"] = json!(procedure);
            let file = refused_of(app, &hands, intended_of(app, &new).await).await;
            let main = file.person(0);
            let letter = begun(app, &hands.writer, &file, "weigering", Some(&main)).await;
            let caller = app.caller(&hands.writer).await;
            let id = letter.rsplit('/').next().unwrap();
            let place = (file.id.parse().unwrap(), id.parse().unwrap());
            let (_, pdf) = app.app.letter_pdf(&caller, place).await.unwrap();
            let scratch = Scratch::new();
            let written = scratch.write("brief.pdf", &pdf);
            let read = tool("pdftotext").arg("-raw").arg(&written).arg("-").run();
            let text = read.expect_success().stdout;
            assert_eq!(text.contains("beroepschrift"), appeals, "{text}");
            // Six weeks after 20 November is 1 January, which is no working day.
            assert_eq!(text.contains("januari 2027"), !appeals, "{text}");
        }
    });
}
