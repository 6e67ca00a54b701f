//! What each message and each step does in each state.

use super::{
    Accepted, Announced, Declined, InAssessment, InFile, Incoming, Lapsed, NotCompetent,
    Reassigned, Received, ReceiverCommand, Withdrawn,
};
use crate::actor::Actor;
use crate::ids::{MessageId, Organ};
use crate::message::{self, Assessed, Content, MessageKind, Pointer, Question, Topic, Verdict};
use crate::receiver::FileLink;
use crate::refusal::Refusal;
use crate::retention::{End, Retention, Tombstone};
use crate::step::{At, Counter, Heard, Messages, Step};
use crate::wording::Reason;
use kernel::{AccountId, Moment, Sha256Hex};

type Taken = Result<Step<Incoming>, Refusal>;

impl Incoming {
    /// Takes the first message about a tip that we do not know; usually the tip itself.
    pub fn begin(heard: Heard) -> Result<Self, Refusal> {
        let file = InFile {
            tip: heard.message.tip,
            sender: heard.message.source.oin(),
            organ: None,
            heard: Messages::default(),
            reassigned: None,
            counter: Counter::default(),
            question: None,
        };
        Self::from(Announced { file }).hear(heard)
    }

    /// Takes a message about this tip. The state follows from the set of messages, so their order does not matter: a withdrawal
    /// before the tip leaves a tip that was withdrawn.
    pub fn hear(mut self, heard: Heard) -> Result<Self, Refusal> {
        if !heard.message.content.kind().is_of_sender() {
            return Err(Refusal::NotForThisSide);
        }
        // A tombstone knows no numbers any more; what comes for it changes nothing.
        let Some(file) = self.file_mut() else { return Ok(self) };
        if heard.message.tip != file.tip || heard.message.source.oin() != file.sender {
            return Err(Refusal::OtherTip);
        }
        let organ = heard.message.organ.clone();
        let id = heard.message.id;
        file.heard.note(heard)?;
        if file.heard.last(|kind| kind == MessageKind::Offered).is_some_and(|last| last.id == id) {
            file.organ = Some(organ);
        }
        Ok(self.advanced())
    }

    /// Moves on to where the messages say that the tip is; never back, and never out of a verdict.
    fn advanced(self) -> Self {
        let mut file = match self {
            Self::Announced(state) => state.file,
            Self::Received(state) => state.file,
            Self::Withdrawn(state) => state.file,
            Self::InAssessment(state) if state.file.is_withdrawn() => state.file,
            other => return other,
        };
        let withdrawn = file.heard.last(|kind| kind == MessageKind::Withdrawn).map(|last| last.at);
        if let Some(at) = withdrawn {
            file.heard.forget();
            return Withdrawn { file, at }.into();
        }
        if file.received().is_some() { Received { file }.into() } else { Announced { file }.into() }
    }

    /// Takes a step of an officer, or clears what may go.
    pub fn handle(self, command: ReceiverCommand, at: At) -> Taken {
        use ReceiverCommand as C;
        match (self, command) {
            (Self::Received(state), C::TakeUp) => state.take_up(at),
            (Self::Received(state), C::Reassign { organ, reason }) => {
                let file = reassigned(state.file, organ, reason, at.by)?;
                Ok(Step::silent(Received { file }.into()))
            }
            (Self::InAssessment(state), C::Reassign { organ, reason }) => {
                let InAssessment { file, by, since } = *state;
                let file = reassigned(file, organ, reason, at.by)?;
                Ok(Step::silent(InAssessment { file, by, since }.into()))
            }
            (Self::InAssessment(state), C::Ask(topic)) => state.ask(topic, at),
            (Self::InAssessment(state), C::Accept { link, reason }) => {
                state.accept(link, reason, at)
            }
            (Self::Accepted(mut state), C::LinkFile { case }) if state.link == FileLink::ToOpen => {
                at.by.officer()?;
                state.link = FileLink::New { case };
                Ok(Step::silent(Self::Accepted(state)))
            }
            (Self::InAssessment(state), C::Decline(reason)) => state.decline(reason, at),
            (Self::InAssessment(state), C::DeclareNotCompetent { pointer, reason }) => {
                state.not_competent(pointer, reason, at)
            }
            (Self::Received(state), C::Lapse { retention, reason }) => {
                lapse(state.file, retention, reason, at)
            }
            (Self::InAssessment(state), C::Lapse { retention, reason }) => {
                lapse(state.file, retention, reason, at)
            }
            (state, C::Repeat(content)) => state.repeat(*content, at),
            (state, C::Clear { retention, messages, file_cleared }) => {
                state.clear(retention, messages, file_cleared, at.now)
            }
            _ => Err(Refusal::WrongState),
        }
    }

    /// Returns why an officer judged as it did; nobody else than the own body reads it.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Accepted(state) => Some(&state.reason),
            Self::Declined(state) => Some(&state.reason),
            Self::NotCompetent(state) => Some(&state.reason),
            Self::Lapsed(state) => Some(&state.reason),
            _ => None,
        }
    }

    /// Returns the file that an accepted tip is linked to.
    pub fn link(&self) -> Option<FileLink> {
        match self {
            Self::Accepted(state) => Some(state.link),
            _ => None,
        }
    }

    /// Returns the officer who looks at it.
    pub fn assessor(&self) -> Option<AccountId> {
        match self {
            Self::InAssessment(state) => Some(state.by),
            _ => None,
        }
    }

    /// Says again what the sender did not take. Nothing new is decided, so that the program may; what does not fit the state any
    /// more is not said again.
    fn repeat(mut self, content: Content, at: At) -> Taken {
        let judged = self.ended().is_some_and(|(end, ..)| end != End::Withdrawn);
        let fits = match content.kind() {
            MessageKind::Received | MessageKind::Question => matches!(self, Self::InAssessment(_)),
            MessageKind::Assessed | MessageKind::NotCompetent => judged,
            _ => false,
        };
        let file = self.file_mut().filter(|_| fits).ok_or(Refusal::WrongState)?;
        if content.kind() == MessageKind::Question {
            // An answer names the question by its message.
            file.question = Some(at.message);
        }
        let send = file.outbound(at, content);
        Ok(Step { state: self, send })
    }

    fn clear(
        self,
        retention: Retention,
        messages: Vec<(MessageId, Sha256Hex)>,
        file_cleared: bool,
        now: Moment,
    ) -> Taken {
        let (end, ended, officer) = self.ended().ok_or(Refusal::WrongState)?;
        let file = self.file().ok_or(Refusal::WrongState)?;
        let over = now.dutch_date() >= retention.clear_from(ended);
        // The content of an accepted tip follows its file (Wet Bibob art. 28 lid 2 onder m and 29: five years).
        let free = if end == End::Accepted { file_cleared } else { over };
        if !free {
            return Err(Refusal::RetentionRuns);
        }
        let (tip, partner) = (file.tip, file.sender);
        let tombstone = Tombstone { tip, partner, messages, end, ended, officer, cleared: now };
        Ok(Step::silent(Self::Cleared(Box::new(tombstone))))
    }

    /// Returns how and when it ended and which officer ended it; none as long as it goes on and after its content was cleared.
    pub fn ended(&self) -> Option<(End, Moment, Option<AccountId>)> {
        Some(match self {
            Self::Accepted(state) => (End::Accepted, state.at, Some(state.by)),
            Self::Declined(state) => (End::Declined, state.at, Some(state.by)),
            Self::NotCompetent(state) => (End::NotCompetent, state.at, Some(state.by)),
            Self::Lapsed(state) => (End::Lapsed, state.at, Some(state.by)),
            Self::Withdrawn(state) => (End::Withdrawn, state.at, None),
            Self::Announced(_) | Self::Received(_) | Self::InAssessment(_) | Self::Cleared(_) => {
                return None;
            }
        })
    }
}

impl Received {
    fn take_up(mut self, at: At) -> Taken {
        let by = at.by.officer()?;
        let send = self.file.outbound(at, Content::Received(message::Received {}));
        let state = InAssessment { file: self.file, by, since: at.now };
        Ok(Step { state: state.into(), send })
    }
}

impl InAssessment {
    fn ask(mut self: Box<Self>, topic: Topic, at: At) -> Taken {
        at.by.officer()?;
        self.file.question = Some(at.message);
        let send = self.file.outbound(at, Content::Question(Question { onderwerp: topic }));
        Ok(Step { state: Incoming::InAssessment(self), send })
    }

    fn accept(mut self: Box<Self>, link: FileLink, reason: Reason, at: At) -> Taken {
        let by = at.by.officer()?;
        let send = self.file.outbound(at, judged(Verdict::Accepted));
        let state = Accepted { file: self.file, link, by, at: at.now, reason };
        Ok(Step { state: state.into(), send })
    }

    fn decline(mut self: Box<Self>, reason: Reason, at: At) -> Taken {
        let by = at.by.officer()?;
        let send = self.file.outbound(at, judged(Verdict::Declined));
        let state = Declined { file: self.file, by, at: at.now, reason };
        Ok(Step { state: state.into(), send })
    }

    fn not_competent(
        mut self: Box<Self>,
        pointer: Option<Pointer>,
        reason: Reason,
        at: At,
    ) -> Taken {
        let by = at.by.officer()?;
        let content = message::NotCompetent { bevoegd_vermoedelijk: pointer.clone() };
        let send = self.file.outbound(at, Content::NotCompetent(content));
        let state = NotCompetent { file: self.file, pointer, by, at: at.now, reason };
        Ok(Step { state: state.into(), send })
    }
}

/// The sender hears the main line only; the reason stays here (Wet Bibob art. 28).
fn judged(verdict: Verdict) -> Content {
    Content::Assessed(Assessed { uitkomst: verdict })
}

/// An unassessed tip lapses by the choice of an officer, who says why; for the sender it is one that nothing is done with.
fn lapse(mut file: InFile, retention: Retention, reason: Reason, at: At) -> Taken {
    let by = at.by.officer()?;
    let due = file.received().map(|received| retention.choose_from(received));
    if due.is_none_or(|due| at.now.dutch_date() < due) {
        return Err(Refusal::TooEarly);
    }
    let send = file.outbound(at, judged(Verdict::Declined));
    Ok(Step { state: Lapsed { file, by, at: at.now, reason }.into(), send })
}

fn reassigned(
    mut file: InFile,
    organ: Organ,
    reason: Reason,
    by: Actor,
) -> Result<InFile, Refusal> {
    let by = by.officer()?;
    file.reassigned = Some(Reassigned { organ, by, reason });
    Ok(file)
}
