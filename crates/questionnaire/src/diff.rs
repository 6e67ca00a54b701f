//! What a new version of answers changes.

use crate::answers::{Answers, Attached, BlockKey, Value};
use std::collections::BTreeSet;

/// A change between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An answer was given, changed or taken away.
    Answer {
        /// About whom.
        block: BlockKey,
        /// The question.
        question: String,
        /// What it was.
        before: Option<Value>,
        /// What it is.
        after: Option<Value>,
    },
    /// An attachment came.
    Attached(Attached),
    /// An attachment went.
    Detached(Attached),
    /// Somebody is called otherwise.
    Renamed {
        /// Who.
        block: BlockKey,
        /// What they were called.
        before: String,
        /// What they are called.
        after: String,
    },
}

impl Change {
    /// Returns the question that it is about; none for a name.
    pub fn question(&self) -> Option<&str> {
        match self {
            Self::Answer { question, .. } => Some(question),
            Self::Attached(attached) | Self::Detached(attached) => Some(&attached.question),
            Self::Renamed { .. } => None,
        }
    }

    /// Returns about whom it is.
    pub fn block(&self) -> BlockKey {
        match self {
            Self::Answer { block, .. } | Self::Renamed { block, .. } => *block,
            Self::Attached(attached) | Self::Detached(attached) => attached.block,
        }
    }
}

/// Returns the changes from one version to the next: by block and by question, then the attachments.
pub fn changes(before: &Answers, after: &Answers) -> Vec<Change> {
    let mut found = Vec::new();
    for (key, person) in &after.persons {
        let (block, after) = (BlockKey::Person(*key), person.label());
        if let Some(old) =
            before.persons.get(key).map(crate::Person::label).filter(|old| *old != after)
        {
            found.push(Change::Renamed { block, before: old, after });
        }
    }
    let blocks: BTreeSet<BlockKey> =
        before.blocks.keys().chain(after.blocks.keys()).copied().collect();
    for block in blocks {
        let names = |answers: &Answers| -> Vec<String> {
            answers
                .blocks
                .get(&block)
                .map(|block| block.keys().cloned().collect())
                .unwrap_or_default()
        };
        let questions: BTreeSet<String> = names(before).into_iter().chain(names(after)).collect();
        for question in questions {
            let (old, new) = (before.get(block, &question), after.get(block, &question));
            if old != new {
                let (before, after) = (old.cloned(), new.cloned());
                found.push(Change::Answer { block, question, before, after });
            }
        }
    }
    let gone = before.attached.iter().filter(|old| !after.attached.contains(old));
    found.extend(gone.cloned().map(Change::Detached));
    let come = after.attached.iter().filter(|new| !before.attached.contains(new));
    found.extend(come.cloned().map(Change::Attached));
    found
}
