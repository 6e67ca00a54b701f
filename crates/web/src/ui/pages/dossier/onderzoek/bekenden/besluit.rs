//! A candidate beside the person on the file, with the reasons, and the form in which somebody decides.

use app::command::Text;
use app::{AppError, Caller, Candidate, DecideLink, KnownOf, KnownProfile, LinkChoice, Permission};
use axum::http::StatusCode;
use kernel::{CaseId, SubjectId};
use serde::Serialize;

use super::super::super::super::lezen::judged;
use super::super::super::kop::Kop;
use super::super::super::tabs::tab;
use super::super::super::{READ, WRITE, opened};
use super::PATH as LIST;
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bekende-partijen/{persoonId}/{partijId}";
const CHOICES: [(&str, &str); 2] = [("bevestigd", "Dezelfde"), ("verworpen", "Niet dezelfde")];

pub(super) fn routes() -> Vec<PageRoute> {
    // A choice and a sentence: nothing to lose.
    vec![get(PATH, READ, show), post(PATH, WRITE, send).button_of(LIST)]
}

#[derive(Debug, Serialize)]
struct Vergelijken {
    kop: Kop,
    naam: String,
    ander: String,
    kenmerk: String,
    dossier: String,
    groep: String,
    rijen: Vec<Rij>,
    redenen: Vec<String>,
    /// The last decision in words.
    besluit: Option<String>,
    reden: Option<String>,
    samenvatting: Option<Summary>,
    adres: String,
    lezing: String,
    /// None for who may not decide.
    velden: Vec<Field>,
    terug: String,
}

/// One thing of both.
#[derive(Debug, Serialize)]
struct Rij {
    wat: &'static str,
    hier: Option<String>,
    daar: Option<String>,
    verschilt: bool,
}

impl View for Vergelijken {
    const TEMPLATE: &'static str = "pages/dossier/bekende-partij";
}

/// The file and the two persons of the address.
struct Pair {
    case: CaseId,
    own: SubjectId,
    other: SubjectId,
}

impl Pair {
    fn of(visit: &Visit) -> Result<Self, Trouble> {
        Ok(Self {
            case: visit.of_path("dossierId")?,
            own: visit.of_path("persoonId")?,
            other: visit.of_path("partijId")?,
        })
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, None).await
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let pair = Pair::of(&visit)?;
    let decision = match read(&visit.form) {
        Ok(decision) => decision,
        Err(mistakes) => return shown(&visit, &caller, Some(&mistakes)).await,
    };
    let persons = (pair.own, pair.other);
    match visit.app.decide_link(&caller, pair.case, persons, &decision).await {
        Ok(_) => {
            let list = LIST.replace("{dossierId}", &pair.case.to_string());
            Ok(Answer::see(list).saying(Notice::LinkDecided))
        }
        Err(AppError::Input(faults)) => {
            let name = |place: &str| place.trim_start_matches('/').to_owned();
            shown(&visit, &caller, Some(&Mistakes::of_faults(&faults, name))).await
        }
        Err(other) => Err(other.into()),
    }
}

fn read(form: &Form) -> Result<DecideLink, Mistakes> {
    let mut mistakes = Mistakes::default();
    let both = judged(form, &mut mistakes);
    let reden: Option<Text> =
        form.written("reden", "Schrijf op waarom: dat wordt vastgelegd.", &mut mistakes);
    match (both, reden) {
        (Some((besluit, lezing)), Some(reden)) => Ok(DecideLink { besluit, reden, lezing }),
        _ => Err(mistakes),
    }
}

async fn shown(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let pair = Pair::of(visit)?;
    let opened = opened(visit, caller).await?;
    let known = visit.app.known_parties(caller, pair.case).await?;
    let (of, one) = known.candidate(pair.own, pair.other).ok_or(Trouble::NotFound)?;
    let none = Mistakes::default();
    let wrong = mistakes.unwrap_or(&none);
    let decides = caller.may(Permission::WriteCases);
    let velden = if decides { fields(&visit.form, wrong) } else { Vec::new() };
    let here = tab("onderzoek").ok_or(Trouble::NotFound)?;
    let kop = Kop::of(visit, &opened, here);
    let by = one.besluit.as_ref().map(|decided| decided.door.to_string());
    let by = opened.around.accounts.iter().find(|(id, _)| Some(id) == by.as_ref());
    let view = Vergelijken {
        samenvatting: Summary::of(wrong, &velden),
        adres: visit.address.clone(),
        velden,
        ..Vergelijken::of(visit, kop, (of, one), by.map(|(_, name)| name.clone()))
    };
    let title = view.kop.title(&format!("Vergelijken met {}", view.ander));
    match mistakes {
        None => page_as(visit, StatusCode::OK, &title, &view),
        Some(_) => page_as(visit, StatusCode::BAD_REQUEST, &format!("Fout: {title}"), &view),
    }
}

fn fields(form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let fields = [
        Field::radios("besluit", "Is dit dezelfde?").choices(CHOICES),
        Field::lines("reden", "Waarom?")
            .hint("Wie later naar de koppeling kijkt, leest dit. Een verworpen kandidaat komt pas terug als er iets wijzigt."),
    ];
    fields.map(|field| field.filled(form, mistakes)).into()
}

impl Vergelijken {
    fn of(visit: &Visit, kop: Kop, (of, one): (&KnownOf, &Candidate), by: Option<String>) -> Self {
        let case = kop.id.clone();
        let reasons = one.vergelijking.evidence.iter();
        let decided = one.besluit.as_ref().map(|decided| {
            let verdict = match decided.besluit {
                LinkChoice::Bevestigd => "Bevestigd",
                LinkChoice::Verworpen => "Verworpen",
            };
            let by = by.unwrap_or_else(|| "iemand die hier niet meer werkt".to_owned());
            format!("{verdict} door {by} op {}.", words::moment(decided.op, visit.today()))
        });
        Self {
            naam: of.gegevens.naam.reveal().clone(),
            ander: one.gegevens.naam.reveal().clone(),
            kenmerk: one.kenmerk.clone(),
            dossier: format!("/dossiers/{}", one.dossier),
            groep: format!(
                "{}, {} van 1000",
                one.vergelijking.band.label(),
                one.vergelijking.score
            ),
            rijen: rows(&of.gegevens, &one.gegevens),
            redenen: reasons.map(|reason| reason.text.reveal().clone()).collect(),
            besluit: decided,
            reden: one.besluit.as_ref().map(|decided| decided.reden.as_str().to_owned()),
            lezing: one.lezing.to_string(),
            terug: LIST.replace("{dossierId}", &case),
            samenvatting: None,
            adres: String::new(),
            velden: Vec::new(),
            kop,
        }
    }
}

/// Lays what is known of both side by side.
fn rows(here: &KnownProfile, there: &KnownProfile) -> Vec<Rij> {
    type Of = fn(&KnownProfile) -> Option<String>;
    let parts: [(&str, Of); 5] = [
        ("Naam", |known| Some(known.naam.reveal().clone())),
        ("Soort", |known| Some(kernel::capitalised(known.kind()))),
        ("Geboortedatum", |known| {
            known.geboortedatum.as_ref().map(|day| words::filled_day(*day.reveal()))
        }),
        ("KvK-nummer", |known| known.kvk_nummer.as_ref().map(|number| number.reveal().clone())),
        ("Postcode en huisnummer", |known| {
            let both = known.postcode.as_ref().zip(known.huisnummer.as_ref());
            both.map(|(code, number)| format!("{} {}", code.reveal(), number.reveal()))
        }),
    ];
    let row = |(wat, of): (&'static str, Of)| {
        let (hier, daar) = (of(here), of(there));
        let verschilt = hier.is_some() && daar.is_some() && hier != daar;
        Rij { wat, hier, daar, verschilt }
    };
    parts.map(row).into_iter().filter(|row| row.hier.is_some() || row.daar.is_some()).collect()
}
