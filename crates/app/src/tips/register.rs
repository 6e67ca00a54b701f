//! Registering a tip that came by letter: from a body without a system, or from one whose messages do not arrive. An officer copies
//! what it says; from then on it is a tip like any other, except that officers tell the sender what becomes of it.

use super::desk::{Desk, House};
use super::handed::Handed;
use super::paper::{ReceivedPaper, Sheet};
use super::receive::receiving_partner;
use super::request::{ReadReason, RegisterTipLetter};
use super::send::{no_partner, not_later, offer_of};
use super::trail::{self, Way};
use super::view::ReceivedTipView;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use ::tips::receiver::{InFile, Incoming};
use ::tips::route::Route;
use ::tips::{MessageId, TipId};
use chrono::{NaiveDate, TimeDelta};
use kernel::{FaultCode, Id, Moment};
use store::{TipSide, Tx};
use uuid::Uuid;

/// How many days ago a letter can have come.
const LONGEST_AGO: i64 = 366;

impl App {
    /// Registers a tip that came by letter, once however often its form is sent.
    ///
    /// # Errors
    /// [`AppError::Input`] for a sender that is not in the register of partners, a day that is still to come, the number of a tip
    /// that is registered, and at what may not travel (Wet Bibob art. 11, 26 and 28).
    pub async fn register_tip_letter(
        &self,
        caller: &Caller,
        wanted: &RegisterTipLetter,
        key: Option<&RequestKey>,
    ) -> Result<ReceivedTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        desk.actor().officer()?;
        let house = self.own_house(&desk).await?;
        came_lately(wanted.ontvangen_op, desk.now.dutch_date())?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let request = match attempt::<Uuid>(&mut tx, caller, key, desk.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.received_tip(caller, id, ReadReason::Handle).await;
            }
        };
        let id = self.keep_tip_letter(&mut tx, (&desk, &house), wanted).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.commit().await?;
        self.received_tip(caller, id, ReadReason::Handle).await
    }

    async fn keep_tip_letter(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        wanted: &RegisterTipLetter,
    ) -> Result<Uuid, AppError> {
        let giver = wanted.afzender;
        // It locks the partner, so that no two letters of one body are judged at once.
        let partner =
            receiving_partner(tx, &giver.into()).await?.map_err(|_| no_partner("/afzender"))?;
        let offer = offer_of(partner.kind, &wanted.inhoud);
        let tip: TipId = wanted.nummer.unwrap_or_else(|| self.fresh(desk.now));
        let (message, at) =
            (self.fresh::<MessageId>(desk.now), came(wanted.ontvangen_op, desk.now));
        let handed = Handed { giver, tip, message, organ: &wanted.orgaan, offer: &offer, at };
        let heard = handed.heard(house, &partner)?;
        let row = tx.tip_of_partner(TipSide::Received, &giver.to_string(), tip.uuid()).await?;
        let known = row.as_ref().map(Sheet::<ReceivedPaper>::open).transpose()?;
        let mut sheet = match known {
            Some(sheet) if !is_awaited(&sheet) => return Err(is_registered()),
            Some(mut sheet) => {
                let next = sheet.paper.tip.clone().hear(heard)?;
                sheet.paper.take(next);
                sheet.paper.weg = Some(Route::Letter);
                sheet
            }
            None => {
                let paper = ReceivedPaper::by_hand(Incoming::begin(heard)?, Route::Letter);
                let id = self.fresh::<MessageId>(desk.now).uuid();
                Sheet::fresh(id, tip, giver, paper, desk.now)
            }
        };
        let line = desk.line("tip-brief-vastleggen", trail::tip(tip));
        let line = line.partner(giver).message(message, Way::In);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await?;
        Ok(sheet.id)
    }
}

/// Refuses a day that is still to come, and one so long ago that it must be a slip of the pen: the terms count from it.
fn came_lately(day: NaiveDate, today: NaiveDate) -> Result<(), AppError> {
    not_later(day, today, "/ontvangenOp")?;
    if day >= today - TimeDelta::days(LONGEST_AGO) {
        return Ok(());
    }
    let message = "deze dag is meer dan een jaar geleden; kijk of het jaar klopt";
    Err(AppError::fault("/ontvangenOp", FaultCode::Tegenstrijdig, message))
}

/// The terms count from the day on which the letter came.
fn came(day: NaiveDate, now: Moment) -> Moment {
    if day == now.dutch_date() { now } else { Moment::start_of(day) }
}

/// Whether only something about the tip came: its system said that it is taken back before the letter was here.
fn is_awaited(sheet: &Sheet<ReceivedPaper>) -> bool {
    sheet.paper.tip.file().is_some_and(|file| InFile::received(file).is_none())
}

fn is_registered() -> AppError {
    let message = "een tip van deze organisatie met dit nummer staat al bij de ontvangen tips";
    AppError::fault("/nummer", FaultCode::Tegenstrijdig, message)
}
