//! The project file `setsumon.toml`: what holds for every survey in its folder and in those below it.
//!
//! It is TOML, and every part of it may be left out. Today it says what is made of warnings:
//!
//! ```
//! use setsumon::diagnostics::{Code, Level, SourceMap};
//! use setsumon::project::Settings;
//!
//! let text = "[levels]\nW0607 = \"off\"\nnot-exclusive = \"error\"\n";
//! let mut sources = SourceMap::new();
//! let (settings, wrong) = Settings::read("setsumon.toml", text.as_bytes(), &mut sources);
//! assert!(wrong.is_empty());
//! assert_eq!(settings.levels.of(Code::NumberTyped), Level::Off);
//! assert_eq!(settings.levels.of(Code::NotExclusive), Level::Error);
//! ```

mod errors;

use std::collections::BTreeMap;
use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostics, FileId, Level, Levels, SourceMap, Span};
use toml_edit::{ImDocument, Item, TableLike};

/// The name that a project file has.
pub const FILE: &str = "setsumon.toml";

/// The tables that it may have.
const TABLES: [&str; 1] = ["levels"];

/// What a project says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What is made of warnings. They are applied to what is told of a survey when everything that there is to tell is there.
    pub levels: Levels,
}

impl Settings {
    /// Reads a project file, which is added to the sources under the name that people know it by.
    ///
    /// Never fails: all that is wrong with it comes at once, with places, and what is right holds all the same. Whoever makes something
    /// of a survey does not while something is wrong.
    pub fn read(name: &str, bytes: &[u8], sources: &mut SourceMap) -> (Self, Diagnostics) {
        let text = String::from_utf8_lossy(bytes);
        let file = sources.add(name, text.as_ref());
        let mut reader = Reader { file, settings: Self::default(), wrong: Diagnostics::new() };
        if let Err(error) = std::str::from_utf8(bytes) {
            reader.wrong.push(errors::not_utf8(reader.span(error.valid_up_to()..error.valid_up_to())));
            return (reader.settings, reader.wrong);
        }
        match ImDocument::parse(text.as_ref()) {
            Ok(document) => reader.top(document.as_table()),
            Err(error) => {
                let place = reader.span(error.span().unwrap_or(0..0));
                reader.wrong.push(errors::unreadable(place, error.message()));
            }
        }
        reader.wrong.sort();
        (reader.settings, reader.wrong)
    }
}

struct Reader {
    file: FileId,
    settings: Settings,
    wrong: Diagnostics,
}

impl Reader {
    fn span(&self, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(range.start), offset(range.end))
    }

    /// Where a key is written.
    fn key(&self, table: &dyn TableLike, key: &str) -> Span {
        let range = table.key(key).and_then(toml_edit::Key::span);
        self.span(range.or_else(|| table.get(key).and_then(Item::span)).unwrap_or(0..0))
    }

    fn top(&mut self, table: &dyn TableLike) {
        for (key, item) in table.iter() {
            let place = self.key(table, key);
            match (key, item.as_table_like()) {
                ("levels", Some(levels)) => self.levels(levels),
                ("levels", None) => self.wrong.push(errors::no_table(place, key)),
                (_, _) => self.wrong.push(errors::unknown_setting(place, key, &TABLES)),
            }
        }
    }

    fn levels(&mut self, table: &dyn TableLike) {
        let mut known: BTreeMap<Code, Span> = BTreeMap::new();
        for (key, item) in table.iter() {
            let place = self.key(table, key);
            let Ok(code) = key.parse::<Code>() else {
                self.wrong.push(errors::level_of_nothing(place, key));
                continue;
            };
            let value = item.span().map_or(place, |range| self.span(range));
            let level = item.as_str().and_then(Level::named);
            if level.is_none() {
                self.wrong.push(errors::unknown_level(value, item.as_str()));
            }
            if let Some(before) = known.insert(code, place) {
                self.wrong.push(errors::level_twice(before, place, code));
            } else if self.settings.levels.set(code, level.unwrap_or(code.level())).is_err() {
                self.wrong.push(errors::level_of_mistake(place, code));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on says so by failing")]

    use setsumon_diagnostics::{Diagnostic, Severity};

    use super::*;

    fn read(text: &str) -> (Settings, Vec<Diagnostic>, SourceMap) {
        let mut sources = SourceMap::new();
        let (settings, wrong) = Settings::read(FILE, text.as_bytes(), &mut sources);
        (settings, wrong.into_vec(), sources)
    }

    /// Each code of the table, by its number and by its name, with each level.
    #[test]
    fn every_warning_takes_every_level_and_no_mistake_any() {
        for code in Code::ALL.iter().copied() {
            for (key, level) in
                [code.number(), code.slug()].into_iter().flat_map(|key| Level::ALL.map(|level| (key, level)))
            {
                let (settings, wrong, sources) = read(&format!("[levels]\n{key} = \"{}\"\n", level.word()));
                match code.severity() {
                    Severity::Warning => {
                        assert_eq!((settings.levels.of(code), wrong.len()), (level, 0), "{key}");
                    }
                    Severity::Error => {
                        assert_eq!((settings, wrong.len()), (Settings::default(), 1), "{key}");
                        assert_eq!((wrong[0].code, sources.slice(wrong[0].span())), (Code::LevelOfMistake, key));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_at_once_and_the_rest_holds() {
        let text = "rules = 1\n[levels]\nW0607 = \"off\"\nW9999 = \"off\"\nW0506 = \"of\"\nE0201 = \"off\"\nW0606 = 3\nnumber-typed = \"error\"\n[level]\n";
        let (settings, wrong, sources) = read(text);
        let told: Vec<(Code, &str)> = wrong.iter().map(|one| (one.code, sources.slice(one.span()))).collect();
        let wanted = [
            (Code::UnknownSetting, "rules"),
            (Code::LevelOfNothing, "W9999"),
            (Code::UnknownLevel, "\"of\""),
            (Code::LevelOfMistake, "E0201"),
            (Code::UnknownLevel, "3"),
            (Code::LevelTwice, "number-typed"),
            (Code::UnknownSetting, "level"),
        ];
        assert_eq!(told, wanted);
        assert_eq!(settings.levels.of(Code::NumberTyped), Level::Off);
    }

    #[test]
    fn a_file_that_says_nothing_is_right() {
        for text in ["", "\n", "# nothing\n", "[levels]\n", "levels = {}\n", "\u{feff}[levels]\n", "[levels]\r\n"] {
            let (settings, wrong, _) = read(text);
            assert_eq!((settings, wrong), (Settings::default(), Vec::new()), "{text:?}");
        }
    }

    /// Whatever is cut off or is no text, it is told with a place in the file.
    #[test]
    fn nothing_is_read_without_a_place() {
        let text = "[levels] # 注意\nW0607 = \"off\"\n\"not-exclusive\" = 'error'\n";
        for end in 0..=text.len() {
            for bytes in [text.as_bytes()[..end].to_vec(), [&text.as_bytes()[..end], b"\xff"].concat()] {
                let mut sources = SourceMap::new();
                let (_, wrong) = Settings::read(FILE, &bytes, &mut sources);
                for one in &wrong {
                    assert!(one.span().end as usize <= sources.text(one.span().file).len(), "{one:?}");
                }
                assert!(!bytes.ends_with(b"\xff") || wrong.len() == 1, "{wrong:?}");
            }
        }
    }
}
