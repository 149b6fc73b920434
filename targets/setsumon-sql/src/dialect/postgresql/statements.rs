//! The room of PostgreSQL: whole statements and scripts.

use std::fmt::Write as _;

use super::PostgreSql;
use crate::dialect::migrations::drop_if_there;
use crate::dialect::{
    Frame, Guard, Keeping, Migrations, NewTable, Quoting as _, Rights, Scratch, Scripts, Tables, Telling, ToSeal,
    Unpivot, Views, label_of,
};
use crate::migrate::{Moving, Script};
use crate::seal::{Sealed, names};
use crate::table;

impl Tables for PostgreSql {
    fn create(&self, out: &mut String, table: NewTable<'_>) {
        table::create_with_checks(out, table);
    }

    fn options(&self) -> &'static str {
        ""
    }

    fn tables_are_told(&self) -> Telling {
        Telling::ByStatement
    }

    fn columns_are_told(&self) -> Telling {
        Telling::ByStatement
    }

    fn write_comments(&self, out: &mut String, variables: &str) {
        let _ = write!(
            out,
            "\n-- Labels as comments on the columns.\nDO $setsumon$\nDECLARE\n  v record;\nBEGIN\n  \
             FOR v IN SELECT * FROM {variables} LOOP\n    \
             EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', v.stored_in, v.variable, concat(v.label, ' (' || v.unit || ')'));\n  \
             END LOOP;\nEND\n$setsumon$;\n"
        );
    }

    fn names_checks_of_columns(&self) -> bool {
        true
    }

    fn cascade(&self) -> &'static str {
        " ON DELETE CASCADE"
    }
}

impl Keeping for PostgreSql {
    fn has_triggers(&self) -> bool {
        true
    }

    fn seal(&self, out: &mut String, ToSeal { form, layout, queries }: ToSeal<'_>) -> Sealed {
        let main = layout.main_name();
        let submit = names(form, layout, "submit");
        let sealed = names(form, layout, "sealed");
        let _ = write!(
            out,
            "CREATE FUNCTION {submit}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  broken text;\nBEGIN\n"
        );
        for query in queries {
            out.push_str("  SELECT ");
            query.write_first_broken(out, self, "  ");
            let _ = write!(
                out,
                " INTO broken\n  {} WHERE {main}._response = NEW._response;\n  \
                 IF broken IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken,\n      \
                 MESSAGE = format('response %s breaks the rule %s', NEW._response, broken);\n  END IF;\n",
                query.from
            );
        }
        let _ = write!(
            out,
            "  RETURN NULL;\nEND\n$setsumon$;\n\n\
             CREATE TRIGGER {submit} AFTER INSERT OR UPDATE ON {main}\n  FOR EACH ROW WHEN (NEW._status = 'submitted') \
             EXECUTE FUNCTION {submit}();\n\n\
             CREATE FUNCTION {sealed}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  key text := CASE WHEN TG_OP = 'INSERT' \
             THEN NEW._response ELSE OLD._response END;\nBEGIN\n  \
             IF EXISTS (SELECT 1 FROM {main} WHERE _response = key AND _status = 'submitted') THEN\n    \
             RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',\n      \
             MESSAGE = format('response %s is submitted: make it a draft before it is changed', key);\n  END IF;\n  \
             RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\nEND\n$setsumon$;\n"
        );
        for table in layout.tables.iter().skip(1) {
            let _ = write!(
                out,
                "\nCREATE TRIGGER _sealed BEFORE INSERT OR UPDATE OR DELETE ON {}\n  FOR EACH ROW EXECUTE FUNCTION {sealed}();\n",
                table.quoted
            );
        }
        Sealed { functions: vec![submit, sealed], views: Vec::new() }
    }

    /// Whoever runs the script may be able to make roles: then they are made.
    fn grant(&self, out: &mut String, rights: &Rights<'_>) {
        let Rights { reader, writer, contacts, readable, writable, personal } = rights;
        let _ = write!(
            out,
            "\n-- {}\n-- Nobody has any right yet but the owner. Where the owner may make roles, these are made; grant them to people.\n\
             DO $setsumon$\nDECLARE\n  wanted text;\nBEGIN\n  \
             FOREACH wanted IN ARRAY ARRAY['{reader}', '{writer}', '{contacts}'] LOOP\n    \
             IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN\n      \
             EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);\n    END IF;\n  END LOOP;\n",
            Rights::WHAT
        );
        let _ = writeln!(out, "  GRANT SELECT ON {} TO {reader};", readable.join(", "));
        let _ = writeln!(out, "  GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {writer};", writable.join(", "));
        let _ = writeln!(out, "  GRANT SELECT ON {} TO {contacts};", personal.join(", "));
        out.push_str(
            "EXCEPTION WHEN insufficient_privilege OR unique_violation OR duplicate_object THEN\n  \
             RAISE NOTICE 'No roles were made (%): grant rights by hand.', SQLERRM;\nEND\n$setsumon$;\n",
        );
    }
}

impl Views for PostgreSql {
    fn labels(&self, _codes: &str) -> Option<String> {
        None
    }

    fn label(&self, codes: &str, list: &str, column: &str) -> String {
        label_of(self, codes, list, column)
    }

    /// A list of values beside each row.
    fn unpivot(&self) -> Unpivot {
        Unpivot {
            selected: "v.variable, v.value, v.asked",
            before: "  CROSS JOIN LATERAL (VALUES\n",
            open: "(",
            value: "",
            asked: "",
            close: ")",
            behind: "\n  ) AS v (variable, value, asked)",
            most: usize::MAX,
        }
    }

    fn shown_as_text(&self, is_tick: bool) -> &'static str {
        if is_tick { "::INTEGER::TEXT" } else { "::TEXT" }
    }

    fn where_an_edition_lies(&self, schema: &str) -> String {
        format!("in the schema {schema}.")
    }

    fn create_view_of_years(&self) -> &'static str {
        "CREATE VIEW"
    }

    /// Only what is sorted alike is compared.
    fn as_bytes(&self, text: &str) -> String {
        format!("({text} COLLATE \"C\")")
    }
}

/// Letters are UTF-8; that a backslash escapes, the texts themselves say.
const BEGIN: &str = "\nBEGIN;\nSET LOCAL client_encoding = 'UTF8';\n";

impl Scripts for PostgreSql {
    fn frame(&self) -> Frame {
        Frame {
            begin: BEGIN,
            begin_migration: BEGIN,
            begin_years: BEGIN,
            transaction: "",
            end: "\nCOMMIT;\n",
            client: "psql -v ON_ERROR_STOP=1 DATABASE",
        }
    }

    fn placeholder(&self, index: usize) -> String {
        format!("${index}")
    }

    fn json_holds_nul(&self) -> bool {
        false
    }

    fn keeps_as_written(&self) -> bool {
        false
    }
}

impl Migrations for PostgreSql {
    fn migrate(&self, out: &mut String, script: &Script<'_>, refuse: bool) {
        script.in_one_transaction(out, refuse);
    }

    fn count(&self, out: &mut String, script: &Script<'_>) {
        script.count_and_roll_back(out);
    }

    fn scratch(&self) -> Scratch {
        Scratch { kind: "TEMPORARY TABLE", keyed: true, options: " ON COMMIT DROP" }
    }

    /// It would look through all of the table for each row of another.
    fn write_analyze(&self, out: &mut String, table: &str) {
        let _ = writeln!(out, "ANALYZE {table};");
    }

    fn json_as_text(&self, column: &str) -> String {
        format!("{column}::TEXT")
    }

    fn text_as_json(&self, text: &str) -> String {
        format!("({text})::JSONB")
    }

    fn guard(&self, out: &mut String, Guard { names: _, table, is_other, wrong }: Guard<'_>) {
        let (table, wrong) = (self.text(table), self.text(wrong));
        let _ = write!(
            out,
            "DO $setsumon$\nBEGIN\n  IF to_regclass({table}) IS NULL THEN\n    RAISE EXCEPTION USING MESSAGE = {wrong};\n  END IF;\n  \
             IF {is_other} THEN\n    RAISE EXCEPTION USING MESSAGE = {wrong};\n  END IF;\nEND\n$setsumon$;\n"
        );
    }

    fn refuse(&self, out: &mut String, _names: &Moving, condition: &str, wrong: &str) {
        let _ = write!(
            out,
            "DO $setsumon$\nBEGIN\n  IF {condition} THEN\n    RAISE EXCEPTION USING MESSAGE = {};\n  END IF;\nEND\n$setsumon$;\n",
            self.text(wrong)
        );
    }

    fn lock(&self, out: &mut String, tables: &[&str]) {
        let _ = writeln!(out, "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;", tables.join(", "));
    }

    fn settle(&self, _out: &mut String, _script: &Script<'_>) {}

    fn sweep(&self, out: &mut String, names: &Moving) {
        drop_if_there(out, names.copies());
    }

    /// They went with the transaction.
    fn sweep_behind(&self, _out: &mut String, _names: &Moving) {}
}
