//! What can go wrong on the way to a page, as somebody reads it.

use app::{AppError, StoreError};
use axum::http::StatusCode;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is not there, or not for this person: both look the same.
    NotFound,
    /// The role has no such right.
    Forbidden,
    /// The form does not come from this session.
    Unproven,
    /// Too much was sent.
    TooLarge(usize),
    /// What was sent did not come in whole.
    Interrupted,
    /// The path is there, and the method is not.
    Method,
    /// Too many attempts to sign in came from this address, or from all together.
    TooMany,
    /// Too many people sign in at once.
    Crowd,
    /// A use case refused or failed.
    App(AppError),
    /// A template could not be filled in: a fault in the program.
    Template(String),
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            AppError::Forbidden => Self::Forbidden,
            other => Self::App(other),
        }
    }
}

/// A trouble in words.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) status: StatusCode,
    pub(super) title: &'static str,
    pub(super) text: String,
}

impl Trouble {
    /// Puts it in words. What a reader need not know goes to the log.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::NotFound => words(
                StatusCode::NOT_FOUND,
                "Deze pagina is er niet",
                "De pagina bestaat niet, of u hebt er geen toegang toe. Controleer het adres, of vraag een lid van het dossier om u toegang te geven.",
            ),
            Self::Forbidden => words(
                StatusCode::FORBIDDEN,
                "Uw rol geeft hier geen toegang",
                "Deze pagina hoort bij een andere rol. Hebt u haar nodig voor uw werk? Vraag het aan uw beheerder.",
            ),
            Self::Unproven => words(
                StatusCode::FORBIDDEN,
                "Het formulier is niet verwerkt",
                "Het formulier hoort niet bij uw sessie. Er is niets gewijzigd. Ga terug, laad de pagina opnieuw en verstuur het formulier nog een keer.",
            ),
            Self::TooLarge(most) => words(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Dit is te groot",
                format!(
                    "Er mag ten hoogste {} MB in één keer worden verstuurd. Er is niets gewijzigd.",
                    most / 1_000_000
                ),
            ),
            Self::Interrupted => words(
                StatusCode::BAD_REQUEST,
                "Niet alles kwam binnen",
                "De verbinding viel weg, of een bestand was te groot. Ga terug en stuur het opnieuw. Wat u eerder bewaarde, staat er nog.",
            ),
            Self::Method => words(
                StatusCode::METHOD_NOT_ALLOWED,
                "Deze pagina is er niet",
                "Dit adres hoort bij een formulier. Ga terug naar de pagina waar u vandaan kwam.",
            ),
            Self::TooMany => words(
                StatusCode::TOO_MANY_REQUESTS,
                "Er zijn te veel pogingen gedaan",
                "Vanaf dit adres is te vaak geprobeerd aan te melden. Wacht vijf minuten en probeer het dan opnieuw.",
            ),
            Self::Crowd => words(
                StatusCode::SERVICE_UNAVAILABLE,
                "Het is even druk",
                "Er melden zich nu veel mensen tegelijk aan. Probeer het over een minuut opnieuw.",
            ),
            Self::App(error) => of_app(error),
            Self::Template(reason) => {
                tracing::error!(reason, "a page could not be made");
                broken()
            }
        }
    }
}

fn words(status: StatusCode, title: &'static str, text: impl Into<String>) -> Words {
    Words { status, title, text: text.into() }
}

fn broken() -> Words {
    words(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Er ging iets mis",
        "Dat ligt niet aan u. Er is niets gewijzigd. Probeer het opnieuw; blijft het misgaan, meld het dan bij uw beheerder met het tijdstip erbij.",
    )
}

/// Says why a step is refused, with the article where one stands in the way.
pub(super) fn refused(refusal: &app::command::Refusal) -> String {
    let text = super::form::sentence(&refusal.to_string());
    match refusal.code.law() {
        Some(article) => format!("{text} ({article})"),
        None => text,
    }
}

fn of_app(error: &AppError) -> Words {
    match error {
        AppError::Input(faults) => {
            let sentences: Vec<_> =
                faults.iter().map(|fault| super::form::sentence(&fault.message)).collect();
            words(StatusCode::BAD_REQUEST, "Dit kan niet zo", sentences.join(" "))
        }
        AppError::Refused(refusal) => {
            words(StatusCode::CONFLICT, "Deze stap kan nu niet", refused(refusal))
        }
        AppError::Meeting(refusal) => {
            words(StatusCode::CONFLICT, "Deze stap kan nu niet", refusal.to_string())
        }
        AppError::Tip(refusal) => {
            words(StatusCode::CONFLICT, "Deze stap kan nu niet", refusal.to_string())
        }
        AppError::Stale(_) | AppError::Store(StoreError::Conflict) => words(
            StatusCode::CONFLICT,
            "Iemand anders was u voor",
            "Het dossier is gewijzigd nadat u de pagina opende. Er is niets van u opgeslagen. Laad het dossier opnieuw.",
        ),
        AppError::Taken(fault) => words(
            StatusCode::CONFLICT,
            "Dit is al in gebruik",
            super::form::sentence(&fault.message),
        ),
        AppError::OtherRules => words(
            StatusCode::CONFLICT,
            "Er gelden nu andere regels",
            "Sinds u de pagina opende is een andere risicoset ingegaan. Er is niets bewaard. Laad de beoordeling opnieuw en bekijk de score met de regels van nu.",
        ),
        AppError::KeyReused => words(
            StatusCode::CONFLICT,
            "Dit formulier is al verstuurd",
            "Het is eerder verwerkt met andere gegevens. Laad de pagina opnieuw als u nog iets wilt wijzigen.",
        ),
        AppError::Store(StoreError::Busy) => words(
            StatusCode::SERVICE_UNAVAILABLE,
            "Het is even druk",
            "De database is bezet. Er is niets gewijzigd. Probeer het zo opnieuw.",
        ),
        AppError::NotFound => Trouble::NotFound.words(),
        AppError::Forbidden => Trouble::Forbidden.words(),
        AppError::Store(error) => {
            tracing::error!(%error, "a page met a trouble of the database");
            broken()
        }
        AppError::Unreadable(_) => {
            tracing::error!(%error, "a page met a trouble");
            broken()
        }
    }
}
