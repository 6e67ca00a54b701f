//! The one integration-test binary: a second one would link everything a second time.

mod arch;
mod letters;
mod rules;
mod scope;
mod screen;
mod term;
