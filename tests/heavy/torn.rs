//! What is torn over pages is named again at the head of each page that it goes on to: the item, and in it the row, the occurrence, the
//! option.

use std::path::Path;
use std::process::Command;

use crate::run::{done, setsumon};

/// Long items of every sort that may be torn.
const ITEMS: &str = r#"
  repeat people "Who lives here" 1..5 {
    text called "Name"
    longtext about "About them" layout lines 9
    longtext more "More" layout lines 9 { hint "At length." }
  }
  single way "How did it go?" {
    well "Well" { longtext why "Why?" layout lines 50  longtext after "And then?" layout lines 40 }
    badly "Badly"
  }
  grid told "What was said" of longtext layout lines 12 { rows { first "At first"  final "At last"  never "Never"  always "Always" } }
  longtext story "The whole story" layout lines 90
  text close "The end"
"#;

/// The lines of every page.
fn pages(locale: &str, theme: &str, folder: &Path) -> Vec<Vec<String>> {
    let survey = folder.join("torn.survey");
    let text = format!(
        "setsumon 1\nsurvey torn \"Torn\" {{ locale {locale}  edition 2025 }}\nsection s \"The house\" {{{ITEMS}}}\n"
    );
    std::fs::write(&survey, text).expect("the survey is written");
    std::fs::write(folder.join("house.toml"), theme).expect("the theme is written");
    let mut build = setsumon();
    build.arg("build").arg(&survey).args(["--target", "pdf", "--theme"]).arg(folder.join("house.toml"));
    done(build.arg("--out").arg(folder));
    let text = done(Command::new("pdftotext").arg("-raw").arg(folder.join("questionnaire.pdf")).arg("-"));
    // A colon in full width is a line of its own to poppler.
    text.replace("\n：", "：").split_terminator('\u{c}').map(|page| page.lines().map(str::to_owned).collect()).collect()
}

#[test]
fn what_goes_on_is_named_on_each_page() {
    let folder = tempfile::tempdir().expect("a folder");
    for (locale, continued, colon) in [("en", " (continued)", ": "), ("ja", "（続き）", "：")] {
        for theme in ["", "[page]\npaper = \"a5\"", "[page]\nlandscape = true"] {
            let pages = pages(locale, theme, folder.path());
            let mut named = Vec::new();
            for (page, lines) in pages.iter().enumerate().skip(1) {
                let names: Vec<&String> = lines.iter().filter(|line| line.contains(continued)).collect();
                assert!(names.len() <= 1, "{locale} {theme}, page {}: {names:?}", page + 1);
                named.extend(names.into_iter().map(|name| (page, name.clone())));
            }
            let told = format!("{locale} {theme}: {named:#?}");
            for item in ["Who lives here", "How did it go?", "What was said", "The whole story"] {
                assert!(named.iter().any(|(_, name)| name.contains(&format!("{item}{continued}"))), "{item} – {told}");
            }
            assert!(named.iter().any(|(_, name)| name.contains(&format!("{continued}{colon}Well"))), "{told}");
            // Nobody is named who begins on the page, and everybody who does not.
            for (page, name) in named.iter().filter(|(_, name)| name.contains("Who lives here")) {
                let person = name.split(colon).nth(1).and_then(|inner| inner.split(" / ").next());
                let begins = pages[*page].iter().position(|line| line.contains("Name"));
                let rest =
                    |line: &String| ["About them", "More", "At length."].iter().any(|words| line.contains(words));
                let first = pages[*page].iter().position(rest);
                let goes_on = first.is_some_and(|first| begins.is_none_or(|begins| first < begins));
                assert_eq!(
                    person.is_some(),
                    goes_on || begins.is_none(),
                    "page {}: {name} – {:#?}",
                    page + 1,
                    pages[*page]
                );
            }
        }
    }
}
