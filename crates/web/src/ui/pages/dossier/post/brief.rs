//! One letter: writing it beside its picture, a second pair of eyes, and sending it.

use app::{
    AppError, Caller, FixLetter, LetterField, LetterPage, LetterWay, Permission, ReturnLetter,
    SendLetter, StoreError, WriteLetter,
};
use axum::http::StatusCode;
use kernel::{CaseId, LetterId, Redacted};
use serde::Serialize;
use std::collections::BTreeMap;

use super::super::kop::Kop;
use super::super::tabs::tab;
use super::super::{READ, WRITE, opened};
use super::{status, way};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, VERSION};
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/post/{briefId}";
/// What a page shows of a long letter.
const MOST_PAGES: usize = 4;
/// An element of a letter is called `reden`; this is why a step is taken.
const REASON: &str = "waarom";

pub(super) fn routes() -> Vec<PageRoute> {
    let step = |path, run| post(path, WRITE, run).button_of(PATH);
    vec![
        get(PATH, READ, show),
        post(PATH, WRITE, write),
        get("/dossiers/{dossierId}/post/{briefId}/pdf", READ, pdf),
        get("/dossiers/{dossierId}/post/{briefId}/docx", READ, office_file),
        get("/dossiers/{dossierId}/post/{briefId}/blad/{blad}", READ, picture),
        step("/dossiers/{dossierId}/post/{briefId}/stap", take),
    ]
}

#[derive(Debug, Serialize)]
struct Brief {
    kop: Kop,
    adres: String,
    naam: String,
    code: String,
    aan: String,
    stand: &'static str,
    versie: i32,
    feiten: Vec<String>,
    opmerking: Option<String>,
    samenvatting: Option<Summary>,
    schrijven: bool,
    velden: Vec<Veld>,
    ontbreekt: Vec<String>,
    /// The first page weighs what a page may weigh; the others come when somebody opens them.
    eerste_blad: Option<Blad>,
    bladen: Vec<Blad>,
    hoort_bij_dossier: bool,
    stappen: Stappen,
    /// What was read is what is fixed.
    lezing: Option<String>,
    reden: Field,
    verzending: Vec<Field>,
}

/// A field with what stood there before.
#[derive(Debug, Serialize)]
struct Veld {
    invoer: Field,
    eerder: Option<String>,
    leeg_eerder: bool,
}

#[derive(Debug, Serialize)]
struct Blad {
    adres: String,
    alt: String,
}

/// The steps that can be taken now.
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
#[derive(Debug, Serialize)]
struct Stappen {
    voorleggen: bool,
    vaststellen: bool,
    wacht_op_ander: bool,
    verzenden: bool,
    vervallen: bool,
}

impl View for Brief {
    const TEMPLATE: &'static str = "pages/dossier/post";
}

type Place = (CaseId, LetterId);

fn place(visit: &Visit) -> Result<Place, Trouble> {
    Ok((visit.of_path("dossierId")?, visit.of_path("briefId")?))
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let page = visit.app.letter_page(&caller, place(&visit)?).await?;
    let form = if visit.recalled { visit.form.clone() } else { filled(&page) };
    shown((&visit, &caller), (&page, &form), &Mistakes::default()).await
}

async fn pdf(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (name, bytes) = visit.app.letter_pdf(&caller, place(&visit)?).await?;
    Ok(Answer::shown("application/pdf", &name, bytes))
}

async fn office_file(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let file = visit.app.letter_office_file(&caller, place(&visit)?).await?;
    let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(Answer::file(media, &file.file_name, file.bytes))
}

async fn picture(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let page = (place(&visit)?, visit.of_path("blad")?);
    let drawn = visit.app.letter_picture(&caller, page).await?.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("image/svg+xml", "blad.svg", drawn.into_bytes()))
}

async fn write(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let place = place(&visit)?;
    let page = visit.app.letter_page(&caller, place).await?;
    let request = WriteLetter { versie: version(&visit)?, velden: texts(&visit.form, &page) };
    match visit.app.write_letter(&caller, place, &request).await {
        Ok(()) => Ok(Answer::see(visit.address.clone()).saying(Notice::LetterKept)),
        Err(error) => refused((&visit, &caller), (&page, &visit.form), error).await,
    }
}

/// Shows the page again with what was filled in, also when somebody else was first.
async fn refused(
    (visit, caller): (&Visit, &Caller),
    (page, form): (&LetterPage, &Form),
    error: AppError,
) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    match error {
        AppError::Input(faults) => {
            let field = |pointer: &str| {
                let name = pointer.trim_start_matches('/');
                match name.strip_prefix("velden/") {
                    Some(element) => element.to_owned(),
                    None if name == "reden" => REASON.to_owned(),
                    None if name == "bewijs" => "bewijsstuk".to_owned(),
                    None => name.to_owned(),
                }
            };
            mistakes = Mistakes::of_faults(&faults, field);
        }
        AppError::Store(StoreError::Conflict) => mistakes.add(
            VERSION,
            "Iemand anders heeft deze brief intussen gewijzigd. Wat u invulde staat er nog; wat er nu op het dossier staat, ziet u bij elk veld.",
        ),
        other => return Err(other.into()),
    }
    shown((visit, caller), (page, form), &mistakes).await
}

fn version(visit: &Visit) -> Result<i32, Trouble> {
    visit.form.text(VERSION).parse().map_err(|_| Trouble::Unproven)
}

fn texts(form: &Form, page: &LetterPage) -> BTreeMap<String, Redacted<String>> {
    let fields = page.velden.iter().map(|field| field.id.clone());
    fields
        .map(|id| {
            let text = Redacted::new(form.raw(&id).to_owned());
            (id, text)
        })
        .collect()
}

/// Takes the step of the button that was pressed.
async fn take(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let place = place(&visit)?;
    let page = visit.app.letter_page(&caller, place).await?;
    let versie = version(&visit)?;
    let reason =
        || ReturnLetter { versie, reden: Redacted::new(visit.form.text(REASON).to_owned()) };
    let (taken, says) = match visit.form.text("stap") {
        "voorleggen" => {
            (visit.app.offer_letter(&caller, place, versie).await, Notice::LetterOffered)
        }
        "vaststellen" => {
            let lezing = visit.form.text("lezing").to_owned();
            let request = FixLetter { versie, lezing };
            (visit.app.approve_letter(&caller, place, &request).await, Notice::LetterFinal)
        }
        "teruggeven" => {
            (visit.app.return_letter(&caller, place, &reason()).await, Notice::LetterReturned)
        }
        "vervallen" => {
            (visit.app.drop_letter(&caller, place, &reason()).await, Notice::LetterDropped)
        }
        "verzenden" => match sending(&visit.form, versie) {
            Ok(request) => {
                (visit.app.send_letter(&caller, place, &request).await, Notice::LetterSent)
            }
            Err(mistakes) => {
                return shown((&visit, &caller), (&page, &with_texts(&visit, &page)), &mistakes)
                    .await;
            }
        },
        _ => return Err(Trouble::Unproven),
    };
    match taken {
        Ok(()) => Ok(Answer::see(page_address(place)).saying(says)),
        Err(error) => refused((&visit, &caller), (&page, &with_texts(&visit, &page)), error).await,
    }
}

fn page_address((id, letter): Place) -> String {
    format!("/dossiers/{id}/post/{letter}")
}

/// A step sends no texts of the letter: those on the file are shown with what was filled in for the step.
fn with_texts(visit: &Visit, page: &LetterPage) -> Form {
    let mut form = filled(page);
    for name in [REASON, "wijze", "email", "op", "bewijsstuk"] {
        form.set(name, visit.form.raw(name));
    }
    form
}

fn sending(form: &Form, versie: i32) -> Result<SendLetter, Mistakes> {
    let mut mistakes = Mistakes::default();
    let way = LetterWay::ALL.into_iter().find(|way| way.id() == form.text("wijze"));
    if way.is_none() {
        mistakes.add("wijze", "Kies hoe de brief weggaat.");
    }
    let day = form.given("op").map(words::read_day);
    if day == Some(None) {
        mistakes.add("op", "Vul een dag in als dd-mm-jjjj.");
    }
    match way.filter(|_| mistakes.is_empty()) {
        Some(wijze) => Ok(SendLetter {
            versie,
            wijze,
            email: form.given("email").map(|text| Redacted::new(text.to_owned())),
            op: day.flatten(),
            bewijs: form.given("bewijsstuk").map(|text| Redacted::new(text.to_owned())),
        }),
        None => Err(mistakes),
    }
}

fn filled(page: &LetterPage) -> Form {
    let mut form = Form::default();
    for field in &page.velden {
        form.set(&field.id, field.tekst.reveal().as_str());
    }
    form
}

async fn shown(
    (visit, caller): (&Visit, &Caller),
    (page, form): (&LetterPage, &Form),
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("brieven").ok_or(Trouble::NotFound)?;
    let address = page_address((opened.answer.id, page.brief.id));
    let clashes = mistakes.of(VERSION).is_some();
    let velden: Vec<Veld> =
        page.velden.iter().map(|field| written(field, (form, mistakes), clashes)).collect();
    let reden = Field::lines(REASON, "Waarom?").filled(form, mistakes);
    let verzending = dispatch(form, mistakes);
    let names: Vec<Field> = velden
        .iter()
        .map(|one| one.invoer.clone())
        .chain(std::iter::once(reden.clone()))
        .chain(verzending.iter().cloned())
        .collect();
    let stand = page.brief.stand.as_str();
    let may_write = caller.may(Permission::WriteCases);
    let mut sheets = pages(&address, page).into_iter();
    let view = Brief {
        kop: Kop::of(visit, &opened, here),
        eerste_blad: sheets.next(),
        bladen: sheets.collect(),
        adres: address,
        naam: page.brief.naam.clone(),
        code: page.brief.code.clone(),
        aan: page.brief.aan.reveal().clone(),
        stand: status(stand),
        versie: page.brief.versie,
        feiten: facts(visit, page),
        opmerking: page.opmerking.as_ref().map(|text| text.reveal().clone()),
        samenvatting: Summary::of(mistakes, &names),
        schrijven: may_write && matches!(stand, "concept" | "voorgelegd"),
        velden,
        ontbreekt: page.ontbreekt.clone(),
        hoort_bij_dossier: page.hoort_bij_dossier,
        stappen: Stappen {
            voorleggen: may_write && stand == "concept",
            vaststellen: may_write && stand == "voorgelegd" && !page.eigen_tekst,
            wacht_op_ander: stand == "voorgelegd" && page.eigen_tekst,
            verzenden: may_write
                && (matches!(stand, "definitief" | "printlijst") || page.brief.mail_mislukt),
            vervallen: may_write && !matches!(stand, "verzonden" | "vervallen"),
        },
        lezing: page.lezing.clone(),
        reden,
        verzending,
    };
    let title = view.kop.title(&view.naam);
    if mistakes.is_empty() {
        return page_as(visit, StatusCode::OK, &title, &view);
    }
    let status = if clashes { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
    page_as(visit, status, &format!("Fout: {title}"), &view)
}

/// A field of the letter. What is wrong with the text on the file is said as long as nothing else was filled in.
fn written(field: &LetterField, (form, mistakes): (&Form, &Mistakes), clashes: bool) -> Veld {
    let made = match field.vorm.as_str() {
        "regel" => Field::text(&field.id, &field.naam),
        "dag" => Field::day(&field.id, &field.naam),
        "keuze" => Field::select(&field.id, &field.naam).choices(
            std::iter::once((String::new(), "Kies".to_owned())).chain(field.keuzes.clone()),
        ),
        _ => Field::lines(&field.id, &field.naam),
    };
    let made = if field.verplicht { made } else { made.optional() };
    let hint = hint(field);
    let made = if hint.is_empty() { made } else { made.hint(hint) };
    let mut all = Mistakes::default();
    if let Some(sentence) = mistakes.of(&field.id) {
        all.add(&field.id, sentence);
    } else if let Some(error) = &field.fout {
        all.add(&field.id, kernel::capitalised(error));
    }
    let before = if clashes { Some(&field.tekst) } else { field.eerder.as_ref() };
    let before = before.map(|text| text.reveal().clone());
    Veld {
        invoer: made.filled(form, &all),
        leeg_eerder: before.as_ref().is_some_and(|text| text.trim().is_empty()),
        eerder: before.filter(|text| !text.trim().is_empty()),
    }
}

fn hint(field: &LetterField) -> String {
    let shape = match field.vorm.as_str() {
        "voorschriften" => {
            "Eén voorschrift per regel: wat | gevaar (a, b, lid 6 of artikel 4) | termijn | bewijs"
        }
        "tekst" => "Lege regel: nieuwe alinea. Regel met - ervoor: lijst. **Woorden** worden vet",
        _ => "",
    };
    let parts = [field.uitleg.as_str(), shape, field.bron.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}

fn dispatch(form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let ways = [
        ("post", "Per post, via de printlijst"),
        ("mailbericht", "In het portaal, met een mail dat er een brief klaarstaat"),
        ("uitgereikt", "Uitgereikt of al verstuurd"),
    ];
    let fields = [
        Field::radios("wijze", "Hoe gaat de brief weg?").choices(ways),
        Field::text("email", "Mailadres voor het bericht")
            .hint("Alleen bij een brief in het portaal, aan wie daar al eens was. In de mail staat niet waar de brief over gaat")
            .input("email")
            .optional(),
        Field::day("op", "Op welke dag?")
            .hint("dd-mm-jjjj. Laat dit leeg als de brief nog geprint moet worden, of bij een mail.")
            .optional(),
        Field::text("bewijsstuk", "Waaruit blijkt dat?")
            .hint("Bijvoorbeeld het nummer van de aangetekende post of een ontvangstbewijs")
            .optional(),
    ];
    fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
}

fn pages(address: &str, page: &LetterPage) -> Vec<Blad> {
    let shown = page.bladen.min(MOST_PAGES);
    let blad = |number: usize| Blad {
        adres: format!("{address}/blad/{number}"),
        alt: format!("Bladzijde {number} van {}. De tekst leest u in de pdf.", page.bladen),
    };
    (1..=shown).map(blad).collect()
}

fn facts(visit: &Visit, page: &LetterPage) -> Vec<String> {
    let line = &page.brief;
    let on = words::day(line.geschreven_op.dutch_date(), visit.today());
    let wrote = format!("Laatste tekst van {}, {on}", line.geschreven_door);
    let approved = line.vastgesteld_door.as_ref().map(|who| format!("Vastgesteld door {who}"));
    let digest = line.sha256.as_ref().map(|digest| format!("sha256 {digest}"));
    let sent = line
        .verzonden_op
        .zip(line.wijze.as_deref())
        .map(|(day, how)| format!("Verzonden op {}, {}", words::day(day, visit.today()), way(how)));
    let mail = line.mail.clone();
    let proof = page.bewijs.as_ref().map(|text| format!("Bewijs: {}", text.reveal()));
    std::iter::once(wrote)
        .chain(approved)
        .chain(digest)
        .chain(sent)
        .chain(mail)
        .chain(proof)
        .collect()
}
