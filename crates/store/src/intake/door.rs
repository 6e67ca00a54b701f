//! Coming in to fill in a questionnaire: by the link or by the number, and the session after that.

use super::row::Row;
use super::{BoundPerson, IntakeRow, IntakeState, TABLE};
use crate::keys::Keyring;
use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{Store, StoreError, Tx};
use kernel::{AccountId, EffectId, Id, IntakeId, Moment, PartyId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What is known of a questionnaire before anybody proved anything.
#[derive(Clone, Debug)]
pub struct Knock {
    /// The questionnaire.
    pub id: IntakeId,
    /// The party.
    pub party: PartyId,
    /// The digest of the code.
    pub code_hash: [u8; 32],
    /// The digest of the code to come back with, once the person came in.
    pub return_hash: Option<[u8; 32]>,
    /// Who signed in at a provider: then only they come in, and the codes open nothing.
    pub identity: Option<BoundPerson>,
    /// How many attempts failed in a row.
    pub failed: i32,
    /// Until when nobody comes in.
    pub locked_until: Option<Moment>,
}

/// A session to be made.
#[derive(Clone, Debug)]
pub struct NewIntakeSession {
    /// The questionnaire.
    pub intake: IntakeId,
    /// The digest of the secret.
    pub secret_hash: [u8; 32],
    /// The account that fills in a paper form; none for the person.
    pub entered_by: Option<AccountId>,
    /// When.
    pub at: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
}

/// What goes with the first entry.
#[derive(Clone, Copy, Debug)]
pub struct FirstEntry {
    /// The digest of the secret of the link, which is used up.
    pub link_hash: [u8; 32],
    /// The digest of the code to come back with.
    pub return_hash: [u8; 32],
}

/// Who fills in: the questionnaire, and the account when it is a paper form.
#[derive(Clone, Debug)]
pub struct InSession {
    /// The questionnaire.
    pub row: IntakeRow,
    /// The account that fills in a paper form.
    pub entered_by: Option<AccountId>,
    /// When it ends whatever happens.
    pub ends_at: Moment,
}

#[derive(FromQueryResult)]
struct SessionColumns {
    entered_by: Option<Uuid>,
    ends_at: i64,
    #[sea_orm(nested)]
    row: Row,
}

#[derive(FromQueryResult)]
struct KnockRow {
    id: Uuid,
    party_id: String,
    code_hash: Vec<u8>,
    return_hash: Option<Vec<u8>>,
    identity: Option<Vec<u8>>,
    failed: i32,
    locked_until: Option<i64>,
}

const KNOCK: &str = "SELECT id, party_id, code_hash, return_hash, identity, failed, locked_until FROM intake WHERE ";

impl Store {
    /// Returns the questionnaire of a link that was not used up by a code.
    pub async fn knock_by_link(&self, link_hash: [u8; 32]) -> Result<Option<Knock>, StoreError> {
        self.knock(Sql::new(KNOCK).text("link_hash = ").bind(link_hash.to_vec())).await
    }

    /// Returns the questionnaire with a number.
    pub async fn knock_by_number(&self, number: &str) -> Result<Option<Knock>, StoreError> {
        self.knock(Sql::new(KNOCK).text("number = ").bind(number)).await
    }

    async fn knock(&self, sql: Sql) -> Result<Option<Knock>, StoreError> {
        let row: Option<KnockRow> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys)).transpose()
    }

    /// Returns the questionnaire of a session under way. One that was not used since `idle_since` has ended.
    pub async fn intake_of_session(
        &self,
        secret_hash: [u8; 32],
        now: Moment,
        idle_since: Moment,
    ) -> Result<Option<InSession>, StoreError> {
        let sql = Sql::new("SELECT s.entered_by, s.ends_at, ")
            .text(super::row::COLUMNS)
            .text(" FROM intake i JOIN intake_session s ON s.intake_id = i.id AND s.party_id = i.party_id WHERE s.secret_hash = ")
            .bind(secret_hash.to_vec())
            .text(" AND s.ends_at > ")
            .bind(now.micros())
            .text(" AND s.seen_at > ")
            .bind(idle_since.micros());
        let Some(row) = sql.one::<SessionColumns>(&self.pools.read).await? else { return Ok(None) };
        let entered_by = row.entered_by.map(AccountId::from_uuid);
        let ends_at = moment("intake_session", "ends_at", row.ends_at)?;
        Ok(Some(InSession { row: row.row.open(&self.keys)?, entered_by, ends_at }))
    }

    /// Notes that a session is in use, when that was last noted before a moment.
    pub async fn see_intake_session(
        &self,
        secret_hash: [u8; 32],
        now: Moment,
        noted_before: Moment,
    ) -> Result<(), StoreError> {
        Sql::new("UPDATE intake_session SET seen_at = ")
            .bind(now.micros())
            .text(" WHERE secret_hash = ")
            .bind(secret_hash.to_vec())
            .text(" AND seen_at < ")
            .bind(noted_before.micros())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn end_intake_session(&self, secret_hash: [u8; 32]) -> Result<(), StoreError> {
        Sql::new("DELETE FROM intake_session WHERE secret_hash = ")
            .bind(secret_hash.to_vec())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }
}

impl Tx {
    /// Counts a failed attempt to come in: with the `most`th in a row nobody comes in until a moment. After such a time the count
    /// begins again.
    pub async fn fail_intake(
        &mut self,
        id: IntakeId,
        most: i32,
        (now, locked_until): (Moment, Moment),
    ) -> Result<(), StoreError> {
        const COUNT: &str = "(CASE WHEN locked_until IS NULL THEN failed ELSE 0 END) + 1";
        let sql = Sql::new("UPDATE intake SET failed = ")
            .text(COUNT)
            .text(", locked_until = CASE WHEN locked_until > ")
            .bind(now.micros())
            .text(" THEN locked_until WHEN ")
            .text(COUNT)
            .text(" >= ")
            .bind(most)
            .text(" THEN ")
            .bind(locked_until.micros())
            .text(" ELSE NULL END");
        one_row(self.of_id(sql, id).execute(&self.transaction).await?)
    }

    /// Lets somebody in. The link works once; with the first entry comes the code to come back with.
    pub async fn enter_intake(
        &mut self,
        session: &NewIntakeSession,
        first: Option<FirstEntry>,
    ) -> Result<(), StoreError> {
        let sql = entering(session.at)
            .text(", link_hash = NULL")
            .bind_some(", code = NULL, return_hash = ", first.map(|one| one.return_hash.to_vec()));
        // Of two who use a link at once, one comes in; not by a code when the other signed in at a provider.
        let sql = self.of_id(sql, session.intake).text(" AND identity IS NULL");
        let sql = sql.bind_some(" AND link_hash = ", first.map(|one| one.link_hash.to_vec()));
        one_row(sql.execute(&self.transaction).await?)?;
        self.begin_intake_session(session).await
    }

    /// Begins a session.
    pub async fn begin_intake_session(
        &mut self,
        session: &NewIntakeSession,
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO intake_session (secret_hash, party_id, intake_id, entered_by, created_at, seen_at, ends_at) VALUES (")
            .bind_list([
                session.secret_hash.to_vec().into(),
                self.party_text().into(),
                session.intake.uuid().into(),
                session.entered_by.map(AccountId::uuid).into(),
                session.at.micros().into(),
                session.at.micros().into(),
                session.ends_at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Remembers with which mail the link that works now went; none when it goes another way.
    pub async fn link_mailed(
        &mut self,
        id: IntakeId,
        mail: Option<EffectId>,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE intake SET link_mail = ").bind(mail.map(EffectId::uuid));
        one_row(self.of_id(sql, id).execute(&self.transaction).await?)
    }

    /// Gives a questionnaire a new link and code: what was given before stops working, who signed in is forgotten, the answers and
    /// the last day stay.
    pub async fn renew_intake(
        &mut self,
        id: IntakeId,
        link_hash: [u8; 32],
        code_hash: [u8; 32],
        code: &kernel::Redacted<String>,
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal(&super::place(self.party(), "code", id), code.reveal())?;
        let sql = Sql::new(
            "UPDATE intake SET failed = 0, locked_until = NULL, return_hash = NULL, identity = NULL, link_hash = ",
        )
        .bind(link_hash.to_vec())
        .text(", code_hash = ")
        .bind(code_hash.to_vec())
        .text(", code = ")
        .bind(sealed);
        one_row(self.of_id(sql, id).execute(&self.transaction).await?)?;
        Sql::new("DELETE FROM intake_session WHERE intake_id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

/// What changes whenever somebody comes in.
pub(super) fn entering(at: Moment) -> Sql {
    Sql::new(
        "UPDATE intake SET failed = 0, locked_until = NULL, entered_at = COALESCE(entered_at, ",
    )
    .bind(at.micros())
    .text("), state = CASE WHEN state = ")
    .bind(IntakeState::Invited.id())
    .text(" THEN ")
    .bind(IntakeState::Underway.id())
    .text(" ELSE state END")
}

impl KnockRow {
    fn open(self, keys: &Keyring) -> Result<Knock, StoreError> {
        let id = IntakeId::from_uuid(self.id);
        let party = crate::party::party_id(TABLE, &self.party_id)?;
        let identity = self.identity.as_deref();
        let identity =
            identity.map(|sealed| BoundPerson::open(keys, &party, id, sealed)).transpose()?;
        let hash = |hash: Vec<u8>| {
            hash.try_into().map_err(|_| StoreError::inconsistent(TABLE, "code_hash", &id))
        };
        Ok(Knock {
            id,
            code_hash: hash(self.code_hash)?,
            return_hash: self.return_hash.map(hash).transpose()?,
            identity,
            failed: self.failed,
            locked_until: maybe_moment(TABLE, "locked_until", self.locked_until)?,
            party,
        })
    }
}
