//! Who the caller is.

use app::{App, Caller, WhoAmI};

use super::get;
use crate::part::{State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::{Access, Route};

pub(super) fn routes() -> Vec<Route<App>> {
    vec![get(
        "/mij",
        Access::Known,
        ("leesMij", "Beschrijving"),
        ("Wie ik ben", "Geeft het account van uw token, met rol en bevoegdheden."),
        me,
    )]
}

async fn me(_: State<App>, Who(caller): Who<Caller>) -> Result<Found<WhoAmI>, Problem> {
    Ok(Found(caller.who()))
}
