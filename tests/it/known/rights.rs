//! Who is found, and who sees it: own party, own files, and nobody strong who should not be.

use super::{
    SHORT, Somebody, WILLEMIJN, bands, candidates, decision, id, known, new, open, person, work,
};
use app::command::OfficeRole;
use app::matching::{Born, MatchBand, NameKind, Profile};
use app::{AppError, LinkChoice, LinkStand, Permission};
use harness::{EMMEN, on_every_app};
use serde_json::json;

#[test]
fn the_same_person_is_found_with_reasons_from_both_files() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let bakery = ("rechtspersoon", "Bakkerij De Kievit B.V.", "", "00000012");
        let second = open(app, by, bakery, &[SHORT]).await;
        work(app).await;
        let [one] = candidates(app, by, &first).await.try_into().unwrap();
        assert_eq!((one.dossier, one.persoon), (id(&second), person(&second, 1)));
        assert_eq!((one.stand, one.besluit), (LinkStand::Open, None));
        assert_eq!(one.vergelijking.band, MatchBand::Mogelijk);
        let text = one.vergelijking.text();
        assert!(text.contains("geboortedatum gelijk") && text.contains("voorletters"), "{text}");
        let other_side = known(app, by, &second).await;
        assert!(other_side.personen[0].kandidaten.is_empty());
        let back = &other_side.personen[1].kandidaten[0];
        assert_eq!(back.vergelijking.score, one.vergelijking.score);
        assert_eq!(back.lezing, one.lezing);
        // A third file with the full name is strong with the first.
        let third = open(app, by, WILLEMIJN, &[]).await;
        let found = candidates(app, by, &third).await;
        let names = ["Willemijn van der Ganzenveer", "Ganzenveer, W. van der"];
        assert_eq!(bands(&found), [(names[0], MatchBand::Sterk), (names[1], MatchBand::Mogelijk)]);
    });
}

#[test]
fn only_who_is_on_the_other_file_sees_that_there_is_one() {
    on_every_app(async |app| {
        let (by, colleague) = (&app.emmen.behandelaar, &app.emmen.coordinator);
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, colleague, WILLEMIJN, &[]).await;
        let foreign = open(app, &app.assen.behandelaar, WILLEMIJN, &[]).await;
        work(app).await;
        for (who, file) in [(by, &first), (colleague, &second), (&app.assen.behandelaar, &foreign)]
        {
            let of = known(app, who, file).await.personen.swap_remove(0);
            assert!(of.kandidaten.is_empty() && of.meer == 0, "{}", who.name);
        }
        app.admit(colleague, &second, by).await;
        assert_eq!(candidates(app, by, &first).await[0].dossier, id(&second));
        // Who is on one of the two cannot decide about both, whatever they send.
        let caller = app.caller(colleague).await;
        let one = &candidates(app, by, &first).await[0];
        let pair = (person(&second, 0), person(&first, 0));
        let decided = decision(one, LinkChoice::Bevestigd, "Gezien.");
        let refused = app.app.decide_link(&caller, id(&second), pair, &decided).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let refused = app.app.known_parties(&caller, id(&first)).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    });
}

/// Pairs of which none may be strong: numbered companies, a namesake, twins, a parent with a child of one name.
const NEVER: [(Somebody, Somebody); 6] = [
    (
        ("rechtspersoon", "Kievit Bouw I B.V.", "", ""),
        ("rechtspersoon", "Kievit Bouw II B.V.", "", ""),
    ),
    (
        ("rechtspersoon", "Grutto Holding 1 B.V.", "", ""),
        ("rechtspersoon", "Grutto Holding 2 B.V.", "", ""),
    ),
    (
        ("natuurlijk-persoon", "Johannes de Reiger", "1961-02-17", ""),
        ("natuurlijk-persoon", "Johannes de Reiger", "1983-11-30", ""),
    ),
    (
        ("natuurlijk-persoon", "Johannes de Reiger", "", ""),
        ("natuurlijk-persoon", "Johannes de Reiger", "", ""),
    ),
    (
        ("natuurlijk-persoon", "Lotte de Aalscholver", "1990-05-06", ""),
        ("natuurlijk-persoon", "Sanne de Aalscholver", "1990-05-06", ""),
    ),
    (
        ("natuurlijk-persoon", "L. de Aalscholver", "1990-05-06", ""),
        ("natuurlijk-persoon", "Lotte de Aalscholver", "1990-05-06", ""),
    ),
];

#[test]
fn numbered_companies_namesakes_and_twins_are_never_strong() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for (one, other) in NEVER {
            let first = open(app, by, one, &[]).await;
            open(app, by, other, &[]).await;
            work(app).await;
            let found = candidates(app, by, &first).await;
            let strong = found.iter().filter(|one| one.vergelijking.band == MatchBand::Sterk);
            let strong = strong.filter(|found| found.gegevens.naam.reveal() == other.1);
            assert_eq!(strong.count(), 0, "{} {:?}", other.1, bands(&found));
        }
    });
}

#[test]
fn a_person_who_may_write_decides_and_nobody_else() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = open(app, by, WILLEMIJN, &[]).await;
        let second = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let reader = app.hire(EMMEN, OfficeRole::Werkgroeplid, &[Permission::ReadCases]).await;
        for who in [&reader, &app.emmen.programma] {
            app.admit(by, &first, who).await;
            app.admit(by, &second, who).await;
        }
        let one = candidates(app, by, &first).await.swap_remove(0);
        let pair = (person(&first, 0), one.persoon);
        let decided = decision(&one, LinkChoice::Bevestigd, "Gezien.");
        let caller = app.caller(&reader).await;
        let refused = app.app.decide_link(&caller, id(&first), pair, &decided).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let program = app.caller(&app.emmen.programma).await;
        let refused = app.app.decide_link(&program, id(&first), pair, &decided).await;
        assert!(matches!(refused, Err(AppError::Input(_))), "{refused:?}");
        assert_eq!(candidates(app, &reader, &first).await[0].stand, LinkStand::Open);
    });
}

#[test]
fn any_profile_can_be_looked_for_by_who_reads_files() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = open(app, by, WILLEMIJN, &[]).await;
        work(app).await;
        let profile = Profile::named(NameKind::Persoon, "Willemijn van der Ganzenveer")
            .born(Born::read("1971-03-04"));
        let caller = app.caller(by).await;
        let found = app.app.known_like(&caller, &profile, None).await.unwrap();
        assert_eq!((found.parties.len(), found.more, found.partly), (1, 0, false));
        assert_eq!(found.parties[0].case, id(&file));
        let excepted = app.app.known_like(&caller, &profile, Some(id(&file))).await.unwrap();
        assert!(excepted.parties.is_empty());
        for stranger in [&app.emmen.coordinator, &app.assen.behandelaar] {
            let caller = app.caller(stranger).await;
            assert!(app.app.known_like(&caller, &profile, None).await.unwrap().parties.is_empty());
        }
        // Who handles tips looks beside a tip, and nowhere else.
        let handles = [Permission::HandleTips];
        let officer = app.hire(EMMEN, OfficeRole::Tipbehandelaar, &handles).await;
        for reader in [&app.emmen.toezichthouder, &officer] {
            let caller = app.caller(reader).await;
            let refused = app.app.known_like(&caller, &profile, None).await;
            assert!(matches!(refused, Err(AppError::Forbidden)));
        }
        let caller = app.caller(&officer).await;
        let refused = app.app.known_parties(&caller, id(&file)).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    });
}

#[test]
fn only_a_human_being_has_a_date_of_birth_and_it_lies_behind_us() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for (who, place) in [
            (("rechtspersoon", "Kievit Bouw B.V.", "1971-03-04", ""), 0),
            (("natuurlijk-persoon", "Lotte de Aalscholver", "2026-11-30", ""), 0),
            (("rechtspersoon", "Kievit Bouw B.V.", "1971-03-04", ""), 1),
        ] {
            let new = if place == 0 { new(who, &[]) } else { new(WILLEMIJN, &[who]) };
            let at = ["/aanvraag/betrokkene/geboortedatum", "/personen/0/geboortedatum"][place];
            let refused = app.post(by, "/v1/dossiers", &new).await.expect(400);
            assert_eq!(refused.faults(), [format!("{at} tegenstrijdig")]);
        }
        let body = json!({ "persoon": { "soort": "rechtspersoon", "naam": "Kievit B.V.", "geboortedatum": "1971-03-04", "rollen": [{ "soort": "leidinggevende" }] } });
        let file = open(app, by, WILLEMIJN, &[]).await;
        let refused = app.step(by, &file, "personen", &body).await.expect(400);
        assert_eq!(refused.faults(), ["/persoon/geboortedatum tegenstrijdig"]);
    });
}
