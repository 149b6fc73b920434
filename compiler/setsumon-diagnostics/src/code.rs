//! The table of everything the compiler can say: number, name, weight, summary and page.
//!
//! A code whose page is missing in `docs/errors/` does not compile. Numbers are never used again.

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Something to look at; everything is built.
    Warning,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! severity {
    (error) => {
        Severity::Error
    };
    (warning) => {
        Severity::Warning
    };
}

macro_rules! codes {
    ($($number:ident $variant:ident $slug:literal $severity:ident $summary:literal)*) => {
        /// Which kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $summary] $variant,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The number: `E0101`.
            pub fn number(self) -> &'static str {
                match self {
                    $(Code::$variant => stringify!($number),)*
                }
            }

            /// The name: `missing-brace`.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Code::$variant => $slug,)*
                }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => severity!($severity),)*
                }
            }

            /// What it is about, in one clause.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Code::$variant => $summary,)*
                }
            }

            /// The page of `docs/errors/`, in Markdown.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../../docs/errors/", stringify!($number), ".md")),)*
                }
            }
        }
    };
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    /// By number or by name.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let known = Code::ALL
            .iter()
            .find(|code| code.number().eq_ignore_ascii_case(word) || code.slug() == word);
        known.copied().ok_or(UnknownCode)
    }
}

/// A word that is neither the number nor the name of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no diagnostic has this number or name")
    }
}

impl std::error::Error for UnknownCode {}

codes! {
    // ---- E01: the shape of a file, reading. Said by setsumon-syntax alone. ----
    E0101 MissingBrace "missing-brace" error "a `{` is never closed"
    E0102 StrayBrace "stray-brace" error "a `}` closes nothing"
    E0103 UnclosedString "unclosed-string" error "a text is not closed"
    E0104 FullWidthSign "full-width-sign" error "a full-width sign, letter or digit stands outside a text"
    E0105 UnknownSign "unknown-sign" error "a sign the language does not have"
    E0106 MissingVersion "missing-version" error "the file does not begin with `setsumon 1`"
    E0107 UnknownVersion "unknown-version" error "a version of the language this compiler does not know"
    E0108 NotUtf8 "not-utf8" error "the file is not UTF-8"
    E0109 TooDeep "too-deep" error "braces or brackets are nested too deep"
    E0110 UnknownKind "unknown-kind" error "a line begins with a word that begins nothing"
    E0111 MissingCode "missing-code" error "a code is missing"
    E0112 MissingLabel "missing-label" error "a label is missing"
    E0113 UnwantedCode "unwanted-code" error "a code stands where none belongs"
    E0114 UnwantedLabel "unwanted-label" error "a label stands where none belongs"
    E0115 ReservedCode "reserved-code" error "a word of the language is used as a code"
    E0116 MalformedCode "malformed-code" error "a code is not made of small letters, digits and single `_`"
    E0117 Misplaced "misplaced" error "something stands where it cannot stand"
    E0118 UnwantedBody "unwanted-body" error "a `{ }` stands where none belongs"
    E0119 MissingBody "missing-body" error "a `{ }` is missing"
    E0120 UnknownClause "unknown-clause" error "a word after the label means nothing there"
    E0121 ClauseOrder "clause-order" error "the clauses stand in the wrong order"
    E0122 RepeatedClause "repeated-clause" error "a clause is said twice"
    E0123 MisplacedClause "misplaced-clause" error "a clause does not belong to this kind"
    E0124 MissingValue "missing-value" error "a word lacks what must follow it"
    E0125 ClauseOnOwnLine "clause-on-own-line" error "a clause stands on a line of its own"
    E0126 RequiredWhen "required-when" error "`when` after a setting reads as something it does not mean"
    E0127 UnreadableCondition "unreadable-condition" error "a condition or calculation cannot be read"
    E0128 MixedAndOr "mixed-and-or" error "`and` and `or` are mixed without brackets"
    E0129 MissingBracket "missing-bracket" error "a `(` or `[` is never closed, or a bracket closes nothing"
    E0130 ForeignSign "foreign-sign" error "a sign of another language for something that is written otherwise"
    E0131 UnreadableField "unreadable-field" error "what stands in `{ }` in a text cannot be read"
    E0132 UnclosedField "unclosed-field" error "a brace in a text has no partner"
    E0133 UnknownMarker "unknown-marker" error "a marker the language does not have"
    E0134 BraceOnNextLine "brace-on-next-line" error "a `{` stands on the line after its statement"
    E0135 StrayText "stray-text" error "a text belongs to nothing"
    E0136 LoneOtherwise "lone-otherwise" error "`otherwise` does not follow a `when { }`"
    E0137 UnreadableNumber "unreadable-number" error "a number is not of the form wanted here"
    E0138 MisplacedLead "misplaced-lead" error "a `lead` is not the first in its `{ }`"
    E0139 NothingAfter "nothing-after" error "a word stands alone where a statement was begun"

    // ---- W01: remarks on the shape. Said by setsumon-syntax alone. ----


    // ==== From here on: said by setsumon-core. Append below, each range in its own block. ====

    // ---- E02: names ----

    // ---- E03: types ----

    // ---- E04: relevance, rules ----

    // ---- E05: choices ----

    // ---- E06: texts ----

    // ---- E07: editions ----

    // ---- E08: targets ----

    // ---- W02 to W08: warnings, the same ranges ----
}
