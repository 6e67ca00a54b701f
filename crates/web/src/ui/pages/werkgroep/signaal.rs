//! A signal: what it is about, what happened to it, and what the reader can do with it.

mod velden;

use app::meetings::{Forwarding, Refusal, Signal, SignalCommand, StateName};
use app::{AppError, Caller, GroupView, MeetingLine, ScheduleSignal, SignalChange, SignalView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AccountId, SignalId};
use serde::Serialize;

use self::velden::{CLOSED, CONDITIONS, FROZEN, GROUND, MEETING, MINUTES, OBTAINED};
use super::paneel::{Paneel, Panelen, Sent, field};
use super::signalen::{crumbs, ground, stand, title};
use super::{Back, GROUP, Kruimel, MEETINGS, SIGNALS, group_of, shown};
use crate::ui::answer::Answer;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PAGE: &str = "/werkgroep/signalen/{signaalId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PAGE, GROUP, show),
        post("/werkgroep/signalen/{signaalId}/agenda", GROUP, schedule).shown_on(PAGE),
        post("/werkgroep/signalen/{signaalId}/doorzending", GROUP, forward).shown_on(PAGE),
        post("/werkgroep/signalen/{signaalId}/afhandeling", GROUP, close).shown_on(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Signaal {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: &'static str,
    omschrijving: String,
    grondslag: String,
    ingebracht: String,
    vergadering: Option<Vergadering>,
    doorzendingen: Vec<Doorzending>,
    uitkomst: Option<Uitkomst>,
    panelen: Panelen,
}

#[derive(Debug, Serialize)]
struct Vergadering {
    adres: String,
    naam: String,
}

#[derive(Debug, Serialize)]
struct Doorzending {
    aan: String,
    grondslag: &'static str,
    wat: String,
    door: String,
    op: String,
}

#[derive(Debug, Serialize)]
struct Uitkomst {
    tekst: String,
    door: String,
    op: String,
}

impl View for Signaal {
    const TEMPLATE: &'static str = "pages/werkgroep/signaal";
}

/// What can be done on the page; each has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Schedule,
    Forward,
    Close,
}

/// A signal with what its page needs beside it.
struct Looked<'l> {
    signal: &'l SignalView,
    plans: bool,
    meetings: &'l [MeetingLine],
    /// The minutes that the group gives to such an item.
    minutes: u16,
    today: NaiveDate,
}

/// What is done with a signal.
enum Doing {
    Schedule(ScheduleSignal),
    Command(SignalCommand),
}

async fn signal_of(visit: &Visit, caller: &Caller) -> Result<(SignalView, GroupView), Trouble> {
    let signal = visit.app.group_signal(caller, visit.of_path("signaalId")?).await?;
    Ok((signal, group_of(visit, caller).await?))
}

/// Returns the signal for who leads or coordinates: who may not do it hears that before anything else.
async fn led(visit: &Visit, caller: &Caller) -> Result<SignalView, Trouble> {
    let (signal, group) = signal_of(visit, caller).await?;
    if group.mag.plannen { Ok(signal) } else { Err(Trouble::Forbidden) }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (signal, group) = signal_of(&visit, &caller).await?;
    render((&visit, &caller), (&signal, &group), None).await
}

async fn schedule(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let signal = led(&visit, &caller).await?;
    let doing = velden::scheduling(&visit.form).map(Doing::Schedule);
    take((&visit, &caller), signal.id, (Act::Schedule, doing)).await
}

async fn forward(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let signal = led(&visit, &caller).await?;
    let doing = velden::forwarding(&visit.form).map(Doing::Command);
    take((&visit, &caller), signal.id, (Act::Forward, doing)).await
}

async fn close(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let signal = led(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let outcome = visit.form.written(CLOSED, "Schrijf op wat eruit kwam.", &mut mistakes);
    let command = outcome.map(|uitkomst| SignalCommand::Afhandelen { uitkomst }).ok_or(mistakes);
    take((&visit, &caller), signal.id, (Act::Close, command.map(Doing::Command))).await
}

/// Does what is asked, or shows the page again with what was filled in.
async fn take(
    (visit, caller): (&Visit, &Caller),
    id: SignalId,
    (act, doing): (Act, Result<Doing, Mistakes>),
) -> Result<Answer, Trouble> {
    let change = SignalChange { id, version: visit.version()? };
    let done = match doing {
        Ok(Doing::Schedule(wanted)) => visit.app.schedule_signal(caller, change, &wanted).await,
        Ok(Doing::Command(command)) => visit.app.change_signal(caller, change, command).await,
        Err(mistakes) => return again((visit, caller), (act, Back::mistaken(mistakes))).await,
    };
    match done {
        Ok(_) => Ok(Answer::see(format!("{SIGNALS}/{id}")).saying(act.notice())),
        Err(error) => again((visit, caller), (act, back(error)?)).await,
    }
}

/// Names the field for what a use case says.
fn back(error: AppError) -> Result<Back, Trouble> {
    let refused = |refusal| match refusal {
        Refusal::KnownItem => MEETING,
        Refusal::ReasonMissing => FROZEN,
        Refusal::ItemTimeUnfit => MINUTES,
        Refusal::GroundUnfit | Refusal::SourceUnfit => GROUND,
        Refusal::TooOld | Refusal::DayToCome => OBTAINED,
        Refusal::ConditionsUnmet => CONDITIONS,
        _ => "",
    };
    Back::of(error, field, |refusal| refused(refusal).to_owned())
}

/// Shows the signal as it is now, with what was sent and why it was not taken.
async fn again((visit, caller): (&Visit, &Caller), back: (Act, Back)) -> Result<Answer, Trouble> {
    let (signal, group) = signal_of(visit, caller).await?;
    render((visit, caller), (&signal, &group), Some(back)).await
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    (signal, group): (&SignalView, &GroupView),
    back: Option<(Act, Back)>,
) -> Result<Answer, Trouble> {
    let meetings = visit.app.meetings(caller).await?;
    let looked = Looked {
        signal,
        plans: group.mag.plannen,
        meetings: &meetings,
        minutes: group.werkgroep.agenda.minuten_overig,
        today: visit.today(),
    };
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let sent = back.as_ref().map(|(act, back)| (*act, &back.mistakes));
    let view = looked.view(&visit.form, sent);
    shown(visit, status, &view.opschrift, &view)
}

impl Act {
    const ALL: [Self; 3] = [Self::Schedule, Self::Forward, Self::Close];

    /// Returns what the next page says.
    fn notice(self) -> Notice {
        match self {
            Self::Schedule => Notice::SignalListed,
            Self::Forward => Notice::SignalForwarded,
            Self::Close => Notice::SignalClosed,
        }
    }

    /// Returns whether the reader is offered this now.
    fn is_offered(self, looked: &Looked<'_>) -> bool {
        let is_closed = matches!(looked.signal.signaal, Signal::Afgehandeld { .. });
        looked.plans
            && !is_closed
            && (self != Self::Schedule || looked.open_meetings().next().is_some())
    }

    fn panel(self, looked: &Looked<'_>) -> Paneel {
        let page = format!("{SIGNALS}/{}", looked.signal.id);
        let place = (page.as_str(), looked.signal.versie);
        match self {
            Self::Schedule => Paneel::new("agenda", ("Op een agenda zetten", "Op de agenda zetten"), place)
                .saying("Haalt iemand het punt van die agenda, dan is het signaal weer vrij voor een andere vergadering.")
                .asking(velden::schedule_fields(looked.open_meetings(), looked.today)),
            Self::Forward => Paneel::new("doorzending", ("Doorzenden", "Doorzending vastleggen"), place)
                .saying("Is een ander bevoegd, dan gaat het signaal naar die ander, voor zover de wet het toelaat. Het programma verstuurt niets: u legt vast wat u doorzendt, aan wie en waarom. Dat blijft staan.")
                .asking(velden::forward_fields()),
            Self::Close => Paneel::new("afhandeling", ("Afhandelen", "Signaal afhandelen"), place)
                .saying("Daarna kan het signaal niet meer worden gewijzigd.")
                .asking(velden::close_fields()),
        }
    }
}

impl Looked<'_> {
    /// The meetings that still take an item before they are held, the first one first.
    fn open_meetings(&self) -> impl Iterator<Item = &MeetingLine> {
        let open = |line: &&MeetingLine| {
            matches!(line.stand, StateName::Planned | StateName::AgendaOpen | StateName::Frozen)
        };
        self.meetings.iter().filter(open)
    }

    fn name(&self, account: AccountId) -> String {
        self.signal.namen.get(&account).cloned().unwrap_or_default()
    }

    fn view(&self, form: &Form, sent: Option<(Act, &Mistakes)>) -> Signaal {
        let signal = &self.signal.signaal;
        let file = signal.file();
        let offered = Act::ALL.into_iter().filter(|act| act.is_offered(self));
        let offered: Vec<Paneel> = offered.map(|act| act.panel(self)).collect();
        let sent = sent.map(|(act, mistakes)| Sent { panel: act.panel(self), mistakes });
        let mut begins = Form::default();
        begins.set(MINUTES, self.minutes.to_string());
        let by = self.name(file.ingebracht_door);
        Signaal {
            kruimels: crumbs(),
            opschrift: title(signal),
            onder: stand(signal),
            omschrijving: file.omschrijving.as_str().to_owned(),
            grondslag: ground(file.grondslag),
            ingebracht: format!("{by}, {}", words::moment(file.ingebracht_op, self.today)),
            vergadering: self.meeting(),
            doorzendingen: self.forwardings(),
            uitkomst: self.outcome(),
            panelen: Panelen::of(offered, (form, &begins), sent),
        }
    }

    fn meeting(&self) -> Option<Vergadering> {
        let Signal::Geagendeerd { vergadering, .. } = &self.signal.signaal else { return None };
        let line = self.meetings.iter().find(|line| line.id == *vergadering)?;
        Some(Vergadering {
            adres: format!("{MEETINGS}/{vergadering}"),
            naam: format!("Vergadering van {}", words::full_day(line.op)),
        })
    }

    fn forwardings(&self) -> Vec<Doorzending> {
        let all = self.signal.signaal.file().doorzendingen.iter();
        let one = |entry: &Forwarding| Doorzending {
            aan: velden::recipient(&entry.aan),
            grondslag: velden::forwarding_ground(&entry.grondslag),
            wat: entry.wat.as_str().to_owned(),
            door: self.name(entry.door),
            op: words::moment(entry.op, self.today),
        };
        all.map(one).collect()
    }

    fn outcome(&self) -> Option<Uitkomst> {
        let Signal::Afgehandeld { uitkomst, door, op, .. } = &self.signal.signaal else {
            return None;
        };
        Some(Uitkomst {
            tekst: uitkomst.as_str().to_owned(),
            door: self.name(*door),
            op: words::moment(*op, self.today),
        })
    }
}

#[cfg(test)]
pub(super) mod tests;
