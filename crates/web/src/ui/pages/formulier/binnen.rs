//! Coming in: the first time by the link of the mail and the code of the letter, later by number and codes; and stopping. The
//! page of the link offers to sign in as well.

use app::{Entered, EntryRefusal, People, ProviderButton, WaysIn};
use axum::http::Method;
use serde::Serialize;

use super::sessie::Sessie;
use super::with_session;
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::PageRoute;
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TITLE: &str = "Uw Bibob-formulier";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/formulier", show),
        PageRoute::open_form("/formulier", come_back),
        PageRoute::open(Method::GET, "/formulier/begin/{link}", show_first),
        PageRoute::open_form("/formulier/begin/{link}", begin),
        PageRoute::open_form("/formulier/stoppen", stop),
    ]
}

#[derive(Debug, Serialize)]
struct Binnen {
    is_eerste: bool,
    adres: String,
    /// Whether there is a form to fill in: not where somebody signed in before.
    met_code: bool,
    /// Whether the installation lets people sign in.
    is_inloggen: bool,
    knoppen: Vec<Knop>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

/// A provider at which somebody can sign in.
#[derive(Debug, Serialize)]
struct Knop {
    adres: String,
    label: String,
}

impl View for Binnen {
    const TEMPLATE: &'static str = "pages/formulier/binnen";
}

#[derive(Debug, Serialize)]
struct Code {
    code: String,
    sessie: Sessie,
}

impl View for Code {
    const TEMPLATE: &'static str = "pages/formulier/code";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let view = view(&visit, &Form::default(), &Mistakes::default(), None);
    Ok(visit.with_door(page(&visit, TITLE, &view)?))
}

async fn show_first(visit: Visit) -> Result<Answer, Trouble> {
    let ways = ways(&visit).await?;
    let view = view(&visit, &Form::default(), &Mistakes::default(), ways.as_ref());
    Ok(visit.with_door(page(&visit, TITLE, &view)?))
}

/// Returns the ways in of the link in the address; none on the page without a link.
async fn ways(visit: &Visit) -> Result<Option<WaysIn>, Trouble> {
    match visit.of_path::<String>("link") {
        Ok(link) => Ok(Some(visit.app.ways_in(&link).await?)),
        Err(_) => Ok(None),
    }
}

/// Returns the address of the page of a link.
pub(super) fn link_address(link: &str) -> String {
    format!("/formulier/begin/{link}")
}

/// Makes the page; of a link with its ways in.
fn view(visit: &Visit, form: &Form, mistakes: &Mistakes, ways: Option<&WaysIn>) -> Binnen {
    let is_eerste = ways.is_some();
    let code = || {
        Field::text("code", "Code die u van ons kreeg")
            .code()
            .hint("Acht tekens, bijvoorbeeld K7QM-2XPD")
    };
    let fields = if is_eerste {
        vec![code()]
    } else {
        let number = Field::text("nummer", "Formuliernummer").code();
        let own = Field::text("terugkeercode", "Uw terugkeercode").code();
        vec![
            number.hint("Het staat in de brief, bijvoorbeeld 3F8K-Q2WN"),
            code(),
            own.hint("Die kreeg u toen u de eerste keer binnenkwam"),
        ]
    };
    let velden: Vec<Field> = fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
    let samenvatting = Summary::of(mistakes, &velden);
    let adres = visit.address.clone();
    let knop = |one: &ProviderButton| Knop {
        adres: format!("{adres}/inloggen/{}", one.id),
        label: one.label.clone(),
    };
    Binnen {
        is_eerste,
        met_code: ways.is_none_or(|ways| ways.by_code),
        is_inloggen: !visit.app.providers(People::Applicants).is_empty(),
        knoppen: ways.into_iter().flat_map(|ways| &ways.providers).map(knop).collect(),
        samenvatting,
        velden,
        adres,
    }
}

async fn begin(visit: Visit) -> Result<Answer, Trouble> {
    let link: String = visit.of_path("link")?;
    let entered = visit.app.enter_by_link(&link, visit.form.text("code"), visit.from).await;
    came_in(&visit, entered).await
}

async fn come_back(visit: Visit) -> Result<Answer, Trouble> {
    let text = |name: &str| visit.form.text(name);
    let codes = (text("nummer"), text("code"), text("terugkeercode"));
    let entered = visit.app.enter_by_number(codes.0, codes.1, codes.2, visit.from).await;
    came_in(&visit, entered).await
}

async fn came_in(visit: &Visit, entered: Result<Entered, EntryRefusal>) -> Result<Answer, Trouble> {
    let refusal = match entered {
        Ok(entered) => {
            let answer = match &entered.return_code {
                Some(code) => {
                    let sessie = Sessie::until(visit, entered.until);
                    page(visit, TITLE, &Code { code: code.reveal().clone(), sessie })?
                }
                None => Answer::see("/formulier/stappen"),
            };
            return Ok(with_session(answer, &entered.secret));
        }
        Err(refusal) => refusal,
    };
    let ways = ways(visit).await?;
    let mut mistakes = Mistakes::default();
    mistakes.add("", why(refusal, if ways.is_some() { WRONG_LINK } else { WRONG })?);
    let view = view(visit, &visit.form, &mistakes, ways.as_ref());
    Ok(visit.with_door(page_with_mistakes(visit, TITLE, &view)?))
}

/// Says why somebody does not come in; trouble for what no other input would mend.
pub(in crate::ui::pages) fn why(
    refusal: EntryRefusal,
    wrong: &'static str,
) -> Result<&'static str, Trouble> {
    match refusal {
        EntryRefusal::Wrong => Ok(wrong),
        EntryRefusal::Locked => Ok(LOCKED),
        EntryRefusal::SignIn { people, .. } => Ok(people),
        EntryRefusal::TooMany => Err(Trouble::TooMany),
        EntryRefusal::App(error) => Err(error.into()),
    }
}

const WRONG: &str = "Het nummer en de codes horen niet bij elkaar. Kijk ze na. Na vijf mislukte pogingen is het formulier een kwartier gesloten. Bent u een code kwijt, bel dan het nummer in de brief.";
const WRONG_LINK: &str = "Met deze link en deze code kunt u niet binnenkomen. Kijk de code na. De link werkt één keer: was u al eerder binnen, ga dan naar het formulier met uw nummer en terugkeercode.";
const LOCKED: &str = "Het is vijf keer niet gelukt om binnen te komen. Het formulier is daarom een kwartier gesloten. Wat u invulde is bewaard.";

async fn stop(visit: Visit) -> Result<Answer, Trouble> {
    if let Some(secret) = cookie::read(&visit.headers, cookie::FORM) {
        visit.app.leave(secret).await?;
    }
    let answer = Answer::see("/formulier").cookie(cookie::clear(cookie::FORM));
    Ok(answer.saying(Notice::FormStopped))
}
