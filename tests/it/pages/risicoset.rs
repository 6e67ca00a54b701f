//! The risk set of a party from draft to publication, what becomes of scores then, and another next step than a score suggests.

use super::RISK_DRAFT;
use super::people::{between, trail, trails_hold};
use crate::api::samples::investigated;
use app::Permission;
use app::command::OfficeRole;
use harness::{ASSEN, Browser, Dossier, EMMEN, Page, TestApp, on_every_app};

const TAB: &str = "/beheer/risico";
const NEW: &str = "/beheer/risico/nieuw";

/// A cash loan to the person concerned.
const LOAN: [(&str, &str); 6] = [
    ("soort", "contante-lening"),
    ("afloop", "vermoeden-stevig"),
    ("bron.soort", "vragenlijst"),
    ("bron.kenmerk", "deel 6, bijlage 4"),
    ("verkregenOp", "6-11-2026"),
    ("samenhang", "onbekend"),
];

/// Opens a file with a cash loan on it, and lets the coordinator in.
async fn with_loan(app: &TestApp, reference: &str) -> (Dossier, Browser) {
    let file = investigated(app, &app.emmen.behandelaar, reference).await;
    app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
    let coordinator = Browser::of(app, &app.emmen.coordinator).await;
    let loan = format!("/dossiers/{}/onderzoek/bevinding/{}", file.id, file.person(0));
    coordinator.fill(&loan, &loan, &LOAN).await.expect(303);
    (file, coordinator)
}

async fn administrator(app: &TestApp, party: &str) -> Browser {
    let official = app.hire(party, OfficeRole::Beheerder, &[]).await;
    Browser::of(app, &official).await
}

/// Hands in a draft, and returns the address of its page.
async fn drafted(maker: &Browser, text: &str) -> String {
    maker.fill(NEW, NEW, &[("regels", text)]).await.sent_to().to_owned()
}

async fn publish(by: &Browser, draft: &str, day: &str) -> Page {
    let fields = [("vanaf", day), ("reden", "Het college besloot (verzonnen).")];
    by.fill(FORM, &format!("{draft}/publiceren"), &fields).await
}

/// A page with a form for whoever administers: the page of a draft has none for who made it.
const FORM: &str = NEW;

async fn tried(by: &Browser, draft: &str) {
    assert_eq!(by.fill(FORM, &format!("{draft}/proef"), &[]).await.sent_to(), draft);
}

#[test]
fn a_draft_is_checked_tried_on_the_files_and_published_by_a_second_person() {
    on_every_app(async |app| {
        let (file, _) = with_loan(app, "Z-2026-640").await;
        let (maker, other) = (administrator(app, EMMEN).await, administrator(app, EMMEN).await);
        maker.get(TAB).await.expect(200).says("landelijk-risico").says("Nog geen concept");
        // What is wrong is told with its line, and what was filled in stays.
        let too_many = RISK_DRAFT.replace("punten = 20", "punten = 21");
        let wrong = maker.fill(NEW, NEW, &[("regels", &too_many)]).await.expect(400);
        wrong.says("Regel 10: de landelijke set laat voor").says("10 tot en met 20 punten toe");
        let own_condition = RISK_DRAFT.replace("punten = 20", "als = { aanvraag = {} }");
        maker
            .fill(NEW, NEW, &[("regels", &own_condition)])
            .await
            .expect(400)
            .says("bekende sleutel");
        maker.fill(NEW, NEW, &[("regels", " ")]).await.expect(400);

        let draft = drafted(&maker, RISK_DRAFT).await;
        maker.get(&draft).await.expect(200).says("U maakte dit concept").says("nog geen proef");
        publish(&other, &draft, "6-11-2026").await.expect(400).says("Draai eerst een proef");
        tried(&maker, &draft).await;
        let page =
            other.get(&draft).await.expect(200).says("1 dossier").says("De proef telt alleen");
        // Figures only: no file, no person.
        page.keeps(&file.id).keeps("Z-2026-640").keeps("Zevenkikker");
        publish(&maker, &draft, "6-11-2026").await.expect(400).says("U maakte dit concept zelf");
        publish(&other, &draft, "5-11-2026")
            .await
            .expect(400)
            .says("Kies vandaag of een latere dag");
        publish(&other, &draft, "").await.expect(400).says("Vul een dag in als dd-mm-jjjj");
        assert_eq!(publish(&other, &draft, "6-11-2026").await.sent_to(), draft);
        other.get(TAB).await.expect(200).says("gemeente-emmen-risico 2026-proef");
        publish(&other, &draft, "7-11-2026").await.expect(400).says("geen concept meer");
        // Another party goes on with the national set.
        administrator(app, ASSEN).await.get(TAB).await.expect(200).says("landelijk-risico");
        administrator(app, ASSEN).await.get(&draft).await.expect(404);

        // One set begins on one day; a set that was withdrawn never does.
        let second = drafted(&maker, &RISK_DRAFT.replace("2026-proef", "2026-proef-2")).await;
        tried(&maker, &second).await;
        publish(&other, &second, "6-11-2026").await.expect(400).says("al een andere risicoset in");
        maker.fill(NEW, &format!("{second}/intrekken"), &[]).await.expect(303);
        publish(&other, &second, "7-11-2026").await.expect(400).says("geen concept meer");
        maker.get(TAB).await.expect(200).says("Ingetrokken door");

        let lines = trail(app, EMMEN).await;
        for action in [
            "risicoset-concept",
            "risicoset-proefdraaien",
            "risicoset-publiceren",
            "risicoset-intrekken",
        ] {
            assert!(lines.iter().any(|line| line == action), "{action}: {lines:?}");
        }
        trails_hold(app).await;
    });
}

#[test]
fn a_draft_that_was_tried_against_other_rules_is_tried_again_first() {
    on_every_app(async |app| {
        app.today("2026-11-06");
        let (maker, other) = (administrator(app, EMMEN).await, administrator(app, EMMEN).await);
        let (first, second) = (
            drafted(&maker, RISK_DRAFT).await,
            drafted(&maker, &RISK_DRAFT.replace("punten = 20", "punten = 10")).await,
        );
        tried(&maker, &first).await;
        tried(&maker, &second).await;
        publish(&other, &first, "6-11-2026").await.expect(303);
        publish(&other, &second, "7-11-2026").await.expect(400).says("Draai eerst een proef");
        tried(&maker, &second).await;
        publish(&other, &second, "7-11-2026").await.expect(303);
        // It holds from its own day, and not before.
        let officer = app.caller(&app.emmen.behandelaar).await;
        let points = async || {
            let set = app.app.risk_set(&officer).await.expect("a set");
            let loan = set.indicators().iter().find(|one| one.id() == "contante-lening");
            loan.expect("an indicator").points()
        };
        assert_eq!(points().await, 20);
        app.today("2026-11-07");
        assert_eq!(points().await, 10);
    });
}

#[test]
fn a_set_with_a_last_day_holds_until_then() {
    on_every_app(async |app| {
        app.today("2026-11-06");
        let (maker, other) = (administrator(app, EMMEN).await, administrator(app, EMMEN).await);
        let from = "geldigVan = \"2026-11-06\"\ngeldigTotEnMet = \"2026-11-08\"";
        let text = RISK_DRAFT.replace("geldigVan = \"2026-01-01\"", from);
        let draft = drafted(&maker, &text).await;
        tried(&maker, &draft).await;
        publish(&other, &draft, "9-11-2026").await.expect(400).says("tot en met 8 november 2026");
        publish(&other, &draft, "8-11-2026").await.expect(303);
        let officer = app.caller(&app.emmen.behandelaar).await;
        for (day, id) in [
            ("2026-11-07", "landelijk-risico"),
            ("2026-11-08", "gemeente-emmen-risico"),
            ("2026-11-09", "landelijk-risico"),
        ] {
            app.today(day);
            let set = app.app.risk_set(&officer).await.expect("a set");
            assert_eq!(set.reference().id, id, "{day}");
        }
    });
}

#[test]
fn a_kept_score_replays_by_its_own_rules_after_others_were_published() {
    on_every_app(async |app| {
        let (file, coordinator) = with_loan(app, "Z-2026-641").await;
        let score = format!("/dossiers/{}/beoordeling", file.id);
        let keep = format!("{score}/score");
        let page = coordinator.get(&score).await.expect(200).says("landelijk-risico");
        let shown = between(&page.text, "name=\"regels\" value=\"", "\"");
        coordinator.fill(&score, &keep, &[("regels", &shown)]).await.expect(303);

        let (maker, other) = (administrator(app, EMMEN).await, administrator(app, EMMEN).await);
        let draft = drafted(&maker, RISK_DRAFT).await;
        tried(&maker, &draft).await;
        publish(&other, &draft, "6-11-2026").await.expect(303);

        // Who had the page open keeps nothing, and hears why.
        let late = coordinator.fill(&score, &keep, &[("regels", &shown)]).await.expect(409);
        late.says("Er gelden nu andere regels");
        let may = [Permission::ReadCases, Permission::ReadCriminal];
        let reader = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
        app.admit(&app.emmen.behandelaar, &file, &reader).await;
        let caller = app.caller(&reader).await;
        let answer =
            app.app.dossier(&caller, file.id.parse().expect("an id")).await.expect("a file");
        assert_eq!(app.app.scores(&caller, &answer).await.expect("scores").len(), 1);

        let page =
            coordinator.get(&score).await.expect(200).says("gemeente-emmen-risico 2026-proef");
        let shown = between(&page.text, "name=\"regels\" value=\"", "\"");
        coordinator.fill(&score, &keep, &[("regels", &shown)]).await.expect(303);
        let scores = app.app.scores(&caller, &answer).await.expect("scores");
        let ids: Vec<&str> = scores.iter().map(|one| one.content.regelset.id.as_str()).collect();
        assert_eq!(ids, ["landelijk-risico", "gemeente-emmen-risico"]);
        for kept in &scores {
            assert!(app.app.score_replays(&answer, &kept.content).await.expect("a replay"));
        }
        let [before, after] = [0, 1].map(|place| scores[place].content.uitkomst.reveal().clone());
        assert_ne!(before, after);
        coordinator.get(&score).await.expect(200).keeps("ANDERS");
    });
}

#[test]
fn another_next_step_stands_beside_the_score_until_its_last_day() {
    on_every_app(async |app| {
        let (file, coordinator) = with_loan(app, "Z-2026-642").await;
        let score = format!("/dossiers/{}/beoordeling", file.id);
        let other = format!("{score}/afwijking");
        let choose = async |step: &str, until: &str| {
            let fields = [
                ("grond", "a"),
                ("stap", step),
                ("reden", "Eerst de stukken."),
                ("totEnMet", until),
            ];
            coordinator.fill(&other, &other, &fields).await
        };
        let before = coordinator.get(&score).await.expect(200).keeps("Gekozen:");
        let points = |page: &Page| between(&page.text, "<tbody>", "</td><td>");
        coordinator
            .fill(&other, &other, &[])
            .await
            .expect(400)
            .says("Kies een grond")
            .says("Schrijf op waarom");
        choose("lbb-advies-overwegen", "5-11-2026").await.expect(400).says("al voorbij");
        choose("lbb-advies-overwegen", "7-5-2027").await.expect(400).says("tot en met 6 mei 2027");
        choose("lbb-advies-overwegen", "6-5-2027").await.expect(303);
        choose("werkgroep", "10-11-2026").await.expect(303);
        // The later choice came in the place of the earlier one; the points are what they were.
        let page = coordinator.get(&score).await.expect(200);
        let page = page.says("Gekozen: bespreken in de werkgroep").keeps("Gekozen: LBB-advies");
        assert_eq!(points(&page), points(&before));
        coordinator.get(&other).await.expect(200).says("Eerst de stukken.");
        // Who may not read criminal data does not read why either.
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        officer.get(&other).await.expect(403);
        app.today("2026-11-10");
        let again = Browser::of(app, &app.emmen.coordinator).await;
        again.get(&score).await.expect(200).says("Gekozen: bespreken in de werkgroep");
        app.today("2026-11-11");
        let again = Browser::of(app, &app.emmen.coordinator).await;
        again.get(&score).await.expect(200).keeps("Gekozen:");
        assert_eq!(
            trail(app, EMMEN).await.iter().filter(|one| *one == "vervolgstap-afwijken").count(),
            2
        );
    });
}
