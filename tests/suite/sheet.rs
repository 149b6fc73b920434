//! What stands on the printed sheet, as data: the words, blanks and boxes that a language and a theme bring. No page is set.

use serde_json::Value;
use setsumon_pdf::{Theme, sheet_json};
use setsumon_tests::project::Project;

/// The sheet of a section with these items, in a language, with a theme.
pub(crate) fn sheet(locale: &str, theme: &str, items: &str) -> Value {
    let survey = format!(
        "setsumon 1\n\nsurvey t \"T\" {{\n  locale {locale}\n  edition 2025\n}}\n\nsection s \"S\" {{\n{items}\n}}\n"
    );
    of_survey(&survey, theme)
}

pub(crate) fn of_survey(survey: &str, theme: &str) -> Value {
    let compiled = Project::of(survey).compile();
    let theme = Theme::parse(theme).expect("the theme is sound");
    serde_json::from_str(&sheet_json(compiled.form("main.survey"), &theme).expect("a sheet")).expect("JSON")
}

/// All objects with this key and value, in their order.
pub(crate) fn all<'v>(value: &'v Value, key: &str, wanted: &str) -> Vec<&'v Value> {
    let mut found = Vec::new();
    match value {
        Value::Array(list) => list.iter().for_each(|inner| found.extend(all(inner, key, wanted))),
        Value::Object(fields) => {
            if fields.get(key).is_some_and(|value| value == wanted) {
                found.push(value);
            }
            fields.values().for_each(|inner| found.extend(all(inner, key, wanted)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

/// All words in a value, in their order.
pub(crate) fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(list) => list.iter().map(words).collect(),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| *key != "lang").map(|(_, value)| words(value)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

/// Nothing stands between “or” and the answers that may take the place of a value: neither what it may be nor small print.
#[test]
fn or_stands_right_before_the_alternatives() {
    for (locale, or) in [("en", "or"), ("ja", "または")] {
        for kind in
            ["date d \"D\" min 2000-01-01 max 2025-10-01", "month d \"D\" max 2025-10", "integer d \"D\" unit \"km\""]
        {
            for print in ["", " { beside \"small print\" }"] {
                let sheet = sheet(locale, "", &format!("{kind} or {{ never \"Never\" }}{print}"));
                let said = words(&sheet["blocks"]);
                let blank = all(&sheet, "k", "blank")[0];
                assert_eq!(words(&blank["beside"]), "", "{locale} {kind}{print}: {said}");
                assert!(words(&blank["after"]).ends_with(or), "{locale} {kind}{print}: {said}");
            }
        }
    }
}

/// A ranking tells how many are taken, in every way in which that can be said.
#[test]
fn a_ranking_tells_how_many() {
    let last = "1 for your first choice, 2 for the second, and so on.";
    for (pick, en, ja) in [
        ("", format!("Number up to 4 in order: {last}"), "当てはまるものを４つまで選び、"),
        ("pick 1..4", format!("Number up to 4 in order: {last}"), "当てはまるものを４つまで選び、"),
        ("pick 0..2", format!("Number up to 2 in order: {last}"), "当てはまるものを２つまで選び、"),
        ("pick 2..3", format!("Number 2 to 3 in order: {last}"), "当てはまるものを２つから３つ選び、"),
        ("pick 3", format!("Number exactly 3 in order: {last}"), "当てはまるものを３つ選び、"),
        ("pick 4..4", format!("Number exactly 4 in order: {last}"), "当てはまるものを４つ選び、"),
        ("pick 1", "Number one only: write 1 for your first choice.".to_owned(), "１番目に選ぶものを１つだけ選び、"),
        ("pick 0..1", "Number one only: write 1 for your first choice.".to_owned(), "１番目に選ぶものを１つだけ選び、"),
    ] {
        let rank = format!("rank r \"R\" {pick} {{ a \"A\"  b \"B\"  c \"C\"  d \"D\" }}");
        for (locale, wanted) in [("en", en.as_str()), ("ja", ja)] {
            let said = words(&sheet(locale, "", &rank)["blocks"]);
            assert!(said.contains(wanted), "{locale} {rank}: {said}");
        }
    }
}

#[test]
fn the_parts_of_a_date_say_what_they_are() {
    for (locale, kind, wanted) in [
        ("en", "date", "Day|Month|Year"),
        ("en", "month", "Month|Year"),
        ("ja", "date", "年|月|日"),
        ("ja", "month", "年|月"),
    ] {
        for place in [
            format!("{kind} d \"D\""),
            format!("grid g \"G\" {{ rows {{ a \"A\"  b \"B\" }}  columns {{ {kind} d \"D\"  text e \"E\" }} }}"),
        ] {
            let sheet = sheet(locale, "", &place);
            let blanks = all(&sheet, "shape", "parts");
            assert!(!blanks.is_empty(), "{locale} {place}: {sheet}");
            for blank in blanks {
                let parts = blank["parts"].as_array().expect("parts").iter();
                let told: Vec<String> =
                    parts.map(|part| words(&part["under"]) + words(&part["after"]).trim_matches([' ', '/'])).collect();
                assert_eq!(told.join("|"), wanted, "{locale} {place}");
            }
        }
    }
}

#[test]
fn a_telephone_has_three_parts_in_japanese_alone() {
    assert_eq!(all(&sheet("en", "", "tel t \"T\""), "shape", "parts").len(), 0);
    assert_eq!(all(&sheet("en", "", "tel t \"T\""), "shape", "line").len(), 1);
    let japanese = sheet("ja", "", "tel t \"T\"");
    let parts = all(&japanese, "shape", "parts");
    assert_eq!(parts[0]["parts"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_unit_stands_where_the_language_puts_it() {
    for (locale, unit, before, after) in [
        ("en", "£", "£", ""),
        ("en", "£ per week", "£", "per week"),
        ("en", "%", "", "%"),
        ("en", "persons", "", "persons"),
        ("ja", "円", "", "円"),
        ("ja", "￥", "￥", ""),
    ] {
        let sheet = sheet(locale, "", &format!("integer n \"N\" unit \"{unit}\""));
        let blank = all(&sheet, "k", "blank")[0];
        assert_eq!(
            (words(&blank["before"]), words(&blank["after"])),
            (before.to_owned(), after.to_owned()),
            "{locale} {unit}"
        );
    }
}

/// Where a table has no room and becomes a question for each row, too.
#[test]
fn a_unit_stands_beside_the_blank_of_a_list_as_well() {
    let narrow = "[page]\npaper = \"a5\"\n";
    let columns: String = (1..=7).map(|number| format!("c{number} \"Column number {number}\"  ")).collect();
    for (locale, blank, before, after) in [
        ("en", "decimal digits 2 unit \"£\"", "£", ""),
        ("en", "integer unit \"persons\" suffix \"a day\"", "", "persons a day"),
        ("en", "integer prefix \"about\" unit \"£ per week\"", "about£", "per week"),
        ("ja", "integer unit \"円\"", "", "円"),
    ] {
        let items = format!("grid g \"G\" of {blank} {{ rows {{ a \"A\"  b \"B\" }}  columns {{ {columns} }} }}");
        let sheet = sheet(locale, narrow, &items);
        assert!(all(&sheet, "k", "grid").is_empty(), "{locale} {blank}: it is a table still");
        let blanks = all(&sheet, "shape", "fill");
        assert_eq!(blanks.len(), 14, "{locale} {blank}");
        for found in blanks {
            assert_eq!((words(&found["before"]).as_str(), words(&found["after"]).as_str()), (before, after), "{blank}");
        }
    }
}

/// Whoever left blank what a branch hangs on is asked neither of its halves, and is told so.
#[test]
fn otherwise_is_for_those_who_answered() {
    let gate = "single q \"Q\" { yes \"Yes\"  no \"No\" }  multi m \"M\" { x \"X\"  y \"Y\" }";
    for (condition, answered) in [
        ("q is yes", true),
        ("m includes x", true),
        ("answered q", false),
        ("q is yes or (q is no and m includes x)", true),
    ] {
        for (locale, others, answers) in [
            ("en", "Otherwise:", "If you answered otherwise:"),
            ("ja", "それ以外の方にお尋ねします。", "それ以外の回答をされた方にお尋ねします。"),
        ] {
            let items =
                format!("{gate}\n  when {condition} says \"Some.\" {{ text a \"A\" }} otherwise {{ text b \"B\" }}");
            let sheet = sheet(locale, "", &items);
            let told: Vec<String> =
                all_of(&sheet["blocks"], "asked").iter().map(|asked| words(&asked["text"])).collect();
            let wanted = if answered { answers } else { others };
            assert!(told.iter().any(|sentence| sentence == wanted), "{locale} {condition}: {told:?}");
        }
    }
}

/// Whoever left q blank and ticked something of m is asked neither: no word tells them from the others, so the author does.
#[test]
fn otherwise_beside_blanks_wants_words() {
    let gate = "single q \"Q\" { yes \"Yes\"  no \"No\" }  multi m \"M\" { x \"X\"  y \"Y\" }";
    for (says, wanted) in [("", true), (" says \"Others.\"", false)] {
        let items = format!(
            "{gate}\n  when q is yes and answered m says \"Some.\" {{ text a \"A\" }} otherwise{says} {{ text b \"B\" }}"
        );
        let survey =
            format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n{items}\n}}\n");
        let said = Project::of(&survey).compile().said();
        assert_eq!(said.contains("E0401"), wanted, "{says}: {said}");
        assert_eq!(said.is_empty(), !wanted, "{says}: {said}");
    }
}

/// A row that may be left out of a grid that must be answered says so, whatever the grid looks like; elsewhere it is nothing to say.
#[test]
fn an_optional_row_says_so() {
    let rows = "rows { a \"Apples\"  b \"Pears\" optional }";
    for shape in ["of single", "of multi", "of integer", "of single layout inline", "of integer columns"] {
        let (shape, columns) = match shape.strip_suffix(" columns") {
            Some(shape) => (shape, "columns { x \"X\"  y \"Y\" }"),
            None if shape.contains("integer") => (shape, ""),
            None => (shape, "columns { x \"X\"  y \"Y\" }"),
        };
        for (locale, told) in [("en", "(optional)"), ("ja", "（任意）")] {
            for required in [true, false] {
                let duty = if required { "required" } else { "" };
                let (kind, layout) = shape
                    .split_once(" layout")
                    .map_or((shape, String::new()), |(kind, layout)| (kind, format!("layout{layout}")));
                let sheet = sheet(locale, "", &format!("grid g \"G\" {kind} {layout} {duty} {{ {rows}  {columns} }}"));
                let said = words(&sheet["blocks"]);
                assert_eq!(said.matches(told).count(), usize::from(required), "{locale} {shape} {duty}: {said}");
            }
        }
    }
}

/// What may be torn over pages knows its names, from where they begin to where they end; what stays on its page does not.
#[test]
fn what_may_be_torn_is_named() {
    let fields = "longtext a \"About\" layout lines 6  longtext b \"More\" layout lines 6 { hint \"At length.\" }";
    let items = format!("text short \"Short\"  repeat people \"Who lives here\" 1..3 {{ {fields} }}");
    for locale in ["en", "ja"] {
        let sheet = sheet(locale, "", &items);
        let names = |key: &str| -> Vec<String> {
            let rows =
                items_of(&sheet["blocks"]).into_iter().flat_map(|item| item["rows"].as_array().cloned().expect("rows"));
            rows.flat_map(|row| row[key].as_array().cloned().unwrap_or_default()).map(|name| words(&name)).collect()
        };
        let numbers: Vec<String> =
            all_of(&sheet["blocks"], "number").iter().map(|number| words(&number["text"])).collect();
        let whole = format!("{} Who lives here", numbers.last().expect("a number"));
        assert_eq!(names("opens").first(), Some(&whole), "{locale}");
        assert_eq!(names("closes").last(), Some(&whole), "{locale}");
        for wanted in ["1", "2", "3", "About", "More"] {
            assert!(names("opens").iter().any(|name| name == wanted), "{locale} {wanted}: {:?}", names("opens"));
        }
        assert!(!names("opens").iter().any(|name| name.contains("Short")), "{locale}: {:?}", names("opens"));
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names
        };
        assert_eq!(sorted(names("opens")), sorted(names("closes")), "{locale}: what begins ends");
    }
}

/// The items in a value, in their order.
fn items_of(value: &Value) -> Vec<&Value> {
    all(value, "k", "item")
}

/// Every kind of question whose marks say how many to choose, and those whose marks do not.
const CHOICES: &str = r#"
  single a "A" { x "X"  y "Y" }
  multi b "B" { x "X"  y "Y" }
  grid c "C" of single { columns { x "X"  y "Y" }  rows { i "I"  j "J" } }
  grid d "D" of multi { columns { x "X"  y "Y" }  rows { i "I"  j "J" } }
  group e "E" { single f "F" { x "X"  y "Y" }  multi g "G" { x "X"  y "Y" } }
  single h "H" { lead "Which one?"  x "X"  y "Y" }
  multi k "K" pick 1..2 { x "X"  y "Y"  z "Z" }
  single l "L" { instruction "Only one, please."  x "X"  y "Y" }
"#;

#[test]
fn the_legend_says_once_what_the_marks_ask_for() {
    let by_question = ["Choose one.", "Choose all that apply.", "Choose one in each row.", "(choose one)"];
    let of_their_own = ["Which one?", "Choose up to 2.", "Only one, please."];
    let legend = "In a table, this holds for each row.";
    for (theme, in_legend) in
        [("", true), ("[apparatus]\ninstructions = \"legend\"", true), ("[apparatus]\ninstructions = \"each\"", false)]
    {
        let sheet = sheet("en", theme, CHOICES);
        let told = words(&sheet["blocks"]);
        for sentence in by_question {
            assert_eq!(told.contains(sentence), !in_legend, "{theme}: {sentence}\n{told}");
        }
        for sentence in of_their_own {
            assert!(told.contains(sentence), "{theme}: {sentence}\n{told}");
        }
        assert_eq!(told.contains(legend), in_legend, "{theme}");
    }
    let japanese = words(&sheet("ja", "", CHOICES));
    assert!(japanese.contains("当てはまるものを１つ選択してください。"), "{japanese}");
    // Where there is no such legend, each question says it.
    let survey = format!(
        "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025  wording {{ legend_marks \"\" }} }}\nsection s \"S\" {{\n{CHOICES}\n}}\n"
    );
    assert!(words(&of_survey(&survey, "")).contains("Choose one."));
}

/// The entries of a roster are bound together, its fields in one pair of brackets.
#[test]
fn an_entry_stays_together_and_a_write_in_has_one_pair_of_brackets() {
    let roster = "repeat r \"R\" 1..6 { single a \"A\" { x \"X\" specify required  y \"Y\" }  text b \"B\" }";
    let sheet_of = |locale: &str| sheet(locale, "", roster);
    for (locale, label) in [("en", "please specify, required"), ("ja", "具体的に、記入必須")] {
        let sheet = sheet_of(locale);
        assert!(sheet.to_string().contains("\"bound\":1"), "{locale}: {sheet}");
        assert!(words(&sheet["blocks"]).contains(label), "{locale}: {sheet}");
    }
}

/// A survey of so many sections of one question each.
fn sections(count: usize) -> String {
    let section = |number: usize| format!("section s{number} \"Section {number}\" {{ integer n \"N\" }}\n");
    let all: String = (1..=count).map(section).collect();
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\n{all}")
}

#[test]
fn many_sections_have_a_list_of_contents() {
    for (count, theme, wanted) in [
        (20, "", false),
        (21, "", true),
        (21, "[page]\nnumbers = \"none\"", false),
        (21, "[apparatus]\ncontents = \"never\"", false),
        (1, "[apparatus]\ncontents = \"always\"", true),
    ] {
        assert_eq!(of_survey(&sections(count), theme)["contents"], wanted, "{count} {theme}");
    }
}

/// Options with codes from `c1` on.
fn options(count: usize) -> String {
    (1..=count).map(|number| format!("c{number} \"Option {number}\"\n")).collect()
}

#[test]
fn a_long_list_stands_once_behind_the_questions() {
    let short = sheet("en", "", &format!("single a \"A\" {{ {} }}", options(40)));
    assert!(all(&short, "k", "list").is_empty());
    assert_eq!(all(&short, "mark", "○").len(), 40);

    let rest = "other \"Other\" specify  none \"Does not apply\" means not_applicable";
    let items = format!(
        "single a \"A\" {{ {0} {rest} }}\nmulti b \"B\" {{ {0} }}\nmulti c \"C\" pick 1..3 {{ {0} }}\nrank d \"D\" pick 1..2 {{ {1} }}",
        options(41),
        options(50),
    );
    for locale in ["en", "ja"] {
        let sheet = sheet(locale, "", &items);
        let lists = all(&sheet, "k", "list");
        assert_eq!(lists.len(), 2, "the same options are one list");
        let numbers: Vec<String> =
            lists[0]["entries"].as_array().expect("entries").iter().map(|entry| words(&entry["number"])).collect();
        assert_eq!(numbers, (1..=41).map(|number| number.to_string()).collect::<Vec<_>>());
        let places = all(&sheet, "k", "listed");
        let blanks: Vec<usize> = places.iter().map(|place| place["blanks"].as_array().expect("blanks").len()).collect();
        assert_eq!(blanks, [1, 1, 3, 2], "{locale}");
        let to: Vec<&Value> = places.iter().map(|place| &place["anchor"]).collect();
        let of: Vec<&Value> = lists.iter().map(|list| &list["anchor"]).collect();
        assert_eq!(to, [of[0], of[0], of[0], of[1]], "{locale}");
        // What is more than a line of a list stays where it is chosen.
        let marked: Vec<String> = all(&sheet, "mark", "○").iter().map(|choice| words(&choice["text"])).collect();
        assert_eq!(marked, ["Other", "Does not apply"], "{locale}");
    }
    let in_place = sheet("en", "[apparatus]\nlong_lists = \"in-place\"", &items);
    assert!(all(&in_place, "k", "list").is_empty());
    assert_eq!(all(&in_place, "mark", "○").len(), 43);
}

/// A sheet to be filled in on screen has a field at each mark.
#[test]
fn a_fillable_sheet_has_its_lists_in_place() {
    let survey = format!(
        "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{ single a \"A\" {{ {} }} }}\n",
        options(41)
    );
    let compiled = Project::of(&survey).compile();
    let (_, widgets) = setsumon_pdf::sheet_of(compiled.form("main.survey"), &Theme::default());
    assert_eq!(widgets.len(), 41);
}

const CONDITIONS: &str = r#"setsumon 1
survey t "T" { locale en  edition 2025 }
section a "First" {
  single q "Q" { yes "Yes"  no "No" { text why "Why?" when q is no says "If no, tell us:" } }
  text t "Then" when q is yes
  group g "Group" { integer n "N"  integer m "M" when n > 3 }
}
section b "Second" when a.q is yes { text u "U"  text v "V" }
"#;

#[test]
fn conditions_stand_behind_for_reviewers() {
    assert!(all(&of_survey(CONDITIONS, ""), "k", "conditions").is_empty());
    let sheet = of_survey(CONDITIONS, "[apparatus]\nconditions = true");
    let table = all(&sheet, "k", "conditions");
    let rows = table[0]["rows"].as_array().expect("rows");
    let told: Vec<(String, String)> = rows.iter().map(|row| (words(&row["covers"]), words(&row["text"]))).collect();
    // Every sentence that the questions show, and no other, in their order.
    let mut sentences = Vec::new();
    for asked in all_of(&sheet["blocks"], "asked") {
        let sentence = words(&asked["text"]);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
    }
    assert_eq!(told.iter().map(|(_, sentence)| sentence.clone()).collect::<Vec<_>>(), sentences, "{told:#?}");
    assert!(told.iter().any(|(covers, _)| covers.contains("2 Then")), "{told:#?}");
    assert!(told.iter().any(|(covers, _)| covers == "2. Second"), "{told:#?}");
    // Pages are found by the blocks.
    let blocks: Vec<u64> = rows.iter().map(|row| row["block"].as_u64().expect("a number")).collect();
    assert!(blocks.is_sorted() && blocks.len() >= 4, "{blocks:?}");
}

/// All values under this key, in their order.
pub(crate) fn all_of<'v>(value: &'v Value, wanted: &str) -> Vec<&'v Value> {
    match value {
        Value::Array(list) => list.iter().flat_map(|inner| all_of(inner, wanted)).collect(),
        Value::Object(fields) => {
            let own = fields.get(wanted).filter(|value| value.is_object());
            own.into_iter().chain(fields.values().flat_map(|inner| all_of(inner, wanted))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
