//! The trail of tips: who did what, to which tip, partner or message. It is a trail of its own, for that of the party may be read by
//! others.

use app::{AuditLine, AuditReport, Caller, Paged};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

use super::super::controlespoor::{Regel, line};
use super::{AFTER, Kop, TIPS, TRAIL, head};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(TRAIL, TIPS, show), post("/tips/spoor/controle", TIPS, check).button_of(TRAIL)]
}

#[derive(Debug, Serialize)]
struct Spoor {
    kop: Kop,
    controle: Option<Controle>,
    regels: Vec<Regel>,
    volgende: Option<String>,
}

/// A check that was just done.
#[derive(Debug, Serialize)]
struct Controle {
    gaaf: bool,
    regels: String,
}

impl View for Spoor {
    const TEMPLATE: &'static str = "pages/tips/spoor";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    render((&visit, &caller), None).await
}

async fn check(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let report = visit.app.check_tip_trail(&caller).await?;
    render((&visit, &caller), Some(&report)).await
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    report: Option<&AuditReport>,
) -> Result<Answer, Trouble> {
    let lines = visit.app.tip_trail(caller, visit.query.given(AFTER)).await?;
    page(visit, "Controlespoor van tips", &view(&lines, report, visit.today()))
}

fn view(lines: &Paged<AuditLine>, report: Option<&AuditReport>, today: NaiveDate) -> Spoor {
    Spoor {
        kop: head(
            "Controlespoor van tips",
            "Wie wat deed, met nummers en controlegetallen en zonder inhoud; het laatste eerst. Niemand kan hierin iets wijzigen of weghalen.",
            TRAIL,
        ),
        controle: report.map(|report| Controle {
            gaaf: report.is_sound(),
            regels: words::number(report.lines),
        }),
        regels: lines.items.iter().map(|one| line(&plain(one), today)).collect(),
        volgende: lines.volgende.as_ref().map(|cursor| format!("{TRAIL}?{AFTER}={cursor}")),
    }
}

/// Puts the facts of a line, which are kept as JSON, on a line each.
fn plain(line: &AuditLine) -> AuditLine {
    let facts = line.reden.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(facts): Option<BTreeMap<String, String>> = facts else { return line.clone() };
    let facts: Vec<String> = facts.iter().map(|(name, fact)| format!("{name}: {fact}")).collect();
    AuditLine { reden: Some(facts.join("\n")), ..line.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_trail_says_who_looked_and_whether_it_is_whole() {
        let one = AuditLine {
            volgnummer: 7,
            tijdstip: now(),
            account: None,
            naam: "H. <Een>".to_owned(),
            rol: "tipbehandelaar".to_owned(),
            handeling: "tip-inzien".to_owned(),
            onderwerp: "tip/019".to_owned(),
            reden: Some(r#"{"richting":"in","uitkomst":"behandelen"}"#.to_owned()),
            digest: "d".repeat(64),
            hash: "abcdef0123456789".repeat(4),
        };
        let lines = Paged { items: vec![one], volgende: Some("plek".to_owned()) };
        let report = AuditReport { parties: 1, lines: 1_204, faults: Vec::new() };
        let page = filled(&view(&lines, Some(&report), now().dutch_date()));
        says(
            &page,
            &[
                "H. &lt;Een&gt;",
                "Tip inzien",
                "richting: in\nuitkomst: behandelen",
                "1.204",
                "utrecht-alert--ok",
                "/tips/spoor?na=plek",
            ],
        );
        let page = filled(&view(&lines, None, now().dutch_date()));
        assert!(!page.contains("utrecht-alert--ok"), "{page}");
    }
}
