//! Lists: every file once, in order, and none of somebody else's.

use super::{add, add_titled, day, deadline, event, new_case, secret, task, update};
use harness::{TestDatabase, fresh, now, on_every_database};
use kernel::{CaseId, TaskId};
use store::{
    CaseOrder, CaseQuery, CaseSelection, Cursor, EndingQuery, LetterStatus, NewCase, NewLetter,
    SearchQuery, SecretKind, StoreError, TaskQuery, TaskState, Viewer,
};

/// Walks all pages of a list.
async fn walk(
    database: &TestDatabase,
    viewer: &Viewer,
    order: CaseOrder,
    state: Option<&str>,
) -> Vec<CaseId> {
    let states = state.map(|state| vec![state.to_owned()]);
    let selection = CaseSelection { states, ..CaseSelection::default() };
    let mut query = CaseQuery { order, selection, after: None, limit: 3 };
    let mut found = Vec::new();
    loop {
        let page = database.store.list_cases(viewer, &query).await.unwrap();
        assert!(page.items.len() <= 3);
        found.extend(page.items.into_iter().map(|item| item.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return found,
        }
    }
}

#[test]
fn pages_are_complete_and_without_doubles() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-emmen", "b").await;
        let dates = [Some("2026-12-01"), None, Some("2026-11-20"), Some("2026-12-01")];
        let mut expected = Vec::new();
        for round in 0..3 {
            for date in dates {
                let id = add(database, &official, &new_case("Zwaan", date)).await;
                expected.push((date.unwrap_or("9999-12-31"), id));
            }
            add_titled(database, &other, &format!("niet van a {round}")).await;
        }
        let mut newest: Vec<CaseId> = expected.iter().map(|(_, id)| *id).collect();
        newest.reverse();
        expected.sort_unstable();
        let due: Vec<CaseId> = expected.into_iter().map(|(_, id)| id).collect();
        for state in [None, Some("intake")] {
            assert_eq!(walk(database, &official, CaseOrder::Newest, state).await, newest);
            assert_eq!(walk(database, &official, CaseOrder::DueFirst, state).await, due);
        }
        assert!(walk(database, &official, CaseOrder::Newest, Some("beroep")).await.is_empty());
    });
}

#[test]
fn a_list_follows_the_state_and_the_date_of_a_file() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (one, two) = (new_case("a", Some("2026-12-01")), new_case("b", Some("2026-12-02")));
        let (one, two) =
            (add(database, &official, &one).await, add(database, &official, &two).await);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        let row = tx.case_for_update(&official, one).await.unwrap().unwrap();
        let mut change = update(&row, "compleet");
        change.head.due = None;
        tx.update_case(&change, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(walk(database, &official, CaseOrder::DueFirst, None).await, [two, one]);
        assert_eq!(walk(database, &official, CaseOrder::Newest, Some("compleet")).await, [one]);
    });
}

#[test]
fn a_foreign_cursor_is_refused() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let after = Some(Cursor::new("onzin"));
        let query = CaseQuery { after: after.clone(), limit: 3, ..CaseQuery::default() };
        let refused = database.store.list_cases(&official, &query).await;
        assert!(matches!(refused, Err(StoreError::BadCursor)));
        let query = SearchQuery { text: "a".to_owned(), after, limit: 3 };
        let refused = database.store.search_cases(&official, &query).await;
        assert!(matches!(refused, Err(StoreError::BadCursor)));
    });
}

/// Asks for everything about a file that an account could ask for, and expects nothing.
async fn sees_nothing(database: &TestDatabase, viewer: &Viewer, case: CaseId) {
    let store = &database.store;
    assert_eq!(store.find_case(viewer, case).await.unwrap(), None);
    assert_eq!(store.events(viewer, case, 0, 9).await.unwrap(), []);
    assert_eq!(store.deadline_history(viewer, case).await.unwrap(), []);
    assert_eq!(store.members(viewer, case).await.unwrap(), []);
    let kind = SecretKind::Bsn;
    let subjects = database.sql("SELECT count(*) FROM secret");
    assert_eq!(subjects.trim(), "1");
    assert_eq!(store.secret(viewer, case, subject(), kind).await.unwrap(), None);
    let query = TaskQuery { state: TaskState::All, limit: 9, ..TaskQuery::default() };
    assert_eq!(store.tasks(viewer, &query).await.unwrap().items, []);
    assert!(walk(database, viewer, CaseOrder::Newest, None).await.is_empty());
    assert!(walk(database, viewer, CaseOrder::DueFirst, None).await.is_empty());
    let query = SearchQuery { text: "zwaan".to_owned(), after: None, limit: 9 };
    assert_eq!(store.search_cases(viewer, &query).await.unwrap().items, []);
    let mut tx = store.begin(viewer.scope()).await.unwrap();
    assert_eq!(tx.case_for_update(viewer, case).await.unwrap(), None);
}

fn subject() -> kernel::SubjectId {
    "019d0000-0000-7000-8000-000000000001".parse().unwrap()
}

#[test]
fn nobody_sees_a_file_but_who_is_on_it() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.append_events(&[event(id, 1, &official)]).await.unwrap();
        tx.add_deadline(&deadline(id, 1)).await.unwrap();
        tx.add_tasks(&[task(id, "2026-11-20")]).await.unwrap();
        tx.put_secret(id, subject(), SecretKind::Bsn, &secret("999999990")).await.unwrap();
        tx.commit().await.unwrap();
        let value = database.store.secret(&official, id, subject(), SecretKind::Bsn).await.unwrap();
        assert_eq!(value, Some(secret("999999990")));
        let colleague = database.official("gemeente-emmen", "b").await;
        let stranger = database.official("gemeente-hulst", "c").await;
        sees_nothing(database, &colleague, id).await;
        sees_nothing(database, &stranger, id).await;
        assert!(database.store.case_exists_elsewhere(id).await.unwrap());
    });
}

#[test]
fn a_transaction_of_another_party_changes_nothing() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let stranger = database.official("gemeente-hulst", "b").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let row = database.store.find_case(&official, id).await.unwrap().unwrap();
        let mut tx = database.store.begin(stranger.scope()).await.unwrap();
        assert_eq!(tx.case_for_update(&official, id).await.unwrap(), None);
        let refused = tx.update_case(&update(&row, "compleet"), 1).await;
        assert!(matches!(refused, Err(StoreError::Conflict)));
        assert!(!tx.remove_member(id, official.account()).await.unwrap());
        assert!(!tx.add_member(id, &super::member(&stranger)).await.unwrap());
    });
}

/// A file with a term for which the party itself can be late.
fn ours(title: &str, due_on: &str) -> NewCase {
    let mut new = new_case(title, Some(due_on));
    if let Some(due) = &mut new.head.due {
        "beslistermijn".clone_into(&mut due.kind);
    }
    new
}

#[test]
fn a_supervisor_sees_dates_and_loads_of_the_own_party() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let stranger = database.official("gemeente-hulst", "b").await;
        for date in ["2026-11-05", "2026-11-04", "2026-12-24"] {
            add(database, &official, &ours("Zwaan", date)).await;
        }
        // A term that is for somebody else to use makes nobody here late.
        add(database, &official, &new_case("Kievit", Some("2026-11-01"))).await;
        add(database, &stranger, &new_case("Reiger", Some("2026-11-03"))).await;
        let until = day("2026-11-30");
        let query = EndingQuery { until, binding: true, at: harness::now() };
        let page = database.store.ending_soon(official.scope(), query, None, 1).await.unwrap();
        assert_eq!(page.items[0].due.on, day("2026-11-04"));
        assert_eq!(page.items[0].members, ["a"]);
        let rest = database.store.ending_soon(official.scope(), query, page.next.as_ref(), 9).await;
        assert_eq!(rest.unwrap().items.len(), 1);
        let loads = database
            .store
            .load_per_account(official.scope(), day("2026-11-05"), harness::now())
            .await;
        let [load] = loads.unwrap().try_into().unwrap();
        assert_eq!((load.open, load.overdue, load.first_due), (4, 1, Some(day("2026-11-01"))));
        let query = EndingQuery { binding: false, ..query };
        let page = database.store.ending_soon(official.scope(), query, None, 9).await.unwrap();
        assert_eq!(page.items.len(), 3);
        let all = database.store.due_within(day("2026-11-03"), until, None, 9).await.unwrap();
        assert_eq!(all.items.len(), 3);
    });
}

#[test]
fn a_file_cannot_begin_with_a_member_of_another_party() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let stranger = database.official("gemeente-hulst", "b").await;
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        let members = [super::member(&stranger)];
        let refused = tx.insert_case(&new_case("Zwaan", None), &members).await;
        assert!(matches!(refused, Err(StoreError::Dangling)));
    });
}

/// Walks all pages of the duties of an account.
async fn walk_tasks(database: &TestDatabase, viewer: &Viewer) -> Vec<TaskId> {
    let mut query = TaskQuery { limit: 2, ..TaskQuery::default() };
    let mut found = Vec::new();
    loop {
        let page = database.store.tasks(viewer, &query).await.unwrap();
        found.extend(page.items.into_iter().map(|row| row.task.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return found,
        }
    }
}

#[test]
fn duties_come_in_order_for_who_is_on_few_files_and_on_many() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let dates = ["2026-11-20", "2026-11-10", "2026-11-20", "2026-11-05", "2026-11-30"];
        let mut tasks = dates.map(|date| task(id, date));
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.add_tasks(&tasks).await.unwrap();
        tx.commit().await.unwrap();
        tasks.sort_by_key(|task| (task.due_on, task.id));
        let expected = tasks.map(|task| task.id);
        assert_eq!(walk_tasks(database, &official).await, expected);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        for _ in 0..1_000 {
            let new = new_case("Reiger", None);
            tx.insert_case(&new, &[super::member(&official)]).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(walk_tasks(database, &official).await, expected);
    });
}

/// The print list of who may not read criminal data is not used up by letters that they do not see.
#[test]
fn letters_that_somebody_may_not_read_take_no_place_in_a_list() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let case = add_titled(database, &official, "Zwaan").await;
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        // As many of them as a list holds, and after them one that everybody may read.
        for number in 1..=501 {
            let new = NewLetter {
                id: fresh(),
                case,
                kind: "vraag",
                subject: None,
                criminal: number <= 500,
                elements: secret("{}"),
                by: official.account(),
                at: now(),
            };
            tx.add_letter(&new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let list = async |criminal| {
            let status = LetterStatus::Draft;
            database.store.letters_with(&official, status, criminal).await.unwrap()
        };
        let open = list(false).await;
        assert!(open.len() == 1 && !open[0].criminal);
        assert_eq!(list(true).await.len(), 500);
    });
}
