//! Which findings are refused, and which field the refusal names.

use super::sample::{day, finding, kinds, step};
use crate::{EvidenceStatus, Finding, Kinds, KindsFile};
use kernel::Redacted;
use subjects::RoleKind;

const TODAY: &str = "2026-11-26";

fn refused(change: impl FnOnce(&mut Finding)) -> Vec<String> {
    let mut changed = finding(1, "drugsdelict");
    change(&mut changed);
    let faults = changed.check(kinds(), day(TODAY)).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_finding_passes() {
    assert_eq!(refused(|_| ()), [""; 0]);
    assert_eq!(refused(|finding| finding.happened_on = None), [""; 0]);
    assert_eq!(refused(|finding| finding.obtained_on = day(TODAY)), [""; 0]);
    assert_eq!(refused(|finding| finding.happened_on = Some(finding.obtained_on)), [""; 0]);
}

#[test]
fn a_refusal_names_the_field() {
    let empty = || Redacted::new(" ".to_owned());
    for (faults, expected) in [
        (refused(|f| f.source.reference = empty()), "bron/kenmerk: een bevinding heeft een bron"),
        (refused(|f| f.happened_on = Some(day("2026-11-27"))), "feitOp: 27 november 2026 ligt in"),
        (refused(|f| f.obtained_on = day("2026-11-27")), "verkregenOp: 27 november 2026 ligt in"),
        (refused(|f| f.obtained_on = day("2026-01-14")), "verkregenOp: verkregen op 14 januari"),
        (
            refused(|f| f.happened_until = Some(day("2026-01-14"))),
            "feitTotEnMet: de laatste dag (14 januari 2026)",
        ),
        (refused(|f| f.happened_until = Some(day("2026-06-02"))), "verkregenOp: verkregen op"),
        (refused(|f| f.connection.reason = empty()), "samenhang/reden: geef bij ja of nee"),
        (refused(|f| f.kind = "drugsdelct".to_owned()), "Bedoelt u «drugsdelict»?"),
        (refused(|f| f.path = vec![step(RoleKind::Betrokkene)]), "pad/0/rol: de betrokkene is"),
        (refused(|f| f.path = vec![step(RoleKind::Leidinggevende); 9]), "pad: het pad heeft meer"),
    ] {
        assert!(faults.first().is_some_and(|fault| fault.contains(expected)), "{faults:?}");
    }
    let period = refused(|f| {
        let mut role = step(RoleKind::Leidinggevende);
        (role.since, role.until) = (Some(day("2025-02-01")), Some(day("2025-01-31")));
        f.path = vec![step(RoleKind::Zeggenschaphebbende), role];
    });
    assert!(period[0].starts_with("pad/1/totEnMet: de laatste dag"), "{period:?}");
}

#[test]
fn a_circumstance_cannot_be_more_than_a_suspicion() {
    let faults = refused(|finding| {
        finding.kind = "contante-lening".to_owned();
        finding.status = EvidenceStatus::Veroordeling;
    });
    assert!(faults[0].starts_with("bewijs: bij de soort «een contante lening»"), "{faults:?}");
    let acquitted = refused(|finding| {
        finding.kind = "contante-lening".to_owned();
        finding.status = EvidenceStatus::Vrijspraak;
    });
    assert_eq!(acquitted, [""; 0]);
}

#[test]
fn data_may_be_used_for_five_years_to_the_day() {
    let finding = finding(1, "los");
    assert_eq!(finding.usable_until(), day("2031-06-01"));
}

#[test]
fn debug_output_shows_no_reference_and_no_reason() {
    let shown = format!("{:?}", finding(1, "los"));
    assert!(!shown.contains("00000000") || shown.contains("[afgeschermd]"), "{shown}");
    assert!(!shown.contains("stuk 00000000") && !shown.contains("zelfde branche"), "{shown}");
}

#[test]
fn a_finding_is_read_back_as_it_was_written() {
    let mut original = finding(1, "drugsdelict");
    original.benefit = Some(kernel::Euro::from_cents(1_250_000));
    original.path = vec![step(RoleKind::Leidinggevende)];
    let text = serde_json::to_string(&original).expect("json");
    assert!(text.contains("\"voordeel\":\"12500.00\""), "{text}");
    assert_eq!(serde_json::from_str::<Finding>(&text).expect("finding"), original);
    let refused = serde_json::from_str::<Finding>(&text.replace("12500.00", "12.500,00"));
    assert!(refused.expect_err("no amount").to_string().contains("is geen bedrag in euro"));
}

#[test]
fn a_kind_that_cannot_be_weighed_is_refused() {
    let wrong = r#"
        [[bevinding]]
        id = "fout"
        label = ""
        bewijs = "strafrecht"
        gronden = ["b"]
        hoogstens = "geblokkeerd"
        grondslag = "art. 3"
    "#;
    let faults = Kinds::new(toml::from_str::<KindsFile>(wrong).expect("toml")).expect_err("faults");
    let reasons: Vec<&str> = faults.iter().map(|fault| fault.reason.as_str()).collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert_eq!(faults[0].place, ["bevinding", "0", "label"]);
}
