//! Answer files made up for a form: right ones, right ones with one thing changed, and wild ones.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::cond::Cond;
use setsumon_core::form::{Day, Form, Role, TextShape, Value, Variable};
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::judge::{Mode, judge};
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use super::hostile::WORDS;
use super::leaving::{parts, settled};
use super::random::Random;

/// What an answer file is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Right, if it can be found.
    Right,
    /// Right but for a thing or two.
    Changed,
    /// Right, with answers left out, and what hung on them.
    Left,
    /// Whatever comes.
    Wild,
}

/// A form, and which of its variables are computed with.
#[derive(Clone, Copy)]
struct Of<'a> {
    form: &'a Form,
    reckoned: &'a BTreeSet<VarId>,
}

/// The variables that stand in a calculation and have no bounds of their own. Their numbers stay below a million: beyond 64 bits SQLite
/// computes with doubles, as its page says, and products of the largest numbers go there.
fn reckoned(form: &Form) -> BTreeSet<VarId> {
    let compared = form.conds().iter().flat_map(|(_, cond)| match cond {
        Cond::Compare { left, op: _, right } => vec![left, right],
        _ => Vec::new(),
    });
    let terms = compared.chain(form.calcs().values().map(|calc| &calc.term));
    let calculations = terms.filter(|term| !matches!(term, Term::Value(_) | Term::Number(_)));
    let read = calculations.flat_map(|term| Reads::of_term(form, term).variables);
    read.filter(|id| !is_bounded(&form.variables().get(*id).value)).collect()
}

/// Whether a number has bounds that were written.
fn is_bounded(value: &Value) -> bool {
    let most = 10_i64.pow(12);
    match value {
        Value::Integer { min, max } => *min > -most && *max < most,
        Value::Decimal { digits: _, min, max } => min.units() > -most && max.units() < most,
        _ => false,
    }
}

/// An answer file.
pub fn answers(form: &Form, sort: Sort, random: &mut Random) -> Map<String, Json> {
    let of = Of { form, reckoned: &reckoned(form) };
    match sort {
        Sort::Right => right(of, random),
        Sort::Changed => {
            let mut file = right(of, random);
            for _ in 0..1 + random.below(2) {
                change(of, &mut file, random);
            }
            file
        }
        Sort::Wild => wild(of, random),
        Sort::Left => {
            let file = right(of, random);
            let left = parts(&file, 1, random).into_iter().next().unwrap_or_default();
            settled(form, &Keys::of(form), &left)
        }
    }
}

/// Filled at random, then mended by what the judge says, as a patient respondent would.
fn right(of: Of<'_>, random: &mut Random) -> Map<String, Json> {
    let form = of.form;
    let mut file = wild(of, random);
    let keys = Keys::of(form);
    let by_name: BTreeMap<&str, &Variable> =
        form.variables().values().map(|variable| (variable.name.as_str(), variable)).collect();
    for round in 0..12 {
        let verdict = judge(form, &Answers::from_object(&keys, &file), None, Mode::Submission);
        if verdict.valid {
            break;
        }
        for violation in verdict.violations {
            let place = match (&violation.repeat, violation.occurrence) {
                (Some(repeat), Some(number)) => file
                    .get_mut(repeat)
                    .and_then(Json::as_array_mut)
                    .and_then(|list| list.get_mut(number - 1))
                    .and_then(Json::as_object_mut),
                _ => Some(&mut file),
            };
            let Some(place) = place else { continue };
            let variable = by_name.get(violation.variable.as_str()).copied();
            match variable {
                Some(variable) if !place.contains_key(&violation.variable) || violation.rule.ends_with(".domain") => {
                    place.insert(variable.name.clone(), value(of, variable, random));
                }
                Some(_) | None if round < 6 || random.chance(50) => {
                    if violation.rule.ends_with("min") && variable.is_none() {
                        let id = form.repeats().iter().find(|(_, repeat)| repeat.name == violation.variable);
                        if let Some((id, repeat)) = id {
                            let list = (0..repeat.min).map(|_| Json::Object(row(of, Some(id), 60, random))).collect();
                            place.insert(repeat.name.clone(), Json::Array(list));
                        }
                    } else {
                        place.remove(&violation.variable);
                    }
                }
                Some(variable) => {
                    place.insert(variable.name.clone(), value(of, variable, random));
                }
                None => {}
            }
        }
    }
    file
}

fn wild(of: Of<'_>, random: &mut Random) -> Map<String, Json> {
    let form = of.form;
    let often = *random.pick(&[10, 40, 75, 95]);
    let mut file = row(of, None, often, random);
    for (id, repeat) in form.repeats().iter() {
        if random.chance(often) {
            let count = random.below(repeat.max as usize + 1);
            let list = (0..count).map(|_| Json::Object(row(of, Some(id), often, random))).collect();
            file.insert(repeat.name.clone(), Json::Array(list));
        }
    }
    file
}

fn row(of: Of<'_>, repeat: Option<RepeatId>, often: usize, random: &mut Random) -> Map<String, Json> {
    let form = of.form;
    let mut row = Map::new();
    for variable in form.variables().values() {
        let asked = match variable.role {
            Role::Answer | Role::Given => variable.repeat == repeat,
            Role::Retired | Role::Last(_) => false,
        };
        if asked && random.chance(often) {
            row.insert(variable.name.clone(), value(of, variable, random));
        }
    }
    row
}

/// One thing changed: left out, put in, of another value, or of something that is none.
fn change(of: Of<'_>, file: &mut Map<String, Json>, random: &mut Random) {
    let form = of.form;
    let lists: Vec<String> = form.repeats().values().map(|repeat| repeat.name.clone()).collect();
    if !lists.is_empty() && random.chance(30) {
        let name = random.pick(&lists).clone();
        let id = form.repeats().iter().find(|(_, repeat)| repeat.name == name).unwrap().0;
        match file.get_mut(&name).and_then(Json::as_array_mut) {
            Some(list) if !list.is_empty() => {
                let index = random.below(list.len());
                match random.below(4) {
                    0 => {
                        list.remove(index);
                    }
                    1 => list.push(Json::Object(row(of, Some(id), 70, random))),
                    _ => {
                        if let Some(place) = list[index].as_object_mut() {
                            change_row(of, Some(id), place, random);
                        }
                    }
                }
            }
            _ => {
                file.insert(name, [json!([{}]), json!([]), json!({}), json!([1])][random.below(4)].clone());
            }
        }
        return;
    }
    change_row(of, None, file, random);
}

fn change_row(of: Of<'_>, repeat: Option<RepeatId>, place: &mut Map<String, Json>, random: &mut Random) {
    let form = of.form;
    let variables: Vec<&Variable> = form
        .variables()
        .values()
        .filter(|variable| variable.repeat == repeat && !matches!(variable.role, Role::Last(_)))
        .collect();
    if variables.is_empty() {
        return;
    }
    let there: Vec<String> = place.keys().cloned().collect();
    match random.below(11) {
        // Half-filled: of a grid, a roster's occurrence, the whole.
        10 => place.retain(|_, _| random.chance(60)),
        0..=2 if !there.is_empty() => {
            place.remove(random.pick(&there));
        }
        3..=5 => {
            let variable = random.pick(&variables);
            place.insert(variable.name.clone(), value(of, variable, random));
        }
        6 if !there.is_empty() => {
            let name = random.pick(&there).clone();
            if let Some(variable) = variables.iter().find(|variable| variable.name == name) {
                place.insert(name, value(of, variable, random));
            }
        }
        7 if random.chance(20) => {
            place.insert("no__such_question".to_owned(), json!(true));
        }
        _ => {
            let variable = random.pick(&variables);
            place.insert(variable.name.clone(), odd(&variable.value, random));
        }
    }
}

/// A value of the variable's domain; numbers small or at the edges, so that comparisons with constants are decided both ways.
fn value(of: Of<'_>, variable: &Variable, random: &mut Random) -> Json {
    let form = of.form;
    match &variable.value {
        Value::Code(list) => {
            let live: Vec<_> = form.code_lists().get(*list).codes.iter().filter(|code| !code.retired).collect();
            if live.is_empty() { json!("none") } else { json!(random.pick(&live).code) }
        }
        Value::Tick => json!(true),
        Value::Rank { max } => json!(1 + random.below(*max as usize)),
        Value::Integer { min, max } => {
            let free = !is_reckoned(of, variable);
            json!(match random.below(20) {
                0 if free => *random.pick(&[*min, *max]),
                1 if free => random.between(*min, *max),
                _ => number(*min, *max, random),
            })
        }
        Value::Decimal { digits, min, max } => {
            let scale = 10_i64.pow(*digits);
            let low = min.units() * scale / 10_i64.pow(min.places());
            let high = max.units() * scale / 10_i64.pow(max.places());
            let free = !is_reckoned(of, variable);
            let units = if random.chance(6) && free {
                *random.pick(&[low, high])
            } else if random.chance(12) && free {
                random.between(low, high)
            } else if random.chance(60) {
                number(low / scale, high / scale, random) * scale
            } else {
                number(low, high, random)
            };
            let text = setsumon_core::number::Number::new(units.clamp(low, high), *digits).to_string();
            serde_json::from_str(&text).unwrap()
        }
        Value::Month { min, max } => {
            let month = random.between(2023 * 12, 2026 * 12).clamp(i64::from(*min), i64::from(*max));
            json!(iso_month(i32::try_from(month).unwrap()))
        }
        Value::Date { min, max } => {
            let day = match random.below(6) {
                0 => i64::from(min.0),
                1 => i64::from(max.0),
                2 => i64::from(setsumon_core::calendar::parse_day("2024-02-29").unwrap().0),
                _ => random.between(17_897, 20_454),
            };
            json!(iso_day(Day(i32::try_from(day.clamp(i64::from(min.0), i64::from(max.0))).unwrap())))
        }
        Value::Text { shape, max_length, lines } => json!(text(shape, *max_length, *lines, random)),
    }
}

fn is_reckoned(of: Of<'_>, variable: &Variable) -> bool {
    of.reckoned.iter().any(|id| of.form.variables().get(*id).name == variable.name)
}

/// Small, or at the edges.
fn number(min: i64, max: i64, random: &mut Random) -> i64 {
    let (min, max) = (min.max(-1_000_000), max.min(1_000_000));
    match random.below(8) {
        0 => min,
        1 => max,
        _ => random.between(-2, 22).clamp(min, max),
    }
}

fn text(shape: &TextShape, max_length: Option<u32>, lines: bool, random: &mut Random) -> String {
    let made: &[&str] = match shape {
        TextShape::Free if random.chance(50) => return hostile(max_length, random),
        TextShape::Free => &["words", "言葉", "a'b\"c\\d", "x\u{3000}y", "𠮷", "\u{301}", "0"],
        TextShape::Email => &["a@b.c", "first.last@example.co.jp"],
        TextShape::Tel => &["03-1234-5678", "+81312345678"],
        TextShape::PostalJa => &["123-4567"],
        TextShape::PostalAny => &["SW1A 1AA", "12"],
        TextShape::Url => &["https://example.com/a?b=c#d", "http://例え.jp"],
        TextShape::Picture(picture) => return picture.replace('9', "7").replace('A', "Q"),
    };
    let mut text = (*random.pick(made)).to_owned();
    if lines && random.chance(30) {
        // No other line ends: a browser makes line feeds of them.
        let ends: [&str; 2] = ["\nsecond line", "\n\u{1a}"];
        text.push_str(ends[random.below(ends.len())]);
    }
    match max_length {
        Some(max) => text.chars().take(max as usize).collect(),
        None => text,
    }
}

/// Words that mean something to somebody, in one line and without U+0000.
fn hostile(max_length: Option<u32>, random: &mut Random) -> String {
    let words = random.pick(&WORDS).replace(['\n', '\0'], " ");
    let most = max_length.map_or(usize::MAX, |max| max as usize);
    words.chars().take(most).collect()
}

/// Something that is mostly no value of the variable, but may be.
fn odd(value: &Value, random: &mut Random) -> Json {
    let anything = [
        json!(null),
        json!(false),
        json!(true),
        json!(""),
        json!(" "),
        json!("\u{3000}\t"),
        json!("x"),
        json!("1"),
        json!(1),
        json!(1.5),
        json!(2.0),
        json!(-1),
        json!(1e300),
        json!(999_999_999_999_999.9),
        json!(2_251_799_813_685_249.2),
        json!(9_007_199_254_740_991.0),
        json!(0.1 + 0.2),
        json!(9_007_199_254_740_993_i64),
        json!([]),
        json!({}),
        json!("a\nb"),
        json!("a\r"),
        json!("a\u{0}b"),
        json!("o0 "),
        json!("old"),
    ];
    let texts: &[&str] = match value {
        Value::Date { min: _, max: _ } => &[
            "2023-02-29",
            "2024-02-29",
            "1900-02-29",
            "2000-02-29",
            "2024-2-29",
            "2024-04-31",
            "2024-13-01",
            "2024-00-10",
            "0999-12-31",
            "9999-12-31",
            "2024-02-29 ",
            "2024-02-29\n",
            "２０２４-02-29",
            "2024-02-30",
        ],
        Value::Month { min: _, max: _ } => {
            &["2024-00", "2024-13", "2024-1", "2024-10 ", "2024-12", "0999-01", "2024-12-01", "2024-10\n"]
        }
        Value::Text { shape, max_length: _, lines: _ } => match shape {
            TextShape::Free => &["123456", "12345", "\u{a0}", "\u{2028}", "\u{b}"],
            TextShape::Email => &["@b.c", "a@b", "a@.b", "a@b.", "a@b@c.d", "a b@c.d", "a@..x", "ａ@b.c", "a@b.c\n"],
            TextShape::Tel => &[
                "12345",
                "123456",
                "+1",
                "03 1234",
                "１２３-4567",
                "-123456",
                "12345678901234567890",
                "123456789012345678901",
            ],
            TextShape::PostalJa => &["1234567", "123-456", "123-4567 ", "１23-4567"],
            TextShape::PostalAny => &["1", "-12", "12-", "12345678901", "a_b", "1234567890"],
            TextShape::Url => &[
                "http://",
                "ftp://x",
                "HTTP://x",
                "http://a b",
                "http://a\u{3000}b",
                "http://a\u{85}b",
                "http://\u{7f}",
            ],
            TextShape::Picture(_) => &["AB-12", "ab-12", "AB-1２", "AB-123", "7*[?].Q", "7x[?].Q", "7*[?]xQ"],
        },
        Value::Decimal { digits: _, min: _, max: _ } => &["0.5"],
        Value::Code(_) | Value::Tick | Value::Rank { max: _ } | Value::Integer { min: _, max: _ } => {
            &["true", "o1", " o1", "O1"]
        }
    };
    let numbers = [
        json!(0.1 + 0.2),
        json!(99_999_999_999_999.98),
        json!(9.876_461_5),
        json!(0.07),
        json!(0.29),
        json!(1.005),
        json!(0.1234),
        json!(0.3),
        json!(19.999),
        json!(20.1),
        json!(0),
    ];
    match (value, random.below(3)) {
        (Value::Integer { min, max }, 1) => random.pick(&[json!(min - 1), json!(max + 1), json!(*max as f64)]).clone(),
        (Value::Decimal { digits: _, min: _, max: _ }, 0 | 1) => random.pick(&numbers).clone(),
        (_, 0) => random.pick(&anything).clone(),
        _ => json!(random.pick(texts)),
    }
}

/// A value of a variable's domain.
pub fn answer(form: &Form, variable: &Variable, random: &mut Random) -> Json {
    value(Of { form, reckoned: &BTreeSet::new() }, variable, random)
}

/// Right answer files that nothing complains of, those with most answers first: of so many seeds.
pub fn fullest(form: &Form, seeds: std::ops::Range<u64>) -> Vec<Map<String, Json>> {
    let of = Of { form, reckoned: &reckoned(form) };
    let keys = Keys::of(form);
    let mut files: Vec<_> = seeds
        .map(|seed| right(of, &mut Random::new(seed)))
        .filter(|file| {
            let verdict = judge(form, &Answers::from_object(&keys, file), None, Mode::Submission);
            verdict.valid && verdict.warnings.is_empty()
        })
        .collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.len()));
    files
}
