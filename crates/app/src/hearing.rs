//! Hearings: when and where somebody whose views were asked may give them by word of mouth (art. 33 Wet Bibob; Awb 4:9). The
//! invitation goes by mail as an appointment, with nothing of the file in it but its reference.

use crate::dossier::audit_entry;
use crate::mail::wrong_video;
use crate::{
    App, AppError, Caller, DossierAnswer, MailAppointment, MailNotice, MailStatus, Permission,
};
use ::mail::Gathering;
use case::state::Heard;
use case::{Case, Refusal, RefusalCode};
use chrono::{NaiveDate, TimeDelta};
use kernel::{CaseId, EffectId, FaultCode, Faults, HearingId, Id, Moment, Redacted, SubjectId};
use meetings::Slot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{HearingChange, HearingRow, NewEffect, NewHearing, StoreError, Tx};

/// Wanneer en waar een hoorzitting is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Hoorzittingplan")]
pub struct HearingPlan {
    /// De dag.
    pub op: NaiveDate,
    /// Hoe laat, hoe lang en waar; een plaats of een webadres is er altijd.
    pub tijd: Slot,
    /// Het mailadres voor de uitnodiging; zonder gaat die per brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Redacted<String>>,
}

/// Een nieuwe hoorzitting.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweHoorzitting")]
pub struct PlanHearing {
    /// Wie zijn zienswijze geeft.
    pub persoon: SubjectId,
    /// Wanneer en waar.
    pub plan: HearingPlan,
}

/// Een hoorzitting verzetten.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "HoorzittingVerzetten")]
pub struct MoveHearing {
    /// De versie die is gelezen.
    pub versie: i32,
    /// Wanneer en waar voortaan.
    pub plan: HearingPlan,
}

/// Een hoorzitting afzeggen.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "HoorzittingAfzeggen")]
pub struct CancelHearing {
    /// De versie die is gelezen.
    pub versie: i32,
}

/// Een hoorzitting van een dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Hoorzitting")]
pub struct HearingLine {
    /// Het id.
    pub id: HearingId,
    /// De versie, voor wie haar wijzigt.
    pub versie: i32,
    /// Wie zijn zienswijze geeft.
    pub persoon: SubjectId,
    /// De naam van die persoon.
    pub naam: Redacted<String>,
    /// Wanneer en waar.
    pub plan: HearingPlan,
    /// Of zij is afgezegd.
    pub afgezegd: bool,
    /// Wanneer zij voor het laatst is gewijzigd.
    pub gewijzigd_op: Moment,
    /// Wat er van de laatste mail kwam; leeg zonder mail, of als die al lang is bezorgd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
}

/// What is kept of a hearing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    plan: HearingPlan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mail: Option<EffectId>,
}

impl App {
    /// Lists the hearings of a file in the order in which they were planned.
    pub async fn hearings(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<HearingLine>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let rows = self.store.hearings(caller.viewer(), id).await?;
        let read = |row: HearingRow| Ok((Content::of(&row)?, row));
        let read: Vec<(Content, HearingRow)> =
            rows.into_iter().map(read).collect::<Result<_, AppError>>()?;
        let mails: Vec<EffectId> = read.iter().filter_map(|(content, _)| content.mail).collect();
        let mails = self.mail_status(caller, &mails).await?;
        read.into_iter()
            .map(|(content, row)| hearing_line(&answer, (content, row), &mails))
            .collect()
    }

    /// Returns who can be invited to a hearing: whose views are asked, and who has no hearing to come.
    pub fn hearing_candidates(
        &self,
        answer: &DossierAnswer,
        known: &[HearingLine],
    ) -> Vec<(SubjectId, Redacted<String>)> {
        let has = |person| known.iter().any(|line| line.persoon == person && self.is_to_come(line));
        let people = answer.dossier.file().personen.iter().map(|party| &party.persoon);
        let open = people.filter(|person| may_speak(answer, person.id) && !has(person.id));
        open.map(|person| (person.id, person.name.clone())).collect()
    }

    /// Returns whether a hearing can still be taken back: it stands, and has not begun.
    pub fn is_to_come(&self, line: &HearingLine) -> bool {
        !line.afgezegd && !line.plan.has_begun(self.now())
    }

    /// Returns whether a hearing can still be moved: it is to come, and the views of the person are still waited for.
    pub fn can_move(&self, answer: &DossierAnswer, line: &HearingLine) -> bool {
        self.is_to_come(line) && may_speak(answer, line.persoon)
    }

    /// Plans a hearing, and invites the person by mail where there is an address.
    ///
    /// # Errors
    /// Names every part that does not fit: a person who has a hearing to come, a moment that is past, no place, no address of mail.
    /// A refusal for a person whose views are not asked (art. 33).
    pub async fn plan_hearing(
        &self,
        caller: &Caller,
        id: CaseId,
        request: &PlanHearing,
    ) -> Result<HearingLine, AppError> {
        self.hearing_file(caller, id).await?;
        let now = self.now();
        request.plan.faults(now).into_result(Some(()))?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let answer = self.hearing_lock(&mut tx, caller, id).await?;
        ensure_asked(&answer, request.persoon)?;
        if self.has_hearing(caller, id, request.persoon).await? {
            let message = "voor deze persoon is al een hoorzitting gepland; verzet die";
            return Err(AppError::fault("/persoon", FaultCode::Tegenstrijdig, message));
        }
        let hearing: HearingId = self.fresh(now);
        let planned = Planned { id: hearing, sequence: 0, plan: &request.plan };
        let mails = self.hearing_mails(&answer, &[Word::Invite(planned)], now)?;
        let content = Content { plan: request.plan.clone(), mail: last(&mails) };
        let new = NewHearing {
            id: hearing,
            case: id,
            subject: request.persoon,
            content: content.closed()?,
            by: (caller.account(), now),
        };
        tx.add_hearing(&new).await?;
        tx.enqueue(&mails).await?;
        tx.audit(&entry(caller, (id, now), "hoorzitting-plannen", &new.content)).await?;
        tx.commit().await?;
        self.hearing(caller, id, hearing).await
    }

    /// Moves a hearing to another moment or place. Who is invited at another address from now on is told at the old one that it
    /// is off.
    ///
    /// # Errors
    /// As [`App::plan_hearing`]; [`StoreError::Conflict`] when it was taken back, or somebody else was first; a refusal when it has
    /// begun.
    pub async fn move_hearing(
        &self,
        caller: &Caller,
        (id, hearing): (CaseId, HearingId),
        request: &MoveHearing,
    ) -> Result<HearingLine, AppError> {
        self.hearing_file(caller, id).await?;
        let now = self.now();
        request.plan.faults(now).into_result(Some(()))?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let answer = self.hearing_lock(&mut tx, caller, id).await?;
        let (row, before) = self.hearing_at(caller, (id, hearing), request.versie).await?;
        ensure_asked(&answer, row.subject)?;
        let planned = |plan| Planned { id: hearing, sequence: row.version, plan };
        let mut words = Vec::new();
        if before.plan.email.is_some() && before.plan.email != request.plan.email {
            words.push(Word::TakeBack(planned(&before.plan)));
        }
        words.push(Word::Invite(planned(&request.plan)));
        let mails = self.hearing_mails(&answer, &words, now)?;
        let content = Content { plan: request.plan.clone(), mail: last(&mails) };
        let kept = Kept { content, cancelled: false, mails, action: "hoorzitting-verzetten" };
        self.keep_hearing(tx, caller, (id, &row), kept).await
    }

    /// Takes a hearing back.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was taken back already, or somebody else was first; a refusal when it has begun.
    pub async fn cancel_hearing(
        &self,
        caller: &Caller,
        (id, hearing): (CaseId, HearingId),
        request: CancelHearing,
    ) -> Result<HearingLine, AppError> {
        self.hearing_file(caller, id).await?;
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let answer = self.hearing_lock(&mut tx, caller, id).await?;
        let (row, before) = self.hearing_at(caller, (id, hearing), request.versie).await?;
        let planned = Planned { id: hearing, sequence: row.version, plan: &before.plan };
        let mails = self.hearing_mails(&answer, &[Word::TakeBack(planned)], now)?;
        let content = Content { mail: last(&mails), ..before };
        let kept = Kept { content, cancelled: true, mails, action: "hoorzitting-afzeggen" };
        self.keep_hearing(tx, caller, (id, &row), kept).await
    }

    /// Logs the reading of the file, for who may change it.
    async fn hearing_file(&self, caller: &Caller, id: CaseId) -> Result<(), AppError> {
        self.dossier(caller, id).await?;
        if !caller.may(Permission::WriteCases) {
            return Err(AppError::Forbidden);
        }
        Ok(())
    }

    /// Locks the file and reads it as it is: it keeps two officers from each planning a hearing for the same person, and nobody
    /// is invited once the views are in.
    async fn hearing_lock(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: CaseId,
    ) -> Result<DossierAnswer, AppError> {
        let row = tx.case_for_update(caller.viewer(), id).await?.ok_or(AppError::NotFound)?;
        self.answer(&row)
    }

    /// Returns whether somebody has a hearing to come.
    async fn has_hearing(
        &self,
        caller: &Caller,
        id: CaseId,
        person: SubjectId,
    ) -> Result<bool, AppError> {
        let now = self.now();
        for row in self.store.hearings(caller.viewer(), id).await? {
            let stands = row.subject == person && !row.cancelled;
            if stands && !Content::of(&row)?.plan.has_begun(now) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads a hearing that stands and has not begun, at the version that the caller looked at.
    async fn hearing_at(
        &self,
        caller: &Caller,
        (id, hearing): (CaseId, HearingId),
        version: i32,
    ) -> Result<(HearingRow, Content), AppError> {
        let rows = self.store.hearings(caller.viewer(), id).await?;
        let row = rows.into_iter().find(|row| row.id == hearing).ok_or(AppError::NotFound)?;
        if row.version != version || row.cancelled {
            return Err(StoreError::Conflict.into());
        }
        let content = Content::of(&row)?;
        if content.plan.has_begun(self.now()) {
            return Err(Refusal::from(RefusalCode::HearingOver).into());
        }
        Ok((row, content))
    }

    async fn keep_hearing(
        &self,
        mut tx: Tx,
        caller: &Caller,
        (id, row): (CaseId, &HearingRow),
        kept: Kept,
    ) -> Result<HearingLine, AppError> {
        let now = self.now();
        let change = HearingChange {
            content: kept.content.closed()?,
            cancelled: kept.cancelled,
            by: (caller.account(), now),
        };
        tx.change_hearing(row, &change).await?;
        tx.enqueue(&kept.mails).await?;
        tx.audit(&entry(caller, (id, now), kept.action, &change.content)).await?;
        tx.commit().await?;
        self.hearing(caller, id, row.id).await
    }

    async fn hearing(
        &self,
        caller: &Caller,
        id: CaseId,
        hearing: HearingId,
    ) -> Result<HearingLine, AppError> {
        let lines = self.hearings(caller, id).await?;
        lines.into_iter().find(|line| line.id == hearing).ok_or(AppError::NotFound)
    }

    /// Makes the mails of what there is to say; none where there is no address.
    fn hearing_mails(
        &self,
        answer: &DossierAnswer,
        words: &[Word<'_>],
        now: Moment,
    ) -> Result<Vec<NewEffect>, AppError> {
        let reference = &answer.dossier.file().kenmerk;
        let mails = words.iter().filter_map(|word| {
            let (planned, notice) = match word {
                Word::Invite(planned) => (planned, MailNotice::Invitation as fn(_) -> _),
                Word::TakeBack(planned) => (planned, MailNotice::Cancellation as fn(_) -> _),
            };
            let email = planned.plan.email.as_ref()?;
            let notice = notice(planned.appointment(reference));
            Some(self.mail_effect(Some(answer.id), email, &notice, now))
        });
        mails.collect()
    }
}

/// A hearing as a calendar knows it.
struct Planned<'p> {
    id: HearingId,
    sequence: i32,
    plan: &'p HearingPlan,
}

/// What there is to say about one.
enum Word<'p> {
    Invite(Planned<'p>),
    TakeBack(Planned<'p>),
}

/// A change with its mails.
struct Kept {
    content: Content,
    cancelled: bool,
    mails: Vec<NewEffect>,
    action: &'static str,
}

impl Planned<'_> {
    fn appointment(&self, reference: &str) -> MailAppointment {
        let (start, end) = self.plan.moments();
        MailAppointment {
            id: self.id.uuid(),
            sequence: u32::try_from(self.sequence).unwrap_or_default(),
            gathering: Gathering::Hearing,
            reference: Some(reference.to_owned()),
            start,
            end,
            location: self.plan.tijd.plaats.clone().filter(|place| !is_blank(place)),
            video: self.plan.tijd.video.clone(),
            path: None,
        }
    }
}

impl Content {
    fn of(row: &HearingRow) -> Result<Self, AppError> {
        Ok(serde_json::from_str(row.content.reveal())?)
    }

    fn closed(&self) -> Result<Redacted<String>, AppError> {
        Ok(Redacted::new(serde_json::to_string(self)?))
    }
}

impl HearingPlan {
    fn moments(&self) -> (Moment, Moment) {
        let start = Moment::on_dutch_clock(self.op, self.tijd.begin);
        (start, start.after(TimeDelta::minutes(i64::from(self.tijd.minuten))))
    }

    fn has_begun(&self, now: Moment) -> bool {
        self.moments().0 <= now
    }

    /// Names everything that makes this no appointment.
    fn faults(&self, now: Moment) -> Faults {
        let mut faults = Faults::default();
        if self.has_begun(now) {
            faults.add(
                "/plan/op",
                FaultCode::Tegenstrijdig,
                "dit moment is voorbij; kies een later",
            );
        }
        if !self.tijd.is_sound() {
            let message =
                "een hoorzitting duurt 10 tot en met 480 minuten en eindigt op dezelfde dag";
            faults.add("/plan/tijd/minuten", FaultCode::VerkeerdeVorm, message);
        }
        let (place, video) = (self.tijd.plaats.as_deref(), self.tijd.video.as_deref());
        if [place, video].into_iter().flatten().all(is_blank) {
            let message = "vul een plaats in, of een webadres om met beeld mee te doen";
            faults.add("/plan/tijd/plaats", FaultCode::Ontbreekt, message);
        }
        for (field, text) in [("/plan/tijd/plaats", place), ("/plan/tijd/video", video)] {
            let longest = Slot::LONGEST_LINE;
            if text.is_some_and(|text| text.chars().count() > longest) {
                let message = format!("vul ten hoogste {longest} tekens in");
                faults.add(field, FaultCode::VerkeerdeVorm, message);
            }
        }
        if let Some(message) = wrong_video(&self.tijd) {
            faults.add("/plan/tijd/video", FaultCode::VerkeerdeVorm, message);
        }
        if let Some(email) = &self.email
            && mail::Address::parse(email.reveal().trim(), "/plan/email").is_err()
        {
            let message = "dit is geen mailadres; geef een adres als naam@voorbeeld.nl";
            faults.add("/plan/email", FaultCode::VerkeerdeVorm, message);
        }
        faults
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn ensure_asked(answer: &DossierAnswer, person: SubjectId) -> Result<(), AppError> {
    if may_speak(answer, person) {
        return Ok(());
    }
    let refusal = Refusal::from(RefusalCode::ViewsNotAsked);
    Err(Refusal { allowed: answer.toegestaan.clone(), ..refusal }.into())
}

/// Returns whether the views of a person are asked and not given yet. Who let the term pass may still be heard: late views
/// replace an unused chance.
fn may_speak(answer: &DossierAnswer, person: SubjectId) -> bool {
    if !matches!(answer.dossier, Case::Intended(_)) {
        return false;
    }
    let asked = answer.dossier.intention().map(|intent| &intent.zienswijzen);
    let waits = |stand: &Heard| matches!(stand, Heard::Gevraagd | Heard::Ongebruikt { .. });
    asked.into_iter().flatten().any(|one| one.persoon == person && waits(&one.stand))
}

fn hearing_line(
    answer: &DossierAnswer,
    (content, row): (Content, HearingRow),
    mails: &BTreeMap<EffectId, MailStatus>,
) -> Result<HearingLine, AppError> {
    let party = answer.dossier.file().person(row.subject).ok_or(AppError::NotFound)?;
    let mail = content.mail.and_then(|mail| mails.get(&mail));
    Ok(HearingLine {
        id: row.id,
        versie: row.version,
        persoon: row.subject,
        naam: party.persoon.name.clone(),
        plan: content.plan,
        afgezegd: row.cancelled,
        gewijzigd_op: row.by.1,
        mail: mail.map(MailStatus::in_words),
    })
}

fn last(mails: &[NewEffect]) -> Option<EffectId> {
    mails.last().map(|mail| mail.id)
}

fn entry(
    caller: &Caller,
    (id, at): (CaseId, Moment),
    action: &str,
    content: &Redacted<String>,
) -> store::AuditEntry {
    let subject = format!("dossier/{id}");
    audit_entry(caller, at, action, &subject, None, content.reveal().as_bytes())
}
