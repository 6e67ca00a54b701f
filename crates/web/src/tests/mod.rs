//! The frame on a sample table.

mod documents;
mod frames;
mod inputs;
mod sample;
