//! What everybody may read: accessibility, privacy, how to report a weakness.

use chrono::{DateTime, Utc};
use harness::{Browser, morning, on_every_app};

#[test]
fn everybody_reads_the_public_pages() {
    on_every_app(async |app| {
        for browser in [Browser::new(app), Browser::of(app, &app.emmen.behandelaar).await] {
            let page = browser.get("/toegankelijkheid").await.expect(200);
            page.says("eerste maatregelen genomen");
            let page = browser.get("/privacy").await.expect(200).says("Uw rechten");
            assert!(!page.text.contains("Dit is de demo"));
            browser.get("/beveiliging").await.expect(200).says("mailto:beheer@bibob.voorbeeld.nl");
        }
        Browser::of_demo(app).get("/privacy").await.expect(200).says("Dit is de demo");
    });
}

#[test]
fn the_security_file_is_as_the_standard_asks() {
    on_every_app(async |app| {
        let file = Browser::new(app).get("/.well-known/security.txt").await.expect(200);
        let kind = file.headers.get("content-type").expect("a kind").to_str().expect("text");
        assert_eq!(kind, "text/plain; charset=utf-8");
        let field = |name: &str| {
            let mut values = file.text.lines().filter_map(|line| line.strip_prefix(name));
            let value = values.next().expect("the field").trim().to_owned();
            assert_eq!(values.next(), None, "{name} stands there once");
            value
        };
        assert_eq!(field("Contact:"), "mailto:beheer@bibob.voorbeeld.nl");
        assert_eq!(field("Canonical:"), "https://bibob.voorbeeld.nl/.well-known/security.txt");
        assert_eq!(field("Preferred-Languages:"), "nl, en");
        let expires: DateTime<Utc> = field("Expires:").parse().expect("a moment of RFC 3339");
        let days = (expires - morning("2026-11-02").time()).num_days();
        assert!((1..365).contains(&days), "{days}");
        let policy = field("Policy:");
        let page = policy.strip_prefix("https://bibob.voorbeeld.nl").expect("a page of ours");
        Browser::new(app).get(page).await.expect(200);
    });
}

#[test]
fn robots_are_asked_to_stay_out() {
    on_every_app(async |app| {
        let file = Browser::new(app).get("/robots.txt").await.expect(200);
        assert_eq!(file.text, "User-agent: *\nDisallow: /\n");
    });
}
