//! What becomes of every kind of thing that is retired, renamed or moved, personal or not, wherever it stood, over one step and over two:
//! what it held and what that meant is known still, its answers stand where they belong, and what was personal stays so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use setsumon_codebook::CodebookTarget;
use setsumon_core::form::{CodeEntry, Form, Role, Value, Variable};
use setsumon_core::frozen::Model;
use setsumon_core::unit;
use setsumon_diagnostics::Code;
use setsumon_editions::fix;
use setsumon_editions::rollover::rollover;
use setsumon_sql::Dialect;
use setsumon_sql::migrate::migration;
use setsumon_sql::years::{Year, script};
use setsumon_tests::agreement::migration::{Database as _, Response, Step, filling, migrates, responses};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::sqlite::Lasting;
use setsumon_tests::project::{MAIN, Project};
use setsumon_tests::targets;

/// Every kind: how it is written, with its code and marks, and what keeps it.
pub(crate) const KINDS: [(&str, &str); 24] = [
    ("text CODE \"L\" max_length 40MARK", "text CODE \"L\"MARK"),
    ("longtext CODE \"L\"MARK", "longtext CODE \"L\"MARK"),
    ("text CODE \"L\" pattern \"999-9999\"MARK", "text CODE \"L\"MARK"),
    ("email CODE \"L\"MARK", "email CODE \"L\"MARK"),
    ("tel CODE \"L\"MARK", "tel CODE \"L\"MARK"),
    ("integer CODE \"L\" min 1 max 90 unit \"kg\"MARK", "integer CODE \"L\"MARK"),
    ("integer CODE \"L\" min 0 prefix \"£\" suffix \"a week\"MARK", "integer CODE \"L\"MARK"),
    ("decimal CODE \"L\" min 0 max 9.5 digits 2 unit \"km\"MARK", "decimal CODE \"L\" digits 2MARK"),
    ("year CODE \"L\" min 1990MARK", "year CODE \"L\"MARK"),
    ("scale CODE \"L\" 1 to 7 ends \"bad\" \"good\"MARK", "scale CODE \"L\" 1 to 7MARK"),
    ("month CODE \"L\" min 2020-01MARK", "month CODE \"L\"MARK"),
    ("date CODE \"L\" min 2020-01-01 max 2025-12-31MARK", "date CODE \"L\"MARK"),
    ("flag CODE \"L\"MARK", "flag CODE \"L\"MARK"),
    (
        "single CODE \"L\"MARK { a \"Apples\" value 2  b \"Pears\"  dk \"Don't know\" means dont_know }",
        "single CODE \"L\"MARK",
    ),
    ("single CODE \"L\"MARK { a \"Apples\"  other \"Other\" specify }", "single CODE \"L\"MARK"),
    ("multi CODE \"L\"MARK { a \"Apples\"  b \"Pears\"  none \"None\" exclusive }", "multi CODE \"L\"MARK"),
    ("rank CODE \"L\" pick 1..2MARK { a \"Apples\"  b \"Pears\" }", "rank CODE \"L\"MARK"),
    (
        "grid CODE \"L\" of singleMARK { rows { r \"Row\"  s \"Other\" } columns { x \"Good\"  y \"Bad\" } }",
        "single CODE \"L\"MARK",
    ),
    (
        "grid CODE \"L\" of multiMARK { rows { r \"Row\"  s \"Other\" } columns { x \"Good\"  y \"Bad\" } }",
        "multi CODE \"L\"MARK",
    ),
    (
        "grid CODE \"L\" of integer min 0 max 50 unit \"g\"MARK { rows { r \"Row\"  s \"Other\" } }",
        "integer CODE \"L\"MARK",
    ),
    ("grid CODE \"L\" of decimal max 8 digits 1MARK { rows { r \"Row\" } }", "decimal CODE \"L\" digits 1MARK"),
    ("grid CODE \"L\" of dateMARK { rows { r \"Row\" } }", "date CODE \"L\"MARK"),
    (
        "grid CODE \"L\"MARK { rows { r \"Row\" } columns { integer n \"N\" max 5  text t \"T\" } }",
        "text CODE \"L\"MARK",
    ),
    ("gate CODE \"L\"MARK { a \"Yes\"  b \"No\" }", "single CODE \"L\"MARK"),
];

/// Where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stood {
    Section,
    Group,
    Roster,
    Option,
}

/// Whether it told who somebody is, and where that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    Not,
    Itself,
    Around,
}

/// What becomes of it, and its mark is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    /// It is left out, and `fix` keeps it.
    Gone,
    /// `retired` where it stood.
    Kept,
    /// `retired` in another section.
    KeptElsewhere,
    /// Asked where it stood, under another code.
    Renamed,
    /// Asked in another section.
    Moved,
}

#[derive(Debug, Clone, Copy)]
struct Case {
    stood: Stood,
    marked: Marked,
    becomes: Becomes,
}

impl Case {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for stood in [Stood::Section, Stood::Group, Stood::Roster, Stood::Option] {
            for marked in [Marked::Not, Marked::Itself, Marked::Around] {
                for becomes in [Becomes::Gone, Becomes::Kept, Becomes::KeptElsewhere, Becomes::Renamed, Becomes::Moved]
                {
                    // Of which entry the answer would be, nobody knows.
                    if (stood, becomes) != (Stood::Roster, Becomes::Moved) {
                        all.push(Self { stood, marked, becomes });
                    }
                }
            }
        }
        all
    }

    /// The kinds that may stand there.
    fn kinds(self) -> impl Iterator<Item = (usize, &'static (&'static str, &'static str))> {
        KINDS
            .iter()
            .enumerate()
            .filter(move |(_, (asked, _))| self.stood == Stood::Section || !asked.starts_with("gate"))
    }

    fn has_calcs(self) -> bool {
        self.stood == Stood::Section && self.marked != Marked::Itself
    }

    fn around(self, mark: &str, inside: &str) -> String {
        match self.stood {
            Stood::Section => format!("section s \"S\"{mark} {{\n{inside}}}\n"),
            Stood::Group => format!("section s \"S\" {{\ntext z \"Z\"\ngroup g \"G\"{mark} {{\n{inside}}}\n}}\n"),
            Stood::Roster => {
                format!("section s \"S\" {{\ntext z \"Z\"\nrepeat g \"G\" 0..3{mark} {{\n{inside}}}\n}}\n")
            }
            Stood::Option => format!(
                "section s \"S\" {{\ntext z \"Z\"\nsingle g \"G\" {{ y \"Y\"  x \"X\"{mark} {{\n{inside}}} }}\n}}\n"
            ),
        }
    }

    /// The path of what they stood in.
    fn path(self) -> &'static str {
        match self.stood {
            Stood::Section | Stood::Group => "s",
            Stood::Roster => "s.g",
            Stood::Option => "s.g.x",
        }
    }

    fn before(self) -> String {
        let [own, around] = match self.marked {
            Marked::Not => ["", ""],
            Marked::Itself => [" @personal", ""],
            Marked::Around => ["", " @personal"],
        };
        let inside: String =
            self.kinds().map(|(at, (asked, _))| written(asked, &format!("q{at}"), own) + "\n").collect();
        // A mark on a derived value would not be enough: it rests on what stands beside it.
        let calc = if self.has_calcs() {
            "calc band \"Band\" = band q5 { 1..4 low \"Low\"  5..90 high \"High\" }\ncalc more \"More\" = q7 + 1\n"
        } else {
            ""
        };
        survey("2024", &(self.around(around, &(inside + calc)) + LAST))
    }

    fn after(self) -> String {
        let (path, lines) = (self.path(), |line: &dyn Fn(usize, &str, &str) -> String| -> String {
            self.kinds().map(|(at, (asked, kept))| line(at, asked, kept) + "\n").collect()
        });
        let calcs = if self.has_calcs() {
            "retired single band \"Band\"\nretired decimal more \"More\" digits 2\n"
        } else {
            ""
        };
        let was = |at: usize| format!(" was {path}.q{at}");
        let code = |at: usize| format!("q{at}");
        let [place, elsewhere] = match self.becomes {
            Becomes::Gone => [String::new(), String::new()],
            Becomes::Kept => {
                [lines(&|at, _, kept| format!("retired {}", written(kept, &code(at), ""))) + calcs, String::new()]
            }
            Becomes::KeptElsewhere => [
                calcs.to_owned(),
                lines(&|at, _, kept| format!("retired {}", written(kept, &format!("e{at}"), &was(at)))),
            ],
            Becomes::Renamed => [
                lines(&|at, asked, _| written(asked, &format!("p{at}"), &format!(" was q{at}"))) + calcs,
                String::new(),
            ],
            Becomes::Moved => [calcs.to_owned(), lines(&|at, asked, _| written(asked, &format!("e{at}"), &was(at)))],
        };
        // What nothing is left of is left out.
        let around = match (self.stood, place.is_empty()) {
            (Stood::Option, true) => {
                "section s \"S\" {\ntext z \"Z\"\nsingle g \"G\" { y \"Y\"  x \"X\" }\n}\n".to_owned()
            }
            (Stood::Section, true) => String::new(),
            (Stood::Group | Stood::Roster, true) => "section s \"S\" {\ntext z \"Z\"\n}\n".to_owned(),
            (_, false) => self.around("", &place),
        };
        survey(
            "2025 follows \"2024.model.json\"",
            &format!("{around}{}", LAST.replace('}', &format!("\n{elsewhere}}}"))),
        )
    }
}

/// A section of which nothing is personal.
const LAST: &str = "section rest \"Rest\" { text z \"Z\" }\n";

pub(crate) fn written(kind: &str, code: &str, mark: &str) -> String {
    kind.replace("CODE", code).replace("MARK", mark)
}

pub(crate) fn survey(edition: &str, rest: &str) -> String {
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\n{rest}")
}

/// An edition, with its text and its model.
pub(crate) struct Edition {
    pub(crate) text: String,
    pub(crate) form: Form,
    pub(crate) model: Model,
}

impl Edition {
    /// What `fix` leaves of a text, which must be clean but for reasons, that are its author's.
    pub(crate) fn of(text: &str, name: &str, before: Option<(&str, &Edition)>) -> Result<Self, String> {
        let alone = Project::of(text);
        let project = match before {
            Some((name, edition)) => alone.with(name, edition.model.write()),
            None => alone,
        };
        let fixed = fix(project.sources(), MAIN);
        let text = fixed.files.first().map_or_else(|| text.to_owned(), |file| file.after.clone());
        let left: Vec<String> = fixed
            .left
            .diagnostics
            .iter()
            .filter(|told| ![Code::ReasonMissing, Code::ReasonStale].contains(&told.code))
            .map(|told| format!("{} {}", told.code.number(), told.message))
            .collect();
        if !left.is_empty() {
            return Err(format!("{name} is not clean: {left:#?}\n{text}"));
        }
        let form = project.with_survey(&text).compile().form_before_markers(name).clone();
        let model = Model::freeze(&form, before.map(|(_, edition)| &edition.model));
        Ok(Self { text, form, model })
    }
}

#[test]
fn what_is_retired_renamed_or_moved_is_what_it_was() {
    let mut wrong = Vec::new();
    for case in Case::all() {
        if let Err(why) = over_two_steps(case) {
            wrong.push(format!("{case:?}: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

fn over_two_steps(case: Case) -> Result<(), String> {
    let first = Edition::of(&case.before(), "2024", None)?;
    let second = Edition::of(&case.after(), "2025", Some(("2024.model.json", &first)))?;
    let rolled = rollover(&second.text, "2025.model.json").map_err(|why| format!("{why:?}"))?.text;
    let third = Edition::of(&rolled, "2026", Some(("2025.model.json", &second)))?;
    // What is known of it, in both editions after.
    for (name, edition) in [("2025", &second), ("2026", &third)] {
        known(&first, edition).map_err(|why| format!("{name}: {why}\n{}", edition.text))?;
        Form::from_model(&edition.model).map_err(|why| format!("{name}: {why}"))?;
    }
    stays_personal(&[&first, &second, &third])?;
    answers_are_kept(case, [&first, &second, &third])
}

/// What a variable of the first edition is in a later one, which may have been renamed in between.
fn heir<'f>(first: &Variable, edition: &'f Edition, renamed: &BTreeMap<String, String>) -> Option<&'f Variable> {
    let name = renamed.get(&first.name).unwrap_or(&first.name);
    edition.form.variables().values().find(|variable| variable.name == *name && !matches!(variable.role, Role::Last(_)))
}

/// By the name of a variable of the first edition, its name in the one after: those after that have it still.
fn renamed(edition: &Edition) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for past in edition.model.past() {
        for state in &past.states {
            names.extend(state.was.iter().map(|was| (was.clone(), past.name.clone())));
        }
    }
    names
}

fn known(first: &Edition, edition: &Edition) -> Result<(), String> {
    let names = renamed(edition);
    let mut wrong = Vec::new();
    let book = codebook(&edition.form);
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(&edition.form, Dialect::Sqlite))?;
    for variable in first.form.variables().values() {
        let Some(now) = heir(variable, edition, &names) else {
            wrong.push(format!("{} has no column", variable.name));
            continue;
        };
        let mut differs = |what: &str, then: String, is: String| {
            if then != is {
                wrong.push(format!("{} → {}: {what}: {then} and now {is}", variable.name, now.name));
            }
        };
        if now.role == Role::Retired {
            differs("holds", held(&first.form, variable), held(&edition.form, now));
            let unit = |form: &Form, variable: &Variable| unit::of_variable(form, variable).unwrap_or_default();
            differs("unit", unit(&first.form, variable), unit(&edition.form, now));
        }
        let codes = codes_of(&first.form, variable);
        let offered: Vec<String> = codes.iter().map(|code| code.retired.to_string()).collect();
        differs("offered then", "false".repeat(offered.len()), offered.concat());
        let words: Vec<[String; 2]> = codes
            .iter()
            .map(|code| [code.code.clone(), code.label.iter().map(|text| text.plain()).collect()])
            .collect();
        if now.role == Role::Retired {
            let offered = codes_of(&edition.form, now).iter().any(|code| !code.retired);
            differs("still offered", "false".to_owned(), offered.to_string());
        }
        // In the codebook and in the catalogue of the database.
        let told = book.get(&now.name).cloned().unwrap_or_default();
        let told = |column: &str| told.get(column).cloned().unwrap_or_default();
        for [code, label] in &words {
            let line = format!("{code} = {label}");
            differs("the codebook", line.clone(), if told("codes").contains(&line) { line } else { told("codes") });
        }
        differs("personal in the codebook", if now.personal { "yes" } else { "no" }.to_owned(), told("personal"));
        let query = format!(
            "SELECT c.code, c.label FROM t__variable v JOIN t__code c ON c.list = v.list WHERE v.variable = '{}'",
            now.name
        );
        let rows = database.rows(&query, &["code", "label"]);
        for [code, label] in &words {
            let is = rows.iter().any(|row| row["code"] == code.as_str() && row["label"] == label.as_str());
            differs(
                "the catalogue",
                format!("{code} {label}"),
                if is { format!("{code} {label}") } else { format!("{rows:?}") },
            );
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn codes_of(form: &Form, variable: &Variable) -> Vec<CodeEntry> {
    variable.value.code_list().map_or_else(Vec::new, |list| form.code_lists().get(list).codes.clone())
}

/// What a variable holds, in words that two forms share.
fn held(form: &Form, variable: &Variable) -> String {
    match &variable.value {
        Value::Code(_) => codes_of(form, variable)
            .iter()
            .map(|code| {
                let label: String = code.label.iter().map(|text| text.plain()).collect();
                format!("{}={label} {:?} {:?}; ", code.code, code.value.map(|value| value.to_string()), code.means)
            })
            .collect(),
        other => format!("{other:?}"),
    }
}

/// The rows of the codebook, by variable.
fn codebook(form: &Form) -> BTreeMap<String, BTreeMap<String, String>> {
    let emitted = targets::emit(&CodebookTarget, form, "the codebook");
    let file = targets::file(&emitted, "codebook.csv");
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a heading").clone();
    let row = |row: csv::StringRecord| -> BTreeMap<String, String> {
        head.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|found| row(found.expect("a row"))).map(|row| (row["variable"].clone(), row)).collect()
}

/// What told who somebody is does so in every edition since, and stands in no view of all years.
fn stays_personal(editions: &[&Edition]) -> Result<(), String> {
    let [first, rest @ ..] = editions else { return Ok(()) };
    let personal = first.form.variables().values().filter(|variable| variable.personal);
    for edition in rest {
        let names = renamed(edition);
        for variable in personal.clone() {
            if !heir(variable, edition, &names).is_some_and(|now| now.personal) {
                return Err(format!("{} is not personal any more in\n{}", variable.name, edition.text));
            }
        }
        for roster in first.form.repeats().values().filter(|roster| roster.personal) {
            let is = edition.form.repeats().values().find(|now| now.name == roster.name);
            if is.is_some_and(|now| !now.personal) {
                return Err(format!("the roster {} is not personal any more in\n{}", roster.name, edition.text));
            }
        }
        let schemas: Vec<String> = (0..editions.len()).map(|at| format!("t_{at}")).collect();
        let years: Vec<Year<'_>> = editions
            .iter()
            .zip(&schemas)
            .take_while(|(one, _)| one.model.survey.edition <= edition.model.survey.edition)
            .map(|(one, schema)| Year { model: &one.model, schema })
            .collect();
        let view = script(&years, Dialect::Sqlite).map_err(|why| why.to_string())?;
        for variable in personal.clone() {
            let name = names.get(&variable.name).unwrap_or(&variable.name);
            if [name, &variable.name].iter().any(|name| view.contains(&format!("'{name}'"))) {
                return Err(format!("the view of all years shows {name}"));
            }
        }
    }
    Ok(())
}

/// A database that is filled and taken along keeps every answer, and what is personal among what is.
fn answers_are_kept(case: Case, [first, second, third]: [&Edition; 3]) -> Result<(), String> {
    let filled = responses(&first.form, 6, &mut Random::new(7));
    let step =
        |old: &Edition, new: &Edition| Step { told: format!("{case:?}"), old: old.form.clone(), new: new.form.clone() };
    migrates(&mut Lasting::new(), &step(first, second), &filled)?;
    migrates(&mut Lasting::new(), &step(second, third), &responses(&second.form, 6, &mut Random::new(8)))?;
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(&first.form, Dialect::Sqlite))?;
    database.run(&filling(&first.form, Dialect::Sqlite, &filled))?;
    for (old, new) in [(first, second), (second, third)] {
        let found = migration(&old.form, &new.form, Dialect::Sqlite, &[]).map_err(|why| why.to_string())?;
        database.run(&found.script(false))?;
        let given = count(&filled, &first.form);
        let personal: BTreeSet<String> =
            first.form.variables().values().filter(|one| one.personal).map(|one| one.name.clone()).collect();
        let names = renamed(new);
        for (name, count) in given {
            let now =
                heir(first.form.variables().values().find(|one| one.name == name).expect("it is there"), new, &names);
            let now = now.ok_or_else(|| format!("{name} is nowhere"))?;
            let stored = database
                .rows(&format!("SELECT stored_in FROM t__variable WHERE variable = '{}'", now.name), &["stored_in"]);
            let table = stored.first().and_then(|row| row["stored_in"].as_str()).unwrap_or_default().to_owned();
            let in_column = number(&mut database, &format!("SELECT count({}) AS n FROM {table}", now.name));
            let beside = |database: &mut Lasting, table: &str| {
                number(database, &format!("SELECT count(*) AS n FROM {table} WHERE variable = '{name}'"))
            };
            let (open, hidden) = (beside(&mut database, "t__earlier"), beside(&mut database, "t__earlier_personal"));
            if in_column + open + hidden != count {
                return Err(format!(
                    "of {count} answers to {name} {in_column} stand in its column, {open} and {hidden} beside it"
                ));
            }
            let roster = now.repeat.is_some_and(|roster| new.form.repeats().get(roster).personal);
            let is_open = open > 0 || (in_column > 0 && !table.ends_with("__personal") && !roster);
            if personal.contains(&name) && is_open {
                return Err(format!("answers to {name} stand open, in {table} or beside it"));
            }
        }
    }
    Ok(())
}

/// How many answers there are to each variable.
fn count(responses: &[Response], form: &Form) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let names: BTreeSet<&str> = form.variables().values().map(|one| one.name.as_str()).collect();
    for response in responses {
        let entries = response.file.values().filter_map(Json::as_array).flatten().filter_map(Json::as_object);
        for (key, _) in response.file.iter().chain(entries.flatten()) {
            if names.contains(key.as_str()) {
                *counts.entry(key.clone()).or_default() += 1;
            }
        }
    }
    counts
}

fn number(database: &mut Lasting, query: &str) -> usize {
    let rows = database.rows(query, &["n"]);
    usize::try_from(rows[0]["n"].as_u64().expect("a count")).expect("a small one")
}
