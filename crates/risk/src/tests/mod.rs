//! What the crate as a whole promises.

mod changes;
mod comparisons;
mod elements;
mod findings;
mod laws;
mod loading;
mod sample;
mod scores;
