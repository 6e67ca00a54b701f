//! Written rounds: a file whose term cannot wait for the meeting.

use super::agenda::MOST_FILES;
use super::bench::{Bench, Book, Sheet};
use super::request::RoundChange;
use super::view::{ItemFile, RoundView};
use crate::dossier::people;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, Permission, RequestKey};
use case::clock::TermKind;
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, FaultCode, Id, RoundId};
use meetings::{Effect, Round, RoundCommand, RoundQuestion, Subject};
use std::collections::BTreeSet;
use store::Tx;

/// What who is not on the file reads in the place of what is in it (Wet Bibob art. 28).
const NOT_ON_FILE: &str = "U staat niet op dit dossier.";

impl App {
    /// Lists the rounds that the caller may see, the last day to answer first.
    pub async fn rounds(&self, caller: &Caller) -> Result<Vec<RoundView>, AppError> {
        let bench = self.bench(caller).await?;
        let book = self.book(caller).await?;
        let files = book.rounds.iter().map(|sheet| sheet.paper.asked().question().dossier);
        let conflicts = self.standing(caller, &book, files).await?;
        let shown: Vec<&Sheet<Round>> = book
            .rounds
            .iter()
            .filter(|sheet| bench.sees(&conflicts, &subject(&sheet.paper)))
            .collect();
        self.round_views(&bench, &book, &shown).await
    }

    /// Reads a round.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not of the caller's party, or the caller has an interest in it (Awb art. 2:4).
    pub async fn round(&self, caller: &Caller, id: RoundId) -> Result<RoundView, AppError> {
        let (bench, book) = (self.bench(caller).await?, self.book(caller).await?);
        let sheet = self.seen_round(&bench, &book, id).await?;
        self.round_views(&bench, &book, &[sheet]).await?.pop().ok_or(AppError::NotFound)
    }

    /// Lists the open files of the caller to ask about, what must be decided first, first; logs the reading per person.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who neither leads nor coordinates.
    pub async fn round_files(&self, caller: &Caller) -> Result<Vec<ItemFile>, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        let rows = self.store.open_cases(caller.viewer(), MOST_FILES).await?;
        self.log_reading(caller, "werkgroepstuk-raadplegen", bench.now, people(&rows)).await?;
        let mut files: Vec<ItemFile> = rows.iter().map(|row| self.item_file(row, None)).collect();
        let decided_by = |file: &ItemFile| {
            let binds = file.termijnsoort.is_some_and(TermKind::binds_the_body);
            file.uiterlijk.filter(|_| binds).unwrap_or(NaiveDate::MAX)
        };
        files.sort_by_key(decided_by);
        Ok(files)
    }

    /// Asks the members for an advice in writing.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who neither leads nor coordinates; [`AppError::Input`] when the caller is not on the file;
    /// [`AppError::Meeting`] when the last day does not fit.
    pub async fn open_round(
        &self,
        caller: &Caller,
        question: &RoundQuestion,
        key: Option<&RequestKey>,
    ) -> Result<RoundView, AppError> {
        let bench = self.bench(caller).await?;
        bench.must(|rights| rights.plannen)?;
        if self.store.cases_of(caller.viewer(), [question.dossier]).await?.is_empty() {
            let message = "dit dossier bestaat niet, of u staat er niet op; vraag eerst toegang";
            return Err(AppError::fault("/dossier", FaultCode::OnbekendeWaarde, message));
        }
        let book = self.book(caller).await?;
        let standing = self.standing(caller, &book, [question.dossier]).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt::<RoundId>(&mut tx, caller, key, bench.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.round(caller, id).await;
            }
        };
        let id: RoundId = self.fresh(bench.now);
        let actor = caller.actor();
        let round = Round::open(id, question.clone(), &bench.group, &standing, bench.now, actor)?;
        let sheet = Sheet::add(&mut tx, bench.group.id, id.uuid(), round).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.audit(&sheet.line(&bench, "openen")?).await?;
        tx.commit().await?;
        self.round(caller, id).await
    }

    /// Answers a round, declares an interest in it, closes or withdraws it. Once closed its advice stands in the file. Who
    /// declared an interest gets no round back.
    ///
    /// # Errors
    /// [`AppError::Meeting`] when a rule stands in the way; a conflict of the store when somebody else was first.
    pub async fn change_round(
        &self,
        caller: &Caller,
        change: RoundChange,
        command: RoundCommand,
    ) -> Result<Option<RoundView>, AppError> {
        let bench = self.bench(caller).await?;
        let leads = matches!(command, RoundCommand::Sluiten | RoundCommand::Intrekken { .. });
        bench.must(|rights| rights.plannen || !leads)?;
        if matches!(command, RoundCommand::Sluiten) && !caller.may(Permission::WriteCases) {
            return Err(AppError::Forbidden);
        }
        let book = self.book(caller).await?;
        self.seen_round(&bench, &book, change.id).await?;
        let sheet = self.sheet::<Round>(caller, change.id.uuid()).await?.at(change.version)?;
        let name = name_of(&command);
        let declares = matches!(command, RoundCommand::BelangMelden { .. });
        let file = sheet.paper.asked().question().dossier;
        let standing = self.standing(caller, &book, [file]).await?;
        let paper = sheet.paper.clone();
        let (round, effects) = paper.handle(command, &standing, bench.now, caller.actor())?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let sheet = sheet.keep(&mut tx, round).await?;
        self.write_round_effects(&mut tx, &bench, (&sheet, effects, declares)).await?;
        tx.audit(&sheet.line(&bench, name)?).await?;
        tx.commit().await?;
        if declares {
            return Ok(None);
        }
        self.round_views(&bench, &book, &[&sheet]).await.map(|mut views| views.pop())
    }

    async fn write_round_effects(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        (sheet, effects, declares): (&Sheet<Round>, Vec<Effect>, bool),
    ) -> Result<(), AppError> {
        for effect in effects {
            if let Effect::AdviceToFile { file, advice } = effect {
                self.advise_file(tx, bench, file, advice).await?;
            }
        }
        let asked = sheet.paper.asked();
        if let Some(own) = asked.conflicts().last().filter(|_| declares) {
            let place = (asked.question().dossier, own.lid);
            self.keep_off(tx, bench, place, &own.reden).await?;
        }
        Ok(())
    }

    async fn seen_round<'b>(
        &self,
        bench: &Bench<'_>,
        book: &'b Book,
        id: RoundId,
    ) -> Result<&'b Sheet<Round>, AppError> {
        let sheet = book.rounds.iter().find(|sheet| sheet.id == id.uuid());
        let sheet = sheet.ok_or(AppError::NotFound)?;
        let file = sheet.paper.asked().question().dossier;
        let conflicts = self.standing(bench.caller, book, [file]).await?;
        let sees = bench.sees(&conflicts, &subject(&sheet.paper));
        if sees { Ok(sheet) } else { Err(AppError::NotFound) }
    }

    async fn round_views(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        sheets: &[&Sheet<Round>],
    ) -> Result<Vec<RoundView>, AppError> {
        let subjects: Vec<Subject> = sheets.iter().map(|sheet| subject(&sheet.paper)).collect();
        let titles = self.titles(bench.caller, book, (bench.now, &subjects)).await?;
        let files = subjects.iter().filter_map(Subject::file);
        let standing = self.standing(bench.caller, book, files).await?;
        let own: Vec<CaseId> =
            subjects.iter().filter_map(|one| titles.file(one)).map(|file| file.id).collect();
        let members = self.store.members_of(bench.caller.viewer(), own).await?;
        let instead = case::Text::try_from(NOT_ON_FILE.to_owned())
            .map_err(|_| AppError::Unreadable("words for who is not on a file".to_owned()))?;
        let view = |sheet: &&Sheet<Round>| {
            let round = sheet.paper.clone().carried_over(&standing);
            let asked = round.asked();
            let subject = subject(&round);
            let on_file = members.get(&asked.question().dossier).filter(|_| bench.rights.plannen);
            let ronde = round.clone();
            let today = bench.now.dutch_date();
            let (waiting, mine) = match &round {
                Round::Open(round) => (round.waiting(), round.seats_for(bench.account(), today)),
                Round::Gesloten(_) | Round::Ingetrokken(_) => (Vec::new(), Vec::new()),
            };
            // The member before the deputy, and nobody with an interest.
            let outside = |known: &BTreeSet<AccountId>| -> Vec<String> {
                let asked = waiting.iter().filter_map(|(_, who)| who.first().copied());
                asked.filter(|who| !known.contains(who)).map(|who| bench.name(who)).collect()
            };
            let in_group = bench.group.leden.iter().map(|member| member.account);
            let replied = asked.replies().iter().map(|reply| reply.lid);
            RoundView {
                id: asked.id(),
                versie: sheet.version,
                ronde: if titles.hides(&subject) { ronde.without_content(&instead) } else { ronde },
                zonder_toegang: on_file.map(outside).unwrap_or_default(),
                titel: titles.of(&subject),
                dossier: titles.file(&subject).cloned(),
                mijn_plaatsen: mine,
                wachten_op: waiting.iter().map(|(seat, _)| *seat).collect(),
                namen: bench.names_of(in_group.chain(replied).chain([asked.asked_by().0])),
                mag: bench.rights.clone(),
            }
        };
        Ok(sheets.iter().map(view).collect())
    }
}

fn subject(round: &Round) -> Subject {
    Subject::Dossier { dossier: round.asked().question().dossier }
}

fn name_of(command: &RoundCommand) -> &'static str {
    match command {
        RoundCommand::Antwoorden { .. } => "antwoorden",
        RoundCommand::BelangMelden { .. } => "belang-melden",
        RoundCommand::Sluiten => "sluiten",
        RoundCommand::Intrekken { .. } => "intrekken",
    }
}
