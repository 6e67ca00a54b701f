//! The scope decision on a file, by the rules of the key date.

use crate::{App, AppError};
use case::{Case, RuleSet, Scope, Text};
use facts::Application;
use kernel::{FaultCode, PartyId};
use law::answer::{Answer, Detail};
use law::scope::assess;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Vraagt het toepassingsbereik vast te leggen.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Toepassingsbereikverzoek")]
pub struct ScopeRequest {
    /// Feiten die bij de aanvraag komen of haar vervangen, zoals de bouwsom die het bevoegd gezag berekende.
    #[serde(default)]
    pub feiten: serde_json::Map<String, Value>,
    /// De keuze voor een toets die niet verplicht is.
    #[serde(default)]
    pub keuze: Option<ChosenScreening>,
}

/// De keuze voor een toets die mogelijk is.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Toetskeuze")]
pub struct ChosenScreening {
    /// Waarom.
    pub motivering: Text,
}

/// Decides by the rules that hold on the day of receipt.
pub(crate) fn decided_scope(
    app: &App,
    party: &PartyId,
    case: &Case,
    request: ScopeRequest,
) -> Result<Scope, AppError> {
    let json = case.file().application_with(&request.feiten);
    let kinds: Vec<&str> = app.rules.kinds().keys().map(String::as_str).collect();
    let application = Application::read(&json, app.rules.vocabulary(), &kinds)?;
    let on = case.file().ontvangen_op;
    let policy = app.rules.policy(party, on).ok_or_else(|| {
        AppError::fault(
            "",
            FaultCode::BuitenGeldigheid,
            "voor uw organisatie is geen beleid ingevoerd",
        )
    })?;
    let decision = assess(policy, &application, on)
        .map_err(|error| AppError::fault("", FaultCode::BuitenGeldigheid, error.to_string()))?;
    let answer = Answer::new(policy, app.rules.terms(), &application, &decision, Detail::Short);
    let rule = decision.deciding;
    let uitleg = rule.map_or_else(
        || answer.grondslag.as_ref().map_or(answer.label, |basis| basis.uitleg),
        |rule| rule.explanation.as_str(),
    );
    Ok(Scope {
        peildatum: on,
        regime: decision.regime,
        voorlopig: decision.provisional,
        grondslag: answer.grondslag.as_ref().map(|basis| basis.artikel.to_owned()),
        regel: rule.map(|rule| rule.id.clone()),
        uitleg: uitleg.to_owned(),
        ontbreekt: answer.ontbrekend.iter().map(|missing| missing.vraag.to_owned()).collect(),
        regelset: RuleSet {
            id: policy.rule_set.id.clone(),
            versie: policy.rule_set.version.clone(),
            sha256: policy.rule_set.sha256.to_string(),
        },
        feiten: request.feiten,
        keuze: request.keuze.map(|choice| choice.motivering),
    })
}
