//! Enums that a template can ask by name.
//!
//! Handlebars compares nothing, so a value is written as a map with every variant: `{"optional": false, "mandatory": true}`. The strict
//! `if` then refuses a misspelt variant.

use serde::Serializer;
use serde::ser::SerializeMap;

/// Declares an enum whose serialised form names every variant with true or false.
macro_rules! flags {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// All variants.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];
        }

        impl $crate::flags::Flag for $name {
            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::flags::set(&[*self], serializer)
            }
        }
    };
}

pub(crate) use flags;

/// An enum declared with [`flags`].
pub(crate) trait Flag: Copy + PartialEq + 'static {
    /// All variants.
    fn all() -> &'static [Self];

    /// The name that templates use.
    fn key(self) -> &'static str;
}

/// Serialises a set of variants as a map that names each variant with true or false.
pub(crate) fn set<F: Flag, S: Serializer>(chosen: &[F], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(F::all().len()))?;
    for flag in F::all() {
        map.serialize_entry(flag.key(), &chosen.contains(flag))?;
    }
    map.end()
}
