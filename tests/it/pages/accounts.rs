//! Accounts of the installation: choosing a password, signing in with two factors, and what happens when somebody guesses.

use super::people::{PASSWORD, Person, codes_on, enrolled, hidden, invited, trail, trails_hold};
use app::command::OfficeRole;
use harness::{ASSEN, Browser, EMMEN, TestApp, on_every_app, totp};
use std::net::IpAddr;

const HANNA: &str = "h.proefstra@emmen.example";
const OFFICIAL: OfficeRole = OfficeRole::Behandelaar;

fn from(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

/// Returns what the outbox holds for owners of accounts.
async fn notices(app: &TestApp) -> Vec<String> {
    let lease = chrono::TimeDelta::seconds(1);
    let effects = app
        .app
        .store()
        .claim_effects(100, app.app.now(), lease)
        .await
        .expect("what the test needs");
    let of_owners = effects.into_iter().filter(|claimed| claimed.effect.kind == "bericht");
    of_owners.map(|claimed| claimed.effect.payload.reveal().clone()).collect()
}

#[test]
fn from_the_code_of_an_administrator_to_the_work_list() {
    on_every_app(async |app| {
        let mut person = invited(app, HANNA, OFFICIAL).await;
        let browser = Browser::new(app);
        let chosen = person.chooses(&browser, PASSWORD).await;
        assert_eq!(chosen.sent_to(), "/aanmelden");
        person.chooses(&browser, PASSWORD).await.expect(400).says("Deze code werkt niet");
        assert_eq!(person.signs_in_with(&browser, PASSWORD, "").await.sent_to(), "/");
        // Until there is a second factor, there is one page.
        for path in ["/werkvoorraad", "/account", "/account/wachtwoord", "/dossiers/nieuw"] {
            assert_eq!(browser.get(path).await.sent_to(), "/account/tweede-factor", "{path}");
        }
        let page = browser.get("/account/tweede-factor").await.expect(200);
        let page = page.says("Stel eerst een app in");
        assert!(!page.text.contains("href=\"/werkvoorraad\""), "{}", page.text);
        let picture = browser.get("/account/tweede-factor/qr-code").await.expect(200);
        assert_eq!(picture.headers["content-type"], "image/svg+xml");
        assert!(picture.text.starts_with("<svg") && picture.headers["cache-control"] == "no-store");
        let before = browser.cookie("__Host-dijkwacht");
        let wrong = browser.post("/account/tweede-factor/bevestigen", &[("code", "000000")]).await;
        wrong.expect(400).says("hoort niet bij de sleutel");
        person.sets_up_app(app, &browser).await;
        assert_eq!(person.recovery.len(), 10);
        assert_ne!(browser.cookie("__Host-dijkwacht"), before);
        browser.get("/werkvoorraad").await.expect(200).says("Hanna Proefstra");
        browser.get("/account/tweede-factor/qr-code").await.expect(404);
        let trail_here = trail(app, EMMEN).await;
        let expected = ["wachtwoord-kiezen", "aanmelden-lokaal", "tweede-factor-instellen"];
        assert_eq!(trail_here[trail_here.len() - 3..], expected);
        // A code that is nobody's belongs to no party; the first of the installation has the line.
        assert_eq!(trail(app, ASSEN).await.last().unwrap(), "aanmelden-mislukt");
        trails_hold(app).await;
    });
}

#[test]
fn every_wrong_attempt_gets_the_same_answer() {
    on_every_app(async |app| {
        let (person, _) = enrolled(app, HANNA, OFFICIAL).await;
        let shut_out = invited(app, "u.gezet@emmen.example", OFFICIAL).await;
        let browser = Browser::new(app);
        let party = EMMEN.parse().unwrap();
        app.app.set_account_active(&party, shut_out.account, false).await.unwrap();
        let code = person.next_code(app);
        let mut answers = Vec::new();
        for (email, word, code) in [
            ("niemand@emmen.example", PASSWORD, code.as_str()),
            (person.email, "een ander wachtwoord dan dat", &code),
            (person.email, PASSWORD, "000000"),
            (person.email, PASSWORD, ""),
            (shut_out.email, PASSWORD, ""),
            ("", "", ""),
        ] {
            let fields = [("email", email), ("wachtwoord", word), ("code", code)];
            let page = browser.fill("/aanmelden", "/aanmelden", &fields).await.expect(400);
            assert!(page.text.contains("<title>Fout: Aanmelden"), "{}", page.text);
            assert!(
                !page.text.contains(PASSWORD) && !page.text.contains(&format!("value=\"{code}\""))
                    || code.is_empty()
            );
            let summary = super::people::between(&page.text, "id=\"fouten\"", "</div>");
            answers.push(summary);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(browser.cookie("__Host-dijkwacht").is_none());
        let names = app.app.store().scope_for_worker(&party);
        let rows = app.app.store().audit_page(&names, None, None, 1_000).await.unwrap().items;
        let failures = rows.iter().filter(|row| row.entry.action == "aanmelden-mislukt");
        let subjects: Vec<_> = failures.map(|row| row.entry.subject.clone()).collect();
        assert_eq!(subjects.iter().filter(|subject| subject.starts_with("account/")).count(), 4);
        assert!(format!("{rows:?}").find("niemand@").is_none());
        // Who is unknown belongs to no party; the first of the installation has the line.
        assert_eq!(
            trail(app, ASSEN).await.iter().filter(|one| *one == "aanmelden-mislukt").count(),
            2
        );
        trails_hold(app).await;
    });
}

#[test]
fn a_code_of_the_app_is_good_once_and_so_is_a_recovery_code() {
    on_every_app(async |app| {
        let (person, _) = enrolled(app, HANNA, OFFICIAL).await;
        let browser = Browser::new(app);
        let code = person.next_code(app);
        person.signs_in_with(&browser, PASSWORD, &code).await.sent_to();
        person.signs_in_with(&browser, PASSWORD, &code).await.expect(400);
        let before = totp(&person.key, person.now().after(chrono::TimeDelta::seconds(-30)));
        person.signs_in_with(&browser, PASSWORD, &before).await.expect(400);
        let recovery = &person.recovery[3];
        assert_eq!(person.signs_in_with(&browser, PASSWORD, recovery).await.sent_to(), "/");
        person.signs_in_with(&browser, PASSWORD, recovery).await.expect(400);
        person.signs_in(app, &browser).await.sent_to();
        browser.get("/account").await.expect(200).says("U hebt nog 9 herstelcodes");
    });
}

#[test]
fn five_failures_lock_an_account_for_a_quarter_and_its_owner_hears_of_it() {
    on_every_app(async |app| {
        let (person, _) = enrolled(app, HANNA, OFFICIAL).await;
        notices(app).await;
        let stranger = Browser::new(app).at(from(66));
        for _ in 0..5 {
            person.signs_in_with(&stranger, "geraden wachtwoord", "").await.expect(400);
        }
        let told = notices(app).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].contains("\"soort\":\"aanmelden-geblokkeerd\"") && told[0].contains("T10:16"),
            "{told:?}"
        );
        assert!(!told[0].contains("Hanna") && !told[0].contains("emmen.example"));
        let browser = Browser::new(app).at(from(1));
        person.signs_in(app, &browser).await.expect(400);
        person.waits(app, 12);
        person.signs_in(app, &browser).await.expect(400);
        person.waits(app, 2);
        // The next five lock it for half an hour.
        for _ in 0..5 {
            person.signs_in_with(&stranger, "geraden wachtwoord", "").await.expect(400);
        }
        person.waits(app, 28);
        person.signs_in(app, &browser).await.expect(400);
        person.signs_in(app, &browser).await.sent_to();
        let locks = trail(app, EMMEN).await;
        assert_eq!(locks.iter().filter(|one| *one == "aanmelden-geblokkeerd").count(), 2);
        // A success forgets the failures.
        person.waits(app, 10);
        for _ in 0..4 {
            person.signs_in_with(&stranger, "geraden wachtwoord", "").await.expect(400);
        }
        person.signs_in(app, &browser).await.sent_to();
        trails_hold(app).await;
    });
}

#[test]
fn an_address_that_tries_too_often_waits_and_others_do_not() {
    on_every_app(async |app| {
        let (person, _) = enrolled(app, HANNA, OFFICIAL).await;
        let stranger = Browser::new(app).at(from(66));
        let fields = [("email", "niemand@emmen.example"), ("wachtwoord", "x"), ("code", "")];
        for _ in 0..20 {
            stranger.fill("/aanmelden", "/aanmelden", &fields).await.expect(400);
        }
        let refused = stranger.fill("/aanmelden", "/aanmelden", &fields).await;
        refused.expect(429).says("te veel pogingen");
        let refused = person.chooses(&stranger, PASSWORD).await;
        refused.expect(429);
        let colleague = Browser::new(app).at(from(1));
        // Attempts that succeed do not add up: an office shares an address.
        for _ in 0..25 {
            person.signs_in(app, &colleague).await.sent_to();
        }
        person.waits(app, 5);
        stranger.fill("/aanmelden", "/aanmelden", &fields).await.expect(400);
    });
}

#[test]
fn nobody_is_signed_in_by_another_site() {
    on_every_app(async |app| {
        let (person, _) = enrolled(app, HANNA, OFFICIAL).await;
        let browser = Browser::new(app);
        let code = person.next_code(app);
        let fields = [("email", person.email), ("wachtwoord", PASSWORD), ("code", code.as_str())];
        browser.post_raw("/aanmelden", &fields).await.expect(403);
        let other = Browser::new(app).get("/aanmelden").await.value("bewijs");
        let mut stolen = vec![("bewijs", other.as_str())];
        stolen.extend(fields);
        browser.post_raw("/aanmelden", &stolen).await.expect(403);
        browser.fill("/aanmelden", "/aanmelden", &fields).await.sent_to();
    });
}

#[test]
fn a_password_is_changed_with_the_old_one_and_a_code_and_ends_other_sessions() {
    on_every_app(async |app| {
        let (person, browser) = enrolled(app, HANNA, OFFICIAL).await;
        let other = Browser::new(app);
        person.signs_in(app, &other).await.sent_to();
        let change = async |word: &str, code: &str, new: &str, again: &str| {
            let fields =
                [("wachtwoord", word), ("code", code), ("nieuw", new), ("herhaald", again)];
            browser.post("/account/wachtwoord", &fields).await
        };
        let new = "vijf losse woorden naast elkaar";
        let code = person.next_code(app);
        change(PASSWORD, &code, new, "iets anders").await.expect(400).says("niet gelijk");
        change(PASSWORD, &code, "kort", "kort").await.expect(400).says("minstens 12 tekens");
        change(PASSWORD, &code, "proefstra proefstra", "proefstra proefstra")
            .await
            .expect(400)
            .says("e-mailadres");
        change(PASSWORD, &code, PASSWORD, PASSWORD).await.expect(400).says("ander wachtwoord");
        change("niet het oude wachtwoord", &code, new, new).await.expect(400);
        change(PASSWORD, "000000", new, new).await.expect(400).says("horen niet bij elkaar");
        let before = browser.cookie("__Host-dijkwacht");
        assert_eq!(change(PASSWORD, &code, new, new).await.sent_to(), "/account");
        assert_ne!(browser.cookie("__Host-dijkwacht"), before);
        browser.get("/werkvoorraad").await.expect(200);
        assert!(other.get("/werkvoorraad").await.sent_to().starts_with("/aanmelden"));
        person.signs_in(app, &other).await.expect(400);
        let code = person.next_code(app);
        person.signs_in_with(&other, new, &code).await.sent_to();
        let told = notices(app).await;
        assert!(told.iter().any(|one| one.contains("wachtwoord-wijzigen")), "{told:?}");
        trails_hold(app).await;
    });
}

#[test]
fn another_app_and_new_recovery_codes_take_a_proof() {
    on_every_app(async |app| {
        let (mut person, browser) = enrolled(app, HANNA, OFFICIAL).await;
        let proof = async |path: &str, word: &str, code: &str| {
            browser.post(path, &[("wachtwoord", word), ("code", code)]).await
        };
        let code = person.next_code(app);
        proof("/account/herstelcodes", PASSWORD, "000000").await.expect(400);
        let renewed = codes_on(&proof("/account/herstelcodes", PASSWORD, &code).await.expect(200));
        assert_eq!(renewed.len(), 10);
        assert!(renewed.iter().all(|code| !person.recovery.contains(code)));
        // The code was used up by the renewal.
        proof("/account/tweede-factor", PASSWORD, &code).await.expect(400);
        proof("/account/tweede-factor", PASSWORD, &person.recovery[0]).await.expect(400);
        let code = person.next_code(app);
        let proposed = proof("/account/tweede-factor", PASSWORD, &code).await;
        assert_eq!(proposed.sent_to(), "/account/tweede-factor");
        // The old app works until the new one is confirmed.
        let elsewhere = Browser::new(app);
        person.signs_in(app, &elsewhere).await.sent_to();
        let old = person.key.clone();
        person.sets_up_app(app, &browser).await;
        assert_ne!(person.key, old);
        assert!(elsewhere.get("/account").await.sent_to().starts_with("/aanmelden"));
        let stale = totp(&old, person.now());
        person.signs_in_with(&elsewhere, PASSWORD, &stale).await.expect(400);
        person.signs_in(app, &elsewhere).await.sent_to();
        trails_hold(app).await;
    });
}

#[test]
fn sessions_are_listed_and_ended_one_by_one() {
    on_every_app(async |app| {
        let (person, browser) = enrolled(app, HANNA, OFFICIAL).await;
        let other = Browser::new(app);
        person.signs_in(app, &other).await.sent_to();
        let page = browser.get("/account").await.expect(200).says("Dit apparaat");
        assert_eq!(page.text.matches("name=\"sessie\"").count(), 1);
        let id = super::people::between(&page.text, "name=\"sessie\" value=\"", "\"");
        let stranger = Browser::of(app, &app.emmen.coordinator).await;
        stranger.post("/account/sessies/beeindigen", &[("sessie", &id)]).await.expect(404);
        other.get("/account").await.expect(200);
        let ended = browser.post("/account/sessies/beeindigen", &[("sessie", &id)]).await;
        assert_eq!(ended.sent_to(), "/account");
        assert!(other.get("/account").await.sent_to().starts_with("/aanmelden"));
        browser.get("/account").await.expect(200);
    });
}

#[test]
fn who_has_no_password_here_has_none_to_change() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        browser.get("/account").await.expect(200).says("U hebt hier geen wachtwoord");
        for path in ["/account/wachtwoord", "/account/tweede-factor", "/account/herstelcodes"] {
            browser.get(path).await.expect(404);
        }
        let fields =
            [("wachtwoord", PASSWORD), ("code", "1"), ("nieuw", PASSWORD), ("herhaald", PASSWORD)];
        browser.post("/account/wachtwoord", &fields).await.expect(404);
    });
}

#[test]
fn a_code_to_choose_a_password_ends_after_a_day_and_a_new_one_replaces_it() {
    on_every_app(async |app| {
        let (party, browser) = (EMMEN.parse().unwrap(), Browser::new(app));
        let mut person: Person = invited(app, HANNA, OFFICIAL).await;
        person.waits(app, 24 * 60);
        person.chooses(&browser, PASSWORD).await.expect(400);
        let first = person.code.clone();
        let again = async || {
            let email = hidden(" H.Proefstra@Emmen.example ");
            app.app.reset_user(&party, &email, false).await.unwrap().unwrap().code.reveal().clone()
        };
        person.code = again().await;
        let second = again().await;
        for stale in [first, person.code.clone(), "0000-0000-0000-0000".to_owned(), String::new()] {
            person.code = stale;
            person.chooses(&browser, PASSWORD).await.expect(400).says("Deze code werkt niet");
        }
        person.code = second.to_uppercase().replace('-', " ");
        person.chooses(&browser, PASSWORD).await.sent_to();
        let other = app.app.reset_user(&ASSEN.parse().unwrap(), &hidden(HANNA), false).await;
        assert!(other.unwrap().is_none());
        trails_hold(app).await;
    });
}

#[test]
fn a_reset_keeps_the_second_factor_unless_it_is_asked_for() {
    on_every_app(async |app| {
        let (mut person, browser) = enrolled(app, HANNA, OFFICIAL).await;
        let reset = async |all| {
            let party = EMMEN.parse().unwrap();
            app.app
                .reset_user(&party, &hidden(HANNA), all)
                .await
                .unwrap()
                .unwrap()
                .code
                .reveal()
                .clone()
        };
        person.code = reset(false).await;
        assert!(browser.get("/account").await.sent_to().starts_with("/aanmelden"));
        person.signs_in(app, &browser).await.expect(400);
        let new = "na het herstel een ander";
        person.chooses(&browser, new).await.sent_to();
        // The code alone opens nothing: whoever gave it is not the owner.
        person.signs_in_with(&browser, new, "").await.expect(400);
        let code = person.next_code(app);
        person.signs_in_with(&browser, new, &code).await.sent_to();
        person.code = reset(true).await;
        person.chooses(&browser, PASSWORD).await.sent_to();
        person.signs_in_with(&browser, PASSWORD, "").await.sent_to();
        assert_eq!(browser.get("/werkvoorraad").await.sent_to(), "/account/tweede-factor");
        let old = person.key.clone();
        person.sets_up_app(app, &browser).await;
        assert_ne!(person.key, old);
        browser.get("/werkvoorraad").await.expect(200);
        trails_hold(app).await;
    });
}
