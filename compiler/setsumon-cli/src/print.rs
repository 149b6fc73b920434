//! How the questionnaire is printed: the options of `build` that only the target `pdf` knows.

#[cfg(feature = "pdf")]
use std::path::Path;
use std::path::PathBuf;

use setsumon::editions::compare::Table;
use setsumon::editions::impact::Impact;

use crate::exit::Failure;

/// How something printed looks.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Printed on paper")]
pub(crate) struct Look {
    /// How it looks: paper, margins, fonts, sizes, colours, the side of the marks (docs/targets/pdf.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) theme: Option<PathBuf>,

    /// A font preferred to the theme's and to the built-in one; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Vec<PathBuf>,
}

impl Look {
    /// The first option given, by its name.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let Self { theme, font } = self;
        [(theme.is_some(), "--theme"), (!font.is_empty(), "--font")]
            .into_iter()
            .find_map(|(given, name)| given.then_some(name))
    }
}

/// What may be said of the print.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Printed on paper")]
pub(crate) struct Print {
    #[command(flatten)]
    pub(crate) look: Look,

    /// With fields at the marks and blanks, named by variable, to be filled in on screen.
    #[arg(long)]
    pub(crate) fillable: bool,
}

impl Print {
    /// The first option given, by its name.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let Self { look, fillable } = self;
        look.given().or(fillable.then_some("--fillable"))
    }
}

/// The target, with its theme and fonts read.
#[cfg(feature = "pdf")]
pub(crate) fn target(print: &Print) -> Result<setsumon::targets::pdf::Pdf, Failure> {
    let Print { look, fillable } = print;
    let (theme, fonts) = read(look)?;
    Ok(setsumon::targets::pdf::Pdf { fonts, theme: theme.unwrap_or_default(), fillable: *fillable })
}

/// The theme, if one is named, and the fonts, most wanted first.
#[cfg(feature = "pdf")]
fn read(look: &Look) -> Result<(Option<setsumon::targets::pdf::Theme>, Vec<Vec<u8>>), Failure> {
    let theme = look.theme.as_deref().map(theme).transpose()?;
    let beside = look.theme.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    let of_theme = theme.iter().flat_map(|theme| &theme.text.fonts).map(|font| beside.join(font));
    let fonts = look.font.iter().cloned().chain(of_theme).map(|path| font(&path)).collect::<Result<_, _>>()?;
    Ok((theme, fonts))
}

/// Both editions side by side, on paper.
#[cfg(feature = "pdf")]
pub(crate) fn comparison(table: &Table, look: &Look) -> Result<Vec<u8>, Failure> {
    let (theme, fonts) = read(look)?;
    printed(setsumon::targets::pdf::comparison::print(table, &theme.unwrap_or_default(), fonts))
}

/// What a new edition means, on paper.
#[cfg(feature = "pdf")]
pub(crate) fn impact(told: &Impact, look: &Look) -> Result<Vec<u8>, Failure> {
    let (theme, fonts) = read(look)?;
    printed(setsumon::targets::pdf::impact::print(told, &theme.unwrap_or_default(), fonts))
}

#[cfg(feature = "pdf")]
fn printed(
    printed: Result<setsumon::targets::pdf::Rendered, Vec<setsumon::targets::pdf::PdfProblem>>,
) -> Result<Vec<u8>, Failure> {
    printed.map(|rendered| rendered.pdf).map_err(|problems| {
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::refused(format!("pdf: {}", told.join("; ")))
    })
}

/// Without the engine there is no paper.
#[cfg(not(feature = "pdf"))]
pub(crate) fn comparison(_: &Table, _: &Look) -> Result<Vec<u8>, Failure> {
    Err(crate::registry::without_pdf())
}

/// Without the engine there is no paper.
#[cfg(not(feature = "pdf"))]
pub(crate) fn impact(_: &Impact, _: &Look) -> Result<Vec<u8>, Failure> {
    Err(crate::registry::without_pdf())
}

#[cfg(feature = "pdf")]
fn theme(path: &Path) -> Result<setsumon::targets::pdf::Theme, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    setsumon::targets::pdf::Theme::parse(&text).map_err(|error| {
        Failure::usage(format!("{}:{}{error}", path.display(), if error.has_place() { "" } else { " " }))
            .help("docs/targets/pdf.md lists what a theme may say")
    })
}

#[cfg(feature = "pdf")]
fn font(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    if setsumon::targets::pdf::is_font(&bytes) {
        Ok(bytes)
    } else {
        Err(Failure::usage(format!("`{}` is no TrueType or OpenType font", path.display()))
            .help("give a file that ends in .ttf, .otf, .ttc or .otc"))
    }
}
