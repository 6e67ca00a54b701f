//! Open ends by a plain search.

use super::*;

/// How far each subject is above the betrokkene, by going over all links again and again.
fn distances(plan: &Plan, most: usize) -> BTreeMap<SubjectId, usize> {
    let mut near = BTreeMap::from([(subject_id(1), 0)]);
    for steps in 1..=most {
        for link in plan.begun().filter(|one| one.relation().is_link()) {
            let expands = near.get(&link.to()) == Some(&(steps - 1)) && !plan.is_hub(link.to());
            if expands {
                near.entry(link.from()).or_insert(steps);
            }
        }
    }
    near
}

fn gaps(plan: &Plan, node: &Node) -> Vec<&'static str> {
    if plan.is_hub(node.id) {
        return vec!["knooppunt"];
    }
    if node.kind == NodeKind::Onbekend {
        return vec!["onbekend"];
    }
    if node.kind.is_human() {
        return vec![];
    }
    let about = |relation| {
        plan.running().filter(move |one| one.relation() == relation && one.to() == node.id)
    };
    let mut held: BTreeMap<SubjectId, u32> = BTreeMap::new();
    for one in about(Relation::Zeggenschaphebbende) {
        let low = one.share().map_or(0, |share| share.low);
        held.entry(one.from()).and_modify(|known| *known = low.min(*known)).or_insert(low);
    }
    let mut gaps = vec![];
    if node.details.as_ref().is_some_and(|details| details.seat.is_some()) {
        gaps.push("buitenland");
    }
    if held.is_empty() {
        gaps.push("geen-zeggenschap");
    } else if held.values().sum::<u32>() != 10_000 {
        gaps.push("niet-volledig");
    }
    if about(Relation::Leidinggevende).next().is_none() {
        gaps.push("geen-leiding");
    }
    gaps
}

pub(super) fn compare(plan: &Plan, most_steps: usize) -> Result<(), TestCaseError> {
    let question = Question { most_steps, ..Question::on(day(TODAY)) };
    let answer = plan.network().frontier(&question);
    let near = distances(plan, most_steps);
    let mut expected = BTreeSet::new();
    for node in plan.nodes.iter().filter(|node| near.contains_key(&node.id)) {
        let own = node.id == subject_id(1);
        let mut links = plan.begun().filter(|one| one.relation().is_link());
        if own && !links.any(|one| one.to() == node.id) {
            prop_assert!(answer.nothing_stated);
            continue;
        }
        for gap in gaps(plan, node) {
            expected.insert((node.id, near[&node.id], gap.to_owned()));
        }
    }
    let found: BTreeSet<(SubjectId, usize, String)> = answer
        .rows
        .iter()
        .map(|row| {
            let gap = serde_json::to_value(row.gap).expect("json");
            (row.subject, row.steps, gap["soort"].as_str().expect("text").to_owned())
        })
        .collect();
    prop_assert_eq!(found, expected);
    prop_assert!(answer.rows.iter().all(|row| !row.statements.is_empty()));
    Ok(())
}
