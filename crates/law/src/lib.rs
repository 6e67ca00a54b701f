//! The law: which door of the Wet Bibob an application enters, what the party's policy says about it, and the legal terms.

pub mod answer;
pub mod scope;
pub mod terms;
