//! The closed sets of words of the published model: what a reader of the format has to know, and nothing else can stand there.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// All of them, as declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that stands in the file.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What a variable is for.
    Role {
        /// Somebody answers it.
        Answer = "answer",
        /// The office knows it beforehand.
        Given = "given",
        /// Kept for its history, and asked of nobody.
        Retired = "retired",
        /// Last year's value of another variable.
        Last = "last",
    }
}

words! {
    /// What a duty is.
    RuleKind {
        /// A value is of its variable's type, range, codes, shape and length.
        Domain = "domain",
        /// A value stands only where it is asked for.
        Asked = "asked",
        /// A code is offered.
        Offered = "offered",
        /// An answer is there.
        Required = "required",
        /// A tick stands alone.
        Exclusive = "exclusive",
        /// A tick or the value whose place it takes.
        Alternative = "alternative",
        /// So many ticks or ranks at least.
        PickMin = "pick_min",
        /// So many at most.
        PickMax = "pick_max",
        /// No rank is given twice.
        RanksDiffer = "ranks_differ",
        /// No rank is left out.
        RanksWithoutGap = "ranks_without_gap",
        /// So many occurrences at least.
        OccurrencesMin = "occurrences_min",
        /// So many at most.
        OccurrencesMax = "occurrences_max",
        /// An edit rule of the author's.
        Check = "check",
    }
}

words! {
    /// What a text looks like.
    TextShape {
        /// Any text.
        Free = "free",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Tel = "tel",
        /// A Japanese postal code.
        PostalJa = "postal_ja",
        /// A postal code of any country.
        Postal = "postal",
        /// A web address.
        Url = "url",
        /// As its picture says.
        Picture = "picture",
    }
}

words! {
    /// What kind of blank it is: the word of the language.
    FieldKind {
        /// A line of text.
        Text = "text",
        /// Lines of text.
        LongText = "longtext",
        /// A whole number.
        Integer = "integer",
        /// A decimal number.
        Decimal = "decimal",
        /// A point of a scale.
        Scale = "scale",
        /// A year.
        Year = "year",
        /// A fiscal year.
        FiscalYear = "fiscal_year",
        /// A month.
        Month = "month",
        /// A day.
        Date = "date",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Tel = "tel",
        /// A postal code.
        Postal = "postal",
        /// A web address.
        Url = "url",
        /// A box to tick.
        Flag = "flag",
    }
}

words! {
    /// The kinds of values, as `kind` of `value` has them.
    ValueKind {
        /// A code of a list.
        Code = "code",
        /// `true`, or absent.
        Tick = "tick",
        /// A rank from 1.
        Rank = "rank",
        /// A whole number.
        Integer = "integer",
        /// A decimal number.
        Decimal = "decimal",
        /// A month.
        Month = "month",
        /// A day.
        Date = "date",
        /// Text.
        Text = "text",
    }
}
