//! `dijkwacht setup`: from an empty folder to a first administrator, by questions in the terminal or by flags.

use super::account::party_id;
use super::user::show_code;
use crate::Status;
use crate::args::{Place, SetupArguments};
use crate::config::{Config, create_keys};
use crate::error::CliError;
use crate::runtime::{assemble, block_on, configured, open_store};
use crate::slot::Slot;
use app::{App, NewUser};
use case::OfficeRole;
use kernel::{PartyId, Redacted, did_you_mean};
use std::io::{BufRead, Write};

pub(crate) fn run(arguments: &SetupArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(&arguments.place)?;
    let _slot = Slot::shared(&config)?;
    writeln!(output, "Datamap: {}", config.data.dir.display())?;
    make_keys(&config, output)?;
    block_on(async {
        let store = open_store(&config).await?;
        store.migrate().await?;
        let app = assemble(&config, store)?;
        refuse_second_time(&app).await?;
        let party = ask_party(&app, arguments, output)?;
        let new = NewUser {
            name: answer(arguments.name.as_deref(), "Naam van de eerste beheerder", output)?,
            email: Redacted::new(answer(arguments.email.as_deref(), "E-mailadres", output)?),
            role: OfficeRole::Beheerder,
        };
        app.enter_party(&party).await?;
        let added = app.add_user(&party, &new).await?;
        writeln!(output, "\nDe eerste beheerder van {} is gemaakt.", app.party_name(&party))?;
        if let Some(code) = &added.code {
            show_code(&config, code, output)?;
        }
        say_what_is_next(&arguments.place, output)?;
        Ok(Status::Decided)
    })
}

fn make_keys(config: &Config, output: &mut dyn Write) -> Result<(), CliError> {
    let file = config.keys_file();
    if !config.keys.value.reveal().is_empty() {
        writeln!(output, "Sleutels: uit de omgeving")?;
    } else if file.exists() {
        writeln!(output, "Sleutels: {}", file.display())?;
    } else {
        create_keys(config)?;
        writeln!(
            output,
            "Sleutels: {} (nieuw; bewaar een kopie buiten deze machine)",
            file.display()
        )?;
    }
    Ok(())
}

/// A house that has somebody in it has an administrator who lets others in.
async fn refuse_second_time(app: &App) -> Result<(), CliError> {
    for party in app.store().parties().await? {
        if !app.accounts(&party.id).await?.is_empty() {
            return Err(CliError::Usage(format!(
                "deze database heeft al accounts van partij «{0}»; een volgende maakt u met: dijkwacht user add --party {0}",
                party.id
            )));
        }
    }
    Ok(())
}

fn ask_party(
    app: &App,
    arguments: &SetupArguments,
    output: &mut dyn Write,
) -> Result<PartyId, CliError> {
    let question = "Partij, zoals gemeente-emmen (alle: dijkwacht parties list)";
    let text = answer(arguments.party.as_deref(), question, output)?;
    let party = party_id(&text)?;
    if app.rules().party_ids().any(|known| *known == party) {
        return Ok(party);
    }
    let hint = did_you_mean(&text, app.rules().party_ids().map(PartyId::as_str));
    Err(CliError::Usage(format!("partij «{party}» is niet bekend.{hint}")))
}

/// Takes what was given, or asks for it.
fn answer(given: Option<&str>, question: &str, output: &mut dyn Write) -> Result<String, CliError> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    write!(output, "{question}: ")?;
    output.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let line = line.trim();
    if line.is_empty() {
        return Err(CliError::Usage(format!(
            "er is niets ingevuld bij «{question}»; begin opnieuw, of geef het mee: zie dijkwacht setup --help"
        )));
    }
    Ok(line.to_owned())
}

fn say_what_is_next(place: &Place, output: &mut dyn Write) -> Result<(), CliError> {
    let mut flags = String::new();
    for (flag, path) in [("--config", &place.config), ("--data", &place.data)] {
        if let Some(path) = path {
            flags.extend([" ", flag, " ", &path.display().to_string()]);
        }
    }
    writeln!(output, "\nDaarna:")?;
    writeln!(
        output,
        "  1. dijkwacht doctor{flags}    controleert instellingen, sleutels en schijf"
    )?;
    writeln!(
        output,
        "  2. dijkwacht serve{flags}     start de dienst; zet er een proxy met TLS voor"
    )?;
    writeln!(output, "  3. Kies met de code een wachtwoord, meld u aan en stel een app in.")?;
    writeln!(output, "  4. Maak onder Beheer de accounts van uw collega's.")?;
    Ok(())
}
