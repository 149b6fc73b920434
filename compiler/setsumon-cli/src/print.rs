//! How the questionnaire is printed: the options of `build` that only the target `pdf` knows.

#[cfg(feature = "pdf")]
use std::path::Path;
use std::path::PathBuf;

#[cfg(feature = "pdf")]
use crate::exit::Failure;

/// What may be said of the print.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Printed questionnaire")]
pub(crate) struct Print {
    /// How it looks: paper, margins, fonts, sizes, colours, the side of the marks (docs/targets/pdf.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) theme: Option<PathBuf>,

    /// A font preferred to the theme's and to the built-in one; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Vec<PathBuf>,

    /// With fields at the marks and blanks, named by variable, to be filled in on screen.
    #[arg(long)]
    pub(crate) fillable: bool,
}

impl Print {
    /// The first option given, by its name.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let Self { theme, font, fillable } = self;
        [(theme.is_some(), "--theme"), (!font.is_empty(), "--font"), (*fillable, "--fillable")]
            .into_iter()
            .find_map(|(given, name)| given.then_some(name))
    }
}

/// The target, with its theme and fonts read.
#[cfg(feature = "pdf")]
pub(crate) fn target(print: &Print) -> Result<setsumon_pdf::Pdf, Failure> {
    let theme = print.theme.as_deref().map(theme).transpose()?.unwrap_or_default();
    let beside = print.theme.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    let of_theme = theme.text.fonts.iter().map(|font| beside.join(font));
    let fonts = print.font.iter().cloned().chain(of_theme).map(|path| font(&path)).collect::<Result<_, _>>()?;
    Ok(setsumon_pdf::Pdf { fonts, theme, fillable: print.fillable })
}

#[cfg(feature = "pdf")]
fn theme(path: &Path) -> Result<setsumon_pdf::Theme, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    setsumon_pdf::Theme::parse(&text).map_err(|error| {
        Failure::usage(format!("{}:{}{error}", path.display(), if error.has_place() { "" } else { " " }))
            .help("docs/targets/pdf.md lists what a theme may say")
    })
}

#[cfg(feature = "pdf")]
fn font(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    if setsumon_pdf::is_font(&bytes) {
        Ok(bytes)
    } else {
        Err(Failure::usage(format!("`{}` is no TrueType or OpenType font", path.display()))
            .help("give a file that ends in .ttf, .otf, .ttc or .otc"))
    }
}
