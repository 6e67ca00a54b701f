//! What tip officers see of tips. Every look is on record in the trail of tips, with its reason, before anything is shown.

use super::again::offers;
use super::desk::{Desk, House, note};
use super::paper::{Paper, ReceivedPaper, SentPaper, Sheet, name_of};
use super::request::ReadReason;
use super::trail;
use super::view::{
    Attention, DeadlineView, MessageLine, Person, QuestionLine, ReceivedTipAction, ReceivedTipLine,
    ReceivedTipView, SentTipAction, SentTipLine, SentTipView,
};
use crate::{App, AppError, Caller, Paged};
use ::tips::receiver::{FileLink, Incoming, ReceiverState};
use ::tips::route::Route;
use ::tips::sender::{Feedback, OutFile, Outgoing, SenderState};
use ::tips::{MessageId, Oin, TipId};
use kernel::{AccountId, Id};
use std::collections::{BTreeMap, BTreeSet};
use store::{Cursor, TipMessageRow};
use uuid::Uuid;

impl App {
    /// Lists the tips that the own body gives, the newest first, by pages.
    ///
    /// # Errors
    /// [`AppError::Input`] for a place in the list that is none.
    pub async fn sent_tips(
        &self,
        caller: &Caller,
        cursor: Option<&str>,
    ) -> Result<Paged<SentTipLine>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let (sheets, volgende) = self.tip_page::<SentPaper>(&desk, cursor).await?;
        self.note_look(&desk, "gegeven-tips-tonen", "tips/gegeven".to_owned(), None).await?;
        let known = self.known_of_tips(&desk).await?;
        let items = sheets.iter().map(|sheet| sent_line(sheet, &known)).collect();
        Ok(Paged { items, volgende })
    }

    /// Returns a tip that the own body gives.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the own body did not write it.
    pub async fn sent_tip(
        &self,
        caller: &Caller,
        id: TipId,
        why: ReadReason,
    ) -> Result<SentTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let sheet: Sheet<SentPaper> = self.look_at_tip(&desk, id.uuid(), why).await?;
        let messages = self.store.tip_messages(desk.scope(), sheet.tip.uuid()).await?;
        let known = self.known_of_tips(&desk).await?;
        Ok(sent_view(&desk, &sheet, messages, &known))
    }

    /// Lists the tips that the own body got, the newest first, by pages.
    ///
    /// # Errors
    /// As [`App::sent_tips`].
    pub async fn received_tips(
        &self,
        caller: &Caller,
        cursor: Option<&str>,
    ) -> Result<Paged<ReceivedTipLine>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let (sheets, volgende) = self.tip_page::<ReceivedPaper>(&desk, cursor).await?;
        self.note_look(&desk, "ontvangen-tips-tonen", "tips/ontvangen".to_owned(), None).await?;
        let house = self.tip_house(desk.scope()).await?;
        let known = self.known_of_tips(&desk).await?;
        let line =
            |sheet: &Sheet<ReceivedPaper>| self.received_line(&desk, house.as_ref(), sheet, &known);
        Ok(Paged { items: sheets.iter().map(line).collect(), volgende })
    }

    /// Returns a tip that the own body got.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the own body did not get it.
    pub async fn received_tip(
        &self,
        caller: &Caller,
        id: Uuid,
        why: ReadReason,
    ) -> Result<ReceivedTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let sheet: Sheet<ReceivedPaper> = self.look_at_tip(&desk, id, why).await?;
        let house = self.tip_house(desk.scope()).await?;
        let messages = self.store.tip_messages(desk.scope(), sheet.tip.uuid()).await?;
        let of_partner =
            messages.into_iter().filter(|row| row.partner == sheet.partner.to_string());
        let known = self.known_of_tips(&desk).await?;
        let regel = self.received_line(&desk, house.as_ref(), &sheet, &known);
        let termijnen = house.as_ref().and_then(|house| {
            let terms = house.settings.termijnen;
            sheet.paper.deadlines(self.tip_calendar(), terms)
        });
        let may_lapse = termijnen.is_some_and(|days| desk.now.dutch_date() >= days.choose);
        let tip = &sheet.paper.tip;
        let file = tip.file();
        Ok(ReceivedTipView {
            regel,
            orgaan: file.and_then(|file| file.organ().cloned()),
            inhoud: file.and_then(::tips::receiver::InFile::offer),
            behandelaar: tip.assessor().map(|account| person(&desk, account)),
            vraag_open: file.is_some_and(|file| file.open_question().is_some()),
            ingetrokken: file.is_some_and(::tips::receiver::InFile::is_withdrawn),
            termijnen: termijnen.map(|days| DeadlineView {
                herinnering: days.remind,
                escalatie: days.escalate,
                keuze: days.choose,
            }),
            dossier: tip.link(),
            gekoppeld: self.linked_file(&desk, tip.link()).await?,
            reden: tip.reason().cloned(),
            berichten: of_partner.map(message_line).collect(),
            weg: sheet.paper.weg,
            stappen: received_actions(&sheet.paper, (may_lapse, known.is_dead(&sheet))),
            grafsteen: match tip {
                Incoming::Cleared(tombstone) => Some((**tombstone).clone()),
                _ => None,
            },
        })
    }

    async fn tip_page<P: Paper>(
        &self,
        desk: &Desk<'_>,
        cursor: Option<&str>,
    ) -> Result<(Vec<Sheet<P>>, Option<String>), AppError> {
        let cursor = cursor.map(Cursor::new);
        let page = self.store.tips(desk.scope(), P::SIDE, cursor.as_ref()).await?;
        let next = page.next.map(|cursor| cursor.as_str().to_owned());
        let sheets = page.items.iter().map(Sheet::open).collect::<Result<_, _>>()?;
        Ok((sheets, next))
    }

    /// Reads a tip and puts the look on record.
    async fn look_at_tip<P: Paper>(
        &self,
        desk: &Desk<'_>,
        id: Uuid,
        why: ReadReason,
    ) -> Result<Sheet<P>, AppError> {
        let row = self.store.tip(desk.scope(), P::SIDE, id).await?.ok_or(AppError::NotFound)?;
        let sheet = Sheet::open(&row)?;
        self.note_look(desk, "tip-inzien", trail::tip(sheet.tip), Some(why)).await?;
        Ok(sheet)
    }

    pub(super) async fn note_look(
        &self,
        desk: &Desk<'_>,
        action: &'static str,
        subject: String,
        why: Option<ReadReason>,
    ) -> Result<(), AppError> {
        let mut line = desk.line(action, subject);
        if let Some(why) = why {
            line = line.result(why.id());
        }
        let mut tx = self.store.begin(desk.scope()).await?;
        note(&mut tx, line).await?;
        Ok(tx.commit().await?)
    }

    async fn known_of_tips(&self, desk: &Desk<'_>) -> Result<Known, AppError> {
        let mut names = BTreeMap::new();
        for row in self.store.tip_partners(desk.scope()).await? {
            let entry = super::partner::Entry::read(row)?;
            let partner = entry.record.partner();
            names.insert(partner.oin, partner.name.clone());
        }
        let dead = self.store.tips_with_dead_letters(desk.scope(), &offers()).await?;
        Ok(Known { names, dead: dead.into_iter().collect() })
    }

    fn received_line(
        &self,
        desk: &Desk<'_>,
        house: Option<&House>,
        sheet: &Sheet<ReceivedPaper>,
        known: &Known,
    ) -> ReceivedTipLine {
        let file = sheet.paper.tip.file();
        let offer = file.and_then(::tips::receiver::InFile::offer);
        let days = house
            .and_then(|house| sheet.paper.deadlines(self.tip_calendar(), house.settings.termijnen));
        let today = desk.now.dutch_date();
        let waits = days.and_then(|days| match today {
            today if today >= days.choose => Some(Attention::ChooseNow),
            today if today >= days.escalate => Some(Attention::Escalation),
            today if today >= days.remind => Some(Attention::Reminder),
            _ => None,
        });
        let to_open =
            (sheet.paper.tip.link() == Some(FileLink::ToOpen)).then_some(Attention::FileToOpen);
        let back = sheet.paper.has_unseen_withdrawal().then_some(Attention::WithdrawnAfterVerdict);
        let dead = known.is_dead(sheet).then_some(Attention::DeadLetter);
        ReceivedTipLine {
            id: sheet.id,
            tip: sheet.tip,
            versie: sheet.version,
            stand: sheet.paper.state().to_owned(),
            zender: sheet.partner,
            zender_naam: known.name(sheet.partner),
            betrokkene: offer.as_ref().map(|offer| name_of(&offer.betrokkene)),
            ontvangen_op: file.and_then(::tips::receiver::InFile::received),
            beslisdatum: offer.and_then(|offer| offer.urgentie?.beslisdatum),
            aandacht: dead.or(back).or(waits).or(to_open),
        }
    }
}

/// What lists and pages of tips say beside the tips themselves.
struct Known {
    names: BTreeMap<Oin, String>,
    /// The tips, each with the other body, about which a message was given up.
    dead: BTreeSet<(Uuid, String)>,
}

impl Known {
    fn name(&self, oin: Oin) -> String {
        self.names.get(&oin).cloned().unwrap_or_default()
    }

    fn is_dead<P>(&self, sheet: &Sheet<P>) -> bool {
        self.dead.contains(&(sheet.tip.uuid(), sheet.partner.to_string()))
    }
}

fn sent_line(sheet: &Sheet<SentPaper>, known: &Known) -> SentTipLine {
    let tip = &sheet.paper.tip;
    SentTipLine {
        id: sheet.tip,
        versie: sheet.version,
        stand: sheet.paper.state().to_owned(),
        ontvanger: sheet.partner,
        ontvanger_naam: known.name(sheet.partner),
        betrokkene: tip.file().map(|file| name_of(&file.offer().betrokkene)),
        gewijzigd_op: sheet.changed_at,
        aandacht: known
            .is_dead(sheet)
            .then_some(Attention::DeadLetter)
            .or_else(|| sent_attention(sheet)),
    }
}

fn sent_attention(sheet: &Sheet<SentPaper>) -> Option<Attention> {
    let tip = &sheet.paper.tip;
    let file = tip.file()?;
    match tip.state() {
        SenderState::Concept => Some(Attention::ToRelease),
        SenderState::Undeliverable => Some(Attention::Undeliverable),
        SenderState::Assessed => Some(Attention::ToClose),
        SenderState::Withdrawn => {
            sheet.paper.owes_withdrawal().then_some(Attention::WithdrawalToPost)
        }
        SenderState::Delivered if file.draft_answer().is_some() => Some(Attention::ToRelease),
        SenderState::Delivered => file.question().map(|_| Attention::Question),
        _ => match sheet.alerted {
            0 => None,
            1 => Some(Attention::NotDelivered),
            _ => Some(Attention::StillNotDelivered),
        },
    }
}

fn sent_view(
    desk: &Desk<'_>,
    sheet: &Sheet<SentPaper>,
    messages: Vec<TipMessageRow>,
    known: &Known,
) -> SentTipView {
    let tip = &sheet.paper.tip;
    let file = tip.file();
    let draft = file.and_then(OutFile::draft_answer);
    SentTipView {
        regel: sent_line(sheet, known),
        orgaan: file.map(|file| file.organ().clone()),
        route: file.map(OutFile::route),
        inhoud: file.map(|file| file.offer().clone()),
        schrijver: file.map(|file| person(desk, file.writer())),
        vrijgever: sheet.paper.vrijgegeven.map(|(account, _)| person(desk, account)),
        berichten: messages.into_iter().map(message_line).collect(),
        brief: super::letter::to_post(sheet).is_some(),
        gepost: sheet.paper.gepost.clone(),
        intrekking_gepost: sheet.paper.intrekking_gepost.clone(),
        uitkomst: tip.feedback().cloned(),
        uitkomst_op: file.and_then(OutFile::registered_day),
        onbestelbaar: tip.give_up_cause(),
        vraag: file
            .and_then(OutFile::question)
            .map(|(id, onderwerp)| QuestionLine { id, onderwerp }),
        antwoord: draft.map(|(answer, _)| answer.clone()),
        antwoord_schrijver: draft.map(|(_, writer)| person(desk, writer)),
        stappen: sent_actions(desk, &sheet.paper, known.is_dead(sheet)),
        grafsteen: match tip {
            Outgoing::Cleared(tombstone) => Some((**tombstone).clone()),
            _ => None,
        },
    }
}

pub(super) fn person(desk: &Desk<'_>, account: AccountId) -> Person {
    Person { account, naam: desk.name(account) }
}

fn message_line(row: TipMessageRow) -> MessageLine {
    let waits = row.state == "wacht";
    MessageLine {
        id: MessageId::from_uuid(row.id),
        soort: row.kind,
        stand: row.state,
        pogingen: row.attempts,
        besloten_op: row.queued_at,
        opnieuw_op: waits.then_some(row.next_at),
        fout: row.last_error,
        afgerond_op: row.settled_at,
    }
}

/// What this officer can do now; the core has the last word.
fn sent_actions(desk: &Desk<'_>, paper: &SentPaper, is_dead: bool) -> Vec<SentTipAction> {
    let steps = paper.tip.file().map(|file| sent_steps(desk, paper, file)).unwrap_or_default();
    is_dead.then_some(SentTipAction::RepeatMessages).into_iter().chain(steps).collect()
}

fn sent_steps(desk: &Desk<'_>, paper: &SentPaper, file: &OutFile) -> Vec<SentTipAction> {
    use SentTipAction as A;
    let tip = &paper.tip;
    let own = file.writer() == desk.caller.account();
    let by_hand = !file.route().is_automatic();
    match tip.state() {
        SenderState::Concept if own => vec![A::Rewrite, A::Withdraw],
        SenderState::Concept => vec![A::Rewrite, A::Release, A::Withdraw],
        SenderState::Released if by_hand => vec![A::Post, A::Withdraw],
        SenderState::Underway if by_hand => {
            vec![A::Returned, A::RegisterVerdict, A::NotTaken, A::Withdraw]
        }
        SenderState::Released | SenderState::Underway => vec![A::Withdraw],
        SenderState::Delivered => {
            let draft = file.draft_answer().map(|(_, writer)| writer);
            let release = draft.is_some_and(|writer| writer != desk.caller.account());
            let write = file.question().is_some().then_some(A::WriteAnswer);
            write
                .into_iter()
                .chain(release.then_some(A::ReleaseAnswer))
                .chain(by_hand.then_some([A::RegisterVerdict, A::Close]).into_iter().flatten())
                .chain([A::Withdraw])
                .collect()
        }
        SenderState::Assessed => {
            let elsewhere = matches!(tip.feedback(), Some(Feedback::NotCompetent { .. }));
            elsewhere
                .then_some(A::Redirect)
                .into_iter()
                .chain([A::Close])
                .chain(by_hand.then_some(A::RegisterVerdict))
                .collect()
        }
        SenderState::Undeliverable => {
            let letter = (file.route() != Route::Letter).then_some(A::ByLetter);
            [A::SendAgain].into_iter().chain(letter).chain([A::Withdraw]).collect()
        }
        SenderState::Withdrawn if paper.owes_withdrawal() => vec![A::PostWithdrawal],
        SenderState::Closed | SenderState::Withdrawn | SenderState::Cleared => Vec::new(),
    }
}

/// What an officer can do with a tip that we got; it may lapse from the day on which its term is over.
pub(super) fn received_actions(
    paper: &ReceivedPaper,
    (may_lapse, is_dead): (bool, bool),
) -> Vec<ReceivedTipAction> {
    use ReceivedTipAction as A;
    let tip = &paper.tip;
    let lapse = may_lapse.then_some(A::Lapse);
    let back = paper.is_withdrawn_by_hand().then_some(A::RegisterWithdrawal);
    let steps: Vec<A> = match tip.state() {
        ReceiverState::Received => {
            [A::TakeUp, A::Reassign].into_iter().chain(back).chain(lapse).collect()
        }
        ReceiverState::InAssessment => {
            let ask = paper.is_carried().then_some(A::Ask);
            let verdicts = [A::Accept, A::Decline, A::DeclareNotCompetent];
            verdicts.into_iter().chain(ask).chain([A::Reassign]).chain(back).chain(lapse).collect()
        }
        ReceiverState::Accepted => {
            let seen = paper.has_unseen_withdrawal().then_some(A::SeeWithdrawal);
            let link = (tip.link() == Some(FileLink::ToOpen)).then_some(A::LinkFile);
            seen.into_iter().chain(link).chain(back).collect()
        }
        _ => Vec::new(),
    };
    is_dead.then_some(A::RepeatMessages).into_iter().chain(steps).collect()
}
