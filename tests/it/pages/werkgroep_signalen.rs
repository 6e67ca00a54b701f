//! Signals by the pages: brought with a ground, put on an agenda, forwarded on the record, closed.

use crate::group::scene::{Scene, at, day, file_subject, item_of, meeting_on, text};
use app::command::OfficeRole;
use app::meetings::{RemoveItem, SignalGround, Subject};
use app::{NewSignal, SignalView};
use harness::{ASSEN, Browser, EMMEN, TestApp, on_every_app};

const LIST: &str = "/werkgroep/signalen";
const NEW: &str = "/werkgroep/signalen/nieuw";

/// Brings a signal as the chair on 8 February 2027.
async fn brought(app: &TestApp, scene: &Scene) -> SignalView {
    app.today("2027-02-08");
    let signal = NewSignal {
        omschrijving: text("Een <b>leeg</b> pand met licht in de nacht."),
        grondslag: SignalGround::EigenOnderzoek,
        besproken_op: day("2027-02-08"),
    };
    let chair = app.caller(&scene.chair).await;
    app.app.bring_signal(&chair, &signal, None).await.expect("a signal")
}

/// Forwards a signal after each refusal that the law asks for; returns what was sent in the end.
async fn forwarded<'v>(
    chair: &Browser,
    page: &str,
    version: &'v str,
) -> Vec<(&'static str, &'v str)> {
    let sending = format!("{page}/doorzending");
    let mut forward = vec![
        ("versie", version),
        ("ontvanger", "bestuursorgaan"),
        ("ontvanger-naam", "Waterschap <Verzonnen>"),
        ("doorzendgrond", "riec"),
        ("wat", "Alleen het adres."),
    ];
    let unfit = chair.post(&sending, &forward).await.expect(409);
    unfit.says("href=\"#doorzendgrond\"").says("geldt niet voor deze ontvanger");
    forward[3].1 = "eigen-onderzoek-van-ander";
    chair.post(&sending, &forward).await.expect(400).says("href=\"#verkregen-op\"");
    forward.push(("verkregen-op", "8-2-2021"));
    chair.post(&sending, &forward).await.expect(409).says("langer dan vijf jaar");
    forward[5].1 = "8-2-2026";
    chair.post(&sending, &forward).await.expect(409).says("href=\"#voorwaarden\"");
    forward.extend(["eerder", "alleen-deze", "nodig"].map(|one| ("voorwaarden", one)));
    assert_eq!(chair.post(&sending, &forward).await.sent_to(), page);
    forward
}

#[test]
fn a_signal_is_brought_discussed_forwarded_and_closed() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        app.today("2027-02-08");
        let meeting = meeting_on(app, &app.caller(&scene.chair).await, "2027-02-15").await;
        let member = Browser::of(app, &scene.members[0]).await;
        member.get(LIST).await.expect(200).says("Nog geen signalen").says(NEW);
        member.get(NEW).await.expect(200).says("value=\"08-02-2027\"");
        let wrong = [("besprokenOp", "9-2-2027"), ("omschrijving", "Een <b>leeg</b> pand.")];
        let page = member.post(NEW, &wrong).await.expect(400).says("href=\"#grondslag\"");
        page.says("&lt;b&gt;leeg&lt;/b&gt;");
        let late = [wrong[0], wrong[1], ("grondslag", "riec")];
        member.post(NEW, &late).await.expect(400).says("href=\"#besprokenOp\"");
        let good = [("besprokenOp", "8-2-2027"), wrong[1], ("grondslag", "riec")];
        let page = member.post(NEW, &good).await.sent_to().to_owned();
        let shown = member.get(&page).await.expect(200).says("Het signaal is ingebracht");
        shown.says("Wet Bibob art. 28 lid 2 onder d").keeps("<form action=\"/werkgroep");

        let chair = Browser::of(app, &scene.chair).await;
        let version = chair.get(&page).await.expect(200).says("ma 15 februari").value("versie");
        let agenda = format!("{page}/agenda");
        let none = chair.post(&agenda, &[("versie", &version), ("minuten", "0")]).await.expect(400);
        for field in ["vergadering", "minuten", "waarom"] {
            none.clone().says(&format!("href=\"#{field}\""));
        }
        let id = meeting.to_string();
        let listing = [
            ("versie", version.as_str()),
            ("vergadering", id.as_str()),
            ("minuten", "10"),
            ("waarom", "Graag bespreken."),
        ];
        assert_eq!(chair.post(&agenda, &listing).await.sent_to(), page);
        let shown = chair.get(&page).await.expect(200).says("Op de agenda van een vergadering");
        let version = shown.says(&format!("/werkgroep/vergaderingen/{meeting}")).value("versie");
        let again = [("versie", version.as_str()), listing[1], listing[2], listing[3]];
        let again = chair.post(&agenda, &again).await.expect(409).says("href=\"#vergadering\"");
        again.says("staat al op de agenda");

        let forward = forwarded(&chair, &page, &version).await;
        let shown = member.get(&page).await.expect(200).says("Waterschap &lt;Verzonnen&gt;");
        shown.says("onder m").says("Alleen het adres.").says(&scene.chair.name);
        // Sent again on the old version, nothing is written twice.
        let stale = chair
            .post(&format!("{page}/doorzending"), &forward)
            .await
            .expect(409)
            .says("Iemand anders heeft dit");
        let version = stale.says(">Alleen het adres.</textarea>").value("versie");
        let ending = format!("{page}/afhandeling");
        chair.post(&ending, &[("versie", &version)]).await.expect(400).says("href=\"#uitkomst\"");
        let close = [("versie", version.as_str()), ("uitkomst", "Doorgezonden.")];
        assert_eq!(chair.post(&ending, &close).await.sent_to(), page);
        let shown = chair.get(&page).await.expect(200).says("Wat eruit kwam");
        shown.says("Doorgezonden.").keeps("<form action=\"/werkgroep");
        chair.get(LIST).await.expect(200).says("Afgehandeld").says("1 keer doorgezonden");
    });
}

#[test]
fn a_frozen_agenda_asks_for_a_reason_and_nothing_typed_is_lost() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        let signal = brought(app, &scene).await;
        let frozen = scene.frozen(app, "2027-02-15", &[file_subject(&file)]).await;
        let page = format!("{LIST}/{}", signal.id);
        let chair = Browser::of(app, &scene.chair).await;
        let shown = chair.get(&page).await.expect(200).says("agenda bevroren");
        let (version, id) = (shown.value("versie"), frozen.id.to_string());
        let mut fields = vec![
            ("versie", version.as_str()),
            ("vergadering", id.as_str()),
            ("minuten", "15"),
            ("waarom", "Er is <i>haast</i>."),
        ];
        let agenda = format!("{page}/agenda");
        let refused = chair.post(&agenda, &fields).await.expect(409);
        refused.says("href=\"#na-bevriezen\"").says("&lt;i&gt;haast&lt;/i&gt;");
        fields.push(("na-bevriezen", "Het kwam vandaag binnen."));
        assert_eq!(chair.post(&agenda, &fields).await.sent_to(), page);
        // Taken off that agenda, the signal is free again.
        let by = app.caller(&scene.chair).await;
        let view = app.app.meeting(&by, frozen.id).await.unwrap();
        let subject = Subject::Signaal { signaal: signal.id };
        let item = item_of(&view, &subject);
        let reden = Some(text("Toch niet."));
        let off = RemoveItem { punt: item, reden };
        app.app.change_meeting(&by, at(&view), off).await.unwrap();
        chair.get(&page).await.expect(200).says("nog niet op een agenda");
    });
}

#[test]
fn signals_are_for_the_group_alone_and_led_by_few() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let signal = brought(app, &scene).await;
        let page = format!("{LIST}/{}", signal.id);
        let member = Browser::of(app, &scene.members[0]).await;
        let shown = member.get(&page).await.expect(200).says("&lt;b&gt;leeg&lt;/b&gt;");
        shown.keeps("<form action=\"/werkgroep");
        for step in ["agenda", "doorzending", "afhandeling"] {
            member.post(&format!("{page}/{step}"), &[("versie", "1")]).await.expect(403);
        }
        let administrator = app.hire(EMMEN, OfficeRole::Beheerder, &[]).await;
        let foreign = app.hire(ASSEN, OfficeRole::Coordinator, &[]).await;
        for other in [&app.emmen.behandelaar, &administrator, &foreign] {
            let browser = Browser::of(app, other).await;
            for path in [LIST, NEW, &page] {
                browser.get(path).await.expect(404).keeps("leeg");
            }
            browser.post(NEW, &[]).await.expect(404);
            for step in ["agenda", "doorzending", "afhandeling"] {
                browser.post(&format!("{page}/{step}"), &[("versie", "1")]).await.expect(404);
            }
        }
    });
}
