//! From a byte offset to a line and column, as people, terminals and editors count them.

/// A place as it is told to people and editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1, in Unicode code points.
    pub column: u32,
    /// The character in the line, from 0, in UTF-16 units: what the language server protocol speaks.
    pub utf16: u32,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Within long lines: a byte, and how many characters and UTF-16 units of its line stand before it.
    counted: Vec<(u32, u32, u32)>,
}

/// So many bytes of a line are counted through for a place, and no more.
const COUNTED: usize = 512;

fn counted(text: &str) -> Vec<(u32, u32, u32)> {
    let mut marks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > COUNTED {
            let (mut last, mut units) = (0, 0);
            for (characters, (at, char)) in line.char_indices().enumerate() {
                if at - last >= COUNTED {
                    marks.push(((start + at) as u32, characters as u32, units));
                    last = at;
                }
                units += char.len_utf16() as u32;
            }
        }
        start += line.len();
    }
    marks
}

impl LineIndex {
    /// Looks for the line ends of a text.
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        Self { starts, counted: counted(text) }
    }

    /// The line, from 0, in which a byte stands.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1) as u32
    }

    /// The first byte of a line, counted from 0.
    pub fn start_of(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// How many lines there are; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Line and columns of a byte; an offset inside a character or past the end counts as the nearest place before.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.start_of(line).unwrap_or(0);
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let known = self.counted.partition_point(|(at, ..)| *at as usize <= end);
        let known = known.checked_sub(1).and_then(|index| self.counted.get(index)).filter(|(at, ..)| *at >= start);
        let (from, characters, units) = known.copied().unwrap_or((start, 0, 0));
        let before = text.get(from as usize..end).unwrap_or("");
        let column = characters + before.chars().count() as u32 + 1;
        let utf16 = units + before.encode_utf16().count() as u32;
        Position { line: line + 1, column, utf16 }
    }

    /// The byte of a line (from 0) and UTF-16 column (from 0), as an editor sends them.
    pub fn offset(&self, text: &str, line: u32, utf16: u32) -> Option<u32> {
        let start = self.start_of(line)?;
        let end = self.start_of(line + 1).unwrap_or(text.len() as u32);
        let content = text.get(start as usize..end as usize)?;
        let mut units = 0;
        for (at, char) in content.char_indices() {
            if units >= utf16 || char == '\n' {
                return Some(start + at as u32);
            }
            units += char.len_utf16() as u32;
        }
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long lines of letters of one to four bytes, with places everywhere: counted from the line's beginning each time.
    #[test]
    fn a_place_in_a_long_line_is_where_counting_finds_it() {
        let text = format!("short\n{}\nlast é", "aé設😀".repeat(700));
        let lines = LineIndex::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let until = text.get(..at).unwrap();
            let before = until.rsplit('\n').next().unwrap();
            let position = lines.position(&text, at as u32);
            assert_eq!(position.column as usize, before.chars().count() + 1, "{at}");
            assert_eq!(position.utf16 as usize, before.encode_utf16().count(), "{at}");
        }
    }
}
