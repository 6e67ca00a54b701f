//! One module per command.

pub(crate) mod batch;
pub(crate) mod explain;
pub(crate) mod parties;
pub(crate) mod rules;
pub(crate) mod scope;
pub(crate) mod screen;
pub(crate) mod term;
