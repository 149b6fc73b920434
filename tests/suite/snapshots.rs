//! Snapshots for designers: an edit of the real survey changes the pages of what it touches, and no others.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_editions::Session;
use setsumon_editions::snapshot::{self, Difference, Fate, compare, snapshots};
use setsumon_tests::project::{Compiled, Repository};
use setsumon_tests::repo;

use crate::edited::{COMMON, Edited, SURVEY};

fn differing(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> BTreeSet<String> {
    let files: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    files.into_iter().filter(|file| old.get(*file) != new.get(*file)).cloned().collect()
}

#[track_caller]
fn changes(edited: &Edited, wanted: &[&str]) {
    let found = differing(&Edited::real().pages(), &edited.pages());
    let wanted: BTreeSet<String> = wanted.iter().map(|file| format!("{file}.snap")).collect();
    assert_eq!(found, wanted);
}

/// Surveys with snapshots beside them.
fn surveys() -> Vec<std::path::PathBuf> {
    let files = ["surveys", "examples"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    files.filter(|file| folder_of(file).is_dir()).collect()
}

fn folder_of(survey: &std::path::Path) -> std::path::PathBuf {
    survey.with_file_name("snapshots").join(survey.file_stem().expect("a survey has a name"))
}

#[test]
fn what_was_reviewed_is_what_the_surveys_say() {
    let surveys = surveys();
    assert!(!surveys.is_empty(), "the real survey has snapshots");
    for survey in surveys {
        let told = repo::told(&survey);
        let now = snapshots(&Session::new().check(&Repository, &told).by_itself().expect("the survey has no mistakes"));
        let folder = folder_of(&survey);
        let kept: BTreeMap<String, String> = repo::files(&repo::told(&folder), ".snap")
            .iter()
            .map(|file| {
                let name =
                    file.strip_prefix(&folder).expect("it is in the folder").to_string_lossy().replace('\\', "/");
                (name, repo::read(file))
            })
            .collect();
        let open = compare(&now, &kept);
        let known = snapshot::Known::default();
        assert!(open.is_empty(), "setsumon test --accept {told}\n{}", snapshot::told(&open, &known, false));
    }
}

/// The files are such as `cargo insta review` works on.
#[test]
fn insta_reads_the_snapshots() {
    let folder = repo::path("surveys/chiren/snapshots/2024");
    for file in repo::files(&repo::told(&folder), ".snap") {
        let read = insta::Snapshot::from_file(&file).expect("insta reads it");
        let content = read.as_text().expect("it is text").to_string();
        assert_eq!(content, snapshot::read(&repo::read(&file)), "{}", file.display());
        assert_eq!(read.metadata().source(), Some(SURVEY));
        assert!(read.metadata().expression().is_some() && read.metadata().description().is_some());
    }
}

#[test]
fn another_layout_changes_nothing() {
    let real = Edited::real();
    let each_line = |change: fn(&str) -> String| {
        [SURVEY, COMMON].iter().fold(real.clone(), |edited, file| {
            let text: Vec<String> = real.text(file).lines().map(change).collect();
            edited.with(file, text.join("\n") + "\n")
        })
    };
    let without_comments =
        each_line(|line| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() });
    let before = real.pages();
    assert_eq!(without_comments.pages(), before, "comments");
    let mut prose = false;
    let mut spaced = String::new();
    for line in real.text(SURVEY).lines() {
        // The lines of a long text are its own.
        prose ^= line.matches("\"\"\"").count() == 1;
        spaced.push_str(line);
        spaced.push_str(if prose { "\n" } else { "\r\n\n    // a comment\n" });
    }
    assert_eq!(real.with(SURVEY, spaced).pages(), before, "empty lines, indentation and comments");
}

/// Things said otherwise that mean the same.
#[test]
fn what_means_the_same_changes_nothing() {
    let real = Edited::real();
    let before = real.pages();
    let alike = |what: &str, edited: &Edited| {
        assert_eq!(differing(&before, &edited.pages()), BTreeSet::new(), "{what}");
    };
    for (old, new) in [
        ("check consented <= registered ", "check registered >= consented "),
        ("check registered <= 2 * last registered ", "check not (registered > last registered * 2) "),
        ("when viewing in [able, planned] {", "when viewing is planned or viewing is able {"),
        ("when jobs includes any of [patient, family] {", "when jobs includes family or jobs includes patient {"),
        ("when patients.by_list is doing {", "when not (patients.by_list is not doing) {"),
        ("\"概要\" {\n    group profile", "\"概要\" layout new_page {\n    group profile"),
        ("single main_use {", "single main_use layout across 2 {"),
    ] {
        alike(new, &real.edit(SURVEY, old, new));
    }

    let named = |name: &str| {
        let own = format!("    let {name} = impact is yes\n    longtext impact_detail when {name} says \"い\" {{");
        real.edit(SURVEY, "    longtext impact_detail when impact is yes {", &own)
    };
    let says =
        real.edit(SURVEY, "impact_detail when impact is yes {", "impact_detail when impact is yes says \"い\" {");
    assert_eq!(named("influenced").pages(), says.pages(), "a condition with a name");
    assert_eq!(named("influenced").pages(), named("hit").pages(), "the name of a condition");

    let detail = "longtext impact_detail when impact is yes {\n      lead \"どのような影響があったか具体的に教えてください。\"\n    }";
    let around = format!("when impact is yes says none {{ {} }}", detail.replace(" when impact is yes", ""));
    alike("a condition around the question", &real.edit(SURVEY, detail, &around));

    let listed = real
        .edit(
            COMMON,
            "choices awareness {",
            "choices influence { yes \"影響があった\"  no \"影響はなかった\" }\n\nchoices awareness {",
        )
        .edit(
            SURVEY,
            "layout inline {\n      lead \"実際に行政",
            "from influence layout inline {\n      lead \"実際に行政",
        )
        .edit(SURVEY, "\n      yes \"影響があった\"\n      no \"影響はなかった\"", "");
    alike("options in a list of their own", &listed);
}

#[test]
fn what_moves_to_another_file_changes_nothing() {
    let real = Edited::real();
    let text = real.text(COMMON);
    let begin = text.find("choices linkage {").expect("the list is there");
    let end = begin + text[begin..].find("\n}\n").expect("it ends") + 3;
    let list = format!("setsumon 1\n\n{}", &text[begin..end]);
    let moved = real.with(COMMON, format!("{}{}", &text[..begin], &text[end..])).with("linkage.survey", list).edit(
        SURVEY,
        "import \"common.survey\"\n",
        "import \"common.survey\"\nimport \"linkage.survey\"\n",
    );
    assert_eq!(moved.pages(), real.pages(), "a list");

    let text = real.text(SURVEY);
    let begin = text.find("    multi problems {").expect("the question is there");
    let end = begin + text[begin..].find("\n    }\n").expect("it ends") + 7;
    let block = format!("{}\nblock issues {{\n{}}}\n", real.text(COMMON), &text[begin..end]);
    let moved = real.with(SURVEY, format!("{}    use issues\n{}", &text[..begin], &text[end..])).with(COMMON, block);
    assert_eq!(moved.pages(), real.pages(), "a question");
}

#[test]
fn what_means_something_else_changes_its_own_pages() {
    let real = Edited::real();
    for (file, old, new, wanted) in [
        (SURVEY, "check consented <= registered ", "check consented < registered ", &["size/consented"][..]),
        (SURVEY, "2 * last registered warn", "3 * last registered warn", &["size/registered"]),
        (SURVEY, "check consented <= registered ", "check consented <= registered warn ", &["size/consented"]),
        (SURVEY, "when viewing in [able, planned] {", "when viewing is able {", &["emergency/items"]),
        // All that stands in a branch is asked of others.
        (
            SURVEY,
            "when several is yes {",
            "when several is no {",
            &[
                "second_operator/name",
                "second_operator/kind",
                "second_operator/contact.postal_code",
                "second_operator/contact.address",
                "second_operator/contact.phone",
                "second_operator/contact.department",
                "second_operator/contact.person",
                "second_operator/contact.mail",
            ],
        ),
        // Whoever ends there is asked nothing behind it; what is asked there stays as it is.
        (
            SURVEY,
            "end when overview.status is ended",
            "end when overview.status in [ended, merging]",
            &["_parts/network"],
        ),
        (SURVEY, "no \"行っていない\" end ", "no \"行っていない\" then ", &["team_care"]),
        (
            COMMON,
            "text official_name \"正式名称\" required {",
            "text official_name \"正式名称\" {",
            &["overview/official_name", "care_overview/official_name"],
        ),
        (
            SURVEY,
            "single consent \"同意\" layout inline @not_personal {",
            "single consent \"同意\" layout inline {",
            &["overview/consent"],
        ),
        (SURVEY, "nobody \"情報共有していない\" exclusive", "nobody \"情報共有していない\"", &["platform/shared_with"]),
        (
            SURVEY,
            "retired unable \"患者同意なしで、閲覧できない\"",
            "retired unable \"閲覧できない\"",
            &["emergency/viewing"],
        ),
        (SURVEY, "deadline 2025-02-28", "deadline 2025-03-07", &["_survey"]),
        (SURVEY, "locale ja\n", "locale ja\n  wording { choose_one \"ひとつ選んでください。\" }\n", &["_survey"]),
    ] {
        let found = differing(&real.pages(), &real.edit(file, old, new).pages());
        let wanted: BTreeSet<String> = wanted.iter().map(|file| format!("{file}.snap")).collect();
        assert_eq!(found, wanted, "{old} → {new}");
    }
}

/// Numbers move, sentences that name them move, and neither is anybody's change.
#[test]
fn what_is_put_in_before_others_is_all_that_is_told() {
    let real = Edited::real();
    let section = "  section dispensing \"調剤結果（調剤薬局）の共有\" @new {\n";
    let put = format!(
        "  section weather \"天気\" @new {{\n    text today \"今日\"\n  }}\n\n{section}    text first \"最初\"\n"
    );
    let edited = real.edit(SURVEY, section, &put);
    changes(
        &edited,
        &["_parts/network", "weather/_section", "weather/today", "dispensing/_section", "dispensing/first"],
    );
    let differences = compare_pages(&real, &edited);
    let part = differences.iter().find(|difference| difference.path == "network").expect("the part's page differs");
    let told: Vec<&str> = part.edits.iter().map(|edit| edit.what.as_str()).collect();
    assert_eq!((part.fate, told), (Fate::Changed, vec!["section weather"]));
}

fn compare_pages(old: &Edited, new: &Edited) -> Vec<Difference> {
    let kept =
        old.pages().into_iter().map(|(file, content)| (file, snapshot::write("s", "p", "n", &content))).collect();
    compare(&new.snapshots(), &kept)
}

/// Where the words of a literal begin and end.
fn literals(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (begin, line) in lines(text) {
        // Long texts and what another file or edition is called are left alone; so are lists that several questions share.
        if line.contains("\"\"\"")
            || line.trim_start().starts_with("//")
            || line.contains("follows")
            || line.contains("import")
        {
            continue;
        }
        let quotes: Vec<usize> = line.match_indices('"').map(|(at, _)| begin + at).collect();
        found.extend(quotes.chunks_exact(2).map(|pair| (pair[0] + 1, pair[1])));
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut begin = 0;
    text.split_inclusive('\n').map(move |line| {
        begin += line.len();
        (begin - line.len(), line)
    })
}

/// Every text of the survey is on some page, and a word more in it is all that changes there.
#[test]
fn a_word_more_is_told_where_it_is_read() {
    const MARK: &str = "〓";
    let real = Edited::real();
    let before = real.pages();
    let (mut tried, mut silent) = (0, Vec::new());
    for file in [SURVEY, COMMON] {
        let text = real.text(file);
        let numbers = text.find("  numbers {").unwrap_or(0)..text.find("page \"調査の目的等\"").unwrap_or(0);
        for (begin, end) in literals(text).into_iter().filter(|(begin, _)| !numbers.contains(begin)).step_by(29) {
            tried += 1;
            let edited = real.with(file, format!("{}{MARK}{}", &text[..begin], &text[begin..]));
            let after = edited.pages();
            let differing = differing(&before, &after);
            let words = &text[begin..end];
            if differing.is_empty() {
                silent.push(words.to_owned());
            }
            // A list or block may be used by many; what stands in the survey itself is read in one place, or two.
            assert!(file == COMMON || differing.len() <= 2, "{words}: {differing:?}");
            for page in &differing {
                let restored = after.get(page).map(|page| page.replace(MARK, ""));
                assert_eq!(restored.as_ref(), before.get(page), "{words}: {page}");
            }
        }
    }
    assert!(tried > 30, "{tried} texts were tried");
    assert_eq!(silent, Vec::<String>::new(), "read by respondents, and on no page");
}

/// A bound is one question's, or that of the questions of a block.
#[test]
fn a_bound_is_told_where_it_is() {
    let real = Edited::real();
    let before = real.pages();
    let mut tried = 0;
    for (file, most) in [(SURVEY, 1), (COMMON, 2)] {
        let text = real.text(file);
        for (at, old) in text.match_indices(" min 0") {
            tried += 1;
            let edited = real.with(file, format!("{} min 1{}", &text[..at], &text[at + old.len()..]));
            let found = differing(&before, &edited.pages());
            assert!((1..=most).contains(&found.len()), "{found:?}");
        }
    }
    assert!(tried > 15, "{tried} bounds");
}

/// Who is asked changes where a condition does, and nothing else there.
#[test]
fn a_condition_is_told_at_those_it_decides_on() {
    let real = Edited::real();
    let before = real.pages();
    let text = real.text(SURVEY);
    let mut tried = 0;
    for (at, old) in text.match_indices(" is yes {").chain(text.match_indices(" is no {")) {
        tried += 1;
        let turned = if old == " is yes {" { " is no {" } else { " is yes {" };
        let edited = real.with(SURVEY, format!("{}{turned}{}", &text[..at], &text[at + old.len()..]));
        let after = edited.pages();
        let differing = differing(&before, &after);
        assert!(!differing.is_empty(), "{}", line_at(text, at));
        let sections: BTreeSet<&str> = differing.iter().filter_map(|file| file.split('/').next()).collect();
        assert_eq!(sections.len(), 1, "{}: {differing:?}", line_at(text, at));
        for file in &differing {
            let rest =
                |page: &str| page.lines().filter(|line| !line.starts_with("asked: ")).collect::<Vec<_>>().join("\n");
            assert_eq!(rest(&before[file]), rest(&after[file]), "{file}");
        }
    }
    assert!(tried > 10, "{tried} conditions");
}

fn line_at(text: &str, at: usize) -> &str {
    let begin = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[begin..].lines().next().unwrap_or_default()
}

/// The order of things is on the page of what they stand in.
#[test]
fn what_moves_changes_what_it_stands_in() {
    let real = Edited::real();
    let dedicated = "      integer dedicated \"専任の人数\" unit \"人\" min 0\n";
    let shared = "      integer shared \"兼任の人数\" unit \"人\" min 0\n";
    let swapped = real.edit(SURVEY, &format!("{dedicated}{shared}"), &format!("{shared}{dedicated}"));
    changes(&swapped, &["staffing/_section"]);
    let [one, other] = ["consents \"同意者数\"", "logins \"ユーザのログイン回数\""];
    let swapped = real.edit(COMMON, &format!("{one}\n  {other}"), &format!("{other}\n  {one}"));
    changes(&swapped, &["purpose/measured_by", "care_effects/measured_by"]);
    let option = &compare_pages(&real, &swapped)[0].edits;
    let told: Vec<(&str, bool)> = option.iter().map(|edit| (edit.what.as_str(), edit.moved)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1 && told[0].0.starts_with("option "), "{told:?}");
    let text = real.text(SURVEY);
    let begin = text.find("  section dispensing ").expect("the section is there");
    let end = text.find("  section working_group ").expect("the section is there");
    let after = text.find("  section online_eligibility ").expect("the section is there");
    let moved = format!("{}{}{}{}", &text[..begin], &text[end..after], &text[begin..end], &text[after..]);
    changes(&real.with(SURVEY, moved), &["_parts/network"]);
}

/// Whatever compiles has pages, and no two things share a file.
#[test]
fn every_survey_has_pages_of_its_own() {
    let mut tried = 0;
    for file in ["surveys", "examples", "tests/corpus"].into_iter().flat_map(|folder| repo::files(folder, ".survey")) {
        let told = repo::told(&file);
        if Compiled::file(&file).0.form().is_none() {
            continue;
        }
        tried += 1;
        let survey =
            Session::new().check(&Repository, &told).by_itself().unwrap_or_else(|| panic!("{told} has no pages"));
        let mut files: Vec<String> =
            snapshots(&survey).into_iter().map(|snapshot| snapshot.file.to_ascii_lowercase()).collect();
        let all = files.len();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), all, "{told}: two things share a file");
    }
    assert!(tried > 40, "{tried} surveys");
}
