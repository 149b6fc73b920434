//! What is said of a value that does not fit its variable.

use setsumon_words::Shapes;

use super::names;
use crate::answers::Held;
use crate::domain::Misfit;
use crate::form::{Form, TextShape};
use crate::ids::VarId;

/// What to do about a value that does not fit.
pub fn misfit(form: &Form, variable: VarId, held: &Held, misfit: &Misfit) -> String {
    let label = &names::variable(form, variable);
    let say = &form.survey().locale.words().judge.misfits;
    let code = || code_label(form, variable, held);
    match misfit {
        Misfit::Null => (say.null)(label),
        Misfit::False => (say.false_)(label),
        Misfit::NotATick => (say.not_a_tick)(label),
        Misfit::NotANumber => (say.not_a_number)(label),
        Misfit::NotAText => (say.not_a_text)(label),
        Misfit::Blank => (say.blank)(label),
        Misfit::UnknownCode => (say.unknown_code)(label, &code()),
        Misfit::RetiredCode => (say.retired_code)(label, &code()),
        Misfit::NotWhole => (say.not_whole)(label),
        Misfit::TooManyPlaces(places) => (say.too_many_places)(label, *places),
        Misfit::TooManyDigits => (say.too_many_digits)(label),
        Misfit::OutOfRange { min, max } => (say.out_of_range)(label, min, max),
        Misfit::TooLow(min) => (say.too_low)(label, min),
        Misfit::TooHigh(max) => (say.too_high)(label, max),
        Misfit::TooEarly(min) => (say.too_early)(label, min),
        Misfit::TooLate(max) => (say.too_late)(label, max),
        Misfit::NotADay => (say.not_a_day)(label),
        Misfit::NotAMonth => (say.not_a_month)(label),
        Misfit::Nul => (say.nul)(label),
        Misfit::LineBreak => (say.line_break)(label),
        Misfit::TooLong { max, length } => (say.too_long)(label, *max, *length),
        Misfit::WrongShape(shape) => (say.wrong_shape)(label, &shape_words(&say.shapes, shape)),
    }
}

/// The label of the code that stands there.
fn code_label(form: &Form, variable: VarId, held: &Held) -> String {
    match held {
        Held::Text(code) => names::quoted(form.survey().locale, &names::code(form, variable, code)),
        Held::Number(_) | Held::Tick | Held::Misplaced(_) => String::new(),
    }
}

fn shape_words(say: &Shapes, shape: &TextShape) -> String {
    match shape {
        TextShape::Free => say.free.to_owned(),
        TextShape::Email => say.email.to_owned(),
        TextShape::Tel => say.tel.to_owned(),
        TextShape::PostalJa => say.postal_ja.to_owned(),
        TextShape::PostalAny => say.postal_any.to_owned(),
        TextShape::Url => say.url.to_owned(),
        TextShape::Picture(picture) => (say.picture)(picture),
    }
}
