//! The room of SQLite: whole statements and scripts.

use setsumon_core::names;
use std::fmt::Write as _;

use super::Sqlite;
use crate::dialect::migrations::drop_if_there;
use crate::dialect::{
    Frame, Guard, Keeping, Migrations, NewTable, Quoting as _, Rights, Scratch, Scripts, Tables, Telling, ToSeal,
    Unpivot, Views, label_of,
};
use crate::migrate::{Moving, Script};
use crate::seal::{Sealed, names};
use crate::table;

/// So many arguments a function takes at most, with room: 127 in older releases.
const ARGUMENTS: usize = 120;

impl Tables for Sqlite {
    fn create(&self, out: &mut String, table: NewTable<'_>) {
        table::create_with_checks(out, table);
    }

    fn options(&self) -> &'static str {
        " STRICT"
    }

    fn tables_are_told(&self) -> Telling {
        Telling::InScript
    }

    fn columns_are_told(&self) -> Telling {
        Telling::InScript
    }

    fn write_comments(&self, _out: &mut String, _variables: &str) {}

    fn names_checks_of_columns(&self) -> bool {
        true
    }

    fn cascade(&self) -> &'static str {
        " ON DELETE CASCADE"
    }
}

impl Keeping for Sqlite {
    fn has_triggers(&self) -> bool {
        true
    }

    fn seal(&self, out: &mut String, ToSeal { form, layout, queries }: ToSeal<'_>) -> Sealed {
        let main = layout.main_name();
        let _ = write!(
            out,
            "CREATE TRIGGER {} BEFORE INSERT ON {main} WHEN NEW._status = 'submitted' BEGIN\n  \
             SELECT RAISE(ABORT, 'write the response as a draft, then submit it');\nEND;\n\n\
             CREATE TRIGGER {} AFTER UPDATE ON {main} WHEN NEW._status = 'submitted' BEGIN\n",
            names(form, layout, "draft_first"),
            names(form, layout, "submit"),
        );
        if queries.is_empty() {
            out.push_str("  SELECT 1;\n");
        }
        for query in queries {
            for rule in query.rules() {
                let _ = write!(
                    out,
                    "  SELECT RAISE(ABORT, {}) {} WHERE {main}._response = NEW._response AND ",
                    self.text(&format!("rule broken: {}", rule.name)),
                    query.from
                );
                query.write_broken(out, rule);
                out.push_str(";\n");
            }
        }
        out.push_str("END;\n");
        for table in layout.tables.iter().skip(1) {
            for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
                let name = self.name(&names::member(&table.name, &format!("sealed_{}", event.to_lowercase())));
                let _ = write!(
                    out,
                    "\nCREATE TRIGGER {name} BEFORE {event} ON {}\n  \
                     WHEN EXISTS (SELECT 1 FROM {main} WHERE _response = {row}._response AND _status = 'submitted') BEGIN\n  \
                     SELECT RAISE(ABORT, 'the response is submitted: make it a draft before it is changed');\nEND;\n",
                    table.quoted
                );
            }
        }
        Sealed::default()
    }

    /// There are no rights: what may not be seen must lie in another file.
    fn grant(&self, _out: &mut String, _rights: &Rights<'_>) {}
}

impl Views for Sqlite {
    fn labels(&self, _codes: &str) -> Option<String> {
        None
    }

    fn label(&self, codes: &str, list: &str, column: &str) -> String {
        label_of(self, codes, list, column)
    }

    /// An array as JSON.
    fn unpivot(&self) -> Unpivot {
        Unpivot {
            selected: "json_extract(v.value, '$[0]') AS variable, CAST(json_extract(v.value, '$[1]') AS TEXT) AS value, \
                       json_extract(v.value, '$[2]') AS asked",
            before: "  JOIN json_each(json_array(\n",
            open: "json_array(",
            value: "",
            asked: "",
            close: ")",
            behind: "\n  )) v",
            most: ARGUMENTS,
        }
    }

    fn shown_as_text(&self, _is_tick: bool) -> &'static str {
        ""
    }

    fn where_an_edition_lies(&self, schema: &str) -> String {
        format!("in a file of its own: ATTACH '…' AS {schema};")
    }

    /// A view of a file cannot look into another; one of the session can.
    fn create_view_of_years(&self) -> &'static str {
        "CREATE TEMP VIEW"
    }

    fn as_bytes(&self, text: &str) -> String {
        text.to_owned()
    }
}

impl Scripts for Sqlite {
    fn frame(&self) -> Frame {
        Frame {
            begin: "\nPRAGMA foreign_keys = ON;\nBEGIN;\n",
            begin_migration: // Whoever else writes is to be told at once, not in the middle.
            "\nPRAGMA foreign_keys = ON;\nBEGIN IMMEDIATE;\n",
            begin_years: "\nBEGIN;\n",
            transaction: "",
            end: "\nCOMMIT;\n",
            client: "sqlite3 -bail FILE",
        }
    }

    fn placeholder(&self, _index: usize) -> String {
        "?".to_owned()
    }

    fn json_holds_nul(&self) -> bool {
        true
    }

    fn keeps_as_written(&self) -> bool {
        true
    }
}

/// Writes an error where something does not hold: only a constraint refuses, and its name is what is told.
fn guarded(out: &mut String, names: &Moving, wrong: &str, holds: &str) {
    let (guard, wrong) = (&names.guard, Sqlite.name(wrong));
    let _ = write!(
        out,
        "DROP TABLE IF EXISTS {guard};\nCREATE TEMPORARY TABLE {guard} (fine INTEGER CONSTRAINT {wrong} CHECK (fine));\n\
         INSERT INTO {guard} SELECT {holds};\n"
    );
}

/// The client goes on after an error unless it is told not to, and would commit what it has. So something is owed from the beginning, a
/// row that another points at, and given only where all has come over; without it nothing can be committed.
fn owe(out: &mut String, names: &Moving) {
    let (owed, ready) = (&names.owed, &names.ready);
    let _ = write!(
        out,
        "CREATE TEMPORARY TABLE {ready} (done INTEGER PRIMARY KEY);\n\
         CREATE TEMPORARY TABLE {owed} (done INTEGER REFERENCES {ready} DEFERRABLE INITIALLY DEFERRED);\n\
         INSERT INTO {owed} VALUES (1);\n"
    );
}

impl Migrations for Sqlite {
    fn migrate(&self, out: &mut String, script: &Script<'_>, refuse: bool) {
        script.in_one_transaction(out, refuse);
    }

    fn count(&self, out: &mut String, script: &Script<'_>) {
        script.count_and_roll_back(out);
    }

    fn scratch(&self) -> Scratch {
        Scratch { kind: "TEMPORARY TABLE", keyed: true, options: "" }
    }

    fn write_analyze(&self, _out: &mut String, _table: &str) {}

    fn json_as_text(&self, column: &str) -> String {
        column.to_owned()
    }

    fn text_as_json(&self, text: &str) -> String {
        text.to_owned()
    }

    fn guard(&self, out: &mut String, Guard { names, table: _, is_other, wrong }: Guard<'_>) {
        owe(out, names);
        guarded(out, names, wrong, &format!("NOT ({is_other})"));
    }

    fn refuse(&self, out: &mut String, names: &Moving, condition: &str, wrong: &str) {
        guarded(out, names, wrong, &format!("NOT {condition}"));
    }

    fn lock(&self, _out: &mut String, _tables: &[&str]) {}

    fn settle(&self, out: &mut String, script: &Script<'_>) {
        let (plan, names) = (script.plan, script.names);
        let tables = plan.new.layout.tables.iter().zip(&names.tables).filter(|(table, _)| table.base);
        let same: Vec<String> = tables
            .map(|(table, copy)| format!("(SELECT count(*) FROM {}) = (SELECT count(*) FROM {copy})", table.quoted))
            .collect();
        let edition = plan.new.form.survey().edition;
        let _ = writeln!(
            out,
            "INSERT INTO {} SELECT 1 WHERE {} AND (SELECT max(edition) FROM {}) = {edition}\n  AND (SELECT fine FROM {});",
            names.ready,
            same.join(" AND "),
            script.new.edition,
            names.guard
        );
    }

    fn sweep(&self, out: &mut String, names: &Moving) {
        drop_if_there(out, names.copies());
        drop_if_there(out, [names.guard.as_str(), &names.owed, &names.ready]);
    }

    fn sweep_behind(&self, out: &mut String, names: &Moving) {
        self.sweep(out, names);
    }
}
