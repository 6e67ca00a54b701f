//! All simple paths, sorted and taken greedily.

use super::*;

type Key = Vec<(Relation, StatementId)>;

/// All simple paths from a subject to the betrokkene as (relation, id) per step from the subject.
fn enumerate(plan: &Plan, subject: SubjectId, up: bool, most: usize) -> Vec<Key> {
    let links: Vec<&Statement> = plan.begun().filter(|one| one.relation().is_link()).collect();
    let mut done = Vec::new();
    let mut open = vec![(vec![subject], Key::new())];
    while let Some((visited, key)) = open.pop() {
        let here = *visited.last().expect("a place");
        if here == subject_id(1) {
            done.push(key);
            continue;
        }
        if key.len() >= most || (here != subject && plan.is_hub(here)) {
            continue;
        }
        for link in &links {
            let (near, far) = if up { (link.from(), link.to()) } else { (link.to(), link.from()) };
            if near == here && !visited.contains(&far) {
                let mut visited = visited.clone();
                visited.push(far);
                let mut key = key.clone();
                key.push((link.relation(), link.id()));
                open.push((visited, key));
            }
        }
    }
    done.sort_by(|one, two| one.len().cmp(&two.len()).then_with(|| one.cmp(two)));
    done
}

/// Takes the first path, then the first that shares no statement with those taken.
fn disjoint(paths: Vec<Key>) -> Vec<Vec<StatementId>> {
    let mut used = BTreeSet::new();
    let mut taken = Vec::new();
    for path in paths {
        let ids: Vec<StatementId> = path.into_iter().map(|(_, id)| id).collect();
        if ids.iter().all(|id| !used.contains(id)) {
            used.extend(ids.iter().copied());
            taken.push(ids);
        }
    }
    taken
}

fn expected(plan: &Plan, subject: SubjectId, most: usize) -> Vec<(Route, Vec<StatementId>)> {
    let mut found = Vec::new();
    let human = plan.nodes.iter().any(|node| node.id == subject && node.kind.is_human());
    if !human {
        for mut ids in disjoint(enumerate(plan, subject, false, most)) {
            ids.reverse();
            found.push((Route::Omlaag, ids));
        }
    }
    for ids in disjoint(enumerate(plan, subject, true, most)) {
        found.push((Route::Omhoog, ids));
    }
    for one in plan.begun() {
        let ends = [one.from(), one.to()];
        let partner = one.relation() == Relation::ZakelijkSamenwerkingsverband;
        if partner && ends.contains(&subject_id(1)) && ends.contains(&subject) {
            found.push((Route::Opzij, vec![one.id()]));
        }
    }
    found
}

pub(super) fn compare(plan: &Plan, most_steps: usize) -> Result<(), TestCaseError> {
    let network = plan.network();
    let question = Question { most_steps, ..Question::on(day(TODAY)) };
    let mut related = BTreeSet::new();
    for subject in plan.named().into_iter().filter(|id| *id != subject_id(1)) {
        let found = network.related(subject, &question);
        let paths: Vec<(Route, Vec<StatementId>)> =
            found.paths.iter().map(|path| (path.route, path.statements().collect())).collect();
        let expected = expected(plan, subject, most_steps);
        prop_assert_eq!(&paths, &expected, "{}", subject);
        for (route, ids) in expected {
            let known = related.iter().any(|(other, at, _)| *other == subject && *at == route);
            if !known {
                related.insert((subject, route, ids));
            }
        }
    }
    let rows: BTreeSet<_> = network
        .relations(&question)
        .rows
        .into_iter()
        .map(|row| (row.subject, row.path.route, row.path.statements().collect()))
        .collect();
    prop_assert_eq!(rows, related);
    Ok(())
}
