//! What every open file holds, whatever its state.

use crate::evidence::{Evidence, FiledEvidence};
use crate::procedure::Procedure;
use crate::text::Text;
use chrono::NaiveDate;
use kernel::{CaseId, SubjectId};
use law::terms::TermProfile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subjects::{RoleKind, Subject};

/// De gegevens die een dossier in elke stand heeft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Dossiergegevens")]
pub struct File {
    /// Het id.
    pub id: CaseId,
    /// Het kenmerk.
    pub kenmerk: String,
    /// De soort vergunning of rechtshandeling.
    pub soort: String,
    /// De procedure.
    pub procedure: Procedure,
    /// De dag van ontvangst van de aanvraag, of van de start als er geen aanvraag is.
    pub ontvangen_op: NaiveDate,
    /// Wat de wet over de beslistermijn zegt.
    pub beslistermijn: TermProfile,
    /// De aanvraag zoals zij binnenkwam, als gegevens voor het toepassingsbereik.
    pub aanvraag: serde_json::Value,
    /// De personen, met de stand van hun vragenlijst.
    pub personen: Vec<Party>,
    /// Wat er met de termijnen gebeurde.
    pub klok: Vec<ClockEvent>,
    /// De bewijsstukken.
    pub stukken: Vec<FiledEvidence>,
    /// De adviezen van de Bibob-werkgroep.
    pub werkgroepadviezen: Vec<WorkingGroupAdvice>,
    /// De vastgelegde weigeringen om gegevens te geven (art. 4).
    pub weigeringen: Vec<Refused>,
    /// Het Bibob-beding in de overeenkomst, als dat is vastgelegd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beding: Option<RecordClause>,
    /// De overtredingen van voorschriften uit een eerdere beslissing (art. 3 lid 7).
    pub overtredingen: Vec<RecordBreach>,
    /// Het gesloten dossier waar dit uit voortkomt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vervolg_op: Option<CaseId>,
}

/// Een persoon op het dossier, met zijn vragenlijst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PersoonOpDossier")]
pub struct Party {
    /// De persoon.
    pub persoon: Subject,
    /// De stand van zijn vragenlijst.
    pub vragenlijst: Form,
}

/// De stand van de vragenlijst van één persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Vragenlijststand")]
pub enum Form {
    /// Er is geen vragenlijst gevraagd.
    NietGevraagd,
    /// De vragenlijst is uit.
    Gevraagd {
        /// De dag van verzending.
        op: NaiveDate,
        /// De laatste dag.
        uiterlijk: NaiveDate,
        /// Is zij verzonden als uitnodiging om aan te vullen (Awb 4:5)? Alleen dan schort zij op.
        aanvulverzoek: bool,
    },
    /// Er loopt een hersteltermijn (Awb 4:5).
    Herstel {
        /// De dag van verzending.
        op: NaiveDate,
        /// De laatste dag.
        uiterlijk: NaiveDate,
        /// Wat er ontbreekt.
        ontbreekt: Vec<Text>,
    },
    /// Er is een antwoord dat nog niet volledig is.
    Onvolledig {
        /// De dag van ontvangst.
        op: NaiveDate,
        /// Wat er ontbreekt.
        ontbreekt: Vec<Text>,
        /// De termijn om aan te vullen (Awb 4:5) waarop dit het antwoord was, als die er was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        na_herstel: Option<UsedTerm>,
    },
    /// De vragenlijst is compleet.
    Compleet {
        /// De dag van ontvangst.
        op: NaiveDate,
    },
    /// De termijn is ongebruikt voorbij.
    Ongebruikt {
        /// De laatste dag van die termijn.
        op: NaiveDate,
        /// Was het een termijn om aan te vullen (Awb 4:5)? Alleen dan kan buiten behandeling worden gelaten.
        aanvulverzoek: bool,
        /// Wat er binnen die termijn is gevraagd.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ontbreekt: Vec<Text>,
    },
    /// De houder weigert (art. 4 lid 1), wat is vastgelegd.
    Geweigerd {
        /// De dag van vastlegging.
        op: NaiveDate,
    },
}

impl Form {
    /// Returns whether nothing more is expected of this form.
    pub(crate) fn is_settled(&self) -> bool {
        matches!(self, Self::NietGevraagd | Self::Compleet { .. } | Self::Geweigerd { .. })
    }

    /// Returns the term to complete that this person had and did not use, or not enough.
    pub fn used_up(&self) -> Option<UsedTerm> {
        match self {
            Self::Ongebruikt { op, aanvulverzoek: true, .. } => {
                Some(UsedTerm { uiterlijk: *op, vanaf: *op })
            }
            Self::Onvolledig { na_herstel, .. } => *na_herstel,
            Self::Ongebruikt { aanvulverzoek: false, .. }
            | Self::NietGevraagd
            | Self::Gevraagd { .. }
            | Self::Herstel { .. }
            | Self::Compleet { .. }
            | Self::Geweigerd { .. } => None,
        }
    }

    /// Returns what is still missing, as it was asked or found.
    pub fn missing(&self) -> &[Text] {
        match self {
            Self::Herstel { ontbreekt, .. }
            | Self::Onvolledig { ontbreekt, .. }
            | Self::Ongebruikt { ontbreekt, .. } => ontbreekt,
            Self::NietGevraagd
            | Self::Gevraagd { .. }
            | Self::Compleet { .. }
            | Self::Geweigerd { .. } => &[],
        }
    }

    /// Returns the day on which this came to be so.
    pub(crate) fn since(&self) -> Option<NaiveDate> {
        match self {
            Self::NietGevraagd => None,
            Self::Gevraagd { op, .. }
            | Self::Herstel { op, .. }
            | Self::Onvolledig { op, .. }
            | Self::Compleet { op }
            | Self::Ongebruikt { op, .. }
            | Self::Geweigerd { op } => Some(*op),
        }
    }

    /// Returns the last day of the term that runs, and whether it is one of Awb 4:5.
    pub fn running_term(&self) -> Option<(NaiveDate, bool)> {
        match self {
            Self::Gevraagd { uiterlijk, aanvulverzoek, .. } => Some((*uiterlijk, *aanvulverzoek)),
            Self::Herstel { uiterlijk, .. } => Some((*uiterlijk, true)),
            Self::NietGevraagd
            | Self::Onvolledig { .. }
            | Self::Compleet { .. }
            | Self::Ongebruikt { .. }
            | Self::Geweigerd { .. } => None,
        }
    }
}

/// Een termijn om aan te vullen die niet of onvoldoende is gebruikt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GebruikteHersteltermijn")]
pub struct UsedTerm {
    /// De laatste dag van de termijn; buiten behandeling laten kan pas daarna.
    pub uiterlijk: NaiveDate,
    /// De dag waarna de vier weken van Awb 4:5 lid 4 lopen: het antwoord, of het ongebruikte einde.
    pub vanaf: NaiveDate,
}

/// Een vraag van het LBB die zijn eigen termijn stilzet (art. 15 lid 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LbbVraagperiode")]
pub struct Question {
    /// De dag van de vraag.
    pub van: NaiveDate,
    /// De dag van het antwoord.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tot: Option<NaiveDate>,
}

/// Iemand aan wie een uitnodiging om aan te vullen is gericht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Genodigde")]
pub struct Addressee {
    /// De persoon.
    pub persoon: SubjectId,
    /// De dag waarop hij antwoordde, of de laatste dag van zijn ongebruikte termijn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub klaar_op: Option<NaiveDate>,
}

/// Een gebeurtenis voor de klok, in de vorm van het tijdlijnbestand; wie er is uitgenodigd, staat er alleen voor het dossier bij.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Klokgebeurtenis")]
pub enum ClockEvent {
    /// Een uitnodiging om aan te vullen (Awb 4:5, 4:15 lid 1 onder a).
    Aanvulverzoek {
        /// De dag van verzending.
        verzonden_op: NaiveDate,
        /// De laatste dag van de termijn.
        termijn_tot: NaiveDate,
        /// De dag waarop de gegevens binnen waren.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ontvangen_op: Option<NaiveDate>,
        /// Aan wie zij is gericht, met de dag waarop ieder klaar was.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        personen: Vec<Addressee>,
    },
    /// Een verlenging van de beslistermijn.
    Verlenging {
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
        /// Het aantal weken.
        weken: u32,
    },
    /// Een verzoek om advies aan het LBB (art. 31).
    LbbVerzoek {
        /// De dag van het verzoek.
        op: NaiveDate,
        /// De vragen van het LBB.
        vragen: Vec<Question>,
        /// De verlenging door het LBB, in dagen.
        verlengd_met_dagen: u32,
        /// De dag van ontvangst van het advies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ontvangen_op: Option<NaiveDate>,
    },
    /// Uitstel met instemming van de aanvrager (Awb 4:15 lid 2 onder a).
    Instemming {
        /// De eerste dag.
        van: NaiveDate,
        /// De laatste dag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tot: Option<NaiveDate>,
    },
    /// Vertraging die aan de aanvrager is toe te rekenen (Awb 4:15 lid 2 onder b).
    AanvragerVertraging {
        /// De eerste dag.
        van: NaiveDate,
        /// De laatste dag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tot: Option<NaiveDate>,
    },
    /// Overmacht (Awb 4:15 lid 2 onder c).
    Overmacht {
        /// De eerste dag.
        van: NaiveDate,
        /// De laatste dag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tot: Option<NaiveDate>,
    },
    /// Een ingebrekestelling (Awb 4:17).
    Ingebrekestelling {
        /// De dag van ontvangst.
        op: NaiveDate,
    },
    /// De beslissing.
    Besluit {
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
    },
}

/// Een advies van de Bibob-werkgroep; het houdt niets tegen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Werkgroepadvies")]
pub struct WorkingGroupAdvice {
    /// De dag van de zitting.
    pub op: NaiveDate,
    /// Het advies.
    pub advies: Text,
    /// Het verslag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuk: Option<Evidence>,
}

/// Aan wie gegevens zijn geweigerd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "GeweigerdAan")]
pub enum RefusedTo {
    /// Het eigen formulier van het bestuursorgaan (art. 4 lid 1): alleen een houder.
    EigenFormulier,
    /// De aanvullende vragen van het LBB (art. 4 lid 2 en art. 12 lid 3).
    Lbb,
}

/// Een vastgelegde weigering om gegevens te geven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Weigering")]
pub struct Refused {
    /// Wie weigert.
    pub persoon: SubjectId,
    /// Aan wie.
    pub aan: RefusedTo,
    /// De dag.
    pub op: NaiveDate,
    /// Waaruit blijkt dat het echt een weigering is, en geen fout of vertraging.
    pub motivering: Text,
}

/// Het Bibob-beding in een overeenkomst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bibobbeding")]
pub struct RecordClause {
    /// Waar het beding staat.
    pub vindplaats: Text,
    /// De overeenkomst, als verwijzing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuk: Option<Evidence>,
}

/// Een overtreding van een voorschrift uit een eerdere beslissing (art. 3 lid 7, laatste zin).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "VoorschriftOvertreding")]
pub struct RecordBreach {
    /// De dag van constatering.
    pub op: NaiveDate,
    /// Welk voorschrift.
    pub voorschrift: Text,
    /// Waaruit de overtreding blijkt.
    pub motivering: Text,
}

impl File {
    /// Returns the person with this id.
    pub fn person(&self, id: SubjectId) -> Option<&Party> {
        self.personen.iter().find(|party| party.persoon.id == id)
    }

    pub(crate) fn person_mut(&mut self, id: SubjectId) -> Option<&mut Party> {
        self.personen.iter_mut().find(|party| party.persoon.id == id)
    }

    /// Returns a fact of the application; none when it is unknown.
    pub fn fact(&self, name: &str) -> Option<&serde_json::Value> {
        self.aanvraag.get("feiten")?.get(name)
    }

    /// Returns the application with facts that come to it or take the place of others.
    pub fn application_with(
        &self,
        facts: &serde_json::Map<String, serde_json::Value>,
    ) -> serde_json::Value {
        let mut application = self.aanvraag.clone();
        if let Some(object) = application.as_object_mut() {
            let known = object.entry("feiten").or_insert_with(|| serde_json::json!({}));
            if let Some(known) = known.as_object_mut() {
                known.extend(facts.clone());
            }
        }
        application
    }

    /// Returns the term to complete on which the application can be left out of treatment, and whose it is (Awb 4:5(1) and (4)):
    /// with several persons the one from which the four weeks run longest.
    pub fn put_aside_term(&self) -> Option<(SubjectId, UsedTerm)> {
        let terms = self
            .personen
            .iter()
            .filter_map(|party| Some((party.persoon.id, party.vragenlijst.used_up()?)));
        terms
            .filter(|_| self.procedure.has_application())
            .max_by_key(|(_, term)| (term.vanaf, term.uiterlijk))
    }

    /// Returns the day on which somebody was asked to complete within a term.
    pub fn asked_to_complete(&self, person: SubjectId, until: NaiveDate) -> Option<NaiveDate> {
        self.klok.iter().rev().find_map(|event| match event {
            ClockEvent::Aanvulverzoek { verzonden_op, termijn_tot, personen, .. }
                if *termijn_tot == until && personen.iter().any(|one| one.persoon == person) =>
            {
                Some(*verzonden_op)
            }
            _ => None,
        })
    }

    /// Returns the persons who are asked for the form and heard on the decision.
    pub fn concerned(&self) -> impl Iterator<Item = &Party> {
        self.personen.iter().filter(|party| party.persoon.has_role(RoleKind::Betrokkene))
    }

    /// Returns whether every form that was asked for is in, or refused on record.
    pub(crate) fn forms_settled(&self) -> bool {
        let asked = self.personen.iter().any(|p| p.vragenlijst != Form::NietGevraagd);
        asked && self.personen.iter().all(|party| party.vragenlijst.is_settled())
    }

    /// Returns whether a repair term runs for anyone.
    pub(crate) fn in_repair(&self) -> bool {
        self.personen.iter().any(|party| matches!(party.vragenlijst, Form::Herstel { .. }))
    }

    /// Notes that one person is ready with what was asked on a day. The suspension lasts until everyone who was asked is: it
    /// ends on the latest of their days, in whatever order they are recorded.
    pub(crate) fn ready(&mut self, person: SubjectId, sent: NaiveDate, on: NaiveDate) {
        for (verzonden_op, _, invited) in self.invitations(person) {
            if verzonden_op == sent && invited.is_open() {
                invited.ready(on);
            }
        }
    }

    /// Corrects that for an answer that came within a term which was recorded as unused. Returns whether the answer can be:
    /// it does not come before the invitation.
    pub(crate) fn ready_after_all(
        &mut self,
        person: SubjectId,
        last: NaiveDate,
        on: NaiveDate,
    ) -> bool {
        let mut possible = true;
        for (verzonden_op, termijn_tot, invited) in self.invitations(person) {
            if termijn_tot == last {
                possible &= verzonden_op <= on;
                invited.ready(on.min(last));
            }
        }
        possible
    }

    /// Returns the invitations of a person: the day they were sent, the end of the term, and what becomes of them.
    fn invitations(
        &mut self,
        person: SubjectId,
    ) -> impl Iterator<Item = (NaiveDate, NaiveDate, Invited<'_>)> {
        self.klok.iter_mut().filter_map(move |event| {
            let ClockEvent::Aanvulverzoek { verzonden_op, termijn_tot, ontvangen_op, personen } =
                event
            else {
                return None;
            };
            let place = personen.iter().position(|invited| invited.persoon == person)?;
            Some((*verzonden_op, *termijn_tot, Invited { personen, place, ontvangen_op }))
        })
    }
}

/// Returns whether a figure was computed by the competent body.
pub fn is_of_body(figure: &serde_json::Value) -> bool {
    figure.get("bron").and_then(serde_json::Value::as_str) == Some("bevoegd-gezag")
}

/// One person's part of an invitation.
struct Invited<'e> {
    personen: &'e mut [Addressee],
    place: usize,
    ontvangen_op: &'e mut Option<NaiveDate>,
}

impl Invited<'_> {
    fn is_open(&self) -> bool {
        self.personen.get(self.place).is_some_and(|one| one.klaar_op.is_none())
    }

    fn ready(self, on: NaiveDate) {
        if let Some(one) = self.personen.get_mut(self.place) {
            one.klaar_op = Some(on);
        }
        let ends: Option<Vec<NaiveDate>> = self.personen.iter().map(|one| one.klaar_op).collect();
        *self.ontvangen_op = ends.and_then(|ends| ends.into_iter().max());
    }
}
