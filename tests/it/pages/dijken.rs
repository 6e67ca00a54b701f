//! The dikes of the region, on the page and in the file.

use harness::{Browser, on_every_app};

#[test]
fn the_own_party_stands_beside_its_neighbours() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser.get("/dijken").await.expect(200).says("8 partijen gekozen");
        let page = page
            .says("Provincie Drenthe")
            .says("Waterschap Hunze en Aa")
            .says("volgen het modelbeleid");
        let own = page.text.find("class=\"dw-own\">Emmen").expect("the own party is marked");
        assert!(
            own < page.text.find(">Aa en Hunze").expect("a neighbour"),
            "the own party is first"
        );
        page.says("onder voorwaarden verplicht").says("n.v.t.").says("Exporteren als CSV");
    });
}

#[test]
fn parties_that_follow_the_model_are_equal_and_it_says_so() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let two = "/dijken?met=gemeente-emmen&met=gemeente-assen";
        let page = browser.get(two).await.expect(200);
        let page = page.says("Alle partijen volgen het modelbeleid; nergens is een dijk lager.");
        assert!(!page.text.contains("Waarom een plek laag is"));
        assert!(page.text.contains("/beleid/alcohol-horeca?partij=gemeente-assen"));
        let only = browser.get(&format!("{two}&toon=verschillen")).await.expect(200);
        only.says("Hier zijn geen verschillen");
        let province = "/dijken?met=gemeente-emmen&met=provincie-drenthe&toon=verschillen";
        let page = browser.get(province).await.expect(200).says("Waarom een plek laag is");
        page.says("laagste van de rij")
            .says("4 stappen")
            .says("De provincie en de waterschappen kiezen");
    });
}

#[test]
fn a_wrong_choice_comes_back_with_the_mistake() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let page = browser.get("/dijken?peildatum=32-1-2026").await.expect(400);
        page.says("U vulde «32-1-2026» in").says("Fout: Dijken in de regio");
        let many: Vec<String> = app
            .app
            .parties("2026-11-02".parse().expect("a day"))
            .iter()
            .take(11)
            .map(|party| format!("met={}", party.id))
            .collect();
        let page = browser.get(&format!("/dijken?{}", many.join("&"))).await.expect(400);
        page.says("kies er ten hoogste 10").says("<details class=\"dw-disclose\" open>");
        browser.get("/dijken?met=%2E%2E").await.expect(404);
        browser.get("/dijken.csv?peildatum=x").await.sent_to();
    });
}

#[test]
fn the_file_opens_in_a_dutch_spreadsheet() {
    on_every_app(async |app| {
        let browser = Browser::of(app, &app.emmen.behandelaar).await;
        let file = browser.get("/dijken.csv?met=gemeente-emmen&met=provincie-drenthe").await;
        let file = file.expect(200);
        let header = |name: &str| file.headers.get(name).expect("a header").to_str().expect("text");
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(header("content-disposition"), "attachment; filename=\"dijken-2026-11-02.csv\"");
        assert!(file.text.starts_with("\u{feff}Soort aanvraag;Beslist;gemeente Emmen"));
        assert!(file.text.contains("verplicht;n.v.t."), "{}", file.text);
    });
}
