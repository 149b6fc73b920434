//! The printed questionnaire, by the eyes of qpdf and poppler: whole, its fonts in it, every label and mark on its pages.

use std::process::Command;

use setsumon_tests::census::{CHIREN_2024, Marks};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

use crate::built::{CHIREN, STEP, everything};
use crate::run::{bytes, done, ended, setsumon};

/// In the order in which the page was set: poppler's own guess at columns mixes two tables that stand one above the other.
fn text_of(pdf: &std::path::Path) -> String {
    done(Command::new("pdftotext").arg("-raw").arg(pdf).arg("-"))
}

/// What is left of a text when the line breaks, spaces and page breaks that layout puts in are taken out.
fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !char.is_control()).collect()
}

/// The text of every page.
fn pages(pdf: &std::path::Path) -> Vec<String> {
    text_of(pdf).split_terminator('\u{c}').map(str::to_owned).collect()
}

/// The numbered titles of a form's sections.
fn headings(form: &setsumon_core::form::Form) -> Vec<String> {
    let title = |section: &setsumon_core::form::Section| {
        Some(bare(&format!("{}{}", section.number.as_deref()?, section.label.plain())))
    };
    form.sections().values().filter_map(title).collect()
}

#[test]
fn the_contents_name_the_page_of_each_section() {
    let survey = "surveys/chiren/2024.survey";
    let compiled = Compiled::file(&repo::path(survey));
    let headings = headings(compiled.form(survey));
    let pdf = CHIREN.file("questionnaire.pdf");
    let pages: Vec<String> = pages(&pdf).iter().map(|page| bare(page)).collect();
    assert!(pages[0].contains("目次"), "{}", pages[0]);
    let mut rest = pages[0].as_str();
    for heading in &headings {
        let at = rest.find(heading.as_str()).unwrap_or_else(|| panic!("{heading} is not in the contents"));
        rest = rest[at + heading.len()..].trim_start_matches(['.', '\u{2060}']);
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let page: usize = rest[..digits].parse().unwrap_or_else(|_| panic!("{heading} has no page: {rest}"));
        assert!(pages[page - 1].contains(heading), "{heading} is not on page {page}");
        // The first page names all of them.
        assert!(page <= 2 || !pages[page - 2].contains(heading), "{heading} is on the page before {page}");
    }
    // A reader's tools find them: each is an entry of its own, and leads to its page.
    let tree = done(Command::new("pdfinfo").arg("-struct").arg(&pdf));
    let count = |tag: &str| tree.lines().filter(|line| line.split_whitespace().next() == Some(tag)).count();
    assert!(count("TOCI") >= headings.len() && count("TOC") >= 1, "{} entries", count("TOCI"));
}

#[test]
fn every_pdf_is_sound() {
    for (told, built) in everything() {
        let pdf = built.file("questionnaire.pdf");
        done(Command::new("qpdf").arg("--check").arg(&pdf));
        let info = done(Command::new("pdfinfo").arg(&pdf));
        assert!(info.contains("Tagged:") && info.contains("yes"), "{told}: the PDF is not tagged\n{info}");
        assert!(info.contains("(A4)"), "{told}: the pages are not A4\n{info}");
    }
}

#[test]
fn the_comparison_is_sound_and_the_same_each_time() {
    let (pdf, again) = (STEP.file("compare.pdf"), STEP.file("again.pdf"));
    done(Command::new("qpdf").arg("--check").arg(&pdf));
    let info = done(Command::new("pdfinfo").arg(&pdf));
    assert!(info.contains("(A4)") && info.contains("841.89 x 595"), "A4 on its long side\n{info}");
    let tagged = info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes"));
    assert!(tagged, "the PDF is not tagged\n{info}");
    assert!(bytes(&pdf) == bytes(&again), "the same editions give the same bytes");
    let text = text_of(&pdf);
    for words in ["新旧対照表", "（新設）", "（略）", "救急時の情報閲覧", "承認", "番号の変更"]
    {
        assert!(text.contains(words), "{words} is not printed");
    }
    // The heads are repeated on every page of the table.
    assert!(text.matches("変更の理由・影響").count() > 5, "{text}");
}

#[test]
fn the_page_of_what_an_edition_means_is_sound_and_the_same_each_time() {
    let (pdf, again) = (STEP.file("impact.pdf"), STEP.file("impact-again.pdf"));
    done(Command::new("qpdf").arg("--check").arg(&pdf));
    let info = done(Command::new("pdfinfo").arg(&pdf));
    let tagged = info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes"));
    assert!(tagged && info.contains("(A4)"), "{info}");
    assert!(bytes(&pdf) == bytes(&again), "the same editions give the same bytes");
    let text = text_of(&pdf);
    for words in ["改定の影響", "回答の道のり", "典型（中央値）", "前回の回答のまま", "変更の一覧", "数え方"]
    {
        assert!(text.contains(words), "{words} is not printed");
    }
}

#[test]
fn every_font_is_embedded_as_a_subset() {
    for (told, built) in everything() {
        let fonts = done(Command::new("pdffonts").arg(built.file("questionnaire.pdf")));
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{told}: no font at all");
        for row in rows {
            // name, type, encoding, emb, sub, uni, object number and generation: the last columns are the steady ones.
            let columns: Vec<&str> = row.split_whitespace().rev().collect();
            assert_eq!(
                &columns[2..5],
                ["yes", "yes", "yes"],
                "{told}: not embedded, not a subset or not readable: {row}"
            );
        }
    }
}

#[test]
fn every_page_can_be_drawn() {
    let folder = tempfile::tempdir().expect("a folder for pictures");
    done(
        Command::new("pdftoppm")
            .args(["-r", "20"])
            .arg(CHIREN.file("questionnaire.pdf"))
            .arg(folder.path().join("page")),
    );
    let pages = std::fs::read_dir(folder.path()).expect("the pictures").count();
    assert!(pages >= 20, "only {pages} pages");
}

#[test]
fn the_real_survey_prints_every_mark_in_its_section() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let form = compiled.form("surveys/chiren/2024.survey");
    // The first page names the sections and their pages.
    let text = bare(&pages(&CHIREN.file("questionnaire.pdf")).split_off(1).concat());
    let headings = headings(form);
    let mut rest = text.as_str();
    let mut starts = Vec::new();
    for heading in &headings {
        let at = rest
            .find(heading.as_str())
            .unwrap_or_else(|| panic!("the heading {heading} is not printed, or out of order"));
        starts.push(text.len() - rest.len() + at);
        rest = &rest[at + heading.len()..];
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut wrong = Vec::new();
    let mut all = Marks::default();
    for (((start, end), heading), (circles, boxes)) in starts.iter().zip(ends).zip(&headings).zip(CHIREN_2024) {
        let section = &text[*start..end];
        let marks = Marks { circles: section.matches('○').count(), boxes: section.matches('□').count() };
        all = [all, marks].into_iter().sum();
        if marks != (Marks { circles, boxes }) {
            wrong.push(format!("{heading}: ○{} □{}, wanted are ○{circles} □{boxes}", marks.circles, marks.boxes));
        }
    }
    assert!(wrong.is_empty(), "{} sections differ:\n  {}", wrong.len(), wrong.join("\n  "));
    assert_eq!(all.all(), 1101);
}

#[test]
fn a_character_no_font_has_is_refused() {
    let page = setsumon_tests::markdown::fences(repo::path("compiler/setsumon-diagnostics/pages/E0801.md"));
    for (heading, code) in [("Example", 1), ("Fixed", 0)] {
        let fence = page.iter().find(|fence| fence.heading == heading).expect("the page has both examples");
        let folder = tempfile::tempdir().expect("a folder");
        let survey = folder.path().join("example.survey");
        std::fs::write(&survey, &fence.text).expect("the example is written");
        let out = folder.path().join("out");
        let output = ended(setsumon().arg("build").arg(&survey).args(["--target", "pdf", "--out"]).arg(&out));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "“{heading}” of E0801: {told}");
        assert_eq!(told.contains("E0801"), code == 1, "“{heading}” of E0801: {told}");
        assert_eq!(out.join("questionnaire.pdf").exists(), code == 0, "“{heading}” of E0801");
    }
}

/// The sentences and options of a question that paper shows, each in the order in which it is read.
fn told_in_order(question: &setsumon_core::form::Question) -> (Vec<String>, Vec<String>) {
    use setsumon_core::form::{Answer, Choice};
    fn options(choices: &[Choice], out: &mut Vec<String>) {
        for choice in choices {
            match choice {
                Choice::Heading { label, choices } => {
                    out.push(label.plain());
                    options(choices, out);
                }
                Choice::Option(option) if !option.retired => out.push(option.label.plain()),
                Choice::Option(_) => {}
            }
        }
    }
    let notes = question.notes.iter().filter(|note| note.medium != setsumon_core::form::Medium::Screen);
    // A sentence over no condition of the question's own is about its rows or options, and stands with them.
    let (above, beside) = if question.own.is_some() { (&question.who, &None) } else { (&None, &question.who) };
    let sentences = above.iter().chain(&question.lead).chain(notes.map(|note| &note.text)).chain(beside);
    let mut labels = Vec::new();
    match &question.answer {
        // The options of ranks and of both kinds of choices stand one behind the other.
        Answer::Single { variable: _, choices }
        | Answer::Multi { choices, pick: _ }
        | Answer::Rank { choices, pick: _ } => {
            options(choices, &mut labels);
        }
        Answer::Gate { .. } | Answer::Grid(_) | Answer::Field(_) => {}
    }
    (sentences.flat_map(|text| text.plain().lines().map(bare).collect::<Vec<_>>()).collect(), labels)
}

#[test]
fn every_sentence_and_option_is_printed_in_order() {
    let survey = "surveys/chiren/2024.survey";
    let compiled = Compiled::file(&repo::path(survey));
    let form = compiled.form(survey);
    let text = bare(&text_of(&CHIREN.file("questionnaire.pdf")));
    let mut missing = Vec::new();
    // Sentences follow each other through the whole print; options follow each other from their question's sentence on.
    let mut at = 0;
    let mut above = None;
    for question in form.questions().values() {
        if question.medium == setsumon_core::form::Medium::Screen {
            continue;
        }
        let (sentences, options) = told_in_order(question);
        // Neighbours for the same people stand under one sentence.
        let covered = question.own.is_some_and(|own| above == Some(own.when)) && question.number.is_some();
        let first = usize::from(covered && question.who.is_some());
        above = question.own.map(|own| own.when);
        for sentence in sentences.iter().skip(first).filter(|sentence| !sentence.is_empty()) {
            match text[at..].find(sentence.as_str()) {
                Some(found) => at += found + sentence.len(),
                None => missing.push(format!("{}: {sentence}", question.path)),
            }
        }
        let mut behind = at;
        for option in options {
            match text[behind..].find(&bare(&option)) {
                Some(found) => behind += found + bare(&option).len(),
                None => missing.push(format!("{}: {option}", question.path)),
            }
        }
    }
    assert!(missing.is_empty(), "{} are not printed, or out of order:\n  {}", missing.len(), missing.join("\n  "));
}

/// Prints a survey of the repository with a theme, and gives what was said and how it ended.
fn themed(theme: &str, folder: &std::path::Path) -> (String, Option<i32>) {
    let file = folder.join("house.toml");
    std::fs::write(&file, theme).expect("the theme is written");
    let mut build = setsumon();
    build.args(["build", "examples/05-lists-and-grids.survey", "--target", "pdf", "--theme"]).arg(&file);
    let output = ended(build.arg("--out").arg(folder));
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

#[test]
fn a_theme_changes_the_looks_and_not_the_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("questionnaire.pdf");
    let plain = {
        assert_eq!(themed("", folder.path()).1, Some(0));
        text_of(&pdf)
    };
    // Points are 1/72 inch, and pdfinfo knows the formats by name.
    for (theme, format) in [
        ("[page]\npaper = \"us-letter\"", "612 x 792 pts (letter)"),
        ("[page]\npaper = \"a3\"\n[text]\nsize = 12", "841.89 x 1190.55 pts (A3)"),
        ("[page]\npaper = \"a5\"\nside = 8\n[text]\nsize = 8", "419.528 x 595.276 pts"),
    ] {
        let (told, code) = themed(theme, folder.path());
        assert_eq!(code, Some(0), "{theme}: {told}");
        let info = done(Command::new("pdfinfo").arg(&pdf));
        assert!(info.contains(format), "{theme}: {info}");
        done(Command::new("qpdf").arg("--check").arg(&pdf));
        let mut words: Vec<char> = bare(&text_of(&pdf)).chars().collect();
        let mut wanted: Vec<char> = bare(&plain).chars().collect();
        // Pages have other numbers, and running heads more or fewer.
        words.retain(|sign| "○□".contains(*sign));
        wanted.retain(|sign| "○□".contains(*sign));
        assert_eq!(words, wanted, "{theme}");
    }
}

#[test]
fn a_wrong_theme_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    for (theme, code, message) in [
        ("[page]\npapper = \"a4\"", 2, "house.toml:2:1: unknown field `papper`"),
        ("[text]\nsize = 90", 2, "house.toml: `text.size` is 90"),
        ("[text]\nfonts = [\"nowhere.ttf\"]", 3, "nowhere.ttf"),
        ("[text]\nfonts = [\"house.toml\"]", 2, "is no TrueType or OpenType font"),
        ("[page]\nlimit = 1", 1, "the print has 2 pages, and the theme allows 1"),
    ] {
        let (told, ended) = themed(theme, folder.path());
        assert_eq!(ended, Some(code), "{theme}: {told}");
        assert!(told.contains(message), "{theme}: {told}");
        assert!(!folder.path().join("questionnaire.pdf").exists(), "{theme}: a file was written");
    }
}

#[test]
fn an_option_says_where_it_leads() {
    let text = text_of(&CHIREN.file("questionnaire.pdf"));
    let text = bare(&text);
    // In the same section and page; on another page; of several items to the one that is surely asked; nowhere, where every option
    // leads on.
    for told in ["実施なし→4", "二次利用している→2（15ページ）", "全ての医療機関で開示している→2"]
    {
        assert!(text.contains(told), "{told} is not printed");
    }
    assert!(!text.contains("ノートパソコン→"), "every device leads to the same item: no arrow says more");
}

/// The fields of a PDF, one entry for each place to fill in, as qpdf reads them.
fn fields(pdf: &std::path::Path) -> Vec<serde_json::Value> {
    let told = done(Command::new("qpdf").args(["--json", "--json-key=acroform"]).arg(pdf));
    let told: serde_json::Value = serde_json::from_str(&told).expect("qpdf writes JSON");
    told["acroform"]["fields"].as_array().expect("a list of fields").clone()
}

#[test]
fn a_fillable_print_has_a_field_for_every_variable() {
    let survey = "surveys/chiren/2024.survey";
    let compiled = Compiled::file(&repo::path(survey));
    let form = compiled.form(survey);
    let folder = tempfile::tempdir().expect("a folder");
    let build = |out: &str| {
        let out = folder.path().join(out);
        done(setsumon().args(["build", survey, "--target", "pdf", "--fillable", "--out"]).arg(&out));
        out.join("questionnaire.pdf")
    };
    let pdf = build("once");
    assert!(std::fs::read(&pdf).ok() == std::fs::read(build("again")).ok(), "other bytes the second time");
    done(Command::new("qpdf").arg("--check").arg(&pdf));
    assert!(done(Command::new("pdfinfo").arg(CHIREN.file("questionnaire.pdf"))).contains("Form:            none"));

    let fields = fields(&pdf);
    let count = |kind: &str| fields.iter().filter(|field| field[kind] == true).count();
    let marks: Marks = CHIREN_2024.iter().map(|(circles, boxes)| Marks { circles: *circles, boxes: *boxes }).sum();
    assert_eq!((count("isradiobutton"), count("ischeckbox")), (marks.circles, marks.boxes), "fields at ○ and at □");

    // What belongs to a variable but is only a part of it has a number behind its name.
    let whole = |name: &str| name.rsplit_once('-').map_or(name, |(name, _)| name).to_owned();
    let named: std::collections::BTreeSet<String> =
        fields.iter().map(|field| whole(field["fullname"].as_str().expect("a name"))).collect();
    let on_paper = |variable: &&setsumon_core::form::Variable| {
        variable.role == setsumon_core::form::Role::Answer
            && variable.question.is_some_and(|id| {
                let question = form.questions().get(id);
                question.medium != setsumon_core::form::Medium::Screen
                    && !matches!(question.answer, setsumon_core::form::Answer::Gate { .. })
            })
    };
    let wanted: std::collections::BTreeSet<String> =
        form.variables().values().filter(on_paper).map(|variable| variable.name.clone()).collect();
    assert_eq!(named, wanted);
}
