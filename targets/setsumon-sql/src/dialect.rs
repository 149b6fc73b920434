//! The dialects: a room each, and in it alone is known how the dialect says things.
//!
//! Whoever writes SQL asks the room and knows no dialect. What can be asked stands in traits, by what is said: names and texts in
//! [`quoting`], types of columns in [`types`], what texts look like in [`texts`], days and months in [`calendar`], numbers and missing
//! values in [`numbers`], tables and what keeps them in [`tables`], views in [`views`], scripts in [`scripts`], migrations in
//! [`migrations`].

mod calendar;
mod duckdb;
mod migrations;
mod mysql;
mod numbers;
mod postgresql;
mod quoting;
mod scripts;
mod sqlite;
mod tables;
mod texts;
mod types;
mod views;

use std::borrow::Cow;
use std::fmt::Debug;

pub(crate) use calendar::{Calendar, Moment};
pub(crate) use migrations::{Guard, Migrations, Scratch};
pub(crate) use numbers::{Missing, Numbers, scale};
pub(crate) use quoting::{Backslash, Quoting};
pub(crate) use scripts::{Frame, Scripts};
pub(crate) use tables::{Keeping, NewTable, Rights, Tables, Telling, ToSeal};
pub(crate) use texts::{Around, Texts};
pub(crate) use types::Types;
pub(crate) use views::{Unpivot, Views, label_of};

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

impl Dialect {
    /// All of them, in the order of their files.
    pub const ALL: [Self; 4] = [Self::PostgreSql, Self::Sqlite, Self::MySql, Self::DuckDb];

    /// The one of a name for programs.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.code() == name)
    }

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        self.room().code()
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        self.room().title()
    }

    /// Its room.
    pub(crate) fn room(self) -> &'static dyn Room {
        match self {
            Self::PostgreSql => &postgresql::PostgreSql,
            Self::Sqlite => &sqlite::Sqlite,
            Self::MySql => &mysql::MySql,
            Self::DuckDb => &duckdb::DuckDb,
        }
    }
}

/// What a dialect's tables can carry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Columns of a table, with room for its own, and for those of later editions.
    pub(crate) columns: usize,
    /// Bytes of a row that must lie in one page, in the worst case.
    pub(crate) bytes: usize,
    /// Columns of a view.
    pub(crate) view_columns: usize,
}

/// A dialect, and all that it can be asked.
pub(crate) trait Room:
    Debug + Sync + Quoting + Types + Texts + Calendar + Numbers + Missing + Tables + Keeping + Views + Scripts + Migrations
{
    /// Its name for programs.
    fn code(&self) -> &'static str;

    /// The name of its file.
    fn file(&self) -> &'static str;

    /// Its name for people.
    fn title(&self) -> &'static str;

    /// What its tables can carry. The room left in them is for later editions, and for the view of who was asked, which has up to half as
    /// many columns again.
    fn limits(&self) -> Limits;
}

/// `TRUE` or `FALSE`, the same in all of them.
pub(crate) fn truth(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
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
