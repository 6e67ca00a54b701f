//! The report of a month with a partner, and the trail of tips: what proves that nothing got lost, without what any of it said.

use super::desk::{Desk, House, note};
use super::keys::{unreadable, whole_second};
use super::trail;
use super::upkeep::of_line;
use super::view::{DifferenceLine, ReportLine, ReportView};
use crate::{App, AppError, AuditLine, Caller, Paged};
use ::tips::inbox::REMEMBER_DAYS;
use ::tips::message::VALID_DAYS;
use ::tips::reconcile::{Month, Report, compare};
use ::tips::{MessageId, Oin};
use kernel::{FaultCode, Moment, Sha256Hex};
use std::collections::BTreeMap;
use store::{AuditReport, Cursor};

/// Lines on a page of the trail.
const LINES: u32 = 100;

impl App {
    /// Reports what went to a partner and came from it in a month, signed for the partner.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a body that is not in the register; [`AppError::Input`] for a month that is partly forgotten.
    pub async fn tip_report(
        &self,
        caller: &Caller,
        partner: Oin,
        month: Month,
    ) -> Result<ReportView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        self.partner_entry(desk.scope(), partner).await?;
        remembered(month, desk.now, "/maand")?;
        let report = self.month_report(&desk, &house, (partner, month)).await?;
        let keys = self.open_tip_keys(desk.scope(), desk.now).await?;
        let signed = report.sign(&keys.signing).map_err(unreadable)?;
        let line = desk.line("afletterlijst-maken", trail::partner(partner)).result(month);
        let mut tx = self.store.begin(desk.scope()).await?;
        note(&mut tx, line.content(&signed)).await?;
        tx.commit().await?;
        let lines = |map: &BTreeMap<MessageId, Sha256Hex>| {
            map.iter().map(|(id, sha256)| ReportLine { id: *id, sha256: *sha256 }).collect()
        };
        Ok(ReportView {
            partner,
            maand: month.to_string(),
            verzonden: lines(&report.sent),
            ontvangen: lines(&report.received),
            ondertekend: signed,
        })
    }

    /// Compares the report that a partner signed with what stands here; nothing when both agree.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as [`App::tip_report`]; [`AppError::Input`] for a text that the partner did not sign for us.
    pub async fn compare_tip_report(
        &self,
        caller: &Caller,
        partner: Oin,
        signed: &str,
    ) -> Result<Vec<DifferenceLine>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        let entry = self.partner_entry(desk.scope(), partner).await?;
        let not_theirs = || {
            let message = "dit is geen lijst die deze partner voor ons heeft ondertekend";
            AppError::fault("/ondertekend", FaultCode::VerkeerdeVorm, message)
        };
        let own = house.settings.oin;
        let theirs = Report::check(signed.trim(), own, entry.record.partner(), desk.now);
        let theirs = theirs.map_err(|_| not_theirs())?;
        remembered(theirs.month, desk.now, "/ondertekend")?;
        let ours = self.month_report(&desk, &house, (partner, theirs.month)).await?;
        let found = compare(&ours, &theirs).ok_or_else(not_theirs)?;
        let line = |difference: ::tips::reconcile::Difference| DifferenceLine {
            id: difference.id,
            zender: difference.sender,
            verschil: difference.kind.into(),
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// Lists the trail of tips, the newest line first.
    pub async fn tip_trail(
        &self,
        caller: &Caller,
        cursor: Option<&str>,
    ) -> Result<Paged<AuditLine>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let cursor = cursor.map(Cursor::new);
        let page = self.store.tip_audit_page(desk.scope(), None, cursor.as_ref(), LINES).await?;
        Ok(Paged::of(page, AuditLine::from))
    }

    /// Checks the trail of tips of the own body.
    pub async fn check_tip_trail(&self, caller: &Caller) -> Result<AuditReport, AppError> {
        let desk = self.tip_desk(caller).await?;
        Ok(self.store.verify_tip_audit(Some(desk.scope().party())).await?)
    }

    async fn month_report(
        &self,
        desk: &Desk<'_>,
        house: &House,
        (partner, month): (Oin, Month),
    ) -> Result<Report, AppError> {
        let (scope, bounds, oin) = (desk.scope(), month.bounds(), partner.to_string());
        let sent = self.store.tips_delivered(scope, &oin, bounds).await?;
        let received = self.store.tips_registered(scope, &oin, bounds).await?;
        Ok(Report {
            issuer: house.settings.oin,
            audience: partner,
            month,
            sent: sent.into_iter().map(of_line).collect(),
            received: received.into_iter().map(of_line).collect(),
            issued: whole_second(desk.now),
        })
    }
}

/// Refuses a month of which messages are forgotten: a report about the rest would accuse the partner.
fn remembered(month: Month, now: Moment, place: &str) -> Result<(), AppError> {
    if month.is_remembered(now) {
        return Ok(());
    }
    let days = VALID_DAYS + REMEMBER_DAYS;
    let message = format!(
        "van deze maand zijn niet alle berichten meer bekend; neem een maand die hooguit {days} dagen geleden begon"
    );
    Err(AppError::fault(place, FaultCode::OnbekendeWaarde, message))
}
