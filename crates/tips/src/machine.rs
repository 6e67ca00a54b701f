//! What both sides of a tip declare in the same way: the states with their data, and the steps with their ids.

/// Declares the states of a tip on one side: the enum, the name of each, and a struct for each with the file and what only that
/// state has.
macro_rules! states {
    (
        $(#[$tip_doc:meta])* $tip:ident, $names:ident, $file:ident;
        $($(#[$doc:meta])* $variant:ident = $wire:literal {
            $($(#[$field_doc:meta])* $field:ident ($field_wire:literal): $kind:ty),* $(,)?
        })+
    ) => {
        $(#[$tip_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "stand")]
        pub enum $tip {
            $($(#[$doc])* #[serde(rename = $wire)] $variant(Box<$variant>),)+
            /// The content is gone.
            #[serde(rename = "gewist")]
            Cleared(Box<Tombstone>),
        }

        /// The name of a state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $names {
            $($(#[$doc])* $variant,)+
            /// The content is gone.
            Cleared,
        }

        impl $names {
            /// All states.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+ Self::Cleared];

            /// Returns the id used in files, answers and the database.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ Self::Cleared => "gewist" }
            }
        }

        impl $tip {
            /// Returns the state.
            pub fn state(&self) -> $names {
                match self {
                    $(Self::$variant(_) => $names::$variant,)+
                    Self::Cleared(_) => $names::Cleared,
                }
            }

            /// Returns what every tip holds until its content is cleared.
            pub fn file(&self) -> Option<&$file> {
                match self {
                    $(Self::$variant(state) => Some(&state.file),)+
                    Self::Cleared(_) => None,
                }
            }

            fn file_mut(&mut self) -> Option<&mut $file> {
                match self {
                    $(Self::$variant(state) => Some(&mut state.file),)+
                    Self::Cleared(_) => None,
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $variant {
                #[serde(rename = "tip")]
                pub(crate) file: $file,
                $($(#[$field_doc])* #[serde(rename = $field_wire)] pub(crate) $field: $kind,)*
            }

            impl From<$variant> for $tip {
                fn from(state: $variant) -> Self {
                    Self::$variant(Box::new(state))
                }
            }
        )+
    };
}

/// Declares the steps with a tip on one side, with the id of each.
macro_rules! commands {
    (
        $(#[$command_doc:meta])* $command:ident, $names:ident;
        $(
            $(#[$doc:meta])*
            $variant:ident
            $(($payload:ty))?
            $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? })?
            = $wire:literal;
        )+
    ) => {
        $(#[$command_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $command {
            $(
                $(#[$doc])*
                $variant $(($payload))? $({ $($(#[$field_doc])* $field: $kind),+ })?,
            )+
        }

        /// The name of a step.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $names {
            $($(#[$doc])* $variant,)+
        }

        impl $names {
            /// All names.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the id, as the trail has it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }
        }

        impl $command {
            /// Returns the name.
            pub fn name(&self) -> $names {
                match self { $(Self::$variant { .. } => $names::$variant,)+ }
            }
        }
    };
}
