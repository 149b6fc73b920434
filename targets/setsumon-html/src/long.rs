//! Long lists: a single choice among many plain options, which the script turns into a field that searches them.

use setsumon_core::form::{Choice, ChoiceOption, Form, Question};
use setsumon_core::walk::flat;

use crate::control::Mark;

/// With more options than this a list is searched.
const MANY: usize = 15;

/// Whether the script makes a field that searches of a question's options. Without script they stay what they are written as.
///
/// Every option has to be words alone: what is asked under one, small print and conditions would be out of sight in a list that is
/// closed. Where the author says how the options lie (`layout`), they lie so.
pub(crate) fn is_searched(form: &Form, question: &Question, choices: &[Choice], mark: Mark) -> bool {
    let is_laid_out = question.layout.across.is_some() || question.layout.inline;
    match mark {
        Mark::One(_) => !is_laid_out && count(form, question, choices).is_some_and(|options| options > MANY),
        Mark::Many | Mark::Rank(_) => false,
    }
}

/// How many options are offered; nothing where one of them is more than words.
fn count(form: &Form, question: &Question, choices: &[Choice]) -> Option<usize> {
    let mut all = 0;
    for option in flat(choices).filter(|option| !option.retired) {
        let always = form.conds().is_always(option.offered) || option.offered == question.asked;
        all += (always && is_plain(option)).then_some(1)?;
    }
    Some(all)
}

fn is_plain(option: &ChoiceOption) -> bool {
    let small_print = option.hint.is_some() || option.beside.is_some() || option.footnote.is_some();
    let more = option.who.is_some() || option.specify.is_some() || !option.items.is_empty();
    !small_print && !more
}
