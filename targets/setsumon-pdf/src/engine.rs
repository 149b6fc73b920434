//! The one place that knows the typesetting engine: a closed world of a template and one JSON file, the
//! layout and the export. When the engine's interface changes, only this file and `inspect` do.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;

use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Bytes, Content, Datetime, Dict, Duration, Output, Smart, Str, StyleChain, Target, Value};
use typst::introspection::Introspector;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::{PagedDocument, PagedIntrospector};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::inspect::inspect;
use crate::problem::{PdfProblem, PdfProblemKind};
use crate::theme::Page;

/// The default font, brought in by the build script.
static DEFAULT_FONT: &[u8] = include_bytes!("../fonts/NotoSansJP.ttf");

/// The letters of Latin, Greek and Cyrillic languages, in two weights: what the default font lacks of them, and what it has at
/// the width of a Chinese character.
const EUROPEAN: [&[u8]; 2] = [notosans::REGULAR_TTF, notosans::BOLD_TTF];

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
    /// Whether the file will get fields, which name a font that is not in it: such a file is none for archives.
    pub fillable: bool,
}

/// A printed questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What could not be helped and spoils its looks alone.
    pub remarks: Vec<PdfProblem>,
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
    let laid = lay_out(template, data_json, options)?;
    if laid.problems.is_empty() { laid.export(options) } else { Err(laid.problems) }
}

/// The pages, not yet a file.
pub(crate) struct Laid {
    document: PagedDocument,
    /// Everything wrong with them.
    pub(crate) problems: Vec<PdfProblem>,
}

/// Sets the sheet and walks over its pages.
pub(crate) fn lay_out(template: Template, data_json: String, options: &RenderOptions) -> Result<Laid, Vec<PdfProblem>> {
    let world = PrintWorld::new(template, data_json, options)?;
    let Layout { introspector: _ } = typst::compile::<Layout>(&world).output.map_err(|errors| refused(&errors))?;
    let document = LAST.take().ok_or_else(|| vec![PdfProblem::engine("there are no pages".to_owned())])?;
    let problems = inspect(&document, &options.page);
    Ok(Laid { document, problems })
}

thread_local! {
    /// The pages of the layout at hand. The engine keeps all layouts of a document until the last: of those before, only where
    /// everything stood is needed.
    static LAST: Cell<Option<PagedDocument>> = const { Cell::new(None) };
}

/// A layout without its pages.
struct Layout {
    introspector: Arc<PagedIntrospector>,
}

impl Output for Layout {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine<'_>, content: &Content, styles: StyleChain<'_>) -> SourceResult<Self> {
        drop(LAST.take());
        // What the last but one layout needed and the last did not.
        typst::comemo::evict(1);
        let document = PagedDocument::create(engine, content, styles)?;
        let introspector = document.introspector().clone();
        LAST.set(Some(document));
        Ok(Self { introspector })
    }

    fn introspector(&self) -> &dyn Introspector {
        self.introspector.as_ref()
    }
}

impl Laid {
    /// Writes the file. What is wrong with the pages goes with it as remarks.
    pub(crate) fn export(self, options: &RenderOptions) -> Result<Rendered, Vec<PdfProblem>> {
        let Self { document, problems: remarks } = self;
        // What was remembered of the layout is of no use any more, and as large as the pages themselves.
        forget();
        let date = options.date.and_then(|(year, month, day)| Datetime::from_ymd_hms(year, month, day, 0, 0, 0));
        // PDF/A wants a date in the file, and every font.
        let claims: &[PdfStandard] = if date.is_some() && !options.fillable {
            &[PdfStandard::A_2a, PdfStandard::Ua_1]
        } else {
            &[PdfStandard::Ua_1]
        };
        let standards =
            PdfStandards::new(claims).map_err(|error| vec![PdfProblem::engine(error.message().to_string())])?;
        let settings = PdfOptions {
            ident: Smart::Custom(options.ident.clone()),
            creator: Smart::Custom(Some("Setsumon".to_owned())),
            timestamp: date.map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        let pdf = typst_pdf::pdf(&document, &settings).map_err(|errors| refused(&errors))?;
        let pages = document.pages().len();
        drop(document);
        forget();
        Ok(Rendered { pdf, pages, remarks })
    }
}

/// The engine remembers what it has laid out; a process that prints many forms must not grow with them.
pub(crate) fn forget() {
    typst::comemo::evict(0);
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
            library: LazyHash::new(library(&fonts)),
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
    let path = VirtualPath::new(path).map_err(|_| vec![PdfProblem::engine(format!("{path} is no virtual path"))])?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn all_fonts(own: &[Vec<u8>]) -> Result<Vec<Font>, Vec<PdfProblem>> {
    let mut fonts = Vec::new();
    for (index, bytes) in own.iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(bytes.clone())));
        if fonts.len() == before {
            let kind = PdfProblemKind::UnreadableFont { position: index.saturating_add(1) };
            return Err(vec![PdfProblem::of(kind)]);
        }
    }
    fonts.extend(Font::iter(Bytes::new(DEFAULT_FONT)));
    for face in EUROPEAN {
        fonts.extend(Font::iter(Bytes::new(face)));
    }
    Ok(fonts)
}

/// Whether the bytes are a TrueType or OpenType font, or a collection of them.
pub fn is_font(bytes: &[u8]) -> bool {
    Font::iter(Bytes::new(bytes.to_vec())).next().is_some()
}

/// The engine's own functions, those among them that say in which table cells heads stand.
fn library(fonts: &[Font]) -> Library {
    let features = [Feature::A11yExtras].into_iter().collect();
    Library::builder().with_inputs(inputs(fonts)).with_features(features).build()
}

/// Tells the template the families in their order, each once; and their order for words in European letters: the user's own
/// first, then the last built-in one.
fn inputs(fonts: &[Font]) -> Dict {
    let mut families: Vec<&str> = Vec::new();
    for font in fonts {
        let family = font.info().family.as_str();
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let mut european = families.clone();
    if let Some(last) = european.pop() {
        let default = Font::iter(Bytes::new(DEFAULT_FONT)).next().map(|font| font.info().family.to_string());
        let own = european.iter().position(|family| Some(*family) == default.as_deref()).unwrap_or(european.len());
        european.insert(own, last);
    }
    let array = |names: Vec<&str>| Value::Array(names.into_iter().map(|name| Value::Str(Str::from(name))).collect());
    let mut inputs = Dict::new();
    inputs.insert(Str::from("fonts"), array(families));
    inputs.insert(Str::from("european"), array(european));
    inputs
}

fn refused(errors: &[SourceDiagnostic]) -> Vec<PdfProblem> {
    errors
        .iter()
        .map(|error| {
            let hints: String = error.hints.iter().map(|hint| format!("; {}", hint.v)).collect();
            PdfProblem::engine(format!("{}{hints}", error.message))
        })
        .collect()
}
