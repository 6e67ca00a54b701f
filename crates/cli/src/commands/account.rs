//! `dijkwacht account` and `dijkwacht token`: who may use the API, and for what.

use crate::Status;
use crate::args::{
    AccountAction, AccountArguments, AccountChoice, Place, TokenAction, TokenArguments,
};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::error::CliError;
use crate::runtime::{block_on, configured, open_app};
use crate::slot::Slot;
use app::{App, AppError, NewAccount, Permission, StoreError, TokenRequest};
use case::OfficeRole;
use kernel::{Clock, PartyId, did_you_mean};
use std::fmt::Display;
use std::future::Future;
use std::io::Write;

pub(crate) fn account(
    arguments: &AccountArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    match &arguments.action {
        AccountAction::New { party, name, role, place } => with_app(place, async |app, _| {
            let party = party_id(party)?;
            app.enter_party(&party).await?;
            let person = *role != OfficeRole::Systeem;
            let new = NewAccount { party, name: name.clone(), role: *role, person };
            let id = app.create_account(&new).await?;
            writeln!(output, "account {id} gemaakt")?;
            Ok(Status::Decided)
        }),
        AccountAction::List { party, place } => with_app(place, async |app, _| {
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
        AccountAction::Off(choice) => switch(choice, false, output),
        AccountAction::On(choice) => switch(choice, true, output),
    }
}

/// Lets an account in or shuts it out.
fn switch(
    choice: &AccountChoice,
    active: bool,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    with_app(&choice.place, async |app, _| {
        let id = choice.account.parse().map_err(|_| bad_id("account", &choice.account))?;
        if !app.set_account_active(&party_id(&choice.party)?, id, active).await? {
            return Err(no_account(&id, &choice.party));
        }
        let done =
            if active { "staat weer aan" } else { "is uitgezet; zijn tokens werken niet meer" };
        writeln!(output, "account {id} {done}")?;
        Ok(Status::Decided)
    })
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
            with_app(place, async |app, _| issue(&app, &request, output).await)
        }
        TokenAction::List { party, place } => {
            with_app(place, async |app, _| list_tokens(&app, &party_id(party)?, output).await)
        }
        TokenAction::Revoke { party, token, place } => with_app(place, async |app, _| {
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

async fn issue(
    app: &App,
    request: &TokenRequest,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let issued = app.issue_token(request).await.map_err(|error| match error {
        AppError::Store(StoreError::Dangling) => {
            no_account(&request.account, request.party.as_str())
        }
        other => other.into(),
    })?;
    writeln!(output, "{}", issued.secret.reveal())?;
    writeln!(
        output,
        "token {}, geldig tot {}; bewaar het nu, het wordt niet opnieuw getoond",
        issued.id, issued.expires_at
    )?;
    Ok(Status::Decided)
}

async fn list_tokens(
    app: &App,
    party: &PartyId,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let now = SystemClock.now();
    for token in app.tokens(party).await? {
        let state = match token.revoked_at {
            Some(_) => "ingetrokken",
            None if token.expires_at <= now => "verlopen",
            None => "geldig",
        };
        let (until, scopes) = (token.expires_at, token.scopes.join(" "));
        writeln!(output, "{}  {state:<11} tot {until}  {scopes}  {}", token.id, token.label)?;
    }
    Ok(Status::Decided)
}

fn no_account(id: &impl Display, party: &str) -> CliError {
    CliError::Usage(format!(
        "account {id} bestaat niet bij partij «{party}»; zie: dijkwacht account list --party {party}"
    ))
}

/// Runs a command on the application of a place.
pub(super) fn with_app<F>(
    place: &Place,
    work: impl FnOnce(App, Config) -> F,
) -> Result<Status, CliError>
where
    F: Future<Output = Result<Status, CliError>>,
{
    let config = configured(place)?;
    let _slot = Slot::shared(&config)?;
    block_on(async { work(open_app(&config).await?, config.clone()).await })
}

pub(super) fn party_id(text: &str) -> Result<PartyId, CliError> {
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
