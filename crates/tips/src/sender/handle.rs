//! What each step does in each state.

use super::file::{DraftAnswer, Registered};
use super::{
    Assessed, Closed, Concept, Delivered, Feedback, GiveUpCause, OutFile, Outgoing, Released,
    SenderCommand, Undeliverable, Underway, Withdrawn,
};
use crate::ids::{MessageId, Oin, Organ, TipId};
use crate::message::{self, Answer, Content, MessageKind, Offer, Verdict, WithdrawalCode};
use crate::refusal::Refusal;
use crate::retention::{End, Retention, Tombstone};
use crate::route::{Proof, Route};
use crate::step::{At, Counter, Heard, Messages, Step};
use crate::wording::Reason;
use chrono::NaiveDate;
use kernel::{AccountId, Moment, Sha256Hex};

/// How often a tip can go to another body after one that was not competent.
const MOST_HOPS: usize = 2;

type Taken = Result<Step<Outgoing>, Refusal>;

/// What a new tip is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTip {
    /// Its id.
    pub tip: TipId,
    /// The body that gets it.
    pub receiver: Oin,
    /// The organ that gets it.
    pub organ: Organ,
    /// How it travels.
    pub route: Route,
    /// What it says.
    pub offer: Offer,
}

impl Outgoing {
    /// Writes a tip. The caller checks it with [`message::check_offer`] against the register first.
    pub fn write(new: NewTip, at: At) -> Result<Self, Refusal> {
        let file = OutFile {
            tip: new.tip,
            receiver: new.receiver,
            organ: new.organ,
            route: new.route,
            offer: new.offer,
            writer: at.by.officer()?,
            written: at.now,
            counter: Counter::default(),
            last_offer: None,
            departed: false,
            carried: false,
            proof: None,
            heard: Messages::default(),
            registered: None,
            draft_answer: None,
            earlier: Vec::new(),
        };
        Ok(Concept { file }.into())
    }

    /// Takes a step.
    pub fn handle(self, command: SenderCommand, at: At) -> Taken {
        use SenderCommand as C;
        match (self, command) {
            (Self::Concept(state), C::Rewrite(offer)) => state.rewrite(*offer, at),
            (Self::Concept(state), C::Release) => state.release(at),
            (Self::Released(state), C::Depart) => state.depart(at),
            // Said again under another message, it leaves a second time.
            (Self::Underway(state), C::Depart) if state.file.route.is_automatic() => {
                Ok(Step::silent(Self::Underway(state)))
            }
            (Self::Undeliverable(state), C::SendAgain) => state.again(None, at),
            (Self::Undeliverable(state), C::Reroute(route)) => state.again(Some(route), at),
            (Self::Underway(state), C::GiveUp(cause)) => Ok(given_up(state.file, cause, at)),
            // Of a letter nobody can say before it was posted that it did not arrive.
            (Self::Released(state), C::GiveUp(cause)) if state.file.route.is_automatic() => {
                Ok(given_up(state.file, cause, at))
            }
            (Self::Assessed(state), C::Redirect { receiver, organ, route }) => {
                state.redirect(receiver, organ, route, at)
            }
            (Self::Assessed(state), C::Close(reason)) => {
                closed(state.file, Some(state.verdict), reason, at)
            }
            // Who got a letter may never say what it does with it.
            (Self::Delivered(state), C::Close(reason)) if !state.file.route.is_automatic() => {
                closed(state.file, None, reason, at)
            }
            (state, C::RegisterVerdict { verdict, day }) => state.register(verdict, day, at),
            (state, C::Clear { retention, messages }) => state.clear(retention, messages, at.now),
            (state, C::Hear(heard)) => state.hear(*heard),
            (state, C::Deliver(proof)) => state.deliver(proof),
            (state, C::Repeat(content)) => state.repeat(*content, at),
            (state, C::Withdraw { code, reason }) => state.withdraw(code, reason, at),
            (state, C::WriteAnswer(answer)) => state.write_answer(*answer, at),
            (state, C::ReleaseAnswer) => state.release_answer(at),
            _ => Err(Refusal::WrongState),
        }
    }

    /// Returns what the receiver let us know; none before it judged.
    pub fn feedback(&self) -> Option<&Feedback> {
        match self {
            Self::Assessed(state) => Some(&state.verdict),
            Self::Closed(state) => state.verdict.as_ref(),
            _ => None,
        }
    }

    /// Returns who released it and when, as long as it waits to leave.
    pub fn released(&self) -> Option<(AccountId, Moment)> {
        match self {
            Self::Released(state) => Some((state.releaser, state.at)),
            _ => None,
        }
    }

    /// Returns why it could not be delivered.
    pub fn give_up_cause(&self) -> Option<GiveUpCause> {
        match self {
            Self::Undeliverable(state) => Some(state.cause),
            _ => None,
        }
    }

    /// Returns when an officer ended it; none as long as it goes on and after its content was cleared.
    pub fn ended(&self) -> Option<Moment> {
        match self {
            Self::Closed(state) => Some(state.at),
            Self::Withdrawn(state) => Some(state.at),
            _ => None,
        }
    }

    /// Moves on to where the proof and the messages say that the tip is; never back.
    fn advanced(self) -> Self {
        let file = match self {
            Self::Released(state) if state.file.proof.is_some() => state.file,
            Self::Underway(state) if state.file.proof.is_some() => state.file,
            Self::Undeliverable(state) if state.file.proof.is_some() => state.file,
            Self::Delivered(state) => state.file,
            Self::Assessed(state) => state.file,
            other => return other,
        };
        match verdict(&file) {
            Some(verdict) => Assessed { file, verdict }.into(),
            None => Delivered { file }.into(),
        }
    }

    fn hear(mut self, heard: Heard) -> Taken {
        // A tombstone knows no numbers any more; what comes for it changes nothing.
        let Some(file) = self.file_mut() else { return Ok(Step::silent(self)) };
        let message = &heard.message;
        if message.content.kind().is_of_sender() {
            return Err(Refusal::NotForThisSide);
        }
        if message.tip != file.tip || message.source.oin() != file.receiver {
            return Err(Refusal::OtherTip);
        }
        if !file.departed {
            return Err(Refusal::WrongState);
        }
        file.heard.note(heard)?;
        // The receiver could not write about a tip that it does not have.
        file.proof.get_or_insert(Proof::Heard);
        Ok(Step::silent(self.advanced()))
    }

    fn deliver(mut self, proof: Proof) -> Taken {
        let Some(file) = self.file_mut() else { return Ok(Step::silent(self)) };
        if !file.departed {
            return Err(Refusal::WrongState);
        }
        proof.fits(file.route)?;
        // The first proof stays, but for the indirect one.
        if file.proof.as_ref().is_none_or(|known| *known == Proof::Heard) {
            file.proof = Some(proof);
        }
        Ok(Step::silent(self.advanced()))
    }

    /// Says again what the other body did not take. Nothing new is decided, so that the program may; what does not fit the state
    /// any more is not said again.
    fn repeat(mut self, content: Content, at: At) -> Taken {
        let fits = match content.kind() {
            MessageKind::Offered => matches!(self, Self::Underway(_)),
            MessageKind::Answer => matches!(self, Self::Delivered(_)),
            MessageKind::Withdrawn => matches!(self, Self::Withdrawn(_)),
            _ => false,
        };
        let file = self.file_mut().filter(|file| fits && file.departed);
        let file = file.ok_or(Refusal::WrongState)?;
        if content.kind() == MessageKind::Offered {
            file.last_offer = Some(at.message);
        }
        let send = file.outbound(at, content);
        Ok(Step { state: self, send: Some(send) })
    }

    /// Who gets a letter answers by letter or by telephone. A verdict that was registered wrongly is registered again.
    fn register(mut self, verdict: Feedback, day: NaiveDate, at: At) -> Taken {
        let by = at.by.officer()?;
        let fits = matches!(self, Self::Underway(_) | Self::Delivered(_) | Self::Assessed(_));
        let file = self.file_mut().filter(|file| fits && !file.route.is_automatic());
        let file = file.ok_or(Refusal::WrongState)?;
        file.registered = Some(Registered { verdict, day, by });
        // The receiver could not judge a tip that it does not have.
        file.proof.get_or_insert(Proof::Heard);
        Ok(Step::silent(self.advanced()))
    }

    fn withdraw(self, code: WithdrawalCode, reason: Reason, at: At) -> Taken {
        let by = at.by.officer()?;
        let mut file = match self {
            Self::Concept(state) => state.file,
            Self::Released(state) => state.file,
            Self::Underway(state) => state.file,
            Self::Delivered(state) => state.file,
            Self::Undeliverable(state) => state.file,
            Self::Assessed(_) | Self::Closed(_) | Self::Withdrawn(_) | Self::Cleared(_) => {
                return Err(Refusal::WrongState);
            }
        };
        let content = Content::Withdrawn(message::Withdrawn { reden: code });
        // Nobody hears of a tip that never left.
        let send = file.departed.then(|| file.outbound(at, content));
        let state = Withdrawn { file, code, by, at: at.now, reason };
        Ok(Step { state: state.into(), send })
    }

    fn write_answer(mut self, answer: Answer, at: At) -> Taken {
        let writer = at.by.officer()?;
        let delivered = matches!(self, Self::Delivered(_));
        let file = self.file_mut().filter(|_| delivered).ok_or(Refusal::WrongState)?;
        let question = file.heard.last(|kind| kind == MessageKind::Question);
        if question.is_none_or(|question| question.id != answer.vraag) {
            return Err(Refusal::NoQuestion);
        }
        file.draft_answer = Some(DraftAnswer { answer, writer });
        Ok(Step::silent(self))
    }

    fn release_answer(mut self, at: At) -> Taken {
        let by = at.by.officer()?;
        let delivered = matches!(self, Self::Delivered(_));
        let file = self.file_mut().filter(|_| delivered).ok_or(Refusal::WrongState)?;
        let draft = file.draft_answer.take().ok_or(Refusal::NothingToRelease)?;
        if draft.writer == by {
            return Err(Refusal::SameOfficial);
        }
        let send = file.outbound(at, Content::Answer(Box::new(draft.answer)));
        Ok(Step { state: self, send: Some(send) })
    }

    /// Only what an officer ended is cleared; what could not be delivered waits for a choice.
    fn clear(
        self,
        retention: Retention,
        messages: Vec<(MessageId, Sha256Hex)>,
        now: Moment,
    ) -> Taken {
        let (file, end, ended, officer) = match &self {
            Self::Closed(state) => (&state.file, end(state.verdict.as_ref()), state.at, state.by),
            Self::Withdrawn(state) => (&state.file, End::Withdrawn, state.at, state.by),
            _ => return Err(Refusal::WrongState),
        };
        if now.dutch_date() < retention.clear_from(ended) {
            return Err(Refusal::RetentionRuns);
        }
        let (tip, partner, officer) = (file.tip, file.receiver, Some(officer));
        let tombstone = Tombstone { tip, partner, messages, end, ended, officer, cleared: now };
        Ok(Step::silent(Self::Cleared(Box::new(tombstone))))
    }
}

fn given_up(file: OutFile, cause: GiveUpCause, at: At) -> Step<Outgoing> {
    Step::silent(Undeliverable { file, cause, at: at.now }.into())
}

/// Returns the verdict of the receiver: the newest that came as a message, else what an officer registered.
fn verdict(file: &OutFile) -> Option<Feedback> {
    let registered = file.registered.as_ref().map(|registered| registered.verdict.clone());
    heard_verdict(&file.heard).or(registered)
}

fn heard_verdict(heard: &Messages) -> Option<Feedback> {
    let is_verdict = |kind| matches!(kind, MessageKind::Assessed | MessageKind::NotCompetent);
    match heard.last(is_verdict)?.content.as_ref()? {
        Content::Assessed(assessed) => Some(Feedback::Judged { verdict: assessed.uitkomst }),
        Content::NotCompetent(content) => {
            Some(Feedback::NotCompetent { pointer: content.bevoegd_vermoedelijk.clone() })
        }
        _ => None,
    }
}

impl Concept {
    fn rewrite(mut self: Box<Self>, offer: Offer, at: At) -> Taken {
        self.file.writer = at.by.officer()?;
        self.file.written = at.now;
        // What it follows on is a fact about the tip, not a text of its writer.
        let vervolg_op = self.file.offer.vervolg_op;
        self.file.offer = Offer { vervolg_op, ..offer };
        Ok(Step::silent(Outgoing::Concept(self)))
    }

    fn release(mut self: Box<Self>, at: At) -> Taken {
        let releaser = at.by.officer()?;
        if releaser == self.file.writer {
            return Err(Refusal::SameOfficial);
        }
        let send = self.file.offered(at);
        let state = Released { file: self.file, releaser, at: at.now };
        Ok(Step { state: state.into(), send: Some(send) })
    }
}

impl Released {
    fn depart(mut self: Box<Self>, at: At) -> Taken {
        if !self.file.route.is_automatic() {
            at.by.officer()?;
        }
        self.file.departed = true;
        self.file.carried |= self.file.route.is_automatic();
        Ok(Step::silent(Underway { file: self.file, since: at.now }.into()))
    }
}

impl Undeliverable {
    fn again(mut self: Box<Self>, route: Option<Route>, at: At) -> Taken {
        let releaser = at.by.officer()?;
        self.file.route = route.unwrap_or(self.file.route);
        let send = self.file.offered(at);
        let state = Released { file: self.file, releaser, at: at.now };
        Ok(Step { state: state.into(), send: Some(send) })
    }
}

impl Assessed {
    /// The sender decides to offer the tip to the body that is competent (Awb art. 2:3 asks the receiver to name it; Wet Bibob
    /// art. 28 does not let the receiver pass it on by itself). A second person releases it again.
    fn redirect(mut self: Box<Self>, receiver: Oin, organ: Organ, route: Route, at: At) -> Taken {
        let writer = at.by.officer()?;
        if !matches!(self.verdict, Feedback::NotCompetent { .. }) {
            return Err(Refusal::StillCompetent);
        }
        let file = &mut self.file;
        if file.receiver == receiver || file.earlier.contains(&receiver) {
            return Err(Refusal::TriedBefore);
        }
        if file.earlier.len() >= MOST_HOPS {
            return Err(Refusal::TooManyHops);
        }
        file.earlier.push(file.receiver);
        file.offer.vervolg_op = file.last_offer;
        (file.receiver, file.organ, file.route) = (receiver, organ, route);
        (file.writer, file.written) = (writer, at.now);
        (file.departed, file.carried) = (false, false);
        (file.proof, file.draft_answer, file.registered) = (None, None, None);
        file.heard = Messages::default();
        Ok(Step::silent(Concept { file: self.file }.into()))
    }
}

fn closed(file: OutFile, verdict: Option<Feedback>, reason: Reason, at: At) -> Taken {
    let by = at.by.officer()?;
    Ok(Step::silent(Closed { file, verdict, by, at: at.now, reason }.into()))
}

/// Returns how the other body judged, for a tombstone.
fn end(verdict: Option<&Feedback>) -> End {
    match verdict {
        Some(Feedback::Judged { verdict: Verdict::Accepted }) => End::Accepted,
        Some(Feedback::Judged { verdict: Verdict::Declined }) => End::Declined,
        Some(Feedback::NotCompetent { .. }) => End::NotCompetent,
        None => End::Unanswered,
    }
}
