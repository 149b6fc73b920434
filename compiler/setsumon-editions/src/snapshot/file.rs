//! A page as a file, in the format of the crate `insta`, so that `cargo insta review` works on it.

/// The ending of a file that waits for review, behind the name of the one that it is to replace.
pub const PENDING: &str = ".new";

const FENCE: &str = "---";

/// A snapshot file. `source` is the survey's file name, `path` and `name` say whose page it is.
pub fn write(source: &str, path: &str, name: &str, content: &str) -> String {
    let name = name.replace('\n', " ");
    let [source, path, name] = [source, path, name.as_str()].map(quoted);
    format!("{FENCE}\nsource: {source}\ndescription: {name}\nexpression: {path}\n{FENCE}\n{content}\n")
}

/// A YAML string between quotation marks.
fn quoted(words: &str) -> String {
    let mut quoted = String::from('"');
    for sign in words.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            sign if sign.is_control() => quoted.push(' '),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// The page in a snapshot file. The head is left unread: what it says, the page says too. A file without a head is all page.
pub fn read(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let page = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map(|(_, page)| page.to_owned());
    page.unwrap_or(text).trim_end().to_owned()
}

/// Whether a file was written by [`write()`], by its head: other tools keep files of the same ending.
pub fn is_ours(text: &str) -> bool {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    let mut begins = |with: &str| lines.next().is_some_and(|line| line.starts_with(with));
    begins(FENCE) && begins("source: \"") && begins("description: \"") && begins("expression: \"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let file = write("a.survey", "a.b", "He said \"so\"\nand \\ went", "label: A\ntype: text");
        assert_eq!(read(&file), "label: A\ntype: text");
        assert!(is_ours(&file) && is_ours(&file.replace('\n', "\r\n")));
        assert!(!is_ours("") && !is_ours("---\nsource: src/lib.rs\nexpression: x\n---\n1\n"));
        assert!(file.contains("description: \"He said \\\"so\\\" and \\\\ went\""), "{file}");
        assert_eq!(read(&file.replace('\n', "\r\n")), "label: A\ntype: text");
        assert_eq!(read("label: A\n"), "label: A");
    }
}
