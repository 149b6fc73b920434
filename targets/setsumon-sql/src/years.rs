//! The view over all years: every response of every edition under today's names and codes, and three sorts of blanks told apart.
//!
//! Each edition keeps the database that its own script made, in a schema, database or attached file of its own. What was what stands in
//! small tables beside the view, so that it can be looked up and joined.

use setsumon_core::names;
use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use setsumon_core::frozen::lineage::{Lineage, NoChain, Then, lineages};
use setsumon_core::frozen::{self, Model, Unfielded};

use crate::dialect::{Dialect, Room, one_line};
use crate::filler::{Column, Filler};

/// An edition, and the schema (PostgreSQL), database (MySQL, MariaDB) or attached file (SQLite, DuckDB) that its tables lie in.
#[derive(Debug, Clone, Copy)]
pub struct Year<'a> {
    /// The edition.
    pub model: &'a Model,
    /// Where its tables lie.
    pub schema: &'a str,
}

/// The script of the view, which may be run again whenever an edition is added.
///
/// # Errors
/// Where an edition does not follow the one before it, oldest first.
pub fn script(years: &[Year<'_>], dialect: Dialect) -> Result<String, NoChain> {
    let models: Vec<&Model> = years.iter().map(|year| year.model).collect();
    let lineages = lineages(&models)?;
    let survey = models.last().map_or("", |model| model.survey.code.as_str());
    let all = All { years, dialect: dialect.room(), survey, variables: named(&lineages, years) };
    let mut out = String::new();
    all.head(&mut out);
    all.variables(&mut out);
    let merged = all.names(&mut out);
    all.absent(&mut out);
    all.not_fielded(&mut out);
    all.codes(&mut out);
    all.view(&mut out, &merged);
    out.push_str(all.dialect.frame().end);
    Ok(out)
}

/// A lineage that some long view shows.
struct Named<'a> {
    name: &'a str,
    lineage: &'a Lineage<'a>,
    /// What of it the long view of each edition shows.
    shown: Vec<Vec<&'a Then<'a>>>,
}

/// What the long views show: neither what is personal nor what is retired. What has become personal is so from the years before too.
fn named<'a>(lineages: &'a [Lineage<'a>], years: &[Year<'_>]) -> Vec<Named<'a>> {
    let shown = lineages.iter().map(|lineage| {
        let each = || lineage.then.iter().zip(years);
        let last = each().rev().find(|(then, _)| !then.is_empty());
        if last.is_some_and(|(then, year)| then.iter().any(|then| is_personal(year.model, then))) {
            return None;
        }
        let shown = each().map(|(then, year)| then.iter().filter(|then| is_open(year.model, then)).collect());
        Some(Named { name: &lineage.name, lineage, shown: shown.collect() })
    });
    shown.flatten().filter(|named| !named.shown.iter().all(Vec::is_empty)).collect()
}

fn is_open(model: &Model, then: &Then<'_>) -> bool {
    then.variable.role != frozen::Role::Retired && !is_personal(model, then)
}

fn is_personal(model: &Model, Then { variable, .. }: &Then<'_>) -> bool {
    let roster = variable.repeat.as_ref().and_then(|name| model.repeats.iter().find(|repeat| repeat.name == *name));
    variable.personal || roster.is_some_and(|roster| roster.personal)
}

struct All<'a> {
    years: &'a [Year<'a>],
    dialect: &'static dyn Room,
    survey: &'a str,
    variables: Vec<Named<'a>>,
}

impl All<'_> {
    fn table(&self, what: &str) -> String {
        self.dialect.name(&names::member(self.survey, what))
    }

    /// A table or view of an edition.
    fn of(&self, year: &Year<'_>, name: &str) -> String {
        format!("{}.{}", self.dialect.name(year.schema), self.dialect.name(name))
    }

    fn head(&self, out: &mut String) {
        let title = self.years.last().map(|year| year.model.survey.title.plain()).unwrap_or_default();
        let _ = writeln!(out, "-- {}, all years, for {}", one_line(&title), self.dialect.title());
        for year in self.years {
            let schema = self.dialect.name(year.schema);
            let edition = year.model.survey.edition;
            let _ = writeln!(out, "-- Edition {edition} lies {}", self.dialect.where_an_edition_lies(&schema));
        }
        for Unfielded { edition, why } in self.unfielded() {
            let _ = writeln!(out, "-- Edition {edition} was not fielded: {}", one_line(why));
        }
        out.push_str(self.dialect.frame().begin_years);
        let _ = writeln!(out, "DROP VIEW IF EXISTS {};", self.table("all_years"));
        for what in ["years_variable", "years_name", "years_absent", "years_unfielded", "years_code", "years_label"] {
            let _ = writeln!(out, "DROP TABLE IF EXISTS {};", self.table(what));
        }
    }

    fn variables(&self, out: &mut String) {
        let table = self.table("years_variable");
        let columns = [
            ("variable", Column::Key),
            ("position", Column::Whole),
            ("label", Column::Words),
            ("unit", Column::Words),
            ("kind", Column::Key),
            ("last_edition", Column::Whole),
        ];
        let what = "Every variable of all years, under its name in the last edition that had it.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 1, &columns);
        let mut known = FxHashSet::default();
        let labels = self.variables.iter().map(|named| named.lineage.label());
        let shared: FxHashSet<String> = labels.filter(|label| !known.insert(label.clone())).collect();
        let mut told = FxHashSet::default();
        let newest = self.years.last().map_or(0, |year| year.model.survey.edition);
        for (position, Named { name, lineage, shown }) in self.variables.iter().enumerate() {
            let last = shown.iter().rposition(|then| !then.is_empty()).and_then(|last| self.years.get(last));
            let edition = last.map_or(0, |year| year.model.survey.edition);
            // A series that ended with what it was counted in has the words of the one that began.
            let mut label = match &lineage.counted {
                Some(counted) if shared.contains(&lineage.label()) => format!("{} ({counted})", lineage.label()),
                Some(_) | None => lineage.label(),
            };
            // And where it came to be counted so again, the newer series stands further up, and the older says when it ended.
            if let Some(counted) = &lineage.counted
                && !told.insert(label.clone())
                && edition < newest
            {
                label = format!("{} ({counted}, {edition})", lineage.label());
            }
            rows.row().code(name).whole(position).words(&label).maybe(lineage.counted.as_deref());
            rows.code(lineage.last.value.kind().as_str());
            rows.number(edition);
        }
        rows.end();
    }

    /// What each was called in each edition; the editions in which several were what is one today.
    fn names(&self, out: &mut String) -> Vec<i64> {
        let table = self.table("years_name");
        let columns = [
            ("edition", Column::Whole),
            ("variable_then", Column::Key),
            ("variable", Column::Key),
            ("part", Column::Whole),
            ("parts", Column::Whole),
        ];
        let what = "What each was called in each edition: several parts where what is one today was several.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 3, &columns);
        let mut merged = Vec::new();
        for (index, year) in self.years.iter().enumerate() {
            let edition = year.model.survey.edition;
            for Named { name, lineage: _, shown } in &self.variables {
                let then = shown.get(index).map_or(&[][..], Vec::as_slice);
                for (part, one) in then.iter().enumerate() {
                    rows.row().number(edition).code(&one.variable.name).code(name).whole(part + 1).whole(then.len());
                }
                if then.len() > 1 && !merged.contains(&edition) {
                    merged.push(edition);
                }
            }
        }
        rows.end();
        merged
    }

    fn absent(&self, out: &mut String) {
        let table = self.table("years_absent");
        let columns = [("edition", Column::Whole), ("variable", Column::Key), ("state", Column::Key)];
        let what =
            "What an edition has no answers of here: not_in_edition, of nobody; personal, for they are not told.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 2, &columns);
        for (index, year) in self.years.iter().enumerate() {
            let edition = year.model.survey.edition;
            for Named { name, lineage, shown } in &self.variables {
                if shown.get(index).is_none_or(Vec::is_empty) {
                    let then = lineage.then.get(index).map_or(&[][..], Vec::as_slice);
                    let asked = then.iter().any(|then| then.variable.role != frozen::Role::Retired);
                    rows.row().number(edition).code(name).code(if asked { "personal" } else { "not_in_edition" });
                }
            }
        }
        rows.end();
    }

    /// The editions that were not fielded, between the oldest here and the newest.
    fn unfielded(&self) -> impl Iterator<Item = &Unfielded> {
        let first = self.years.first().map_or(i64::MAX, |year| year.model.survey.edition);
        let told = self.years.last().map_or(&[][..], |year| year.model.survey.unfielded.as_slice());
        told.iter().filter(move |one| one.edition > first)
    }

    fn not_fielded(&self, out: &mut String) {
        let table = self.table("years_unfielded");
        let columns = [("edition", Column::Whole), ("why", Column::Words)];
        let what = "Editions that were not fielded, and why.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 1, &columns);
        for Unfielded { edition, why } in self.unfielded() {
            rows.row().number(*edition).words(why);
        }
        rows.end();
    }

    /// Codes under other names, and the labels of today's.
    fn codes(&self, out: &mut String) {
        let table = self.table("years_code");
        let columns = [
            ("edition", Column::Whole),
            ("variable_then", Column::Key),
            ("code_then", Column::Key),
            ("variable", Column::Key),
            ("code", Column::Key),
        ];
        let what = "Codes that are called otherwise today.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 4, &columns);
        for (index, year) in self.years.iter().enumerate() {
            for Named { name, lineage: _, shown } in &self.variables {
                for then in shown.get(index).into_iter().flatten() {
                    for (code_then, code) in &then.renamed {
                        rows.row().number(year.model.survey.edition).code(&then.variable.name).code(code_then);
                        rows.code(name).code(code);
                    }
                }
            }
        }
        rows.end();
        self.labels(out);
    }

    fn labels(&self, out: &mut String) {
        let table = self.table("years_label");
        let columns = [("variable", Column::Key), ("code", Column::Key), ("label", Column::Words)];
        let what = "The label of each code in the last edition that had it.";
        let mut rows = Filler::create(out, self.dialect, &table, what, 2, &columns);
        for Named { name, lineage: _, shown } in &self.variables {
            let mut told = FxHashSet::default();
            for (then, year) in shown.iter().zip(self.years).rev() {
                for one in then {
                    let list = one.variable.value.code_list().and_then(|list| year.model.code_lists.get(list));
                    for code in list.map_or(&[][..], |list| list.codes.as_slice()) {
                        let today = one.renamed.iter().find(|(then, _)| *then == code.code);
                        let today = today.map_or(code.code.as_str(), |(_, today)| today.as_str());
                        if told.insert(today) {
                            let label: Vec<String> = code.label.iter().map(|part| part.plain()).collect();
                            rows.row().code(name).code(today).words(&label.join(" / "));
                        }
                    }
                }
            }
        }
        rows.end();
    }

    fn view(&self, out: &mut String, merged: &[i64]) {
        let create = self.dialect.create_view_of_years();
        let _ = write!(
            out,
            "\n-- Every response of every edition and every variable of all years: answered, no_answer where it was asked,\n\
             -- not_applicable where it was asked that year but not of this respondent, not_in_edition where it was not asked that year,\n\
             -- personal where it was and told who the respondent was.\n\
             {create} {} AS SELECT\n  u._edition, u._respondent, u._response, u._status, u._occurrence, u.variable, u.value,\n  \
             CASE WHEN v.kind = 'tick' THEN v.label ELSE k.label END AS label, u.state, u.variable_then\nFROM (\n",
            self.table("all_years")
        );
        for (index, year) in self.years.iter().enumerate() {
            if index > 0 {
                out.push_str("\n  UNION ALL\n");
            }
            self.plain(out, year);
            if merged.contains(&year.model.survey.edition) {
                out.push_str("\n  UNION ALL\n");
                self.merged(out, year);
            }
            out.push_str("\n  UNION ALL\n");
            self.missing(out, year);
        }
        let _ = writeln!(
            out,
            "\n) u\n  JOIN {} v ON v.variable = u.variable\n  LEFT JOIN {} k ON k.variable = u.variable AND k.code = u.value;",
            self.table("years_variable"),
            self.table("years_label")
        );
    }

    /// What an answer of an edition is made of.
    fn selected(&self, edition: i64) -> String {
        format!(
            "{edition} AS _edition, r._respondent, r._response, r._status, l._occurrence, n.variable, {} AS value,\n    \
             CASE WHEN l.state = 'not_asked' THEN 'not_applicable' ELSE l.state END AS state, n.variable_then",
            self.dialect.as_bytes("coalesce(c.code, l.value)")
        )
    }

    fn from(&self, year: &Year<'_>) -> String {
        let edition = year.model.survey.edition;
        let variable = self.dialect.as_bytes("l.variable");
        let value = self.dialect.as_bytes("l.value");
        format!(
            "  FROM {} l JOIN {} r ON r._response = l._response\n  \
             JOIN {} n ON n.edition = {edition} AND n.variable_then = {variable}\n  \
             LEFT JOIN {} c ON c.edition = {edition} AND c.variable_then = n.variable_then AND c.variable = n.variable AND c.code_then = {value}\n",
            self.of(year, &long(year.model)),
            self.of(year, self.survey),
            self.table("years_name"),
            self.table("years_code")
        )
    }

    fn plain(&self, out: &mut String, year: &Year<'_>) {
        let edition = year.model.survey.edition;
        let selected = self.selected(edition);
        // What a migration brought over is no answer to this edition; it counts in the tables of its own.
        let _ = write!(out, "  SELECT {selected}\n{}  WHERE n.parts = 1 AND r._edition = {edition}", self.from(year));
    }

    /// Of several that are one today, the one that has a value; a tick that is set before one that is not. Where more than one figure was
    /// given, or not the same was said, none of them is the value.
    fn merged(&self, out: &mut String, year: &Year<'_>) {
        let edition = year.model.survey.edition;
        let selected = self.selected(edition);
        let over = "OVER (PARTITION BY l._response, l._occurrence, n.variable";
        let value = self.dialect.as_bytes("coalesce(c.code, l.value)");
        let answered = format!("CASE WHEN l.state = 'answered' THEN {value} END");
        let several = "m.kind IN ('integer', 'decimal') AND m.given > 1 OR m.kind NOT IN ('tick', 'integer', 'decimal') AND m.low <> m.high";
        let unless = |what: &str| format!("CASE WHEN {several} THEN NULL ELSE m.{what} END AS {what}");
        let _ = write!(
            out,
            "  SELECT _edition, _respondent, _response, _status, _occurrence, variable, {}, \
             CASE WHEN {several} THEN 'several' ELSE m.state END AS state, {} FROM (\n  \
             SELECT {selected}, w.kind, count({answered}) {over}) AS given,\n    \
             min({answered}) {over}) AS low, max({answered}) {over}) AS high, row_number() {over} ORDER BY\n    \
             CASE l.state WHEN 'answered' THEN CASE WHEN w.kind = 'tick' AND l.value = '0' THEN 1 ELSE 0 END WHEN 'no_answer' THEN 2 ELSE 3 END, n.part) AS place\n\
             {}  JOIN {} w ON w.variable = n.variable\n  WHERE n.parts > 1 AND r._edition = {edition}) m WHERE place = 1",
            unless("value"),
            unless("variable_then"),
            self.from(year),
            self.table("years_variable")
        );
    }

    fn missing(&self, out: &mut String, year: &Year<'_>) {
        let edition = year.model.survey.edition;
        let _ = write!(
            out,
            "  SELECT {edition}, r._respondent, r._response, r._status, {}, a.variable, {}, a.state, {}\n  \
             FROM {} r JOIN {} a ON a.edition = {edition} WHERE r._edition = {edition}",
            self.dialect.null("INTEGER"),
            self.dialect.as_bytes(&self.dialect.null("TEXT")),
            self.dialect.as_bytes(&self.dialect.null("TEXT")),
            self.of(year, self.survey),
            self.table("years_absent")
        );
    }
}

/// The name of an edition's long view. A roster of the same name has it pushed aside.
fn long(model: &Model) -> String {
    let mut name = names::member(&model.survey.code, "long");
    while model.repeats.iter().any(|repeat| repeat.name == name) {
        name.push('_');
    }
    name
}
