//! One journey in three engines: a form filled in by hand, mended, left, taken up again and handed in, by a script that does not know
//! which browser it drives.

use serde_json::json;
use setsumon_tests::project::Project;

use super::{Desk, REAL, survey};

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
    let (trip, real) = (desk.page("trip", trip.form("a trip"), None), desk.page("real", real.form(REAL), None));
    desk.judge("engines.cjs", &json!({ "trip": trip, "real": real, "engines": ["chromium", "firefox", "webkit"] }));
}
