//! The house style of a party: own words in letters, which two administrators agree on, and a logo.

use app::command::OfficeRole;
use harness::{Browser, TestApp, on_every_app};

const GREETING: &str = "/beheer/teksten/groet";
const STEP: &str = "/beheer/teksten/groet/stap";
const LOGO: &str = "/beheer/briefhoofd/logo";

/// A picture of one dot.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

async fn administrator(app: &TestApp, party: &str) -> Browser {
    Browser::of(app, &app.hire(party, OfficeRole::Beheerder, &[]).await).await
}

/// Sends a picture from the page with the letterhead.
async fn send_logo(browser: &Browser, content: &[u8]) -> harness::Page {
    let fields = [("bewijs".to_owned(), browser.proof())];
    let file = ("logo".to_owned(), "logo.png".to_owned(), content.to_vec());
    browser.send_files(LOGO, &fields, &[file]).await
}

#[test]
fn words_of_the_party_are_proposed_by_one_and_accepted_by_another() {
    on_every_app(async |app| {
        let maker = administrator(app, "gemeente-emmen").await;
        let other = administrator(app, "gemeente-emmen").await;
        maker.get("/beheer/sjablonen").await.expect(200).says("Landelijke tekst");
        maker.get("/beheer/teksten/bezwaar").await.expect(404);
        let wrong = maker.fill(GREETING, GREETING, &[("tekst", "Dag [naam]")]).await;
        wrong.expect(400).says("«[naam]» is geen gegeven van een brief").says("Dag [naam]");
        let strange = maker.fill(GREETING, GREETING, &[("tekst", "Groet \u{1f600}")]).await;
        strange.expect(400).says("U+1F600");
        maker.fill(GREETING, GREETING, &[("tekst", "Hoogachtend,")]).await.expect(303);
        let page = maker.get(GREETING).await.expect(200);
        page.clone().says("<ins>Hoogachtend,</ins>").says("Een andere beheerder neemt het aan");
        let proposal = page.value("voorstel");
        let again = maker.fill(GREETING, GREETING, &[("tekst", "Dag,")]).await.expect(400);
        again.says("Er ligt al een voorstel");
        let accept = [("stap", "aannemen"), ("voorstel", proposal.as_str())];
        maker.fill(GREETING, STEP, &accept).await.expect(400).says("schreef dit voorstel zelf");

        let stranger = administrator(app, "gemeente-assen").await;
        stranger.get(GREETING).await.expect(200).says("landelijke tekst");
        stranger.fill(GREETING, STEP, &accept).await.expect(404);
        other.fill(GREETING, STEP, &accept).await.expect(303);
        other.fill(GREETING, STEP, &accept).await.expect(409);
        other.get(GREETING).await.expect(200).says("eigen tekst").says("In gebruik");

        other.get(GREETING).await.expect(200).says("<ins>Hoogachtend,</ins>");
        let letter = other.get("/beheer/teksten/groet/proef").await.expect(200);
        assert!(letter.text.starts_with("%PDF"));
        let drawn = other.get("/beheer/teksten/groet/blad").await.expect(200);
        assert!(drawn.text.starts_with("<svg"));

        other.fill(GREETING, STEP, &[("stap", "terug")]).await.expect(303);
        let back = other.get(GREETING).await.expect(200).value("voorstel");
        let accept = [("stap", "aannemen"), ("voorstel", back.as_str())];
        maker.fill(GREETING, STEP, &accept).await.expect(303);
        maker.get(GREETING).await.expect(200).says("landelijke tekst").says("Vervangen");
    });
}

#[test]
fn a_proposal_can_be_turned_down_and_stays_to_be_read() {
    on_every_app(async |app| {
        let maker = administrator(app, "gemeente-emmen").await;
        maker.fill(GREETING, GREETING, &[("tekst", "Gegroet,")]).await.expect(303);
        let proposal = maker.get(GREETING).await.expect(200).value("voorstel");
        let decline = [("stap", "afwijzen"), ("voorstel", proposal.as_str())];
        maker.fill(GREETING, STEP, &decline).await.expect(303);
        let page = maker.get(GREETING).await.expect(200);
        page.says("landelijke tekst").says("Gegroet,").says("Afgewezen");
        Browser::of(app, &app.emmen.behandelaar).await.get(GREETING).await.expect(403);
    });
}

#[test]
fn a_logo_is_a_picture_that_a_letter_can_show() {
    on_every_app(async |app| {
        let browser = administrator(app, "gemeente-emmen").await;
        browser.get(LOGO).await.expect(404);
        send_logo(&browser, b"<svg onload=alert(1)>").await.expect(400).says("png of jpg");
        send_logo(&browser, &DOT[..40]).await.expect(400).says("niet te lezen");
        send_logo(&browser, &vec![0; 513 * 1024]).await.expect(400).says("512 kB");
        send_logo(&browser, DOT).await.expect(303);
        assert_eq!(browser.get(LOGO).await.expect(200).headers["content-type"], "image/png");
        let stranger = administrator(app, "gemeente-assen").await;
        stranger.get(LOGO).await.expect(404);
        let weg = "/beheer/briefhoofd/logo/weg";
        browser.fill("/beheer/briefhoofd", weg, &[]).await.expect(303);
        browser.get(LOGO).await.expect(404);
    });
}
