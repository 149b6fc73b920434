//! The scenarios of the real survey: each goes as it should, and goes wrong when the rule that it is about is another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_editions::scenario::{self, Before, Failed, Last, Names, Problem};
use setsumon_tests::project::Compiled;
use setsumon_tests::{repo, snapshot};

use crate::edited::{COMMON, Edited, SURVEY};

const FOLDER: &str = "surveys/chiren/scenarios/2024";

/// A rule that each scenario is about: the file it stands in, how it is, and how it is not.
const RULES: &[(&str, &str, &str, &str)] = &[
    ("01-blank", COMMON, "text official_name \"正式名称\" required {", "text official_name \"正式名称\" {"),
    ("02-minimal", SURVEY, "no \"行っていない\" end ", "no \"行っていない\" then "),
    ("02-minimal", SURVEY, "no \"行っていない\" end ", "no \"行っていない\" as refused end "),
    ("03-ended", SURVEY, "end when overview.status is ended", "end when overview.status is merging"),
    ("03-ended", SURVEY, "end when overview.status is ended", "end when overview.status in [ending, ended]"),
    ("04-joint", SURVEY, "when several is yes {", "when answered several says none {"),
    ("05-same-operator", SURVEY, "when same_operator is not ticked says", "when same_operator is ticked says"),
    ("06-care-operator", SURVEY, "when differs is yes {", "when differs is no {"),
    ("07-patients", SURVEY, "check consented <= registered ", "check consented < registered "),
    ("07-patients", SURVEY, "check consented <= registered ", "check consented <= 2 * registered "),
    ("07-patients", SURVEY, "check consented <= registered \"", "check consented <= registered warn \""),
    ("08-twice", SURVEY, "<= 2 * last registered warn", "< 2 * last registered warn"),
    ("08-twice", SURVEY, "<= 2 * last registered warn", "<= 3 * last registered warn"),
    ("09-costs", SURVEY, BUILDING, BUILDING_GREATER),
    ("10-carried-over", SURVEY, "<= 2 * last registered warn", "<= 20 * last registered warn"),
    ("11-retired", SURVEY, "when viewing in [able, planned] {", "when viewing is able {"),
    (
        "12-platform",
        SURVEY,
        "when link in [linked, planned, if_precedent] layout",
        "when link in [linked, planned] layout",
    ),
    ("12-platform", SURVEY, "nobody \"情報共有していない\" exclusive", "nobody \"情報共有していない\""),
    ("13-family-doctor", SURVEY, "when ways includes sns {", "when ways includes phone {"),
    (
        "14-records",
        SURVEY,
        "when disclosed.nursing in [everywhere, partly] says",
        "when disclosed.nursing is everywhere says",
    ),
    (
        "15-most-effective",
        SURVEY,
        "selected in measures layout",
        "selected in measures when measures includes mailing layout",
    ),
    ("16-devices", SURVEY, "from yes_no when style in [own, both]", "from yes_no when style is own"),
    ("17-patients-take-part", SURVEY, "when jobs includes any of [patient, family] {", "when jobs includes patient {"),
    ("18-full", SURVEY, "when duplication in [felt, neutral] @new", "when duplication is neutral @new"),
];

const BUILDING: &str = "check total >= last total warn \"累計が、昨年の{last total}千円を下回っています。ご確認ください\"\n  }\n\n  section budget";
const BUILDING_GREATER: &str = "check total > last total warn \"累計が、昨年の{last total}千円を下回っています。ご確認ください\"\n  }\n\n  section budget";

fn files() -> Vec<PathBuf> {
    repo::files(FOLDER, ".toml")
}

fn named(name: &str) -> PathBuf {
    repo::path(&format!("{FOLDER}/{name}.toml"))
}

/// The model of the edition before, of the real survey or of the course.
fn previous(form: &Form) -> Option<Model> {
    let edition = form.previous()?.edition;
    let folder = if form.survey().code == "chiren" { "surveys/chiren" } else { "examples" };
    Some(Model::read(&repo::read(&repo::path(&format!("{folder}/{edition}.model.json")))).expect("a frozen model"))
}

fn played(form: &Form, file: &Path) -> Result<Vec<Failed>, Vec<Problem>> {
    let names = Names::of(form);
    let scenario = scenario::read(&names, &repo::read(file))?;
    let last: Option<Map<String, Value>> = match &scenario.last {
        Last::None => None,
        Last::Here(answers) => Some(answers.clone()),
        Last::File(name) => {
            let text = repo::read(&file.with_file_name(&name.value));
            Some(serde_json::from_str(&text).expect("an answer file"))
        }
    };
    let before = Before::of(&names, &scenario, last, previous(form).as_ref()).map_err(|problem| vec![problem])?;
    Ok(scenario::play(&names, &scenario, &before))
}

#[test]
fn every_scenario_goes_as_it_should() {
    assert!(files().len() >= 10, "there are {} scenarios", files().len());
    let mut played_of_examples = 0;
    for survey in ["surveys", "examples"].into_iter().flat_map(|folder| repo::files(folder, ".survey")) {
        let stem = survey.file_stem().expect("a survey has a name");
        let folder = repo::told(&survey.with_file_name("scenarios").join(stem));
        let scenarios = repo::files(&folder, ".toml");
        if scenarios.is_empty() {
            continue;
        }
        let compiled = Compiled::file(&survey);
        let form = compiled.form(&repo::told(&survey));
        for file in scenarios {
            assert_eq!(played(form, &file), Ok(Vec::new()), "{}", repo::told(&file));
            played_of_examples += usize::from(folder.starts_with("examples"));
        }
    }
    assert!(played_of_examples > 0, "the course shows scenarios");
}

#[test]
fn every_scenario_goes_wrong_when_its_rule_is_another() {
    let real = Edited::real();
    for (name, file, old, new) in RULES {
        let edited = real.edit(file, old, new).compile();
        let form = edited.form_before_markers(name);
        let failed = played(form, &named(name)).expect("it can be played");
        assert!(!failed.is_empty(), "{name}: nothing went wrong with `{new}`");
    }
    let about: BTreeSet<PathBuf> = RULES.iter().map(|(name, _, _, _)| named(name)).collect();
    assert_eq!(about, files().into_iter().collect(), "each scenario is about a rule");
}

/// A small survey with something of every kind.
const SMALL: &str = "tests/corpus/scenario/demo.survey";

fn small() -> Compiled {
    Compiled::file(&repo::path(SMALL))
}

/// What went otherwise, in a line each.
fn went(scenario: &str) -> Vec<String> {
    let compiled = small();
    let names = Names::of(compiled.form("the small survey"));
    let scenario = scenario::read(&names, scenario).expect("it can be played");
    let failed = scenario::play(&names, &scenario, &Before::default());
    let why =
        |failed: &Failed| failed.why.as_ref().map(|why| format!(" – {}", why.replace('\n', " / "))).unwrap_or_default();
    failed.iter().map(|failed| format!("{}: {}{}", failed.expected, failed.found, why(failed))).collect()
}

fn problems(scenario: &str) -> Vec<String> {
    let compiled = small();
    let names = Names::of(compiled.form("the small survey"));
    let problems = scenario::read(&names, scenario).expect_err("it cannot be played");
    let told = |problem: &Problem| {
        let help = problem.help.as_ref().map(|help| format!(" – {help}")).unwrap_or_default();
        let line = scenario[..problem.at.start].matches('\n').count() + 1;
        format!("{line}: {}{help}", problem.message)
    };
    problems.iter().map(told).collect()
}

#[test]
fn answers_of_every_kind_are_given() {
    let scenario = r#"
title = "Everything"
[answers]
visit.how = "bike"
"visit.how.bike.minutes" = 12
visit.rack = "At the door"
visit.seen = ["cat", "dog"]
visit.best = ["air", "food"]
visit.day = 2024-05-06
[[answers.visit.people]]
name = "Ann"
age = 40
[[answers.visit.people]]
name = "Bob"
age = 9
school = "Hill"
[expect]
accepted = true
outcome = "complete"
open = []
shown = ["visit.how", "visit.rack", "visit.people[2].*", "visit.people[2].school", "visit.how.bike.minutes", "visit.seen.cat"]
not_shown = ["visit.people[1].school"]
derived.visit.total = 49
"#;
    assert_eq!(went(scenario), Vec::<String>::new());
}

#[test]
fn what_went_otherwise_is_told_with_its_cause() {
    let scenario = r#"
title = "Wrong on purpose"
[answers]
visit.how = "foot"
visit.rack = "x"
visit.seen = ["cat", "none"]
[[answers.visit.people]]
age = 40
[expect]
accepted = true
outcome = "complete"
open = ["visit.day"]
shown = ["visit.rack", "visit.people.school", "visit.people[4].age"]
not_shown = ["visit.how", "visit.people.age"]
violations = [{ at = "visit.seen", says = "nothing of the kind" }, "visit.day"]
warnings = ["visit.people"]
derived.visit.total = 41
[[step]]
title = "later"
clear = ["visit.rack", "visit.seen", "visit.people"]
[step.expect]
outcome = "ended"
"#;
    snapshot::beside(&repo::path(SMALL), "otherwise", &went(scenario).join("\n"));
}

#[test]
fn what_the_survey_does_not_have_is_told_with_its_place() {
    let scenario = r#"
titel = "Wrong"
[answers]
visit.hwo = "foot"
visit.how = "feet"
visit.seen = ["cta"]
visit.total = 3
visit.people = 2
visit.rack = { a = 1 }
[last]
visit.how = "foot"
[expect]
accepted = "yes"
outcome = "done"
shown = "visit.how"
open = ["visit.dya"]
violations = [{ says = "x" }, { at = "visit.rakc", say = "y" }, 3]
derived.visit.totl = 3
[[step]]
answer.visit.how = "foot"
"#;
    let others = [
        "title = \"x\"\n[answers]\nvisit.how = \"bike\"\nvisit.how.bike.minutes = 3\n",
        "title = \"x\"\n[answers]\nvisit.how = \"bike\"\n",
    ];
    let told: Vec<String> =
        std::iter::once(scenario).chain(others).map(|scenario| problems(scenario).join("\n")).collect();
    snapshot::beside(&repo::path(SMALL), "problems", &told.join("\n\n"));
}

#[test]
fn last_years_answers_are_named_as_they_were_then() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let names = Names::of(compiled.form("the real survey"));
    let told = |scenario: &str| -> Vec<(String, Option<String>)> {
        let problems = scenario::read(&names, scenario).expect_err("it cannot be played");
        problems.into_iter().map(|problem| (problem.message, problem.help)).collect()
    };
    let expect = "\n[expect]\naccepted = false\n";
    let message = |message: &str, help: &str| vec![(message.to_owned(), Some(help.to_owned()))];
    assert_eq!(
        told(&format!("title = \"x\"\n[last]\nsize.registerd = 3{expect}")),
        message("last year's survey had no `size.registerd`", "did you mean `size.registered`?")
    );
    let scenario = scenario::read(&names, &format!("title = \"x\"\ncarry = true{expect}")).expect("it can be read");
    let problem = Before::of(&names, &scenario, None, None).expect_err("nothing to carry over");
    assert!(problem.message.starts_with("there are no answers of last year"), "{}", problem.message);
}

/// Half a scenario is told what is wrong with it, or is one; nothing panics.
#[test]
fn a_scenario_may_end_anywhere() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let names = Names::of(compiled.form("the real survey"));
    for file in files() {
        let text = repo::read(&file);
        for end in text.char_indices().map(|(at, _)| at).step_by(7) {
            if let Ok(scenario) = scenario::read(&names, &text[..end]) {
                scenario::play(&names, &scenario, &Before::default());
            }
        }
    }
}
