//! The steps of a meeting that can be asked for as such. A program or a person never sends the id of an item or an action, nor who
//! brought it in: those have addresses of their own.

use app::meetings::{
    ActionDone, Adopt, Advise, Attend, Cancel, Command, Conclude, Correct, DeclareConflict, Freeze,
    Hold, Move, OpenAgenda, OrderItems, RemoveItem, TimeItem,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// Declares the steps: variant (named as its payload) and the name of the command on the wire.
macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal,)+) => {
        /// Een stap van een vergadering.
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(tag = "naam", content = "inhoud", deny_unknown_fields)]
        #[schemars(rename = "Vergaderstap")]
        pub(super) enum MeetingStep {
            $($(#[$doc])* #[serde(rename = $wire)] $variant($variant),)+
        }

        impl From<MeetingStep> for Command {
            fn from(step: MeetingStep) -> Self {
                match step { $(MeetingStep::$variant(payload) => payload.into(),)+ }
            }
        }

        #[cfg(test)]
        const NAMES: &[(&str, app::meetings::CommandName)] =
            &[$(($wire, app::meetings::CommandName::$variant),)+];
    };
}

steps! {
    /// Verplaatst de vergadering.
    Move = "verplaatsen",
    /// Opent de agenda.
    OpenAgenda = "agenda-openen",
    /// Haalt een punt van de agenda.
    RemoveItem = "punt-schrappen",
    /// Legt de volgorde vast.
    OrderItems = "volgorde-vaststellen",
    /// Legt de tijd van een punt vast.
    TimeItem = "tijd-vaststellen",
    /// Bevriest de agenda.
    Freeze = "agenda-bevriezen",
    /// Meldt een belang.
    DeclareConflict = "belang-melden",
    /// Annuleert de vergadering.
    Cancel = "annuleren",
    /// Opent de zitting.
    Hold = "zitting-openen",
    /// Wijzigt wie er zijn.
    Attend = "aanwezigheid-wijzigen",
    /// Legt een advies vast.
    Advise = "advies-vastleggen",
    /// Legt een conclusie vast.
    Conclude = "conclusie-vastleggen",
    /// Meldt een actie klaar.
    ActionDone = "actie-gereed-melden",
    /// Stelt een verbetering van het verslag voor.
    Correct = "verslag-verbeteren",
    /// Stelt het verslag vast.
    Adopt = "verslag-vaststellen",
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use app::meetings::CommandName;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_is_a_step_but_those_that_give_an_id() {
        for (wire, name) in NAMES {
            assert_eq!(*wire, name.id());
        }
        let steps = NAMES.iter().map(|(_, name)| *name);
        let others = [CommandName::AddItem, CommandName::AddAction];
        let all: BTreeSet<CommandName> = steps.chain(others).collect();
        assert_eq!(all, CommandName::ALL.iter().copied().collect());
    }
}
