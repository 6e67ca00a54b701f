//! The rules of the house that no compiler checks: arrows between crates, who may use which library, licences, sizes.
//!
//! Each test gathers everything that is wrong before it fails. A rule is changed in the table that states it, in the same
//! commit as the page that explains it (`docs/decisions/`).

mod clippy_copies;
mod crates;
mod files;
mod libraries;
mod licences;
mod manifests;
mod repository;
mod rule_cases;
mod sealed;
mod spdx;
mod style;

/// Fails with the whole list when something breaks the rule.
fn nothing_breaks(rule: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{rule}\n  {}", wrong.join("\n  "));
}
