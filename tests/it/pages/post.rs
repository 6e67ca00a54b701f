//! A letter on the pages: written, looked at by another, sent, and read in the portal by who it is for.

use super::formulier::{Ready, begin, catering, ready, ready_for};
use app::Letterhead;
use app::command::OfficeRole;
use harness::{Browser, Dossier, Official, TestApp, on_every_app};
use serde_json::{Value, json};

/// Gives the party a letterhead, without which no letter is final.
async fn letterhead(app: &TestApp) {
    let administrator = app.hire("gemeente-emmen", OfficeRole::Beheerder, &[]).await;
    let browser = Browser::of(app, &administrator).await;
    let page = "/beheer/briefhoofd";
    browser.fill(page, page, &[("mail", "geen adres")]).await.expect(400).says("geen adres");
    let fields = [("adres", "Postbus 0\n0000 AA Voorbeeldstad"), ("mandaat", "teamleider")];
    browser.fill(page, page, &fields).await.expect(303);
    let caller = app.caller(&administrator).await;
    let kept = app.app.letterhead(&caller).await.expect("a letterhead");
    assert_eq!(kept.address, ["Postbus 0", "0000 AA Voorbeeldstad"]);
    assert_eq!(kept, Letterhead { mandate: Some("teamleider".to_owned()), ..kept.clone() });
}

/// Fills in a form with the version that its page shows.
async fn send(browser: &Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> harness::Page {
    let shown = browser.get(page).await.expect(200);
    let version = shown.value("versie");
    let fixes = shown.text.contains("name=\"lezing\"");
    let reading = if fixes { shown.value("lezing") } else { String::new() };
    let given = [("versie", version.as_str()), ("lezing", reading.as_str())];
    let all: Vec<(&str, &str)> = given.into_iter().chain(fields.iter().copied()).collect();
    browser.post(to, &all).await
}

/// Writes a question, as the page asks it, and has another fix it; returns the address of the letter.
async fn fixed(app: &TestApp, mine: &Ready, second: &Official) -> String {
    let list = format!("{}/brieven", mine.file);
    mine.officer
        .fill(&list, &list, &[("brief", "")])
        .await
        .expect(400)
        .says("Kies een soort brief");
    let kind = format!("vraag/{}", mine.person);
    let begun = mine.officer.fill(&list, &list, &[("brief", &kind)]).await.expect(303);
    let letter = begun.sent_to().to_owned();
    let step = format!("{letter}/stap");
    let officer = &mine.officer;
    let offer = [("stap", "voorleggen")];
    send(officer, &letter, &step, &offer).await.expect(400).says("vul in: De vragen");
    let texts = [
        ("soort_vraag", "vraag"),
        ("vragen", "Deel 4: wie is de aandeelhouder?"),
        ("antwoord_tot", "04-12-2026"),
    ];
    send(officer, &letter, &letter, &texts).await.expect(303);
    // Somebody else changed it: what was filled in stands there still.
    let stale = [("versie", "1"), ("vragen", "Een vraag die blijft staan.")];
    let clash = officer.post(&letter, &stale).await.expect(409);
    clash.says("Iemand anders heeft deze brief").says("Een vraag die blijft staan.");
    let drawn = officer.get(&format!("{letter}/blad/1")).await.expect(200);
    assert!(drawn.text.starts_with("<svg"), "{}", drawn.text);
    officer.get(&format!("{letter}/blad/9")).await.expect(404);
    send(officer, &letter, &step, &offer).await.expect(303);
    officer.get(&letter).await.expect(200).says("U schreef mee");
    let reader = Browser::of(app, second).await;
    send(&reader, &letter, &step, &[("stap", "vaststellen")]).await.expect(303);
    letter
}

#[test]
fn a_letter_in_the_portal_is_read_by_who_it_is_for_and_by_nobody_else() {
    on_every_app(async |app| {
        letterhead(app).await;
        let mine = ready(app).await;
        let mut elsewhere = catering();
        elsewhere["aanvraag"]["kenmerk"] = json!("Z-2026-ANDER");
        let other = ready_for(app, &elsewhere).await;
        let second = app.emmen.tweede_lezer.clone();
        let id = mine.file.trim_start_matches("/dossiers/").to_owned();
        let by = &app.emmen.behandelaar;
        let shown: Value = app.get(by, &format!("/v1/dossiers/{id}")).await.expect(200).json();
        app.admit(by, &Dossier::of(&shown), &second).await;
        let letter = fixed(app, &mine, &second).await;
        let (officer, step) = (&mine.officer, format!("{letter}/stap"));
        let without = [("stap", "verzenden"), ("wijze", "mailbericht"), ("email", "geen")];
        let mail =
            [("stap", "verzenden"), ("wijze", "mailbericht"), ("email", "b@voorbeeld.example")];
        // Who never came in cannot be sure to: the letter would count as sent, and wait for nobody.
        let never = send(officer, &letter, &step, &mail).await.expect(400);
        never.says("nog niet in het portaal geweest");
        let (applicant, _) = begin(app, &mine).await;
        send(officer, &letter, &step, &without).await.expect(400).says("value=\"geen\"");
        send(officer, &letter, &step, &mail).await.expect(303);
        officer.get(&letter).await.expect(200).says("De mail is nog niet weg.");
        officer.get("/printlijst").await.expect(200).says("niets op de printlijst");

        let page =
            applicant.get("/formulier/brieven").await.expect(200).says("Vraag of uitnodiging");
        let waits = page.addresses().into_iter().find(|one| one.contains("/brieven/"));
        let waits = waits.expect("a letter");
        assert!(applicant.get(&waits).await.expect(200).text.starts_with("%PDF"));
        let (stranger, _) = begin(app, &other).await;
        stranger.get("/formulier/brieven").await.expect(200).says("geen brieven");
        stranger.get(&waits).await.expect(404);
        Browser::new(app).get(&waits).await.expect(303);
        let read = app.app.store().verify_audit(None, &[]).await.expect("a trail");
        assert!(read.is_sound());
    });
}
