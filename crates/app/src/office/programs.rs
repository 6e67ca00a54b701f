//! Programs of the party: tokens with which they come in, limited to what a program may do.

use super::Author;
use super::reset::subject;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, IssuedToken, Permission, RequestKey, rights_of};
use case::OfficeRole;
use kernel::{AccountId, FaultCode, Faults, Moment, TokenId};
use store::{Account, TokenRow, Tx};

/// The most characters of a name and of a purpose.
const LONGEST: usize = 100;
/// The most days that a token works.
const MOST_DAYS: u16 = 366;

/// A program that gets a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProgram {
    /// The name of the program. One that has an account already gets another token.
    pub name: String,
    /// What the token is for.
    pub purpose: String,
    /// What it may be used for.
    pub permissions: Vec<Permission>,
    /// For how many days it works.
    pub days: u16,
}

/// A token in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramLine {
    /// The id.
    pub id: TokenId,
    /// The name of the account it stands for.
    pub name: String,
    /// Whether that is a program's.
    pub is_program: bool,
    /// What it is for.
    pub purpose: String,
    /// What it may be used for.
    pub permissions: Vec<String>,
    /// When it was made.
    pub created_at: Moment,
    /// When it stops working.
    pub expires_at: Moment,
    /// When it was withdrawn.
    pub revoked_at: Option<Moment>,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Moment>,
}

impl ProgramLine {
    /// Whether it works at a moment.
    pub fn works(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

impl App {
    /// Lists the tokens of the caller's party, those that work first and then the newest first.
    pub async fn programs(&self, caller: &Caller) -> Result<Vec<ProgramLine>, AppError> {
        let author = Author::of(caller)?;
        let accounts = self.store.accounts(author.scope()).await?;
        let now = self.now();
        let line = |token: TokenRow| {
            let account = accounts.iter().find(|account| account.id == token.account);
            ProgramLine {
                id: token.id,
                name: account.map(|account| account.name.clone()).unwrap_or_default(),
                is_program: account.is_some_and(|account| !account.person),
                purpose: token.label,
                permissions: token.scopes,
                created_at: token.created_at,
                expires_at: token.expires_at,
                revoked_at: token.revoked_at,
                last_used_at: token.last_used_at,
            }
        };
        let tokens = self.store.tokens(author.scope()).await?;
        let mut lines: Vec<_> = tokens.into_iter().map(line).collect();
        lines.sort_by_key(|line| (!line.works(now), std::cmp::Reverse(line.id)));
        Ok(lines)
    }

    /// Gives a program a token; none when the request was carried out before, for then its secret was shown.
    pub async fn add_program(
        &self,
        caller: &Caller,
        new: &NewProgram,
        key: Option<&RequestKey>,
    ) -> Result<Option<IssuedToken>, AppError> {
        let author = Author::of(caller)?;
        check(new)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        let request = match attempt::<TokenId>(&mut tx, caller, key, now).await? {
            Attempt::New(request) => request,
            Attempt::Done(_) => {
                tx.rollback().await?;
                return Ok(None);
            }
        };
        let account = self.program_account(&author, &mut tx, new.name.trim(), now).await?;
        let (token, issued) =
            self.fresh_token(account, new.purpose.trim(), &new.permissions, new.days);
        tx.create_token(&token).await?;
        keep(&mut tx, request.as_ref(), token.id).await?;
        let content = format!("{} {}", token.label, token.scopes.join(" "));
        tx.audit(&author.line(now, "token-maken", &format!("token/{}", token.id), &content))
            .await?;
        tx.commit().await?;
        Ok(Some(issued))
    }

    /// Withdraws a token; it stops working at once.
    pub async fn revoke_program(&self, caller: &Caller, id: TokenId) -> Result<(), AppError> {
        if self.revoke(&Author::of(caller)?, id).await? { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Returns the account of a program with this name, or makes one.
    async fn program_account(
        &self,
        author: &Author<'_>,
        tx: &mut Tx,
        name: &str,
        now: Moment,
    ) -> Result<AccountId, AppError> {
        let accounts = self.store.accounts(author.scope()).await?;
        let same = |account: &&Account| account.active && !account.person && account.name == name;
        if let Some(known) = accounts.iter().find(same) {
            return Ok(known.id);
        }
        let account = self.fresh_account((name, OfficeRole::Systeem, false), now);
        tx.create_account(&account).await?;
        tx.audit(&author.line(now, "account-maken", &subject(account.id), name)).await?;
        Ok(account.id)
    }
}

fn check(new: &NewProgram) -> Result<(), AppError> {
    let mut faults = Faults::new();
    for (place, text, missing) in [
        ("/naam", &new.name, "vul in welk programma het is"),
        ("/doel", &new.purpose, "vul in waarvoor het is"),
    ] {
        if text.trim().is_empty() {
            faults.add(place, FaultCode::Ontbreekt, missing);
        } else if text.trim().chars().count() > LONGEST {
            faults.add(
                place,
                FaultCode::VerkeerdeVorm,
                format!("gebruik hoogstens {LONGEST} tekens"),
            );
        }
    }
    if new.permissions.is_empty() {
        faults.add("/bevoegdheden", FaultCode::Ontbreekt, "kies ten minste één bevoegdheid");
    }
    let allowed = rights_of(OfficeRole::Systeem);
    if new.permissions.iter().any(|permission| !allowed.contains(permission)) {
        let message = "een programma mag dit niet; kies alleen wat in de lijst staat";
        faults.add("/bevoegdheden", FaultCode::OnbekendeWaarde, message);
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        let message = format!("kies 1 tot en met {MOST_DAYS} dagen");
        faults.add("/dagen", FaultCode::OnbekendeWaarde, message);
    }
    Ok(faults.into_result(Some(()))?)
}
