//! The pages of a file.

use harness::{Browser, Dossier, TestApp, on_every_app};

async fn file(app: &TestApp, browser: &Browser) -> String {
    let made: Dossier = app.open(&app.emmen.behandelaar, &super::application("Z-2026-001")).await;
    let path = format!("/dossiers/{}", made.id);
    let page = browser.get(&format!("{path}/stappen/toepassingsbereik")).await.expect(200);
    let version = page.says("Bibob-toets verplicht").value("versie");
    let sent =
        browser.post(&format!("{path}/stappen/toepassingsbereik"), &[("versie", &version)]).await;
    assert_eq!(sent.sent_to(), path);
    path
}

#[test]
fn every_tab_is_there_from_the_start_and_says_what_will_come() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &browser).await;
        let page = browser.get(&file).await.expect(200);
        let page =
            page.says("Zevenkikker Horeca B.V.").says("Beslistermijn: uiterlijk").says("<desc");
        for (tab, says) in [
            ("vragenlijst", "Nog niets"),
            ("onderzoek", "Nog niets"),
            ("beoordeling", "Nog niets"),
            ("werkgroep", "Nog niets"),
            ("lbb", "Nog niets"),
            ("zienswijze", "Nog niets"),
            ("besluit", "Nog geen besluit"),
            ("stukken", "Nog geen stukken"),
            ("toegang", "maakte het dossier"),
            ("historie", "Dossier geopend"),
        ] {
            assert!(page.text.contains(&format!("{file}/{tab}")), "{tab}");
            browser.get(&format!("{file}/{tab}")).await.expect(200).says(says);
        }
    });
}

#[test]
fn a_step_names_what_is_wrong_and_what_the_law_says() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &browser).await;
        let step = format!("{file}/stappen/vragenlijsten");
        let version = browser.get(&step).await.value("versie");
        let page = browser
            .post(&step, &[("versie", &version), ("op", "morgen"), ("uiterlijk", "")])
            .await
            .expect(400);
        page.says("<title>Fout: ")
            .says("href=\"#op\"")
            .says("href=\"#uiterlijk\"")
            .says("«morgen»");
        // A last day before the day it was sent: the core refuses, and the form is still there.
        let page = browser
            .post(&step, &[("versie", &version), ("op", "10-11-2026"), ("uiterlijk", "3-11-2026")])
            .await;
        assert!(matches!(page.status, 400 | 409), "{}", page.status);
        page.says("value=\"10-11-2026\"").says("role=\"alert\"");
        // A step that does not fit is explained.
        let page = browser.get(&format!("{file}/stappen/beslissingen")).await.expect(200);
        page.says("past niet bij waar het dossier nu staat");
    });
}

#[test]
fn who_was_second_sees_both_versions_and_loses_nothing() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &browser).await;
        let step = format!("{file}/stappen/bewijsstukken");
        let forms = format!("{file}/stappen/vragenlijsten");
        let version = browser.get(&forms).await.value("versie");
        let fields =
            [("versie", version.as_str()), ("op", "2-11-2026"), ("uiterlijk", "16-11-2026")];
        browser.post(&forms, &fields).await.sent_to();
        let withdraw = format!("{file}/stappen/intrekking");
        let late = [
            ("versie", version.as_str()),
            ("op", "2-11-2026"),
            ("motivering", "De aanvrager belde af."),
            ("vermoedenVanwegeToets", "nee"),
        ];
        let page = browser.post(&withdraw, &late).await.expect(409);
        let page = page.says("Iemand anders was u voor").says("De vragenlijst versturen");
        page.says("De aanvrager belde af.");
        browser
            .get(&withdraw)
            .await
            .expect(200)
            .says("De aanvrager belde af.")
            .says("had ingevuld");
        browser.get(&step).await.expect(200).says("er staan nog geen stukken");
    });
}

#[test]
fn a_document_is_put_on_a_file_and_only_members_read_it() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &browser).await;
        let send = async |name: &str, content: &[u8]| {
            let mut body = Vec::new();
            let proof = browser.proof();
            body.extend_from_slice(
                format!(
                    "--grens\r\ncontent-disposition: form-data; name=\"bewijs\"\r\n\r\n{proof}\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(format!("--grens\r\ncontent-disposition: form-data; name=\"bestand\"; filename=\"{name}\"\r\ncontent-type: application/pdf\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n--grens--\r\n");
            let request = axum::http::Request::post(format!("{file}/stukken"))
                .header("content-type", "multipart/form-data; boundary=grens");
            browser.send(request, body).await
        };
        let refused = send("brief.pdf", b"MZ\x90\0\x03 dit is een programma").await.expect(400);
        refused.says("<title>Fout: ").says("Dit soort bestand kan niet");
        assert_eq!(
            send("jaarrekening.pdf", b"%PDF-1.7 verzonnen").await.sent_to(),
            format!("{file}/stukken")
        );
        let list =
            browser.get(&format!("{file}/stukken")).await.expect(200).says("jaarrekening.pdf");
        let place = list
            .text
            .split("href=\"")
            .find(|part| part.starts_with(&format!("{file}/stukken/")))
            .unwrap();
        let place = place.split('"').next().unwrap();
        let read = browser.get(place).await.expect(200);
        assert_eq!(read.text, "%PDF-1.7 verzonnen");
        let disposition = read.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert_eq!(disposition, "attachment; filename=\"jaarrekening.pdf\"");
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        colleague.get(place).await.expect(404);
        let party = Browser::of(app, &app.assen.behandelaar).await;
        party.get(place).await.expect(404);
    });
}

#[test]
fn access_in_an_emergency_needs_a_reason_is_told_and_ends() {
    on_every_app(async |app| {
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &officer).await;
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        colleague.get(&file).await.expect(404);
        let ask = async |reference: &str, reason: &str| {
            colleague.post("/noodtoegang", &[("kenmerk", reference), ("reden", reason)]).await
        };
        ask("Z-2026-001", "spoed").await.expect(400).says("hele zin");
        let reason = "De behandelaar is ziek en de termijn eindigt vandaag.";
        ask("Z-BESTAAT-NIET", reason).await.expect(400).says("er is geen dossier met dit kenmerk");
        assert_eq!(ask("Z-2026-001", reason).await.sent_to(), file);
        colleague.get(&file).await.expect(200).says("noodtoegang voor 24 uur");
        officer
            .get(&format!("{file}/toegang"))
            .await
            .expect(200)
            .says("Noodtoegang tot")
            .says(reason);
        officer.get(&file).await.expect(200).says("Kijk na of de noodtoegang");
        app.at(harness::morning("2026-11-03").after(chrono::TimeDelta::minutes(1)));
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        colleague.get(&file).await.expect(404);
        assert!(!colleague.get("/werkvoorraad").await.text.contains("Zevenkikker"));
        let again =
            colleague.post("/noodtoegang", &[("kenmerk", "Z-2026-001"), ("reden", reason)]).await;
        assert_eq!(again.sent_to(), file);
    });
}

#[test]
fn who_has_an_interest_loses_the_file_and_gets_it_back_by_no_door() {
    on_every_app(async |app| {
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &officer).await;
        let friend = &app.emmen.coordinator;
        let account = friend.account.to_string();
        let add = [("account", account.as_str()), ("reden", "Onderzoekt mee.")];
        officer
            .post(&format!("{file}/toegang"), &[("account", ""), ("reden", "")])
            .await
            .expect(400);
        officer.post(&format!("{file}/toegang"), &add).await.sent_to();
        let colleague = Browser::of(app, friend).await;
        colleague.get(&file).await.expect(200);
        let declare =
            [("belanghebbende", account.as_str()), ("reden-belang", "Is een zus van de eigenaar.")];
        assert_eq!(
            colleague.post(&format!("{file}/toegang/belang"), &declare).await.sent_to(),
            "/werkvoorraad"
        );
        colleague.get(&file).await.expect(404);
        officer.post(&format!("{file}/toegang"), &add).await.expect(400).says("heeft een belang");
        let reason = "De behandelaar is ziek en de termijn eindigt vandaag.";
        let ask = [("kenmerk", "Z-2026-001"), ("reden", reason)];
        colleague.post("/noodtoegang", &ask).await.expect(400).says("mag het niet kennen");
        // The last one cannot go: a file that nobody can see is lost.
        let own = app.emmen.behandelaar.account.to_string();
        let declare = [("belanghebbende", own.as_str()), ("reden-belang", "Is een buur.")];
        officer
            .post(&format!("{file}/toegang/belang"), &declare)
            .await
            .expect(400)
            .says("blijft niemand");
        officer.get(&file).await.expect(200);
    });
}
