//! The second step: the person concerned.

use app::Caller;
use serde::Serialize;

use super::concept::{BORN, Draft, Outcome, apart, of_fields};
use super::{Frame, REVIEW, SUBJECT, WRITE};
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
    vec![get(SUBJECT, WRITE, show), post(SUBJECT, WRITE, send).keeping(Keeps::Draft)]
}

/// The kinds of person, in the order in which they are asked for most.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("rechtspersoon", "Rechtspersoon, zoals een bv of stichting"),
    ("eenmanszaak", "Eenmanszaak"),
    ("samenwerkingsverband", "Samenwerkingsverband, zoals een vof of maatschap"),
    ("natuurlijk-persoon", "Natuurlijk persoon"),
];

/// The most characters of a field.
const LONGEST: [(&str, usize); 4] =
    [("naam", 300), ("straat", 200), ("huisnummer", 20), ("plaats", 200)];

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
    visit.app.keep_input(&caller, SUBJECT, &tidied(&visit.form).to_keep()).await?;
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
    wrong(form, &mut mistakes);
    mistakes
}

/// Says what cannot be right, where something is filled in.
fn wrong(form: &Form, mistakes: &mut Mistakes) {
    for (field, most) in LONGEST {
        let length = form.text(field).chars().count();
        if length > most {
            let sentence = format!("U vulde {length} tekens in. Vul ten hoogste {most} tekens in.");
            mistakes.add(field, sentence);
        }
    }
    if form.given("kvkNummer").is_some_and(|number| !is_register_number(number)) {
        let given = form.text("kvkNummer");
        mistakes
            .add("kvkNummer", format!("U vulde «{given}» in. Een KvK-nummer heeft acht cijfers."));
    }
    if form.given("postcode").is_some_and(|code| !is_postcode(code)) {
        let given = form.text("postcode");
        mistakes.add(
            "postcode",
            format!("U vulde «{given}» in. Vul vier cijfers en twee letters in, zoals 7811 BB. Zet voor een buitenlandse postcode de landcode, zoals BE-2000."),
        );
    }
}

fn is_register_number(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a Dutch postcode as it is written: `7811bb` is `7811 BB`. None for what is no such code.
fn dutch_postcode(text: &str) -> Option<String> {
    let signs: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let (digits, letters) = signs.split_at_checked(4)?;
    let fits = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    fits.then(|| format!("{digits} {}", letters.to_ascii_uppercase()))
}

/// A Dutch postcode, or a foreign one with the code of its country before it.
fn is_postcode(text: &str) -> bool {
    let foreign = text.split_once(['-', ' ']).is_some_and(|(country, code)| {
        let letters = country.bytes().all(|byte| byte.is_ascii_alphabetic());
        (1..=3).contains(&country.len()) && letters && (2..=12).contains(&code.trim().len())
    });
    foreign || dutch_postcode(text).is_some()
}

/// Returns the form with its codes as they are written, however they were pasted.
fn tidied(form: &Form) -> Form {
    let mut tidy = form.clone();
    if let Some(code) = dutch_postcode(form.text("postcode")) {
        tidy.set("postcode", code);
    }
    let number: String = form
        .raw("kvkNummer")
        .chars()
        .filter(|sign| !sign.is_whitespace() && !".-".contains(*sign))
        .collect();
    if is_register_number(&number) {
        tidy.set("kvkNummer", number);
    }
    tidy
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
        Field::day(BORN, "Geboortedatum")
            .hint("Alleen van een mens. Daarmee halen wij naamgenoten niet door elkaar.")
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
    Betrokkene {
        kader: Frame::of(SUBJECT, draft.kept_in_words(), outcome, visit.today()),
        samenvatting: Summary::of(mistakes, &all(&fields)),
        velden: fields.0,
        adres: fields.1,
        vragen: fields.2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong_in(body: &str) -> Vec<String> {
        let mut mistakes = Mistakes::default();
        wrong(&Form::of_body(body.as_bytes()), &mut mistakes);
        mistakes.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn codes_are_tidied_as_they_were_pasted() {
        for (typed, tidy) in
            [("7811bb", "7811 BB"), (" 7811  Bb ", "7811 BB"), ("BE-2000", "BE-2000")]
        {
            let mut form = Form::default();
            form.set("postcode", typed);
            form.set("kvkNummer", "1234.56 78\u{a0}");
            let form = tidied(&form);
            assert_eq!((form.text("postcode"), form.text("kvkNummer")), (tidy, "12345678"));
        }
        let mut form = Form::default();
        form.set("kvkNummer", "12 34");
        assert_eq!(tidied(&form).text("kvkNummer"), "12 34");
    }

    #[test]
    fn what_cannot_be_right_is_named() {
        assert_eq!(wrong_in("postcode=7811+BB&kvkNummer=12345678&huisnummer=1a"), [""; 0]);
        assert_eq!(wrong_in("postcode=DE-49808"), [""; 0]);
        for bad in ["0811+BB", "7811", "7811+B1", "België", "7811+BBB"] {
            assert_eq!(wrong_in(&format!("postcode={bad}")), ["postcode"], "{bad}");
        }
        let long = format!(
            "naam={}&straat={}&huisnummer={}",
            "a".repeat(301),
            "b".repeat(201),
            "1".repeat(21)
        );
        assert_eq!(wrong_in(&long), ["naam", "straat", "huisnummer"]);
    }
}
