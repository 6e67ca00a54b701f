//! The steps of the procedure, phase by phase. Each consumes a state and gives the next.

pub(crate) mod advice;
pub(crate) mod anytime;
pub(crate) mod assessment;
pub(crate) mod decision;
pub(crate) mod forms;
pub(crate) mod remedies;
pub(crate) mod scope;
