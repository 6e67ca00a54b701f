//! Hearings of a file on its pages: planned, moved and taken back.

use crate::api::samples::{intended, investigated};
use harness::{Browser, on_every_app};

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
