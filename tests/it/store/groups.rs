//! The working group and its papers: one for a party, each change at the version that was read, closed at rest.

use super::secret;
use harness::{fresh, keys, now, on_every_database, other_keys};
use kernel::{Id, MeetingId, WorkingGroupId};
use store::{
    ChangedPaper, Cursor, GroupPaper, MeetingReminder, NewGroup, NewPaper, Page, PaperRow,
    StoreError, Viewer,
};
use uuid::Uuid;

const STATES: [(GroupPaper, &str); 4] = [
    (GroupPaper::Meeting, "gepland"),
    (GroupPaper::Round, "open"),
    (GroupPaper::Question, "gesteld"),
    (GroupPaper::Signal, "ingebracht"),
];

fn group(by: &Viewer, name: &str) -> NewGroup {
    let id: WorkingGroupId = fresh();
    let content = r#"{"versie":1}"#.to_owned();
    NewGroup { id, name: name.to_owned(), content, by: by.account(), at: now() }
}

fn paper(group: WorkingGroupId, number: u128, state: &'static str) -> NewPaper {
    let day = "2027-02-15".parse().unwrap();
    NewPaper { id: Uuid::from_u128(number), group, day, state, content: secret("Verzonnen.") }
}

#[test]
fn a_party_has_one_group_that_changes_at_the_version_that_was_read() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        assert_eq!(store.working_group(official.scope()).await.unwrap(), None);
        let new = group(&official, "Werkgroep");
        let mut tx = store.begin(official.scope()).await.unwrap();
        tx.add_working_group(&new).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin(official.scope()).await.unwrap();
        let second = tx.add_working_group(&group(&official, "Andere")).await;
        assert!(matches!(second, Err(StoreError::Duplicate(_))));
        tx.rollback().await.unwrap();
        for (version, fits) in [(2, false), (1, true), (1, false)] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            let changed = tx.change_working_group(&new, version).await;
            assert_eq!(changed.is_ok(), fits);
            if fits { tx.commit().await } else { tx.rollback().await }.unwrap();
        }
        let row = store.working_group(official.scope()).await.unwrap().unwrap();
        assert_eq!((row.id, row.version), (new.id, 2));
        let other = database.official("gemeente-hulst", "b").await;
        assert_eq!(store.working_group(other.scope()).await.unwrap(), None);
        for (scope, version) in [(official.scope(), Some(2)), (other.scope(), None)] {
            let mut tx = store.begin(scope).await.unwrap();
            assert_eq!(tx.lock_working_group(new.id).await.unwrap(), version);
            tx.rollback().await.unwrap();
        }
    });
}

#[test]
fn papers_are_of_one_party_and_closed_with_the_key_of_now() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-hulst", "b").await;
        let store = &database.store;
        let new = group(&official, "Werkgroep");
        let mut tx = store.begin(official.scope()).await.unwrap();
        tx.add_working_group(&new).await.unwrap();
        for (kind, state) in STATES {
            tx.add_group_paper(kind, &paper(new.id, 1, state)).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (kind, state) in STATES {
            let id = Uuid::from_u128(1);
            assert!(store.group_paper(other.scope(), kind, id).await.unwrap().is_none());
            let none = store.group_papers(other.scope(), kind, None).await.unwrap();
            assert!(none.items.is_empty());
            let NewPaper { day, content, .. } = paper(new.id, 1, state);
            let changed =
                |version| ChangedPaper { id, version, day, state, content: content.clone() };
            for (scope, version, fits) in [
                (other.scope(), 1, false),
                (official.scope(), 2, false),
                (official.scope(), 1, true),
            ] {
                let mut tx = store.begin(scope).await.unwrap();
                let done = tx.change_group_paper(kind, &changed(version)).await;
                assert_eq!(done.is_ok(), fits, "{kind:?}");
                if fits { tx.commit().await } else { tx.rollback().await }.unwrap();
            }
            let unknown = paper(new.id, 2, "onbekend");
            let mut tx = store.begin(official.scope()).await.unwrap();
            assert!(tx.add_group_paper(kind, &unknown).await.is_err());
            tx.rollback().await.unwrap();
        }
        let both = database.open_with(&keys(2)).await;
        assert_eq!(both.rotate(9).await.unwrap(), 4);
        let rotated = database.open_with(&other_keys()).await;
        for (kind, _) in STATES {
            let page = rotated.group_papers(official.scope(), kind, None).await.unwrap();
            let [row] = page.items.try_into().unwrap();
            assert_eq!((row.version, row.content), (2, secret("Verzonnen.")));
        }
        both.close().await.unwrap();
        rotated.close().await.unwrap();
    });
}

#[test]
fn a_list_goes_on_until_the_oldest_paper() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        let new = group(&official, "Werkgroep");
        let mut tx = store.begin(official.scope()).await.unwrap();
        tx.add_working_group(&new).await.unwrap();
        // One more than a page holds; the first one is of the day before.
        for number in 1..=501 {
            let mut paper = paper(new.id, number, "gesteld");
            paper.day = if number == 1 { paper.day.pred_opt().unwrap() } else { paper.day };
            tx.add_group_paper(GroupPaper::Question, &paper).await.unwrap();
        }
        tx.commit().await.unwrap();
        let read = async |cursor: Option<&Cursor>| {
            store.group_papers(official.scope(), GroupPaper::Question, cursor).await
        };
        let first = read(None).await.unwrap();
        let numbers = |page: &Page<PaperRow>| -> Vec<u128> {
            page.items.iter().map(|row| row.id.as_u128()).collect()
        };
        assert_eq!(numbers(&first), (2..=501).rev().collect::<Vec<_>>());
        let second = read(first.next.as_ref()).await.unwrap();
        assert_eq!((numbers(&second), second.next), (vec![1], None));
        let from = first.items[498].cursor();
        assert_eq!(numbers(&read(from.as_ref()).await.unwrap()), [2, 1]);
        let foreign = read(Some(&Cursor::new("geen-plaats"))).await;
        assert!(matches!(foreign, Err(StoreError::BadCursor)));
    });
}

#[test]
fn a_reminder_is_noted_once_and_only_of_the_meeting_that_was_read() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-hulst", "b").await;
        let (store, new) = (&database.store, group(&official, "Werkgroep"));
        let meeting = paper(new.id, 1, "gepland");
        let mut tx = store.begin(official.scope()).await.unwrap();
        tx.add_working_group(&new).await.unwrap();
        tx.add_group_paper(GroupPaper::Meeting, &meeting).await.unwrap();
        tx.commit().await.unwrap();
        let [(party, row)] = store.working_groups().await.unwrap().try_into().unwrap();
        assert_eq!((&party, row.id, row.version), (official.party(), new.id, 1));
        let (id, day) = (MeetingId::from_uuid(meeting.id), meeting.day);
        for (scope, version, is_new) in [
            (official.scope(), 2, false),
            (other.scope(), 1, false),
            (official.scope(), 1, true),
            (official.scope(), 1, false),
        ] {
            let account = official.account();
            let reminder = MeetingReminder { meeting: id, version, account, on: day };
            let mut tx = store.begin(scope).await.unwrap();
            assert_eq!(tx.remember_meeting_reminder(&reminder).await.unwrap(), is_new);
            tx.commit().await.unwrap();
        }
        let near =
            async |scope, from, until| store.near_meetings(scope, from, until).await.unwrap();
        let [found] = near(official.scope(), day, day).await.try_into().unwrap();
        assert_eq!(found.paper.content, meeting.content);
        assert_eq!(found.reminded, [official.account()].into());
        assert!(near(other.scope(), day, day).await.is_empty());
        let (before, after) = (day.pred_opt().unwrap(), day.succ_opt().unwrap());
        assert!(near(official.scope(), before, before).await.is_empty());
        assert!(near(official.scope(), after, after).await.is_empty());
    });
}
