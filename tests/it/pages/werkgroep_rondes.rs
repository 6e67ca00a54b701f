//! Written rounds by the pages: begun, answered by seat, closed; who has an interest sees nothing of it.

use crate::group::scene::{Scene, advice_in, day, id_of, text};
use app::command::OfficeRole;
use app::meetings::{AdviceKind, RoundQuestion};
use harness::{ASSEN, Browser, Dossier, EMMEN, Official, TestApp, on_every_app};

const LIST: &str = "/werkgroep/rondes";
const NEW: &str = "/werkgroep/rondes/nieuw";

/// Opens a round about a file on 2 December 2026 that runs until the fifteenth; returns its address.
async fn opened(app: &TestApp, scene: &Scene, file: &Dossier) -> String {
    app.today("2026-12-02");
    let question = RoundQuestion {
        dossier: id_of(file),
        vraag: text("Kan dit <b>dossier</b> dicht?"),
        voorstel: AdviceKind::Afsluiten,
        redenen: text("Er is niets gevonden."),
        sluit_op: day("2026-12-15"),
    };
    let chair = app.caller(&scene.chair).await;
    let round = app.app.open_round(&chair, &question, None).await.expect("a round");
    format!("{LIST}/{}", round.id)
}

/// Answers a round at the version that stands on its page.
async fn reply(app: &TestApp, page: &str, by: &Official, (vote, words): (&str, &str)) {
    let browser = Browser::of(app, by).await;
    let version = browser.get(page).await.expect(200).value("versie");
    let fields = [("versie", version.as_str()), ("stem", vote), ("toelichting", words)];
    let sent = browser.post(&format!("{page}/antwoord"), &fields).await;
    assert_eq!(sent.sent_to(), page);
    browser.get(page).await.expect(200).says("Uw antwoord is vastgelegd").keeps("/antwoord\"");
}

#[test]
fn a_round_goes_from_question_to_advice_on_the_file() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file, other] = scene.files(app, 2).await.try_into().unwrap();
        for admitted in [&scene.members[0], &scene.deputy] {
            app.admit(&scene.chair, &file, admitted).await;
        }
        app.today("2026-12-02");
        let browser = Browser::of(app, &scene.chair).await;
        browser.get(LIST).await.expect(200).says("Nog geen rondes").says(NEW);
        let asked = browser.get(&format!("{NEW}?dossier={}", file.id)).await.expect(200);
        asked.says(&format!("value=\"{}\" selected", file.id)).says(&other.id);
        let empty = [("vraag", "<i>Eens?</i>"), ("sluitOp", "1-3-2027")];
        let page = browser.post(NEW, &empty).await.expect(400).says("Fout: Ronde beginnen");
        for field in ["dossier", "voorstel", "redenen"] {
            page.clone().says(&format!("href=\"#{field}\""));
        }
        page.says("&lt;i&gt;Eens?&lt;/i&gt;").says("value=\"1-3-2027\"");
        let mut filled = [
            ("dossier", file.id.as_str()),
            ("vraag", "Kan dit dossier worden afgesloten?"),
            ("voorstel", "afsluiten"),
            ("redenen", "Er is niets gevonden."),
            ("sluitOp", "1-3-2027"),
        ];
        let late = browser.post(NEW, &filled).await.expect(409).says("href=\"#sluitOp\"");
        late.says("ten hoogste 60 dagen");
        filled[4].1 = "15-12-2026";
        let page = browser.post(NEW, &filled).await.sent_to().to_owned();
        let begun = browser.get(&page).await.expect(200).says("De ronde is begonnen");
        begun.says("WG-00").keeps("U staat niet op dit dossier");
        reply(app, &page, &scene.chair, ("voor", "")).await;
        for member in &scene.members[..2] {
            reply(app, &page, member, ("voor", "")).await;
        }
        reply(app, &page, &scene.members[2], ("tegen", "Ik mis de <u>huur</u>.")).await;
        // The first member may also be replaced; nobody takes a seat twice.
        let deputy = Browser::of(app, &scene.deputy).await;
        deputy.get(&page).await.expect(200).keeps("/antwoord\"").says("&lt;u&gt;huur&lt;/u&gt;");
        let shown = browser.get(&page).await.expect(200).says("4 van 5 antwoordden");
        let version = shown.says("Sluiten kan zodra").value("versie");
        let sluiten = format!("{page}/sluiten");
        let early = browser.post(&sluiten, &[("versie", &version)]).await.expect(409);
        early.says("de laatste dag is nog niet voorbij");
        reply(app, &page, &scene.members[3], ("onthouding", "")).await;
        let version = browser.get(&page).await.value("versie");
        let closed = browser.post(&sluiten, &[("versie", &version)]).await;
        assert_eq!(closed.sent_to(), page);
        let shown = browser.get(&page).await.expect(200).says("Er is een advies");
        shown.says("3 voor, 1 tegen, 1 onthouding").says("geen besluit").keeps("/sluiten\"");
        let [advice] = advice_in(app, &scene.chair, &file).await.try_into().unwrap();
        assert!(advice["advies"].as_str().unwrap().contains("huur"));
        browser.get(LIST).await.expect(200).says("Afgelopen").says("Advies: afsluiten");
    });
}

#[test]
fn who_declares_an_interest_sees_the_round_no_more() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        for member in &scene.members {
            app.admit(&scene.chair, &file, member).await;
        }
        let page = opened(app, &scene, &file).await;
        let member = Browser::of(app, &scene.members[0]).await;
        let shown = member.get(&page).await.expect(200).says("&lt;b&gt;dossier&lt;/b&gt;");
        let version = shown.says("Een belang melden").value("versie");
        let declare = format!("{page}/belang");
        let empty = member.post(&declare, &[("versie", &version), ("reden-belang", " ")]).await;
        empty.expect(400).says("href=\"#reden-belang\"");
        let fields = [("versie", version.as_str()), ("reden-belang", "Mijn buurman.")];
        assert_eq!(member.post(&declare, &fields).await.sent_to(), LIST);
        member.get(LIST).await.expect(200).says("Uw belang is vastgelegd").keeps("WG-00");
        for path in [page.clone(), format!("/dossiers/{}", file.id)] {
            member.get(&path).await.expect(404);
        }
        member.post(&format!("{page}/antwoord"), &fields).await.expect(404);
        let chair = Browser::of(app, &scene.chair).await;
        let shown = chair.get(&page).await.expect(200).says("Belang gemeld");
        shown.says(&scene.members[0].name).keeps("Mijn buurman");
        // The deputy may answer for that seat.
        let deputy = Browser::of(app, &scene.deputy).await;
        deputy.get(&page).await.expect(200).says("/antwoord\"");
    });
}

#[test]
fn somebody_else_was_first_and_nothing_typed_is_lost() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        let page = opened(app, &scene, &file).await;
        let member = Browser::of(app, &scene.members[0]).await;
        let version = member.get(&page).await.expect(200).value("versie");
        reply(app, &page, &scene.chair, ("voor", "")).await;
        let typed =
            [("versie", version.as_str()), ("stem", "tegen"), ("toelichting", "Een lang verhaal.")];
        let answer = format!("{page}/antwoord");
        let stale = member.post(&answer, &typed).await.expect(409).says("Iemand anders heeft dit");
        let stale = stale.says(">Een lang verhaal.</textarea>").says("1 van 5 antwoordden");
        let now = stale.value("versie");
        assert_ne!(now, version);
        // Withdrawn meanwhile: the form is gone, and what was typed stands there.
        let chair = Browser::of(app, &scene.chair).await;
        let off = [("versie", now.as_str()), ("reden-intrekken", "Niet meer nodig.")];
        let withdraw = format!("{page}/intrekken");
        let empty = chair.post(&withdraw, &[("versie", &now)]).await.expect(400);
        empty.says("href=\"#reden-intrekken\"");
        assert_eq!(chair.post(&withdraw, &off).await.sent_to(), page);
        chair.get(&page).await.says("De ronde is ingetrokken").says("Niet meer nodig.");
        let gone = member.post(&answer, &typed).await.expect(409).says("Dit had u ingevuld");
        gone.says("Een lang verhaal.").keeps("<textarea");
        member.post_raw(&answer, &typed).await.expect(403);
    });
}

#[test]
fn a_round_is_led_by_few_and_there_for_the_group_alone() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        let page = opened(app, &scene, &file).await;
        let member = Browser::of(app, &scene.members[1]).await;
        let shown = member.get(&page).await.expect(200).keeps("/intrekken\"").keeps("WG-00");
        // What was asked, and why, is in the file: who is not on it reads only that something was asked (Wet Bibob art. 28).
        let shown = shown.keeps("&lt;b&gt;dossier&lt;/b&gt;").keeps("Er is niets gevonden");
        let shown = shown.says("U staat niet op dit dossier");
        let version = shown.value("versie");
        member.get(LIST).await.expect(200).keeps(NEW);
        member.get(NEW).await.expect(403);
        member.post(NEW, &[]).await.expect(403);
        for step in ["sluiten", "intrekken"] {
            let fields = [("versie", version.as_str())];
            member.post(&format!("{page}/{step}"), &fields).await.expect(403);
        }
        let administrator = app.hire(EMMEN, OfficeRole::Beheerder, &[]).await;
        let foreign = app.hire(ASSEN, OfficeRole::Coordinator, &[]).await;
        for other in [&app.emmen.behandelaar, &administrator, &foreign] {
            let browser = Browser::of(app, other).await;
            for path in [LIST, NEW, &page] {
                browser.get(path).await.expect(404).keeps("WG-00");
            }
            for step in ["antwoord", "belang", "sluiten", "intrekken"] {
                let fields = [("versie", version.as_str()), ("stem", "voor")];
                browser.post(&format!("{page}/{step}"), &fields).await.expect(404);
            }
        }
    });
}
