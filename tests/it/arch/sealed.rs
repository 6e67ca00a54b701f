//! Every value that is closed at rest is closed again when the key changes.

use harness::root;
use std::collections::BTreeSet;

/// Columns of bytes that are not closed with the keys of the party: digests, hashes of secrets, and a picture on every letter.
const OPEN: &[&str] = &["digest", "previous", "hash", "sha256", "subjects", "request_digest"];

/// Closed, and gone within minutes of signing in at another organisation, or the hour in which a body can hand in a tip after that.
const SHORT_LIVED: (&str, &str) = ("pending_sign_in", "content");
/// The logo of a party stands on every letter that it sends.
const PUBLIC: (&str, &str) = ("house_logo", "content");

#[test]
fn a_rotation_closes_every_column_that_is_closed_at_rest() {
    let schema = root().join("tests/it/store/snapshots/it__store__schema__schema_of_postgres.snap");
    let schema = std::fs::read_to_string(schema).expect("the reviewed schema");
    let rotation = root().join("crates/store/src/keys/rotate.rs");
    let rotation: String = std::fs::read_to_string(rotation).expect("the rotation");
    let rotation = rotation.split_whitespace().collect::<Vec<_>>().join(" ");
    let columns = schema.lines().filter(|line| line.contains("|bytea|")).map(|line| {
        let mut parts = line.split('|');
        (parts.next().expect("a table"), parts.next().expect("a column"))
    });
    let is_open = |column: &str| {
        OPEN.contains(&column) || column.ends_with("_hash") || column.ends_with("_sha256")
    };
    let closed: BTreeSet<(&str, &str)> = columns
        .filter(|place| !is_open(place.1) && *place != SHORT_LIVED && *place != PUBLIC)
        .collect();
    assert!(closed.len() > 20, "{closed:?}");
    let is_rotated = |(table, column): &(&str, &str)| {
        rotation.contains(&format!("table: \"{table}\", column: \"{column}\""))
    };
    let forgotten: Vec<_> = closed.iter().filter(|place| !is_rotated(place)).collect();
    assert!(forgotten.is_empty(), "not closed again: {forgotten:?}");
}
