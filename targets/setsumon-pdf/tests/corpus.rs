//! Surveys that are hard to print: each says in its first line how many pages it has, and is printed with nothing to remark.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test's helpers may fail as the test does: by panicking"
)]

use std::path::Path;

use setsumon_core::form::Form;
use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_pdf::{Pdf, PdfProblem, PdfProblemKind, Theme, print};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/print");

fn form(text: &str) -> Form {
    let sources = MemorySources::new().with("case.survey", text.to_owned());
    let compilation = Session::new().check(&sources, "case.survey");
    compilation.soundness.sound().unwrap_or_else(|| panic!("{:?}\n{text}", compilation.diagnostics))
}

/// How many pages it has, and what there is to remark; or why there are none.
fn pages(text: &str, fillable: bool) -> Result<usize, String> {
    let told = |problems: &[PdfProblem]| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let pdf = Pdf { fonts: Vec::new(), theme: Theme::default(), fillable };
    let rendered = print(&form(text), &pdf).map_err(|problems| told(&problems))?;
    if rendered.remarks.is_empty() { Ok(rendered.pages) } else { Err(told(&rendered.remarks)) }
}

/// Every case: its name and its text.
fn cases() -> Vec<(String, String)> {
    let mut files: Vec<_> = Path::new(CORPUS).read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "the corpus is not where it was");
    files
        .into_iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&file).unwrap())
        })
        .collect()
}

#[test]
fn every_case_is_printed_on_its_pages() {
    let mut wrong = Vec::new();
    for (name, text) in cases() {
        let claim = text.lines().next().and_then(|line| line.strip_prefix("// pages: ")).unwrap_or_default();
        let claim: usize = claim.split(' ').next().unwrap_or_default().parse().unwrap_or_else(|_| {
            panic!("{name}: the first line is not `// pages: N – why`");
        });
        for fillable in [false, true] {
            let found = pages(&text, fillable);
            if found != Ok(claim) {
                wrong.push(format!("{name}, fillable {fillable}: {found:?}, claimed are {claim}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Wherever on the page it begins: what is repeated is not named twice.
#[test]
fn a_table_with_a_way_to_it_is_printed_at_every_height() {
    let (_, text) = cases().into_iter().find(|(name, _)| name.starts_with("grid-with-a-way")).unwrap();
    let mut wrong = Vec::new();
    for lines in (16..60).step_by(2) {
        let text = text.replace("lines 28", &format!("lines {lines}"));
        if let Err(told) = pages(&text, false) {
            wrong.push(format!("{lines} lines: {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How often words stand in a file whose dictionaries are text.
fn count(pdf: &[u8], words: &str) -> usize {
    pdf.windows(words.len()).filter(|window| *window == words.as_bytes()).count()
}

/// A field cannot be parted: its place stands on one page, wherever it begins and however high it is meant to be.
#[test]
fn a_place_for_free_text_is_one_field_on_one_page() {
    let mut wrong = Vec::new();
    for lines in [12, 30, 45, 70, 150] {
        for before in [1, 20, 40] {
            let text = format!(
                "setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection t \"T\" {{\n  longtext a \"A\" layout lines {before}\n  longtext b \"B\" layout lines {lines}\n  group g \"G\" {{\n    text c \"C\"\n    longtext d \"D\" layout lines {lines}\n  }}\n}}\n"
            );
            let pdf = Pdf { fonts: Vec::new(), theme: Theme::default(), fillable: true };
            let rendered = print(&form(&text), &pdf).unwrap_or_else(|problems| panic!("{problems:?}"));
            // A piece of a field that another one speaks for is hidden.
            let (fields, hidden) = (count(&rendered.pdf, "/FT/Tx/Ff 4096"), count(&rendered.pdf, "/F 2/Contents"));
            if (fields, hidden) != (3, 0) || !rendered.remarks.is_empty() {
                wrong.push(format!("{lines} lines behind {before}: {fields} fields, {hidden} pieces"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What has no room on an upright page, whatever it gives up, stands on one that is turned, with its heads; what follows stands
/// upright again, under the same sentence.
#[test]
fn an_item_that_fits_no_other_way_stands_on_a_turned_page() {
    let group = "group kinds \"Kinds\" { lead \"Choose.\"  single which \"Which\" { a \"GEWAESSERUNTERSUCHUNGSVERORDNUNG_M\"  b \"B\" }  grid g \"How many\" { rows { r \"R\"  s \"S\" }  columns { integer n \"Number\"  year since \"Since\" } } }";
    let gate = "single kept \"Kept?\" { yes \"Yes\"  no \"No\" }";
    let theme = Theme::parse("[page]\npaper = \"a5\"\nside = 15\n").unwrap_or_else(|error| panic!("{error}"));
    let pages = |pdf: &[u8]| ["/MediaBox[0 0 419.", "/MediaBox[0 0 595."].map(|size| count(pdf, size));
    for (items, expected) in [
        (format!("{group}\n  integer after \"After\""), [2, 1]),
        (
            format!("{gate}\n  when kept is yes {{ integer before \"Before\"  {group}  integer after \"After\" }}"),
            [2, 1],
        ),
        // The sentence goes with the group, and a section's title too.
        (format!("{gate}\n  when kept is yes {{ {group} }}"), [1, 1]),
        (format!("{gate}\n}}\nsection u \"U\" {{\n  {group}"), [1, 1]),
        (
            format!(
                "{gate}\n}}\nsection u \"U\" {{\n  {group}\n  {}",
                group.replace("kinds", "more").replace("which", "that").replace("grid g ", "grid h ")
            ),
            [1, 1],
        ),
    ] {
        let text =
            format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection t \"T\" {{\n  {items}\n}}\n");
        for fillable in [false, true] {
            let pdf = Pdf { fonts: Vec::new(), theme: theme.clone(), fillable };
            let rendered = print(&form(&text), &pdf).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
            assert_eq!(pages(&rendered.pdf), expected, "fillable {fillable}\n{text}");
            assert!(rendered.remarks.is_empty(), "{:?}\n{text}", rendered.remarks);
        }
    }
}

/// However long titles are, on every paper, with low margins and large letters: what stands in the margins stays there.
#[test]
fn long_titles_stay_in_the_margins() {
    let long = |word: &str, count: usize, gap: &str| vec![word; count].join(gap);
    let titles = [("en", "Neighbourhoods", " "), ("ja", "地域医療情報連携", ""), ("en", "Incomprehensibilities", "")];
    let margins = [("", 9), ("top = 12\nbottom = 12\n", 9), ("top = 12\nbottom = 12\n", 14), ("", 7)];
    let mut wrong = Vec::new();
    for (paper, landscape) in
        [("a5", false), ("a5", true), ("b5", false), ("a4", true), ("us-letter", false), ("a3", true)]
    {
        for (margin, size) in margins {
            let looks =
                format!("[page]\npaper = \"{paper}\"\nlandscape = {landscape}\n{margin}[text]\nsize = {size}\n");
            // Large letters leave small paper no room.
            let Ok(theme) = Theme::parse(&looks) else { continue };
            for (locale, word, gap) in titles {
                let said =
                    [30, 20, 25, 15].map(|count| long(word, if gap.is_empty() { count / 3 } else { count }, gap));
                let [title, publisher, section, item] = said;
                let text = format!(
                    "setsumon 1\nsurvey s \"{title}\" {{ locale {locale}  edition 2025  publisher \"{publisher}\" }}\nsection t \"{section}\" {{\n  longtext a \"{item}\" layout lines 120\n}}\n"
                );
                let pdf = Pdf { fonts: Vec::new(), theme: theme.clone(), fillable: false };
                match print(&form(&text), &pdf) {
                    Ok(rendered) if rendered.remarks.is_empty() && rendered.pages > 1 => {}
                    Ok(rendered) => {
                        wrong.push(format!("{looks}{locale}: {} pages, {:?}", rendered.pages, rendered.remarks))
                    }
                    Err(problems) => {
                        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
                        wrong.push(format!("{looks}{locale} {word}: {}", told.join("; ")));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// What cannot be printed is told with the question, its place and its page.
#[test]
fn a_refusal_names_the_question() {
    let text = "setsumon 1\nsurvey s \"S\" { locale en  edition 2025 }\nsection t \"T\" {\n  group g \"G\" {\n    text a \"A\"\n    text b \"So \u{1f600}\"\n  }\n  text c \"C\"\n}\n";
    let form = form(text);
    let problems = print(&form, &Pdf::default()).unwrap_err();
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(matches!(problem.kind, PdfProblemKind::MissingGlyph { .. }), "{problem:?}");
    let whose = problem.whose.clone().unwrap_or_else(|| panic!("{problem}"));
    assert_eq!((whose.path.as_str(), problem.page), ("t.g", Some(1)));
    let begin = usize::try_from(whose.origin.start).unwrap();
    assert!(text.get(begin..).is_some_and(|rest| rest.starts_with("group g")), "{:?}", whose.origin);
}
