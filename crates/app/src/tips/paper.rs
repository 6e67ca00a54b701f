//! Tips as they are kept: the state of the core, with what only this house adds.

use super::calendar::Workdays;
use super::desk::note;
use super::request::Posted;
use super::trail::Line;
use crate::known::LinkChoice;
use crate::{App, AppError};
use ::tips::message::{Content, Subject};
use ::tips::receiver::{InFile, Incoming, ReceiverCommand, ReceiverState};
use ::tips::retention::{Deadlines, Retention};
use ::tips::route::Route;
use ::tips::schedule::{Alerts, alerts};
use ::tips::sender::{Outgoing, SenderCommand, SenderState};
use ::tips::{At, Oin, Outbound, Reason, Refusal, TipId};
use chrono::NaiveDate;
use kernel::{AccountId, Id, Moment, Redacted, Sha256Hex, SubjectId};
use law::terms::Calendar;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{KeepTip, StoreError, TipRow, TipSide, Tx};
use uuid::Uuid;

/// The form in which tips are kept now.
const FORM: u8 = 1;

/// A tip that we give, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SentPaper {
    versie: u8,
    pub(super) tip: Outgoing,
    /// Who released it and when; the core forgets it when the tip leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) vrijgegeven: Option<(AccountId, Moment)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gepost: Option<Posted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) intrekking_gepost: Option<Posted>,
}

/// A tip that we got, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReceivedPaper {
    versie: u8,
    pub(super) tip: Incoming,
    /// What officers decided about somebody on a file of our own, by the id there. It stands here and nowhere else: beside the file it
    /// would tell that there is a tip.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) kandidaten: BTreeMap<SubjectId, Weighed>,
    /// How it came; none for a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) weg: Option<Route>,
    /// Who saw that it was taken back after it was accepted here, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) intrekking_gezien: Option<(AccountId, Moment)>,
}

/// Whether somebody is who the tip is about, as an officer decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Weighed {
    pub(super) besluit: LinkChoice,
    pub(super) reden: Reason,
    pub(super) door: AccountId,
    pub(super) op: Moment,
    /// The digest of what was known of both.
    pub(super) gegevens: Sha256Hex,
}

/// What both papers have in common.
pub(super) trait Paper: Serialize + DeserializeOwned {
    const SIDE: TipSide;

    fn state(&self) -> &'static str;

    /// From when somebody is told that it waits.
    fn alerts(&self, calendar: &Calendar, terms: Retention) -> Option<(Moment, Moment)>;

    fn ended_at(&self) -> Option<Moment>;

    /// Says again what was said before, under another message and number.
    fn repeat(&mut self, content: Content, at: At) -> Result<Outbound, Refusal>;
}

impl SentPaper {
    pub(super) fn new(tip: Outgoing) -> Self {
        Self { versie: FORM, tip, vrijgegeven: None, gepost: None, intrekking_gepost: None }
    }

    /// Whether a letter that takes it back is still to be posted: the receiver got the tip by letter.
    pub(super) fn owes_withdrawal(&self) -> bool {
        let is_withdrawn = self.tip.state() == SenderState::Withdrawn;
        is_withdrawn && self.gepost.is_some() && self.intrekking_gepost.is_none()
    }

    /// The day of the decision that the tip is for.
    pub(super) fn decision_day(&self) -> Option<NaiveDate> {
        self.tip.file()?.offer().urgentie.as_ref()?.beslisdatum
    }
}

impl ReceivedPaper {
    pub(super) fn new(tip: Incoming) -> Self {
        let kandidaten = BTreeMap::new();
        Self { versie: FORM, tip, kandidaten, weg: None, intrekking_gezien: None }
    }

    /// A tip that came by another way than as a message of a system.
    pub(super) fn by_hand(tip: Incoming, way: Route) -> Self {
        Self { weg: Some(way), ..Self::new(tip) }
    }

    /// Whether the program carries what is said about it; else an officer tells the sender.
    pub(super) fn is_carried(&self) -> bool {
        self.weg.is_none_or(Route::is_automatic)
    }

    /// Takes what the tip became. What was decided about who it may be goes with what it said.
    pub(super) fn take(&mut self, tip: Incoming) {
        self.tip = tip;
        if self.tip.file().and_then(InFile::offer).is_none() {
            self.kandidaten.clear();
        }
    }

    /// Whether it is taken back by an officer, because its sender cannot send a message; once.
    pub(super) fn is_withdrawn_by_hand(&self) -> bool {
        let file = self.tip.file();
        !self.is_carried() && file.is_some_and(|file| !file.is_withdrawn())
    }

    /// Whether an officer still has to see that the sender took it back: it was accepted here, so an investigation may rest on it.
    pub(super) fn has_unseen_withdrawal(&self) -> bool {
        let is_withdrawn = self.tip.file().is_some_and(InFile::is_withdrawn);
        let is_accepted = self.tip.state() == ReceiverState::Accepted;
        is_accepted && is_withdrawn && self.intrekking_gezien.is_none()
    }

    /// The days on which it asks for attention, as long as it waits for a verdict.
    pub(super) fn deadlines(&self, calendar: &Calendar, terms: Retention) -> Option<Deadlines> {
        let waits =
            matches!(self.tip.state(), ReceiverState::Received | ReceiverState::InAssessment);
        let received = self.tip.file().and_then(InFile::received)?;
        waits.then(|| terms.deadlines(received, &Workdays(calendar)))
    }
}

impl Paper for SentPaper {
    const SIDE: TipSide = TipSide::Sent;

    fn state(&self) -> &'static str {
        self.tip.state().id()
    }

    fn alerts(&self, calendar: &Calendar, _: Retention) -> Option<(Moment, Moment)> {
        let file = self.tip.file().filter(|file| file.route().is_automatic())?;
        let waits = matches!(self.tip.state(), SenderState::Released | SenderState::Underway);
        let (_, released) = self.vrijgegeven.filter(|_| waits && file.proof().is_none())?;
        let Alerts { first, second } = alerts(released, self.decision_day(), &Workdays(calendar));
        Some((first, second))
    }

    fn ended_at(&self) -> Option<Moment> {
        self.tip.ended()
    }

    fn repeat(&mut self, content: Content, at: At) -> Result<Outbound, Refusal> {
        let step = self.tip.clone().handle(SenderCommand::Repeat(Box::new(content)), at)?;
        self.tip = step.state;
        step.send.ok_or(Refusal::WrongState)
    }
}

impl Paper for ReceivedPaper {
    const SIDE: TipSide = TipSide::Received;

    fn state(&self) -> &'static str {
        self.tip.state().id()
    }

    fn alerts(&self, calendar: &Calendar, terms: Retention) -> Option<(Moment, Moment)> {
        let days = self.deadlines(calendar, terms)?;
        Some((Moment::start_of(days.remind), Moment::start_of(days.escalate)))
    }

    fn ended_at(&self) -> Option<Moment> {
        self.tip.ended().map(|(_, at, _)| at)
    }

    fn repeat(&mut self, content: Content, at: At) -> Result<Outbound, Refusal> {
        let step = self.tip.clone().handle(ReceiverCommand::Repeat(Box::new(content)), at)?;
        self.tip = step.state;
        step.send.ok_or(Refusal::WrongState)
    }
}

/// A paper as it was read, or is about to be kept.
#[derive(Clone, Debug)]
pub(super) struct Sheet<P> {
    pub(super) id: Uuid,
    pub(super) tip: TipId,
    pub(super) partner: Oin,
    pub(super) version: i64,
    pub(super) alerted: i32,
    pub(super) changed_at: Moment,
    pub(super) paper: P,
}

impl<P: Paper> Sheet<P> {
    pub(super) fn open(row: &TipRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            tip: TipId::from_uuid(row.tip),
            partner: row.partner.parse().map_err(|_| {
                AppError::Store(StoreError::Inconsistent {
                    table: "tip",
                    column: "partner",
                    row: row.id.to_string(),
                })
            })?,
            version: row.version,
            alerted: row.alerted,
            changed_at: row.changed_at,
            paper: serde_json::from_str(row.content.reveal())?,
        })
    }

    /// A tip that is not kept yet.
    pub(super) fn fresh(id: Uuid, tip: TipId, partner: Oin, paper: P, now: Moment) -> Self {
        Self { id, tip, partner, version: 0, alerted: 0, changed_at: now, paper }
    }

    /// Keeps the paper, with a line of the trail that is tied to it by its digest.
    pub(super) async fn keep(
        &mut self,
        tx: &mut Tx,
        (calendar, terms): (&Calendar, Retention),
        (line, now): (Line, Moment),
    ) -> Result<(), AppError> {
        let line = self.put(tx, (calendar, terms), (line, now)).await?;
        note(tx, line).await
    }

    /// Keeps the paper, and returns the line that has to be added before the transaction ends.
    pub(super) async fn put(
        &mut self,
        tx: &mut Tx,
        (calendar, terms): (&Calendar, Retention),
        (line, now): (Line, Moment),
    ) -> Result<Line, AppError> {
        let content = serde_json::to_string(&self.paper)?;
        let kept = KeepTip {
            id: self.id,
            partner: self.partner.to_string(),
            tip: self.tip.uuid(),
            state: self.paper.state(),
            content: Redacted::new(content.clone()),
            at: now,
            alerts: self.paper.alerts(calendar, terms),
            ended_at: self.paper.ended_at(),
        };
        if self.version == 0 {
            tx.add_tip(P::SIDE, &kept).await?;
        } else {
            tx.change_tip(P::SIDE, &kept, self.version).await?;
        }
        self.version += 1;
        self.changed_at = now;
        Ok(line.content(&content))
    }
}

impl App {
    pub(super) fn tip_calendar(&self) -> &Calendar {
        self.rules.terms().calendar()
    }

    /// Reads a tip for a change.
    pub(super) async fn tip_sheet<P: Paper>(
        &self,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Sheet<P>, AppError> {
        let row = tx.tip_for_update(P::SIDE, id).await?;
        Sheet::open(&row.ok_or(AppError::NotFound)?)
    }
}

/// The name of who a tip is about, for who may see it.
pub(super) fn name_of(subject: &Subject) -> Redacted<String> {
    Redacted::new(match subject {
        Subject::LegalPerson { naam, .. } => naam.reveal().to_owned(),
        Subject::Person { naamdelen, .. } => {
            let first = naamdelen.voornamen.as_ref().map(::tips::Wording::reveal);
            let first = first.or(naamdelen.voorletters.as_ref().map(::tips::Wording::reveal));
            let between = naamdelen.voorvoegsel.as_ref().map(::tips::Wording::reveal);
            let parts = [first, between, Some(naamdelen.achternaam.reveal())];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    })
}
