//! Questions that name the list of their options before their code, as in XLSForm.

use setsumon_diagnostics::{Span, Spanned};

use crate::ast::{Clause, ClauseKind, Kind, ListPick, Statement};
use crate::errors::foreign as errors;
use crate::places::{self, Place};
use crate::read::Reader;
use crate::read::statement::draws;

impl Reader<'_, '_, '_> {
    /// `select_one yesno likes "…"`: what takes its options from a list that is named before it.
    pub(super) fn list_before_code(
        &mut self,
        kind: Kind,
        keyword: &'static str,
        place: Place,
        owner: Option<&Statement>,
        tokens: usize,
    ) -> Option<Statement> {
        let start = self.peek().start;
        for _ in 1..tokens {
            self.take();
        }
        // What stands before the code goes: the last of it is read as the word for the kind.
        self.take();
        let list = self.peek();
        let told_before = self.span(list);
        let said = self.out.len();
        let mut statement = self.built(kind, place, owner, None);
        let head = Span::new(self.file_id(), start, told_before.end);
        let raw = self.lexed.slice(start, told_before.end);
        let name = Spanned::new(self.str(list).to_owned(), told_before);
        let (code, label) = (statement.code.as_ref(), statement.label.as_ref());
        let behind = label.map_or(told_before, |label| label.span).after();
        let code = code.map_or("name", |code| code.value.as_str());
        let words = label.map_or("\"…\"", |label| self.lexed.slice(label.span.start, label.span.end));
        let help = format!("write `{keyword} {code} {words} from {}`", name.value);
        let edits = vec![(head, keyword.to_owned()), (behind, format!(" from {}", name.value))];
        // A list that the file does not have would be another mistake.
        let told = errors::foreign_word(head, raw, help);
        let told = match self.heard().holds(&name.value) {
            true => told.fix(format!("write `{keyword}` and `from`"), edits),
            false => told,
        };
        if !draws(&statement) {
            let pick = ListPick::All;
            statement.clauses.insert(0, Clause { span: told_before, kind: ClauseKind::From { list: name, pick } });
        }
        self.out.drop_since(said, head);
        self.told_whole.push(head);
        self.say(told);
        let allowed = places::may_hold(place, kind) && places::is_read_by(owner.map(|owner| owner.kind), kind);
        allowed.then_some(statement)
    }
}
