//! One page of the form: shown, kept when it is sent, and shown again with what is wrong or still missing.

use app::questionnaire::{Attached, Block, BlockKey, Place, Question, Sheet, evaluate, places};
use app::{Applicant, Filling, KeepError, StepAnswers};
use axum::http::{Method, StatusCode};
use chrono::NaiveDate;
use serde::Serialize;

use super::antwoord::Reading;
use super::eerder;
use super::lezen::{Sent, read};
use super::vraag::{
    Drawing, Vraag, as_form, date_of, entries_name, entry_numbers, file_of, summary_fields,
};
use super::{Guest, Kop, address, guest, head, inside};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::Summary;
use crate::ui::form::{Form, Mistakes, VERSION};
use crate::ui::page::{View, page, page_as, page_with_mistakes};
use crate::ui::route::PageRoute;
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/formulier/stap/{blok}/{stap}";
/// The field with the button that was pressed.
const BUTTON: &str = "doe";
/// The field with the names of the questions that the page showed.
const SHOWN: &str = "gevraagd";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open(Method::GET, PATH, inside(show)), PageRoute::open_stream(PATH, keep)]
}

#[derive(Debug, Serialize)]
struct Stap {
    kop: Kop,
    opschrift: String,
    inleiding: Option<String>,
    adres: String,
    versie: i64,
    nummer: usize,
    aantal: usize,
    voortgang: Vec<Streep>,
    samenvatting: Option<Summary>,
    bericht: Option<&'static str>,
    vragen: Vec<Vraag>,
    terug: Option<String>,
    is_laatste: bool,
    ontbreekt: bool,
}

#[derive(Debug, Serialize)]
struct Streep {
    soort: &'static str,
}

impl View for Stap {
    const TEMPLATE: &'static str = "pages/formulier/stap";
}

/// A page with all that it is drawn from.
struct Here {
    applicant: Applicant,
    filling: Filling,
    places: Vec<Place>,
    at: usize,
}

impl Here {
    /// Finds the page of an address; none when the answers do not ask for it (any more).
    fn find(
        visit: &Visit,
        applicant: Applicant,
        filling: Filling,
    ) -> Result<Option<Self>, Trouble> {
        let block: BlockKey = visit.of_path("blok")?;
        let step: String = visit.of_path("stap")?;
        let sheet = evaluate(&filling.form, &filling.answers);
        let places = places(&filling.form, &sheet);
        let at = places.iter().position(|place| place.block == block && place.step.id == step);
        Ok(at.map(|at| Self { applicant, filling, places, at }))
    }

    fn place(&self) -> &Place {
        &self.places[self.at]
    }

    fn questions<'s>(&'s self, sheet: &Sheet<'s>) -> Vec<&'s Question> {
        let step = &self.place().step.id;
        let block = sheet.block(self.place().block);
        let asked = block.into_iter().flat_map(Block::certain);
        asked.filter(|question| question.step == *step).collect()
    }

    /// Reads the answers to the questions that the page showed and that are asked, given the answers on the page itself: who says
    /// «nee» need not answer what belongs to «ja», and nothing that was not shown counts as answered.
    fn read(&self, form: &Form, today: NaiveDate) -> (StepAnswers, Mistakes) {
        let (block, mut answers) = (self.place().block, self.filling.answers.clone());
        let shown: Vec<&str> = form.all(SHOWN).collect();
        let mut asked: Vec<&Question> = Vec::new();
        loop {
            let sheet = evaluate(&self.filling.form, &answers);
            let mut now = self.questions(&sheet);
            now.retain(|question| shown.contains(&question.id.as_str()));
            let read = Reading::new(&self.filling, block, form, today).read(&now);
            if now.len() <= asked.len() {
                return read;
            }
            for (question, value) in read.0.answers {
                answers.put(block, &question, value);
            }
            answers.persons.extend(read.0.persons);
            asked = now;
        }
    }

    /// Returns the questions of this step that a page showed.
    fn shown(&self, form: &Form) -> Vec<&Question> {
        let shown: Vec<&str> = form.all(SHOWN).collect();
        let here =
            |one: &&Question| one.step == self.place().step.id && shown.contains(&one.id.as_str());
        self.filling.form.questions.iter().filter(here).collect()
    }

    fn next(&self) -> String {
        self.places.get(self.at + 1).map_or_else(|| "/formulier/nakijken".to_owned(), address)
    }
}

async fn show(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(&applicant).await?;
    let Some(here) = Here::find(&visit, applicant, filling)? else {
        return Ok(Answer::see("/formulier/stappen"));
    };
    if !here.filling.is_open {
        return Ok(Answer::see("/formulier/nakijken"));
    }
    let sheet = evaluate(&here.filling.form, &here.filling.answers);
    let questions = here.questions(&sheet);
    let mut form = as_form(&questions, &here.filling.answers, here.place().block);
    if let Some(group) = visit.query.given("nog") {
        add_entry(&mut form, group);
    }
    let limited = here.filling.is_limited().then_some(LIMITED);
    let view = view(&visit, &here, &questions, (&form, &Mistakes::default()), limited);
    Ok(visit.with_door(page(&visit, &view.opschrift, &view)?))
}

/// What somebody sends after the end of their session is kept as well, so that this looks for itself who they are.
async fn keep(visit: Visit) -> Result<Answer, Trouble> {
    let applicant = match guest(&visit).await? {
        Guest::Here(applicant) => *applicant,
        Guest::Elsewhere(answer) => return too_late(&visit, answer).await,
    };
    let filling = visit.app.filling(&applicant).await?;
    if !filling.is_open {
        return Ok(Answer::see("/formulier/nakijken"));
    }
    let Some(here) = Here::find(&visit, applicant, filling)? else {
        return Ok(Answer::see("/formulier/stappen"));
    };
    let sent = read(&visit, &here.applicant).await?;
    kept(&visit, here, sent).await
}

/// Keeps what somebody sends after the end of their session, and sends them to the door: after coming back it is there.
async fn too_late(visit: &Visit, door: Answer) -> Result<Answer, Trouble> {
    let Some(secret) = cookie::read(&visit.headers, cookie::FORM) else { return Ok(door) };
    let Some(applicant) = visit.app.late_applicant(secret).await? else { return Ok(door) };
    let filling = visit.app.filling(&applicant).await?;
    if let Some(here) = Here::find(visit, applicant, filling)?.filter(|here| here.filling.is_open) {
        let sent = read(visit, &here.applicant).await?;
        kept(visit, here, sent).await?;
    }
    Ok(door)
}

/// Keeps what is right, and says what is wrong.
async fn kept(visit: &Visit, here: Here, mut sent: Sent) -> Result<Answer, Trouble> {
    let version = sent.form.text(VERSION).parse().map_err(|_| Trouble::Unproven)?;
    let button = sent.form.text(BUTTON).to_owned();
    if let Some(entry) = button.strip_prefix("weg:") {
        take_entry(&mut sent.form, entry);
    }
    let block = here.place().block;
    let (mut step, mut mistakes) = here.read(&sent.form, visit.today());
    mistakes.join(std::mem::take(&mut sent.mistakes));
    with_files(&mut step, &sent, &here, visit);
    let questions = here.shown(&sent.form);
    let taking = (&mut sent.form, visit.today());
    step.attached.extend(eerder::take((block, &questions), &here.filling, taking, &mut mistakes));
    step.unlinked.extend(eerder::of_button(&button, block, &here.filling));
    let files = StepAnswers {
        attached: step.attached.clone(),
        detached: step.detached.clone(),
        unlinked: step.unlinked.clone(),
        ..StepAnswers::default()
    };
    match visit.app.keep_step(&here.applicant, version, block, step).await {
        Ok(()) if mistakes.is_empty() => after(visit, here, &sent, &button).await,
        Ok(()) => again(visit, here, &sent.form, &mistakes, None).await,
        Err(KeepError::Stale(now)) => {
            // What was filled in waits for the person; a file cannot be shown again, so it is kept now.
            let kept = visit.app.keep_step(&here.applicant, now.version, block, files).await;
            if let Err(KeepError::App(error)) = kept {
                return Err(error.into());
            }
            again(visit, here, &sent.form, &mistakes, Some(ELSEWHERE)).await
        }
        Err(KeepError::Closed) => Ok(Answer::see("/formulier/nakijken")),
        Err(KeepError::App(error)) => Err(error.into()),
    }
}

const ELSEWHERE: &str = "Dit formulier is intussen in een ander venster gewijzigd. Hieronder staat wat u in dit venster invulde; het is nog niet bewaard. Klopt het? Kies dan nog een keer «Verder».";
const LIMITED: &str = "U kunt nu alleen het stuk aanpassen waar dat bij staat. Uw andere antwoorden blijven zoals ze zijn.";
const NOT_YET: &str = "Wat u invulde is bewaard. Er ontbreekt nog iets op deze bladzijde. U kunt het nu invullen, of later.";

/// Puts the files of this page beside the answers; one that the page did not ask for is taken away again.
fn with_files(step: &mut StepAnswers, sent: &Sent, here: &Here, visit: &Visit) {
    let place = here.place();
    let is_asked = |question: &str, attachment: &str| {
        here.filling.form.question(question).is_some_and(|known| {
            known.step == place.step.id && known.attachments.iter().any(|one| one.id == attachment)
        })
    };
    for (field, document) in &sent.files {
        let asked = file_of(field).filter(|(question, _, id)| is_asked(question, id));
        let Some((question, entry, attachment)) = asked else {
            step.detached.push(document.to_string());
            continue;
        };
        step.attached.push(Attached {
            block: place.block,
            dated: date_of(&sent.form, &question, entry, &attachment, visit.today()),
            question,
            entry,
            attachment,
            document: document.to_string(),
            earlier: false,
        });
    }
}

/// Where somebody goes whose page was kept.
async fn after(visit: &Visit, here: Here, sent: &Sent, button: &str) -> Result<Answer, Trouble> {
    let own = address(here.place());
    if let Some(group) = button.strip_prefix("nog:") {
        return Ok(Answer::see(format!("{own}?nog={group}")));
    }
    match button {
        "stoppen" => {
            if let Some(secret) = cookie::read(&visit.headers, cookie::FORM) {
                visit.app.leave(secret).await?;
            }
            let answer = Answer::see("/formulier").cookie(cookie::clear(cookie::FORM));
            Ok(answer.saying(Notice::FormStopped))
        }
        "verder" | "later" => {
            let filling = visit.app.filling(&here.applicant).await?;
            let Some(now) = Here::find(visit, here.applicant, filling)? else {
                return Ok(Answer::see("/formulier/stappen"));
            };
            let missing = missing_here(visit, &now);
            if button == "later" || missing.is_empty() {
                return Ok(Answer::see(now.next()));
            }
            again(visit, now, &sent.form, &missing, Some(NOT_YET)).await
        }
        _ => Ok(Answer::see(own)),
    }
}

/// Says of every field of the page what is missing in it.
fn missing_here(visit: &Visit, here: &Here) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let (form, answers) = (&here.filling.form, &here.filling.answers);
    for gap in visit.app.missing(form, answers, visit.today()) {
        let question = gap.question.as_deref().and_then(|id| form.question(id));
        let Some(question) = question.filter(|_| gap.block == here.place().block) else { continue };
        if question.step == here.place().step.id {
            let (field, sentence) = super::vraag::as_mistake(question, &gap);
            mistakes.add(&field, sentence);
        }
    }
    mistakes
}

/// Shows the page again as it was filled in, with the answers as they are kept now.
async fn again(
    visit: &Visit,
    here: Here,
    form: &Form,
    mistakes: &Mistakes,
    bericht: Option<&'static str>,
) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(&here.applicant).await?;
    let here = Here { filling, ..here };
    let sheet = evaluate(&here.filling.form, &here.filling.answers);
    let questions = here.questions(&sheet);
    let view = view(visit, &here, &questions, (form, mistakes), bericht);
    let answer = match bericht {
        Some(ELSEWHERE) => page_as(visit, StatusCode::CONFLICT, &view.opschrift, &view)?,
        // Nothing is wrong: what was filled in is kept.
        Some(_) => page(visit, &format!("Nog niet af: {}", view.opschrift), &view)?,
        None => page_with_mistakes(visit, &view.opschrift, &view)?,
    };
    Ok(visit.with_door(answer))
}

fn view(
    visit: &Visit,
    here: &Here,
    questions: &[&Question],
    (form, mistakes): (&Form, &Mistakes),
    bericht: Option<&'static str>,
) -> Stap {
    let place = here.place();
    let drawing = Drawing {
        filling: &here.filling,
        block: place.block,
        form,
        mistakes,
        today: visit.today(),
    };
    let streep = |at: usize| Streep {
        soort: match at.cmp(&here.at) {
            std::cmp::Ordering::Less => "dw-done",
            std::cmp::Ordering::Equal => "dw-now",
            std::cmp::Ordering::Greater => "dw-todo",
        },
    };
    Stap {
        kop: head(visit, &here.applicant, &here.filling),
        opschrift: place.title(&here.filling.answers),
        inleiding: place.step.intro.clone(),
        adres: address(place),
        versie: here.filling.version,
        nummer: here.at + 1,
        aantal: here.places.len(),
        voortgang: (0..here.places.len()).map(streep).collect(),
        samenvatting: Summary::of(mistakes, &summary_fields(questions, form)),
        bericht,
        vragen: questions.iter().map(|question| drawing.question(question)).collect(),
        terug: here.at.checked_sub(1).and_then(|at| here.places.get(at)).map(address),
        is_laatste: here.at + 1 == here.places.len(),
        ontbreekt: bericht == Some(NOT_YET),
    }
}

/// Adds an empty entry to a group.
fn add_entry(form: &mut Form, group: &str) {
    let numbers = entry_numbers(form, group);
    let next = numbers.iter().max().map_or(1, |last| last.saturating_add(1));
    let all = numbers.into_iter().chain([next]).map(|number| number.to_string());
    form.set_all(&entries_name(group), all.collect::<Vec<_>>());
}

/// Takes an entry out of a group: `leningen.2`.
fn take_entry(form: &mut Form, entry: &str) {
    let Some((group, number)) = entry.rsplit_once('.') else { return };
    let name = entries_name(group);
    let rest: Vec<String> = form.all(&name).filter(|nr| *nr != number).map(str::to_owned).collect();
    form.set_all(&name, rest);
}
