//! `dijkwacht user`: the people who sign in.

use super::account::{party_id, with_app};
use crate::Status;
use crate::args::{UserAction, UserArguments};
use crate::config::Config;
use crate::error::CliError;
use app::{AccountLine, App, NewUser, SetupCode, SignInMeans};
use kernel::Redacted;
use std::io::Write;

pub(crate) fn run(arguments: &UserArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    match &arguments.action {
        UserAction::Add { party, name, email, role, place } => {
            let new =
                NewUser { name: name.clone(), email: Redacted::new(email.clone()), role: *role };
            with_app(place, async |app, config| add(&app, &config, party, &new, output).await)
        }
        UserAction::Reset { party, email, all, place } => {
            let email = Redacted::new(email.clone());
            with_app(place, async |app, config| {
                let code = app.reset_user(&party_id(party)?, &email, *all).await?;
                let code = code.ok_or_else(|| {
                    CliError::Usage(format!(
                        "dit e-mailadres hoort bij geen account van partij «{party}»; zie: dijkwacht user list --party {party}"
                    ))
                })?;
                writeln!(output, "Het oude wachtwoord werkt niet meer.")?;
                show_code(&config, &code, output)?;
                Ok(Status::Decided)
            })
        }
        UserAction::List { party, place } => with_app(place, async |app, _| {
            for line in app.users(&party_id(party)?).await? {
                writeln!(output, "{}", listed(&line))?;
            }
            Ok(Status::Decided)
        }),
    }
}

async fn add(
    app: &App,
    config: &Config,
    party: &str,
    new: &NewUser,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let party = party_id(party)?;
    app.enter_party(&party).await?;
    let added = app.add_user(&party, new).await?;
    writeln!(output, "account {} gemaakt", added.id)?;
    if let Some(code) = &added.code {
        show_code(config, code, output)?;
    }
    Ok(Status::Decided)
}

/// Shows a code, this once. It stands in no address: what is in an address comes into logs.
pub(crate) fn show_code(
    config: &Config,
    code: &SetupCode,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let origin = config.server.origin.trim_end_matches('/');
    writeln!(output, "Code om een wachtwoord te kiezen: {}", code.code.reveal())?;
    writeln!(output, "Op deze pagina: {origin}/aanmelden/instellen")?;
    writeln!(
        output,
        "De code werkt één keer, tot {}; bewaar hem nu, hij wordt niet opnieuw getoond",
        code.until
    )?;
    Ok(())
}

fn listed(line: &AccountLine) -> String {
    let state = if line.active { "actief" } else { "uitgezet" };
    let means = line.means.as_ref();
    let email = means.map_or("", |means| means.email.reveal());
    let with = means.map(with).unwrap_or_default();
    format!("{}  {:<16} {state:<9} {with:<34} {email}  {}", line.id, line.role.id(), line.name)
}

fn with(means: &SignInMeans) -> String {
    let mut words = Vec::new();
    if means.password {
        words.push("wachtwoord");
    }
    if means.second_factor {
        words.push("app");
    }
    if means.code_until.is_some() {
        words.push("code gegeven");
    }
    if means.locked_until.is_some() {
        words.push("geblokkeerd");
    }
    if words.is_empty() { "alleen werkaccount".to_owned() } else { words.join(", ") }
}
