//! Every example in the documentation is compiled, and the pages name everything there is.
//!
//! A fence ` ```survey ` holds a whole file. `survey outside` holds what stands beside sections, `survey fragment` what stands in one;
//! the test puts the rest around them. `survey file=NAME`, `csv file=NAME` and `survey freeze=NAME` belong to the fence before.

use setsumon::project::Settings;
use setsumon_diagnostics::{Code, Level, SourceMap, Stage};
use setsumon_tests::claim::Claim;
use setsumon_tests::markdown::{Fence, fences};
use setsumon_tests::project::Project;
use setsumon_tests::repo;
use setsumon_words::Wording;

/// An example with the files that belong to it.
struct Example {
    fence: Fence,
    project: Project,
}

fn whole(fence: &Fence) -> Option<String> {
    let head = "setsumon 1\n\nsurvey example \"Example\" { locale en  edition 2025  as_of 2025-01-01  deadline 2025-02-28 }\n\n";
    match fence.info.as_str() {
        "survey" => Some(fence.text.clone()),
        "survey outside" => Some(format!("{head}{}", fence.text)),
        "survey fragment" => Some(format!("{head}section example_section \"Example\" {{\n{}}}\n", fence.text)),
        _ => None,
    }
}

fn examples(fences: Vec<Fence>) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    for fence in fences {
        if let Some(text) = whole(&fence) {
            found.push(Example { fence, project: Project::of(&text) });
            continue;
        }
        let Some(named) = fence.info.split_once(' ').and_then(|(_, rest)| rest.split_once('=')) else { continue };
        let example = found.last_mut().unwrap_or_else(|| panic!("{}: it belongs to no example", fence.told()));
        let project = std::mem::take(&mut example.project);
        example.project = match named {
            ("file", name) => project.with(name, fence.text.as_str()),
            ("freeze", name) => project.with_frozen(name, &fence.text),
            (word, _) => panic!("{}: `{word}=` means nothing", fence.told()),
        };
    }
    found
}

#[test]
fn examples_in_the_documentation_compile() {
    let pages = repo::files("docs", ".md").into_iter().chain([repo::path("README.md")]);
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages {
        for example in examples(fences(page)) {
            count += 1;
            let compiled = example.project.compile();
            if !compiled.0.diagnostics.is_empty() {
                wrong.push(format!("{}\n{}", example.fence.told(), compiled.said()));
            }
        }
    }
    assert!(count > 40, "the examples are not where they were");
    assert!(wrong.is_empty(), "{} of {count} examples do not compile:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pages_of_messages_show_the_mistake_and_its_end() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let page = repo::path(&format!("compiler/setsumon-diagnostics/pages/{}.md", code.number()));
        let told = repo::told(&page);
        let text = repo::read(&page);
        let title = format!("# {} {}\n", code.number(), code.slug());
        if !text.starts_with(&title) {
            wrong.push(format!("{told}: its title is not `{}`", title.trim_end()));
        }
        let all = fences(page);
        let mut frozen: Vec<Fence> = Vec::new();
        for (heading, claim) in [("Example", Claim::exactly(&[*code])), ("Fixed", Claim::exactly(&[]))] {
            let own: Vec<Fence> = all.iter().filter(|fence| fence.heading == heading).cloned().collect();
            if heading == "Example" {
                frozen = own.iter().filter(|fence| fence.info.contains("freeze=")).cloned().collect();
            }
            // What was frozen last year is the same before and after the mistake is mended.
            let inherited = if heading == "Fixed" { frozen.clone() } else { Vec::new() };
            let found = examples(own.into_iter().chain(inherited).collect());
            let [example] = found.as_slice() else {
                wrong.push(format!(
                    "{told}: there are {} surveys under “{heading}”, and there must be one",
                    found.len()
                ));
                continue;
            };
            if code.number() == "E0801" {
                // Said by the PDF target; the heavy tests run its example.
                continue;
            }
            let mut compiled = example.project.compile();
            let found = match code.stage() {
                Stage::Wording => setsumon_lints::find(&compiled.0),
                Stage::Flow => setsumon_flow::find(&compiled.0),
                _ => Vec::new(),
            };
            if !found.is_empty() {
                compiled.0.advise(found);
                compiled.0.diagnostics.retain(|told| told.code.level() != Level::Off || told.code == *code);
            }
            if let Some(difference) = claim.differs(&compiled.0.diagnostics) {
                wrong.push(format!("{told}, “{heading}”: {difference}\n{}", compiled.said()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} pages are not true:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_the_documentation_shows_of_project_files_is_right() {
    let mut shown = 0;
    for page in repo::files("docs/reference", ".md") {
        for fence in fences(page).iter().filter(|fence| fence.info == "toml") {
            let mut sources = SourceMap::new();
            let (_, wrong) = Settings::read("setsumon.toml", fence.text.as_bytes(), &mut sources);
            assert!(wrong.is_empty(), "{}: {wrong:?}", fence.told());
            shown += 1;
        }
    }
    assert!(shown > 0, "the page of the project file is not where it was");
}

#[test]
fn the_reference_names_every_reserved_word_and_every_wording() {
    let page = repo::read(&repo::path("docs/reference/language.md"));
    let (_, reserved) = page.split_once("## Words you cannot use as codes").expect("the chapter is there");
    let listed: Vec<&str> = reserved.split("```").nth(1).unwrap_or("").split_whitespace().skip(1).collect();
    assert_eq!(listed, setsumon_syntax::words::RESERVED, "the reserved words");
    for name in Wording::NAMES {
        assert!(page.contains(&format!("| `{name}` |")), "the wording `{name}` is not in the reference");
    }
    for (word, _) in setsumon_syntax::words::KEYWORDS {
        assert!(page.contains(word), "the word `{word}` is not in the reference");
    }
}

#[test]
fn the_vocabulary_names_what_the_code_has() {
    let sources: String = ["compiler", "targets", "tests"]
        .into_iter()
        .flat_map(|folder| repo::files(folder, ".rs"))
        .map(|file| repo::read(&file))
        .collect();
    let words: std::collections::BTreeSet<&str> =
        sources.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').collect();
    let page = repo::read(&repo::path("docs/vocabulary.md"));
    let mut named = 0;
    let mut lost = Vec::new();
    for row in page.lines().filter(|line| line.starts_with('|')) {
        // What stands in backticks at odd places of the row's third cell.
        let cell = row.split('|').nth(3).unwrap_or_default();
        for name in cell.split('`').skip(1).step_by(2) {
            named += 1;
            let known = if name.contains('/') {
                ["compiler", "tests"]
                    .into_iter()
                    .flat_map(|folder| repo::files(folder, ".rs"))
                    .collect::<Vec<_>>()
                    .iter()
                    .any(|file| repo::told(file).contains(name))
            } else {
                name.split("::").all(|part| words.contains(part))
            };
            if !known {
                lost.push(format!("{}: `{name}`", row.split('|').nth(1).unwrap_or_default().trim()));
            }
        }
    }
    assert!(named > 60, "the words are not where they were");
    assert!(lost.is_empty(), "the code has no such names:\n  {}", lost.join("\n  "));
}
