//! Two officials edit one file at the same time, many times over.

use super::client::{Client, Headers, Reply};
use super::home::Home;
use super::writer::{application, evidence};
use harness::on_every_database;
use serde_json::json;
use std::sync::Barrier;
use std::thread;

const ROUNDS: i64 = 40;

#[test]
fn of_two_officials_one_wins_and_the_other_is_shown_both_versions() {
    on_every_database(async |database| {
        let home = Home::new(database);
        let (_, first) = home.official("gemeente-emmen");
        let (second_account, second) = home.official("gemeente-emmen");
        let service = home.serve().ready();
        let address = service.address(&home);
        let (first, second) = (Client::new(&first), Client::new(&second));
        let new = first.post(&address, "/dossiers", &Headers::default(), &application("R-1"));
        let id = new.expect("an answer").expect_file();
        let member = json!({ "account": second_account, "reden": "Werkt mee aan dit dossier." });
        let added = first
            .post(&address, &format!("/dossiers/{id}/leden"), &Headers::default(), &member)
            .expect("an answer");
        assert!((200..300).contains(&added.status), "{added:?}");
        let start = Barrier::new(2);
        let edit = |client: &Client, name: &str, version: i64| {
            start.wait();
            let headers = Headers { key: None, version: Some(version) };
            let body = evidence(&format!("{name}-{version}"));
            let path = format!("/dossiers/{id}/bewijsstukken");
            client.post(&address, &path, &headers, &body).expect("an answer")
        };
        let mut wins = 0;
        for version in 1..=ROUNDS {
            let (one, other) = thread::scope(|scope| {
                let one = scope.spawn(|| edit(&first, "een", version));
                let other = scope.spawn(|| edit(&second, "twee", version));
                (one.join().expect("a reply"), other.join().expect("a reply"))
            });
            wins += i64::from(one.status == 200);
            one_wins(&one, &other, version);
        }
        eprintln!("  the first official won {wins} of {ROUNDS}");
        let file = first.get(&address, &format!("/dossiers/{id}")).expect("an answer");
        assert_eq!(file.version, Some(ROUNDS + 1), "{file:?}");
        service.stop();
    });
}

fn one_wins(one: &Reply, other: &Reply, version: i64) {
    let (winner, loser) = if one.status == 200 { (one, other) } else { (other, one) };
    assert_eq!((winner.status, winner.version), (200, Some(version + 1)), "{one:?} {other:?}");
    assert_eq!(
        (loser.status, loser.media.as_str()),
        (412, "application/problem+json"),
        "{loser:?}"
    );
    assert_eq!(loser.body["huidig"]["versie"], version + 1, "{loser:?}");
    assert!(loser.body["ingediend"]["stuk"]["id"].is_string(), "{loser:?}");
}
