//! Blanks: what each kind of field looks like on paper.

use setsumon_core::form::{Answer as CoreAnswer, FieldKind, FieldSpec, Item, Medium, Question, TextShape, Value};
use setsumon_core::ids::{QuestionId, VarId};
use setsumon_core::text::Text as CoreText;
use setsumon_words::Paper;

use crate::sheet::{Answer, Blank, Field, Shape, Text};
use crate::widget::Kind;

use super::View;
use super::language;
use super::text::{label, optional, words};

/// The length of the blank of a figure.
pub(super) const FIGURE_MM: f64 = 26.0;
/// The height of a line of free text.
const WRITING_LINE_MM: f64 = 7.0;
/// How many lines a free text has where the author says nothing: as an item of its own, and among other fields.
const USUAL_LINES: u32 = 4;
const FEWER_LINES: u32 = 3;

/// What a field is written into.
pub(super) enum Writing {
    /// A blank.
    Blank(Blank),
    /// Numbers to circle.
    Points(Answer),
    /// A box to tick.
    Tick,
}

/// The height of a question's free text, in lines.
pub(super) fn lines(question: &Question) -> u32 {
    question.layout.lines.unwrap_or(if question.number.is_some() { USUAL_LINES } else { FEWER_LINES })
}

/// The writing of a field. `lines` is the author's height of a free text.
pub(super) fn writing(
    view: &mut View<'_>,
    spec: &FieldSpec,
    variable: Option<VarId>,
    beside: Text,
    lines: Option<u32>,
) -> Writing {
    let kind = &spec.kind;
    let [mut before, after] = around(view, spec);
    let shape = match kind {
        FieldKind::Text => picture(view, variable).unwrap_or(Shape::Fill),
        FieldKind::Email | FieldKind::Url => Shape::Fill,
        FieldKind::LongText => {
            Shape::Area { mm: f64::from(lines.unwrap_or(FEWER_LINES)) * WRITING_LINE_MM, framed: false }
        }
        FieldKind::Integer | FieldKind::Decimal { digits: _ } => figure(view),
        FieldKind::Year | FieldKind::FiscalYear => Shape::Line { mm: 16.0 },
        FieldKind::Month => Shape::Parts { parts: language::month(view.language) },
        FieldKind::Date => Shape::Parts { parts: language::day(view.language) },
        FieldKind::Tel => language::telephone(view.language),
        FieldKind::Postal if view.form.survey().locale.words().writing.japanese_postal_codes => {
            if before.is_empty() {
                before = words("〒");
            }
            let cells = ["", "", "", "-", "", "", "", ""];
            Shape::Cells { cells: cells.map(str::to_owned).to_vec() }
        }
        FieldKind::Postal => Shape::Line { mm: 40.0 },
        FieldKind::Scale { from, to, ends } => {
            let ends = ends.as_ref().map_or((Text::new(), Text::new()), |(low, high)| (label(low), label(high)));
            return Writing::Points(scale(view, *from, *to, ends, variable));
        }
        FieldKind::Flag => return Writing::Tick,
    };
    let widgets = variable.map(|variable| view.blank_widgets(variable, &shape)).unwrap_or_default();
    let mut bounds = variable.map(|variable| within(view, variable)).unwrap_or_default();
    if !bounds.is_empty() && !beside.is_empty() {
        bounds.extend(words(view.language.space));
    }
    bounds.extend(beside);
    let beside = bounds;
    Writing::Blank(Blank { before, after, beside, shape, widgets })
}

/// Between which days or months an answer must lie, in brackets.
pub(super) fn within(view: &View<'_>, variable: VarId) -> Text {
    let told = setsumon_core::within::within(view.form, variable);
    told.map(|told| words(format!("{}{told}{}", view.language.open, view.language.close))).unwrap_or_default()
}

/// The words in front of a blank and behind it: prefix, unit, suffix; the sign of a currency stands in front.
pub(super) fn around(view: &View<'_>, spec: &FieldSpec) -> [Text; 2] {
    let FieldSpec { kind, prefix, unit, suffix } = spec;
    let wording = view.form.wording();
    let mut before = optional(prefix.as_ref());
    let mut after = match (kind, unit) {
        (_, Some(unit)) => around_figure(unit, &mut before),
        (FieldKind::Year, None) => year_word(&wording.year),
        (FieldKind::FiscalYear, None) => year_word(&wording.fiscal_year),
        (
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url
            | FieldKind::Flag,
            None,
        ) => Text::new(),
    };
    extend_with_suffix(view, &mut after, suffix.as_ref());
    [before, after]
}

/// The author's words behind a unit, or behind the blank itself.
pub(super) fn extend_with_suffix(view: &View<'_>, after: &mut Text, suffix: Option<&CoreText>) {
    if let Some(suffix) = suffix {
        let space = setsumon_core::unit::before_suffix(view.form.survey().locale);
        if !after.is_empty() && !space.is_empty() {
            after.extend(words(space));
        }
        after.extend(label(suffix));
    }
}

/// A unit that stands behind its blank, or a sign of a currency, which goes in front.
pub(super) fn around_figure(unit: &CoreText, before: &mut Text) -> Text {
    let all = unit.plain();
    match setsumon_core::unit::around(&all) {
        ("", _) => label(unit),
        (sign, "") => {
            before.extend(words(sign));
            Text::new()
        }
        (sign, behind) => {
            before.extend(words(sign));
            words(behind)
        }
    }
}

/// So many points are printed as numbers to circle; a scale of more is a line to mark on.
const MOST_POINTS: u64 = 21;
/// So many figures stand under such a line at most, and so many short strokes on it.
const FIGURES: i64 = 10;
const STROKES: u64 = 100;

/// Whether a scale has too many points for each to be circled.
pub(super) fn is_ruler(from: i64, to: i64) -> bool {
    to.abs_diff(from) >= MOST_POINTS
}

/// A scale: numbers to circle, or a line to mark on.
pub(super) fn scale(
    view: &mut View<'_>,
    from: i64,
    to: i64,
    (low, high): (Text, Text),
    variable: Option<VarId>,
) -> Answer {
    if is_ruler(from, to) {
        let widget = variable.and_then(|variable| view.named_widget(variable, Kind::Line));
        return Answer::Ruler { low, high, figures: figures(from, to), parts: strokes(from, to), widget };
    }
    let points = points(from, to);
    let widgets = variable.map(|variable| view.point_widgets(variable, &points)).unwrap_or_default();
    Answer::Points { low, points, widgets, high, across: 0, above: false }
}

/// The figures under a line: both ends, and round numbers between.
fn figures(from: i64, to: i64) -> Vec<(f64, String)> {
    let whole = to.saturating_sub(from).max(1);
    let steps = (0..18).flat_map(|power| [1_i64, 2, 5].map(|step| step.saturating_mul(10_i64.pow(power))));
    let step = steps.filter(|step| whole / step <= FIGURES).min().unwrap_or(whole);
    let round = (1..).map(|count| from.div_euclid(step).saturating_add(count).saturating_mul(step));
    let between =
        round.take_while(|figure| figure.saturating_add(step / 2) < to).filter(|figure| figure - from > step / 2);
    let place = |figure: i64| part(figure.saturating_sub(from), whole);
    std::iter::once(from).chain(between).chain([to]).map(|figure| (place(figure), figure.to_string())).collect()
}

/// A part of a whole, from 0 to 1.
fn part(part: i64, whole: i64) -> f64 {
    let small = |number: i64| i32::try_from(number).map_or(f64::from(i32::MAX), f64::from);
    small(part) / small(whole)
}

/// How many parts of a line short strokes tell apart: every point, where they would not run together.
fn strokes(from: i64, to: i64) -> usize {
    let points = to.abs_diff(from);
    let each = (1..).map(|tenfold| points / 10_u64.pow(tenfold - 1)).find(|count| *count <= STROKES);
    each.and_then(|count| usize::try_from(count).ok()).unwrap_or(1)
}

/// The points of a scale.
pub(super) fn points(from: i64, to: i64) -> Vec<String> {
    (from..=to).map(|point| point.to_string()).collect()
}

fn year_word(word: &str) -> Text {
    if word.is_empty() { Text::new() } else { words(word) }
}

fn figure(view: &View<'_>) -> Shape {
    if view.language.bracketed_figures { Shape::Figure { mm: FIGURE_MM } } else { Shape::Line { mm: FIGURE_MM } }
}

/// A box for each character, where the author gave a picture.
fn picture(view: &View<'_>, variable: Option<VarId>) -> Option<Shape> {
    match &view.form.variables().get(variable?).value {
        Value::Text { shape: TextShape::Picture(picture), max_length: _, lines: _ } => {
            let cells =
                picture.chars().map(|c| if c == '9' || c == 'A' { String::new() } else { c.to_string() }).collect();
            Some(Shape::Cells { cells })
        }
        Value::Text {
            shape:
                TextShape::Free
                | TextShape::Email
                | TextShape::Tel
                | TextShape::PostalJa
                | TextShape::PostalAny
                | TextShape::Url,
            max_length: _,
            lines: _,
        }
        | Value::Code(_)
        | Value::Tick
        | Value::Rank { max: _ }
        | Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ } => None,
    }
}

/// A write-in behind an option, row or label: `（具体的に：＿＿＿）`.
pub(super) fn write_in(view: &mut View<'_>, specify: Option<QuestionId>, beside: Text) -> Vec<Field> {
    let Some(id) = specify else { return Vec::new() };
    let question = view.form.questions().get(id);
    let mut field = short_field(view, question, beside).unwrap_or_else(|| {
        let blank = Blank {
            before: Text::new(),
            after: Text::new(),
            beside: Text::new(),
            shape: Shape::Fill,
            widgets: Vec::new(),
        };
        Field { label: Text::new(), bare: false, blank }
    });
    let own = if question.label.is_none() { words(view.form.wording().specify.clone()) } else { Text::new() };
    field.label = label_in_brackets(view, question, own);
    vec![field]
}

/// A label before a blank in brackets, `otherwise` where it has none, and that something must be written there, which needs no
/// brackets of its own.
fn label_in_brackets(view: &View<'_>, question: &Question, otherwise: Text) -> Text {
    let mut label = question.label.as_ref().map_or(otherwise, label);
    let required = view.form.wording().required.trim();
    if question.required && !required.is_empty() {
        let Paper { open, close, comma, .. } = view.language;
        let inner = required.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).unwrap_or(required);
        let joint = if label.is_empty() { "" } else { comma };
        label.extend(words(format!("{joint}{inner}")));
    }
    label
}

/// The fields of an option in brackets behind its words, where all of them are short enough for that.
pub(super) fn bracketed(view: &mut View<'_>, items: &[Item]) -> Option<Vec<Field>> {
    if items.len() > 2 {
        return None;
    }
    items
        .iter()
        .map(|item| match item {
            Item::Question(id) => short_field(view, view.form.questions().get(*id), Text::new()),
            Item::Group(_)
            | Item::Repeat(_)
            | Item::Note(_)
            | Item::Calc(_)
            | Item::End(_)
            | Item::Led(_)
            | Item::Headed(_)
            | Item::Branch(_) => None,
        })
        .collect()
}

/// A question that is one blank and a name.
fn short_field(view: &mut View<'_>, question: &Question, beside: Text) -> Option<Field> {
    let plain = view.instructed(question).lead.is_none()
        && question.own.is_none()
        && question.hint.is_none()
        && question.notes.is_empty()
        && !matches_screen(question.medium);
    let field = match &question.answer {
        CoreAnswer::Field(field) => field,
        CoreAnswer::Single { variable: _, choices: _ }
        | CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Grid(_) => return None,
    };
    if !plain || field.specify.is_some() || !field.items.is_empty() || !field.alternatives.is_empty() {
        return None;
    }
    let mut small = optional(question.beside.as_ref());
    small.extend(beside);
    match writing(view, &field.spec, Some(field.variable), small, question.layout.lines) {
        Writing::Blank(mut blank) if !blank.is_area() => {
            // The brackets are the field's; a figure has a line inside them.
            if let Shape::Figure { mm } = blank.shape {
                blank.shape = Shape::Line { mm };
            }
            Some(Field {
                label: label_in_brackets(view, question, Text::new()),
                bare: opens_a_bracket(question),
                blank,
            })
        }
        Writing::Blank(_) | Writing::Points(_) | Writing::Tick => None,
    }
}

/// Whether something is for the screen alone.
pub(super) fn matches_screen(medium: Medium) -> bool {
    match medium {
        Medium::Screen => true,
        Medium::Both | Medium::Paper => false,
    }
}

/// `（都道府県名を記入）` needs no second pair of brackets.
fn opens_a_bracket(question: &Question) -> bool {
    question.label.as_ref().is_some_and(|text| text.plain().starts_with(['（', '(']))
}
