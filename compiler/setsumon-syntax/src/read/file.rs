//! Reading a file: its first line, then statements to the end.

use setsumon_diagnostics::Spanned;

use super::Reader;
use crate::ast;
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::T;

/// The one version of the language there is.
const VERSION: u32 = 1;

impl Reader<'_, '_, '_> {
    pub(super) fn file(&mut self) -> ast::File {
        let version = self.version();
        let mut statements = Vec::new();
        loop {
            self.statements(Place::File(false), None, &mut statements);
            if self.peek().kind == T::End {
                break;
            }
            // A `}` that closes nothing was taken out before; should one be left, it must not stop the reader.
            self.take();
        }
        let surveys = statements.iter().enumerate().filter(|(_, statement)| statement.kind == ast::Kind::Survey);
        let misplaced: Vec<_> = surveys.filter(|(index, _)| *index > 0).map(|(_, survey)| survey.kind_span).collect();
        for span in misplaced {
            let first = statements.first().filter(|first| first.kind == ast::Kind::Survey).map(|first| first.kind_span);
            self.say(errors::survey_first(span, first));
        }
        ast::File { id: self.file_id(), version, statements }
    }

    fn version(&mut self) -> Option<Spanned<u32>> {
        let first = self.peek();
        if !self.is_word("setsumon") {
            self.say(errors::missing_version(self.span(first).before(), VERSION));
            return None;
        }
        self.take();
        let number = self.peek();
        if number.kind != T::Number || number.fresh {
            self.say(errors::version_number(self.here(), VERSION));
            return None;
        }
        self.take();
        let span = self.span(number);
        let version = self.str(number).parse().ok();
        if version != Some(VERSION) {
            self.say(errors::unknown_version(span, self.str(number), VERSION));
        }
        if !self.peek().fresh && self.peek().kind != T::End {
            let rest = self.span(self.peek());
            self.say(errors::after_version(rest));
        }
        Some(Spanned::new(version?, span))
    }
}
