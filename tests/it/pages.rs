//! The pages, as a browser without script sees them.

mod accounts;
mod people;
mod sessions;
