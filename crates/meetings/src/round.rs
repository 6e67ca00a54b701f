//! A written round: a question to the members between two meetings, for a file that cannot wait.
//!
//! Own proposal (reference letters.md, L24). The same rules hold as in a meeting: one reply for each seat, nobody with an
//! interest of their own, a quorum of replies and a majority; without them there is no advice.

use crate::advice::{Advice, AdviceKind, Ballot, Dissent, Method, Tally, Vote};
use crate::group::{Seat, WorkingGroup};
use crate::meeting::Effect;
use crate::refusal::{Refusal, ensure};
use crate::subject::Conflict;
use case::{Actor, Text};
use chrono::{NaiveDate, TimeDelta};
use kernel::{AccountId, CaseId, Moment, RoundId, WorkingGroupId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The longest time to reply, in days.
const LONGEST: TimeDelta = TimeDelta::days(60);

/// Een schriftelijke ronde in haar stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case")]
#[schemars(rename = "SchriftelijkeRonde")]
pub enum Round {
    /// De leden antwoorden.
    Open(Box<OpenRound>),
    /// De ronde is gesloten.
    Gesloten(Box<ClosedRound>),
    /// De ronde is ingetrokken.
    Ingetrokken(Box<WithdrawnRound>),
}

/// Wat aan de leden wordt gevraagd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Rondevraag")]
pub struct RoundQuestion {
    /// Het dossier.
    pub dossier: CaseId,
    /// De vraag.
    pub vraag: Text,
    /// Het advies dat wordt voorgelegd.
    pub voorstel: AdviceKind,
    /// De redenen ervoor.
    pub redenen: Text,
    /// De laatste dag om te antwoorden; die telt mee.
    pub sluit_op: NaiveDate,
}

/// Een ronde die loopt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LopendeRonde")]
pub struct OpenRound {
    id: RoundId,
    werkgroep: WorkingGroupId,
    vraag: RoundQuestion,
    gesteld_op: Moment,
    gesteld_door: AccountId,
    plaatsen: Vec<Seat>,
    nodig: usize,
    belangen: Vec<RoundConflict>,
    antwoorden: Vec<Reply>,
    /// Antwoorden van wie daarna een belang bleek te hebben (Awb art. 2:4); zij tellen niet mee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vervallen: Vec<Reply>,
}

/// Een antwoord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Rondeantwoord")]
pub struct Reply {
    /// Wie antwoordt: het lid, of wie het vervangt.
    pub lid: AccountId,
    /// De plaats waarvoor.
    pub plaats: AccountId,
    /// De stem.
    pub stem: Vote,
    /// Wat erbij is gezegd; bij een stem tegen of een onthouding is het een afwijkend standpunt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<Text>,
    /// Wanneer.
    pub op: Moment,
}

/// Een gemeld belang (Awb art. 2:4): dit lid ziet de ronde niet en antwoordt niet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Rondebelang")]
pub struct RoundConflict {
    /// Het lid.
    pub lid: AccountId,
    /// Het belang, in één zin.
    pub reden: Text,
    /// Wanneer.
    pub op: Moment,
}

/// Een gesloten ronde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GeslotenRonde")]
pub struct ClosedRound {
    ronde: OpenRound,
    gesloten_op: Moment,
    uitkomst: RoundOutcome,
}

/// Een ingetrokken ronde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "IngetrokkenRonde")]
pub struct WithdrawnRound {
    ronde: OpenRound,
    ingetrokken_op: Moment,
    reden: Text,
}

/// De uitkomst van een ronde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Rondeuitkomst")]
pub enum RoundOutcome {
    /// Er is een advies.
    Advies {
        /// Het advies.
        advies: Advice,
    },
    /// Er is geen advies.
    GeenAdvies {
        /// Waarom niet.
        reden: NoAdvice,
    },
}

/// Waarom een ronde geen advies gaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "GeenAdviesReden")]
pub enum NoAdvice {
    /// Te weinig leden antwoordden.
    GeenQuorum,
    /// Er waren evenveel stemmen voor als tegen.
    StemmenStaken,
    /// De meerderheid was tegen.
    Verworpen,
}

/// Een opdracht aan een schriftelijke ronde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "naam",
    content = "inhoud",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "Rondeopdracht")]
pub enum RoundCommand {
    /// Antwoordt voor een plaats.
    Antwoorden {
        /// Het lid van wie de plaats is.
        plaats: AccountId,
        /// De stem.
        stem: Vote,
        /// Wat erbij is gezegd.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        toelichting: Option<Text>,
    },
    /// Meldt een eigen belang (Awb art. 2:4).
    BelangMelden {
        /// Het belang, in één zin.
        reden: Text,
    },
    /// Sluit de ronde.
    Sluiten,
    /// Trekt de ronde in.
    Intrekken {
        /// Waarom.
        reden: Text,
    },
}

impl Round {
    /// Opens a round: the seats and the quorum are those of today, and the interests in the file that were declared elsewhere
    /// hold here too.
    ///
    /// # Errors
    /// When no human asks, or the last day is not after today and within sixty days.
    pub fn open(
        id: RoundId,
        question: RoundQuestion,
        group: &WorkingGroup,
        standing: &[Conflict],
        now: Moment,
        actor: Actor,
    ) -> Result<Self, Refusal> {
        ensure(actor.is_human(), Refusal::HumanOnly)?;
        let today = now.dutch_date();
        let fits = question.sluit_op > today && question.sluit_op - today <= LONGEST;
        ensure(fits, Refusal::RoundTermUnfit)?;
        let seats = group.seats(today);
        let belangen: Vec<RoundConflict> = interests_in(standing, question.dossier).collect();
        let asks = belangen.iter().all(|conflict| conflict.lid != actor.account);
        ensure(asks, Refusal::NotEntitled)?;
        Ok(Self::Open(Box::new(OpenRound {
            id,
            werkgroep: group.id,
            vraag: question,
            gesteld_op: now,
            gesteld_door: actor.account,
            nodig: group.quorum.needed(seats.len()),
            plaatsen: seats,
            belangen,
            antwoorden: Vec::new(),
            vervallen: Vec::new(),
        })))
    }

    /// Returns the name of the state.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Gesloten(_) => "gesloten",
            Self::Ingetrokken(_) => "ingetrokken",
        }
    }

    /// Returns the round as it was asked and answered, in any state.
    pub fn asked(&self) -> &OpenRound {
        match self {
            Self::Open(round) => round,
            Self::Gesloten(closed) => &closed.ronde,
            Self::Ingetrokken(withdrawn) => &withdrawn.ronde,
        }
    }

    /// Returns what a closed round came to.
    pub fn outcome(&self) -> Option<&RoundOutcome> {
        match self {
            Self::Gesloten(closed) => Some(&closed.uitkomst),
            _ => None,
        }
    }

    /// Returns the round for who is not on the file: that it was asked, who answered and how it ended, and in the place of every
    /// text about the file the words given (Wet Bibob art. 28).
    #[must_use]
    pub fn without_content(mut self, instead: &Text) -> Self {
        match &mut self {
            Self::Open(round) => round.hide(instead),
            Self::Gesloten(closed) => {
                closed.ronde.hide(instead);
                if let RoundOutcome::Advies { advies } = &mut closed.uitkomst {
                    advies.redenen.clone_from(instead);
                    advies.afwijkend.clear();
                }
            }
            Self::Ingetrokken(withdrawn) => {
                withdrawn.ronde.hide(instead);
                withdrawn.reden.clone_from(instead);
            }
        }
        self
    }

    /// Returns when the round was closed or withdrawn; none while it runs.
    pub fn ended_at(&self) -> Option<Moment> {
        match self {
            Self::Open(_) => None,
            Self::Gesloten(closed) => Some(closed.gesloten_op),
            Self::Ingetrokken(withdrawn) => Some(withdrawn.ingetrokken_op),
        }
    }

    /// Returns why the round was withdrawn.
    pub fn withdrawn_because(&self) -> Option<&Text> {
        match self {
            Self::Ingetrokken(withdrawn) => Some(&withdrawn.reden),
            _ => None,
        }
    }

    /// Returns whether an account may see the round: nobody does with an interest of their own (Awb art. 2:4).
    pub fn is_for(&self, account: AccountId) -> bool {
        !self.asked().belangen.iter().any(|conflict| conflict.lid == account)
    }

    /// Returns the round with the interests that were declared elsewhere after it was opened: a reply of who has one counts no
    /// more, and nobody waits for it (Awb art. 2:4). What has ended stays as it is.
    #[must_use]
    pub fn carried_over(self, standing: &[Conflict]) -> Self {
        match self {
            Self::Open(round) => Self::Open(Box::new(round.carried_over(standing))),
            ended => ended,
        }
    }

    /// Returns the round without the interest of a member in a file, because it was taken off the record there. What has ended stays
    /// as it is.
    #[must_use]
    pub fn lifted(mut self, account: AccountId, file: CaseId) -> Self {
        if let Self::Open(round) = &mut self
            && round.vraag.dossier == file
        {
            round.belangen.retain(|conflict| conflict.lid != account);
        }
        self
    }

    /// Carries out a command, after the interests from elsewhere.
    ///
    /// # Errors
    /// A refusal with a stable code; the caller keeps the round as it was.
    pub fn handle(
        self,
        command: RoundCommand,
        standing: &[Conflict],
        now: Moment,
        actor: Actor,
    ) -> Result<(Self, Vec<Effect>), Refusal> {
        let Self::Open(round) = self.carried_over(standing) else {
            return Err(Refusal::WrongState);
        };
        ensure(actor.is_human(), Refusal::HumanOnly)?;
        match command {
            RoundCommand::Antwoorden { plaats, stem, toelichting } => {
                let reply = Reply { lid: actor.account, plaats, stem, toelichting, op: now };
                Ok((Self::Open(Box::new(round.reply(reply)?)), Vec::new()))
            }
            RoundCommand::BelangMelden { reden } => {
                let conflict = RoundConflict { lid: actor.account, reden, op: now };
                Ok((Self::Open(Box::new(round.conflict(conflict)?)), Vec::new()))
            }
            RoundCommand::Sluiten => {
                ensure(!round.has_conflict(actor.account), Refusal::NotEntitled)?;
                round.close(now)
            }
            RoundCommand::Intrekken { reden } => {
                ensure(!round.has_conflict(actor.account), Refusal::NotEntitled)?;
                let withdrawn = WithdrawnRound { ronde: *round, ingetrokken_op: now, reden };
                Ok((Self::Ingetrokken(Box::new(withdrawn)), Vec::new()))
            }
        }
    }
}

/// Returns the interests in a file among those declared elsewhere.
fn interests_in(standing: &[Conflict], file: CaseId) -> impl Iterator<Item = RoundConflict> {
    let here = standing.iter().filter(move |other| other.onderwerp.file() == Some(file));
    here.map(|other| RoundConflict {
        lid: other.lid,
        reden: other.reden.clone(),
        op: other.gemeld_op,
    })
}

impl OpenRound {
    /// Returns the id.
    pub fn id(&self) -> RoundId {
        self.id
    }

    /// Returns the group.
    pub fn group(&self) -> WorkingGroupId {
        self.werkgroep
    }

    /// Returns what was asked.
    pub fn question(&self) -> &RoundQuestion {
        &self.vraag
    }

    /// Returns who asked, and when.
    pub fn asked_by(&self) -> (AccountId, Moment) {
        (self.gesteld_door, self.gesteld_op)
    }

    /// Returns how many replies there must be.
    pub fn needed(&self) -> usize {
        self.nodig
    }

    /// Returns the replies, in order of time.
    pub fn replies(&self) -> &[Reply] {
        &self.antwoorden
    }

    /// Returns the interests that were declared.
    pub fn conflicts(&self) -> &[RoundConflict] {
        &self.belangen
    }

    /// Returns the seats of the group on the day the round was opened.
    pub fn seats(&self) -> &[Seat] {
        &self.plaatsen
    }

    /// Returns the seats for which an account may reply on this day: one person takes one seat, until the last day.
    pub fn seats_for(&self, account: AccountId, today: NaiveDate) -> Vec<AccountId> {
        if today > self.vraag.sluit_op || self.has_replied(account) {
            return Vec::new();
        }
        let waiting = self.waiting().into_iter();
        waiting.filter(|(_, who)| who.contains(&account)).map(|(seat, _)| seat).collect()
    }

    /// Returns whether an account may declare an interest of its own: it is asked, and did not reply.
    pub fn may_declare(&self, account: AccountId) -> bool {
        self.is_asked(account) && !self.has_conflict(account) && !self.has_replied(account)
    }

    /// Returns whether the round can be closed on this day: everybody who may replied, or the last day is over.
    pub fn may_close(&self, today: NaiveDate) -> bool {
        today > self.vraag.sluit_op || self.waiting().is_empty()
    }

    /// Returns the seats for which nobody replied yet and somebody still may, each with who that is.
    pub fn waiting(&self) -> Vec<(AccountId, Vec<AccountId>)> {
        let open = self.plaatsen.iter().filter(|seat| !self.has_reply(seat.lid));
        open.map(|seat| (seat.lid, self.free(seat))).filter(|(_, who)| !who.is_empty()).collect()
    }

    fn hide(&mut self, instead: &Text) {
        self.vraag.vraag.clone_from(instead);
        self.vraag.redenen.clone_from(instead);
        for reply in &mut self.antwoorden {
            reply.toelichting = None;
        }
        for conflict in &mut self.belangen {
            conflict.reden.clone_from(instead);
        }
    }

    fn has_reply(&self, seat: AccountId) -> bool {
        self.antwoorden.iter().any(|reply| reply.plaats == seat)
    }

    fn has_replied(&self, account: AccountId) -> bool {
        self.antwoorden.iter().any(|reply| reply.lid == account)
    }

    fn is_asked(&self, account: AccountId) -> bool {
        self.plaatsen.iter().any(|seat| seat.can_be_taken_by(account))
    }

    fn has_conflict(&self, account: AccountId) -> bool {
        self.belangen.iter().any(|conflict| conflict.lid == account)
    }

    fn free(&self, seat: &Seat) -> Vec<AccountId> {
        let who = std::iter::once(seat.lid).chain(seat.vervangers.iter().copied());
        who.filter(|account| !self.has_conflict(*account)).collect()
    }

    fn carried_over(mut self, standing: &[Conflict]) -> Self {
        for conflict in interests_in(standing, self.vraag.dossier) {
            if self.has_conflict(conflict.lid) {
                continue;
            }
            let (gone, counts): (Vec<Reply>, Vec<Reply>) =
                self.antwoorden.into_iter().partition(|reply| reply.lid == conflict.lid);
            self.antwoorden = counts;
            self.vervallen.extend(gone);
            self.belangen.push(conflict);
        }
        self
    }

    fn reply(mut self, reply: Reply) -> Result<Self, Refusal> {
        ensure(reply.op.dutch_date() <= self.vraag.sluit_op, Refusal::RoundOver)?;
        let seat = self.plaatsen.iter().find(|seat| seat.lid == reply.plaats);
        let seat = seat.ok_or(Refusal::NotAMember)?;
        ensure(seat.can_be_taken_by(reply.lid), Refusal::NotADeputy)?;
        ensure(!self.has_conflict(reply.lid), Refusal::NotEntitled)?;
        // One person takes one seat, as in a meeting.
        let before = self.has_reply(reply.plaats) || self.has_replied(reply.lid);
        ensure(!before, Refusal::RepliedAlready)?;
        self.antwoorden.push(reply);
        Ok(self)
    }

    fn conflict(mut self, conflict: RoundConflict) -> Result<Self, Refusal> {
        ensure(self.is_asked(conflict.lid), Refusal::NotAMember)?;
        ensure(!self.has_conflict(conflict.lid), Refusal::ConflictKnown)?;
        ensure(!self.has_replied(conflict.lid), Refusal::ConflictLate)?;
        self.belangen.push(conflict);
        Ok(self)
    }

    fn close(self, now: Moment) -> Result<(Round, Vec<Effect>), Refusal> {
        ensure(self.may_close(now.dutch_date()), Refusal::RoundRunning)?;
        let tally = Tally::of(self.antwoorden.iter().map(|reply| reply.stem));
        let none = |reden| (RoundOutcome::GeenAdvies { reden }, Vec::new());
        let (uitkomst, effects) = if tally.cast() < self.nodig {
            none(NoAdvice::GeenQuorum)
        } else {
            match tally.carried() {
                Ok(()) => {
                    let advies = self.advice(now).checked()?;
                    let file = advies.dossier;
                    let effect = Effect::AdviceToFile { file, advice: advies.for_file()? };
                    (RoundOutcome::Advies { advies }, vec![effect])
                }
                Err(Refusal::Tie) => none(NoAdvice::StemmenStaken),
                Err(_) => none(NoAdvice::Verworpen),
            }
        };
        let closed = ClosedRound { ronde: self, gesloten_op: now, uitkomst };
        Ok((Round::Gesloten(Box::new(closed)), effects))
    }

    fn advice(&self, now: Moment) -> Advice {
        let ballot = |reply: &Reply| Ballot { lid: reply.lid, stem: reply.stem };
        let dissent = |reply: &Reply| {
            let standpunt = reply.toelichting.clone().filter(|_| reply.stem != Vote::Voor)?;
            Some(Dissent { lid: reply.lid, standpunt })
        };
        Advice {
            dossier: self.vraag.dossier,
            op: now.dutch_date(),
            advies: self.vraag.voorstel,
            redenen: self.vraag.redenen.clone(),
            wijze: Method::Stemming { stemmen: self.antwoorden.iter().map(ballot).collect() },
            stemgerechtigd: self.antwoorden.iter().map(|reply| reply.lid).collect(),
            nodig: self.nodig,
            afwijkend: self.antwoorden.iter().filter_map(dissent).collect(),
        }
    }
}
