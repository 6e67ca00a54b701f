//! The pages, as a browser without script sees them.

mod samples;
mod sessions;
mod werkvoorraad;
