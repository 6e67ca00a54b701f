//! `dijkwacht parties`: who screens, and by what policy.

use crate::Status;
use crate::args::{PartiesAction, PartiesArguments};
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::input::known_party;
use kernel::dutch_date;
use law::scope::{Policy, PolicyStatus};
use rulebook::Rulebook;
use std::io::Write;

pub(crate) fn run(
    arguments: &PartiesArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    match &arguments.action {
        PartiesAction::List(folder) => list(&load_rulebook(folder.rules.as_deref())?, output),
        PartiesAction::Show { party, folder } => {
            show(&load_rulebook(folder.rules.as_deref())?, party, output)
        }
    }
}

fn list(rulebook: &Rulebook, output: &mut dyn Write) -> Result<Status, CliError> {
    let width = rulebook.party_ids().map(|id| id.as_str().len()).max().unwrap_or_default();
    for id in rulebook.party_ids() {
        let Some(policy) = rulebook.policies(id).last() else { continue };
        writeln!(
            output,
            "{:width$}  {:11}  {}",
            id.as_str(),
            status(policy.info.status),
            policy.info.title
        )?;
    }
    Ok(Status::Decided)
}

fn status(status: PolicyStatus) -> &'static str {
    match status {
        PolicyStatus::Model => "model",
        PolicyStatus::Vastgesteld => "vastgesteld",
        PolicyStatus::NietIngevoerd => "geen beleid",
    }
}

fn show(rulebook: &Rulebook, party: &str, output: &mut dyn Write) -> Result<Status, CliError> {
    let party = known_party(rulebook, party)?;
    for policy in rulebook.policies(&party) {
        show_policy(policy, output)?;
    }
    Ok(Status::Decided)
}

fn show_policy(policy: &Policy, output: &mut dyn Write) -> Result<(), CliError> {
    let info = &policy.info;
    writeln!(output, "{} ({})", policy.party.name, policy.party.id)?;
    writeln!(output, "  {}", info.title)?;
    let until = info
        .valid
        .last()
        .map_or_else(String::new, |last| format!(" tot en met {}", dutch_date(last)));
    writeln!(
        output,
        "  versie {}, status {}, geldig vanaf {}{until}",
        info.version,
        status(info.status),
        dutch_date(info.valid.first())
    )?;
    if let Some(source) = &info.source {
        writeln!(output, "  bron: {source}")?;
    }
    if let Some(day) = info.review_on {
        writeln!(output, "  herzien op {}", dutch_date(day))?;
    }
    if let Some(target) = info.target_per_year {
        writeln!(output, "  streefaantal: {target} onderzoeken per jaar")?;
    }
    writeln!(output, "  regelset {}", policy.rule_set.sha256)?;
    for rule in &policy.rules {
        writeln!(output, "\n  {} [{}] {}", rule.id, rule.regime.id(), rule.article)?;
        writeln!(output, "    {}", rule.explanation)?;
    }
    let gaps: std::collections::BTreeMap<&str, &str> =
        policy.gaps_of.values().map(|gap| (gap.id.as_str(), gap.explanation.as_str())).collect();
    for (id, explanation) in gaps {
        writeln!(output, "\n  {id} [nog in te voeren]\n    {explanation}")?;
    }
    writeln!(output)?;
    Ok(())
}
