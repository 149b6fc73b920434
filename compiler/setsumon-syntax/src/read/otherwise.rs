//! Reading `otherwise` behind the `}` of a `when`.

use setsumon_diagnostics::Span;

use super::Reader;
use crate::ast::{Kind, Otherwise, Statement};
use crate::errors::{foreign as brought, head as errors};
use crate::foreign;
use crate::places::{self, Place};
use crate::token::{T, Token};

impl Reader<'_, '_, '_> {
    /// Whether the word at hand is `else` with what belongs to it.
    pub(super) fn is_else(&self) -> bool {
        let token = self.peek();
        token.kind == T::Word && self.ahead(1).kind == T::Open && foreign::is_else(&foreign::squeezed(self.str(token)))
    }

    /// `otherwise` without its `when`: told, and what it holds is still looked through.
    pub(super) fn lone_otherwise(&mut self, token: Token, place: Place) -> Option<Statement> {
        self.say(errors::lone_otherwise(self.span(token)));
        if self.ahead(1).kind == T::Open {
            // That an `else` is an `otherwise` is no second mistake.
            let mut told = errors::lone_otherwise(self.span(token));
            self.otherwise(place, Some(&mut told));
            return None;
        }
        self.skip_statement()
    }

    /// `otherwise { … }`. `foreign` is what is told of the `when` before it, if that was written in the words of another
    /// language: `if` and `else` are one habit.
    pub(super) fn otherwise(
        &mut self,
        place: Place,
        foreign: Option<&mut setsumon_diagnostics::Diagnostic>,
    ) -> Option<Otherwise> {
        if self.is_else() {
            let span = self.span(self.peek());
            let raw = self.str(self.peek());
            match foreign {
                Some(told) => {
                    let help = told.help.take().unwrap_or_default();
                    told.help = Some(format!("{help}, and `otherwise` for `{raw}`"));
                    if let Some(fix) = &mut told.fix {
                        fix.edits.push((span, "otherwise".to_owned()));
                    }
                }
                None => {
                    let told = brought::foreign_word(span, raw, "write `otherwise`");
                    self.say(told.fix("write `otherwise`", vec![(span, "otherwise".to_owned())]));
                }
            }
        } else if !self.is_word("otherwise") {
            return None;
        }
        let word = self.take();
        let span = self.span(word);
        let says = match self.goes_on() && self.is_word("says") {
            true => {
                self.take();
                self.says()
            }
            false => None,
        };
        let token = self.peek();
        if token.kind != T::Open {
            self.say(errors::missing_body(span, "otherwise", Kind::When));
            return None;
        }
        if token.fresh {
            let gap = Span::new(self.file_id(), self.last_end, token.start);
            self.say(errors::brace_on_next_line(self.span(token), gap));
        }
        self.take();
        let mut body = Vec::new();
        self.statements(places::within(Kind::When, place), None, &mut body);
        self.take_if(T::Close);
        self.leads(&body);
        Some(Otherwise { span, says, body })
    }
}
