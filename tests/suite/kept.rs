//! What is gone and what is kept of it: what `check` asks for, and what `retired` keeps.

use serde_json::json;
use setsumon_core::form::Form;
use setsumon_core::frozen::{Item, Model};
use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_editions::diff;
use setsumon_editions::diff::Class;
use setsumon_editions::prefill::{Prefill, Reason};
use setsumon_tests::project::{Compiled, Project};

use crate::told_steps::{messages, models, said, steps};

/// A derived value that is gone is told as a question is: whoever reads the series by its name has it no more. `retired` says it.
#[test]
fn a_derived_value_is_not_dropped_without_a_word() {
    let gone = |before: &str, after: &str| -> Vec<String> {
        let survey = |edition: &str, section: &str| {
            format!(
                "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\ninteger a \"A\" max 9\n{section}\n}}\n"
            )
        };
        let old = survey("2024", before);
        let first = Model::freeze(Project::of(&old).compile().form(&old), None);
        let compiled = Project::of(&survey("2025 follows \"m\"", after)).with("m", first.write()).compile();
        let dropped = compiled.0.diagnostics.iter().filter(|told| told.code == Code::CodeDropped);
        dropped.map(|told| format!("{} {:?}", told.message, told.fix)).collect()
    };
    for (calc, retired) in [
        ("calc c \"C\" = a + 1", "retired integer c \"C\""),
        ("calc c \"C\" = round(a / 3, 2)", "retired decimal c \"C\" digits 2"),
        ("calc c \"C\" = band a { 0..4 low \"Low\"  5.. high \"High\" }", "retired single c \"C\""),
    ] {
        let told = gone(calc, "");
        assert_eq!(told.len(), 1, "{calc}: {told:?}");
        assert!(
            told[0].contains("the derived value `s.c`") && told[0].contains(&format!("{retired:?}")[1..20]),
            "{told:?}"
        );
        assert_eq!(gone(calc, retired), Vec::<String>::new(), "{calc}");
        assert_eq!(gone(calc, calc), Vec::<String>::new(), "{calc}");
        assert_eq!(gone(calc, "integer c \"C\" @new"), Vec::<String>::new(), "{calc}: it is asked now");
        assert_eq!(gone(calc, &calc.replace("calc c", "calc d")).len(), 1, "{calc}");
    }
    let roster = |inside: &str| format!("repeat r \"R\" 0..3 {{ integer b \"B\"\n{inside} }}");
    assert_eq!(gone(&roster("calc c \"C\" = b + 1"), &roster("")).len(), 1, "one in a roster");
}

/// Nobody is asked for an entry of a roster that is kept for its history.
#[test]
fn a_roster_of_which_nothing_is_left_is_not_demanded() {
    let (before, after) = models(
        "text z \"Z\"\nrepeat p \"People\" 1..3 { text n \"N\"  integer a \"Age\" }",
        "text z \"Z\"\nrepeat p \"People\" 1..3 { retired text n \"N\"  retired integer a \"Age\" }",
    );
    assert_eq!(before.repeats[0].min, 1);
    assert_eq!(after.repeats[0].min, 0);
    let shown = |model: &Model| model.sections[0].items.iter().any(|item| matches!(item, Item::Repeat { name: _ }));
    assert_eq!([shown(&before), shown(&after)], [true, false]);
    let found = diff(&before, &after);
    assert!(found.changes.iter().all(|change| change.class == Class::Removed), "{:#?}", found.changes);
}

/// What is kept for its history is told as that, wherever it is kept, and is as personal as it was.
#[test]
fn what_is_kept_is_retired_and_as_personal_as_it_was() {
    let (before, after) = models(
        "text z \"Z\"\ntext name \"Name\" @personal\nrepeat p \"People\" 0..3 { integer a \"Age\" }",
        "text z \"Z\"\nretired text name \"Name\"\nretired integer p_a \"Age\" was s.p.a",
    );
    let after = Form::from_model(&after).expect("it is a survey");
    let step = Prefill::new(&before, &after).expect("a step");
    let file = json!({ "_survey": "t", "_edition": 2024, "s__name": "Kim", "s__p": [{ "s__p__a": 3 }] });
    let told = step.carry(file.as_object().expect("an object")).expect("it is one of 2024");
    let told: Vec<_> = told.account.iter().map(|line| (line.key, line.reason, line.personal)).collect();
    for wanted in [("s__name", Some(Reason::Retired), true), ("s__p__a", Some(Reason::Retired), false)] {
        assert!(told.contains(&wanted), "{told:?}");
    }
}

/// Of a section or roster that is gone as a whole it is said what keeps it, and that is right as it stands.
#[test]
fn what_keeps_a_whole_section_or_roster_is_said() {
    let kinds = [
        "single q \"Q\" { a \"A\"  other \"O\" specify }",
        "multi q \"Q\" { x \"X\"  y \"Y\" }",
        "rank q \"Q\" pick 1..2 { x \"X\"  y \"Y\" }",
        "flag q \"Q\"",
        "integer q \"Q\" unit \"kg\"",
        "group g \"G\" { text q \"Q\"  email y \"Y\" }",
        "repeat p \"People\" 1..3 { text name \"Name\" @personal  integer age \"Age\" unit \"years\" }",
        "integer q \"Q\"  calc c \"C\" = q + 1",
        "single q \"Q\" { a \"A\"  b \"B\" { text what \"What\" } }",
    ];
    let first = "section s \"S\" { text z \"Z\" }";
    for kind in kinds {
        let before = format!("{first}\nsection t2 \"Two\" {{ {kind} }}");
        let told = said(&before, first);
        let dropped: Vec<&Diagnostic> = told.iter().filter(|one| one.code == Code::CodeDropped).collect();
        let [dropped] = dropped.as_slice() else { panic!("{kind}: {:?}", messages(&told)) };
        let fix = dropped.fix.as_ref().unwrap_or_else(|| panic!("{kind}: {dropped:?}"));
        let kept = fix.edits.iter().map(|(_, words)| words.as_str()).collect::<String>();
        let told = said(&before, &format!("{first}{kept}"));
        assert!(told.is_empty(), "{kind}\n{kept}\n{:?}", messages(&told));
    }
    let roster = "repeat p \"People\" 1..3 { text name \"Name\"  integer age \"Age\" }";
    let inside = |roster: &str| format!("section s \"S\" {{ text z \"Z\"  {roster} }}");
    let told = said(&inside(roster), &inside(""));
    let kept = told[0].fix.as_ref().map(|fix| fix.edits[0].1.clone()).expect("it can be written");
    assert!(said(&inside(roster), &inside(&kept)).is_empty(), "{kept}");
    // Words that cannot be written between quotes are left to the author, who is told what to write.
    let told = said(&format!("{first}\nsection t2 \"Two\" {{ text d \"\"\"\nSay \"D\"\n\"\"\" }}"), first);
    assert!(told[0].fix.is_none() && format!("{:?}", told[0]).contains("each of its questions"), "{told:?}");
}

/// Whoever reads the series of something that is asked no more needs its unit still, whatever was written to keep it.
#[test]
fn what_is_retired_keeps_its_unit() {
    for (question, retired, name, unit) in [
        ("integer w \"W\" unit \"kg\"", "retired integer w \"W\"", "s__w", "kg"),
        ("integer w \"W\" prefix \"£\"", "retired integer w \"W\"", "s__w", "£"),
        ("integer w \"W\" unit \"kg\"", "retired integer v \"W\" was w", "s__v", "kg"),
        ("integer w \"W\" unit \"kg\"", "retired text w \"W\"", "s__w", "kg"),
        ("integer w \"W\" unit \"kg\"", "retired integer w \"W\" unit \"kilos\"", "s__w", "kilos"),
        ("grid w \"W\" of integer unit \"kg\" { rows { a \"A\"  b \"B\" } }", "retired text w \"W\"", "s__w__a", "kg"),
    ] {
        let section = |question: &str| format!("section s \"S\" {{ text z \"Z\"  {question} }}");
        let (_, now) = steps(&section(question), &section(retired), "en");
        let found = now.variables.iter().find(|variable| variable.name == name).map(|found| found.unit.clone());
        assert_eq!(found.flatten().map(|unit| unit.plain()).as_deref(), Some(unit), "{question} → {retired}");
    }
}

/// An option's code that was given up stays taken, which no reason changes: none is asked for.
#[test]
fn a_reason_does_not_free_a_code_that_was_given_up() {
    let survey = |edition: &str, options: &str| {
        format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{ {options} }}\n")
    };
    for kind in ["single", "multi"] {
        let kept = format!("{kind} q \"Q\" REASON {{ x \"X\"  retired y \"Free of rent\" }}");
        let old = survey("2024", &kept.replace("retired y", "y").replace("REASON", ""));
        let new = survey("2025 follows \"2024.model.json\"", &kept.replace("REASON", "revised concept \"x\""));
        let first = Model::freeze(Project::of(&old).compile().form(&old), None);
        let second = Project::of(&new).with("2024.model.json", first.write()).compile();
        let second = Model::freeze(second.form_before_markers(&new), Some(&first));
        let third = format!("{kind} q \"Q\" {{ x \"X\"  y \"Yacht\" @new }}");
        let third = survey("2026 follows \"2025.model.json\"", &third);
        let Compiled(compiled) = Project::of(&third).with("2025.model.json", second.write()).compile();
        let codes: Vec<Code> = compiled.diagnostics.iter().map(|told| told.code).collect();
        assert_eq!(codes, [Code::CodeReused], "{kind}");
    }
}

/// Of whatever all that is left is kept for its history, nothing is shown: no box, no title, and no number is skipped.
#[test]
fn nobody_is_shown_what_is_kept_alone() {
    let kept = "retired text n \"N\"  retired integer a \"Age\"";
    let around = [
        ("section", format!("section k \"Gone\" {{ {kept} }}")),
        ("section with a lead", format!("section k \"Gone\" {{ lead \"Gone too\"  {kept} }}")),
        ("section with a group", format!("section k \"Gone\" {{ group g \"Gone too\" {{ {kept} }} }}")),
        ("section with a roster", format!("section k \"Gone\" {{ repeat p \"Gone too\" 0..3 {{ {kept} }} }}")),
        ("section under a condition", format!("when answered s.z {{ section k \"Gone\" {{ {kept} }} }}")),
        ("section in a part", format!("part q \"Gone\" {{ section k \"Gone too\" {{ {kept} }} }}")),
        ("group", format!("section k \"K\" {{ group g \"Gone\" {{ {kept} }}  text y \"Y\" }}")),
        ("roster", format!("section k \"K\" {{ repeat p \"Gone\" 0..3 {{ {kept} }}  text y \"Y\" }}")),
        ("lead", format!("section k \"K\" {{ lead \"Gone\" {{ {kept} }}  text y \"Y\" }}")),
        ("heading", format!("section k \"K\" {{ heading \"Gone\" {{ {kept} }}  text y \"Y\" }}")),
        (
            "branch",
            format!("section k \"K\" {{ when answered s.z {{ group g \"Gone\" {{ {kept} }} }}  text y \"Y\" }}"),
        ),
    ];
    for (name, around) in around {
        let first = "setsumon 1\nsurvey t \"T\" { locale en  edition 2024  numbers { part \"P1\"  section \"S1\"  item \"I1\" } }";
        let text = format!(
            "{first}\nsection s \"S\" {{ text z \"Z\" }}\n{around}\npart o \"O\" {{ section e \"E\" {{ text x \"X\" }} }}\n"
        );
        let compiled = Project::of(&text).compile();
        let model = Model::of(compiled.form(name));
        let form = Form::from_model(&model).expect("it is a survey again");
        let titles: Vec<(String, Option<String>)> = titles(&form);
        assert!(titles.iter().all(|(title, _)| !title.contains("Gone")), "{name}: {titles:?}");
        let sections =
            titles.iter().filter_map(|(_, number)| number.as_deref()).filter(|number| number.starts_with('S'));
        let wanted: &[&str] = if around.contains("\"K\"") { &["S1", "S2", "S3"] } else { &["S1", "S2"] };
        assert_eq!(sections.collect::<Vec<_>>(), wanted, "{name}: {titles:?}");
        let parts = titles.iter().filter_map(|(_, number)| number.as_deref()).filter(|number| number.starts_with('P'));
        assert_eq!(parts.collect::<Vec<_>>(), ["P1"], "{name}: {titles:?}");
        let items = titles.iter().filter_map(|(_, number)| number.as_deref()).filter(|number| number.starts_with('I'));
        assert!(items.clone().all(|number| number == "I1"), "{name}: {titles:?}");
        assert!(model.variables.iter().filter(|variable| variable.name.starts_with("k__")).count() >= 2, "{name}");
    }
}

/// The titles, captions and sentences that are shown, with their numbers.
fn titles(form: &Form) -> Vec<(String, Option<String>)> {
    use setsumon_core::form::{Entry, Item};
    let mut found = Vec::new();
    let mut open: Vec<&Item> = Vec::new();
    for entry in setsumon_core::walk::all(form.entries()) {
        match entry {
            Entry::Part(part) => found.push((part.label.plain(), part.number.clone())),
            Entry::Section(id) => {
                let section = form.sections().get(*id);
                found.push((section.label.plain(), section.number.clone()));
                found.extend(section.lead.as_ref().map(|lead| (lead.plain(), None)));
                open.extend(setsumon_core::walk::all(&section.items));
            }
            _ => {}
        }
    }
    for item in open {
        match item {
            Item::Question(id) => {
                let question = form.questions().get(*id);
                found.push((question.name.plain(), question.number.clone()));
            }
            Item::Group(group) => found.extend(group.label.as_ref().map(|label| (label.plain(), group.number.clone()))),
            Item::Repeat(id) => {
                let repeat = form.repeats().get(*id);
                found.push((repeat.label.plain(), repeat.number.clone()));
            }
            Item::Led(led) => found.push((led.lead.plain(), None)),
            Item::Headed(headed) => found.push((headed.label.plain(), None)),
            _ => {}
        }
    }
    found
}
