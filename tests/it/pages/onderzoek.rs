//! The own investigation on pages: the plan of sources, requests and their answers.

use crate::api::samples::investigated;
use harness::{Browser, Page, on_every_app};

/// Returns the way to record what came of a request.
fn to_answer(plan: &Page) -> String {
    let all = plan.addresses();
    all.into_iter().find(|address| address.ends_with("/antwoord")).expect("a way to answer")
}

#[test]
fn a_source_is_asked_within_its_circle_and_its_answer_is_kept() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-610").await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let plan = officer.get(&tab).await.expect(200).says("Het eigen onderzoek loopt");
        let plan = plan.says("art. 28 lid 3 onder f Handelsregisterwet 2007");
        // Outside the circle there is no way to ask, and why not is told with the article.
        let person = file.person(0);
        plan.says("art. 3.8 Wet basisregistratie personen noemt")
            .keeps(&format!("bevragen/{person}/brp"));
        let ask = format!("{tab}/bevragen/{person}/handelsregister");
        let brp = format!("{tab}/bevragen/{person}/brp");
        let why = ("waarom", "Wie heeft de aandelen?");
        let closed = officer.fill(&brp, &brp, &[("gevraagdOp", "6-11-2026"), why]).await;
        closed
            .expect(400)
            .says("mag niet over deze persoon worden bevraagd")
            .says("Wie heeft de aandelen?");
        for (fields, wrong) in [
            (vec![("gevraagdOp", "6-11-2026")], "Schrijf op waarom deze gegevens nodig zijn."),
            (vec![("gevraagdOp", ""), why], "Vul een dag in"),
            (vec![("gevraagdOp", "7-11-2026"), why], "Deze dag ligt in de toekomst"),
            (
                vec![("gevraagdOp", "6-11-2026"), ("uiterlijk", "5-11-2026"), why],
                "De laatste dag ligt voor de dag waarop het is gevraagd",
            ),
        ] {
            officer.fill(&ask, &ask, &fields).await.expect(400).says(wrong);
        }
        let sent = officer.fill(&ask, &ask, &[("gevraagdOp", "6-11-2026"), why]).await;
        assert_eq!(sent.sent_to(), tab);
        let plan = officer.get(&tab).await.expect(200).says("Gevraagd op vr 6 november");
        let answer = to_answer(&plan);
        let early = [("uitkomst", "niets-bekend"), ("op", "5-11-2026")];
        officer.fill(&answer, &answer, &early).await.expect(400).says("toen is het gevraagd");
        let nowhere = [("uitkomst", "gegevens"), ("op", "6-11-2026")];
        let nowhere = officer.fill(&answer, &answer, &nowhere).await;
        nowhere.expect(400).says("Vul in waar de gegevens staan.");
        let found = [("uitkomst", "gegevens"), ("op", "6-11-2026"), ("vindplaats", "KvK 42")];
        assert_eq!(officer.fill(&answer, &answer, &found).await.sent_to(), tab);
        officer.get(&tab).await.expect(200).says("Gegevens ontvangen op vr 6 november: KvK 42");
        // It is answered once.
        officer.get(&answer).await.expect(404);
    });
}

#[test]
fn what_a_source_with_criminal_data_said_is_for_who_may_read_it() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-611").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let ask = format!("{tab}/bevragen/{}/justitiele-gegevens", file.person(0));
        let fields = [("gevraagdOp", "6-11-2026"), ("waarom", "Eerdere feiten.")];
        officer.fill(&ask, &ask, &fields).await.expect(303);
        let plan = officer.get(&tab).await.expect(200);
        let answer = to_answer(&plan);
        let found = [("uitkomst", "gegevens"), ("op", "6-11-2026"), ("vindplaats", "Justid 7")];
        officer.fill(&answer, &answer, &found).await.expect(403);
        coordinator.fill(&answer, &answer, &found).await.expect(303);
        coordinator.get(&tab).await.expect(200).says("Justid 7");
        officer.get(&tab).await.expect(200).keeps("Justid 7").says("Gevraagd op vr 6 november");
    });
}

/// A conviction for laundering money of six months ago.
const CONVICTION: [(&str, &str); 8] = [
    ("soort", "witwassen"),
    ("afloop", "veroordeling"),
    ("feitOp", "14-5-2026"),
    ("bron.soort", "justitie"),
    ("bron.kenmerk", "Justid 7"),
    ("verkregenOp", "6-11-2026"),
    ("voordeel", "145.000,00"),
    ("samenhang", "onbekend"),
];

#[test]
fn findings_lead_to_a_score_that_explains_every_point_and_can_be_computed_again() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-612").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let lender = format!("{tab}/bevinding/{}", file.person(1));
        // What is wrong is named at its field, with what was filled in.
        let early = [("verkregenOp", "1-5-2026")];
        let wrong: Vec<(&str, &str)> = early
            .iter()
            .chain(CONVICTION.iter().filter(|(name, _)| *name != "verkregenOp"))
            .copied()
            .collect();
        let wrong = coordinator.fill(&lender, &lender, &wrong).await.expect(400);
        wrong.says("Verkregen op 1 mei 2026, maar het feit is van 14 mei 2026").says("Justid 7");
        assert_eq!(coordinator.fill(&lender, &lender, &CONVICTION).await.sent_to(), tab);
        let found = coordinator.get(&tab).await.expect(200);
        found.says("Witwassen").says("wijst erop");
        let drawing = coordinator.get(&format!("{tab}/relaties.svg")).await.expect(200);
        drawing.says("class=\"dw-netwerk\"").says("1 bevinding");
        // Criminal data are not for who may not read them, nor can they record such a finding.
        officer.get(&tab).await.expect(200).keeps("Justid 7").says("Nog geen bevindingen");
        officer.fill(&lender, &lender, &CONVICTION).await.expect(403);

        let score = format!("/dossiers/{}/beoordeling", file.id);
        officer.get(&score).await.expect(200).keeps("Score per grond");
        let page = coordinator.get(&score).await.expect(200).says("De score ordent het werk");
        page.says("Justitiële gegevens, Justid 7")
            .says("blijkt niet te kloppen")
            .keeps("Geen gevaar");
        let keep = format!("{score}/score");
        let shown = coordinator.get(&score).await.expect(200).value("regels");
        // Without the rules that were shown nothing is kept.
        coordinator.fill(&score, &keep, &[]).await.expect(409);
        let rules = [("regels", shown.as_str())];
        assert_eq!(coordinator.fill(&score, &keep, &rules).await.sent_to(), score);
        coordinator.get(&score).await.expect(200).says("Opnieuw berekend: gelijk");

        // What is withdrawn counts no more; what was kept stays what it was.
        let found = coordinator.get(&tab).await.expect(200);
        let withdraw = found.addresses().into_iter().find(|one| one.ends_with("/intrekken"));
        let withdraw = withdraw.expect("a way to withdraw");
        coordinator.fill(&withdraw, &withdraw, &[]).await.expect(400).says("Schrijf op waarom.");
        let why = [("reden", "Persoonsverwisseling.")];
        assert_eq!(coordinator.fill(&withdraw, &withdraw, &why).await.sent_to(), tab);
        coordinator.get(&tab).await.expect(200).says("Ingetrokken: Persoonsverwisseling.");
        let page = coordinator.get(&score).await.expect(200).says("Geen punten.");
        page.keeps("Justid 7").says("Opnieuw berekend: gelijk");
    });
}

#[test]
fn a_relation_is_recorded_with_its_source_and_stands_in_the_drawing_and_the_table() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-613").await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let form = format!("{tab}/relatie");
        let (lender, director) = (file.person(1), file.person(2));
        let relation = [
            ("van", lender.as_str()),
            ("relatie", "zakelijk-samenwerkingsverband"),
            ("naar", director.as_str()),
            ("geldigVan", "1-1-2019"),
            ("bron", "kvk"),
            ("document", "uittreksel 5"),
            ("vastgesteldOp", "6-11-2026"),
            ("status", "gesteld"),
        ];
        let with = |name: &'static str, value: &'static str| {
            let mut fields = vec![(name, value)];
            fields.extend(relation.iter().filter(|(other, _)| *other != name).copied());
            fields
        };
        for (fields, wrong) in [
            (with("geldigTotEnMet", "31-12-2018"), "ligt voor de eerste dag"),
            (with("aandeel", "150"), "is meer dan 100"),
            (with("aandeel", "veel"), "Schrijf een percentage als 60 of 33,33."),
            (with("vastgesteldOp", "7-11-2026"), "ligt na vandaag"),
            (with("status", "weerlegd"), "hoort een motivering"),
            (with("document", ""), "Vul in welk document het is."),
        ] {
            officer.fill(&form, &form, &fields).await.expect(400).says(wrong).says("1-1-2019");
        }
        assert_eq!(officer.fill(&form, &form, &relation).await.sent_to(), tab);
        let shown = officer.get(&tab).await.expect(200).says("uittreksel 5").says("gesteld");
        shown.says("zakelijk samenwerkingsverband");
        let drawing = officer.get(&format!("{tab}/relaties.svg")).await.expect(200);
        drawing.says("dw-lijn--samenwerking");
    });
}

#[test]
fn the_questions_about_the_network_are_answered_in_words_and_as_files() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-614").await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let (page, form) = (format!("{tab}/netwerk"), format!("{tab}/relatie"));
        let (main, lender, director) = (file.person(0), file.person(1), file.person(2));
        let nobody = officer.get(&page).await.expect(200);
        nobody
            .says("Nog van niemand is bekend dat hij een deel heeft.")
            .says("Volgens de relaties heeft niemand meer dan de helft van de stemmen.")
            .says("Niemand heeft volgens de relaties zeggenschap")
            .says("Geen van de patronen komt in de relaties voor.")
            .says("Wat is er veranderd sinds ma 2 november?")
            .says("Niets: er kwam na die dag geen relatie bij.");
        let owner = [
            ("van", lender.as_str()),
            ("relatie", "zeggenschaphebbende"),
            ("naar", main.as_str()),
            ("aandeel", "60"),
            ("geldigVan", "1-1-2020"),
            ("bron", "kvk"),
            ("document", "uittreksel 5"),
            ("vastgesteldOp", "6-11-2026"),
            ("status", "gesteld"),
        ];
        officer.fill(&form, &form, &owner).await.expect(303);
        let shown = officer.get(&format!("{page}?persoon={lender}&sinds=5-11-2026")).await;
        let shown = shown.expect(200);
        let shown = shown
            .says("Kanarievogel Geldschieter")
            .says("60\u{a0}%")
            .says("Heeft meer dan de helft van de stemmen")
            .says("Kanarievogel Geldschieter is aandeelhouder (60\u{a0}%) van de betrokkene (sinds 1 januari 2020).")
            .says("Een stap is nog niet beoordeeld.")
            .says("Van 40\u{a0}% is niet bekend van wie het is")
            .says("Geeft leiding zonder zelf een aandeel te hebben")
            .says("Nieuw; sinds 1 januari 2020");
        // Who is wrong about a day, or about somebody who is not there, keeps what was filled in.
        let wrong = officer.get(&format!("{page}?persoon={director}&sinds=7-11-2026")).await;
        wrong.expect(400).says("Schrijf een dag tot en met vandaag").says("7-11-2026");
        let wrong = officer.get(&format!("{page}?persoon={}", file.id)).await;
        wrong.expect(400).says("Kies iemand uit de lijst.");
        let whole = officer.get(&format!("{page}.json")).await.expect(200);
        whole.says("\"beweringen\"").says("uittreksel 5");
        let shared = officer.get(&format!("{page}.bods.json")).await.expect(200);
        shared.says("\"bodsVersion\": \"0.4\"").says("shareholding");
        shown.says("Wat niet in het BODS-bestand past").says("de soort is samengevoegd");
    });
}
