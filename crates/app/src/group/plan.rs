//! The calendar of the group: a year on its rhythm around holidays and recess, and extra meetings.

use super::bench::{Bench, Sheet};
use super::request::{ExtraMeeting, PlanYear};
use super::view::{MeetingAnswer, MeetingLine, PlannedYear};
use crate::idempotent::{Attempt, attempt, keep};
use crate::mail::wrong_video;
use crate::{App, AppError, Caller, RequestKey};
use chrono::{Datelike, NaiveDate};
use kernel::{FaultCode, Faults, Id, MeetingId};
use meetings::{Exceptions, Invitation, Meeting, MeetingKind, PlannedMeeting, Slot};
use std::collections::BTreeSet;
use store::{StoreError, Tx};

impl App {
    /// Lists the meetings by day, the first one first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who is not in the group and does not lead it, as in all that follows.
    pub async fn meetings(&self, caller: &Caller) -> Result<Vec<MeetingLine>, AppError> {
        let bench = self.bench(caller).await?;
        let book = self.book(caller).await?;
        let files = book.meetings.iter().flat_map(|sheet| sheet.paper.items());
        let files: BTreeSet<_> = files.filter_map(|item| item.onderwerp.file()).collect();
        let standing = self.standing(caller, &book, files).await?;
        let seen = |sheet: &Sheet<Meeting>| {
            let items = sheet.paper.items_for(bench.account()).into_iter();
            items.filter(|item| bench.sees(&standing, &item.onderwerp)).count()
        };
        let mut lines: Vec<MeetingLine> =
            book.meetings.iter().map(|sheet| line(sheet, seen(sheet))).collect();
        lines.sort_by_key(|line| (line.op, line.tijd.begin));
        Ok(lines)
    }

    /// Returns the meetings of a year as the rhythm gives them, without planning them.
    ///
    /// # Errors
    /// With a fault at a year or a recess that does not fit.
    pub async fn preview_year(
        &self,
        caller: &Caller,
        year: &PlanYear,
    ) -> Result<Vec<PlannedMeeting>, AppError> {
        let bench = self.bench(caller).await?;
        self.year_of(&bench, year)
    }

    /// Plans the meetings of a year that are to come and not planned yet, and invites the members. Asked twice, also at the same
    /// time, it does nothing new. Meetings of an earlier rhythm stay, and are named.
    ///
    /// # Errors
    /// As [`App::preview_year`]; [`AppError::Forbidden`] for who neither leads nor coordinates; a conflict of the store when
    /// somebody changed the group meanwhile.
    pub async fn plan_year(
        &self,
        caller: &Caller,
        year: &PlanYear,
    ) -> Result<PlannedYear, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let planned = self.year_of(&bench, year)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        // Who plans at the same time waits here, and then reads what the other planned.
        if tx.lock_working_group(bench.group.id).await? != Some(bench.version) {
            return Err(StoreError::Conflict.into());
        }
        let known = self.sheets::<Meeting>(caller).await?;
        let new = self.not_planned(&bench, &planned, &known)?;
        let (sheets, without) = self.write_planned(&mut tx, &bench, new).await?;
        tx.commit().await?;
        let today = bench.now.dutch_date();
        Ok(PlannedYear {
            vergaderingen: sheets.iter().map(|sheet| line(sheet, 0)).collect(),
            eerder_ritme: of_earlier_rhythm(&known, &planned, (today, year.jaar)),
            afwijkingen: planned.into_iter().filter(|one| one.beletsel.is_some()).collect(),
            zonder_mail: without,
        })
    }

    /// Plans a meeting outside the rhythm, and invites the members.
    ///
    /// # Errors
    /// When the day is past or the time does not fit; [`AppError::Forbidden`] for who neither leads nor coordinates.
    pub async fn plan_extra(
        &self,
        caller: &Caller,
        extra: &ExtraMeeting,
        key: Option<&RequestKey>,
    ) -> Result<MeetingAnswer, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        check_video("/tijd", &extra.tijd)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt::<MeetingId>(&mut tx, caller, key, bench.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                let vergadering = self.meeting(caller, id).await?;
                return Ok(MeetingAnswer { vergadering, zonder_mail: Vec::new() });
            }
        };
        let kind = MeetingKind::Extra { reden: extra.reden.clone() };
        let new = self.new_meeting(&bench, kind, (extra.op, extra.tijd.clone()))?;
        let id = new.0.head().id;
        let (_, zonder_mail) = self.write_planned(&mut tx, &bench, vec![new]).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.commit().await?;
        Ok(MeetingAnswer { vergadering: self.meeting(caller, id).await?, zonder_mail })
    }

    /// Makes the meetings that the rhythm gives from today and that are not there yet.
    fn not_planned(
        &self,
        bench: &Bench<'_>,
        planned: &[PlannedMeeting],
        known: &[Sheet<Meeting>],
    ) -> Result<Vec<(Meeting, Invitation)>, AppError> {
        let today = bench.now.dutch_date();
        let mut new = Vec::new();
        for one in planned {
            let Some(day) = one.op.filter(|day| *day >= today) else { continue };
            if known.iter().any(|sheet| is_planned(&sheet.paper, one.bedoeld_op, day)) {
                continue;
            }
            let kind = MeetingKind::Gewoon {
                volgnummer: one.volgnummer,
                bedoeld_op: Some(one.bedoeld_op),
            };
            new.push(self.new_meeting(bench, kind, (day, bench.group.ritme.afspraak.clone()))?);
        }
        Ok(new)
    }

    fn new_meeting(
        &self,
        bench: &Bench<'_>,
        kind: MeetingKind,
        (day, slot): (NaiveDate, Slot),
    ) -> Result<(Meeting, Invitation), AppError> {
        let id = self.fresh(bench.now);
        Ok(Meeting::plan(id, kind, day, slot, &bench.at(&[], None))?)
    }

    async fn write_planned(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        new: Vec<(Meeting, Invitation)>,
    ) -> Result<(Vec<Sheet<Meeting>>, Vec<String>), AppError> {
        let (mut sheets, mut goes) = (Vec::new(), Vec::new());
        for (meeting, invitation) in new {
            let id = meeting.head().id;
            sheets.push(Sheet::add(tx, bench.group.id, id.uuid(), meeting).await?);
            goes.push((id, invitation));
        }
        let invitations = self.invite_members(bench, &goes).await?;
        tx.enqueue(&invitations.mails).await?;
        for sheet in &sheets {
            tx.audit(&sheet.line(bench, "plannen")?).await?;
        }
        Ok((sheets, invitations.without()))
    }

    /// Returns the year on the rhythm of the group, around the holidays of the Algemene termijnenwet (art. 3) and the recess.
    fn year_of(&self, bench: &Bench<'_>, year: &PlanYear) -> Result<Vec<PlannedMeeting>, AppError> {
        let mut faults = Faults::new();
        if !(2000..=2100).contains(&year.jaar) {
            faults.add("/jaar", FaultCode::VerkeerdeVorm, "noem een jaar van 2000 tot en met 2100");
        }
        for (index, recess) in year.reces.iter().enumerate() {
            if recess.tot_en_met < recess.vanaf {
                let place = format!("/reces/{index}/totEnMet");
                faults.add(place, FaultCode::Tegenstrijdig, "het reces eindigt voor het begint");
            }
            let place = format!("/reces/{index}/regel");
            bench.group.ritme.check_dodge(recess.regel, &place, &mut faults);
        }
        faults.into_result(Some(()))?;
        let calendar = self.rules.terms().calendar();
        // Whoever dodges a day at the end of a year can land in the next one.
        let years = year.jaar - 1..=year.jaar + 1;
        let holidays = years.flat_map(|year| calendar.holidays(year));
        let exceptions = Exceptions {
            holidays: holidays.map(|(day, name)| (day, name.to_owned())).collect(),
            recess: year.reces.clone(),
        };
        Ok(meetings::plan_year(&bench.group.ritme, year.jaar, &exceptions))
    }
}

/// Refuses an address of the video link that no calendar would take, while somebody is there to mend it.
pub(super) fn check_video(place: &str, slot: &Slot) -> Result<(), AppError> {
    wrong_video(slot).map_or(Ok(()), |message| {
        Err(AppError::fault(&format!("{place}/video"), FaultCode::VerkeerdeVorm, message))
    })
}

/// Returns whether a meeting is the one that the rhythm means, moved or cancelled too, or takes its day already.
fn is_planned(meeting: &Meeting, intended: NaiveDate, day: NaiveDate) -> bool {
    let head = meeting.head();
    let takes_day = meeting.is_to_come() && head.afspraak.op == day;
    head.intended_on().is_some_and(|meant| meant == intended || takes_day)
}

/// Returns the days of the meetings to come in a year that an earlier rhythm gave.
fn of_earlier_rhythm(
    known: &[Sheet<Meeting>],
    planned: &[PlannedMeeting],
    (today, year): (NaiveDate, i32),
) -> Vec<NaiveDate> {
    let to_come = known.iter().map(|sheet| &sheet.paper).filter(|meeting| meeting.is_to_come());
    let mut days: Vec<NaiveDate> = to_come
        .filter_map(|meeting| {
            let (meant, day) = (meeting.head().intended_on()?, meeting.head().afspraak.op);
            let is_meant = planned.iter().any(|one| one.bedoeld_op == meant || one.op == Some(day));
            (meant.year() == year && day >= today && !is_meant).then_some(day)
        })
        .collect();
    days.sort_unstable();
    days
}

fn line(sheet: &Sheet<Meeting>, seen: usize) -> MeetingLine {
    let head = sheet.paper.head();
    MeetingLine {
        id: head.id,
        versie: sheet.version,
        op: head.afspraak.op,
        tijd: head.afspraak.tijd.clone(),
        stand: sheet.paper.state(),
        soort: head.soort.clone(),
        punten: seen,
    }
}
