//! What somebody types by habit from another tool, or in Japanese, in all places: no correction loses a figure, a text or a code of it.
//!
//! Each line is put together from words of other tools, places and ways of writing numbers. After all corrections have been made every
//! figure reads as it was meant, or stands as it was typed; every text and every code is there; and the file is clean, or each message
//! that is left says what to write.

use setsumon_editions::fix;
use setsumon_tests::project::Project;

/// A line, and what must be left of it: each time one of these.
struct Typed {
    line: String,
    kept: Vec<Vec<String>>,
}

fn typed(line: String, kept: &[&[&str]]) -> Typed {
    Typed { line, kept: kept.iter().map(|one| one.iter().map(|words| (*words).to_owned()).collect()).collect() }
}

fn survey(line: &str) -> String {
    format!(
        "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025  as_of 2025-01-01 }}\nsection s \"S\" {{\n  integer age \"Age\" min 0\n  date came \"Came\"\n  single how \"How?\" {{ foot \"Foot\"  bike \"Bike\" }}\n  multi had \"Had\" {{ tea \"Tea\"  cake \"Cake\" }}\n  {line}\n}}\n"
    )
}

/// Numbers as they are typed, and as they are meant.
fn numbers() -> Vec<Typed> {
    let ways = [
        ("18", "18"),
        ("１８", "18"),
        ("18歳", "18"),
        ("１８人", "18"),
        ("十八", "18"),
        ("10万", "100000"),
        ("１０万円", "100000"),
        ("1.5万", "15000"),
        ("二千", "2000"),
        ("1,000", "1000"),
        ("１，０００", "1000"),
        ("１０，０００円", "10000"),
        ("1,000,000", "1000000"),
        ("1_000", "1000"),
        ("\"18\"", "18"),
        ("'18'", "18"),
        ("100ほげ", "100"),
        ("1 000", "1000"),
        ("2024年", "2024"),
        ("令和6年", "2024"),
    ];
    let places = [
        "integer u \"U\" max N",
        "integer u \"U\" min N",
        "integer u \"U\" min=N",
        "integer u \"U\" <= N",
        "integer u \"U\" maxvalue N required",
        "decimal u \"U\" digits 1 max N",
        "year u \"U\" max N",
        "text u \"U\" when age >= N",
        "text u \"U\" if age >= N",
        "text u \"U\" when age > 1 and age <= N",
        "check age <= N \"M\"",
        "calc u \"U\" = age + N",
        "end when age < N \"M\"",
        "multi u \"U\" max N { x \"X\"  y \"Y\"  z \"Z\" }",
        "multi u \"U\" pick at most N { x \"X\"  y \"Y\"  z \"Z\" }",
    ];
    let both = ways.into_iter().flat_map(|way| places.into_iter().map(move |place| (way, place)));
    both.map(|((raw, meant), place)| typed(place.replace('N', raw), &[&[meant, raw]])).collect()
}

fn days() -> Vec<Typed> {
    let ways = [
        "2025年1月31日",
        "令和7年1月31日",
        "２０２５年１月３１日",
        "2025/1/31",
        "2025.1.31",
        "31/01/2025",
        "R7.1.31",
        "\"2025-01-31\"",
        "'2025-01-31'",
        "2025-01-31",
    ];
    let places = [
        "date u \"U\" max N",
        "date u \"U\" min N required",
        "date u \"U\" <= N",
        "date u \"U\" > N",
        "text u \"U\" when came >= N",
        "check came <= N \"M\"",
        "end when came < N \"M\"",
    ];
    let both = ways.into_iter().flat_map(|way| places.into_iter().map(move |place| (way, place)));
    both.map(|(raw, place)| typed(place.replace('N', raw), &[&["2025-01-31", raw]])).collect()
}

fn conditions() -> Vec<Typed> {
    let asked = [("how", "foot", "Foot", "bike"), ("had", "tea", "Tea", "cake")];
    let signs = [
        "=", "==", "!=", "is", "IS", "equals", "contains", "has", "includes", "INCLUDES", "in", "anyof", "allof",
        "notin", "not in",
    ];
    let words = ["when", "if", "visibleIf", "relevant", "表示条件", "required when"];
    let mut found = Vec::new();
    for (question, one, label, other) in asked {
        let right = [
            one.to_owned(),
            format!("'{one}'"),
            format!("\"{label}\""),
            format!("[{one}, {other}]"),
            format!("({one}, {other})"),
            format!("['{one}', '{other}']"),
            format!("{one}, {other}"),
            format!("{one} or {other}"),
            format!("{one}/{other}"),
        ];
        for (sign, right) in signs.iter().flat_map(|sign| right.iter().map(move |right| (sign, right))) {
            let codes: &[&[&str]] = if right.contains(other) {
                &[&[question], &[one, label], &[other]]
            } else {
                &[&[question], &[one, label]]
            };
            for word in words {
                found.push(typed(format!("text u \"U\" {word} {question} {sign} {right}"), codes));
            }
            if !right.contains('"') {
                found.push(typed(format!("text u \"U\" relevant \"${{{question}}} {sign} {right}\""), codes));
                found.push(typed(format!("text u \"U\" visibleIf \"{{{question}}} {sign} {right}\""), codes));
            }
        }
        found.push(typed(format!("text u \"U\" when {one} in {question}"), &[&[one], &[question]]));
        found.push(typed(format!("text u \"U\" when {question}.{one}"), &[&[one], &[question]]));
        for word in ["RESPONSE", "EMPTY", "empty", "null"] {
            found.push(typed(format!("text u \"U\" when {question} = {word}"), &[&[question]]));
        }
    }
    found
}

fn lists() -> Vec<Typed> {
    let kinds =
        ["single u \"U\"", "multi u \"U\"", "radio u \"U\"", "multi u \"U\" min 1 max 2", "multi u \"U\" pick up to 2"];
    let insides = [
        "x \"Xa\" y \"Yb\"",
        "x = \"Xa\" y = \"Yb\"",
        "x=\"Xa\", y=\"Yb\"",
        "x: \"Xa\", y: \"Yb\"",
        "x: \"Xa\"; y: \"Yb\"",
        "1=\"Xa\" 2=\"Yb\"",
        "1 \"Xa\" 2 \"Yb\"",
        "1) x \"Xa\" 2) y \"Yb\"",
        "option x \"Xa\" option y \"Yb\"",
        "\"Xa\" \"Yb\"",
        "\"Xa\", \"Yb\"",
        "x 「Xa」 y 「Yb」",
        "- Xa  - Yb",
        "①Xa②Yb",
        "x \"Xa\" y \"Yb\" other",
        "x \"Xa\" y \"Yb\" exclusive: true",
    ];
    let both = kinds.into_iter().flat_map(|kind| insides.into_iter().map(move |inside| (kind, inside)));
    let mut found: Vec<Typed> = both
        .map(|(kind, inside)| {
            let mut kept: Vec<&[&str]> = vec![&["Xa"], &["Yb"]];
            if inside.ends_with("other") {
                kept.push(&["other"]);
            }
            if kind.contains("max 2") || kind.contains("to 2") {
                kept.push(&["2"]);
            }
            typed(format!("{kind} {{ {inside} }}"), &kept)
        })
        .collect();
    found.push(typed("single u \"U\" { 徒歩 自転車 }".to_owned(), &[&["徒歩 自転車"]]));
    found
}

fn sentences() -> Vec<Typed> {
    let lines: [(&str, &[&[&str]]); 17] = [
        ("when age < 18 \"If young:\" { text u \"U\" }", &[&["If young:"], &["18"]]),
        ("if age < 18 \"If young:\" { text u \"U\" }", &[&["If young:"], &["18"]]),
        ("stop when age < 18 \"Bye\"", &[&["\"Bye\""]]),
        ("end if age < 18 \"Bye\"", &[&["\"Bye\""]]),
        ("grid u \"U\" of single { rows \"Rows\" { a \"A\" } columns { b \"B\" } }", &[&["Rows"]]),
        ("text u \"U\" pattern \"A{2}9{4}\"", &[&["A{2}9{4}"]]),
        ("text u \"U\" pattern \"[A-Z]{2}[0-9]{4}\"", &[&["[A-Z]{2}[0-9]{4}", "AA9999"]]),
        ("text u \"U\" pattern \"{edition}-99\"", &[&["{edition}-99"]]),
        ("calc u \"U\" = concat(\"x\", age)", &[&["\"x\", age"]]),
        ("calc u \"U\": age * 2", &[&["age * 2"]]),
        ("calc u \"U\" = age × 2", &[&["* 2", "× 2"]]),
        ("calc u \"U\" = age ^ 2", &[&["age ^ 2"]]),
        ("calc u \"U\" = age % 2", &[&["age % 2"]]),
        ("note 'It''s'", &[&["It's", "It’s", "'It''s'"]]),
        ("scale u \"U\" １～５", &[&["1 to 5"]]),
        ("integer u \"U\" ０〜９９", &[&["min 0 max 99"]]),
        ("text u \"U\" required when age > 3", &[&["required when age > 3"]]),
    ];
    lines.into_iter().map(|(line, kept)| typed(line.to_owned(), kept)).collect()
}

#[test]
fn no_correction_loses_what_was_typed() {
    let all: Vec<Typed> =
        numbers().into_iter().chain(days()).chain(conditions()).chain(lists()).chain(sentences()).collect();
    let mut wrong = Vec::new();
    let mut made = 0;
    for Typed { line, kept } in &all {
        let text = survey(line);
        let project = Project::of(&text);
        let fixed = fix(project.sources(), "main.survey");
        let after = fixed.files.first().map_or(text.as_str(), |file| file.after.as_str());
        made += fixed.done.len();
        let left = after.lines().nth(7).unwrap_or_default();
        let rest = after.lines().skip(7).collect::<Vec<_>>().join("\n");
        for one in kept {
            // Written in other signs of the same meaning it is still there.
            let narrow = |sign: char| match sign {
                '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
                _ => sign,
            };
            let plain = |words: &str| words.chars().map(narrow).collect::<String>().to_lowercase();
            if !one.iter().any(|words| holds(&rest, words) || holds(&plain(&rest), &plain(words))) {
                wrong.push(format!("{line}\n  becomes {left}\n  which has none of {one:?}"));
            }
        }
        let silent = fixed.left.diagnostics.iter().find(|one| one.help.is_none());
        if let Some(one) = silent {
            wrong.push(format!("{line}\n  becomes {left}\n  and {} says nothing of what to write", one.message));
        }
        let told = project.compile();
        if fixed.left.diagnostics.len() > told.0.diagnostics.len() {
            wrong.push(format!("{line}\n  becomes {left}\n  with more mistakes"));
        }
    }
    assert!(made > 300, "only {made} corrections were made");
    assert!(wrong.is_empty(), "{} of {} lines:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Whether words stand in a line as a whole: `18` not in `180`.
fn holds(line: &str, words: &str) -> bool {
    let part = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    line.match_indices(words).any(|(at, _)| {
        let (before, behind) = (line[..at].chars().next_back(), line[at + words.len()..].chars().next());
        let (first, last) = (words.chars().next(), words.chars().next_back());
        !(part(before) && part(first) || part(behind) && part(last))
    })
}
