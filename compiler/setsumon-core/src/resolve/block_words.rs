//! The words given to a block, put where the block names them.

use rustc_hash::FxHashMap;
use setsumon_syntax::ast::{Clause, ClauseKind, FieldKind, Piece, Statement, Text};

/// Puts the words given to a block where it names them. `room` is what is left of the characters that may be given in all;
/// where none is left, the place stays empty.
pub(super) fn fill_words(statement: &mut Statement, words: &FxHashMap<&str, &Text>, room: &mut usize) {
    let Statement { label, prose, clauses, body, otherwise, .. } = statement;
    for text in label.iter_mut().chain(prose.iter_mut()) {
        fill_text(text, words, room);
    }
    for Clause { span: _, kind } in clauses {
        match kind {
            ClauseKind::Ends { low, high } => {
                fill_text(low, words, room);
                fill_text(high, words, room);
            }
            ClauseKind::Says(setsumon_syntax::ast::Says::Words(text))
            | ClauseKind::Named(text)
            | ClauseKind::Unit(text)
            | ClauseKind::Prefix(text)
            | ClauseKind::Suffix(text)
            | ClauseKind::Then(text)
            | ClauseKind::End(text)
            | ClauseKind::Spelling(text) => fill_text(text, words, room),
            ClauseKind::Revised(reason) | ClauseKind::Break(reason) => fill_text(&mut reason.words, words, room),
            ClauseKind::With(arguments) => arguments.iter_mut().for_each(|(_, text)| fill_text(text, words, room)),
            ClauseKind::Band(rows) => rows.iter_mut().for_each(|row| fill_text(&mut row.label, words, room)),
            ClauseKind::Or(options) => options.iter_mut().for_each(|option| fill_words(option, words, room)),
            ClauseKind::Says(setsumon_syntax::ast::Says::Nothing(_))
            | ClauseKind::Of(_)
            | ClauseKind::Points { .. }
            | ClauseKind::Times { .. }
            | ClauseKind::Parameters(_)
            | ClauseKind::From { .. }
            | ClauseKind::FromFile(_)
            | ClauseKind::SelectedIn { .. }
            | ClauseKind::As(_)
            | ClauseKind::When(_)
            | ClauseKind::Specify { .. }
            | ClauseKind::Required
            | ClauseKind::Optional
            | ClauseKind::Min(_)
            | ClauseKind::Max(_)
            | ClauseKind::Digits(_)
            | ClauseKind::UnitCode(_)
            | ClauseKind::MaxLength(_)
            | ClauseKind::Pattern(_)
            | ClauseKind::Exclusive
            | ClauseKind::Value(_)
            | ClauseKind::Means(_)
            | ClauseKind::Kana(_)
            | ClauseKind::Pick { .. }
            | ClauseKind::Layout(_)
            | ClauseKind::Warn
            | ClauseKind::Marker(_)
            | ClauseKind::Was(_)
            | ClauseKind::Splits(_)
            | ClauseKind::Follows(_)
            | ClauseKind::Allow { .. } => {}
        }
    }
    body.iter_mut().for_each(|inner| fill_words(inner, words, room));
    if let Some(otherwise) = otherwise {
        otherwise.body.iter_mut().for_each(|inner| fill_words(inner, words, room));
    }
}

fn fill_text(text: &mut Text, words: &FxHashMap<&str, &Text>, room: &mut usize) {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.pieces.len());
    for piece in std::mem::take(&mut text.pieces) {
        let filled = match &piece {
            Piece::Field(field) => match &field.kind {
                FieldKind::Value { path, last: false, otherwise: None } => match path.segments.as_slice() {
                    [only] => words.get(only.value.as_str()),
                    _ => None,
                },
                FieldKind::Edition { .. }
                | FieldKind::Calendar { .. }
                | FieldKind::NumberOf(_)
                | FieldKind::NumbersOf(_)
                | FieldKind::LabelOf(_)
                | FieldKind::Value { .. } => None,
            },
            Piece::Plain(_) => None,
        };
        let filled = filled.map(|text| {
            let size = 1 + text.pieces.iter().map(length).sum::<usize>();
            *room = room.saturating_sub(size);
            if *room > 0 { text.pieces.clone() } else { Vec::new() }
        });
        for piece in filled.unwrap_or_else(|| vec![piece]) {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Plain(before)), Piece::Plain(after)) => before.push_str(&after),
                (_, piece) => pieces.push(piece),
            }
        }
    }
    text.pieces = pieces;
}

/// What a piece of a text takes up.
fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Plain(words) => words.len(),
        Piece::Field(_) => 1,
    }
}
