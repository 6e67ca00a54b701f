//! L22: the report to the LBB for the Bibob register, of an own conclusion of danger (Wet Bibob art. 7a(7)) or of a withdrawal that
//! seems to come from the screening (art. 7a(8)). It holds the data of art. 11a(2) and no reasons; no citizen service number, and
//! nobody who is only a business partner, because the register knows six roles (art. 11a(1)).

use crate::composed::{Element, Wanted, with_common};
use crate::concept::ConceptReason;
use crate::danger::{DangerDegree, DangerGround};
use crate::findings::Firm;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// What an officer writes when the offences are those of the person concerned alone.
const NOBODY_ELSE: &str = "niemand anders";

/// The context of L22.
#[doc(alias = "registermelding")]
#[derive(Clone, Serialize)]
pub struct RegisterReport {
    /// Who reports, with the reference; the addressee is the LBB.
    pub frame: Frame,
    /// The persons concerned; nobody else.
    pub subjects: Vec<Firm>,
    /// The decision, contract or real-estate deal, as it stands after "het gaat om".
    pub matter: String,
    /// The article that makes a screening possible.
    pub legal_basis: Option<String>,
    /// What is reported.
    pub event: Reported,
}

/// What is reported.
#[derive(Clone)]
pub enum Reported {
    /// An own conclusion of danger (art. 7a(7)).
    Conclusion(ReportedConclusion),
    /// A withdrawal that seems to come from the screening (art. 7a(8)).
    Withdrawal(ReportedWithdrawal),
}

/// An own conclusion of danger.
#[derive(Clone, Serialize)]
pub struct ReportedConclusion {
    /// The grounds on which there is danger, with the degree.
    pub grounds: Vec<ReportedGround>,
    /// The day from which the conclusion stands.
    #[serde(serialize_with = "render::long_date")]
    pub concluded_on: NaiveDate,
    /// The day five years later, from which it is not used any more (art. 11a and 29).
    #[serde(serialize_with = "render::long_date")]
    pub usable_until: NaiveDate,
    /// Who has one of the other roles of art. 11a(1); only those whose offences underlie the conclusion are reported.
    pub related: Vec<Firm>,
    /// Whether an officer said whose offences they are.
    #[serde(skip)]
    pub checked: bool,
}

/// A ground with its degree.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ReportedGround {
    /// The ground.
    pub ground: DangerGround,
    /// The degree.
    pub degree: DangerDegree,
}

/// A withdrawal that seems to come from the screening.
#[derive(Clone, Serialize)]
pub struct ReportedWithdrawal {
    /// The day of the withdrawal.
    #[serde(serialize_with = "render::long_date")]
    pub withdrawn_on: NaiveDate,
    /// The day five years later, from which it is not used any more (art. 11a(3)).
    #[serde(serialize_with = "render::long_date")]
    pub usable_until: NaiveDate,
}

/// Writes what is reported under its name; the other is null.
impl Serialize for Reported {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (conclusion, withdrawal) = match self {
            Self::Conclusion(conclusion) => (Some(conclusion), None),
            Self::Withdrawal(withdrawal) => (None, Some(withdrawal)),
        };
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("conclusion", &conclusion)?;
        map.serialize_entry("withdrawal", &withdrawal)?;
        map.end()
    }
}

impl RegisterReport {
    /// Returns what an officer says of a conclusion.
    pub(crate) fn wanted(&self) -> Vec<Wanted> {
        let asks = matches!(&self.event, Reported::Conclusion(one) if !one.related.is_empty() || one.checked);
        with_common(if asks { vec![(Element::Related, true)] } else { Vec::new() })
    }

    /// Takes over whose offences underlie the conclusion; the others with a role are left out (art. 11a(2)). A name that is not on
    /// the list says nothing, and the report stays a concept.
    pub fn name_related(&mut self, names: &[String]) {
        let Reported::Conclusion(conclusion) = &mut self.event else { return };
        if names.is_empty() {
            return;
        }
        let is_nobody = names.len() == 1 && names[0].to_lowercase().contains(NOBODY_ELSE);
        let is_reported = |firm: &Firm| names.contains(&firm.name);
        let known = |name: &String| conclusion.related.iter().any(|firm| firm.name == *name);
        conclusion.checked = is_nobody || names.iter().all(known);
        if conclusion.checked {
            conclusion.related.retain(is_reported);
        }
    }

    /// Returns why the report may not be sent as it is: whose offences underlie a conclusion, only an officer can say.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        match &self.event {
            Reported::Conclusion(conclusion)
                if !conclusion.related.is_empty() && !conclusion.checked =>
            {
                vec![ConceptReason::RelationsToCheck]
            }
            Reported::Conclusion(_) | Reported::Withdrawal(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn with_others() -> RegisterReport {
        let mut report = samples::register_report();
        let Reported::Conclusion(conclusion) = &mut report.event else { return report };
        conclusion.related = vec![
            samples::someone("Een", None, "mens", "leidinggevende"),
            samples::someone("Ander", None, "mens", "leidinggevende"),
        ];
        report
    }

    /// Only those whose offences underlie the conclusion are reported (art. 11a(2)).
    #[test]
    fn only_who_is_named_is_reported_and_an_unknown_name_says_nothing() {
        for (names, left, concept) in [
            (&[][..], &["Een", "Ander"][..], true),
            (&["Een"], &["Een"], false),
            (&["Niemand anders"], &[], false),
            (&["Een", "Vreemd"], &["Een", "Ander"], true),
        ] {
            let mut report = with_others();
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            report.name_related(&names);
            let Reported::Conclusion(conclusion) = &report.event else { panic!("a withdrawal") };
            let reported: Vec<&str> =
                conclusion.related.iter().map(|firm| firm.name.as_str()).collect();
            assert_eq!(reported, left, "{names:?}");
            assert_eq!(report.concept_reasons().is_empty(), !concept, "{names:?}");
        }
    }
}
