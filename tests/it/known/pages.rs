//! The pages of known parties, as a browser without script sees them.

use super::{SHORT, WILLEMIJN, open, work};
use app::command::OfficeRole;
use app::{Permission, rights_of};
use harness::{Browser, EMMEN, on_every_app};

fn list(file: &harness::Dossier) -> String {
    format!("/dossiers/{}/onderzoek/bekende-partijen", file.id)
}

#[test]
fn a_candidate_is_laid_beside_and_rejected_with_a_reason() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, SHORT, &[]).await;
        work(app).await;
        let browser = Browser::of(app, by).await;
        let page = browser.get(&list(&first)).await.expect(200);
        let page =
            page.says("Ganzenveer, W. van der").says("mogelijk").says("geboortedatum gelijk");
        let beside = format!("{}/{}/{}", list(&first), first.person(0), second.person(0));
        assert!(page.addresses().contains(&beside));
        let inquiry = format!("/dossiers/{}/onderzoek", first.id);
        browser.get(&inquiry).await.expect(200).says("(1 te beoordelen)");
        let form =
            browser.get(&beside).await.expect(200).says("04-03-1971").says("Is dit dezelfde?");
        // What differs is said in words: bold type is heard by nobody.
        let form =
            form.says("<b>Ganzenveer, W. van der</b> <span class=\"dw-small dw-soft\">(verschilt)");
        let lezing = form.value("lezing");
        let nothing = browser.post(&beside, &[("lezing", &lezing)]).await.expect(400);
        nothing.says("Kies of het dezelfde is.").says("Schrijf op waarom");
        let filled = [("besluit", "verworpen"), ("reden", "Een nicht."), ("lezing", &*lezing)];
        let stale =
            [("besluit", "verworpen"), ("reden", "Een nicht."), ("lezing", &"0".repeat(64))];
        let late = browser.post(&beside, &stale).await.expect(409).says("Iemand anders heeft dit");
        late.says("Een nicht.</textarea>").says("value=\"verworpen\" checked");
        assert_eq!(browser.post(&beside, &filled).await.sent_to(), list(&first));
        let page = browser.get(&list(&first)).await.expect(200);
        page.says("Niemand te beoordelen.").says("Verworpen").says("Een nicht.");
        browser.get(&beside).await.expect(200).says("Verworpen door").says(&by.name);
        let judged = browser.get(&inquiry).await.expect(200);
        judged.says("Bekende partijen").keeps("te beoordelen)");
    });
}

#[test]
fn who_only_reads_has_no_form() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let role = OfficeRole::Werkgroeplid;
        assert!(!rights_of(role).contains(&Permission::WriteCases));
        let reader = app.hire(EMMEN, role, rights_of(role)).await;
        app.admit(by, &first, &reader).await;
        let browser = Browser::of(app, &reader).await;
        // Without access to the other file there is nobody.
        browser.get(&list(&first)).await.expect(200).says("Niemand te beoordelen.");
        let inquiry = format!("/dossiers/{}/onderzoek", first.id);
        browser.get(&inquiry).await.expect(200).keeps("te beoordelen)");
        let beside = format!("{}/{}/{}", list(&first), first.person(0), second.person(0));
        browser.get(&beside).await.expect(404);
        app.admit(by, &second, &reader).await;
        browser.get(&list(&first)).await.expect(200).says("sterk");
        browser.get(&beside).await.expect(200).says("969 van 1000").keeps("<textarea");
        browser.post(&beside, &[("besluit", "bevestigd")]).await.expect(403);
    });
}

#[test]
fn what_was_typed_about_a_candidate_that_is_gone_stands_above_the_list() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        open(app, by, SHORT, &[]).await;
        let stranger = ("natuurlijk-persoon", "Aart Schelvis", "1950-01-01", "");
        let other = open(app, by, stranger, &[]).await;
        work(app).await;
        let browser = Browser::of(app, by).await;
        let beside = format!("{}/{}/{}", list(&first), first.person(0), other.person(0));
        browser.get(&beside).await.expect(404);
        browser.post(&beside, &[("lezing", "")]).await.expect(404);
        let lezing = "0".repeat(64);
        let typed = [("besluit", "verworpen"), ("reden", "Een nicht."), ("lezing", &*lezing)];
        let page = browser.post(&beside, &typed).await.expect(409).says("is er niet meer");
        let page = page.says("Dit had u ingevuld").says("Een nicht.</dd>");
        page.says("Niet dezelfde</dd>").says("Ganzenveer, W. van der").keeps("Schelvis");
    });
}
