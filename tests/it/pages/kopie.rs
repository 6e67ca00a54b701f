//! The copy of what was handed in: for its applicant with the last digits of a number, for an officer as far as they may read.

use super::formulier::{Filler, begin, example, ready, sign};
use app::SessionState;
use harness::{Browser, Scratch, on_every_app, tool};
use std::collections::BTreeMap;

/// Returns the text of a PDF in reading order, with single spaces.
fn text_of(pdf: &[u8]) -> String {
    let scratch = Scratch::new();
    let file = scratch.write("kopie.pdf", pdf);
    let text = tool("pdftotext").arg("-raw").arg(&file).arg("-").run().expect_success().stdout;
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_hands_in_keeps_a_copy_and_an_officer_reads_what_they_may() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready(app).await;
        let (applicant, _) = begin(app, &ready).await;
        // Who handed nothing in has nothing to keep.
        let none = applicant.get("/formulier/kopie").await;
        assert_eq!(none.sent_to(), "/formulier/nakijken");
        applicant.get("/formulier/nakijken").await.expect(200).keeps("/formulier/kopie");
        let example = example();
        let mut filler =
            Filler { browser: &applicant, example: &example, keys: BTreeMap::new(), without: 1 };
        filler.fill_in().await;
        sign(&applicant).await.expect(200).says("href=\"/formulier/kopie\"");
        applicant.get("/formulier/nakijken").await.expect(200).says("href=\"/formulier/kopie\"");
        let page = applicant.get("/formulier/kopie").await.expect(200);
        assert_eq!(page.headers["content-type"], "application/pdf");
        let secret = applicant.cookie("__Host-formulier").expect("a session");
        let held = app.app.applicant(&secret).await.expect("a session").expect("an applicant");
        let copy = app.app.own_copy(&held).await.expect("a copy").expect("a copy");
        assert_eq!(copy.file_name, format!("{}-formulier-versie-1.pdf", ready.number));
        let text = text_of(&copy.pdf);
        for says in [
            "Ingediend op woensdag 25 november 2026 om",
            "ontbrak dit",
            "de bijlage «",
            "eindigt op 007",
            "stuk.pdf, bij",
            "Naam B. Zevenkikker Functie bestuurder Plaats en dag Emmen, 25 november 2026",
        ] {
            assert!(text.contains(says), "«{says}» is missing in {text}");
        }
        assert!(!text.contains("999990007"), "a whole number");
        // Again the same, byte for byte.
        let again = app.app.own_copy(&held).await.expect("a copy").expect("a copy");
        assert!(copy == again);
        officers_read_what_they_may(app, &ready).await;
    });
}

async fn officers_read_what_they_may(app: &harness::TestApp, ready: &super::formulier::Ready) {
    let read = format!("{}/vragenlijst/{}", ready.file, ready.person);
    let link = format!("href=\"{read}/kopie\"");
    ready.officer.get(&read).await.expect(200).says(&link);
    let page = ready.officer.get(&format!("{read}/kopie")).await.expect(200);
    assert_eq!(page.headers["content-type"], "application/pdf");
    let case = ready.file.trim_start_matches("/dossiers/").parse().expect("an id");
    let person = ready.person.parse().expect("an id");
    // As a session sees it: a token may have fewer rights than its owner.
    let of = async |browser: &Browser| {
        let secret = browser.cookie("__Host-dijkwacht").expect("a session");
        let state = app.app.session(&secret).await.expect("a session");
        let open = if let SessionState::Open(session) = state { Some(session) } else { None };
        let session = open.expect("an open session");
        let copy = app.app.questionnaire_copy(&session.caller, case, person).await;
        copy.map(|copy| text_of(&copy.pdf))
    };
    let coordinator = Browser::of(app, &app.emmen.coordinator).await;
    let hidden = "Afgeschermd: uw rol geeft geen toegang";
    let officer = of(&ready.officer).await.expect("a copy");
    assert!(officer.contains(hidden) && !officer.contains("eindigt op 007"), "{officer}");
    assert!(of(&coordinator).await.is_err(), "somebody who is not on the file");
    coordinator.get(&format!("{read}/kopie")).await.expect(404);
    let path = format!("/v1{}", ready.file);
    let made = harness::Dossier::of(&app.get(&app.emmen.behandelaar, &path).await.json());
    app.admit(&app.emmen.behandelaar, &made, &app.emmen.coordinator).await;
    let whole = of(&coordinator).await.expect("a copy");
    assert!(!whole.contains(hidden), "{whole}");
    assert!(!whole.contains("999990007"), "a whole number");
}
