//! The whole script of a migration, and that of a dry run: what stands around the steps so that nothing is lost where one of them fails.
//!
//! Most dialects do everything in one transaction. One that commits each definition by itself has a way of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::names::Moving;
use super::plan::{Plan, Risk, Step};
use super::stage::Stage;
use crate::dialect::{Guard, Room, one_line};
use crate::table::Lines;
use crate::whole::{self, Made};
use crate::words::Words;

/// Rows of one `INSERT`.
const ROWS_A_STATEMENT: usize = 200;

/// A migration, ready to be written.
pub(crate) struct Script<'a> {
    pub(crate) plan: &'a Plan<'a>,
    stage: Stage<'a>,
    pub(crate) names: &'a Moving,
    pub(crate) old: &'a Made,
    pub(crate) new: &'a Made,
    /// The new edition's own script.
    pub(crate) fresh: &'a str,
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
        self.dialect().migrate(&mut out, self, refuse);
        out
    }

    /// What would be put aside or thrown away, counted; the database stays as it is.
    pub(crate) fn dry_run(&self) -> String {
        let mut out = self.head("counts what would have no place, and changes nothing, in a filled database");
        self.dialect().count(&mut out, self);
        out
    }

    /// Writes the migration, where everything is done in one transaction.
    pub(crate) fn in_one_transaction(&self, out: &mut String, refuse: bool) {
        let dialect = self.dialect();
        out.push_str(dialect.frame().begin_migration);
        self.guard(out);
        let tables: Vec<&str> = self.plan.old.layout.tables.iter().map(|table| table.quoted.as_str()).collect();
        dialect.lock(out, &tables);
        self.copies(out);
        if refuse {
            self.refuse(out);
        }
        self.give_way(out);
        out.push_str(self.fresh);
        out.push('\n');
        self.fill(out);
        dialect.settle(out, self);
        out.push_str(dialect.frame().end);
        dialect.sweep_behind(out, self.names);
    }

    /// Writes what counts, where a transaction takes back all of it.
    pub(crate) fn count_and_roll_back(&self, out: &mut String) {
        out.push_str(self.dialect().frame().begin_migration);
        self.guard(out);
        self.copies(out);
        self.count(out);
        out.push_str("ROLLBACK;\n");
    }

    fn head(&self, does: &str) -> String {
        let (old, new) = (self.plan.old.form.survey(), self.plan.new.form.survey());
        let title = one_line(&new.title.plain()).into_owned();
        let run = self.dialect().frame().client;
        format!(
            "-- {title}, for {}: {does} from edition {} to {}.\n-- Run it with `{run}`, while nobody writes.\n",
            self.dialect().title(),
            old.edition,
            new.edition
        )
    }

    /// That the database is of the old edition, or else an error that says so.
    pub(crate) fn guard(&self, out: &mut String) {
        let survey = &self.plan.old.form.survey();
        let (edition, table) = (survey.edition, &self.old.edition);
        let wrong = format!(
            "this database is not of edition {edition} of {}: either it was migrated already, or it is another",
            survey.code
        );
        let is_other = format!("coalesce((SELECT max(edition) FROM {table}), -1) <> {edition}");
        let guard = Guard { names: self.names, table, is_other: &is_other, wrong: &wrong };
        self.dialect().guard(out, guard);
    }

    /// Everything that is done before the old tables give way.
    pub(crate) fn copies(&self, out: &mut String) {
        out.push_str("\n-- Copies of the rows in the shape of the new tables, and what has no place in them.\n");
        self.stage.create(out);
        self.stage.earlier(out, self.old);
        self.steps(out, |step| *step < Step::Replace);
    }

    pub(crate) fn fill(&self, out: &mut String) {
        out.push_str("-- The rows that came over, and what had no place.\n");
        self.steps(out, |step| *step > Step::Replace);
    }

    fn steps(&self, out: &mut String, which: impl Fn(&Step) -> bool) {
        for step in self.plan.steps.iter().filter(|step| which(step)) {
            self.stage.step(out, step, self.new);
        }
    }

    /// An error where anything would have to be put aside.
    pub(crate) fn refuse(&self, out: &mut String) {
        let wrong =
            "answers have no place in the new edition: count them with --dry-run, and name with --drop what may go";
        let edition = self.plan.old.form.survey().edition;
        let some = format!("EXISTS (SELECT 1 FROM {} WHERE _edition = {edition} AND _keep = 1)", self.names.kept);
        self.dialect().refuse(out, self.names, &some, wrong);
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

    /// Counts what was put aside: a line for each thing that the plan reckons with, and one for all of it.
    pub(crate) fn count(&self, out: &mut String) {
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
        let rows: Vec<(usize, Risk<'_>)> = self.plan.risks().into_iter().enumerate().collect();
        for rows in rows.chunks(ROWS_A_STATEMENT) {
            let rows: Vec<String> = rows
                .iter()
                .map(|(number, Risk { variable, why, whole: _, codes: _ })| {
                    format!("({number}, {}, {})", dialect.text(variable), dialect.text(why))
                })
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
}
