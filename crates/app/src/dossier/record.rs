//! Writing a step of a file: everything that belongs together in one transaction.

use crate::{App, AppError, Caller};
use case::clock::{Clock, Term};
use case::{Case, Effect, File, Outcome, Step, Task};
use kernel::{CaseId, Moment, Redacted, Sha256Hex, SubjectId};
use std::fmt::Write as _;
use store::{
    AuditEntry, CaseEvent, CaseHead, CaseUpdate, DeadlineEntry, Due, NewCase, NewEffect, NewMember,
    NewTask, Tx,
};
use subjects::{Subject, SubjectKind};

/// The name of the event that opens a file; its content is the file itself.
pub(crate) const OPENED: &str = "dossier-openen";

/// A file after a step, with what has to be written.
pub(crate) struct Change<'a> {
    pub(crate) case: &'a Case,
    pub(crate) clock: &'a Clock,
    pub(crate) effects: &'a [Effect],
    /// The name of the event, which is also what the audit trail calls it.
    pub(crate) name: &'a str,
    /// The event as JSON.
    pub(crate) content: String,
    /// Why, when a reason belongs to the trail.
    pub(crate) reason: Option<String>,
    pub(crate) at: Moment,
}

impl Change<'_> {
    /// The change of a step.
    pub(crate) fn of(step: &Step) -> Result<Change<'_>, AppError> {
        Ok(Change {
            case: &step.case,
            clock: &step.clock,
            effects: &step.effects,
            name: step.event.opdracht.name().id(),
            content: serde_json::to_string(&step.event)?,
            reason: None,
            at: step.event.tijdstip,
        })
    }

    fn id(&self) -> CaseId {
        self.case.file().id
    }
}

impl App {
    /// Writes a new file.
    pub(crate) async fn write_new(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        change: &Change<'_>,
    ) -> Result<(), AppError> {
        let new = NewCase {
            id: change.id(),
            head: head(change.case, change.clock),
            content: Redacted::new(serde_json::to_string(change.case)?),
            search_text: Redacted::new(search_text(change.case)),
            at: change.at,
        };
        let member = NewMember {
            account: caller.account(),
            added_by: caller.account(),
            reason: "maakte het dossier".to_owned(),
            at: change.at,
            until: None,
        };
        tx.insert_case(&new, &[member]).await?;
        self.write_beside(tx, caller, change, 1, true).await
    }

    /// Writes a changed file that was read at this version.
    pub(crate) async fn write_change(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        change: &Change<'_>,
        before: (&Case, &Option<Due>, i64),
    ) -> Result<(), AppError> {
        let (old, old_due, version) = before;
        let text = search_text(change.case);
        let update = CaseUpdate {
            id: change.id(),
            head: head(change.case, change.clock),
            content: Redacted::new(serde_json::to_string(change.case)?),
            search_text: (text != search_text(old)).then(|| Redacted::new(text)),
            persons_changed: persons(change.case).ne(persons(old)),
            at: change.at,
        };
        let moved = update.head.due != *old_due;
        tx.update_case(&update, version).await?;
        self.write_beside(tx, caller, change, version + 1, moved).await
    }

    /// Writes what stands beside a file: event, date, duties, letters, the processing, and the audit trail last, because it
    /// locks the party.
    async fn write_beside(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        change: &Change<'_>,
        seq: i64,
        moved: bool,
    ) -> Result<(), AppError> {
        tx.append_events(&[CaseEvent {
            case: change.id(),
            seq,
            at: change.at,
            actor: caller.account(),
            name: change.name.to_owned(),
            content: Redacted::new(change.content.clone()),
        }])
        .await?;
        if moved {
            tx.add_deadline(&deadline(change.id(), seq, change.at, change.clock)?).await?;
        }
        tx.add_tasks(&self.new_tasks(change)).await?;
        tx.enqueue(&self.letters(change)?).await?;
        let people = data_subjects(change.case.file());
        let record = self.processing(caller, change.name, change.at, people);
        tx.record_processing(&record).await?;
        tx.audit(&entry(caller, change)).await?;
        Ok(())
    }

    fn new_tasks(&self, change: &Change<'_>) -> Vec<NewTask> {
        let tasks = change.effects.iter().filter_map(|effect| match effect {
            Effect::Taak(task) => Some(task),
            Effect::Brief { .. } => None,
        });
        tasks.map(|task| self.new_task(change, task)).collect()
    }

    fn new_task(&self, change: &Change<'_>, task: &Task) -> NewTask {
        NewTask {
            id: self.fresh(change.at),
            case: change.id(),
            kind: task.plicht.id().to_owned(),
            article: task.plicht.article().to_owned(),
            description: task.plicht.description().to_owned(),
            due_on: task.uiterlijk,
            role: task.rol.map(|role| role.id().to_owned()),
            created_at: change.at,
        }
    }

    fn letters(&self, change: &Change<'_>) -> Result<Vec<NewEffect>, AppError> {
        let letters = change.effects.iter().filter(|effect| matches!(effect, Effect::Brief { .. }));
        letters
            .map(|letter| {
                Ok(NewEffect {
                    id: self.fresh(change.at),
                    case: Some(change.id()),
                    kind: "brief".to_owned(),
                    payload: Redacted::new(serde_json::to_string(letter)?),
                    created_at: change.at,
                    available_at: change.at,
                })
            })
            .collect()
    }
}

fn entry(caller: &Caller, change: &Change<'_>) -> AuditEntry {
    audit_entry(
        caller,
        change.at,
        change.name,
        &format!("dossier/{}", change.id()),
        change.reason.clone(),
        change.content.as_bytes(),
    )
}

/// A line of the trail: who, in which role, what, when, why, and the digest of the content.
pub(crate) fn audit_entry(
    caller: &Caller,
    at: Moment,
    action: &str,
    subject: &str,
    reason: Option<String>,
    content: &[u8],
) -> AuditEntry {
    AuditEntry {
        at,
        actor: Some(caller.account()),
        actor_name: caller.name().to_owned(),
        role: caller.actor().rol.id().to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        reason,
        digest: *Sha256Hex::of_parts([content]).as_bytes(),
    }
}

/// The date of a file at a moment, with how it was counted.
pub(crate) fn deadline(
    case: CaseId,
    seq: i64,
    at: Moment,
    clock: &Clock,
) -> Result<DeadlineEntry, AppError> {
    let steps = clock.huidig.as_ref().map(|term| &term.stappen);
    Ok(DeadlineEntry { case, seq, at, due: due(clock), steps: serde_json::to_string(&steps)? })
}

/// Returns the date that counts, as the row of the file keeps it.
pub(crate) fn due(clock: &Clock) -> Option<Due> {
    let term: &Term = clock.huidig.as_ref()?;
    Some(Due {
        on: term.uiterlijk?,
        kind: term.soort.id().to_owned(),
        provisional: term.minimaal,
        latest: term.op_zijn_laatst,
    })
}

/// Returns the columns that lists show and the database checks.
fn head(case: &Case, clock: &Clock) -> CaseHead {
    let file = case.file();
    let main = file.concerned().next().or_else(|| file.personen.first());
    let decision = case.aftermath().map(|aftermath| &aftermath.beslissing);
    CaseHead {
        reference: file.kenmerk.clone(),
        kind: file.soort.clone(),
        procedure: file.procedure.id().to_owned(),
        state: case.state().id().to_owned(),
        title: main.map_or_else(Redacted::default, |party| party.persoon.name.clone()),
        main_subject: main
            .map(|party| &party.persoon)
            .filter(|one| is_data_subject(one))
            .map(|one| one.id),
        received_on: file.ontvangen_op,
        due: due(clock),
        waits_until: case::clock::waits_until(case, clock),
        decided_on: decision.map(|decision| decision.bekendgemaakt_op),
        closed_on: case.ending().map(|ending| ending.op),
        outcome: decision.map(|decision| outcome(decision.uitkomst)),
        linked_to: file.vervolg_op,
    }
}

/// Returns the persons whose data the log of processing is about: people, and businesses that are people. A legal person has no
/// personal data (AVG 4(1)).
pub(crate) fn data_subjects(file: &File) -> Vec<SubjectId> {
    let people = file.personen.iter().map(|party| &party.persoon);
    people.filter(|person| is_data_subject(person)).map(|person| person.id).collect()
}

/// Returns who is on a file.
fn persons(case: &Case) -> impl Iterator<Item = &Subject> {
    case.file().personen.iter().map(|party| &party.persoon)
}

fn is_data_subject(person: &Subject) -> bool {
    person.kind != SubjectKind::Rechtspersoon
}

fn outcome(outcome: Option<Outcome>) -> String {
    let word = outcome.and_then(|outcome| serde_json::to_value(outcome).ok());
    let word = word.as_ref().and_then(serde_json::Value::as_str);
    word.unwrap_or("buiten-behandeling").to_owned()
}

/// Returns what a file can be found by: reference, kind, names and register numbers; never what was found about anyone.
fn search_text(case: &Case) -> String {
    let file = case.file();
    let mut text = format!("{} {}", file.kenmerk, file.soort);
    for party in &file.personen {
        let number = party.persoon.kvk_number.as_ref().map_or("", |number| number.reveal());
        // Writing to a string cannot fail.
        let _ = write!(text, " {} {number}", party.persoon.name.reveal());
    }
    text
}
