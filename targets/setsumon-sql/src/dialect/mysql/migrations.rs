//! MySQL and MariaDB: migrations. Each definition is committed by itself, so the copies are tables like others, and a table `…_ready` says
//! that they are complete: until it is there nothing of the old database has been touched, and from then on the copies are all that is
//! needed, so that a script that was interrupted is simply run again.

use setsumon_core::names;
use std::fmt::Write as _;

use super::MySql;
use super::statements::BEGIN;
use crate::dialect::migrations::drop_if_there;
use crate::dialect::{Guard, Migrations, Quoting as _, Scratch, Tables as _};
use crate::migrate::{Moving, Script};

impl Migrations for MySql {
    fn migrate(&self, out: &mut String, script: &Script<'_>, refuse: bool) {
        let name = procedure(script, "prepare");
        let ready = &script.names.ready;
        out.push_str(BEGIN);
        let _ = write!(
            out,
            "\n-- MySQL commits each definition by itself. Until the copies are complete, the old tables stay as they are;\n\
             -- from then on the copies have everything, so that a script that was interrupted is run again.\n\
             DELIMITER $$\nDROP PROCEDURE IF EXISTS {name}$$\nCREATE PROCEDURE {name}()\nBEGIN\n  \
             IF NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = database() AND table_name = {}) THEN\n",
            self.text(ready.trim_matches('`'))
        );
        script.guard(out);
        self.sweep(out, script.names);
        script.copies(out);
        if refuse {
            script.refuse(out);
        }
        let _ = write!(out, "CREATE TABLE {ready} (done INTEGER);\n  END IF;\n  SET FOREIGN_KEY_CHECKS = 0;\n");
        // What an interrupted run has made goes with what was there before.
        let mut views: Vec<&str> = script.old.views.iter().chain(&script.new.views).map(String::as_str).collect();
        let mut tables: Vec<&str> = script.old.tables.iter().chain(&script.new.tables).map(String::as_str).collect();
        views.sort_unstable();
        views.dedup();
        tables.sort_unstable();
        tables.dedup();
        for view in views {
            let _ = writeln!(out, "DROP VIEW IF EXISTS {view};");
        }
        for table in tables {
            let _ = writeln!(out, "DROP TABLE IF EXISTS {table};");
        }
        let _ =
            write!(out, "  SET FOREIGN_KEY_CHECKS = 1;\nEND$$\nDELIMITER ;\nCALL {name}();\nDROP PROCEDURE {name};\n");
        out.push_str(script.fresh);
        out.push_str("\nSTART TRANSACTION;\n");
        script.fill(out);
        out.push_str("COMMIT;\n");
        self.sweep_behind(out, script.names);
    }

    fn count(&self, out: &mut String, script: &Script<'_>) {
        out.push_str(BEGIN);
        self.sweep(out, script.names);
        let name = procedure(script, "count");
        let _ = write!(out, "\nDELIMITER $$\nDROP PROCEDURE IF EXISTS {name}$$\nCREATE PROCEDURE {name}()\nBEGIN\n");
        script.guard(out);
        script.copies(out);
        let _ = write!(out, "END$$\nDELIMITER ;\nCALL {name}();\nDROP PROCEDURE {name};\n");
        script.count(out);
        self.sweep(out, script.names);
    }

    /// What is held for a session only would be lost with it, and by then the old tables may be gone.
    fn scratch(&self) -> Scratch {
        Scratch { kind: "TABLE", keyed: true, options: self.options() }
    }

    fn write_analyze(&self, _out: &mut String, _table: &str) {}

    fn json_as_text(&self, column: &str) -> String {
        column.to_owned()
    }

    fn text_as_json(&self, text: &str) -> String {
        text.to_owned()
    }

    fn guard(&self, out: &mut String, Guard { names: _, table: _, is_other, wrong }: Guard<'_>) {
        let _ = writeln!(out, "  IF {is_other} THEN");
        self.signal(out, wrong);
    }

    fn refuse(&self, out: &mut String, names: &Moving, condition: &str, wrong: &str) {
        let _ = writeln!(out, "  IF {condition} THEN");
        self.sweep(out, names);
        self.signal(out, wrong);
    }

    fn lock(&self, _out: &mut String, _tables: &[&str]) {}

    fn settle(&self, _out: &mut String, _script: &Script<'_>) {}

    fn sweep(&self, out: &mut String, names: &Moving) {
        drop_if_there(out, names.copies());
    }

    /// What says that the copies are complete goes with them, in one statement.
    fn sweep_behind(&self, out: &mut String, names: &Moving) {
        let mut all = vec![names.ready.as_str()];
        all.extend(names.copies());
        let _ = writeln!(out, "DROP TABLE IF EXISTS {};", all.join(", "));
    }
}

impl MySql {
    /// Writes the error inside of an `IF`, and its end.
    fn signal(&self, out: &mut String, wrong: &str) {
        let wrong = self.text(wrong);
        let _ = write!(out, "    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {wrong};\n  END IF;\n");
    }
}

/// The name of a procedure that is there while the script runs.
fn procedure(script: &Script<'_>, what: &str) -> String {
    MySql.name(&names::member(&script.plan.new.form.survey().code, &format!("{what}_migration")))
}
