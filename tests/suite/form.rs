//! The form over the years: what it takes in of last year's answers, what stays of what was typed, and how large it may be.

use serde_json::{Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::target::Target as _;
use setsumon_html::Html;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{node, repo};

const BEFORE: &str = r#"setsumon 1
survey cafe "Our café" { locale en  edition 2024 }
section size "Size" {
  integer guests "Guests a day" min 0
  integer chairs "Chairs" min 0
  integer tables "Tables" min 0 max 99
  single kind "Kind" { cafe_only "A café"  bar "A bar" }
  single place "Place" { town "In town"  land "In the country" }
  multi sells "Sells" { coffee "Coffee"  tea "Tea"  gin "Gin" }
  repeat staff "Staff" 0..9 { text name "Name"  integer age "Age" min 0 }
}
"#;

const NOW: &str = r#"setsumon 1
survey cafe "Our café" { locale en  edition 2025 follows "2024.model.json"  given text owner "Owner" }
section size "Size" {
  integer guests "Guests a day" min 0 @updated
  integer seats "Seats" min 0 was chairs revised concept "The same"
  integer tables "Tables" min 0 max 50
  single kind "Kind" revised reality "The bars are gone" { cafe_only "A café"  retired bar "A bar" }
  single place "Place" { town "In town"  country "In the country" was land }
  multi sells "Sells" revised reality "The bars are gone" { coffee "Coffee"  tea "Tea"  retired gin "Gin" }
  repeat people "People" 0..9 was staff revised reality "Owners too" { text name "Name"  integer age "Age" min 0 }
  text why "Why?" @new
}
"#;

/// What the form's interpreter makes of a job about this form.
fn asked(form: &Form, mut job: Json) -> Json {
    job["model"] = serde_json::from_str(&setsumon_html::model(form).0).expect("the model is JSON");
    node::run(include_str!("form/carry.js"), job)
}

#[test]
fn last_years_file_is_read_by_the_names_of_then() {
    let compiled = Project::of(NOW).with_frozen("2024.model.json", BEFORE).compile();
    let form = compiled.form("the café of 2025");
    let last = json!({
        "_survey": "cafe", "_edition": 2024, "given__owner": "Ann", "_notes": {}, "gone": 1,
        "size__guests": 30, "size__chairs": 12, "size__tables": 60, "size__kind": "bar", "size__place": "land",
        "size__sells__tea": true, "size__sells__gin": true, "size__why": "new, so this was something else",
        "size__staff": [{ "size__staff__name": "Bo", "size__staff__age": 7, "nickname": "B" }, {}],
    });
    let said = asked(
        form,
        json!({
            "last": last,
            "standings": [
                [[null], [1], false, true],
                [[1], [1], false, false],
                [[1], [1], false, true],
                [[1], [2], false, true],
                [[1], [null], false, false],
                [[1], [null], true, false],
                [[1], [1], true, false],
                [[true, null], [true, true], false, false],
            ],
            "pairs": [
                ["size__seats", "carried"], ["size__guests", "confirmed"], ["size__kind", "changed"],
                ["size__people__name", "carried"], ["size__people__name", "confirmed"],
                ["size__people__age", "carried"], ["size__people__age", "changed"],
            ],
        }),
    );
    assert_eq!(
        said["main"],
        json!({ "size__guests": 30, "size__seats": 12, "size__place": "country", "size__sells__tea": true })
    );
    assert_eq!(said["repeats"], json!([[{ "size__people__name": "Bo", "size__people__age": 7 }, {}]]));
    assert_eq!(said["unfit"], json!([["size__tables", 60], ["size__kind", "bar"], ["size__sells__gin", true]]));
    assert_eq!(said["unknown"], json!(["gone", "size__why", "size__staff › nickname"]));
    assert_eq!(said["edition"], 2024);
    assert_eq!(said["updated"], json!(["size__guests"]));
    assert_eq!(said["retired"], json!([["size__kind", "bar", "A bar"], ["size__sells__gin", true, "Gin"]]));
    assert_eq!(
        said["standings"],
        json!(["none", "carried", "confirmed", "changed", "changed", "due", "confirmed", "changed"])
    );
    assert_eq!(
        said["lists"],
        json!({ "_carried": ["size__seats"], "_confirmed": ["size__guests", "size__people__name"] })
    );
}

/// The promise of docs/targets/html.md.
#[test]
fn the_real_form_is_under_400_kilobytes() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let emitted = Html::default().emit(compiled.form("surveys/chiren/2024.survey")).expect("the form is made");
    let bytes: usize = emitted.files.iter().map(|(_, content)| content.len()).sum();
    assert!(bytes < 400_000, "the form of 2024 has {bytes} bytes");
}

/// What was typed stays as it was parted, and an amount keeps its zeros; the file has the one form that it has.
#[test]
fn what_is_typed_is_not_mangled() {
    let tel = json!(["text", "tel", null, false]);
    let amount = json!(["decimal", 2, "0", "9999"]);
    let whole = json!(["integer", 0, 9999]);
    let cases = [
        ("tel", &tel, "01234 567890", json!("01234-567890"), "01234 567890"),
        ("tel", &tel, " +44 1234 567890 ", json!("+44-1234-567890"), "+44 1234 567890"),
        ("tel", &tel, "(020) 7946 0000", json!("020-7946-0000"), "(020) 7946 0000"),
        ("tel", &tel, "０３－１２３４－５６７８", json!("03-1234-5678"), "03-1234-5678"),
        ("tel", &tel, "0800 123 456 ext 3", json!("0800 123 456 ext 3"), "0800 123 456 ext 3"),
        ("decimal", &amount, "1,250.50", json!(1250.5), "1250.50"),
        ("decimal", &amount, "£1,250.00", json!(1250), "1250.00"),
        ("decimal", &amount, "１２．５０", json!(12.5), "12.50"),
        ("decimal", &amount, "0.00", json!(0), "0.00"),
        ("decimal", &amount, "1250.5", json!(1250.5), "1250.5"),
        ("decimal", &amount, "100", json!(100), "100"),
        ("integer", &whole, "007", json!(7), "7"),
        ("integer", &whole, "5.", json!(5), "5"),
        ("decimal", &amount, "about 1.50", json!("about 1.50"), "about 1.50"),
    ];
    let typed: Vec<Json> = cases.iter().map(|(kind, kinds, text, ..)| json!([kind, kinds, text])).collect();
    let said = node::run(include_str!("form/typed.js"), json!({ "typed": typed }));
    for ((kind, _, text, value, shown), said) in cases.iter().zip(said.as_array().expect("a list")) {
        assert_eq!(*said, json!([value, shown, true]), "{kind} {text}");
    }
}
