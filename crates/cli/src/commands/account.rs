//! `dijkwacht account` and `dijkwacht token`: who may use the API, and for what.

use crate::Status;
use crate::args::{AccountAction, AccountArguments, Place, TokenAction, TokenArguments};
use crate::error::CliError;
use crate::runtime::{block_on, configured, open_app};
use app::{App, NewAccount, Permission, TokenRequest};
use case::OfficeRole;
use kernel::{PartyId, did_you_mean};
use std::future::Future;
use std::io::Write;

pub(crate) fn account(
    arguments: &AccountArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    match &arguments.action {
        AccountAction::New { party, name, role, place } => with_app(place, async |app| {
            let party = party_id(party)?;
            app.enter_party(&party).await?;
            let person = *role != OfficeRole::Systeem;
            let new = NewAccount { party, name: name.clone(), role: *role, person };
            let id = app.create_account(&new).await?;
            writeln!(output, "account {id} gemaakt")?;
            Ok(Status::Decided)
        }),
        AccountAction::List { party, place } => with_app(place, async |app| {
            for account in app.accounts(&party_id(party)?).await? {
                let state = if account.active { "actief" } else { "uitgezet" };
                writeln!(
                    output,
                    "{}  {:<16} {state:<9} {}",
                    account.id, account.role, account.name
                )?;
            }
            Ok(Status::Decided)
        }),
    }
}

pub(crate) fn token(
    arguments: &TokenArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    match &arguments.action {
        TokenAction::New { party, account, label, scopes, days, place } => {
            let request = TokenRequest {
                party: party_id(party)?,
                account: account.parse().map_err(|_| bad_id("account", account))?,
                label: label.clone(),
                permissions: scopes
                    .iter()
                    .map(|scope| permission(scope))
                    .collect::<Result<_, _>>()?,
                days: *days,
            };
            with_app(place, async |app| {
                let issued = app.issue_token(&request).await?;
                writeln!(output, "{}", issued.secret.reveal())?;
                writeln!(
                    output,
                    "token {}, geldig tot {}; bewaar het nu, het wordt niet opnieuw getoond",
                    issued.id, issued.expires_at
                )?;
                Ok(Status::Decided)
            })
        }
        TokenAction::List { party, place } => with_app(place, async |app| {
            for token in app.tokens(&party_id(party)?).await? {
                let state = if token.revoked_at.is_some() { "ingetrokken" } else { "geldig" };
                writeln!(
                    output,
                    "{}  {state:<11} tot {}  {}  {}",
                    token.id,
                    token.expires_at,
                    token.scopes.join(" "),
                    token.label
                )?;
            }
            Ok(Status::Decided)
        }),
        TokenAction::Revoke { party, token, place } => with_app(place, async |app| {
            let id = token.parse().map_err(|_| bad_id("token", token))?;
            if app.revoke_token(&party_id(party)?, id).await? {
                writeln!(output, "token {id} werkt niet meer")?;
                return Ok(Status::Decided);
            }
            Err(CliError::Usage(format!(
                "token {id} bestaat niet bij deze partij, of is al ingetrokken"
            )))
        }),
    }
}

fn with_app<F>(place: &Place, work: impl FnOnce(App) -> F) -> Result<Status, CliError>
where
    F: Future<Output = Result<Status, CliError>>,
{
    let config = configured(place)?;
    block_on(async { work(open_app(&config).await?).await })
}

fn party_id(text: &str) -> Result<PartyId, CliError> {
    text.parse().map_err(|error| CliError::Usage(format!("{error}")))
}

fn bad_id(what: &str, text: &str) -> CliError {
    CliError::Usage(format!("«{text}» is geen id van een {what}"))
}

fn permission(scope: &str) -> Result<Permission, CliError> {
    Permission::of_scope(scope).ok_or_else(|| {
        let known = Permission::ALL.map(Permission::scope);
        let hint = did_you_mean(scope, known);
        CliError::Usage(format!(
            "«{scope}» is geen bevoegdheid.{hint} Kies uit: {}",
            known.join(", ")
        ))
    })
}
