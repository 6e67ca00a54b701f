//! The pages, as a browser without script sees them.

mod controlespoor;
mod samples;
mod sessions;
mod taken;
mod toezicht;
mod werkvoorraad;
