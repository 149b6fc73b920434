//! The room of DuckDB: whole statements and scripts.

use std::fmt::Write as _;

use super::DuckDb;
use crate::dialect::migrations::drop_if_there;
use crate::dialect::{
    Frame, Guard, Keeping, Migrations, NewTable, Quoting as _, Rights, Scratch, Scripts, Tables, Telling, ToSeal,
    Unpivot, Views,
};
use crate::migrate::{Moving, Script};
use crate::seal::{Sealed, names};
use crate::table;

impl Tables for DuckDb {
    fn create(&self, out: &mut String, table: NewTable<'_>) {
        table::create_with_checks(out, table);
    }

    fn options(&self) -> &'static str {
        ""
    }

    fn tables_are_told(&self) -> Telling {
        Telling::ByStatement
    }

    /// A table is written anew for each comment on a column, which takes minutes where there are hundreds.
    fn columns_are_told(&self) -> Telling {
        Telling::InScript
    }

    fn write_comments(&self, _out: &mut String, _variables: &str) {}

    fn names_checks_of_columns(&self) -> bool {
        true
    }

    /// Nothing: delete from the inside out.
    fn cascade(&self) -> &'static str {
        ""
    }
}

impl Keeping for DuckDb {
    fn has_triggers(&self) -> bool {
        false
    }

    fn seal(&self, out: &mut String, ToSeal { form, layout, queries }: ToSeal<'_>) -> Sealed {
        let main = layout.main_name();
        let view = names(form, layout, "broken");
        let mut some = false;
        for query in queries {
            for rule in query.rules() {
                if some {
                    out.push_str("\n  UNION ALL\n");
                } else {
                    let _ = writeln!(
                        out,
                        "-- What is broken across tables: DuckDB has no triggers, so look here before a response is taken as submitted.\n\
                         CREATE VIEW {view} AS"
                    );
                    some = true;
                }
                let name = self.text(&rule.name);
                // What was answered to an edition before is judged by none of its rules.
                let _ = write!(
                    out,
                    "  SELECT {main}._response, {name} AS rule {} WHERE {main}._status IN ('draft', 'submitted') AND ",
                    query.from
                );
                query.write_broken(out, rule);
            }
        }
        if some {
            out.push_str(";\n");
        }
        Sealed { functions: Vec::new(), views: if some { vec![view] } else { Vec::new() } }
    }

    /// There are no rights: what may not be seen must lie in another file.
    fn grant(&self, _out: &mut String, _rights: &Rights<'_>) {}
}

impl Views for DuckDb {
    /// A query for each column would take seconds where there are hundreds; a map of all labels is looked up at once.
    fn labels(&self, codes: &str) -> Option<String> {
        Some(format!(
            "\n  CROSS JOIN (SELECT map_from_entries(list((list || '.' || code, label))) AS labels FROM {codes}) l"
        ))
    }

    fn label(&self, _codes: &str, list: &str, column: &str) -> String {
        format!("map_extract(l.labels, '{list}.' || {column})[1]")
    }

    /// A list.
    fn unpivot(&self) -> Unpivot {
        Unpivot {
            selected: "v.variable, v.value, v.asked",
            before: "  CROSS JOIN LATERAL (SELECT unnest([\n",
            open: "{'variable': ",
            value: "'value': ",
            asked: "'asked': ",
            close: "}",
            behind: "\n  ], recursive := true)) v",
            most: usize::MAX,
        }
    }

    fn shown_as_text(&self, is_tick: bool) -> &'static str {
        if is_tick { "::INTEGER::TEXT" } else { "::TEXT" }
    }

    fn where_an_edition_lies(&self, schema: &str) -> String {
        format!("in a file of its own: ATTACH '…' AS {schema};")
    }

    fn create_view_of_years(&self) -> &'static str {
        "CREATE VIEW"
    }

    fn as_bytes(&self, text: &str) -> String {
        text.to_owned()
    }
}

const BEGIN: &str = "\nBEGIN;\n";

impl Scripts for DuckDb {
    fn frame(&self) -> Frame {
        Frame {
            begin: BEGIN,
            begin_migration: BEGIN,
            begin_years: BEGIN,
            transaction: "",
            end: "\nCOMMIT;\n",
            client: "duckdb -bail FILE",
        }
    }

    fn placeholder(&self, _index: usize) -> String {
        "?".to_owned()
    }

    fn json_holds_nul(&self) -> bool {
        true
    }

    fn keeps_as_written(&self) -> bool {
        false
    }
}

impl Migrations for DuckDb {
    fn migrate(&self, out: &mut String, script: &Script<'_>, refuse: bool) {
        script.in_one_transaction(out, refuse);
    }

    fn count(&self, out: &mut String, script: &Script<'_>) {
        script.count_and_roll_back(out);
    }

    /// It joins without a key, and would check each copy twice.
    fn scratch(&self) -> Scratch {
        Scratch { kind: "TEMPORARY TABLE", keyed: false, options: "" }
    }

    fn write_analyze(&self, _out: &mut String, _table: &str) {}

    fn json_as_text(&self, column: &str) -> String {
        format!("CAST({column} AS VARCHAR)")
    }

    fn text_as_json(&self, text: &str) -> String {
        format!("CAST({text} AS JSON)")
    }

    fn guard(&self, out: &mut String, Guard { names, table: _, is_other, wrong }: Guard<'_>) {
        self.refuse(out, names, is_other, wrong);
    }

    fn refuse(&self, out: &mut String, _names: &Moving, condition: &str, wrong: &str) {
        let _ = writeln!(out, "SELECT CASE WHEN {condition} THEN error({}) END AS guard;", self.text(wrong));
    }

    fn lock(&self, _out: &mut String, _tables: &[&str]) {}

    fn settle(&self, _out: &mut String, _script: &Script<'_>) {}

    fn sweep(&self, out: &mut String, names: &Moving) {
        drop_if_there(out, names.copies());
    }

    fn sweep_behind(&self, out: &mut String, names: &Moving) {
        self.sweep(out, names);
    }
}
