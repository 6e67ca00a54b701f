//! Tips of article 26 between bodies: those we got, those we give, the register of partners, our own keys and the lists that two
//! bodies compare. All of it is for tip officers; for others nothing is there, for that there is a tip is secret. Only the page on which a
//! body without a system hands in a tip is for others.

mod afletterlijst;
mod brief;
mod geven;
mod inhoud;
mod kandidaten;
mod lezen;
mod nieuw;
mod ontvangen;
mod ontvangst;
mod oordeel;
mod organisatie;
mod partner;
mod partners;
mod partnerveld;
#[cfg(test)]
mod samples;
mod schrijven;
mod sleutels;
mod spoor;
mod verzending;
mod verzonden;
mod woorden;

use app::tips::{PartnerView, ReadReason, Refusal};
use app::{AppError, Caller, Permission};
use serde::Serialize;

use super::blad::{Actie, Asked, Back, Kop, Kruimel, shown};
use super::paneel::{Paneel, Panelen, Sent};
use crate::ui::fields::Field;
use crate::ui::form::sentence;
use crate::ui::route::{PageAccess, PageRoute};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TIPS: PageAccess = PageAccess::Hidden(Permission::HandleTips);

const RECEIVED: &str = "/tips";
/// Below this address stands each tip that we got.
const RECEIVED_TIPS: &str = "/tips/ontvangen";
/// Where an officer registers a tip that came by letter.
const LETTER_IN: &str = "/tips/brief";
const SENT: &str = "/tips/verzonden";
const NEW: &str = "/tips/nieuw";
const PARTNERS: &str = "/tips/partners";
const REPORT: &str = "/tips/afletterlijst";
const TRAIL: &str = "/tips/spoor";
const KEYS: &str = "/tips/sleutels";
const OWN_BODY: &str = "/tips/sleutels/organisatie";

/// The place in a list, as its next page is asked for.
const AFTER: &str = "na";
/// Why somebody reads a tip.
const WHY: &str = "inzage";

/// The parts: name and address.
const TABS: [(&str, &str); 6] = [
    ("Ontvangen", RECEIVED),
    ("Verzonden", SENT),
    ("Partners", PARTNERS),
    ("Afletterlijst", REPORT),
    ("Sleutels", KEYS),
    ("Controlespoor", TRAIL),
];

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = ontvangen::routes();
    routes.extend(ontvangst::routes());
    routes.extend(brief::routes());
    routes.extend(kandidaten::routes());
    routes.extend(verzonden::routes());
    routes.extend(nieuw::routes());
    routes.extend(verzending::routes());
    routes.extend(partners::routes());
    routes.extend(partner::routes());
    routes.extend(afletterlijst::routes());
    routes.extend(sleutels::routes());
    routes.extend(organisatie::routes());
    routes.extend(spoor::routes());
    routes.extend(geven::routes());
    routes
}

/// A head under the tab with this address.
fn head(title: &str, under: &str, tab: &str) -> Kop {
    Kop::with_tabs((title, under), ("Onderdelen van tips", &TABS), tab)
}

/// The pages above one below a tab.
fn crumbs(name: &str, address: &str) -> Vec<Kruimel> {
    let crumb =
        |naam: &str, adres: &str| Kruimel { naam: naam.to_owned(), adres: adres.to_owned() };
    vec![crumb("Tips", RECEIVED), crumb(name, address)]
}

/// Takes what a use case said: `field` names the field for a place in the input, `refused` that for a refusal.
fn back(
    error: AppError,
    field: impl Fn(&str) -> String,
    refused: impl Fn(Refusal) -> String,
) -> Result<Back, Trouble> {
    match error {
        AppError::Tip(refusal) => Ok(Back::refused(&refused(refusal), refusal.to_string())),
        // That the own body is not set up is no gap of this form, so it is said in full.
        AppError::Input(faults) if faults.iter().any(|fault| fault.pointer == "/organisatie") => {
            let says: Vec<String> = faults.iter().map(|fault| sentence(&fault.message)).collect();
            Ok(Back::refused("", says.join(" ")))
        }
        other => Back::of_input(other, field),
    }
}

/// Returns why somebody reads a tip, as they chose it; to handle it when they chose nothing.
fn read_reason(visit: &Visit) -> ReadReason {
    let asked = visit.query.text(WHY);
    ReadReason::ALL.into_iter().find(|why| why.id() == asked).unwrap_or(ReadReason::Handle)
}

/// Returns the query of an address that is read for a reason; none to handle a tip.
fn reason_query(why: ReadReason) -> String {
    if why == ReadReason::Handle { String::new() } else { format!("?{WHY}={}", why.id()) }
}

/// Why tips are opened from a list: it is on record before somebody sees what a tip says.
#[derive(Debug, Serialize)]
struct Inzage {
    reden: &'static str,
    andere: Vec<Actie>,
}

impl Inzage {
    fn of(list: &str, why: ReadReason) -> Self {
        let others = ReadReason::ALL.into_iter().filter(|other| *other != why);
        let link = |other| {
            Actie::other(woorden::read_reason(other), format!("{list}{}", reason_query(other)))
        };
        Self { reden: woorden::read_reason(why), andere: others.map(link).collect() }
    }
}

/// Returns the address of the next page of a list of tips, for the same reason.
fn next_page(list: &str, why: ReadReason, cursor: &str) -> String {
    format!("{list}?{AFTER}={cursor}&{WHY}={}", why.id())
}

/// A choice of an organ of a partner, as both stand in one value: a partner has its own organs.
fn organ_field(name: &str, label: &str, partners: &[PartnerView], none: &str) -> Field {
    let field = Field::select(name, label).choices([("", none)]);
    partners.iter().fold(field, |field, one| {
        let organs = one.partner.organen.iter();
        let choice = |organ| (format!("{} {organ}", one.oin), woorden::organ(organ));
        field.group(Some(one.partner.naam.as_str()), organs.map(choice))
    })
}

/// Lists the partners that a tip can go to.
async fn receivers(visit: &Visit, caller: &Caller) -> Result<Vec<PartnerView>, Trouble> {
    let all = visit.app.tip_partners(caller).await?;
    Ok(all.into_iter().filter(|one| one.kan_ontvangen).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::FaultCode;

    fn said(error: AppError) -> (u16, Vec<(String, String)>) {
        let back = back(error, lezen::field, |_| "vingerafdruk".to_owned()).unwrap();
        let all = back.mistakes.iter();
        let all = all.map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        (back.status.as_u16(), all)
    }

    #[test]
    fn what_a_use_case_says_stands_at_its_field_or_above_the_form() {
        let (status, all) = said(AppError::Tip(Refusal::FingerprintDiffers));
        assert_eq!((status, all[0].0.as_str()), (409, "vingerafdruk"));
        let message = "leg eerst vast wat uw organisatie is";
        let (status, all) = said(AppError::fault("/organisatie", FaultCode::Ontbreekt, message));
        let sentence = "Leg eerst vast wat uw organisatie is.";
        assert_eq!((status, all), (409, vec![(String::new(), sentence.to_owned())]));
        let (status, all) =
            said(AppError::fault("/inhoud/toelichting", FaultCode::Tegenstrijdig, "uit"));
        assert_eq!((status, all[0].0.as_str()), (400, "toelichting"));
    }
}
