//! The same disagreement, in the smallest survey and answer file that can be found in a while.

use std::time::{Duration, Instant};

use setsumon_core::answers::Keys;

use super::judge::{Disagreement, File, Judge, Judged, disagreements};
use super::survey::Survey;

/// How long it may take: whoever waits for the answer is looking at a failure already.
const PATIENCE: Duration = Duration::from_secs(120);

/// Makes both smaller as long as the judge errs in the same way.
pub fn smallest(judge: &mut dyn Judge, survey: Survey, file: File, what: &Disagreement) -> (Survey, File) {
    let mut search = Search { judge, what, survey, file, end: Instant::now() + PATIENCE };
    loop {
        let before = (search.survey.text.len(), search.file.len());
        search.fewer_answers();
        search.fewer_lines();
        search.fewer_words();
        if before == (search.survey.text.len(), search.file.len()) || search.is_over() {
            return (search.survey, search.file);
        }
    }
}

struct Search<'a> {
    judge: &'a mut dyn Judge,
    what: &'a Disagreement,
    survey: Survey,
    file: File,
    end: Instant,
}

impl Search<'_> {
    fn is_over(&self) -> bool {
        Instant::now() > self.end
    }

    /// Takes the smaller ones, if they show the same.
    fn takes(&mut self, survey: Survey, file: File) -> bool {
        let Ok(form) = survey.form() else { return false };
        let judged = Judged::of(&form, std::slice::from_ref(&file));
        let said = disagreements(self.judge, &judged).unwrap_or_default();
        let same = said.iter().any(|(_, said)| said.mode == self.what.mode && said.wrongly == self.what.wrongly);
        if same {
            (self.survey, self.file) = (survey, file);
        }
        same
    }

    /// Halves of the answers, then quarters, then each.
    fn fewer_answers(&mut self) {
        let mut size = self.file.len().div_ceil(2);
        while size > 0 && !self.is_over() {
            let mut at = 0;
            while at < self.file.len() {
                let outside = |(index, _): &(usize, _)| !(at..at + size).contains(index);
                let fewer = self.file.clone().into_iter().enumerate().filter(outside).map(|(_, pair)| pair).collect();
                if !self.takes(self.survey.clone(), fewer) {
                    at += size;
                }
            }
            size /= 2;
        }
    }

    /// Each statement that begins with its line: the whole of it, or only what it puts around others.
    fn fewer_lines(&mut self) {
        let mut at = 0;
        while !self.is_over() {
            let lines: Vec<String> = self.survey.text.lines().map(str::to_owned).collect();
            if at >= lines.len() {
                return;
            }
            let end = statement(&lines, at);
            let without = |gone: &dyn Fn(usize) -> bool| {
                let kept = lines.iter().enumerate().filter(|(index, _)| !gone(*index));
                kept.flat_map(|(_, line)| [line.as_str(), "\n"]).collect::<String>()
            };
            let whole = without(&|index| (at..end).contains(&index));
            let mut inner: Vec<String> = lines.get(at + 1..end).unwrap_or_default().to_vec();
            // Only its last brace goes with it: something else may stand on that line.
            if let Some(last) = inner.last_mut()
                && let Some(brace) = last.rfind('}')
            {
                last.remove(brace);
            }
            let outside = |lines: &[String]| lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>();
            let around = outside(&lines[..at]) + &outside(&inner) + &outside(&lines[end..]);
            // What a group named must have a label of its own outside of it.
            let labelled = inner.first().map(|first| {
                let mut words: Vec<&str> = first.split(' ').collect();
                words.insert(words.len().min(2), "\"x\"");
                outside(&lines[..at]) + &words.join(" ") + "\n" + &outside(&inner[1..]) + &outside(&lines[end..])
            });
            let unwrapped =
                |search: &mut Self| search.takes_text(around) || labelled.is_some_and(|text| search.takes_text(text));
            if !(self.takes_text(whole) || (end > at + 1 && unwrapped(self))) {
                at += 1;
            }
        }
    }

    /// Up to four words in a row, of what is left of the survey.
    fn fewer_words(&mut self) {
        if self.survey.text.len() > 4_000 {
            return;
        }
        for size in [4, 3, 2, 1] {
            let mut at = 0;
            while !self.is_over() {
                let words: Vec<&str> = self.survey.text.split_inclusive([' ', '\n']).collect();
                if at + size > words.len() {
                    break;
                }
                let fewer: String = words[..at].iter().chain(&words[at + size..]).copied().collect();
                if !self.takes_text(fewer) {
                    at += 1;
                }
            }
        }
    }

    /// A smaller survey, with what its answer file may still say.
    fn takes_text(&mut self, text: String) -> bool {
        let survey = self.survey.with_text(text);
        let (Ok(before), Ok(after)) = (self.survey.form(), survey.form()) else { return false };
        let (known, left) = (Keys::of(&before), Keys::of(&after));
        let keeps = |key: &str| known.get(key).is_none() || left.get(key).is_some();
        let file = self.file.iter().filter(|(key, _)| keeps(key)).map(|(key, value)| (key.clone(), value.clone()));
        let file = file.collect();
        self.takes(survey, file)
    }
}

/// A smaller survey of which the same is true: without each statement, or what it puts around others, as long as it stays so.
pub fn smaller(survey: Survey, mut still: impl FnMut(&Survey) -> bool) -> Survey {
    let end_of_patience = Instant::now() + PATIENCE;
    let mut survey = survey;
    let mut at = 0;
    while Instant::now() < end_of_patience {
        let lines: Vec<String> = survey.text.lines().map(str::to_owned).collect();
        if at >= lines.len() {
            break;
        }
        let end = statement(&lines, at);
        let without = |gone: &dyn Fn(usize) -> bool| {
            let kept = lines.iter().enumerate().filter(|(index, _)| !gone(*index));
            survey.with_text(kept.flat_map(|(_, line)| [line.as_str(), "\n"]).collect())
        };
        let whole = without(&|index| (at..end).contains(&index));
        let around = without(&|index| index == at || index + 1 == end);
        if still(&whole) {
            survey = whole;
        } else if end > at + 2 && still(&around) {
            survey = around;
        } else {
            at += 1;
        }
    }
    survey
}

/// Where the statement that begins with a line ends: behind its last brace.
fn statement(lines: &[String], at: usize) -> usize {
    let mut depth = 0_i64;
    for (index, line) in lines.iter().enumerate().skip(at) {
        // Braces in texts are doubled, or in pairs.
        depth += line.chars().map(|char| i64::from(char == '{') - i64::from(char == '}')).sum::<i64>();
        if depth <= 0 {
            return index + 1;
        }
    }
    lines.len()
}
