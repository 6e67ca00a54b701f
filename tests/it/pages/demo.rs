//! The demonstration keeps what its sign-in page promises.

use app::CaseFilter;
use app::command::{OfficeRole, StateName};
use harness::{application, on_every_database};

fn all() -> CaseFilter {
    serde_json::from_value(serde_json::json!({ "limiet": 100 })).expect("a filter")
}

#[test]
fn every_role_that_reads_files_has_some() {
    on_every_database(async |database| {
        let app = application(database.store.clone());
        let tokens = app.seed_demo().await.unwrap();
        let mut stands = Vec::new();
        for token in tokens {
            let caller = app.authenticate(token.secret.reveal()).await.unwrap().unwrap();
            let files = app.dossiers(&caller, &all()).await.unwrap().items;
            let has_work = match (token.party.as_str(), token.role) {
                // The water board has no working group yet: its work list shows what an empty one says.
                (party, OfficeRole::Werkgroeplid) => party != "waterschap-hunze-en-aas",
                (_, role) => {
                    app::rights_of(role).contains(&app::Permission::ReadCases)
                        && role != OfficeRole::Systeem
                }
            };
            assert_eq!(!files.is_empty(), has_work, "{} {}", token.party, token.role.id());
            if token.party.as_str() == "gemeente-emmen" {
                let stand = |file: &app::DossierSummary| (token.role, file.stand.clone());
                stands.extend(files.iter().map(stand));
            }
        }
        for (role, state) in [
            (OfficeRole::Coordinator, StateName::AdviceAsked),
            (OfficeRole::TweedeLezer, StateName::Assessed),
            (OfficeRole::Beslisser, StateName::Assessed),
        ] {
            assert!(stands.contains(&(role, state.id().to_owned())), "{}", role.id());
        }
    });
}

#[test]
fn a_questionnaire_of_the_demonstration_came_in_with_gaps_and_doubt() {
    on_every_database(async |database| {
        let app = application(database.store.clone());
        let tokens = app.seed_demo().await.unwrap();
        let of_emmen = tokens.iter().find(|token| token.role == OfficeRole::Behandelaar).unwrap();
        let caller = app.authenticate(of_emmen.secret.reveal()).await.unwrap().unwrap();
        let files = app.dossiers(&caller, &all()).await.unwrap().items;
        let mut lists = Vec::new();
        for file in files {
            lists.extend(app.questionnaires(&caller, file.id).await.unwrap());
        }
        let [list] = lists.as_slice() else { panic!("{lists:?}") };
        assert_eq!((list.missing.len(), list.doubts.len()), (2, 1), "{:?}", list.missing);
    });
}

#[test]
fn a_file_of_the_demonstration_is_late() {
    on_every_database(async |database| {
        let app = application(database.store.clone());
        let tokens = app.seed_demo().await.unwrap();
        let of_emmen = tokens.iter().find(|token| token.role == OfficeRole::Coordinator).unwrap();
        let caller = app.authenticate(of_emmen.secret.reveal()).await.unwrap().unwrap();
        let late = app.load(&caller).await.unwrap();
        assert!(late.iter().any(|load| load.te_laat > 0), "{late:?}");
    });
}
