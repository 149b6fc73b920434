//! In which editions a variable stands, and what changed from one to the next, in words.

use std::rc::Rc;

use setsumon_core::form::{Form, Locale, Question, ReasonSort};
use setsumon_core::frozen::{Change, Changed, Chronicle, Passage, Reason, ReasonSeries, Unfielded};

use crate::codes::JOINT;
use crate::value::Facts;
use crate::words::Words;

/// The editions that were not fielded, each with why: `2020: the epidemic`.
pub(crate) fn unfielded(form: &Form) -> impl Iterator<Item = String> {
    let colon = form.survey().locale.words().codebook.colon;
    form.survey().unfielded.iter().map(move |Unfielded { edition, why }| format!("{edition}{colon}{why}"))
}

/// The editions before, and this one.
pub(crate) struct History {
    words: &'static Words,
    locale: Locale,
    edition: i64,
    /// All editions, oldest first.
    editions: Vec<i64>,
    /// Those of them that were not fielded.
    unfielded: Vec<i64>,
    /// None of a first edition, in which nothing has a history.
    chronicle: Option<Chronicle>,
    /// Most variables share a few histories.
    written: Vec<(Vec<i64>, Rc<str>)>,
}

impl History {
    pub(crate) fn of(form: &Form, words: &'static Words) -> Self {
        let edition = form.survey().edition;
        let past = form.previous().map_or(&[][..], |previous| previous.past.as_slice());
        let mut editions: Vec<i64> = past.iter().flat_map(|past| past.editions.iter().copied()).collect();
        editions.extend(form.previous().map(|previous| previous.edition));
        // A run does not go over an edition that was not fielded.
        let unfielded: Vec<i64> = form.survey().unfielded.iter().map(|unfielded| unfielded.edition).collect();
        editions.extend(&unfielded);
        editions.push(edition);
        editions.sort_unstable();
        editions.dedup();
        let chronicle = form.previous().map(|_| Chronicle::of(form));
        Self { words, locale: form.survey().locale, edition, editions, unfielded, chronicle, written: Vec::new() }
    }

    /// The editions of a variable, oldest first, those under former names with the name in brackets: `2021 (beds), 2022–2024`.
    pub(crate) fn editions(&mut self, name: &str) -> Rc<str> {
        let passages = self.chronicle.as_ref().map_or_else(Vec::new, |chronicle| chronicle.editions(name));
        match passages.as_slice() {
            // What was derived is retired as a variable that no edition asked.
            [] => self.editions_of_calc(name),
            [Passage { names, editions }] if *names == [name] => self.plain(&editions.clone()),
            several => {
                let words: Vec<String> = several
                    .iter()
                    .map(|passage| {
                        let Passage { names, editions } = passage;
                        let editions = self.runs(editions);
                        if *names == [name] {
                            editions
                        } else {
                            format!("{editions} ({})", names.join(self.words.comma))
                        }
                    })
                    .collect();
                Rc::from(words.join(", "))
            }
        }
    }

    /// All editions that were fielded, oldest first.
    pub(crate) fn all(&mut self) -> Rc<str> {
        let fielded = self.editions.iter().filter(|edition| !self.unfielded.contains(edition));
        let fielded: Vec<i64> = fielded.copied().collect();
        self.plain(&fielded)
    }

    /// The editions of a derived value, oldest first.
    pub(crate) fn editions_of_calc(&mut self, name: &str) -> Rc<str> {
        let past = self.chronicle.as_ref().and_then(|chronicle| chronicle.calc(name));
        let editions = past.map_or_else(|| vec![self.edition], |past| past.editions.clone());
        self.plain(&editions)
    }

    /// Why a derived value was changed, a line an edition, oldest first; and why in this one: revised, and broken.
    pub(crate) fn reasons_of_calc(&self, name: &str) -> (Vec<String>, [Option<String>; 2]) {
        let past = self.chronicle.as_ref().and_then(|chronicle| chronicle.calc(name));
        let (mut lines, mut own) = (Vec::new(), [None, None]);
        for (edition, reason) in past.map_or(&[][..], |past| &past.reasons) {
            if *edition == self.edition {
                let [revised, breaks] = &mut own;
                let place = match reason.series {
                    ReasonSeries::Revised => revised,
                    ReasonSeries::Break => breaks,
                };
                // What is said at it goes before what is said around it, which comes first.
                *place = Some(self.why(reason));
            } else {
                lines.push(format!("{edition}{}{}", self.words.colon, self.said(&Change::Reason(reason.clone()))));
            }
        }
        (lines, own)
    }

    /// A reason after its sort.
    fn why(&self, reason: &Reason) -> String {
        let said = reason.words.plain().replace('\n', " ");
        let sort = ReasonSort::from(reason.sort).name(self.locale);
        let sort = sort.map_or_else(String::new, |sort| format!("{sort}{}", self.words.colon));
        format!("{sort}{said}")
    }

    fn plain(&mut self, editions: &[i64]) -> Rc<str> {
        if let Some((_, known)) = self.written.iter().find(|(known, _)| known == editions) {
            return Rc::clone(known);
        }
        let words: Rc<str> = Rc::from(self.runs(editions));
        self.written.push((editions.to_vec(), Rc::clone(&words)));
        words
    }

    /// Editions that follow one another as a run: `2021, 2023–2025`.
    fn runs(&self, editions: &[i64]) -> String {
        let place = |edition: &i64| self.editions.iter().position(|known| known == edition).unwrap_or_default();
        let runs = editions.chunk_by(|one, next| place(one) + 1 == place(next));
        let words = runs.map(|run| match run {
            [first, .., last] => format!("{first}–{last}"),
            [only] => only.to_string(),
            [] => String::new(),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// What changed in a variable, a line an edition, oldest first. What the question itself says of this edition stands there.
    pub(crate) fn changes(&self, name: &str, question: Option<&Question>) -> Vec<String> {
        let Some(chronicle) = &self.chronicle else { return Vec::new() };
        let changes = chronicle.changes(name).into_iter();
        changes
            .filter_map(|Changed { edition, part, changes }| {
                let told: Vec<String> = changes
                    .iter()
                    .filter(|change| !(edition == self.edition && is_said_by(change, question)))
                    .map(|change| self.said(change))
                    .collect();
                let part = part.map_or_else(String::new, |name| format!(" ({name})"));
                let told = told.join(self.words.semicolon);
                (!told.is_empty()).then(|| format!("{edition}{part}{}{told}", self.words.colon))
            })
            .collect()
    }

    fn said(&self, change: &Change) -> String {
        let words = self.words;
        let filled = |template: &str, parts: &[(&str, &str)]| {
            parts.iter().fold(template.to_owned(), |text, (name, part)| text.replace(&format!("{{{name}}}"), part))
        };
        let listed = |codes: &[(String, String)]| {
            let codes: Vec<String> = codes
                .iter()
                .map(|(code, label)| filled(words.history_code, &[("code", code), ("label", label)]))
                .collect();
            codes.join(words.comma)
        };
        match change {
            Change::Was(names) => format!("{}{}{}", words.was, words.colon, names.join(words.comma)),
            Change::Splits(old) => filled(words.history_splits, &[("old", old)]),
            Change::Label(old, new) => {
                let (old, new) = apart(old, new);
                filled(words.history_label, &[("old", old), ("new", new)])
            }
            Change::Value(old, new) => {
                let (old, new) = (Facts::past(old), Facts::past(new));
                filled(words.history_value, &[("old", &old.in_words(words, None)), ("new", &new.in_words(words, None))])
            }
            Change::Unit(old, new) => {
                let unit = |unit: &Option<String>| unit.clone().unwrap_or_else(|| words.history_no_unit.to_owned());
                filled(words.history_unit, &[("old", &unit(old)), ("new", &unit(new))])
            }
            Change::Ends(old, new) => {
                let ends = |ends: &Option<(String, String)>| match ends {
                    Some((first, last)) => filled(words.history_two_ends, &[("first", first), ("last", last)]),
                    None => words.history_no_ends.to_owned(),
                };
                filled(words.history_ends, &[("old", &ends(old)), ("new", &ends(new))])
            }
            Change::CodesAdded(codes) => format!("{}{}{}", words.history_added, words.colon, listed(codes)),
            Change::CodesGone(codes) => format!("{}{}{}", words.history_gone, words.colon, listed(codes)),
            Change::CodeWas(was, code) => {
                filled(words.history_code_was, &[("old", &was.join(words.comma)), ("new", code)])
            }
            Change::CodeLabel(code, old, new) => {
                let (old, new) = apart(old, new);
                filled(words.history_code_label, &[("code", code), ("old", old), ("new", new)])
            }
            Change::Reason(reason) => {
                let heading = match reason.series {
                    ReasonSeries::Revised => words.revised,
                    ReasonSeries::Break => words.breaks,
                };
                format!("{heading}{}{}", words.colon, self.why(reason))
            }
        }
    }
}

/// What of two labels differs: headings that both have lead.
fn apart<'l>(old: &'l str, new: &'l str) -> (&'l str, &'l str) {
    let (mut before, mut after) = (old, new);
    while let (Some((one, old)), Some((other, new))) = (before.split_once(JOINT), after.split_once(JOINT)) {
        if one != other {
            break;
        }
        (before, after) = (old, new);
    }
    (before, after)
}

/// Whether it is a reason that stands at the question already: its own, or that of what it stands in.
fn is_said_by(change: &Change, question: Option<&Question>) -> bool {
    match change {
        Change::Reason(reason) => {
            let own = question.into_iter().flat_map(|question| [&question.revised, &question.breaks]).flatten();
            own.into_iter().any(|own| own.words.plain() == reason.words.plain())
        }
        Change::Was(_)
        | Change::Splits(_)
        | Change::Label(_, _)
        | Change::Value(_, _)
        | Change::Unit(_, _)
        | Change::Ends(_, _)
        | Change::CodesAdded(_)
        | Change::CodesGone(_)
        | Change::CodeWas(_, _)
        | Change::CodeLabel(_, _, _) => false,
    }
}
