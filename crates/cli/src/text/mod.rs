//! Answers as plain Dutch text for the terminal.

mod answer;
mod deadline;
mod wrap;

pub(crate) use answer::write_answer;
pub(crate) use deadline::write_deadline;
