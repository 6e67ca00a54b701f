//! A condition on answers that were given before.

use facts::Tri;
use kernel::Euro;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Een voorwaarde op eerdere antwoorden. Een vraag zonder antwoord is onbekend, en niet «nee».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields, rename_all_fields = "camelCase")]
#[schemars(rename = "Vraagvoorwaarde")]
pub enum When {
    /// Alle onderdelen gelden.
    All {
        /// De onderdelen.
        alle: Vec<When>,
    },
    /// Ten minste één onderdeel geldt.
    Any {
        /// De onderdelen.
        een: Vec<When>,
    },
    /// Het onderdeel geldt niet.
    Not {
        /// Het onderdeel.
        niet: Box<When>,
    },
    /// Het antwoord is een van deze.
    Is {
        /// De vraag.
        vraag: String,
        /// De antwoorden.
        is: Vec<String>,
    },
    /// Het bedrag is meer dan dit.
    MoreThan {
        /// De vraag.
        vraag: String,
        /// Het bedrag.
        meer_dan: String,
    },
    /// De groep heeft ten minste één regel.
    Has {
        /// De vraag.
        vraag: String,
        /// Altijd waar.
        heeft_regels: bool,
    },
}

/// What an answer looks like to a condition.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Seen<'a> {
    /// One text, an id of an option, `ja` or `nee`, or an amount.
    One(&'a str),
    /// Ids of options.
    Many(&'a [String]),
    /// This many entries of a group.
    Entries(usize),
}

impl When {
    /// Decides on the answers; `seen` gives the answer to a question, `None` when there is none yet.
    pub(crate) fn holds<'a>(&self, seen: &impl Fn(&str) -> Option<Seen<'a>>) -> Tri {
        match self {
            Self::All { alle } => {
                alle.iter().map(|part| part.holds(seen)).min().unwrap_or(Tri::Yes)
            }
            Self::Any { een } => een.iter().map(|part| part.holds(seen)).max().unwrap_or(Tri::No),
            Self::Not { niet } => niet.holds(seen).negated(),
            Self::Is { vraag, is } => decided(seen(vraag), |answer| match answer {
                Seen::One(text) => is.iter().any(|wanted| wanted == text),
                Seen::Many(texts) => texts.iter().any(|text| is.contains(text)),
                Seen::Entries(_) => false,
            }),
            Self::MoreThan { vraag, meer_dan } => decided(seen(vraag), |answer| match answer {
                Seen::One(text) => amount(text) > amount(meer_dan),
                Seen::Many(_) | Seen::Entries(_) => false,
            }),
            Self::Has { vraag, heeft_regels } => decided(seen(vraag), |answer| {
                matches!(answer, Seen::Entries(count) if count > 0) == *heeft_regels
            }),
        }
    }

    /// Visits the tests: the question that each looks at, and the test itself.
    pub(crate) fn tests<'w>(&'w self, visit: &mut impl FnMut(&'w str, &'w Self)) {
        match self {
            Self::All { alle: parts } | Self::Any { een: parts } => {
                for part in parts {
                    part.tests(visit);
                }
            }
            Self::Not { niet } => niet.tests(visit),
            Self::Is { vraag, .. } | Self::MoreThan { vraag, .. } | Self::Has { vraag, .. } => {
                visit(vraag, self);
            }
        }
    }
}

fn decided<'a>(answer: Option<Seen<'a>>, test: impl Fn(Seen<'a>) -> bool) -> Tri {
    answer.map_or(Tri::Unknown, |answer| Tri::from_bool(test(answer)))
}

fn amount(text: &str) -> Option<Euro> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        #[derive(Deserialize)]
        struct Holder {
            als: When,
        }
        toml::from_str::<Holder>(text).unwrap().als
    }

    fn seen(name: &str) -> Option<Seen<'static>> {
        match name {
            "vorm" => Some(Seen::One("bv")),
            "prijs" => Some(Seen::One("750000.01")),
            "leningen" => Some(Seen::Entries(2)),
            "geen" => Some(Seen::Entries(0)),
            _ => None,
        }
    }

    #[test]
    fn unknown_is_not_no() {
        for (text, outcome) in [
            (r#"als = { vraag = "vorm", is = ["bv", "nv"] }"#, Tri::Yes),
            (r#"als = { vraag = "vorm", is = ["nv"] }"#, Tri::No),
            (r#"als = { vraag = "anders", is = ["nv"] }"#, Tri::Unknown),
            (r#"als = { niet = { vraag = "anders", is = ["nv"] } }"#, Tri::Unknown),
            (r#"als = { vraag = "prijs", meerDan = "750000.00" }"#, Tri::Yes),
            (r#"als = { vraag = "prijs", meerDan = "750000.01" }"#, Tri::No),
            (r#"als = { vraag = "leningen", heeftRegels = true }"#, Tri::Yes),
            (r#"als = { vraag = "geen", heeftRegels = true }"#, Tri::No),
            (
                r#"als = { alle = [{ vraag = "vorm", is = ["bv"] }, { vraag = "anders", is = ["x"] }] }"#,
                Tri::Unknown,
            ),
            (
                r#"als = { een = [{ vraag = "vorm", is = ["bv"] }, { vraag = "anders", is = ["x"] }] }"#,
                Tri::Yes,
            ),
        ] {
            assert_eq!(when(text).holds(&seen), outcome, "{text}");
        }
    }
}
