//! `dijkwacht explain`: one rule, where it stands and for whom it holds.

use crate::Status;
use crate::args::{ExplainArguments, Format};
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::text::write_json;
use kernel::{DateRange, did_you_mean, dutch_date};
use law::scope::{Rule, Stand, StandOutcome};
use rulebook::{RuleSource, Rulebook};
use serde_json::json;
use std::io::Write;

pub(crate) fn run(
    arguments: &ExplainArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let id = arguments.rule.as_str();
    let Some(source) = rulebook.source(id) else {
        let hint = did_you_mean(id, rulebook.rule_ids());
        return Err(CliError::Usage(format!("er is geen regel «{id}».{hint}")));
    };
    let explained = find(&rulebook, id, source);
    match arguments.format {
        Format::Text => write_text(id, &explained, output)?,
        Format::Json => {
            let document = json!({
                "id": id,
                "wat": explained.what,
                "artikel": explained.article,
                "uitleg": explained.explanation,
                "geldig": explained.valid,
                "bestand": explained.source.file,
                "regel": explained.source.line,
                "geldtVoor": explained.holds_for,
            });
            write_json(&document, output)?;
        }
    }
    Ok(Status::Decided)
}

struct Explained<'r> {
    what: &'static str,
    article: &'r str,
    explanation: &'r str,
    valid: String,
    source: &'r RuleSource,
    holds_for: Vec<String>,
}

fn find<'r>(rulebook: &'r Rulebook, id: &str, source: &'r RuleSource) -> Explained<'r> {
    let mut explained = Explained {
        what: "regel die bij geen enkele partij geldt",
        article: "",
        explanation: "",
        valid: String::new(),
        source,
        holds_for: Vec::new(),
    };
    for kind in rulebook.kinds().values() {
        if let Some(stand) = kind.stands.iter().find(|stand| stand.id == id) {
            explained.describe_stand(stand);
            let bodies = stand.parties.iter().map(|party| party.label());
            explained.holds_for = bodies.map(|body| format!("{body}: {}", kind.label)).collect();
        }
    }
    let parties = rulebook.party_ids().collect::<Vec<_>>();
    for policy in parties.into_iter().flat_map(|party| rulebook.policies(party)) {
        if let Some(rule) = policy.rules.iter().find(|rule| rule.id == id) {
            explained.describe_rule(rule);
            explained.holds_for.push(policy.party.name.clone());
        }
        if let Some(gap) = policy.gaps_of.values().find(|gap| gap.id == id) {
            explained.what = "deel van het beleid dat nog niet is ingevoerd";
            explained.article = &gap.article;
            explained.explanation = &gap.explanation;
            explained.holds_for.push(policy.party.name.clone());
        }
    }
    explained
}

impl<'r> Explained<'r> {
    fn describe_rule(&mut self, rule: &'r Rule) {
        self.what = rule.regime.label();
        self.article = &rule.article;
        self.explanation = &rule.explanation;
        self.valid = period(rule.valid);
    }

    fn describe_stand(&mut self, stand: &'r Stand) {
        self.what = match stand.outcome {
            StandOutcome::Basis(_) => "wettelijke grondslag",
            StandOutcome::NoBasis => "geen wettelijke grondslag",
        };
        self.article = &stand.article;
        self.explanation = &stand.explanation;
        self.valid = period(stand.valid);
    }
}

fn period(range: DateRange) -> String {
    let first = dutch_date(range.first());
    match range.last() {
        Some(last) => format!("van {first} tot en met {}", dutch_date(last)),
        None => format!("vanaf {first}"),
    }
}

fn write_text(id: &str, explained: &Explained<'_>, output: &mut dyn Write) -> std::io::Result<()> {
    writeln!(output, "{id}: {}", explained.what)?;
    writeln!(output, "  {}", explained.explanation)?;
    writeln!(output, "  artikel   {}", explained.article)?;
    if !explained.valid.is_empty() {
        writeln!(output, "  geldig    {}", explained.valid)?;
    }
    writeln!(output, "  bestand   rules/{}:{}", explained.source.file, explained.source.line)?;
    for (index, holder) in explained.holds_for.iter().enumerate() {
        let label = if index == 0 { "geldt bij" } else { "" };
        writeln!(output, "  {label:9} {holder}")?;
    }
    Ok(())
}
