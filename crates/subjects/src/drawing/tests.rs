//! The sheet: complete, without overlaps, the same each time, and readable without colour.

use super::*;
use crate::tests::{
    TODAY, companies, day, draft, made, network, node, share, statement, subject_id,
};
use crate::{Band, Form, Node, Statement};
use Relation::{
    Familieband, FeitelijkeInvloed, Leidinggevende, Vermogensverschaffer,
    ZakelijkSamenwerkingsverband, Zeggenschaphebbende,
};
use kernel::Euro;
use proptest::prelude::*;

fn sheet() -> Sheet {
    Sheet { called: "de aanvrager".to_owned(), ..Sheet::on(day(TODAY)) }
}

/// A betrokkene with everything that can stand on a sheet.
fn example() -> Network {
    let mut nodes = companies(8);
    nodes[5].kind = NodeKind::Onbekend;
    nodes[6].hub = true;
    nodes[7].name = Redacted::new(
        "Zeer lange voorbeeldnaam van een samenwerking <b>\"&'</b> in de bouw B.V.".to_owned(),
    );
    nodes.push(node(9, NodeKind::NatuurlijkPersoon));
    nodes.push(node(10, NodeKind::NatuurlijkPersoon));
    let mut sold = draft(3, 10, Zeggenschaphebbende, 2);
    sold.share = Some(Band::exact(4_000));
    sold.until_day = Some(day("2022-12-31"));
    let mut loan = draft(4, 7, Vermogensverschaffer, 1);
    loan.form = Some(Form::Lening);
    loan.amount = Some(Euro::from_cents(25_000_000));
    let statements = vec![
        share(1, 2, (10_000, 10_000), 1),
        share(2, 9, (2_500, 5_000), 2),
        made(sold),
        made(loan),
        statement(5, 9, Leidinggevende, 1),
        statement(6, 1, Zeggenschaphebbende, 3),
        statement(7, 3, Vermogensverschaffer, 4),
        statement(8, 2, Zeggenschaphebbende, 5),
        statement(9, 6, FeitelijkeInvloed, 2),
        statement(10, 8, ZakelijkSamenwerkingsverband, 1),
        statement(11, 10, Familieband, 9),
        statement(12, 9, Zeggenschaphebbende, 4),
        statement(13, 3, Zeggenschaphebbende, 3),
    ];
    Network::known_on(subject_id(1), nodes, statements, day(TODAY)).expect("network")
}

fn area(drawing: &Drawing, number: u128) -> Area {
    let own = |drawn: &&DrawnBox| drawn.content == Content::Persoon(subject_id(number));
    drawing.boxes.iter().find(own).expect("box").area
}

fn ids(drawing: &Drawing) -> Vec<StatementId> {
    let folded = drawing.boxes.iter().filter_map(|drawn| match &drawn.content {
        Content::Vouw(fold) => Some(&fold.statements),
        Content::Persoon(_) => None,
    });
    let lines = drawing.lines.iter().map(|line| &line.statements);
    let mut ids: Vec<StatementId> = lines.chain(folded).flatten().copied().collect();
    ids.sort_unstable();
    ids
}

fn overlapping(areas: &[Area]) -> usize {
    let pairs = areas
        .iter()
        .enumerate()
        .flat_map(|(number, one)| areas[number + 1..].iter().map(move |two| (one, two)));
    pairs.filter(|(one, two)| one.overlaps(**two)).count()
}

#[test]
fn rows_are_the_legal_distance_and_money_comes_from_the_left() {
    let drawing = example().drawing(&sheet());
    let top = |number| area(&drawing, number).y;
    assert!(top(2) < top(1) && top(9) == top(2), "who controls or leads stands a row above");
    assert!(top(10) < top(2), "and who owned that one another row");
    assert!(top(1) < top(3) && top(3) < top(4));
    let left = |number| area(&drawing, number).x;
    assert!([1, 2, 3].iter().all(|other| left(7) + area(&drawing, 7).width < left(*other)));
    assert!([1, 2, 3].iter().all(|other| left(8) > left(*other) + area(&drawing, 1).width));
}

#[test]
fn the_sheet_is_the_same_byte_for_byte() {
    let (first, second) = (example().drawing(&sheet()), example().drawing(&sheet()));
    assert_eq!(svg(&first, "Netwerk"), svg(&second, "Netwerk"));
    let mut findings = sheet();
    findings.findings.insert(subject_id(9), 2);
    insta::assert_snapshot!(svg(&example().drawing(&findings), "Relatienetwerk van de aanvrager"));
}

#[test]
fn no_box_and_no_text_covers_another() {
    let drawing = example().drawing(&sheet());
    let boxes = drawing.boxes.iter().map(|drawn| drawn.area);
    let texts = drawing.lines.iter().map(|line| line.label_area);
    assert_eq!(overlapping(&boxes.chain(texts).collect::<Vec<_>>()), 0);
}

/// Forty subjects above and below the betrokkene, each linked with one that is nearer.
#[test]
fn forty_boxes_and_their_texts_lie_free() {
    let kinds = [Leidinggevende, Zeggenschaphebbende, Vermogensverschaffer];
    let link = |number: u128| {
        let near = number / 4 + 1;
        let relation = kinds[usize::try_from(number * number % 7 % 3).expect("a kind")];
        let (from, to) = if number.is_multiple_of(3) { (near, number) } else { (number, near) };
        match relation {
            Zeggenschaphebbende => share(number, from, (2_500, 5_000), to),
            _ => statement(number, from, relation, to),
        }
    };
    let drawing = network(40, (2..=40).map(link).collect()).drawing(&sheet());
    assert_eq!((drawing.boxes.len(), drawing.lines.len()), (40, 39));
    let boxes = drawing.boxes.iter().map(|drawn| drawn.area);
    let texts = drawing.lines.iter().map(|line| line.label_area);
    assert_eq!(overlapping(&boxes.chain(texts).collect::<Vec<_>>()), 0);
}

#[test]
fn the_picture_needs_neither_script_nor_inline_style_and_escapes_names() {
    let text = svg(&example().drawing(&sheet()), "Netwerk \u{0} van <script>");
    for forbidden in ["style=", "<style", "<script", "onload", "\u{0}", "<b>"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    assert!(
        text.contains("Netwerk  van &lt;script&gt;") && text.contains("&lt;b&gt;&quot;&amp;&apos;")
    );
    assert_eq!(text.matches("tabindex=\"0\"").count(), 10);
    assert!(text.contains("<title") && text.contains("<desc"));
}

#[test]
fn a_finding_is_said_in_words_and_shape() {
    let mut with = sheet();
    with.findings.insert(subject_id(9), 1);
    let text = svg(&example().drawing(&with), "Netwerk");
    assert!(text.contains("natuurlijk persoon, 1 bevinding\""), "in the label");
    assert!(text.contains("\n1 bevinding\n</text>") && text.contains("dw-vak--bevinding"));
    assert_eq!(text.matches("<polygon").count(), 3, "the sign beside the two line ends");
    assert_eq!(svg(&example().drawing(&sheet()), "Netwerk").matches("<polygon").count(), 2);
}

#[test]
fn what_is_over_or_disputed_is_dashed_and_said() {
    let drawing = example().drawing(&sheet());
    let dashed: Vec<&str> =
        drawing.lines.iter().filter(|line| line.dashed).map(|line| line.label.as_str()).collect();
    assert_eq!(dashed, ["zeggenschap, 40\u{a0}%, vroeger"]);
    assert!(drawing.lines.iter().any(|line| line.label == "zeggenschap, 25–50\u{a0}%"));
    assert!(drawing.lines.iter().any(|line| line.label == "vermogen, €\u{a0}250.000,00"));
}

#[test]
fn the_table_has_every_statement_that_the_picture_has() {
    let net = example();
    let rows: Vec<StatementId> =
        net.table(day(TODAY)).into_iter().map(|row| row.statement).collect();
    assert_eq!(ids(&net.drawing(&sheet())), rows);
    let row = &net.table(day(TODAY))[2];
    assert_eq!(row.from_name.reveal(), "Persoon 10 van het Voorbeeld");
    assert_eq!((row.role, row.measure.as_str()), ("zeggenschaphebbende", "40\u{a0}%"));
    assert_eq!(row.period, "van 1 januari 2020 tot en met 31 december 2022");
    assert_eq!(
        (row.source.reveal().as_str(), row.status_label),
        ("handelsregister: uittreksel", "gesteld")
    );
}

/// So many companies above the betrokkene, all in the first row.
fn wide(most: u128) -> (Vec<Node>, Vec<Statement>) {
    let statements = (2..=most).map(|number| statement(number, number, Leidinggevende, 1));
    (companies(most), statements.collect())
}

#[test]
fn over_sixty_boxes_fold_and_say_how_many() {
    let boxes = |most| network(most, wide(most).1).drawing(&sheet()).boxes;
    assert_eq!(boxes(60).len(), 60);
    let folded = boxes(61);
    assert_eq!(folded.len(), 61);
    assert_eq!(folded[60].label.reveal(), "1 persoon verder weg");
}

#[test]
fn hubs_fold_first_then_what_is_over_and_a_finding_never() {
    let (mut nodes, mut statements) = wide(70);
    for node in &mut nodes[1..6] {
        node.hub = true;
    }
    let mut past = draft(1_000, 69, Leidinggevende, 1);
    past.until_day = Some(day("2021-01-01"));
    statements.retain(|one| one.from() != subject_id(69));
    statements.push(made(past));
    let net = Network::known_on(subject_id(1), nodes, statements, day(TODAY)).expect("network");
    let mut with = sheet();
    with.findings.insert(subject_id(2), 1);
    with.shown.insert(subject_id(70));
    let drawing = net.drawing(&with);
    let folds: Vec<(FoldReason, usize)> = drawing
        .boxes
        .iter()
        .filter_map(|drawn| match &drawn.content {
            Content::Vouw(fold) => Some((fold.reason, fold.subjects.len())),
            Content::Persoon(_) => None,
        })
        .collect();
    assert_eq!(
        folds,
        [(FoldReason::Knooppunten, 4), (FoldReason::AlleenVroeger, 1), (FoldReason::VerWeg, 5)]
    );
    assert!(area(&drawing, 2).width > 0 && area(&drawing, 70).width > 0);
    let all: Vec<StatementId> = net.statements().iter().map(Statement::id).collect();
    assert_eq!(ids(&drawing), all);
}

#[test]
fn a_chain_of_thousands_is_one_sheet() {
    let chain: Vec<Statement> =
        (1..10_000).map(|number| statement(number, number + 1, Leidinggevende, number)).collect();
    let drawing = network(10_000, chain).drawing(&sheet());
    assert_eq!(drawing.boxes.len(), 61);
    assert_eq!(drawing.boxes[60].label.reveal(), "9940 personen verder weg");
    assert_eq!(ids(&drawing).len(), 9_999);
}

#[test]
fn somebody_alone_is_a_box_alone() {
    let drawing = network(1, vec![]).drawing(&sheet());
    assert_eq!((drawing.boxes.len(), drawing.lines.len()), (1, 0));
    assert_eq!(drawing.boxes[0].label.reveal(), "Voorbeeldbouw 1 B.V. (de aanvrager)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever the relations, boxes do not overlap, both ways of showing have the same statements, and it is drawn the same twice.
    #[test]
    fn any_network_is_drawn_whole(
        made in prop::collection::vec((1_u128..40, 1_u128..40, 0_usize..7), 0..80),
    ) {
        let kinds = [Leidinggevende, Zeggenschaphebbende, Vermogensverschaffer, ZakelijkSamenwerkingsverband,
            Relation::OpBeschikkingGenoemd, FeitelijkeInvloed, Familieband];
        let statements: Vec<Statement> = (1..)
            .zip(made)
            .filter(|(_, (from, to, kind))| from != to || *kind < 3)
            .map(|(number, (from, to, kind))| statement(number, from, kinds[kind], to))
            .collect();
        let net = network(40, statements);
        let drawing = net.drawing(&sheet());
        let boxes: Vec<Area> = drawing.boxes.iter().map(|drawn| drawn.area).collect();
        prop_assert_eq!(overlapping(&boxes), 0);
        prop_assert!(boxes.iter().all(|area| area.x >= 0 && area.x + area.width <= drawing.width));
        let rows: Vec<StatementId> = net.table(day(TODAY)).into_iter().map(|row| row.statement).collect();
        prop_assert_eq!(ids(&drawing), rows);
        prop_assert_eq!(net.drawing(&sheet()), drawing);
    }
}
