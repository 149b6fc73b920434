//! What a case claims of itself: `// expect: clean`, or the names of the diagnostics it must give.
//!
//! The claim is checked before any snapshot, so that accepting snapshots cannot turn a mistake into a pass.

use std::collections::BTreeMap;

use setsumon_diagnostics::{Code, Diagnostics};

/// The claim of a case, written in one of its first three lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    expected: BTreeMap<&'static str, usize>,
}

impl Claim {
    /// Reads the claim of a text.
    pub fn of(text: &str, told: &str) -> Self {
        let line = text
            .lines()
            .take(3)
            .find_map(|line| line.trim().trim_start_matches('\u{feff}').strip_prefix("// expect:"))
            .unwrap_or_else(|| panic!("{told}: none of the first three lines is `// expect: …`"));
        let mut expected = BTreeMap::new();
        for word in line.split(',').map(str::trim).filter(|word| *word != "clean") {
            let code: Code = word.parse().unwrap_or_else(|_| panic!("{told}: `{word}` is no diagnostic"));
            *expected.entry(code.slug()).or_insert(0) += 1;
        }
        Self { expected }
    }

    /// A claim of exactly these.
    pub fn exactly(codes: &[Code]) -> Self {
        let mut expected = BTreeMap::new();
        for code in codes {
            *expected.entry(code.slug()).or_insert(0) += 1;
        }
        Self { expected }
    }

    /// Whether the diagnostic is claimed at all.
    pub fn names(&self, code: Code) -> bool {
        self.expected.contains_key(code.slug())
    }

    /// Says what differs between the claim and what was said, if anything does.
    pub fn differs(&self, said: &Diagnostics) -> Option<String> {
        let mut found: BTreeMap<&'static str, usize> = BTreeMap::new();
        for diagnostic in said {
            *found.entry(diagnostic.code.slug()).or_insert(0) += 1;
        }
        (found != self.expected).then(|| format!("expected {}, found {}", list(&self.expected), list(&found)))
    }
}

fn list(counts: &BTreeMap<&'static str, usize>) -> String {
    if counts.is_empty() {
        return "nothing".to_owned();
    }
    let words =
        counts.iter().map(|(slug, count)| if *count == 1 { (*slug).to_owned() } else { format!("{count} × {slug}") });
    words.collect::<Vec<_>>().join(", ")
}
