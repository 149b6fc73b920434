//! Answers as other tools quote them in a text: `[age]`, `[[age]]`, `{{age}}`, `<<age>>`, `%age%`, `$age`. Here they are printed as they stand.

use setsumon_diagnostics::Spanned;
use setsumon_syntax::ast::{self, Path};

use super::Lowerer;
use super::referents::Referent;
use crate::errors::texts;
use crate::resolve::symbols::SymbolId;

/// What stands around a name elsewhere; two braces in a text are the sign for one.
const AROUND: [(&str, &str); 5] = [("[", "]"), ("{", "}"), ("<<", ">>"), ("%", "%"), ("$", "")];

impl Lowerer<'_, '_> {
    /// Tells of names of answers that stand in signs of another tool.
    pub(super) fn note_piped(&mut self, words: &str, text: &ast::Text, scope: SymbolId) {
        for (open, close) in AROUND {
            for (at, _) in words.match_indices(open) {
                let Some(inside) = words.get(at + open.len()..) else { continue };
                let end =
                    inside.find(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).unwrap_or(inside.len());
                let parted = if close.is_empty() { inside.split_at_checked(end) } else { inside.split_once(close) };
                let Some((name, behind)) = parted else { break };
                // `[words](https://…)` is a link.
                let link = open == "[" && behind.starts_with('(');
                if !link && is_name(name.trim()) && self.is_answer(name.trim(), text, scope) {
                    let brace = if open == "{" { ("{{", "}}") } else { (open, close) };
                    let told = (text.span, format!("{}{name}{}", brace.0, brace.1));
                    if self.piped.insert(told.clone()) {
                        self.say(texts::printed_as_it_stands(text.span, &told.1, name.trim()));
                    }
                }
            }
        }
    }

    fn is_answer(&self, name: &str, text: &ast::Text, scope: SymbolId) -> bool {
        let segments = name.split('.').map(|code| Spanned::new(code.to_owned(), text.span)).collect();
        let found = self.symbols.seek(&Path { span: text.span, segments }, scope);
        match found.and_then(|symbol| self.referents.get(&symbol)) {
            Some(Referent::Choice(_) | Referent::Value(_) | Referent::Calc(_)) => true,
            Some(
                Referent::Ticks(_)
                | Referent::Flag { .. }
                | Referent::Cells(_)
                | Referent::Grid { .. }
                | Referent::Several(_)
                | Referent::Repeat { .. }
                | Referent::Let { .. }
                | Referent::Option,
            )
            | None => false,
        }
    }
}

fn is_name(words: &str) -> bool {
    words.starts_with(|char: char| char.is_ascii_lowercase())
        && words.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
}
