//! Rosters on paper: so many places are printed, and somebody has fewer entries, or more.

use std::collections::BTreeSet;

use setsumon_pdf::{Theme, sheet_of};
use setsumon_tests::project::Project;

use crate::sheet::words;

/// Whoever has fewer entries than there are places is told to leave the rest empty, whoever may have more what to do with them; nobody
/// is told either who cannot.
#[test]
fn a_roster_says_what_is_done_with_its_places() {
    // A table of lines, and a block for each entry; at most so many are printed.
    for (items, most) in [("text a \"A\"", 20), ("text a \"A\" { hint \"In full\" }", 10)] {
        for (min, max) in
            [(0, 1), (0, 5), (5, 5), (1, 1), (0, most), (most, most), (0, most + 1), (most, 99), (most + 1, 99)]
        {
            let places = most.min(max);
            for (locale, fewer, more) in [
                (
                    "en",
                    "If there are fewer, leave the rest empty.",
                    format!(
                        "If there are more than {places}, write the others (up to {max} in all) on a separate sheet."
                    ),
                ),
                (
                    "ja",
                    "これより少ない場合は、残りの欄を空欄のままにしてください。",
                    format!("{places}件を超える場合は、残り（全部で{max}件まで）を別紙にご記入ください。"),
                ),
            ] {
                let roster = format!("repeat r \"R\" {min}..{max} {{ {items} }}");
                for around in [roster.clone(), format!("group g \"G\" {{ text z \"Z\"  {roster} }}")] {
                    let survey = format!(
                        "setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition 2025 }}\nsection s \"S\" {{\n{around}\n}}\n"
                    );
                    let compiled = Project::of(&survey).compile();
                    let (sheet, widgets) = sheet_of(compiled.form(&survey), &Theme::default());
                    let printed: BTreeSet<&str> = widgets
                        .iter()
                        .map(|widget| widget.name.as_str())
                        .filter(|name| name.contains("r__a["))
                        .collect();
                    assert_eq!(printed.len(), places, "{locale} {around}");
                    let said = words(&serde_json::to_value(&sheet.blocks).expect("JSON"));
                    assert_eq!(said.contains(fewer), min < places, "{locale} {around}: {said}");
                    assert_eq!(said.contains(&more), max > places, "{locale} {around}: {said}");
                }
            }
        }
    }
}
