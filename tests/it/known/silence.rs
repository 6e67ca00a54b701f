//! What a person decided stays so: a rejected pair is silent until something changes, a confirmed one remains, and the trail
//! tells no names.

use super::{WILLEMIJN, candidates, decide, decision, id, open, person, retell, work};
use app::matching::VERSION;
use app::{AppError, LinkChoice, LinkStand, StoreError};
use harness::{Dossier, TestApp, TestDatabase, on_every_app, on_every_database};
use serde_json::json;

async fn change(app: &TestApp, file: &Dossier, born: &str) {
    retell(app, &app.emmen.behandelaar, file, (WILLEMIJN.1, born)).await;
}

#[test]
fn a_rejected_pair_is_silent_until_something_changes() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        assert_eq!(
            decide(app, by, &first, LinkChoice::Verworpen).await.stand,
            LinkStand::Verworpen
        );
        // From both sides, and also after everything was made findable anew.
        app.app.store().forget_known_cases(VERSION + 1).await.unwrap();
        work(app).await;
        for file in [&first, &second] {
            assert_eq!(candidates(app, by, file).await[0].stand, LinkStand::Verworpen);
        }
        // The date of birth turns out to be another one: found by its decision, and to be judged again.
        change(app, &second, "1971-03-05").await;
        let [one] = candidates(app, by, &first).await.try_into().unwrap();
        assert_eq!(one.stand, LinkStand::Gewijzigd);
        assert_eq!(one.besluit.as_ref().unwrap().besluit, LinkChoice::Verworpen);
        // Somebody else altogether is no candidate any more.
        change(app, &second, "1933-12-31").await;
        assert!(candidates(app, by, &first).await.is_empty());
        change(app, &second, "1971-03-04").await;
        assert_eq!(candidates(app, by, &first).await[0].stand, LinkStand::Verworpen);
    });
}

#[test]
fn a_confirmed_pair_stays_and_can_be_decided_again() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let before = app.get(by, &first.path()).await.json();
        let seen = candidates(app, by, &first).await.swap_remove(0);
        assert_eq!(
            decide(app, by, &first, LinkChoice::Bevestigd).await.stand,
            LinkStand::Bevestigd
        );
        assert_eq!(app.get(by, &first.path()).await.json(), before, "the file is as it was");
        // Who decides on what they saw before that is asked to look again.
        let caller = app.caller(by).await;
        let pair = (person(&first, 0), person(&second, 0));
        let old = decision(&seen, LinkChoice::Verworpen, "Toch niet.");
        let refused = app.app.decide_link(&caller, id(&first), pair, &old).await;
        assert!(matches!(refused, Err(AppError::Store(StoreError::Conflict))));
        let path = format!("{}/bekende-partijen/{}/{}/besluit", first.path(), pair.0, pair.1);
        app.post(by, &path, &json!(old)).await.expect(412);
        change(app, &second, "1933-12-31").await;
        let stays = candidates(app, by, &first).await.swap_remove(0);
        assert_eq!(stays.stand, LinkStand::Bevestigd);
        let again = decide(app, by, &first, LinkChoice::Verworpen).await;
        assert_eq!((again.stand, again.besluit.unwrap().door), (LinkStand::Verworpen, by.account));
    });
}

#[test]
fn a_decision_needs_no_worker_on_the_own_file() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let fresh = open(app, by, WILLEMIJN, &[]).await;
        assert_eq!(
            decide(app, by, &fresh, LinkChoice::Bevestigd).await.stand,
            LinkStand::Bevestigd
        );
    });
}

#[test]
fn who_comes_on_a_file_later_is_found_later() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let bakery = ("rechtspersoon", "Bakkerij De Kievit B.V.", "", "00000012");
        let second = open(app, by, bakery, &[]).await;
        work(app).await;
        assert!(candidates(app, by, &first).await.is_empty());
        let body = json!({ "persoon": {
            "soort": "natuurlijk-persoon", "naam": WILLEMIJN.1, "geboortedatum": WILLEMIJN.2,
            "rollen": [{ "soort": "leidinggevende" }],
        } });
        app.step(by, &second, "personen", &body).await.expect(200);
        assert!(candidates(app, by, &first).await.is_empty());
        work(app).await;
        assert_eq!(candidates(app, by, &first).await[0].dossier, id(&second));
    });
}

#[test]
fn a_decision_looks_a_pair_up_once_and_answers_what_the_list_then_tells() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let log = "SELECT COUNT(*) FROM processing_log WHERE activity LIKE '%bekende-partijen%'";
        let looks = || database.sql(log).trim().parse::<u32>().unwrap();
        let pair = (person(&first, 0), person(&second, 0));
        let caller = app.caller(by).await;
        for besluit in [LinkChoice::Verworpen, LinkChoice::Bevestigd] {
            let seen = candidates(app, by, &first).await.swap_remove(0);
            let before = looks();
            let decided = decision(&seen, besluit, "Nagebeld.");
            let answer = app.app.decide_link(&caller, id(&first), pair, &decided).await.unwrap();
            assert_eq!(looks(), before + 1);
            assert_eq!(answer.besluit.as_ref().unwrap().besluit, besluit);
            assert_eq!(candidates(app, by, &first).await, [answer]);
        }
    });
}

fn of_names(database: &TestDatabase) -> String {
    let audit = "SELECT action, subject, COALESCE(reason, '-') FROM audit WHERE action LIKE 'koppeling-%' ORDER BY seq";
    database.sql(audit)
}

#[test]
fn the_trail_tells_who_decided_and_no_names() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        decide(app, by, &first, LinkChoice::Verworpen).await;
        decide(app, by, &second, LinkChoice::Bevestigd).await;
        let line = |action: &str, file: &Dossier, other: &Dossier| {
            format!("{action}|dossier/{}/bekende-partij/{}|-", file.id, other.person(0))
        };
        let expected = [
            line("koppeling-verwerpen", &first, &second),
            line("koppeling-bevestigen", &second, &first),
        ];
        assert_eq!(of_names(database).trim(), expected.join("\n"));
        let log = database
            .sql("SELECT COUNT(*) FROM processing_log WHERE activity LIKE '%bekende-partijen%'");
        assert!(log.trim().parse::<u32>().unwrap() > 0, "every look is logged: {log}");
    });
}
