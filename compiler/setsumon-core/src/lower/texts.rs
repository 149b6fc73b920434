//! Texts filled in: numbers, labels and days now; answers as places that stay open.

use setsumon_syntax::ast::{self, FieldKind, Path, Piece};

use super::conditions::dotted;
use super::markup;
use super::referents::Referent;
use super::{Extent, Lowerer};
use crate::calendar;
use crate::errors::{logic, names, texts, types};
use crate::form::Role;
use crate::ids::VarId;
use crate::resolve::symbols::{SymbolId, SymbolKind};
use crate::text::{Block, Inline, Text};
use setsumon_words::{reference, spoken_number};

/// How many labels may be quoted within one another before it is called a circle.
const MOST_QUOTED: u32 = 8;

impl Lowerer<'_, '_> {
    /// A text in which a quoted answer needs words for "not answered".
    pub(super) fn text(&mut self, text: &ast::Text, scope: SymbolId) -> Text {
        self.filled(text, scope, true)
    }

    /// A text that is read only where the answers it quotes are there: a check's message, the name of an occurrence.
    pub(super) fn text_with_answers(&mut self, text: &ast::Text, scope: SymbolId) -> Text {
        self.filled(text, scope, false)
    }

    fn filled(&mut self, text: &ast::Text, scope: SymbolId, needs_words: bool) -> Text {
        let mut words = String::new();
        let mut made = Vec::new();
        for piece in &text.pieces {
            match piece {
                // The sign of a place stands in no text: reading refuses it.
                Piece::Plain(plain) => {
                    self.note_piped(plain, text, scope);
                    words.push_str(plain);
                }
                Piece::Field(field) => {
                    for inline in self.field(field, scope, needs_words) {
                        words.push(markup::PLACE);
                        made.push(inline);
                    }
                }
            }
        }
        let (read, refused) = markup::read(&words, made);
        for url in refused {
            self.say(texts::link_scheme(text.span, &url));
        }
        read
    }

    fn field(&mut self, field: &ast::Field, scope: SymbolId, needs_words: bool) -> Vec<Inline> {
        if let Some(open) = self.left_open(field, scope) {
            return vec![Inline::Plain(open)];
        }
        let words = match &field.kind {
            FieldKind::Edition { offset, era } => {
                let year = self.survey.edition.saturating_add(*offset);
                let in_era = i32::try_from(year).ok().and_then(calendar::era_year);
                if *era { in_era.unwrap_or_else(|| year.to_string()) } else { year.to_string() }
            }
            FieldKind::Calendar { deadline, era } => {
                let (day, word) = match deadline {
                    true => (self.survey.deadline, "deadline"),
                    false => (self.survey.as_of, "as_of"),
                };
                match day {
                    None => {
                        self.say(texts::calendar_missing(field.span, word));
                        String::new()
                    }
                    Some(day) if *era => {
                        let year = calendar::era_year_of(day).unwrap_or_default();
                        let plain = calendar::plain_day(day, self.survey.locale);
                        plain.split_once('年').map_or(plain.clone(), |(_, rest)| format!("{year}年{rest}"))
                    }
                    // A last day is told with its weekday; the day the answers speak of is not.
                    Some(day) if *deadline => calendar::long_day(day, self.survey.locale),
                    Some(day) => calendar::plain_day(day, self.survey.locale),
                }
            }
            FieldKind::NumberOf(path) => match self.named(path, scope) {
                Some(symbol) => self.number_or_say(symbol, path),
                None => String::new(),
            },
            FieldKind::NumbersOf(path) => match self.named(path, scope) {
                Some(symbol) => self.numbers(symbol, path),
                None => String::new(),
            },
            FieldKind::LabelOf(path) => match self.named(path, scope) {
                Some(symbol) => self.label_words(symbol),
                None => String::new(),
            },
            FieldKind::Value { path, last, otherwise } => {
                return self.value(field, path, *last, otherwise.as_deref(), scope, needs_words);
            }
        };
        if words.is_empty() { Vec::new() } else { vec![Inline::Plain(words)] }
    }

    /// A place as its author wrote it, the path in full, where texts are read by themselves; none where it is to be filled in.
    /// Answers are named by their variables then as ever.
    fn left_open(&mut self, field: &ast::Field, scope: SymbolId) -> Option<String> {
        if self.extent == Extent::Whole {
            return None;
        }
        let era = |era: bool| if era { " in era" } else { "" };
        let place = match &field.kind {
            FieldKind::Edition { offset: 0, era: in_era } => format!("edition{}", era(*in_era)),
            FieldKind::Edition { offset, era: in_era } => {
                let sign = if *offset < 0 { '-' } else { '+' };
                format!("edition {sign} {}{}", offset.unsigned_abs(), era(*in_era))
            }
            FieldKind::Calendar { deadline, era: in_era } => {
                format!("{}{}", if *deadline { "deadline" } else { "as_of" }, era(*in_era))
            }
            FieldKind::NumberOf(path) => format!("number of {}", self.path_of(path, scope)?),
            FieldKind::NumbersOf(path) => format!("numbers of {}", self.path_of(path, scope)?),
            FieldKind::LabelOf(path) => format!("label of {}", self.path_of(path, scope)?),
            FieldKind::Value { path, last: _, otherwise: _ } => {
                let symbol = self.symbols.seek(path, scope)?;
                let found = self.symbols.get(symbol);
                let words = [SymbolKind::Info, SymbolKind::Option, SymbolKind::Row, SymbolKind::Column];
                if !words.contains(&found.kind) {
                    return None;
                }
                found.path.clone()
            }
        };
        Some(format!("{{{place}}}"))
    }

    fn path_of(&self, path: &Path, scope: SymbolId) -> Option<String> {
        self.symbols.seek(path, scope).map(|symbol| self.symbols.get(symbol).path.clone())
    }

    fn named(&mut self, path: &Path, scope: SymbolId) -> Option<SymbolId> {
        match self.symbols.find(path, scope) {
            Ok(symbol) => Some(symbol),
            Err(problem) => {
                self.say(problem);
                None
            }
        }
    }

    /// The number in full, as other places quote it: `（２５）の1`, `question 1 of section 25`; a field has its group's number.
    pub(super) fn number(&self, symbol: SymbolId) -> Option<String> {
        let found = self.symbols.get(symbol);
        let item = if found.number.is_some() { Some(symbol) } else { found.item };
        let item_number = item.and_then(|item| self.symbols.get(item).number.clone());
        match (found.section, item_number) {
            (Some(section), Some(item)) => {
                let section = self.symbols.get(section).number.clone()?;
                Some(reference(&self.wording.item_ref, self.survey.locale, &section, &item))
            }
            (None, Some(own)) => Some(spoken_number(self.survey.locale, &own)),
            (_, None) => None,
        }
    }

    fn number_or_say(&mut self, symbol: SymbolId, path: &Path) -> String {
        if let Some(number) = self.number(symbol) {
            return number;
        }
        let declared = self.symbols.get(symbol).span;
        self.say(texts::nothing_numbered(path.span, &dotted(path), declared));
        String::new()
    }

    /// The run of numbers of a part's sections.
    fn numbers(&mut self, symbol: SymbolId, path: &Path) -> String {
        let found = self.symbols.get(symbol);
        let spoken = |number: &String| spoken_number(self.survey.locale, number);
        let members = found.order.iter();
        let numbers: Vec<String> =
            members.filter_map(|member| self.symbols.get(*member).number.as_ref()).map(spoken).collect();
        match (numbers.first(), numbers.last()) {
            (Some(first), Some(last)) if found.kind == SymbolKind::Part && first != last => {
                self.wording.range_ref.replace("{first}", first).replace("{last}", last)
            }
            (Some(first), _) if found.kind == SymbolKind::Part => first.clone(),
            _ => self.number_or_say(symbol, path),
        }
    }

    /// A label as other places quote it.
    pub(super) fn label_words(&mut self, symbol: SymbolId) -> String {
        let found = self.symbols.get(symbol);
        let scope = found.parent.unwrap_or(symbol);
        let statement = found.statement;
        let code = found.code.clone();
        if self.open_labels >= MOST_QUOTED {
            return code;
        }
        self.open_labels += 1;
        let label = statement.and_then(|statement| {
            statement.label.as_ref().or_else(|| {
                let lead = statement.body.iter().find(|inner| inner.kind == ast::Kind::Lead)?;
                lead.label.as_ref()
            })
        });
        let words = match label {
            Some(label) => self.text(label, scope).plain(),
            None if found.kind == SymbolKind::Specify => self.wording.specify.clone(),
            None => match found.parent {
                Some(parent) if parent != self.symbols.root() => self.label_words(parent),
                _ => code,
            },
        };
        self.open_labels -= 1;
        words
    }

    /// `{overview.status.ended}`, `{operator.name | 貴地連NW}`, `{approval}`.
    fn value(
        &mut self,
        field: &ast::Field,
        path: &Path,
        last: bool,
        otherwise: Option<&str>,
        scope: SymbolId,
        needs_words: bool,
    ) -> Vec<Inline> {
        let Some(symbol) = self.named(path, scope) else { return Vec::new() };
        let kind = self.symbols.get(symbol).kind;
        if kind == SymbolKind::Info {
            let info = self.survey.info.iter().find(|(code, _)| *code == self.symbols.get(symbol).code);
            return match info.and_then(|(_, text)| text.blocks().first()) {
                Some(Block::Paragraph(line)) => line.clone(),
                _ => Vec::new(),
            };
        }
        // A row or column that is no answer by itself is its words, as an option is.
        let is_row = [SymbolKind::Row, SymbolKind::Column].contains(&kind);
        if kind == SymbolKind::Option || (is_row && !self.referents.contains_key(&symbol)) {
            let words = self.label_words(symbol);
            return if words.is_empty() { Vec::new() } else { vec![Inline::Plain(words)] };
        }
        let Some(referent) = self.refer_symbol(symbol, path.span) else { return Vec::new() };
        let variable = match &referent {
            Referent::Choice(choice) => choice.variable,
            Referent::Value(value) => value.variable,
            Referent::Ticks(_)
            | Referent::Flag { .. }
            | Referent::Cells(_)
            | Referent::Grid { .. }
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Calc(_)
            | Referent::Let { .. }
            | Referent::Option => {
                let noun = self.symbols.get(symbol).kind.noun();
                self.say(texts::nothing_to_quote(path.span, &dotted(path), noun));
                return Vec::new();
            }
        };
        if last && !self.last_allowed {
            self.say(types::last_outside(path.span));
            return Vec::new();
        }
        self.quoted(field, path, variable, last && Self::quotable_last(&referent), otherwise, needs_words)
    }

    fn quoted(
        &mut self,
        field: &ast::Field,
        path: &Path,
        variable: VarId,
        last: bool,
        otherwise: Option<&str>,
        needs_words: bool,
    ) -> Vec<Inline> {
        let found = self.variables.get(variable);
        let (personal, origin, role, repeat) = (found.personal, found.origin, found.role, found.repeat);
        // What one occurrence tells of itself, its respondent reads and nobody else.
        let of_this_occurrence = repeat.is_some() && repeat == self.reading_repeat;
        if personal && !self.personal_here && !of_this_occurrence {
            self.say(logic::personal_read(path.span, &dotted(path), origin));
        }
        if repeat.is_some() && repeat != self.reading_repeat {
            let right =
                "a text quotes one answer: write it within the roster, where it is that of the entry".to_owned();
            self.say(logic::repeat_read(path.span, &dotted(path), origin, right));
        }
        if otherwise.is_none() && needs_words {
            self.say(texts::answer_needs_words(field.span, &dotted(path)));
        }
        if role == Role::Retired {
            self.say(names::forward(path.span, &dotted(path), origin));
        }
        let variable = if last { self.last_of(variable) } else { variable };
        vec![Inline::Answer { variable, otherwise: otherwise.unwrap_or_default().to_owned() }]
    }
}
