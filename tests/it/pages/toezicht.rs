//! Supervision: dates, loads and figures of the own party, without a name of anybody concerned.

use super::samples::{NAME, application, file};
use app::command::OfficeRole;
use harness::{Browser, on_every_app};
use kernel::Moment;
use store::NewMember;

#[test]
fn a_supervisor_sees_terms_and_officials_and_nobody_concerned() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mine = app.open(by, &application("alcohol-horeca", NAME, "2026-10-20")).await;
        file(app, &app.assen.behandelaar, NAME).await;
        app.today("2026-12-10");
        let browser = Browser::of(app, &app.emmen.toezichthouder).await;
        let page = browser.get("/toezicht").await.expect(200).says("over 5 dagen");
        let reference = mine.shown["dossier"]["dossier"]["kenmerk"].as_str().unwrap();
        let page = page.says(reference).says(&by.name).says("Alcoholvergunning").keeps(NAME);
        let page = page.keeps(&app.assen.behandelaar.name).keeps(&mine.id);
        assert!(page.text.matches(reference).count() == 1);
        browser.get("/toezicht?dagen=7").await.expect(200).says(reference);
        let csv = browser.get("/toezicht.csv?dagen=7").await.expect(200).says(reference);
        csv.says(&by.name).says("\"15-12-2026\"").keeps(NAME).keeps(&mine.id);
        app.today("2026-11-20");
        let browser = Browser::of(app, &app.emmen.toezichthouder).await;
        browser.get("/toezicht?dagen=7").await.expect(200).says("Geen termijn eindigt");
        browser.get("/toezicht?dagen=30").await.expect(200).says(reference);
        // A number of days that is no choice is the usual one.
        browser.get("/toezicht?dagen=9999").await.expect(200).keeps(reference);
    });
}

#[test]
fn who_had_access_in_an_emergency_carries_no_load_after_it() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = file(app, by, NAME).await;
        let helper = &app.emmen.coordinator;
        let now = app.app.now();
        let until: Moment = now.after(chrono::TimeDelta::hours(1));
        let member = NewMember {
            account: helper.account,
            added_by: by.account,
            reason: "spoed".to_owned(),
            at: now,
            until: Some(until),
        };
        let store = app.app.store();
        let mut tx = store.begin(&store.scope_for_worker(&helper.party)).await.unwrap();
        tx.add_member(file.id.parse().unwrap(), &member).await.unwrap();
        tx.commit().await.unwrap();
        let look = async || {
            let browser = Browser::of(app, &app.emmen.toezichthouder).await;
            browser.get("/toezicht?dagen=90").await.expect(200)
        };
        look().await.says(&helper.name);
        app.at(until);
        look().await.says(&by.name).keeps(&helper.name);
    });
}

#[test]
fn a_name_of_an_official_is_no_formula_in_an_export() {
    on_every_app(async |app| {
        let new = app::NewAccount {
            party: "gemeente-emmen".parse().unwrap(),
            name: "=1+1".to_owned(),
            role: OfficeRole::Behandelaar,
            person: true,
        };
        let account = app.app.create_account(&new).await.unwrap();
        let odd = harness::Official { account, ..app.emmen.behandelaar.clone() };
        let file = file(app, &app.emmen.behandelaar, NAME).await;
        app.admit(&app.emmen.behandelaar, &file, &odd).await;
        app.today("2026-12-20");
        let browser = Browser::of(app, &app.emmen.toezichthouder).await;
        let csv = browser.get("/toezicht.csv").await.expect(200);
        assert!(!csv.text.contains("\"=1"), "{}", csv.text);
        csv.says("=1+1");
    });
}

#[test]
fn figures_hide_small_numbers_and_know_no_name() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for number in 0..6 {
            file(app, by, &format!("{NAME} {number}")).await;
        }
        app.open(by, &application("vastgoed-verkoop", NAME, "2026-11-01")).await;
        for _ in 0..9 {
            file(app, &app.assen.behandelaar, NAME).await;
        }
        let controller = app.hire("gemeente-emmen", OfficeRole::Controller, &[]).await;
        for who in [&controller, &app.emmen.toezichthouder] {
            let browser = Browser::of(app, who).await;
            let page = browser.get("/toezicht/cijfers").await.expect(200).keeps(NAME);
            let page = page.says("minder dan 5").says("niet getoond").says("tweede helft van 2026");
            // Seven files are new; that one is about real estate can be reckoned from nothing.
            page.says("<td class=\"dw-num\">7</td>").keeps("<td class=\"dw-num\">6</td>");
        }
        let browser = Browser::of(app, &controller).await;
        browser.get("/toezicht").await.expect(403);
        assert_eq!(browser.get("/").await.sent_to(), "/toezicht/cijfers");
    });
}

#[test]
fn supervision_is_for_who_supervises() {
    on_every_app(async |app| {
        for who in [&app.emmen.behandelaar, &app.emmen.beslisser] {
            let browser = Browser::of(app, who).await;
            for path in ["/toezicht", "/toezicht.csv", "/toezicht/cijfers"] {
                browser.get(path).await.expect(403);
            }
            browser.get("/werkvoorraad").await.expect(200).keeps("href=\"/toezicht");
        }
        let browser = Browser::of(app, &app.emmen.coordinator).await;
        browser.get("/toezicht").await.expect(200).says("Nog niemand staat op een open dossier");
        browser.get("/toezicht/cijfers").await.expect(403);
    });
}
