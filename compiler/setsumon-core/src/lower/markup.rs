//! Small markup: `**strong**`, links, paragraphs and lists. Everything else in a text is itself.

use crate::text::{Block, Inline, Text, is_address};

/// Stands for something already made, in the order of the things made.
pub(super) const PLACE: char = '\u{FFFC}';

/// Reads a text in which each [`PLACE`] stands for the next of `made`. Links that lead nowhere a reader can go are returned beside it.
pub(super) fn read(words: &str, made: Vec<Inline>) -> (Text, Vec<String>) {
    if made.is_empty() && is_plain(words) {
        let line = if words.is_empty() { Vec::new() } else { vec![Inline::Plain(words.to_owned())] };
        return (Text::new(vec![Block::Paragraph(line)]), Vec::new());
    }
    let mut reader = Reader { made: made.into_iter(), refused: Vec::new() };
    let mut blocks = Vec::new();
    // Lists are for long texts: "1. April" and "- none -" are labels.
    if !words.contains('\n') {
        return (Text::new(vec![Block::Paragraph(reader.inlines(words))]), reader.refused);
    }
    for paragraph in words.split("\n\n") {
        reader.paragraph(paragraph, &mut blocks);
    }
    (Text::new(blocks), reader.refused)
}

/// Whether nothing in a text can be markup: most labels.
fn is_plain(words: &str) -> bool {
    !words.bytes().any(|byte| matches!(byte, b'*' | b'[' | b'\n' | b':'))
}

struct Reader {
    made: std::vec::IntoIter<Inline>,
    refused: Vec<String>,
}

impl Reader {
    fn paragraph(&mut self, paragraph: &str, blocks: &mut Vec<Block>) {
        for line in paragraph.split('\n') {
            let trimmed = line.trim_matches([' ', '\t']);
            if trimmed.is_empty() {
                continue;
            }
            if let Some(item) = trimmed.strip_prefix("- ") {
                let item = self.inlines(item);
                match blocks.last_mut() {
                    Some(Block::Bullets(items)) => items.push(item),
                    _ => blocks.push(Block::Bullets(vec![item])),
                }
            } else if let Some(item) = numbered(trimmed) {
                let item = self.inlines(item);
                match blocks.last_mut() {
                    Some(Block::Numbered(items)) => items.push(item),
                    _ => blocks.push(Block::Numbered(vec![item])),
                }
            } else {
                let line = self.inlines(trimmed);
                blocks.push(Block::Paragraph(line));
            }
        }
    }

    fn inlines(&mut self, words: &str) -> Vec<Inline> {
        let mut signs = Signs { text: words, known: Vec::new() };
        let mut line = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        while let Some(next) = after(words, at).chars().next() {
            let rest = after(words, at);
            if next == PLACE {
                match self.made.next() {
                    Some(Inline::Plain(words)) => plain.push_str(&words),
                    made => {
                        flush(&mut plain, &mut line);
                        line.extend(made);
                    }
                }
                at += next.len_utf8();
                continue;
            }
            // Two stars with white space inside them are stars.
            if let Some((inside, behind)) = signs.between(at, "**", "**")
                && inside.trim() == inside
            {
                flush(&mut plain, &mut line);
                line.push(Inline::Strong(self.inlines(inside)));
                at = behind;
                continue;
            }
            // One star as other editors write it: around whole words, so that 5*3*2 and notes marked *1 stay as they are.
            if let Some((inside, behind)) = signs.between(at, "*", "*")
                && inside.trim() == inside
                && ![plain.chars().next_back(), after(words, behind).chars().next()]
                    .into_iter()
                    .flatten()
                    .any(is_of_a_word)
            {
                flush(&mut plain, &mut line);
                line.push(Inline::Strong(self.inlines(inside)));
                at = behind;
                continue;
            }
            if let Some((inside, behind)) = signs.between(at, "[", "](")
                && let Some(end) = signs.next(")", behind)
            {
                flush(&mut plain, &mut line);
                let url = words.get(behind..end).unwrap_or_default();
                if is_address(url) {
                    let words = self.inlines(inside);
                    line.push(Inline::Link { url: url.to_owned(), words });
                } else {
                    self.refused.push(url.to_owned());
                }
                at = end + 1;
                continue;
            }
            if rest.starts_with("https://") || rest.starts_with("http://") {
                let length = address_length(rest);
                let url = before(rest, length);
                flush(&mut plain, &mut line);
                line.push(Inline::Link { url: url.to_owned(), words: vec![Inline::Plain(url.to_owned())] });
                at += length;
                continue;
            }
            plain.push(next);
            at += next.len_utf8();
        }
        flush(&mut plain, &mut line);
        line
    }
}

/// Where signs stand next in a line. Each is looked for once, however many begin what it would end.
struct Signs<'t> {
    text: &'t str,
    /// A sign, from where it was looked for, and where it stands next.
    known: Vec<(&'static str, usize, Option<usize>)>,
}

impl<'t> Signs<'t> {
    fn next(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        let known = self.known.iter().find(|(known, ..)| *known == sign);
        if let Some((_, since, found)) = known
            && *since <= from
            && found.is_none_or(|found| found >= from)
        {
            return *found;
        }
        let found = after(self.text, from).find(sign).map(|found| from + found);
        self.known.retain(|(known, ..)| *known != sign);
        self.known.push((sign, from, found));
        found
    }

    /// What stands between two signs of which the first is here, and where it goes on behind; something must stand there.
    fn between(&mut self, at: usize, open: &str, close: &'static str) -> Option<(&'t str, usize)> {
        if !after(self.text, at).starts_with(open) {
            return None;
        }
        let from = at + open.len();
        let end = self.next(close, from).filter(|end| *end > from)?;
        Some((self.text.get(from..end)?, end + close.len()))
    }
}

fn flush(plain: &mut String, line: &mut Vec<Inline>) {
    if !plain.is_empty() {
        line.push(Inline::Plain(std::mem::take(plain)));
    }
}

fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

fn before(text: &str, bytes: usize) -> &str {
    text.get(..bytes).unwrap_or(text)
}

fn is_of_a_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '*'
}

fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 { None } else { after(line, digits).strip_prefix(". ") }
}

/// A bare address ends before white space, before anything that is not ASCII, and before closing signs of the sentence around it.
fn address_length(text: &str) -> usize {
    let run = text.bytes().take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>')).count();
    before(text, run).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &str) -> Inline {
        Inline::Plain(words.to_owned())
    }

    #[test]
    fn strong_links_and_lists() {
        let (text, refused) =
            read("見る：**必ず**（https://a.example/x.pdf）\n- 一\n- [二](javascript:alert)\n\n終", vec![]);
        assert_eq!(refused, ["javascript:alert"]);
        assert_eq!(
            text.blocks().to_vec(),
            vec![
                Block::Paragraph(vec![
                    plain("見る："),
                    Inline::Strong(vec![plain("必ず")]),
                    plain("（"),
                    Inline::Link {
                        url: "https://a.example/x.pdf".into(),
                        words: vec![plain("https://a.example/x.pdf")]
                    },
                    plain("）"),
                ]),
                Block::Bullets(vec![vec![plain("一")], vec![]]),
                Block::Paragraph(vec![plain("終")]),
            ]
        );
    }

    /// What looks like an item, a number or an indent is part of a label.
    #[test]
    fn a_text_of_one_line_is_no_list() {
        for words in
            ["1. April", "3. What else?", "- none -", "- ", "12. ", "  - 1. x", "\ttab\t", " blanks ", "-1", "2. **b**"]
        {
            let (text, _) = read(words, vec![]);
            assert_eq!(text.plain(), words.replace("**", ""));
            assert!(matches!(text.blocks(), [Block::Paragraph(_)]), "{words}");
        }
        let (text, _) = read("Either\n1. April\n2. May", vec![]);
        assert!(matches!(text.blocks(), [Block::Paragraph(_), Block::Numbered(items)] if items.len() == 2));
    }

    #[test]
    fn words_between_single_stars_are_strong() {
        for (written, strong) in [
            ("Answer *all* of it", "all"),
            ("これは*必ず*読む", "必ず"),
            ("*all*", "all"),
            ("(*all of it*)", "all of it"),
        ] {
            let (text, _) = read(written, vec![]);
            let Some(Block::Paragraph(line)) = text.blocks().first() else { panic!("{written} is a paragraph") };
            assert!(line.contains(&Inline::Strong(vec![plain(strong)])), "{written}: {line:?}");
        }
        for written in ["5*3*2", "A*, B*", "notes *1 and *2", "* and *", "a*", "*1、*2"] {
            assert_eq!(read(written, vec![]).0.plain(), written);
        }
    }

    #[test]
    fn stars_alone_are_stars() {
        let (text, _) = read("5 ** 3 と **", vec![]);
        assert_eq!(text.plain(), "5 ** 3 と **");
    }
}
