//! All letters of a file with their status, and a new one.

use app::{AppError, Caller, LetterChoice, LetterLine, NewLetterRequest, Permission};
use kernel::CaseId;
use serde::Serialize;

use super::super::kop::Kop;
use super::super::tabs::tab;
use super::super::{READ, WRITE, opened};
use super::{status, way};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::Mistakes;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{Keeps, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/brieven";
/// The field with the kind and, after a stroke, the person.
const CHOICE: &str = "brief";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, READ, show), post(PATH, WRITE, begin).keeping(Keeps::Nothing)]
}

#[derive(Debug, Serialize)]
struct Brieven {
    kop: Kop,
    regels: Vec<Regel>,
    leeg: &'static str,
    samenvatting: Option<Summary>,
    keuze: Field,
    mag_schrijven: bool,
}

#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    code: String,
    aan: String,
    adres: Option<String>,
    stand: &'static str,
    wanneer: String,
    door: String,
}

impl View for Brieven {
    const TEMPLATE: &'static str = "pages/dossier/brieven";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, None).await
}

async fn begin(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: CaseId = visit.of_path("dossierId")?;
    let (kind, person) =
        visit.form.text(CHOICE).split_once('/').unwrap_or((visit.form.text(CHOICE), ""));
    let request = NewLetterRequest { soort: kind.to_owned(), persoon: person.parse().ok() };
    match visit.app.begin_letter(&caller, id, &request).await {
        Ok(letter) => {
            Ok(Answer::see(format!("/dossiers/{id}/post/{letter}")).saying(Notice::LetterBegun))
        }
        Err(AppError::Input(faults)) => {
            let mistakes = Mistakes::of_faults(&faults, |_| CHOICE.to_owned());
            shown(&visit, &caller, Some(&mistakes)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let id = opened.answer.id;
    let here = tab("brieven").ok_or(Trouble::NotFound)?;
    let letters = visit.app.letters_of(caller, id).await?;
    let choices = visit.app.letter_choices(caller, id).await?;
    let none = Mistakes::default();
    let keuze = choice(&choices).filled(&visit.form, mistakes.unwrap_or(&none));
    let view = Brieven {
        kop: Kop::of(visit, &opened, here),
        regels: letters.iter().map(|line| row(visit, id, line)).collect(),
        leeg: here.empty,
        samenvatting: Summary::of(mistakes.unwrap_or(&none), std::slice::from_ref(&keuze)),
        keuze,
        mag_schrijven: caller.may(Permission::WriteCases),
    };
    let title = view.kop.title("Brieven");
    match mistakes {
        None => page(visit, &title, &view),
        Some(_) => page_with_mistakes(visit, &title, &view),
    }
}

fn choice(choices: &[LetterChoice]) -> Field {
    let of = |choice: &LetterChoice| -> Vec<(String, String)> {
        let name = format!("{} {}", choice.code, choice.naam);
        if choice.aan.is_empty() {
            return vec![(choice.soort.clone(), name)];
        }
        let to = choice.aan.iter().map(|to| {
            let value = format!("{}/{}", choice.soort, to.persoon);
            (value, format!("{name}, aan {}", to.naam.reveal()))
        });
        to.collect()
    };
    let first = std::iter::once((String::new(), "Kies een brief".to_owned()));
    Field::select(CHOICE, "Welke brief?").choices(first.chain(choices.iter().flat_map(of)))
}

fn row(visit: &Visit, id: CaseId, line: &LetterLine) -> Regel {
    let sent = line.verzonden_op.zip(line.wijze.as_deref());
    let sent = sent.map(|(day, how)| format!("{}, {}", words::day(day, visit.today()), way(how)));
    Regel {
        naam: line.naam.clone(),
        code: line.code.clone(),
        aan: line.aan.reveal().clone(),
        adres: (!line.afgeschermd).then(|| format!("/dossiers/{id}/post/{}", line.id)),
        stand: status(&line.stand),
        wanneer: sent.unwrap_or_else(|| words::day(line.geschreven_op.dutch_date(), visit.today())),
        door: line.vastgesteld_door.clone().unwrap_or_else(|| line.geschreven_door.clone()),
    }
}
