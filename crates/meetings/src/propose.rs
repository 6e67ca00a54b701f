//! What could be on the agenda, why, and in which order: the proposal from which the chair makes the agenda.
//!
//! The list of candidates is an own proposal (reference letters.md, L24). A proposal decides nothing: the chair orders, adds and
//! leaves out.

use crate::agenda::{AgendaItem, AgendaSettings};
use crate::signal::SignalGround;
use crate::subject::{About, Subject};
use case::clock::TermKind;
use case::{StateName, Text};
use chrono::NaiveDate;
use kernel::{AccountId, AgendaItemId, dutch_date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Waarom een onderwerp op de agenda komt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Agenda-aanleiding")]
pub enum Reason {
    /// De stand van het dossier vraagt om overleg.
    Stand {
        /// De stand.
        stand: StateName,
    },
    /// De uitkomst van de score is: bespreken in de werkgroep.
    Score {
        /// De punten.
        punten: u32,
    },
    /// Het dossier is lang open.
    LangOpen {
        /// De dag van ontvangst.
        ontvangen_op: NaiveDate,
    },
    /// Een wettelijke termijn eindigt.
    Termijn {
        /// De laatste dag.
        uiterlijk: NaiveDate,
        /// Wat er dan eindigt.
        termijnsoort: TermKind,
    },
    /// Het advies van het Landelijk Bureau Bibob is binnen (art. 9).
    LbbAdvies {
        /// De dag.
        ontvangen_op: NaiveDate,
    },
    /// Een tip moet worden beoordeeld (art. 26).
    Tip {
        /// De dag.
        ontvangen_op: NaiveDate,
    },
    /// Een voorschrift moet worden gecontroleerd (art. 3 lid 7).
    Voorschrift {
        /// De dag waarop.
        op: NaiveDate,
    },
    /// Het beleid is aan herziening toe.
    BeleidHerzien {
        /// De dag waarop.
        op: NaiveDate,
    },
    /// Een collega stelde een vraag.
    Vraag {
        /// De dag.
        gesteld_op: NaiveDate,
    },
    /// Het Lokaal Informatie Overleg bracht een signaal in.
    Signaal {
        /// De dag.
        ingebracht_op: NaiveDate,
        /// Waarom de werkgroep het mag bespreken.
        grondslag: SignalGround,
    },
    /// Een actie staat open.
    Actie {
        /// De laatste dag.
        uiterlijk: NaiveDate,
    },
    /// Het verslag moet worden vastgesteld.
    Verslag {
        /// De dag van die vergadering.
        van: NaiveDate,
    },
    /// Iemand brengt het in.
    Ingebracht {
        /// Waarom.
        toelichting: Text,
    },
}

impl Reason {
    /// Returns the reason as a Dutch sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Stand { stand } => format!("De stand van het dossier is «{}».", stand.id()),
            Self::Score { punten } => {
                format!("De score is {punten}. Daarbij hoort: bespreken in de werkgroep.")
            }
            Self::LangOpen { ontvangen_op } => {
                format!("Het dossier is open sinds {}.", dutch_date(*ontvangen_op))
            }
            Self::Termijn { uiterlijk, termijnsoort } => {
                let last_day = last_day_to(*termijnsoort);
                format!("De laatste dag {last_day} is {}.", dutch_date(*uiterlijk))
            }
            Self::LbbAdvies { ontvangen_op } => {
                format!("Het advies van het LBB kwam binnen op {}.", dutch_date(*ontvangen_op))
            }
            Self::Tip { ontvangen_op } => {
                format!("Er kwam een tip binnen op {}.", dutch_date(*ontvangen_op))
            }
            Self::Voorschrift { op } => {
                format!("Een voorschrift moet worden gecontroleerd op {}.", dutch_date(*op))
            }
            Self::BeleidHerzien { op } => {
                format!("Het beleid wordt herzien voor {}.", dutch_date(*op))
            }
            Self::Vraag { gesteld_op } => {
                format!("Een collega stelde een vraag op {}.", dutch_date(*gesteld_op))
            }
            Self::Signaal { ingebracht_op, grondslag } => format!(
                "Er is een signaal ingebracht op {}. Bespreken mag op grond van {}.",
                dutch_date(*ingebracht_op),
                grondslag.article()
            ),
            Self::Actie { uiterlijk } => {
                format!("Er staat een actie open tot en met {}.", dutch_date(*uiterlijk))
            }
            Self::Verslag { van } => {
                format!("Het verslag van {} moet worden vastgesteld.", dutch_date(*van))
            }
            Self::Ingebracht { toelichting } => toelichting.as_str().to_owned(),
        }
    }

    /// Returns how much it weighs in the order, more before less; none when it can wait until the meeting after this one.
    fn weight(&self, days: MeetingDays, settings: &AgendaSettings) -> Option<u16> {
        let due = |day: NaiveDate| days.daarna.is_none_or(|after| day < after);
        let weight = match self {
            Self::Termijn { uiterlijk, .. } => match days.urgency(*uiterlijk)? {
                Urgency::SchriftelijkeRonde => 100,
                Urgency::NuBespreken => 90,
            },
            Self::LbbAdvies { .. } => 80,
            Self::Tip { .. } => 75,
            Self::Score { .. } => 70,
            Self::Ingebracht { .. } => 65,
            Self::Stand { .. } => 60,
            Self::Signaal { .. } => 55,
            Self::Voorschrift { op } if due(*op) => 50,
            Self::LangOpen { ontvangen_op } if settings.is_long(*ontvangen_op, days.volgende) => 40,
            Self::Vraag { .. } => 30,
            Self::BeleidHerzien { op } if due(*op) => 20,
            Self::Actie { .. } | Self::Verslag { .. } => 10,
            Self::Voorschrift { .. } | Self::LangOpen { .. } | Self::BeleidHerzien { .. } => {
                return None;
            }
        };
        Some(weight)
    }
}

/// Returns what can be done until the end of a term: of those that bind the body, what it has to do.
fn last_day_to(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Beslistermijn => "om te beslissen",
        TermKind::BuitenBehandeling => "om de aanvraag buiten behandeling te laten (Awb art. 4:5)",
        TermKind::BeslissingOpBezwaar => "om op het bezwaar te beslissen (Awb art. 7:10)",
        TermKind::Vragenlijst
        | TermKind::Hersteltermijn
        | TermKind::LbbAdvies
        | TermKind::Zienswijze
        | TermKind::Bezwaar
        | TermKind::Beroep
        | TermKind::HogerBeroep => "voor een ander",
    }
}

/// Een onderwerp met één reden om het te bespreken; per onderwerp mogen er meer zijn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Agendakandidaat")]
pub struct Candidate {
    /// Waar het over gaat.
    pub onderwerp: Subject,
    /// Waarom.
    pub aanleiding: Reason,
}

/// De dag van de volgende vergadering en die van de vergadering daarna.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergaderdagen")]
pub struct MeetingDays {
    /// De volgende vergadering.
    pub volgende: NaiveDate,
    /// De vergadering daarna; leeg als die nog niet is gepland.
    pub daarna: Option<NaiveDate>,
}

/// Hoe dringend een termijn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Termijndrang")]
pub enum Urgency {
    /// De laatste dag ligt voor de volgende vergadering: er is een schriftelijke ronde nodig.
    SchriftelijkeRonde,
    /// De laatste dag ligt voor de vergadering daarna: dit punt mag niet wachten.
    NuBespreken,
}

impl MeetingDays {
    /// Returns how urgent a term is of which this is the last day; none when it can wait until the meeting after the next.
    pub fn urgency(self, last_day: NaiveDate) -> Option<Urgency> {
        if last_day < self.volgende {
            return Some(Urgency::SchriftelijkeRonde);
        }
        self.daarna.is_none_or(|after| last_day < after).then_some(Urgency::NuBespreken)
    }
}

/// Een termijn die eindigt voordat de werkgroep het dossier anders bespreekt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Termijnwaarschuwing")]
pub struct TermWarning {
    /// De laatste dag.
    pub uiterlijk: NaiveDate,
    /// Wat er dan eindigt.
    pub termijnsoort: TermKind,
    /// Hoe dringend.
    pub drang: Urgency,
}

/// Een voorstel voor een agendapunt, met alle redenen bij elkaar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Agendavoorstel")]
pub struct Proposal {
    /// Waar het over gaat.
    pub onderwerp: Subject,
    /// Waarom, de zwaarste reden eerst.
    pub redenen: Vec<Reason>,
    /// Wat het weegt in de volgorde: het gewicht van de zwaarste reden, en één voor elke andere.
    pub prioriteit: u16,
    /// De voorgestelde tijd in minuten.
    pub minuten: u16,
    /// Past het in de tijd van de vergadering? Een termijn die niet kan wachten past altijd.
    pub binnen_tijd: bool,
    /// De termijn die niet kan wachten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub termijn: Option<TermWarning>,
}

impl About for Proposal {
    fn subject(&self) -> &Subject {
        &self.onderwerp
    }
}

impl Proposal {
    /// Makes an agenda item of it.
    pub fn into_item(self, id: AgendaItemId, ingebracht_door: AccountId) -> AgendaItem {
        AgendaItem {
            id,
            onderwerp: self.onderwerp,
            redenen: self.redenen,
            minuten: self.minuten,
            vraag: None,
            ingebracht_door,
        }
    }
}

/// Proposes an agenda: one item per subject with all its reasons, in order, with its minutes, and whether it fits in the time.
/// A reason that can wait until the meeting after the next is left out.
pub fn propose(
    candidates: &[Candidate],
    days: MeetingDays,
    minutes: u16,
    settings: &AgendaSettings,
) -> Vec<Proposal> {
    let mut subjects: BTreeMap<&Subject, Vec<(u16, &Reason)>> = BTreeMap::new();
    for candidate in candidates {
        let reason = &candidate.aanleiding;
        let Some(weight) = reason.weight(days, settings) else { continue };
        let reasons = subjects.entry(&candidate.onderwerp).or_default();
        // What a cancelled meeting left can ask for itself too, with the same words.
        if !reasons.iter().any(|(_, known)| *known == reason) {
            reasons.push((weight, reason));
        }
    }
    let proposals = subjects.into_iter();
    let mut proposals: Vec<Proposal> =
        proposals.map(|(subject, reasons)| proposal(subject, reasons, days, settings)).collect();
    proposals.sort_by_key(|proposal| {
        let term = proposal.termijn.map_or(NaiveDate::MAX, |term| term.uiterlijk);
        (proposal.onderwerp.place(), Reverse(proposal.prioriteit), term)
    });
    fit(&mut proposals, minutes);
    proposals
}

fn proposal(
    subject: &Subject,
    mut reasons: Vec<(u16, &Reason)>,
    days: MeetingDays,
    settings: &AgendaSettings,
) -> Proposal {
    reasons.sort_by_key(|(weight, _)| Reverse(*weight));
    let heaviest = reasons.first().map_or(0, |(weight, _)| *weight);
    let others = u16::try_from(reasons.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_day = |reason: &Reason| match reason {
        Reason::Termijn { uiterlijk, termijnsoort } => Some((*uiterlijk, *termijnsoort)),
        _ => None,
    };
    let last_day = reasons.iter().filter_map(|(_, reason)| last_day(reason)).min();
    let redenen: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason.clone()).collect();
    Proposal {
        minuten: settings.minutes(subject, &redenen),
        onderwerp: subject.clone(),
        redenen,
        prioriteit: heaviest.saturating_add(others),
        binnen_tijd: false,
        termijn: last_day.and_then(|(uiterlijk, termijnsoort)| {
            let warning = |drang| TermWarning { uiterlijk, termijnsoort, drang };
            days.urgency(uiterlijk).map(warning)
        }),
    }
}

/// Gives the time away: first to what has a fixed place or cannot wait, then in order to what still fits.
fn fit(proposals: &mut [Proposal], minutes: u16) {
    let fixed = |proposal: &Proposal| {
        proposal.termijn.is_some() || proposal.onderwerp.place() != Subject::ORDINARY
    };
    let mut left = i64::from(minutes);
    for proposal in proposals.iter_mut().filter(|proposal| fixed(proposal)) {
        proposal.binnen_tijd = true;
        left -= i64::from(proposal.minuten);
    }
    for proposal in proposals.iter_mut().filter(|proposal| !fixed(proposal)) {
        let takes = i64::from(proposal.minuten);
        proposal.binnen_tijd = takes <= left;
        left -= if proposal.binnen_tijd { takes } else { 0 };
    }
}
