//! The copy of what was handed in: the receipt of its applicant, and a document for its officers.

use super::{Applicant, FileHere, VersionLine, office};
use crate::letter::unreadable;
use crate::{App, AppError, Caller};
use chrono::Timelike;
use kernel::{AccountId, CaseId, IntakeId, Moment, PartyId, SubjectId};
use letters::{CopyDocument, CopyLine, CopyPart, CopyPdf, FormCopy};
use questionnaire::{Answers, Form, Line, Part, parts};
use serde::Serialize;
use std::sync::Arc;
use store::IntakeRow;

/// How many digits of a citizen service number a copy shows.
const DIGITS: usize = 3;

/// Everything that a copy is made from.
struct Given<'g> {
    party: &'g PartyId,
    number: &'g str,
    form: &'g Form,
    version: &'g VersionLine,
    files: &'g [FileHere],
    /// What was missing, as it was reckoned on all answers, also those that the reader may not see.
    missing: Vec<String>,
}

/// What the digest of a version is of: it stands on the copy, and nobody can compute it from what is kept beside it.
pub(crate) const DIGEST_OF: &str = "Dijkwacht heeft het controlegetal (SHA-256) bij de inzending vastgelegd over alle antwoorden, met de burgerservicenummers voluit. Hier staan van een burgerservicenummer alleen de laatste cijfers: uit dit bestand is het controlegetal dan niet na te rekenen.";

/// All that was handed in for one questionnaire.
pub(crate) struct Submission {
    row: IntakeRow,
    form: Arc<Form>,
    /// Every version that was handed in, the first one first.
    pub(crate) versions: Vec<VersionLine>,
    /// The documents that a version names.
    pub(crate) files: Vec<FileHere>,
}

/// A version that was handed in, for who keeps it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HandedInAnswers<'a> {
    vragenlijst: &'a str,
    formulier: &'a str,
    versie: i64,
    ingediend_op: Moment,
    /// Who entered a paper form.
    #[serde(skip_serializing_if = "Option::is_none")]
    ingevoerd_door: Option<AccountId>,
    controlegetal: String,
    controlegetal_van: &'static str,
    antwoorden: &'a Answers,
}

impl Submission {
    /// Returns the id of the questionnaire.
    pub(crate) fn id(&self) -> IntakeId {
        self.row.id
    }

    /// Returns whether the form asks about offences and measures.
    pub(crate) fn is_criminal(&self) -> bool {
        !self.form.sensitive().is_empty()
    }

    /// Writes the answers of a version as JSON. Of a citizen service number only the last digits show, as on a copy.
    pub(crate) fn answers(&self, version: &VersionLine) -> Result<Vec<u8>, AppError> {
        let mut answers = version.answers.clone();
        answers.rewrite_numbers(&self.form, last_digits);
        Ok(serde_json::to_vec_pretty(&HandedInAnswers {
            vragenlijst: &self.row.number,
            formulier: &self.form.title,
            versie: version.number,
            ingediend_op: version.at,
            ingevoerd_door: version.entered_by,
            controlegetal: kernel::hex(&version.sha256),
            controlegetal_van: DIGEST_OF,
            antwoorden: &answers,
        })?)
    }
}

impl App {
    /// Makes a copy of what an applicant last handed in; none before that. Of a citizen service number only the last digits show.
    pub async fn own_copy(&self, applicant: &Applicant) -> Result<Option<CopyPdf>, AppError> {
        let (scope, row) = (&applicant.scope, &applicant.row);
        let versions = self.store.intake_versions(scope, row.id).await?;
        let Some(version) = office::version_lines(&versions)?.pop() else { return Ok(None) };
        let form = self.form_of(row).await?;
        let files = self.store.intake_files(scope, row.id).await?;
        let files: Vec<FileHere> = files.into_iter().map(FileHere::from).collect();
        self.version_copy(row, (&form, &files), version).await.map(Some)
    }

    /// Makes a copy of what a person last handed in, as far as the reader may see it; logs the reading before that.
    pub async fn questionnaire_copy(
        &self,
        caller: &Caller,
        case: CaseId,
        person: SubjectId,
    ) -> Result<CopyPdf, AppError> {
        let (list, files) = self.questionnaire_of(caller, case, person).await?;
        let version = list.versions.last().ok_or(AppError::NotFound)?;
        let (form, number, files) = (&*list.form, list.number.as_str(), files.as_slice());
        let missing = list.missing.clone();
        self.set_copy(&Given { party: caller.party(), number, form, version, files, missing }).await
    }

    /// Lists what was handed in on a file, with the documents that a version names. It logs no reading: who asks for it does, and
    /// has the right to all of it.
    pub(crate) async fn submissions(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<Vec<Submission>, AppError> {
        let mut all = Vec::new();
        for row in self.store.intakes(caller.viewer(), case).await? {
            let rows = self.store.intake_versions(caller.scope(), row.id).await?;
            let versions = office::version_lines(&rows)?;
            if versions.is_empty() {
                continue;
            }
            let form = self.form_of(&row).await?;
            let files = self.store.intake_files(caller.scope(), row.id).await?;
            let mut files: Vec<FileHere> = files.into_iter().map(FileHere::from).collect();
            files.retain(|file| {
                let id = file.id.to_string();
                versions.iter().any(|version| version.answers.names(&id))
            });
            all.push(Submission { row, form, versions, files });
        }
        Ok(all)
    }

    /// Makes a copy of a version that was handed in; as [`App::submissions`].
    pub(crate) async fn copy_of(
        &self,
        submission: &Submission,
        version: &VersionLine,
    ) -> Result<CopyPdf, AppError> {
        let Submission { row, form, files, .. } = submission;
        self.version_copy(row, (form, files), version.clone()).await
    }

    async fn version_copy(
        &self,
        row: &IntakeRow,
        (form, files): (&Form, &[FileHere]),
        mut version: VersionLine,
    ) -> Result<CopyPdf, AppError> {
        let missing = self.missing_sentences(form, &version.answers, version.at.dutch_date());
        version.answers.rewrite_numbers(form, last_digits);
        let (party, number, version) = (&row.party, row.number.as_str(), &version);
        self.set_copy(&Given { party, number, form, version, files, missing }).await
    }

    async fn set_copy(&self, given: &Given<'_>) -> Result<CopyPdf, AppError> {
        let content = self.copy_content(given);
        self.typeset(move |letters| letters.copy(&content).map_err(|error| unreadable(&error)))
            .await
    }

    fn copy_content(&self, given: &Given<'_>) -> FormCopy {
        let Given { form, version, .. } = given;
        let (answers, day) = (&version.answers, version.at.dutch_date());
        let time = version.at.dutch_time();
        let signature = answers.signature.as_ref();
        let signed = signature.map(questionnaire::Signature::lines).unwrap_or_default();
        FormCopy {
            party: self.party_name(given.party),
            form: form.title.clone(),
            number: given.number.to_owned(),
            version: version.number.to_string(),
            day,
            time: format!("{:02}:{:02}", time.hour(), time.minute()),
            digest: kernel::hex(&version.sha256),
            on_paper: version.entered_by.is_some(),
            missing: given.missing.clone(),
            parts: parts(form, answers).into_iter().map(|part| page(given, part)).collect(),
            documents: documents(given),
            signature: signed.into_iter().map(line).collect(),
        }
    }
}

fn page(given: &Given<'_>, part: Part) -> CopyPart {
    let has = |section: &&questionnaire::Section| {
        section.stappen.iter().any(|step| step.id == part.place.step.id)
    };
    let section = given.form.sections.iter().find(has).map_or(0, |section| section.nummer);
    CopyPart {
        heading: format!("Deel {section}: {}", part.place.title(&given.version.answers)),
        lines: part.lines.into_iter().map(line).collect(),
    }
}

fn line(line: Line) -> CopyLine {
    CopyLine { question: line.question, answers: line.answers }
}

/// Lists the documents in the order in which they came, the authorisation last.
fn documents(given: &Given<'_>) -> Vec<CopyDocument> {
    let document = |id: &str, belongs_to: String| {
        let file = given.files.iter().find(|file| file.id.to_string() == id);
        CopyDocument {
            name: file.map_or_else(|| id.to_owned(), |file| file.name.reveal().clone()),
            belongs_to,
            digest: file.map(|file| kernel::hex(&file.sha256)),
        }
    };
    let answers = &given.version.answers;
    let attached = answers.attached.iter().map(|one| {
        let question = given.form.question(&one.question);
        document(&one.document, question.map(|one| one.title().to_owned()).unwrap_or_default())
    });
    let signature = answers.signature.as_ref();
    let authorisation = signature.and_then(|signature| signature.authorisation.as_deref());
    let authorisation = authorisation.map(|id| document(id, "de ondertekening".to_owned()));
    attached.chain(authorisation).collect()
}

/// Leaves only the last digits of a citizen service number.
fn last_digits(number: &str) -> String {
    let start = number.char_indices().nth_back(DIGITS - 1).map_or(0, |(start, _)| start);
    format!("eindigt op {}", number.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::last_digits;

    #[test]
    fn a_number_shows_its_last_digits_only() {
        assert_eq!(last_digits("123456782"), "eindigt op 782");
        assert_eq!(last_digits("12"), "eindigt op 12");
    }
}
