//! The lock as a file: one line a code, sorted, so that Git merges it line by line and a reviewer can read it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Entry, Key, Lock, Sort};

/// The first line.
const HEAD: &str = "setsumon lock 1";

const ABOUT: &str = "# Every code that this survey has used, what it holds, in which editions, and what it means.
# `setsumon lock` writes this file. A code keeps its meaning for ever, also when it is no longer used.
";

/// Why a text is no lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where, in bytes.
    pub at: (u32, u32),
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: &'static str,
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    /// Where the text is none, at the first line that is not of one.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let mut lock = Self::default();
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let begin = at;
            at += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            let place = (offset(begin), offset(begin + line.len()));
            let unreadable = |message: String, help| Unreadable { at: place, message, help };
            if number == 0 {
                if line.trim_start_matches('\u{feff}') != HEAD {
                    return Err(unreadable(format!("a lock begins with `{HEAD}`"), WRITTEN));
                }
                continue;
            }
            if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|sign| line.starts_with(sign)) {
                return Err(unreadable("two branches changed the same codes, and Git left both".to_owned(), CONFLICT));
            }
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, mut entry) = entry(line).map_err(|message| unreadable(message, WRITTEN))?;
            entry.at = place;
            if lock.entries.insert(key, entry).is_some() {
                return Err(unreadable("this code has two lines".to_owned(), CONFLICT));
            }
        }
        if text.is_empty() {
            return Err(Unreadable { at: (0, 0), message: format!("a lock begins with `{HEAD}`"), help: WRITTEN });
        }
        Ok(lock)
    }

    /// Writes it: the same codes give the same bytes.
    pub fn write(&self) -> String {
        let mut text = format!("{HEAD}\n{ABOUT}");
        for (Key { name, code }, Entry { editions, kind, label, at: _ }) in &self.entries {
            text.push_str(name);
            if let Some(code) = code {
                let _ = write!(text, ":{code}");
            }
            let _ = writeln!(text, " {} {} {label}", spans(editions), kind.as_str());
        }
        text
    }
}

const WRITTEN: &str = "`setsumon lock` writes this file; take it back as it was, and run that instead of editing it";
const CONFLICT: &str = "take out the marks and keep one line for each code, then run `setsumon lock`";

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn entry(line: &str) -> Result<(Key, Entry), String> {
    let mut parts = line.splitn(4, ' ');
    let (Some(name), Some(editions), Some(kind)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("a line has a code, its editions, what it holds and what it means".to_owned());
    };
    let (name, code) = match name.split_once(':') {
        Some((name, code)) => (name, Some(code)),
        None => (name, None),
    };
    let is_code =
        |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_code(name) || !code.is_none_or(is_code) {
        return Err(format!("`{name}` is no code"));
    }
    let sort = Sort::of_word(kind).filter(|sort| (*sort == Sort::Option) == code.is_some());
    let kind = sort.ok_or_else(|| format!("`{kind}` is nothing that this code could hold"))?;
    let editions =
        editions_of(editions).ok_or_else(|| format!("`{editions}` is no list of editions, as `2021,2023-2024`"))?;
    let key = Key { name: name.to_owned(), code: code.map(str::to_owned) };
    let label = parts.next().unwrap_or_default().to_owned();
    Ok((key, Entry { editions, kind, label, at: (0, 0) }))
}

/// `2021,2023-2024`; `-` for none that is known.
fn spans(editions: &BTreeSet<i64>) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for edition in editions {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *edition => *last = *edition,
            Some(_) | None => runs.push((*edition, *edition)),
        }
    }
    if runs.is_empty() {
        return "-".to_owned();
    }
    let run = |(first, last): &(i64, i64)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

/// No survey has had so many editions in a row.
const MOST: i64 = 1000;

fn editions_of(text: &str) -> Option<BTreeSet<i64>> {
    let mut editions = BTreeSet::new();
    if text == "-" {
        return Some(editions);
    }
    for run in text.split(',') {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let (first, last): (i64, i64) = (first.parse().ok()?, last.parse().ok()?);
        if first > last || last - first > MOST {
            return None;
        }
        editions.extend(first..=last);
    }
    Some(editions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "s__kind 2021,2023-2025 code What are you?\ns__kind:bar 2021 option A bar\ns__kind:café_old - option \ns__n 2025 integer N / (a : b) \n";

    #[test]
    fn what_is_written_is_read() {
        let text = format!("{HEAD}\n{ABOUT}{}", TEXT.replace("é", "e"));
        let lock = Lock::read(&text).unwrap();
        assert_eq!(lock.len(), 4);
        assert_eq!(lock.write(), text);
        assert_eq!(Lock::read(&text.replace('\n', "\r\n")).unwrap().write(), text, "as some editors save it");
    }

    #[track_caller]
    fn refused(lines: &str, what: &str) {
        let text = format!("{HEAD}\n{lines}");
        let Unreadable { at, message, help: _ } = Lock::read(&text).unwrap_err();
        let place = text.get(at.0 as usize..at.1 as usize).unwrap();
        assert_eq!(format!("{place}: {message}"), what);
    }

    #[test]
    fn what_is_no_lock_is_told_at_its_line() {
        refused(
            "a 2024 tick A\n<<<<<<< HEAD\n",
            "<<<<<<< HEAD: two branches changed the same codes, and Git left both",
        );
        refused("a 2024 tick A\na 2023 tick A\n", "a 2023 tick A: this code has two lines");
        refused("a 2024\n", "a 2024: a line has a code, its editions, what it holds and what it means");
        refused("a-b 2024 tick A", "a-b 2024 tick A: `a-b` is no code");
        refused("a 2024-2023 tick A", "a 2024-2023 tick A: `2024-2023` is no list of editions, as `2021,2023-2024`");
        refused("a 2024 tack A", "a 2024 tack A: `tack` is nothing that this code could hold");
        assert!(Lock::read("").is_err());
        assert_eq!(Lock::read("[[package]]\n").unwrap_err().message, "a lock begins with `setsumon lock 1`");
    }
}
