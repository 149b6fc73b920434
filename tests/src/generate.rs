//! Surveys of any size, with the mix of a real one, for the bench and for tests of size.

use std::fmt::Write;

/// Questions of a section.
const SECTION: usize = 20;

/// What the questions of a section are: of 20, nine single and six multiple choices, two numbers, two texts and a grid.
#[derive(Clone, Copy)]
enum Shape {
    Single,
    Multi,
    Number,
    Text,
    Grid,
}

const MIX: [Shape; SECTION] = [
    Shape::Single,
    Shape::Multi,
    Shape::Single,
    Shape::Text,
    Shape::Single,
    Shape::Multi,
    Shape::Number,
    Shape::Single,
    Shape::Multi,
    Shape::Single,
    Shape::Grid,
    Shape::Single,
    Shape::Multi,
    Shape::Number,
    Shape::Single,
    Shape::Multi,
    Shape::Text,
    Shape::Single,
    Shape::Multi,
    Shape::Single,
];

/// A valid survey of so many questions. The same number gives the same text.
pub fn survey(questions: usize) -> String {
    let mut text = String::with_capacity(questions * 220 + 1_000);
    text.push_str(
        "setsumon 1\n\n\
         survey generated \"生成された調査\" {\n  locale ja\n  edition 2024\n  publisher \"調査研究所\"\n  \
         numbers { section \"（１）\" item \"1\" }\n}\n\npart main \"本編\" {\n",
    );
    for (section, first) in (0..questions).step_by(SECTION).enumerate() {
        let count = SECTION.min(questions - first);
        let _ = writeln!(text, "\n  section s{section} \"第{}章\" {{", section + 1);
        for (index, shape) in MIX.iter().take(count).enumerate() {
            question(&mut text, *shape, index);
        }
        if count == SECTION {
            // The two numbers of the mix.
            text.push_str("    check q13 <= q6 \"内数が総数を超えています\"\n");
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    text
}

/// Forms of the dictionary, and the questions of each.
const FORMS: usize = 59;
const FORM: usize = 23;

const LABELS: [&str; 15] = [
    "Date of visit",
    "Systolic blood pressure",
    "Heart rate",
    "Serum creatinine",
    "Was the procedure carried out as planned?",
    "Reason for deviation from the protocol",
    "Medication at discharge",
    "Complications during the stay",
    "Left ventricular ejection fraction",
    "Name of the investigator",
    "Functional class",
    "Smoking status at baseline",
    "Adverse events since the last visit",
    "Days in intensive care",
    "Comments of the investigator",
];
const STATES: [&str; 10] = [
    "Yes",
    "No",
    "Not known",
    "Not applicable",
    "Mild",
    "Moderate",
    "Severe",
    "Resolved without sequelae",
    "Ongoing",
    "Fatal",
];
const DRUGS: [&str; 8] =
    ["Aspirin", "Clopidogrel", "Beta blocker", "ACE inhibitor", "Statin", "Diuretic", "Anticoagulant", "Insulin"];

/// A survey like a clinic's dictionary of data: 59 forms, 2,832 variables.
pub fn dictionary() -> String {
    let mut text = String::from(
        "setsumon 1\n\nsurvey dictionary \"Registry: case report forms\" {\n  locale en\n  edition 2025\n  publisher \"Coordinating Centre\"\n}\n",
    );
    let codes = |first: char, words: &[&str]| {
        words.iter().zip(first..).map(|(word, code)| format!("{code} \"{word}\"")).collect::<Vec<_>>().join("  ")
    };
    for (form, title) in (0..FORMS).zip(LABELS.iter().cycle()) {
        let _ = writeln!(text, "\nsection f{form} \"Form {}: {title}\" {{", form + 1);
        for (index, label) in (0..FORM).zip(LABELS.iter().cycle().skip(form * 7 % LABELS.len())) {
            let name = format!("q{index} \"{label} ({})\"", index + 1);
            let when = if index % 5 == 4 { " when q1 is a" } else { "" };
            let head = format!("{name}{when}");
            let _ = match index % 13 {
                0 => writeln!(text, "  date {head}"),
                1 | 4 | 7 => {
                    let states: Vec<&str> = STATES.iter().take(3 + index % 3).copied().collect();
                    writeln!(text, "  single {head} {{ {} }}", codes('a', &states))
                }
                2 | 5 | 8 | 11 => writeln!(text, "  integer {head} unit \"mmHg\" min 0 max 300"),
                3 => writeln!(text, "  text {head}"),
                6 => writeln!(text, "  multi {head} {{ {} }}", codes('a', &DRUGS)),
                9 => {
                    let [rows, columns] = [codes('r', &DRUGS[..6]), codes('a', &STATES[4..8])];
                    writeln!(text, "  grid {name} of single{when} {{ rows {{ {rows} }}  columns {{ {columns} }} }}")
                }
                10 => writeln!(text, "  single {head} {{ a \"Yes\" specify  b \"No\" }}"),
                _ => writeln!(text, "  longtext {head} layout lines 4"),
            };
        }
        text.push_str("}\n");
    }
    text
}

fn question(text: &mut String, shape: Shape, index: usize) {
    let when = condition(index);
    let label = format!("q{index} \"設問その{}\"", index + 1);
    let _ = match shape {
        Shape::Single => writeln!(text, "    single {label}{when} {{\n{}    }}", options(5, index.is_multiple_of(3))),
        Shape::Multi => writeln!(text, "    multi {label}{when} {{\n{}    }}", options(6, index.is_multiple_of(3))),
        Shape::Number => writeln!(text, "    integer {label}{when} unit \"人\" min 0"),
        Shape::Text => writeln!(text, "    text {label}{when}"),
        Shape::Grid => {
            writeln!(
                text,
                "    grid {label} of single{when} {{\n      rows {{ {}}}\n      columns {{ {}}}\n    }}",
                listed("r", "項目", 8),
                listed("c", "評価", 5)
            )
        }
    };
}

/// A fifth of the questions are asked of some only, on account of a question shortly before.
fn condition(index: usize) -> &'static str {
    match index {
        4 => " when q0 is a",
        8 => " when q7 in [a, b]",
        12 => " when q8 includes a",
        16 => " when q14 is not e",
        _ => "",
    }
}

fn options(count: u8, specify: bool) -> String {
    let mut list = String::new();
    for number in 0..count {
        let last = specify && number + 1 == count;
        let clause = if last { " specify" } else { "" };
        let _ = writeln!(list, "      {} \"選択肢その{}\"{clause}", char::from(b'a' + number), number + 1);
    }
    list
}

fn listed(code: &str, label: &str, count: usize) -> String {
    let mut list = String::new();
    for number in 1..=count {
        let _ = write!(list, "{code}{number} \"{label}{number}\"  ");
    }
    list
}
