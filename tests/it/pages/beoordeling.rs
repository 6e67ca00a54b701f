//! The assessment: other grounds first, the facts beside the law, what to look at, and the report.

use crate::api::samples::{investigated, take};
use harness::{Browser, Dossier, on_every_app};
use serde_json::json;

/// A cash loan of which nobody weighed the suspicion yet.
const LOAN: [(&str, &str); 7] = [
    ("soort", "contante-lening"),
    ("afloop", "vermoeden"),
    ("bron.soort", "vragenlijst"),
    ("bron.kenmerk", "deel 6, bijlage 4"),
    ("verkregenOp", "6-11-2026"),
    ("feitOp", "3-9-2026"),
    ("samenhang", "onbekend"),
];

const GROUND: [(&str, &str); 3] = [
    ("grond", "Slecht levensgedrag (artikel 8 Alcoholwet)"),
    ("uitkomst", "nog-na-te-gaan"),
    ("toelichting", "De politie is om informatie gevraagd."),
];

#[test]
fn other_grounds_come_first_and_can_be_corrected() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-620").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.coordinator).await;
        let tab = format!("/dossiers/{}/beoordeling", file.id);
        let page = officer.get(&tab).await.expect(200);
        page.says("Er is nog geen andere weigeringsgrond nagegaan");
        let new = format!("{tab}/gronden/nieuw");
        let empty = officer.fill(&new, &new, &[("grond", "Levensgedrag")]).await.expect(400);
        empty.says("Kies wat ervan is gekomen.").says("Schrijf op waarom.").says("Levensgedrag");
        assert_eq!(officer.fill(&new, &new, &GROUND).await.sent_to(), tab);
        let page = officer.get(&tab).await.expect(200);
        let page = page.says("Een andere weigeringsgrond moet nog worden nagegaan.");
        let page = page.keeps("Er is nog geen andere weigeringsgrond");
        let all = page.addresses();
        let change = all.iter().find(|one| one.contains("/gronden/") && !one.ends_with("nieuw"));
        let change = change.expect("a way to correct");
        officer.get(change).await.expect(200).says("De politie is om informatie gevraagd.");
        let found = [GROUND[0], ("uitkomst", "beletsel"), ("toelichting", "Twee incidenten.")];
        assert_eq!(officer.fill(change, change, &found).await.sent_to(), tab);
        let page = officer.get(&tab).await.expect(200).says("Twee incidenten.");
        page.says("Op een andere grond kan al worden geweigerd").keeps("om informatie gevraagd");
        // What was corrected is corrected once.
        officer.get(change).await.expect(404);
        officer.fill(&new, change, &found).await.expect(404);
    });
}

#[test]
fn the_facts_stand_beside_the_law_with_what_is_missing_and_in_the_report() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-621").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/beoordeling", file.id);
        let nothing = coordinator.get(&tab).await.expect(200);
        nothing.says("Er is geen feit dat op deze grond telt").says("art. 3 lid 2 onder d");
        let lender = format!("/dossiers/{}/onderzoek/bevinding/{}", file.id, file.person(1));
        coordinator.fill(&lender, &lender, &LOAN).await.expect(303);
        let page = coordinator.get(&tab).await.expect(200).says("De ernst is nog niet gewogen");
        page.says("De grootte van het voordeel is nog niet bekend: een contante lening");
        // The report holds criminal data: it is for who may read those.
        let report = format!("{tab}/rapport");
        officer.get(&tab).await.expect(200).keeps("/beoordeling/rapport");
        officer.get(&report).await.expect(403);
        let pdf = coordinator.get(&report).await.expect(200);
        assert!(pdf.text.starts_with("%PDF"), "{}", &pdf.text[..20]);
    });
}

/// What the police said about somebody's premises: no kind that is criminal data by itself.
const OF_POLICE: [(&str, &str); 6] = [
    ("soort", "vals-stuk"),
    ("afloop", "vermoeden-licht"),
    ("bron.soort", "politie"),
    ("bron.kenmerk", "proces-verbaal 12"),
    ("verkregenOp", "6-11-2026"),
    ("samenhang", "onbekend"),
];

#[test]
fn what_the_police_or_a_judge_said_is_criminal_data_whatever_the_kind() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-622").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/onderzoek", file.id);
        let betrokkene = format!("{tab}/bevinding/{}", file.person(0));
        let judged = [
            OF_POLICE[0],
            ("afloop", "veroordeling"),
            ("bron.soort", "eigen-dossier"),
            ("bron.kenmerk", "vonnis 3"),
            OF_POLICE[4],
            OF_POLICE[5],
        ];
        for fields in [&OF_POLICE, &judged] {
            officer.post(&betrokkene, fields).await.expect(403);
            coordinator.fill(&betrokkene, &betrokkene, fields).await.expect(303);
        }
        officer.get(&tab).await.expect(200).keeps("proces-verbaal 12").keeps("vonnis 3");
        officer.get(&betrokkene).await.expect(200).keeps("value=\"politie\"").keeps("veroordeling");
        coordinator.get(&tab).await.expect(200).says("proces-verbaal 12").says("vonnis 3");
    });
}

#[test]
fn what_a_source_may_not_be_asked_about_somebody_is_no_finding() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-623").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        // The police may be asked about a lender no more than about a partner (art. 4:3 Besluit politiegegevens).
        let lender = format!("/dossiers/{}/onderzoek/bevinding/{}", file.id, file.person(1));
        let refused = coordinator.fill(&lender, &lender, &OF_POLICE).await.expect(400);
        refused.says("mag niet over deze persoon worden bevraagd").says("proces-verbaal 12");
        let open = [
            OF_POLICE[0],
            OF_POLICE[1],
            ("bron.soort", "open-bron"),
            OF_POLICE[3],
            OF_POLICE[4],
            OF_POLICE[5],
        ];
        coordinator.fill(&lender, &lender, &open).await.expect(303);
    });
}

#[test]
fn why_another_ground_applies_is_for_who_may_read_criminal_data() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-624").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = format!("/dossiers/{}/beoordeling", file.id);
        // What to look at needs no criminal data.
        officer.get(&tab).await.expect(200).says("Er is nog geen andere weigeringsgrond nagegaan");
        let new = format!("{tab}/gronden/nieuw");
        coordinator.fill(&new, &new, &GROUND).await.expect(303);
        let seen = officer.get(&tab).await.expect(200).says("Slecht levensgedrag");
        seen.keeps("om informatie gevraagd").says("Afgeschermd");
        coordinator.get(&tab).await.expect(200).says("om informatie gevraagd");
    });
}

#[test]
fn a_decided_file_with_the_same_facts_is_shown_without_its_persons() {
    on_every_app(async |app| {
        let (officer, decider) = (&app.emmen.behandelaar, &app.emmen.beslisser);
        let earlier = investigated(app, officer, "Z-2026-625").await;
        app.admit(officer, &earlier, &app.emmen.coordinator).await;
        app.admit(officer, &earlier, decider).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let record = |file: &Dossier| {
            format!("/dossiers/{}/onderzoek/bevinding/{}", file.id, file.person(1))
        };
        let acquitted = [
            ("soort", "heling"),
            ("afloop", "vrijspraak"),
            ("bron.soort", "justitie"),
            ("bron.kenmerk", "Justid 8"),
            LOAN[4],
            LOAN[6],
        ];
        for fields in [&LOAN[..], &acquitted[..]] {
            coordinator.fill(&record(&earlier), &record(&earlier), fields).await.expect(303);
        }
        let mut after = Dossier::of(&app.get(officer, &earlier.path()).await.expect(200).json());
        let none = json!({ "gronden": [{ "grond": "a", "gevaar": "geen", "motivering": "De lening is verklaard." }] });
        take(app, officer, &mut after, "beoordelingen", &none).await;
        let decision = json!({
            "uitkomst": "gunstig", "grondslag": "geen", "motivering": "Er is geen gevaar.",
            "mandaat": "Mandaatbesluit 2026-1.", "bekendgemaaktOp": "2026-11-06",
        });
        take(app, decider, &mut after, "beslissingen", &decision).await;

        let file = investigated(app, officer, "Z-2026-626").await;
        app.admit(officer, &file, &app.emmen.tweede_lezer).await;
        // Who judges was never on the earlier file.
        let reader = Browser::of(app, &app.emmen.tweede_lezer).await;
        let compare = format!("/dossiers/{}/beoordeling/vergelijken", file.id);
        reader.get(&compare).await.expect(200).says("Er zijn nog geen besloten dossiers");
        for fields in [&LOAN[..], &acquitted[..]] {
            reader.fill(&record(&file), &record(&file), fields).await.expect(303);
        }
        let alike = reader.get(&compare).await.expect(200).says("Een contante lening");
        let alike = alike.says("a-grond: geen gevaar").says("gunstig besluit").says(">2026<");
        // After an acquittal a fact is no likeness; and nothing points at the other file.
        alike.keeps("Heling").keeps("Z-2026-625").keeps("6 november").keeps(&earlier.id);
        Browser::of(app, officer).await.get(&compare).await.expect(403);
    });
}
