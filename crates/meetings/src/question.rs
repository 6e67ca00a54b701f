//! The help desk: a colleague asks, the working group answers with the articles and rules it rests on, everybody can search.
//!
//! Source: the working group is the help desk for colleagues (seed 003). Everybody of the party reads the answers: a question
//! holds no data of a file (art. 28 is about the data, not about the rules).

use crate::refusal::{Refusal, ensure};
use case::{Actor, Text};
use kernel::{AccountId, HelpQuestionId, Moment, PartyId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Een vraag van een collega in haar stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case")]
#[schemars(rename = "Vraagbaakvraag")]
pub enum HelpQuestion {
    /// Gesteld.
    Gesteld(Asked),
    /// Beantwoord.
    Beantwoord(Answered),
    /// Gesloten; de antwoorden blijven te vinden.
    Gesloten(Answered),
    /// Ingetrokken; zij en haar antwoorden zijn niet meer te vinden.
    Ingetrokken(Answered),
}

/// Een gestelde vraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GesteldeVraag")]
pub struct Asked {
    /// Het id.
    pub id: HelpQuestionId,
    /// De partij van de vrager.
    pub partij: PartyId,
    /// De vrager.
    pub vrager: AccountId,
    /// Het onderwerp, in een paar woorden.
    pub onderwerp: Text,
    /// De vraag.
    pub vraag: Text,
    /// Wanneer.
    pub gesteld_op: Moment,
}

/// Een vraag met alle antwoorden; het laatste geldt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BeantwoordeVraag")]
pub struct Answered {
    vraag: Asked,
    antwoorden: Vec<Answer>,
}

/// Een antwoord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vraagbaakantwoord")]
pub struct Answer {
    /// Het antwoord.
    pub tekst: Text,
    /// Waar het op rust; ten minste één.
    pub verwijzingen: Vec<Link>,
    /// Van wie.
    pub door: AccountId,
    /// Wanneer.
    pub op: Moment,
}

/// Waar een antwoord op rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Vraagbaakverwijzing")]
pub enum Link {
    /// Een artikel.
    Artikel {
        /// Het artikel met zijn wet: `Wet Bibob art. 3 lid 7`.
        #[schemars(length(min = 1, max = 200))]
        artikel: String,
    },
    /// Een regel van het beleid van een partij.
    Beleidsregel {
        /// De partij.
        partij: PartyId,
        /// Het id van de regel.
        #[schemars(length(min = 1, max = 200))]
        regel: String,
    },
}

/// Een opdracht aan een vraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "naam", content = "inhoud", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Vraagbaakopdracht")]
pub enum HelpCommand {
    /// Beantwoordt de vraag, of verbetert het antwoord.
    Beantwoorden {
        /// Het antwoord.
        tekst: Text,
        /// Waar het op rust.
        verwijzingen: Vec<Link>,
    },
    /// Sluit de vraag.
    Sluiten,
    /// Heropent een gesloten vraag, om het antwoord te verbeteren.
    Heropenen,
    /// Trekt de vraag in.
    Intrekken,
}

impl HelpQuestion {
    /// Returns the name of the state.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Gesteld(_) => "gesteld",
            Self::Beantwoord(_) => "beantwoord",
            Self::Gesloten(_) => "gesloten",
            Self::Ingetrokken(_) => "ingetrokken",
        }
    }

    /// Returns the question as it was asked.
    pub fn asked(&self) -> &Asked {
        match self {
            Self::Gesteld(asked) => asked,
            Self::Beantwoord(answered) | Self::Gesloten(answered) | Self::Ingetrokken(answered) => {
                &answered.vraag
            }
        }
    }

    /// Returns the answers, the oldest first; the last one holds.
    pub fn answers(&self) -> &[Answer] {
        match self {
            Self::Gesteld(_) => &[],
            Self::Beantwoord(answered) | Self::Gesloten(answered) | Self::Ingetrokken(answered) => {
                &answered.antwoorden
            }
        }
    }

    /// Returns the words to search in: the question with the answer that holds; none before there is one or once it was
    /// withdrawn.
    pub fn searchable(&self) -> Option<String> {
        if matches!(self, Self::Ingetrokken(_)) {
            return None;
        }
        let answer = self.answers().last()?;
        let asked = self.asked();
        Some([&asked.onderwerp, &asked.vraag, &answer.tekst].map(Text::as_str).join("\n"))
    }

    /// Carries out a command. As long as there is no answer, only who asked can withdraw.
    ///
    /// # Errors
    /// A refusal with a stable code; the caller keeps the question as it was.
    pub fn handle(self, command: HelpCommand, now: Moment, actor: Actor) -> Result<Self, Refusal> {
        match (self, command) {
            (Self::Gesteld(vraag), HelpCommand::Beantwoorden { tekst, verwijzingen }) => {
                let answered = Answered { vraag, antwoorden: Vec::new() };
                answered.with(tekst, verwijzingen, now, actor).map(Self::Beantwoord)
            }
            (Self::Beantwoord(answered), HelpCommand::Beantwoorden { tekst, verwijzingen }) => {
                answered.with(tekst, verwijzingen, now, actor).map(Self::Beantwoord)
            }
            (Self::Beantwoord(answered), HelpCommand::Sluiten) => Ok(Self::Gesloten(answered)),
            (Self::Gesloten(answered), HelpCommand::Heropenen) => Ok(Self::Beantwoord(answered)),
            (Self::Gesteld(asked), HelpCommand::Intrekken) => {
                ensure(asked.vrager == actor.account, Refusal::NotTheAsker)?;
                Ok(Self::Ingetrokken(Answered { vraag: asked, antwoorden: Vec::new() }))
            }
            (Self::Beantwoord(answered), HelpCommand::Intrekken) => {
                ensure(actor.is_human(), Refusal::HumanOnly)?;
                Ok(Self::Ingetrokken(answered))
            }
            _ => Err(Refusal::WrongState),
        }
    }
}

impl Answered {
    fn with(
        mut self,
        tekst: Text,
        verwijzingen: Vec<Link>,
        op: Moment,
        actor: Actor,
    ) -> Result<Self, Refusal> {
        ensure(actor.is_human(), Refusal::HumanOnly)?;
        ensure(!verwijzingen.is_empty(), Refusal::LinkMissing)?;
        self.antwoorden.push(Answer { tekst, verwijzingen, door: actor.account, op });
        Ok(self)
    }
}
