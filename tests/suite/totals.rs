//! Totals: what is nothing but a sum has a place on paper, names what it adds up, and is in the currency of its parts.

use serde_json::Value;
use setsumon_core::target::Target as _;
use setsumon_html::Html;
use setsumon_tests::project::Project;

use crate::sheet::{all, of_survey, sheet, words};

/// A total, and what looks like one and is none: the items, and whether there is a box.
const SUMS: [(&str, bool); 13] = [
    ("integer a \"A\"  integer b \"B\"  calc c \"Total\" = sum(a, b)", true),
    ("integer a \"A\"  integer b \"B\"  calc c \"Total\" = a + b", true),
    ("group g \"G\" { decimal a \"A\" digits 1  integer b \"B\"  calc c \"Total\" = sum(a, b) }", true),
    ("grid a \"A\" of integer { rows { i \"I\"  j \"J\" } }  calc c \"Total\" = sum(a)", true),
    ("repeat r \"R\" 0..3 { integer a \"A\" }  calc c \"Total\" = sum(r.a)", true),
    ("repeat r \"R\" 0..3 { integer a \"A\"  integer b \"B\"  calc c \"Total\" = sum(a, b) }", true),
    ("integer a \"A\"  integer b \"B\"  calc c \"Total\" = sum(a, b) @screen_only", false),
    ("integer a \"A\"  integer b \"B\"  calc c \"Total\" = a - b", false),
    (
        "integer a \"A\"  integer b \"B\"  calc c \"Total\" = band sum(a, b) { 0..9 few \"Few\"  10.. many \"Many\" }",
        false,
    ),
    ("integer a \"A\"  calc c \"Total\" = sum(a)", false),
    ("scale a \"A\" 1 to 5  scale b \"B\" 1 to 5  calc c \"Total\" = sum(a, b)", false),
    ("year a \"A\"  year b \"B\"  calc c \"Total\" = sum(a, b)", false),
    ("integer a \"A\"  integer b \"B\" @screen_only  calc c \"Total\" = sum(a, b)", false),
];

#[test]
fn a_total_has_its_box() {
    for (items, printed) in SUMS {
        for locale in ["en", "ja"] {
            let sheet = sheet(locale, "", items);
            let boxes = all(&sheet, "shape", "total");
            assert_eq!(words(&sheet["blocks"]).contains("Total"), printed, "{locale} {items}");
            assert!(
                boxes.iter().all(|total| total["widgets"].as_array().is_some_and(Vec::is_empty)),
                "a total is no field"
            );
        }
    }
}

/// A total stands in the item of the table that it adds up, with the sign of its parts, and a bracket or a line as they have.
#[test]
fn a_total_looks_like_its_parts() {
    for (locale, bracketed) in [("en", false), ("ja", true)] {
        for grid in [
            "grid a \"A\" of integer prefix \"£\" { rows { i \"I\"  j \"J\" } }",
            "grid a \"A\" of integer prefix \"£\" { rows { i \"I\"  j \"J\" }  columns { x \"X\"  y \"Y\" } }",
        ] {
            let sheet = sheet(locale, "", &format!("{grid}  calc c \"Total\" = sum(a)"));
            let total = all(&sheet, "shape", "total")[0];
            assert_eq!(
                (words(&total["before"]).as_str(), &total["bracketed"]),
                ("£", &Value::Bool(bracketed)),
                "{grid}"
            );
            assert_eq!(all(&sheet, "k", "item").len(), 1, "{locale} {grid}");
        }
    }
    // What a sentence covers does not speak of the total behind it.
    let items = "flag f \"F\"  grid a \"A\" of integer when f is ticked { rows { i \"I\" } }  integer b \"B\"  calc c \"Total\" = sum(a) + b";
    assert_eq!(all(&sheet("en", "", items), "k", "item").len(), 4);
}

/// A part of another section is not beside the total.
#[test]
fn a_total_of_other_sections_has_no_box() {
    let survey = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025 }\nsection s \"S\" { integer a \"A\"  integer b \"B\" }\n\
                  section u \"U\" { integer d \"D\"  calc c \"Total\" = sum(s.a, s.b) }\n";
    assert!(all(&of_survey(survey, ""), "shape", "total").is_empty());
}

/// A total says what it adds up, where that is short: in a roster of one entry, behind it of all of them.
#[test]
fn a_total_names_its_parts() {
    let fields = "integer a \"A\"  integer b \"B\"";
    for (items, en, ja) in [
        (format!("{fields}  calc c \"Total\" = sum(a, b)"), "A + B", "A＋B"),
        (format!("repeat r \"R\" 0..3 {{ {fields} }}  calc c \"Total\" = sum(r.a)"), "A (all entries)", "A（全件）"),
        (
            format!("repeat r \"R\" 0..3 {{ {fields} }}  calc c \"Total\" = sum(r.a, r.b)"),
            "A (all entries) + B (all entries)",
            "A（全件）＋B（全件）",
        ),
        (format!("repeat r \"R\" 0..3 {{ {fields}  calc c \"Total\" = sum(a, b) }}"), "A + B", "A＋B"),
        (
            format!("repeat r \"R\" 0..3 {{ {fields}  longtext t \"T\"  calc c \"Total\" = sum(a, b) }}"),
            "A + B",
            "A＋B",
        ),
    ] {
        for (locale, wanted) in [("en", en), ("ja", ja)] {
            let said = words(&sheet(locale, "", &items)["blocks"]);
            assert!(said.contains(wanted), "{locale} {items}: {said}");
            let of_all = if locale == "en" { "(all entries)" } else { "（全件）" };
            assert_eq!(said.matches(of_all).count(), wanted.matches(of_all).count(), "{locale} {items}: {said}");
        }
    }
}

/// A total of more than can be named says that it is one of all above, if it is, and nothing otherwise.
#[test]
fn a_total_of_many_says_that_it_is_of_all_above() {
    let many = "integer a \"A\"  integer b \"B\"  decimal d \"D\" digits 1  integer e \"E\"  integer f \"F\"";
    let long = "integer a \"What is spent on electricity\"  integer b \"What is spent on the internet\"";
    let all = "calc c \"Total\" = sum(a, b, d, e, f)";
    for (items, is_of_all) in [
        (format!("{many}  {all}"), true),
        (format!("{long}  calc c \"Total\" = a + b"), true),
        (format!("group g \"G\" {{ {many}  {all} }}"), true),
        (format!("integer x \"X\"  group g \"G\" {{ {many}  {all} }}"), true),
        (format!("{many}  {all}  integer x \"X\""), true),
        (format!("text x \"X\"  year y \"Y\"  {many}  {all}"), true),
        (format!("repeat r \"R\" 0..3 {{ {many}  {all} }}"), true),
        (format!("group g \"G\" {{ {many} }}  calc c \"Total\" = sum(a, b, d, e, f)"), true),
        (format!("integer x \"X\"  {many}  {all}"), false),
        (format!("{many}  integer x \"X\"  {all}"), false),
        (format!("group h \"H\" {{ integer x \"X\"  integer y \"Y\" }}  {many}  {all}"), false),
        (format!("{many}  calc c \"Total\" = sum(a, b, d, e, f, f)"), false),
        ("integer a \"A\"  integer b \"B\"  calc c \"Total\" = sum(a, b)".to_owned(), false),
    ] {
        for (locale, wanted) in [("en", "total of the above"), ("ja", "上記の合計")] {
            let said = words(&sheet(locale, "", &items)["blocks"]);
            assert_eq!(said.contains(wanted), is_of_all, "{locale} {items}: {said}");
        }
    }
}

/// How two parts are written, and the currency that both name.
const PARTS: [(&str, &str, Option<&str>); 5] = [
    ("prefix \"£\"", "prefix \"£\"", Some("£")),
    ("prefix \"about £\"", "prefix \"£\"", Some("£")),
    ("prefix \"US$\" unit \"a week\"", "prefix \"US$\" unit \"a week\"", Some("US$")),
    ("prefix \"£\"", "", None),
    ("prefix \"about\"", "prefix \"about\"", None),
];

/// What is done with them, and whether an amount comes of it.
const FORMULAS: [(&str, bool); 8] = [
    ("sum(a, b)", true),
    ("a + b", true),
    ("a - b", true),
    ("2 * a + b + 10", true),
    ("round((a + b) / 2, 1)", true),
    ("first of (a, b)", true),
    ("a * b", false),
    ("round(100 * a / b, 1)", false),
];

/// Where all parts of a derived value name one currency in front of their blanks, it is in that currency, on paper and on screen,
/// whatever else its unit says; a unit that names one itself stays as it is.
#[test]
fn a_derived_value_is_in_the_currency_of_its_parts() {
    for ((a, b, shared), (formula, amount)) in
        PARTS.into_iter().flat_map(|parts| FORMULAS.map(|formula| (parts, formula)))
    {
        for own in ["", "a month", "£", "EUR", "%"] {
            let unit = if own.is_empty() { String::new() } else { format!(" unit \"{own}\"") };
            let survey = format!(
                "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  integer a \"A\" {a}\n  integer b \"B\" {b}\n  \
                 calc c \"Total\" = {formula}{unit}\n  calc d \"Twice\" = 2 * c\n}}\n"
            );
            let compiled = Project::of(&survey).compile();
            let form = compiled.form(&survey);
            let units: Vec<String> = form
                .calcs()
                .values()
                .map(|calc| calc.unit.as_ref().map(|unit| unit.plain()).unwrap_or_default())
                .collect();
            let of_parts = if amount && a.contains("a week") { "a week" } else { "" };
            let behind = if own.is_empty() { of_parts } else { own };
            let wanted = match shared.filter(|_| amount && !matches!(own, "£" | "EUR")) {
                Some(sign) if behind.is_empty() => sign.to_owned(),
                Some(sign) => format!("{sign} {behind}"),
                None => behind.to_owned(),
            };
            assert_eq!(units[0], wanted, "{survey}");
            assert_eq!(units[1], wanted, "what is made of it: {survey}");
            let page = Html::default().emit(form).expect("a form").files.remove(0).1;
            let page = String::from_utf8(page).expect("UTF-8");
            let sign = setsumon_core::unit::around(&wanted).0;
            assert!(page.contains(&format!("Total {sign}<span class=value")), "{survey}");
            for total in all(&of_survey(&survey, ""), "shape", "total") {
                assert_eq!(words(&total["before"]), sign, "{survey}");
            }
        }
    }
}

/// A total stands beside its parts in checks, whether or not a unit tells the currency.
#[test]
fn an_amount_is_compared_with_its_parts() {
    for unit in ["", "unit \"a week\"", "unit \"£ a week\""] {
        let items = format!(
            "integer a \"A\" prefix \"£\" {unit}  integer b \"B\" prefix \"£\" {unit}  calc c \"Total\" = sum(a, b)\n  \
             check a <= c \"Too much\"  check c + a >= b \"Too little\""
        );
        sheet("en", "", &items);
    }
}
