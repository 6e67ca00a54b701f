//! Why a Bibob check applies, with what it rests on.

use serde::{Serialize, Serializer};

/// The basis of a check and the reasons in this file.
#[derive(Clone, Debug, Serialize)]
pub struct Reasons {
    /// The provisions that make the Wet Bibob usable here, each as it is cited: `artikel 27 van de Alcoholwet`.
    pub legal_bases: Vec<String>,
    /// The policy of the body.
    pub policy: Policy,
    /// Why in this file, in plain Dutch, one sentence each.
    pub grounds: Vec<Ground>,
}

/// The policy of a body on when it checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// None: the letter rests on the power in the Act.
    None,
    /// A model that the body has not adopted. It obliges nobody: the letter rests on the power in the Act and does not name it.
    Model(String),
    /// Adopted, by this name: `Beleidsregel Wet Bibob gemeente Fictiedam 2026`.
    Adopted(String),
}

/// Writes the name under `adopted` or `model`; the other is null.
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            adopted: Option<&'a str>,
            model: Option<&'a str>,
        }
        let shown = match self {
            Self::None => Shown { adopted: None, model: None },
            Self::Model(name) => Shown { adopted: None, model: Some(name) },
            Self::Adopted(name) => Shown { adopted: Some(name), model: None },
        };
        shown.serialize(serializer)
    }
}

/// One reason.
#[derive(Clone, Debug, Serialize)]
pub struct Ground {
    /// A full sentence for the addressee.
    pub explanation: String,
    /// The article of the body's own policy, when the reason follows from it; an article of a law belongs in
    /// [`Reasons::legal_bases`].
    pub policy_article: Option<String>,
    /// The rule in the rule set, so that the body can find it again.
    pub rule: Option<String>,
}
