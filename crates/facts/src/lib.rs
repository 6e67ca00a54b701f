//! What is known about an application, and conditions over it.
//!
//! The [`Vocabulary`] declares every fact with its type, its place in the application file and the question that asks for it.
//! [`Application::read`] turns an application file into [`Facts`]; an absent fact is unknown, never "no".
//! A [`Condition`] is evaluated to yes, no or unknown, and leaves a mark per part, so that the outcome can be explained.

mod application;
mod condition;
mod read;
#[cfg(test)]
mod tests;
mod value;
mod vocabulary;

pub use application::{Address, Application, Subject};
pub use condition::{
    Aggregation, AmountOperator, AmountTest, CodesSource, Condition, ConditionError,
    ConditionSource, Doubt, LimitVat, Lists, Mark, Node, PastTest, ScreeningTest, Test, TraceLine,
    Tri, View,
};
pub use value::{
    Amount, Code, EarlierScreening, FactId, FactValue, Facts, FigureSource, OtherApplication, Vat,
    VatRate,
};
pub use vocabulary::{
    CodeList, FactDef, FactSource, FactType, Vocabulary, VocabularyError, VocabularyFile,
};
