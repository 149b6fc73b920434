//! What is said of a broken duty: what to answer first, what to change.

use setsumon_diagnostics::did_you_mean;

use super::cause::{Cause, why_not};
use super::names::{self, quoted};
use crate::answers::{Stray, StrayReason};
use crate::evaluate::Scope;
use crate::form::{Form, Locale, Repeat, Role, Value};
use crate::ids::{CondId, RepeatId, VarId};
use crate::rule::{Rule, RuleKind};

/// Where a broken duty is reported: a roster as a whole by its own name, everything else by its variable's.
pub(super) fn reported_at(form: &Form, rule: &Rule) -> String {
    match &rule.kind {
        RuleKind::OccurrencesMin { repeat, min: _, when: _ } | RuleKind::OccurrencesMax { repeat, max: _, when: _ } => {
            form.repeats().get(*repeat).name.clone()
        }
        RuleKind::Domain { .. }
        | RuleKind::Asked { .. }
        | RuleKind::Offered { .. }
        | RuleKind::Required { .. }
        | RuleKind::Exclusive { .. }
        | RuleKind::Alternative { .. }
        | RuleKind::PickMin { .. }
        | RuleKind::PickMax { .. }
        | RuleKind::RanksDiffer { .. }
        | RuleKind::RanksWithoutGap { .. }
        | RuleKind::Check { .. } => form.variables().get(rule.at).name.clone(),
    }
}

/// A message about one occurrence of a roster.
pub(super) fn within(locale: Locale, repeat: &Repeat, number: usize, message: &str) -> String {
    let label = repeat.label.plain();
    match locale {
        Locale::Ja => format!("{label}（{number}件目）：{message}"),
        Locale::En => format!("{label}, entry {number}: {message}"),
    }
}

/// What to do about a broken duty, `Domain` apart.
pub(super) fn broken(scope: &Scope<'_>, rule: &Rule) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    match &rule.kind {
        RuleKind::Domain { variable } => names::variable(form, *variable),
        RuleKind::Asked { variable, when } => asked(scope, *variable, *when),
        RuleKind::Offered { variable, code, when } => offered(scope, *variable, code, *when),
        RuleKind::Required { question: _, variables, when: _ } => required(form, variables),
        RuleKind::Exclusive { option, others: _ } => {
            let option = option_label(form, *option);
            match locale {
                Locale::Ja => format!("{option}は、ほかの選択肢と同時には選べません。どちらかを消してください。"),
                Locale::En => format!("{option} cannot be chosen together with another option. Remove one of them."),
            }
        }
        RuleKind::Alternative { variables } => {
            let present: Vec<String> = variables
                .iter()
                .filter(|variable| scope.is_present(**variable))
                .map(|variable| names::variable(form, *variable))
                .collect();
            match locale {
                Locale::Ja => format!("{}は、どれか１つだけにしてください。", present.join("と")),
                Locale::En => format!("Give only one of {}.", present.join(" and ")),
            }
        }
        RuleKind::PickMin { variables, min } => pick(scope, variables, *min, true),
        RuleKind::PickMax { variables, max } => pick(scope, variables, *max, false),
        RuleKind::RanksDiffer { variables } => {
            let thing = first_thing(form, variables);
            match locale {
                Locale::Ja => format!("{thing}で、同じ順位が２度使われています。順位は１つずつにしてください。"),
                Locale::En => format!("A rank is given twice in {thing}. Give each rank once."),
            }
        }
        RuleKind::RanksWithoutGap { variables } => {
            let thing = first_thing(form, variables);
            match locale {
                Locale::Ja => format!("{thing}の順位は、1から順に、とばさずにつけてください。"),
                Locale::En => format!("Give the ranks in {thing} from 1 on, leaving none out."),
            }
        }
        RuleKind::OccurrencesMin { repeat, min, when: _ } => {
            let label = quoted(locale, &form.repeats().get(*repeat).label.plain());
            match locale {
                Locale::Ja => format!("{label}は、{min}件以上記入してください。"),
                Locale::En => format!("{label} needs {min} or more entries."),
            }
        }
        RuleKind::OccurrencesMax { repeat, max, when } => {
            let label = quoted(locale, &form.repeats().get(*repeat).label.plain());
            if !scope.holds(*when) {
                return not_asked(scope, &label, *when);
            }
            match locale {
                Locale::Ja => format!("{label}は、{max}件までです。"),
                Locale::En => format!("{label} may have {max} entries at most."),
            }
        }
        RuleKind::Check { complains: _, message, arithmetic: _, last: _ } => names::fill(scope, message),
    }
}

fn asked(scope: &Scope<'_>, variable: VarId, when: CondId) -> String {
    let form = scope.form();
    let label = names::variable(form, variable);
    match form.variables().get(variable).role {
        Role::Retired => match form.survey().locale {
            Locale::Ja => format!("{label}は、もうたずねていない項目です。この回答を消してください。"),
            Locale::En => format!("{label} is no longer asked. Remove this answer."),
        },
        Role::Answer | Role::Given | Role::Last(_) => not_asked(scope, &label, when),
    }
}

fn offered(scope: &Scope<'_>, variable: VarId, code: &str, when: CondId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let option = quoted(locale, &names::code(form, variable, code));
    let label = names::variable(form, variable);
    let subject = match locale {
        Locale::Ja => format!("{label}の選択肢{option}"),
        Locale::En => format!("the option {option} of {label}"),
    };
    not_asked(scope, &subject, when)
}

/// Something is answered that is not asked: what decides that, and what to do.
fn not_asked(scope: &Scope<'_>, subject: &str, when: CondId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    match (why_not(scope, when), locale) {
        (Cause::AnswerFirst(first), Locale::Ja) => {
            let first = names::asked_thing(form, first);
            format!("先に{first}に回答してください。その回答で、{subject}をおたずねするかどうかが決まります。")
        }
        (Cause::AnswerFirst(first), Locale::En) => {
            let first = names::asked_thing(form, first);
            format!("Answer {first} first: it decides whether {subject} is asked.")
        }
        (Cause::Answered(deciding), Locale::Ja) => {
            let thing = names::asked_thing(form, deciding);
            let state = state(scope, deciding);
            format!("{state}ときは、{subject}には回答しません。この回答を消すか、{thing}の回答を見直してください。")
        }
        (Cause::Answered(deciding), Locale::En) => {
            let thing = names::asked_thing(form, deciding);
            let state = state(scope, deciding);
            format!("Where {state}, {subject} is not asked. Remove this answer, or change {thing}.")
        }
        (Cause::Roster(repeat), Locale::Ja) => {
            let roster = quoted(locale, &form.repeats().get(repeat).label.plain());
            format!("{roster}の内容により、{subject}には回答しません。この回答を消すか、{roster}を見直してください。")
        }
        (Cause::Roster(repeat), Locale::En) => {
            let roster = quoted(locale, &form.repeats().get(repeat).label.plain());
            format!("Given what stands in {roster}, {subject} is not asked. Remove this answer, or change {roster}.")
        }
        (Cause::Never | Cause::Unclear, Locale::Ja) => {
            format!("{subject}には回答しません。この回答を消してください。")
        }
        (Cause::Never | Cause::Unclear, Locale::En) => format!("{subject} is not asked here. Remove this answer."),
    }
}

/// How an answer stands, as a clause: `「稼働状況」が「運用中」の`, `“Status” is “running”`.
fn state(scope: &Scope<'_>, id: VarId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let label = names::variable(form, id);
    let present = scope.is_present(id);
    match (&form.variables().get(id).value, locale) {
        (Value::Tick, Locale::Ja) if present => format!("{label}にチェックがある"),
        (Value::Tick, Locale::Ja) => format!("{label}にチェックがない"),
        (Value::Tick, Locale::En) if present => format!("{label} is ticked"),
        (Value::Tick, Locale::En) => format!("{label} is not ticked"),
        (
            Value::Code(_)
            | Value::Rank { .. }
            | Value::Integer { .. }
            | Value::Decimal { .. }
            | Value::Month { .. }
            | Value::Date { .. },
            _,
        ) => match (names::answer(scope, id).map(|answer| quoted(locale, &answer)), locale) {
            (Some(answer), Locale::Ja) => format!("{label}が{answer}の"),
            (Some(answer), Locale::En) => format!("{label} is {answer}"),
            (None, Locale::Ja) => format!("{label}に回答がない"),
            (None, Locale::En) => format!("{label} is not answered"),
        },
        (Value::Text { .. }, Locale::Ja) => format!("{label}に回答がある"),
        (Value::Text { .. }, Locale::En) => format!("{label} is answered"),
    }
}

fn required(form: &Form, variables: &[VarId]) -> String {
    let Some(first) = variables.first().copied() else { return String::new() };
    let is_tick = form.variables().get(first).value == Value::Tick;
    match (form.survey().locale, is_tick, variables.len()) {
        (Locale::Ja, true, 1) => format!("{}にチェックを入れてください。", names::variable(form, first)),
        (Locale::En, true, 1) => format!("Tick {}.", names::variable(form, first)),
        (Locale::Ja, true, _) => format!("{}は、１つ以上選択してください。", names::asked_thing(form, first)),
        (Locale::En, true, _) => format!("Choose at least one for {}.", names::asked_thing(form, first)),
        (Locale::Ja, false, _) => format!("{}に回答してください。", names::asked_thing(form, first)),
        (Locale::En, false, _) => format!("Answer {}.", names::asked_thing(form, first)),
    }
}

fn pick(scope: &Scope<'_>, variables: &[VarId], bound: u32, at_least: bool) -> String {
    let form = scope.form();
    let thing = first_thing(form, variables);
    let now = variables.iter().filter(|variable| scope.is_present(**variable)).count();
    match (form.survey().locale, at_least) {
        (Locale::Ja, true) => format!("{thing}は、{bound}つ以上選択してください（いま{now}つです）。"),
        (Locale::Ja, false) => format!("{thing}は、{bound}つまで選択できます（いま{now}つです）。"),
        (Locale::En, true) => format!("Choose at least {bound} for {thing}; {now} chosen now."),
        (Locale::En, false) => format!("Choose {bound} at most for {thing}; {now} chosen now."),
    }
}

fn first_thing(form: &Form, variables: &[VarId]) -> String {
    variables.first().map(|first| names::asked_thing(form, *first)).unwrap_or_default()
}

/// The last word of a tick's label: the option's own.
fn option_label(form: &Form, id: VarId) -> String {
    let variable = form.variables().get(id);
    let own = variable.label.last().map_or_else(|| variable.name.clone(), crate::text::Text::plain);
    quoted(form.survey().locale, &own)
}

/// What to do about a key that has no place in the form.
pub(super) fn stray(form: &Form, stray: &Stray, suggest: bool) -> String {
    let Stray { key, occurrence, why } = stray;
    let number = occurrence.map_or(0, |(_, index)| index + 1);
    match (why, form.survey().locale) {
        (StrayReason::Unknown, locale) => match whole_key(form, key, *occurrence).filter(|_| suggest) {
            Some(whole) => part_of_key(key, whole, locale),
            None => unknown(form, key, suggest, locale),
        },
        (StrayReason::Derived, Locale::Ja) => {
            format!("`{key}` は回答から計算される値です。回答には書かないでください。")
        }
        (StrayReason::Derived, Locale::En) => format!("`{key}` is computed from the answers. Leave it out of them."),
        (StrayReason::BelongsInto(repeat), Locale::Ja) => {
            format!("`{key}` は、配列 `{}` のなかに書いてください。", form.repeats().get(*repeat).name)
        }
        (StrayReason::BelongsInto(repeat), Locale::En) => {
            format!("`{key}` belongs into the objects of the array `{}`.", form.repeats().get(*repeat).name)
        }
        (StrayReason::BelongsElsewhere, Locale::Ja) => {
            format!("`{key}` は、配列のなかではなく、その外に書いてください。")
        }
        (StrayReason::BelongsElsewhere, Locale::En) => format!("`{key}` belongs outside this array."),
        (StrayReason::NotAnArray(_), Locale::Ja) => format!("`{key}` は、配列 [ … ] で書いてください。"),
        (StrayReason::NotAnArray(_), Locale::En) => format!("`{key}` must be an array [ … ]."),
        (StrayReason::NotAnObject(_), Locale::Ja) => {
            format!("`{key}` の{number}件目は、{{ … }} で書いてください。")
        }
        (StrayReason::NotAnObject(_), Locale::En) => format!("Entry {number} of `{key}` must be an object {{ … }}."),
    }
}

/// The one key that a part of it was written for: `name` for `household__members__name`.
fn whole_key<'f>(form: &'f Form, key: &str, occurrence: Option<(RepeatId, usize)>) -> Option<&'f str> {
    let repeat = occurrence.map(|(repeat, _)| repeat);
    let own = form.variables().values().filter(|variable| variable.repeat == repeat && is_key(variable.role));
    let mut meant = own.filter(|variable| variable.name.strip_suffix(key).is_some_and(|rest| rest.ends_with("__")));
    let only = meant.next()?;
    meant.next().is_none().then_some(&only.name)
}

fn part_of_key(key: &str, whole: &str, locale: Locale) -> String {
    match locale {
        Locale::Ja => format!("`{key}` という項目は、この調査票にありません。`{whole}` と書いてください。"),
        Locale::En => format!("This survey has no `{key}`. Write `{whole}`."),
    }
}

fn is_key(role: Role) -> bool {
    match role {
        Role::Answer | Role::Given => true,
        Role::Retired | Role::Last(_) => false,
    }
}

fn unknown(form: &Form, key: &str, suggest: bool, locale: Locale) -> String {
    let names = form.variables().values().filter(|variable| is_key(variable.role)).map(|known| known.name.as_str());
    let meant = if suggest { did_you_mean(key, names) } else { None };
    match (locale, meant) {
        (Locale::Ja, Some(meant)) => {
            format!("`{key}` という項目は、この調査票にありません。`{meant}` ではありませんか。")
        }
        (Locale::Ja, None) => format!("`{key}` という項目は、この調査票にありません。消してください。"),
        (Locale::En, Some(meant)) => format!("This survey has no `{key}`. Is it `{meant}`?"),
        (Locale::En, None) => format!("This survey has no `{key}`. Remove it."),
    }
}
