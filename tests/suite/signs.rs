//! The signs that a language is written with: none of another language stands on a page, and none stands twice.

use setsumon_core::target::Target as _;
use setsumon_html::Html;
use setsumon_pdf::{Theme, sheet_json};
use setsumon_tests::project::Project;
use setsumon_tests::repo;

/// The form's part of its page, without the words of the script.
fn form(locale: &str, items: &str) -> String {
    let survey =
        format!("setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition 2025 }}\nsection s \"S\" {{\n{items}\n}}\n");
    page(&Project::of(&survey), &survey)
}

fn page(project: &Project, told: &str) -> String {
    let emitted = Html::default().emit(project.compile().form(told)).expect("the form is made");
    let html = String::from_utf8(emitted.files[0].1.clone()).expect("UTF-8");
    let (begin, end) = (html.find("<form").expect("a form"), html.find("</form>").expect("its end"));
    html[begin..end].to_owned()
}

/// What a blank may hold and how it is written stand beside it in one pair of brackets.
#[test]
fn a_blank_has_one_bracket_beside_it() {
    for (locale, open, joint) in [("en", "(", ", such as"), ("ja", "（", "。例")] {
        for (kind, bounds) in [("date", ["2024-05-01", "2025-05-01"]), ("month", ["2024-05", "2025-05"])] {
            for (min, max) in [(false, false), (true, false), (false, true), (true, true)] {
                let min = if min { format!("min {}", bounds[0]) } else { String::new() };
                let max = if max { format!("max {}", bounds[1]) } else { String::new() };
                for around in ["@", "group g \"G\" { text t \"T\"  @ }", "repeat r \"R\" 0..2 { @ }"] {
                    for unit in ["", "suffix \"at noon\""] {
                        let items = around.replace('@', &format!("{kind} q \"Q\" {min} {max} {unit}"));
                        let html = form(locale, &items);
                        let beside: Vec<&str> = html.split("<span class=unit").skip(1).collect();
                        let beside: String = beside.iter().filter_map(|rest| rest.split("</span>").next()).collect();
                        let entries = if around.starts_with("repeat") {
                            html.matches("name=\"s__r__q").count().max(html.matches("name=s__r__q").count())
                        } else {
                            1
                        };
                        assert_eq!(beside.matches(open).count(), entries, "{locale} {items}: {beside}");
                        let bounded = !(min.is_empty() && max.is_empty());
                        assert_eq!(
                            beside.matches(joint).count(),
                            if bounded { entries } else { 0 },
                            "{locale} {items}: {beside}"
                        );
                    }
                }
            }
        }
    }
}

/// A footnote has the sign of its language, at its option or row and before its words, on paper and on screen.
#[test]
fn a_footnote_has_the_sign_of_its_language() {
    for (locale, sign) in [("en", "*"), ("ja", "※")] {
        for items in [
            "single q \"Q\" { a \"A\" { note \"One\" }  b \"B\" { note \"Two\" } }",
            "multi q \"Q\" { a \"A\" { note \"One\" }  b \"B\" { note \"Two\" }  c \"C\" { note \"One\" } }",
            "grid q \"Q\" of integer { rows { a \"A\" { note \"One\" }  b \"B\" { note \"Two\" } } }",
        ] {
            let survey = format!(
                "setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition 2025 }}\nsection s \"S\" {{\n{items}\n}}\n"
            );
            let project = Project::of(&survey);
            let paper = sheet_json(project.compile().form(&survey), &Theme::default()).expect("a sheet");
            for told in [paper, page(&project, &survey)] {
                for number in [1, 2] {
                    assert!(told.matches(&format!("{sign}{number}")).count() >= 2, "{locale} {items}: {told}");
                }
            }
        }
    }
}

/// Whether a sign is one that Japanese alone is written with.
fn is_japanese(sign: char) -> bool {
    matches!(sign, '※' | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// In an English survey without a Japanese sign, nothing that is read has one.
#[test]
fn english_pages_have_no_japanese_signs() {
    let mut read = 0;
    for folder in ["tests/corpus/types", "tests/corpus/print"] {
        for case in repo::files(folder, ".survey") {
            let text = repo::read(&case);
            if !text.contains("locale en") || text.contains(is_japanese) {
                continue;
            }
            let project = Project::of_case(&text);
            let told = repo::told(&case);
            let compilation = project.compile();
            let paper = sheet_json(compilation.form(&told), &Theme::default()).expect("a sheet");
            for said in [paper, page(&project, &told)] {
                let foreign: String = said.chars().filter(|sign| is_japanese(*sign)).collect();
                assert_eq!(foreign, "", "{told}");
            }
            read += 1;
        }
    }
    assert!(read >= 20, "only {read} surveys are in English");
}
