//! The arguments of the commands that run and care for the service. The Dutch comments are the help texts.

use case::OfficeRole;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Waar de instellingen en de gegevens staan.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Place {
    /// Het instellingenbestand (TOML); zie: dijkwacht config.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) config: Option<PathBuf>,
    /// De datamap; gaat voor die in de instellingen.
    #[arg(long, value_name = "MAP")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Maakt verzonnen dossiers voor drie Drentse partijen; alleen op de eigen machine.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Adres en poort om op te luisteren; gaat voor die in de instellingen.
    #[arg(long, value_name = "ADRES:POORT")]
    pub(crate) listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct WorkerArguments {
    /// Doet één ronde en stopt, voor een taakplanner.
    #[arg(long)]
    pub(crate) once: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// Het bestand waarin de kopie komt; het mag nog niet bestaan.
    #[arg(value_name = "BESTAND")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// De kopie.
    #[arg(value_name = "BESTAND")]
    pub(crate) from: PathBuf,
    /// Vervang de database die er al is.
    #[arg(long)]
    pub(crate) overwrite: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct KeysArguments {
    #[command(subcommand)]
    pub(crate) action: KeysAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysAction {
    /// Voegt een sleutel toe; de eerste keer maakt dit het bestand.
    New(Place),
    /// Versleutelt alles opnieuw met de nieuwste sleutel. Kan worden onderbroken en herhaald.
    Rotate(Place),
}

#[derive(Debug, Args)]
pub(crate) struct AuditArguments {
    #[command(subcommand)]
    pub(crate) action: AuditAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditAction {
    /// Rekent het controlespoor opnieuw uit, vergelijkt het met de ankers en zegt waar het breekt.
    Verify {
        /// Alleen van deze partij.
        #[arg(long, value_name = "ID")]
        party: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// Schrijft de ankers van nu: de laatste regel van elk controlespoor. Bewaar ze buiten de machine.
    Anchor(Place),
}

/// Takes the ids of the roles, and shows them in the help.
pub(super) fn roles() -> impl TypedValueParser<Value = OfficeRole> {
    PossibleValuesParser::new(OfficeRole::ALL.map(OfficeRole::id))
        .try_map(|id| OfficeRole::of_id(&id).ok_or("deze rol is niet bekend"))
}

#[derive(Debug, Args)]
pub(crate) struct AccountArguments {
    #[command(subcommand)]
    pub(crate) action: AccountAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountAction {
    /// Maakt een account.
    New {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        /// De naam.
        #[arg(long, value_name = "NAAM")]
        name: String,
        /// De rol.
        #[arg(long, value_parser = roles())]
        role: OfficeRole,
        #[command(flatten)]
        place: Place,
    },
    /// Toont de accounts van een partij.
    List {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        #[command(flatten)]
        place: Place,
    },
    /// Zet een account uit; zijn tokens werken meteen niet meer.
    Off(AccountChoice),
    /// Zet een account weer aan, met de tokens die nog geldig zijn.
    On(AccountChoice),
}

/// Welk account.
#[derive(Debug, Args)]
pub(crate) struct AccountChoice {
    /// Het id van de partij.
    #[arg(long, value_name = "ID")]
    pub(crate) party: String,
    /// Het id van het account.
    #[arg(value_name = "ACCOUNT-ID")]
    pub(crate) account: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct TokenArguments {
    #[command(subcommand)]
    pub(crate) action: TokenAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenAction {
    /// Maakt een token en toont het één keer.
    New {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        /// Het id van het account.
        #[arg(long, value_name = "ID")]
        account: String,
        /// Waarvoor het token is.
        #[arg(long, value_name = "TEKST")]
        label: String,
        /// Een bevoegdheid: dossiers:lezen, dossiers:schrijven, bsn:lezen, toezicht:lezen of audit:lezen. Mag vaker.
        #[arg(long = "scope", value_name = "BEVOEGDHEID", required = true)]
        scopes: Vec<String>,
        /// Hoeveel dagen het werkt.
        #[arg(long, value_name = "AANTAL", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=366))]
        days: u16,
        #[command(flatten)]
        place: Place,
    },
    /// Toont de tokens van een partij.
    List {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        #[command(flatten)]
        place: Place,
    },
    /// Trekt een token in; het werkt meteen niet meer.
    Revoke {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        /// Het id van het token.
        #[arg(value_name = "TOKEN-ID")]
        token: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Het bestand: .csv (een aanvraag per regel) of .json (een lijst dossiers met hun opdrachten).
    #[arg(value_name = "BESTAND")]
    pub(crate) file: PathBuf,
    /// Het bestand met het token van het account dat invoert; dat account komt op de dossiers.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) token_file: PathBuf,
    /// Schrijft niets en meldt wat er zou gebeuren.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}
