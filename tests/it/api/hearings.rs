//! Hearings: an appointment in the calendar of who is heard, made, changed and taken back (art. 33 Wet Bibob; Awb 4:9).

use super::mail::open_way;
use super::samples::{intended, investigated, refusal, take};
use harness::{Answer, Dossier, MailServer, MailTls, Official, TestApp, on_every_app, on_sqlite};
use serde_json::{Value, json};

const EMAIL: &str = "zevenkikker@post.example";
const OTHER: &str = "nieuw@post.example";

fn plan(day: &str, email: Option<&str>) -> Value {
    let time = json!({ "begin": "10:00:00", "minuten": 60, "plaats": "Kamer 3" });
    json!({ "op": day, "tijd": time, "email": email })
}

async fn planned(app: &TestApp, file: &Dossier, person: &str, plan: Value) -> Answer {
    let body = json!({ "persoon": person, "plan": plan });
    app.post(&app.emmen.behandelaar, &format!("{}/hoorzittingen", file.path()), &body).await
}

async fn list(app: &TestApp, by: &Official, file: &Dossier) -> Value {
    app.get(by, &format!("{}/hoorzittingen", file.path())).await.expect(200).json()
}

#[test]
fn a_hearing_is_one_appointment_through_all_its_changes() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await;
        let server = MailServer::start(MailTls::None, None);
        let worker = open_way(&app, &server);
        let by = &app.emmen.behandelaar;
        let file = intended(&app, "Z-2026-HOOR").await;
        let made = planned(&app, &file, &file.person(0), plan("2026-11-17", Some(EMAIL))).await;
        let made = made.expect(200).json();
        assert_eq!(made["mail"], "De mail is nog niet weg.");
        let path = format!("{}/hoorzittingen/{}", file.path(), made["id"].as_str().unwrap());
        let moved = json!({ "versie": 1, "plan": plan("2026-11-18", Some(OTHER)) });
        let request = app.request("PUT", &path).by(by).json(&moved);
        assert_eq!(request.send().await.expect(200).json()["versie"], 2);
        let late = json!({ "versie": 1 });
        app.post(by, &format!("{path}/afzegging"), &late).await.expect(412);
        let off = app.post(by, &format!("{path}/afzegging"), &json!({ "versie": 2 })).await;
        assert_eq!(off.expect(200).json()["afgezegd"], true);
        worker.round().await.unwrap();
        let uid = made["id"].as_str().unwrap();
        let said: Vec<_> = server.mails().iter().map(|mail| appointment(mail, uid)).collect();
        let words = |to: &str, method: &str, sequence, start: &str| {
            (to.to_owned(), method.to_owned(), sequence, format!("{start}T09:00:00.000Z"))
        };
        // Who was invited at another address hears there that it is off.
        let expected = [
            words(EMAIL, "REQUEST", 0, "2026-11-17"),
            words(EMAIL, "CANCEL", 1, "2026-11-17"),
            words(OTHER, "REQUEST", 1, "2026-11-18"),
            words(OTHER, "CANCEL", 2, "2026-11-18"),
        ];
        assert_eq!(said, expected);
        let shown = list(&app, by, &file).await;
        assert!(shown[0]["mail"].as_str().unwrap().starts_with("De mailserver nam"), "{shown}");
        // The right to be heard stands: another hearing can be planned.
        planned(&app, &file, &file.person(0), plan("2026-11-18", None)).await.expect(200);
    });
}

/// Returns to whom a mail goes, what it says to a calendar, the number of changes and the begin; nothing of the file is in it.
fn appointment(mail: &Value, uid: &str) -> (String, String, u64, String) {
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains("Z-2026-HOOR") && !text.contains("Zevenkikker"), "{text}");
    let event = &mail["calendars"][0]["event"];
    assert_eq!(event["uid"], uid);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    (
        word(&mail["to"][0]),
        word(&event["method"]),
        event["sequence"].as_u64().unwrap(),
        word(&event["start"]),
    )
}

#[test]
fn every_part_that_makes_no_appointment_is_named() {
    on_every_app(async |app| {
        let file = intended(app, "Z-2026-HOOR2").await;
        let time = json!({ "begin": "23:30:00", "minuten": 60, "video": "javascript:alert(1)" });
        let wrong = json!({ "op": "2026-11-09", "tijd": time, "email": "geen adres" });
        let answer = planned(app, &file, &file.person(0), wrong).await.expect(400).json();
        let places: Vec<_> =
            answer["fouten"].as_array().unwrap().iter().map(|fault| &fault["plaats"]).collect();
        let expected =
            ["/plan/op", "/plan/tijd/minuten", "/plan/tijd/video", "/plan/email"].map(Value::from);
        assert_eq!(places, expected.iter().collect::<Vec<_>>());
        let nowhere = json!({ "op": "2026-11-17", "tijd": { "begin": "10:00:00", "minuten": 60 } });
        let answer = planned(app, &file, &file.person(0), nowhere).await.expect(400).json();
        assert_eq!(answer["fouten"][0]["plaats"], "/plan/tijd/plaats", "{answer}");
        assert_eq!(list(app, &app.emmen.behandelaar, &file).await, json!([]));
        // A place that is left blank is none; an address to take part by video is enough.
        let video = "https://beeld.example/1";
        let blank = |video: &str| json!({ "begin": "10:00:00", "minuten": 60, "plaats": " ", "video": video });
        let nowhere = json!({ "op": "2026-11-17", "tijd": blank("") });
        planned(app, &file, &file.person(0), nowhere).await.expect(400);
        let far = json!({ "op": "2026-11-17", "tijd": blank(video) });
        let made = planned(app, &file, &file.person(0), far).await.expect(200).json();
        assert_eq!(made["plan"]["tijd"]["video"], video);
    });
}

#[test]
fn only_who_was_asked_is_heard_and_once() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let early = investigated(app, by, "Z-2026-HOOR3").await;
        let when = || plan("2026-11-17", None);
        let refused = planned(app, &early, &early.person(0), when()).await.expect(409).json();
        assert_eq!(refused["code"], "zienswijze-niet-gevraagd", "{refused}");
        let mut file = intended(app, "Z-2026-HOOR4").await;
        let (main, third) = (file.person(0), file.person(1));
        planned(app, &file, &main, when()).await.expect(200);
        let twice = planned(app, &file, &main, when()).await.expect(400).json();
        assert_eq!(twice["fouten"][0]["plaats"], "/persoon", "{twice}");
        let views = json!({ "persoon": third, "op": "2026-11-10", "wijze": "schriftelijk" });
        take(app, by, &mut file, "zienswijzen", &views).await;
        planned(app, &file, &third, when()).await.expect(409);
        let path = format!("{}/hoorzittingen", file.path());
        app.get(&app.assen.behandelaar, &path).await.expect(404);
    });
}

async fn moved(app: &TestApp, path: &str, version: i64, plan: Value) -> Answer {
    let body = json!({ "versie": version, "plan": plan });
    app.request("PUT", path).by(&app.emmen.behandelaar).json(&body).send().await
}

#[test]
fn once_the_views_are_in_or_the_decision_is_taken_a_hearing_is_only_taken_back() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = intended(app, "Z-2026-HOOR5").await;
        app.admit(by, &file, &app.emmen.beslisser).await;
        file = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
        let mut paths = Vec::new();
        for person in [file.person(0), file.person(1)] {
            let made = planned(app, &file, &person, plan("2026-12-17", Some(EMAIL))).await;
            let made = made.expect(200).json();
            paths.push(format!("{}/hoorzittingen/{}", file.path(), made["id"].as_str().unwrap()));
        }
        let later = || plan("2026-12-18", Some(OTHER));
        app.today("2026-11-19");
        let views =
            json!({ "persoon": file.person(0), "op": "2026-11-18", "wijze": "schriftelijk" });
        take(app, by, &mut file, "zienswijzen", &views).await;
        moved(app, &paths[0], 1, later()).await.refused(409, "zienswijze-niet-gevraagd");
        // Who let the term pass is waited for until the decision.
        let unused = json!({ "persoon": file.person(1) });
        take(app, by, &mut file, "ongebruikte-zienswijzen", &unused).await;
        moved(app, &paths[1], 1, plan("2026-12-17", Some(EMAIL))).await.expect(200);
        app.today("2026-11-20");
        take(app, &app.emmen.beslisser, &mut file, "beslissingen", &refusal("2026-11-20")).await;
        moved(app, &paths[1], 2, later()).await.refused(409, "zienswijze-niet-gevraagd");
        let off = json!({ "versie": 2 });
        app.post(by, &format!("{}/afzegging", paths[1]), &off).await.expect(200);
        let shown = list(app, by, &file).await;
        let lines = shown.as_array().unwrap();
        let version = |place: usize| {
            let of = |line: &&Value| line["persoon"] == file.person(place);
            lines.iter().find(of).map(|line| line["versie"].clone())
        };
        assert_eq!((version(0), version(1)), (Some(json!(1)), Some(json!(3))), "{shown}");
    });
}

#[test]
fn a_hearing_that_has_begun_stays_and_another_can_be_planned() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = intended(app, "Z-2026-HOOR6").await;
        let made = planned(app, &file, &file.person(0), plan("2026-11-17", None)).await;
        let made = made.expect(200).json();
        let path = format!("{}/hoorzittingen/{}", file.path(), made["id"].as_str().unwrap());
        app.today("2026-11-18");
        let later = || plan("2026-11-24", None);
        moved(app, &path, 1, later()).await.refused(409, "hoorzitting-geweest");
        let off = app.post(by, &format!("{path}/afzegging"), &json!({ "versie": 1 })).await;
        off.refused(409, "hoorzitting-geweest");
        // Nobody came, and the views are still asked: there is another chance.
        planned(app, &file, &file.person(0), later()).await.expect(200);
        planned(app, &file, &file.person(0), later()).await.expect(400);
        let shown = list(app, by, &file).await;
        assert_eq!((&shown[0]["afgezegd"], &shown[0]["versie"]), (&json!(false), &json!(1)));
    });
}

#[test]
fn nobody_is_invited_after_views_that_come_in_at_the_same_time() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = intended(app, "Z-2026-HOOR7").await;
        for person in [file.person(0), file.person(1)] {
            let views = json!({ "persoon": person, "op": "2026-11-10", "wijze": "schriftelijk" });
            let (taken, invited) = tokio::join!(
                app.step(by, &file, "zienswijzen", &views),
                planned(app, &file, &person, plan("2026-11-17", None)),
            );
            file = Dossier::of(&taken.expect(200).json());
            if invited.status != 200 {
                invited.refused(409, "zienswijze-niet-gevraagd");
                continue;
            }
            let watcher = &app.emmen.toezichthouder;
            let trail = app.get(watcher, "/v1/controlespoor").await.expect(200).json();
            let lines = trail["items"].as_array().unwrap();
            // The newest line is the first.
            let place = |act: &str| lines.iter().position(|line| line["handeling"] == act);
            let (asked, given) = (place("hoorzitting-plannen"), place("zienswijze-ontvangen"));
            assert!(asked > given, "invited after the views came in: {trail}");
        }
    });
}
