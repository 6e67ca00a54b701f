//! The key pairs of a party, by purpose.

use crate::keys::Place;
use crate::sql::{Sql, maybe_moment, moment, one_row, touched};
use crate::{Keyring, PartyScope, Store, StoreError, Tx};
use kernel::{Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "tip_key";

/// What a key pair is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipKeyPurpose {
    /// To sign with.
    Signing,
    /// To open what others encrypted.
    Encryption,
}

impl TipKeyPurpose {
    fn id(self) -> &'static str {
        match self {
            Self::Signing => "ondertekening",
            Self::Encryption => "versleuteling",
        }
    }
}

/// A key pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipKeyRow {
    /// The id.
    pub id: Uuid,
    /// What it is for.
    pub purpose: TipKeyPurpose,
    /// Its algorithm, as JOSE names it.
    pub algorithm: String,
    /// The public half, as JSON.
    pub public: String,
    /// The secret half, as JSON; `None` when it was destroyed.
    pub secret: Option<Redacted<String>>,
    /// From when it is used.
    pub from: Moment,
    /// Until when others may use it, or it is taken.
    pub until: Option<Moment>,
}

/// A key pair to be kept.
#[derive(Clone, Debug)]
pub struct NewTipKey {
    /// The id.
    pub id: Uuid,
    /// What it is for.
    pub purpose: TipKeyPurpose,
    /// Its algorithm, as JOSE names it.
    pub algorithm: &'static str,
    /// The public half, as JSON.
    pub public: String,
    /// The secret half, as JSON.
    pub secret: Redacted<String>,
    /// From when it is used.
    pub from: Moment,
    /// Until when, when that is known.
    pub until: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    purpose: String,
    algorithm: String,
    public: String,
    secret: Option<Vec<u8>>,
    from_at: i64,
    until_at: Option<i64>,
}

impl Store {
    /// Lists the key pairs of a party, the oldest first.
    pub async fn tip_keys(&self, scope: &PartyScope) -> Result<Vec<TipKeyRow>, StoreError> {
        let rows: Vec<Row> = keys_of(scope.party()).all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<TipKeyRow, StoreError> {
        let purpose = [TipKeyPurpose::Signing, TipKeyPurpose::Encryption]
            .into_iter()
            .find(|purpose| purpose.id() == self.purpose)
            .ok_or_else(|| StoreError::inconsistent(TABLE, "purpose", &self.id))?;
        let open = |secret: Vec<u8>| keys.open(&place(party, self.id), &secret);
        Ok(TipKeyRow {
            id: self.id,
            purpose,
            algorithm: self.algorithm,
            public: self.public,
            secret: self.secret.map(open).transpose()?,
            from: moment(TABLE, "from_at", self.from_at)?,
            until: maybe_moment(TABLE, "until_at", self.until_at)?,
        })
    }
}

impl Tx {
    /// Lists the key pairs of the party, the oldest first; [`Tx::tip_body_for_update`] comes first, so that nobody adds one meanwhile.
    pub async fn tip_keys(&mut self) -> Result<Vec<TipKeyRow>, StoreError> {
        let rows: Vec<Row> = keys_of(self.party()).all(&self.transaction).await?;
        rows.into_iter().map(|row| row.open(&self.keys, self.party())).collect()
    }

    /// Keeps a new key pair.
    pub async fn add_tip_key(&mut self, new: &NewTipKey) -> Result<(), StoreError> {
        let secret = self.keys.seal(&place(self.party(), new.id), new.secret.reveal())?;
        Sql::new("INSERT INTO tip_key (id, party_id, purpose, algorithm, public, secret, from_at, until_at) VALUES (")
            .bind_list([
                new.id.into(),
                self.party_text().into(),
                new.purpose.id().into(),
                new.algorithm.into(),
                new.public.as_str().into(),
                secret.into(),
                new.from.micros().into(),
                new.until.map(Moment::micros).into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Gives a key pair an end, in the place of what it had.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not there.
    pub async fn end_tip_key(&mut self, id: Uuid, until: Moment) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE tip_key SET until_at = ").bind(until.micros());
        one_row(self.one_key(sql, id).execute(&self.transaction).await?)
    }

    /// Destroys the secret half of a key pair whose time is over; the public half stays, so that signatures can be checked.
    pub async fn destroy_tip_secret(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE tip_key SET secret = NULL");
        Ok(touched(self.one_key(sql, id).execute(&self.transaction).await?))
    }

    fn one_key(&self, sql: Sql, id: Uuid) -> Sql {
        sql.text(" WHERE id = ").bind(id).text(" AND party_id = ").bind(self.party_text())
    }
}

fn keys_of(party: &PartyId) -> Sql {
    Sql::new("SELECT id, purpose, algorithm, public, secret, from_at, until_at FROM tip_key WHERE party_id = ")
        .bind(party.as_str())
        .text(" ORDER BY from_at, id")
}

fn place(party: &PartyId, id: Uuid) -> Place<'_> {
    Place { table: TABLE, column: "secret", party, row: id.to_string() }
}
