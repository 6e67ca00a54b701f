//! The kinds of refusal there are: one table for the answers, the `OpenAPI` document and the docs page.

use axum::http::StatusCode;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $code:literal, $title:literal, $advice:literal;)+) => {
        /// A kind of refusal. Each has a 4xx or 5xx status; a test holds them to that.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ProblemKind {
            $($(#[$doc])* $name,)+
        }

        impl ProblemKind {
            /// All kinds, by status.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the HTTP status.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),+ }
            }

            /// Returns the usual stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// Returns the title, the same for every occurrence.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }

            /// Returns what usually went wrong and how to mend it.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice),+ }
            }
        }
    };
}

kinds! {
    /// The input is wrong.
    InvalidInput = BAD_REQUEST, "onjuiste-invoer", "De invoer klopt niet",
        "Verbeter wat onder «fouten» staat en verstuur het verzoek opnieuw.";
    /// No known token.
    Unauthenticated = UNAUTHORIZED, "niet-aangemeld", "U bent niet aangemeld",
        "Stuur een geldig token mee in de kop «Authorization: Bearer ...». Vraag de beheerder om een nieuw token als dit verlopen is.";
    /// Not allowed for this caller.
    Forbidden = FORBIDDEN, "niet-bevoegd", "U bent hiervoor niet bevoegd",
        "Vraag de beheerder om de bevoegdheid die hiervoor nodig is.";
    /// No such resource, or not for this caller.
    NotFound = NOT_FOUND, "niet-gevonden", "Niet gevonden",
        "Op dit adres staat niets dat u mag zien. Controleer het adres; een adres eindigt nooit op een schuine streep.";
    /// The path exists, but not for this method.
    MethodNotAllowed = METHOD_NOT_ALLOWED, "methode-niet-toegestaan", "Deze methode kan hier niet",
        "Gebruik een van de methoden in de kop «Allow».";
    /// The client accepts none of our media types.
    NotAcceptable = NOT_ACCEPTABLE, "vorm-niet-beschikbaar", "Deze vorm is niet beschikbaar",
        "De gevraagde vorm van antwoord bestaat hier niet. Pas de kop «Accept» aan of laat haar weg.";
    /// The state of the resource forbids this.
    Conflict = CONFLICT, "tegenstrijdig-met-stand", "Dit kan nu niet",
        "De stand van zaken laat dit niet toe. Onder «toegestaan» staat wat nu wel kan.";
    /// The resource changed in between.
    Outdated = PRECONDITION_FAILED, "intussen-gewijzigd", "Intussen gewijzigd",
        "Iemand anders heeft dit intussen gewijzigd. Vergelijk «huidig» met «ingediend», haal de nieuwste versie op en verstuur uw wijziging opnieuw.";
    /// The body is too large.
    TooLarge = PAYLOAD_TOO_LARGE, "te-groot", "Het verzoek is te groot",
        "Verstuur minder gegevens in een keer.";
    /// The body is of another media type.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE, "verkeerd-gegevenstype", "Dit gegevenstype wordt niet gelezen",
        "Verstuur de gegevens als JSON met de kop «Content-Type: application/json».";
    /// An edit without `If-Match`.
    PreconditionRequired = PRECONDITION_REQUIRED, "versie-ontbreekt", "De versie ontbreekt",
        "Stuur de kop «If-Match» mee met de ETag van de versie die u wijzigt.";
    /// Our own fault.
    Internal = INTERNAL_SERVER_ERROR, "interne-fout", "Er ging iets mis bij ons",
        "Het lag niet aan uw verzoek. Probeer het later opnieuw; neem contact op met de beheerder als het blijft gebeuren.";
    /// For now nothing can be done or stored.
    Unavailable = SERVICE_UNAVAILABLE, "tijdelijk-niet-beschikbaar", "Tijdelijk niet beschikbaar",
        "Probeer het later opnieuw, bij een wijziging met dezelfde «Idempotency-Key».";
}

#[cfg(test)]
mod tests {
    use super::ProblemKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_is_an_error_with_a_code_of_its_own() {
        let mut codes = BTreeSet::new();
        for kind in ProblemKind::ALL {
            assert!(kind.status().is_client_error() || kind.status().is_server_error(), "{kind:?}");
            assert!(kernel::is_kebab(kind.code()) && codes.insert(kind.code()), "{kind:?}");
            assert!(kind.advice().ends_with('.') && !kind.title().ends_with('.'), "{kind:?}");
        }
    }
}
