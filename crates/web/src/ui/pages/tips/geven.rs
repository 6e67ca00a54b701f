//! The page on which a body without a system hands in a tip: it signs in for its organisation, fills in what a tip may say, and sees
//! that it was received. It sees nothing else of us, and somebody who may not hand in does not see why.

use app::tips::{HandedIn, Organ, TipContent, TipDoor, TipGiver, TipId};
use app::{AppError, EntryRefusal, ProviderButton};
use axum::http::{Method, StatusCode};
use kernel::PartyId;
use serde::Serialize;

use super::super::aanmelden::heen::{answer, sent};
use super::super::formulier::why;
use super::super::lezen::one_of;
use super::inhoud::{self, Deel, Invulblad};
use super::{Back, back, lezen, shown, woorden};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_as};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const DOOR: &str = "/tip-geven/{partij}";
const SIGN_IN: &str = "/tip-geven/{partij}/inloggen/{aanbieder}";
const RETURN: &str = "/tip-geven/terug";
const FORM: &str = "/tip-geven/{partij}/tip";

/// The title stands in the history of a browser, so it says no more than the address.
const TITLE: &str = "Een tip geven";
const ORGAN: &str = "orgaan";

const OVER: &str =
    "U bent niet meer ingelogd. Er is niets verstuurd. Log opnieuw in en vul de tip opnieuw in.";
const ANOTHER: &str =
    "Met deze inlog is al een andere tip ingediend. Log opnieuw in om nog een tip in te dienen.";
const TOO_MANY: &str = "Uw organisatie diende te veel tips achter elkaar in. Er is niets verstuurd. Probeer het later opnieuw.";
const USED: &str = "Deze poging om in te loggen is verlopen. Begin opnieuw.";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, DOOR, show_door),
        PageRoute::open_form(SIGN_IN, begin),
        PageRoute::open(Method::GET, RETURN, finish),
        PageRoute::open(Method::GET, FORM, show_form),
        PageRoute::open_form(FORM, hand_in),
    ]
}

#[derive(Debug, Serialize)]
struct Geven {
    ontvanger: String,
    zegt: Option<&'static str>,
    knoppen: Vec<Knop>,
}

impl View for Geven {
    const TEMPLATE: &'static str = "pages/tips/geven";
}

/// A provider at which somebody can sign in.
#[derive(Debug, Serialize)]
struct Knop {
    adres: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Formulier {
    opschrift: &'static str,
    afzender: String,
    #[serde(flatten)]
    blad: Invulblad,
}

impl View for Formulier {
    const TEMPLATE: &'static str = "pages/tips/gevenformulier";
}

#[derive(Debug, Serialize)]
struct Ontvangen {
    nummer: String,
}

impl View for Ontvangen {
    const TEMPLATE: &'static str = "pages/tips/gevenontvangen";
}

#[derive(Debug, Serialize)]
struct Geweigerd {
    tekst: &'static str,
    opnieuw: Option<String>,
}

impl View for Geweigerd {
    const TEMPLATE: &'static str = "pages/tips/gevengeweigerd";
}

async fn show_door(visit: Visit) -> Result<Answer, Trouble> {
    door_page(&visit, StatusCode::OK, None).await
}

async fn door_page(
    visit: &Visit,
    status: StatusCode,
    says: Option<&'static str>,
) -> Result<Answer, Trouble> {
    let party: PartyId = visit.of_path("partij")?;
    let door = visit.app.tip_door(&party).await?.ok_or(Trouble::NotFound)?;
    Ok(visit.with_door(shown(visit, status, TITLE, &door_view(&party, door, says))?))
}

fn door_view(party: &PartyId, door: TipDoor, zegt: Option<&'static str>) -> Geven {
    let knop = |one: ProviderButton| Knop {
        adres: format!("{}/inloggen/{}", door_address(party), one.id),
        label: one.label,
    };
    let knoppen = door.providers.into_iter().map(knop).collect();
    Geven { ontvanger: door.party, zegt, knoppen }
}

fn door_address(party: &PartyId) -> String {
    format!("/tip-geven/{party}")
}

async fn begin(visit: Visit) -> Result<Answer, Trouble> {
    let party: PartyId = visit.of_path("partij")?;
    let provider: String = visit.of_path("aanbieder")?;
    match visit.app.begin_tip_sign_in(&party, &provider, visit.from).await {
        Ok(at) => sent(&visit, &at.label, &at),
        Err(refusal) => refused(&visit, refusal, Some(&party)),
    }
}

async fn finish(visit: Visit) -> Result<Answer, Trouble> {
    let page = match visit.app.finish_tip_sign_in(&answer(&visit), visit.from).await {
        Ok((party, secret)) => Answer::see(format!("{}/tip", door_address(&party)))
            .cookie(cookie::set(cookie::GIVER, secret.reveal(), None)),
        Err(failure) => refused(&visit, failure.refusal, failure.party.as_ref())?,
    };
    Ok(page.cookie(cookie::clear(cookie::PENDING)))
}

fn refused(
    visit: &Visit,
    refusal: EntryRefusal,
    party: Option<&PartyId>,
) -> Result<Answer, Trouble> {
    let view = Geweigerd { tekst: why(refusal, USED)?, opnieuw: party.map(door_address) };
    page_as(visit, StatusCode::BAD_REQUEST, "Indienen kan nu niet", &view)
}

/// Returns who signed in for a tip to the party of this address.
async fn giver(visit: &Visit) -> Result<Option<TipGiver>, Trouble> {
    let party: PartyId = visit.of_path("partij")?;
    match cookie::read(&visit.headers, cookie::GIVER) {
        Some(secret) => Ok(visit.app.tip_giver(&party, secret).await?),
        None => Ok(None),
    }
}

async fn show_form(visit: Visit) -> Result<Answer, Trouble> {
    let Some(giver) = giver(&visit).await? else {
        return Ok(Answer::see(door_address(&visit.of_path("partij")?)));
    };
    match visit.app.handed_in_tip(&giver).await? {
        Some(tip) => page(&visit, "Ontvangen", &received(tip)),
        None => form_page(&visit, &giver, (StatusCode::OK, &Mistakes::default())),
    }
}

fn received(tip: TipId) -> Ontvangen {
    Ontvangen { nummer: tip.to_string() }
}

fn form_page(
    visit: &Visit,
    giver: &TipGiver,
    (status, mistakes): (StatusCode, &Mistakes),
) -> Result<Answer, Trouble> {
    let mut parts = vec![organ_part(giver.organs())];
    parts.extend(inhoud::parts(
        inhoud::police_field(giver.kind()),
        giver.explains(),
        &visit.app.kinds(),
    ));
    let terug = door_address(&visit.of_path("partij")?);
    let view = form_view((giver.name(), &visit.address, terug), parts, (&visit.form, mistakes));
    Ok(visit.with_door(shown(visit, status, TITLE, &view)?))
}

fn form_view(
    (giver, address, terug): (&str, &str, String),
    parts: Vec<Deel>,
    (form, mistakes): (&Form, &Mistakes),
) -> Formulier {
    Formulier {
        opschrift: TITLE,
        afzender: giver.to_owned(),
        blad: Invulblad::of(parts, (form, mistakes), address, ("Indienen", terug)),
    }
}

fn organ_part(organs: &[Organ]) -> Deel {
    let field = Field::select(ORGAN, "Orgaan").choices([("", "Kies een orgaan")]);
    let choices = organs.iter().map(|organ| (organ.to_string(), woorden::organ(organ)));
    let hint = "Het orgaan dat over de beslissing gaat.";
    Deel::new("Voor wie is de tip?", vec![field.group(None, choices).hint(hint)])
}

async fn hand_in(visit: Visit) -> Result<Answer, Trouble> {
    let Some(giver) = giver(&visit).await? else {
        return door_page(&visit, StatusCode::BAD_REQUEST, Some(OVER)).await;
    };
    let back = match wanted(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok((organ, content)) => match visit.app.hand_in_tip(&giver, &organ, &content).await {
            Ok(HandedIn::Received(_)) => return Ok(Answer::see(visit.address.clone())),
            Ok(HandedIn::Another(_)) => Back::refused("", ANOTHER),
            Ok(HandedIn::TooMany) => Back::refused("", TOO_MANY),
            // The register let the body in when it signed in, and does not any more.
            Err(AppError::NotFound) => Back::refused("", OVER),
            Err(error) => back(error, lezen::field, |_| String::new())?,
        },
    };
    form_page(&visit, &giver, (back.status, &back.mistakes))
}

fn wanted(form: &Form) -> Result<(Organ, TipContent), Mistakes> {
    let mut mistakes = Mistakes::default();
    let organ = one_of(form, ORGAN, "Kies voor welk orgaan de tip is.", &mut mistakes);
    let content = inhoud::content(form, &mut mistakes);
    let both = organ.zip(content).filter(|_| mistakes.is_empty());
    both.ok_or(mistakes)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{offer, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::BodyKind;

    fn party() -> PartyId {
        "gemeente-emmen".parse().unwrap()
    }

    fn door(says: Option<&'static str>) -> String {
        let label = "eHerkenning".to_owned();
        let one = ProviderButton { id: "makelaar".to_owned(), label, party: String::new() };
        let door = TipDoor { party: "<b>Emmen</b>".to_owned(), providers: vec![one] };
        filled(&door_view(&party(), door, says))
    }

    #[test]
    fn the_way_in_warns_and_names_where_to_sign_in() {
        let page = door(Some(OVER));
        says(
            &page,
            &[
                "&lt;b&gt;Emmen",
                "artikel 26",
                "Inloggen met eHerkenning",
                "action=\"/tip-geven/gemeente-emmen/inloggen/makelaar\"",
                "U bent niet meer ingelogd",
            ],
        );
        assert!(!door(None).contains("U bent niet meer ingelogd"));
    }

    #[test]
    fn the_form_asks_what_a_tip_may_say_and_brings_back_what_was_typed() {
        let organs = ["burgemeester".parse().unwrap(), "gs".parse().unwrap()];
        let parts = |explains| {
            let mut parts = vec![organ_part(&organs)];
            parts.extend(inhoud::parts(inhoud::police_field(BodyKind::PublicTask), explains, &[]));
            parts
        };
        let mut mistakes = Mistakes::default();
        mistakes.add(ORGAN, "Kies voor welk orgaan de tip is.");
        let form = inhoud::begins(&offer());
        let places = || ("<Waterschap>", "/tip-geven/gemeente-emmen/tip", "/terug".to_owned());
        let page = filled(&form_view(places(), parts(false), (&form, &mistakes)));
        says(
            &page,
            &[
                "&lt;Waterschap&gt;",
                "artikel 26",
                "href=\"#orgaan\"",
                "value=\"&lt;Verzonnen&gt;\"",
                "Gedeputeerde staten",
            ],
        );
        assert!(!page.contains("name=\"toelichting\"") && !page.contains("name=\"versie\""));
        let page = filled(&form_view(places(), parts(true), (&form, &Mistakes::default())));
        says(&page, &["name=\"toelichting\""]);
    }

    #[test]
    fn a_tip_needs_an_organ_and_what_it_says() {
        let mut form = inhoud::begins(&offer());
        assert!(wanted(&form).unwrap_err().of(ORGAN).is_some());
        form.set(ORGAN, "burgemeester");
        assert_eq!(wanted(&form).unwrap().0.to_string(), "burgemeester");
        let empty = wanted(&Form::default()).unwrap_err();
        assert!(empty.of(ORGAN).is_some() && empty.of(inhoud::WHO).is_some());
    }

    #[test]
    fn a_refusal_and_a_receipt_say_no_more_than_they_must() {
        let tekst = "Dat kan hier niet.";
        let page = filled(&Geweigerd { tekst, opnieuw: Some(door_address(&party())) });
        says(&page, &[tekst, "href=\"/tip-geven/gemeente-emmen\""]);
        let page = filled(&Geweigerd { tekst, opnieuw: None });
        assert!(!page.contains("Terug naar het begin"), "{page}");
        let tip: TipId = "01a212f6-0000-7000-8000-000000000000".parse().unwrap();
        says(&filled(&received(tip)), &["Ontvangen", &tip.to_string()]);
    }
}
