//! The help desk of the working group by the pages: colleagues ask and find, members answer with what it rests on.

use crate::group::scene::{Scene, text};
use app::AskHelp;
use app::command::OfficeRole;
use harness::{ASSEN, Browser, EMMEN, Official, TestApp, on_every_app};

const LIST: &str = "/werkgroep/vragen";
const NEW: &str = "/werkgroep/vragen/nieuw";

/// Asks a question as somebody; returns its address.
async fn asked(app: &TestApp, by: &Official, subject: &str) -> String {
    let asked = AskHelp {
        onderwerp: text(subject),
        vraag: text("Mogen <b>leges</b> afhangen van het onderzoek?"),
    };
    let caller = app.caller(by).await;
    let question = app.app.ask_help(&caller, &asked, None).await.expect("a question");
    format!("{LIST}/{}", question.id)
}

/// Answers a question at the version that stands on its page.
async fn answered(app: &TestApp, page: &str, by: &Official) {
    let browser = Browser::of(app, by).await;
    let version = browser.get(page).await.expect(200).value("versie");
    let fields = [
        ("versie", version.as_str()),
        ("antwoord", "Nee: dat zegt de <i>verordening</i>."),
        ("artikelen", "Wet Bibob art. 3 lid 7\nLegesverordening art. 2"),
        ("beleidsregels", "drenthe-alcoholvergunning"),
    ];
    assert_eq!(browser.post(&format!("{page}/beantwoorden"), &fields).await.sent_to(), page);
}

#[test]
fn a_colleague_asks_and_everybody_finds_the_answer() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        officer.get("/vraagbaak").await.expect(200).says(&format!("href=\"{LIST}\""));
        let nothing = officer.post("/vraagbaak", &[("zoek", "kwispelstaart")]).await;
        nothing.expect(200).says("Stel uw vraag aan de werkgroep").says(NEW);
        let list = officer.get(LIST).await.expect(200).says("Nog geen vragen");
        list.says("href=\"/vraagbaak\"").keeps("/werkgroep/rondes");
        let new = officer.get(NEW).await.expect(200).says("Schrijf geen namen");
        new.keeps("href=\"/werkgroep/samenstelling\"");
        let empty = officer.post(NEW, &[("vraag", "<u>Mag</u> dat?")]).await.expect(400);
        empty.says("href=\"#onderwerp\"").says("&lt;u&gt;Mag&lt;/u&gt; dat?");
        let long = "x".repeat(201);
        let long = officer.post(NEW, &[("onderwerp", &long), ("vraag", "Mag dat?")]).await;
        long.expect(400).says("href=\"#onderwerp\"").says("200 tekens");
        let fields = [("onderwerp", "Leges"), ("vraag", "<u>Mag</u> dat?"), ("sleutel", "een")];
        let page = officer.post(NEW, &fields).await.sent_to().to_owned();
        // Sent twice it is asked once.
        assert_eq!(officer.post(NEW, &fields).await.sent_to(), page);
        let shown = officer.get(&page).await.expect(200).says("Nog geen antwoord");
        shown.says("&lt;u&gt;Mag&lt;/u&gt;").says("/intrekken\"").keeps("/beantwoorden\"");
        // Until there is an answer it is between who asked and who may answer.
        let colleague = Browser::of(app, &app.emmen.beslisser).await;
        colleague.get(&page).await.expect(404);
        colleague.get(LIST).await.expect(200).keeps(&page);
        let member = Browser::of(app, &scene.members[0]).await;
        member.get(&format!("{LIST}?zonder-antwoord=ja")).await.expect(200).says(&page);
        member.get(&page).await.expect(200).says("/beantwoorden\"").keeps("/intrekken\"");
        answered(app, &page, &scene.members[0]).await;
        let shown = colleague.get(&page).await.expect(200).says("&lt;i&gt;verordening&lt;/i&gt;");
        let shown = shown.says("https://wetten.overheid.nl/BWBR0013798/#Artikel3");
        let shown = shown.says("Legesverordening art. 2").says("#drenthe-alcoholvergunning");
        shown.keeps("<form action=\"/werkgroep");
        let found = colleague.post(LIST, &[("zoek", "LEGES verordening")]).await.expect(200);
        assert_eq!(found.location, None);
        found.says("1 vraag gevonden").says(&page);
        let none = colleague.post(LIST, &[("zoek", "Verzonnen Gans")]).await.expect(200);
        none.says("Niets gevonden").says("value=\"Verzonnen Gans\"").keeps("zoek=");
    });
}

#[test]
fn an_answer_is_improved_closed_and_opened_again() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let page = asked(app, &app.emmen.behandelaar, "Leges").await;
        let member = Browser::of(app, &scene.members[0]).await;
        let version = member.get(&page).await.expect(200).value("versie");
        let answer = format!("{page}/beantwoorden");
        let bare = [("versie", version.as_str()), ("antwoord", "Nee <s>wel</s>.")];
        let refused = member.post(&answer, &bare).await.expect(400).says("href=\"#artikelen\"");
        refused.says("ten minste één artikel").says("&lt;s&gt;wel&lt;/s&gt;");
        let long = "x".repeat(201);
        let long = [("versie", version.as_str()), ("antwoord", "Nee."), ("artikelen", &long)];
        member.post(&answer, &long).await.expect(400).says("200 tekens");
        answered(app, &page, &scene.members[0]).await;
        let shown = member.get(&page).await.expect(200).says("Antwoord verbeteren");
        let shown = shown.says("Wet Bibob art. 3 lid 7\nLegesverordening art. 2</textarea>");
        let version = shown.says("value=\"drenthe-alcoholvergunning\" checked").value("versie");
        // Whoever answers on what is no more there hears that, and keeps the words.
        let late = [("versie", "1"), ("antwoord", "Een lang verhaal."), ("artikelen", "Awb")];
        let stale = member.post(&answer, &late).await.expect(409).says("Iemand anders heeft dit");
        stale.says(">Een lang verhaal.</textarea>").says("&lt;i&gt;verordening");
        let own = Browser::of(app, &app.emmen.behandelaar).await;
        let step = async |browser: &Browser, step: &str, version: &str| {
            browser.post(&format!("{page}/{step}"), &[("versie", version)]).await
        };
        own.post(&answer, &late).await.expect(403);
        assert_eq!(step(&own, "sluiten", &version).await.sent_to(), page);
        let shown = own.get(&page).await.expect(200).says("De vraag is gesloten");
        let version = shown.says("/heropenen\"").keeps("/sluiten\"").value("versie");
        let closed = [("versie", version.as_str()), ("antwoord", "Te laat."), ("artikelen", "Awb")];
        let gone = member.post(&answer, &closed).await.expect(409).says("Dit had u ingevuld");
        gone.says("Te laat.");
        let colleague = Browser::of(app, &app.emmen.beslisser).await;
        step(&colleague, "heropenen", &version).await.expect(403);
        assert_eq!(step(&member, "heropenen", &version).await.sent_to(), page);
        let version = member.get(&page).await.expect(200).value("versie");
        assert_eq!(step(&member, "intrekken", &version).await.sent_to(), LIST);
        member.get(LIST).await.expect(200).says("De vraag is ingetrokken").keeps(&page);
        member.get(&page).await.expect(404);
    });
}

#[test]
fn the_oldest_question_is_found_and_lists_go_on() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let oldest = asked(app, &app.emmen.behandelaar, "Dwangsom").await;
        answered(app, &oldest, &scene.members[0]).await;
        for number in 0..60 {
            asked(app, &app.emmen.behandelaar, &format!("Leges {number:02}")).await;
        }
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let first = browser.get(LIST).await.expect(200).says("Leges 59").keeps("Leges 09");
        let next = first.next().expect("a next page");
        let second = browser.get(&next).await.expect(200).says("Leges 09").says("Dwangsom");
        assert_eq!(second.next(), None);
        browser.get(&format!("{LIST}?na=bestaat-niet")).await.expect(400);
        let search = [("zoek", "leges")];
        let found = browser.post(LIST, &search).await.expect(200).keeps("Leges 09");
        let after = found.text.split("name=\"na\" value=\"").nth(1).expect("a place to go on");
        let after = after.split('"').next().expect("its end").to_owned();
        let found = browser.post(LIST, &[("zoek", "leges"), ("na", &after)]).await.expect(200);
        found.says("Leges 09").says(&oldest).keeps("name=\"na\"");
        browser.post(LIST, &[("zoek", "dwangsom")]).await.expect(200).says(&oldest);
    });
}

#[test]
fn questions_are_for_who_works_on_files_of_the_party() {
    on_every_app(async |app| {
        // Without a group nobody answers, and nothing leads there.
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        officer.get("/vraagbaak").await.expect(200).keeps(LIST);
        for path in [LIST, NEW] {
            officer.get(path).await.expect(404);
        }
        Scene::of(app).await;
        let page = asked(app, &app.emmen.behandelaar, "Leges").await;
        let administrator = app.hire(EMMEN, OfficeRole::Beheerder, &[]).await;
        for other in [&app.emmen.toezichthouder, &administrator] {
            let browser = Browser::of(app, other).await;
            browser.get("/vraagbaak").await.expect(200).keeps(LIST);
            for path in [LIST, NEW, &page] {
                browser.get(path).await.expect(403);
            }
        }
        let foreign = app.hire(ASSEN, OfficeRole::Coordinator, &[]).await;
        let browser = Browser::of(app, &foreign).await;
        for path in [LIST, NEW, &page] {
            browser.get(path).await.expect(404);
        }
        browser.post(&format!("{page}/sluiten"), &[("versie", "1")]).await.expect(404);
    });
}
