//! The pages of a file.

use harness::{Browser, Dossier, TestApp, on_every_app};
use serde_json::json;

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
        let page = browser
            .post(&step, &[("versie", &version), ("op", "2-11-2026"), ("uiterlijk", "1-11-2026")])
            .await
            .expect(409);
        page.says("href=\"#uiterlijk\"")
            .says("id=\"uiterlijk-fout\"")
            .keeps("gegevens van de opdracht");
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
        let page = page.says("Iemand anders was u voor").says("Vragenlijst verstuurd");
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

/// Sends a document; `criminal` is what was chosen, or nothing.
async fn upload(
    browser: &Browser,
    file: &str,
    (name, content): (&str, &[u8]),
    criminal: &str,
) -> harness::Page {
    let mut body = Vec::new();
    for (field, value) in [("bewijs", browser.proof().as_str()), ("strafrechtelijk", criminal)] {
        let part = format!(
            "--grens\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(format!("--grens\r\ncontent-disposition: form-data; name=\"bestand\"; filename=\"{name}\"\r\ncontent-type: application/pdf\r\n\r\n").as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--grens--\r\n");
    let request = axum::http::Request::post(format!("{file}/stukken"))
        .header("content-type", "multipart/form-data; boundary=grens");
    browser.send(request, body).await
}

/// Returns the addresses of the documents on a page.
fn documents(page: &harness::Page, file: &str) -> Vec<String> {
    let below = format!("{file}/stukken/");
    page.addresses().into_iter().filter(|address| address.starts_with(&below)).collect()
}

#[test]
fn a_document_is_put_on_a_file_and_only_members_read_it() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = file(app, &browser).await;
        let program = ("brief.pdf", b"MZ\x90\0\x03 dit is een programma".as_slice());
        let refused = upload(&browser, &file, program, "nee").await.expect(400);
        refused.says("<title>Fout: ").says("Dit soort bestand kan niet");
        // All that is wrong is said at once.
        let refused = upload(&browser, &file, program, "").await.expect(400);
        refused.says("Dit soort bestand kan niet").says("Kies ja of nee");
        let account = ("jaarrekening.pdf", b"%PDF-1.7 verzonnen".as_slice());
        let sent = upload(&browser, &file, account, "nee").await;
        assert_eq!(sent.sent_to(), format!("{file}/stukken"));
        let video = vec![b'x'; 27_000_000];
        let large =
            upload(&browser, &file, ("film.pdf", video.as_slice()), "nee").await.expect(400);
        large.says("Dit bestand is te groot").says("href=\"#bestand\"").says("Een stuk toevoegen");
        let list =
            browser.get(&format!("{file}/stukken")).await.expect(200).says("jaarrekening.pdf");
        let [place] = documents(&list, &file).try_into().unwrap();
        let read = browser.get(&place).await.expect(200);
        assert_eq!(read.text, "%PDF-1.7 verzonnen");
        let disposition = read.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert_eq!(disposition, "attachment; filename=\"jaarrekening.pdf\"");
        let colleague = Browser::of(app, &app.emmen.coordinator).await;
        colleague.get(&place).await.expect(404);
        let party = Browser::of(app, &app.assen.behandelaar).await;
        party.get(&place).await.expect(404);
        browser.get(&format!("{file}/historie")).await.expect(200).says("Stuk toegevoegd");
        // Larger than a form may be, and well within what a document may.
        let scan = [b"%PDF-1.7 verzonnen".as_slice(), &vec![b' '; 5_000_000]].concat();
        let sent = upload(&browser, &file, ("scan.pdf", scan.as_slice()), "nee").await;
        assert_eq!(sent.sent_to(), format!("{file}/stukken"));
    });
}

#[test]
fn a_document_with_criminal_data_is_for_who_may_read_those() {
    on_every_app(async |app| {
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let made: Dossier =
            app.open(&app.emmen.behandelaar, &super::application("Z-2026-001")).await;
        let file = format!("/dossiers/{}", made.id);
        app.admit(&app.emmen.behandelaar, &made, &app.emmen.tweede_lezer).await;
        let verdict = ("strafblad-kanarie.pdf", b"%PDF-1.7 veroordeeld".as_slice());
        for nothing in ["", "misschien"] {
            let refused = upload(&officer, &file, verdict, nothing).await.expect(400);
            refused.says("href=\"#strafrechtelijk\"").says("Kies ja of nee");
        }
        upload(&officer, &file, verdict, "ja").await.sent_to();
        let reader = Browser::of(app, &app.emmen.tweede_lezer).await;
        let list = reader.get(&format!("{file}/stukken")).await.expect(200);
        let list = list.says("strafblad-kanarie.pdf").says("Bevat strafrechtelijke gegevens");
        let [place] = documents(&list, &file).try_into().unwrap();
        assert_eq!(reader.get(&place).await.expect(200).text, "%PDF-1.7 veroordeeld");
        // Who put it there has no right to it either: not the name, not the digest, not the content.
        let list = officer.get(&format!("{file}/stukken")).await.expect(200);
        let list = list.says("Een stuk met strafrechtelijke gegevens").keeps("kanarie");
        assert!(documents(&list, &file).is_empty() && !list.text.contains("sha256"));
        officer.get(&place).await.expect(403).keeps("veroordeeld");
        for page in ["/historie", "/stappen/bewijsstukken", ""] {
            officer.get(&format!("{file}{page}")).await.expect(200).keeps("kanarie");
        }
    });
}

#[test]
fn a_long_history_comes_in_pages_and_says_how_long_it_is() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut made: Dossier = app.open(by, &super::application("Z-2026-001")).await;
        for number in 0..101 {
            let stuk = json!({ "soort": "rapport", "id": format!("stuk-{number}"), "digest": "a".repeat(64) });
            let body = json!({ "op": "2026-11-02", "stuk": stuk });
            let answer = app.step(by, &made, "bewijsstukken", &body).await.expect(200);
            made = Dossier::of(&answer.json());
        }
        let total = made.version;
        let browser = Browser::of(app, by).await;
        let start = format!("/dossiers/{}/historie", made.id);
        let (mut address, mut seen, mut pages) = (start.clone(), 0, 0);
        loop {
            let page = browser.get(&address).await.expect(200);
            seen += page.text.matches("<li><time").count();
            pages += 1;
            assert_eq!(page.text.contains("Nieuwere stappen"), pages > 1);
            page.clone().says(&format!("van {total}."));
            let Some(next) = page.next() else {
                page.says("Dossier geopend");
                break;
            };
            address = next;
        }
        assert_eq!((seen as u64, pages), (total, 3));
        for odd in ["0", "-4", "x", "99999999999999999999"] {
            browser.get(&format!("{start}?voor={odd}")).await.expect(200).says("Oudere stappen");
        }
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
