//! The dialects, and how each quotes names and texts.

use std::borrow::Cow;

/// A dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// PostgreSQL 12 and later.
    PostgreSql,
    /// SQLite 3.37 and later, for `STRICT` tables.
    Sqlite,
    /// MySQL 8.0.16 and later, MariaDB 10.6 and later.
    MySql,
    /// DuckDB 1.0 and later.
    DuckDb,
}

/// What a dialect's tables can carry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Columns of a table, with room for its own.
    pub(crate) columns: usize,
    /// Bytes of a row that must lie in one page, in the worst case.
    pub(crate) bytes: usize,
}

impl Dialect {
    /// All of them, in the order of their files.
    pub const ALL: [Self; 4] = [Self::PostgreSql, Self::Sqlite, Self::MySql, Self::DuckDb];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql.sql",
            Self::Sqlite => "sqlite.sql",
            Self::MySql => "mysql.sql",
            Self::DuckDb => "duckdb.sql",
        }
    }

    /// Its name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::Sqlite => "SQLite",
            Self::MySql => "MySQL and MariaDB",
            Self::DuckDb => "DuckDB",
        }
    }

    /// PostgreSQL: 1,600 columns, those once dropped included, and a page of 8 kB. SQLite: 2,000 columns. InnoDB: 1,017 columns and half a
    /// page of 16 kB. DuckDB: no limit. The room left is for later editions, and for the view of who was asked, which has up to half as
    /// many columns again.
    pub(crate) fn limits(self) -> Limits {
        match self {
            Self::PostgreSql => Limits { columns: 1_050, bytes: 7_500 },
            Self::Sqlite => Limits { columns: 1_300, bytes: usize::MAX },
            Self::MySql => Limits { columns: 980, bytes: 7_400 },
            Self::DuckDb => Limits { columns: usize::MAX, bytes: usize::MAX },
        }
    }

    /// Whether conditions over several tables are checked by triggers when a response is submitted.
    pub(crate) fn has_triggers(self) -> bool {
        match self {
            Self::PostgreSql | Self::Sqlite | Self::MySql => true,
            Self::DuckDb => false,
        }
    }

    /// A name.
    pub(crate) fn name(self, name: &str) -> String {
        let mut quoted = String::with_capacity(name.len() + 2);
        self.write_name(&mut quoted, name);
        quoted
    }

    /// Writes a name: bare where no dialect could take it for a word of its own, as no keyword has `__` in it or begins with `_`.
    pub(crate) fn write_name(self, out: &mut String, name: &str) {
        let plain = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if plain && (name.starts_with('_') || name.contains("__")) {
            out.push_str(name);
            return;
        }
        let quote = match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => '"',
            Self::MySql => '`',
        };
        out.push(quote);
        for char in name.chars() {
            if char == quote {
                out.push(quote);
            }
            out.push(char);
        }
        out.push(quote);
    }

    /// A text. No database's text can hold U+0000 in a script, so it is shown by its replacement character.
    pub(crate) fn text(self, text: &str) -> String {
        let mut quoted = String::with_capacity(text.len() + 2);
        self.write_text(&mut quoted, text);
        quoted
    }

    /// Writes a text.
    pub(crate) fn write_text(self, out: &mut String, text: &str) {
        // Whether a backslash escapes in a plain text is a setting of the session, and of every later one that runs a function
        // of the script. In a text that says so, it does.
        if self == Self::PostgreSql && text.contains('\\') {
            out.push('E');
        }
        out.push('\'');
        // Looking at every byte, whatever is found, is what processors do many at a time.
        let special = |byte: &u8| matches!(byte, b'\'' | b'\0' | b'\\');
        if !text.as_bytes().iter().fold(false, |some, byte| some | special(byte)) {
            out.push_str(text);
            out.push('\'');
            return;
        }
        let mut rest = text;
        // All of these are ASCII, so the bytes before one are whole characters.
        while let Some((plain, special)) =
            rest.as_bytes().iter().position(special).and_then(|at| rest.split_at_checked(at))
        {
            out.push_str(plain);
            let mut chars = special.chars();
            match (chars.next(), self) {
                (Some('\0'), _) => out.push('\u{FFFD}'),
                (Some('\''), _) => out.push_str("''"),
                // Here a backslash escapes what follows it.
                (Some('\\'), Self::MySql | Self::PostgreSql) => out.push_str("\\\\"),
                (Some(other), _) => out.push(other),
                (None, _) => {}
            }
            rest = chars.as_str();
        }
        out.push_str(rest);
        out.push('\'');
    }

    /// The name of a constraint: that of its rule. MySQL's constraints share one name space over all tables, so the survey leads there.
    /// Longer than 63 bytes, it ends in a hash of itself instead.
    pub(crate) fn write_constraint(self, out: &mut String, survey: &str, rule: &str) {
        self.write_name(out, &self.constraint_name(survey, rule));
    }

    /// The same, not quoted.
    pub(crate) fn constraint_name<'a>(self, survey: &str, rule: &'a str) -> Cow<'a, str> {
        let name = match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => Cow::Borrowed(rule),
            Self::MySql => Cow::Owned(format!("{survey}.{rule}")),
        };
        if name.len() <= NAME_BYTES { name } else { Cow::Owned(shortened(&name)) }
    }

    /// The most bytes that the name of a constraint may have before the survey and the hash come into it.
    pub(crate) fn plain_constraint(self, survey: &str) -> usize {
        match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => NAME_BYTES,
            Self::MySql => NAME_BYTES.saturating_sub(survey.len() + 1),
        }
    }

    /// `TRUE` or `FALSE`.
    pub(crate) fn truth(self, truth: bool) -> &'static str {
        if truth { "TRUE" } else { "FALSE" }
    }
}

/// The most bytes of a name that every dialect takes.
pub(crate) const NAME_BYTES: usize = 63;

/// A name of at most 63 bytes.
pub(crate) fn shortened(name: &str) -> String {
    if name.len() <= NAME_BYTES {
        return name.to_owned();
    }
    let mut kept = String::new();
    for char in name.chars() {
        if kept.len() + char.len_utf8() > NAME_BYTES - 9 {
            break;
        }
        kept.push(char);
    }
    format!("{kept}~{:08x}", hash(name))
}

/// FNV-1a, folded to 32 bits: the same on every machine and in every release.
fn hash(text: &str) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d]) ^ u32::from_be_bytes([e, f, g, h])
}

/// A text in one line, for comments that end with their line.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |char: char| char.is_control() || char == '\u{2028}' || char == '\u{2029}';
    // The first bytes of those that are looked for, and of some others.
    let suspicious = |byte: u8| byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2);
    if !text.bytes().any(suspicious) || !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(breaks).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A text whose lines are joined, for a comment that is a literal: a line that begins with `DELIMITER` is one for MySQL's client even there.
pub(crate) fn without_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// At most so many characters.
pub(crate) fn cut(text: &str, characters: usize) -> Cow<'_, str> {
    if text.len() <= characters || text.chars().count() <= characters {
        return Cow::Borrowed(text);
    }
    let mut kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    kept.push('…');
    Cow::Owned(kept)
}
