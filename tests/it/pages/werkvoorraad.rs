//! The work list: who sees what, in which order, and what leaves the house in a file.

use super::samples::{NAME, application, file, forms_out};
use app::command::OfficeRole;
use harness::{Browser, Official, TestApp, on_every_app};
use kernel::Moment;
use serde_json::json;
use store::NewMember;

/// Names without an accent, so that a page writes them as they are.
fn name(number: usize) -> String {
    format!("{NAME} {number:03}")
}

/// Returns the place of each text in the list of a page; all must be there.
fn places(page: &str, words: &[&str]) -> Vec<usize> {
    let text = page.split("<table").nth(1).expect("a list");
    words.iter().map(|word| text.find(word).expect("each in the list")).collect()
}

#[test]
fn the_list_is_in_groups_by_what_ends_first() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let late = app.open(by, &application("alcohol-horeca", "Aalscholver", "2026-10-20")).await;
        file(app, by, "Bergeend").await;
        app.open(by, &application("vastgoed-verkoop", "Casarca", "2026-11-01")).await;
        app.today("2026-12-14");
        let browser = Browser::of(app, by).await;
        let page = browser.get("/werkvoorraad").await.expect(200);
        let order = [
            "Te laat of binnen drie dagen",
            "Aalscholver",
            "Volgende twee weken",
            "Bergeend",
            "Geen termijn",
            "Casarca",
        ];
        let page = page.says("Alcoholvergunning voor een horecabedrijf");
        assert!(places(&page.text, &order).is_sorted(), "{}", page.text);
        app.today("2027-02-01");
        let browser = Browser::of(app, by).await;
        let page = browser.get("/werkvoorraad").await.expect(200).says("dagen te laat");
        assert!(!page.text.contains("Volgende twee weken<span"));
        let withdrawn = json!({ "op": "2026-12-14", "motivering": "Stopt ermee.", "vermoedenVanwegeToets": false });
        let answer = app.step(by, &late, "intrekking", &withdrawn).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let page = browser.get("/werkvoorraad?termijn=afgerond").await.expect(200);
        page.says("Afgerond<span class=\"dw-count\">1").says("Aalscholver").says("Niets te doen");
    });
}

#[test]
fn waiting_for_somebody_is_no_work_until_their_term_is_over() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let new = file(app, by, NAME).await;
        forms_out(app, by, &new, "2026-11-16").await;
        let browser = Browser::of(app, by).await;
        let page = browser.get("/werkvoorraad").await.expect(200);
        page.says("Niets te doen").says("Terug verwacht uiterlijk ma 16 nov");
        browser.get("/werkvoorraad?aan-zet=mijn-rol").await.expect(200).keeps(NAME);
        app.today("2026-11-17");
        let browser = Browser::of(app, by).await;
        let page = browser.get("/werkvoorraad?aan-zet=mijn-rol").await.expect(200);
        page.says("Om aanvulling vragen").says("Nog niet compleet").says("1 dossier wacht op u");
    });
}

#[test]
fn a_page_holds_fifty_and_the_next_begins_where_it_ended() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for number in 0..53 {
            file(app, by, &name(number)).await;
        }
        let browser = Browser::of(app, by).await;
        for list in ["/werkvoorraad", "/werkvoorraad?volgorde=nieuwste"] {
            let first = browser.get(list).await.expect(200).says("53 dossiers");
            let next = first.next().expect("a next page");
            let second = browser.get(&next).await.expect(200).says("Naar het begin");
            assert_eq!(second.next(), None);
            let shown = |number: usize| {
                let both = [&first, &second];
                both.iter().filter(|page| page.text.contains(&name(number))).count()
            };
            assert!((0..53).all(|number| shown(number) == 1), "{list}");
        }
        browser.get("/werkvoorraad?na=onzin").await.expect(400);
        let found = browser.post("/werkvoorraad/zoeken", &[("zoekterm", NAME)]).await.expect(200);
        let next = found.says("50 dossiers op deze pagina").value("na");
        let rest = [("zoekterm", NAME), ("na", next.as_str())];
        browser
            .post("/werkvoorraad/zoeken", &rest)
            .await
            .expect(200)
            .says("3 dossiers op deze pagina");
    });
}

#[test]
fn filters_choose_and_an_empty_choice_says_so() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        file(app, by, "Aalscholver").await;
        let other = app.open(by, &application("vastgoed-verkoop", "Bergeend", "2026-11-01")).await;
        super::samples::scoped(app, by, &other).await;
        let browser = Browser::of(app, by).await;
        for (query, shown, hidden) in [
            ("soort=alcohol-horeca", "Aalscholver", "Bergeend"),
            ("stand=toepassingsbereik", "Bergeend", "Aalscholver"),
            ("termijn=geen-termijn", "Bergeend", "Aalscholver"),
            ("termijn=later&stand=intake&aan-zet=mijn-rol", "Aalscholver", "Bergeend"),
        ] {
            let page = browser.get(&format!("/werkvoorraad?{query}")).await.expect(200);
            page.says(shown).keeps(hidden);
        }
        let none = browser.get("/werkvoorraad?stand=beroep").await.expect(200);
        none.says("Geen dossier past bij deze keuze");
        let reader = Browser::of(app, &app.emmen.tweede_lezer).await;
        reader.get("/werkvoorraad").await.expect(200).says("Nog geen dossiers");
    });
}

/// Looks everywhere for a file that somebody may not know of.
async fn finds_nothing(app: &TestApp, who: &Official, id: &str) {
    let browser = Browser::of(app, who).await;
    let mut pages = Vec::new();
    for path in [
        "/werkvoorraad",
        "/werkvoorraad?volgorde=nieuwste",
        "/werkvoorraad?stand=intake&soort=alcohol-horeca&aan-zet=mijn-rol",
        "/werkvoorraad?termijn=later",
        "/werkvoorraad.csv",
    ] {
        pages.push(browser.get(path).await.expect(200));
    }
    for words in [NAME, "alcohol"] {
        let search = [("zoekterm", words)];
        pages.push(browser.post("/werkvoorraad/zoeken", &search).await.expect(200));
    }
    for page in pages {
        // The field of the search shows what was searched for; the rows show names in a link.
        let page = page.keeps(id).keeps(&format!("{NAME}</a>")).keeps(&format!("{NAME}\";"));
        page.keeps("<span class=\"dw-count\">1");
    }
}

#[test]
fn a_file_is_not_there_for_who_is_not_on_it() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let secret = file(app, by, NAME).await;
        let former = app.hire("gemeente-emmen", OfficeRole::Behandelaar, &[]).await;
        app.admit(by, &secret, &former).await;
        let browser = Browser::of(app, &former).await;
        browser.get("/werkvoorraad").await.expect(200).says(NAME).says(&secret.id);
        let reason = serde_json::from_value(json!({ "reden": "Werkt elders." })).unwrap();
        let caller = app.caller(by).await;
        let id = secret.id.parse().unwrap();
        app.app.remove_member(&caller, id, former.account, &reason).await.unwrap();
        for who in
            [&former, &app.emmen.tweede_lezer, &app.emmen.coordinator, &app.assen.behandelaar]
        {
            finds_nothing(app, who, &secret.id).await;
        }
    });
}

#[test]
fn access_in_an_emergency_ends_on_every_list() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let secret = file(app, by, NAME).await;
        let helper = &app.emmen.coordinator;
        let now = app.app.now();
        let until = |hours: i64| Some(now.after(chrono::TimeDelta::hours(hours)));
        let member = |until: Option<Moment>| NewMember {
            account: helper.account,
            added_by: by.account,
            reason: "spoed".to_owned(),
            at: now,
            until,
        };
        let store = app.app.store();
        let mut tx = store.begin(&store.scope_for_worker(&helper.party)).await.unwrap();
        tx.add_member(secret.id.parse().unwrap(), &member(until(1))).await.unwrap();
        tx.commit().await.unwrap();
        let browser = Browser::of(app, helper).await;
        browser.get("/werkvoorraad").await.expect(200).says(NAME);
        app.at(now.after(chrono::TimeDelta::hours(2)));
        finds_nothing(app, helper, &secret.id).await;
    });
}

#[test]
fn an_export_holds_the_choice_and_carries_out_no_name() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let formula = "=HYPERLINK(\"http://elders.example\";\"x\")";
        file(app, by, formula).await;
        app.open(by, &application("vastgoed-verkoop", "Casarca", "2026-11-01")).await;
        let browser = Browser::of(app, by).await;
        let all = browser.get("/werkvoorraad.csv").await.expect(200);
        let header = |name: &str| all.headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(
            header("content-disposition"),
            "attachment; filename=\"werkvoorraad-2026-11-02.csv\""
        );
        assert!(all.text.starts_with("\u{feff}\"Kenmerk\";\"Naam\";"));
        assert_eq!(all.text.lines().count(), 3);
        let cell = format!("\"'{}\"", formula.replace('"', "\"\""));
        let all = all.says(&cell).says("\"02-11-2026\"").says("\"Toepassingsbereik vastleggen\"");
        assert!(!all.text.contains("\"=") && all.text.contains("Casarca"));
        let part = browser.get("/werkvoorraad.csv?soort=alcohol-horeca").await.expect(200);
        part.keeps("Casarca");
    });
}

#[test]
fn a_saved_view_is_its_owners_alone() {
    on_every_app(async |app| {
        file(app, &app.emmen.behandelaar, NAME).await;
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let other = Browser::of(app, &app.emmen.coordinator).await;
        let filled = [("naam", "Spoed <1>"), ("soort", "alcohol-horeca"), ("stand", "intake")];
        let saved = browser.post("/werkvoorraad/weergaven", &filled).await;
        let address = saved.sent_to().to_owned();
        assert!(address.starts_with("/werkvoorraad?weergave="), "{address}");
        let page = browser.get(&address).await.expect(200).says("Spoed &lt;1&gt;").says(NAME);
        let page = page.says("aria-current=\"page\">Spoed").says("De wijziging is bewaard");
        assert!(
            page.says("Weergave verwijderen").addresses().iter().all(|one| !one.contains("Spoed"))
        );
        let export = address.replace("/werkvoorraad", "/werkvoorraad.csv");
        assert_eq!(browser.get(&export).await.expect(200).text.lines().count(), 2);

        other.get("/werkvoorraad").await.expect(200).keeps("Spoed");
        other.get(&address).await.expect(404);
        let id = address.rsplit('=').next().unwrap();
        let remove = format!("/werkvoorraad/weergaven/{id}/verwijderen");
        other.post(&remove, &[]).await.sent_to();
        browser.get(&address).await.expect(200);

        let again = browser.post("/werkvoorraad/weergaven", &filled).await.expect(400);
        let again = again.says("Fout: Werkvoorraad").says("al een weergave met deze naam");
        assert_eq!(again.value("naam"), "Spoed &lt;1&gt;");
        again.says("name=\"soort\" value=\"alcohol-horeca\"");
        for (name, mistake) in [(" ", "Geef de weergave een naam"), (&*"x".repeat(41), "41 tekens")]
        {
            let page = browser.post("/werkvoorraad/weergaven", &[("naam", name)]).await.expect(400);
            page.says(mistake);
        }
        assert_eq!(browser.post(&remove, &[]).await.sent_to(), "/werkvoorraad");
        browser.get(&address).await.expect(404);
    });
}

#[test]
fn nobody_saves_more_views_than_they_can_oversee() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        for number in 0..20 {
            let name = format!("weergave {number}");
            browser.post("/werkvoorraad/weergaven", &[("naam", &name)]).await.sent_to();
        }
        let page =
            browser.post("/werkvoorraad/weergaven", &[("naam", "te veel")]).await.expect(400);
        page.says("al twintig weergaven");
    });
}

#[test]
fn no_name_and_no_word_stands_in_an_address() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for number in 0..51 {
            file(app, by, &name(number)).await;
        }
        let browser = Browser::of(app, by).await;
        let list = browser.get("/werkvoorraad").await.expect(200);
        let next = browser.get(&list.next().unwrap()).await.expect(200);
        let found = browser.post("/werkvoorraad/zoeken", &[("zoekterm", NAME)]).await.expect(200);
        let none =
            browser.post("/werkvoorraad/zoeken", &[("zoekterm", "Grutto")]).await.expect(200);
        let none = none.says("Niets gevonden");
        for page in [list, next, found, none] {
            for address in page.addresses() {
                let plain = address.to_lowercase();
                assert!(!plain.contains("kanarie") && !plain.contains("grutto"), "{address}");
            }
        }
        // Words in an address are not looked at.
        let page = browser.get(&format!("/werkvoorraad/zoeken?zoekterm={NAME}")).await.expect(200);
        page.keeps(NAME);
    });
}

#[test]
fn words_are_asked_for_and_kept_in_their_field() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser.post("/werkvoorraad/zoeken", &[("zoekterm", "  ")]).await.expect(400);
        page.says("Fout: Zoeken").says("href=\"#zoekterm\"");
        let long = "x".repeat(201);
        let page = browser.post("/werkvoorraad/zoeken", &[("zoekterm", &long)]).await.expect(400);
        assert_eq!(page.value("zoekterm"), long);
        browser.post_raw("/werkvoorraad/zoeken", &[("zoekterm", NAME)]).await.expect(403);
    });
}

#[test]
fn a_long_name_comes_through_whole() {
    on_every_app(async |app| {
        let long = "W".repeat(300);
        file(app, &app.emmen.behandelaar, &long).await;
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        browser.get("/werkvoorraad").await.expect(200).says(&long);
        browser.get("/werkvoorraad.csv").await.expect(200).says(&long);
    });
}

#[test]
fn every_reading_of_a_list_is_logged() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        file(app, by, NAME).await;
        let browser = Browser::of(app, by).await;
        let logged = async || app.app.store().count_processing().await.unwrap();
        let before = logged().await;
        browser.get("/werkvoorraad").await.expect(200);
        browser.post("/werkvoorraad/zoeken", &[("zoekterm", NAME)]).await.expect(200);
        browser.get("/werkvoorraad.csv").await.expect(200);
        assert_eq!(logged().await, before + 3);
        // Who sees nobody leaves no line about anybody.
        let reader = Browser::of(app, &app.emmen.tweede_lezer).await;
        reader.get("/werkvoorraad").await.expect(200);
        assert_eq!(logged().await, before + 3);
    });
}

#[test]
fn who_reads_no_files_has_no_work_list() {
    on_every_app(async |app| {
        for role in [OfficeRole::Beheerder, OfficeRole::Controller, OfficeRole::Archivaris] {
            let who = app.hire("gemeente-emmen", role, &[]).await;
            let browser = Browser::of(app, &who).await;
            for path in ["/werkvoorraad", "/werkvoorraad.csv", "/werkvoorraad/zoeken"] {
                browser.get(path).await.expect(403);
            }
            browser.post("/werkvoorraad/weergaven", &[("naam", "x")]).await.expect(403);
        }
    });
}

#[test]
fn the_script_hears_how_long_a_session_still_lasts() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let answer =
            browser.post("/sessie/verlengen", &[("antwoord", "seconden")]).await.expect(200);
        assert_eq!(answer.text, "{\"seconden\":1800}");
        browser
            .get("/werkvoorraad")
            .await
            .expect(200)
            .says("data-einde=\"1800\"")
            .says("sessie-dialoog");
    });
}
