//! A path in words.

use super::Network;
use super::path::{Path, Route, Step};
use crate::{Directness, Form, Relation, Statement, Status, Tense};
use kernel::{SubjectId, capitalised};

/// The parts of a clause: `is` + `aandeelhouder` + `van`, and what it was.
struct Clause {
    is: &'static str,
    was: &'static str,
    what: &'static str,
    of: &'static str,
}

impl Path {
    /// Returns the path as a Dutch sentence, with dates and what is over: `Voorbeeldholding B.V. is aandeelhouder (60 %) van
    /// Voorbeeldbouw B.V. (sinds 1 januari 2020), dat geld leent aan de aanvrager (sinds 3 maart 2024)`.
    ///
    /// `called` is what the betrokkene is called here, such as `de aanvrager`. The sentence holds names.
    pub fn words(&self, network: &Network, called: &str) -> String {
        if self.route == Route::Zelf {
            return format!("Het gaat om {called} zelf");
        }
        let name = |id: SubjectId| {
            if id == network.betrokkene() { called } else { network.name(id) }
        };
        let clauses = self.steps.iter().enumerate().filter_map(|(number, step)| {
            let statement = network.statement(step.statement)?;
            let subject = (number == 0).then(|| name(step.from));
            Some(
                clause(network, step, statement, subject)
                    + name(step.to)
                    + &remark(step, statement),
            )
        });
        capitalised(&clauses.collect::<Vec<_>>().join(", "))
    }
}

/// Returns `X is aandeelhouder (60 %) van ` for the first clause, `dat aandeelhouder (60 %) is van ` for the next ones.
fn clause(network: &Network, step: &Step, statement: &Statement, subject: Option<&str>) -> String {
    let Clause { is, was, what, of } = parts(statement);
    let verb = if step.tense == Tense::Vroeger { was } else { is };
    let measure = measure(statement).map(|measure| format!(" ({measure})")).unwrap_or_default();
    if let Some(subject) = subject {
        return format!("{subject} {verb} {what}{measure} {of} ");
    }
    let human = network.node(step.from).is_some_and(|node| node.kind.is_human());
    let pronoun = if human { "die" } else { "dat" };
    format!("{pronoun} {what}{measure} {verb} {of} ")
}

fn parts(statement: &Statement) -> Clause {
    let (is, was, what, of) = match (statement.relation(), statement.form()) {
        (Relation::Leidinggevende, _) => ("geeft", "gaf", "leiding", "aan"),
        (Relation::Zeggenschaphebbende, _) if statement.share().is_some() => {
            ("is", "was", "aandeelhouder", "van")
        }
        (Relation::Zeggenschaphebbende, _) => ("heeft", "had", "zeggenschap", "over"),
        (Relation::Vermogensverschaffer, Some(Form::Lening)) => ("leent", "leende", "geld", "aan"),
        (Relation::Vermogensverschaffer, Some(Form::Schenking)) => {
            ("schenkt", "schonk", "geld", "aan")
        }
        (Relation::Vermogensverschaffer, _) => ("verschaft", "verschafte", "vermogen", "aan"),
        (Relation::ZakelijkSamenwerkingsverband, _) => {
            ("staat", "stond", "in een zakelijk samenwerkingsverband", "met")
        }
        (Relation::OpBeschikkingGenoemd, _) => ("is", "was", "genoemd op de beschikking", "van"),
        (Relation::FeitelijkeInvloed, _) => ("heeft", "had", "feitelijke invloed", "op"),
        (Relation::Familieband, _) => ("is", "was", "familie", "van"),
    };
    Clause { is, was, what, of }
}

/// Returns the share or the amount that a statement gives.
pub(crate) fn measure(statement: &Statement) -> Option<String> {
    let share = statement.share().map(|share| share.to_string());
    share.or_else(|| statement.amount().map(|amount| amount.to_string()))
}

/// Returns what stands between brackets behind a clause.
fn remark(step: &Step, statement: &Statement) -> String {
    let past = (step.tense == Tense::Vroeger).then(|| "vroeger".to_owned());
    let indirect = (statement.directness() == Directness::Indirect).then(|| "indirect".to_owned());
    let unsure = (step.status == Status::Onbekend).then(|| Status::Onbekend.label().to_owned());
    let parts = [past, Some(statement.period().words()), indirect, unsure];
    format!(" ({})", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
