//! Replacement: while somebody is away, another has access to their files. Both need a role that reads files; what the
//! substitute may do there follows from their own role.

use super::Author;
use crate::idempotent::{Attempt, attempt, keep};
use crate::worker::substitutes_line;
use crate::{App, AppError, Caller, Permission, RequestKey, rights_of};
use case::OfficeRole;
use chrono::{Days, NaiveDate, TimeDelta};
use kernel::{AccountId, FaultCode, Faults, Moment, SubstitutionId};
use store::{Account, Substitution, Tx};

/// The most days that somebody takes over; after that the files get another officer.
const MOST_DAYS: i64 = 366;
/// The most characters of a reason.
const LONGEST: usize = 500;

/// An arrangement to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubstitution {
    /// Who is away.
    pub account: AccountId,
    /// Who takes over.
    pub substitute: AccountId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// How an arrangement stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubstitutionState {
    /// It holds.
    Holds,
    /// It is still to begin.
    Coming,
    /// It is over.
    Over,
}

/// An arrangement in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubstitutionLine {
    /// The id.
    pub id: SubstitutionId,
    /// The name of who is away.
    pub name: String,
    /// The name of who takes over.
    pub substitute: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
    /// How it stands today.
    pub state: SubstitutionState,
}

/// Somebody who can be replaced, or replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaceable {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: OfficeRole,
}

impl App {
    /// Lists the arrangements of the caller's party: what holds, what comes, what is over.
    pub async fn substitutions(&self, caller: &Caller) -> Result<Vec<SubstitutionLine>, AppError> {
        let author = Author::of(caller)?;
        let accounts = self.store.accounts(author.scope()).await?;
        let today = self.clock.today();
        let name = |id: AccountId| {
            let account = accounts.iter().find(|account| account.id == id);
            account.map(|account| account.name.clone()).unwrap_or_default()
        };
        let line = |one: Substitution| SubstitutionLine {
            id: one.id,
            name: name(one.account),
            substitute: name(one.substitute),
            from: one.from,
            until: one.until,
            state: state(&one, today),
            reason: one.reason,
        };
        let all = self.store.substitutions(author.scope()).await?;
        let mut lines: Vec<_> = all.into_iter().map(line).collect();
        lines.sort_by_key(|line| (line.state, line.from, line.id));
        Ok(lines)
    }

    /// Lists who can be replaced and who can replace, by name.
    pub async fn replaceable(&self, caller: &Caller) -> Result<Vec<Replaceable>, AppError> {
        let author = Author::of(caller)?;
        let accounts = self.store.accounts(author.scope()).await?;
        let mut all: Vec<_> = accounts.iter().filter_map(replaceable).collect();
        all.sort_by_key(|one| (one.name.to_lowercase(), one.id));
        Ok(all)
    }

    /// Makes an arrangement. When it holds today, access follows at once.
    pub async fn add_substitution(
        &self,
        caller: &Caller,
        new: &NewSubstitution,
        key: Option<&RequestKey>,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let now = self.now();
        self.check(&author, new).await?;
        let mut tx = self.store.begin(author.scope()).await?;
        let request = match attempt::<SubstitutionId>(&mut tx, caller, key, now).await? {
            Attempt::New(request) => request,
            Attempt::Done(_) => return Ok(tx.rollback().await?),
        };
        let substitution = Substitution {
            id: self.fresh(now),
            account: new.account,
            substitute: new.substitute,
            from: new.from,
            until: new.until,
            reason: new.reason.trim().to_owned(),
            created_by: caller.account(),
            created_at: now,
            ended_at: None,
        };
        tx.add_substitution(&substitution).await?;
        keep(&mut tx, request.as_ref(), substitution.id).await?;
        let subject = format!("vervanging/{}", substitution.id);
        let content = format!("{} {}", new.account, new.substitute);
        tx.audit(&author.line(now, "vervanging-maken", &subject, &content)).await?;
        self.set_access(&author, &mut tx, now).await?;
        Ok(tx.commit().await?)
    }

    /// Ends an arrangement; the access that came with it ends at once.
    pub async fn end_substitution(
        &self,
        caller: &Caller,
        id: SubstitutionId,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        if !tx.end_substitution(id, self.clock.today(), now).await? {
            return Err(AppError::NotFound);
        }
        let subject = format!("vervanging/{id}");
        tx.audit(&author.line(now, "vervanging-beeindigen", &subject, "")).await?;
        self.set_access(&author, &mut tx, now).await?;
        Ok(tx.commit().await?)
    }

    /// Gives and takes access as the arrangements of today say, with a line for each file.
    pub(crate) async fn set_access(
        &self,
        author: &Author<'_>,
        tx: &mut Tx,
        now: Moment,
    ) -> Result<(), AppError> {
        let today = self.clock.today();
        for gone in tx.withdraw_substitutes(today).await? {
            tx.audit(&substitutes_line(author, now, "vervanger-verwijderen", &gone)).await?;
        }
        for new in tx.admit_substitutes(today, now, end_of).await? {
            tx.audit(&substitutes_line(author, now, "vervanger-toevoegen", &new)).await?;
        }
        Ok(())
    }

    async fn check(&self, author: &Author<'_>, new: &NewSubstitution) -> Result<(), AppError> {
        let accounts = self.store.accounts(author.scope()).await?;
        let mut faults = Faults::new();
        let known = |id: AccountId| {
            accounts.iter().any(|account| account.id == id && replaceable(account).is_some())
        };
        if !known(new.account) {
            faults.add("/afwezige", FaultCode::OnbekendeWaarde, "kies wie er afwezig is");
        }
        if !known(new.substitute) {
            faults.add("/vervanger", FaultCode::OnbekendeWaarde, "kies wie vervangt");
        } else if new.substitute == new.account {
            faults.add("/vervanger", FaultCode::Tegenstrijdig, "kies een ander dan wie afwezig is");
        }
        check_days(new, self.clock.today(), &mut faults);
        let length = new.reason.trim().chars().count();
        if length == 0 {
            faults.add("/reden", FaultCode::Ontbreekt, "vul een reden in");
        } else if length > LONGEST {
            let message = format!("gebruik hoogstens {LONGEST} tekens");
            faults.add("/reden", FaultCode::VerkeerdeVorm, message);
        }
        Ok(faults.into_result(Some(()))?)
    }
}

fn check_days(new: &NewSubstitution, today: NaiveDate, faults: &mut Faults) {
    let code = FaultCode::Tegenstrijdig;
    if new.until < new.from {
        faults.add("/totEnMet", code, "de laatste dag ligt voor de eerste; kies een latere");
    } else if new.until < today {
        faults.add("/totEnMet", code, "deze dag is voorbij; kies vandaag of later");
    } else if (new.until - new.from) > TimeDelta::days(MOST_DAYS) {
        let message = "een vervanging duurt hoogstens een jaar; geef de dossiers daarna een andere behandelaar";
        faults.add("/totEnMet", code, message);
    }
}

/// Returns an account as somebody who can be replaced; none for a program, for who is shut out, and for a role without files.
fn replaceable(account: &Account) -> Option<Replaceable> {
    let role = OfficeRole::of_id(&account.role)?;
    let fits = account.active && account.person && rights_of(role).contains(&Permission::ReadCases);
    fits.then(|| Replaceable { id: account.id, name: account.name.clone(), role })
}

fn state(one: &Substitution, today: NaiveDate) -> SubstitutionState {
    if one.ended_at.is_some() || one.until < today {
        SubstitutionState::Over
    } else if one.from > today {
        SubstitutionState::Coming
    } else {
        SubstitutionState::Holds
    }
}

/// Access lasts as long as the last day does.
fn end_of(day: NaiveDate) -> Moment {
    Moment::start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}
