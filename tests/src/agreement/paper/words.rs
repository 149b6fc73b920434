//! The sentences taken apart again: of which item they speak, and of which answers. Nobody is told which condition they were made from.

use setsumon_core::calendar;
use setsumon_core::form::Form;
use setsumon_core::ids::{RepeatId, VarId};

use super::lexicon::{Holds, Subject, is_of_kind, is_ordered};

/// What a sentence says.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// One of these codes stands there.
    Is(VarId, Vec<String>),
    /// At least one of these is ticked.
    Any(Vec<VarId>, Vec<VarId>),
    /// There is an answer, and it is not so.
    Not(Box<Says>, Vec<VarId>),
    /// A box is ticked.
    Ticked(VarId),
    /// A figure, a day or a month, by its order against this one.
    Compare(VarId, Sign, Bound),
    /// How many are ticked.
    Count(Vec<VarId>, Sign, f64),
    /// How many entries there are.
    Entries(RepeatId, Sign, f64),
    /// Any of these is answered.
    Answered(Vec<VarId>),
    /// None of these is.
    Unanswered(Vec<VarId>),
    /// It is asked: a box has an answer even where it is not ticked.
    Reached(VarId),
    /// The roster has an entry, or has none.
    Entered(RepeatId, bool),
    /// Of those rows that are asked, by their cells, one is answered so.
    Row(Vec<(Vec<VarId>, Says)>),
    /// Of those rows that are asked, every one is answered so.
    EachRow(Vec<(Vec<VarId>, Says)>),
    /// All of these.
    All(Vec<Says>),
    /// One of these.
    Some(Vec<Says>),
}

/// How two compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The same.
    Equal,
    /// Less.
    Less,
    /// Less or the same.
    AtMost,
    /// More.
    More,
    /// More or the same.
    AtLeast,
}

/// What is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// A number.
    Number(f64),
    /// A day or a month as it is kept, whose order is that of its letters.
    Text(String),
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// The section, counted as printed.
    pub section: Option<usize>,
    /// What stands above it in the same item, and what stands in the item before.
    pub above: &'a [&'a [VarId]],
}

/// Takes sentences apart.
#[derive(Debug)]
pub struct Words<'a> {
    pub(super) form: &'a Form,
    pub(super) subjects: Vec<Subject>,
}

impl<'a> Words<'a> {
    /// Of a form.
    pub fn of(form: &'a Form) -> Self {
        Self { form, subjects: super::lexicon::subjects(form) }
    }

    /// What a sentence says.
    ///
    /// # Errors
    /// Where it says nothing, or two things.
    pub fn read(&self, sentence: &str, here: Here<'_>) -> Result<Says, String> {
        let mut found: Vec<Says> = Vec::new();
        for says in self.named(sentence, here).into_iter().chain(self.joined(sentence, here)) {
            if !found.contains(&says) {
                found.push(says);
            }
        }
        if found.is_empty() {
            found = self.above(sentence, here);
        }
        match found.as_slice() {
            [] => Err(format!("nobody understands “{sentence}”")),
            [only] => Ok(only.clone()),
            _ => Err(format!("“{sentence}” can be understood in {} ways: {found:?}", found.len())),
        }
    }

    /// Which options of a narrowed question are on offer: those of this label, if they are of the question it speaks of.
    ///
    /// # Errors
    /// Where the sentence says nothing.
    pub fn narrowed(&self, sentence: &str, label: &str, here: Here<'_>) -> Result<Option<Says>, String> {
        let wording = self.form.wording();
        let mut found = Vec::new();
        for subject in &self.subjects {
            let is_above = here.above.last().is_some_and(|above| subject.variables.iter().any(|id| above.contains(id)));
            for number in self.numbers(subject, here) {
                let fill = |template: &str| template.replace("{item}", number).replace("{label}", &subject.label);
                match &subject.holds {
                    Holds::Ticks(ticks)
                        if fill(&wording.only_selected_in) == sentence
                            || (is_above && wording.only_selected == sentence && subject.row.is_none()) =>
                    {
                        let tick = ticks.iter().find(|(words, _)| words == label);
                        found.push(tick.map(|(_, tick)| Says::Any(vec![*tick], Vec::new())));
                    }
                    _ if subject.row.as_deref() == Some(label) => {
                        if let Some(answers) = between(&fill(&wording.only_answered), "{answers}", sentence) {
                            found.extend(self.answers(subject, answers).map(Some));
                        }
                    }
                    _ => {}
                }
            }
        }
        // A list above that has no such option is not the one that is meant.
        if found.iter().any(Option::is_some) {
            found.retain(Option::is_some);
        }
        found.dedup();
        match found.as_slice() {
            [] => Err(format!("nobody understands “{sentence}” at “{label}”")),
            [only] => Ok(only.clone()),
            _ => Err(format!("“{sentence}” at “{label}” can be understood in {} ways", found.len())),
        }
    }

    pub(super) fn numbers<'s>(&self, subject: &'s Subject, here: Here<'_>) -> Vec<&'s str> {
        let [there, own] = &subject.number;
        let mut numbers = vec![there.as_str()];
        if subject.section == here.section && own != there {
            numbers.push(own.as_str());
        }
        numbers
    }

    /// Sentences that name one item.
    fn named(&self, sentence: &str, here: Here<'_>) -> Vec<Says> {
        let wording = self.form.wording();
        let mut found = Vec::new();
        for subject in &self.subjects {
            for number in self.numbers(subject, here) {
                let row = subject.row.as_deref().unwrap_or_default();
                let fill = |template: &str| {
                    template.replace("{item}", number).replace("{label}", &subject.label).replace("{row}", row)
                };
                let template = if subject.row.is_some() { &wording.asked_of_row } else { &wording.asked_of_item };
                if let Some(answers) = between(&fill(template), "{answers}", sentence) {
                    found.extend(self.answers(subject, answers));
                }
                if subject.row.is_some() {
                    continue;
                }
                if let Some(answers) = between(&fill(&wording.asked_of_each_row), "{answers}", sentence)
                    && let Some(Says::Row(rows)) = self.answers(subject, answers)
                {
                    found.push(Says::EachRow(rows));
                }
                if let Some(answers) = between(&fill(&wording.asked_of_count), "{answers}", sentence) {
                    found.extend(self.count(subject, answers));
                }
                let whole = [
                    (&wording.asked_of_answered, Self::answered as fn(&Subject) -> Option<Says>),
                    (&wording.asked_of_unanswered, Self::unanswered),
                    (&wording.asked_of_ticked, Self::ticked),
                    (&wording.asked_of_unticked, Self::unticked),
                ];
                found.extend(
                    whole
                        .into_iter()
                        .filter(|(template, _)| fill(template) == sentence)
                        .filter_map(|(_, says)| says(subject)),
                );
            }
        }
        found
    }

    /// "Above": in the same item if anything there can be answered so, else in the item before.
    fn above(&self, sentence: &str, here: Here<'_>) -> Vec<Says> {
        let wording = self.form.wording();
        for above in here.above {
            let mut found: Vec<Says> = Vec::new();
            for template in [&wording.asked_of, &wording.asked_of_field] {
                let Some(answers) = between(template, "{answers}", sentence) else { continue };
                // A row is always named.
                let there = self.subjects.iter().filter(|subject| subject.row.is_none());
                let there = there.filter(|subject| subject.variables.iter().any(|id| above.contains(id)));
                for says in there.filter_map(|subject| self.answers(subject, answers)) {
                    if !found.contains(&says) {
                        found.push(says);
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// What answers, as they are quoted, mean of a subject; none where it cannot be answered so.
    pub(super) fn answers(&self, subject: &Subject, words: &str) -> Option<Says> {
        self.of_holds(&subject.holds, words)
    }

    fn of_holds(&self, holds: &Holds, words: &str) -> Option<Says> {
        if let Holds::Grid(rows) = holds {
            let rows = rows.iter().map(|row| Some((row.variables(), self.of_holds(row, words)?)));
            return rows.collect::<Option<Vec<_>>>().map(Says::Row);
        }
        let wording = self.form.wording();
        if let Some(says) = self.plain(holds, words) {
            return Some(says);
        }
        let all = match holds {
            Holds::Code(variable, _) => vec![*variable],
            Holds::Ticks(ticks) => ticks.iter().map(|(_, tick)| *tick).collect(),
            Holds::Value(variable, others) => {
                std::iter::once(*variable).chain(others.iter().map(|(_, tick)| *tick)).collect()
            }
            Holds::Flag(_) | Holds::Several | Holds::Grid(_) | Holds::Roster(_) => Vec::new(),
        };
        // “A and anything but B”: what joins two such is heard before what turns one round.
        if let Some(says) = self.joined_answers(holds, words, &wording.and, |_| true, Says::All) {
            return Some(says);
        }
        // “Anything but A, or anything but B” likewise; in “anything but A or B” the second does not stand by itself.
        let turns = [&wording.other_than, &wording.none_of];
        let is_turned = |part: &str| turns.iter().any(|template| between(template, "{answers}", part).is_some());
        if let Some(says) =
            self.joined_answers(holds, words, &wording.or, |parts| parts.iter().all(|part| is_turned(part)), Says::Some)
        {
            return Some(says);
        }
        for template in turns {
            if let Some(inner) = between(template, "{answers}", words)
                && let Some(says) = self.of_holds(holds, inner)
            {
                return Some(Says::Not(Box::new(says), all));
            }
        }
        if let Some(inner) = between(&wording.all_of, "{answers}", words) {
            let parts: Option<Vec<Says>> =
                inner.split(wording.and.as_str()).map(|one| self.plain(holds, one)).collect();
            return parts.filter(|parts| parts.len() > 1).map(Says::All);
        }
        self.joined_answers(holds, words, &wording.or, |_| true, Says::Some)
    }

    fn joined_answers(
        &self,
        holds: &Holds,
        words: &str,
        joint: &str,
        may: impl Fn([&str; 2]) -> bool,
        join: fn(Vec<Says>) -> Says,
    ) -> Option<Says> {
        words.match_indices(joint).find_map(|(at, _)| {
            let (first, second) = (&words[..at], &words[at + joint.len()..]);
            may([first, second]).then_some(())?;
            Some(join(vec![self.of_holds(holds, first)?, self.of_holds(holds, second)?]))
        })
    }

    /// One answer, or several joined by "or".
    fn plain(&self, holds: &Holds, words: &str) -> Option<Says> {
        let wording = self.form.wording();
        let quoted = |label: &str| wording.answer.replace("{label}", label);
        let named: Vec<&str> = words.split(wording.or.as_str()).collect();
        match holds {
            Holds::Code(variable, codes) => {
                let find =
                    |name: &&str| codes.iter().find(|(label, _)| quoted(label) == *name).map(|(_, code)| code.clone());
                let found: Option<Vec<String>> = named.iter().map(find).collect();
                found.map(|codes| Says::Is(*variable, codes))
            }
            Holds::Ticks(ticks) => {
                let find = |name: &&str| ticks.iter().find(|(label, _)| quoted(label) == *name).map(|(_, tick)| *tick);
                let found: Option<Vec<VarId>> = named.iter().map(find).collect();
                found.map(|found| Says::Any(found, ticks.iter().map(|(_, tick)| *tick).collect()))
            }
            Holds::Value(variable, others) => {
                if let Some((_, tick)) = others.iter().find(|(label, _)| quoted(label) == words) {
                    return Some(Says::Any(
                        vec![*tick],
                        std::iter::once(*variable).chain(others.iter().map(|(_, tick)| *tick)).collect(),
                    ));
                }
                if !is_ordered(self.form, *variable) {
                    return None;
                }
                let unit =
                    self.form.variables().get(*variable).unit.as_ref().map(|unit| unit.plain()).unwrap_or_default();
                let (sign, bound) = self.bound(words, &unit)?;
                is_of_kind(self.form, *variable, &bound).then_some(())?;
                Some(Says::Compare(*variable, sign, bound))
            }
            Holds::Flag(_) | Holds::Several | Holds::Grid(_) | Holds::Roster(_) => None,
        }
    }

    fn count(&self, subject: &Subject, words: &str) -> Option<Says> {
        let wording = self.form.wording();
        let (words, negated) = match between(&wording.other_than, "{answers}", words) {
            Some(inner) => (inner, true),
            None => (words, false),
        };
        let (sign, Bound::Number(number)) = self.bound(words, "")? else { return None };
        let says = match &subject.holds {
            Holds::Ticks(_) => Says::Count(subject.variables.clone(), sign, number),
            Holds::Roster(id) => Says::Entries(*id, sign, number),
            _ => return None,
        };
        Some(if negated { Says::Not(Box::new(says), Vec::new()) } else { says })
    }

    fn bound(&self, words: &str, unit: &str) -> Option<(Sign, Bound)> {
        let wording = self.form.wording();
        let numbers = [
            (&wording.less_than, Sign::Less),
            (&wording.at_most, Sign::AtMost),
            (&wording.more_than, Sign::More),
            (&wording.at_least, Sign::AtLeast),
        ];
        let days = [
            (&wording.before, Sign::Less),
            (&wording.until, Sign::AtMost),
            (&wording.after, Sign::More),
            (&wording.since, Sign::AtLeast),
        ];
        // The unit stands around the figure, behind it or on both its sides, and nothing else does.
        let number = |words: &str| {
            let is_figure = |sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '.');
            let begin = words.find(is_figure)?;
            let end = words.rfind(is_figure)? + 1;
            let around = format!("{}{}", &words[..begin], &words[end..]);
            let plain = |words: &str| words.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            // English says no plural of one.
            let one = matches!(&words[begin..end], "1" | "-1")
                && self.form.survey().locale == setsumon_core::form::Locale::En;
            (plain(&around) == plain(unit) || (one && around.is_empty()))
                .then(|| words[begin..end].parse::<f64>().ok())
                .flatten()
        };
        for (template, sign) in numbers {
            if let Some(number) = between(template, "{number}", words).and_then(number) {
                return Some((sign, Bound::Number(number)));
            }
        }
        for (template, sign) in days {
            if let Some(day) = between(template, "{day}", words).and_then(|words| self.day(words)) {
                return Some((sign, Bound::Text(day)));
            }
        }
        if let Some(number) = number(words) {
            return Some((Sign::Equal, Bound::Number(number)));
        }
        self.day(words).map(|day| (Sign::Equal, Bound::Text(day)))
    }

    /// A day or month in words, as it is kept: whatever it may be, written out again, is held against the words.
    fn day(&self, words: &str) -> Option<String> {
        let locale = self.form.survey().locale;
        let digits: Vec<i32> =
            words.split(|sign: char| !sign.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
        let year = *digits.iter().find(|part| **part > 31)?;
        for month in 1..=12 {
            let count = calendar::month_count(year, month);
            if calendar::long_month(count, locale) == words {
                return Some(calendar::iso_month(count));
            }
            for day in 1..=31 {
                if let Some(day) = calendar::day(year, month, day)
                    && calendar::plain_day(day, locale) == words
                {
                    return Some(calendar::iso_day(day));
                }
            }
        }
        None
    }
}

/// What stands in a sentence where its template has a place.
pub(super) fn between<'s>(template: &str, place: &str, sentence: &'s str) -> Option<&'s str> {
    let (before, after) = template.split_once(place)?;
    sentence.strip_prefix(before)?.strip_suffix(after)
}
