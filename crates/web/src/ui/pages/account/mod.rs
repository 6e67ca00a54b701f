//! The own account: what somebody signs in with, and where they are signed in.

mod herstelcodes;
mod overzicht;
mod tweede_factor;
mod wachtwoord;

pub(super) use overzicht::{Sessie, line as session_line};

use app::{Proof, Session};

use super::aanmelden::secret;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const WRONG: &str = "Uw wachtwoord en de code horen niet bij elkaar. Kijk ze na, en gebruik een nieuwe code uit uw app. Na vijf mislukte pogingen is uw account een kwartier geblokkeerd.";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(wachtwoord::routes());
    routes.extend(tweede_factor::routes());
    routes.extend(herstelcodes::routes());
    routes
}

/// The fields with which somebody proves once more who they are.
fn proof_fields() -> [Field; 2] {
    [
        Field::secret("wachtwoord", "Uw wachtwoord nu", "current-password"),
        Field::once("code", "Code uit uw app").hint("Zes cijfers, of een herstelcode."),
    ]
}

/// Reads what those fields hold.
fn proof(visit: &Visit) -> Proof {
    Proof { password: secret(visit, "wachtwoord"), code: secret(visit, "code") }
}

fn filled(fields: impl IntoIterator<Item = Field>, form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
}

/// Returns the session of a page for who is signed in.
fn session(visit: &Visit) -> Result<&Session, Trouble> {
    visit.signed_in.as_ref().map(|signed_in| &signed_in.session).ok_or(Trouble::Unproven)
}
