//! Sessions: how they begin, what they protect, how they end.

use harness::{Browser, on_every_app};

#[test]
fn a_page_leads_to_sign_in_and_back() {
    on_every_app(async |app| {
        let browser = Browser::new(app);
        assert_eq!(browser.get("/werkvoorraad").await.sent_to(), "/aanmelden?naar=%2Fwerkvoorraad");
        browser.get("/aanmelden?naar=%2Fwerkvoorraad").await.expect(200).says("Aanmelden");
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        browser.get("/werkvoorraad").await.expect(200).says("Werkvoorraad");
        assert_eq!(browser.get("/").await.sent_to(), "/werkvoorraad");
    });
}

#[test]
fn a_session_ends_without_use_and_in_any_case() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let at = |minutes: i64| {
            app.at(harness::morning("2026-11-02").after(chrono::TimeDelta::minutes(minutes)));
        };
        at(29);
        browser.get("/werkvoorraad").await.expect(200);
        at(58);
        browser.get("/werkvoorraad").await.expect(200);
        at(89);
        assert!(browser.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        for minutes in (100..=680).step_by(20) {
            at(minutes);
            browser.get("/werkvoorraad").await.expect(200);
        }
        at(690);
        assert!(browser.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
    });
}

#[test]
fn a_form_without_the_proof_of_its_session_changes_nothing() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        browser.post_raw("/afmelden", &[]).await.expect(403).says("niet verwerkt");
        browser.post_raw("/afmelden", &[("bewijs", "x")]).await.expect(403);
        let other = Browser::of(app, &app.emmen.coordinator).await;
        browser.post_raw("/afmelden", &[("bewijs", &other.proof())]).await.expect(403);
        browser.get("/werkvoorraad").await.expect(200);
        assert_eq!(browser.post("/afmelden", &[]).await.sent_to(), "/aanmelden");
        assert!(browser.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
    });
}

#[test]
fn signing_out_everywhere_ends_the_other_browser_too() {
    on_every_app(async |app| {
        let one = Browser::of(app, &app.emmen.behandelaar).await;
        let two = Browser::of(app, &app.emmen.behandelaar).await;
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        one.post("/afmelden/overal", &[]).await.sent_to();
        assert!(two.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
        colleague.get("/werkvoorraad").await.expect(200);
    });
}

#[test]
fn an_account_that_is_shut_out_has_no_session() {
    on_every_app(async |app| {
        let official = &app.emmen.behandelaar;
        let browser = Browser::of(app, official).await;
        app.app.set_account_active(&official.party, official.account, false).await.unwrap();
        assert!(browser.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
    });
}

#[test]
fn every_page_carries_the_policy_and_is_not_kept() {
    on_every_app(async |app| {
        let browser = Browser::new(app);
        for path in ["/aanmelden", "/bestaat-niet", "/werkvoorraad"] {
            let page = browser.get(path).await;
            let header = |name: &str| page.headers.get(name).unwrap().to_str().unwrap().to_owned();
            assert!(header("content-security-policy").starts_with("default-src 'none'"), "{path}");
            assert!(!header("content-security-policy").contains("unsafe"), "{path}");
            assert_eq!(header("cache-control"), "no-store", "{path}");
            assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        }
        browser.get("/bestaat-niet").await.expect(404).says("Deze pagina is er niet");
    });
}
