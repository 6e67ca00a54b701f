//! A group of invented people, and a driver that gives commands to a meeting.

use crate::*;
use case::{Actor, OfficeRole, Text};
use chrono::{NaiveDate, NaiveTime};
use kernel::{
    AccountId, ActionId, AgendaItemId, CaseId, Id, MeetingId, Moment, PartyId, RoundId,
    WorkingGroupId,
};
use uuid::Uuid;

/// The chair, five other members, a deputy of the first of them, and somebody from outside.
pub(super) const CHAIR: u128 = 1;
pub(super) const LAWYER: u128 = 2;
pub(super) const PERMITS: u128 = 3;
pub(super) const ESTATE: u128 = 4;
pub(super) const FINANCE: u128 = 5;
pub(super) const DEPUTY: u128 = 12;
pub(super) const OUTSIDER: u128 = 99;

pub(super) const MEETING_DAY: &str = "2027-02-18";

pub(super) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn account(number: u128) -> AccountId {
    AccountId::from_uuid(uuid(number))
}

pub(super) fn item_id(number: u128) -> AgendaItemId {
    AgendaItemId::from_uuid(uuid(number))
}

pub(super) fn action_id(number: u128) -> ActionId {
    ActionId::from_uuid(uuid(number))
}

pub(super) fn meeting_id(number: u128) -> MeetingId {
    MeetingId::from_uuid(uuid(number))
}

pub(super) fn round_id() -> RoundId {
    RoundId::from_uuid(uuid(700))
}

pub(super) fn case_id(number: u128) -> CaseId {
    CaseId::from_uuid(uuid(number))
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

pub(super) fn clock(text: &str) -> NaiveTime {
    text.parse().expect("time")
}

pub(super) fn text(text: &str) -> Text {
    Text::try_from(text.to_owned()).expect("text")
}

pub(super) fn party() -> PartyId {
    "fixture-veenrand".parse().expect("party")
}

/// Noon in the Netherlands on a winter day.
pub(super) fn noon(on: NaiveDate) -> Moment {
    Moment::on_dutch_clock(on, clock("12:00:00"))
}

pub(super) fn actor(number: u128) -> Actor {
    Actor { account: account(number), rol: OfficeRole::Werkgroeplid, mens: true }
}

pub(super) fn program() -> Actor {
    Actor { account: account(CHAIR), rol: OfficeRole::Systeem, mens: false }
}

pub(super) fn slot() -> Slot {
    Slot {
        begin: clock("13:30:00"),
        minuten: 110,
        plaats: Some("kamer Turfgat".to_owned()),
        video: Some("https://video.example/veenrand".to_owned()),
    }
}

pub(super) fn member(number: u128, rol: GroupRole) -> Member {
    Member {
        account: account(number),
        partij: party(),
        rol,
        vervangt: None,
        zitting: Office { vanaf: day("2026-01-01"), tot_en_met: None },
        vog_p: Some(day("2026-01-01")),
    }
}

/// Five seats, of which three must be taken; one deputy, of the lawyer.
pub(super) fn group() -> WorkingGroup {
    let deputy =
        Member { vervangt: Some(account(LAWYER)), ..member(DEPUTY, GroupRole::PermitsLawyer) };
    WorkingGroup {
        id: WorkingGroupId::from_uuid(uuid(500)),
        naam: text("Bibob-werkgroep Veenrand"),
        partijen: [party()].into(),
        voorzitter: account(CHAIR),
        vice_voorzitter: Some(account(ESTATE)),
        leden: vec![
            member(CHAIR, GroupRole::Safety),
            member(LAWYER, GroupRole::PermitsLawyer),
            member(PERMITS, GroupRole::Permits),
            member(ESTATE, GroupRole::RealEstate),
            member(FINANCE, GroupRole::Finance),
            deputy,
        ],
        quorum: Quorum::MeerDanDeHelft,
        ritme: rhythm(),
        agenda: AgendaSettings::default(),
        herinneringen: ReminderSettings::default(),
    }
}

pub(super) fn rhythm() -> Rhythm {
    Rhythm {
        start: day("2027-01-07"),
        weken: Rhythm::WEEKS,
        afspraak: slot(),
        bij_feestdag: Dodge::Uitwijken { dagen: 4 },
    }
}

pub(super) fn file_subject(number: u128) -> Subject {
    Subject::Dossier { dossier: case_id(number) }
}

/// An item whose number is also that of its file.
pub(super) fn file_item(number: u128) -> AgendaItem {
    AgendaItem {
        id: item_id(number),
        onderwerp: file_subject(number),
        redenen: vec![Reason::Score { punten: 63 }],
        minuten: 25,
        vraag: Some(text("Wat doen we als het LBB niet op tijd adviseert?")),
        ingebracht_door: account(PERMITS),
    }
}

pub(super) fn other_item(number: u128, onderwerp: Subject) -> AgendaItem {
    AgendaItem { onderwerp, minuten: 10, ..file_item(number) }
}

/// Items that the samples put on every agenda: two files, and the actions at the end.
pub(super) const FIRST: u128 = 101;
pub(super) const SECOND: u128 = 102;
pub(super) const ACTIONS: u128 = 103;

pub(super) fn present(numbers: &[u128]) -> Vec<Present> {
    let seat = |number: u128| (number == DEPUTY).then(|| account(LAWYER));
    numbers.iter().map(|number| Present { lid: account(*number), voor: seat(*number) }).collect()
}

pub(super) fn hold(numbers: &[u128]) -> Hold {
    Hold { aanwezig: present(numbers), gasten: Vec::new() }
}

pub(super) fn ballots(votes: &[(u128, Vote)]) -> Method {
    let ballot = |(number, stem): &(u128, Vote)| Ballot { lid: account(*number), stem: *stem };
    Method::Stemming { stemmen: votes.iter().map(ballot).collect() }
}

pub(super) fn advise(item: u128, wijze: Method) -> Advise {
    Advise {
        punt: item_id(item),
        advies: AdviceKind::VoornemenWeigeren,
        redenen: text("De herkomst van het geld blijft onbekend."),
        wijze,
        afwijkend: Vec::new(),
    }
}

pub(super) fn conflict(number: u128, onderwerp: Subject) -> DeclareConflict {
    DeclareConflict { lid: account(number), onderwerp, reden: text("Woont naast de locatie.") }
}

/// A meeting with the group and the moment; each command is given by somebody, the chair unless said.
#[derive(Clone, Debug)]
pub(super) struct Drive {
    pub(super) meeting: Meeting,
    pub(super) group: WorkingGroup,
    pub(super) now: Moment,
    pub(super) effects: Vec<Effect>,
    /// The interests declared in other meetings.
    pub(super) standing: Vec<Conflict>,
}

impl Drive {
    /// A meeting on the day of the samples, planned on the first of February.
    pub(super) fn planned() -> Self {
        Self::planned_as(meeting_id(600), day(MEETING_DAY))
    }

    pub(super) fn planned_as(id: MeetingId, on: NaiveDate) -> Self {
        let (group, now) = (group(), noon(day("2027-02-01")));
        let at = Circumstances {
            now,
            actor: actor(CHAIR),
            group: &group,
            adopting: None,
            standing: &[],
        };
        let kind = MeetingKind::Gewoon { volgnummer: 1, bedoeld_op: Some(on) };
        let (meeting, invitation) = Meeting::plan(id, kind, on, slot(), &at).expect("planned");
        Self {
            meeting,
            group,
            now,
            effects: vec![Effect::Invite(invitation)],
            standing: Vec::new(),
        }
    }

    pub(super) fn open() -> Self {
        Self::planned().then(OpenAgenda {})
    }

    pub(super) fn filled() -> Self {
        let add = |punt| AddItem { punt, reden: None };
        Self::open()
            .then(add(file_item(FIRST)))
            .then(add(other_item(ACTIONS, Subject::Actielijst)))
            .then(add(file_item(SECOND)))
    }

    pub(super) fn frozen() -> Self {
        Self::filled().then(Freeze {})
    }

    /// A session with these people, on the day itself.
    pub(super) fn held(numbers: &[u128]) -> Self {
        Self::frozen().on(MEETING_DAY).then(hold(numbers))
    }

    /// The minutes of a session with four members, adopted six weeks later.
    pub(super) fn adopted() -> Self {
        let next = next_meeting(&[CHAIR, LAWYER, FINANCE]);
        Self::held(&[CHAIR, LAWYER, PERMITS, FINANCE]).on("2027-04-01").adopt(&next, &[])
    }

    pub(super) fn cancelled() -> Self {
        Self::filled().then(Cancel { reden: text("Er zijn te weinig leden.") })
    }

    pub(super) fn on(self, on: &str) -> Self {
        Self { now: noon(day(on)), ..self }
    }

    pub(super) fn try_by(
        &self,
        actor: Actor,
        command: impl Into<Command>,
        adopting: Option<&Meeting>,
    ) -> Result<Step, Refusal> {
        let at = Circumstances {
            now: self.now,
            actor,
            group: &self.group,
            adopting,
            standing: &self.standing,
        };
        self.meeting.clone().handle(command.into(), &at)
    }

    pub(super) fn by(self, number: u128, command: impl Into<Command>) -> Self {
        let step = self.try_by(actor(number), command, None).expect("accepted");
        self.after(step)
    }

    pub(super) fn then(self, command: impl Into<Command>) -> Self {
        self.by(CHAIR, command)
    }

    pub(super) fn adopt(self, next: &Meeting, accepted: &[usize]) -> Self {
        let step = self.try_by(actor(CHAIR), adopt(next, accepted), Some(next)).expect("adopted");
        self.after(step)
    }

    fn after(self, step: Step) -> Self {
        Self { meeting: step.meeting, effects: step.effects, ..self }
    }

    pub(super) fn refused_by(&self, number: u128, command: impl Into<Command>) -> Refusal {
        self.try_by(actor(number), command, None).expect_err("refused")
    }

    pub(super) fn refused(&self, command: impl Into<Command>) -> Refusal {
        self.refused_by(CHAIR, command)
    }

    pub(super) fn course(&self) -> &Course {
        self.meeting.course().expect("session")
    }

    pub(super) fn items(&self) -> Vec<AgendaItemId> {
        self.meeting.items().iter().map(|item| item.id).collect()
    }
}

pub(super) fn adopt(next: &Meeting, accepted: &[usize]) -> Adopt {
    Adopt { vergadering: next.head().id, overgenomen: accepted.iter().copied().collect() }
}

/// The meeting six weeks later, in session.
pub(super) fn next_meeting(numbers: &[u128]) -> Meeting {
    let next = Drive::planned_as(meeting_id(601), day("2027-04-01")).then(OpenAgenda {});
    let add = AddItem { punt: other_item(201, Subject::Actielijst), reden: None };
    next.then(add).then(Freeze {}).on("2027-04-01").then(hold(numbers)).meeting
}
