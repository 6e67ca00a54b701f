//! Which questions are asked of whom, given the answers so far.

use crate::answers::{Answers, BlockKey, Entry, PersonKey, PersonKind, Value};
use crate::compose::Form;
use crate::question::{AnswerKind, Question, RoleName, Who};
use crate::when::{Seen, When};
use facts::Tri;
use std::collections::{BTreeMap, BTreeSet};

/// The question whose answer says what the person concerned is.
pub(crate) const LEGAL_FORM: &str = "rechtsvorm";
/// The legal forms of a human being, and of a human being with a business.
const NATURAL: &str = "natuurlijk-persoon";
const SOLE_TRADER: &str = "eenmanszaak";

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A human being.
    Natural,
    /// A human being with a business of their own.
    SoleTrader,
    /// An organisation.
    Organisation,
    /// Not yet known.
    Unknown,
}

/// The questions about one person or business.
#[derive(Clone, Debug)]
pub struct Block<'f> {
    /// About whom.
    pub key: BlockKey,
    /// What they are.
    pub nature: Nature,
    /// In which roles they are named.
    pub roles: BTreeSet<RoleName>,
    /// The questions that are asked, or may be once more is known.
    pub asked: Vec<Asked<'f>>,
}

/// A question with whether it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'f> {
    /// The question.
    pub question: &'f Question,
    /// Whether it is asked; unknown while an earlier answer is missing.
    pub outcome: Tri,
}

/// All blocks: that of the person concerned first, then in the order in which the others are named.
#[derive(Clone, Debug)]
pub struct Sheet<'f> {
    /// The blocks.
    pub blocks: Vec<Block<'f>>,
    /// Everybody who is named in a question that is asked, with their roles; also those without a block.
    pub named: BTreeMap<PersonKey, Vec<RoleName>>,
    pub(crate) lookup: Lookup<'f>,
}

impl<'f> Sheet<'f> {
    /// Returns the block about somebody.
    pub fn block(&self, key: BlockKey) -> Option<&Block<'f>> {
        self.blocks.iter().find(|block| block.key == key)
    }

    /// Returns the questions that are asked for certain, with the block of each.
    pub fn certain(&self) -> impl Iterator<Item = (&Block<'f>, &'f Question)> {
        self.blocks.iter().flat_map(|block| block.certain().map(move |question| (block, question)))
    }
}

impl<'f> Block<'f> {
    /// Returns the questions that are asked for certain.
    pub fn certain(&self) -> impl Iterator<Item = &'f Question> + '_ {
        self.asked.iter().filter(|asked| asked.outcome == Tri::Yes).map(|asked| asked.question)
    }
}

/// Walks through the form with the answers: the person concerned, whoever is named, whoever those name, up to the top of each chain.
///
/// A person who is named twice has one block, with the questions of both roles. A chain that comes back to itself ends there.
pub fn evaluate<'f>(form: &'f Form, answers: &Answers) -> Sheet<'f> {
    let lookup = Lookup::new(form);
    let mut walk = Walk { form, answers, lookup, blocks: Vec::new(), named: BTreeMap::new() };
    walk.visit(BlockKey::Betrokkene, None);
    Sheet { blocks: walk.blocks, named: walk.named, lookup: walk.lookup }
}

struct Walk<'f, 'a> {
    form: &'f Form,
    answers: &'a Answers,
    lookup: Lookup<'f>,
    blocks: Vec<Block<'f>>,
    named: BTreeMap<PersonKey, Vec<RoleName>>,
}

impl<'f> Walk<'f, '_> {
    /// Enters somebody in a role. A block is gone through again only when the role is new, so that a circle ends.
    fn visit(&mut self, key: BlockKey, role: Option<RoleName>) {
        let place = self.blocks.iter().position(|block| block.key == key);
        let place = match (place, role) {
            (Some(place), Some(role)) if self.blocks[place].roles.insert(role) => place,
            (Some(_), _) => return,
            (None, role) => {
                let nature = nature(self.answers, key);
                let roles = role.into_iter().collect();
                self.blocks.push(Block { key, nature, roles, asked: Vec::new() });
                self.blocks.len() - 1
            }
        };
        let form = self.form;
        let block = &self.blocks[place];
        let asked: Vec<Asked<'f>> = form
            .questions
            .iter()
            .map(|question| Asked { question, outcome: self.outcome(question, block) })
            .filter(|asked| asked.outcome != Tri::No)
            .collect();
        self.blocks[place].asked.clone_from(&asked);
        for Asked { question, .. } in asked.iter().filter(|asked| asked.outcome == Tri::Yes) {
            self.name(key, question);
        }
    }

    fn outcome(&self, question: &Question, block: &Block<'_>) -> Tri {
        let whom = question.who.iter().map(|who| concerns(*who, block)).max().unwrap_or(Tri::No);
        let in_role = block.key == BlockKey::Betrokkene
            || question.roles.is_empty()
            || question.roles.iter().any(|role| block.roles.contains(role));
        let when = question.when.as_ref();
        let condition = self.lookup.applies(when, self.answers, block.key, None);
        whom.min(Tri::from_bool(in_role)).min(condition)
    }

    /// Enters everybody whom the entries of a question name.
    fn name(&mut self, key: BlockKey, question: &'f Question) {
        let answers = self.answers;
        for field in question.answer.fields() {
            let AnswerKind::Persoon { rol, blok } = &field.answer else { continue };
            for entry in answers.entries(key, &question.id) {
                let named = entry.fields.get(&field.id).and_then(|text| text.parse().ok());
                let Some(person) = named else { continue };
                let when = field.when.as_ref();
                if self.lookup.applies(when, answers, key, Some(entry)) != Tri::Yes {
                    continue;
                }
                let roles = self.named.entry(person).or_default();
                if !roles.contains(rol) {
                    roles.push(*rol);
                }
                if *blok {
                    self.visit(BlockKey::Person(person), Some(*rol));
                }
            }
        }
    }
}

fn nature(answers: &Answers, key: BlockKey) -> Nature {
    match key {
        BlockKey::Betrokkene => match answers.text(key, LEGAL_FORM) {
            None => Nature::Unknown,
            Some(NATURAL) => Nature::Natural,
            Some(SOLE_TRADER) => Nature::SoleTrader,
            Some(_) => Nature::Organisation,
        },
        BlockKey::Person(person) => match answers.persons.get(&person).map(|person| person.kind) {
            None => Nature::Unknown,
            Some(PersonKind::NatuurlijkPersoon) => Nature::Natural,
            Some(PersonKind::Onderneming) => Nature::Organisation,
        },
    }
}

fn concerns(who: Who, block: &Block<'_>) -> Tri {
    match (who, block.nature) {
        (Who::Betrokkene, _) => Tri::from_bool(block.key == BlockKey::Betrokkene),
        (_, Nature::Unknown) => Tri::Unknown,
        (Who::NatuurlijkPersoon, nature) => {
            Tri::from_bool(matches!(nature, Nature::Natural | Nature::SoleTrader))
        }
        (Who::Onderneming, nature) => {
            Tri::from_bool(matches!(nature, Nature::Organisation | Nature::SoleTrader))
        }
    }
}

/// The questions of a form by their id.
#[derive(Clone, Debug)]
pub(crate) struct Lookup<'f>(BTreeMap<&'f str, &'f Question>);

impl<'f> Lookup<'f> {
    fn new(form: &'f Form) -> Self {
        let entry = |question: &'f Question| (question.id.as_str(), question);
        Self(form.questions.iter().map(entry).collect())
    }

    /// Decides a condition: a name is looked up in the entry, then in the block; with the person concerned when the question is
    /// only asked of them.
    pub(crate) fn applies(
        &self,
        when: Option<&When>,
        answers: &Answers,
        block: BlockKey,
        entry: Option<&Entry>,
    ) -> Tri {
        let Some(when) = when else { return Tri::Yes };
        when.holds(&|name| {
            if let Some(text) = entry.and_then(|entry| entry.fields.get(name)) {
                return Some(Seen::One(text));
            }
            let of_one = self.0.get(name).is_some_and(|found| found.who == [Who::Betrokkene]);
            let home = if of_one { BlockKey::Betrokkene } else { block };
            answers.get(home, name).map(|value| match value {
                Value::One(text) => Seen::One(text),
                // An empty list is none of the options, and no entry.
                Value::Many(texts) if texts.is_empty() => Seen::Entries(0),
                Value::Many(texts) => Seen::Many(texts),
                Value::Entries(entries) => Seen::Entries(entries.len()),
            })
        })
    }
}
