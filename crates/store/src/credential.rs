//! What somebody signs in with: an e-mail address, a password, a second factor, and codes for who lost that.

use crate::keys::Place;
use crate::party::party_id;
use crate::sql::{Sql, maybe_moment, touched};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, Id, Moment, PartyId, Redacted};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

const TABLE: &str = "credential";
/// The column of the secret in use, and of the one that is shown and not yet confirmed.
const IN_USE: &str = "totp_secret";
const PROPOSED: &str = "totp_new";

/// What an account signs in with.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The account.
    pub account: AccountId,
    /// Its party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// Whether it may be used.
    pub active: bool,
    /// The e-mail address, in small letters.
    pub email: Redacted<String>,
    /// The hash of the password, when there is one.
    pub password_hash: Option<Redacted<String>>,
    /// The secret of the second factor, when there is one.
    pub totp_secret: Option<Redacted<String>>,
    /// A secret that was shown and not confirmed.
    pub totp_new: Option<Redacted<String>>,
    /// The step of the last code that was used.
    pub totp_step: Option<u64>,
    /// How many attempts failed in a row.
    pub failures: u32,
    /// Until when no attempt succeeds.
    pub locked_until: Option<Moment>,
    /// Until when a code to choose a password works, when one was given.
    pub setup_until: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    account_id: Uuid,
    party_id: String,
    name: String,
    role: String,
    active: bool,
    email: String,
    password_hash: Option<String>,
    totp_secret: Option<Vec<u8>>,
    totp_new: Option<Vec<u8>>,
    totp_step: Option<i64>,
    failures: i32,
    locked_until: Option<i64>,
    setup_until: Option<i64>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Failures {
    failures: i32,
}

impl Store {
    /// Returns the credential of an e-mail address in small letters, of any party.
    pub async fn credential_by_email(&self, email: &str) -> Result<Option<Credential>, StoreError> {
        self.credential_row(credentials().text(" WHERE c.email = ").bind(email)).await
    }

    /// Returns the credential that a code to choose a password belongs to, of any party; none when its time is over.
    pub async fn credential_by_setup(
        &self,
        setup_hash: [u8; 32],
        now: Moment,
    ) -> Result<Option<Credential>, StoreError> {
        let sql = credentials().text(" WHERE c.setup_hash = ").bind(setup_hash.to_vec());
        self.credential_row(sql.text(" AND c.setup_until > ").bind(now.micros())).await
    }

    /// Returns the credential of an account.
    pub async fn credential(
        &self,
        scope: &PartyScope,
        account: AccountId,
    ) -> Result<Option<Credential>, StoreError> {
        let sql = credentials().text(" WHERE c.account_id = ").bind(account.uuid());
        self.credential_row(sql.text(" AND c.party_id = ").bind(scope.party().as_str())).await
    }

    /// Lists the credentials of a party, in order of account.
    pub async fn credentials(&self, scope: &PartyScope) -> Result<Vec<Credential>, StoreError> {
        let sql = credentials().text(" WHERE c.party_id = ").bind(scope.party().as_str());
        let rows: Vec<Row> = sql.text(" ORDER BY c.account_id").all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(self)).collect()
    }

    /// Counts the recovery codes of an account that were not used.
    pub async fn recovery_codes_left(
        &self,
        scope: &PartyScope,
        account: AccountId,
    ) -> Result<i64, StoreError> {
        let sql = Sql::new("SELECT COUNT(*) AS count FROM recovery_code WHERE used_at IS NULL");
        let count: Option<Count> = of(sql, scope.party(), account).one(&self.pools.read).await?;
        Ok(count.map_or(0, |row| row.count))
    }

    async fn credential_row(&self, sql: Sql) -> Result<Option<Credential>, StoreError> {
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(self)).transpose()
    }
}

impl Tx {
    /// Gives an account an e-mail address to sign in with. An address is one account's in the whole installation.
    pub async fn create_credential(
        &mut self,
        account: AccountId,
        email: &Redacted<String>,
        at: Moment,
    ) -> Result<(), StoreError> {
        Sql::new(
            "INSERT INTO credential (account_id, party_id, email, failures, changed_at) VALUES (",
        )
        .bind_list([
            account.uuid().into(),
            self.party_text().into(),
            email.reveal().as_str().into(),
            0.into(),
            at.micros().into(),
        ])
        .text(")")
        .execute(&self.transaction)
        .await?;
        Ok(())
    }

    /// Gives a credential another e-mail address; returns whether there is one.
    pub async fn set_email(
        &mut self,
        account: AccountId,
        email: &Redacted<String>,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let email = email.reveal().as_str().into();
        self.set_credential(account, &[("email", email), ("changed_at", at.micros().into())]).await
    }

    /// Counts an attempt that failed; returns how many failed in a row.
    pub async fn sign_in_failed(&mut self, account: AccountId) -> Result<u32, StoreError> {
        let sql = Sql::new("UPDATE credential SET failures = failures + 1 WHERE 1 = 1");
        let sql = of(sql, self.party(), account).text(" RETURNING failures");
        let row: Option<Failures> = sql.one(&self.transaction).await?;
        Ok(row.and_then(|row| u32::try_from(row.failures).ok()).unwrap_or_default())
    }

    /// Lets no attempt succeed until a moment.
    pub async fn lock_sign_in(
        &mut self,
        account: AccountId,
        until: Moment,
    ) -> Result<(), StoreError> {
        self.set_credential(account, &[("locked_until", until.micros().into())]).await.map(|_| ())
    }

    /// Notes an attempt that succeeded, with the step of its code when it had one. Returns whether it counts: not when the
    /// account was locked meanwhile, and not when the code was used already.
    pub async fn sign_in_succeeded(
        &mut self,
        account: AccountId,
        step: Option<u64>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE credential SET failures = 0, locked_until = NULL");
        let step = step.map(small);
        let sql = sql.bind_some(", totp_step = ", step);
        let sql = sql
            .text(" WHERE (locked_until IS NULL OR locked_until <= ")
            .bind(now.micros())
            .text(")");
        let sql = match step {
            Some(step) => sql.text(" AND (totp_step IS NULL OR totp_step < ").bind(step).text(")"),
            None => sql,
        };
        Ok(touched(of(sql, self.party(), account).execute(&self.transaction).await?))
    }

    /// Keeps the hash of a password; the code to choose one works no more, and a lock is lifted. With `setup_hash` only when that
    /// is still the code; returns whether it was kept.
    pub async fn set_password(
        &mut self,
        account: AccountId,
        hash: &Redacted<String>,
        setup_hash: Option<[u8; 32]>,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let columns: [(&str, Value); 6] = [
            ("password_hash", hash.reveal().as_str().into()),
            ("setup_hash", None::<Vec<u8>>.into()),
            ("setup_until", None::<i64>.into()),
            ("failures", 0.into()),
            ("locked_until", None::<i64>.into()),
            ("changed_at", at.micros().into()),
        ];
        let sql = changed(&columns).text(" WHERE 1 = 1");
        let sql = sql.bind_some(" AND setup_hash = ", setup_hash.map(Vec::from));
        Ok(touched(of(sql, self.party(), account).execute(&self.transaction).await?))
    }

    /// Keeps a hash of the same password at another cost.
    pub async fn rehash_password(
        &mut self,
        account: AccountId,
        hash: &Redacted<String>,
    ) -> Result<bool, StoreError> {
        self.set_credential(account, &[("password_hash", hash.reveal().as_str().into())]).await
    }

    /// Takes the password away and lets the owner choose one with a code, until a moment.
    pub async fn begin_setup(
        &mut self,
        account: AccountId,
        setup_hash: [u8; 32],
        until: Moment,
    ) -> Result<bool, StoreError> {
        let columns: [(&str, Value); 5] = [
            ("password_hash", None::<String>.into()),
            ("setup_hash", setup_hash.to_vec().into()),
            ("setup_until", until.micros().into()),
            ("failures", 0.into()),
            ("locked_until", None::<i64>.into()),
        ];
        self.set_credential(account, &columns).await
    }

    /// Takes the second factor and its recovery codes away.
    pub async fn drop_second_factor(&mut self, account: AccountId) -> Result<bool, StoreError> {
        let columns: [(&str, Value); 3] = [
            (IN_USE, None::<Vec<u8>>.into()),
            (PROPOSED, None::<Vec<u8>>.into()),
            ("totp_step", None::<i64>.into()),
        ];
        self.replace_recovery_codes(account, &[]).await?;
        self.set_credential(account, &columns).await
    }

    /// Keeps a secret that is shown, until a code confirms it.
    pub async fn propose_totp(
        &mut self,
        account: AccountId,
        secret: &Redacted<String>,
    ) -> Result<bool, StoreError> {
        let sealed = self.keys.seal(&place(self.party(), PROPOSED, account), secret.reveal())?;
        self.set_credential(account, &[(PROPOSED, sealed.into())]).await
    }

    /// Takes a confirmed secret in use, with the step of the code that confirmed it.
    pub async fn confirm_totp(
        &mut self,
        account: AccountId,
        secret: &Redacted<String>,
        step: u64,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let sealed = self.keys.seal(&place(self.party(), IN_USE, account), secret.reveal())?;
        let columns: [(&str, Value); 4] = [
            (IN_USE, sealed.into()),
            (PROPOSED, None::<Vec<u8>>.into()),
            ("totp_step", small(step).into()),
            ("changed_at", at.micros().into()),
        ];
        self.set_credential(account, &columns).await
    }

    /// Puts new recovery codes in the place of the old ones.
    pub async fn replace_recovery_codes(
        &mut self,
        account: AccountId,
        hashes: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM recovery_code WHERE 1 = 1");
        of(sql, self.party(), account).execute(&self.transaction).await?;
        for hash in hashes {
            Sql::new("INSERT INTO recovery_code (account_id, code_hash, party_id) VALUES (")
                .bind_list([account.uuid().into(), hash.to_vec().into(), self.party_text().into()])
                .text(")")
                .execute(&self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Uses a recovery code up; returns whether it was one.
    pub async fn use_recovery_code(
        &mut self,
        account: AccountId,
        hash: [u8; 32],
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE recovery_code SET used_at = ")
            .bind(now.micros())
            .text(" WHERE used_at IS NULL AND code_hash = ")
            .bind(hash.to_vec());
        Ok(touched(of(sql, self.party(), account).execute(&self.transaction).await?))
    }

    async fn set_credential(
        &self,
        account: AccountId,
        columns: &[(&str, Value)],
    ) -> Result<bool, StoreError> {
        let sql = of(changed(columns).text(" WHERE 1 = 1"), self.party(), account);
        Ok(touched(sql.execute(&self.transaction).await?))
    }
}

fn changed(columns: &[(&str, Value)]) -> Sql {
    let begin = (Sql::new("UPDATE credential SET "), "");
    let column = |(sql, comma): (Sql, &'static str), (name, value): &(&str, Value)| {
        (sql.text(&format!("{comma}{name} = ")).bind(value.clone()), ", ")
    };
    columns.iter().fold(begin, column).0
}

/// Keeps only rows of an account of a party.
fn of(sql: Sql, party: &PartyId, account: AccountId) -> Sql {
    sql.text(" AND account_id = ")
        .bind(account.uuid())
        .text(" AND party_id = ")
        .bind(party.as_str())
}

fn credentials() -> Sql {
    Sql::new("SELECT c.account_id, c.party_id, a.name, a.role, a.active, c.email, c.password_hash, c.totp_secret, ")
        .text("c.totp_new, c.totp_step, c.failures, c.locked_until, c.setup_until FROM credential c ")
        .text("JOIN account a ON a.id = c.account_id AND a.party_id = c.party_id")
}

fn place<'p>(party: &'p PartyId, column: &'static str, account: AccountId) -> Place<'p> {
    Place { table: TABLE, column, party, row: account.to_string() }
}

/// A step of thirty seconds since 1970 is small for ages.
fn small(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

impl Row {
    fn open(self, store: &Store) -> Result<Credential, StoreError> {
        let party = party_id(TABLE, &self.party_id)?;
        let account = AccountId::from_uuid(self.account_id);
        let secret = |column, sealed: Option<Vec<u8>>| {
            sealed
                .map(|sealed| store.keys.open(&place(&party, column, account), &sealed))
                .transpose()
        };
        Ok(Credential {
            totp_secret: secret(IN_USE, self.totp_secret)?,
            totp_new: secret(PROPOSED, self.totp_new)?,
            account,
            name: self.name,
            role: self.role,
            active: self.active,
            email: Redacted::new(self.email),
            password_hash: self.password_hash.map(Redacted::new),
            totp_step: self.totp_step.and_then(|step| u64::try_from(step).ok()),
            failures: u32::try_from(self.failures).unwrap_or_default(),
            locked_until: maybe_moment(TABLE, "locked_until", self.locked_until)?,
            setup_until: maybe_moment(TABLE, "setup_until", self.setup_until)?,
            party,
        })
    }
}
