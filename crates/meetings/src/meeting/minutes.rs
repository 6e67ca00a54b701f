//! The minutes as typed data, from which the letter is made. Own proposal (reference letters.md, L24): present, advice per item
//! with its reasons, dissent, interests, actions; no more personal data than needed.

use super::state::{Action, Adoption, Correction, Course, Meeting};
use crate::advice::Advice;
use crate::agenda::{Mark, Marked};
use crate::calendar::Appointment;
use crate::session::{Guest, Present};
use crate::subject::{About, Conflict, Subject, may_see};
use case::Text;
use kernel::{AccountId, AgendaItemId, MeetingId, Sha256Hex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het verslag van een vergadering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verslag")]
pub struct Minutes {
    /// De vergadering.
    pub vergadering: MeetingId,
    /// De afspraak.
    pub afspraak: Appointment,
    /// De SHA-256 van de bevroren agenda.
    pub agenda: Sha256Hex,
    /// Hoeveel plaatsen bezet moesten zijn om te adviseren.
    pub nodig: usize,
    /// Wie er tot het laatst waren, en voor wie.
    pub aanwezig: Vec<Present>,
    /// Welke leden er niet waren en niet werden vervangen.
    pub afwezig: Vec<AccountId>,
    /// De gasten.
    pub gasten: Vec<Guest>,
    /// Wie er waren en voor het einde vertrokken.
    pub vertrokken: Vec<Present>,
    /// De gasten die voor het einde vertrokken.
    pub vertrokken_gasten: Vec<Guest>,
    /// De punten, in volgorde.
    pub punten: Vec<MinutesItem>,
    /// De acties die bij geen punt horen.
    pub acties: Vec<Action>,
    /// De verbeteringen die bij geen punt horen.
    pub verbeteringen: Vec<Correction>,
    /// De vaststelling; leeg zolang het verslag een concept is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vaststelling: Option<Adoption>,
}

/// Een punt in het verslag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verslagpunt")]
pub struct MinutesItem {
    /// Het punt.
    pub punt: AgendaItemId,
    /// Waar het over gaat.
    pub onderwerp: Subject,
    /// Hoe het zich verhoudt tot de bevroren agenda.
    pub merk: Mark,
    /// Wie een belang had, het punt niet zag en niet meedeed.
    pub belangen: Vec<Conflict>,
    /// Het advies, met de stemmen en de afwijkende standpunten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advies: Option<Advice>,
    /// De conclusie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusie: Option<Text>,
    /// De acties.
    pub acties: Vec<Action>,
    /// De verbeteringen.
    pub verbeteringen: Vec<Correction>,
}

impl About for MinutesItem {
    fn subject(&self) -> &Subject {
        &self.onderwerp
    }
}

impl Meeting {
    /// Returns the minutes as they are now; none before the session was opened.
    pub fn minutes(&self) -> Option<Minutes> {
        let course = self.course()?;
        let head = self.head();
        let item = |marked: Marked<'_>| course.minutes_item(marked, &head.belangen);
        let vaststelling = match self {
            Self::Adopted(state) => Some(state.vaststelling.clone()),
            _ => None,
        };
        Some(Minutes {
            vergadering: head.id,
            afspraak: head.afspraak.clone(),
            agenda: course.agenda.digest(),
            nodig: course.zitting.needed(),
            aanwezig: course.zitting.present().to_vec(),
            afwezig: course.zitting.absent(),
            gasten: course.zitting.guests().to_vec(),
            vertrokken: course.zitting.departed(),
            vertrokken_gasten: course.zitting.departed_guests().to_vec(),
            punten: course.agenda.marked().into_iter().map(item).collect(),
            acties: course.actions_of(None),
            verbeteringen: course.corrections_of(None),
            vaststelling,
        })
    }
}

impl Course {
    fn minutes_item(&self, marked: Marked<'_>, conflicts: &[Conflict]) -> MinutesItem {
        let item = marked.item;
        let here = conflicts.iter().filter(|conflict| conflict.onderwerp == item.onderwerp);
        let advice = self.adviezen.iter().find(|given| given.punt == item.id);
        let conclusion = self.conclusies.iter().find(|given| given.punt == item.id);
        MinutesItem {
            punt: item.id,
            onderwerp: item.onderwerp.clone(),
            merk: marked.mark,
            belangen: here.cloned().collect(),
            advies: advice.map(|given| given.advies.clone()),
            conclusie: conclusion.map(|given| given.conclusie.clone()),
            acties: self.actions_of(Some(item.id)),
            verbeteringen: self.corrections_of(Some(item.id)),
        }
    }

    fn actions_of(&self, item: Option<AgendaItemId>) -> Vec<Action> {
        self.acties.iter().filter(|action| action.punt == item).cloned().collect()
    }

    fn corrections_of(&self, item: Option<AgendaItemId>) -> Vec<Correction> {
        self.verbeteringen.iter().filter(|correction| correction.punt == item).cloned().collect()
    }
}

impl Minutes {
    /// Returns the minutes without what a member may not see (Awb art. 2:4): the items, and which of them a guest was at.
    #[must_use]
    pub fn for_member(mut self, account: AccountId) -> Self {
        let hides = |item: &MinutesItem| !may_see(&item.belangen, account, &item.onderwerp);
        let hidden: Vec<AgendaItemId> =
            self.punten.iter().filter(|item| hides(item)).map(|item| item.punt).collect();
        self.punten.retain(|item| !hidden.contains(&item.punt));
        self.keep_guests_at(|item| !hidden.contains(&item));
        self
    }

    /// Leaves out at which items a guest was, unless the reader sees them.
    pub fn keep_guests_at(&mut self, sees: impl Fn(AgendaItemId) -> bool) {
        for guest in self.gasten.iter_mut().chain(&mut self.vertrokken_gasten) {
            guest.punten.retain(|item| sees(*item));
        }
    }
}
