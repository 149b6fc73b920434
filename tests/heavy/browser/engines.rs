//! Respondents with other browsers: the judges of Chromium in Firefox and in WebKitGTK, whose engine is Safari's. What comes out must be
//! the same. Of branches and of hostile texts it is a sample, and of forms the small ones; `SETSUMON_AGREEMENT=1000` takes all, and the
//! real form, which is filled in by keyboard as a whole.

use serde_json::json;
use setsumon_tests::agreement::run::number;
use setsumon_tests::project::Project;

use super::{Desk, REAL, branches, hostile, keyboard, robust, sittings, states, survey};

/// The engines besides Chromium.
const OTHERS: [&str; 2] = ["firefox", "webkit"];

/// Whether all is to be done in every engine.
fn all() -> bool {
    number("SETSUMON_AGREEMENT", 0) > 0
}

/// So many, or all.
fn some(few: usize) -> usize {
    if all() { usize::MAX } else { few }
}

/// A survey for the journey: a branch, blanks of several kinds, something that must be answered.
const TRIP: &str = r#"setsumon 1
survey trip "A trip" { locale en  edition 2025  as_of 2025-01-01 }
section s "The trip" {
  single how "How did you come?" required { foot "On foot"  train "By train" { text line "Which line?" } }
  integer people "How many were you?" unit "people" min 1 max 99
  date day "On which day?"
  multi saw "What did you see?" { river "The river"  hill "The hill" }
  text remark "Anything else?"
}
"#;

#[test]
fn three_engines_make_the_same_of_a_journey() {
    let trip = Project::of(TRIP).compile();
    let real = survey(REAL);
    let desk = Desk::new("engines");
    let job = json!({ "trip": desk.page("trip", trip.form("a trip"), None), "real": desk.page("real", real.form(REAL), None) });
    for engine in ["chromium"].into_iter().chain(OTHERS) {
        desk.judge_in(engine, "engines.cjs", &job);
    }
}

#[test]
fn keys_fill_forms_in_in_every_engine() {
    let desk = Desk::new("engines-keyboard");
    let forms = ["examples/02-kinds-of-questions.survey", "examples/09-rosters.survey"];
    let runs: Vec<_> =
        forms.into_iter().chain(all().then_some(REAL)).map(|told| keyboard::run_of(&desk, told)).collect();
    for engine in OTHERS {
        desk.judge_in(engine, "keyboard.cjs", &json!({ "runs": runs }));
    }
}

#[test]
fn branches_open_and_close_in_every_engine() {
    let desk = Desk::new("engines-branches");
    let job = branches::job(&desk, some(3));
    for engine in OTHERS {
        desk.judge_in(engine, "branches.cjs", &job);
    }
}

#[test]
fn sittings_go_on_in_every_engine() {
    let (messages, drafts, prefill) =
        (Desk::new("engines-messages"), Desk::new("engines-drafts"), Desk::new("engines-prefill"));
    let forms = ["examples/09-rosters.survey", REAL];
    let forms = if all() { &forms[..] } else { &forms[..1] };
    let jobs = [
        (&messages, "messages.cjs", sittings::messages(&messages)),
        (&drafts, "drafts.cjs", sittings::drafts(&drafts, forms)),
        (&prefill, "prefill.cjs", sittings::prefill(&prefill)),
    ];
    for (desk, script, job) in &jobs {
        for engine in OTHERS {
            desk.judge_in(engine, script, job);
        }
    }
}

#[test]
fn nothing_harms_a_form_in_any_engine() {
    let (texts, gates) = (Desk::new("engines-hostile"), Desk::new("engines-gates"));
    let jobs = [(&texts, "hostile.cjs", hostile::job(&texts, some(3))), (&gates, "gates.cjs", robust::gates(&gates))];
    for (desk, script, job) in &jobs {
        for engine in OTHERS {
            desk.judge_in(engine, script, job);
        }
    }
}

#[test]
fn states_are_accessible_in_every_engine() {
    let desk = Desk::new("engines-states");
    let job = states::essentials(&desk);
    for engine in OTHERS {
        desk.judge_in(engine, "states.cjs", &job);
    }
}
