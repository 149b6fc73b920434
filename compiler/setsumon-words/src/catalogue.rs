//! Catalogues of words that are looked up by name.

/// A catalogue of texts, all of the same kind, whose names are known: `{…}` in them are filled in where they are used.
macro_rules! catalogue {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name<S = &'static str> {
            $($(#[$doc])* pub $field: S,)*
        }

        impl<S> $name<S> {
            /// The names of its texts.
            pub const NAMES: &[&str] = &[$(stringify!($field),)*];

            /// Every text with its name.
            pub fn iter(&self) -> impl Iterator<Item = (&'static str, &S)> {
                [$((stringify!($field), &self.$field),)*].into_iter()
            }

            /// The text of a name, to be replaced.
            pub fn get_mut(&mut self, name: &str) -> Option<&mut S> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        impl $name {
            /// The same, to be changed.
            pub fn to_owned(&self) -> $name<String> {
                $name { $($field: self.$field.to_owned(),)* }
            }
        }
    };
}
