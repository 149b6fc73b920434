//! Regular expressions where a picture of the answer is wanted: `pattern "[A-Z]{2}[0-9]{4}"`.

use crate::ast::{ClauseKind, Text};
use crate::errors::foreign as errors;
use crate::read::Reader;

/// So many signs at most are written out.
const MOST: usize = 40;

impl Reader<'_, '_, '_> {
    /// The picture at hand. What counts or chooses signs is told: a picture has one sign for each, and braces would be read as a field.
    pub(in crate::read) fn picture(&mut self, text: Text) -> Option<ClauseKind> {
        let raw = self.lexed.slice(text.span.start, text.span.end);
        let inside = raw.trim_matches('"');
        let without = inside.replace("{{", "").replace("}}", "");
        let classes = ["[A-Z", "[a-z", "[0-9", "\\d", "\\w", "^["];
        if !without.contains(['{', '}']) && !classes.iter().any(|class| inside.contains(class)) {
            return Some(ClauseKind::Pattern(text));
        }
        // What was said of its braces as those of a text is no mistake of its own.
        self.out.drop_since(0, text.span);
        self.say(match drawn(inside) {
            Some((right, true)) => errors::expression_for_picture(text.span, raw, &right, true),
            Some((right, false)) => errors::expression_for_picture(text.span, raw, &right, false),
            None => errors::expression_for_picture(text.span, raw, "AA-9999", false),
        });
        None
    }
}

/// An expression as a picture, where it can be one, and whether it says quite the same: `A{2}` may have been meant as the letter itself.
fn drawn(expression: &str) -> Option<(String, bool)> {
    let mut rest = expression.trim_start_matches('^').trim_end_matches('$');
    let mut picture = String::new();
    let mut same = true;
    while let Some(first) = rest.chars().next() {
        let known = [("[A-Z]", 'A'), ("[0-9]", '9'), ("\\d", '9')];
        let class = known.iter().find_map(|(class, sign)| Some((rest.strip_prefix(class)?, *sign)));
        let (behind, sign) = match class {
            Some(found) => found,
            None if matches!(first, '[' | ']' | '(' | ')' | '|' | '*' | '+' | '?' | '.' | '\\' | '{' | '}') => {
                return None;
            }
            None => {
                same &= !matches!(first, 'A' | '9');
                (rest.get(first.len_utf8()..)?, first)
            }
        };
        let (count, behind) = match behind.strip_prefix('{') {
            Some(counted) => {
                let (count, behind) = counted.split_once('}')?;
                (count.parse::<usize>().ok()?, behind)
            }
            None => (1, behind),
        };
        if count == 0 || picture.len().saturating_add(count) > MOST {
            return None;
        }
        picture.extend(std::iter::repeat_n(sign, count));
        rest = behind;
    }
    picture.contains(['A', '9']).then_some((picture, same))
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn expressions_become_pictures_where_they_can() {
        let read = |words: &str| drawn(words);
        assert_eq!(read("[A-Z]{2}[0-9]{4}"), Some(("AA9999".to_owned(), true)));
        assert_eq!(read("^\\d{3}-\\d{4}$"), Some(("999-9999".to_owned(), true)));
        assert_eq!(read("A{2}9{4}"), Some(("AA9999".to_owned(), false)));
        for words in ["[A-Z]+", "{edition}-99", "[a-z]{2}", "\\d{2,4}", "[0-9]{400}", "(a|b)9", ""] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
