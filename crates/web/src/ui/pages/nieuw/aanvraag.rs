//! The first step: what is asked for, and the facts that matter to it.

use app::{Caller, FactQuestion};
use serde::Serialize;

use super::concept::{Draft, Outcome, apart, of_fields};
use super::{APPLICATION, Frame, SUBJECT, WRITE};
use crate::ui::answer::Answer;
use crate::ui::facts;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{Keeps, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(APPLICATION, WRITE, show),
        post(APPLICATION, WRITE, send).keeping(Keeps::Draft),
        post("/dossiers/nieuw/weggooien", WRITE, throw_away).button_of(APPLICATION),
    ]
}

/// The hidden field with the questions that stood on the page.
const ASKED: &str = "gevraagd";

#[derive(Debug, Serialize)]
struct Aanvraag {
    kader: Frame,
    velden: Vec<Field>,
    vragen: Vec<Field>,
    /// The questions that stand on the page, for the next time.
    gevraagd: String,
    /// The first question that this kind of application brought, when the form goes on only after it.
    nieuwe_vraag: Option<String>,
    samenvatting: Option<Summary>,
}

impl View for Aanvraag {
    const TEMPLATE: &'static str = "pages/nieuw/aanvraag";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let draft = Draft::of(&visit, &caller).await?;
    let outcome = draft.outcome(&visit, &caller);
    let view = view((&visit, &caller), &draft, &outcome, &Mistakes::default());
    page(&visit, "Nieuw dossier: de aanvraag", &view)
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.keep_input(&caller, APPLICATION, &visit.form.to_keep()).await?;
    if visit.form.has("sluiten") {
        return Ok(Answer::see("/werkvoorraad").saying(Notice::DraftKept));
    }
    let draft = Draft::of(&visit, &caller).await?;
    let outcome = draft.outcome(&visit, &caller);
    if visit.form.has("bijwerken") {
        let view = view((&visit, &caller), &draft, &outcome, &outcome.mistakes);
        return page(&visit, "Nieuw dossier: de aanvraag", &view);
    }
    let mut mistakes = required(&draft.application, &outcome.mistakes);
    let fields = fields((&visit, &caller), &draft, &outcome, &mistakes);
    mistakes = of_fields(&mistakes, &fields.0.iter().chain(&fields.1).cloned().collect::<Vec<_>>());
    if mistakes.is_empty() {
        return go_on((&visit, &caller), &draft, &outcome);
    }
    let view = view((&visit, &caller), &draft, &outcome, &mistakes);
    page_with_mistakes(&visit, "Nieuw dossier: de aanvraag", &view)
}

/// Goes to the next step. Questions that the choice of a kind brought along are shown first, once: they decide the outcome.
fn go_on(
    (visit, caller): (&Visit, &Caller),
    draft: &Draft,
    outcome: &Outcome,
) -> Result<Answer, Trouble> {
    let (_, rest) = apart(&outcome.questions);
    let shown: Vec<&str> = visit.form.text(ASKED).split(' ').collect();
    let seen = |question: &FactQuestion| {
        shown.contains(&question.id.as_str()) || facts::was_asked(question, &visit.form)
    };
    let Some(place) = rest.iter().position(|question| !seen(question)) else {
        return Ok(Answer::see(SUBJECT));
    };
    let mut view = view((visit, caller), draft, outcome, &Mistakes::default());
    let first = facts::fields(&rest[place..=place], &draft.application, &Mistakes::default());
    view.nieuwe_vraag = first.first().map(Field::anchor);
    page(visit, "Nieuw dossier: de aanvraag", &view)
}

async fn throw_away(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    Draft::drop(&visit, &caller).await?;
    Ok(Answer::see("/werkvoorraad").saying(Notice::DraftDropped))
}

/// Adds what must be there to what is wrong.
fn required(form: &Form, found: &Mistakes) -> Mistakes {
    let mut mistakes = Mistakes::default();
    if form.given("soort").is_none() {
        mistakes.add("soort", "Kies waarvoor de aanvraag is.");
    }
    if form.given("ontvangenOp").is_none() {
        mistakes.add("ontvangenOp", "Vul de dag in waarop de aanvraag binnenkwam.");
    }
    mistakes.join(found.clone());
    mistakes
}

/// Makes the fixed fields, and those of the facts that matter to this kind of application.
fn fields(
    (visit, caller): (&Visit, &Caller),
    draft: &Draft,
    outcome: &Outcome,
    mistakes: &Mistakes,
) -> (Vec<Field>, Vec<Field>) {
    let fixed = [
        facts::kind_field(&kinds(visit, caller)),
        Field::day("ontvangenOp", "Ontvangen op")
            .hint("Dag van ontvangst, zoals 23-02-2027. De beslistermijn begint de dag erna."),
        Field::text("kenmerk", "Zaaknummer")
            .hint("Leeg: het dossier krijgt een eigen kenmerk.")
            .code()
            .optional(),
    ];
    let fixed = fixed.map(|field| field.filled(&draft.application, mistakes));
    let (_, rest) = apart(&outcome.questions);
    (fixed.into(), facts::fields(&rest, &draft.application, mistakes))
}

/// Returns the kinds that the law gives the caller's own party an answer for.
fn kinds(visit: &Visit, caller: &Caller) -> Vec<app::KindName> {
    let own = visit.app.kinds_of_party(caller);
    let is_own = |kind: &app::KindName| own.iter().any(|(id, _)| *id == kind.id);
    visit.app.kinds().into_iter().filter(is_own).collect()
}

fn view(
    (visit, caller): (&Visit, &Caller),
    draft: &Draft,
    outcome: &Outcome,
    mistakes: &Mistakes,
) -> Aanvraag {
    let (velden, vragen) = fields((visit, caller), draft, outcome, mistakes);
    let all: Vec<Field> = velden.iter().chain(&vragen).cloned().collect();
    let mistakes = of_fields(mistakes, &all);
    let (_, rest) = apart(&outcome.questions);
    let asked: Vec<&str> = rest.iter().map(|question| question.id.as_str()).collect();
    Aanvraag {
        kader: Frame::of(APPLICATION, draft.kept_in_words(), outcome, visit.today()),
        gevraagd: asked.join(" "),
        nieuwe_vraag: None,
        samenvatting: Summary::of(&mistakes, &all),
        velden,
        vragen,
    }
}
