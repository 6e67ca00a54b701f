//! What surrounds filling in: until when somebody stays in, errors that lead back to the form, documents that were given before.

use super::formulier::{Ready, begin, ready};
use harness::{Browser, Page, TestApp, on_every_app};

#[test]
fn every_page_says_until_when_and_staying_longer_is_one_request() {
    on_every_app(async |app| {
        app.today("2026-11-25");
        let ready = ready(app).await;
        let (applicant, _) = begin(app, &ready).await;
        let says = "Verstuurt u niets, dan sluit het formulier om";
        for path in ["stappen", "stap/betrokkene/wie-bent-u", "nakijken", "ondertekenen"] {
            let page = applicant.get(&format!("/formulier/{path}")).await.expect(200).says(says);
            page.says("data-einde=\"3540\"").says("role=\"status\" data-stand");
        }
        let longer = [("antwoord", "seconden")];
        let stay = applicant.fill("/formulier/stappen", "/formulier/verlengen", &longer).await;
        let json: serde_json::Value = serde_json::from_str(&stay.expect(200).text).expect("json");
        assert_eq!(json["seconden"], 3540);
        // Without script it is a page.
        let stay = applicant.fill("/formulier/stappen", "/formulier/verlengen", &[]).await;
        assert_eq!(stay.sent_to(), "/formulier/stappen");
        applicant.post_raw("/formulier/verlengen", &longer).await.expect(403);
        // Somebody else has no session to prolong.
        let other = Browser::new(app);
        let door = other.fill("/formulier", "/formulier/verlengen", &longer).await;
        assert_eq!(door.sent_to(), "/formulier");
    });
}

#[test]
fn what_goes_wrong_leads_back_to_the_form_and_never_to_the_office() {
    on_every_app(async |app| {
        let ready = ready(app).await;
        let (applicant, _) = begin(app, &ready).await;
        let outside = Browser::new(app);
        for (browser, to) in [(&outside, "/formulier"), (&applicant, "/formulier/stappen")] {
            let back = format!("href=\"{to}\">Naar uw formulier<");
            let lost = browser.get("/formulier/bestaat-niet").await.expect(404).says(&back);
            lost.says("class=\"dw-brand\" href=\"/formulier\"").keeps("aanmelden").keeps("dossier");
            let unproven = browser.post_raw("/formulier", &[("nummer", "x")]).await;
            unproven.expect(403).says(&back).keeps("aanmelden");
            let large = "x".repeat(3_000_000);
            let large = browser.post_raw("/formulier", &[("nummer", &large)]).await;
            large.expect(413).says(&back).keeps("aanmelden");
        }
        outside.get("/formulieren").await.expect(404).says("Naar aanmelden");
    });
}

const PDF: &[u8] = b"%PDF-1.7 verzonnen";
const YEARS: &str = "/formulier/stap/betrokkene/jaarcijfers";

/// Sends the page with the annual figures: fields, and files in their places.
async fn send(applicant: &Browser, more: &[(&str, &str)], files: &[(&str, &str)]) -> Page {
    let page = applicant.get(YEARS).await.expect(200);
    let (proof, version) = (page.value("bewijs"), page.value("versie"));
    let own = [("bewijs", proof.as_str()), ("versie", version.as_str()), ("gevraagd", "boekjaren")];
    let fields: Vec<(String, String)> =
        own.iter().chain(more).map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let file = |(place, name): &(&str, &str)| ((*place).into(), (*name).into(), PDF.to_vec());
    let files: Vec<(String, String, Vec<u8>)> = files.iter().map(file).collect();
    applicant.send_files(YEARS, &fields, &files).await
}

/// Says of the person concerned that it is a company, so that its annual figures are asked.
pub(super) async fn is_company(app: &TestApp, ready: &Ready) -> Browser {
    let (applicant, _) = begin(app, ready).await;
    let path = "/formulier/stap/betrokkene/wie-bent-u";
    let page = applicant.get(path).await.expect(200);
    let fields = [
        ("bewijs", page.value("bewijs")),
        ("versie", page.value("versie")),
        ("gevraagd", "rechtsvorm".to_owned()),
        ("rechtsvorm", "bv".to_owned()),
        ("doe", "later".to_owned()),
    ];
    let fields = fields.map(|(name, text)| (name.to_owned(), text));
    applicant.send_files(path, &fields, &[]).await.expect(303);
    applicant
}

#[test]
fn a_document_that_was_given_before_is_named_and_not_sent_again() {
    on_every_app(async |app| {
        let ready = ready(app).await;
        let applicant = is_company(app, &ready).await;
        let (last, other) =
            ("boekjaren.0.jaarcijfers-laatste", "boekjaren.0.jaarcijfers-voorlaatste");
        let (in_last, in_other) = (format!("bestand.{last}"), format!("eerder.{other}"));
        applicant.get(YEARS).await.expect(200).says(&format!("name=\"bestand.{other}\""));
        assert_eq!(send(&applicant, &[], &[(&in_last, "cijfers.pdf")]).await.status, 303);
        // The list offers it in the other place; one that was never sent is not taken.
        let page = applicant.get(YEARS).await.expect(200).says("cijfers.pdf, bij «");
        let id = page.text.split("value=\"stuk:").nth(1).and_then(|rest| rest.split('"').next());
        let id = id.and_then(|button| button.split_once('/')).expect("a button").1.to_owned();
        let strange = "01a212f6-0000-7000-8000-000000000000";
        assert_eq!(send(&applicant, &[(&in_other, strange)], &[]).await.status, 303);
        applicant.get(YEARS).await.expect(200).keeps("Eerder gegeven");
        assert_eq!(send(&applicant, &[(&in_other, &id)], &[]).await.status, 303);
        applicant.get(YEARS).await.expect(200).says("Eerder gegeven: cijfers.pdf");
        // In words, for what the body has in another file; a text that is too long stays to be mended.
        let elsewhere = format!("elders.{other}");
        let long = "woord ".repeat(60);
        let wrong = send(&applicant, &[(&elsewhere, &long)], &[]).await.expect(400);
        wrong.says("id=\"fouten\"").says("woord woord");
        let named = "Jaarcijfers 2024 bij Z-2025-17, 3 mei 2025";
        for _ in 0..2 {
            assert_eq!(send(&applicant, &[(&elsewhere, named)], &[]).await.status, 303);
        }
        let page = applicant.get(YEARS).await.expect(200);
        assert_eq!(
            page.text.matches(&format!("<p class=\"dw-file\">Eerder gegeven: {named}")).count(),
            1
        );
        // Taking it from one place leaves it in the other.
        let away = format!("stuk:bestand.{other}/{id}");
        assert_eq!(send(&applicant, &[("doe", &away)], &[]).await.status, 303);
        let page = applicant.get(YEARS).await.expect(200).keeps("Eerder gegeven: cijfers.pdf");
        page.says(&format!("stuk:{in_last}/{id}"));
    });
}
