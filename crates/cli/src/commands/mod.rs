//! One module per command.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod config;
pub(crate) mod database;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod pairs;
pub(crate) mod parties;
pub(crate) mod restore;
pub(crate) mod rules;
pub(crate) mod scope;
pub(crate) mod screen;
pub(crate) mod serve;
pub(crate) mod setup;
pub(crate) mod term;
pub(crate) mod user;
pub(crate) mod worker;
