//! Tables that people open in a spreadsheet: the one way in which CSV is written, so that all of it is read there as it is meant.
//!
//! It begins with a byte order mark and ends its lines with CRLF, because Excel takes it for Shift JIS otherwise. A cell that
//! a spreadsheet would compute – of the author's words or of a respondent's – has an apostrophe before it.

mod table;

use std::borrow::Cow;
use std::io::{self, Write};

pub use table::{BadTable, Table, Width};

/// A table while it is written.
#[derive(Debug)]
pub struct Spreadsheet<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Spreadsheet<W> {
    /// A table with this heading.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(mut out: W, heading: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut sheet = Self { writer: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out) };
        sheet.row(heading)?;
        Ok(sheet)
    }

    /// Adds a row, with as many cells as the heading has.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(inert(cell.as_ref()).as_bytes()).map_err(io::Error::from)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Writes what is left, and gives back where it was written to.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A cell that no spreadsheet takes for a formula. A number is none, with its sign or without. A text that begins with
/// apostrophes before such a sign gets one more, so that [`meant`] gives back every text as it was.
fn inert(cell: &str) -> Cow<'_, str> {
    if is_computed(cell.trim_start_matches('\'')) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The text that a cell was written for.
pub fn meant(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_computed(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => cell,
    }
}

fn is_computed(cell: &str) -> bool {
    // Some programs take the full-width signs for the others.
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let sheet = Spreadsheet::new(Vec::new(), cells).unwrap();
        String::from_utf8(sheet.finish().unwrap()).unwrap()
    }

    #[test]
    fn nothing_is_computed_and_numbers_are_numbers() {
        assert_eq!(
            written(&["=1+1", "-5", "-2.5", "+81-3", "@x", "a=b", ""]),
            "\u{feff}'=1+1,-5,-2.5,'+81-3,'@x,a=b,\r\n"
        );
        assert_eq!(written(&["\t=1", "\r=1"]), "\u{feff}'\t=1,\"'\r=1\"\r\n");
    }

    #[test]
    fn every_text_comes_back() {
        for text in ["=x", "'=x", "''=x", "'x", "-5", "'-5", "-x", "", "'", "\t", "＝x", "-"] {
            assert_eq!(meant(&inert(text)), text);
        }
    }
}
