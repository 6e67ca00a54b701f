//! A signal from the local information consultation (LIO): on the agenda with its legal ground, or forwarded with its ground.
//!
//! Source: the agreement of the parties (seed 000): 2.2 a report for which another body is competent goes to that body as the law
//! allows; 2.3 signals are weighed in a periodic consultation. What the law allows: reference law.md 5 and 6, and design
//! tips.md on forwarding (Awb art. 2:3).

use crate::refusal::{Refusal, ensure};
use case::{Actor, Text};
use chrono::NaiveDate;
use kernel::{AccountId, MeetingId, Moment, PartyId, SignalId, add_months};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Waarom de werkgroep het signaal mag bespreken. Een tip is geen signaal: die lezen alleen tipbehandelaars (Wet Bibob art. 26).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Signaalgrondslag")]
pub enum SignalGround {
    /// Het bestuursorgaan is zelf bevoegd en kan eigen onderzoek doen (Wet Bibob art. 7a).
    EigenOnderzoek,
    /// Een deelnemer aan het RIEC gaf het, om de wet te kunnen toepassen (Wet Bibob art. 28 lid 2 onder d).
    Riec,
    /// Een ander bestuursorgaan gaf het (Wet Bibob art. 28 lid 2 onder m).
    AnderBestuursorgaan,
}

impl SignalGround {
    /// All grounds.
    pub const ALL: [Self; 3] = [Self::EigenOnderzoek, Self::Riec, Self::AnderBestuursorgaan];

    /// Returns the article.
    pub fn article(self) -> &'static str {
        match self {
            Self::EigenOnderzoek => "Wet Bibob art. 7a",
            Self::Riec => "Wet Bibob art. 28 lid 2 onder d",
            Self::AnderBestuursorgaan => "Wet Bibob art. 28 lid 2 onder m",
        }
    }

    /// Whether what somebody gave on this ground falls under the secrecy of article 28: it was given to apply the Act.
    fn is_secret(self) -> bool {
        match self {
            Self::EigenOnderzoek => false,
            Self::Riec | Self::AnderBestuursorgaan => true,
        }
    }
}

/// Aan wie een signaal wordt doorgezonden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Signaalontvanger")]
pub enum Recipient {
    /// Een bestuursorgaan of een rechtspersoon met een overheidstaak.
    Bestuursorgaan {
        /// De naam.
        naam: Text,
    },
    /// Een deelnemer aan het samenwerkingsverband van het RIEC.
    RiecDeelnemer {
        /// De naam.
        naam: Text,
    },
    /// De omgevingsdienst (Omgevingswet art. 18.21).
    Omgevingsdienst {
        /// De naam.
        naam: Text,
    },
}

/// Waarom een signaal mag worden doorgezonden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "soort",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "Doorzendgrondslag")]
pub enum ForwardingGround {
    /// Een ander bestuursorgaan is bevoegd en het signaal bevat geen Bibob-gegevens (Awb art. 2:3).
    Doorzendplicht,
    /// Een tip: er wordt alleen gewezen op de mogelijkheid van eigen onderzoek (Wet Bibob art. 26).
    Tip,
    /// Steun bij het toepassen van de wet (Wet Bibob art. 28 lid 2 onder d).
    Riec,
    /// Gegevens voor het eigen onderzoek van een ander bestuursorgaan (Wet Bibob art. 28 lid 2 onder m).
    EigenOnderzoekVanAnder {
        /// Blijkt uit art. 11a, 26 of 28 lid 2 onder d dat er eerder een advies of eigen onderzoek was?
        eerder_onderzoek_blijkt: bool,
        /// De dag waarop de gegevens zijn verkregen; ten hoogste vijf jaar geleden.
        verkregen_op: NaiveDate,
        /// Gaat het alleen over deze persoon, en om wat de ontvanger zelf zou kunnen krijgen?
        alleen_deze_persoon: bool,
        /// Is het nodig voor het eigen onderzoek naar een van de zes rollen?
        nodig_voor_onderzoek: bool,
    },
    /// Alleen voor de toepassing van art. 3 (Wet Bibob art. 28 lid 2 onder n).
    Omgevingsdienst,
}

impl ForwardingGround {
    /// Refuses unless the ground carries this recipient on this day (Wet Bibob art. 28(2)d, m and n; art. 26; Awb art. 2:3).
    /// What came in under article 28 is no ordinary post that is sent on, and a tip holds nothing of it.
    fn carries(
        &self,
        (source, recipient): (SignalGround, &Recipient),
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        let fits = match self {
            Self::Doorzendplicht | Self::Tip | Self::EigenOnderzoekVanAnder { .. } => {
                matches!(recipient, Recipient::Bestuursorgaan { .. })
            }
            Self::Riec => matches!(recipient, Recipient::RiecDeelnemer { .. }),
            Self::Omgevingsdienst => matches!(recipient, Recipient::Omgevingsdienst { .. }),
        };
        ensure(fits, Refusal::GroundUnfit)?;
        let is_open = matches!(self, Self::Doorzendplicht | Self::Tip);
        ensure(!(is_open && source.is_secret()), Refusal::SourceUnfit)?;
        let Self::EigenOnderzoekVanAnder {
            eerder_onderzoek_blijkt,
            verkregen_op,
            alleen_deze_persoon,
            nodig_voor_onderzoek,
        } = self
        else {
            return Ok(());
        };
        ensure(*verkregen_op <= today, Refusal::DayToCome)?;
        let fresh = add_months(*verkregen_op, 60).is_some_and(|last| today <= last);
        ensure(fresh, Refusal::TooOld)?;
        let met = *eerder_onderzoek_blijkt && *alleen_deze_persoon && *nodig_voor_onderzoek;
        ensure(met, Refusal::ConditionsUnmet)
    }
}

/// Een doorzending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Signaaldoorzending")]
pub struct Forwarding {
    /// Aan wie.
    pub aan: Recipient,
    /// Waarom het mag.
    pub grondslag: ForwardingGround,
    /// Wat er is doorgezonden, zonder de gegevens zelf.
    pub wat: Text,
    /// Door wie.
    pub door: AccountId,
    /// Wanneer.
    pub op: Moment,
}

/// Een signaal in zijn stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case")]
#[schemars(rename = "LioSignaal")]
pub enum Signal {
    /// Het signaal is ingebracht.
    Ingebracht(SignalFile),
    /// Het signaal staat op de agenda van een vergadering.
    Geagendeerd {
        /// Het signaal.
        signaal: SignalFile,
        /// De vergadering.
        vergadering: MeetingId,
    },
    /// Het signaal is afgehandeld.
    Afgehandeld {
        /// Het signaal.
        signaal: SignalFile,
        /// De uitkomst.
        uitkomst: Text,
        /// Door wie.
        door: AccountId,
        /// Wanneer.
        op: Moment,
    },
}

/// Een signaal uit het Lokaal Informatie Overleg.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Signaalgegevens")]
pub struct SignalFile {
    /// Het id.
    pub id: SignalId,
    /// De partij.
    pub partij: PartyId,
    /// Waar het over gaat.
    pub omschrijving: Text,
    /// Waarom de werkgroep het mag bespreken.
    pub grondslag: SignalGround,
    /// De dag van het overleg.
    pub besproken_op: NaiveDate,
    /// Wie het inbracht.
    pub ingebracht_door: AccountId,
    /// Wanneer.
    pub ingebracht_op: Moment,
    /// De doorzendingen, in volgorde van tijd.
    pub doorzendingen: Vec<Forwarding>,
}

/// Een opdracht aan een signaal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "naam", content = "inhoud", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Signaalopdracht")]
pub enum SignalCommand {
    /// Zet het signaal op de agenda van een vergadering.
    Agenderen {
        /// De vergadering.
        vergadering: MeetingId,
    },
    /// Legt een doorzending vast.
    Doorzenden {
        /// Aan wie.
        aan: Recipient,
        /// Waarom het mag.
        grondslag: ForwardingGround,
        /// Wat er is doorgezonden.
        wat: Text,
    },
    /// Handelt het signaal af.
    Afhandelen {
        /// De uitkomst.
        uitkomst: Text,
    },
}

impl Signal {
    /// Returns the name of the state.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Ingebracht(_) => "ingebracht",
            Self::Geagendeerd { .. } => "geagendeerd",
            Self::Afgehandeld { .. } => "afgehandeld",
        }
    }

    /// Returns the signal itself.
    pub fn file(&self) -> &SignalFile {
        match self {
            Self::Ingebracht(signaal)
            | Self::Geagendeerd { signaal, .. }
            | Self::Afgehandeld { signaal, .. } => signaal,
        }
    }

    /// Carries out a command. Only people forward and close.
    ///
    /// # Errors
    /// A refusal with a stable code; the caller keeps the signal as it was.
    pub fn handle(
        self,
        command: SignalCommand,
        now: Moment,
        actor: Actor,
    ) -> Result<Self, Refusal> {
        ensure(!matches!(self, Self::Afgehandeld { .. }), Refusal::WrongState)?;
        ensure(actor.is_human(), Refusal::HumanOnly)?;
        match command {
            SignalCommand::Agenderen { vergadering } => {
                Ok(Self::Geagendeerd { signaal: self.into_file(), vergadering })
            }
            SignalCommand::Doorzenden { aan, grondslag, wat } => {
                grondslag.carries((self.file().grondslag, &aan), now.dutch_date())?;
                Ok(self.forwarded(Forwarding { aan, grondslag, wat, door: actor.account, op: now }))
            }
            SignalCommand::Afhandelen { uitkomst } => Ok(Self::Afgehandeld {
                signaal: self.into_file(),
                uitkomst,
                door: actor.account,
                op: now,
            }),
        }
    }

    /// Returns the signal as it is when this meeting takes it off its agenda, or does not go on: free for another one. What stands
    /// on the agenda of another meeting by now, or is closed, stays as it is.
    #[must_use]
    pub fn taken_off(self, meeting: MeetingId) -> Self {
        match self {
            Self::Geagendeerd { signaal, vergadering } if vergadering == meeting => {
                Self::Ingebracht(signaal)
            }
            other => other,
        }
    }

    fn forwarded(mut self, forwarding: Forwarding) -> Self {
        match &mut self {
            Self::Ingebracht(signaal)
            | Self::Geagendeerd { signaal, .. }
            | Self::Afgehandeld { signaal, .. } => signaal.doorzendingen.push(forwarding),
        }
        self
    }

    fn into_file(self) -> SignalFile {
        match self {
            Self::Ingebracht(signaal)
            | Self::Geagendeerd { signaal, .. }
            | Self::Afgehandeld { signaal, .. } => signaal,
        }
    }
}
