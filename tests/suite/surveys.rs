//! The real questionnaires: whole, and mark by mark what was printed.

use setsumon_core::form::{Item, Marker};
use setsumon_core::frozen::Model;
use setsumon_tests::census::{self, CHIREN_2024, Marks};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

fn chiren(edition: u32) -> Compiled {
    Compiled::file(&repo::path(&format!("surveys/chiren/{edition}.survey")))
}

#[test]
fn the_real_survey_has_all_its_sections_in_order() {
    let compiled = chiren(2024);
    let form = compiled.form("surveys/chiren/2024.survey");
    let full_width = |number: usize| -> String {
        number
            .to_string()
            .chars()
            .map(|digit| char::from_u32(digit as u32 + 0xFEE0).expect("a full-width digit"))
            .collect()
    };
    let numbers: Vec<&str> = form.sections().values().filter_map(|section| section.number.as_deref()).collect();
    let wanted: Vec<String> = (1..=55).map(|number| format!("（{}）", full_width(number))).collect();
    assert_eq!(numbers, wanted);
}

#[test]
fn the_real_survey_prints_every_mark() {
    let compiled = chiren(2024);
    let form = compiled.form("surveys/chiren/2024.survey");
    let mut wrong = Vec::new();
    let mut all = Marks::default();
    for (section, (circles, boxes)) in
        form.sections().values().filter(|section| section.number.is_some()).zip(CHIREN_2024)
    {
        let marks = census::of_section(form, section);
        all = [all, marks].into_iter().sum();
        if marks != (Marks { circles, boxes }) {
            let number = section.number.as_deref().unwrap_or_default();
            wrong.push(format!(
                "{number} {}: ○{} □{}, printed were ○{circles} □{boxes}",
                section.code, marks.circles, marks.boxes
            ));
        }
    }
    assert!(wrong.is_empty(), "{} sections differ:\n  {}", wrong.len(), wrong.join("\n  "));
    assert_eq!(all, Marks { circles: 712, boxes: 389 });
    assert_eq!(all.all(), 1101);
}

#[test]
fn every_item_of_the_real_survey_is_numbered_once() {
    let compiled = chiren(2024);
    let form = compiled.form("surveys/chiren/2024.survey");
    for section in form.sections().values() {
        let mut numbers = Vec::new();
        collect(form, &section.items, &mut numbers);
        let wanted: Vec<String> = (1..=numbers.len()).map(|number| number.to_string()).collect();
        assert_eq!(numbers, wanted, "the items of {}", section.code);
    }
}

fn collect(form: &setsumon_core::form::Form, items: &[Item], numbers: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Question(question) => numbers.extend(form.questions().get(*question).number.clone()),
            Item::Group(group) => numbers.extend(group.number.clone()),
            Item::Repeat(repeat) => numbers.extend(form.repeats().get(*repeat).number.clone()),
            Item::Led(led) => collect(form, &led.items, numbers),
            Item::Headed(headed) => collect(form, &headed.items, numbers),
            Item::Branch(branch) => collect(form, &branch.items, numbers),
            Item::Note(_) | Item::Calc(_) | Item::End(_) => {}
        }
    }
}

#[test]
fn last_years_model_is_what_freezing_gives() {
    let compiled = chiren(2023);
    let frozen = Model::freeze(compiled.form("surveys/chiren/2023.survey"), None).write();
    let kept = repo::read(&repo::path("surveys/chiren/2023.model.json"));
    assert!(kept.as_bytes() == frozen, "freeze surveys/chiren/2023.survey again");
}

#[test]
fn what_is_new_in_2024_is_what_the_report_says() {
    let compiled = chiren(2024);
    let form = compiled.form("surveys/chiren/2024.survey");
    let new = |number: &str| {
        let section = form
            .sections()
            .values()
            .find(|section| section.number.as_deref() == Some(number))
            .expect("the section is there");
        let mut items = Vec::new();
        new_items(form, &section.items, &mut items);
        items
    };
    let expected: [(&str, &[&str]); 10] = [
        ("（１）", &["5"]),
        ("（２）", &["4"]),
        ("（４）", &["1", "2", "3", "4", "5", "6"]),
        ("（５）", &["1"]),
        ("（６）", &["1", "2", "3"]),
        ("（７）", &["1"]),
        ("（８）", &["3", "4"]),
        ("（９）", &["1"]),
        ("（１１）", &["4"]),
        ("（１５）", &["3"]),
    ];
    for (section, items) in expected {
        assert_eq!(new(section), items, "the new items of {section}");
    }
    let sections: Vec<&str> = expected.iter().map(|(section, _)| *section).collect();
    for section in form.sections().values().filter_map(|section| section.number.as_deref()) {
        assert!(sections.contains(&section) || new(section).is_empty(), "{section} has something new");
    }
}

fn new_items(form: &setsumon_core::form::Form, items: &[Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Question(question) => {
                let question = form.questions().get(*question);
                found.extend(question.number.clone().filter(|_| question.marker == Marker::New));
            }
            Item::Group(group) => found.extend(group.number.clone().filter(|_| group.marker == Marker::New)),
            Item::Repeat(repeat) => {
                let repeat = form.repeats().get(*repeat);
                found.extend(repeat.number.clone().filter(|_| repeat.marker == Marker::New));
            }
            Item::Led(led) => new_items(form, &led.items, found),
            Item::Headed(headed) => new_items(form, &headed.items, found),
            Item::Branch(branch) => new_items(form, &branch.items, found),
            Item::Note(_) | Item::Calc(_) | Item::End(_) => {}
        }
    }
}
