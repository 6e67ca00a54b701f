//! Reading the policy and trying an application, in a browser without script.

use harness::{Browser, on_every_app};

#[test]
fn everybody_who_is_signed_in_reads_the_policy() {
    on_every_app(async |app| {
        let browser = Browser::new(app);
        assert!(browser.get("/beleid").await.sent_to().starts_with("/aanmelden"));
        for official in [&app.emmen.behandelaar, &app.emmen.toezichthouder] {
            let page = Browser::of(app, official).await.get("/beleid").await.expect(200);
            let page = page.says("Ons beleid").says("Dit is modelbeleid: gemeente Emmen");
            page.says("Altijd toetsen").says("Drentse aanpak ondermijning, ambitie 3.3");
        }
    });
}

#[test]
fn the_policy_is_that_of_a_day_and_of_a_party() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser.get("/beleid?peildatum=1-3-2023").await.expect(200);
        page.says("Voor deze peildatum is geen beleid van gemeente Emmen ingevoerd.");
        let page = browser.get("/beleid?peildatum=morgen").await.expect(400);
        let page = page.says("<title>Fout: Ons beleid").says("U vulde «morgen» in");
        assert!(!page.text.contains("Altijd toetsen"));
        let page = browser.get("/beleid?partij=gemeente-assen&deur=subsidie").await.expect(200);
        let page = page.says("Beleid van gemeente Assen").says("Verlening van een subsidie");
        assert!(!page.text.contains("Evenementenvergunning"), "another door");
        assert!(page.text.contains("/beleid/subsidie-verlening?partij=gemeente-assen"));
        browser.get("/beleid?partij=gemeente-nergens").await.expect(404);
        browser.get("/beleid?partij=%3Cscript%3E").await.expect(404);
    });
}

#[test]
fn one_kind_has_its_rules_its_law_and_its_term() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser.get("/beleid/omgevingsvergunning-bouw").await.expect(200);
        let page = page.says("id=\"drenthe-bouw-bedrag\"").says("750.000,00 exclusief btw");
        let page = page.says("wacht op een lijst").says("Overgenomen uit «Drents model");
        let page = page.says("https://wetten.overheid.nl/BWBR0037885/#Artikel5.31");
        page.says("8 weken, te verlengen met ten hoogste 6 weken").says("/beleid/probeer?soort=");
        let other = browser.get("/beleid/evenement?partij=provincie-drenthe").await.expect(200);
        assert!(!other.text.contains("/beleid/probeer"), "one tries the own policy");
        other.says("Een Bibob-toets is niet mogelijk");
        let gap = browser.get("/beleid/evenement?partij=gemeente-papendrecht").await.expect(200);
        gap.says("Dit deel van het beleid is nog niet ingevoerd.");
        browser.get("/beleid/vliegvergunning").await.expect(404);
    });
}

#[test]
fn an_application_is_tried_without_an_address_and_without_a_trace() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let first = browser.get("/beleid/probeer").await.expect(200).says("Vragen tonen");
        assert!(first.text.contains("02-11-2026"), "today stands there");
        let page = browser.post("/beleid/probeer", &[("soort", "omgevingsvergunning-bouw")]).await;
        let page = page.expect(200).says("Nog niet te bepalen").says("de bouwsom.");
        page.says("name=\"feit.bouwsom\"")
            .says("name=\"feit.bouwsom.btw\"")
            .says("Weet ik nog niet");
        let sum = [
            ("soort", "omgevingsvergunning-bouw"),
            ("ontvangenOp", "2-11-2026"),
            ("feit.gebeurtenis", "nieuw"),
            ("feit.bouwsom", "812.000,00"),
            ("feit.bouwsom.btw", "exclusief"),
            ("feit.bouwsom.bron", "bevoegd-gezag"),
        ];
        let page = browser.post("/beleid/probeer", &sum).await.expect(200);
        let page =
            page.says("Bibob-toets verplicht").says("omdat de bouwsom").says("Waarop dit rust");
        let page = page.says("Wanneer is de uitkomst anders?").says("ma 28 december");
        let page = page.says("De uitkomst niet, wel de beslistermijn.");
        page.says("/beleid/omgevingsvergunning-bouw#drenthe-bouw-bedrag").says("812.000,00");
    });
}

#[test]
fn what_was_filled_in_wrong_comes_back_with_the_mistake() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let wrong = [
            ("soort", "omgevingsvergunning-bouw"),
            ("ontvangenOp", "2-11-2026"),
            ("feit.bouwsom", "acht ton"),
        ];
        let page = browser.post("/beleid/probeer", &wrong).await.expect(400);
        let page = page.says("<title>Fout: Aanvraag proberen").says("U vulde «acht ton» in");
        page.says("value=\"acht ton\"").says("href=\"#feit-bouwsom\"");
        let day = [("soort", "alcohol-horeca"), ("ontvangenOp", "1-1-2001")];
        browser.post("/beleid/probeer", &day).await.expect(400).says("wordt niet gegokt");
        let kind = [("soort", "vliegvergunning")];
        browser.post("/beleid/probeer", &kind).await.expect(400).says("niet bekend");
        let choice = [("soort", "alcohol-horeca"), ("feit.gebeurtenis", "verzonnen")];
        browser.post("/beleid/probeer", &choice).await.expect(400).says("verzonnen");
    });
}
