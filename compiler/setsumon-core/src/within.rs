//! Between which days or months an answer must lie, in words, where the author bounds it.

use crate::calendar;
use crate::form::{Day, Form, Value};
use crate::ids::VarId;

/// The years a calendar answer may name unless it is bounded: those of four digits.
pub(crate) const YEARS: (i32, i32) = (1000, 9999);

/// The first and the last day that an unbounded date may name.
pub(crate) fn every_day() -> [Day; 2] {
    let day = |year, month, day| calendar::day(year, month, day).unwrap_or(Day(0));
    [day(YEARS.0, 1, 1), day(YEARS.1, 12, 31)]
}

/// The first and the last month that an unbounded month may name.
pub(crate) fn every_month() -> [i32; 2] {
    [calendar::month_count(YEARS.0, 1), calendar::month_count(YEARS.1, 12)]
}

/// The bounds of a day or month: "1 May 2024 to 1 May 2025", "1 May 2025 or earlier"; none where the author gives none, and for all
/// else that may be written. A figure out of its bounds is an answer that nobody gives by mistake, or one that a check should tell
/// of; a day is easily a week too early for whoever does not know what is asked.
pub fn within(form: &Form, variable: VarId) -> Option<String> {
    let locale = form.survey().locale;
    let [first, last] = match &form.variables().get(variable).value {
        Value::Date { min, max } => {
            let [first, last] = every_day();
            let told = |bound: Day, natural: Day| (bound != natural).then(|| calendar::plain_day(bound, locale));
            [told(*min, first), told(*max, last)]
        }
        Value::Month { min, max } => {
            let [first, last] = every_month();
            let told = |bound: i32, natural: i32| (bound != natural).then(|| calendar::long_month(bound, locale));
            [told(*min, first), told(*max, last)]
        }
        Value::Code(_)
        | Value::Tick
        | Value::Rank { max: _ }
        | Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => [None, None],
    };
    let wording = form.wording();
    let words = match (first, last) {
        (Some(first), Some(last)) => wording.from_to.replace("{first}", &first).replace("{last}", &last),
        (Some(first), None) => wording.since.replace("{day}", &first),
        (None, Some(last)) => wording.until.replace("{day}", &last),
        (None, None) => return None,
    };
    (!words.is_empty()).then_some(words)
}
