//! The dialects, and how each quotes names and texts.

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

    /// PostgreSQL: 1,600 columns and a page of 8 kB. SQLite: 2,000 columns. InnoDB: 1,017 columns and half a page of 16 kB. DuckDB: no limit.
    pub(crate) fn limits(self) -> Limits {
        match self {
            Self::PostgreSql => Limits { columns: 1_550, bytes: 7_500 },
            Self::Sqlite => Limits { columns: 1_950, bytes: usize::MAX },
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
        match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => format!("\"{}\"", name.replace('"', "\"\"")),
            Self::MySql => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text. No database's text can hold U+0000 in a script, so it is shown by its replacement character.
    pub(crate) fn text(self, text: &str) -> String {
        let text = text.replace('\0', "\u{FFFD}").replace('\'', "''");
        match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => format!("'{text}'"),
            // In MySQL a backslash escapes what follows it.
            Self::MySql => format!("'{}'", text.replace('\\', "\\\\")),
        }
    }

    /// The name of a constraint: that of its rule. MySQL's constraints share one name space over all tables, so the survey leads there.
    /// Longer than 63 bytes, it ends in a hash of itself instead.
    pub(crate) fn constraint(self, survey: &str, rule: &str) -> String {
        self.name(&self.constraint_name(survey, rule))
    }

    /// The same, not quoted.
    pub(crate) fn constraint_name(self, survey: &str, rule: &str) -> String {
        let name = match self {
            Self::PostgreSql | Self::Sqlite | Self::DuckDb => rule.to_owned(),
            Self::MySql => format!("{survey}.{rule}"),
        };
        shortened(&name)
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
pub(crate) fn one_line(text: &str) -> String {
    text.split(|char: char| char.is_control() || char == '\u{2028}' || char == '\u{2029}')
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// At most so many characters.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    kept.push('…');
    kept
}
