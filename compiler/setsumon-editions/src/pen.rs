//! Colours of a terminal, where they are wanted.

#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Red,
    Green,
    Yellow,
}

/// Writes with colours, or without.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    pub(crate) colour: bool,
}

impl Pen {
    pub(crate) fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(crate) fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Red => "31",
            Ink::Green => "32",
            Ink::Yellow => "33",
        };
        self.with(code, text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Both texts, with the stretch from the first to the last difference marked: by its weight, or by `[ ]` where there are no colours.
    pub(crate) fn marked(self, old: &str, new: &str) -> (String, String) {
        let (before, after) =
            (common(old.chars(), new.chars(), 0), |skip| common(old.chars().rev(), new.chars().rev(), skip));
        let (begin, end) = (whole_word(old, new, before), after(before));
        (self.mark("1;31", old, begin, end), self.mark("1;32", new, begin, end))
    }

    fn mark(self, code: &str, text: &str, begin: usize, end: usize) -> String {
        let length = text.chars().count().saturating_sub(begin + end);
        let part = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
        let differing = part(begin, length);
        let differing = match (differing.is_empty(), self.colour) {
            (true, _) => differing,
            (false, true) => self.with(code, &differing),
            (false, false) => format!("[{differing}]"),
        };
        format!("{}{differing}{}", part(0, begin), part(begin + length, end))
    }
}

/// How many characters two texts begin with alike, of which so many are left over in the shorter.
fn common(old: impl Iterator<Item = char>, new: impl Iterator<Item = char>, spared: usize) -> usize {
    let (old, new): (Vec<char>, Vec<char>) = (old.collect(), new.collect());
    let most = old.len().min(new.len()).saturating_sub(spared);
    old.iter().zip(&new).take(most).take_while(|(old, new)| old == new).count()
}

/// Goes back to where an ASCII word begins that is cut by a difference.
fn whole_word(old: &str, new: &str, begin: usize) -> usize {
    let in_word =
        |text: &str, at: usize| text.chars().nth(at).is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    let cut = in_word(old, begin) || in_word(new, begin);
    let back = old.chars().take(begin).collect::<Vec<_>>().into_iter().rev();
    if cut { begin - back.take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '_').count() } else { begin }
}

#[cfg(test)]
mod tests {
    use super::Pen;

    #[test]
    fn what_differs_is_marked_and_nothing_else() {
        let pen = Pen { colour: false };
        for (old, new, before, after) in [
            ("運用中", "稼働中", "[運用]中", "[稼働]中"),
            ("when x is a", "when x in [a, b]", "when x [is a]", "when x [in [a, b]]"),
            ("0 or more", "1 or more", "[0] or more", "[1] or more"),
            ("ああ", "あああ", "ああ", "ああ[あ]"),
            ("", "a", "", "[a]"),
        ] {
            assert_eq!(pen.marked(old, new), (before.to_owned(), after.to_owned()));
        }
    }
}
