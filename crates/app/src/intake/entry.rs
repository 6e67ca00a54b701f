//! Coming in: with the link and the code of the letter; later with the number, the code and a code of one's own. Who signs in at
//! a provider comes in by `sign_in`.

use super::plain_code;
use crate::caller::digest;
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use chrono::TimeDelta;
use kernel::{AccountId, CaseId, IntakeId, Moment, PartyId, Redacted, Sha256Hex, SubjectId};
use std::net::IpAddr;
use store::{
    AuditEntry, FirstEntry, InSession, IntakeRow, Knock, NewIntakeSession, PartyScope, StoreError,
};

/// After so many wrong attempts in a row a form is closed for a while.
const MOST_FAILURES: i32 = 5;
const LOCKED: TimeDelta = TimeDelta::minutes(15);
/// How long a session lasts without use, and in all.
const IDLE: TimeDelta = TimeDelta::minutes(-60);
const WHOLE: TimeDelta = TimeDelta::hours(12);
/// How old the time of last use may become before it is written again.
const NOTED: TimeDelta = TimeDelta::minutes(-1);

/// Who fills in a questionnaire.
#[derive(Clone, Debug)]
pub struct Applicant {
    pub(crate) row: IntakeRow,
    pub(crate) scope: PartyScope,
    /// The account that fills in a paper form.
    pub(crate) entered_by: Option<AccountId>,
    /// When the session ends whatever happens.
    pub(crate) ends_at: Moment,
}

impl Applicant {
    /// Returns the party that asks.
    pub fn party(&self) -> &PartyId {
        &self.row.party
    }

    /// Returns until when somebody who is in now stays in without sending anything.
    pub fn stays_until(&self, now: Moment) -> Moment {
        idle_end(now).min(self.ends_at)
    }

    /// Returns the number of the form.
    pub fn number(&self) -> &str {
        &self.row.number
    }

    /// Returns the questionnaire and who enters it, for the trail.
    pub(super) fn who(&self) -> (IntakeId, Option<AccountId>) {
        (self.row.id, self.entered_by)
    }

    /// Returns the account that enters a paper form; none when the person fills in.
    pub fn entered_by(&self) -> Option<AccountId> {
        self.entered_by
    }
}

/// Somebody who came in.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The secret of the session, for a cookie.
    pub secret: Redacted<String>,
    /// The code to come back with, the first time.
    pub return_code: Option<Redacted<String>>,
    /// Until when they stay in without sending anything.
    pub until: Moment,
}

impl Entered {
    pub(super) fn new(
        secret: Redacted<String>,
        return_code: Option<Redacted<String>>,
        now: Moment,
    ) -> Self {
        Self { secret, return_code, until: idle_end(now) }
    }
}

/// Why somebody does not come in.
#[derive(Debug)]
pub enum EntryRefusal {
    /// The link, the number or a code is wrong, or the link was used before. Which of them is not told.
    Wrong,
    /// Too many wrong attempts; try again later.
    Locked,
    /// Too many attempts from this address.
    TooMany,
    /// Signing in at a provider did not succeed, or is the only way in.
    SignIn {
        /// A stable code.
        code: &'static str,
        /// What happened and what to do, in Dutch.
        people: &'static str,
    },
    /// Something else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for EntryRefusal {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// Lets somebody in for the first time, and gives the code to come back with.
    pub async fn enter_by_link(
        &self,
        link: &str,
        code: &str,
        from: Option<IpAddr>,
    ) -> Result<Entered, EntryRefusal> {
        self.count_entry(from)?;
        let knock = self.store.knock_by_link(digest(link)).await?.ok_or_else(unknown)?;
        if knock.identity.is_some() {
            return Err(BOUND);
        }
        let right = digest(&plain_code(code)) == knock.code_hash;
        let entered = self.let_in(&knock, right, Some(digest(link))).await?;
        self.door.was_right(from);
        Ok(entered)
    }

    /// Lets somebody come back.
    pub async fn enter_by_number(
        &self,
        number: &str,
        code: &str,
        return_code: &str,
        from: Option<IpAddr>,
    ) -> Result<Entered, EntryRefusal> {
        self.count_entry(from)?;
        let number = plain_code(number);
        let written: Vec<&str> = [number.get(..4), number.get(4..)].into_iter().flatten().collect();
        let knock = self.store.knock_by_number(&written.join("-")).await?;
        let knock = knock.ok_or_else(unknown)?;
        let right = digest(&plain_code(code)) == knock.code_hash
            && knock.return_hash == Some(digest(&plain_code(return_code)));
        let entered = self.let_in(&knock, right, None).await?;
        self.door.was_right(from);
        Ok(entered)
    }

    /// Returns who a session stands for.
    pub async fn applicant(&self, secret: &str) -> Result<Option<Applicant>, AppError> {
        let now = self.now();
        let found = self.in_session(secret, now, IDLE).await?;
        if found.is_some() {
            self.store.see_intake_session(digest(secret), now, now.after(NOTED)).await?;
        }
        Ok(found)
    }

    /// Returns who a session stood for that was not used for too long: what they send now is kept, and nothing is shown to them.
    pub async fn late_applicant(&self, secret: &str) -> Result<Option<Applicant>, AppError> {
        let found = self.in_session(secret, self.now(), -WHOLE).await?;
        Ok(found.filter(|applicant| applicant.entered_by.is_none()))
    }

    async fn in_session(
        &self,
        secret: &str,
        now: Moment,
        idle: TimeDelta,
    ) -> Result<Option<Applicant>, AppError> {
        let found = self.store.intake_of_session(digest(secret), now, now.after(idle)).await?;
        let Some(InSession { row, entered_by, ends_at }) = found else { return Ok(None) };
        let scope = self.store.scope_for_worker(&row.party);
        Ok(Some(Applicant { row, scope, entered_by, ends_at }))
    }

    /// Lets an officer fill in the questionnaire of a person that came on paper; the trail says who did.
    pub async fn enter_on_paper(
        &self,
        caller: &Caller,
        case: CaseId,
        person: SubjectId,
    ) -> Result<Redacted<String>, AppError> {
        let row = self.to_be_entered(caller, case, person).await?;
        let now = self.now();
        if row.submitted_at.is_some() {
            // The pages show what was handed in, whole.
            if !caller.may_read_all() {
                return Err(AppError::Forbidden);
            }
            self.log_reading(caller, "vragenlijst-raadplegen", now, vec![person]).await?;
        }
        let secret = kernel::hex(&self.random::<32>());
        let session = NewIntakeSession {
            intake: row.id,
            secret_hash: digest(&secret),
            entered_by: Some(caller.account()),
            at: now,
            ends_at: now.after(WHOLE),
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.begin_intake_session(&session).await?;
        let subject = format!("vragenlijst/{}", row.id);
        tx.audit(&audit_entry(caller, now, "papier-invoeren", &subject, None, b"papier")).await?;
        tx.commit().await?;
        Ok(Redacted::new(secret))
    }

    /// Returns whether a paper form may still be entered by somebody: they are who began, and are on the file.
    pub async fn may_enter(
        &self,
        caller: &Caller,
        applicant: &Applicant,
    ) -> Result<bool, AppError> {
        let own = applicant.entered_by == Some(caller.account());
        let rows = self.store.intakes(caller.viewer(), applicant.row.case).await?;
        Ok(own && rows.iter().any(|row| row.id == applicant.row.id))
    }

    /// Ends a session.
    pub async fn leave(&self, secret: &str) -> Result<(), AppError> {
        Ok(self.store.end_intake_session(digest(secret)).await?)
    }

    pub(super) fn count_entry(&self, from: Option<IpAddr>) -> Result<(), EntryRefusal> {
        if self.door.may_try(from, self.now()) {
            return Ok(());
        }
        tracing::warn!("too many attempts to come in at the portal from one address");
        Err(EntryRefusal::TooMany)
    }

    async fn let_in(
        &self,
        knock: &Knock,
        right: bool,
        link: Option<[u8; 32]>,
    ) -> Result<Entered, EntryRefusal> {
        self.check_lock(knock)?;
        if !right {
            self.fail_entry(knock, None).await?;
            return Err(EntryRefusal::Wrong);
        }
        let (secret, session) = self.new_session(knock.id);
        let return_code = link.map(|_| self.code(3));
        let first = link.zip(return_code.as_deref()).map(|(link_hash, code)| FirstEntry {
            link_hash,
            return_hash: digest(&plain_code(code)),
        });
        let mut tx = self.store.begin(&self.store.scope_for_worker(&knock.party)).await?;
        match tx.enter_intake(&session, first).await {
            Err(StoreError::Conflict) => return Err(EntryRefusal::Wrong),
            other => other?,
        }
        tx.audit(&trail(session.at, "portaal-binnen", (knock.id, None))).await?;
        tx.commit().await?;
        Ok(Entered::new(secret, return_code.map(Redacted::new), session.at))
    }

    pub(super) fn check_lock(&self, knock: &Knock) -> Result<(), EntryRefusal> {
        let is_locked = knock.locked_until.is_some_and(|until| until > self.now());
        if is_locked { Err(EntryRefusal::Locked) } else { Ok(()) }
    }

    /// Counts a wrong attempt; so many in a row close the form for a while.
    pub(super) async fn fail_entry(
        &self,
        knock: &Knock,
        reason: Option<&str>,
    ) -> Result<(), AppError> {
        let now = self.now();
        let mut tx = self.store.begin(&self.store.scope_for_worker(&knock.party)).await?;
        tx.fail_intake(knock.id, MOST_FAILURES, (now, now.after(LOCKED))).await?;
        tx.audit(&refusal_line(now, knock.id, reason)).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a session for a person, with its secret.
    pub(super) fn new_session(&self, intake: IntakeId) -> (Redacted<String>, NewIntakeSession) {
        let now = self.now();
        let secret = kernel::hex(&self.random::<32>());
        let session = NewIntakeSession {
            intake,
            secret_hash: digest(&secret),
            entered_by: None,
            at: now,
            ends_at: now.after(WHOLE),
        };
        (Redacted::new(secret), session)
    }
}

/// What somebody reads who brings a code to a questionnaire that somebody signed in for.
const BOUND: EntryRefusal = EntryRefusal::SignIn {
    code: "inloggen-nodig",
    people: "U kwam de eerste keer binnen door in te loggen. Log opnieuw in; de code die u van ons kreeg, werkt niet meer.",
};

/// The line of the trail about an attempt that was refused.
pub(super) fn refusal_line(at: Moment, id: IntakeId, reason: Option<&str>) -> AuditEntry {
    let reason = reason.map(str::to_owned);
    AuditEntry { reason, ..trail(at, "portaal-geweigerd", (id, None)) }
}

/// Returns when a session ends that is not used after now. Its last use was noted a while ago at most.
fn idle_end(now: Moment) -> Moment {
    now.after(NOTED - IDLE)
}

/// An attempt that belongs to no questionnaire has no trail to stand in; what was tried is a secret, or nearly one.
pub(super) fn unknown() -> EntryRefusal {
    tracing::warn!("an attempt to come in at the portal with an unknown link or number");
    EntryRefusal::Wrong
}

/// A line of the trail of a questionnaire: of the person, who has no account, or of the account that enters a paper form.
pub(crate) fn trail(
    at: Moment,
    action: &str,
    (id, entered_by): (IntakeId, Option<AccountId>),
) -> AuditEntry {
    let (name, role) = match entered_by {
        Some(_) => ("invoerder van een papieren formulier", "invoerder"),
        None => ("betrokkene", "betrokkene"),
    };
    AuditEntry {
        at,
        actor: entered_by,
        actor_name: name.to_owned(),
        role: role.to_owned(),
        action: action.to_owned(),
        subject: format!("vragenlijst/{id}"),
        reason: None,
        digest: *Sha256Hex::of_parts([action.as_bytes()]).as_bytes(),
    }
}
