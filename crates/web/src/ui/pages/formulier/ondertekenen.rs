//! Signing and handing in: for oneself or for another with an authorisation, alone or together.

use app::questionnaire::Signature;
use app::{AppError, Applicant, Filling, KeepError, SignatureEntry};
use axum::http::Method;
use serde::Serialize;

use super::lezen::{Sent, read};
use super::nakijken::missing;
use super::vraag::Bijlage;
use super::{Kop, head, inside};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, VERSION, sentence};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/formulier/ondertekenen";
const TITLE: &str = "Ondertekenen";
/// The field with the file of the authorisation, and the field with the id of one that came in before.
const FILE: &str = "bestand.machtiging";
const KEPT: &str = "machtiging";
/// The box of who signs for another.
const PROXY: &str = "gemachtigde";
const CO_SIGNERS: &str = "medeondertekenaars";
/// The day on which a form came on paper; only who enters one is asked.
const RECEIVED: &str = "ontvangenOp";
/// The longest name, function or place, and the most people who sign as well.
const LONGEST: usize = 200;
const MOST_SIGNERS: usize = 10;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, PATH, inside(show)),
        PageRoute::open_stream(PATH, inside(sign)),
    ]
}

#[derive(Debug, Serialize)]
struct Ondertekenen {
    kop: Kop,
    versie: i64,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    machtiging: Bijlage,
    bewaard: String,
    slot: Vec<Field>,
    ontbreekt: Option<String>,
}

impl View for Ondertekenen {
    const TEMPLATE: &'static str = "pages/formulier/ondertekenen";
}

#[derive(Debug, Serialize)]
struct Klaar {
    kop: Kop,
    op: String,
    versie: i64,
    ontbreekt: Vec<String>,
    /// The last day to give that, when it can be given without a new letter.
    tot: Option<String>,
}

impl View for Klaar {
    const TEMPLATE: &'static str = "pages/formulier/klaar";
}

/// The fields before the authorisation.
fn first_fields() -> [Field; 3] {
    [
        Field::text("naam", "Uw naam").hint("Voornaam en achternaam").autocomplete("name"),
        Field::text("functie", "Uw functie").hint("Bijvoorbeeld eigenaar, bestuurder of adviseur"),
        Field::boxes(PROXY, "Tekent u namens een ander?")
            .choices([("ja", "Ja, ik teken namens een ander, met een machtiging")])
            .optional(),
    ]
}

/// The fields after it.
fn last_fields(on_paper: bool) -> Vec<Field> {
    let received = Field::day(RECEIVED, "Wanneer kwam het formulier binnen?")
        .hint("Bijvoorbeeld 20-11-2026. Laat dit leeg als het vandaag binnenkwam. De termijn loopt vanaf deze dag.")
        .optional();
    let last = [
        Field::lines(CO_SIGNERS, "Wie tekenen er nog meer?")
            .hint(format!("Zet elke naam op een eigen regel, hooguit {MOST_SIGNERS} namen"))
            .optional(),
        Field::text("plaats", "Plaats"),
        Field::boxes("verklaring", "Verklaring").choices([(
            "ja",
            "Ik heb alles volledig en naar waarheid ingevuld, en de stukken die ik heb toegevoegd zijn echt.",
        )]),
    ];
    on_paper.then_some(received).into_iter().chain(last).collect()
}

async fn show(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(&applicant).await?;
    if !filling.is_open {
        return Ok(Answer::see("/formulier/nakijken"));
    }
    let form = filling.answers.signature.as_ref().map(as_form).unwrap_or_default();
    let view = view(&visit, (&applicant, &filling), &form, &Mistakes::default());
    Ok(visit.with_door(page(&visit, TITLE, &view)?))
}

/// Returns a signature of an earlier version as the form that it came from; the declaration is made anew.
fn as_form(signature: &Signature) -> Form {
    let mut form = Form::default();
    form.set("naam", signature.name.reveal());
    form.set("functie", signature.function.reveal());
    form.set("plaats", signature.place.reveal());
    form.set(PROXY, if signature.by_proxy { "ja" } else { "" });
    form.set(KEPT, signature.authorisation.clone().unwrap_or_default());
    let names: Vec<&str> = signature.co_signers.iter().map(|name| name.reveal().as_str()).collect();
    form.set(CO_SIGNERS, names.join("\n"));
    form
}

fn view(
    visit: &Visit,
    (applicant, filling): (&Applicant, &Filling),
    form: &Form,
    mistakes: &Mistakes,
) -> Ondertekenen {
    let velden = first_fields().map(|field| field.filled(form, mistakes)).to_vec();
    let slot = last_fields(applicant.entered_by().is_some());
    let slot: Vec<Field> = slot.into_iter().map(|field| field.filled(form, mistakes)).collect();
    let file = Field::text(FILE, "Machtiging");
    let named: Vec<Field> = velden.iter().chain([&file]).chain(&slot).cloned().collect();
    let kept = filling.files.iter().find(|one| one.id.to_string() == form.text(KEPT));
    Ondertekenen {
        kop: head(visit, applicant, filling),
        versie: filling.version,
        samenvatting: Summary::of(mistakes, &named),
        velden,
        machtiging: Bijlage::alone(FILE, "Machtiging", mistakes, kept)
            .with_help("De ondertekende toestemming van de ander. Hebt u die nog niet? U kunt toch indienen. Dan vragen wij u erom, en dat kost tijd."),
        bewaard: kept.map(|file| file.id.to_string()).unwrap_or_default(),
        slot,
        ontbreekt: Some(missing(visit, filling).len())
            .filter(|count| *count > 0)
            .map(|count| words::count(count, "ding", "dingen")),
    }
}

async fn sign(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    if !visit.app.filling(&applicant).await?.is_open {
        return Ok(Answer::see("/formulier/nakijken"));
    }
    let mut sent = read(&visit, &applicant).await?;
    let is_taken_away = take_authorisation(&visit, &applicant, &mut sent).await?;
    let form = sent.form;
    if is_taken_away {
        let filling = visit.app.filling(&applicant).await?;
        let view = view(&visit, (&applicant, &filling), &form, &Mistakes::default());
        return Ok(visit.with_door(page(&visit, TITLE, &view)?));
    }
    let mut mistakes = wrong(&form);
    mistakes.join(sent.mistakes);
    if mistakes.is_empty() {
        return hand_in(&visit, &applicant, &form).await;
    }
    again(&visit, &applicant, &form, &mistakes).await
}

/// Notes in the form which file is the authorisation: one that came in now, before one of earlier. A file in another field, and
/// one in the place of which another came, is not kept. Returns whether the button to take it away was pressed.
async fn take_authorisation(
    visit: &Visit,
    applicant: &Applicant,
    sent: &mut Sent,
) -> Result<bool, Trouble> {
    let away = sent.form.text("doe").strip_prefix("stuk:").map(str::to_owned);
    let mut idle: Vec<String> = away.iter().cloned().collect();
    for (field, document) in &sent.files {
        if field == FILE && away.is_none() {
            idle.extend(sent.form.given(KEPT).map(str::to_owned));
            sent.form.set(KEPT, document.to_string());
        } else {
            idle.push(document.to_string());
        }
    }
    if away.is_some() {
        sent.form.set(KEPT, "");
    }
    visit.app.drop_files(applicant, &idle).await?;
    Ok(away.is_some())
}

/// Returns the names of who sign as well.
fn co_signers(form: &Form) -> Vec<&str> {
    let lines = form.raw(CO_SIGNERS).lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Says what is wrong with a signature. An authorisation that is absent is not: it is asked for as other documents are (Awb 4:5).
fn wrong(form: &Form) -> Mistakes {
    const SHORTER: &str = "Maak dit korter: hooguit 200 tekens.";
    let mut mistakes = Mistakes::default();
    for field in ["naam", "functie", "plaats"] {
        match form.text(field).chars().count() {
            0 => mistakes.add(field, "Vul dit in."),
            1..=LONGEST => {}
            _ => mistakes.add(field, SHORTER),
        }
    }
    if form.given(KEPT).is_some() && form.text(PROXY) != "ja" {
        let message = "U voegde een machtiging toe. Zet dan ook dit vinkje, of haal het stuk weg.";
        mistakes.add(PROXY, message);
    }
    let names = co_signers(form);
    if names.len() > MOST_SIGNERS {
        mistakes.add(CO_SIGNERS, format!("Noem hooguit {MOST_SIGNERS} mensen."));
    } else if names.iter().any(|name| name.chars().count() > LONGEST) {
        mistakes.add(CO_SIGNERS, "Maak elke naam korter: hooguit 200 tekens.");
    }
    if form.given(RECEIVED).is_some_and(|day| words::read_day(day).is_none()) {
        mistakes.add(RECEIVED, "Schrijf een dag als 31-12-2026.");
    }
    if form.text("verklaring") != "ja" {
        mistakes.add("verklaring", "Zet een vinkje als u dit verklaart.");
    }
    mistakes
}

async fn again(
    visit: &Visit,
    applicant: &Applicant,
    form: &Form,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(applicant).await?;
    let view = view(visit, (applicant, &filling), form, mistakes);
    Ok(visit.with_door(page_with_mistakes(visit, TITLE, &view)?))
}

async fn hand_in(visit: &Visit, applicant: &Applicant, form: &Form) -> Result<Answer, Trouble> {
    let text = |name: &str| form.text(name).to_owned();
    let entry = SignatureEntry {
        name: text("naam"),
        function: text("functie"),
        place: text("plaats"),
        by_proxy: form.text(PROXY) == "ja",
        authorisation: form.given(KEPT).map(str::to_owned),
        co_signers: co_signers(form).into_iter().map(str::to_owned).collect(),
        received_on: form.given(RECEIVED).and_then(words::read_day),
    };
    let version = form.text(VERSION).parse().map_err(|_| Trouble::Unproven)?;
    match visit.app.hand_in(applicant, version, &entry).await {
        Ok(done) => {
            let filling = visit.app.filling(applicant).await?;
            let view = Klaar {
                kop: head(visit, applicant, &filling),
                op: words::moment(done.at, visit.today()),
                versie: done.version,
                ontbreekt: done.missing,
                tot: done.open_until.map(|day| words::day(day, visit.today())),
            };
            Ok(visit.with_door(page(visit, "Uw formulier is ingediend", &view)?))
        }
        Err(KeepError::Closed) => Ok(Answer::see("/formulier/nakijken")),
        // The same form was sent twice at once: it is handed in.
        Err(KeepError::Stale(now)) if !now.is_open => Ok(Answer::see("/formulier/nakijken")),
        Err(KeepError::Stale(_)) => {
            let mut mistakes = Mistakes::default();
            mistakes.add("", "Het formulier is intussen in een ander venster gewijzigd. Kijk het na en onderteken opnieuw.");
            again(visit, applicant, form, &mistakes).await
        }
        Err(KeepError::App(AppError::Input(faults))) => {
            let mut mistakes = Mistakes::default();
            for fault in faults.iter() {
                mistakes.add(fault.pointer.trim_start_matches('/'), sentence(&fault.message));
            }
            again(visit, applicant, form, &mistakes).await
        }
        Err(KeepError::App(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_line_each_and_a_bound() {
        let of = |text: String| {
            let mut form = Form::default();
            form.set(CO_SIGNERS, text);
            let count = co_signers(&form).len();
            (count, wrong(&form).of(CO_SIGNERS).map(str::to_owned))
        };
        assert_eq!(of(" A. Proef \n\n B. Proef\n".to_owned()), (2, None));
        assert!(of("A\n".repeat(11)).1.is_some_and(|text| text.contains("hooguit 10 mensen")));
        assert!(of("A".repeat(201)).1.is_some_and(|text| text.contains("korter")));
    }
}
