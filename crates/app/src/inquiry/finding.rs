//! Findings: what was established about somebody, with its source. The weight follows from art. 3a; nobody types it in.

use super::relation::{betrokkene, path_to};
use super::request::roles_of;
use super::{Entry, EntryPlace, Writing};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::{File, Text};
use chrono::NaiveDate;
use kernel::{Euro, FaultCode, Faults, Id, InquiryEntryId, SubjectId};
use risk::{
    Connection, EvidenceClass, EvidenceStatus, Finding, FindingId, FindingKind, Kinds, RuleSet,
    SourceKind,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::InquiryKind;

/// Een feit dat is vastgesteld. Het gewicht volgt uit het bewijs (art. 3a), het pad naar de betrokkene uit de relaties.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweBevinding")]
pub struct NewFinding {
    /// Over wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// De soort, uit `bevindingen.toml`.
    #[serde(rename = "soort")]
    #[schemars(length(max = 100))]
    pub kind: String,
    /// De dag van het feit, of de eerste dag ervan; leeg als die niet bekend is.
    #[serde(rename = "feitOp", default)]
    pub happened_on: Option<NaiveDate>,
    /// De laatste dag, als het feit langer duurde.
    #[serde(rename = "feitTotEnMet", default)]
    pub happened_until: Option<NaiveDate>,
    /// De dag waarop de gegevens zijn verkregen.
    #[serde(rename = "verkregenOp")]
    pub obtained_on: NaiveDate,
    /// De bron.
    #[serde(rename = "bron")]
    pub source: risk::Source,
    /// Wat er met het feit is gebeurd.
    #[serde(rename = "bewijs")]
    pub status: EvidenceStatus,
    /// De samenhang met de activiteit (art. 3 lid 3).
    #[serde(rename = "samenhang", default)]
    pub connection: Connection,
    /// De grootte van het voordeel (art. 3 lid 2) in euro, als decimale tekst: `"50000.00"`; leeg als die niet bekend is.
    #[serde(rename = "voordeel", default)]
    #[schemars(with = "Option<String>", regex(pattern = r"^[0-9]{1,13}(\.[0-9]{1,2})?$"))]
    pub benefit: Option<Euro>,
}

impl NewFinding {
    /// Returns it as a finding with its path from the betrokkene.
    fn established(self, id: FindingId, path: Vec<risk::RoleStep>) -> Finding {
        Finding {
            id,
            subject: self.subject,
            kind: self.kind,
            path,
            happened_on: self.happened_on,
            happened_until: self.happened_until,
            obtained_on: self.obtained_on,
            source: self.source,
            status: self.status,
            connection: self.connection,
            benefit: self.benefit,
        }
    }
}

/// A finding as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdeBevinding")]
pub struct FindingEntry {
    /// De bevinding.
    pub bevinding: Finding,
    /// Waarom zij niet meer meetelt, als iemand haar heeft ingetrokken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingetrokken: Option<Text>,
}

impl App {
    /// Returns the national risk set: the kinds of finding in it are those of every party. Scores go by [`App::risk_set`].
    ///
    /// # Errors
    /// When the rules that this installation was given have none.
    pub fn risk_rules(&self) -> Result<&Arc<RuleSet>, AppError> {
        self.rules.risk().ok_or_else(|| AppError::Unreadable("there is no risk set".to_owned()))
    }

    /// Returns the findings of a file; those with criminal data only for who may read those.
    pub async fn established(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<FindingEntry>>, AppError> {
        let kinds = self.risk_rules()?.kinds();
        let all = self.entries::<FindingEntry>(caller, answer.id, InquiryKind::Finding).await?;
        let may = |entry: &Entry<FindingEntry>| {
            caller.may(Permission::ReadCriminal) || !tells_of_crime(kinds, &entry.content.bevinding)
        };
        Ok(all.into_iter().filter(may).collect())
    }

    /// Records a finding about somebody on the file. How they are related is taken from the network of that moment.
    ///
    /// # Errors
    /// Every field that is wrong, a person who is not on the file; a kind with criminal data by who may not read those.
    pub async fn record_finding(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        new: NewFinding,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let now = self.now();
        let id: InquiryEntryId = self.fresh(now);
        let mut faults = Faults::new();
        let path = match self.path(caller, &answer, new.subject).await {
            Err(AppError::Input(wrong)) => {
                faults = wrong;
                Vec::new()
            }
            path => path?,
        };
        let bevinding = new.established(FindingId::from_uuid(id.uuid()), path);
        let kinds = self.risk_rules()?.kinds();
        for fault in bevinding.check(kinds, now.dutch_date()).err().into_iter().flatten() {
            let place = format!("/{}", fault.field);
            faults.add(place, FaultCode::Tegenstrijdig, fault.problem.to_string());
        }
        let bevinding = faults.into_result(Some(bevinding))?;
        if tells_of_crime(kinds, &bevinding) && !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        self.within_circle(answer.dossier.file(), &bevinding)?;
        let content = FindingEntry { bevinding, ingetrokken: None };
        let writing = Writing {
            id,
            kind: InquiryKind::Finding,
            replaces: None,
            content: &content,
            action: "bevinding-vastleggen",
        };
        self.write_entry(caller, place, &writing).await
    }

    /// Says that a finding does not count any more, and why. It stays to be read.
    pub async fn withdraw_finding(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        (id, reason): (InquiryEntryId, Text),
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let all = self.established(caller, &answer).await?;
        let found = all.into_iter().find(|entry| entry.id == id).ok_or(AppError::NotFound)?;
        if found.content.ingetrokken.is_some() {
            let message = "deze bevinding is al ingetrokken";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        }
        let content = FindingEntry { ingetrokken: Some(reason), ..found.content };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::Finding,
            replaces: Some(id),
            content: &content,
            action: "bevinding-intrekken",
        };
        self.write_entry(caller, place, &writing).await
    }

    /// Refuses what a source may not have given about this person (art. 7a to 7c and the rules of each source): what lies outside
    /// its circle cannot have been asked, and is not used.
    fn within_circle(&self, file: &File, finding: &Finding) -> Result<(), AppError> {
        let Some(source) = restricted(finding.source.kind) else { return Ok(()) };
        let Some(party) = file.person(finding.subject) else { return Ok(()) };
        let asked = roles_of(&party.persoon, finding.obtained_on);
        let open = self.rules.sources().open(source, &asked, finding.obtained_on);
        open.map(|_| ()).map_err(|why| {
            AppError::fault("/bron/soort", FaultCode::BuitenGeldigheid, why.to_string())
        })
    }

    /// Returns how somebody on the file is related to the betrokkene.
    async fn path(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        person: SubjectId,
    ) -> Result<Vec<risk::RoleStep>, AppError> {
        let file = answer.dossier.file();
        if file.person(person).is_none() {
            let message = "deze persoon staat niet op het dossier";
            return Err(AppError::fault("/persoon", FaultCode::OnbekendeWaarde, message));
        }
        if betrokkene(file) == Some(person) {
            return Ok(Vec::new());
        }
        let network = self.network(caller, answer).await?;
        let today = self.now().dutch_date();
        let path = network.and_then(|network| path_to(&network, person, today));
        path.filter(|steps| !steps.is_empty()).ok_or_else(|| {
            let message = "deze persoon heeft op het dossier geen relatie met de betrokkene (art. 3 lid 4); leg die eerst vast";
            AppError::fault("/persoon", FaultCode::Tegenstrijdig, message)
        })
    }
}

/// Returns whether a finding is criminal data: by its kind, by who gave it, or because there was a case. An unknown kind may be.
pub(super) fn tells_of_crime(kinds: &Kinds, finding: &Finding) -> bool {
    let suspicion = matches!(finding.status, EvidenceStatus::Vermoeden { .. });
    let kind = kinds.find(&finding.kind);
    !suspicion || gives_criminal_data(finding.source.kind) || kind.is_none_or(is_criminal)
}

/// Returns whether what a source gives may be criminal data (AVG 10).
pub fn gives_criminal_data(source: SourceKind) -> bool {
    match source {
        SourceKind::Justitie
        | SourceKind::Politie
        | SourceKind::OpenbaarMinisterie
        | SourceKind::Belastingdienst
        | SourceKind::BibobRegister
        | SourceKind::Lbb
        | SourceKind::AndereOverheid
        | SourceKind::Riec => true,
        SourceKind::Vragenlijst
        | SourceKind::OpenBron
        | SourceKind::Handelsregister
        | SourceKind::Kadaster
        | SourceKind::EigenDossier
        | SourceKind::Netwerk => false,
    }
}

/// Returns the source in the matrix of who may be asked about, for sources that are not open about everybody.
fn restricted(source: SourceKind) -> Option<&'static str> {
    match source {
        SourceKind::Justitie => Some("justitiele-gegevens"),
        SourceKind::Politie => Some("politiegegevens"),
        SourceKind::OpenbaarMinisterie => Some("strafvorderlijke-gegevens"),
        SourceKind::Belastingdienst => Some("vergrijpboeten"),
        SourceKind::BibobRegister => Some("bibob-register"),
        SourceKind::Vragenlijst
        | SourceKind::OpenBron
        | SourceKind::Handelsregister
        | SourceKind::Kadaster
        | SourceKind::Lbb
        | SourceKind::AndereOverheid
        | SourceKind::Riec
        | SourceKind::EigenDossier
        | SourceKind::Netwerk => None,
    }
}

/// Returns whether a kind of finding is criminal data (AVG 10): offences, and measures because of them.
pub fn is_criminal(kind: &FindingKind) -> bool {
    match kind.class {
        EvidenceClass::Strafrecht
        | EvidenceClass::Bestuursrecht
        | EvidenceClass::Fiscaal
        | EvidenceClass::Arbeid => true,
        EvidenceClass::Financieel
        | EvidenceClass::Zeggenschap
        | EvidenceClass::Bedrijfsvoering
        | EvidenceClass::Formulier => false,
    }
}
