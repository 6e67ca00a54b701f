use super::*;
use crate::tests::{
    TODAY, companies, day, draft, made, network, node, share, statement, statement_id, subject_id,
};
use crate::*;
use kernel::Redacted;

mod extremes;
mod oracle;
mod ownership;
mod paths;
mod questions;
mod time;
