//! Conditions in quotes, as tools have them that keep them as texts: `visibleIf "{how} = 'bike'"`.

use std::cell::OnceCell;
use std::rc::Rc;

use setsumon_diagnostics::{Code, Diagnostics, Span};

use crate::errors::foreign as errors;
use crate::lex;
use crate::read::hearsay::Hearsay;
use crate::read::{Named, Reader, signs};
use crate::token::{T, Token};
use crate::words;

impl<'l> Reader<'l, '_, '_> {
    /// What the words of the file say of its codes, looked up once: each condition in quotes would go through all of it.
    pub(super) fn heard_by_all(&self) -> &Rc<Hearsay<'l>> {
        let lexed = self.lexed;
        self.heard.get_or_init(|| Rc::new(Hearsay::of(lexed)))
    }

    /// Takes a text that stands where a condition should, and tells what to write instead.
    pub(in crate::read) fn condition_in_quotes(&mut self, after: &str) {
        let token = self.take();
        let span = self.span(token);
        let raw = self.lexed.slice(span.start, span.end);
        self.told_whole.push(span);
        let right = self.unquoted_condition(token);
        self.say(errors::quoted_condition(span, raw, after, right));
    }

    /// What stands in the quotes, in the words of this language; nothing if it is no whole condition on questions of this file.
    fn unquoted_condition(&self, token: Token) -> Result<String, Option<String>> {
        let words = self.lexed.content(token).0;
        let mut told = Diagnostics::new();
        let lexed = lex::lex(self.file_id(), words, &mut told);
        let mut said = Diagnostics::new();
        let mut reader = Reader {
            lexed: &lexed,
            at: 0,
            out: &mut said,
            told_whole: Vec::new(),
            last_end: 0,
            depth: 0,
            signs: 0,
            begun: 0,
            thens: 0,
            habits: super::Habits::default(),
            heard: OnceCell::from(Rc::clone(self.heard_by_all())),
            repeated: signs::Repeated::default(),
            named: Named::of(&lexed),
            in_quotes: true,
            unbroken: None,
        };
        reader.condition("when");
        let whole = reader.peek().kind == T::End;
        told.drop_within_any(reader.told_whole);
        told.extend(said);
        let mut edits: Vec<(Span, String)> = Vec::new();
        for one in told.iter() {
            // What may mean two things is said with both.
            let Some(fix) = one.fix.as_ref() else {
                return Err(one.help.clone().filter(|_| told.iter().all(|one| one.code == Code::ForeignWord)));
            };
            edits.extend(fix.edits.iter().cloned());
        }
        let mut right = words.to_owned();
        for (span, instead) in super::apart(edits).iter().rev() {
            right.replace_range(span.range(), instead);
        }
        if whole && self.knows_all(&right) { Ok(right) } else { Err(None) }
    }

    /// Whether a condition speaks of nothing that the file does not have.
    fn knows_all(&self, condition: &str) -> bool {
        let lexed = lex::lex(self.file_id(), condition, &mut Diagnostics::new());
        let known = |token: &Token| {
            let word = lexed.str(*token);
            token.kind != T::Word
                || words::is_reserved(word)
                || matches!(word, "any" | "all" | "none" | "of" | "ticked")
                || self.heard().knows(word)
        };
        lexed.tokens.iter().all(known)
    }
}
