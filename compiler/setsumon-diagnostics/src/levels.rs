//! What a project makes of warnings: of each, whether it is told, and whether it counts as a mistake.

use std::collections::BTreeMap;
use std::fmt;

use crate::code::{Code, Level, Severity};
use crate::sink::Diagnostics;

impl Level {
    /// All of them, the slightest first.
    pub const ALL: [Level; 3] = [Level::Off, Level::Warning, Level::Error];

    /// The word for it in a project file.
    pub fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level that a word means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// What is made of each code: what a project says, else what the table of codes says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<Code, Level>,
}

/// A mistake was to be made less of: it is one, whatever a project says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlwaysAMistake;

impl fmt::Display for AlwaysAMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only warnings have levels; this is a mistake in any case")
    }
}

impl std::error::Error for AlwaysAMistake {}

impl Levels {
    /// Those of the table of codes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes so much of a warning from now on.
    ///
    /// # Errors
    /// Where the code is no warning.
    pub fn set(&mut self, code: Code, level: Level) -> Result<(), AlwaysAMistake> {
        match code.severity() {
            Severity::Warning => {
                self.set.insert(code, level);
                Ok(())
            }
            Severity::Error => Err(AlwaysAMistake),
        }
    }

    /// What is made of a code.
    pub fn of(&self, code: Code) -> Level {
        self.set.get(&code).copied().unwrap_or_else(|| code.level())
    }

    /// Drops what is not told, and has the rest weigh what it is to weigh. What was once dropped does not come back, so this is the
    /// last thing that is done before the messages are shown, after all advice.
    pub fn apply(&self, told: &mut Diagnostics) {
        told.retain(|one| self.of(one.code) != Level::Off);
        told.reword(|one| {
            one.severity = match self.of(one.code) {
                Level::Error => Severity::Error,
                Level::Warning | Level::Off => Severity::Warning,
            };
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Diagnostic, FileId, Span};

    #[test]
    fn every_code_has_the_level_of_the_table_until_another_is_set() {
        for code in Code::ALL.iter().copied() {
            let mut levels = Levels::new();
            assert_eq!(levels.of(code), code.level());
            for level in Level::ALL {
                let set = levels.set(code, level);
                assert_eq!(set.is_ok(), code.severity() == Severity::Warning, "{}", code.number());
                assert_eq!(levels.of(code), if set.is_ok() { level } else { Level::Error }, "{}", code.number());
                let mut told: Diagnostics =
                    [Diagnostic::new(code, Span::new(FileId(0), 0, 0), "x")].into_iter().collect();
                levels.apply(&mut told);
                let weights: Vec<Severity> = told.iter().map(Diagnostic::severity).collect();
                let wanted = match levels.of(code) {
                    Level::Off => vec![],
                    Level::Warning => vec![Severity::Warning],
                    Level::Error => vec![Severity::Error],
                };
                assert_eq!(weights, wanted, "{} {level:?}", code.number());
            }
        }
    }

    #[test]
    fn a_level_is_known_by_its_word_alone() {
        for level in Level::ALL {
            assert_eq!(Level::named(level.word()), Some(level));
        }
        assert_eq!((Level::named("Off"), Level::named("warn"), Level::named("")), (None, None, None));
    }
}
