//! Steps of a meeting: each kept with what follows from it outside the meeting, in one transaction. An advice lands in its file as
//! an event, never as a decision.

use super::bench::{Bench, Book, Paper, Sheet};
use super::plan::check_video;
use super::request::{MeetingChange, NewAction, NewItem};
use super::view::{MeetingAnswer, OpenAction};
use crate::{App, AppError, Caller, Permission};
use case::{Case, Text, WorkingGroupAdvice};
use kernel::{AccountId, AgendaItemId, CaseId, FaultCode, Faults, Id, MeetingId, SignalId};
use meetings::{
    AddAction, AddItem, AgendaItem, Attend, Command, CommandName, Conflict, DeclareConflict,
    Effect, Guest, HelpQuestion, Hold, Invitation, Meeting, Reason, Signal, SignalCommand, Step,
    Subject,
};
use std::collections::BTreeSet;
use store::Tx;

/// The longest title of an item about something else.
const LONGEST_TITLE: usize = 200;

/// What follows from steps outside the meeting.
#[derive(Default)]
struct Outside {
    invitations: Vec<(MeetingId, Invitation)>,
    advice: Vec<(CaseId, WorkingGroupAdvice)>,
    interests: Vec<(CaseId, AccountId, Text)>,
    /// The signals that come on the agenda.
    signals: Vec<Sheet<Signal>>,
    /// The signals that go off it, and are free for another meeting.
    freed: Vec<Sheet<Signal>>,
}

impl App {
    /// Carries out a step of a meeting. [`AddItem`] and [`AddAction`] have doors of their own, which give the ids.
    ///
    /// # Errors
    /// [`AppError::Meeting`] when a rule stands in the way; a conflict of the store when somebody else was first;
    /// [`AppError::Forbidden`] for who may not take this step; [`AppError::Input`] when an advice goes to a file that the caller is
    /// not on. In each case nothing is changed.
    pub async fn change_meeting(
        &self,
        caller: &Caller,
        change: MeetingChange,
        command: impl Into<Command>,
    ) -> Result<MeetingAnswer, AppError> {
        self.steps(caller, change, vec![command.into()]).await
    }

    /// Puts something on the agenda.
    ///
    /// # Errors
    /// As [`App::change_meeting`]; [`AppError::Input`] when the subject is not there for the caller.
    pub async fn add_agenda_item(
        &self,
        caller: &Caller,
        change: MeetingChange,
        item: &NewItem,
    ) -> Result<MeetingAnswer, AppError> {
        let punt = AgendaItem {
            id: self.fresh(self.now()),
            onderwerp: item.onderwerp.clone(),
            redenen: vec![Reason::Ingebracht { toelichting: item.toelichting.clone() }],
            minuten: item.minuten,
            vraag: item.vraag.clone(),
            ingebracht_door: caller.account(),
        };
        self.steps(caller, change, vec![AddItem { punt, reden: item.reden.clone() }.into()]).await
    }

    /// Agrees on an action.
    ///
    /// # Errors
    /// As [`App::change_meeting`]; [`AppError::Input`] when the owner is not in the group.
    pub async fn add_meeting_action(
        &self,
        caller: &Caller,
        change: MeetingChange,
        action: &NewAction,
    ) -> Result<MeetingAnswer, AppError> {
        let bench = self.bench(caller).await?;
        if !bench.group.leden.iter().any(|member| member.account == action.eigenaar) {
            let message = "kies een lid van de werkgroep";
            return Err(AppError::fault("/eigenaar", FaultCode::OnbekendeWaarde, message));
        }
        let command = AddAction {
            id: self.fresh(bench.now),
            punt: action.punt,
            wat: action.wat.clone(),
            eigenaar: action.eigenaar,
            uiterlijk: action.uiterlijk,
        };
        self.steps(caller, change, vec![command.into()]).await
    }

    /// Lists the actions of all meetings that are not done and that the caller may see, what is due first, first.
    pub async fn open_group_actions(&self, caller: &Caller) -> Result<Vec<OpenAction>, AppError> {
        let bench = self.bench(caller).await?;
        let book = self.book(caller).await?;
        let items = book.meetings.iter().flat_map(|sheet| sheet.paper.items());
        let files: BTreeSet<CaseId> = items.filter_map(|item| item.onderwerp.file()).collect();
        let rows = self.store.cases_of(caller.viewer(), files).await?;
        let own: BTreeSet<CaseId> = rows.iter().map(|row| row.id).collect();
        let mut open = Vec::new();
        for sheet in &book.meetings {
            let conflicts = self.conflicts_of(caller, &book, &sheet.paper).await?;
            let closed = closed_items(&sheet.paper, &own);
            // Who has to do something knows what, on the file or not; others who are not on it do not (Wet Bibob art. 28).
            let is_seen = |action: &OpenAction| {
                let is_own = action.actie.eigenaar == caller.account();
                is_own || action.actie.punt.is_none_or(|item| !closed.contains(&item))
            };
            open.extend(open_actions(&bench, sheet, &conflicts).into_iter().filter(is_seen));
        }
        open.sort_by_key(|action| (action.actie.uiterlijk, action.actie.id));
        Ok(open)
    }

    /// Carries out steps on a meeting that was read at a version: all of them, or none.
    pub(super) async fn steps(
        &self,
        caller: &Caller,
        change: MeetingChange,
        commands: Vec<Command>,
    ) -> Result<MeetingAnswer, AppError> {
        let bench = self.bench(caller).await?;
        for command in &commands {
            bench.must(|rights| rights.plannen || is_for_members(command.name()))?;
        }
        let mut book = self.book(caller).await?;
        let sheet = book.take(change.id.uuid())?.at(change.version)?;
        let (meeting, mut outside, names) = self.handled(&bench, &book, &sheet, commands).await?;
        outside.freed = self.freed(caller, &sheet.paper, &meeting).await?;
        let invitations = self.invite_members(&bench, &outside.invitations).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let sheet = sheet.keep(&mut tx, meeting).await?;
        tx.enqueue(&invitations.mails).await?;
        self.write_outside(&mut tx, &bench, (change.id, outside)).await?;
        for name in names {
            tx.audit(&sheet.line(&bench, name.id())?).await?;
        }
        tx.commit().await?;
        let id = sheet.id;
        book.meetings.push(sheet);
        let sheet = book.meeting(id).ok_or(AppError::NotFound)?;
        let vergadering = self.meeting_view(&bench, &book, sheet).await?;
        Ok(MeetingAnswer { vergadering, zonder_mail: invitations.without() })
    }

    /// Asks the core for each step in turn.
    async fn handled(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        sheet: &Sheet<Meeting>,
        commands: Vec<Command>,
    ) -> Result<(Meeting, Outside, Vec<CommandName>), AppError> {
        let mut outside = Outside::default();
        let mut names = Vec::new();
        let mut meeting = sheet.paper.clone();
        let mut files: BTreeSet<CaseId> =
            meeting.items().into_iter().filter_map(|item| item.onderwerp.file()).collect();
        files.extend(commands.iter().filter_map(added_file));
        self.on_files(bench.caller, commands.iter().filter_map(added_file)).await?;
        let standing = self.standing(bench.caller, book, files).await?;
        for command in commands {
            self.prepare(bench, book, (&meeting, &command), &mut outside).await?;
            let adopting = match &command {
                Command::Adopt(adopt) => book.meeting(adopt.vergadering.uuid()),
                _ => None,
            };
            names.push(command.name());
            let at = bench.at(&standing, adopting.map(|sheet| &sheet.paper));
            let Step { meeting: next, effects, .. } = meeting.handle(command, &at)?;
            meeting = next;
            let id = meeting.head().id;
            for effect in effects {
                match effect {
                    Effect::Invite(invitation) => outside.invitations.push((id, invitation)),
                    Effect::AdviceToFile { file, advice } => outside.advice.push((file, advice)),
                }
            }
        }
        Ok((meeting, outside, names))
    }

    /// Looks at what a step is about before it is taken: the subject is there, and what follows from it elsewhere.
    async fn prepare(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        (meeting, command): (&Meeting, &Command),
        outside: &mut Outside,
    ) -> Result<(), AppError> {
        match command {
            Command::AddItem(add) => {
                let signal = self.subject_here(bench, book, &add.punt.onderwerp).await?;
                outside.signals.extend(signal);
            }
            Command::DeclareConflict(declared) => {
                // On the agenda or not: the interest keeps its member off the file itself (Awb art. 2:4).
                if let Some(file) = declared.onderwerp.file() {
                    self.may_declare(bench, meeting, (declared, file)).await?;
                    outside.interests.push((file, declared.lid, declared.reden.clone()));
                }
            }
            Command::Move(to) => check_video("/tijd", &to.tijd)?,
            Command::Hold(Hold { gasten, .. }) | Command::Attend(Attend { gasten, .. }) => {
                check_guests(meeting, gasten)?;
            }
            Command::Advise(_) if !bench.caller.may(Permission::WriteCases) => {
                return Err(AppError::Forbidden);
            }
            _ => {}
        }
        Ok(())
    }

    /// Refuses an interest in a file that is not there for the caller. Of another only who may decide about who is on the file
    /// declares it, as on the page of the file.
    async fn may_declare(
        &self,
        bench: &Bench<'_>,
        meeting: &Meeting,
        (declared, file): (&DeclareConflict, CaseId),
    ) -> Result<(), AppError> {
        if declared.lid == bench.account() {
            let is_listed = meeting.items().iter().any(|item| item.onderwerp == declared.onderwerp);
            let file = Some(file).filter(|_| !is_listed);
            return self.on_files(bench.caller, file.into_iter()).await;
        }
        if !bench.rights.leiden {
            // The core refuses who does not lead.
            return Ok(());
        }
        self.shares(bench.caller, file).await.map_err(|error| match error {
            AppError::NotFound => {
                let message =
                    "u staat niet op dit dossier; laat deze persoon het belang zelf melden";
                AppError::fault("/lid", FaultCode::OnbekendeWaarde, message)
            }
            other => other,
        })
    }

    /// Refuses a subject that is not there, and returns a signal that comes on the agenda.
    async fn subject_here(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        subject: &Subject,
    ) -> Result<Option<Sheet<Signal>>, AppError> {
        let caller = bench.caller;
        let unknown = |found: Result<_, AppError>| match found {
            Err(AppError::NotFound) => Err(not_here("dit bestaat niet bij uw organisatie")),
            other => other,
        };
        match subject {
            // Tips are for tip officers only (art. 26): they come on the agenda by a door of their own.
            Subject::Tip { .. } => Err(not_here("een tip brengt alleen een tipbehandelaar in")),
            Subject::Verslag { vergadering } if book.meeting(vergadering.uuid()).is_none() => {
                Err(not_here("kies een eerdere vergadering"))
            }
            Subject::Beleid { partij } if partij != caller.party() => {
                Err(not_here("kies het beleid van uw eigen organisatie"))
            }
            Subject::Overig { titel }
                if titel.trim().is_empty() || titel.chars().count() > LONGEST_TITLE =>
            {
                let message = format!("schrijf een titel van ten hoogste {LONGEST_TITLE} tekens");
                Err(AppError::fault("/onderwerp/titel", FaultCode::VerkeerdeVorm, message))
            }
            Subject::Vraag { vraag } => {
                let found = self.sheet::<HelpQuestion>(caller, vraag.uuid()).await;
                unknown(found.map(|_| None))
            }
            Subject::Signaal { signaal } => {
                unknown(self.sheet::<Signal>(caller, signaal.uuid()).await.map(Some))
            }
            _ => Ok(None),
        }
    }

    /// Refuses files that the caller is not on.
    async fn on_files(
        &self,
        caller: &Caller,
        files: impl Iterator<Item = CaseId>,
    ) -> Result<(), AppError> {
        let files: BTreeSet<CaseId> = files.collect();
        let count = files.len();
        if self.store.cases_of(caller.viewer(), files).await?.len() == count {
            return Ok(());
        }
        Err(not_here("dit dossier bestaat niet, of u staat er niet op; vraag eerst toegang"))
    }

    /// Returns the signals that a meeting no longer discusses.
    async fn freed(
        &self,
        caller: &Caller,
        before: &Meeting,
        after: &Meeting,
    ) -> Result<Vec<Sheet<Signal>>, AppError> {
        let mut freed = Vec::new();
        for signal in signals_on(before).difference(&signals_on(after)) {
            freed.push(self.sheet(caller, signal.uuid()).await?);
        }
        Ok(freed)
    }

    async fn write_outside(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        (meeting, outside): (MeetingId, Outside),
    ) -> Result<(), AppError> {
        for sheet in outside.signals {
            let command = SignalCommand::Agenderen { vergadering: meeting };
            let signal = sheet.paper.clone().handle(command, bench.now, bench.caller.actor())?;
            let sheet = sheet.keep(tx, signal).await?;
            tx.audit(&sheet.line(bench, "agenderen")?).await?;
        }
        for sheet in outside.freed {
            let signal = sheet.paper.clone().taken_off(meeting);
            if signal != sheet.paper {
                let sheet = sheet.keep(tx, signal).await?;
                tx.audit(&sheet.line(bench, "van-de-agenda")?).await?;
            }
        }
        for (file, advice) in outside.advice {
            self.advise_file(tx, bench, file, advice).await?;
        }
        for (file, account, reason) in outside.interests {
            self.keep_off(tx, bench, (file, account), &reason).await?;
        }
        Ok(())
    }

    /// Puts an advice in its file, in the transaction of the meeting or the round.
    pub(super) async fn advise_file(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        file: CaseId,
        advice: WorkingGroupAdvice,
    ) -> Result<(), AppError> {
        let row = tx.case_for_update(bench.caller.viewer(), file).await?;
        let row = row.ok_or_else(|| {
            let message = "u staat niet op dit dossier; vraag eerst toegang, of laat een ander het advies vastleggen";
            AppError::fault("/punt", FaultCode::OnbekendeWaarde, message)
        })?;
        let before: Case = serde_json::from_str(row.content.reveal())?;
        self.step(tx, bench.caller, (&row, &before), advice.into(), bench.now).await?;
        Ok(())
    }

    /// Takes somebody with an interest off the file, as a declaration in the file itself does (Awb art. 2:4). Who declares an own
    /// interest need not be on the file.
    pub(super) async fn keep_off(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        (file, account): (CaseId, AccountId),
        reason: &Text,
    ) -> Result<(), AppError> {
        // The lock on the file keeps two removals from each leaving the other as the last.
        let locked = tx.case_for_update(bench.caller.viewer(), file).await?;
        if locked.is_none() && account != bench.account() {
            return Err(AppError::NotFound);
        }
        self.put_off_file(tx, bench.caller, (file, account), ("/lid", reason)).await?;
        Ok(())
    }

    /// Lets go of an interest that was taken off the record of a file, in the meetings and rounds to come: what was held or
    /// closed stays as it was.
    pub(crate) async fn lift_interest(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        (file, account): (CaseId, AccountId),
    ) -> Result<(), AppError> {
        let Some(bench) = self.group_of(caller).await? else { return Ok(()) };
        let book = self.book(caller).await?;
        for sheet in book.meetings {
            let lifted = sheet.paper.clone().lifted(account, file);
            keep_lifted(tx, &bench, sheet, lifted).await?;
        }
        for sheet in book.rounds {
            let lifted = sheet.paper.clone().lifted(account, file);
            keep_lifted(tx, &bench, sheet, lifted).await?;
        }
        Ok(())
    }
}

/// Refuses a guest who is at no item, or at one that is not on the agenda: a guest is there for the own items only (art. 28 lid
/// 2).
fn check_guests(meeting: &Meeting, guests: &[Guest]) -> Result<(), Faults> {
    let items: BTreeSet<AgendaItemId> = meeting.items().into_iter().map(|item| item.id).collect();
    let mut faults = Faults::new();
    for (index, guest) in guests.iter().enumerate() {
        let place = format!("/gasten/{index}/punten");
        if guest.punten.is_empty() {
            faults.add(&place, FaultCode::Ontbreekt, "kies bij welke punten de gast is");
        }
        for (number, item) in guest.punten.iter().enumerate() {
            if !items.contains(item) {
                let place = format!("{place}/{number}");
                faults.add(place, FaultCode::OnbekendeWaarde, "dit punt staat niet op de agenda");
            }
        }
    }
    faults.into_result(Some(()))
}

async fn keep_lifted<T: Paper + PartialEq>(
    tx: &mut Tx,
    bench: &Bench<'_>,
    sheet: Sheet<T>,
    lifted: T,
) -> Result<(), AppError> {
    if lifted != sheet.paper {
        let sheet = sheet.keep(tx, lifted).await?;
        tx.audit(&sheet.line(bench, "belang-intrekken")?).await?;
    }
    Ok(())
}

/// The steps that every reader of the group may ask for; the core says who may really take them.
fn is_for_members(command: CommandName) -> bool {
    matches!(command, CommandName::DeclareConflict | CommandName::Correct | CommandName::ActionDone)
}

fn added_file(command: &Command) -> Option<CaseId> {
    match command {
        Command::AddItem(add) => add.punt.onderwerp.file(),
        _ => None,
    }
}

/// The signals that a meeting discusses or will: none when it does not go on.
fn signals_on(meeting: &Meeting) -> BTreeSet<SignalId> {
    let items = if matches!(meeting, Meeting::Cancelled(_)) { Vec::new() } else { meeting.items() };
    let signal = |item: &AgendaItem| match item.onderwerp {
        Subject::Signaal { signaal } => Some(signaal),
        _ => None,
    };
    items.into_iter().filter_map(signal).collect()
}

fn not_here(message: &str) -> AppError {
    AppError::fault("/onderwerp", FaultCode::OnbekendeWaarde, message)
}

/// The items about files other than these.
fn closed_items(meeting: &Meeting, own: &BTreeSet<CaseId>) -> BTreeSet<AgendaItemId> {
    let items = meeting.items().into_iter();
    let is_closed =
        |item: &&AgendaItem| item.onderwerp.file().is_some_and(|file| !own.contains(&file));
    items.filter(is_closed).map(|item| item.id).collect()
}

pub(super) fn open_actions(
    bench: &Bench<'_>,
    sheet: &Sheet<Meeting>,
    conflicts: &[Conflict],
) -> Vec<OpenAction> {
    let meeting = &sheet.paper;
    let items = meeting.items();
    let hidden = |item| {
        let found = items.iter().find(|other| other.id == item);
        found.is_some_and(|item| !bench.sees(conflicts, &item.onderwerp))
    };
    let actions = meeting.open_actions_for(bench.account()).into_iter();
    actions
        .filter(|action| !action.punt.is_some_and(hidden))
        .map(|action| OpenAction {
            vergadering: meeting.head().id,
            van: meeting.head().afspraak.op,
            versie: sheet.version,
            eigenaar: bench.name(action.eigenaar),
            actie: action.clone(),
        })
        .collect()
}
