//! The table of everything the compiler can say: number, name, weight, summary and page.
//!
//! A code whose page is missing in `pages/` does not compile. Numbers are never used again.

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

/// How much is made of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// It is not told.
    Off,
    /// It is told.
    Warning,
    /// It is told, and counts as a mistake.
    Error,
}

/// At which stage of compiling something is told. The two digits behind a number's letter say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 01: the shape of a file.
    Reading,
    /// 02: what codes name.
    Names,
    /// 03: what sort of value something is.
    Types,
    /// 04: who is asked, and what is checked.
    Relevance,
    /// 05: options, rows and columns.
    Choices,
    /// 06: what is read by people.
    Texts,
    /// 07: the step from the edition before.
    Editions,
    /// 08: what is made of a survey.
    Targets,
    /// 09: how a survey is worded and laid out.
    Wording,
    /// 10: what answers can lead to.
    Flow,
    /// 11: what a project says of all its surveys.
    Project,
}

impl Stage {
    /// Whether what it says is advice: found by whoever looks at a survey once it is compiled, and never by the compilation itself.
    pub fn is_advice(self) -> bool {
        match self {
            Self::Reading
            | Self::Names
            | Self::Types
            | Self::Relevance
            | Self::Choices
            | Self::Texts
            | Self::Editions
            | Self::Targets
            | Self::Project => false,
            Self::Wording | Self::Flow => true,
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
    (off) => {
        Severity::Warning
    };
}

macro_rules! level {
    (error) => {
        Level::Error
    };
    (warning) => {
        Level::Warning
    };
    (off) => {
        Level::Off
    };
}

macro_rules! codes {
    ($($stage:ident { $($number:ident $variant:ident $slug:literal $severity:ident $summary:literal)* })*) => {
        /// Which kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $summary] $variant,)*)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$($(Code::$variant,)*)*];

            /// The number: `E0101`.
            pub fn number(self) -> &'static str {
                match self {
                    $($(Code::$variant => stringify!($number),)*)*
                }
            }

            /// The name: `missing-brace`.
            pub fn slug(self) -> &'static str {
                match self {
                    $($(Code::$variant => $slug,)*)*
                }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self {
                    $($(Code::$variant => severity!($severity),)*)*
                }
            }

            /// Whether an author may say that it is meant: of a warning, and of what answers can lead to, which builds all the same.
            pub fn may_be_allowed(self) -> bool {
                self.severity() == Severity::Warning || self.stage() == Stage::Flow
            }

            /// What is made of it where a project says nothing: a warning that is `off` in the table is told to who asks for it.
            pub fn level(self) -> Level {
                match self {
                    $($(Code::$variant => level!($severity),)*)*
                }
            }

            /// The stage of the compiler that says it.
            pub fn stage(self) -> Stage {
                match self {
                    $($(Code::$variant => Stage::$stage,)*)*
                }
            }

            /// What it is about, in one clause.
            pub fn summary(self) -> &'static str {
                match self {
                    $($(Code::$variant => $summary,)*)*
                }
            }

            /// The page of `pages/`, in Markdown.
            pub fn page(self) -> &'static str {
                match self {
                    $($(Code::$variant => include_str!(concat!("../pages/", stringify!($number), ".md")),)*)*
                }
            }
        }
    };
}

impl Code {
    /// Whether it is an error that this stage says.
    pub fn is_error_of(self, stage: Stage) -> bool {
        self.severity() == Severity::Error && self.stage() == stage
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    /// By number or by name.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let known = Code::ALL.iter().find(|code| code.number().eq_ignore_ascii_case(word) || code.slug() == word);
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
    Reading {
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
        E0140 ForeignWord "foreign-word" error "a word of another tool or language stands for one of this"
        E0141 NoSuchThing "no-such-thing" error "a word stands for something that the language does not have"
        E0142 Separator "separator" error "a comma or semicolon stands between statements"
        E0143 QuoteWithin "quote-within" error "a `\"` stands in the middle of a text"
        E0144 ForeignDate "foreign-date" error "a day or an edition is written as elsewhere"
        E0145 RowsMissing "rows-missing" error "the rows of a grid do not stand in `rows { }`"
    }
    Names {
        E0201 UnknownName "unknown-name" error "a reference names nothing that exists"
        E0202 DuplicateCode "duplicate-code" error "two things bear the same code in one place"
        E0203 ForwardReference "forward-reference" error "something is asked about before it is answered"
        E0204 UnknownOption "unknown-option" error "an option, row or column that its list does not have"
        E0205 UnknownList "unknown-list" error "a list of choices that does not exist"
        E0206 UnknownBlock "unknown-block" error "a block that does not exist"
        E0207 ImportNotFound "import-not-found" error "an imported file cannot be read"
        E0208 ImportCycle "import-cycle" error "files import one another in a circle"
        E0209 ImportEscape "import-escape" error "an import leads out of the project folder"
        E0210 NotALibrary "not-a-library" error "an imported file holds more than lists, blocks and names for conditions"
        E0211 NameTooLong "name-too-long" error "the name of a variable is longer than a database takes"
        E0212 NameCollision "name-collision" error "a code is taken already by something else its name would collide with"
        E0213 BlockRecursion "block-recursion" error "a block uses itself"
        E0214 BlockArgument "block-argument" error "the words a block needs and those it is given differ"
        E0215 SurveyStatement "survey-statement" error "a survey is not named exactly once, at its head"
        E0216 UnknownLocale "unknown-locale" error "a language the compiler has no words for"
        E0217 UnknownUnit "unknown-unit" error "a unit that `units` does not list"
        E0218 SameLabel "same-label" error "two options of one question read the same"
        E0219 TooLarge "too-large" error "a few lines would grow into more than a machine can hold"
        E0230 GivenKind "given-kind" error "something of a kind that cannot be known before"
    }
    Types {
        E0301 WrongPredicate "wrong-predicate" error "a question is asked in a way its kind cannot answer"
        E0302 NotANumber "not-a-number" error "a calculation holds something that is no number or date"
        E0303 UnitsDiffer "units-differ" error "figures of different units are added or compared"
        E0304 NoSuchDay "no-such-day" error "a day or month that the calendar does not have"
        E0305 BadBound "bad-bound" error "a bound does not fit its question"
        E0306 EmptyRange "empty-range" error "the lowest is higher than the highest"
        E0307 NotACondition "not-a-condition" error "a condition is wanted and something else is written"
        E0308 DigitsMissing "digits-missing" error "a decimal does not say how many places it has"
        E0309 ScoreMissing "score-missing" error "options are counted with that have no `value`"
        E0310 LastOutsideWarning "last-outside-warning" error "last year’s answer is read where it may not be"
        E0311 UnroundedQuotient "unrounded-quotient" error "a derived value divides and does not end in `round`"
        E0312 PatternUnreadable "pattern-unreadable" error "a pattern that is no picture"
        E0313 GridShape "grid-shape" error "a grid lacks rows or columns, or has columns its cells cannot have"
        W0314 DecidedByBound "decided-by-bound" warning "a comparison holds always or never, whatever is answered within the bounds"
    }
    Relevance {
        E0401 SentenceMissing "sentence-missing" error "a condition that the compiler cannot put into words has none"
        E0402 PersonalRead "personal-read" error "a condition or text reads personal answers from outside"
        E0403 SelectedIn "selected-in" error "`selected in` points at something in which nothing can be ticked"
        E0404 InstructionContradicts "instruction-contradicts" error "an instruction says the opposite of its question"
        E0405 PrintOnlyValue "print-only-value" error "something that is answered stands on paper only"
        E0406 CheckNotYet "check-not-yet" error "a check stands before something it reads"
        E0407 RepeatRead "repeat-read" error "an answer of a roster is read from outside without `count`, `sum`, `any of` or `all of`"
        E0408 MarkerMisplaced "marker-misplaced" error "a marker stands on something it can say nothing about"
        E0409 GateOutcome "gate-outcome" error "an outcome that does not exist"
        E0410 TooManyDigits "too-many-digits" error "what is computed may have more digits than databases compute with"
        E0411 UnshownCharacter "unshown-character" error "a text has a character in it that cannot be shown"
        E0412 ColumnClause "column-clause" error "a column of blanks says something that no cell of it does"
        E0413 NothingAsked "nothing-asked" error "a roster asks nothing"
    }
    Choices {
        E0501 NoOptions "no-options" error "a choice has nothing to choose from"
        E0502 PickRange "pick-range" error "`pick` asks for more than there is, or for nothing"
        E0503 BandOverlap "band-overlap" error "two rows of a band claim the same number, or leave one out"
        E0504 ListFile "list-file" error "a list read from a file is not in order"
        E0505 OptionClause "option-clause" error "an option bears a clause that means nothing in its question"
        W0506 NotExclusive "not-exclusive" warning "an option that says “none” goes with the others"
    }
    Texts {
        E0601 AnswerNeedsWords "answer-needs-words" error "a text quotes an answer that may be missing"
        E0602 NothingNumbered "nothing-numbered" error "a text asks for the number of something that has none"
        E0603 LinkScheme "link-scheme" error "a link leads to no address of the web, mail or telephone"
        E0604 UnknownWording "unknown-wording" error "`wording` or `numbers` replaces a sentence that does not exist"
        E0605 CalendarMissing "calendar-missing" error "a text names a day that the survey does not give"
        W0606 PrintedAsItStands "printed-as-it-stands" warning "a text has signs of another tool in it"
        W0607 NumberTyped "number-typed" warning "a label begins with a number of its own"
        W0608 AllowedNothing "allowed-nothing" warning "a warning is allowed where it is not told"
    }
    Editions {
        E0701 FollowsUnreadable "follows-unreadable" error "the frozen model of the edition before cannot be read"
        E0702 MarkerWithoutFollows "marker-without-follows" error "a marker stands in a survey that follows no edition"
        E0703 MarkerMissing "marker-missing" error "something new does not bear `@new`"
        E0704 MarkerWrong "marker-wrong" error "something that existed before bears `@new`"
        E0705 WasUnknown "was-unknown" error "`was` names something the edition before did not have"
        E0706 CodeDropped "code-dropped" error "something of the edition before is gone without a word"
        E0707 TypeChanged "type-changed" error "a variable holds another kind of value than in the edition before"
        E0708 ReasonMissing "reason-missing" error "a change that bears on the time series says no reason"
        E0709 ReasonStale "reason-stale" error "a reason is given where nothing changed"
        E0710 LockUnreadable "lock-unreadable" error "the code lock beside the survey cannot be read"
        E0711 CodeReused "code-reused" error "a code that was given up is taken for something else"
        E0712 MeaningChanged "meaning-changed" error "a code means something else than the code lock remembers"
        E0713 ReasonContradicts "reason-contradicts" error "a reason is of a sort that the change is not"
        E0714 NotBetween "not-between" error "an edition that was not fielded does not lie between the one before and this"
        E0715 WasTwice "was-twice" error "two things say that they were one"
        E0717 FollowsLater "follows-later" error "what is followed is not an earlier edition"
        E0718 FollowsAnother "follows-another" error "what is followed is an edition of another survey"
        E0719 PrivacyDropped "privacy-dropped" error "something personal is so no more without a word"
        E0720 RetiredOtherwise "retired-otherwise" error "something is kept as what it was not"
        W0713 MovingOption "moving-option" warning "an option speaks of another year in every edition"
    }
    Targets {
        E0801 TargetRefused "target-refused" error "a target cannot be made of this survey"
    }
    Wording {
        W0901 OptionSameLabel "option-same-label" warning "two options or rows differ in nothing that a reader sees"
        W0902 OptionBandsOverlap "option-bands-overlap" warning "a number belongs to two options"
        W0903 OptionBandsGap "option-bands-gap" warning "a number between two options belongs to none"
        W0905 NonanswerNotMarked "nonanswer-not-marked" warning "an option that is no answer counts as one"
        W0906 RequiredMultiWithoutNone "required-multi-without-none" warning "something must be ticked, and nothing need fit"
        W0907 OtherWithoutSpecify "option-other-without-specify" warning "whoever chooses “other” cannot say what"
        W0908 OptionNumberTyped "option-number-typed" warning "options bear numbers that were typed before them"
        W0909 OptionAfterOther "option-after-other" warning "an answer stands behind “other”"
        W0910 OptionOnlyOne "option-only-one" warning "a choice offers a single option"
        W0911 OptionNumberNotCode "option-number-not-code" warning "options that are numbers count as other numbers"
        W0912 OptionCodeOpposite "option-code-opposite" warning "a code says the opposite of its label"
        W0913 MultiOfExclusiveOptions "multi-of-exclusive-options" warning "options that exclude one another can both be ticked"
        W0914 OptionAllOfTheAbove "option-all-of-the-above" warning "an option stands for all the others"
        W0915 ScaleUnbalanced "scale-unbalanced" warning "a scale has more options on one side"
        W0916 ScaleOrder "scale-order" warning "the options of a scale go to and fro"
        W0917 ScaleDirectionChanges "scale-direction-changes" warning "scales of one kind begin with different ends"
        W0918 ScalePoints "scale-points" warning "a scale has too many points, or too few"
        W0919 KindContradicted "kind-contradicted" warning "the words of a question contradict its kind"
        W0920 OptionTooLong "option-too-long" warning "the label of an option is a paragraph"
        W0921 TwoQuestions "two-questions" warning "two questions stand before one blank"
        W0922 DoubleBarrelled "double-barrelled" warning "one answer is taken to two things"
        W0923 DoubleNegation "double-negation" warning "a question denies twice"
        W0924 Leading "leading" warning "a question tells the answer that is wanted"
        W0925 RecallPeriodMissing "recall-period-missing" warning "how often is asked, and of no time"
        W0926 FlagNegative "flag-negative" warning "a box to tick says what is not wanted"
        W0927 FlagIsQuestion "flag-is-question" warning "a question stands beside a box to tick"
        W0928 QuestionNumberTyped "question-number-typed" warning "a lead or title begins with a number that was typed"
        W0929 SentenceTooLong "sentence-too-long" warning "a sentence is too long to be read once"
        W0930 QuestionTooLong "question-too-long" off "many words stand before a blank"
        W0931 PlaceholderLeft "placeholder-left" warning "a text waits for its words"
        W0932 QuestionMarkMissing "question-mark-missing" warning "a question ends without its mark"
        W0933 WordTwice "word-twice" warning "a word stands twice in a row"
        W0934 BracketsUnmatched "brackets-unmatched" warning "a bracket lacks its other half"
        W0935 RoutingTyped "routing-typed" warning "a text says who is asked, or where to go on"
        W0936 InstructionTyped "instruction-typed" warning "a text says how its question is answered"
        W0937 RequiredTyped "required-typed" warning "a label says that an answer is required, or that it is not"
        W0938 ReferenceTyped "reference-typed" warning "a question is named by a number that was typed"
        W0939 NeighbourReference "neighbour-reference" warning "a question is named by its place"
        W0940 MarkupTyped "markup-typed" warning "a text has signs of another markup in it"
        W0941 SpaceStray "space-stray" warning "a text has a space too many"
        W0942 PersonalUnmarked "personal-unmarked" warning "something tells who the respondent is, and is not marked"
        W0943 SensitiveRequired "sensitive-required" warning "what people do not like to say must be answered"
        W0944 SensitiveEarly "sensitive-early" off "what people do not like to say is asked at the beginning"
        W0945 TextForNumber "text-for-number" warning "a number is taken as text"
        W0946 TextForDate "text-for-date" warning "a date is taken as text"
        W0947 TextForContact "text-for-contact" warning "a way to reach somebody is taken as text"
        W0948 CountWithoutMin "count-without-min" warning "a count may be less than nothing"
        W0949 PercentWithoutBounds "percent-without-bounds" warning "a share may be more than all"
        W0950 UnitInLabel "unit-in-label" warning "the unit of a figure is a part of its label"
        W0951 ConditionRepeated "condition-repeated" warning "one condition stands on several statements in a row"
        W0952 OptionsRepeated "options-repeated" warning "the same options are written out again and again"
        W0953 Unused "unused" warning "something is declared and used nowhere"
        W0954 QuestionSameLabel "question-same-label" warning "two questions at one place read the same"
        W0955 YearWithoutBounds "year-without-bounds" off "a year may be any from 1000 to 9999"
        W0956 DeadlineBeforeAsOf "deadline-before-as-of" warning "the last day to answer lies before the day that answers are about"
        W0957 NameForStata "name-for-stata" off "names of variables are longer than Stata takes"
        W0958 YearTyped "year-typed" warning "a year was typed that moves with the edition"
        W0959 DateTyped "date-typed" warning "a day was typed that moves with the edition"
        W0960 RelativeYear "relative-year" warning "a year is counted from the reader’s own"
        W0961 PositionReference "position-reference" warning "something is named by its place on a page"
        W0962 ColourReference "colour-reference" warning "something is named by its colour"
        W0963 AllCaps "all-caps" warning "a text is all in capitals"
        W0964 LinkWords "link-words" warning "a link does not say where it leads"
        W0965 JaSpellingVaries "ja-spelling-varies" warning "a Japanese word is spelled in two ways"
        W0966 JaKanjiToOpen "ja-kanji-to-open" warning "a word is in kanji that is usual in kana"
        W0967 JaStyleMixed "ja-style-mixed" warning "plain sentences stand among polite ones"
        W0968 JaPeriodMixed "ja-period-mixed" warning "some sentences end without 。"
        W0969 JaPunctuationMixed "ja-punctuation-mixed" warning "a sign is written in two forms"
        W0970 JaWidthMixed "ja-width-mixed" warning "figures or letters have two widths"
        W0971 JaLookAlike "ja-look-alike" warning "a sign looks like the usual one and is another"
        W0972 JaRaNuki "ja-ra-nuki" warning "a verb lacks its ら"
        W0973 JaDoubleKeigo "ja-double-keigo" warning "a Japanese form is polite in two ways"
    }
    Flow {
        E1001 NeverAsked "never-asked" error "nobody comes to something, whatever is answered"
        W1002 ConditionIdle "condition-idle" warning "a condition holds of everybody who comes to it"
        E1003 NoAnswerPossible "no-answer-possible" error "a question is asked that no answer can be right to"
        W1004 CheckIdle "check-idle" warning "a check is always met"
        W1005 QuoteNeverThere "quote-never-there" warning "a text quotes an answer that nobody has given who reads it"
        W1006 NotDecided "not-decided" warning "whether somebody comes somewhere was not found out"
    }
    Project {
        E1101 ProjectUnreadable "project-unreadable" error "the project file is no TOML"
        E1102 UnknownSetting "unknown-setting" error "the project file says something that is no setting"
        E1103 UnknownLevel "unknown-level" error "a level is none of those there are"
        E1104 LevelOfNothing "level-of-nothing" error "a level is given to a code that does not exist"
        E1105 LevelOfMistake "level-of-mistake" error "a level is given to a mistake, which is one in any case"
        E1106 LevelTwice "level-twice" error "a warning is given a level by its number and by its name"
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Stage};

    #[test]
    fn numbers_bear_the_digits_of_their_stage() {
        for code in Code::ALL {
            let digits = match code.stage() {
                Stage::Reading => "01",
                Stage::Names => "02",
                Stage::Types => "03",
                Stage::Relevance => "04",
                Stage::Choices => "05",
                Stage::Texts => "06",
                Stage::Editions => "07",
                Stage::Targets => "08",
                Stage::Wording => "09",
                Stage::Flow => "10",
                Stage::Project => "11",
            };
            assert_eq!(code.number().get(1..3), Some(digits), "{}", code.number());
        }
    }
}
