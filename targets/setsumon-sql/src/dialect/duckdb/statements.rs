//! DuckDB: tables and what keeps them, views, scripts, migrations.

use std::fmt::Write as _;

use super::DuckDb;
use crate::dialect::{Keeping, NewTable, Quoting as _, Rights, Tables, ToSeal, Told, Unpivot, Views};
use crate::seal::{Sealed, names};
use crate::table;

impl Tables for DuckDb {
    fn create(&self, out: &mut String, table: NewTable<'_>) {
        table::create_with_checks(out, table);
    }

    fn options(&self) -> &'static str {
        ""
    }

    fn tables_are_told(&self) -> Told {
        Told::ByStatement
    }

    /// A table is written anew for each comment on a column, which takes minutes where there are hundreds.
    fn columns_are_told(&self) -> Told {
        Told::InScript
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
