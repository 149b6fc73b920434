//! Tables as spreadsheets and databases save them, read so that no row is taken for something else: an open quote is told, where a
//! reader of CSV alone would take all that follows for one cell.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use csv::{ByteRecord, StringRecord};

/// Why a table cannot be read on.
#[derive(Debug)]
pub enum BadTable {
    /// It cannot be read at all.
    Unread(io::Error),
    /// A quote that is opened in this line, counted from 1, and never closed.
    OpenQuote(u64),
    /// A line, counted from 1, that is no UTF-8.
    NotUtf8(u64),
    /// A line with other than so many cells as the first line has.
    Cells {
        /// The line, counted from 1.
        line: u64,
        /// Its cells.
        cells: usize,
        /// Those of the first line.
        headings: usize,
    },
    /// A first line whose columns something else than a comma separates.
    Separator(char),
}

impl fmt::Display for BadTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => write!(f, "{error}"),
            Self::OpenQuote(line) => write!(f, "line {line}: a quote is opened and never closed"),
            Self::NotUtf8(line) => {
                write!(f, "line {line} is not UTF-8: save the file as “CSV UTF-8”; it was probably saved as Shift_JIS")
            }
            Self::Cells { line, cells, headings } => {
                write!(f, "line {line} has {cells} cells, and the first line has {headings}")
            }
            Self::Separator('\t') => f.write_str("tabs stand between its columns: separate them by commas"),
            Self::Separator(sign) => write!(f, "`{sign}` stands between its columns: separate them by commas"),
        }
    }
}

/// Whether every row has as many cells as the first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Each has.
    Full,
    /// Cells may be missing at the end of a row, or stand beyond it.
    Ragged,
}

/// A table while it is read.
#[derive(Debug)]
pub struct Table<R: Read> {
    reader: csv::Reader<Lines<R>>,
    width: Width,
    heading: StringRecord,
}

impl<R: Read> Table<R> {
    /// Reads the first line of a table that has no byte order mark any more.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn new(input: R, width: Width) -> Result<Self, BadTable> {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Lines::new(input));
        let mut table = Self { reader, width, heading: StringRecord::new() };
        if let Some((_, heading)) = table.record()? {
            table.heading = heading;
        }
        let only = if table.heading.len() == 1 { table.heading.get(0).unwrap_or_default() } else { "" };
        match [';', '\t'].into_iter().find(|sign| only.contains(*sign)) {
            Some(sign) => Err(BadTable::Separator(sign)),
            None => Ok(table),
        }
    }

    /// The first line.
    pub fn heading(&self) -> &StringRecord {
        &self.heading
    }

    /// The next row and its line, counted from 1; none at the end. Empty lines are no rows.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn row(&mut self) -> Result<Option<(u64, StringRecord)>, BadTable> {
        let Some((line, row)) = self.record()? else { return Ok(None) };
        let (cells, headings) = (row.len(), self.heading.len());
        match self.width {
            Width::Full if cells != headings => Err(BadTable::Cells { line, cells, headings }),
            Width::Full | Width::Ragged => Ok(Some((line, row))),
        }
    }

    fn record(&mut self) -> Result<Option<(u64, StringRecord)>, BadTable> {
        let mut record = ByteRecord::new();
        let read = self.reader.read_byte_record(&mut record);
        let lines = self.reader.get_mut();
        if !read.map_err(|error| lines.told(error))? {
            return Ok(None);
        }
        let line = lines.begun.pop_front().unwrap_or(lines.line);
        match StringRecord::from_byte_record(record) {
            Ok(record) => Ok(Some((line, record))),
            Err(_) => Err(BadTable::NotUtf8(line)),
        }
    }
}

/// Where in a table a byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the begin of a row.
    Row,
    /// At the begin of a cell.
    Cell,
    /// In a cell without quotes.
    Bare,
    /// In quotes.
    Quoted,
    /// Behind a quote in quotes: it ends them, or is the first half of one that is meant.
    Closing,
}

/// What is read, with every end of a row as a line feed, the line in which each row begins, and whether a quote is open.
#[derive(Debug)]
struct Lines<R> {
    inner: R,
    state: State,
    /// Whether a carriage return has ended a row, so that a line feed behind it ends none.
    returned: bool,
    /// The line, counted from 1.
    line: u64,
    /// The line in which the last quote was opened.
    opened: u64,
    /// The lines in which the rows begin that were read and not yet taken.
    begun: VecDeque<u64>,
}

impl<R> Lines<R> {
    fn new(inner: R) -> Self {
        Self { inner, state: State::Row, returned: false, line: 1, opened: 1, begun: VecDeque::new() }
    }

    /// What is wrong, as it is known here.
    fn told(&self, error: csv::Error) -> BadTable {
        if let csv::ErrorKind::Io(inner) = error.kind()
            && inner.kind() == io::ErrorKind::UnexpectedEof
        {
            return BadTable::OpenQuote(self.opened);
        }
        BadTable::Unread(io::Error::from(error))
    }

    /// What becomes of a byte; none where it goes.
    fn byte(&mut self, byte: u8) -> Option<u8> {
        if std::mem::take(&mut self.returned) && byte == b'\n' {
            return None;
        }
        if self.state == State::Row && !matches!(byte, b'\r' | b'\n') {
            self.begun.push_back(self.line);
        }
        let quoted = self.state == State::Quoted;
        self.state = match (self.state, byte) {
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, _) => State::Quoted,
            (State::Row | State::Cell, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Closing, b'"') => State::Quoted,
            (_, b',') => State::Cell,
            (_, b'\r' | b'\n') => State::Row,
            (State::Row | State::Cell | State::Bare | State::Closing, _) => State::Bare,
        };
        if quoted {
            self.line += u64::from(byte == b'\n');
            return Some(byte);
        }
        if matches!(byte, b'\r' | b'\n') {
            self.returned = byte == b'\r';
            self.line += 1;
            return Some(b'\n');
        }
        Some(byte)
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 && self.state == State::Quoted && !buffer.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let mut kept = 0;
            for at in 0..read {
                let Some(byte) = buffer.get(at).copied().and_then(|byte| self.byte(byte)) else { continue };
                if let Some(place) = buffer.get_mut(kept) {
                    *place = byte;
                    kept += 1;
                }
            }
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives so many bytes at a time.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let size = self.1.min(self.0.len()).min(buffer.len());
            let (now, then) = self.0.split_at(size);
            buffer[..size].copy_from_slice(now);
            self.0 = then;
            Ok(size)
        }
    }

    fn read(text: &[u8], width: Width, drops: usize) -> Result<Vec<(u64, Vec<String>)>, String> {
        let mut table = Table::new(Drops(text, drops), width).map_err(|bad| bad.to_string())?;
        let mut rows = vec![(1, table.heading().iter().map(str::to_owned).collect())];
        while let Some((line, row)) = table.row().map_err(|bad| bad.to_string())? {
            rows.push((line, row.iter().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    /// Every end of a line, in one piece and in drops: the same rows, at their lines.
    #[test]
    fn rows_stand_at_their_lines_whatever_ends_them() {
        let text = "a,b\n1,\"x\"\n\n\n\"two\nlines\",\"say \"\"y\"\"\"\n3,z\"z\n";
        let quoted = |text: &str, end: &str| {
            // What stands in quotes stays as it is.
            text.replace('\n', end).replace(&format!("two{end}lines"), "two\nlines")
        };
        for end in ["\n", "\r\n", "\r"] {
            for drops in [1, 2, 3, 1000] {
                let rows = read(quoted(text, end).as_bytes(), Width::Full, drops).unwrap();
                let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
                assert_eq!(lines, [1, 2, 5, 7], "{end:?}");
                assert_eq!(rows[2].1, ["two\nlines", "say \"y\""], "{end:?}");
                assert_eq!(rows[3].1, ["3", "z\"z"]);
            }
        }
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        for (text, told) in [
            (&b"a,b\n1,2\n3,\"x\n4,5\n"[..], "line 3: a quote is opened and never closed"),
            (b"a,\"b\n", "line 1: a quote is opened and never closed"),
            (b"a,b\r\n1,2\r\n3\r\n", "line 3 has 1 cells, and the first line has 2"),
            (b"a,b\n\x82\xa0,2\n", "line 2 is not UTF-8"),
            (b"a;b\n1;2\n", "`;` stands between its columns"),
            (b"a\tb\n", "tabs stand between its columns"),
        ] {
            let said = read(text, Width::Full, 1000).unwrap_err();
            assert!(said.starts_with(told), "{said}");
        }
        assert_eq!(read(b"a,b\n3\n", Width::Ragged, 1000).unwrap()[1].1, ["3"]);
    }
}
