//! Where a file stands with the LBB: the days, what came of each request, the duties and the costs.

use app::command::clock::TermKind;
use app::command::state::{AdviceEnd, ClosedAdvice};
use app::command::{Case, ClockEvent, TaskKind};
use app::inquiry::BureauStand;
use app::{Caller, DossierAnswer, TaskFilter};
use chrono::NaiveDate;
use kernel::{CaseId, capitalised};
use serde::Serialize;

use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// A name with what is known of it.
#[derive(Debug, Serialize)]
pub(super) struct Regel {
    naam: String,
    waarde: String,
}

/// A step in the count of the decision term.
#[derive(Debug, Serialize)]
pub(super) struct Telling {
    omschrijving: String,
    artikel: String,
}

/// A duty that is open.
#[derive(Debug, Serialize)]
pub(super) struct Taak {
    naam: String,
    waarde: String,
    adres: String,
}

/// The steps of the decision term that come from a request for advice, by their rules in `terms.toml`.
const STEPS: [&str; 2] = ["bibob-31", "bibob-15"];
/// The duties around the LBB.
const DUTIES: [TaskKind; 7] = [
    TaskKind::AdviesaanvraagMelden,
    TaskKind::BijdrageBetalen,
    TaskKind::LbbUitgebleven,
    TaskKind::ConclusieMelden,
    TaskKind::TerugtrekkingMelden,
    TaskKind::MeldingCorrigeren,
    TaskKind::MeldplichtLid6Toetsen,
];
/// More open duties than a file ever has.
const MOST: usize = 100;

fn line(naam: &str, waarde: String) -> Regel {
    Regel { naam: naam.to_owned(), waarde }
}

/// Says what holds now that no advice came in time.
pub(super) fn unanswered(bureau: &BureauStand, today: NaiveDate) -> Vec<String> {
    let (Some(none), Some(last)) = (bureau.uitgebleven, bureau.uiterlijk) else {
        return Vec::new();
    };
    let late = format!(
        "Het advies had er uiterlijk op {} moeten zijn en is er niet. De opschorting is voorbij: de beslistermijn loopt weer (Wet Bibob art. 15 en 31).",
        words::day(last, today)
    );
    let may = if none.wachten_mag {
        "U kunt zonder advies verder of nog wachten, zolang de beslistermijn dat toelaat. De wet zegt niet of u moet wachten: dat is onzeker."
    } else {
        "Ga zonder advies verder: zo is het ingesteld."
    };
    let next = if none.vastgelegd {
        "Vastgelegd is dat het advies uitblijft. Komt het alsnog, leg de ontvangst dan vast."
    } else {
        "Gaat u verder, leg dan vast dat het advies uitblijft. Wacht u, herinner het LBB dan."
    };
    vec![late, may.to_owned(), next.to_owned()]
}

/// Says what came of the requests that are closed. Why the LBB declined may tell of what it knows.
pub(super) fn closed(case: &Case, reads: bool, today: NaiveDate) -> Vec<Regel> {
    let one = |closed: &ClosedAdvice| {
        let day = |day: NaiveDate| words::day(day, today);
        let end = match &closed.afloop {
            AdviceEnd::Ontvangen { op, .. } => format!("Advies ontvangen op {}", day(*op)),
            AdviceEnd::Uitgebleven { op } => {
                format!("Advies bleef uit, vastgesteld op {}", day(*op))
            }
            AdviceEnd::Afgezien { op, motivering } => {
                let why = if reads { format!(": {}", motivering.as_str()) } else { String::new() };
                format!("Het LBB zag op {} af van advies{why}", day(*op))
            }
        };
        line(&format!("Verzoek van {}", day(closed.verzoek.op)), end)
    };
    case.inquiry().map_or_else(Vec::new, |inquiry| inquiry.adviezen.iter().map(one).collect())
}

/// Says which days count for the last request.
pub(super) fn term(answer: &DossierAnswer, bureau: &BureauStand, today: NaiveDate) -> Vec<Regel> {
    let (Some(asked), Some(last)) = (bureau.gevraagd_op, bureau.uiterlijk) else {
        return Vec::new();
    };
    let mut lines = vec![line("Gevraagd op", words::day(asked, today))];
    let events = answer.dossier.file().klok.iter().rev();
    let request = events.into_iter().find_map(|event| match event {
        ClockEvent::LbbVerzoek { vragen, verlengd_met_dagen, ontvangen_op, .. } => {
            Some((vragen, *verlengd_met_dagen, *ontvangen_op))
        }
        _ => None,
    });
    if let Some((questions, extended, received)) = request {
        lines.extend(questions.iter().map(|question| {
            let until = question.tot.map_or_else(
                || "nog niet beantwoord".to_owned(),
                |until| {
                    format!("beantwoord op {}; die dag telt weer mee", words::day(until, today))
                },
            );
            line("Vraag van het LBB", format!("{}, {until}", words::day(question.van, today)))
        }));
        let days = usize::try_from(extended).unwrap_or_default();
        lines.extend((days > 0).then(|| line("Verlengd met", words::count(days, "dag", "dagen"))));
        lines.extend(received.map(|day| line("Antwoord binnen op", words::day(day, today))));
    }
    let moves = if bureau.schuift { ", en schuift op zolang de vraag open is" } else { "" };
    lines.push(line("Laatste dag van het LBB", format!("{}{moves}", words::day(last, today))));
    lines.extend(decision(answer, today));
    lines
}

/// Says when the decision term ends.
fn decision(answer: &DossierAnswer, today: NaiveDate) -> Option<Regel> {
    let decision =
        answer.klok.huidig.as_ref().filter(|term| term.soort == TermKind::Beslistermijn)?;
    let last = words::day(decision.uiterlijk?, today);
    let says = match (decision.minimaal, decision.op_zijn_laatst) {
        (true, Some(latest)) => {
            format!("op zijn vroegst {last}, ten laatste {}", words::day(latest, today))
        }
        (true, None) => format!("op zijn vroegst {last}"),
        (false, _) => last,
    };
    Some(line("Einde van de beslistermijn", says))
}

/// Returns how a request counts in the decision term, as the time line tells it.
pub(super) fn count(answer: &DossierAnswer) -> Vec<Telling> {
    let steps = answer.klok.huidig.iter().flat_map(|term| &term.stappen);
    let ours = steps.filter(|step| STEPS.contains(&step.rule.as_str()));
    ours.map(|step| Telling {
        omschrijving: step.description.clone(),
        artikel: step.article.clone(),
    })
    .collect()
}

/// Returns the duties around the LBB that are open.
pub(super) async fn tasks(
    visit: &Visit,
    caller: &Caller,
    case: CaseId,
) -> Result<Vec<Taak>, Trouble> {
    let open = visit.app.tasks(caller, Some(case), &TaskFilter::open(MOST)).await?;
    let ours = |task: &app::TaskAnswer| DUTIES.iter().any(|kind| kind.id() == task.plicht);
    let shown = open.items.into_iter().filter(ours).map(|task| Taak {
        naam: capitalised(&task.plicht.replace('-', " ")),
        waarde: format!(
            "Uiterlijk {}. {}",
            words::day(task.uiterlijk, visit.today()),
            task.omschrijving
        ),
        adres: format!("/taken/{}", task.id),
    });
    Ok(shown.collect())
}

/// Says what a request costs.
pub(super) fn fee(bureau: &BureauStand) -> String {
    match (bureau.bijdrage, &bureau.bijdrage_bron) {
        (Some(amount), Some(source)) => format!("{amount} ({source})"),
        _ => "niet ingevoerd; vraag het bedrag na bij het LBB (Wet Bibob art. 16)".to_owned(),
    }
}

/// Says what the requests of a file cost; nothing where none was made.
pub(super) fn costs(bureau: &BureauStand) -> Vec<Regel> {
    if bureau.verzoeken == 0 {
        return Vec::new();
    }
    vec![
        line("Verzoeken om advies", bureau.verzoeken.to_string()),
        line("Bijdrage per verzoek", fee(bureau)),
    ]
}
