//! The whole script of a migration, and that of a dry run: what stands around the steps so that nothing is lost where one of them fails.
//!
//! PostgreSQL, SQLite and DuckDB do everything in one transaction. MySQL commits each definition by itself. So there the copies are tables
//! like others, and a table `…_ready` says that they are complete: until it is there nothing of the old database has been touched, and
//! from then on the copies are all that is needed, so that a script that was interrupted is simply run again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::names::Moving;
use super::plan::{Plan, Step};
use super::stage::Stage;
use crate::dialect::{Dialect, Room, one_line};
use crate::table::Lines;
use crate::whole::{self, Made};
use crate::words::Words;

/// Rows of one `INSERT`.
const ROWS_A_STATEMENT: usize = 200;

/// A migration, ready to be written.
pub(crate) struct Script<'a> {
    plan: &'a Plan<'a>,
    stage: Stage<'a>,
    names: &'a Moving,
    old: &'a Made,
    new: &'a Made,
    /// The new edition's own script.
    fresh: &'a str,
}

/// What both editions' scripts make, and the new one itself.
pub(crate) struct Fresh {
    pub(crate) old: Made,
    pub(crate) new: Made,
    pub(crate) text: String,
}

impl Fresh {
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let body = |side: &super::plan::Side<'_>| {
            let mut text = String::new();
            let made = whole::body(&mut text, side.form, &side.layout, &Words::of(side.form));
            (made, text)
        };
        let (old, _) = body(&plan.old);
        let (new, text) = body(&plan.new);
        Self { old, new, text }
    }
}

impl<'a> Script<'a> {
    pub(crate) fn of(plan: &'a Plan<'a>, fresh: &'a Fresh, names: &'a Moving, dropped: &'a BTreeSet<String>) -> Self {
        let stage = Stage::of(plan, names, dropped);
        Self { plan, stage, names, old: &fresh.old, new: &fresh.new, fresh: &fresh.text }
    }

    fn dialect(&self) -> &'static dyn Room {
        self.plan.dialect()
    }

    /// The migration. `refuse`: nothing is put aside; where something would have to be, nothing is done.
    pub(crate) fn migration(&self, refuse: bool) -> String {
        let mut out = self.head("takes a filled database");
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {
                out.push_str(self.begin());
                self.guard(&mut out);
                self.lock(&mut out);
                self.copies(&mut out);
                if refuse {
                    self.refuse(&mut out);
                }
                self.give_way(&mut out);
                out.push_str(self.fresh);
                out.push('\n');
                self.fill(&mut out);
                self.settle(&mut out);
                out.push_str(whole::end(self.dialect()));
                self.sweep_behind(&mut out);
            }
            Dialect::MySql => self.in_mysql(&mut out, refuse),
        }
        out
    }

    /// What would be put aside or thrown away, counted; the database stays as it is.
    pub(crate) fn dry_run(&self) -> String {
        let mut out = self.head("counts what would have no place, and changes nothing, in a filled database");
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {
                out.push_str(self.begin());
                self.guard(&mut out);
                self.copies(&mut out);
                self.count(&mut out);
                out.push_str("ROLLBACK;\n");
            }
            Dialect::MySql => {
                out.push_str(whole::begin(self.dialect()));
                self.sweep(&mut out);
                let name = self.procedure("count");
                let _ = write!(
                    out,
                    "\nDELIMITER $$\nDROP PROCEDURE IF EXISTS {name}$$\nCREATE PROCEDURE {name}()\nBEGIN\n"
                );
                self.guard(&mut out);
                self.copies(&mut out);
                let _ = write!(out, "END$$\nDELIMITER ;\nCALL {name}();\nDROP PROCEDURE {name};\n");
                self.count(&mut out);
                self.sweep(&mut out);
            }
        }
        out
    }

    fn head(&self, does: &str) -> String {
        let (old, new) = (self.plan.old.form.survey(), self.plan.new.form.survey());
        let title = one_line(&new.title.plain()).into_owned();
        let run = match self.dialect().dialect() {
            Dialect::PostgreSql => "psql -v ON_ERROR_STOP=1 DATABASE",
            Dialect::Sqlite => "sqlite3 -bail FILE",
            Dialect::MySql => "mariadb DATABASE, or mysql",
            Dialect::DuckDb => "duckdb -bail FILE",
        };
        format!(
            "-- {title}, for {}: {does} from edition {} to {}.\n-- Run it with `{run}`, while nobody writes.\n",
            self.dialect().title(),
            old.edition,
            new.edition
        )
    }

    fn begin(&self) -> &'static str {
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => whole::begin(self.dialect()),
            // Whoever else writes is to be told at once, not in the middle.
            Dialect::Sqlite => "\nPRAGMA foreign_keys = ON;\nBEGIN IMMEDIATE;\n",
        }
    }

    fn procedure(&self, what: &str) -> String {
        self.dialect().name(&format!("{}__{what}_migration", self.plan.new.form.survey().code))
    }

    /// That the database is of the old edition, or else an error that says so.
    fn guard(&self, out: &mut String) {
        let dialect = self.dialect();
        let survey = &self.plan.old.form.survey();
        let (edition, table) = (survey.edition, &self.old.edition);
        let wrong = format!(
            "this database is not of edition {edition} of {}: either it was migrated already, or it is another",
            survey.code
        );
        let wrong = dialect.text(&wrong);
        let is_other = format!("coalesce((SELECT max(edition) FROM {table}), -1) <> {edition}");
        let _ = match dialect.dialect() {
            Dialect::PostgreSql => write!(
                out,
                "DO $setsumon$\nBEGIN\n  IF to_regclass({}) IS NULL THEN\n    RAISE EXCEPTION USING MESSAGE = {wrong};\n  END IF;\n  \
                 IF {is_other} THEN\n    RAISE EXCEPTION USING MESSAGE = {wrong};\n  END IF;\nEND\n$setsumon$;\n",
                dialect.text(table)
            ),
            Dialect::Sqlite => {
                self.owe(out);
                self.guarded(out, &wrong, &format!("NOT ({is_other})"))
            }
            Dialect::MySql => write!(
                out,
                "  IF {is_other} THEN\n    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {wrong};\n  END IF;\n"
            ),
            Dialect::DuckDb => writeln!(out, "SELECT CASE WHEN {is_other} THEN error({wrong}) END AS guard;"),
        };
    }

    /// In SQLite only a constraint refuses, and its name is what is told.
    fn guarded(&self, out: &mut String, wrong: &str, holds: &str) -> std::fmt::Result {
        let name = wrong.trim_matches('\'').replace("''", "'").replace('"', "\"\"");
        let guard = &self.names.guard;
        write!(
            out,
            "DROP TABLE IF EXISTS {guard};\nCREATE TEMPORARY TABLE {guard} (fine INTEGER CONSTRAINT \"{name}\" CHECK (fine));\n\
             INSERT INTO {guard} SELECT {holds};\n"
        )
    }

    /// SQLite's client goes on after an error unless it is told not to, and would commit what it has. So something is owed from the
    /// beginning, a row that another points at, and given only where all has come over; without it nothing can be committed.
    fn owe(&self, out: &mut String) {
        let (owed, ready) = (&self.names.owed, &self.names.ready);
        let _ = write!(
            out,
            "CREATE TEMPORARY TABLE {ready} (done INTEGER PRIMARY KEY);\n\
             CREATE TEMPORARY TABLE {owed} (done INTEGER REFERENCES {ready} DEFERRABLE INITIALLY DEFERRED);\n\
             INSERT INTO {owed} VALUES (1);\n"
        );
    }

    /// Whoever else would write waits.
    fn lock(&self, out: &mut String) {
        match self.dialect().dialect() {
            Dialect::PostgreSql => {
                let tables: Vec<&str> = self.plan.old.layout.tables.iter().map(|table| table.quoted.as_str()).collect();
                let _ = writeln!(out, "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;", tables.join(", "));
            }
            Dialect::Sqlite | Dialect::MySql | Dialect::DuckDb => {}
        }
    }

    /// Everything that is done before the old tables give way.
    fn copies(&self, out: &mut String) {
        out.push_str("\n-- Copies of the rows in the shape of the new tables, and what has no place in them.\n");
        self.stage.create(out);
        self.stage.earlier(out, self.old);
        self.steps(out, |step| *step < Step::Replace);
    }

    fn fill(&self, out: &mut String) {
        out.push_str("-- The rows that came over, and what had no place.\n");
        self.steps(out, |step| *step > Step::Replace);
    }

    fn steps(&self, out: &mut String, which: impl Fn(&Step) -> bool) {
        for step in self.plan.steps.iter().filter(|step| which(step)) {
            self.stage.step(out, step, self.new);
        }
    }

    /// An error where anything would have to be put aside.
    fn refuse(&self, out: &mut String) {
        let dialect = self.dialect();
        let wrong =
            "answers have no place in the new edition: count them with --dry-run, and name with --drop what may go";
        let wrong = dialect.text(wrong);
        let edition = self.plan.old.form.survey().edition;
        let some = format!("EXISTS (SELECT 1 FROM {} WHERE _edition = {edition} AND _keep = 1)", self.names.kept);
        let _ = match dialect.dialect() {
            Dialect::PostgreSql => write!(
                out,
                "DO $setsumon$\nBEGIN\n  IF {some} THEN\n    RAISE EXCEPTION USING MESSAGE = {wrong};\n  END IF;\nEND\n$setsumon$;\n"
            ),
            Dialect::Sqlite => self.guarded(out, &wrong, &format!("NOT {some}")),
            Dialect::MySql => {
                let _ = writeln!(out, "  IF {some} THEN");
                self.sweep(out);
                write!(out, "    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {wrong};\n  END IF;\n")
            }
            Dialect::DuckDb => writeln!(out, "SELECT CASE WHEN {some} THEN error({wrong}) END AS guard;"),
        };
    }

    /// Takes away what the old edition's script made.
    fn give_way(&self, out: &mut String) {
        out.push_str("\n-- The old tables give way to those of a new database.\n");
        for view in self.old.views.iter().rev() {
            let _ = writeln!(out, "DROP VIEW {view};");
        }
        // Those that point at others were made after them.
        for table in self.old.tables.iter().rev() {
            let _ = writeln!(out, "DROP TABLE {table};");
        }
        for function in &self.old.functions {
            let _ = writeln!(out, "DROP FUNCTION {function}();");
        }
    }

    /// Gives what is owed, where every response and every occurrence has come over.
    fn settle(&self, out: &mut String) {
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {}
            Dialect::Sqlite => {
                let tables = self.plan.new.layout.tables.iter().zip(&self.names.tables).filter(|(table, _)| table.base);
                let same: Vec<String> = tables
                    .map(|(table, copy)| {
                        format!("(SELECT count(*) FROM {}) = (SELECT count(*) FROM {copy})", table.quoted)
                    })
                    .collect();
                let edition = self.plan.new.form.survey().edition;
                let _ = writeln!(
                    out,
                    "INSERT INTO {} SELECT 1 WHERE {} AND (SELECT max(edition) FROM {}) = {edition}\n  AND (SELECT fine FROM {});",
                    self.names.ready,
                    same.join(" AND "),
                    self.new.edition,
                    self.names.guard
                );
            }
        }
    }

    /// Takes away the copies.
    fn sweep_behind(&self, out: &mut String) {
        match self.dialect().dialect() {
            // They went with the transaction.
            Dialect::PostgreSql => {}
            Dialect::Sqlite | Dialect::DuckDb => self.sweep(out),
            Dialect::MySql => {
                let mut all = vec![self.names.ready.as_str()];
                all.extend(self.names.all(self.dialect()));
                let _ = writeln!(out, "DROP TABLE IF EXISTS {};", all.join(", "));
            }
        }
    }

    fn sweep(&self, out: &mut String) {
        for table in self.names.all(self.dialect()) {
            let _ = writeln!(out, "DROP TABLE IF EXISTS {table};");
        }
        if self.dialect().dialect() == Dialect::Sqlite {
            let _ = writeln!(out, "DROP TABLE IF EXISTS {};", self.names.ready);
        }
    }

    /// Counts what was put aside: a line for each thing that the plan reckons with, and one for all of it.
    fn count(&self, out: &mut String) {
        let dialect = self.dialect();
        let Moving { risks, kept, .. } = self.names;
        let edition = self.plan.old.form.survey().edition;
        out.push_str("\n-- What has no place.\n");
        self.stage.open(out, risks);
        let mut lines = Lines::new(out);
        lines.line().push_str("position INTEGER NOT NULL");
        let _ = write!(lines.line(), "variable {} NOT NULL", dialect.code_type(63));
        let _ = write!(lines.line(), "why {} NOT NULL", dialect.text_type());
        self.stage.close(lines, "");
        let rows: Vec<(usize, (&str, &str))> = self.plan.risks().into_iter().enumerate().collect();
        for rows in rows.chunks(ROWS_A_STATEMENT) {
            let rows: Vec<String> = rows
                .iter()
                .map(|(number, (name, why))| format!("({number}, {}, {})", dialect.text(name), dialect.text(why)))
                .collect();
            let _ = writeln!(out, "INSERT INTO {risks} VALUES\n  {};", rows.join(",\n  "));
        }
        let fresh = format!("FROM {kept} WHERE _edition = {edition}");
        let goes =
            "CASE WHEN count(k._response) = 0 THEN 'nowhere' WHEN min(k._keep) = 1 THEN 'side table' ELSE 'away' END";
        let _ = write!(
            out,
            "SELECT r.variable, r.why, {goes} AS goes, count(DISTINCT k._response) AS responses, count(k._response) AS answers\n  \
             FROM {risks} r LEFT JOIN (SELECT DISTINCT _response, _occurrence, variable, why, _keep {fresh}) k\n    \
             ON k.variable = r.variable AND k.why = r.why\n  GROUP BY r.position, r.variable, r.why\n  ORDER BY r.position;\n\
             SELECT 'everything' AS variable, count(DISTINCT _response) AS responses, count(*) AS answers\n  \
             FROM (SELECT DISTINCT _response, _occurrence, variable {fresh}) k;\n"
        );
    }

    fn in_mysql(&self, out: &mut String, refuse: bool) {
        let name = self.procedure("prepare");
        let ready = &self.names.ready;
        out.push_str(whole::begin(self.dialect()));
        let _ = write!(
            out,
            "\n-- MySQL commits each definition by itself. Until the copies are complete, the old tables stay as they are;\n\
             -- from then on the copies have everything, so that a script that was interrupted is run again.\n\
             DELIMITER $$\nDROP PROCEDURE IF EXISTS {name}$$\nCREATE PROCEDURE {name}()\nBEGIN\n  \
             IF NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = database() AND table_name = {}) THEN\n",
            self.dialect().text(ready.trim_matches('`'))
        );
        self.guard(out);
        self.sweep(out);
        self.copies(out);
        if refuse {
            self.refuse(out);
        }
        let _ = write!(out, "CREATE TABLE {ready} (done INTEGER);\n  END IF;\n  SET FOREIGN_KEY_CHECKS = 0;\n");
        // What an interrupted run has made goes with what was there before.
        let mut views: Vec<&str> = self.old.views.iter().chain(&self.new.views).map(String::as_str).collect();
        let mut tables: Vec<&str> = self.old.tables.iter().chain(&self.new.tables).map(String::as_str).collect();
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
        out.push_str(self.fresh);
        out.push_str("\nSTART TRANSACTION;\n");
        self.fill(out);
        out.push_str("COMMIT;\n");
        self.sweep_behind(out);
    }
}
