//! What is known about one file: its facts, its findings and the documents that are missing.

use crate::finding::{Finding, FindingFault, FindingId};
use crate::kind::Kinds;
use chrono::NaiveDate;
use facts::{FactId, FactValue, Facts};
use kernel::{CaseId, did_you_mean};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a score is computed over. The findings stand in the order of their ids, so that the order in which they came plays no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) file: CaseId,
    pub(crate) facts: Facts,
    pub(crate) findings: Vec<Finding>,
    pub(crate) missing: BTreeSet<String>,
}

/// What a profile is made of.
#[derive(Clone, Debug)]
pub struct Given {
    /// The screening file.
    pub file: CaseId,
    /// The facts of the application, read with the vocabulary of the rule set.
    pub facts: Facts,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The documents that were asked for and are missing, by the ids of `bevindingen.toml`.
    pub missing: BTreeSet<String>,
}

/// Why no profile can be made; the message is Dutch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProfileFault {
    /// A finding that is wrong.
    #[error("bevinding {finding}: {fault}")]
    Finding {
        /// The finding.
        finding: FindingId,
        /// The field and what is wrong with it.
        fault: FindingFault,
    },
    /// Two findings with one id: one of them would silently not count.
    #[error("bevinding {0} komt twee keer voor")]
    Twice(FindingId),
    /// A document that is not declared.
    #[error("«{document}» is geen bekend stuk.{hint}")]
    UnknownDocument {
        /// The id that was given.
        document: String,
        /// The nearest document that exists.
        hint: String,
    },
}

impl Profile {
    /// Checks what was given; `today` is the day on which the findings are entered.
    ///
    /// # Errors
    /// Every finding and document that is wrong.
    pub fn new(given: Given, kinds: &Kinds, today: NaiveDate) -> Result<Self, Vec<ProfileFault>> {
        let mut faults = Vec::new();
        for finding in &given.findings {
            let wrong = finding.check(kinds, today).err().unwrap_or_default();
            let named = |fault| ProfileFault::Finding { finding: finding.id, fault };
            faults.extend(wrong.into_iter().map(named));
        }
        for document in given.missing.iter().filter(|id| kinds.document(id).is_none()) {
            let ids = kinds.documents().iter().map(|known| known.id.as_str());
            let hint = did_you_mean(document, ids);
            faults.push(ProfileFault::UnknownDocument { document: document.clone(), hint });
        }
        let Given { file, facts, mut findings, missing } = given;
        findings.sort_by_key(|finding| finding.id);
        let twins = findings.windows(2).filter(|pair| pair[0].id == pair[1].id);
        faults.extend(twins.map(|pair| ProfileFault::Twice(pair[0].id)));
        if faults.is_empty() { Ok(Self { file, facts, findings, missing }) } else { Err(faults) }
    }

    /// Returns the screening file.
    pub fn file(&self) -> CaseId {
        self.file
    }

    /// Returns the facts of the application.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the findings, by id.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the documents that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.missing.iter().map(String::as_str)
    }

    /// Returns the profile without this finding.
    #[must_use]
    pub fn without(&self, finding: FindingId) -> Self {
        let mut changed = self.clone();
        changed.findings.retain(|other| other.id != finding);
        changed
    }

    /// Returns the profile with this fact known to be this value.
    #[must_use]
    pub fn with_fact(&self, fact: FactId, value: FactValue) -> Self {
        Self { facts: self.facts.with(fact, value), ..self.clone() }
    }

    /// Returns the profile with the date of a finding known to be this day.
    #[must_use]
    pub fn with_date(&self, finding: FindingId, day: NaiveDate) -> Self {
        let mut changed = self.clone();
        for other in changed.findings.iter_mut().filter(|other| other.id == finding) {
            (other.happened_on, other.happened_until) = (Some(day), None);
        }
        changed
    }
}
