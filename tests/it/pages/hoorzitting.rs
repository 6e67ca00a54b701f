//! Hearings of a file on its pages: planned, moved and taken back.

use crate::api::samples::{intended, investigated, take};
use harness::{Browser, Dossier, TestApp, on_every_app};
use serde_json::json;

fn plan<'f>(person: &'f str, day: &'f str, email: &'f str) -> [(&'f str, &'f str); 6] {
    [
        ("persoon", person),
        ("op", day),
        ("begin", "10:00"),
        ("minuten", "60"),
        ("plaats", "Kamer 3"),
        ("email", email),
    ]
}

#[test]
fn a_hearing_is_planned_moved_and_taken_back() {
    on_every_app(async |app| {
        let file = intended(app, "Z-2026-660").await;
        let (main, by) = (file.person(0), Browser::of(app, &app.emmen.behandelaar).await);
        let base = format!("/dossiers/{}", file.id);
        let list = format!("{base}/hoorzittingen");
        by.get(&format!("{base}/zienswijze")).await.expect(200).says(&list);
        let wrong = by.fill(&list, &list, &plan(&main, "9-11-2026", "geen adres")).await;
        let wrong = wrong.expect(400).says("dit moment is voorbij").says("dit is geen mailadres");
        wrong.says("value=\"geen adres\"").says("value=\"Kamer 3\"");
        let email = "zevenkikker@post.example";
        let sent = by.fill(&list, &list, &plan(&main, "17-11-2026", email)).await;
        assert_eq!(sent.sent_to(), list);
        let page = by.get(&list).await.expect(200).says("10:00 tot 11:00 uur").says(email);
        let one = page.addresses().into_iter().find(|one| one.starts_with(&format!("{list}/")));
        let one = one.expect("the page of the hearing");
        let page = by.get(&one).await.expect(200).says("value=\"Kamer 3\"");
        let version = page.value("versie");
        let mut moved = plan(&main, "18-11-2026", email).to_vec();
        moved.push(("versie", version.as_str()));
        assert_eq!(by.fill(&one, &one, &moved).await.sent_to(), list);
        by.fill(&one, &one, &moved).await.expect(409).says("Iemand anders heeft deze hoorzitting");
        let off = format!("{one}/afzegging");
        assert_eq!(by.fill(&one, &off, &[("versie", "2")]).await.sent_to(), list);
        by.get(&one).await.expect(200).says("is afgezegd").keeps("Hoorzitting verzetten");
        // Who still had the form open loses nothing.
        let overtaken = by.post(&one, &moved).await.expect(409).says("Iemand anders heeft");
        overtaken.says("Dit had u ingevuld").says("18-11-2026").says("Kamer 3").says(email);
        by.get(&list).await.expect(200).says("18 november").says("Afgezegd");
    });
}

#[test]
fn nobody_is_invited_whose_views_are_not_asked() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-661").await;
        let by = Browser::of(app, &app.emmen.behandelaar).await;
        let list = format!("/dossiers/{}/hoorzittingen", file.id);
        by.get(&list).await.expect(200).says("nog geen hoorzitting").keeps("Hoorzitting plannen");
        let refused = by.post(&list, &plan(&file.person(0), "17-11-2026", "")).await.expect(409);
        refused.says("geen zienswijze gevraagd");
        let reader = Browser::of(app, &app.emmen.coordinator).await;
        reader.get(&list).await.expect(404);
    });
}

/// Plans a hearing of somebody on the file; returns its page.
async fn planned(app: &TestApp, file: &Dossier, person: usize) -> String {
    let time = json!({ "begin": "10:00:00", "minuten": 60, "plaats": "Kamer 3" });
    let plan = json!({ "op": "2026-11-17", "tijd": time });
    let body = json!({ "persoon": file.person(person), "plan": plan });
    let path = format!("{}/hoorzittingen", file.path());
    let made = app.post(&app.emmen.behandelaar, &path, &body).await.expect(200).json();
    let hearing = made["id"].as_str().expect("a hearing");
    format!("/dossiers/{}/hoorzittingen/{hearing}", file.id)
}

#[test]
fn what_was_typed_stays_when_somebody_else_planned_for_the_last_person() {
    on_every_app(async |app| {
        let file = intended(app, "Z-2026-662").await;
        let by = Browser::of(app, &app.emmen.behandelaar).await;
        let list = format!("/dossiers/{}/hoorzittingen", file.id);
        planned(app, &file, 0).await;
        planned(app, &file, 1).await;
        by.get(&list).await.expect(200).keeps("Dit had u ingevuld");
        let main = file.person(0);
        let typed = plan(&main, "24-11-2026", "bewaard@post.example");
        let page = by.post(&list, &typed).await.expect(400).says("al een hoorzitting gepland");
        let page = page.says("Dit had u ingevuld").says("Bouw B.V.</dd>").says("24-11-2026");
        page.says("bewaard@post.example</dd>").keeps("Hoorzitting plannen");
    });
}

#[test]
fn the_page_offers_what_can_still_be_done() {
    on_every_app(async |app| {
        let mut file = intended(app, "Z-2026-663").await;
        let by = Browser::of(app, &app.emmen.behandelaar).await;
        let (given, waits) = (planned(app, &file, 0).await, planned(app, &file, 1).await);
        let (move_it, off) = ("Hoorzitting verzetten", "Hoorzitting afzeggen");
        by.get(&given).await.expect(200).says(move_it).says(off);
        let main = file.person(0);
        let views = json!({ "persoon": main, "op": "2026-11-10", "wijze": "schriftelijk" });
        take(app, &app.emmen.behandelaar, &mut file, "zienswijzen", &views).await;
        by.get(&given).await.expect(200).keeps(move_it).says(off);
        let mut typed = plan(&main, "24-11-2026", "bewaard@post.example").to_vec();
        typed.push(("versie", "1"));
        let refused = by.post(&given, &typed).await.expect(409).says("of zij is al afgehandeld");
        refused.says("Dit had u ingevuld").says("bewaard@post.example</dd>");
        app.today("2026-11-18");
        let by = Browser::of(app, &app.emmen.behandelaar).await;
        by.get(&waits).await.expect(200).keeps(move_it).keeps(off);
        let late = by.post(&format!("{waits}/afzegging"), &[("versie", "1")]).await;
        late.expect(409).says("al begonnen of geweest");
        let list = format!("/dossiers/{}/hoorzittingen", file.id);
        by.get(&list).await.expect(200).says("Hoorzitting plannen");
    });
}
