//! What could be on the agenda: gathered from the caller's own files and from the papers of the group, and put on it.

use super::bench::{Bench, Book, Sheet};
use super::hold::open_actions;
use super::request::{MeetingChange, TakeProposals};
use super::show::Titles;
use super::view::{AgendaProposal, MeetingAnswer, ProposalView};
use crate::{App, AppError, Caller, Permission};
use case::clock::TermKind;
use case::{CommandName as CaseCommand, Outcome, StateName};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use kernel::{CaseId, FaultCode, Id, MeetingId, Redacted, add_months};
use meetings::{
    AddItem, AgendaSettings, Candidate, Command, HelpQuestion, Meeting, MeetingDays, OpenAgenda,
    OrderItems, Proposal, Reason, Signal, SignalFile, Subject, TimeItem, propose,
};
use risk::NextStep;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::CaseSummary;

/// The most files that are looked at for one agenda or round, the oldest first.
pub(super) const MOST_FILES: u32 = 2_000;
/// A condition is looked at so many months after the decision. Own proposal: the Act names no day (art. 3 lid 7).
const CONDITION_MONTHS: u32 = 6;
/// In this state the own assessment waits for what comes next: the working group advises before that. Own proposal.
const ASKS: StateName = StateName::Assessed;

/// What the last score of a file came to.
pub(super) struct Scored {
    pub(super) points: u32,
    pub(super) asks: bool,
    pub(super) on: NaiveDate,
}

/// What a kept score says that counts here.
#[derive(Deserialize)]
struct KeptScore {
    op: NaiveDate,
    uitkomst: Redacted<String>,
}

#[derive(Deserialize)]
struct KeptOutcome {
    gronden: Vec<KeptGround>,
}

#[derive(Deserialize)]
struct KeptGround {
    punten: u32,
    stap: NextStep,
}

/// What is known of files beside their rows.
pub(super) struct Known {
    pub(super) scores: BTreeMap<CaseId, Scored>,
    /// The days on which an advice of the LBB came in that the group did not advise on yet.
    pub(super) bureau: BTreeMap<CaseId, NaiveDate>,
    /// The days on which a decision was recorded after which the group did not advise.
    pub(super) decided: BTreeMap<CaseId, NaiveDate>,
    /// The last day on which the group advised on a file.
    pub(super) advised: BTreeMap<CaseId, NaiveDate>,
}

/// The days and settings by which candidates are found.
pub(super) struct Ask<'a> {
    pub(super) days: MeetingDays,
    pub(super) settings: &'a AgendaSettings,
}

impl App {
    /// Proposes the agenda of a meeting from the caller's own files and the papers of the group, and logs the reading per person.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who neither leads nor coordinates.
    pub async fn agenda_proposal(
        &self,
        caller: &Caller,
        id: MeetingId,
    ) -> Result<AgendaProposal, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let book = self.book(caller).await?;
        let sheet = book.meeting(id.uuid()).ok_or(AppError::NotFound)?;
        let days = days_of(&book, &sheet.paper);
        let proposals = self.proposals(&bench, &book, (sheet, days)).await?;
        let subjects = proposals.iter().map(|proposal| &proposal.onderwerp);
        let titles = self.titles(caller, &book, (bench.now, subjects)).await?;
        Ok(AgendaProposal {
            vergadering: id,
            versie: sheet.version,
            dagen: days,
            minuten: sheet.paper.head().afspraak.tijd.minuten,
            voorstellen: proposals.into_iter().map(|one| proposal_view(one, &titles)).collect(),
        })
    }

    /// Puts proposals on the agenda, in the order given; opens the agenda when that was not done yet.
    ///
    /// # Errors
    /// As [`App::change_meeting`]; [`AppError::Input`] at a subject that is not proposed.
    pub async fn take_proposals(
        &self,
        caller: &Caller,
        change: MeetingChange,
        taken: &TakeProposals,
    ) -> Result<MeetingAnswer, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let book = self.book(caller).await?;
        let sheet = book.meeting(change.id.uuid()).ok_or(AppError::NotFound)?;
        let days = days_of(&book, &sheet.paper);
        let proposals = self.proposals(&bench, &book, (sheet, days)).await?;
        let mut known: BTreeMap<Subject, Proposal> =
            proposals.into_iter().map(|one| (one.onderwerp.clone(), one)).collect();
        let mut commands: Vec<Command> = Vec::new();
        if matches!(sheet.paper, Meeting::Planned(_)) {
            commands.push(OpenAgenda {}.into());
        }
        for (index, subject) in taken.onderwerpen.iter().enumerate() {
            let proposal = known.remove(subject).ok_or_else(|| {
                let message = "dit wordt niet voorgesteld, of het staat al op de agenda";
                AppError::fault(
                    &format!("/onderwerpen/{index}"),
                    FaultCode::OnbekendeWaarde,
                    message,
                )
            })?;
            let punt = proposal.into_item(self.fresh(bench.now), bench.account());
            commands.push(AddItem { punt, reden: None }.into());
        }
        self.steps(caller, change, commands).await
    }

    /// Puts the agenda in an order and gives items another time: all of it, or nothing.
    ///
    /// # Errors
    /// As [`App::change_meeting`].
    pub async fn arrange_agenda(
        &self,
        caller: &Caller,
        change: MeetingChange,
        order: OrderItems,
        times: Vec<TimeItem>,
    ) -> Result<MeetingAnswer, AppError> {
        let times = times.into_iter().map(Command::from);
        self.steps(caller, change, std::iter::once(order.into()).chain(times).collect()).await
    }

    async fn proposals(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        (sheet, days): (&Sheet<Meeting>, MeetingDays),
    ) -> Result<Vec<Proposal>, AppError> {
        let ask = Ask { days, settings: &bench.group.agenda };
        let files = self.store.open_cases(bench.caller.viewer(), MOST_FILES).await?;
        let known = self.known(bench.caller, book).await?;
        let mut candidates: Vec<Candidate> =
            files.iter().flat_map(|file| of_file(file, &known, &ask)).collect();
        candidates.extend(self.of_group(bench, book, sheet).await?);
        let ids: Vec<CaseId> = files.iter().map(|file| file.id).collect();
        let conflicts = self.standing(bench.caller, book, ids).await?;
        let listed: BTreeSet<&Subject> =
            sheet.paper.items().into_iter().map(|item| &item.onderwerp).collect();
        let own: BTreeSet<CaseId> = files.iter().map(|file| file.id).collect();
        candidates.retain(|candidate| {
            let subject = &candidate.onderwerp;
            // What a cancelled meeting left may be about a file that the caller is not on.
            let is_open = subject.file().is_none_or(|file| own.contains(&file));
            is_open && !listed.contains(subject) && bench.sees(&conflicts, subject)
        });
        let minutes = sheet.paper.head().afspraak.tijd.minuten;
        Ok(propose(&candidates, days, minutes, ask.settings))
    }

    async fn known(&self, caller: &Caller, book: &Book) -> Result<Known, AppError> {
        let (received, decided) = (CaseCommand::AdviceReceived.id(), CaseCommand::Decide.id());
        let ours = CaseCommand::WorkingGroup.id();
        let dates = |events: BTreeMap<CaseId, kernel::Moment>| {
            events.into_iter().map(|(file, at)| (file, at.dutch_date())).collect()
        };
        let viewer = caller.viewer();
        Ok(Known {
            scores: self.points(caller).await?,
            bureau: dates(self.store.last_events(viewer, received, ours).await?),
            decided: dates(self.store.last_events(viewer, decided, ours).await?),
            advised: advised(book),
        })
    }

    /// Returns the last score of each open file of the caller; nothing for who may not read criminal data (AVG art. 10).
    pub(super) async fn points(
        &self,
        caller: &Caller,
    ) -> Result<BTreeMap<CaseId, Scored>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Ok(BTreeMap::new());
        }
        let kept = self.store.last_scores(caller.viewer()).await?;
        kept.into_iter().map(|(file, text)| Ok((file, scored(text.reveal())?))).collect()
    }

    /// Returns what the papers of the group ask for: minutes, actions, what a cancelled meeting left, questions, signals and the
    /// policy. Tips join here when they have a register: as one item without a number, for who may handle them (art. 26).
    async fn of_group(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        sheet: &Sheet<Meeting>,
    ) -> Result<Vec<Candidate>, AppError> {
        let mut found = left_over(book, &sheet.paper);
        // Two meetings on one day follow each other as well.
        let earlier =
            book.meetings.iter().filter(|other| begins(&other.paper) < begins(&sheet.paper));
        let mut first_action: Option<NaiveDate> = None;
        for other in earlier {
            let head = other.paper.head();
            if matches!(other.paper, Meeting::Held(_)) {
                let reason = Reason::Verslag { van: head.afspraak.op };
                found.push(candidate(Subject::Verslag { vergadering: head.id }, reason));
            }
            let actions = open_actions(bench, other, &[]).into_iter();
            let due = actions.map(|action| action.actie.uiterlijk).min();
            first_action = [first_action, due].into_iter().flatten().min();
        }
        found.extend(
            first_action
                .map(|uiterlijk| candidate(Subject::Actielijst, Reason::Actie { uiterlijk })),
        );
        let questions = self.sheets::<HelpQuestion>(bench.caller).await?;
        found.extend(questions.iter().filter_map(|sheet| of_question(&sheet.paper)));
        let signals = self.sheets::<Signal>(bench.caller).await?;
        found.extend(signals.iter().filter_map(|sheet| of_signal(&sheet.paper)));
        let policy = self.rules.policy(bench.caller.party(), bench.now.dutch_date());
        found.extend(policy.and_then(|policy| policy.info.review_on).map(|op| {
            let subject = Subject::Beleid { partij: bench.caller.party().clone() };
            candidate(subject, Reason::BeleidHerzien { op })
        }));
        Ok(found)
    }
}

fn candidate(onderwerp: Subject, aanleiding: Reason) -> Candidate {
    Candidate { onderwerp, aanleiding }
}

fn day(meeting: &Meeting) -> NaiveDate {
    meeting.head().afspraak.op
}

fn begins(meeting: &Meeting) -> (NaiveDate, NaiveTime) {
    (day(meeting), meeting.head().afspraak.tijd.begin)
}

/// Returns the day of a meeting and that of the one after it.
fn days_of(book: &Book, meeting: &Meeting) -> MeetingDays {
    let volgende = day(meeting);
    let goes_on =
        book.meetings.iter().filter(|other| !matches!(other.paper, Meeting::Cancelled(_)));
    let daarna = goes_on.map(|other| day(&other.paper)).filter(|day| *day > volgende).min();
    MeetingDays { volgende, daarna }
}

/// Returns what one file asks for.
pub(super) fn of_file(file: &CaseSummary, known: &Known, ask: &Ask<'_>) -> Vec<Candidate> {
    let head = &file.head;
    let is_open = head.decided_on.is_none();
    // What the group advised on asks again when there is a newer score, or after as long as makes a file long open.
    let advised = known.advised.get(&file.id).copied();
    let weeks = TimeDelta::weeks(i64::from(ask.settings.weken_open));
    let is_settled = advised.is_some_and(|day| ask.days.volgende - day < weeks);
    let mut reasons = Vec::new();
    if is_open && !is_settled {
        if head.state == ASKS.id() {
            reasons.push(Reason::Stand { stand: ASKS });
        }
        reasons.push(Reason::LangOpen { ontvangen_op: head.received_on });
    }
    let score = known.scores.get(&file.id).filter(|score| {
        is_open && score.asks && (!is_settled || advised.is_some_and(|day| score.on > day))
    });
    reasons.extend(score.map(|score| Reason::Score { punten: score.points }));
    // After the decision too: a term to decide on an objection binds the body (Awb art. 7:10).
    let term = head.due.as_ref().filter(|due| !due.provisional).and_then(|due| {
        let kind = TermKind::of_id(&due.kind).filter(|kind| kind.binds_the_body())?;
        Some(Reason::Termijn { uiterlijk: due.on, termijnsoort: kind })
    });
    reasons.extend(term);
    let bureau = known.bureau.get(&file.id).filter(|_| is_open);
    reasons.extend(bureau.map(|on| Reason::LbbAdvies { ontvangen_op: *on }));
    reasons.extend(condition(file, known).map(|op| Reason::Voorschrift { op }));
    let subject = Subject::Dossier { dossier: file.id };
    reasons.into_iter().map(|reason| candidate(subject.clone(), reason)).collect()
}

/// Returns the day on which the conditions of a decision are looked at (art. 3 lid 7), until the group advised after it.
fn condition(file: &CaseSummary, known: &Known) -> Option<NaiveDate> {
    let outcome = serde_json::to_value(Outcome::GunstigMetVoorschriften).ok()?;
    let has_conditions = file.head.outcome.as_deref() == outcome.as_str();
    known.decided.get(&file.id).filter(|_| has_conditions)?;
    add_months(file.head.decided_on?, CONDITION_MONTHS)
}

/// Returns the last day on which the group advised on each file.
fn advised(book: &Book) -> BTreeMap<CaseId, NaiveDate> {
    let courses = book.meetings.iter().filter_map(|sheet| sheet.paper.course());
    let given = courses.flat_map(|course| &course.adviezen).map(|given| &given.advies);
    let replied = book.rounds.iter().filter_map(|sheet| match sheet.paper.outcome()? {
        meetings::RoundOutcome::Advies { advies } => Some(advies),
        meetings::RoundOutcome::GeenAdvies { .. } => None,
    });
    let mut last = BTreeMap::new();
    for advice in given.chain(replied) {
        let day = last.entry(advice.dossier).or_insert(advice.op);
        *day = advice.op.max(*day);
    }
    last
}

/// Returns what cancelled meetings left, as far as no other meeting took it over.
fn left_over(book: &Book, of: &Meeting) -> Vec<Candidate> {
    let goes_on =
        book.meetings.iter().filter(|sheet| !matches!(sheet.paper, Meeting::Cancelled(_)));
    let taken: BTreeSet<&Subject> = goes_on
        .filter(|sheet| sheet.paper.head().id != of.head().id)
        .flat_map(|sheet| sheet.paper.items())
        .map(|item| &item.onderwerp)
        .collect();
    let cancelled = book.meetings.iter().filter(|sheet| {
        matches!(sheet.paper, Meeting::Cancelled(_)) && day(&sheet.paper) <= day(of)
    });
    cancelled
        .flat_map(|sheet| sheet.paper.items())
        .filter(|item| !taken.contains(&item.onderwerp))
        .flat_map(|item| {
            item.redenen.iter().map(|reason| candidate(item.onderwerp.clone(), reason.clone()))
        })
        .collect()
}

fn of_question(question: &HelpQuestion) -> Option<Candidate> {
    let HelpQuestion::Gesteld(asked) = question else { return None };
    let reason = Reason::Vraag { gesteld_op: asked.gesteld_op.dutch_date() };
    Some(candidate(Subject::Vraag { vraag: asked.id }, reason))
}

fn of_signal(signal: &Signal) -> Option<Candidate> {
    let Signal::Ingebracht(file) = signal else { return None };
    Some(candidate(Subject::Signaal { signaal: file.id }, signal_reason(file)))
}

/// Why a signal is on an agenda, with the ground on which the group may speak of it.
pub(super) fn signal_reason(file: &SignalFile) -> Reason {
    Reason::Signaal { ingebracht_op: file.ingebracht_op.dutch_date(), grondslag: file.grondslag }
}

/// Reads what a kept score says: the most points of a ground, and whether one of them asks for the working group.
pub(super) fn scored(text: &str) -> Result<Scored, AppError> {
    let kept: KeptScore = serde_json::from_str(text)?;
    let outcome: KeptOutcome = serde_json::from_str(kept.uitkomst.reveal())?;
    Ok(Scored {
        asks: outcome.gronden.iter().any(|ground| ground.stap == NextStep::Werkgroep),
        points: outcome.gronden.iter().map(|ground| ground.punten).max().unwrap_or_default(),
        on: kept.op,
    })
}

fn proposal_view(proposal: Proposal, titles: &Titles) -> ProposalView {
    ProposalView {
        titel: titles.of(&proposal.onderwerp),
        redenen: proposal.redenen.iter().map(Reason::sentence).collect(),
        dossier: titles.file(&proposal.onderwerp).cloned(),
        voorstel: proposal,
    }
}
