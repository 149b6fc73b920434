//! Words that mean something to a database, its client, a schema or a page: in every place of a survey where an author may write any.

use std::fmt::Write as _;

use super::survey::Survey;

/// The words. Braces are doubled, as an author must; none is markup of the language.
pub const WORDS: [&str; 30] = [
    "it's",
    "''",
    "say \"it\" aloud",
    "back\\slash",
    "\\'; --",
    "'; DROP TABLE s; --",
    "x\"; DROP TABLE s; --",
    "`s`; DROP DATABASE survey",
    "$$; DROP TABLE s; $$",
    "$setsumon$; DROP TABLE s; $setsumon$",
    "x\nDELIMITER ;\ny",
    "$$ DELIMITER //",
    "/* open",
    "close */ --",
    "-- a comment",
    "# a comment",
    "%s %d %% %",
    "\\x41 \\u0041 \\N \\0",
    "\\q \\! id \\echo",
    ":name ? $1 @x",
    "${{x}} {{{{y}}}}",
    "</script><script>alert(1)</script>",
    "&amp; <b>",
    "\u{202e}right to left\u{202c} עברית",
    "👩‍👩‍👧 𠮷 𝔘",
    "e\u{301} \u{feff} \u{200b}",
    "a\tb",
    "NULL",
    "~!@#^()_+-=[]|;:,./?",
    "private \u{e000} soft\u{ad}hyphen \u{a0} and  two spaces",
];

/// A survey of hostile words, what is asked for, and under which label.
#[derive(Debug, Clone)]
pub struct Hostile {
    /// The survey.
    pub survey: Survey,
    /// Questions by their paths, with the label that each must have.
    pub questions: Vec<(String, String)>,
    /// Options by question and code, with the label that each must have.
    pub options: Vec<(String, String, String)>,
    /// Sections by their codes, with the label that each must have.
    pub sections: Vec<(String, String)>,
}

/// The words as a text of the language.
fn text(words: &str) -> String {
    format!("\"\"\"{words}\"\"\"")
}

/// The words as they must arrive: braces are single, and lines are joined.
fn arriving(words: &str) -> String {
    words.replace("{{", "{").replace("}}", "}").replace('\n', " ")
}

/// A survey with each of the words in every place.
pub fn hostile() -> Hostile {
    let (mut questions, mut options, mut sections) = (Vec::new(), Vec::new(), Vec::new());
    let mut body = String::new();
    for (index, words) in WORDS.iter().enumerate() {
        let (word, arrives) = (text(words), arriving(words));
        let _ = write!(
            body,
            r#"page {word} {word}
section s{index} {word} {{
  lead {word}
  note {word}
  single q {word} {{
    instruction {word}
    rationale {word}
    hint {word}
    beside {word}
    heading {word} {{ a {word} {{ note {word} }} }}
    b {word} specify
    heading {word} {{ dk {word} means dont_know }}
  }}
  text t {word} prefix {word} suffix {word}
  integer n {word} unit {word} min 0 or {{ unknown {word} }}
  grid g {word} of single {{
    rows {{ r {word} }}
    columns {{ c {word}  d {word} }}
  }}
  scale p {word} 0 to 3 ends {word} {word}
  check n <= 9 {word}
  calc f {word} = n + 1 unit {word}
  calc k {word} = band n {{ 0..4 low {word}  5.. high {word} }}
  text w {word} when q is a says {word}
  use block as u {word} with what {word}
}}
"#
        );
        // One of each is enough: every table costs its time, and every end stands in the conditions of all that follows.
        if index + 1 == WORDS.len() {
            let word = text(WORDS[5]);
            let _ = write!(
                body,
                "section finish {word} {{ repeat r {word} 0..2 {{ text x {word} }}\nend when s0.q is dk {word} then {word} }}\n"
            );
        }
        sections.push((format!("s{index}"), arrives.clone()));
        for path in ["q", "t", "n", "g", "p", "w"] {
            questions.push((format!("s{index}.{path}"), arrives.clone()));
        }
        for code in ["a", "b", "dk"] {
            options.push((format!("s{index}.q"), code.to_owned(), arrives.clone()));
        }
    }
    let word = text(WORDS[5]);
    let head = format!(
        "setsumon 1\nsurvey s {word} {{\n  locale en\n  edition 2025\n  publisher {word}\n  info x {word}\n  given integer size {word}\n}}\nblock block(what) {{ text v \"{{what}}\" }}\n"
    );
    Hostile { survey: Survey::new(head + &body), questions, options, sections }
}
