//! A new file, from the first field to the letter.

use harness::{Browser, Page, TestApp, on_every_app, on_every_database};

const FIRST: [(&str, &str); 3] = [
    ("soort", "exploitatie-openbare-inrichting"),
    ("ontvangenOp", "2-11-2026"),
    ("kenmerk", " Z-2026-77 "),
];
const SECOND: [(&str, &str); 6] = [
    ("betrokkeneSoort", "eenmanszaak"),
    ("naam", "Café De Verzonnen Hoek"),
    ("straat", "Fantasiemarkt"),
    ("huisnummer", "8"),
    ("postcode", "7811 BB"),
    ("plaats", "Emmen"),
];

/// Sends the first step; what the kind of application brings along is shown once before the form goes on.
async fn first(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let shown = browser.post("/dossiers/nieuw", fields).await;
    if shown.status != 200 {
        return shown;
    }
    let shown = shown.says("bepalen nog meer gegevens de uitkomst");
    let asked = shown.value("gevraagd");
    let mut fields = fields.to_vec();
    fields.push(("gevraagd", asked.as_str()));
    browser.post("/dossiers/nieuw", &fields).await
}

#[test]
fn the_questions_of_a_kind_are_shown_once_before_the_form_goes_on() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let fields = [("soort", "omgevingsvergunning-bouw"), ("ontvangenOp", "2-11-2026")];
        let page = browser.post("/dossiers/nieuw", &fields).await.expect(200);
        page.says("Bouwsom").says("href=\"#feit-").says("id=\"feit-bouwsom\"").keeps("<title>Fout");
        let sent = first(&browser, &fields).await;
        assert_eq!(sent.sent_to(), "/dossiers/nieuw/betrokkene");
    });
}

#[test]
fn the_last_look_shows_every_fact_that_was_given() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let facts = [
            ("soort", "omgevingsvergunning-bouw"),
            ("ontvangenOp", "2-11-2026"),
            ("feit.bouwsom", "900.000,00"),
            ("feit.bouwsom.btw", "exclusief"),
            ("feit.bouwsom.bron", "bevoegd-gezag"),
        ];
        first(&browser, &facts).await.sent_to();
        browser.post("/dossiers/nieuw/betrokkene", &SECOND).await.sent_to();
        let page = browser.get("/dossiers/nieuw/nakijken").await.expect(200);
        page.says("€\u{a0}900.000,00").says("Exclusief btw").says("Het bevoegd gezag");
    });
}

#[test]
fn an_officer_comes_from_nothing_to_the_request_for_the_form() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        browser.get("/dossiers/nieuw").await.expect(200).says("Kies de soort aanvraag");
        let sent = first(&browser, &FIRST).await;
        assert_eq!(sent.sent_to(), "/dossiers/nieuw/betrokkene");
        browser.get("/dossiers/nieuw/betrokkene").await.expect(200).says("Bibob-toets verplicht");
        let sent = browser.post("/dossiers/nieuw/betrokkene", &SECOND).await;
        assert_eq!(sent.sent_to(), "/dossiers/nieuw/nakijken");
        let review = browser.get("/dossiers/nieuw/nakijken").await.expect(200);
        let key = review.says("Café De Verzonnen Hoek").value("sleutel");
        let made = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
        let file = made.sent_to().to_owned();
        let page = browser.get(&file).await.expect(200);
        page.says("Het dossier is gemaakt").says("Z-2026-77").says("Stuur de vragenlijst");
        let step = browser.get(&format!("{file}/stappen/vragenlijsten")).await.expect(200);
        let (day, last) = (step.value("op"), step.value("uiterlijk"));
        assert_eq!((day.as_str(), last.as_str()), ("02-11-2026", "16-11-2026"));
        let letter = browser.get(&format!("{file}/brieven/vragenlijstverzoek")).await.expect(200);
        assert_eq!(letter.headers.get("content-type").unwrap(), "application/pdf");
        let fields = [
            ("versie", step.value("versie")),
            ("sleutel", step.value("sleutel")),
            ("op", day),
            ("uiterlijk", last),
        ];
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            browser.post(&format!("{file}/stappen/vragenlijsten"), &fields).await.sent_to(),
            file
        );
        browser.get(&file).await.expect(200).says("De vragenlijst is uit");
        let form = browser.get(&format!("{file}/vragenlijst")).await.expect(200);
        form.says("terug verwacht uiterlijk ma 16 november");
        // The draft has served.
        browser.get("/dossiers/nieuw").await.expect(200).says("Kies de soort aanvraag");
    });
}

#[test]
fn a_file_that_is_sent_twice_is_made_once() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        first(&browser, &FIRST).await.sent_to();
        browser.post("/dossiers/nieuw/betrokkene", &SECOND).await.sent_to();
        let key = browser.get("/dossiers/nieuw/nakijken").await.value("sleutel");
        let first = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
        assert!(first.sent_to().starts_with("/dossiers/0"));
        let second = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
        assert_eq!(second.sent_to(), "/dossiers/nieuw");
        let caller = app.caller(&app.emmen.behandelaar).await;
        let found = serde_json::from_value(serde_json::json!({ "zoekterm": "Verzonnen" })).unwrap();
        assert_eq!(app.app.search(&caller, &found).await.unwrap().items.len(), 1);
    });
}

#[test]
fn bad_input_comes_back_with_every_mistake_and_nothing_lost() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser
            .post(
                "/dossiers/nieuw",
                &[("soort", ""), ("ontvangenOp", "31-2-2026"), ("kenmerk", "<b>\"x")],
            )
            .await
            .expect(400);
        let page = page
            .says("<title>Fout: ")
            .says("31-2-2026")
            .says("href=\"#ontvangenOp\"")
            .says("href=\"#soort\"");
        page.says("value=\"&lt;b&gt;&quot;x\"").says("2 dingen");
        let page = browser
            .post(
                "/dossiers/nieuw",
                &[
                    ("soort", "omgevingsvergunning-bouw"),
                    ("ontvangenOp", "2-11-2026"),
                    ("feit.bouwsom", "12,345,6"),
                ],
            )
            .await
            .expect(400);
        page.says("12,345,6").says("<title>Fout: ");
        first(&browser, &FIRST).await.sent_to();
        let long = "a".repeat(400);
        let page = browser
            .post("/dossiers/nieuw/betrokkene", &[("naam", &long), ("kvkNummer", "123")])
            .await
            .expect(400);
        page.says("Een KvK-nummer heeft acht cijfers").says(&long).says("ten hoogste 300 tekens");
    });
}

#[test]
fn a_day_to_come_is_refused_and_codes_are_tidied_as_they_were_pasted() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let tomorrow = [("soort", "alcohol-horeca"), ("ontvangenOp", "3-11-2026")];
        let page = browser.post("/dossiers/nieuw", &tomorrow).await.expect(400);
        page.says("Die dag moet nog komen").says("href=\"#ontvangenOp\"");
        let mut fields = SECOND.to_vec();
        fields[4] = ("postcode", "7811bb");
        fields.push(("kvkNummer", "1234 56.78"));
        first(&browser, &FIRST).await.sent_to();
        browser.post("/dossiers/nieuw/betrokkene", &fields).await.sent_to();
        let page = browser.get("/dossiers/nieuw/nakijken").await.expect(200);
        page.says("7811 BB").says("12345678");
    });
}

#[test]
fn a_human_being_can_have_a_date_of_birth_and_a_company_has_none() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        first(&browser, &FIRST).await.sent_to();
        let send = async |kind, born| {
            let mut fields = SECOND.to_vec();
            fields.retain(|(name, _)| *name != "betrokkeneSoort");
            fields.extend([("betrokkeneSoort", kind), ("geboortedatum", born)]);
            browser.post("/dossiers/nieuw/betrokkene", &fields).await
        };
        for (kind, born, says) in [
            ("natuurlijk-persoon", "31-02-1971", "als 23-02-1971"),
            ("natuurlijk-persoon", "3-11-2026", "Die dag moet nog komen"),
            ("rechtspersoon", "4-3-1971", "Alleen een mens"),
        ] {
            send(kind, born).await.expect(400).says(says).says("href=\"#geboortedatum\"");
        }
        send("natuurlijk-persoon", "4-3-1971").await.sent_to();
        let review = browser.get("/dossiers/nieuw/nakijken").await.expect(200);
        let key = review.says("4-3-1971").value("sleutel");
        let made = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
        let id = made.sent_to().trim_start_matches("/dossiers/").to_owned();
        let shown = app.get(&app.emmen.behandelaar, &format!("/v1/dossiers/{id}")).await.json();
        let file = shown["dossier"].to_string();
        assert!(file.contains("\"geboortedatum\":\"1971-03-04\""), "{file}");
    });
}

#[test]
fn who_makes_a_file_hears_that_somebody_on_it_may_be_known() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        for (reference, known) in [("Z-1", false), ("Z-2", true)] {
            let mut fields = FIRST.to_vec();
            fields[2] = ("kenmerk", reference);
            first(&browser, &fields).await.sent_to();
            browser.post("/dossiers/nieuw/betrokkene", &SECOND).await.sent_to();
            let key = browser.get("/dossiers/nieuw/nakijken").await.value("sleutel");
            let made = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
            let page = browser.get(made.sent_to()).await.expect(200);
            let says = "Er zijn bekende partijen die dezelfde kunnen zijn";
            if known {
                page.says(says)
            } else {
                page.keeps(says)
            };
            crate::known::work(app).await;
        }
    });
}

#[test]
fn a_look_up_of_known_parties_that_fails_stops_no_step() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        first(&browser, &FIRST).await.sent_to();
        browser.post("/dossiers/nieuw/betrokkene", &SECOND).await.sent_to();
        let key = browser.get("/dossiers/nieuw/nakijken").await.value("sleutel");
        database.sql("DROP TABLE known_key");
        let made = browser.post("/dossiers/nieuw/nakijken", &[("sleutel", &key)]).await;
        let file = made.sent_to().to_owned();
        browser.get(&file).await.expect(200).says("Het dossier is gemaakt");
        let inquiry = format!("{file}/onderzoek");
        browser.get(&inquiry).await.expect(200).says("Bekende partijen").keeps("te beoordelen)");
        browser.get(&format!("{inquiry}/bekende-partijen")).await.expect(500);
    });
}

#[test]
fn a_draft_is_kept_for_its_owner_and_thrown_away_on_request() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let mut fields = FIRST.to_vec();
        fields.push(("sluiten", "1"));
        assert_eq!(browser.post("/dossiers/nieuw", &fields).await.sent_to(), "/werkvoorraad");
        browser.get("/werkvoorraad").await.expect(200).says("Uw concept is bewaard");
        browser.get("/dossiers/nieuw").await.expect(200).says("Z-2026-77");
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        assert!(!colleague.get("/dossiers/nieuw").await.text.contains("Z-2026-77"));
        browser.post("/dossiers/nieuw/weggooien", &[]).await.sent_to();
        assert!(!browser.get("/dossiers/nieuw").await.text.contains("Z-2026-77"));
    });
}

#[test]
fn what_is_sent_after_the_end_of_a_session_is_found_back() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let proof = browser.proof();
        app.at(harness::morning("2026-11-02").after(chrono::TimeDelta::hours(2)));
        let mut fields = vec![("bewijs", proof.as_str())];
        fields.extend(FIRST);
        let sent = browser.post_raw("/dossiers/nieuw", &fields).await;
        assert_eq!(sent.sent_to(), "/aanmelden?naar=%2Fdossiers%2Fnieuw");
        browser.get("/aanmelden").await.says("Uw sessie was voorbij");
        let again = Browser::of(app, &app.emmen.behandelaar).await;
        again.get("/dossiers/nieuw").await.expect(200).says("Z-2026-77");
        // Somebody who cannot prove that the form was shown to them leaves nothing behind.
        let forged = [("bewijs", "0000"), ("kenmerk", "Z-VERVALST")];
        browser.post_raw("/dossiers/nieuw", &forged).await.sent_to();
        assert!(!again.get("/dossiers/nieuw").await.text.contains("VERVALST"));
    });
}
