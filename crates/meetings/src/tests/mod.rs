//! Tests of the working group. No state is ever written down: every meeting got where it is by commands. The expected days
//! were counted by hand.

mod agenda;
mod calendar;
mod desk;
mod golden;
mod group;
mod input;
mod kept;
mod meeting;
mod minutes;
mod properties;
mod rounds;
mod samples;
mod signals;
