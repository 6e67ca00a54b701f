use super::*;
use crate::tests::{
    TODAY, companies, day, draft, made, node, share, statement, statement_id, subject_id,
};
use crate::{Form, NodeKind, Relation, Status, StructuredName};
use kernel::{Euro, Redacted};
use proptest::prelude::*;
use serde_json::{Value, json};

fn publisher() -> Publisher {
    Publisher { name: "Gemeente Voorbeeld".to_owned(), on: day(TODAY) }
}

fn text(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

/// People with everything that is known of them.
fn nodes() -> Vec<Node> {
    let mut nodes = companies(4);
    nodes.push(node(5, NodeKind::NatuurlijkPersoon));
    nodes.push(node(6, NodeKind::Onbekend));
    for node in &mut nodes {
        let name = StructuredName {
            given: Some(text("Voornaam")),
            prefix: None,
            surname: text("Achternaam"),
        };
        node.details = Some(Details {
            name: Some(name),
            born_on: Some(Redacted::new(day("1980-02-29"))),
            kvk_number: Some(text("00000000")),
            rsin: None,
            addresses: vec![text("Voorbeeldstraat 1, 0000 AA Voorbeeldstad")],
            trade_names: vec![text("Handel in Voorbeelden")],
            seat: Some(text("NL")),
        });
    }
    nodes
}

fn bods(statements: Vec<Statement>) -> (Value, Vec<Loss>) {
    let network =
        Network::known_on(subject_id(1), nodes(), statements, day(TODAY)).expect("network");
    let bods = network.outward().bods(&publisher());
    (serde_json::to_value(&bods.statements).expect("json"), bods.losses)
}

#[test]
fn a_share_is_a_share_in_the_standard() {
    let mut held = draft(1, 5, Relation::Zeggenschaphebbende, 1);
    held.share = Some(crate::Band { low: 2_500, high: 5_000 });
    held.votes = Some(crate::Band::exact(3_333));
    held.until_day = Some(day("2024-12-31"));
    let (json, losses) = bods(vec![made(held)]);
    let ids: Vec<&str> = json
        .as_array()
        .expect("list")
        .iter()
        .filter_map(|one| one["recordType"].as_str())
        .collect();
    assert_eq!(ids, ["entity", "person", "relationship"]);
    let relationship = &json[2];
    assert_eq!(relationship["statementId"], statement_id(1).to_string());
    assert_eq!(relationship["declarationSubject"], subject_id(1).to_string());
    assert_eq!(relationship["publicationDetails"]["bodsVersion"], "0.4");
    let details = &relationship["recordDetails"];
    assert_eq!(details["subject"], subject_id(1).to_string());
    assert_eq!(details["interestedParty"], subject_id(5).to_string());
    let shares = json!({"minimum": 25.0, "maximum": 50.0});
    let votes = json!({"exact": 33.33, "minimum": 33.33, "maximum": 33.33});
    let kinds: Vec<&str> = details["interests"]
        .as_array()
        .expect("list")
        .iter()
        .filter_map(|one| one["type"].as_str())
        .collect();
    assert_eq!(kinds, ["shareholding", "votingRights"]);
    assert_eq!(
        (&details["interests"][0]["share"], &details["interests"][1]["share"]),
        (&shares, &votes)
    );
    assert_eq!(details["interests"][0]["endDate"], "2025-01-01");
    assert_eq!(losses.iter().map(|loss| loss.field).collect::<Vec<_>>(), ["bron"]);
}

#[test]
fn what_the_standard_has_no_place_for_is_listed() {
    let mut loan = draft(1, 5, Relation::Vermogensverschaffer, 1);
    loan.form = Some(Form::Lening);
    loan.amount = Some(Euro::from_cents(1));
    let (json, losses) = bods(vec![made(loan), statement(2, 1, Relation::Vermogensverschaffer, 5)]);
    assert_eq!(json[2]["recordDetails"]["interests"][0]["type"], "rightsGrantedByContract");
    assert_eq!(json.as_array().expect("list").len(), 3, "no interest in a human being");
    let lost: Vec<(StatementId, &str)> =
        losses.iter().map(|loss| (loss.statement, loss.field)).collect();
    let one = statement_id(1);
    let expected = [
        (one, "relatie"),
        (one, "bedrag"),
        (one, "vorm"),
        (one, "bron"),
        (statement_id(2), "bewering"),
    ];
    assert_eq!(lost, expected);
}

#[test]
fn what_was_thought_and_what_is_private_stays_inside() {
    let mut judged = draft(1, 5, Relation::Leidinggevende, 1);
    judged.status = Status::Aannemelijk;
    judged.motivation = Some(text("Geheime overweging"));
    judged.replaces = Some(statement_id(9));
    let network =
        Network::known_on(subject_id(1), nodes(), vec![made(judged)], day(TODAY)).expect("network");
    let outward = network.outward();
    let own = serde_json::to_string(&outward).expect("json");
    let standard = serde_json::to_string(&outward.bods(&publisher()).statements).expect("json");
    assert_eq!(outward.statements().collect::<Vec<_>>(), [statement_id(1)]);
    for inside in ["overweging", "Voorbeeldstraat", "1980", "Achternaam", "Handel", "aannemelijk"] {
        assert!(!own.contains(inside) && !standard.contains(inside), "{inside}");
    }
    assert!(!own.contains(&statement_id(9).to_string()));
    assert!(own.contains("00000000") && standard.contains("NL-KVK"));
}

#[test]
fn whom_only_a_partnership_names_stays_inside() {
    let statements = vec![
        statement(1, 2, Relation::ZakelijkSamenwerkingsverband, 1),
        statement(2, 3, Relation::Leidinggevende, 1),
    ];
    let network =
        Network::known_on(subject_id(1), nodes(), statements, day(TODAY)).expect("network");
    let own = serde_json::to_string(&network.outward()).expect("json");
    assert!(own.contains(&subject_id(3).to_string()) && !own.contains(&subject_id(2).to_string()));
}

/// A statement of any kind, shareable or not, secret or not.
fn any_statement() -> impl Strategy<Value = (u128, u128, usize, Option<bool>, bool, usize)> {
    (1_u128..7, 1_u128..7, 0_usize..7, any::<Option<bool>>(), prop::bool::weighted(0.2), 0_usize..4)
}

fn built(made: Vec<(u128, u128, usize, Option<bool>, bool, usize)>) -> NetworkFile {
    let relations = [
        Relation::Leidinggevende,
        Relation::Zeggenschaphebbende,
        Relation::Vermogensverschaffer,
        Relation::OpBeschikkingGenoemd,
        Relation::FeitelijkeInvloed,
        Relation::ZakelijkSamenwerkingsverband,
        Relation::Familieband,
    ];
    let statuses = [Status::Gesteld, Status::Aannemelijk, Status::Weerlegd, Status::Onbekend];
    let mut statements = vec![share(1_000, 5, (100, 200), 1)];
    for (number, (from, to, relation, shareable, secret, status)) in (1..).zip(made) {
        let mut draft = draft(number, from, relations[relation], to);
        draft.shareable = shareable;
        draft.secret = secret;
        draft.status = statuses[status];
        draft.motivation = Some(text("Blijkt uit de akte."));
        draft.replaces = (number > 1).then(|| statement_id(number - 1)).filter(|_| status == 1);
        // Refused: a partnership that claims to be shareable, or one with oneself.
        statements.extend(draft.check(day(TODAY)));
    }
    NetworkFile { betrokkene: subject_id(1), nodes: nodes(), statements }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_that_may_not_be_shared_leaves_the_house(made in prop::collection::vec(any_statement(), 0..12)) {
        let file = built(made);
        let network = file.clone().network(day(TODAY)).expect("network");
        let outward = network.outward();
        let bods = outward.bods(&publisher());
        let exports = [
            serde_json::to_string(&outward).expect("json"),
            serde_json::to_string(&bods.statements).expect("json"),
        ];
        let may = |one: &&Statement| one.is_shareable() && !one.is_secret() && one.counts();
        let leaving: Vec<&Statement> = network.statements().iter().filter(may).collect();
        let named = |id: SubjectId| {
            id == subject_id(1) || leaving.iter().any(|one| one.from() == id || one.to() == id)
        };
        for export in &exports {
            for statement in file.statements.iter().filter(|one| !leaving.contains(one)) {
                prop_assert!(!export.contains(&statement.id().to_string()));
            }
            for node in file.nodes.iter().filter(|node| !named(node.id)) {
                prop_assert!(!export.contains(&node.id.to_string()));
            }
        }
        prop_assert!(leaving.iter().all(|one| exports[0].contains(&one.id().to_string())));
        let lost = bods.losses.iter().filter(|loss| loss.field == "bewering").count();
        prop_assert_eq!(bods.statements.len(), outward.file.nodes.len() + leaving.len() - lost);
    }

    #[test]
    fn our_own_file_loses_nothing(made in prop::collection::vec(any_statement(), 0..12)) {
        let file = built(made);
        let json = serde_json::to_string(&file).expect("json");
        let back: NetworkFile = serde_json::from_str(&json).expect("file");
        prop_assert_eq!(&back, &file);
        prop_assert_eq!(serde_json::to_string(&back).expect("json"), json);
    }
}

#[test]
fn a_network_gives_what_it_shows() {
    let file = NetworkFile {
        betrokkene: subject_id(1),
        nodes: nodes(),
        statements: vec![statement(1, 5, Relation::Leidinggevende, 1)],
    };
    let network = file.clone().network(day(TODAY)).expect("network");
    let shown = network.file();
    assert_eq!(shown.statements, file.statements);
    assert_eq!(shown.nodes.len(), 2);
}
