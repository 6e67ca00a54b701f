//! A tip that came by letter, which an officer copies from the paper: from a body without a system, or from one whose messages do
//! not arrive.

use app::tips::{BodyKind, KeepTipBody, PartnerView, RegisterTipLetter};
use app::{AppError, Caller};
use axum::http::StatusCode;

use super::super::lezen::{day, one_of};
use super::inhoud::{self, Deel};
use super::schrijven::{Head, Sheet, first};
use super::{
    Actie, Back, LETTER_IN, OWN_BODY, PARTNERS, RECEIVED, RECEIVED_TIPS, TIPS, back, lezen, shown,
    woorden,
};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const SENDER: &str = "afzender";
const ORGAN: &str = "orgaan";
const CAME: &str = "ontvangenOp";
const NUMBER: &str = "nummer";

const ABOUT: Head = Head {
    title: "Tip per brief vastleggen",
    nothing: "Er kan nog geen brief worden vastgelegd.",
    list: ("Ontvangen", RECEIVED),
};

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(LETTER_IN, TIPS, show), post(LETTER_IN, TIPS, register)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    form_page((&visit, &caller), StatusCode::OK, &Mistakes::default()).await
}

async fn form_page(
    (visit, caller): (&Visit, &Caller),
    status: StatusCode,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let Some(own) = visit.app.tip_body(caller).await?.organisatie else {
        let view = first(ABOUT, Actie::first("Uw organisatie vastleggen", OWN_BODY));
        return shown(visit, status, ABOUT.title, &view);
    };
    let partners = visit.app.tip_partners(caller).await?;
    let allowed =
        |one: &PartnerView| one.kan_geven && (own.politie || one.partner.soort != BodyKind::Police);
    let givers: Vec<PartnerView> = partners.into_iter().filter(allowed).collect();
    if givers.is_empty() {
        let view = first(ABOUT, Actie::first("Naar de partners", PARTNERS));
        return shown(visit, status, ABOUT.title, &view);
    }
    let mut parts = vec![letter_part(&givers, &own)];
    let police = inhoud::police_field(BodyKind::Police).filter(|_| own.politie);
    let police = police.map(|field| field.choices([("", "Geen tip van de politie")]));
    parts.extend(inhoud::parts(police, own.toelichting, &visit.app.kinds()));
    sheet(parts).page(visit, status, (&visit.form, mistakes))
}

fn sheet(parts: Vec<Deel>) -> Sheet {
    Sheet {
        head: ABOUT,
        lead: "U neemt over wat hier wordt gevraagd, en niet meer. Feiten uit de brief horen niet in een tip; daarvoor gelden andere regels. Waar «de ontvanger» staat, is dat uw organisatie.",
        version: None,
        parts,
        button: "Tip vastleggen",
        back_to: RECEIVED.to_owned(),
    }
}

fn letter_part(givers: &[PartnerView], own: &KeepTipBody) -> Deel {
    let senders = givers.iter().map(|one| (one.oin.to_string(), one.partner.naam.clone()));
    let organs = own.organen.iter().map(|organ| (organ.to_string(), woorden::organ(organ)));
    let fields = vec![
        Field::select(SENDER, "Afzender")
            .choices([("", "Kies een organisatie")])
            .group(None, senders)
            .hint("Alleen een organisatie die door twee tipbehandelaars als partner is goedgekeurd. Zo staat vast wie zij is en dat zij tips mag geven."),
        Field::select(ORGAN, "Orgaan")
            .choices([("", "Kies een orgaan")])
            .group(None, organs)
            .hint("Het orgaan waaraan de brief is gericht."),
        Field::day(CAME, "Ontvangen op").hint("dd-mm-jjjj. De termijnen tellen vanaf deze dag."),
        Field::text(NUMBER, "Nummer van de tip")
            .optional()
            .hint("Als de brief er een noemt. Zo wordt dezelfde tip niet twee keer vastgelegd."),
    ];
    Deel::new("De brief", fields)
}

async fn register(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let back = match wanted(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(wanted) => {
            let key = visit.request_key();
            match visit.app.register_tip_letter(&caller, &wanted, key.as_ref()).await {
                Ok(tip) => {
                    let page = format!("{RECEIVED_TIPS}/{}", tip.regel.id);
                    return Ok(Answer::see(page).saying(Notice::TipLetterRegistered));
                }
                Err(error) => refused(error)?,
            }
        }
    };
    form_page((&visit, &caller), back.status, &back.mistakes).await
}

fn refused(error: AppError) -> Result<Back, Trouble> {
    back(error, lezen::field, |_| String::new())
}

fn wanted(form: &Form) -> Result<RegisterTipLetter, Mistakes> {
    let mut mistakes = Mistakes::default();
    let afzender = one_of(form, SENDER, "Kies van wie de brief is.", &mut mistakes);
    let orgaan = one_of(form, ORGAN, "Kies voor welk orgaan de tip is.", &mut mistakes);
    let came = day(form, CAME, &mut mistakes);
    let says = "Neem het nummer over zoals het in de brief staat: 32 letters en cijfers met vier streepjes. Of laat het leeg.";
    let nummer = lezen::formed(form, NUMBER, says, &mut mistakes);
    let inhoud = inhoud::content(form, &mut mistakes);
    match (afzender, orgaan, came, inhoud) {
        (Some(afzender), Some(orgaan), Some(ontvangen_op), Some(inhoud)) if mistakes.is_empty() => {
            Ok(RegisterTipLetter { afzender, orgaan, ontvangen_op, nummer, inhoud })
        }
        _ => Err(mistakes),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{offer, says};
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn every_gap_is_named_and_what_was_typed_comes_back() {
        let mut form = inhoud::begins(&offer());
        form.set(NUMBER, "<nummer>");
        let mistakes = wanted(&form).unwrap_err();
        let fields: Vec<&str> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [SENDER, ORGAN, CAME, NUMBER]);
        let part = Deel::new("De brief", vec![Field::text(NUMBER, "Nummer van de tip")]);
        let page = filled(&sheet(vec![part]).view("/hier", &form, &mistakes));
        says(&page, &["href=\"#nummer\"", "value=\"&lt;nummer&gt;\"", "href=\"/tips\""]);
    }

    #[test]
    fn a_letter_is_read_with_the_day_on_which_it_came() {
        let mut form = inhoud::begins(&offer());
        form.set(SENDER, "00000001001234500007");
        form.set(ORGAN, "burgemeester");
        form.set(CAME, "1-2-2027");
        let wanted = wanted(&form).unwrap();
        assert_eq!(wanted.ontvangen_op.to_string(), "2027-02-01");
        assert_eq!((wanted.orgaan.to_string().as_str(), wanted.nummer), ("burgemeester", None));
    }

    #[test]
    fn who_has_no_partners_is_sent_to_the_register() {
        let page = filled(&first(ABOUT, Actie::first("Naar de partners", PARTNERS)));
        says(&page, &["href=\"/tips/partners\"", "Er kan nog geen brief"]);
    }
}
