//! The help desk: colleagues ask, members answer with the articles and rules it rests on, everybody of the party searches. A
//! question holds no data of a file.

use super::bench::{Bench, Paper, Sheet};
use super::request::{AskHelp, HelpChange, HelpSearch};
use super::view::HelpView;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, Paged, Permission, RequestKey};
use kernel::{FaultCode, Faults, HelpQuestionId, Id};
use meetings::{Asked, HelpCommand, HelpQuestion, Link};
use store::Cursor;

/// The longest subject of a question: a few words.
const LONGEST_SUBJECT: usize = 200;
/// The longest name of an article or a rule that an answer rests on.
const LONGEST_LINK: usize = 200;
/// A page of the list holds so many questions.
const PAGE: usize = 50;

impl App {
    /// Searches all questions, the newest first; without words it lists them. Those without an answer are shown to who asked and
    /// to who may answer; withdrawn ones to nobody.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the party has no group; [`AppError::Forbidden`] for who works on no files.
    pub async fn help_questions(
        &self,
        caller: &Caller,
        search: &HelpSearch,
    ) -> Result<Vec<HelpView>, AppError> {
        let bench = self.desk(caller).await?;
        let wanted = Wanted::of(search);
        let sheets = self.sheets::<HelpQuestion>(caller).await?;
        let found = sheets.into_iter().filter(|sheet| wanted.takes(&bench, &sheet.paper));
        Ok(found.map(|sheet| view(&bench, sheet)).collect())
    }

    /// Returns a page of what [`App::help_questions`] finds. What is not asked for is read on until the page is full.
    ///
    /// # Errors
    /// As [`App::help_questions`]; [`AppError::Input`] for a place in the list that is none.
    pub async fn help_page(
        &self,
        caller: &Caller,
        search: &HelpSearch,
        cursor: Option<&str>,
    ) -> Result<Paged<HelpView>, AppError> {
        let bench = self.desk(caller).await?;
        let wanted = Wanted::of(search);
        let mut cursor = cursor.map(Cursor::new);
        let (mut items, mut last) = (Vec::new(), None);
        loop {
            let kind = HelpQuestion::KIND;
            let page = self.store.group_papers(caller.scope(), kind, cursor.as_ref()).await?;
            for row in &page.items {
                let sheet = Sheet::open(row)?;
                if !wanted.takes(&bench, &sheet.paper) {
                    continue;
                }
                if items.len() == PAGE {
                    return Ok(Paged { items, volgende: last });
                }
                items.push(view(&bench, sheet));
                last = row.cursor().map(|cursor| cursor.as_str().to_owned());
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(Paged { items, volgende: None });
            }
        }
    }

    /// Returns whether the caller may ask the working group: the party has one, and the caller works on files.
    pub async fn has_help_desk(&self, caller: &Caller) -> Result<bool, AppError> {
        Ok(works_on_files(caller) && self.store.working_group(caller.scope()).await?.is_some())
    }

    /// Reads a question.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not of the caller's party, was withdrawn, or waits for its answer and is another's.
    pub async fn help_question(
        &self,
        caller: &Caller,
        id: HelpQuestionId,
    ) -> Result<HelpView, AppError> {
        let bench = self.desk(caller).await?;
        Ok(view(&bench, self.seen_question(&bench, id).await?))
    }

    /// Asks a question.
    ///
    /// # Errors
    /// [`AppError::Input`] when the subject is longer than a line; as [`App::help_questions`].
    pub async fn ask_help(
        &self,
        caller: &Caller,
        asked: &AskHelp,
        key: Option<&RequestKey>,
    ) -> Result<HelpView, AppError> {
        let bench = self.desk(caller).await?;
        if asked.onderwerp.as_str().chars().count() > LONGEST_SUBJECT {
            let message = format!("schrijf een onderwerp van ten hoogste {LONGEST_SUBJECT} tekens");
            return Err(AppError::fault("/onderwerp", FaultCode::VerkeerdeVorm, message));
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt::<HelpQuestionId>(&mut tx, caller, key, bench.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.help_question(caller, id).await;
            }
        };
        let id: HelpQuestionId = self.fresh(bench.now);
        let question = HelpQuestion::Gesteld(Asked {
            id,
            partij: caller.party().clone(),
            vrager: caller.account(),
            onderwerp: asked.onderwerp.clone(),
            vraag: asked.vraag.clone(),
            gesteld_op: bench.now,
        });
        let sheet = Sheet::add(&mut tx, bench.group.id, id.uuid(), question).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.audit(&sheet.line(&bench, "stellen")?).await?;
        tx.commit().await?;
        Ok(view(&bench, sheet))
    }

    /// Answers, closes, opens again or withdraws a question.
    ///
    /// # Errors
    /// [`AppError::Input`] at an article or a rule without a name or with a long one; [`AppError::Forbidden`] for who may neither
    /// answer nor asked; [`AppError::Meeting`] when a rule stands in the way; a conflict
    /// of the store when somebody else was first.
    pub async fn change_help_question(
        &self,
        caller: &Caller,
        change: HelpChange,
        command: HelpCommand,
    ) -> Result<HelpView, AppError> {
        let bench = self.desk(caller).await?;
        let sheet = self.seen_question(&bench, change.id).await?.at(change.version)?;
        let own = sheet.paper.asked().vrager == caller.account();
        let name = match &command {
            HelpCommand::Beantwoorden { .. } => "beantwoorden",
            HelpCommand::Sluiten => "sluiten",
            HelpCommand::Heropenen => "heropenen",
            HelpCommand::Intrekken => "intrekken",
        };
        let answers = matches!(command, HelpCommand::Beantwoorden { .. });
        bench.must(|rights| rights.lid || rights.leiden || (own && !answers))?;
        check_links(&command)?;
        let question = sheet.paper.clone().handle(command, bench.now, caller.actor())?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let sheet = sheet.keep(&mut tx, question).await?;
        tx.audit(&sheet.line(&bench, name)?).await?;
        tx.commit().await?;
        Ok(view(&bench, sheet))
    }

    /// Lets in who works on files, member of the group or not.
    async fn desk<'c>(&self, caller: &'c Caller) -> Result<Bench<'c>, AppError> {
        let bench = self.group_of(caller).await?.ok_or(AppError::NotFound)?;
        if works_on_files(caller) { Ok(bench) } else { Err(AppError::Forbidden) }
    }

    async fn seen_question(
        &self,
        bench: &Bench<'_>,
        id: HelpQuestionId,
    ) -> Result<Sheet<HelpQuestion>, AppError> {
        let sheet = self.sheet::<HelpQuestion>(bench.caller, id.uuid()).await?;
        if sees(bench, &sheet.paper) { Ok(sheet) } else { Err(AppError::NotFound) }
    }
}

/// What is looked for in the help desk.
struct Wanted {
    words: Vec<String>,
    only_open: bool,
}

impl Wanted {
    fn of(search: &HelpSearch) -> Self {
        let words = search.woorden.split_whitespace().map(str::to_lowercase).collect();
        Self { words, only_open: search.alleen_open }
    }

    fn takes(&self, bench: &Bench<'_>, question: &HelpQuestion) -> bool {
        let open = matches!(question, HelpQuestion::Gesteld(_));
        sees(bench, question) && (open || !self.only_open) && holds(question, &self.words)
    }
}

fn works_on_files(caller: &Caller) -> bool {
    caller.may(Permission::ReadCases) || caller.may(Permission::WriteCases)
}

/// Refuses an answer that rests on something without a name, or with one that is no name.
fn check_links(command: &HelpCommand) -> Result<(), AppError> {
    let HelpCommand::Beantwoorden { verwijzingen, .. } = command else { return Ok(()) };
    let mut faults = Faults::new();
    for (index, link) in verwijzingen.iter().enumerate() {
        let (name, text) = match link {
            Link::Artikel { artikel } => ("artikel", artikel),
            Link::Beleidsregel { regel, .. } => ("regel", regel),
        };
        if text.trim().is_empty() || text.chars().count() > LONGEST_LINK {
            let message =
                format!("noem een artikel of regel in 1 tot en met {LONGEST_LINK} tekens");
            faults.add(format!("/verwijzingen/{index}/{name}"), FaultCode::VerkeerdeVorm, message);
        }
    }
    Ok(faults.into_result(Some(()))?)
}

/// Whoever may answer sees what waits for an answer; who asked sees the own question; everybody sees what was answered.
fn sees(bench: &Bench<'_>, question: &HelpQuestion) -> bool {
    match question {
        HelpQuestion::Gesteld(asked) => {
            asked.vrager == bench.account() || bench.rights.lid || bench.rights.leiden
        }
        HelpQuestion::Beantwoord(_) | HelpQuestion::Gesloten(_) => true,
        HelpQuestion::Ingetrokken(_) => false,
    }
}

/// Whether all words stand in a question or the answer that holds; what has no answer is searched by its own words.
fn holds(question: &HelpQuestion, words: &[String]) -> bool {
    let asked = question.asked();
    let own = || [&asked.onderwerp, &asked.vraag].map(case::Text::as_str).join("\n");
    let text = question.searchable().unwrap_or_else(own).to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn view(bench: &Bench<'_>, sheet: Sheet<HelpQuestion>) -> HelpView {
    let asked = sheet.paper.asked();
    let answered = sheet.paper.answers().iter().map(|answer| answer.door);
    HelpView {
        id: asked.id,
        versie: sheet.version,
        namen: bench.names_of(answered.chain([asked.vrager])),
        eigen: asked.vrager == bench.account(),
        mag_antwoorden: bench.rights.lid || bench.rights.leiden,
        vraag: sheet.paper,
    }
}
