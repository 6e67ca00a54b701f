//! The audit trail and the log of processing, as an archivist and a privacy officer see them.

use super::samples::{NAME, file};
use app::command::OfficeRole;
use harness::{Browser, Official, TestApp, on_every_app, on_every_database};
use store::Backend;

async fn archivist(app: &TestApp, party: &str) -> Official {
    app.hire(party, OfficeRole::Archivaris, &[]).await
}

#[test]
fn the_trail_says_who_did_what_newest_first_in_pages() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let who = archivist(app, "gemeente-emmen").await;
        for number in 0..101 {
            file(app, by, &format!("{NAME} {number}")).await;
        }
        let browser = Browser::of(app, &who).await;
        let first = browser.get("/controlespoor").await.expect(200).says("Dossier openen");
        let first = first.says(&by.name).says("vergunningverlener").keeps(NAME);
        let first = first.keeps(&app.assen.behandelaar.name);
        let second = browser.get(&first.next().expect("a next page")).await.expect(200);
        let second = second.says("Naar het begin").says("Account maken").keeps(NAME);
        for address in first.addresses().iter().chain(&second.addresses()) {
            assert!(!address.contains("Kanarie"), "{address}");
        }
        browser.get("/controlespoor?na=onzin").await.expect(400);
    });
}

#[test]
fn a_check_goes_on_record_and_finds_what_was_changed() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        file(app, &app.emmen.behandelaar, NAME).await;
        let who = archivist(app, "gemeente-emmen").await;
        let browser = Browser::of(app, &who).await;
        browser.get("/controlespoor").await.expect(200).says("nog niet gecontroleerd");
        let check = "/controlespoor/controle";
        assert_eq!(browser.post(check, &[]).await.sent_to(), "/controlespoor");
        let page = browser.get("/controlespoor").await.expect(200).says("is nagelopen");
        page.says("regels kloppen").says("utrecht-alert--ok").says("Controlespoor gaaf");

        let off = match database.store.backend() {
            Backend::Sqlite => "DROP TRIGGER audit_no_update",
            Backend::Postgres => "ALTER TABLE audit DISABLE TRIGGER USER",
        };
        let change = "UPDATE audit SET actor_name = 'Iemand anders' WHERE seq = 3 AND party_id = 'gemeente-emmen'";
        database.sql(&format!("{off};; {change}"));
        browser.post(check, &[]).await.sent_to();
        let page = browser.get("/controlespoor").await.expect(200).says("Regel 3 is gewijzigd");
        page.says("utrecht-alert--error").keeps("utrecht-alert--ok");
        // Another party's trail is another chain, and its own business.
        let other = Browser::of(app, &archivist(app, "gemeente-assen").await).await;
        other.post(check, &[]).await.sent_to();
        other.get("/controlespoor").await.expect(200).says("utrecht-alert--ok");
    });
}

#[test]
fn the_log_is_found_by_period_and_by_person_and_by_no_address() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mine = file(app, by, NAME).await;
        let other = file(app, by, &format!("{NAME} anders")).await;
        let reader = Browser::of(app, by).await;
        reader.get("/werkvoorraad").await.expect(200);
        let browser = Browser::of(app, &archivist(app, "gemeente-emmen").await).await;
        let asked = browser.get("/verwerkingen").await.expect(200).says("nooit wie het deed");
        assert_eq!(
            (asked.value("van"), asked.value("tot-en-met")),
            ("26-10-2026".to_owned(), "02-11-2026".to_owned())
        );

        let period = [("van", "2-11-2026"), ("tot-en-met", "2-11-2026")];
        let found = browser.post("/verwerkingen", &period).await.expect(200);
        let found = found.says("Dossiers lijst").says("Dossier openen").says("2 personen");
        found.keeps(NAME).keeps(&by.name);
        let of_person = async |person: &str| {
            let asked = [period[0], period[1], ("persoon", person)];
            browser.post("/verwerkingen", &asked).await.expect(200)
        };
        let found = of_person(&mine.person(0)).await.says("2 verwerkingen over deze persoon");
        assert!(found.addresses().iter().all(|address| !address.contains(&mine.person(0))));
        of_person(&other.person(0)).await.says("2 verwerkingen over deze persoon");
        let stranger = "019d0000-0000-7000-8000-000000000001";
        of_person(stranger).await.says("Geen verwerkingen gevonden");

        let wrong = [period[0], ("tot-en-met", "gisteren"), ("persoon", NAME)];
        let wrong = browser.post("/verwerkingen", &wrong).await.expect(400);
        assert_eq!(wrong.value("tot-en-met"), "gisteren");
        wrong.says("href=\"#persoon\"");
        // The other party's log has nothing about a person of this one.
        let there = Browser::of(app, &archivist(app, "gemeente-assen").await).await;
        let asked = [period[0], period[1], ("persoon", &*mine.person(0))];
        there.post("/verwerkingen", &asked).await.expect(200).says("Geen verwerkingen gevonden");
    });
}

#[test]
fn a_long_log_comes_in_pages_by_a_form() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        file(app, by, NAME).await;
        let reader = Browser::of(app, by).await;
        for _ in 0..205 {
            reader.get("/werkvoorraad").await.expect(200);
        }
        let browser = Browser::of(app, &archivist(app, "gemeente-emmen").await).await;
        let period = [("van", "2-11-2026"), ("tot-en-met", "2-11-2026")];
        let first = browser.post("/verwerkingen", &period).await.expect(200);
        let next = first.says("200 verwerkingen op deze pagina").value("na");
        let rest = [period[0], period[1], ("na", &next)];
        browser.post("/verwerkingen", &rest).await.expect(200).says("6 verwerkingen");
    });
}

#[test]
fn the_trail_is_for_who_audits() {
    on_every_app(async |app| {
        for who in [&app.emmen.behandelaar, &app.emmen.coordinator, &app.emmen.toezichthouder] {
            let browser = Browser::of(app, who).await;
            for path in ["/controlespoor", "/verwerkingen"] {
                browser.get(path).await.expect(403);
            }
            browser.post("/controlespoor/controle", &[]).await.expect(403);
            browser.post("/verwerkingen", &[]).await.expect(403);
        }
    });
}
