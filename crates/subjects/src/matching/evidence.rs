//! The reasons of a score, for people.

use super::band::{Bands, MatchBand};
use super::score::{Account, Line};
use super::{Score, VERSION};
use kernel::Redacted;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Waar een reden over gaat.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Overeenkomstveld")]
pub enum Field {
    /// De achternaam van een mens.
    Achternaam,
    /// De voornamen of voorletters van een mens.
    Voornamen,
    /// De naam als geheel.
    Naam,
    /// Een nummer in de naam van een organisatie.
    Volgnummer,
    /// De rechtsvorm in de naam van een organisatie.
    Rechtsvorm,
    /// De geboortedatum.
    Geboortedatum,
    /// Het KvK-nummer.
    Kvk,
    /// Het vestigingsnummer.
    Vestiging,
    /// Het RSIN.
    Rsin,
    /// Postcode en huisnummer.
    Adres,
    /// Hoeveel er te vergelijken was.
    Omvang,
    /// Een grens aan de score.
    Grens,
}

/// Wat er over een veld is te zeggen.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Overeenkomstsoort")]
pub enum EvidenceKind {
    /// Gelijk.
    Gelijk,
    /// Gelijk, maar een van beide heeft er meer.
    Deels,
    /// Een andere schrijfwijze van hetzelfde.
    Spelling,
    /// Een roepnaam of een vorm van dezelfde naam.
    Roepnaam,
    /// Een letter of twee verschil.
    Typefout,
    /// De voorletters kloppen.
    Voorletters,
    /// Een ander voorvoegsel, of geen.
    Voorvoegsel,
    /// Aaneen of los geschreven.
    Aaneen,
    /// Een deel van een dubbele achternaam.
    Dubbel,
    /// Een afkorting.
    Afkorting,
    /// Verschillend.
    Verschilt,
    /// Aan een kant niet bekend.
    Ontbreekt,
    /// Dag en maand verwisseld.
    Verwisseld,
    /// Alleen het jaar is bekend, en gelijk.
    AlleenJaar,
    /// Een cijfer verschil.
    EenCijfer,
    /// Een andere dag van dezelfde maand.
    AndereDag,
    /// Alleen het jaar is gelijk.
    ZelfdeJaar,
    /// Weinig letters om te vergelijken.
    Weinig,
    /// Hetzelfde nummer bij een andere naam.
    AndereNaam,
    /// Voornaam en achternaam passen niet allebei.
    NietAllebei,
    /// Een voorletter is te weinig voor sterk.
    EenVoorletter,
    /// Zonder voornaam niet sterk.
    ZonderVoornaam,
    /// Een verschil in een kort woord is te veel voor sterk.
    KortWoord,
    /// Een woord meer is te veel voor sterk.
    ExtraWoord,
    /// Een ander nummer of een andere rechtsvorm is te veel voor sterk.
    AnderKenmerk,
    /// Een handelsnaam kan van meer ondernemingen zijn.
    Handelsnaam,
    /// Beide hebben een voornaam die de ander niet heeft; dat is te veel voor sterk.
    AndereVoornaam,
    /// Wat de achternaam is, verschilt; dat is te veel voor sterk.
    AndereAchternaam,
    /// Zonder volledige geboortedatum niet sterk.
    ZonderGeboortedatum,
    /// De score loopt van 0 tot en met 1000.
    Schaal,
}

/// Een reden van een score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Overeenkomstreden")]
pub struct Evidence {
    /// Waar het over gaat.
    #[serde(rename = "veld")]
    pub field: Field,
    /// Wat er links staat; leeg als het over het paar gaat.
    #[serde(rename = "links")]
    pub left: Redacted<String>,
    /// Wat er rechts staat; leeg als het over het paar gaat.
    #[serde(rename = "rechts")]
    pub right: Redacted<String>,
    /// Wat erover is te zeggen.
    #[serde(rename = "soort")]
    pub kind: EvidenceKind,
    /// De punten; samen zijn zij de score.
    #[serde(rename = "punten")]
    pub points: i32,
    /// De reden in woorden.
    #[serde(rename = "tekst")]
    pub text: Redacted<String>,
}

/// Een vergelijking met haar redenen. Zij ordent kandidaten; een mens bevestigt of verwerpt de koppeling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vergelijking")]
pub struct Comparison {
    /// De versie van de regels en tabellen.
    #[serde(rename = "versie")]
    pub version: u16,
    /// De score, van 0 tot en met 1000.
    #[schemars(range(max = 1000))]
    pub score: u16,
    /// De groep waarin de kandidaat staat.
    #[serde(rename = "groep")]
    pub band: MatchBand,
    /// Hoeveel er te vergelijken was; ordent kandidaten met dezelfde score.
    #[serde(rename = "bewijskracht")]
    pub weight: u16,
    /// De redenen.
    #[serde(rename = "redenen")]
    pub evidence: Vec<Evidence>,
}

impl Comparison {
    /// Writes an account out; `swapped` when it was made with left and right changed about.
    pub(super) fn new(account: &Account<'_>, bands: Bands, swapped: bool) -> Self {
        let Score { points, weight } = account.score();
        let evidence = account.lines.iter().map(|line| written(*line, swapped)).collect();
        Self { version: VERSION, score: points, band: bands.of(points), weight, evidence }
    }

    /// Returns the reasons as one text, for a list of candidates.
    pub fn text(&self) -> String {
        let texts: Vec<&str> =
            self.evidence.iter().map(|reason| reason.text.reveal().as_str()).collect();
        texts.join("; ")
    }
}

fn written(line: Line<'_>, swapped: bool) -> Evidence {
    let (left, right) = if swapped { (line.right, line.left) } else { (line.left, line.right) };
    let text = match said(line.field, line.kind) {
        (subject, "") => subject.to_owned(),
        (subject, verdict) if left.is_empty() && right.is_empty() => format!("{subject} {verdict}"),
        (subject, verdict) if left.is_empty() || right.is_empty() => {
            format!("{subject} ({left}{right}) {verdict}")
        }
        (subject, verdict) if left == right => format!("{subject} {verdict} ({left})"),
        (subject, verdict) => format!("{subject} {verdict} ({left} / {right})"),
    };
    let text = with_points(&text, line.points);
    Evidence {
        field: line.field,
        left: Redacted::new(left.to_owned()),
        right: Redacted::new(right.to_owned()),
        kind: line.kind,
        points: line.points,
        text: Redacted::new(text),
    }
}

fn with_points(text: &str, points: i32) -> String {
    format!("{text} ({points:+})")
}

impl Evidence {
    /// Returns the reason without what stands on either side, for who may not read one of them.
    pub fn without_values(&self) -> String {
        let (subject, verdict) = said(self.field, self.kind);
        with_points(format!("{subject} {verdict}").trim_end(), self.points)
    }
}

impl Field {
    /// Returns the name of the field, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Achternaam => "achternaam",
            Self::Voornamen => "voornamen",
            Self::Naam => "naam",
            Self::Volgnummer => "nummer in de naam",
            Self::Rechtsvorm => "rechtsvorm",
            Self::Geboortedatum => "geboortedatum",
            Self::Kvk => "KvK-nummer",
            Self::Vestiging => "vestigingsnummer",
            Self::Rsin => "RSIN",
            Self::Adres => "postcode en huisnummer",
            Self::Omvang => "omvang",
            Self::Grens => "grens",
        }
    }
}

/// Returns what a reason is about and what it says; the second is empty when the first says all.
fn said(field: Field, kind: EvidenceKind) -> (&'static str, &'static str) {
    let verdict = match kind {
        EvidenceKind::Gelijk => "gelijk",
        EvidenceKind::Deels => "gelijk, maar een van beide heeft meer woorden",
        EvidenceKind::Spelling => "anders gespeld",
        EvidenceKind::Roepnaam => "roepnaam of vorm van dezelfde naam",
        EvidenceKind::Typefout => "bijna gelijk, misschien een typefout",
        EvidenceKind::Voorletters => "passen bij de voorletters",
        EvidenceKind::Voorvoegsel => "gelijk, op het voorvoegsel na",
        EvidenceKind::Aaneen => "gelijk, maar aaneen of los geschreven",
        EvidenceKind::Dubbel => "gelijk aan een deel van een dubbele achternaam",
        EvidenceKind::Afkorting => "gelijk, met een afkorting",
        EvidenceKind::Verschilt if field == Field::Voornamen => "verschillen",
        EvidenceKind::Verschilt if field == Field::Naam => "verschilt in een of meer woorden",
        EvidenceKind::Verschilt => "verschilt",
        EvidenceKind::Ontbreekt => "niet bij beide bekend",
        EvidenceKind::Verwisseld => "gelijk met dag en maand verwisseld",
        EvidenceKind::AlleenJaar => "gelijk jaar, de dag is niet bij beide bekend",
        EvidenceKind::EenCijfer => "een cijfer of een dag verschil",
        EvidenceKind::AndereDag => "zelfde maand, andere dag",
        EvidenceKind::ZelfdeJaar => "alleen het jaar is gelijk",
        EvidenceKind::Weinig => return ("een korte naam zegt minder", ""),
        EvidenceKind::AndereNaam => return ("let op: hetzelfde nummer bij een andere naam", ""),
        EvidenceKind::NietAllebei => {
            return ("voornaam en achternaam moeten allebei passen", "");
        }
        EvidenceKind::EenVoorletter => return ("één voorletter is te weinig voor sterk", ""),
        EvidenceKind::ZonderVoornaam => return ("zonder voornaam is het niet sterk", ""),
        EvidenceKind::KortWoord => {
            return ("een verschil in een kort woord is te veel voor sterk", "");
        }
        EvidenceKind::ExtraWoord => return ("een woord meer is te veel voor sterk", ""),
        EvidenceKind::AnderKenmerk => {
            return ("een ander nummer of een andere rechtsvorm is te veel voor sterk", "");
        }
        EvidenceKind::Handelsnaam => {
            return ("een handelsnaam kan van een ander zijn; dat is niet sterk", "");
        }
        EvidenceKind::AndereVoornaam => {
            return ("beide hebben een voornaam die de ander niet heeft; dat is niet sterk", "");
        }
        EvidenceKind::AndereAchternaam => {
            return (
                "de woorden zijn gelijk, maar wat de achternaam is verschilt; dat is niet sterk",
                "",
            );
        }
        EvidenceKind::ZonderGeboortedatum => {
            return ("zonder volledige geboortedatum is het niet sterk", "");
        }
        EvidenceKind::Schaal => return ("de score loopt van 0 tot en met 1000", ""),
    };
    (field.label(), verdict)
}
