//! The routes of the API: what each takes and gives, and the one use case it calls.

mod account;
mod archive;
mod commands;
mod dossiers;
mod failure;
mod gate;
mod group;
mod health;
mod hearings;
mod inquiry;
mod known;
mod letters;
mod media;
mod members;
mod persons;
mod questionnaires;
mod shown;
mod supervision;
mod tasks;
mod trail;

use app::{App, Permission};
use axum::http::Method;
use kernel::CaseId;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::route::{Access, Entry, Route};
use crate::table::{Table, TableError};
use crate::{About, documented};

/// The headings of the documentation, in order.
pub const TAGS: [(&str, &str); 10] = [
    ("Dossiers", "Dossiers openen, lezen, zoeken en hun geschiedenis."),
    ("Stappen", "De stappen van een dossier, van toepassingsbereik tot sluiting."),
    ("Vragenlijsten", "Het Bibob-formulier: samengesteld, klaargezet, ingediend en aangevuld."),
    (
        "Onderzoek",
        "Het eigen onderzoek: bronnen, bevindingen, relaties, de score die het werk ordent en wat er bij de beoordeling ligt.",
    ),
    ("Brieven", "De brieven van een dossier: geschreven, vastgesteld en verzonden."),
    (
        "Werkgroep",
        "De Bibob-werkgroep: haar leden, vergaderingen, schriftelijke rondes, vragen van collega's en signalen. Het lidmaatschap van de werkgroep bepaalt wat u mag.",
    ),
    ("Leden", "Wie een dossier mag kennen, en waarom."),
    ("Taken", "Plichten met een datum."),
    ("Toezicht", "Termijnen, werklast, controlespoor en verwerkingenlogboek."),
    ("Beschrijving", "Deze beschrijving, en of de dienst werkt."),
];

const READ: Access = Access::Scope(Permission::ReadCases.scope());
const WRITE: Access = Access::Scope(Permission::WriteCases.scope());
const SUPERVISE: Access = Access::Scope(Permission::Supervise.scope());
const AUDIT: Access = Access::Scope(Permission::Audit.scope());
const BSN: Access = Access::Scope(Permission::ReadBsn.scope());
/// Whoever works on files, and who administers: the use cases say who of them makes the working group.
const GROUP: Access =
    Access::OneOf(&[Permission::ReadCases.scope(), Permission::Administer.scope()]);

/// Het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CasePath {
    /// Het id van het dossier.
    dossier_id: CaseId,
}

/// Makes the table of all routes.
///
/// # Errors
/// When the table contradicts itself: a mistake of the developer.
pub fn table(about: &About) -> Result<Table<App>, TableError> {
    let mut routes = dossiers::routes();
    routes.extend(commands::routes());
    routes.extend(persons::routes());
    routes.extend(questionnaires::routes());
    routes.extend(inquiry::routes());
    routes.extend(known::routes());
    routes.extend(letters::routes());
    routes.extend(hearings::routes());
    routes.extend(archive::routes());
    routes.extend(group::routes());
    routes.extend(members::routes());
    routes.extend(tasks::routes());
    routes.extend(supervision::routes());
    routes.extend(trail::routes());
    routes.extend(account::routes());
    routes.extend(health::routes());
    documented(routes, about)
}

/// Makes an entry under a heading of [`TAGS`].
fn entry(
    (method, path): (Method, &'static str),
    access: Access,
    id: &'static str,
    tag: &'static str,
    (summary, description): (&'static str, &'static str),
) -> Entry {
    Entry { method, path, access, id, tag, summary, description }
}

/// Makes a route that reads.
fn get<Args, H: crate::Handler<App, Args>>(
    path: &'static str,
    access: Access,
    (id, tag): (&'static str, &'static str),
    words: (&'static str, &'static str),
    handler: H,
) -> Route<App> {
    Route::new(entry((Method::GET, path), access, id, tag, words), handler)
}

/// Makes a route that changes something or searches.
fn post<Args, H: crate::Handler<App, Args>>(
    path: &'static str,
    access: Access,
    (id, tag): (&'static str, &'static str),
    words: (&'static str, &'static str),
    handler: H,
) -> Route<App> {
    Route::new(entry((Method::POST, path), access, id, tag, words), handler)
}

/// Makes a route that puts something in the place of what was there.
fn put<Args, H: crate::Handler<App, Args>>(
    path: &'static str,
    access: Access,
    (id, tag): (&'static str, &'static str),
    words: (&'static str, &'static str),
    handler: H,
) -> Route<App> {
    Route::new(entry((Method::PUT, path), access, id, tag, words), handler)
}
