//! Tests of the state machine, with the real rules about terms. No state is ever written down: every file got where it is by
//! commands. The expected days were counted by hand.

mod advice;
mod decisions;
mod dossiers;
mod duties;
mod forms;
mod golden;
mod linked;
mod payloads;
mod programs;
mod properties;
mod remedies;
mod samples;
mod shielded;
mod stated;
mod views;
mod year;
