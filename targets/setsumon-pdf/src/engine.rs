//! The one place that knows the typesetting engine: a closed world of a template and one JSON file, the
//! layout and the export. When the engine's interface changes, only this file and `inspect` do.

use std::path::PathBuf;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, Smart, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};

use crate::inspect::inspect;
use crate::problem::{PdfProblem, PdfProblemKind};
use crate::theme::Page;

/// The default font, brought in by the build script.
static DEFAULT_FONT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/default-font"));

/// What is drawn. A template draws what the JSON says and decides nothing about questionnaires.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Template {
    /// The printed questionnaire.
    Questionnaire,
    /// Both editions side by side.
    Comparison,
    /// What a new edition means.
    Impact,
}

impl Template {
    fn source(self) -> &'static str {
        match self {
            Self::Questionnaire => concat!(
                include_str!("../template/style.typ"),
                include_str!("../template/text.typ"),
                include_str!("../template/answers.typ"),
                include_str!("../template/grids.typ"),
                include_str!("../template/items.typ"),
                include_str!("../template/document.typ"),
            ),
            Self::Comparison => concat!(
                include_str!("../template/style.typ"),
                include_str!("../template/text.typ"),
                include_str!("../template/comparison.typ"),
            ),
            Self::Impact => concat!(
                include_str!("../template/style.typ"),
                include_str!("../template/text.typ"),
                include_str!("../template/impact.typ"),
            ),
        }
    }
}

/// What the caller may choose; everything else is in the data.
#[derive(Debug, Clone, Default)]
pub struct RenderOptions {
    /// Font files, most wanted first. The built-in font follows them, for the characters that they lack.
    pub fonts: Vec<Vec<u8>>,
    /// A stable name of the document, from which its PDF identifier is made.
    pub ident: String,
    /// The date written into the file: year, month, day. The clock is never asked.
    pub date: Option<(i32, u8, u8)>,
    /// The pages, whose margins are checked.
    pub page: Page,
}

/// A printed questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Sets the sheet, given as JSON, and exports it. Every problem found is returned, in page order.
///
/// # Errors
/// If a font cannot be read, a character is in no font, something stands outside the text area, or the engine refuses.
pub fn render(data_json: String, options: &RenderOptions) -> Result<Rendered, Vec<PdfProblem>> {
    render_with(Template::Questionnaire, data_json, options)
}

/// The same, for any of the templates.
pub(crate) fn render_with(
    template: Template,
    data_json: String,
    options: &RenderOptions,
) -> Result<Rendered, Vec<PdfProblem>> {
    let world = PrintWorld::new(template, data_json, options)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;

    let problems = inspect(&document, &options.page);
    if !problems.is_empty() {
        return Err(problems);
    }

    let date = options.date.and_then(|(year, month, day)| Datetime::from_ymd_hms(year, month, day, 0, 0, 0));
    let settings = PdfOptions {
        ident: Smart::Custom(options.ident.clone()),
        creator: Smart::Custom(Some("Setsumon".to_owned())),
        timestamp: date.map(Timestamp::new_utc),
        page_ranges: None,
        standards: PdfStandards::default(),
        tagged: true,
        pretty: false,
    };
    let pdf = typst_pdf::pdf(&document, &settings).map_err(|errors| refused(&errors))?;
    let pages = document.pages().len();

    // The engine remembers what it has laid out; a process that prints many forms must not grow with them.
    typst::comemo::evict(0);
    Ok(Rendered { pdf, pages })
}

/// All that the template can see: itself, `/data.json`, and the fonts.
struct PrintWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    data: FileId,
    json: Bytes,
}

impl PrintWorld {
    fn new(template: Template, data_json: String, options: &RenderOptions) -> Result<Self, Vec<PdfProblem>> {
        let fonts = all_fonts(&options.fonts)?;
        let main = file_id("/main.typ")?;
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs(&fonts)).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(main, template.source().to_owned()),
            data: file_id("/data.json")?,
            json: Bytes::from_string(data_json),
        })
    }
}

impl World for PrintWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(no_such_file(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data { Ok(self.json.clone()) } else { Err(no_such_file(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn no_such_file(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_without_slash()))
}

fn file_id(path: &str) -> Result<FileId, Vec<PdfProblem>> {
    let path = VirtualPath::new(path).map_err(|_| vec![engine(format!("{path} is no virtual path"))])?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn all_fonts(own: &[Vec<u8>]) -> Result<Vec<Font>, Vec<PdfProblem>> {
    let mut fonts = Vec::new();
    for (index, bytes) in own.iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(bytes.clone())));
        if fonts.len() == before {
            let kind = PdfProblemKind::UnreadableFont { position: index.saturating_add(1) };
            return Err(vec![PdfProblem { page: None, kind }]);
        }
    }
    fonts.extend(Font::iter(Bytes::new(DEFAULT_FONT)));
    Ok(fonts)
}

/// Whether the bytes are a TrueType or OpenType font, or a collection of them.
pub fn is_font(bytes: &[u8]) -> bool {
    Font::iter(Bytes::new(bytes.to_vec())).next().is_some()
}

/// Tells the template the families in their order, each once.
fn inputs(fonts: &[Font]) -> Dict {
    let mut families: Vec<&str> = Vec::new();
    for font in fonts {
        let family = font.info().family.as_str();
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let names: Array = families.into_iter().map(|name| Value::Str(Str::from(name))).collect();
    let mut inputs = Dict::new();
    inputs.insert(Str::from("fonts"), Value::Array(names));
    inputs
}

fn refused(errors: &[SourceDiagnostic]) -> Vec<PdfProblem> {
    errors
        .iter()
        .map(|error| {
            let hints: String = error.hints.iter().map(|hint| format!("; {}", hint.v)).collect();
            engine(format!("{}{hints}", error.message))
        })
        .collect()
}

fn engine(message: String) -> PdfProblem {
    PdfProblem { page: None, kind: PdfProblemKind::Engine { message } }
}
