//! The register of partners, and a new one in it.

use app::tips::{Oin, PartnerView};
use app::{AppError, Caller};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Actie, Asked, Back, Kop, PARTNERS, TIPS, back, crumbs, head, lezen, partnerveld, woorden,
};
use crate::ui::answer::Answer;
use crate::ui::form::{Form, Mistakes, sentence};
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const NEW: &str = "/tips/partners/nieuw";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PARTNERS, TIPS, list), get(NEW, TIPS, show_new), post(NEW, TIPS, propose)]
}

#[derive(Debug, Serialize)]
struct Partners {
    kop: Kop,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    adres: String,
    naam: String,
    oin: String,
    soort: &'static str,
    stand: &'static str,
    verkeer: String,
    /// Whether what is sent to it does not arrive, or somebody has to look at its keys.
    storing: bool,
}

impl View for Partners {
    const TEMPLATE: &'static str = "pages/tips/partners";
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let partners = visit.app.tip_partners(&caller).await?;
    page(&visit, "Partners", &view(&partners, visit.today()))
}

fn view(partners: &[PartnerView], today: NaiveDate) -> Partners {
    let kop = head(
        "Partners",
        "Met wie wij tips uitwisselen. Twee tipbehandelaars keuren een partner goed; één kan hem stoppen.",
        PARTNERS,
    );
    Partners {
        kop: kop.with(vec![Actie::first("Partner voorstellen", NEW)]),
        regels: partners.iter().map(|one| Regel::of(one, today)).collect(),
    }
}

impl Regel {
    fn of(one: &PartnerView, today: NaiveDate) -> Self {
        let data = one.voorstel.as_ref().map_or(&one.partner, |proposal| &proposal.partner);
        Self {
            adres: format!("{PARTNERS}/{}", one.oin),
            naam: data.naam.clone(),
            oin: one.oin.to_string(),
            soort: woorden::body_kind(data.soort),
            stand: woorden::partner_state(one.stand),
            verkeer: traffic(one, today),
            storing: one.verkeer.storing_sinds.is_some()
                || one.verkeer.sleutels_geweigerd.is_some()
                || one.laat_aangekondigd.is_some(),
        }
    }
}

/// Says in one line how the traffic goes.
fn traffic(one: &PartnerView, today: NaiveDate) -> String {
    let traffic = &one.verkeer;
    let at = |moment| words::moment(moment, today);
    if let Some(since) = traffic.sleutels_geweigerd {
        return format!("Zijn sleutels worden geweigerd sinds {}", at(since));
    }
    if let Some(from) = one.laat_aangekondigd {
        return format!("Nieuwe sleutel vanaf {}, laat aangekondigd: bel de partner", at(from));
    }
    match (traffic.storing_sinds, traffic.laatste_bewijs) {
        _ if one.partner.eindpunt.is_none() => "Per brief".to_owned(),
        (Some(since), _) => format!("Antwoordt niet sinds {}", at(since)),
        (None, Some(last)) => format!("Laatste ontvangstbewijs {}", at(last)),
        (None, None) => "Nog niets verzonden".to_owned(),
    }
}

async fn show_new(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    let form = if visit.recalled { visit.form.clone() } else { partnerveld::usual() };
    asked().page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

fn asked() -> Asked {
    let mut fields = vec![partnerveld::number_field()];
    fields.extend(partnerveld::fields());
    Asked {
        crumbs: crumbs("Partners", PARTNERS),
        title: "Partner voorstellen",
        lead: "Een andere tipbehandelaar belt de partner, laat de vingerafdruk van de sleutel voorlezen en keurt het voorstel goed.".to_owned(),
        version: None,
        button: "Partner voorstellen",
        fields,
    }
}

async fn propose(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let back = match wanted(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok((oin, wanted)) => match visit.app.propose_tip_partner(&caller, &wanted).await {
            Ok(_) => {
                let page = format!("{PARTNERS}/{oin}");
                return Ok(Answer::see(page).saying(Notice::TipPartnerProposed));
            }
            Err(error) => refused(error)?,
        },
    };
    asked().page(&visit, back.status, (&visit.form, &back.mistakes))
}

pub(super) fn refused(error: AppError) -> Result<Back, Trouble> {
    back(error, lezen::field, |_| String::new())
}

fn wanted(form: &Form) -> Result<(Oin, app::tips::ProposePartner), Mistakes> {
    match form.text(partnerveld::OIN).parse::<Oin>() {
        Ok(oin) => Ok((oin, partnerveld::read(form, oin)?)),
        Err(error) => {
            let mut mistakes = Mistakes::default();
            mistakes.add(partnerveld::OIN, sentence(&error.to_string()));
            // The number plays no part in what else is wrong.
            let any = "0".repeat(20).parse::<Oin>();
            if let Some(Err(others)) = any.ok().map(|oin| partnerveld::read(form, oin)) {
                mistakes.join(others);
            }
            Err(mistakes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::partner::tests::partner;
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_register_says_how_each_partner_stands() {
        let today = now().dutch_date();
        let mut silent = partner("actief");
        silent.verkeer.storing_sinds = Some(now());
        let mut refused = partner("actief");
        refused.verkeer.sleutels_geweigerd = Some(now());
        let mut late = partner("actief");
        late.laat_aangekondigd = Some(now());
        let page = filled(&view(&[partner("voorgesteld"), silent, refused, late], today));
        says(
            &page,
            &[
                "Gemeente &lt;Veen&gt;",
                "wacht op een tweede tipbehandelaar",
                "Antwoordt niet sinds di 16 februari, 10:00",
                "Nog niets verzonden",
                "Zijn sleutels worden geweigerd sinds di 16 februari, 10:00",
                "laat aangekondigd: bel de partner",
            ],
        );
        let page = filled(&view(&[], today));
        assert!(page.contains("Nog geen partners") && !page.contains("<table"), "{page}");
    }

    #[test]
    fn all_mistakes_are_named_at_once() {
        let mistakes = wanted(&Form::of_body(b"oin=12")).unwrap_err();
        assert!(mistakes.of("oin").is_some() && mistakes.of("naam").is_some());
    }
}
