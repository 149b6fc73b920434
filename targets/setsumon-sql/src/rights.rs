//! Who may see what: readers of the open data, those who write answers, and those who may see who somebody is.

use std::fmt::Write as _;

use setsumon_core::form::Form;

use crate::catalogue::Catalogue;
use crate::dialect::Dialect;
use crate::earlier::Earlier;
use crate::layout::Layout;
use crate::seal::names;

/// Writes the rights, where the dialect has any: PostgreSQL gives them where whoever runs the script may make roles; MySQL shows how.
pub(crate) fn script(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    catalogue: &Catalogue,
    earlier: &Earlier,
    open: &[String],
) {
    let [reader, writer, contacts] = ["reader", "writer", "contacts"].map(|role| names(form, layout, role));
    let mut readable: Vec<&str> =
        layout.tables.iter().filter(|table| !table.personal).map(|table| table.quoted.as_str()).collect();
    readable.push(&earlier.open);
    readable.extend(catalogue.names());
    readable.extend(open.iter().map(String::as_str));
    let mut all: Vec<&str> = layout.tables.iter().map(|table| table.quoted.as_str()).collect();
    all.extend([earlier.open.as_str(), earlier.personal.as_str()]);
    let mut personal: Vec<&str> =
        layout.tables.iter().filter(|table| table.personal).map(|table| table.quoted.as_str()).collect();
    personal.push(&earlier.personal);
    let what =
        "Rights: readers see everything but who somebody is, writers keep answers, contacts see who somebody is.";
    match layout.dialect.dialect() {
        Dialect::PostgreSql => {
            let _ = write!(
                out,
                "\n-- {what}\n-- Nobody has any right yet but the owner. Where the owner may make roles, these are made; grant them to people.\n\
                 DO $setsumon$\nDECLARE\n  wanted text;\nBEGIN\n  \
                 FOREACH wanted IN ARRAY ARRAY['{reader}', '{writer}', '{contacts}'] LOOP\n    \
                 IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN\n      \
                 EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);\n    END IF;\n  END LOOP;\n"
            );
            let _ = writeln!(out, "  GRANT SELECT ON {} TO {reader};", readable.join(", "));
            let _ = writeln!(out, "  GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {writer};", all.join(", "));
            let _ = writeln!(out, "  GRANT SELECT ON {} TO {contacts};", personal.join(", "));
            out.push_str(
                "EXCEPTION WHEN insufficient_privilege OR unique_violation OR duplicate_object THEN\n  \
                 RAISE NOTICE 'No roles were made (%): grant rights by hand.', SQLERRM;\nEND\n$setsumon$;\n",
            );
        }
        Dialect::MySql => {
            let _ = write!(
                out,
                "\n-- {what}\n-- Nobody has any right yet but the owner. Somebody who may make roles can say:\n\
                 --   CREATE ROLE IF NOT EXISTS {reader}, {writer}, {contacts};\n"
            );
            for (right, tables, role) in [
                ("SELECT", &readable, &reader),
                ("SELECT, INSERT, UPDATE, DELETE", &all, &writer),
                ("SELECT", &personal, &contacts),
            ] {
                for table in tables {
                    let _ = writeln!(out, "--   GRANT {right} ON {table} TO {role};");
                }
            }
        }
        // These have no rights: what may not be seen must lie in another file.
        Dialect::Sqlite | Dialect::DuckDb => {}
    }
}
