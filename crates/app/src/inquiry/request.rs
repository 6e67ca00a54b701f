//! Asking a source about somebody, and what came of it.

use super::{Entry, EntryPlace, Writing};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::{File, Text};
use chrono::NaiveDate;
use kernel::{CaseId, FaultCode, Faults, InquiryEntryId, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::InquiryKind;
use subjects::Subject;
use subjects::sources::Asked;

/// Een bevraging van een bron over een persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bevraging")]
pub struct SourceRequest {
    /// De bron.
    pub bron: String,
    /// Over wie.
    pub persoon: SubjectId,
    /// Waarom deze gegevens voor de toets nodig zijn.
    pub waarom: Text,
    /// De dag waarop het is gevraagd.
    pub gevraagd_op: NaiveDate,
    /// De dag waarop het antwoord er moet zijn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uiterlijk: Option<NaiveDate>,
}

/// Wat er van een bevraging is gekomen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "uitkomst",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "Bevragingsantwoord")]
pub enum Reply {
    /// De bron gaf gegevens.
    Gegevens {
        /// De dag van ontvangst.
        op: NaiveDate,
        /// Waar de gegevens staan: het nummer van het stuk of uittreksel.
        vindplaats: Text,
        /// Wat de verstrekker aan het gebruik verbindt, als hij dat doet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voorwaarden: Option<Text>,
    },
    /// De bron heeft niets over deze persoon.
    NietsBekend {
        /// De dag van ontvangst.
        op: NaiveDate,
    },
    /// De bron gaf geen antwoord, of weigerde.
    GeenAntwoord {
        /// De dag waarop dat is vastgesteld.
        op: NaiveDate,
        /// Waarom, voor zover bekend.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reden: Option<Text>,
    },
}

/// A request as it is kept: with the article by which it was allowed, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdeBevraging")]
pub struct SourceRequestEntry {
    /// Wat er is gevraagd.
    pub bevraging: SourceRequest,
    /// Het artikel waarop de bevraging rust.
    pub artikel: String,
    /// Wat ervan is gekomen; afwezig zolang het antwoord er niet is, of voor wie strafrechtelijke gegevens niet mag lezen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antwoord: Option<Reply>,
}

impl Reply {
    /// Returns the day on which it came.
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::Gegevens { op, .. }
            | Self::NietsBekend { op }
            | Self::GeenAntwoord { op, .. } => *op,
        }
    }
}

impl App {
    /// Returns what was asked of sources. What came of a source with criminal data is only for who may read those.
    pub async fn source_requests(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<Vec<Entry<SourceRequestEntry>>, AppError> {
        let answer = self.dossier(caller, case).await?;
        self.requests_on(caller, &answer).await
    }

    pub(super) async fn requests_on(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<SourceRequestEntry>>, AppError> {
        let entries = self.entries(caller, answer.id, InquiryKind::Request).await?;
        let shown = |mut entry: Entry<SourceRequestEntry>| {
            if self.hides_answer(caller, &entry.content.bevraging) {
                entry.content.antwoord = None;
            }
            entry
        };
        Ok(entries.into_iter().map(shown).collect())
    }

    /// Records that a source is asked about somebody.
    ///
    /// # Errors
    /// Outside the circle of the source it is refused with the article (art. 7a to 7c, 11a and the rules of each source).
    pub async fn ask_source(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        request: SourceRequest,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let file = answer.dossier.file();
        let article = self.allowed(file, &request)?;
        let entry = SourceRequestEntry { artikel: article, bevraging: request, antwoord: None };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::Request,
            replaces: None,
            content: &entry,
            action: "bron-bevragen",
        };
        self.write_entry(caller, place, &writing).await
    }

    /// Records what came of a request.
    ///
    /// # Errors
    /// When it was answered already, or the answer is older than the question; what a source with criminal data gave is recorded by
    /// who may read those.
    pub async fn answer_source(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        id: InquiryEntryId,
        reply: Reply,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let entries = self.entries::<SourceRequestEntry>(caller, answer.id, InquiryKind::Request);
        let found = entries.await?.into_iter().find(|entry| entry.id == id);
        let asked = found.ok_or(AppError::NotFound)?.content;
        if self.hides_answer(caller, &asked.bevraging) {
            return Err(AppError::Forbidden);
        }
        if asked.antwoord.is_some() {
            let message = "het antwoord op deze bevraging is al vastgelegd";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        }
        let today = self.now().dutch_date();
        if !(asked.bevraging.gevraagd_op..=today).contains(&reply.on()) {
            let message = format!(
                "de dag ligt tussen {} (toen is het gevraagd) en vandaag",
                kernel::dutch_date(asked.bevraging.gevraagd_op)
            );
            return Err(AppError::fault("/op", FaultCode::BuitenGeldigheid, message));
        }
        let entry = SourceRequestEntry { antwoord: Some(reply), ..asked };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::Request,
            replaces: Some(id),
            content: &entry,
            action: "bron-antwoord-vastleggen",
        };
        self.write_entry(caller, place, &writing).await
    }

    /// Returns whether what came of a request is kept from the caller.
    pub(super) fn hides_answer(&self, caller: &Caller, request: &SourceRequest) -> bool {
        !caller.may(Permission::ReadCriminal) && self.gives_criminal_data(request)
    }

    /// Returns whether the answer may hold criminal data; of a source that the rules no longer know, it may.
    pub(super) fn gives_criminal_data(&self, request: &SourceRequest) -> bool {
        let source = self.rules.sources().find(&request.bron);
        source.is_none_or(|source| source.criminal)
    }

    /// Returns the article by which a request is allowed.
    fn allowed(&self, file: &File, request: &SourceRequest) -> Result<String, AppError> {
        let today = self.now().dutch_date();
        let mut faults = Faults::new();
        if request.gevraagd_op > today {
            let message = "deze dag ligt in de toekomst; leg vast wat al is gevraagd";
            faults.add("/gevraagdOp", FaultCode::BuitenGeldigheid, message);
        }
        if request.uiterlijk.is_some_and(|last| last < request.gevraagd_op) {
            let message = "de laatste dag ligt voor de dag waarop het is gevraagd";
            faults.add("/uiterlijk", FaultCode::Tegenstrijdig, message);
        }
        let person = file.person(request.persoon);
        if person.is_none() {
            faults.add(
                "/persoon",
                FaultCode::OnbekendeWaarde,
                "deze persoon staat niet op het dossier",
            );
        }
        let article = person.and_then(|party| {
            let asked = roles_of(&party.persoon, today);
            let open = self.rules.sources().open(&request.bron, &asked, request.gevraagd_op);
            open.map_err(|error| {
                faults.add("/bron", FaultCode::BuitenGeldigheid, error.to_string());
            })
            .ok()
        });
        Ok(faults.into_result(article.map(str::to_owned))?)
    }
}

/// Returns somebody in each of their roles, as they are on a day.
pub(super) fn roles_of(person: &Subject, on: NaiveDate) -> Vec<Asked> {
    let asked = |role: &subjects::Role| Asked {
        role: role.kind,
        is_former: role.until.is_some_and(|until| until < on),
        kind: person.kind,
    };
    person.roles.iter().map(asked).collect()
}
