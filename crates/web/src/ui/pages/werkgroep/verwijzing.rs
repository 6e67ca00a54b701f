//! What an answer of the help desk rests on: articles of the law and rules of the policy, as links and as choices.

use app::meetings::Link;
use app::{Caller, PolicyView, law_link};
use kernel::PartyId;
use serde::Serialize;

use crate::ui::visit::Visit;
use crate::ui::words;

/// A link, or a name where there is nothing to link to.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Verwijzing {
    naam: String,
    adres: Option<String>,
}

/// A rule of a policy, with the kinds of application that it is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) id: String,
    article: String,
    /// Id and name.
    kinds: Vec<(String, String)>,
}

impl Rule {
    /// Returns what it is called: the kinds, and where it stands.
    pub(super) fn label(&self) -> String {
        let first = self.kinds.first().map(|(_, name)| kernel::capitalised(name));
        let others = match self.kinds.len() {
            0 | 1 => String::new(),
            many => format!(" en nog {}", words::count(many - 1, "soort", "soorten")),
        };
        format!("{}{others}: {}", first.unwrap_or_default(), self.article)
    }
}

/// Lists the rules of a policy, in its order.
pub(super) fn rules(policy: &PolicyView) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for line in &policy.kinds {
        let kind = (line.kind.id.clone(), line.kind.name.clone());
        for rule in &line.rules {
            match rules.iter_mut().find(|known| known.id == rule.id) {
                Some(known) => known.kinds.push(kind.clone()),
                None => rules.push(Rule {
                    id: rule.id.clone(),
                    article: rule.article.clone(),
                    kinds: vec![kind.clone()],
                }),
            }
        }
    }
    rules
}

/// Lists the rules of today of the caller's own party; none where it has no policy.
pub(super) fn own_rules(visit: &Visit, caller: &Caller) -> Vec<Rule> {
    let policy = visit.app.policy(caller.party(), visit.today());
    policy.map(|policy| rules(&policy)).unwrap_or_default()
}

/// Returns the links that an answer rests on, as the reader sees them.
pub(super) fn shown(visit: &Visit, caller: &Caller, links: &[Link]) -> Vec<Verwijzing> {
    let one = |link: &Link| match link {
        Link::Artikel { artikel } => Verwijzing { naam: artikel.clone(), adres: law_link(artikel) },
        Link::Beleidsregel { partij, regel } => {
            let policy = visit.app.policy(partij, visit.today()).ok();
            of_rule((partij, regel), policy.as_ref(), partij == caller.party())
        }
    };
    links.iter().map(one).collect()
}

/// A rule that is not in the policy of today any more is named without a link.
fn of_rule(
    (party, rule): (&PartyId, &str),
    policy: Option<&PolicyView>,
    is_own: bool,
) -> Verwijzing {
    let known = policy.and_then(|policy| rules(policy).into_iter().find(|one| one.id == rule));
    let whose = match policy {
        _ if is_own => "Ons beleid".to_owned(),
        Some(policy) => format!("Beleid van {}", policy.head.party.name),
        None => format!("Beleid van {party}"),
    };
    let query = if is_own { String::new() } else { format!("?partij={party}") };
    let adres = known.as_ref().and_then(|known| {
        let (kind, _) = known.kinds.first()?;
        Some(format!("/beleid/{kind}{query}#{rule}"))
    });
    let name = known.map_or_else(|| rule.to_owned(), |known| known.label());
    Verwijzing { naam: format!("{whose}. {name}"), adres }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(kinds: &[(&str, &str)]) -> Rule {
        let kinds = kinds.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned()));
        Rule { id: "r1".to_owned(), article: "artikel 2".to_owned(), kinds: kinds.collect() }
    }

    #[test]
    fn a_rule_is_called_by_what_it_is_about() {
        let one = rule(&[("alcohol-horeca", "alcoholvergunning")]);
        assert_eq!(one.label(), "Alcoholvergunning: artikel 2");
        let two = rule(&[("a", "alcoholvergunning"), ("b", "evenement")]);
        assert_eq!(two.label(), "Alcoholvergunning en nog 1 soort: artikel 2");
    }

    #[test]
    fn a_rule_that_is_gone_has_a_name_and_no_link() {
        let party: PartyId = "gemeente-emmen".parse().unwrap();
        let own = of_rule((&party, "oude-regel"), None, true);
        assert_eq!(own, Verwijzing { naam: "Ons beleid. oude-regel".to_owned(), adres: None });
        let other = of_rule((&party, "oude-regel"), None, false);
        assert_eq!(other.naam, "Beleid van gemeente-emmen. oude-regel");
    }
}
