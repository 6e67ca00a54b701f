//! The steps of a file as forms: what a step asks is read from the type of its command, so that a form cannot ask anything
//! else than the core takes.

mod ask;
mod read;
mod refused;
mod shape;
mod show;
mod table;

pub(super) use ask::{Asked, Surroundings, ask, change_parts};
pub(super) use read::read;
pub(super) use refused::refused_field;
pub(super) use shape::{Kind, Shape, shapes_of};
pub(super) use show::{Fact, show};
pub(super) use table::{Step, step, step_of, steps};
