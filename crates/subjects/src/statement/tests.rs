use super::*;
use crate::tests::{day, draft, statement_id, subject_id};
use kernel::Redacted;

fn refused(change: impl FnOnce(&mut StatementDraft)) -> Option<(&'static str, String)> {
    let mut draft = draft(1, 1, Relation::Zeggenschaphebbende, 2);
    change(&mut draft);
    draft.check(day("2026-11-26")).err().map(|error| (error.field(), error.to_string()))
}

#[test]
fn a_period_may_last_one_day_and_not_less() {
    let period = |until: &str| {
        refused(|draft| {
            draft.from_day = Some(day("2020-01-02"));
            draft.until_day = Some(day(until));
        })
    };
    assert_eq!(period("2020-01-02"), None);
    let (field, message) = period("2020-01-01").expect("refused");
    assert_eq!(field, "geldigTotEnMet");
    assert!(message.starts_with("geldigTotEnMet: 1 januari 2020"), "{message}");
}

#[test]
fn a_share_is_at_most_the_whole() {
    let share = |low, high| refused(|draft| draft.share = Some(Band { low, high }));
    assert_eq!(share(10_000, 10_000), None);
    assert_eq!(share(0, 0), None);
    assert_eq!(share(0, 10_001).expect("refused").0, "aandeel");
    assert_eq!(
        share(10_001, 10_001).expect("refused").1,
        "aandeel: 100,01\u{a0}% is meer dan 100 %"
    );
    assert!(share(5_001, 5_000).expect("refused").1.contains("minimum"));
    let votes = refused(|draft| draft.votes = Some(Band { low: 2, high: 1 }));
    assert_eq!(votes.expect("refused").0, "stemrecht");
}

#[test]
fn a_source_has_a_document() {
    assert_eq!(refused(|draft| draft.source = None).expect("refused").0, "bron");
    let blank = refused(|draft| {
        if let Some(source) = &mut draft.source {
            source.document = Redacted::new("  ".to_owned());
        }
    });
    assert_eq!(blank.expect("refused").0, "bron");
}

#[test]
fn nobody_is_his_own_partner() {
    let looped = |relation| {
        refused(|draft| {
            draft.to = draft.from;
            draft.relation = relation;
        })
    };
    assert_eq!(looped(Relation::ZakelijkSamenwerkingsverband).expect("refused").0, "naar");
    assert_eq!(looped(Relation::Zeggenschaphebbende), None, "a company may hold its own shares");
}

#[test]
fn it_is_known_today_or_earlier() {
    let known = |on: &str| refused(|draft| draft.known_since = day(on));
    assert_eq!(known("2026-11-26"), None);
    assert_eq!(known("2026-11-27").expect("refused").0, "vastgesteldOp");
}

#[test]
fn a_partnership_is_never_shareable() {
    let mut plain = draft(1, 1, Relation::ZakelijkSamenwerkingsverband, 2);
    let statement = Statement::try_from(plain.clone()).expect("statement");
    assert!(!statement.is_shareable());
    plain.shareable = Some(true);
    assert_eq!(Statement::try_from(plain).expect_err("refused").field(), "deelbaar");
    let mut kept = draft(1, 1, Relation::Leidinggevende, 2);
    assert!(Statement::try_from(kept.clone()).expect("statement").is_shareable());
    kept.shareable = Some(false);
    assert!(!Statement::try_from(kept).expect("statement").is_shareable());
}

#[test]
fn a_judgement_has_reasons() {
    for status in [Status::Aannemelijk, Status::Weerlegd, Status::Onbekend] {
        let bare = refused(|draft| draft.status = status);
        assert_eq!(bare.expect("refused").0, "motivering");
        let reasoned = refused(|draft| {
            draft.status = status;
            draft.motivation = Some(Redacted::new("Blijkt uit de akte.".to_owned()));
        });
        assert_eq!(reasoned, None);
    }
}

#[test]
fn an_amount_belongs_to_a_financing() {
    let amount = |relation, cents| {
        refused(|draft| {
            draft.relation = relation;
            draft.amount = Some(Euro::from_cents(cents));
        })
    };
    assert_eq!(amount(Relation::Vermogensverschaffer, 0), None);
    assert_eq!(amount(Relation::Vermogensverschaffer, -1).expect("refused").0, "bedrag");
    assert_eq!(amount(Relation::Leidinggevende, 1).expect("refused").0, "bedrag");
}

#[test]
fn it_does_not_replace_itself() {
    let own = refused(|draft| draft.replaces = Some(draft.id));
    assert_eq!(own.expect("refused").0, "vervangt");
}

#[test]
fn the_wire_form_is_dutch_and_reads_back() {
    let mut draft = draft(7, 1, Relation::Vermogensverschaffer, 2);
    draft.amount = Some(Euro::from_cents(5_000_000));
    let statement = Statement::try_from(draft).expect("statement");
    let json = serde_json::to_value(&statement).expect("json");
    assert_eq!(json["relatie"], "vermogensverschaffer");
    assert_eq!(json["bedrag"], "50000.00");
    assert_eq!(json["van"], subject_id(1).to_string());
    assert_eq!(json["deelbaar"], true);
    let back: Statement = serde_json::from_value(json).expect("statement");
    assert_eq!(back.id(), statement_id(7));
    assert_eq!(back, statement);
}

#[test]
fn a_stored_statement_that_is_wrong_is_not_read() {
    let statement =
        Statement::try_from(draft(1, 1, Relation::Leidinggevende, 2)).expect("statement");
    let mut json = serde_json::to_value(&statement).expect("json");
    json["aandeel"] = serde_json::json!({"min": 20_000, "max": 20_000});
    assert!(serde_json::from_value::<Statement>(json).is_err());
}

#[test]
fn the_source_and_the_reasons_are_not_in_the_debug_output() {
    let mut draft = draft(1, 1, Relation::Leidinggevende, 2);
    draft.motivation = Some(Redacted::new("Volgens Voorbeeldbouw".to_owned()));
    let shown = format!("{draft:?}");
    assert!(!shown.contains("Voorbeeld") && !shown.contains("uittreksel"), "{shown}");
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let mut wrong = draft(1, 1, Relation::ZakelijkSamenwerkingsverband, 2);
    wrong.from_day = Some(day("2020-01-02"));
    wrong.until_day = Some(day("2020-01-01"));
    wrong.share = Some(Band::exact(15_000));
    wrong.shareable = Some(true);
    wrong.status = Status::Weerlegd;
    wrong.known_since = day("2026-11-27");
    wrong.source = None;
    let errors = wrong.errors(day("2026-11-26"));
    let fields: Vec<&str> = errors.iter().map(StatementError::field).collect();
    let expected = ["vastgesteldOp", "geldigTotEnMet", "aandeel", "deelbaar", "motivering", "bron"];
    assert_eq!(fields, expected);
}
