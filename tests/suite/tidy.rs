//! The house rules that no compiler enforces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use setsumon_diagnostics::Code;
use setsumon_tests::{markdown, repo};

/// Every source file of the project's own crates.
fn sources() -> Vec<(String, String)> {
    let files = ["compiler", "targets", "tests"].into_iter().flat_map(|folder| repo::files(folder, ".rs"));
    files.map(|file| (repo::told(&file), repo::read(&file))).collect()
}

fn fail_if_any(rule: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

/// The project's own crates that a crate depends on, tests and builds included.
fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let manifests = ["compiler", "targets", "tests"].into_iter().flat_map(|folder| repo::files(folder, "Cargo.toml"));
    let mut edges = BTreeMap::new();
    for manifest in manifests {
        let text = repo::read(&manifest);
        let name = text.lines().find_map(|line| line.strip_prefix("name = \"")).expect("a manifest names its crate");
        let mut own = BTreeSet::new();
        let mut within = false;
        for line in text.lines() {
            if line.starts_with('[') {
                // What a crate is tested with, users do not get.
                within = line.contains("dependencies") && !line.contains("dev-");
            } else if within && line.starts_with("setsumon-") {
                own.insert(line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned());
            }
        }
        edges.insert(name.trim_end_matches('"').to_owned(), own);
    }
    edges
}

#[test]
fn edges_between_crates_point_one_way() {
    let edges = edges();
    let allowed = |from: &str| -> Option<&[&str]> {
        match from {
            "setsumon-diagnostics" | "setsumon-words" => Some(&[]),
            "setsumon-syntax" => Some(&["setsumon-diagnostics"]),
            "setsumon-core" => Some(&["setsumon-diagnostics", "setsumon-syntax", "setsumon-words"]),
            "setsumon-lints" => Some(&["setsumon-diagnostics", "setsumon-syntax", "setsumon-core"]),
            "setsumon-flow" => Some(&["setsumon-diagnostics", "setsumon-core"]),
            "setsumon-editions" => {
                Some(&["setsumon-diagnostics", "setsumon-syntax", "setsumon-core", "setsumon-flow", "setsumon-words"])
            }
            // It prints questionnaires, and what changed from one to the next; what cannot be printed has a place.
            "setsumon-pdf" => Some(&["setsumon-diagnostics", "setsumon-core", "setsumon-editions", "setsumon-words"]),
            // It draws a survey, and what changed from one edition to the next.
            "setsumon-diagram" => Some(&["setsumon-core", "setsumon-editions", "setsumon-words"]),
            // The command is written with what every program gets.
            "setsumon-cli" => Some(&["setsumon"]),
            "setsumon" | "setsumon-tests" | "setsumon-fuzz" => None,
            _ => Some(&["setsumon-core", "setsumon-words"]),
        }
    };
    let mut wrong = Vec::new();
    for (from, targets) in &edges {
        if let Some(allowed) = allowed(from) {
            wrong
                .extend(targets.iter().filter(|to| !allowed.contains(&to.as_str())).map(|to| format!("{from} → {to}")));
        }
    }
    fail_if_any("these crates must not know each other", wrong);
    // The tests read what stands on paper, and must not wait for the engine that draws it.
    let line = |path: &str| {
        let manifest = repo::read(&repo::path(path));
        manifest.lines().find(|line| line.starts_with("setsumon-pdf")).unwrap_or_default().to_owned()
    };
    assert_eq!(line("tests/Cargo.toml"), "setsumon-pdf.workspace = true", "with the PDF engine the tests take minutes");
    assert!(line("Cargo.toml").contains("default-features = false"), "the PDF engine is for who asks for it");
    let pdf = repo::read(&repo::path("targets/setsumon-pdf/Cargo.toml"));
    let engine: Vec<&str> = pdf.lines().filter(|line| line.starts_with("typst")).collect();
    assert!(
        !engine.is_empty() && engine.iter().all(|line| line.contains("optional = true")),
        "the PDF engine is a feature"
    );
    assert!(edges.len() >= 9, "the manifests are not where they were");
}

#[test]
fn every_source_file_says_its_one_subject() {
    let silent = sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(told, _)| told);
    fail_if_any("these do not begin with a `//!` sentence", silent.collect());
}

#[test]
fn files_are_short_or_say_why_not() {
    let allowed = repo::read(&repo::path("tests/tidy-allow.txt"));
    let allowed: BTreeMap<&str, &str> = allowed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("tests/tidy-allow.txt: `{line}` gives no reason")))
        .collect();
    let long: BTreeSet<String> =
        sources().into_iter().filter(|(_, text)| text.lines().count() > 500).map(|(told, _)| told).collect();
    let unexcused = long.iter().filter(|told| !allowed.contains_key(told.as_str())).cloned();
    fail_if_any("over 500 lines: split it, or give the reason in tests/tidy-allow.txt", unexcused.collect());
    let stale = allowed.keys().filter(|told| !long.contains(**told)).map(|told| (*told).to_owned());
    fail_if_any("excused in tests/tidy-allow.txt, and short", stale.collect());
}

/// Whether a file is part of what users run, and below the command.
fn is_below_the_command(told: &str) -> bool {
    let outside = ["/tests/", "/benches/", "/examples/", "/build.rs"];
    !told.starts_with("compiler/setsumon-cli/")
        && !told.starts_with("tests/")
        && !outside.iter().any(|part| told.contains(part))
}

#[test]
fn only_the_command_prints() {
    let prints = ["println!", "print!(", "eprintln!", "eprint!(", "dbg!("];
    let found = sources().into_iter().filter(|(told, text)| {
        is_below_the_command(told) && code(text).any(|(_, line)| prints.iter().any(|print| line.contains(print)))
    });
    fail_if_any("only the command prints", found.map(|(told, _)| told).collect());
}

#[test]
fn nothing_below_the_command_reads_files_clocks_or_the_environment() {
    let outside = ["std::fs", "std::env::", "SystemTime", "Instant::now", "std::process", "std::net"];
    let found = sources()
        .into_iter()
        .filter(|(told, text)| is_below_the_command(told) && outside.iter().any(|word| text.contains(word)));
    fail_if_any("only the command knows the world outside", found.map(|(told, _)| told).collect());
}

/// What is done in one place, and where: a second place would forget what the first has learnt.
const ONE_PLACE: &[(&str, &[&str], &str)] = &[
    ("csv::Writer", &["compiler/setsumon-core/src/spreadsheet.rs"], "a table is guarded where it is written"),
    (
        "io::stdout()",
        &["compiler/setsumon-cli/src/console.rs", "compiler/setsumon-cli/src/main.rs"],
        "what is printed is made harmless, and missed where it does not arrive",
    ),
    (
        "io::stderr()",
        &["compiler/setsumon-cli/src/console.rs", "compiler/setsumon-cli/src/crash.rs"],
        "what is told is made harmless",
    ),
    (
        "fs::rename",
        &[
            "compiler/setsumon-cli/src/staged.rs",
            "compiler/setsumon-cli/src/staged/stage.rs",
            "compiler/setsumon-cli/src/swap.rs",
        ],
        "files are replaced together",
    ),
];

/// Whether a file is part of what users run.
fn is_run(told: &str) -> bool {
    !told.starts_with("tests/") && !["/tests/", "/examples/", "/build.rs"].iter().any(|part| told.contains(part))
}

#[test]
fn what_is_done_in_one_place_is_done_there() {
    for (word, places, why) in ONE_PLACE {
        let product = |told: &str| is_run(told);
        let found = sources().into_iter().filter(|(told, text)| product(told) && text.contains(word));
        let (right, wrong): (Vec<String>, Vec<String>) =
            found.map(|(told, _)| told).partition(|told| places.contains(&told.as_str()));
        assert_eq!(right.len(), places.len(), "`{word}` is no longer in all of {places:?}");
        fail_if_any(&format!("`{word}` stands where it should not: {why}"), wrong);
    }
}

/// The texts of a line of source, as far as they stand on it alone; what they quote as code is left out.
fn literals(line: &str) -> Vec<String> {
    let code = line.trim_start().replace("'\"'", "");
    let texts = code.split('"').skip(1).step_by(2).map(|text| text.split('`').step_by(2).collect());
    if code.starts_with("//") { Vec::new() } else { texts.collect() }
}

fn is_japanese(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

#[test]
fn quotes_and_brackets_are_those_of_the_language() {
    let wide = ['「', '」', '『', '』', '（', '）'];
    let wrong = |text: &String| {
        let japanese = text.chars().any(is_japanese);
        // Places to be filled in are of neither language.
        let mut depth = 0_usize;
        let plain: String = text
            .chars()
            .filter(|char| {
                depth = if *char == '{' { depth + 1 } else { depth };
                let outside = depth == 0;
                depth = if *char == '}' { depth.saturating_sub(1) } else { depth };
                outside
            })
            .collect();
        let english = plain.contains(' ') || plain.chars().filter(char::is_ascii_lowercase).count() > 2;
        japanese && text.contains(['“', '”']) || !japanese && english && text.contains(wide)
    };
    let mut found = Vec::new();
    for (told, text) in sources().into_iter().filter(|(told, _)| is_run(told) && !told.ends_with("/tests.rs")) {
        for (number, line) in text.lines().enumerate() {
            let texts = literals(line).into_iter().filter(wrong);
            found.extend(texts.map(|text| format!("{told}:{}: {text}", number + 1)));
        }
    }
    fail_if_any("Japanese words stand in 「」 and （）, English ones in “” and ()", found);
}

/// Lines of code, without comments and with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(at, line)| (at + 1, line))
}

#[test]
fn a_language_is_known_in_its_file_alone() {
    let asks = ["Locale::Ja", "Locale::En =>", "== Locale::", "Self::Ja"];
    let is_room = |told: &str| told.starts_with("compiler/setsumon-words/src/");
    let mut wrong = Vec::new();
    for (told, text) in sources().into_iter().filter(|(told, _)| is_run(told) && !told.ends_with("/tests.rs")) {
        let run = text.split("#[cfg(test)]").next().unwrap_or_default();
        let found = code(run).filter(|(_, line)| asks.iter().any(|ask| line.contains(ask)));
        wrong.extend(
            found.map(|(number, line)| format!("{told}:{number}: {}", line.trim())).filter(|_| !is_room(&told)),
        );
    }
    fail_if_any("ask the language's words, by what is wanted: a further language is one file", wrong);
    let rooms = sources().into_iter().filter(|(told, _)| is_room(told)).count();
    assert!(rooms > 4, "the words are not where they were");
}

/// What joins the codes of a name; what people read, and the blanks that they write on, have it without a code at both sides.
#[test]
fn what_joins_the_codes_of_a_name_is_known_in_one_file() {
    let home = "compiler/setsumon-syntax/src/names.rs";
    let is_code = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '"' | '{' | '}');
    let joins = |line: &str| {
        line.contains("\"__\"")
            || line.split('"').skip(1).step_by(2).filter(|text| !text.contains(' ')).any(|text| {
                let quoted = format!("\"{text}\"");
                quoted.match_indices("__").any(|(at, sign)| {
                    quoted.get(..at).is_some_and(|before| before.ends_with(is_code))
                        && quoted.get(at + sign.len()..).is_some_and(|behind| behind.starts_with(is_code))
                })
            })
    };
    let mut wrong = Vec::new();
    for (told, text) in sources().into_iter().filter(|(told, _)| is_run(told) && !told.ends_with("/tests.rs")) {
        let run = text.split("#[cfg(test)]").next().unwrap_or_default();
        let found = code(run).filter(|(_, line)| joins(line) && told != home);
        wrong.extend(found.map(|(number, line)| format!("{told}:{number}: {}", line.trim())));
    }
    fail_if_any("put names together and take them apart with `setsumon_syntax::names`", wrong);
    assert!(joins("format!(\"{name}__{code}\")") && joins("name.split(\"__\")"));
    assert!(!joins("day: \"____ / __ / __\"") && !joins("\"-- __unticked is FALSE\""));
}

#[test]
fn a_dialect_of_sql_is_known_in_its_room_alone() {
    let variants = ["Dialect::PostgreSql", "Dialect::Sqlite", "Dialect::MySql", "Dialect::DuckDb"];
    let names = ["postgres", "sqlite", "mysql", "mariadb", "duckdb"];
    let is_room =
        |told: &str| told == "targets/setsumon-sql/src/dialect.rs" || told.contains("/setsumon-sql/src/dialect/");
    let mut wrong = Vec::new();
    for (told, text) in sources().into_iter().filter(|(told, _)| is_run(told) && !is_room(told)) {
        // The command names them in its examples.
        let writes_sql = told.starts_with("targets/setsumon-sql/");
        let knows = |line: &str| {
            let lower = line.to_lowercase();
            variants.iter().any(|name| line.contains(name))
                || (writes_sql && names.iter().any(|name| lower.contains(name)))
        };
        let found = code(&text).filter(|(_, line)| knows(line));
        wrong.extend(found.map(|(number, line)| format!("{told}:{number}: {}", line.trim())));
    }
    fail_if_any("ask the dialect's room, by a method that says what is wanted", wrong);
    let rooms = sources().into_iter().filter(|(told, _)| is_room(told)).count();
    assert!(rooms > 4, "the rooms are not where they were");
}

#[test]
fn sql_is_written_by_the_sql_target_alone() {
    let sql = ["BEGIN;", "COMMIT;", "ROLLBACK;", "INSERT INTO ", "CREATE TABLE ", "CREATE VIEW "];
    let mut wrong = Vec::new();
    for (told, text) in
        sources().into_iter().filter(|(told, _)| is_run(told) && !told.starts_with("targets/setsumon-sql/"))
    {
        let found = code(&text).filter(|(_, line)| sql.iter().any(|word| line.contains(word)));
        wrong.extend(found.map(|(number, line)| format!("{told}:{number}: {}", line.trim())));
    }
    fail_if_any("a copy would differ one day: ask setsumon-sql", wrong);
}

/// The closed enums of the model: a target that looks at one with `matches!` or `if let` would not notice a new variant.
const CLOSED: &[&str] = &[
    "Answer::",
    "Choice::",
    "RowEntry::",
    "Item::",
    "Entry::",
    "Cells::",
    "Cond::",
    "Term::",
    "RuleKind::",
    "Value::",
    "FieldKind::",
    "TextShape::",
    "CalcValue::",
    "Role::",
    "Special::",
    "Marker::",
    "Medium::",
    "Outcome::",
    "Block::",
    "Inline::",
];

/// Whether the word before the place ends there: `CellValue::` is not `Value::`.
fn stands_alone(line: &str, at: usize) -> bool {
    !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
}

/// `serde_json::Value` is open, and not ours.
fn names_closed(line: &str) -> bool {
    CLOSED.iter().any(|name| {
        line.match_indices(name).any(|(at, _)| {
            let foreign = line[..at].ends_with("json::") || line[..at].ends_with("minijinja::");
            stands_alone(line, at) && !foreign
        })
    })
}

#[test]
fn targets_handle_every_case_by_name() {
    let mut found = Vec::new();
    for (told, text) in sources().into_iter().filter(|(told, _)| told.starts_with("targets/")) {
        for (number, line) in text.lines().enumerate() {
            let peeks = ["matches!(", "if let ", "while let "].iter().any(|word| line.contains(word))
                || (line.trim_start().starts_with("let ") && line.contains(" else {"));
            if peeks && names_closed(line) && !told.contains("/tests/") {
                found.push(format!("{told}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    fail_if_any("a target matches the model's enums in full, so that a new variant does not compile", found);
}

#[test]
fn nobody_leaves_a_door_in_the_closed_enums() {
    let found = sources().into_iter().filter(|(told, text)| {
        let door = ["#[", "non_exhaustive]"].concat();
        !told.starts_with("tests/") && text.contains(&door)
    });
    fail_if_any("inside the workspace enums are closed", found.map(|(told, _)| told).collect());
}

#[test]
fn nothing_is_left_for_later() {
    let unfinished = ["FIX", "ME"].concat();
    let later = ["TO", "DO"].concat();
    let found = sources().into_iter().flat_map(|(told, text)| {
        let lines = text.lines().enumerate().filter(|(_, line)| {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            comment.contains(&unfinished) || comment.contains(&later)
        });
        lines.map(|(number, line)| format!("{told}:{}: {}", number + 1, line.trim())).collect::<Vec<_>>()
    });
    fail_if_any("finish it, or open an issue", found.collect());
}

#[test]
fn no_snapshot_has_lost_its_input() {
    let mut orphans = Vec::new();
    for snapshot in repo::files("tests/corpus", ".snap") {
        let name = snapshot.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = name.split('.').next().unwrap_or_default();
        if !snapshot.with_file_name(format!("{stem}.survey")).exists() {
            orphans.push(repo::told(&snapshot));
        }
    }
    fail_if_any("these snapshots have no input", orphans);
}

#[test]
fn no_page_has_lost_its_code() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.number())).collect();
    let pages = repo::files("compiler/setsumon-diagnostics/pages", ".md").into_iter();
    let lost = pages.filter(|page| !known.contains(page.file_name().unwrap_or_default().to_string_lossy().as_ref()));
    fail_if_any("these pages explain no code", lost.map(|page| repo::told(&page)).collect());
}

#[test]
fn links_between_documents_lead_somewhere() {
    let folders = ["docs", "compiler/setsumon-diagnostics/pages"].into_iter();
    let pages = folders.flat_map(|folder| repo::files(folder, ".md"));
    let pages = pages.chain(["README.md", "CHANGELOG.md"].map(repo::path));
    let mut broken = Vec::new();
    for page in pages {
        let text = without_fences(&page);
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '\n']).next().unwrap_or_default();
            let file = target.split('#').next().unwrap_or_default();
            let outside = target.contains(':') || target.contains('…') || file.is_empty();
            if !outside && !page.with_file_name("").join(file).exists() {
                broken.push(format!("{}: {target}", repo::told(&page)));
            }
        }
    }
    fail_if_any("these links lead nowhere", broken);
}

fn without_fences(page: &Path) -> String {
    let mut text = repo::read(page);
    for fence in markdown::fences(page.to_path_buf()) {
        text = text.replace(&fence.text, "");
    }
    text
}

#[test]
fn the_papers_of_the_house_are_there() {
    for paper in [
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        ".ci/run",
        "docs/architecture.md",
        "docs/tutorial.md",
    ] {
        assert!(repo::path(paper).exists(), "{paper} is missing");
    }
    let changes = repo::read(&repo::path("CHANGELOG.md"));
    assert!(changes.contains("## Unreleased") || changes.contains("## 0."), "CHANGELOG.md has no version in it");
    let read_me = repo::read(&repo::path("README.md"));
    for command in ["cargo run --release --locked -p setsumon-cli -- build surveys/chiren/2024.survey", "\ntests/all\n"]
    {
        assert!(read_me.contains(command), "README.md does not name the command `{}`", command.trim());
    }
}
