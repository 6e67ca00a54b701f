//! The questionnaires of a file as its officers see them: how far each is, what is missing, what raises doubt, what changed.

use super::hand_in::listed;
use super::{Correction, FileHere};
use crate::{App, AppError, Caller, CaseChange, DossierAnswer, MailStatus, Permission};
use case::AskCompletion;
use chrono::NaiveDate;
use kernel::{
    AccountId, CaseId, DocumentId, EffectId, IntakeId, Moment, Redacted, SubjectId, capitalised,
};
use questionnaire::{
    Answers, BlockKey, Change, Doubt, Form, Gap, Missing, Question, Value, Yield, changes, doubts,
    evaluate, gaps, yields,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{IntakeRow, VersionRow};

/// The questionnaire of one person.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// The id.
    pub id: IntakeId,
    /// The person.
    pub person: SubjectId,
    /// The number under which the person knows it.
    pub number: String,
    /// The code that the officer passes on, until it was used.
    pub code: Option<Redacted<String>>,
    /// What became of the mail with the link, where it went by mail and that is still remembered.
    pub link_mail: Option<MailStatus>,
    /// How far it is: `uitgenodigd`, `bezig`, `ingediend`, `herstel` or `gesloten`.
    pub state: &'static str,
    /// The last day.
    pub until: NaiveDate,
    /// When the person first came in.
    pub entered_at: Option<Moment>,
    /// The form.
    pub form: Arc<Form>,
    /// What was handed in, the first version first.
    pub versions: Vec<VersionLine>,
    /// What is missing in the last version, in the order of the form.
    pub missing: Vec<String>,
    /// The attachments that are missing in the last version, as `question/attachment`.
    pub absent: BTreeSet<String>,
    /// What does not add up in the last version: for the own investigation.
    pub doubts: Vec<Doubt>,
    /// What the last version means for the file.
    pub yields: Yield,
    /// The documents that somebody asked to put right.
    pub corrections: Vec<Correction>,
}

/// A version that was handed in.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// The number.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// The account that entered a paper form.
    pub entered_by: Option<AccountId>,
    /// The digest of the answers as they were handed in.
    pub sha256: [u8; 32],
    /// The answers.
    pub answers: Answers,
    /// What it changed in the version before.
    pub changes: Vec<Change>,
}

/// A request to complete.
#[derive(Clone, Debug)]
pub struct RepairRequest {
    /// Whom.
    pub person: SubjectId,
    /// The day of sending.
    pub sent_on: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// What stands in the place of a citizen service number.
const GIVEN: &str = "Ingevuld, en hier niet te zien.";
/// What stands in the place of an answer that the reader may not see.
const SHIELDED: &str = "Afgeschermd: uw rol geeft geen toegang tot strafrechtelijke gegevens.";

impl Questionnaire {
    /// Returns whether somebody came in, or something was handed in.
    pub fn is_begun(&self) -> bool {
        self.entered_at.is_some() || self.is_handed_in()
    }

    /// Returns whether something was handed in.
    pub fn is_handed_in(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Returns the answers that the own investigation looks into: whose, to which question, and where it stands.
    pub fn candidates(&self) -> Vec<String> {
        let Some(newest) = self.versions.last() else { return Vec::new() };
        let candidate = |(block, question): &(BlockKey, String)| {
            let title = self.form.question(question).map_or(question.as_str(), |one| one.title());
            let whom = capitalised(&newest.answers.name_of(*block));
            format!("{whom}: {title} (vragenlijst {}, versie {})", self.number, newest.number)
        };
        self.yields.findings.iter().map(candidate).collect()
    }

    /// Takes out what needs a right of its own: citizen service numbers, which are read with a reason and one by one, and with
    /// `criminal` what was answered about offences and measures, with the documents beside it.
    fn shield(&mut self, criminal: bool) {
        let form = Arc::clone(&self.form);
        for version in &mut self.versions {
            version.answers.rewrite_numbers(&form, |_| GIVEN.to_owned());
        }
        if !criminal {
            return;
        }
        let sensitive = form.sensitive();
        let is_open = |id: &str| !sensitive.contains(id);
        // What everybody is asked stays there without its answer; that more was asked would tell the answer.
        let of_all = |id: &str| form.question(id).is_some_and(Question::is_unconditional);
        for version in &mut self.versions {
            for answers in version.answers.blocks.values_mut() {
                answers.retain(|id, _| is_open(id) || of_all(id));
                for (_, value) in answers.iter_mut().filter(|(id, _)| !is_open(id)) {
                    *value = Value::One(SHIELDED.to_owned());
                }
            }
            version.answers.attached.retain(|attached| is_open(&attached.question));
            version.changes.retain(|change| change.question().is_none_or(is_open));
        }
        self.corrections.retain(|one| is_open(&one.place.question));
        self.yields.findings.clear();
    }
}

/// Returns the attachment of a gap.
fn attachment(gap: &Gap) -> Option<String> {
    let question = gap.question.as_ref()?;
    match &gap.missing {
        Missing::Attachment(id) | Missing::OutdatedAttachment(id) => {
            Some(format!("{question}/{id}"))
        }
        Missing::Block
        | Missing::Answer
        | Missing::Entries
        | Missing::Field(_)
        | Missing::Person(_)
        | Missing::Signature
        | Missing::Authorisation => None,
    }
}

impl App {
    /// Returns the questionnaires of a file.
    pub async fn questionnaires(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<Vec<Questionnaire>, AppError> {
        let rows = self.store.intakes(caller.viewer(), case).await?;
        let mails: Vec<EffectId> = rows.iter().filter_map(|row| row.link_mail).collect();
        let mails = self.mail_status(caller, &mails).await?;
        let mut read = Vec::new();
        for row in rows {
            let form = self.form_of(&row).await?;
            let versions = self.store.intake_versions(caller.scope(), row.id).await?;
            let corrections = self.corrections(caller.scope(), row.id).await?;
            let mail = row.link_mail.and_then(|mail| mails.get(&mail).cloned());
            let mut one = self.questionnaire(row, form, &versions, corrections)?;
            one.link_mail = mail;
            one.shield(!caller.may(Permission::ReadCriminal));
            read.push(one);
        }
        Ok(read)
    }

    fn questionnaire(
        &self,
        row: IntakeRow,
        form: Arc<Form>,
        versions: &[VersionRow],
        corrections: Vec<Correction>,
    ) -> Result<Questionnaire, AppError> {
        let versions = version_lines(versions)?;
        let last = versions.last().map(|version| (&version.answers, version.at.dutch_date()));
        let (mut missing, mut absent) = (Vec::new(), BTreeSet::new());
        let (mut found, mut meaning) = (Vec::new(), Yield::default());
        if let Some((answers, on)) = last {
            let sheet = evaluate(&form, answers);
            missing = self.still_missing((&form, answers), on, corrections.iter());
            absent = gaps(&form, answers, &sheet, on).iter().filter_map(attachment).collect();
            found = doubts(&form, answers, &sheet);
            meaning = yields(&form, answers, &sheet);
        }
        Ok(Questionnaire {
            id: row.id,
            person: row.subject,
            number: row.number,
            code: row.code,
            link_mail: None,
            state: row.state.id(),
            until: row.until,
            entered_at: row.entered_at,
            form,
            versions,
            missing,
            absent,
            doubts: found,
            yields: meaning,
            corrections,
        })
    }

    /// Asks for exactly what is missing within a term (Awb 4:5); the questionnaire opens again until its last day.
    pub async fn ask_repair(
        &self,
        caller: &Caller,
        change: &CaseChange,
        request: &RepairRequest,
    ) -> Result<DossierAnswer, AppError> {
        let all = self.questionnaires(caller, change.id).await?;
        let one = all.into_iter().find(|one| one.person == request.person);
        let one = one.ok_or(AppError::NotFound)?;
        let command = AskCompletion {
            persoon: request.person,
            op: request.sent_on,
            uiterlijk: request.until,
            ontbreekt: listed(&one.missing),
        };
        self.perform(caller, change, command).await
    }

    /// Reads the questionnaire of a person with all that was answered, and logs the reading before it is shown.
    pub async fn questionnaire_of(
        &self,
        caller: &Caller,
        case: CaseId,
        person: SubjectId,
    ) -> Result<(Questionnaire, Vec<FileHere>), AppError> {
        let began = self.now();
        let all = self.questionnaires(caller, case).await?;
        let one = all.into_iter().find(|one| one.person == person).ok_or(AppError::NotFound)?;
        let files = self.store.intake_files(caller.scope(), one.id).await?;
        self.log_reading(caller, "vragenlijst-raadplegen", began, vec![person]).await?;
        Ok((one, files.into_iter().map(FileHere::from).collect()))
    }

    /// Reads a file beside the answers of a person, and logs the reading before it is shown.
    pub async fn questionnaire_file(
        &self,
        caller: &Caller,
        (case, person): (CaseId, SubjectId),
        file: DocumentId,
    ) -> Result<(FileHere, Vec<u8>), AppError> {
        let (list, files) = self.questionnaire_of(caller, case, person).await?;
        // Only what a version that the reader may see names, not every file that was ever sent.
        let document = file.to_string();
        let named = list.versions.iter().any(|version| version.answers.names(&document));
        let here = files.into_iter().find(|here| here.id == file && named);
        let here = here.ok_or(AppError::NotFound)?;
        let content = self.file_content(caller, &here).await?;
        Ok((here, content))
    }

    /// Reads the bytes of a file beside the answers of a person.
    pub(crate) async fn file_content(
        &self,
        caller: &Caller,
        file: &FileHere,
    ) -> Result<Vec<u8>, AppError> {
        let mut content = Vec::with_capacity(usize::try_from(file.size).unwrap_or_default());
        let mut number = 0;
        while let Some(part) = self.store.intake_part(caller.scope(), file.id, number).await? {
            content.extend_from_slice(&part);
            number += 1;
        }
        Ok(content)
    }
}

pub(super) fn version_lines(rows: &[VersionRow]) -> Result<Vec<VersionLine>, AppError> {
    let mut lines: Vec<VersionLine> = Vec::new();
    for row in rows {
        let answers: Answers = serde_json::from_str(row.answers.reveal())?;
        let before = lines.last().map(|line| &line.answers);
        let changes = before.map(|before| changes(before, &answers)).unwrap_or_default();
        lines.push(VersionLine {
            number: row.number,
            at: row.at,
            entered_by: row.entered_by,
            sha256: row.sha256,
            answers,
            changes,
        });
    }
    Ok(lines)
}
