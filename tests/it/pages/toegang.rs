//! Who may know a file, and who decides about that: members, access in an emergency, and interests.

use super::samples::{NAME, application, file};
use app::command::OfficeRole;
use harness::{Browser, Dossier, EMMEN, Official, Page, TestApp, on_every_app};
use serde_json::json;

const WHY: &str = "De behandelaar is ziek en de termijn eindigt vandaag.";

/// Opens a file under a reference.
async fn referenced(app: &TestApp, by: &Official, reference: &str) -> Dossier {
    let mut new = application("alcohol-horeca", NAME, "2026-11-02");
    new["aanvraag"]["kenmerk"] = json!(reference);
    app.open(by, &new).await
}

/// Takes access in an emergency.
async fn break_glass(browser: &Browser, reference: &str) -> Page {
    browser.post("/noodtoegang", &[("kenmerk", reference), ("reden", WHY)]).await
}

/// Sends one of the forms of the tab: address below it, and the fields for who and why.
async fn send(
    browser: &Browser,
    file: &Dossier,
    below: &str,
    (who, why): (&str, &str),
    account: &str,
) -> Page {
    let fields = [(who, account), (why, "Daarom, en dat is vastgelegd.")];
    browser.post(&format!("/dossiers/{}/toegang{below}", file.id), &fields).await
}

const ADD: (&str, &str) = ("account", "reden");
const REMOVE: (&str, &str) = ("lid", "reden-intrekken");
const INTEREST: (&str, &str) = ("belanghebbende", "reden-belang");
const WITHDRAW: (&str, &str) = ("belang", "reden-belang-intrekken");

#[test]
fn access_in_an_emergency_decides_nothing_about_others() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = referenced(app, officer, "Z-2026-001").await;
        let (handler, third) =
            (officer.account.to_string(), app.emmen.beslisser.account.to_string());
        for role in [OfficeRole::Behandelaar, OfficeRole::Coordinator, OfficeRole::Werkgroeplid] {
            let visitor = app.hire(EMMEN, role, app::rights_of(role)).await;
            let browser = Browser::of(app, &visitor).await;
            break_glass(&browser, "Z-2026-001").await.sent_to();
            let tab = browser.get(&format!("/dossiers/{}/toegang", file.id)).await.expect(200);
            tab.says("U hebt noodtoegang").keeps("name=\"account\"").keeps("name=\"lid\"");
            send(&browser, &file, "", ADD, &third).await.expect(403);
            send(&browser, &file, "/intrekken", REMOVE, &handler).await.expect(403);
            send(&browser, &file, "/belang", INTEREST, &handler).await.expect(403);
            send(&browser, &file, "/belang", INTEREST, &third).await.expect(403);
            send(&browser, &file, "/belang/intrekken", WITHDRAW, &third).await.expect(403);
            let members = format!("{}/leden", file.path());
            let body = json!({ "account": third, "reden": "Behandelt mee." });
            app.post(&visitor, &members, &body).await.expect(403);
            let reason = json!({ "reden": "Weg ermee." });
            let gone = format!("{members}/{handler}/verwijdering");
            app.post(&visitor, &gone, &reason).await.expect(403);
            // Of themselves they may say so, and then they are off it.
            let own = visitor.account.to_string();
            let sent = send(&browser, &file, "/belang", INTEREST, &own).await;
            assert_eq!(sent.sent_to(), "/werkvoorraad");
            browser.get(&format!("/dossiers/{}", file.id)).await.expect(404);
        }
        let browser = Browser::of(app, officer).await;
        browser.get(&format!("/dossiers/{}", file.id)).await.expect(200).says(NAME);
        let left = app.get(officer, &format!("{}/leden", file.path())).await.expect(200).json();
        assert_eq!(left.as_array().unwrap().len(), 1);
    });
}

#[test]
fn who_only_reads_says_so_of_nobody_else() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = file(app, officer, NAME).await;
        let reader = app.hire(EMMEN, OfficeRole::Werkgroeplid, &[]).await;
        app.admit(officer, &file, &reader).await;
        let browser = Browser::of(app, &reader).await;
        let handler = officer.account.to_string();
        send(&browser, &file, "/belang", INTEREST, &handler).await.expect(403);
        let own = reader.account.to_string();
        send(&browser, &file, "/belang", INTEREST, &own).await.sent_to();
        Browser::of(app, officer).await.get(&format!("/dossiers/{}", file.id)).await.expect(200);
    });
}

/// Returns where the list of supervision leads for the first access.
fn review(page: &Page) -> String {
    let addresses = page.addresses();
    let found = addresses.iter().find(|address| address.starts_with("/toezicht/noodtoegang/"));
    found.expect("an access to look at").clone()
}

/// Neither who took it, nor who is on the file, nor another role or party looks at it.
async fn refused_to_others(app: &TestApp, file: &Dossier, taker: &Official, address: &str) {
    let task = address.trim_start_matches("/toezicht/noodtoegang/");
    let filled = [("gedaan", "Terecht."), ("bewijsplaats", "hier")];
    for member in [&Browser::of(app, taker).await, &Browser::of(app, &app.emmen.behandelaar).await]
    {
        member.get("/taken").await.expect(200).says("Kijk na of").keeps("Taak afronden");
        member.get(&format!("/taken/{task}")).await.expect(200).keeps("<textarea");
        member.post(&format!("/taken/{task}"), &filled).await.expect(403);
        member.post(address, &[("bevinding", "Terecht.")]).await.expect(403);
    }
    let done = format!("{}/taken/{task}/afronding", file.path());
    app.post(taker, &done, &json!({ "notitie": "Terecht." })).await.expect(403);
    let other = Browser::of(app, &app.assen.coordinator).await;
    other.get("/toezicht").await.expect(200).keeps("Z-2026-001");
    other.post(address, &[("bevinding", "Terecht.")]).await.expect(404);
    let supervisor = Browser::of(app, &app.emmen.toezichthouder).await;
    supervisor.get("/toezicht").await.expect(200).says(&taker.name).says("Bekijken<");
    supervisor.get(address).await.expect(200).says("Nog niet nagekeken").keeps("<textarea");
    supervisor.post(address, &[("bevinding", "Terecht.")]).await.expect(403);
}

#[test]
fn somebody_else_looks_at_access_in_an_emergency_without_seeing_the_file() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = referenced(app, officer, "Z-2026-001").await;
        let role = OfficeRole::Behandelaar;
        let taker = app.hire(EMMEN, role, app::rights_of(role)).await;
        let visitor = Browser::of(app, &taker).await;
        break_glass(&visitor, "Z-2026-001").await.sent_to();

        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        coordinator.get("/taken").await.expect(200).says("1 noodtoegang wacht").keeps(NAME);
        let list = coordinator.get("/toezicht").await.expect(200).says("Nog niet nagekeken");
        let list = list.says("Z-2026-001").says(WHY).says(&taker.name).keeps(NAME).keeps(&file.id);
        let address = review(&list);
        coordinator.get(&address).await.expect(200).says("<textarea").keeps(NAME).keeps(&file.id);

        refused_to_others(app, &file, &taker, &address).await;
        let empty = coordinator.post(&address, &[("bevinding", " ")]).await.expect(400);
        empty.says("href=\"#bevinding\"");
        let found = [("bevinding", "Terecht: de behandelaar was <ziek>.")];
        assert_eq!(coordinator.post(&address, &found).await.sent_to(), "/toezicht");
        assert_eq!(coordinator.post(&address, &found).await.sent_to(), address);
        let supervisor = Browser::of(app, &app.emmen.toezichthouder).await;
        let list = supervisor.get("/toezicht").await.expect(200).says("Nagekeken door");
        list.says(&app.emmen.coordinator.name);
        coordinator.get("/taken").await.expect(200).keeps("noodtoegang wacht");
        let owner = Browser::of(app, officer).await;
        let history = owner.get(&format!("/dossiers/{}/historie", file.id)).await.expect(200);
        let history = history.says("Noodtoegang genomen").says(WHY).says(&taker.name);
        history.says("Noodtoegang nagekeken").says("was &lt;ziek&gt;");
    });
}

#[test]
fn a_coordinator_does_not_look_at_their_own_and_what_waits_stays_in_sight() {
    on_every_app(async |app| {
        referenced(app, &app.emmen.behandelaar, "Z-2026-001").await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        break_glass(&coordinator, "Z-2026-001").await.sent_to();
        let address = review(&coordinator.get("/toezicht").await.expect(200).says("Bekijken<"));
        coordinator.post(&address, &[("bevinding", "Terecht.")]).await.expect(403);
        app.today("2027-01-20");
        let supervisor = Browser::of(app, &app.emmen.toezichthouder).await;
        supervisor.get("/toezicht").await.expect(200).says("Nog niet nagekeken");
        supervisor.post(&address, &[("bevinding", "Terecht.")]).await.sent_to();
        supervisor.get("/toezicht").await.expect(200).keeps(WHY);
        supervisor.get(&address).await.expect(200).says("Terecht.");
    });
}

#[test]
fn an_interest_is_seen_keeps_its_holder_out_and_can_be_withdrawn() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = file(app, officer, NAME).await;
        app.admit(officer, &file, &app.emmen.coordinator).await;
        // Somebody who is not on the file yet has one too.
        let neighbour = &app.emmen.beslisser;
        let account = neighbour.account.to_string();
        let browser = Browser::of(app, officer).await;
        let tab = format!("/dossiers/{}/toegang", file.id);
        browser.get(&tab).await.expect(200).says("Van niemand is een belang").says(&account);
        send(&browser, &file, "/belang", INTEREST, &account).await.sent_to();
        let shown = browser.get(&tab).await.expect(200).says(&neighbour.name);
        let shown = shown.says("Daarom, en dat is vastgelegd.").keeps("Belang intrekken");
        shown.says(&format!("door {}", officer.name)).keeps(&format!("value=\"{account}\""));
        send(&browser, &file, "", ADD, &account).await.expect(400).says("heeft een belang");
        let again = send(&browser, &file, "/belang", INTEREST, &account).await.expect(400);
        again.says("al een belang");

        send(&browser, &file, "/belang/intrekken", WITHDRAW, &account).await.expect(403);
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        coordinator.get(&tab).await.expect(200).says("Belang intrekken");
        let no_reason = [("belang", account.as_str()), ("reden-belang-intrekken", "")];
        let path = format!("{tab}/belang/intrekken");
        coordinator.post(&path, &no_reason).await.expect(400).says("Schrijf de reden op");
        send(&coordinator, &file, "/belang/intrekken", WITHDRAW, &account).await.sent_to();
        send(&coordinator, &file, "/belang/intrekken", WITHDRAW, &account).await.expect(400);
        let history = browser.get(&format!("/dossiers/{}/historie", file.id)).await.expect(200);
        history.says("Belang vastgelegd").says("Belang ingetrokken");
        Browser::of(app, neighbour).await.get(&tab).await.expect(404);
        send(&browser, &file, "", ADD, &account).await.sent_to();
        super::people::trails_hold(app).await;
    });
}

#[test]
fn an_account_that_is_not_there_is_a_mistake_and_no_failure() {
    on_every_app(async |app| {
        let file = file(app, &app.emmen.behandelaar, NAME).await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let browser = Browser::of(app, &app.emmen.coordinator).await;
        let foreign = app.assen.behandelaar.account.to_string();
        for account in ["01a212f6-0000-7000-8000-000000000000", foreign.as_str(), "x", ""] {
            send(&browser, &file, "", ADD, account).await.expect(400);
            send(&browser, &file, "/belang", INTEREST, account).await.expect(400);
            send(&browser, &file, "/belang/intrekken", WITHDRAW, account).await.expect(400);
            let gone = send(&browser, &file, "/intrekken", REMOVE, account).await;
            assert!(matches!(gone.status, 400 | 404), "{}", gone.status);
        }
    });
}

#[test]
fn a_reference_is_found_whatever_its_case() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = referenced(app, officer, "Z-2026-abc").await;
        let browser = Browser::of(app, officer).await;
        let found = browser.post("/werkvoorraad/zoeken", &[("zoekterm", "z-2026-ABC")]).await;
        found.expect(200).says(&file.id);
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let to = format!("/dossiers/{}", file.id);
        assert_eq!(break_glass(&coordinator, " z-2026-ABC ").await.sent_to(), to);
        // Two that differ in nothing else: the one that is written exactly so is meant.
        let second = referenced(app, officer, "Z-2026-ABC").await;
        let decider = Browser::of(app, &app.emmen.beslisser).await;
        break_glass(&decider, "z-2026-abc").await.expect(400).says("geen dossier met dit kenmerk");
        let to = format!("/dossiers/{}", second.id);
        assert_eq!(break_glass(&decider, "Z-2026-ABC").await.sent_to(), to);
    });
}

#[test]
fn who_had_access_in_an_emergency_can_be_put_on_the_file_after_it() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = referenced(app, officer, "Z-2026-001").await;
        let helper = &app.emmen.coordinator;
        break_glass(&Browser::of(app, helper).await, "Z-2026-001").await.sent_to();
        app.today("2026-11-04");
        let browser = Browser::of(app, officer).await;
        let tab = format!("/dossiers/{}/toegang", file.id);
        browser.get(&tab).await.expect(200).keeps("Noodtoegang tot");
        let account = helper.account.to_string();
        send(&browser, &file, "", ADD, &account).await.sent_to();
        Browser::of(app, helper).await.get(&tab).await.expect(200).says("name=\"account\"");
    });
}
