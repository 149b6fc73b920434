//! How fast the compiler is: each stage on surveys of growing size and on the real one, in CPU time, medians of whole processes.
//!
//! `cargo bench -p setsumon-tests` prints the table; `-- --quick` leaves out the largest survey and runs less often.
//! With `SETSUMON=…/release/setsumon` before it, it also tells what the PDF costs.
//! Every run is a process of its own that does everything once, as the command does, and tells what each stage cost it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on says so by failing, and its result is printed"
)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use setsumon_codebook::CodebookTarget;
use setsumon_core::answers::Strict;
use setsumon_core::form::Form;
use setsumon_core::frozen::{Model, ModelTarget};
use setsumon_core::sources::MemorySources;
use setsumon_core::target::Target;
use setsumon_diagnostics::FileId;
use setsumon_editions::Session;
use setsumon_editions::prefill::Prefill;
use setsumon_html::Html;
use setsumon_json_schema::JsonSchema;
use setsumon_sql::Ddl;
use setsumon_tests::agreement::answers::{Sort, answers};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::{generate, repo};

/// The real survey, and the folder its imports lie in.
const REAL: (&str, &str) = ("surveys/chiren", "surveys/chiren/2024.survey");

/// The edition before, and its frozen model, which the real survey follows.
const REAL_OLD: &str = "surveys/chiren/2023.survey";
const REAL_BEFORE: &str = "surveys/chiren/2023.model.json";

/// What a process measured: names and microseconds of CPU time, then peaks of memory.
type Measures = Vec<(String, f64)>;

/// The allocator of the command, so that the figures are those of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [child, survey] if child == "--child" => child_run(survey),
        _ => parent_run(arguments.iter().any(|argument| argument == "--quick")),
    }
}

/// The surveys, with how often each is run.
fn surveys(quick: bool) -> Vec<(String, usize)> {
    let mut surveys = vec![("real".to_owned(), 9), ("1000".to_owned(), 9), ("10000".to_owned(), 5)];
    if quick {
        for (_, runs) in &mut surveys {
            *runs = 3;
        }
    } else {
        surveys.push(("100000".to_owned(), 3));
    }
    surveys
}

fn parent_run(quick: bool) {
    let mut columns: Vec<(String, Measures)> = Vec::new();
    for (survey, runs) in surveys(quick) {
        let measured: Vec<Measures> = (0..runs).map(|_| measured_in_child(&survey)).collect();
        columns.push((survey, medians(&measured)));
    }
    print!("{}", table(&columns));
    print!("{}", goals(&columns));
    match std::env::var_os("SETSUMON") {
        Some(command) => print!("{}", printed(&command)),
        None => println!("\nThe PDF was not measured: say where the command is with SETSUMON=…/release/setsumon."),
    }
}

/// What the printed questionnaire costs the finished command, whole processes, medians of some.
fn printed(command: &OsStr) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("\n| PDF, whole process | CPU time | memory |\n| --- | ---: | ---: |\n");
    let mut tell = |what: &str, survey: &Path| {
        let (mut times, mut peaks): (Vec<f64>, Vec<f64>) =
            (0..5).map(|_| print_once(command, survey, folder.path())).unzip();
        times.sort_by(f64::total_cmp);
        peaks.sort_by(f64::total_cmp);
        let (time, peak) = (times[times.len() / 2], peaks[peaks.len() / 2] / 1e6);
        writeln!(text, "| {what} | {time:.2} s | {peak:.0} MB |").expect("writing to a string");
    };
    tell("the real survey (goal 1 s)", &repo::root().join(REAL.1));
    for questions in [1_000, 2_000, 4_000] {
        let survey = folder.path().join("generated.survey");
        std::fs::write(&survey, generate::survey(questions)).expect("a survey");
        let goal = if questions == 1_000 { " (goal 1.5 s)" } else { "" };
        tell(&format!("{questions} questions{goal}"), &survey);
    }
    let survey = folder.path().join("dictionary.survey");
    std::fs::write(&survey, generate::dictionary()).expect("a survey");
    tell("a clinic's dictionary of 2,832 variables (goal 400 MB)", &survey);
    text
}

/// Seconds of CPU time, and the most memory held, in bytes.
fn print_once(command: &OsStr, survey: &Path, folder: &Path) -> (f64, f64) {
    let before = children();
    let mut build = Command::new(command);
    build.args(["build", "--target", "pdf", "--out"]).arg(folder).arg(survey);
    let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs");
    let mut most = 0.0;
    let status = loop {
        // The kernel tells it as long as the process runs.
        most = peak_of(&child.id().to_string()).unwrap_or(most);
        if let Some(status) = child.try_wait().expect("the command can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(status.success(), "{} is not printed", survey.display());
    (children() - before, most)
}

/// Seconds that processes started by this one, and ended, spent on processors. The kernel counts them in hundredths.
fn children() -> f64 {
    let statistics = std::fs::read_to_string("/proc/self/stat").expect("Linux tells of children");
    // The name of the program, in brackets, may hold spaces.
    let (_, numbers) = statistics.rsplit_once(") ").expect("a name in brackets");
    let numbers: Vec<f64> = numbers.split(' ').filter_map(|number| number.parse().ok()).collect();
    // Fields 16 and 17 of proc(5), counted from 1; the state, the third field, is no number.
    (numbers[12] + numbers[13]) / 100.0
}

fn measured_in_child(survey: &str) -> Measures {
    let this = std::env::current_exe().expect("the bench knows its own path");
    let output = Command::new(this).args(["--child", survey]).output().expect("the bench can run itself");
    assert!(output.status.success(), "{survey}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the child writes UTF-8");
    let measure = |line: &str| {
        let (name, value) = line.split_once('\t').expect("a name and a number");
        (name.to_owned(), value.parse().expect("a number"))
    };
    text.lines().map(measure).collect()
}

fn medians(runs: &[Measures]) -> Measures {
    let first = runs.first().expect("at least one run");
    let median = |(index, (name, _)): (usize, &(String, f64))| {
        let mut values: Vec<f64> = runs.iter().map(|run| run[index].1).collect();
        values.sort_by(f64::total_cmp);
        (name.clone(), values[values.len() / 2])
    };
    first.iter().enumerate().map(median).collect()
}

/// Does everything once and prints what each stage cost.
fn child_run(survey: &str) {
    let (sources, root, text) = input(survey);
    let mut told = String::new();
    let mut tell = |name: &str, value: f64| writeln!(told, "{name}\t{value}").expect("writing to a string");
    tell("source bytes", text.len() as f64);

    let before = cpu();
    let parse = setsumon_syntax::parse(FileId(0), &text);
    tell("parse", cpu() - before);
    drop(parse);

    let begin = cpu();
    let compilation = Session::new().check(&sources, &root);
    let errors: Vec<_> = compilation.diagnostics.iter().map(|one| &one.message).take(3).collect();
    let form = compilation.form().unwrap_or_else(|| panic!("{survey} has mistakes: {errors:?}"));
    let check = cpu() - begin;
    tell("check", check);
    tell("memory after check", peak());

    let mut text_targets = 0.0;
    let mut bytes = 0;
    let targets: [&dyn Target; 5] = [&Html::default(), &JsonSchema, &Ddl, &CodebookTarget, &ModelTarget];
    for target in targets {
        let (cost, size) = emitted(form, target);
        tell(target.name(), cost);
        // The goal speaks of the form, the schemas, the databases and the codebook.
        if target.name() != "model" {
            text_targets += cost;
        }
        bytes += size;
    }
    tell("check + text targets", check + text_targets);
    tell("diff", compared(survey, form, &text));
    if survey == "real" {
        tell("prefill of 10,000 answers", prefilled(form));
    }
    tell("output bytes", bytes as f64);
    tell("peak memory", peak());
    print!("{told}");
}

fn emitted(form: &Form, target: &dyn Target) -> (f64, usize) {
    let before = cpu();
    let emitted = target.emit(form).unwrap_or_else(|refusals| panic!("{}: {}", target.name(), refusals[0]));
    let cost = cpu() - before;
    (cost, emitted.files.iter().map(|(_, content)| content.len()).sum())
}

/// What it costs to compare a survey with its edition before; of a generated one, that is one with a tenth of its lines said otherwise.
fn compared(survey: &str, form: &Form, text: &str) -> f64 {
    let old = if survey == "real" {
        let frozen = std::fs::read_to_string(repo::root().join(REAL_BEFORE)).expect("the edition before is there");
        Model::read(&frozen).expect("the edition before is a model")
    } else {
        let (sources, root) = (MemorySources::new().with("old.survey", said_otherwise(text)), "old.survey");
        Model::of(&Session::new().check(&sources, root).soundness.sound().expect("other words are no mistake"))
    };
    let new = Model::of(form);
    let before = cpu();
    let found = setsumon_editions::diff(&old, &new);
    let cost = cpu() - before;
    assert!(!found.changes.is_empty(), "{survey}: the editions differ");
    cost
}

/// What it costs to carry 10,000 filled-in answers of the edition before over, from their text to the text of their drafts and their account.
fn prefilled(form: &Form) -> f64 {
    let sources = input("real").0;
    let old = Session::new().check(&sources, REAL_OLD).soundness.sound().expect("the edition before is a survey");
    let mut random = Random::new(1);
    let files: Vec<String> =
        (0..50).map(|_| serde_json::Value::Object(answers(&old, Sort::Right, &mut random)).to_string()).collect();
    let model = Model::of(&old);
    let before = cpu();
    let step = Prefill::new(&model, form).expect("2024 follows 2023");
    let (mut bytes, mut lines) = (0, 0);
    for file in files.iter().cycle().take(10_000) {
        let Strict(read) = serde_json::from_str(file).expect("JSON");
        let prefilled = step.carry(read.as_object().expect("an object")).expect("answers of 2023");
        bytes += serde_json::to_vec(&prefilled.draft).expect("JSON").len();
        lines += prefilled.account.len();
    }
    let cost = cpu() - before;
    assert!(bytes > 0 && lines > 0, "something is carried over");
    cost
}

fn said_otherwise(text: &str) -> String {
    let other = |(number, line): (usize, &str)| {
        let head = line.trim_start();
        let labelled = number % 10 == 0 && !head.starts_with("survey") && !head.starts_with("import");
        if labelled { line.replacen('"', "\"Formerly: ", 1) } else { line.to_owned() }
    };
    text.lines().enumerate().map(other).collect::<Vec<_>>().join("\n") + "\n"
}

fn input(survey: &str) -> (MemorySources, String, String) {
    if survey != "real" {
        let text = generate::survey(survey.parse().expect("a number of questions"));
        return (MemorySources::new().with("generated.survey", text.clone()), "generated.survey".to_owned(), text);
    }
    let (folder, root) = REAL;
    let mut sources = MemorySources::new();
    for entry in std::fs::read_dir(repo::root().join(folder)).expect("the real survey is there") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        if path.is_file() {
            sources = sources.with(format!("{folder}/{name}"), std::fs::read(&path).expect("a readable file"));
        }
    }
    let text = std::fs::read_to_string(repo::root().join(root)).expect("the real survey is there");
    (sources, root.to_owned(), text)
}

/// Microseconds this thread has spent on a processor; everything here runs in one thread.
fn cpu() -> f64 {
    // The kernel brings the count up to date when a thread offers its place to others.
    std::thread::yield_now();
    let statistics =
        std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells the time on the processor");
    let nanoseconds: f64 = statistics.split(' ').next().and_then(|first| first.parse().ok()).expect("a number");
    nanoseconds / 1_000.0
}

/// The most memory this process ever held, in bytes.
fn peak() -> f64 {
    peak_of("self").expect("Linux tells the peak of memory")
}

/// The same of another process, as long as there is one.
fn peak_of(process: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1_024.0)
}

fn table(columns: &[(String, Measures)]) -> String {
    let mut text = String::from("| CPU time, median |");
    for (survey, _) in columns {
        let _ = write!(
            text,
            " {} |",
            if survey == "real" { "real survey".to_owned() } else { format!("{survey} questions") }
        );
    }
    text.push_str("\n| --- |");
    text.push_str(&" ---: |".repeat(columns.len()));
    text.push('\n');
    for (name, _) in &columns[0].1 {
        let _ = write!(text, "| {name} |");
        for (_, measures) in columns {
            // Some things only the real survey has.
            let Some((_, value)) = measures.iter().find(|(known, _)| known == name) else {
                text.push_str(" |");
                continue;
            };
            let words = if name.contains("bytes") || name.contains("memory") {
                format!("{:.1} MB", value / 1e6)
            } else {
                format!("{:.1} ms", value / 1e3)
            };
            let _ = write!(text, " {words} |");
        }
        text.push('\n');
    }
    text
}

/// The goals, met or missed.
fn goals(columns: &[(String, Measures)]) -> String {
    let value = |survey: &str, name: &str| {
        let (_, measures) = columns.iter().find(|(known, _)| known == survey)?;
        measures.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    };
    let all = "check + text targets";
    let growth = value("100000", all).zip(value("1000", all)).map(|(large, small)| large / small);
    let lines = [
        ("real survey, check + all text targets, ms", value("real", all).map(|value| value / 1e3), 15.0),
        ("10,000 questions, check, ms", value("10000", "check").map(|value| value / 1e3), 150.0),
        ("10,000 questions, check + all text targets, ms", value("10000", all).map(|value| value / 1e3), 400.0),
        ("10,000 questions, diff of two editions, ms", value("10000", "diff").map(|value| value / 1e3), 500.0),
        (
            "real survey, prefill of 10,000 answers, s",
            value("real", "prefill of 10,000 answers").map(|value| value / 1e6),
            5.0,
        ),
        ("10,000 questions, memory, MB", value("10000", "peak memory").map(|value| value / 1e6), 500.0),
        ("1,000 to 100,000 questions, times as long", growth, 115.0),
    ];
    let mut text = String::from("\n| goal | at most | measured | |\n| --- | ---: | ---: | --- |\n");
    for (what, goal, measured) in lines.map(|(what, measured, goal)| (what, goal, measured)) {
        if let Some(measured) = measured {
            let verdict = if measured <= goal { "met" } else { "**missed**" };
            let _ = writeln!(text, "| {what} | {goal} | {measured:.1} | {verdict} |");
        }
    }
    text
}
