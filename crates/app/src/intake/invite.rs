//! Inviting somebody to fill in a questionnaire: a link that works once, and a code that goes another way.

use super::plain_code;
use crate::caller::digest;
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, CaseChange, DossierAnswer, MailNotice, MailWaiting};
use case::{File, Form as FormState, Refusal, RefusalCode, SendForms};
use chrono::{Months, NaiveDate};
use kernel::{CaseId, FaultCode, Redacted, Sha256Hex, SubjectId};
use questionnaire::{AnswerKind, Answers, BlockKey, Extent, Form, Value};
use std::sync::Arc;
use store::NewIntake;

/// Whom to invite, and for what.
#[derive(Clone, Debug)]
pub struct InviteRequest {
    /// The person.
    pub person: SubjectId,
    /// Light or full; none for who was invited before: the form stays as it is.
    pub extent: Option<Extent>,
    /// The term; who was invited before keeps the last day that runs.
    pub term: Option<InviteTerm>,
    /// Where the link is mailed; none when the officer passes it on.
    pub email: Option<Redacted<String>>,
}

/// The term in which a questionnaire is filled in.
#[derive(Clone, Copy, Debug)]
pub struct InviteTerm {
    /// The day of sending.
    pub sent_on: NaiveDate,
    /// The last day to answer.
    pub until: NaiveDate,
}

/// What the person needs to come in. The link is shown once. The code stands in no mail and in no letter
/// that is made here: the officer passes it on by another way than the link.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The number of the form.
    pub number: String,
    /// The secret of the link.
    pub link: Redacted<String>,
    /// The code.
    pub code: Redacted<String>,
}

/// What a first invitation puts in the portal.
struct First {
    term: InviteTerm,
    form: Arc<Form>,
    answers: Answers,
}

/// Where a link leads.
const LINK_PAGE: &str = "/formulier/begin";
/// The longest term of a first invitation.
const LONGEST: Months = Months::new(12);

impl App {
    /// Records that the questionnaire was sent to somebody, and opens it in the portal.
    pub async fn invite(
        &self,
        caller: &Caller,
        change: &CaseChange,
        request: &InviteRequest,
    ) -> Result<(DossierAnswer, Invitation), AppError> {
        if let Some(email) = &request.email {
            mail::Address::parse(email.reveal().trim(), "/email")?;
        }
        let file = self.dossier(caller, change.id).await?;
        let party = file.dossier.file().person(request.person).ok_or(AppError::NotFound)?;
        let rows = self.store.intakes(caller.viewer(), change.id).await?;
        let known = rows.iter().find(|row| row.subject == request.person);
        let first = if let Some(row) = known {
            // Who makes a way in to answers could read them.
            if row.entered_at.or(row.submitted_at).is_some() && !caller.may_read_all() {
                return Err(AppError::Forbidden);
            }
            keeps_term(row.until, request.term)?;
            None
        } else {
            let term = self.first_term(file.dossier.file(), request.term)?;
            let extent = request.extent.ok_or_else(|| {
                AppError::fault("/omvang", FaultCode::Ontbreekt, "kies licht of volledig")
            })?;
            let here = file.dossier.file();
            let occasion = here.aanvraag.get("gebeurtenis").and_then(|one| one.as_str());
            let form = self.form_for(caller, &here.soort, extent, occasion)?;
            let answers = first_answers(&form, here, party);
            Some(First { term, form, answers })
        };
        let sent = matches!(party.vragenlijst, FormState::NietGevraagd);
        if !sent && !file.toegestaan.contains(&case::CommandName::ReceiveForm) {
            let refusal = Refusal::from(RefusalCode::WrongState);
            return Err(Refusal { allowed: file.toegestaan, ..refusal }.into());
        }
        let answer = match &first {
            Some(first) if sent => {
                let command = SendForms {
                    personen: vec![request.person],
                    op: first.term.sent_on,
                    uiterlijk: first.term.until,
                    aanvulverzoek: false,
                };
                self.perform(caller, change, command).await?
            }
            _ => file,
        };
        let place = (change.id, answer.dossier.file().kenmerk.clone());
        let invitation = self.open_portal(caller, place, request, first).await?;
        Ok((answer, invitation))
    }

    /// Returns the term of a first invitation: sent between the receipt of the application and today, for a year at most, with a last
    /// day that is still to come, because the link goes now.
    fn first_term(&self, file: &File, term: Option<InviteTerm>) -> Result<InviteTerm, AppError> {
        let missing = || AppError::fault("/uiterlijk", FaultCode::Ontbreekt, "noem de laatste dag");
        let term = term.ok_or_else(missing)?;
        let wrong = |place, message| Err(AppError::fault(place, FaultCode::Tegenstrijdig, message));
        let today = self.now().dutch_date();
        if term.sent_on < file.ontvangen_op {
            return wrong(
                "/op",
                "de dag van verzending ligt niet voor de ontvangst van de aanvraag",
            );
        }
        if term.sent_on > today {
            return wrong("/op", "de dag van verzending ligt niet na vandaag");
        }
        if term.until < today {
            return wrong(
                "/uiterlijk",
                "de laatste dag is al voorbij; kies vandaag of een latere dag",
            );
        }
        if term.until <= term.sent_on {
            return wrong("/uiterlijk", "de laatste dag ligt na de dag van verzending");
        }
        if term.sent_on.checked_add_months(LONGEST).is_none_or(|longest| term.until > longest) {
            return wrong(
                "/uiterlijk",
                "de laatste dag ligt hooguit een jaar na de dag van verzending",
            );
        }
        Ok(term)
    }

    /// Puts the questionnaire in the portal. Who was invited before gets a new link and code; the answers stay.
    async fn open_portal(
        &self,
        caller: &Caller,
        (case, reference): (CaseId, String),
        request: &InviteRequest,
        first: Option<First>,
    ) -> Result<Invitation, AppError> {
        let now = self.now();
        let (link, code) = (kernel::hex(&self.random::<32>()), self.code(2));
        let (link_hash, code_hash) = (digest(&link), digest(&plain_code(&code)));
        let (link, code) = (Redacted::new(link), Redacted::new(code));
        let mut tx = self.store.begin(caller.scope()).await?;
        let known = tx.intake_of(case, request.person).await?;
        let action = if known.is_some() { "portaal-vernieuwen" } else { "portaal-uitnodigen" };
        let (intake, number, sha256, until) = if let Some(known) = known {
            tx.renew_intake(known.id, link_hash, code_hash, &code).await?;
            (known.id, known.number, known.form_sha256, known.until)
        } else {
            let First { term, form, answers } = first.ok_or(AppError::NotFound)?;
            let content = serde_json::to_string(form.as_ref())?;
            let sha256 = *Sha256Hex::of_parts([content.as_bytes()]).as_bytes();
            tx.keep_form(sha256, &content).await?;
            let new = NewIntake {
                id: self.fresh(now),
                case,
                subject: request.person,
                number: self.code(2),
                form_sha256: sha256,
                until: term.until,
                created_by: caller.account(),
                at: now,
                link_hash: Some(link_hash),
                code_hash,
                code: code.clone(),
                answers: Redacted::new(serde_json::to_string(&answers)?),
            };
            tx.put_intake(&new).await?;
            (new.id, new.number, sha256, new.until)
        };
        let mut link_mail = None;
        if let Some(email) = &request.email {
            let path = Redacted::new(format!("{LINK_PAGE}/{}", link.reveal()));
            // A new link changes no term: a day that is over is no day to fill in by.
            let until = Some(until).filter(|until| *until >= now.dutch_date());
            let waiting = MailWaiting { reference, path, until };
            let mail = self.mail_effect(Some(case), email, &MailNotice::FormReady(waiting), now)?;
            link_mail = Some(mail.id);
            tx.enqueue(&[mail]).await?;
        }
        tx.link_mailed(intake, link_mail).await?;
        let subject = format!("dossier/{case}/vragenlijst/{}", request.person);
        tx.audit(&audit_entry(caller, now, action, &subject, None, &sha256)).await?;
        tx.commit().await?;
        Ok(Invitation { number, link, code })
    }
}

/// A new link and code are no new term: who gives a last day gives the one that runs.
fn keeps_term(until: NaiveDate, given: Option<InviteTerm>) -> Result<(), AppError> {
    if given.is_none_or(|term| term.until == until) {
        return Ok(());
    }
    let message =
        format!("de laatste dag blijft {until}: een nieuwe link verandert de termijn niet");
    Err(AppError::fault("/uiterlijk", FaultCode::Tegenstrijdig, message))
}

/// What the file knows already: the legal form and the number in the trade register.
fn first_answers(form: &Form, file: &File, party: &case::Party) -> Answers {
    let mut answers = Answers::default();
    let mut put = |question: Option<&questionnaire::Question>, text: Option<&str>| {
        let fits = |question: &questionnaire::Question, text: &str| {
            questionnaire::canonical(&question.answer, text, file.ontvangen_op).is_ok()
        };
        if let Some((question, text)) = question.zip(text).filter(|(q, text)| fits(q, text)) {
            answers.put(BlockKey::Betrokkene, &question.id, Value::One(text.to_owned()));
        }
    };
    let main = party.persoon.has_role(subjects::RoleKind::Betrokkene);
    let legal_form = file.aanvraag.pointer("/betrokkene/rechtsvorm").and_then(|form| form.as_str());
    let natural = match party.persoon.kind {
        subjects::SubjectKind::NatuurlijkPersoon => Some("natuurlijk-persoon"),
        subjects::SubjectKind::Eenmanszaak => Some("eenmanszaak"),
        _ => None,
    };
    put(form.question("rechtsvorm"), natural.or(legal_form.filter(|_| main)));
    let number = form.questions.iter().find(|question| question.answer == AnswerKind::KvkNummer);
    put(number, party.persoon.kvk_number.as_ref().map(|number| number.reveal().as_str()));
    answers
}
