//! The persons and organisations on the files of a party, to be found again. What is compared is closed at rest; what it is looked
//! up by is kept as keyed hashes, so that the table tells no name and nobody can try names without the key.

mod link;

pub use link::{LinkState, NewSubjectLink, SubjectLink, SubjectPair};

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, one_row};
use crate::{Keyring, PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{CaseId, Id, PartyId, Redacted, SubjectId};
use sea_orm::{FromQueryResult, QueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const TABLE: &str = "known_subject";
/// So many rows of keys are looked into for one subject. The rarest keys come first and are always whole; what shares only a more
/// common one scores low. It also bounds the counting, which is most of what the database does.
const MOST_ROWS: usize = 500;

/// Somebody on a file, to be made findable.
#[derive(Clone, Debug)]
pub struct NewKnownSubject {
    /// The id on the file.
    pub id: SubjectId,
    /// What is compared, as JSON.
    pub profile: Redacted<String>,
    /// The blocking keys.
    pub keys: Vec<Redacted<String>>,
}

/// Somebody who is known from a file.
#[derive(Clone, Debug)]
pub struct KnownSubject {
    /// The id on the file.
    pub id: SubjectId,
    /// The file.
    pub case: CaseId,
    /// What is compared, as JSON.
    pub profile: Redacted<String>,
}

/// Who is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'s> {
    /// The blocking keys.
    pub keys: &'s [Redacted<String>],
    /// The file whose own persons are passed over.
    pub except: Option<CaseId>,
    /// A key that stands on more persons than this, of those among whom is looked, is passed over.
    pub stop_key: usize,
    /// How many to look at, at most: those who share most keys.
    pub most: usize,
}

/// Among whom somebody is looked for.
#[derive(Clone, Copy)]
enum Circle<'c> {
    /// The persons on files that an account is on.
    Files(&'c Viewer),
    /// All persons on files of a party.
    Party(&'c PartyScope),
}

impl<'c> Circle<'c> {
    fn party(self) -> &'c PartyId {
        match self {
            Self::Files(viewer) => viewer.party(),
            Self::Party(scope) => scope.party(),
        }
    }

    /// Keeps only rows of files in the circle; `case` is the column with the file's id.
    fn narrowed(self, sql: Sql, case: &str) -> Sql {
        match self {
            Self::Files(viewer) => member(sql, viewer, case),
            Self::Party(_) => sql,
        }
    }

    /// Keeps only keys `k` of who is looked among. Everything that is counted, ordered or cut goes through here: a limit over the
    /// whole party would be filled by files that the reader is not on, and would tell that they are there.
    fn keys(self, sql: Sql, except: Option<CaseId>) -> Sql {
        let sql = sql.bind_some(" AND k.case_id <> ", except.map(Id::uuid));
        self.narrowed(sql, "k.case_id")
    }
}

/// Who shares keys with somebody.
#[derive(Clone, Debug, Default)]
pub struct KnownAlike {
    /// Who they are; those that share most keys come first.
    pub subjects: Vec<KnownSubject>,
    /// How many keys were passed over because too many share them.
    pub passed_over: usize,
    /// Whether there may be more who share a key than were looked at.
    pub cut: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    profile: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Shared {
    hash: i64,
    persons: i64,
}

impl Store {
    /// Finds who shares blocking keys with somebody, among the persons on files that the account is on.
    pub async fn known_alike(
        &self,
        viewer: &Viewer,
        sought: Sought<'_>,
    ) -> Result<KnownAlike, StoreError> {
        self.alike(Circle::Files(viewer), sought).await
    }

    /// Finds who shares blocking keys with somebody, among the persons on all files of a party. Only for who handles a tip about
    /// that somebody: they are on no file, and have to know on which one the tip belongs.
    pub async fn known_alike_in_party(
        &self,
        scope: &PartyScope,
        sought: Sought<'_>,
    ) -> Result<KnownAlike, StoreError> {
        self.alike(Circle::Party(scope), sought).await
    }

    async fn alike(
        &self,
        circle: Circle<'_>,
        sought: Sought<'_>,
    ) -> Result<KnownAlike, StoreError> {
        let (chosen, passed_over) = self.chosen_keys(circle, sought).await?;
        let sharing = self.sharing(circle, chosen, sought).await?;
        let mut subjects = self.known_in(circle, sharing.iter().copied()).await?;
        let order: BTreeMap<SubjectId, usize> = sharing.iter().copied().zip(0..).collect();
        subjects.sort_by_key(|subject| order.get(&subject.id).copied());
        Ok(KnownAlike { subjects, passed_over, cut: sharing.len() == sought.most })
    }

    /// Returns the keys to look into, and how many were passed over.
    async fn chosen_keys(
        &self,
        circle: Circle<'_>,
        sought: Sought<'_>,
    ) -> Result<(Vec<i64>, usize), StoreError> {
        let keys = sought.keys.iter();
        let hashes = keys.flat_map(|key| self.keys.blocking_hashes(circle.party(), key.reveal()));
        let hashes: BTreeSet<i64> = hashes.collect();
        // Counting is the dearest part: no further than it matters.
        let few = MOST_ROWS.min(sought.stop_key);
        let shared = self.shared_keys((circle, sought.except), &hashes, few).await?;
        let mut chosen = rarest(&shared, few);
        if chosen.is_empty() && !shared.is_empty() {
            let among = (circle, sought.except);
            let counted = self.shared_keys(among, &hashes, sought.stop_key).await?;
            chosen = rarest(&counted, sought.stop_key);
        }
        let passed_over = shared.len() - chosen.len();
        Ok((chosen, passed_over))
    }

    /// Returns on how many persons of the circle each key stands that stands on any; one more than `most` means more than that.
    async fn shared_keys(
        &self,
        (circle, except): (Circle<'_>, Option<CaseId>),
        hashes: &BTreeSet<i64>,
        most: usize,
    ) -> Result<Vec<Shared>, StoreError> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT v.column1 AS hash, (SELECT COUNT(*) FROM (SELECT 1 FROM known_key k WHERE k.party_id = ")
            .bind(circle.party().as_str())
            .text(" AND k.hash = v.column1")
            .then(|sql| circle.keys(sql, except))
            .text(" LIMIT ")
            .bind(number(most).saturating_add(1))
            .text(") AS counted) AS persons FROM (VALUES ");
        let sql = hashes.iter().enumerate().fold(sql, |sql, (place, hash)| {
            sql.text(if place == 0 { "(" } else { ", (" }).bind(*hash).text(")")
        });
        let rows: Vec<Shared> = sql.text(") AS v").all(&self.pools.read).await?;
        Ok(rows.into_iter().filter(|row| row.persons > 0).collect())
    }

    /// Returns who of the circle shares these keys, who shares most of them first.
    async fn sharing(
        &self,
        circle: Circle<'_>,
        keys: Vec<i64>,
        sought: Sought<'_>,
    ) -> Result<Vec<SubjectId>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT k.subject_id FROM known_key k WHERE k.party_id = ")
            .bind(circle.party().as_str())
            .text(" AND k.hash IN (")
            .bind_list(keys.into_iter().map(Value::from))
            .text(")")
            .then(|sql| circle.keys(sql, sought.except))
            .text(" GROUP BY k.subject_id ORDER BY COUNT(*) DESC, k.subject_id LIMIT ")
            .bind(number(sought.most));
        let rows = sql.rows(&self.pools.read).await?;
        let id = |row: &QueryResult| Ok(SubjectId::from_uuid(row.try_get_by_index(0)?));
        rows.iter().map(id).collect()
    }

    /// Returns these persons, as far as the account is on their files.
    pub async fn known_subjects(
        &self,
        viewer: &Viewer,
        ids: impl IntoIterator<Item = SubjectId>,
    ) -> Result<Vec<KnownSubject>, StoreError> {
        self.known_in(Circle::Files(viewer), ids).await
    }

    /// Returns these persons of a party, for who decided about them beside a tip.
    pub async fn known_subjects_in_party(
        &self,
        scope: &PartyScope,
        ids: impl IntoIterator<Item = SubjectId>,
    ) -> Result<Vec<KnownSubject>, StoreError> {
        self.known_in(Circle::Party(scope), ids).await
    }

    async fn known_in(
        &self,
        circle: Circle<'_>,
        ids: impl IntoIterator<Item = SubjectId>,
    ) -> Result<Vec<KnownSubject>, StoreError> {
        let ids: Vec<Value> = ids.into_iter().map(|id| id.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql =
            Sql::new("SELECT s.id, s.case_id, s.profile FROM known_subject s WHERE s.party_id = ")
                .bind(circle.party().as_str())
                .text(" AND s.id IN (")
                .bind_list(ids)
                .text(")");
        let rows: Vec<Row> = circle.narrowed(sql, "s.case_id").all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, circle.party())).collect()
    }

    /// Marks the files whose persons were made findable with other rules or another key, so that the worker does them again.
    /// Returns how many there are.
    pub async fn forget_known_cases(&self, rules: u16) -> Result<u64, StoreError> {
        Sql::new("UPDATE case_file SET known_version = NULL WHERE known_version <> ")
            .bind(known_version(&self.keys, rules))
            .execute(&self.pools.write)
            .await
    }
}

impl Tx {
    /// Makes the persons on a file findable, in the place of those that were; what was decided about who stays is kept.
    pub async fn keep_known_subjects(
        &mut self,
        case: CaseId,
        rules: u16,
        subjects: &[NewKnownSubject],
    ) -> Result<(), StoreError> {
        self.drop_known_but(case, subjects).await?;
        for subject in subjects {
            self.keep_known_subject(case, subject).await?;
            self.keep_keys(case, subject).await?;
        }
        let rows = Sql::new("UPDATE case_file SET known_version = ")
            .bind(known_version(&self.keys, rules))
            .text(" WHERE id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        one_row(rows)
    }

    async fn drop_known_but(
        &self,
        case: CaseId,
        subjects: &[NewKnownSubject],
    ) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM known_subject WHERE case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        let sql = if subjects.is_empty() {
            sql
        } else {
            let ids = subjects.iter().map(|subject| subject.id.uuid().into());
            sql.text(" AND id NOT IN (").bind_list(ids).text(")")
        };
        sql.execute(&self.transaction).await?;
        Ok(())
    }

    async fn keep_known_subject(
        &self,
        case: CaseId,
        subject: &NewKnownSubject,
    ) -> Result<(), StoreError> {
        let place = place(self.party(), subject.id);
        let profile = self.keys.seal(&place, subject.profile.reveal())?;
        let rows = Sql::new("INSERT INTO known_subject (id, party_id, case_id, profile) VALUES (")
            .bind_list([
                subject.id.uuid().into(),
                self.party_text().into(),
                case.uuid().into(),
                profile.into(),
            ])
            .text(") ON CONFLICT (id) DO UPDATE SET profile = excluded.profile WHERE known_subject.party_id = excluded.party_id AND known_subject.case_id = excluded.case_id")
            .execute(&self.transaction)
            .await?;
        one_row(rows)
    }

    async fn keep_keys(&self, case: CaseId, subject: &NewKnownSubject) -> Result<(), StoreError> {
        Sql::new("DELETE FROM known_key WHERE subject_id = ")
            .bind(subject.id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        let hash = |key: &Redacted<String>| self.keys.blocking_hash(self.party(), key.reveal());
        let hashes: BTreeSet<i64> = subject.keys.iter().filter_map(hash).collect();
        if hashes.is_empty() {
            return Ok(());
        }
        let sql = Sql::new("INSERT INTO known_key (party_id, hash, subject_id, case_id) VALUES ");
        let sql = hashes.into_iter().enumerate().fold(sql, |sql, (place, hash)| {
            sql.text(if place == 0 { "(" } else { ", (" })
                .bind_list([
                    self.party_text().into(),
                    hash.into(),
                    subject.id.uuid().into(),
                    case.uuid().into(),
                ])
                .text(")")
        });
        sql.execute(&self.transaction).await?;
        Ok(())
    }
}

/// Returns the version under which persons are made findable now: that of the rules, and the key of the hashes.
fn known_version(keys: &Keyring, rules: u16) -> i64 {
    (i64::from(rules) << 32) | i64::from(keys.current())
}

/// Chooses the keys to look into: the rarest first, until they stand on [`MOST_ROWS`] persons together. What stands on more than
/// `most` persons is passed over.
fn rarest(shared: &[Shared], most: usize) -> Vec<i64> {
    let mut fit: Vec<&Shared> = shared.iter().filter(|key| key.persons <= number(most)).collect();
    fit.sort_by_key(|key| (key.persons, key.hash));
    let mut rows = 0;
    let within = |key: &&Shared| {
        let first = rows == 0;
        rows += key.persons;
        first || rows <= number(MOST_ROWS)
    };
    fit.into_iter().take_while(within).map(|key| key.hash).collect()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn place(party: &PartyId, id: SubjectId) -> Place<'_> {
    Place { table: TABLE, column: "profile", party, row: id.to_string() }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<KnownSubject, StoreError> {
        let id = SubjectId::from_uuid(self.id);
        let profile = keys.open(&place(party, id), &self.profile)?;
        Ok(KnownSubject { id, case: CaseId::from_uuid(self.case_id), profile })
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_ROWS, Shared, number, rarest};

    fn shared(counts: &[i64]) -> Vec<Shared> {
        let keys = counts.iter().zip(1..);
        keys.map(|(persons, hash)| Shared { hash, persons: *persons }).collect()
    }

    #[test]
    fn the_rarest_keys_come_first_and_a_key_is_whole_or_passed_over() {
        let most = number(MOST_ROWS);
        assert_eq!(rarest(&shared(&[30, 2, most - 32]), 1_000), [2, 1, 3]);
        assert_eq!(rarest(&shared(&[30, 2, most - 31]), 1_000), [2, 1]);
        assert_eq!(rarest(&shared(&[most, 2, most - 2]), 20_000), [2, 3]);
        assert_eq!(rarest(&shared(&[most + 1]), 20_000), [1]);
        assert_eq!(rarest(&shared(&[20_001, 20_000]), 20_000), [2]);
        assert!(rarest(&[], 20_000).is_empty());
    }
}
