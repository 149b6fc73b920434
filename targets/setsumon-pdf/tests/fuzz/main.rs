//! Made-up surveys are printed, on every paper and both ways up: a refusal or a broken page is a failure.
//!
//! `SETSUMON_LAYOUTS=10000` tries so many, `SETSUMON_LAYOUT_SEED=7` begins with that seed, `SETSUMON_LAYOUT_FOLDER=wrong` keeps there
//! what went wrong. Every failure names its seed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

mod survey;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_pdf::{Pdf, Theme, print};

use survey::{Chance, Writer};

/// How many are tried where nothing else is said.
const USUAL: u64 = 300;

fn wanted(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |number| number.parse().unwrap_or_else(|_| panic!("{name} is {number}")))
}

/// From A5 to A3, both ways up. Small paper wants smaller text, or nothing has room beside anything.
fn theme(chance: &mut Chance) -> String {
    let paper = chance.one_of(&["a5", "a5", "b5", "a4", "a4", "a4", "b4", "a3"]);
    let landscape = chance.once_in(3);
    let (side, size, top) = if paper == "a5" {
        (8, 7.5, 14)
    } else if paper == "b5" {
        (12, 8.5, 18)
    } else {
        (16, 9.0, 20)
    };
    let marks = chance.one_of(&["before", "behind"]);
    format!(
        "[page]\npaper = \"{paper}\"\nlandscape = {landscape}\nside = {side}\ntop = {top}\nbottom = 14\n[text]\nsize = {size}\n[marks]\nside = \"{marks}\"\n"
    )
}

/// Keeps a file of what went wrong, where that is wanted.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("SETSUMON_LAYOUT_FOLDER") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

/// What is wrong with the print of a seed's survey.
fn tried(seed: u64) -> Option<String> {
    let (text, mut chance) = Writer::new(seed).survey();
    let looks = theme(&mut chance);
    let theme = Theme::parse(&looks).unwrap_or_else(|error| panic!("{looks}{error}"));
    let fillable = chance.once_in(4);
    let told = |words: String| {
        keep(&format!("{seed}.survey"), text.as_bytes());
        keep(&format!("{seed}.toml"), looks.as_bytes());
        Some(format!("seed {seed}: {words}\n{looks}{text}"))
    };
    let sources = MemorySources::new().with("made.survey", text.clone());
    let compilation = Session::new().check(&sources, "made.survey");
    let Some(form) = compilation.soundness.sound() else {
        return told(format!("the generator wrote what is no survey: {:?}", compilation.diagnostics));
    };
    let pdf = Pdf { fonts: Vec::new(), theme, fillable };
    match catch_unwind(AssertUnwindSafe(|| print(&form, &pdf))) {
        Err(_) => told("a panic".to_owned()),
        Ok(Err(problems)) => {
            told(format!("refused: {}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
        }
        Ok(Ok(rendered)) if !rendered.remarks.is_empty() => {
            keep(&format!("{seed}.pdf"), &rendered.pdf);
            let remarks: Vec<String> = rendered.remarks.iter().map(ToString::to_string).collect();
            told(format!("a broken page: {}", remarks.join("; ")))
        }
        Ok(Ok(_)) => None,
    }
}

#[test]
fn every_layout_is_printed() {
    let (first, count) = (wanted("SETSUMON_LAYOUT_SEED", 1), wanted("SETSUMON_LAYOUTS", USUAL));
    let next = AtomicU64::new(first);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        return;
                    }
                    if let Some(told) = tried(seed) {
                        eprintln!("{}", told.lines().next().unwrap_or_default());
                        wrong.lock().unwrap().push(told);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    eprintln!("{count} layouts from seed {first}: {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{} of {count} layouts are wrong; the first:\n{}", wrong.len(), wrong[0]);
}
