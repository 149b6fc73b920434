//! What is said of a project file.

use setsumon_diagnostics::{Code, Diagnostic, Level, Severity, Span, did_you_mean};

/// What a project file looks like, for whoever wrote something else.
const EXAMPLE: &str = "a project file has a table `[levels]`, and in it lines such as `W0607 = \"off\"`";

/// Words that other tools have for levels.
const FOREIGN: [(&str, Level); 9] = [
    ("allow", Level::Off),
    ("ignore", Level::Off),
    ("none", Level::Off),
    ("disable", Level::Off),
    ("info", Level::Warning),
    ("warn", Level::Warning),
    ("deny", Level::Error),
    ("forbid", Level::Error),
    ("fatal", Level::Error),
];

pub(super) fn not_utf8(place: Span) -> Diagnostic {
    Diagnostic::new(Code::ProjectUnreadable, place, "the project file is not UTF-8")
        .here("up to here it is")
        .help("save it as UTF-8 in the editor")
}

pub(super) fn unreadable(place: Span, why: &str) -> Diagnostic {
    let why = why.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
    Diagnostic::new(Code::ProjectUnreadable, place, format!("the project file is no TOML: {why}")).help(EXAMPLE)
}

pub(super) fn no_table(place: Span, key: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownSetting, place, format!("`{key}` is a table, and here it is a value"))
        .help(format!("write `[{key}]` on a line of its own, and what it says below it"))
}

pub(super) fn unknown_setting(place: Span, key: &str, known: &[&str]) -> Diagnostic {
    let help = did_you_mean(key, known.iter().copied())
        .map_or_else(|| EXAMPLE.to_owned(), |meant| format!("did you mean `{meant}`?"));
    Diagnostic::new(Code::UnknownSetting, place, format!("a project file has no `{key}`")).help(help)
}

pub(super) fn unknown_level(place: Span, word: Option<&str>) -> Diagnostic {
    let message = match word {
        Some(word) => format!("`{word}` is no level"),
        None => "a level is a word in quotation marks".to_owned(),
    };
    let meant = word.and_then(|word| {
        let lower = word.to_lowercase();
        let foreign = FOREIGN.iter().find(|(known, _)| *known == lower).map(|(_, level)| level.word());
        foreign.or_else(|| did_you_mean(&lower, Level::ALL.map(Level::word)))
    });
    let help = match meant {
        Some(meant) => format!("write `\"{meant}\"`"),
        None => "write `\"off\"`, `\"warning\"` or `\"error\"`".to_owned(),
    };
    Diagnostic::new(Code::UnknownLevel, place, message).help(help)
}

pub(super) fn level_of_nothing(place: Span, key: &str) -> Diagnostic {
    let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
    let names = warnings.flat_map(|code| [code.number(), code.slug()]);
    let help = did_you_mean(key, names).map_or_else(
        || "`setsumon explain` lists every code with its name".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    Diagnostic::new(Code::LevelOfNothing, place, format!("no warning has the number or name `{key}`")).help(help)
}

pub(super) fn level_of_mistake(place: Span, code: Code) -> Diagnostic {
    let message = format!("{} is a mistake, and has no level", code.number());
    Diagnostic::new(Code::LevelOfMistake, place, message)
        .here(code.summary())
        .help("take the line out: only warnings, whose numbers begin with W, have levels")
}

pub(super) fn level_twice(before: Span, place: Span, code: Code) -> Diagnostic {
    let message = format!("{} has a level already", code.number());
    Diagnostic::new(Code::LevelTwice, place, message)
        .here("this is the same warning")
        .label(before, "the level that it has")
        .help(format!("take one of the lines out: `{}` is the name of {}", code.slug(), code.number()))
}
