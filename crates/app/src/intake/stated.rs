//! What was answered about the application beside what the file says of it, and taking that over.

use super::Questionnaire;
use crate::dossier::{ScopeRequest, decided_scope};
use crate::{App, AppError, Caller, CaseChange, DossierAnswer};
use case::{Case, Evidence, File, Scope, TakeFacts, is_of_body};
use facts::FactType;
use kernel::{Euro, SubjectId};
use questionnaire::Question;
use serde_json::{Map, Value, json};

/// An answer about the application that the file does not have, or has otherwise.
#[derive(Clone, Debug)]
pub struct StatedFact {
    /// The name of the fact.
    pub name: String,
    /// What it is called: `de bouwsom`.
    pub label: String,
    /// What stands on the file.
    pub on_file: Option<Value>,
    /// What was answered.
    pub stated: Value,
}

impl StatedFact {
    /// Returns whether the figure on the file was computed by the competent body: no statement takes its place.
    pub fn is_of_body(&self) -> bool {
        self.on_file.as_ref().is_some_and(is_of_body)
    }
}

impl App {
    /// Returns what the last version of a questionnaire says about the application and the file does not.
    pub fn stated(&self, list: &Questionnaire, file: &File) -> Vec<StatedFact> {
        let asked = list.form.questions.iter().filter_map(|question| {
            let fact = question.fact.as_ref()?;
            let text = list.yields.facts.get(fact)?;
            let def = self.rules.vocabulary().def(self.rules.vocabulary().find(fact)?);
            // Facts elsewhere in an application say who somebody is; persons come on the file in another way.
            (def.pointer == format!("/feiten/{fact}")).then_some(())?;
            let stated = as_fact(&def.kind, question, text)?;
            let on_file = file.fact(fact).cloned();
            let is_known = on_file.as_ref().is_some_and(|known| says(known, &stated));
            let (name, label) = (fact.clone(), def.label.clone());
            (!is_known).then_some(StatedFact { name, label, on_file, stated })
        });
        asked.collect()
    }

    /// Puts on the file what somebody stated in the questionnaire, apart from figures that the competent body computed.
    pub async fn take_stated(
        &self,
        caller: &Caller,
        change: &CaseChange,
        person: SubjectId,
    ) -> Result<DossierAnswer, AppError> {
        let lists = self.questionnaires(caller, change.id).await?;
        let list = lists.into_iter().find(|list| list.person == person);
        let list = list.ok_or(AppError::NotFound)?;
        let version = list.versions.last().ok_or(AppError::NotFound)?;
        let file = self.dossier(caller, change.id).await?;
        let stuk = Evidence {
            soort: "vragenlijst".to_owned(),
            id: format!("{}/{}", list.id, version.number),
            digest: kernel::hex(&version.sha256),
        };
        let feiten = to_take(&self.stated(&list, file.dossier.file()));
        self.perform(caller, change, TakeFacts { persoon: person, stuk, feiten }).await
    }

    /// Returns the scope decision that the rules would give with these facts on the file, where it is another than the one that
    /// stands. The one that stands is not changed by it.
    pub fn moved_scope(
        &self,
        caller: &Caller,
        case: &Case,
        stated: &[StatedFact],
    ) -> Option<Scope> {
        let standing = case.scope().filter(|_| case.aftermath().is_none())?;
        let request = ScopeRequest { feiten: to_take(stated), keuze: None };
        let again = decided_scope(self, caller.party(), case, request).ok()?;
        let same = again.regime == standing.regime && again.voorlopig == standing.voorlopig;
        (!same).then_some(again)
    }
}

fn to_take(stated: &[StatedFact]) -> Map<String, Value> {
    let open = stated.iter().filter(|fact| !fact.is_of_body());
    open.map(|fact| (fact.name.clone(), fact.stated.clone())).collect()
}

/// Returns an answer as an application writes the fact; none for a kind of fact that no question asks.
fn as_fact(kind: &FactType, question: &Question, text: &str) -> Option<Value> {
    match kind {
        FactType::Amount { .. } => {
            let mut figure = json!({ "bedrag": text, "bron": "aanvrager" });
            if let Some(vat) = question.fact_vat {
                figure["btw"] = vat.id().into();
            }
            Some(figure)
        }
        FactType::YesNo => Some((text == "ja").into()),
        FactType::Date | FactType::Choice(_) | FactType::Postcode => Some(text.into()),
        FactType::Codes(_) | FactType::Applications | FactType::Screening => None,
    }
}

/// Returns whether what is known says all that was stated; who says it does not count.
fn says(known: &Value, stated: &Value) -> bool {
    let Some(parts) = stated.as_object() else { return known == stated };
    let euro = |value: &Value| value.as_str().and_then(|text| text.parse::<Euro>().ok());
    parts.iter().filter(|(name, _)| *name != "bron").all(|(name, part)| {
        known.get(name).is_some_and(|value| match name.as_str() {
            "bedrag" => euro(value) == euro(part),
            _ => value == part,
        })
    })
}

/// Writes a fact of an application in words.
pub fn fact_in_words(value: &Value) -> String {
    match value {
        Value::Null => "geen".to_owned(),
        Value::Bool(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        Value::String(text) => text.clone(),
        other => figure(other),
    }
}

fn figure(value: &Value) -> String {
    let text = |name| value.get(name).and_then(Value::as_str);
    let euro = text("bedrag").and_then(|text| text.parse::<Euro>().ok());
    let mut words = euro.map(|euro| euro.to_string()).unwrap_or_default();
    if let Some(vat @ ("exclusief" | "inclusief")) = text("btw") {
        words = format!("{words} {vat} btw");
    }
    match text("bron") {
        Some("bevoegd-gezag") => words.push_str(", berekend door het bevoegd gezag"),
        Some(_) => words.push_str(", opgave van de aanvrager"),
        None => {}
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_known_when_amount_and_vat_are() {
        let stated = json!({ "bedrag": "900000.00", "btw": "exclusief", "bron": "aanvrager" });
        let known = |value: Value| says(&value, &stated);
        assert!(known(json!({ "bedrag": "900000", "btw": "exclusief", "bron": "bevoegd-gezag" })));
        assert!(!known(json!({ "bedrag": "900000", "btw": "inclusief", "tarief": 21 })));
        assert!(!known(json!({ "bedrag": "900000" })));
        assert!(!known(json!({ "bedrag": "900000.01", "btw": "exclusief" })));
        assert!(!known(Value::Null));
    }

    #[test]
    fn a_figure_says_who_computed_it() {
        let of_body = json!({ "bedrag": "812000.00", "btw": "exclusief", "bron": "bevoegd-gezag" });
        assert_eq!(
            fact_in_words(&of_body),
            "€\u{a0}812.000,00 exclusief btw, berekend door het bevoegd gezag"
        );
        assert_eq!(fact_in_words(&json!({ "bedrag": "5" })), "€\u{a0}5,00");
        assert_eq!(fact_in_words(&json!(true)), "ja");
    }
}
