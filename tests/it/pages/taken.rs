//! Duties: on whose files, in which order, and finished once, with proof.

use super::samples::{NAME, application};
use app::command::OfficeRole;
use harness::{Browser, Dossier, Official, TestApp, on_every_app};
use serde_json::json;

/// Opens a file that is late and records a notice of default on it, from which a duty follows.
async fn file_with_duty(app: &TestApp, by: &Official, name: &str) -> Dossier {
    let file = app.open(by, &application("alcohol-horeca", name, "2026-06-01")).await;
    let body = json!({ "op": "2026-11-02" });
    app.step(by, &file, "ingebrekestellingen", &body).await.expect(200);
    file
}

/// Returns the address of the first duty on a page.
fn duty(page: &harness::Page) -> String {
    let addresses = page.addresses();
    let mine = addresses.iter().find(|address| address.starts_with("/taken/0"));
    mine.expect("a duty").clone()
}

#[test]
fn a_duty_is_finished_once_with_what_was_done_and_the_proof() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        file_with_duty(app, by, NAME).await;
        let browser = Browser::of(app, by).await;
        let list = browser.get("/taken").await.expect(200).says(NAME).says("Awb art. 4:17");
        let list = list.says("over 14 dagen").says("Volgende twee weken");
        let address = duty(&list);
        let page = browser.get(&address).await.expect(200).says("niet terugdraaien");
        page.says("Beslissen na ingebrekestelling");

        let empty = browser.post(&address, &[("gedaan", "Besluit <genomen>")]).await.expect(400);
        let empty = empty.says("Fout: Beslissen").says("href=\"#bewijsplaats\"");
        empty.says(">Besluit &lt;genomen&gt;</textarea>");

        let filled = [("gedaan", "Besluit genomen"), ("bewijsplaats", "stuk 3")];
        assert_eq!(browser.post(&address, &filled).await.sent_to(), "/taken");
        browser.get("/taken").await.expect(200).says("De taak is afgerond").says("Geen taken");
        // Sent twice is done once, and the second time leads to what was done.
        assert_eq!(browser.post(&address, &filled).await.sent_to(), address);
        let page = browser.get(&address).await.expect(200).says("Afgerond op ma 2 november");
        page.says("Bewijs: stuk 3").says(&by.name).keeps("<textarea");
        browser.get("/taken/afgerond").await.expect(200).says("Bewijs: stuk 3").says(&by.name);
    });
}

#[test]
fn a_duty_is_not_there_for_who_is_not_on_its_file() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = file_with_duty(app, by, NAME).await;
        let former = app.hire("gemeente-emmen", OfficeRole::Behandelaar, &[]).await;
        app.admit(by, &file, &former).await;
        let address = duty(&Browser::of(app, &former).await.get("/taken").await.expect(200));
        let caller = app.caller(by).await;
        let reason = serde_json::from_value(json!({ "reden": "Werkt elders." })).unwrap();
        let id = file.id.parse().unwrap();
        app.app.remove_member(&caller, id, former.account, &reason).await.unwrap();
        for who in [&former, &app.emmen.coordinator, &app.assen.behandelaar] {
            let browser = Browser::of(app, who).await;
            for list in ["/taken", "/taken/afgerond"] {
                browser.get(list).await.expect(200).keeps(NAME).keeps(&file.id);
            }
            browser.get(&address).await.expect(404).keeps(NAME);
            let filled = [("gedaan", "x"), ("bewijsplaats", "y")];
            browser.post(&address, &filled).await.expect(404);
        }
        let browser = Browser::of(app, by).await;
        browser.get("/taken").await.expect(200).says(NAME);
    });
}

#[test]
fn a_reader_sees_duties_and_finishes_none() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = file_with_duty(app, by, NAME).await;
        let reader = app.hire("gemeente-emmen", OfficeRole::Werkgroeplid, &[]).await;
        app.admit(by, &file, &reader).await;
        let browser = Browser::of(app, &reader).await;
        let page = browser.get("/taken").await.expect(200).says(NAME).keeps("Taak afronden");
        assert!(page.addresses().iter().all(|address| !address.contains("Kanarie")));
        let owner = Browser::of(app, by).await;
        let address = duty(&owner.get("/taken").await.expect(200));
        browser.get(&address).await.expect(200).keeps("<textarea");
        let filled = [("gedaan", "x"), ("bewijsplaats", "y")];
        browser.post(&address, &filled).await.expect(403);
    });
}

#[test]
fn duties_come_in_pages_by_what_is_due_first_and_are_logged() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let browser = Browser::of(app, by).await;
        browser.get("/taken").await.expect(200).says("Taken ontstaan vanzelf");
        for number in 0..51 {
            file_with_duty(app, by, &format!("{NAME} {number:03}")).await;
        }
        let before = app.app.store().count_processing().await.unwrap();
        let first = browser.get("/taken").await.expect(200);
        let second = browser.get(&first.next().expect("a next page")).await.expect(200);
        assert_eq!(app.app.store().count_processing().await.unwrap(), before + 2);
        assert_eq!(second.next(), None);
        let times = |text: &str| text.matches("class=\"dw-file\"").count();
        assert_eq!((times(&first.text), times(&second.text)), (50, 1));
    });
}
