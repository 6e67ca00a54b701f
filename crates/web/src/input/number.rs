//! Whole numbers: JSON Schema calls `7.0` an integer, serde does not.

use serde_json::{Number, Value};

/// Makes every number below `value` that has nothing behind its point an integer, when a machine integer can hold it.
pub(super) fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = whole(number) {
                *number = whole;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(make_whole),
        Value::Object(object) => object.values_mut().for_each(make_whole),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn whole(number: &Number) -> Option<Number> {
    let float = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0)?;
    // Printed without a point a float of this kind is exact; one too large for an integer does not parse.
    let digits = format!("{float:.0}");
    let unsigned = digits.parse::<u64>().map(Number::from);
    unsigned.or_else(|_| digits.parse::<i64>().map(Number::from)).ok()
}

#[cfg(test)]
mod tests {
    use super::make_whole;
    use serde_json::json;

    #[test]
    fn only_what_is_whole_becomes_an_integer() {
        let mut value = json!([7.0, -7.0, 0.0, 7.5, 1e30, { "a": 1e18 }, "7.0"]);
        make_whole(&mut value);
        assert_eq!(
            value,
            json!([7, -7, 0, 7.5, 1e30, { "a": 1_000_000_000_000_000_000_u64 }, "7.0"])
        );
        let mut zero = json!(-0.0);
        make_whole(&mut zero);
        assert_eq!(zero, json!(0));
    }
}
