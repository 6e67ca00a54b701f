//! Findings in words: what they are, how they weigh by art. 3a, and from where they come.

use app::DossierAnswer;
use app::inquiry::{Entry, FindingEntry};
use app::risk::{EvidenceStatus, Ground, LegalWeight, Seriousness};
use serde::Serialize;

use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// A finding on a page.
#[derive(Debug, Serialize)]
pub(in super::super) struct Bevinding {
    wat: String,
    over: String,
    feit: String,
    gewicht: &'static str,
    bron: String,
    bruikbaar: String,
    ingetrokken: Option<String>,
    intrekken: Option<String>,
}

/// Returns the findings of a file, as its pages show them.
pub(in super::super) fn findings(
    visit: &Visit,
    answer: &DossierAnswer,
    (entries, runs): (&[Entry<FindingEntry>], bool),
) -> Result<Vec<Bevinding>, Trouble> {
    let kinds = visit.app.risk_rules()?.kinds();
    let (case, today) = (answer.id, visit.today());
    let line = |entry: &Entry<FindingEntry>| {
        let finding = &entry.content.bevinding;
        let label = kinds.find(&finding.kind).map_or(finding.kind.as_str(), |kind| &kind.label);
        let person = answer.dossier.file().person(finding.subject);
        let open = runs && entry.content.ingetrokken.is_none();
        Bevinding {
            wat: kernel::capitalised(label),
            over: person.map(|one| one.persoon.name.reveal().clone()).unwrap_or_default(),
            feit: finding
                .last_day()
                .map_or_else(|| "datum onbekend".to_owned(), |day| words::day(day, today)),
            gewicht: weight(finding.status),
            bron: format!(
                "{}, {}, verkregen op {}",
                finding.source.kind.label(),
                finding.source.reference.reveal(),
                words::day(finding.obtained_on, today)
            ),
            bruikbaar: words::day(finding.usable_until(), today),
            ingetrokken: entry.content.ingetrokken.as_ref().map(|why| why.as_str().to_owned()),
            intrekken: open
                .then(|| format!("/dossiers/{case}/onderzoek/bevindingen/{}/intrekken", entry.id)),
        }
    };
    Ok(entries.iter().map(line).collect())
}

/// Says how a fact weighs on the grounds a and b (art. 3a).
pub(in super::super) fn weight(status: EvidenceStatus) -> &'static str {
    match (status.weight(Ground::A), status) {
        (LegalWeight::Aanwijzend, _) => "wijst erop",
        (LegalWeight::Geblokkeerd, _) => "telt niet mee na vrijspraak of ontslag",
        (LegalWeight::Vermoeden, EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Licht) }) => {
            "licht vermoeden"
        }
        (
            LegalWeight::Vermoeden,
            EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Stevig) },
        ) => "stevig vermoeden",
        (LegalWeight::Vermoeden, EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Zwaar) }) => {
            "zwaar vermoeden"
        }
        (LegalWeight::Vermoeden, _) => "vermoeden, ernst nog niet gewogen",
    }
}
