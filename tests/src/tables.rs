//! What a query of SQLite finds, as lines to compare.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// The rows, each with its cells parted by ` | `; `-` where nothing is.
pub fn rows(database: &Connection, query: &str) -> Vec<String> {
    let mut statement = database.prepare(query).expect(query);
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cells: Vec<String> = (0..columns)
            .map(|index| match row.get_ref(index).expect("a cell") {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
            })
            .collect();
        Ok(cells.join(" | "))
    };
    statement.query_map([], row).expect(query).map(|row| row.expect("a row")).collect()
}
