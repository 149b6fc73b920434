//! What is said about options, lists of them, and bands.

use setsumon_diagnostics::{Code, Diagnostic, Span};

pub(crate) fn no_options(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::NoOptions, span, format!("`{what}` has nothing to choose from"))
        .here("no options")
        .help("write options in its `{ }`, or take a list with `from`")
}

/// Two options of one list that nobody can tell apart.
pub(crate) fn same_label(span: Span, label: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SameLabel, span, format!("two options read `{label}`"))
        .here("the second")
        .label(first, "the first")
        .help("reword one of them: who answers sees the label alone, and the two would be one answer under two codes")
}

pub(crate) fn pick_range(span: Span, options: usize) -> Diagnostic {
    Diagnostic::new(Code::PickRange, span, format!("`pick` must lie between 1 and the {options} options there are"))
        .here("this `pick`")
        .help(match options {
            0 | 1 => "take it out: there is nothing to choose how many of".to_owned(),
            most => format!("write `pick 1..{most}`, or less: at least one, at most {most}"),
        })
}

pub(crate) fn band(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::BandOverlap, span, what.to_owned())
        .here("this row")
        .help("each row begins where the one before ends: `0..4 low \"…\"  5..9 mild \"…\"`")
}

pub(crate) fn list_file(span: Span, path: &str, problem: &str) -> Diagnostic {
    Diagnostic::new(Code::ListFile, span, format!("the list `{path}` is not in order: {problem}"))
        .here("read here")
        .help("the first line names the columns `code,label` and perhaps `note`; each further line is an option")
}

pub(crate) fn option_clause(span: Span, word: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::OptionClause, span, format!("`{word}` means nothing here"))
        .here("this word")
        .help(why.to_owned())
}

/// `none "None of these"` among several answers. `alone` is whether nothing stands behind its label.
pub(crate) fn not_exclusive(span: Span, label: Span, alone: bool) -> Diagnostic {
    let told = Diagnostic::new(Code::NotExclusive, span, "this option can be ticked together with the others")
        .here("it says that none of them is so")
        .help("write `exclusive` behind its label: then it excludes them");
    if alone { told.fix("write `exclusive`", vec![(label.after(), " exclusive".to_owned())]) } else { told }
}

pub(crate) fn nothing_to_select(span: Span, path: &str, kind: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::SelectedIn, span, format!("in the {kind} `{path}` nothing can be selected"))
        .here("selected in it")
        .label(declared, "declared here")
        .help("`selected in` takes the ticked options of an earlier `multi`, or with `as [..]` the rows of a grid so answered")
}

pub(crate) fn selected_kind(span: Span, path: &str, declared: Span, help: &str) -> Diagnostic {
    Diagnostic::new(Code::SelectedIn, span, format!("it is not said what counts as selected in `{path}`"))
        .here("selected in it")
        .label(declared, "declared here")
        .help(help.to_owned())
}
