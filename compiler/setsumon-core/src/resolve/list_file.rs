//! Lists of choices that come from a file: the columns `code`, `label`, and perhaps `note` and `kana`.

use crate::names;
use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{Clause, ClauseKind, Kind, Name, Piece, Statement, Text};
use setsumon_syntax::first_unshown;

use crate::spreadsheet::{Table, Width};

/// The options of a file, or what is wrong with it.
pub(super) fn read_list_file(bytes: &[u8], span: Span) -> Result<Vec<Statement>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut table = Table::new(bytes, Width::Ragged).map_err(|bad| bad.to_string())?;
    let headings: Vec<String> = table.heading().iter().map(|heading| heading.trim().to_owned()).collect();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let code = column("code").ok_or("the first line names no column `code`")?;
    let label = column("label").ok_or("the first line names no column `label`")?;
    let note = column("note");
    let kana = column("kana");
    let mut options = Vec::new();
    while let Some((line, row)) = table.row().map_err(|bad| bad.to_string())? {
        let cell = |column: usize| row.get(column).unwrap_or_default().trim();
        let (code, label) = (cell(code), cell(label));
        let sound = !code.is_empty()
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && !names::has_several(code)
            && !code.starts_with('_')
            && !code.ends_with('_');
        if !sound {
            return Err(format!("line {line} has the code `{code}`: small letters, digits and single `_` make a code"));
        }
        if let Some((_, sign)) = row.iter().map(str::trim).find_map(first_unshown) {
            return Err(format!("line {line} has U+{:04X} in it, which cannot be shown", u32::from(sign)));
        }
        if label.is_empty() {
            return Err(format!("line {line} has no label"));
        }
        let mut option = blank_option(span, code, label);
        if let Some(note) = note.map(cell).filter(|note| !note.is_empty()) {
            let mut statement = blank_option(span, "", note);
            statement.kind = Kind::Note;
            statement.code = None;
            option.body.push(statement);
        }
        if let Some(kana) = kana.map(cell).filter(|kana| !kana.is_empty()) {
            option.clauses.push(Clause { span, kind: ClauseKind::Kana(kana.to_owned()) });
        }
        options.push(option);
    }
    Ok(options)
}

fn blank_option(span: Span, code: &str, label: &str) -> Statement {
    Statement {
        kind: Kind::Option,
        kind_span: span,
        span,
        code: Some(Name::new(code.to_owned(), span)),
        label: Some(Text { span, pieces: vec![Piece::Plain(label.to_owned())] }),
        prose: None,
        condition: None,
        clauses: Vec::new(),
        body: Vec::new(),
        body_span: None,
        otherwise: None,
    }
}
