//! What must hold of every step from one edition to the next: one number of changes, no name of a variable in what people read, and
//! every correction made that a machine can make.

use std::collections::BTreeSet;

use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::{Code, Diagnostic, Severity, Stage};
use setsumon_editions::compare::{Cell, Table, compare};
use setsumon_editions::diff::Class;
use setsumon_editions::impact::{Respondents, Side, impact};
use setsumon_editions::report::Filter;
use setsumon_editions::{Session, diff, fix};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::steps::steps;
use setsumon_tests::agreement::survey::{Survey, survey};
use setsumon_tests::project::{Compiled, MAIN, Project};
use setsumon_tests::repo;

fn models() -> Vec<(String, Model, Model)> {
    let found: Vec<_> =
        steps(1..31).into_iter().map(|step| (step.told, Model::of(&step.old), Model::of(&step.new))).collect();
    assert!(found.len() > 30, "{} steps", found.len());
    found
}

fn is_slight(class: Class) -> bool {
    matches!(class, Class::RollOver | Class::Typography | Class::Renumbered)
}

/// The first number in a text.
fn number(text: &str) -> usize {
    let digits = text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("no number in {text}"))
}

/// Who reads the diff, the table to sign and the page to decide on reads one number.
#[test]
fn one_step_has_one_number_of_changes() {
    for (told, old, new) in models() {
        let found = diff(&old, &new);
        let count = Filter::default().apply(&found).changes.len();
        let slight = found.changes.iter().filter(|change| is_slight(change.class)).count();
        let table = compare(&old, &new);
        assert_eq!(number(&table.summary[0]), count, "{told}");
        let numbers = number(&table.slight.title) + number(&table.slight.numbers_title);
        assert_eq!(numbers, slight, "{told}");
        let side = |model| Side { model, form: None };
        let told_of = impact(side(&old), side(&new), &Respondents::MadeUp(1));
        assert_eq!(told_of.classes.values().sum::<usize>(), count, "{told}");
        assert_eq!(told_of.slight, slight, "{told}");
        let things = told_of.things;
        assert_eq!(
            things.added + things.removed + things.changed,
            told_of.changes.len(),
            "{told}: a row for each thing"
        );
        let page = setsumon_editions::impact::markdown(&told_of);
        assert!(page.contains(&format!(": **{count}**")), "{told}\n{page}");
    }
}

/// Of words of any length the message that wants a reason shows where they part, wherever that is: at the begin, at the end, between.
#[test]
fn the_difference_of_long_words_is_in_the_message() {
    let survey = |edition: &str, words: &[String], between: &str| {
        let label = words.join(between);
        let head = format!("setsumon 1\nsurvey demo \"Demo\" {{ locale ja  edition {edition} }}\n");
        format!("{head}section s \"S\" {{ text q \"{label}\" }}\n")
    };
    for (between, word) in [(" ", "word"), ("", "言葉")] {
        let old: Vec<String> = (0..80).map(|number| format!("{word}{number:02}")).collect();
        for at in (0..80).step_by(9).chain([79]) {
            let mut replaced = old.clone();
            replaced[at] = "Zulu".to_owned();
            let mut shorter = old.clone();
            shorter.remove(at);
            let mut longer = old.clone();
            longer.insert(at, "Zulu".to_owned());
            for (new, gone, come) in [(replaced, true, true), (shorter, true, false), (longer, false, true)] {
                let before = survey("2024", &old, between);
                let after = survey("2025 follows \"2024.model.json\"", &new, between);
                let Compiled(compiled) = Project::of(&after).with_frozen("2024.model.json", &before).compile();
                let told: Vec<&Diagnostic> = compiled.diagnostics.iter().collect();
                let [told] = told.as_slice() else { panic!("{} messages", told.len()) };
                assert_eq!(told.code, Code::ReasonMissing);
                let (was, is) = told.message.split_once(" → ").expect("both wordings");
                assert!(!gone || was.contains(&old[at]), "without {}: {}", old[at], told.message);
                assert!(!come || is.contains("Zulu"), "{at}: {}", told.message);
                assert_ne!(was.split_once('`').map(|(_, words)| words), is.split_once('`').map(|(_, words)| words));
                assert!(told.message.chars().count() < 500, "{}", told.message);
            }
        }
    }
}

/// Everything that people read of a step, the column of variables apart.
fn read(old: &Model, new: &Model) -> Vec<String> {
    let found = diff(old, new);
    let mut texts = Vec::new();
    for change in &found.changes {
        texts.push(change.subject.name.clone());
        texts.extend(change.old.iter().chain(&change.new).cloned());
        texts.extend(change.reason.iter().map(|reason| reason.words.clone()));
    }
    let Table { title: _, summary, rows, slight, .. } = compare(old, new);
    texts.extend(summary);
    for row in rows {
        for cell in [row.old, row.new] {
            if let Cell::Lines(lines) = cell {
                texts.extend(lines.iter().map(|line| line.runs.iter().map(|run| run.words.as_str()).collect()));
            }
        }
        let about = row.about;
        texts.extend(about.classes.into_iter().chain(about.reasons));
        texts.extend(about.effects.into_iter().map(|effect| effect.words));
    }
    for row in slight.rows {
        texts.push(row.name);
        texts.extend([row.old, row.new].map(|runs| runs.iter().map(|run| run.words.as_str()).collect()));
    }
    let side = |model| Side { model, form: None };
    let told = impact(side(old), side(new), &Respondents::MadeUp(1));
    texts.extend(told.changes.into_iter().map(|listed| listed.name));
    texts
}

#[test]
fn people_read_no_names_of_variables() {
    let mut seen = 0;
    for (told, old, new) in models() {
        let variables = old.variables.iter().chain(&new.variables);
        let names: BTreeSet<String> =
            variables.map(|variable| variable.name.clone()).filter(|name| name.contains("__")).collect();
        for text in read(&old, &new) {
            seen += 1;
            // A name stands by itself; a longer word may hold one.
            let mut words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            assert!(!words.any(|word| names.contains(word)), "{told}: {text}");
            assert!(
                !text.contains("{last") && !text.contains('\u{FDD0}') && !text.contains('\u{FDD3}'),
                "{told}: {text}"
            );
        }
    }
    assert!(seen > 300, "{seen} texts were read");
}

/// An answer that a text quotes is called by its label, and a link by where it leads.
#[test]
fn links_and_answers_are_told_as_people_say_them() {
    let text = |folder: &str| {
        let file = |name: &str| repo::read(&repo::path(&format!("tests/corpus/diff/{folder}/{name}.survey")));
        [file("old"), file("new")]
    };
    let [old, new] = text("links");
    let told = told_of(&old, &new);
    for words in ["[last time: Beds]", "(https://a.example/one)", "(https://a.example/two)"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

fn told_of(old: &str, new: &str) -> String {
    let before =
        Session::new().check(&MemorySources::new().with("s", old), "s").soundness.sound().expect("the edition before");
    let sources = MemorySources::new().with("s", new).with("old.model.json", Model::freeze(&before, None).write());
    let after = Session::new().check(&sources, "s").soundness.sound().expect("the edition after");
    format!("{:?}", diff(&Model::of(&before), &Model::of(&after)).changes)
}

/// What a machine can mend in the markers of a survey.
const MECHANICAL: [Code; 5] =
    [Code::MarkerMissing, Code::MarkerWrong, Code::WasUnknown, Code::CodeDropped, Code::ReasonStale];

/// A survey that follows an edition, with that.
struct Followed {
    told: String,
    made: Survey,
}

impl Followed {
    /// One in which a machine finds nothing to mend.
    fn of(told: String, made: Survey) -> Option<Self> {
        let found = Self { told, made };
        let said = Session::new().check(&found.with(&found.made.text), MAIN).diagnostics;
        let clean = said.iter().all(|one| one.code.is_error_of(Stage::Editions) && !is_mechanical(&one));
        clean.then_some(found)
    }

    fn with(&self, text: &str) -> MemorySources {
        self.made.with_text(text.to_owned()).project().sources().clone()
    }
}

fn followed() -> Vec<Followed> {
    let mut found = Vec::new();
    for seed in 1..61 {
        let mut random = Random::new(seed);
        let made = survey(&mut random);
        if made.text.contains(" follows \"before.model.json\"") {
            found.extend(Followed::of(format!("seed {seed}"), made));
        }
    }
    let (_, new) = setsumon_tests::agreement::steps::written();
    found.extend(Followed::of("the written step".to_owned(), new));
    assert!(found.len() > 5, "{} steps can be spoilt", found.len());
    found
}

fn spoilt(text: &str) -> Vec<(&'static str, String)> {
    let without = |what: &dyn Fn(&str) -> bool| -> String {
        text.lines().filter(|line| !what(line)).map(|line| format!("{line}\n")).collect()
    };
    let in_line = |line: &str| line.trim_start().starts_with("retired ");
    vec![
        ("nothing is marked as new", text.replace(" @new", "")),
        ("what is retired is left out", without(&in_line)),
        ("a reason of last year", text.replace("date since \"Since\"", "date since \"Since\" revised \"last year\"")),
        ("everything is new", text.replace("min 0 @updated", "min 0 @new")),
        ("a name of last year", text.replace("date since \"Since\"", "date since \"Since\" was never_there")),
        (
            "all of that",
            without(&in_line).replace(" @new", "").replace("date since \"Since\"", "date since \"Since\" @new"),
        ),
    ]
}

/// Whether a machine could go on: a correction is offered for a marker.
fn is_mechanical(told: &&Diagnostic) -> bool {
    MECHANICAL.contains(&told.code) && told.fix.is_some()
}

#[test]
fn every_correction_that_stands_alone_is_made() {
    let mut mended = BTreeSet::new();
    for one in followed() {
        for (how, text) in spoilt(&one.made.text) {
            let sources = one.with(&text);
            let wrong = Session::new().check(&sources, MAIN);
            let fixed = fix(&sources, MAIN);
            let left: Vec<String> =
                fixed.left.diagnostics.iter().filter(is_mechanical).map(|left| left.message.clone()).collect();
            let after = fixed.files.first().map_or(text.as_str(), |file| file.after.as_str());
            assert!(left.is_empty(), "{}, {how}: {left:?}\n{after}", one.told);
            assert!(errors(&fixed.left.diagnostics) <= errors(&wrong.diagnostics), "{}, {how}\n{after}", one.told);
            mended.extend(fixed.done.iter().map(|done| done.code.number()));
        }
    }
    for code in MECHANICAL {
        assert!(mended.contains(code.number()), "no {} was mended: {mended:?}", code.number());
    }
}

fn errors(diagnostics: &setsumon_diagnostics::Diagnostics) -> usize {
    diagnostics.iter().filter(|one| one.severity() == Severity::Error).count()
}

/// In a table, in a list from a file, beside one that cannot be made: each is made where it belongs.
#[test]
fn corrections_do_not_hang_on_one_another() {
    let old = "setsumon 1\nsurvey t \"T\" { locale en  edition 2024 }\nchoices towns from file \"towns.csv\"\nsection s \"S\" {\n  \
               grid g \"Which?\" of single { rows { a \"A\"  b \"B\"  c \"C\" } columns { x \"X\"  y \"Y\" } }\n  \
               single town \"Town\" from towns\n  multi went \"Went\" from towns\n  text words \"Words\"\n}\n";
    let towns = "code,label\nxi,Xi\nyo,Yo\n";
    let base = MemorySources::new().with("s", old).with("towns.csv", towns);
    let before = Session::new().check(&base, "s").soundness.sound().expect("the edition before");
    let new = old
        .replace("edition 2024", "edition 2025 follows \"m\"")
        .replace("a \"A\"  b \"B\"", "b \"B\"")
        .replace("columns { x \"X\"  y", "columns { y")
        .replace("  text words \"Words\"\n", "  text words \"Other words than those\"\n  text more \"More\"\n");
    let sources = MemorySources::new()
        .with("s", new)
        .with("towns.csv", format!("{towns}zu,Zu\nau,Au\n"))
        .with("m", Model::freeze(&before, None).write());
    let fixed = fix(&sources, "s");
    let after = &fixed.files.first().expect("something was mended").after;
    let left: BTreeSet<&str> = fixed.left.diagnostics.iter().map(|one| one.code.number()).collect();
    assert_eq!(left, BTreeSet::from(["E0708"]), "{after}\n{:#?}", fixed.done);
    for words in ["rows { retired a \"A\"  b", "columns { retired x \"X\"  y", "text more \"More\" @new"] {
        assert!(after.contains(words), "{words}\n{after}");
    }
    assert_eq!(after.matches("zu @new").count() + after.matches("au @new").count(), 4, "{after}");
    assert!(fixed.files.iter().all(|file| file.path == "s"), "the list is left alone");
}

/// Whatever is wrong in a case of the corpus, mending it leaves less wrong, and what was written is no mistake.
#[test]
fn no_correction_trades_one_mistake_for_another() {
    let mut mended = 0;
    for case in repo::files("tests/corpus/check", ".survey") {
        let text = repo::read(&case);
        if text.contains("\n//// ") || text.contains('\u{fffd}') {
            continue;
        }
        let sources = MemorySources::new().with("s", text.as_str());
        let wrong = Session::new().check(&sources, "s").diagnostics;
        let fixed = fix(&sources, "s");
        if fixed.done.is_empty() {
            assert!(fixed.files.is_empty(), "{}", repo::told(&case));
            continue;
        }
        mended += 1;
        let unread = |all: &setsumon_diagnostics::Diagnostics| {
            all.iter().filter(|one| one.code.is_error_of(Stage::Reading)).count()
        };
        let counted = |all: &setsumon_diagnostics::Diagnostics| (unread(all), errors(all), all.iter().count());
        let (was, is) = (counted(&wrong), counted(&fixed.left.diagnostics));
        assert!(is < was, "{}: {was:?} → {is:?}\n{:?}", repo::told(&case), fixed.done);
    }
    assert!(mended > 15, "{mended} cases were mended");
}
