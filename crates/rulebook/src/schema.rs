//! JSON Schemas of the rules files and of the files that the command line reads and writes, generated from the Rust types.

use crate::bureau::BureauFile;
use crate::format::{CasesFile, LettersFile, PermitTypesFile, PolicyFile, PrecedenceFile};
use crate::help::HelpFile;
use crate::risk::RiskCasesFile;
use ::questionnaire::{CatalogueFile, FormsFile, SectionFile};
use ::risk::{
    Comparison, Counterfactual, Finding, IndicatorsFile, KindsFile, ModelFile, Outcome,
    PartyRiskFile,
};
use facts::VocabularyFile;
use law::answer::Answer;
use law::terms::{Deadline, HolidaysFile, TermsFile};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use subjects::sources::SourcesFile;

/// Returns every schema as (file name, JSON text), in the order of the names.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("answer.schema.json", output_schema::<Answer<'_>>()),
        ("cases.schema.json", schema::<CasesFile>()),
        ("catalogue-section.schema.json", schema::<SectionFile>()),
        ("catalogue.schema.json", schema::<CatalogueFile>()),
        ("deadline.schema.json", output_schema::<Deadline>()),
        ("facts.schema.json", schema::<VocabularyFile>()),
        ("forms.schema.json", schema::<FormsFile>()),
        ("help.schema.json", schema::<HelpFile>()),
        ("holidays.schema.json", schema::<HolidaysFile>()),
        ("lbb.schema.json", schema::<BureauFile>()),
        ("letters.schema.json", schema::<LettersFile>()),
        ("permit-types.schema.json", schema::<PermitTypesFile>()),
        ("policy.schema.json", schema::<PolicyFile>()),
        ("precedence.schema.json", schema::<PrecedenceFile>()),
        ("sources.schema.json", schema::<SourcesFile>()),
        ("risk-cases.schema.json", schema::<RiskCasesFile>()),
        ("risk-comparison.schema.json", output_schema::<Comparison>()),
        ("risk-counterfactual.schema.json", output_schema::<Counterfactual>()),
        ("risk-finding.schema.json", schema::<Finding>()),
        ("risk-indicators.schema.json", schema::<IndicatorsFile>()),
        ("risk-kinds.schema.json", schema::<KindsFile>()),
        ("risk-model.schema.json", schema::<ModelFile>()),
        ("risk-party.schema.json", schema::<PartyRiskFile>()),
        ("risk-outcome.schema.json", output_schema::<Outcome<'_>>()),
        ("terms.schema.json", schema::<TermsFile>()),
    ]
}

/// The schema of a file that people write.
fn schema<T: JsonSchema>() -> String {
    text::<T>(SchemaSettings::draft2020_12())
}

/// The schema of what the program writes: a field that can be left out is not required.
fn output_schema<T: JsonSchema>() -> String {
    text::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn text<T: JsonSchema>(settings: SchemaSettings) -> String {
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
