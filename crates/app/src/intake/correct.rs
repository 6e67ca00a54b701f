//! A document of what was handed in that has to be put right: asked by an officer, told to the person, solved by another document.

use super::entry::trail;
use super::follow::is_over;
use super::{Applicant, Questionnaire};
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use case::{CommandName, Text};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, CorrectionId, DocumentId, FaultCode, Moment, Redacted, SubjectId};
use questionnaire::{Answers, Attached, BlockKey, Form};
use serde::{Deserialize, Serialize};
use store::{CorrectionRow, NewCorrection, Tx};

/// The most documents of a questionnaire that can be asked at once.
const MOST_OPEN: i64 = 50;

/// What is wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionReason {
    /// It cannot be read.
    Onleesbaar,
    /// It is another document than was asked.
    VerkeerdStuk,
    /// It is of another year.
    VerkeerdJaar,
    /// A signature is missing.
    NietOndertekend,
    /// Something else, in words.
    Anders,
}

impl CorrectionReason {
    /// All reasons.
    pub const ALL: [Self; 5] = [
        Self::Onleesbaar,
        Self::VerkeerdStuk,
        Self::VerkeerdJaar,
        Self::NietOndertekend,
        Self::Anders,
    ];

    /// Returns the name in a form.
    pub fn id(self) -> &'static str {
        match self {
            Self::Onleesbaar => "onleesbaar",
            Self::VerkeerdStuk => "verkeerd-stuk",
            Self::VerkeerdJaar => "verkeerd-jaar",
            Self::NietOndertekend => "niet-ondertekend",
            Self::Anders => "anders",
        }
    }

    /// Says what is wrong, after "het stuk".
    pub fn words(self) -> &'static str {
        match self {
            Self::Onleesbaar => "is niet te lezen",
            Self::VerkeerdStuk => "is niet het stuk dat wij vroegen",
            Self::VerkeerdJaar => "is van een ander jaar",
            Self::NietOndertekend => "is niet ondertekend",
            Self::Anders => "moet worden aangepast",
        }
    }
}

/// A document to put right.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The id.
    pub id: CorrectionId,
    /// Where it was given.
    pub place: Attached,
    /// What is wrong.
    pub reason: CorrectionReason,
    /// The same in words.
    pub words: Option<String>,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Moment,
    /// Whether it goes with a request to complete (Awb 4:5).
    pub formal: bool,
    /// When the person was told.
    pub requested_at: Option<Moment>,
    /// When another document came, and which.
    pub solved: Option<(Moment, DocumentId)>,
}

/// What a row keeps closed.
#[derive(Serialize, Deserialize)]
struct Content {
    plaats: Attached,
    reden: CorrectionReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    toelichting: Option<String>,
}

/// Asks to put a document right.
#[derive(Clone, Debug)]
pub struct CorrectionRequest {
    /// Whose questionnaire.
    pub person: SubjectId,
    /// The document.
    pub document: DocumentId,
    /// What is wrong.
    pub reason: CorrectionReason,
    /// The same in words.
    pub words: Option<Text>,
    /// Until when it can be put right; none when it goes with a request to complete.
    pub until: Option<NaiveDate>,
}

impl Correction {
    fn of(row: &CorrectionRow) -> Result<Self, AppError> {
        let content: Content = serde_json::from_str(row.content.reveal())?;
        Ok(Self {
            id: row.id,
            place: content.plaats,
            reason: content.reden,
            words: content.toelichting,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            formal: row.formal,
            requested_at: row.requested_at,
            solved: row.solved,
        })
    }

    /// Returns whether the person was told and no other document came yet.
    pub fn is_asked(&self) -> bool {
        self.requested_at.is_some() && self.solved.is_none()
    }

    /// Returns whether it makes the questionnaire incomplete: it goes with a request to complete and was not solved.
    pub(super) fn is_missing(&self) -> bool {
        self.formal && self.solved.is_none()
    }

    /// Says which document and what is wrong, as the person and a letter read it.
    pub fn sentence(&self, form: &Form, answers: &Answers) -> String {
        let place = &self.place;
        let whom = match place.block {
            BlockKey::Betrokkene => String::new(),
            block @ BlockKey::Person(_) => format!("over {}: ", answers.name_of(block)),
        };
        let question = form.question(&place.question);
        let section = form.section_of(&place.question);
        let number = section.map_or(0, |section| section.nummer);
        if form.sensitive().contains(place.question.as_str()) {
            // Which question and document it is would tell who reads this what was answered.
            let title = section.map_or("", |section| section.titel.as_str());
            let head = kernel::capitalised(&format!("{whom}deel {number}, «{title}»"));
            return format!("{head}: een bijlage moet worden aangepast");
        }
        let title = question.map_or(place.question.as_str(), |question| question.title());
        let head = kernel::capitalised(&format!("{whom}deel {number}, «{title}»"));
        let paper = question.and_then(|question| {
            question.attachments.iter().find(|attachment| attachment.id == place.attachment)
        });
        let paper = paper.map_or(place.attachment.as_str(), |paper| paper.label.as_str());
        // It is an item of a list, which ends without a point.
        let words = self.words.as_deref().map(|words| words.trim_end_matches('.'));
        let words = words.map(|words| format!(". {words}")).unwrap_or_default();
        format!("{head}: de bijlage «{}» {}{words}", kernel::lowered(paper), self.reason.words())
    }

    /// Returns the first document that came in the place of this one and was in no earlier version.
    fn answer_in(&self, answers: &Answers, earlier: &[Answers]) -> Option<DocumentId> {
        let place = &self.place;
        let given =
            answers.attached_to(place.block, &place.question, place.entry, &place.attachment);
        let known = |document: &str| {
            let before = earlier.iter().flat_map(|answers| &answers.attached);
            before.into_iter().any(|attached| attached.document == document)
        };
        let mut fresh = given.filter(|attached| !known(&attached.document));
        fresh.find_map(|attached| attached.document.parse().ok())
    }
}

impl App {
    /// Returns what was asked to be put right in a questionnaire.
    pub(super) async fn corrections(
        &self,
        scope: &store::PartyScope,
        intake: kernel::IntakeId,
    ) -> Result<Vec<Correction>, AppError> {
        let rows = self.store.corrections(scope, intake).await?;
        rows.iter().map(Correction::of).collect()
    }

    /// Asks to put a document right: now, within treatment and with nothing suspended; or with the next request to complete.
    pub async fn ask_correction(
        &self,
        caller: &Caller,
        case: CaseId,
        request: &CorrectionRequest,
    ) -> Result<(), AppError> {
        let now = self.now();
        self.check_correction(caller, case, request.until.is_none()).await?;
        let lists = self.questionnaires(caller, case).await?;
        let list = lists.into_iter().find(|list| list.person == request.person);
        let list = list.ok_or(AppError::NotFound)?;
        let place = to_correct(&list, request.document)?;
        let toelichting = request.words.as_ref().map(|words| words.as_str().to_owned());
        let content = Content { plaats: place, reden: request.reason, toelichting };
        let new = NewCorrection {
            id: self.fresh(now),
            intake: list.id,
            asked_by: caller.account(),
            at: now,
            formal: request.until.is_none(),
            content: Redacted::new(serde_json::to_string(&content)?),
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        if tx.open_corrections(list.id).await? >= MOST_OPEN {
            tx.rollback().await?;
            return Err(refused("", "er staan al 50 verzoeken om een stuk aan te passen open"));
        }
        tx.ask_correction(&new).await?;
        if let Some(until) = request.until {
            tx.reopen_for_corrections(list.id, until).await?;
        }
        let subject = format!("dossier/{case}/vragenlijst/{}", request.person);
        let reason = Some(request.reason.id().to_owned());
        let digest = new.content.reveal().as_bytes();
        let line = audit_entry(caller, now, "stuk-aanpassen-vragen", &subject, reason, digest);
        tx.audit(&line).await?;
        Ok(tx.commit().await?)
    }

    /// Refuses where nothing can be asked any more, or no request to complete can follow.
    async fn check_correction(
        &self,
        caller: &Caller,
        case: CaseId,
        formal: bool,
    ) -> Result<(), AppError> {
        let file = self.dossier(caller, case).await?;
        let can_complete = file.dossier.file().procedure.has_application()
            && file.toegestaan.contains(&CommandName::AskCompletion);
        if !is_over(&file.dossier) && (!formal || can_complete) {
            return Ok(());
        }
        Err(refused("", "dat kan in deze stand van het dossier niet"))
    }

    /// Notes which documents of what is handed in solve what was asked.
    pub(super) async fn solve_corrections(
        &self,
        tx: &mut Tx,
        applicant: &Applicant,
        solved: &[(CorrectionId, DocumentId)],
        now: Moment,
    ) -> Result<(), AppError> {
        for (id, document) in solved {
            tx.solve_correction(*id, now, *document).await?;
            tx.audit(&trail(now, "stuk-aangepast", applicant.who())).await?;
        }
        Ok(())
    }
}

/// Returns where a document of the last version was given; it can be asked once.
fn to_correct(list: &Questionnaire, document: DocumentId) -> Result<Attached, AppError> {
    let newest = list.versions.last().ok_or(AppError::NotFound)?;
    let document = document.to_string();
    let place = newest.answers.attached.iter().find(|attached| attached.document == document);
    let place = place.ok_or(AppError::NotFound)?;
    if list.corrections.iter().any(|one| one.solved.is_none() && one.place == *place) {
        return Err(refused("", "voor dit stuk is al om een aanpassing gevraagd"));
    }
    Ok(place.clone())
}

/// Returns what a new version solves of what was asked, and by which document.
pub(super) fn solved_in(
    corrections: &[Correction],
    answers: &Answers,
    earlier: &[Answers],
) -> Vec<(CorrectionId, DocumentId)> {
    let open = corrections.iter().filter(|one| one.is_asked());
    open.filter_map(|one| Some((one.id, one.answer_in(answers, earlier)?))).collect()
}

fn refused(place: &str, message: &str) -> AppError {
    AppError::fault(place, FaultCode::Tegenstrijdig, message)
}
