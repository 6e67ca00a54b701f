//! Who is found, and who sees it: own party, own files, and nobody strong who should not be.

use super::{
    SHORT, Somebody, WILLEMIJN, bands, candidates, decision, id, known, new, open, person, work,
};
use app::command::OfficeRole;
use app::matching::{Bands, Born, MatchBand, NameKind, Profile, compare, keys};
use app::{AppError, LinkChoice, LinkStand, Permission};
use harness::{EMMEN, on_every_app};
use kernel::Redacted;
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

#[test]
fn who_has_a_business_is_found_beside_it() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let owner = open(app, by, WILLEMIJN, &[]).await;
        let business = open(app, by, ("eenmanszaak", WILLEMIJN.1, "", "00000012"), &[]).await;
        work(app).await;
        for (file, other) in [(&owner, &business), (&business, &owner)] {
            let [one] = candidates(app, by, file).await.try_into().unwrap();
            assert_eq!((one.dossier, one.vergelijking.band), (id(other), MatchBand::Mogelijk));
        }
    });
}

/// Pairs of which none may be strong: numbered companies, a namesake, twins, a parent with a child of one name, companies of one name
/// with another number, partners in one firm. Whether they stand beside each other at all comes with each.
const NEVER: [(Somebody, Somebody, bool); 8] = [
    (
        ("rechtspersoon", "Kievit Bouw I B.V.", "", ""),
        ("rechtspersoon", "Kievit Bouw II B.V.", "", ""),
        false,
    ),
    (
        ("rechtspersoon", "Grutto Holding 1 B.V.", "", ""),
        ("rechtspersoon", "Grutto Holding 2 B.V.", "", ""),
        false,
    ),
    (
        ("natuurlijk-persoon", "Johannes de Reiger", "1961-02-17", ""),
        ("natuurlijk-persoon", "Johannes de Reiger", "1983-11-30", ""),
        false,
    ),
    (
        ("natuurlijk-persoon", "Johannes de Reiger", "", ""),
        ("natuurlijk-persoon", "Johannes de Reiger", "", ""),
        true,
    ),
    (
        ("natuurlijk-persoon", "Lotte de Aalscholver", "1990-05-06", ""),
        ("natuurlijk-persoon", "Sanne de Aalscholver", "1990-05-06", ""),
        false,
    ),
    (
        ("natuurlijk-persoon", "L. de Aalscholver", "1990-05-06", ""),
        ("natuurlijk-persoon", "Lotte de Aalscholver", "1990-05-06", ""),
        true,
    ),
    (
        ("rechtspersoon", "De Verzonnen Gans B.V.", "", "90000001"),
        ("rechtspersoon", "De Verzonnen Gans B.V.", "", "90000002"),
        true,
    ),
    (
        ("natuurlijk-persoon", "L. de Aalscholver", "1990-05-06", "90000003"),
        ("natuurlijk-persoon", "Lotte de Aalscholver", "1990-05-06", "90000003"),
        true,
    ),
];

/// The same as a file tells it.
fn profile((kind, name, born, number): Somebody) -> Profile {
    let kind = match kind {
        "natuurlijk-persoon" => NameKind::Persoon,
        _ => NameKind::Organisatie,
    };
    let mut profile = Profile::named(kind, name).born(Born::read(born));
    profile.kvk = (!number.is_empty()).then(|| Redacted::new(number.to_owned()));
    profile
}

#[test]
fn numbered_companies_namesakes_and_twins_are_never_strong() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for (one, other, meets) in NEVER {
            let first = open(app, by, one, &[]).await;
            let second = open(app, by, other, &[]).await;
            work(app).await;
            let (mine, theirs) = (profile(one).prepare(), profile(other).prepare());
            let compared = compare(&mine, &theirs, Bands::default());
            let told = format!("{} | {}: {} {}", one.1, other.1, compared.score, compared.text());
            assert!(compared.band < MatchBand::Sterk, "{told}");
            assert!(keys(&mine).iter().any(|key| keys(&theirs).contains(key)), "{told}");
            // By the look-up they come to the same: together from band `zwak` up, and not at all under it.
            let found = candidates(app, by, &first).await;
            let beside = found.iter().find(|found| found.dossier == id(&second));
            let band = beside.map_or(MatchBand::Geen, |beside| beside.vergelijking.band);
            assert_eq!((band, beside.is_some()), (compared.band, meets), "{told}");
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
fn a_pair_is_read_by_who_is_on_both_files_and_beside_the_list_it_is_the_same() {
    on_every_app(async |app| {
        let (by, colleague) = (&app.emmen.behandelaar, &app.emmen.coordinator);
        let first = open(app, by, WILLEMIJN, &[]).await;
        let bakery = ("rechtspersoon", "Bakkerij De Kievit B.V.", "", "00000012");
        let second = open(app, by, bakery, &[SHORT]).await;
        work(app).await;
        let caller = app.caller(by).await;
        let pair = (person(&first, 0), person(&second, 1));
        let read = app.app.known_pair(&caller, id(&first), pair).await.unwrap();
        assert_eq!(read.kandidaat, candidates(app, by, &first).await[0]);
        assert_eq!(read.gegevens.naam.reveal(), WILLEMIJN.1);
        // Not from the wrong side, not who is no candidate, and not two of one file.
        let nobody = [
            (id(&second), pair),
            (id(&first), (pair.0, person(&second, 0))),
            (id(&second), (person(&second, 1), person(&second, 0))),
        ];
        for (file, pair) in nobody {
            let refused = app.app.known_pair(&caller, file, pair).await;
            assert!(matches!(refused, Err(AppError::NotFound)), "{pair:?}");
        }
        app.admit(by, &first, colleague).await;
        let caller = app.caller(colleague).await;
        let refused = app.app.known_pair(&caller, id(&first), pair).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
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
