//! How the work on a survey that is sound grows with its size: what every command makes of it, and of the step from its edition before. Not faster
//! than n log n, as in `growth.rs`, which holds the same of reading and of mistakes.

use serde_json::Map;
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_diagram::Diagram;
use setsumon_editions::impact::{Respondents, Side, Size, impact};
use setsumon_editions::prefill::Prefill;
use setsumon_editions::snapshot::snapshots;
use setsumon_editions::{Lock, compare, diff};
use setsumon_sql::{Dialect, migrate, years};
use setsumon_tests::generate;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::targets::{emit, text_targets};

use crate::growth::worked;

/// A survey and the edition that follows it, in which every label is another one.
pub(crate) struct Editions {
    project: Project,
    survey: Compiled,
    before: Compiled,
    old: Model,
    new: Model,
}

impl Editions {
    fn of(questions: usize) -> Self {
        let text = generate::survey(questions);
        let next = text.replace("edition 2024", "edition 2025 follows \"old.json\"").replace("設問その", "質問その");
        Self::both(&text, &Project::of(&next))
    }

    /// A survey, and the next that follows `old.json`, with the files that both import.
    pub(crate) fn both(text: &str, next: &Project) -> Self {
        let project = next.clone().with_frozen("old.json", text);
        let survey = project.compile();
        let before = project.with_survey(text).compile();
        let old = Model::of(before.form("what is generated"));
        let new = Model::of(survey.form_before_markers("the next edition"));
        Self { project, survey, before, old, new }
    }

    fn form(&self) -> &Form {
        self.survey.form_before_markers("the next edition")
    }
}

fn read(bytes: &[u8]) -> Model {
    Model::read(std::str::from_utf8(bytes).expect("a model is UTF-8")).expect("it was written")
}

/// A survey of which every question bears another code in the next edition, with a label that is nearly the same.
fn all_renamed(questions: usize) -> (Model, Model) {
    let survey = |edition: &str, letter: char| {
        let lines: Vec<String> =
            (0..questions).map(|i| format!("text {letter}{i} \"Question {i} about thing{letter}\"")).collect();
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n{}\nsingle c \"C\" {{\n{}\n}}\n}}\n",
            lines.join("\n"),
            lines.join("\n").replace("text ", "")
        );
        Model::of(Project::of(&text).compile().form_before_markers("an edition"))
    };
    (survey("2024", 'q'), survey("2025", 'r'))
}

/// What looks like a rename is looked for where it stood, not everywhere.
#[test]
fn renames_are_suggested_in_time() {
    let (small, large) = (all_renamed(400), all_renamed(2_000));
    let once = |(old, new): &(Model, Model)| {
        let before = worked();
        assert!(diff::diff(old, new).likely_renames.len() + 1 >= old.questions.len(), "each looks like one that came");
        worked() - before
    };
    let least = |step: &(Model, Model)| once(step).min(once(step)).min(once(step));
    let exponent = (least(&large) / least(&small)).ln() / 5_f64.ln();
    assert!(exponent < 1.5, "n^{exponent:.2}");
}

pub(crate) type Work = fn(&Editions);

/// What is done with a survey.
pub(crate) const WORK: &[(&str, Work)] = &[
    ("check, and what is missing in a step", |made| drop(made.project.compile())),
    ("its size", |made| assert!(Size::of(made.form()).questions > 0)),
    ("its model, written and read", |made| {
        assert!(Form::from_model(&read(&Model::of(made.form()).write())).is_ok());
    }),
    ("its targets", |made| {
        for target in text_targets() {
            emit(target.as_ref(), made.form(), "the next edition");
        }
    }),
    ("its snapshots", |made| assert!(made.survey.0.by_itself().is_some_and(|own| !snapshots(&own).is_empty()))),
    ("its lock", |made| assert!(!Lock::default().updated(&made.new, Some(&made.old)).write().is_empty())),
    ("diff", |made| assert!(!diff::diff(&made.old, &made.new).changes.is_empty())),
    ("compare", |made| assert!(compare::html(&compare::compare(&made.old, &made.new)).is_ok())),
    ("its picture, with every question and what changed", |made| {
        let old = made.before.form("what is generated");
        let open: Vec<String> = made.form().sections().values().map(|section| section.code.clone()).collect();
        let changes = diff::diff(&made.old, &made.new);
        let drawn = Diagram::compared(old, made.form(), &changes, &open).expect("they are its sections");
        assert!(!drawn.svg().is_empty() && !drawn.mermaid().is_empty() && !drawn.dot().is_empty());
    }),
    ("prefill", |made| {
        let carry = Prefill::new(&made.old, made.form()).expect("it is the step");
        assert!(carry.carry(&Map::new()).is_ok());
    }),
    ("migrate", |made| {
        let way = migrate::migration(made.before.form("what is generated"), made.form(), Dialect::Sqlite, &[])
            .expect("it is the step");
        assert!(!way.script(false).is_empty());
    }),
    ("years", |made| {
        let year = |model, schema| years::Year { model, schema };
        assert!(years::script(&[year(&made.old, "a"), year(&made.new, "b")], Dialect::Sqlite).is_ok());
    }),
    ("impact", |made| {
        let (old, new) = (Side { model: &made.old, form: None }, Side { model: &made.new, form: Some(made.form()) });
        assert!(!impact(old, new, &Respondents::MadeUp(1)).changes.is_empty());
    }),
];

#[test]
fn what_is_made_of_a_survey_grows_with_its_size() {
    const SMALL: usize = 300;
    const FACTOR: usize = 5;
    let (small, large) = (Editions::of(SMALL), Editions::of(SMALL * FACTOR));
    let mut wrong = Vec::new();
    for (what, work) in WORK {
        let once = |made: &Editions| {
            let before = worked();
            work(made);
            worked() - before
        };
        let least = |made: &Editions| once(made).min(once(made));
        let few = least(&small);
        let growth = |many: f64| (many / few).ln() / (FACTOR as f64).ln();
        let mut many = least(&large);
        for _ in 0..3 {
            if growth(many) > 1.5 {
                many = many.min(once(&large));
            }
        }
        eprintln!("{what}: n^{:.2}, {:.0} ms", growth(many), many / 1e6);
        if growth(many) > 1.5 {
            wrong.push(format!("{what}: n^{:.2}", growth(many)));
        }
    }
    assert!(wrong.is_empty(), "grows faster than n log n:\n{}", wrong.join("\n"));
}
