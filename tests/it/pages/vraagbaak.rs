//! The help desk: reading and searching.

use harness::{Browser, on_every_app};

#[test]
fn every_subject_is_a_page_that_leads_on() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let list = browser.get("/vraagbaak").await.expect(200).says("De vragenlijst");
        let subjects = app.app.help();
        assert!(subjects.len() >= 20, "{} subjects", subjects.len());
        for subject in subjects {
            let address = format!("/vraagbaak/{}", subject.id);
            assert!(list.text.contains(&address), "{address}");
            let page = browser.get(&address).await.expect(200).says("Waar het staat");
            for other in &subject.text.verwant {
                assert!(page.text.contains(&format!("/vraagbaak/{other}")), "{address}: {other}");
            }
        }
        browser.get("/vraagbaak/bestaat-niet").await.expect(404);
        let nobody = Browser::new(app);
        assert!(nobody.get("/vraagbaak").await.sent_to().starts_with("/aanmelden"));
    });
}

#[test]
fn words_are_found_and_stand_in_no_address() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let found = async |words: &str| browser.post("/vraagbaak", &[("zoek", words)]).await;
        let page = found("hersteltermijn").await.expect(200).says("gevonden");
        assert_eq!(page.location, None);
        let place = |text: &str, address: &str| text.find(address).unwrap_or(usize::MAX);
        let first = place(&page.text, "/vraagbaak/aanvulling-en-hersteltermijn");
        assert!(first < place(&page.text, "/vraagbaak/beslistermijn"));
        found("gemeenteraad").await.says("/vraagbaak/wat-u-mag-delen");
        found("ZIENSWIJZÉ").await.says("Voornemen en zienswijze");
        found("1442").await.says("Ingebrekestelling en dwangsom");
        found("Verzonnen Gans").await.says("Niets gevonden").says("value=\"Verzonnen Gans\"");
        found("<script>").await.says("&lt;script&gt;");
        let empty = found("  ").await.expect(200);
        assert!(!empty.text.contains("id=\"gevonden\""));
    });
}
