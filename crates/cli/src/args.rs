//! The arguments of every command. The Dutch comments are the help texts.

mod people;
mod service;

pub(crate) use people::{SetupArguments, UserAction, UserArguments};
pub(crate) use service::{
    AccountAction, AccountArguments, AccountChoice, AuditAction, AuditArguments, BackupArguments,
    ImportArguments, KeysAction, KeysArguments, Place, RestoreArguments, ServeArguments,
    TokenAction, TokenArguments, WorkerArguments,
};

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Dijkwacht: valt een aanvraag onder de Wet Bibob, waarom, tot wanneer en met welke brief?
#[derive(Debug, Parser)]
#[command(name = "dijkwacht", version, about, subcommand_help_heading = "Opdrachten")]
#[command(
    after_help = "Afsluitcodes: 0 beslist of in orde, 3 nog niet te bepalen of voorlopig, 2 foute invoer, 4 niet in orde bevonden, 1 interne fout."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bepaalt of een Bibob-toets verplicht, mogelijk of onmogelijk is, en waarom.
    Scope(ScopeArguments),
    /// Doet hetzelfde als scope en schrijft de brieven die volgen als PDF.
    Screen(ScreenArguments),
    /// Berekent een wettelijke termijn en toont elke stap.
    Term(TermArguments),
    /// Toont de partijen en hun beleid.
    Parties(PartiesArguments),
    /// Controleert de regelbestanden of schrijft hun JSON-schema's.
    Rules(RulesArguments),
    /// Legt een regel uit: wat hij zegt, waar hij staat en bij welke partijen hij geldt.
    Explain(ExplainArguments),
    /// Vergelijkt paren van namen uit een CSV-bestand en schrijft de scores met hun redenen.
    Match(MatchArguments),
    /// Start de dienst: de API, met de werker ernaast.
    Serve(ServeArguments),
    /// Bezorgt, herinnert en verankert, los van de dienst.
    Worker(WorkerArguments),
    /// Brengt de database bij.
    Migrate(Place),
    /// Controleert instellingen, sleutels, klok, schijf en database.
    Doctor(Place),
    /// Maakt een kopie van de database en controleert haar.
    Backup(BackupArguments),
    /// Zet een gecontroleerde kopie terug.
    Restore(RestoreArguments),
    /// Beheert de sleutels waarmee gegevens worden versleuteld.
    Keys(KeysArguments),
    /// Controleert het controlespoor.
    Audit(AuditArguments),
    /// Richt een nieuwe installatie in: datamap, sleutels, partij en de eerste beheerder.
    Setup(SetupArguments),
    /// Beheert de accounts van een partij.
    Account(AccountArguments),
    /// Beheert wie er aanmelden.
    User(UserArguments),
    /// Beheert de tokens van een account.
    Token(TokenArguments),
    /// Voert lopende dossiers in, eerst als proef.
    Import(ImportArguments),
    /// Toont alle instellingen met hun uitleg en standaardwaarden.
    Config,
}

impl Command {
    /// Returns whether the command works on the data of the service, which others must not read.
    pub(crate) const fn is_about_the_service(&self) -> bool {
        match self {
            Self::Scope(_)
            | Self::Screen(_)
            | Self::Term(_)
            | Self::Parties(_)
            | Self::Rules(_)
            | Self::Explain(_)
            | Self::Match(_)
            | Self::Config => false,
            Self::Serve(_)
            | Self::Worker(_)
            | Self::Migrate(_)
            | Self::Doctor(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Keys(_)
            | Self::Audit(_)
            | Self::Setup(_)
            | Self::Account(_)
            | Self::User(_)
            | Self::Token(_)
            | Self::Import(_) => true,
        }
    }

    /// Returns whether the user asked for JSON, so that faults come as JSON too.
    pub(crate) fn wants_json(&self) -> bool {
        let format = match self {
            Self::Scope(arguments) => arguments.format,
            Self::Screen(arguments) => arguments.format,
            Self::Term(arguments) => arguments.format,
            Self::Explain(arguments) => arguments.format,
            Self::Parties(_)
            | Self::Rules(_)
            | Self::Match(_)
            | Self::Serve(_)
            | Self::Worker(_)
            | Self::Migrate(_)
            | Self::Doctor(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Keys(_)
            | Self::Audit(_)
            | Self::Setup(_)
            | Self::Account(_)
            | Self::User(_)
            | Self::Token(_)
            | Self::Import(_)
            | Self::Config => Format::Text,
        };
        format == Format::Json
    }
}

/// De vorm van de uitvoer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Leesbare tekst.
    #[default]
    Text,
    /// JSON volgens het gepubliceerde schema.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ScopeArguments {
    /// Het id van de partij die toetst, zoals gemeente-emmen.
    #[arg(long, value_name = "ID")]
    pub(crate) party: String,
    /// Het aanvraagbestand (JSON); - leest van de standaardinvoer.
    #[arg(long, value_name = "BESTAND", required_unless_present = "batch")]
    pub(crate) application: Option<PathBuf>,
    /// Een bestand met één aanvraag per regel (NDJSON); geeft één antwoord per regel.
    #[arg(long, value_name = "BESTAND", conflicts_with = "application")]
    pub(crate) batch: Option<PathBuf>,
    /// De peildatum (jjjj-mm-dd); zonder opgave de dag van ontvangst.
    #[arg(long, value_name = "DATUM", value_parser = parse_date)]
    pub(crate) on: Option<NaiveDate>,
    /// Een map met regels: met national/ erin vervangt zij alle regels, anders komt zij eroverheen.
    #[arg(long, value_name = "MAP")]
    pub(crate) rules: Option<PathBuf>,
    /// De vorm van de uitvoer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ScreenArguments {
    /// Het id van de partij die toetst, zoals gemeente-emmen.
    #[arg(long, value_name = "ID")]
    pub(crate) party: String,
    /// Het aanvraagbestand (JSON); - leest van de standaardinvoer.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) application: PathBuf,
    /// De map waarin de brieven komen.
    #[arg(long, value_name = "MAP")]
    pub(crate) out: PathBuf,
    /// De peildatum (jjjj-mm-dd); zonder opgave de dag van ontvangst.
    #[arg(long, value_name = "DATUM", value_parser = parse_date)]
    pub(crate) on: Option<NaiveDate>,
    /// De datum van de brieven (jjjj-mm-dd); zonder opgave vandaag.
    #[arg(long, value_name = "DATUM", value_parser = parse_date)]
    pub(crate) date: Option<NaiveDate>,
    /// Vervang brieven die er al zijn en anders zijn.
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Vraag de vragenlijst ook op als de toets mogelijk maar niet verplicht is: u kiest daarvoor.
    #[arg(long)]
    pub(crate) request_form: bool,
    /// Een map met regels: met national/ erin vervangt zij alle regels, anders komt zij eroverheen.
    #[arg(long, value_name = "MAP")]
    pub(crate) rules: Option<PathBuf>,
    /// De vorm van de uitvoer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct TermArguments {
    /// Het tijdlijnbestand (JSON); - leest van de standaardinvoer.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) timeline: PathBuf,
    /// Een map met regels: met national/ erin vervangt zij alle regels, anders komt zij eroverheen.
    #[arg(long, value_name = "MAP")]
    pub(crate) rules: Option<PathBuf>,
    /// De vorm van de uitvoer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct PartiesArguments {
    #[command(subcommand)]
    pub(crate) action: PartiesAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PartiesAction {
    /// Toont alle partijen met de status van hun beleid.
    List(RulesFolder),
    /// Toont het beleid van één partij.
    Show {
        /// Het id van de partij.
        party: String,
        #[command(flatten)]
        folder: RulesFolder,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RulesFolder {
    /// Een map met regels: met national/ erin vervangt zij alle regels, anders komt zij eroverheen.
    #[arg(long, value_name = "MAP")]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    #[command(subcommand)]
    pub(crate) action: RulesAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    /// Controleert alle regelbestanden en draait de gevallen die ernaast liggen.
    Check(RulesFolder),
    /// Schrijft de JSON-schema's van alle bestandsvormen.
    Schema {
        /// De map waarin de schema's komen.
        #[arg(long, value_name = "MAP", default_value = "rules/schema")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// Het id van de regel of van de wettelijke grondslag.
    #[arg(value_name = "REGEL-ID")]
    pub(crate) rule: String,
    /// Een map met regels: met national/ erin vervangt zij alle regels, anders komt zij eroverheen.
    #[arg(long, value_name = "MAP")]
    pub(crate) rules: Option<PathBuf>,
    /// De vorm van de uitvoer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// Het CSV-bestand met de paren; - leest van de standaardinvoer.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) pairs: PathBuf,
    /// Het CSV-bestand dat ervan komt; - schrijft naar de standaarduitvoer.
    #[arg(long, value_name = "BESTAND")]
    pub(crate) out: PathBuf,
}

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == "2026-11-02".len())
        .ok_or_else(|| {
            "dit is geen bestaande datum; schrijf jjjj-mm-dd, zoals 2026-11-02".to_owned()
        })
}
