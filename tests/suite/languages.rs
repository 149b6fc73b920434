//! Messages about an English survey give English examples.

use setsumon_tests::project::Project;
use setsumon_tests::repo;

fn is_japanese(words: &str) -> bool {
    words.contains(|sign: char| matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

#[test]
fn examples_are_in_the_language_of_the_survey() {
    let mut seen = 0;
    let folders = ["tests/corpus/check", "tests/corpus/habits"];
    let cases = folders.into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    let mut wrong = Vec::new();
    for path in cases {
        let text = repo::read(&path);
        // Where nothing says which language it is, its own words do.
        let english = text.replace("locale ja", "locale en");
        if is_japanese(&english) || !english.contains("locale en") {
            continue;
        }
        for told in Project::of_case(&english).compile().0.diagnostics.iter() {
            let words = [Some(&told.message), told.help.as_ref()];
            seen += 1;
            if words.into_iter().flatten().any(|words| is_japanese(words)) {
                wrong.push(format!("{}: {} {:?}", repo::told(&path), told.message, told.help));
            }
        }
    }
    assert!(seen > 100, "{seen} messages were looked at");
    assert_eq!(wrong, Vec::<String>::new());
}
