//! A text as it stands in its file: its words with the places they come from, and a mark for each thing that is filled in.

use crate::read::text::joint_between;

/// Stands for what is filled in between braces.
pub const FIELD: char = '\u{FFFC}';

/// A stretch of a text, in one piece in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// What is read there: words, [`FIELD`] for what stands in braces, what joins two lines.
    pub words: String,
    /// Its first byte, counted from the text's opening quote.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Stretch {
    /// Whether the words stand in the file as they are read, so that a part of them can be changed there.
    pub fn is_verbatim(&self) -> bool {
        self.words.len() == (self.end.saturating_sub(self.start)) as usize && !self.words.contains(FIELD)
    }
}

/// Takes a text apart as it stands in its file, quotes included. Nothing of what cannot be a text.
pub fn stretches(literal: &str) -> Vec<Stretch> {
    let mut found = Stretches::default();
    let block = literal.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    if let Some(content) = block {
        found.lines(content, 3);
    } else if let Some(content) = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        found.line(content, 1);
    }
    found.done
}

#[derive(Default)]
struct Stretches {
    done: Vec<Stretch>,
    /// The last sign since the last thing that is filled in.
    last: Option<char>,
}

impl Stretches {
    fn lines(&mut self, content: &str, start: u32) {
        let (mut at, mut behind, mut ended) = (start, start, false);
        for raw in content.split_inclusive('\n') {
            let line = raw.trim();
            let first = at + length(raw) - length(raw.trim_start());
            at += length(raw);
            if line.is_empty() {
                ended = true;
                continue;
            }
            if !self.done.is_empty() {
                let joint = joint_between(self.last, line, ended);
                self.push(joint.to_owned(), behind, first);
            }
            ended = false;
            self.line(line, first);
            behind = first + length(line);
        }
    }

    fn line(&mut self, content: &str, start: u32) {
        let (mut rest, mut at) = (content, start);
        while let Some(brace) = rest.find(['{', '}']) {
            let (words, found) = rest.split_at(brace);
            self.push(words.to_owned(), at, at + length(words));
            at += length(words);
            let doubled = ["{{", "}}"].into_iter().find(|both| found.starts_with(both));
            let taken = match (doubled, found.find('}')) {
                (Some(both), _) => {
                    self.push(both.chars().take(1).collect(), at, at + 2);
                    2
                }
                (None, Some(end)) if found.starts_with('{') => {
                    self.push(FIELD.to_string(), at, at + length(found.get(..=end).unwrap_or_default()));
                    end + 1
                }
                (None, Some(_) | None) => {
                    self.push(found.chars().take(1).collect(), at, at + 1);
                    1
                }
            };
            rest = found.get(taken..).unwrap_or_default();
            at += u32::try_from(taken).unwrap_or_default();
        }
        self.push(rest.to_owned(), at, at + length(rest));
    }

    fn push(&mut self, words: String, start: u32, end: u32) {
        if words.is_empty() && start == end {
            return;
        }
        self.last = words.chars().next_back().or(self.last).filter(|last| *last != FIELD);
        self.done.push(Stretch { words, start, end });
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
