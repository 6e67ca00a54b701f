//! The log of processing of personal data: every one of them, about whom, and never by whom.

use harness::{TestDatabase, fresh, keys, now, on_every_database};
use kernel::{CaseId, Id, PartyId, SubjectId};
use store::{LdvRecord, PartyScope, ProcessingRecord, ProcessingStatus, StoreError};

fn record(party: &PartyId, subjects: Vec<SubjectId>) -> ProcessingRecord {
    ProcessingRecord {
        id: fresh::<CaseId>().uuid(),
        party: party.clone(),
        at: now(),
        until: now(),
        activity: "https://register.example.nl/verwerkingen/bibob-dossier-inzien".to_owned(),
        trace: [1; 16],
        span: [2; 8],
        status: ProcessingStatus::Ok,
        subjects,
    }
}

async fn export(database: &TestDatabase, scope: &PartyScope) -> Vec<LdvRecord> {
    let page = database.store.export_processing(scope, (now(), now()), None, 100).await.unwrap();
    assert_eq!(page.next, None);
    page.items
}

#[test]
fn as_many_rows_as_processings() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let tasks: Vec<_> = (0..500)
            .map(|_| {
                let (store, record) = (database.store.clone(), record(scope.party(), Vec::new()));
                tokio::spawn(async move { store.processing().record(&record).await.unwrap() })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(database.store.count_processing().await.unwrap(), 500);
    });
}

#[test]
fn one_processing_of_three_persons_is_four_records() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let subjects: Vec<SubjectId> = vec![fresh(), fresh(), fresh()];
        let record = record(scope.party(), subjects.clone());
        database.store.processing().record(&record).await.unwrap();
        let records = export(database, &scope).await;
        assert_eq!(records.len(), 4);
        assert_eq!(records[0].parent_span_id, None);
        assert!(
            records[1..]
                .iter()
                .all(|child| child.parent_span_id.as_ref() == Some(&records[0].span_id))
        );
        let mut spans: Vec<_> = records.iter().map(|record| record.span_id.clone()).collect();
        spans.sort();
        spans.dedup();
        assert_eq!(spans.len(), 4);
        let json = serde_json::to_value(&records[1]).unwrap();
        assert_eq!(json["name"], "bibob-dossier-inzien");
        assert_eq!(json["attributes"]["dpl.core.data_subject_id_type"], "pseudoniem-1");
        assert_eq!(json["attributes"]["dpl.core.data_subject_id"].as_str().unwrap().len(), 32);
        let of = database.store.processing_of(&scope, subjects[1], now(), now()).await.unwrap();
        assert_eq!(of, records[2..3]);
    });
}

#[test]
fn a_person_is_found_under_the_names_of_all_epochs() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let subject: SubjectId = fresh();
        let later = database.open_with(&keys(2)).await;
        for store in [&database.store, &later] {
            store.processing().record(&record(scope.party(), vec![subject])).await.unwrap();
        }
        let found = later.processing_of(&scope, subject, now(), now()).await.unwrap();
        let mut names: Vec<_> =
            found.iter().map(|record| record.attributes.data_subject_id.clone()).collect();
        names.dedup();
        assert_eq!(names.len(), 2);
        let other = database.party("gemeente-hulst").await;
        assert!(export(database, &other).await.is_empty());
        later.close().await.unwrap();
    });
}

#[test]
fn a_processing_that_cannot_be_logged_is_an_error() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let stranger: PartyId = "gemeente-hulst".parse().unwrap();
        let refused = database.store.processing().record(&record(&stranger, Vec::new())).await;
        assert!(matches!(refused, Err(StoreError::NotLogged(_))));
        let mut tx = database.store.begin(&scope).await.unwrap();
        assert!(tx.record_processing(&record(&stranger, Vec::new())).await.is_err());
        tx.record_processing(&record(scope.party(), Vec::new())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(database.store.count_processing().await.unwrap(), 1);
    });
}
