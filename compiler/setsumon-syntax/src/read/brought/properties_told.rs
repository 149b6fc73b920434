//! What is told of properties that stand in a `{ }`: all of them at once, with the head as it is to be written.

use setsumon_diagnostics::{Diagnostic, Span};

use super::beside::behind_label;
use super::properties::{Properties, Right};
use crate::ast::{Clause, Statement};
use crate::errors::head as errors;
use crate::read::Reader;
use crate::read::order::rank_of;
use crate::words;

/// What stands in a `{ }` is shown up to this length.
const SHOWN: usize = 60;

/// What is round the properties.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) enum Braces {
    /// A `{ }`; where it ends, if nothing else is in it.
    Around(Option<Span>),
    /// None; the colon behind the head.
    None(Span),
}

/// What is written over what.
type Edits = Vec<(Span, String)>;

impl Reader<'_, '_, '_> {
    /// What is told of properties in a `{ }`, and whether they name another kind. `head` is where the head ends.
    pub(in crate::read) fn told_of_properties(
        &mut self,
        statement: &Statement,
        properties: Properties,
        head: u32,
        braces: Braces,
    ) -> Option<(Diagnostic, bool)> {
        let Properties { found, below: _ } = properties;
        let first = found.first()?;
        let mut inserted: Vec<(Span, u8, String)> = Vec::new();
        let (mut edits, mut small, mut listed): (Edits, Vec<&str>, Option<String>) = (Vec::new(), Vec::new(), None);
        let (mut known, mut kind) = (true, None);
        let code = statement.code.as_ref().map(|code| code.span).filter(|span| span.end <= head);
        let behind_code = code.unwrap_or(statement.kind_span).after();
        for property in &found {
            let whole = property.whole;
            match &property.right {
                Right::Code(code) => inserted.push((statement.kind_span.after(), 0, code.clone())),
                Right::Label(label) => inserted.push((behind_code, 1, label.clone())),
                Right::Clause(rank, words) | Right::Perhaps(rank, words) => {
                    inserted.push((place_in(statement, head, *rank), 2 + *rank as u8, words.clone()));
                }
                Right::Kind(keyword) => kind = Some(*keyword),
                Right::Small(words) => small.push(words),
                Right::Around(_) | Right::Options(_, _) | Right::Unknown => {}
            }
            match &property.right {
                Right::Small(words) if matches!(braces, Braces::Around(_)) => edits.push((whole, words.clone())),
                Right::Options(words, complete) => {
                    known &= complete;
                    listed = Some(words.clone());
                    edits.push((whole, words.clone()));
                }
                Right::Around(close) if close.is_empty() => edits.push((self.with_blanks(whole), String::new())),
                Right::Around(close) => {
                    let inner = self.lexed.slice(whole.start, close.start);
                    let open = inner.find('{').map_or(whole.start, |at| whole.start + at as u32 + 1);
                    let words = self.lexed.slice(open, close.start).trim();
                    listed = Some(if words.len() <= SHOWN && !words.contains('\n') { words } else { "…" }.to_owned());
                    edits.push((self.with_blanks(Span::new(whole.file, whole.start, open)), String::new()));
                    edits.push((*close, String::new()));
                }
                Right::Code(_) | Right::Label(_) | Right::Clause(_, _) | Right::Kind(_) | Right::Small(_) => {
                    edits.push((self.with_blanks(whole), String::new()));
                }
                Right::Perhaps(_, _) | Right::Unknown => known = false,
            }
        }
        match braces {
            Braces::Around(Some(close)) if small.is_empty() && !self.has_remark(head, close.end) => {
                edits.retain(|(span, _)| span.start < head);
                edits.push((Span::new(self.file_id(), head, close.end), String::new()));
            }
            Braces::Around(_) => {}
            Braces::None(colon) => {
                edits.push((colon, String::new()));
                let print = format!("{{ {} }}", small.join("  "));
                inserted.extend((!small.is_empty()).then_some((colon.before(), u8::MAX, print)));
                // Options that stand on lines of their own are written anew with their braces, which is told of them.
                known &= small.is_empty() || statement.body.iter().all(|one| one.kind != crate::ast::Kind::Option);
            }
        }
        inserted.sort_by_key(|(place, order, _)| (place.start, *order));
        edits.extend(inserted.iter().map(|(place, _, words)| (*place, format!(" {words}"))));
        if let Some(keyword) = kind {
            edits.push((statement.kind_span, keyword.to_owned()));
        }
        let more = match (small.is_empty(), listed, statement.body.is_empty()) {
            (false, _, _) if matches!(braces, Braces::None(_)) => String::new(),
            (false, _, _) => format!(" {{ {} }}", small.join("  ")),
            (true, Some(listed), _) => format!(" {{ {listed} }}"),
            (true, None, false) => " { … }".to_owned(),
            (true, None, true) => String::new(),
        };
        let right = format!("{}{more}", self.head_with(statement, head, &inserted));
        let words: Vec<&str> = found.iter().map(|property| property.word.as_str()).collect();
        let inside = |right: &Right| matches!(right, Right::Small(_) | Right::Around(_) | Right::Options(_, _));
        let stays = found.iter().all(|property| inside(&property.right));
        let told = errors::said_in_braces(first.span, &words, &right, stays);
        let told = if known { told.fix("write it in this language", one_at_each_place(edits)) } else { told };
        Some((told, kind.is_some()))
    }

    /// Whether a remark stands between two places.
    fn has_remark(&self, from: u32, to: u32) -> bool {
        let behind = self.lexed.comments.partition_point(|comment| comment.start < from);
        self.lexed.comments.get(behind).is_some_and(|comment| comment.start < to)
    }

    /// A place with the blanks behind it on its line, or those before it where nothing stands behind.
    fn with_blanks(&self, whole: Span) -> Span {
        let behind = self.lexed.text.get(whole.end as usize..).unwrap_or_default();
        let blanks = behind.len() - behind.trim_start_matches([' ', '\u{3000}', '\t']).len();
        let ends = behind.get(blanks..).is_none_or(|rest| rest.starts_with(['\n', '\r', '}']));
        if !ends {
            return Span::new(whole.file, whole.start, whole.end + blanks as u32);
        }
        let before = self.lexed.slice(0, whole.start).trim_end().len();
        Span::new(whole.file, before as u32, whole.end)
    }

    /// A head with what is put into it.
    fn head_with(&self, statement: &Statement, head: u32, inserted: &[(Span, u8, String)]) -> String {
        let from = statement.kind_span.start;
        let mut right = self.lexed.slice(from, head).to_owned();
        for (place, _, words) in inserted.iter().rev() {
            let at = place.start.saturating_sub(from) as usize;
            if right.is_char_boundary(at) {
                right.insert_str(at, &format!(" {words}"));
            }
        }
        let raw = self.lexed.slice(from, statement.kind_span.end);
        let keyword = words::keyword(statement.kind).unwrap_or(raw);
        format!("{keyword}{}", right.get(raw.len()..).unwrap_or_default())
    }
}

/// Where a clause of a rank goes in a head that ends at a place.
fn place_in(statement: &Statement, head: u32, rank: crate::clauses::Rank) -> Span {
    let label = match &statement.label {
        Some(label) if label.span.end <= head => behind_label(statement),
        Some(_) | None => {
            let code = statement.code.as_ref().map(|code| code.span).filter(|span| span.end <= head);
            code.unwrap_or(statement.kind_span).after()
        }
    };
    let old = |clause: &&Clause| clause.span.end <= head && rank_of(&clause.kind) <= rank;
    let before = statement.clauses.iter().filter(old).map(|clause| clause.span.after());
    before.max_by_key(|span| span.start).filter(|place| place.start > label.start).unwrap_or(label)
}

/// Makes one of those that touch one another.
fn one_at_each_place(mut edits: Edits) -> Edits {
    // What is put in stands before what is taken out at the same place.
    edits.sort_by_key(|(span, _)| (span.start, !span.is_empty()));
    let mut found: Edits = Vec::new();
    for (span, words) in edits {
        match found.last_mut() {
            Some((last, before)) if last.end >= span.start => {
                *last = last.to(span);
                before.push_str(&words);
            }
            Some(_) | None => found.push((span, words)),
        }
    }
    found
}
