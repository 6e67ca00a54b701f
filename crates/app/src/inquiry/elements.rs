//! The elements of art. 3 in words, beside the facts of a file: what each rests on and what is missing. Page and report (L08) show
//! the same.

use crate::{App, AppError};
use case::Assessment;
use chrono::NaiveDate;
use kernel::capitalised;
use risk::{Element, ElementLine, Finding, FindingId, Ground, Profile, RuleSet, elements};

/// The elements of one ground, in words.
#[derive(Clone, Debug)]
pub struct ElementsInWords {
    /// The ground.
    pub ground: Ground,
    /// The elements, in the order of the law.
    pub lines: Vec<ElementInWords>,
}

/// An element, in words.
#[derive(Clone, Debug)]
pub struct ElementInWords {
    /// The element.
    pub element: &'static str,
    /// The article.
    pub article: &'static str,
    /// What stands.
    pub known: Option<String>,
    /// What is missing.
    pub missing: Option<String>,
}

impl App {
    /// Lays the findings of a profile beside the elements that the law weighs on each ground.
    pub fn elements(
        &self,
        profile: &Profile,
        assessment: Option<&Assessment>,
        on: NaiveDate,
    ) -> Result<Vec<ElementsInWords>, AppError> {
        let rules = self.risk_rules()?;
        let words = Words { rules, profile };
        let in_words = |ground: risk::GroundElements| {
            let lines = ground.elements.iter().map(|line| words.line(line));
            let proportionate = proportionality(ground.ground, assessment);
            let lines = lines.chain(std::iter::once(proportionate)).collect();
            ElementsInWords { ground: ground.ground, lines }
        };
        Ok(elements(rules, profile, on).into_iter().map(in_words).collect())
    }
}

/// Returns the proportionality, which only an official weighs: it stands in the assessment, once there is one.
fn proportionality(ground: Ground, assessment: Option<&Assessment>) -> ElementInWords {
    let (article, weigh) = match ground {
        Ground::A => {
            ("Wet Bibob art. 3 lid 5 onder a", "past de beslissing bij de mate van gevaar?")
        }
        Ground::B => (
            "Wet Bibob art. 3 lid 5 onder a en b",
            "past de beslissing bij de mate van gevaar en bij de ernst van de strafbare feiten?",
        ),
        Ground::Lid6 => (
            "Wet Bibob art. 3 lid 6",
            "past de beslissing bij de ernst van het vermoeden en van het strafbare feit?",
        ),
    };
    let weighed = assessment.and_then(|one| one.opinion().evenredigheid.as_ref());
    let known = weighed.map(|text| text.as_str().to_owned());
    let missing = known.is_none().then(|| format!("Nog niet gewogen: {weigh}"));
    ElementInWords { element: "Evenredigheid", article, known, missing }
}

struct Words<'w> {
    rules: &'w RuleSet,
    profile: &'w Profile,
}

impl Words<'_> {
    fn line(&self, line: &ElementLine) -> ElementInWords {
        let missing = match (line.element, line.findings.is_empty(), line.missing.is_empty()) {
            (Element::Feiten, true, true) => {
                Some("er is geen feit dat op deze grond telt".to_owned())
            }
            (_, _, true) => None,
            _ => Some(format!("{}: {}", ask(line.element), self.named(&line.missing))),
        };
        ElementInWords {
            element: named(line.element),
            article: line.article,
            known: (!line.findings.is_empty()).then(|| self.known(line)),
            missing: missing.map(|text| capitalised(&text)),
        }
    }

    fn known(&self, line: &ElementLine) -> String {
        let of_each = |say: fn(&Finding) -> Option<String>| {
            let said = line.findings.iter().filter_map(|id| {
                let finding = self.finding(*id)?;
                Some(format!("{}: {}", self.label(finding), say(finding)?))
            });
            capitalised(&said.collect::<Vec<_>>().join("; "))
        };
        match line.element {
            Element::Aantal => match line.findings.len() {
                1 => "1 bevinding die telt".to_owned(),
                count => format!("{count} bevindingen die tellen"),
            },
            Element::Feiten => capitalised(&self.named(&line.findings)),
            Element::Ernst => of_each(|one| Some(one.status.seriousness()?.label().to_owned())),
            Element::Relatie => of_each(|one| Some(one.role().label().to_owned())),
            Element::Voordeel => of_each(|one| Some(one.benefit?.to_string())),
            Element::Samenhang => of_each(|one| Some(one.connection.reason.reveal().clone())),
            Element::Tijdsverloop => of_each(|one| Some(kernel::dutch_date(one.last_day()?))),
        }
    }

    fn named(&self, ids: &[FindingId]) -> String {
        let labels: Vec<&str> =
            ids.iter().filter_map(|id| Some(self.label(self.finding(*id)?))).collect();
        labels.join("; ")
    }

    fn finding(&self, id: FindingId) -> Option<&Finding> {
        self.profile.findings().iter().find(|finding| finding.id == id)
    }

    fn label<'l>(&'l self, finding: &'l Finding) -> &'l str {
        let kind = self.rules.kinds().find(&finding.kind);
        kind.map_or(finding.kind.as_str(), |kind| kind.label.as_str())
    }
}

fn named(element: Element) -> &'static str {
    match element {
        Element::Feiten => "Feiten die erop wijzen of doen vermoeden",
        Element::Ernst => "Ernst van het vermoeden",
        Element::Relatie => "Aard van de relatie",
        Element::Voordeel => "Grootte van het voordeel",
        Element::Aantal => "Aantal feiten",
        Element::Samenhang => "Samenhang met de activiteit",
        Element::Tijdsverloop => "Tijdsverloop",
    }
}

fn ask(element: Element) -> &'static str {
    match element {
        Element::Feiten | Element::Aantal => "of dit hier telt, is nog niet bekend",
        Element::Ernst => "de ernst is nog niet gewogen",
        Element::Relatie => "of de relatie er is, staat nog niet vast",
        Element::Voordeel => "de grootte van het voordeel is nog niet bekend",
        Element::Samenhang => "de samenhang is nog niet bekend",
        Element::Tijdsverloop => "de dag van het feit is nog niet bekend",
    }
}
