//! The steps as SQL: what is put aside, the copies of rows, what they lose to the rules, and how they come into the new tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use setsumon_core::form::Value;
use setsumon_core::ids::{RepeatId, RuleId, VarId};

use super::convert::{as_text, one_of};
use super::names::Moving;
use super::now_personal;
use super::plan::{Plan, Step, Unasked};
use crate::cond::Printer;
use crate::dialect::Room;
use crate::earlier;
use crate::layout::{Layout, Table};
use crate::seal;
use crate::table::{EARLIER, EARLIER_DRAFT, KEY_BYTES, Lines};
use crate::value;
use crate::whole::Made;

/// So many conditions stand beside one another at most: SQLite reckons each as one deeper.
const CONDITIONS: usize = 100;
/// The survey's own columns of its own table.
const OWN: [&str; 8] =
    ["_respondent", "_edition", "_status", "_created_at", "_submitted_at", "_carried", "_confirmed", "_notes"];

/// Writes the statements of steps.
pub(crate) struct Stage<'a> {
    pub(crate) plan: &'a Plan<'a>,
    pub(crate) names: &'a Moving,
    /// The new layout with the copies for its tables.
    copies: Layout,
    /// The old variables and rosters whose values may be thrown away, by name.
    dropped: &'a BTreeSet<String>,
}

impl<'a> Stage<'a> {
    pub(crate) fn of(plan: &'a Plan<'a>, names: &'a Moving, dropped: &'a BTreeSet<String>) -> Self {
        let copies = Layout::of(plan.new.form, plan.dialect(), &[]).with_tables(&names.tables);
        Self { plan, names, copies, dropped }
    }

    fn dialect(&self) -> &'static dyn Room {
        self.plan.dialect()
    }

    /// Writes the tables that the steps need.
    pub(crate) fn create(&self, out: &mut String) {
        for (table, name) in self.plan.new.layout.tables.iter().zip(&self.names.tables) {
            self.open(out, name);
            let mut lines = Lines::new(out);
            self.copy_columns(&mut lines, table);
            self.close(lines, if table.repeat.is_some() { "_response, _occurrence" } else { "_response" });
        }
        self.open(out, &self.names.kept);
        let mut lines = Lines::new(out);
        earlier::columns(&mut lines, self.dialect());
        lines.line().push_str("_personal INTEGER NOT NULL");
        lines.line().push_str("_keep INTEGER NOT NULL");
        self.close(lines, "");
        self.open(out, &self.names.broken);
        let mut lines = Lines::new(out);
        let _ = write!(lines.line(), "_response {} NOT NULL", self.dialect().code_type(KEY_BYTES));
        lines.line().push_str("_occurrence INTEGER NOT NULL");
        self.close(lines, "_response, _occurrence");
    }

    /// Begins the definition of a table that is there for as long as it is needed.
    pub(crate) fn open(&self, out: &mut String, name: &str) {
        let _ = write!(out, "CREATE {} {name} (", self.dialect().scratch().kind);
    }

    /// Ends it, with its key where that is worth its time.
    pub(crate) fn close(&self, mut lines: Lines<'_>, key: &str) {
        let scratch = self.dialect().scratch();
        if scratch.keyed && !key.is_empty() {
            let _ = write!(lines.line(), "PRIMARY KEY ({key})");
        }
        let _ = write!(lines.out, "\n){};\n", scratch.options);
    }

    fn copy_columns(&self, lines: &mut Lines<'_>, table: &Table) {
        let (dialect, form) = (self.dialect(), self.plan.new.form);
        let key = dialect.code_type(KEY_BYTES);
        let _ = write!(lines.line(), "_response {key} NOT NULL");
        if table.repeat.is_some() {
            lines.line().push_str("_occurrence INTEGER NOT NULL");
        }
        if is_main(table) {
            let json = dialect.json_type();
            let status = dialect.code_type(EARLIER_DRAFT.len());
            for column in OWN {
                let line = lines.line();
                let _ = match column {
                    "_respondent" => write!(line, "{column} {key}"),
                    "_edition" => write!(line, "{column} INTEGER"),
                    "_status" => write!(line, "{column} {status}"),
                    "_created_at" | "_submitted_at" => write!(line, "{column} {} NULL", dialect.moment_type()),
                    _ => write!(line, "{column} {json}"),
                };
            }
        }
        for id in &table.variables {
            let of = value::column_type(form, dialect, &form.variables().get(*id).value);
            let _ = write!(lines.line(), "{} {of}", self.copies.column(*id));
        }
    }

    /// Writes what was put aside by migrations before.
    pub(crate) fn earlier(&self, out: &mut String, old: &Made) {
        let told: Vec<&str> = earlier::COLUMNS.iter().map(|(column, _)| *column).collect();
        let told = told.join(", ");
        let now_personal: Vec<&str> = self.now_personal().collect();
        let personal = now_personal::of_earlier(self.plan.old.form, &now_personal, self.dialect())
            .map_or_else(|| "0".to_owned(), |said| format!("CASE WHEN {said} THEN 1 ELSE 0 END"));
        let kept = &self.names.kept;
        let _ = write!(
            out,
            "INSERT INTO {kept} SELECT {told}, {personal}, 1 FROM {};\n\
             INSERT INTO {kept} SELECT {told}, 1, 1 FROM {};\n",
            old.earlier.open, old.earlier.personal
        );
    }

    /// The old variables that have become personal: what stands of them from years before is so too.
    fn now_personal(&self) -> impl Iterator<Item = &str> {
        self.plan.old.form.variables().iter().filter(|(id, _)| self.is_personal(*id)).map(|(_, one)| one.name.as_str())
    }

    /// Whether an old variable tells who somebody is: then, or now.
    fn is_personal(&self, variable: VarId) -> bool {
        now_personal::is_personal(self.plan, variable)
    }

    /// Writes the statements of a step that is done before the old tables give way, or afterwards.
    pub(crate) fn step(&self, out: &mut String, step: &Step, new: &Made) {
        match step {
            Step::Remove { variable, why } => self.aside(out, *variable, why.name(), &[]),
            Step::RemoveRoster { roster } => {
                let Some((_, base)) = self.plan.old.layout.base(Some(*roster)) else { return };
                self.roster_aside(out, *roster, "removed", &format!("FROM {} o", base.quoted));
            }
            Step::Reword { from, why, codes } => {
                let only = one_of(self.dialect(), &self.plan.old_column(*from), codes);
                self.aside(out, *from, why.name(), &[Some(only), self.as_one(*from)]);
            }
            Step::Narrow { from, to } => {
                let fits = self.plan.place_of(*from, *to).map(|fits| format!("({fits}) IS NOT TRUE"));
                self.aside(out, *from, "domain", &[fits, self.as_one(*from)]);
            }
            Step::Several { from, to } => {
                let fits = || self.plan.place_of(*from, *to).map(|fits| format!("({fits}) IS NOT TRUE"));
                self.aside(out, *from, "several", &[self.plan.several(*to).or_else(fits)]);
            }
            Step::Merge { from, to } => self.merged(out, *from, *to),
            Step::Carry { table } => self.carry(out, *table),
            Step::Clear { rule, round: _, variables } => self.clear(out, *rule, variables),
            Step::Unask { rule, what: Unasked::Value(variable) } => {
                self.clear(out, *rule, std::slice::from_ref(variable));
            }
            Step::Unask { rule, what: Unasked::Occurrences(roster) } => self.clear_roster(out, *rule, *roster),
            // How tables give way is the dialect's matter, and stands in its script.
            Step::Replace => {}
            Step::Fill { table } => self.fill(out, *table),
            Step::FillEarlier => self.fill_earlier(out, new),
        }
    }

    /// Puts aside which of several it was, where the new value comes of it.
    fn merged(&self, out: &mut String, from: VarId, to: VarId) {
        let Some(conversion) = self.plan.conversion(from, to) else { return };
        let codes = (self.plan.pairs.was(to).len() < 2)
            .then(|| one_of(self.dialect(), &self.plan.old_column(from), &conversion.merged));
        let comes_over = format!("{} IS NOT NULL", conversion.staged());
        self.aside(out, from, "merged", &[codes, Some(comes_over), self.as_one(from)]);
    }

    /// That an old variable and those that became one with it are one answer; none where they cannot be anything else.
    fn as_one(&self, from: VarId) -> Option<String> {
        let several = self.plan.pairs.became(from).iter().find_map(|to| self.plan.several(*to))?;
        Some(format!("NOT ({several})"))
    }

    /// Puts aside the values of an old variable: all of them, or those that conditions hold for.
    fn aside(&self, out: &mut String, variable: VarId, why: &str, only: &[Option<String>]) {
        let layout = &self.plan.old.layout;
        let Some(home) = layout.home(variable) else { return };
        let Some(table) = layout.tables.get(home) else { return };
        let mut from = format!("FROM {} o{home}", table.quoted);
        self.join(&mut from, home, self.plan.beside(variable));
        let _ = write!(from, " WHERE {} IS NOT NULL", self.plan.old_column(variable));
        for only in only.iter().flatten() {
            let _ = write!(from, " AND {only}");
        }
        self.keep(out, variable, &format!("o{home}"), why, &from);
    }

    /// Joins old tables to one of them.
    fn join(&self, out: &mut String, base: usize, homes: BTreeSet<usize>) {
        let tables = &self.plan.old.layout.tables;
        let in_roster = tables.get(base).is_some_and(|table| table.repeat.is_some());
        for (home, other) in homes.into_iter().filter_map(|home| Some((home, tables.get(home)?))) {
            if home != base {
                let _ = write!(out, "\n  LEFT JOIN {} o{home} ON o{home}._response = o{base}._response", other.quoted);
                if in_roster {
                    let _ = write!(out, " AND o{home}._occurrence = o{base}._occurrence");
                }
            }
        }
    }

    /// Puts aside the values of an old variable from rows whose key stands under `alias`.
    fn keep(&self, out: &mut String, variable: VarId, alias: &str, why: &str, from: &str) {
        let form = self.plan.old.form;
        let found = form.variables().get(variable);
        let text = as_text(self.dialect(), &found.value, &self.plan.old_column(variable));
        let occurrence = found.repeat.map_or_else(|| "0".to_owned(), |_| format!("{alias}._occurrence"));
        self.kept(out, alias, &occurrence, &found.name, &text, why, self.is_personal(variable), from);
    }

    #[expect(clippy::too_many_arguments, reason = "one for each column of a row")]
    fn kept(
        &self,
        out: &mut String,
        alias: &str,
        occurrence: &str,
        name: &str,
        text: &str,
        why: &str,
        personal: bool,
        from: &str,
    ) {
        let _ = writeln!(
            out,
            "INSERT INTO {} SELECT {alias}._response, {occurrence}, {}, {}, {text}, {}, {}, {}\n  {from};",
            self.names.kept,
            self.plan.old.form.survey().edition,
            self.dialect().text(name),
            self.dialect().text(why),
            u8::from(personal),
            u8::from(!self.dropped.contains(name)),
        );
    }

    /// Puts aside that an old roster had occurrences, from rows whose key stands under `o`.
    fn roster_aside(&self, out: &mut String, roster: RepeatId, why: &str, from: &str) {
        let found = self.plan.old.form.repeats().get(roster);
        let number = as_text(self.dialect(), &Value::Rank { max: found.max }, "o._occurrence");
        self.kept(out, "o", "o._occurrence", &found.name, &number, why, found.personal, from);
    }

    /// Copies rows into the copy of a new table.
    fn carry(&self, out: &mut String, index: usize) {
        let (plan, old) = (self.plan, &self.plan.old.layout);
        let (Some(table), Some(copy)) = (plan.new.layout.tables.get(index), self.names.tables.get(index)) else {
            return;
        };
        let before = match table.repeat {
            None => None,
            // A roster that is new has no rows.
            Some(repeat) => match plan.pairs.roster_was(repeat) {
                Some(before) => Some(before),
                None => return,
            },
        };
        let Some((base, base_table)) = old.base(before) else { return };
        let mut columns = vec!["_response"];
        let mut values = vec![format!("o{base}._response")];
        if table.repeat.is_some() {
            columns.push("_occurrence");
            values.push(format!("o{base}._occurrence"));
        }
        if is_main(table) {
            columns.extend(OWN);
            values.extend(OWN.iter().map(|column| self.own(column, &format!("o{base}"))));
        }
        let mut homes = BTreeSet::new();
        for variable in &table.variables {
            let sources: Vec<String> = plan
                .sources(*variable)
                .map(|(from, conversion)| {
                    homes.extend(old.home(from));
                    conversion.staged()
                })
                .collect();
            match sources.as_slice() {
                [] => continue,
                [only] => values.push(only.clone()),
                all => {
                    let first = format!("coalesce({})", all.join(", "));
                    values.push(match plan.several(*variable) {
                        Some(several) => format!("CASE WHEN NOT ({several}) THEN {first} END"),
                        None => first,
                    });
                }
            }
            columns.push(self.copies.column(*variable));
        }
        let _ = write!(
            out,
            "INSERT INTO {copy} ({})\n  SELECT {}\n  FROM {} o{base}",
            columns.join(", "),
            values.join(", "),
            base_table.quoted
        );
        self.join(out, base, homes);
        out.push_str(";\n");
        self.dialect().write_analyze(out, copy);
    }

    /// One of the survey's own columns as it comes over.
    fn own(&self, column: &str, alias: &str) -> String {
        let old = format!("{alias}.{column}");
        match column {
            "_status" => format!(
                "CASE {old} WHEN 'submitted' THEN '{EARLIER}' WHEN 'draft' THEN '{EARLIER_DRAFT}' ELSE {old} END"
            ),
            "_carried" | "_confirmed" => self.renamed(&old),
            _ => old,
        }
    }

    /// A JSON array of names of variables, in their new names.
    fn renamed(&self, column: &str) -> String {
        let (old, new) = (self.plan.old.form, self.plan.new.form);
        let mut text = self.dialect().json_as_text(column);
        let mut some = false;
        for (id, before) in old.variables().iter() {
            let [now, ..] = self.plan.pairs.became(id) else { continue };
            let now = &new.variables().get(*now).name;
            if *now != before.name {
                some = true;
                // A name that is given anew may be one that is taken away: what has been renamed already is marked by a sign of no name.
                text = format!("replace({text}, '\"{}\"', '\"={now}\"')", before.name);
            }
        }
        if !some {
            return column.to_owned();
        }
        let text = format!("replace({text}, '\"=', '\"')");
        self.dialect().text_as_json(&text)
    }

    /// Finds the copies that break a rule, and takes these values out of them.
    fn clear(&self, out: &mut String, rule: RuleId, variables: &[VarId]) {
        let form = self.plan.new.form;
        let found = form.rules().get(rule);
        let main = self.copies.main_name();
        let occurrence = match found.repeat.and_then(|repeat| self.copies.base_of(repeat)) {
            Some(base) => format!("{}._occurrence", base.quoted),
            None => "0".to_owned(),
        };
        let mut condition = String::new();
        Printer::query(form, &self.copies).write_broken(&mut condition, found.holds);
        let from = seal::from(form, &self.copies, found);
        self.broken(out, &format!("{main}._response, {occurrence} {from} WHERE {condition}"));
        let mut tables: BTreeSet<usize> = BTreeSet::new();
        for variable in variables {
            let in_occurrence = found.repeat.is_some() && form.variables().get(*variable).repeat.is_some();
            self.keep_broken(out, *variable, &found.name, in_occurrence);
            tables.extend(self.copies.home(*variable));
        }
        for index in tables {
            let Some(table) = self.copies.tables.get(index) else { continue };
            let in_occurrence = found.repeat.is_some() && table.repeat.is_some();
            let own = variables.iter().filter(|variable| table.variables.contains(variable));
            let set: Vec<String> = own.map(|variable| format!("{} = NULL", self.copies.column(*variable))).collect();
            let _ = writeln!(
                out,
                "UPDATE {} SET {} WHERE {};",
                table.quoted,
                set.join(", "),
                self.is_broken(&table.quoted, in_occurrence)
            );
        }
    }

    /// Writes which rows are broken: `what` is their keys and where they stand.
    fn broken(&self, out: &mut String, what: &str) {
        let broken = &self.names.broken;
        let _ = writeln!(out, "DELETE FROM {broken};\nINSERT INTO {broken} SELECT DISTINCT {what};");
    }

    fn is_broken(&self, table: &str, in_occurrence: bool) -> String {
        let mut condition =
            format!("EXISTS (SELECT 1 FROM {} b WHERE b._response = {table}._response", self.names.broken);
        if in_occurrence {
            let _ = write!(condition, " AND b._occurrence = {table}._occurrence");
        }
        condition.push(')');
        condition
    }

    /// Puts aside what stands in the broken rows of a new variable, as it was answered. What was merged stands aside already.
    fn keep_broken(&self, out: &mut String, variable: VarId, why: &str, in_occurrence: bool) {
        for from in self.plan.own_sources(variable) {
            self.keep_broken_of(out, from, variable, why, in_occurrence);
        }
    }

    fn keep_broken_of(&self, out: &mut String, from: VarId, variable: VarId, why: &str, in_occurrence: bool) {
        let old = &self.plan.old.layout;
        let Some((home, table)) = old.home(from).and_then(|home| Some((home, old.tables.get(home)?))) else { return };
        let Some(copy) = self.copies.table_of(variable).map(|table| table.quoted.as_str()) else { return };
        let mut joined = format!(
            "FROM {} b JOIN {} o{home} ON o{home}._response = b._response JOIN {copy} s ON s._response = b._response",
            self.names.broken, table.quoted
        );
        if table.repeat.is_some() {
            let _ = write!(joined, " AND s._occurrence = o{home}._occurrence");
        }
        let _ = write!(
            joined,
            " WHERE s.{} IS NOT NULL AND {} IS NOT NULL",
            self.copies.column(variable),
            self.plan.old_column(from)
        );
        if in_occurrence {
            let _ = write!(joined, " AND b._occurrence = o{home}._occurrence");
        }
        self.keep(out, from, &format!("o{home}"), why, &joined);
    }

    /// Finds the copies of occurrences that are too many, or not asked for, and takes them away.
    fn clear_roster(&self, out: &mut String, rule: RuleId, roster: RepeatId) {
        let form = self.plan.new.form;
        let found = form.rules().get(rule);
        let (Some(base), Some(before)) = (self.copies.base_of(roster), self.plan.pairs.roster_was(roster)) else {
            return;
        };
        let now = form.repeats().get(roster);
        let main = self.copies.main_name();
        let base = &base.quoted;
        let mut condition = String::new();
        if !form.conds().is_always(now.asked) {
            condition.push_str(" OR ");
            Printer::query(form, &self.copies).write_broken(&mut condition, now.asked);
        }
        let from = seal::from(form, &self.copies, found);
        self.broken(
            out,
            &format!(
                "{base}._response, {base}._occurrence {from} JOIN {base} ON {base}._response = {main}._response \
                 WHERE {base}._occurrence > {}{condition}",
                now.max
            ),
        );
        for (variable, _) in form.variables().iter().filter(|(_, variable)| variable.repeat == Some(roster)) {
            self.keep_broken(out, variable, &found.name, true);
        }
        self.roster_aside(out, before, &found.name, &format!("FROM {} o", self.names.broken));
        for table in self.copies.tables.iter().filter(|table| table.repeat == Some(roster)) {
            let _ = writeln!(out, "DELETE FROM {0} WHERE {1};", table.quoted, self.is_broken(&table.quoted, true));
        }
    }

    /// Fills a new table from its copy.
    fn fill(&self, out: &mut String, index: usize) {
        let (Some(table), Some(copy)) = (self.plan.new.layout.tables.get(index), self.names.tables.get(index)) else {
            return;
        };
        let mut columns = vec!["_response"];
        columns.extend(table.repeat.map(|_| "_occurrence"));
        if is_main(table) {
            columns.extend(OWN);
        }
        columns.extend(table.variables.iter().map(|variable| self.copies.column(*variable)));
        let columns = columns.join(", ");
        let _ = write!(out, "INSERT INTO {} ({columns})\n  SELECT {columns} FROM {copy}", table.quoted);
        if !table.base {
            // A row that says nothing is not written.
            let some: Vec<String> =
                table.variables.iter().map(|id| format!("{} IS NOT NULL", self.copies.column(*id))).collect();
            let some: Vec<String> = some.chunks(CONDITIONS).map(|some| format!("({})", some.join(" OR "))).collect();
            let _ = write!(out, "\n  WHERE {}", some.join(" OR "));
        }
        out.push_str(";\n");
    }

    fn fill_earlier(&self, out: &mut String, new: &Made) {
        for (table, personal) in [(&new.earlier.open, 0), (&new.earlier.personal, 1)] {
            let _ = writeln!(
                out,
                "INSERT INTO {table}\n  SELECT _response, _occurrence, _edition, variable, min(value), min(why) FROM {}\n  \
                 WHERE _keep = 1 AND _personal = {personal} GROUP BY _response, _occurrence, _edition, variable;",
                self.names.kept
            );
        }
    }
}

fn is_main(table: &Table) -> bool {
    table.base && table.repeat.is_none()
}
