//! Names of variables for programs that take short ones.

use std::collections::BTreeMap;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::script::Script;

/// So many letters of a name Stata takes.
const MOST: usize = 32;

/// Words that Stata keeps for itself.
const RESERVED: &[&str] = &["byte", "double", "float", "if", "in", "int", "long", "using", "with", "strl"];

/// Names that Stata would cut or refuse: one finding for all.
pub(crate) fn stata(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let Some(survey) = script.survey else { return };
    let mut long = 0;
    let mut beginnings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut refused: Vec<&str> = Vec::new();
    for name in &script.names {
        let beginning: String = name.chars().take(MOST).collect();
        long += usize::from(beginning.len() < name.len());
        beginnings.entry(beginning).or_default().push(name);
        if RESERVED.contains(&name.as_str()) {
            refused.push(name);
        }
    }
    let clash = beginnings.values().find(|names| names.len() > 1);
    if long == 0 && refused.is_empty() {
        return;
    }
    let count = beginnings.values().filter(|names| names.len() > 1).map(Vec::len).sum::<usize>();
    let message = match refused.first() {
        Some(name) if long == 0 => format!("Stata does not take the name `{name}`"),
        Some(_) | None if long == 1 => format!("a name is longer than the {MOST} letters that Stata takes"),
        Some(_) | None => format!("{long} names are longer than the {MOST} letters that Stata takes"),
    };
    let here = match clash.map(Vec::as_slice) {
        Some([one, other, ..]) => format!("{count} are cut alike, as `{one}` and `{other}`"),
        Some(_) | None => "cut at the end".to_owned(),
    };
    let place = survey.code.as_ref().map_or(survey.kind_span, |code| code.span);
    found.push(Diagnostic::new(Code::NameForStata, place, message).here(here).help(
        "shorten the codes of sections and questions before the first edition, or rename the columns on their way out",
    ));
}
