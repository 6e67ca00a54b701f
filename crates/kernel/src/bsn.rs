//! The check of a citizen service number.

/// Returns whether nine digits pass the check of a citizen service number (BSN): they weigh 9 to 2 and the last -1, together a
/// multiple of eleven.
pub fn passes_eleven_test(number: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let digits = number.chars().map(|digit| digit.to_digit(10).and_then(|d| i32::try_from(d).ok()));
    let digits: Option<Vec<i32>> = digits.collect();
    digits.is_some_and(|digits| {
        let sum: i32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.len() == weights.len() && sum != 0 && sum % 11 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::passes_eleven_test;

    #[test]
    fn the_eleven_test_refuses_one_wrong_digit() {
        assert!(passes_eleven_test("999990019"));
        assert!(!passes_eleven_test("999990018"));
        assert!(!passes_eleven_test("000000000"));
        assert!(!passes_eleven_test("99999001"));
    }
}
