//! A meeting: its agenda, what was advised on each item, and its minutes.

mod advies;
mod agenda;
mod nieuw_punt;
mod pdf;
mod punt;
mod stappen;
mod uitkomst;
mod verslag;
mod volgorde;
#[cfg(test)]
pub(super) mod voorbeeld;
mod voorstel;
pub(super) mod woorden;
mod zitting;

use app::meetings::{CommandName, Refusal, StateName};
use app::{
    AppError, Caller, GroupRights, GroupView, ItemView, MeetingChange, MeetingLine, MeetingView,
};
use chrono::{NaiveDate, NaiveTime};
use kernel::{AccountId, AgendaItemId, MeetingId};

use super::{Kruimel, MEETINGS, group_of};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// The page of a meeting.
const PAGE: &str = "/werkgroep/vergaderingen/{vergaderingId}";
/// The page of an item on its agenda.
const ITEM: &str = "/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = agenda::routes();
    routes.extend(punt::routes());
    routes.extend(nieuw_punt::routes());
    routes.extend(voorstel::routes());
    routes.extend(volgorde::routes());
    routes.extend(stappen::routes());
    routes.extend(zitting::routes());
    routes.extend(verslag::routes());
    routes.extend(pdf::routes());
    routes
}

/// A meeting as its pages need it.
pub(super) struct Opened {
    pub(super) meeting: MeetingView,
    pub(super) group: GroupView,
    /// All meetings of the group, by day.
    pub(super) others: Vec<MeetingLine>,
}

/// Opens the meeting of the address.
async fn opened(visit: &Visit, caller: &Caller) -> Result<Opened, Trouble> {
    let id: MeetingId = visit.of_path("vergaderingId")?;
    let meeting = visit.app.meeting(caller, id).await?;
    let group = group_of(visit, caller).await?;
    let others = visit.app.meetings(caller).await?;
    Ok(Opened { meeting, group, others })
}

/// Opens the meeting for a page that is there for one step only.
async fn opened_for(
    visit: &Visit,
    caller: &Caller,
    command: CommandName,
) -> Result<Opened, Trouble> {
    let opened = opened(visit, caller).await?;
    if !holds(&opened.meeting.mag, command) {
        return Err(Trouble::Forbidden);
    }
    if !opened.meeting.toegestaan.contains(&command) {
        return Err(AppError::Meeting(Refusal::WrongState).into());
    }
    Ok(opened)
}

/// Opens the meeting for a form that was sent: what was filled in is shown again, also when the meeting moved on meanwhile.
async fn opened_again(
    visit: &Visit,
    caller: &Caller,
    command: CommandName,
) -> Result<Opened, Trouble> {
    let opened = opened(visit, caller).await?;
    if holds(&opened.meeting.mag, command) { Ok(opened) } else { Err(Trouble::Forbidden) }
}

/// Returns whether these rights are those of a step.
fn holds(rights: &GroupRights, command: CommandName) -> bool {
    use CommandName as C;
    match command {
        C::OrderItems | C::TimeItem | C::Freeze | C::Hold | C::Attend | C::Adopt => rights.leiden,
        C::Move
        | C::OpenAgenda
        | C::AddItem
        | C::RemoveItem
        | C::Cancel
        | C::Advise
        | C::Conclude
        | C::AddAction => rights.plannen,
        C::DeclareConflict | C::ActionDone | C::Correct => rights.lezen,
    }
}

/// When a meeting begins, for what comes before what.
fn begins(line: &MeetingLine) -> (NaiveDate, NaiveTime) {
    (line.op, line.tijd.begin)
}

impl Opened {
    /// Returns the address of the meeting.
    fn address(&self) -> String {
        format!("{MEETINGS}/{}", self.meeting.id)
    }

    /// Returns the address of an item.
    fn item_address(&self, item: AgendaItemId) -> String {
        format!("{}/punten/{item}", self.address())
    }

    /// Returns whether a step fits where the meeting is, and the reader may take it.
    fn may(&self, command: CommandName) -> bool {
        self.meeting.toegestaan.contains(&command) && holds(&self.meeting.mag, command)
    }

    /// Returns what the meeting is called.
    fn title(&self, today: NaiveDate) -> String {
        let day = words::day(self.meeting.afspraak.op, today);
        format!("{}, {day}", self.group.werkgroep.naam.as_str())
    }

    /// Returns the way up to the meeting, for a page below it.
    fn crumbs(&self, today: NaiveDate) -> Vec<Kruimel> {
        vec![Kruimel::home(), Kruimel { naam: self.title(today), adres: self.address() }]
    }

    /// Returns the name of somebody who stands in the meeting.
    fn name(&self, account: AccountId) -> String {
        self.meeting.namen.get(&account).cloned().unwrap_or_default()
    }

    /// Returns the meetings after this one that go on, the first one first.
    fn later(&self) -> impl Iterator<Item = &MeetingLine> {
        let here = (self.meeting.afspraak.op, self.meeting.afspraak.tijd.begin);
        let goes_on = |line: &&MeetingLine| line.stand != StateName::Cancelled;
        self.others.iter().filter(goes_on).filter(move |line| begins(line) > here)
    }

    /// Returns an item that the reader sees.
    fn item(&self, id: AgendaItemId) -> Result<&ItemView, Trouble> {
        let mut items = self.meeting.punten.iter();
        items.find(|item| item.punt.id == id).ok_or(Trouble::NotFound)
    }

    /// Returns the meeting at the version that the form was made of.
    fn change(&self, visit: &Visit) -> Result<MeetingChange, Trouble> {
        Ok(MeetingChange { id: self.meeting.id, version: visit.version()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_there_for_who_may_take_it_now() {
        let mut held = voorbeeld::held();
        for name in CommandName::ALL {
            let fits = held.meeting.toegestaan.contains(name);
            assert_eq!(held.may(*name), fits, "{}", name.id());
        }
        held.meeting.mag.leiden = false;
        assert!(!held.may(CommandName::Attend) && held.may(CommandName::Advise));
        held.meeting.mag.plannen = false;
        assert!(!held.may(CommandName::Advise) && held.may(CommandName::Correct));
    }

    #[test]
    fn what_comes_later_leaves_out_what_is_cancelled() {
        let mut opened = voorbeeld::held();
        assert_eq!(opened.later().count(), 1);
        opened.others[1].stand = StateName::Cancelled;
        assert_eq!(opened.later().count(), 0);
    }
}
