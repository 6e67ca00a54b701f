//! The Bibob working group: who is in it, its calendar, its meetings, written rounds, the help desk and signals.
//!
//! A token needs the right to read files only. What somebody may do rests on membership of the group, which the use cases ask.

mod calendar;
mod desk;
mod meeting;
mod members;
mod round;
mod signal;
mod step;

use app::App;

use super::commands::version_of;
use super::dossiers::request_key;
use super::failure::problem;
use super::shown::tag;
use super::{GROUP, READ, get, post, put};
use crate::reply::{Created, Versioned};
use crate::route::Route;

const TAG: &str = "Werkgroep";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = members::routes();
    routes.extend(calendar::routes());
    routes.extend(meeting::routes());
    routes.extend(round::routes());
    routes.extend(desk::routes());
    routes.extend(signal::routes());
    routes
}

/// Shows something with its version. It is always sent: what a reader sees also changes with the day, with files and with an
/// interest that was declared elsewhere.
fn shown<T>(version: i64, value: T) -> Versioned<T> {
    Versioned { version: tag(version), moved: true, value }
}

/// Shows something that was made, with its place below the group.
fn made<T>(place: &str, version: i64, value: T) -> Created<T> {
    let location = format!("{}/werkgroep{place}", crate::BASE_PATH);
    Created { location, version: tag(version), value }
}
