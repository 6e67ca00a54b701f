//! The list by which two bodies prove to each other that no message got lost: numbers and digests, and nothing of what was said.

use app::tips::{DifferenceLine, Month, Oin, PartnerView, ReportLine, ReportView};
use app::{AppError, Caller};
use axum::http::StatusCode;
use chrono::{Datelike, Months, NaiveDate};
use kernel::Moment;
use serde::Serialize;

use super::super::lezen::chosen;
use super::{Back, Kop, REPORT, TIPS, back, head, lezen, shown, woorden};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const FILE: &str = "/tips/afletterlijst/bestand";
const COMPARE: &str = "/tips/afletterlijst/vergelijken";

const PARTNER: &str = "partner";
const MONTH: &str = "maand";
const OTHER: &str = "partner-lijst";
const SIGNED: &str = "ondertekend";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(REPORT, TIPS, show),
        post(REPORT, TIPS, report),
        post(FILE, TIPS, file).button_of(REPORT),
        post(COMPARE, TIPS, compare).shown_on(REPORT),
    ]
}

#[derive(Debug, Serialize)]
struct Afletterlijst {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    lijst: Option<Lijst>,
    vergelijkvelden: Vec<Field>,
    uitkomst: Option<Uitkomst>,
}

#[derive(Debug, Serialize)]
struct Lijst {
    opschrift: String,
    partner: String,
    maand: String,
    richtingen: [Richting; 2],
}

#[derive(Debug, Serialize)]
struct Richting {
    naam: &'static str,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    /// The digest, or what differs.
    tekst: String,
}

/// What a comparison found; nothing when both lists agree.
#[derive(Debug, Serialize)]
struct Uitkomst {
    verschillen: Vec<Regel>,
}

impl View for Afletterlijst {
    const TEMPLATE: &'static str = "pages/tips/afletterlijst";
}

/// What a request adds to the page.
#[derive(Default)]
struct Found {
    report: Option<ReportView>,
    differences: Option<Vec<DifferenceLine>>,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    render((&visit, &caller), Found::default(), None).await
}

async fn report(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    match made((&visit, &caller)).await? {
        Ok(report) => {
            let found = Found { report: Some(report), differences: None };
            render((&visit, &caller), found, None).await
        }
        Err(back) => render((&visit, &caller), Found::default(), Some(back)).await,
    }
}

/// Gives the signed list, for the partner.
async fn file(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    match made((&visit, &caller)).await? {
        Ok(report) => {
            // The name of the file says nothing of the partner.
            let name = format!("afletterlijst-{}.jws", report.maand);
            Ok(Answer::file("application/jose", &name, report.ondertekend))
        }
        Err(back) => render((&visit, &caller), Found::default(), Some(back)).await,
    }
}

async fn made((visit, caller): (&Visit, &Caller)) -> Result<Result<ReportView, Back>, Trouble> {
    let mut mistakes = Mistakes::default();
    let partner: Option<Oin> = chosen(&visit.form, PARTNER, "Kies een partner.", &mut mistakes);
    let month: Option<Month> = chosen(&visit.form, MONTH, "Kies een maand.", &mut mistakes);
    let Some((partner, month)) = partner.zip(month) else {
        return Ok(Err(Back::mistaken(mistakes)));
    };
    match visit.app.tip_report(caller, partner, month).await {
        Ok(report) => Ok(Ok(report)),
        Err(error) => Ok(Err(refused(error)?)),
    }
}

fn refused(error: AppError) -> Result<Back, Trouble> {
    back(error, lezen::field, |_| String::new())
}

async fn compare(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    let partner: Option<Oin> = chosen(&visit.form, OTHER, "Kies een partner.", &mut mistakes);
    let signed = visit.form.given(SIGNED);
    if signed.is_none() {
        mistakes.add(SIGNED, "Plak de lijst die de partner ondertekende.");
    }
    let back = match partner.zip(signed) {
        None => Back::mistaken(mistakes),
        Some((partner, signed)) => {
            match visit.app.compare_tip_report(&caller, partner, signed).await {
                Ok(differences) => {
                    let found = Found { report: None, differences: Some(differences) };
                    return render((&visit, &caller), found, None).await;
                }
                Err(error) => refused(error)?,
            }
        }
    };
    render((&visit, &caller), Found::default(), Some(back)).await
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    found: Found,
    back: Option<Back>,
) -> Result<Answer, Trouble> {
    let partners = visit.app.tip_partners(caller).await?;
    let none = Mistakes::default();
    let mistakes = back.as_ref().map_or(&none, |back| &back.mistakes);
    let status = back.as_ref().map_or(StatusCode::OK, |back| back.status);
    let view = view(&partners, visit.today(), (&visit.form, mistakes), &found);
    shown(visit, status, "Afletterlijst", &view)
}

fn view(
    partners: &[PartnerView],
    today: NaiveDate,
    (form, mistakes): (&Form, &Mistakes),
    found: &Found,
) -> Afletterlijst {
    let choices = || partners.iter().map(|one| (one.oin.to_string(), one.partner.naam.clone()));
    let partner = |name| {
        Field::select(name, "Partner").choices([("", "Kies een partner")]).choices(choices())
    };
    let filled = |fields: Vec<Field>| -> Vec<Field> {
        fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
    };
    let velden =
        filled(vec![partner(PARTNER), Field::select(MONTH, "Maand").choices(months(today))]);
    let signed = Field::lines(SIGNED, "Lijst van de partner").hint("Zoals hij haar ondertekende");
    let vergelijkvelden = filled(vec![partner(OTHER), signed]);
    let all: Vec<Field> = velden.iter().chain(&vergelijkvelden).cloned().collect();
    let name = |oin: Oin| {
        let known = partners.iter().find(|one| one.oin == oin);
        known.map(|one| one.partner.naam.clone()).unwrap_or_default()
    };
    Afletterlijst {
        kop: head(
            "Afletterlijst",
            "Wat er in een maand heen en terug ging, met nummers en controlegetallen. Twee organisaties bewijzen elkaar zo dat er niets verloren ging, zonder te laten zien waarover het ging.",
            REPORT,
        ),
        samenvatting: Summary::of(mistakes, &all),
        velden,
        lijst: found.report.as_ref().map(|report| Lijst::of(report, &name(report.partner))),
        vergelijkvelden,
        uitkomst: found
            .differences
            .as_ref()
            .map(|all| Uitkomst { verschillen: all.iter().map(Regel::difference).collect() }),
    }
}

/// The months that can be chosen, the last one first: name in the form, and words. Of those before, not all is remembered.
fn months(today: NaiveDate) -> Vec<(String, String)> {
    let month = |back| {
        let day = today.checked_sub_months(Months::new(back))?;
        let month = Month::of(Moment::start_of(day));
        if !month.is_remembered(Moment::start_of(today)) {
            return None;
        }
        Some((month.to_string(), month_of(day)?))
    };
    (0..).map_while(month).collect()
}

/// Says in what month a day is: `februari 2027`.
fn month_of(day: NaiveDate) -> Option<String> {
    let name = words::MONTHS.get(day.month0() as usize)?;
    Some(format!("{name} {}", day.year()))
}

/// Says a month of a list, `2027-02`, in words.
fn in_words(month: &str) -> String {
    let first: Option<NaiveDate> = format!("{month}-01").parse().ok();
    first.and_then(month_of).unwrap_or_else(|| month.to_owned())
}

impl Lijst {
    fn of(report: &ReportView, partner: &str) -> Self {
        let way = |naam, lines: &[ReportLine]| Richting {
            naam,
            regels: lines.iter().map(Regel::message).collect(),
        };
        Self {
            opschrift: format!("{partner}, {}", in_words(&report.maand)),
            partner: report.partner.to_string(),
            maand: report.maand.clone(),
            richtingen: [
                way("Verzonden, met ontvangstbewijs", &report.verzonden),
                way("Ontvangen en geregistreerd", &report.ontvangen),
            ],
        }
    }
}

impl Regel {
    fn message(line: &ReportLine) -> Self {
        Self { id: line.id.to_string(), tekst: line.sha256.to_string() }
    }

    fn difference(line: &DifferenceLine) -> Self {
        Self { id: line.id.to_string(), tekst: woorden::difference(line.verschil).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::partner::tests::partner;
    use super::super::samples::{message, now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::Difference;
    use kernel::Sha256Hex;

    fn shown_page(found: &Found, body: &str, mistakes: &Mistakes) -> String {
        let form = Form::of_body(body.as_bytes());
        filled(&view(&[partner("actief")], now().dutch_date(), (&form, mistakes), found))
    }

    #[test]
    fn a_list_has_numbers_and_digests_each_way() {
        let line = ReportLine { id: message("wacht", 0).id, sha256: Sha256Hex::of_bytes(b"x") };
        let digest = line.sha256.to_string();
        let report = ReportView {
            partner: partner("actief").oin,
            maand: "2027-02".to_owned(),
            verzonden: vec![line.clone()],
            ontvangen: Vec::new(),
            ondertekend: "a.b.c".to_owned(),
        };
        let found = Found { report: Some(report), differences: None };
        let page = shown_page(&found, "", &Mistakes::default());
        says(
            &page,
            &[
                &digest,
                "Veen&gt;, februari 2027</h2>",
                "name=\"maand\" value=\"2027-02\"",
                "/tips/afletterlijst/bestand",
                "Geen berichten",
            ],
        );
    }

    #[test]
    fn a_comparison_says_what_differs_or_that_all_agrees() {
        let line = DifferenceLine {
            id: message("wacht", 0).id,
            zender: partner("actief").oin,
            verschil: Difference::NotReceived,
        };
        let differs = Found { report: None, differences: Some(vec![line]) };
        let page = shown_page(&differs, "", &Mistakes::default());
        says(&page, &["volgens de ander niet ontvangen"]);
        let agrees = Found { report: None, differences: Some(Vec::new()) };
        says(&shown_page(&agrees, "", &Mistakes::default()), &["Beide lijsten zijn gelijk"]);
    }

    #[test]
    fn a_month_that_is_partly_forgotten_cannot_be_chosen() {
        let names = |today: NaiveDate| months(today).into_iter().map(|(name, _)| name);
        let today = "2027-02-16".parse().unwrap();
        assert!(names(today).eq(["2027-02", "2027-01", "2026-12"]));
    }

    #[test]
    fn what_was_pasted_comes_back() {
        let mut mistakes = Mistakes::default();
        mistakes.add(SIGNED, "Dit is geen lijst.");
        let page = shown_page(&Found::default(), "ondertekend=%3Cb%3E", &mistakes);
        says(&page, &["href=\"#ondertekend\"", ">&lt;b&gt;</textarea>"]);
    }
}
