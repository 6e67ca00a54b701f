//! The second step: the person concerned.

use app::Caller;
use serde::Serialize;

use super::concept::{Draft, Outcome, apart, of_fields};
use super::{Frame, REVIEW, SUBJECT, WRITE};
use crate::ui::answer::Answer;
use crate::ui::facts;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::outcome::Uitkomst;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(SUBJECT, WRITE, show), post(SUBJECT, WRITE, send)]
}

/// The kinds of person, in the order in which they are asked for most.
const KINDS: [(&str, &str); 4] = [
    ("rechtspersoon", "Rechtspersoon, zoals een bv of stichting"),
    ("eenmanszaak", "Eenmanszaak"),
    ("samenwerkingsverband", "Samenwerkingsverband, zoals een vof of maatschap"),
    ("natuurlijk-persoon", "Natuurlijk persoon"),
];

#[derive(Debug, Serialize)]
struct Betrokkene {
    kader: Frame,
    velden: Vec<Field>,
    adres: Vec<Field>,
    vragen: Vec<Field>,
    samenvatting: Option<Summary>,
}

impl View for Betrokkene {
    const TEMPLATE: &'static str = "pages/nieuw/betrokkene";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let draft = Draft::of(&visit, &caller).await?;
    let outcome = draft.outcome(&visit, &caller);
    page(
        &visit,
        "Nieuw dossier: de betrokkene",
        &view(&visit, &draft, &outcome, &Mistakes::default()),
    )
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.keep_input(&caller, SUBJECT, &visit.form.to_keep()).await?;
    if visit.form.has("sluiten") {
        return Ok(Answer::see("/werkvoorraad").saying(Notice::DraftKept));
    }
    let draft = Draft::of(&visit, &caller).await?;
    let outcome = draft.outcome(&visit, &caller);
    let mut mistakes = required(&draft.subject);
    mistakes.join(outcome.mistakes.clone());
    let mistakes = of_fields(&mistakes, &all(&fields(&draft, &outcome, &mistakes)));
    if mistakes.is_empty() {
        return Ok(Answer::see(REVIEW));
    }
    let view = view(&visit, &draft, &outcome, &mistakes);
    page_with_mistakes(&visit, "Nieuw dossier: de betrokkene", &view)
}

/// Says what must be there: without an address no letter can be made.
fn required(form: &Form) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let mut need = |field: &str, sentence: &str| {
        if form.given(field).is_none() {
            mistakes.add(field, sentence);
        }
    };
    need("betrokkeneSoort", "Kies wat voor persoon de betrokkene is.");
    need("naam", "Vul de naam in zoals hij in het register staat.");
    need("straat", "Vul de straat in.");
    need("huisnummer", "Vul het huisnummer in.");
    need("postcode", "Vul de postcode in, zoals 7811 BB.");
    need("plaats", "Vul de plaats in.");
    if form.given("kvkNummer").is_some_and(|number| !is_register_number(number)) {
        let given = form.text("kvkNummer");
        mistakes
            .add("kvkNummer", format!("U vulde «{given}» in. Een KvK-nummer heeft acht cijfers."));
    }
    mistakes
}

fn is_register_number(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The fields: who it is, where letters go, and the facts about the person that matter.
type Fields = (Vec<Field>, Vec<Field>, Vec<Field>);

fn fields(draft: &Draft, outcome: &Outcome, mistakes: &Mistakes) -> Fields {
    let fill = |field: Field| field.filled(&draft.subject, mistakes);
    let who = [
        Field::radios("betrokkeneSoort", "Wat voor persoon is de betrokkene?").choices(KINDS),
        Field::text("naam", "Naam").hint("Zoals in het handelsregister of op de aanvraag."),
        Field::text("kvkNummer", "KvK-nummer")
            .hint("Acht cijfers.")
            .short_code()
            .keys("numeric")
            .optional(),
    ];
    let address = [
        Field::text("straat", "Straat"),
        Field::text("huisnummer", "Huisnummer met toevoeging").short_code(),
        Field::text("postcode", "Postcode").short_code(),
        Field::text("plaats", "Plaats"),
    ];
    let (about, _) = apart(&outcome.questions);
    let facts = facts::fields(&about, &draft.subject, mistakes);
    (who.map(fill).into(), address.map(fill).into(), facts)
}

fn all((who, address, facts): &Fields) -> Vec<Field> {
    who.iter().chain(address).chain(facts).cloned().collect()
}

fn view(visit: &Visit, draft: &Draft, outcome: &Outcome, mistakes: &Mistakes) -> Betrokkene {
    let fields = fields(draft, outcome, mistakes);
    let shown = outcome.explained.as_ref().map(|explained| Uitkomst::of(explained, visit.today()));
    Betrokkene {
        kader: Frame::of(SUBJECT, draft.kept_in_words(), shown),
        samenvatting: Summary::of(mistakes, &all(&fields)),
        velden: fields.0,
        adres: fields.1,
        vragen: fields.2,
    }
}
