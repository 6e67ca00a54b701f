//! Reading input: bytes, query strings and path parameters become checked values, with every fault named.

mod branch;
mod checker;
mod decode;
mod explain;
mod fields;
mod number;
mod schema;
mod sentence;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use checker::{Checker, schema_of};
pub(crate) use decode::percent_decode;
pub(crate) use fields::Pairs;
pub(crate) use schema::{harden, names_of_loose_objects};

use kernel::{FaultCode, Faults, pointer_part};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Problem;

/// Why input could not be read.
#[derive(Debug)]
pub enum Refusal {
    /// The input is wrong: these faults join those of the other parts of the request.
    Faults(Faults),
    /// Something that ends the request at once.
    Problem(Problem),
}

/// The faults of wrong input join those of other parts; every other problem ends the request.
impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        problem.into_faults().map_or_else(Self::Problem, Self::Faults)
    }
}

/// Reads a JSON body as `T`.
pub(crate) fn read_body<T: DeserializeOwned + JsonSchema + 'static>(
    bytes: &[u8],
) -> Result<T, Refusal> {
    let whole = |message: String| {
        let mut faults = Faults::new();
        faults.add("", FaultCode::VerkeerdeVorm, message);
        Refusal::Faults(faults)
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(whole(format!(
            "de gegevens zijn geen UTF-8: fout bij byte {}",
            error.valid_up_to()
        )));
    }
    let mut value = kernel::parse_json(bytes).map_err(whole)?;
    number::make_whole(&mut value);
    checked(&value, "")
}

/// Reads the pairs of a query string or path as `T`; `place` stands before the name in every fault.
pub(crate) fn read_pairs<T: DeserializeOwned + JsonSchema + 'static>(
    pairs: &Pairs,
    place: &str,
) -> Result<T, Refusal> {
    let checker = Checker::of::<T>()?;
    let mut faults = Faults::new();
    let value = pairs.to_value(&checker, place, &mut faults);
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    checked(&value, place)
}

/// Checks a value against the schema of `T` and makes it one.
pub(crate) fn checked<T: DeserializeOwned + JsonSchema + 'static>(
    value: &Value,
    place: &str,
) -> Result<T, Refusal> {
    let checker = Checker::of::<T>()?;
    let mut faults = Faults::new();
    text::refuse_control_characters(value, place, &mut faults);
    // The schema would say of the same texts, less clearly, that they do not follow a pattern.
    let named: Vec<String> = faults.iter().map(|fault| fault.pointer.clone()).collect();
    let mut others = Faults::new();
    checker.check(value, place, &mut others);
    for fault in others.iter().filter(|fault| !named.contains(&fault.pointer)) {
        faults.add(fault.pointer.clone(), fault.code, fault.message.clone());
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = format!("{place}{}", pointer_of(error.path()));
        faults.add(pointer, FaultCode::VerkeerdeVorm, leftover(&error.into_inner()));
        Refusal::Faults(faults)
    })
}

/// What the schema could not say, in the words of the type itself.
fn leftover(error: &serde_json::Error) -> String {
    format!("deze waarde kan niet worden gelezen: {error}")
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", pointer_part(key)),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}
