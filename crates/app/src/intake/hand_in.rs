//! Handing in: the signature, a version that never changes, and the file that hears of it in the same transaction.

use super::Applicant;
use super::correct::{Correction, solved_in};
use super::entry::trail;
use super::fill::KeepError;
use crate::{App, AppError, Caller, NewAccount};
use case::{Case, File, OfficeRole, ReceiveForm, Text};
use chrono::NaiveDate;
use kernel::{
    AccountId, CorrectionId, DocumentId, FaultCode, Moment, PartyId, Redacted, Sha256Hex, SubjectId,
};
use questionnaire::{AnswerKind, Answers, BlockKey, Form, Gap, Signature, evaluate, gaps};
use std::collections::BTreeSet;
use store::{Identity, IntakeState, SecretKind, VersionRow};

/// The account in whose name the portal writes on a file: a program, so that nobody seems to have done it.
pub(crate) const PORTAL: &str = "Portaal voor vragenlijsten";
/// The most missing things that a file names; more stand in the questionnaire itself.
const MOST_MISSING: usize = 200;

/// Who signs.
#[derive(Clone, Debug)]
pub struct SignatureEntry {
    /// The name.
    pub name: String,
    /// The function.
    pub function: String,
    /// The place.
    pub place: String,
    /// Whether somebody signs for another.
    pub by_proxy: bool,
    /// The file with the authorisation.
    pub authorisation: Option<String>,
    /// Who sign as well.
    pub co_signers: Vec<String>,
    /// On which day a form that came on paper was received; none for today. Of no meaning when a person fills in by themselves.
    pub received_on: Option<NaiveDate>,
}

/// What was handed in.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// The number of the version.
    pub version: i64,
    /// What is missing, as a person reads it.
    pub missing: Vec<String>,
    /// When.
    pub at: Moment,
    /// The last day to give what is missing, while the rest of a term to complete runs.
    pub open_until: Option<NaiveDate>,
}

/// What a version is made of.
struct Content<'c> {
    answers: &'c Answers,
    missing: &'c [String],
    solved: &'c [(CorrectionId, DocumentId)],
    /// The day of receipt.
    received_on: NaiveDate,
    /// The citizen service number of the person concerned, who is a human being (art. 7a(2)).
    number: Option<Redacted<String>>,
}

fn own_number(form: &Form, answers: &Answers) -> Option<Redacted<String>> {
    let asked = form.questions.iter().find(|question| question.answer == AnswerKind::Bsn)?;
    let number = answers.text(BlockKey::Betrokkene, &asked.id)?;
    kernel::passes_eleven_test(number).then(|| Redacted::new(number.to_owned()))
}

impl App {
    /// Returns what is missing in a questionnaire on a day.
    pub fn missing(&self, form: &Form, answers: &Answers, on: NaiveDate) -> Vec<Gap> {
        gaps(form, answers, &evaluate(form, answers), on)
    }

    /// Returns the same, as a person reads it.
    pub(crate) fn missing_sentences(
        &self,
        form: &Form,
        answers: &Answers,
        on: NaiveDate,
    ) -> Vec<String> {
        let gaps = self.missing(form, answers, on);
        let mut said = BTreeSet::new();
        let sentences = gaps.iter().map(|gap| gap.sentence(form, answers));
        // Of a part that is not told in full, several gaps have one sentence.
        sentences.filter(|sentence| said.insert(sentence.clone())).collect()
    }

    /// Returns what is missing, with the documents that had to be put right and were not.
    pub(super) fn still_missing<'c>(
        &self,
        (form, answers): (&Form, &Answers),
        on: NaiveDate,
        wrong: impl Iterator<Item = &'c Correction>,
    ) -> Vec<String> {
        let mut missing = self.missing_sentences(form, answers, on);
        let formal = wrong.filter(|one| one.is_missing());
        missing.extend(formal.map(|one| one.sentence(form, answers)));
        missing
    }

    /// Signs and hands in. What is missing formally goes on the file with it; the person is told the same.
    pub async fn hand_in(
        &self,
        applicant: &Applicant,
        version: i64,
        entry: &SignatureEntry,
    ) -> Result<HandedIn, KeepError> {
        let filling = self.open_at(applicant, version).await?;
        let is_here = |id: &String| filling.files.iter().any(|file| file.id.to_string() == *id);
        if entry.authorisation.as_ref().is_some_and(|id| !is_here(id)) {
            let message = "dit bestand hoort niet bij dit formulier";
            return Err(AppError::fault("/machtiging", FaultCode::OnbekendeWaarde, message).into());
        }
        let signature = Signature {
            name: Redacted::new(entry.name.clone()),
            function: Redacted::new(entry.function.clone()),
            place: Redacted::new(entry.place.clone()),
            on: self.now().dutch_date(),
            by_proxy: entry.by_proxy,
            authorisation: entry.authorisation.clone(),
            co_signers: entry.co_signers.iter().cloned().map(Redacted::new).collect(),
        };
        let received_on = self.received_on(applicant, entry.received_on)?;
        let answers = Answers { signature: Some(signature), ..filling.answers };
        self.hand_in_answers(applicant, (version, received_on), (&filling.form, answers)).await
    }

    /// Returns the day of receipt: of what came on paper the day that is stated, since the term runs by that day and not by the
    /// day on which somebody types it (Awb 4:15).
    ///
    /// # Errors
    /// When it lies before the questionnaire was made ready or last handed in, or after today.
    pub(super) fn received_on(
        &self,
        applicant: &Applicant,
        stated: Option<NaiveDate>,
    ) -> Result<NaiveDate, AppError> {
        let today = self.now().dutch_date();
        let row = &applicant.row;
        let asked = row.submitted_at.map_or(row.created_at, |last| last.max(row.created_at));
        let asked = asked.dutch_date();
        let Some(day) = stated.filter(|_| applicant.entered_by.is_some()) else {
            return Ok(today);
        };
        if (asked..=today).contains(&day) {
            return Ok(day);
        }
        let message = format!(
            "de dag van ontvangst ligt tussen {} (toen is hierom gevraagd) en vandaag",
            kernel::dutch_date(asked)
        );
        Err(AppError::fault("/ontvangenOp", FaultCode::BuitenGeldigheid, message))
    }

    /// Hands in answers that were read at a version, without what is not asked.
    pub(super) async fn hand_in_answers(
        &self,
        applicant: &Applicant,
        (version, received_on): (i64, NaiveDate),
        (form, mut answers): (&Form, Answers),
    ) -> Result<HandedIn, KeepError> {
        let now = self.now();
        let asked: BTreeSet<(BlockKey, String)> = evaluate(form, &answers)
            .certain()
            .map(|(block, question)| (block.key, question.id.clone()))
            .collect();
        answers.drop_unasked(|block, question| asked.contains(&(block, question.to_owned())));
        let earlier = self.store.intake_versions(&applicant.scope, applicant.row.id).await?;
        let earlier: Vec<Answers> = earlier
            .iter()
            .map(|one| serde_json::from_str(one.answers.reveal()))
            .collect::<Result<_, _>>()?;
        let corrections = self.corrections(&applicant.scope, applicant.row.id).await?;
        let open: Vec<Correction> = corrections.into_iter().filter(Correction::is_asked).collect();
        let solved = solved_in(&open, &answers, &earlier);
        let wrong = open.iter().filter(|one| solved.iter().all(|(id, _)| *id != one.id));
        let missing = self.still_missing((form, &answers), now.dutch_date(), wrong);
        let number = own_number(form, &answers);
        let content =
            Content { answers: &answers, missing: &missing, solved: &solved, received_on, number };
        match self.write_version(applicant, version, &content, now).await? {
            Some((number, open_until)) => {
                Ok(HandedIn { version: number, missing, at: now, open_until })
            }
            None => Err(KeepError::Stale(Box::new(self.filling(applicant).await?))),
        }
    }

    /// Writes the answers, the version and the step of the file in one transaction; none when somebody else was first. With the
    /// number comes the last day of a term to complete of which the rest still runs.
    async fn write_version(
        &self,
        applicant: &Applicant,
        version: i64,
        content: &Content<'_>,
        now: Moment,
    ) -> Result<Option<(i64, Option<NaiveDate>)>, AppError> {
        let row = &applicant.row;
        let portal = self.portal(&row.party).await?;
        let before = self.store.intake_versions(&applicant.scope, row.id).await?.len();
        let text = serde_json::to_string(content.answers)?;
        let handed_in = VersionRow {
            number: i64::try_from(before + 1).unwrap_or(i64::MAX),
            entered_by: applicant.entered_by,
            at: now,
            sha256: *Sha256Hex::of_parts([text.as_bytes()]).as_bytes(),
            answers: Redacted::new(text),
        };
        let command = received(applicant, &handed_in, content);
        let mut tx = self.store.begin(&applicant.scope).await?;
        // The file first, as with every step: two who wait for each other would not get on.
        let file = tx.case_for_worker(row.case).await?.ok_or(AppError::NotFound)?;
        let state = IntakeState::Underway;
        if !tx.keep_answers(row.id, version, &handed_in.answers, state).await? {
            tx.rollback().await?;
            return Ok(None);
        }
        tx.hand_in(row.id, &handed_in).await?;
        self.solve_corrections(&mut tx, applicant, content.solved, now).await?;
        if let Some(number) = &content.number {
            tx.put_secret(row.case, row.subject, SecretKind::Bsn, number).await?;
            tx.audit(&trail(now, "bsn-vastleggen", applicant.who())).await?;
        }
        let case: Case = serde_json::from_str(file.content.reveal())?;
        let stepped = self.step(&mut tx, &portal, (&file, &case), command.into(), now).await;
        let open_until = match stepped {
            Ok(answer) => rest_of_term(answer.dossier.file(), row.subject, now.dutch_date()),
            // The file went on without it. What somebody hands in is taken in all the same, and shown to the officer.
            Err(AppError::Refused(_)) => None,
            Err(error) => return Err(error),
        };
        if let Some(until) = open_until {
            tx.reopen_intake(row.id, until).await?;
        }
        let line = trail(now, "vragenlijst-indienen", applicant.who());
        tx.audit(&store::AuditEntry { digest: handed_in.sha256, ..line }).await?;
        tx.commit().await?;
        Ok(Some((handed_in.number, open_until)))
    }

    /// Returns the portal of a party as the one who acts; its account is made the first time.
    async fn portal(&self, party: &PartyId) -> Result<Caller, AppError> {
        let accounts = self.accounts(party).await?;
        let known = accounts.iter().find(|account| account.name == PORTAL && !account.person);
        let account: AccountId = if let Some(account) = known {
            account.id
        } else {
            let role = OfficeRole::Systeem;
            let (party, name) = (party.clone(), PORTAL.to_owned());
            self.create_account(&NewAccount { party, name, role, person: false }).await?
        };
        let identity = Identity {
            viewer: self.store.viewer_for_worker(party, account, self.now()),
            account_name: PORTAL.to_owned(),
            role: OfficeRole::Systeem.id().to_owned(),
            person: false,
            scopes: Vec::new(),
        };
        Ok(Caller::new(identity, OfficeRole::Systeem))
    }
}

/// Returns the last day of a term to complete that still runs: an answer within it that is incomplete leaves the rest open
/// (Awb 4:5).
fn rest_of_term(file: &File, person: SubjectId, on: NaiveDate) -> Option<NaiveDate> {
    let term = file.person(person)?.vragenlijst.used_up()?;
    (on <= term.uiterlijk).then_some(term.uiterlijk)
}

/// The step of the file: the questionnaire is in, with what is missing.
fn received(applicant: &Applicant, handed_in: &VersionRow, content: &Content<'_>) -> ReceiveForm {
    ReceiveForm {
        persoon: applicant.row.subject,
        op: content.received_on,
        ontbreekt: listed(content.missing),
        stuk: Some(case::Evidence {
            soort: "vragenlijst".to_owned(),
            id: format!("{}/{}", applicant.row.id, handed_in.number),
            digest: kernel::hex(&handed_in.sha256),
        }),
    }
}

/// Returns what is missing as a file keeps it. What does not fit is not left out in silence: the last line says how much more
/// there is, and where it stands.
pub(super) fn listed(missing: &[String]) -> Vec<Text> {
    let fits = if missing.len() > MOST_MISSING { MOST_MISSING - 1 } else { missing.len() };
    let more = missing.len() - fits;
    let more = (more > 0).then(|| {
        format!(
            "Er ontbreken nog {more} punten die hier niet staan. U ziet ze allemaal in het formulier, bij «Dit ontbreekt nog»."
        )
    });
    let texts = missing.iter().take(fits).cloned().chain(more);
    texts.filter_map(|text| Text::try_from(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_in_a_list_is_counted_in_its_last_line() {
        let missing = |most: usize| (1..=most).map(|nr| format!("punt {nr}")).collect::<Vec<_>>();
        let whole = listed(&missing(MOST_MISSING));
        assert_eq!(whole.len(), MOST_MISSING);
        assert_eq!(whole.last().map(Text::as_str), Some("punt 200"));
        let more = listed(&missing(MOST_MISSING + 1));
        assert_eq!(more.len(), MOST_MISSING);
        assert_eq!(more[MOST_MISSING - 2].as_str(), "punt 199");
        let last = more[MOST_MISSING - 1].as_str();
        assert!(last.starts_with("Er ontbreken nog 2 punten"), "{last}");
        assert!(last.contains("«Dit ontbreekt nog»"), "{last}");
        assert_eq!(listed(&[]), []);
    }
}
