//! Tests of the crate, by subject.

mod approval;
mod delivery;
mod golden;
mod ids;
mod keys;
mod message;
mod opened;
mod orders;
mod papers;
mod receiver;
mod samples;
mod sender;
mod tampered;
