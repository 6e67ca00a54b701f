//! Signals of the local information consultation (LIO): brought with their legal ground, and each forwarding on record.

use super::agenda::signal_reason;
use super::bench::{Bench, Sheet};
use super::request::{MeetingChange, NewSignal, ScheduleSignal, SignalChange};
use super::view::SignalView;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use kernel::{FaultCode, Id, SignalId};
use meetings::{
    AddItem, AgendaItem, Command, Conflict, Meeting, OpenAgenda, Reason, Signal, SignalCommand,
    SignalFile, Subject,
};

impl App {
    /// Lists the signals that the caller may see, the last day of consultation first.
    pub async fn group_signals(&self, caller: &Caller) -> Result<Vec<SignalView>, AppError> {
        let bench = self.bench(caller).await?;
        let declared = self.declared_in_signals(caller).await?;
        let sheets = self.sheets::<Signal>(caller).await?.into_iter();
        let seen = sheets.filter(|sheet| sees(&bench, &declared, &sheet.paper));
        Ok(seen.map(|sheet| view(&bench, sheet)).collect())
    }

    /// Reads a signal.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not of the caller's party, or the caller has an interest in it (Awb art. 2:4).
    pub async fn group_signal(
        &self,
        caller: &Caller,
        id: SignalId,
    ) -> Result<SignalView, AppError> {
        let bench = self.bench(caller).await?;
        Ok(view(&bench, self.seen_signal(&bench, id).await?))
    }

    /// Brings a signal.
    ///
    /// # Errors
    /// [`AppError::Input`] when the day of the consultation is still to come.
    pub async fn bring_signal(
        &self,
        caller: &Caller,
        signal: &NewSignal,
        key: Option<&RequestKey>,
    ) -> Result<SignalView, AppError> {
        let bench = self.bench(caller).await?;
        if signal.besproken_op > bench.now.dutch_date() {
            let message = "deze dag moet nog komen; noem de dag van het overleg";
            return Err(AppError::fault("/besprokenOp", FaultCode::VerkeerdeVorm, message));
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt::<SignalId>(&mut tx, caller, key, bench.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.group_signal(caller, id).await;
            }
        };
        let id: SignalId = self.fresh(bench.now);
        let brought = Signal::Ingebracht(SignalFile {
            id,
            partij: caller.party().clone(),
            omschrijving: signal.omschrijving.clone(),
            grondslag: signal.grondslag,
            besproken_op: signal.besproken_op,
            ingebracht_door: caller.account(),
            ingebracht_op: bench.now,
            doorzendingen: Vec::new(),
        });
        let sheet = Sheet::add(&mut tx, bench.group.id, id.uuid(), brought).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.audit(&sheet.line(&bench, "inbrengen")?).await?;
        tx.commit().await?;
        Ok(view(&bench, sheet))
    }

    /// Forwards or closes a signal; on the agenda it comes by [`App::schedule_signal`] or by the doors of the meeting.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who neither leads nor coordinates; [`AppError::Meeting`] when the ground does not carry the
    /// receiver; [`AppError::Input`] when the meeting is not there; a conflict of the store when somebody else was first.
    pub async fn change_signal(
        &self,
        caller: &Caller,
        change: SignalChange,
        command: SignalCommand,
    ) -> Result<SignalView, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let sheet = self.seen_signal(&bench, change.id).await?.at(change.version)?;
        let name = match &command {
            SignalCommand::Agenderen { .. } => {
                let message = "zet het signaal op de agenda van een vergadering";
                return Err(AppError::fault("/naam", FaultCode::OnbekendeWaarde, message));
            }
            SignalCommand::Doorzenden { .. } => "doorzenden",
            SignalCommand::Afhandelen { .. } => "afhandelen",
        };
        let signal = sheet.paper.clone().handle(command, bench.now, caller.actor())?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let sheet = sheet.keep(&mut tx, signal).await?;
        tx.audit(&sheet.line(&bench, name)?).await?;
        tx.commit().await?;
        Ok(view(&bench, sheet))
    }

    /// Puts a signal on the agenda of a meeting; opens that agenda when it was not open yet.
    ///
    /// # Errors
    /// As [`App::change_meeting`]; [`AppError::Input`] when the meeting is not there; a conflict of the store when the signal or
    /// the meeting was changed by somebody else.
    pub async fn schedule_signal(
        &self,
        caller: &Caller,
        change: SignalChange,
        wanted: &ScheduleSignal,
    ) -> Result<SignalView, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let signal = self.seen_signal(&bench, change.id).await?.at(change.version)?;
        let meeting = match self.sheet::<Meeting>(caller, wanted.meeting.uuid()).await {
            Err(AppError::NotFound) => {
                let message = "kies een vergadering van uw werkgroep";
                return Err(AppError::fault("/vergadering", FaultCode::OnbekendeWaarde, message));
            }
            found => found?,
        };
        let mut commands: Vec<Command> = Vec::new();
        if matches!(meeting.paper, Meeting::Planned(_)) {
            commands.push(OpenAgenda {}.into());
        }
        let punt = AgendaItem {
            id: self.fresh(bench.now),
            onderwerp: Subject::Signaal { signaal: change.id },
            redenen: vec![
                signal_reason(signal.paper.file()),
                Reason::Ingebracht { toelichting: wanted.why.clone() },
            ],
            minuten: wanted.minutes,
            vraag: None,
            ingebracht_door: caller.account(),
        };
        commands.push(AddItem { punt, reden: wanted.reason.clone() }.into());
        let at = MeetingChange { id: wanted.meeting, version: meeting.version };
        self.steps(caller, at, commands).await?;
        self.group_signal(caller, change.id).await
    }

    async fn seen_signal(
        &self,
        bench: &Bench<'_>,
        id: SignalId,
    ) -> Result<Sheet<Signal>, AppError> {
        let sheet = self.sheet::<Signal>(bench.caller, id.uuid()).await?;
        let declared = self.declared_in_signals(bench.caller).await?;
        if sees(bench, &declared, &sheet.paper) { Ok(sheet) } else { Err(AppError::NotFound) }
    }

    async fn declared_in_signals(&self, caller: &Caller) -> Result<Vec<Conflict>, AppError> {
        let meetings = self.sheets::<Meeting>(caller).await?.into_iter();
        Ok(meetings.flat_map(|sheet| sheet.paper.head().belangen.clone()).collect())
    }
}

fn sees(bench: &Bench<'_>, declared: &[Conflict], signal: &Signal) -> bool {
    bench.sees(declared, &Subject::Signaal { signaal: signal.file().id })
}

fn view(bench: &Bench<'_>, sheet: Sheet<Signal>) -> SignalView {
    let file = sheet.paper.file();
    let forwarded = file.doorzendingen.iter().map(|forwarding| forwarding.door);
    SignalView {
        id: file.id,
        versie: sheet.version,
        namen: bench.names_of(forwarded.chain([file.ingebracht_door])),
        signaal: sheet.paper,
    }
}
