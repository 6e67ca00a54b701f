//! The arguments of the commands about people who sign in. The Dutch comments are the help texts.

use super::service::{Place, roles};
use case::OfficeRole;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct UserArguments {
    #[command(subcommand)]
    pub(crate) action: UserAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserAction {
    /// Maakt een account voor een mens en toont één keer de code om een wachtwoord mee te kiezen.
    Add {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        /// De naam.
        #[arg(long, value_name = "NAAM")]
        name: String,
        /// Het e-mailadres waarmee deze persoon aanmeldt, ook via een inlogdienst.
        #[arg(long, value_name = "ADRES")]
        email: String,
        /// De rol.
        #[arg(long, value_parser = roles())]
        role: OfficeRole,
        #[command(flatten)]
        place: Place,
    },
    /// Geeft een nieuwe code om een wachtwoord te kiezen; het oude werkt niet meer en de sessies eindigen.
    Reset {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        /// Het e-mailadres.
        #[arg(long, value_name = "ADRES")]
        email: String,
        /// Stelt ook de app, de herstelcodes en de koppeling met het werkaccount opnieuw in.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Toont wie er kan aanmelden, en waarmee.
    List {
        /// Het id van de partij.
        #[arg(long, value_name = "ID")]
        party: String,
        #[command(flatten)]
        place: Place,
    },
}

/// What the first start asks; what is not given is asked in the terminal.
#[derive(Debug, Args)]
pub(crate) struct SetupArguments {
    /// Het id van de partij, zoals gemeente-emmen; zie: dijkwacht parties list.
    #[arg(long, value_name = "ID")]
    pub(crate) party: Option<String>,
    /// De naam van de eerste beheerder.
    #[arg(long, value_name = "NAAM")]
    pub(crate) name: Option<String>,
    /// Het e-mailadres van de eerste beheerder.
    #[arg(long, value_name = "ADRES")]
    pub(crate) email: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}
