//! What is answered: options, ranks, blanks, and what is asked inside them.

use setsumon_core::form::{
    Alternative, Answer as CoreAnswer, Choice as CoreChoice, ChoiceOption, Field, Item, Layout, Question,
};

use setsumon_core::text::Text as CoreText;

use crate::sheet::{Answer, Asked, By, Choice, Inline, Marker, Text};

use crate::widget::Kind;

use super::fields::{Writing, bracketed, lines, write_in, writing};
use super::items::nodes;
use super::lists;
use super::node::{Body, Caption, Node, into_answers, with_small};
use super::text::{label, optional, words};
use super::{Route, View};

/// The sign of a single choice.
pub(super) const SINGLE: &str = "○";
/// The sign of a multiple one.
pub(super) const MULTI: &str = "□";
/// A ranked option has a box for its rank instead of a sign.
pub(super) const RANKED: &str = "";

/// Options, under their headings.
pub(super) fn options(view: &mut View<'_>, choices: &[CoreChoice], sign: &str, question: &Question) -> Body {
    if let Some((place, marked)) = lists::behind(view, choices, question) {
        let items: Vec<Choice> = marked.into_iter().map(|option| option_of(view, option, sign, question)).collect();
        let marked = (!items.is_empty()).then_some(Answer::Options { across: across(question.layout), items });
        return Body::of(std::iter::once(place).chain(marked).collect());
    }
    let has_heading = choices.iter().any(|choice| match choice {
        CoreChoice::Heading { label: _, choices: _ } => true,
        CoreChoice::Option(_) => false,
    });
    if !has_heading {
        return Body::of(run_of_options(view, choices, sign, question));
    }
    let mut parts = Vec::new();
    let mut rest = choices;
    while let Some((first, after)) = rest.split_first() {
        match first {
            CoreChoice::Heading { label: heading, choices: under } => {
                let body = options(view, under, sign, question);
                let caption = Caption { text: label(heading), ..Caption::default() };
                parts.push(Node { body, ..Node::branch(Some(caption), Vec::new()) });
                rest = after;
            }
            CoreChoice::Option(_) => {
                let length = rest
                    .iter()
                    .take_while(|choice| match choice {
                        CoreChoice::Option(_) => true,
                        CoreChoice::Heading { label: _, choices: _ } => false,
                    })
                    .count();
                let (run, others) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                parts.push(Node::bare(run_of_options(view, run, sign, question)));
                rest = others;
            }
        }
    }
    Body::Nodes(parts)
}

fn run_of_options(view: &mut View<'_>, choices: &[CoreChoice], sign: &str, question: &Question) -> Vec<Answer> {
    let mut items = Vec::new();
    for choice in choices {
        match choice {
            CoreChoice::Option(option) if !option.retired => items.push(option_of(view, option, sign, question)),
            // Headings were split off by the caller.
            CoreChoice::Option(_) | CoreChoice::Heading { label: _, choices: _ } => {}
        }
    }
    vec![Answer::Options { across: across(question.layout), items }]
}

/// The author's columns; none leaves the choice to the width of the cell.
pub(super) fn across(layout: Layout) -> Option<usize> {
    let Layout { across, inline: _, stacked, lines: _, new_page: _ } = layout;
    if stacked {
        Some(1)
    } else {
        across.and_then(|columns| usize::try_from(columns).ok()).filter(|columns| *columns > 0)
    }
}

fn option_of(view: &mut View<'_>, option: &ChoiceOption, sign: &str, question: &Question) -> Choice {
    let ChoiceOption {
        code: _,
        label: words_of_option,
        variable: _,
        offered: _,
        who,
        own,
        exclusive,
        means: _,
        value: _,
        marker,
        hint,
        beside,
        kana: _,
        footnote,
        specify,
        items,
        retired: _,
    } = option;
    let mut text = label(words_of_option);
    if let Some(footnote) = footnote {
        text.push(view.footnote(footnote));
    }
    if let Some(chip) = own_marker(*marker, question.marker) {
        text.push(Inline::Chip { chip });
    }
    text = with_small(text, alone(view, *exclusive && sign != SINGLE));
    text = with_small(text, optional(hint.as_ref()));
    let beside_blank = optional(beside.as_ref());
    let mut fields = write_in(view, *specify, beside_blank.clone());
    let mut body = Vec::new();
    match bracketed(view, items) {
        Some(more) => fields.extend(more),
        None => body = inside(view, items, question),
    }
    // A write-in bears the words itself; other fields have words of their own.
    if specify.is_none() {
        text = with_small(text, beside_blank);
    }
    let asked = super::items::asked(*own, who.as_ref()).map(|asked| narrowed(asked, question, words_of_option));
    let route = route_of(view, option, question);
    let widget = option_widget(view, option, question);
    Choice { mark: sign.to_owned(), text, wide: false, narrow: false, short: false, widget, asked, route, fields, body }
}

/// What tells that an option of several stands alone.
pub(super) fn alone(view: &View<'_>, stands_alone: bool) -> Text {
    let told = &view.form.wording().choose_no_other;
    if stands_alone && !told.is_empty() { words(told.clone()) } else { Text::new() }
}

/// Where the choice of an option leads.
pub(super) fn route_of(view: &View<'_>, option: &ChoiceOption, question: &Question) -> Option<Route> {
    let (variable, code) = match (option.variable, &question.answer) {
        (Some(tick), _) => (tick, ""),
        (None, CoreAnswer::Single { variable, choices: _ }) => (*variable, option.code.as_str()),
        (
            None,
            CoreAnswer::Multi { choices: _, pick: _ }
            | CoreAnswer::Rank { choices: _, pick: _ }
            | CoreAnswer::Gate { variable: _, options: _ }
            | CoreAnswer::Grid(_)
            | CoreAnswer::Field(_),
        ) => return None,
    };
    view.route_from(question.section, variable, code)
}

/// What is on offer because it was chosen before is told once, for all of the question.
pub(super) fn narrowed(asked: Asked, question: &Question, name: &CoreText) -> Asked {
    match (&question.narrowed, asked.by) {
        (Some(words), By::Words) if asked.text.is_empty() => {
            Asked { by: By::Narrowed(words.plain(), name.plain()), ..asked }
        }
        (_, by) => Asked { by, ..asked },
    }
}

/// The field at an option's sign: one of the circles of its question, a tick, or the box for its rank.
fn option_widget(view: &mut View<'_>, option: &ChoiceOption, question: &Question) -> Option<usize> {
    let tip = option.label.plain();
    match (option.variable, &question.answer) {
        (Some(rank), CoreAnswer::Rank { choices: _, pick: _ }) => view.widget(rank, Kind::Line, tip),
        (Some(tick), _) => view.widget(tick, Kind::Check, tip),
        (None, CoreAnswer::Single { variable, choices: _ }) => {
            view.widget(*variable, Kind::Radio(option.code.clone()), tip)
        }
        (
            None,
            CoreAnswer::Multi { choices: _, pick: _ }
            | CoreAnswer::Rank { choices: _, pick: _ }
            | CoreAnswer::Gate { variable: _, options: _ }
            | CoreAnswer::Grid(_)
            | CoreAnswer::Field(_),
        ) => None,
    }
}

/// A marker that differs from the one around it.
pub(super) fn own_marker(own: setsumon_core::form::Marker, around: setsumon_core::form::Marker) -> Option<Marker> {
    if own == around { None } else { super::marker(own) }
}

/// What is asked inside an option, row or field.
pub(super) fn inside(view: &mut View<'_>, items: &[Item], question: &Question) -> Vec<Answer> {
    nodes(view, items, question.marker).into_iter().flat_map(into_answers).collect()
}

/// A field: its blank, what may stand in its place, and what it leads to.
pub(super) fn field(view: &mut View<'_>, field: &Field, question: &Question) -> Vec<Answer> {
    let Field { variable, spec, specify, items, alternatives } = field;
    let beside = optional(question.beside.as_ref());
    let mut answers = Vec::new();
    match writing(view, spec, Some(*variable), beside.clone(), Some(lines(question))) {
        Writing::Blank(blank) => answers.push(Answer::Blank(blank)),
        Writing::Points(points) => {
            answers.push(points);
            if !beside.is_empty() {
                answers.push(Answer::Text { body: super::text::paragraph(beside), small: true });
            }
        }
        Writing::Tick => {
            let text = with_small(caption_text(view, question), beside);
            let fields = write_in(view, *specify, Text::new());
            let body = inside(view, items, question);
            let route = view.route_from(question.section, *variable, "");
            let widget = view.widget(*variable, Kind::Check, question.name.plain());
            let tick = Choice {
                mark: MULTI.to_owned(),
                text,
                wide: false,
                narrow: false,
                short: false,
                widget,
                asked: None,
                route,
                fields,
                body,
            };
            return vec![Answer::Options { across: Some(1), items: vec![tick] }];
        }
    }
    let others = alternatives_of(view, alternatives, question);
    if !others.is_empty() {
        let or = view.form.wording().instead.clone();
        match answers.last_mut() {
            Some(Answer::Blank(blank)) if !blank.is_area() && !or.is_empty() => {
                // What a value may be stands with its blank, and what may take its place behind both.
                let small = std::mem::take(&mut blank.beside);
                blank.after = with_small(std::mem::take(&mut blank.after), small);
                let joint = if blank.after.is_empty() { "" } else { view.language.space };
                blank.after.extend(words(format!("{joint}{or}")));
            }
            Some(_) | None if or.is_empty() => {}
            Some(_) | None => answers.push(Answer::Text { body: super::text::paragraph(words(or)), small: false }),
        }
        answers.push(Answer::Options { across: None, items: others });
    }
    let body = inside(view, items, question);
    if !body.is_empty() {
        answers.push(Answer::Asked { asked: Asked::under_a_blank(), body });
    }
    answers
}

/// What may be marked in the place of a value: one of several, or a box.
fn alternatives_of(view: &mut View<'_>, alternatives: &[Alternative], question: &Question) -> Vec<Choice> {
    let live: Vec<&Alternative> = alternatives.iter().filter(|alternative| !alternative.retired).collect();
    let mark = if live.len() > 1 { SINGLE } else { MULTI };
    live.into_iter()
        .map(|alternative| Choice {
            mark: mark.to_owned(),
            text: label(&alternative.label),
            wide: false,
            narrow: false,
            short: false,
            widget: view.widget(alternative.variable, Kind::Check, alternative.label.plain()),
            asked: None,
            route: view.route_from(question.section, alternative.variable, ""),
            fields: Vec::new(),
            body: Vec::new(),
        })
        .collect()
}

/// A question's own words: label, whether it must be answered, how many to choose, its marker where it is its own.
pub(super) fn caption_text(view: &View<'_>, question: &Question) -> Text {
    let mut text = optional(question.label.as_ref());
    if text.is_empty() {
        return text;
    }
    let mut small = Text::new();
    if question.required {
        small.extend(words(view.form.wording().required.clone()));
    }
    if let Some(instruction) = &view.instructed(question).instruction {
        small.extend(words(view.language.open));
        small.extend(label(instruction));
        small.extend(words(view.language.close));
    }
    text = with_small(text, small);
    text
}
