//! Sessions: a person in a browser. They end when nobody uses them, when they grow old, and when the person signs out.

use crate::caller::digest;
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, rights_of};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use case::OfficeRole;
use chrono::TimeDelta;
use kernel::{AccountId, Moment, PartyId, Redacted, SessionId, Sha256Hex};
use store::{AuditEntry, NewSession, SessionRow, Tx};

/// How old the time of last use may become before it is written again: a page is no reason to write.
const NOTED: TimeDelta = TimeDelta::minutes(1);
/// The most letters of what a browser says of itself.
const DEVICE: usize = 200;

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Minutes without use.
    pub idle_minutes: u32,
    /// Minutes in all.
    pub most_minutes: u32,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle_minutes: 30, most_minutes: 600 }
    }
}

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInMethod {
    /// By choosing a role of the demonstration.
    Demo,
    /// With an account of this installation.
    Local,
    /// With the account of the organisation.
    Organisation,
}

impl SignInMethod {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::Demo, Self::Local, Self::Organisation];

    fn id(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Local => "lokaal",
            Self::Organisation => "organisatie",
        }
    }

    fn of_id(id: &str) -> Result<Self, AppError> {
        let known = Self::ALL.into_iter().find(|method| method.id() == id);
        known.ok_or_else(|| AppError::Unreadable(format!("method {id}")))
    }
}

/// Who comes in, and how.
pub(crate) struct NewEntry<'e> {
    pub(crate) account: AccountId,
    pub(crate) name: &'e str,
    pub(crate) role: &'e str,
    pub(crate) method: SignInMethod,
    pub(crate) provider: Option<String>,
    pub(crate) device: &'e str,
    /// Where from, for the trail.
    pub(crate) place: Option<String>,
}

/// A session that began. The secret goes into a cookie and is kept nowhere else.
#[derive(Clone, Debug)]
pub struct BegunSession {
    /// The secret.
    pub secret: Redacted<String>,
    /// Who signed in.
    pub account: AccountId,
    /// When the session ends whatever happens.
    pub ends_at: Moment,
}

/// A session under way.
#[derive(Clone, Debug)]
pub struct Session {
    /// The id.
    pub id: SessionId,
    /// Who it is, with the rights of the role; with none while a second factor is still to be set up.
    pub caller: Caller,
    /// How the person signed in.
    pub method: SignInMethod,
    /// The provider, when the account of the organisation was used.
    pub provider: Option<String>,
    /// The browser.
    pub device: String,
    /// Whether all that may be done is to set up a second factor.
    pub must_enrol: bool,
    /// When it ends if it is not used before.
    pub idle_until: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
}

/// What a secret says of who holds it.
#[derive(Clone, Debug)]
pub enum SessionState {
    /// The session is under way.
    Open(Session),
    /// It was theirs and has ended: they may sign in again and go on with what they were doing.
    Ended(Caller),
    /// Nobody.
    None,
}

/// A session in the list of its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// The id.
    pub id: SessionId,
    /// The browser.
    pub device: String,
    /// How the person signed in.
    pub method: SignInMethod,
    /// When it began.
    pub began: Moment,
    /// When it was last used.
    pub seen: Moment,
}

impl App {
    /// Begins a session of an account that has proved who it is. The secret is fresh: no secret from before sign-in lives on.
    pub async fn begin_session(
        &self,
        party: &PartyId,
        account: AccountId,
        method: SignInMethod,
        device: &str,
    ) -> Result<BegunSession, AppError> {
        let scope = self.store.scope_for_worker(party);
        let known = self.store.account(&scope, account).await?.ok_or(AppError::NotFound)?;
        let entry = NewEntry {
            account,
            name: &known.name,
            role: &known.role,
            method,
            provider: None,
            device,
            place: None,
        };
        let mut tx = self.store.begin(&scope).await?;
        let session = self.begin_session_in(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Begins a session in a transaction, with its line in the trail.
    pub(crate) async fn begin_session_in(
        &self,
        tx: &mut Tx,
        entry: &NewEntry<'_>,
    ) -> Result<BegunSession, AppError> {
        let now = self.now();
        let begun = self.write_session(tx, entry, now).await?;
        tx.audit(&AuditEntry {
            at: now,
            actor: Some(entry.account),
            actor_name: entry.name.to_owned(),
            role: entry.role.to_owned(),
            action: format!("aanmelden-{}", entry.method.id()),
            subject: format!("account/{}", entry.account),
            reason: entry.place.clone(),
            digest: *Sha256Hex::of_parts([entry.device.as_bytes()]).as_bytes(),
        })
        .await?;
        Ok(begun)
    }

    /// Ends all sessions of the caller and begins one that takes the place of this one: after a change of what somebody signs in
    /// with, no secret from before lives on.
    pub(crate) async fn renew_session_in(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        session: &Session,
        now: Moment,
    ) -> Result<BegunSession, AppError> {
        tx.end_sessions(caller.account(), None, now).await?;
        let entry = NewEntry {
            account: caller.account(),
            name: caller.name(),
            role: caller.role().id(),
            method: session.method,
            provider: session.provider.clone(),
            device: &session.device,
            place: None,
        };
        self.write_session(tx, &entry, now).await
    }

    async fn write_session(
        &self,
        tx: &mut Tx,
        entry: &NewEntry<'_>,
        now: Moment,
    ) -> Result<BegunSession, AppError> {
        let secret = URL_SAFE_NO_PAD.encode(self.random::<32>());
        let most = i64::from(self.settings.sessions.most_minutes);
        let session = NewSession {
            id: self.fresh(now),
            account: entry.account,
            secret_hash: digest(&secret),
            method: entry.method.id(),
            provider: entry.provider.clone(),
            device: entry.device.chars().take(DEVICE).collect(),
            at: now,
            ends_at: now.after(TimeDelta::minutes(most)),
        };
        tx.begin_session(&session).await?;
        Ok(BegunSession {
            secret: Redacted::new(secret),
            account: entry.account,
            ends_at: session.ends_at,
        })
    }

    /// Returns what a secret stands for. An account that is shut out has no session, whatever its cookie says.
    pub async fn session(&self, secret: &str) -> Result<SessionState, AppError> {
        let now = self.now();
        let Some(row) = self.store.session(digest(secret), now).await? else {
            return Ok(SessionState::None);
        };
        if !row.active {
            return Ok(SessionState::None);
        }
        let idle = TimeDelta::minutes(self.settings.sessions.idle_minutes.into());
        let method = SignInMethod::of_id(&row.method)?;
        let must_enrol = method == SignInMethod::Local && !row.second_factor;
        let caller = caller(&row, must_enrol)?;
        if row.ended_at.is_some() || row.ends_at <= now || row.seen_at.after(idle) <= now {
            return Ok(SessionState::Ended(caller));
        }
        if row.seen_at.after(NOTED) <= now {
            self.store.touch_session(row.id, now).await?;
        }
        let idle_until = now.after(idle).min(row.ends_at);
        Ok(SessionState::Open(Session {
            id: row.id,
            caller,
            method,
            provider: row.provider,
            device: row.device,
            must_enrol,
            idle_until,
            ends_at: row.ends_at,
        }))
    }

    /// Ends a session of the caller; returns whether it was under way.
    pub async fn sign_out(&self, caller: &Caller, session: SessionId) -> Result<bool, AppError> {
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let ended = tx.end_session(caller.account(), session, now).await?;
        if ended {
            let subject = format!("sessie/{session}");
            tx.audit(&audit_entry(caller, now, "afmelden", &subject, None, b"")).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Ends all sessions of the caller.
    pub async fn sign_out_everywhere(&self, caller: &Caller) -> Result<u64, AppError> {
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let ended = tx.end_sessions(caller.account(), None, now).await?;
        let subject = format!("account/{}", caller.account());
        tx.audit(&audit_entry(caller, now, "afmelden-overal", &subject, None, b"")).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Lists the sessions of the caller.
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionLine>, AppError> {
        self.sessions_of(caller, caller.account()).await
    }

    /// Lists the sessions of an account of the caller's party.
    pub(crate) async fn sessions_of(
        &self,
        caller: &Caller,
        account: AccountId,
    ) -> Result<Vec<SessionLine>, AppError> {
        let now = self.now();
        let idle = TimeDelta::minutes(self.settings.sessions.idle_minutes.into());
        let rows = self.store.sessions_of(caller.scope(), account, now).await?;
        let line = |row: SessionRow| {
            Ok(SessionLine {
                id: row.id,
                method: SignInMethod::of_id(&row.method)?,
                device: row.device,
                began: row.created_at,
                seen: row.seen_at,
            })
        };
        rows.into_iter().filter(|row| row.seen_at.after(idle) > now).map(line).collect()
    }
}

/// The signs of a salt.
const SALT: usize = 32;

/// Returns the proof that a form was shown to the holder of a session. It is another one at every showing, so that the length of
/// a compressed page tells nothing about it.
pub fn form_proof(secret: &str, salt: &str) -> String {
    let parts = [b"formulier".as_slice(), salt.as_bytes(), secret.as_bytes()];
    format!("{salt}{}", Sha256Hex::of_parts(parts))
}

/// Returns whether a proof is one for the holder of this session.
pub fn is_form_proof(secret: &str, proof: &str) -> bool {
    let Some(salt) = proof.get(..SALT) else { return false };
    let expected = form_proof(secret, salt);
    // Without an early end, so that time tells nothing about the proof.
    let differs =
        proof.bytes().zip(expected.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
    proof.len() == expected.len() && differs == 0
}

fn caller(row: &SessionRow, must_enrol: bool) -> Result<Caller, AppError> {
    let role = OfficeRole::of_id(&row.identity.role)
        .ok_or_else(|| AppError::Unreadable(format!("role {}", row.identity.role)))?;
    let mut identity = row.identity.clone();
    let rights = if must_enrol { &[] } else { rights_of(role) };
    identity.scopes = rights.iter().map(|right| right.scope().to_owned()).collect();
    Ok(Caller::new(identity, role))
}
