//! The one place that knows the typesetting engine: a closed world of one template and one JSON file, the
//! layout, the export, and two walks over the finished pages. When the engine's interface changes, only this file does.

use std::collections::BTreeSet;
use std::path::PathBuf;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, Smart, Str, Value};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, TextItem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};

use crate::problem::{PdfProblem, PdfProblemKind};

/// The default font, brought in by the build script.
static DEFAULT_FONT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/default-font"));

/// The template: it draws what the JSON says and decides nothing about questionnaires.
const TEMPLATE: &str = concat!(
    include_str!("../template/style.typ"),
    include_str!("../template/text.typ"),
    include_str!("../template/answers.typ"),
    include_str!("../template/grids.typ"),
    include_str!("../template/items.typ"),
    include_str!("../template/document.typ"),
);

/// The template's margins: at both sides, at the top, at the bottom.
const MARGINS_MM: [f64; 3] = [16.0, 20.0, 18.0];

/// The template's name for what stands in the margins.
const RUNNING: &str = "running";

/// How far something may stand outside the text area before it counts: no eye sees less, and borders need half their width.
const TOLERANCE_PT: f64 = 1.0;

/// What the caller may choose; everything else is in the data.
#[derive(Debug, Clone, Default)]
pub struct RenderOptions {
    /// Font files, most wanted first. The built-in font follows them, for the characters that they lack.
    pub fonts: Vec<Vec<u8>>,
    /// A stable name of the document, from which its PDF identifier is made.
    pub ident: String,
    /// The date written into the file: year, month, day. The clock is never asked.
    pub date: Option<(i32, u8, u8)>,
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
    let world = PrintWorld::new(data_json, options)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;

    let mut problems = BTreeSet::new();
    for (index, page) in document.pages().iter().enumerate() {
        inspect_page(&page.frame, index.saturating_add(1), &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems.into_iter().collect());
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
    fn new(data_json: String, options: &RenderOptions) -> Result<Self, Vec<PdfProblem>> {
        let fonts = all_fonts(&options.fonts)?;
        let main = file_id("/main.typ")?;
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs(&fonts)).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(main, TEMPLATE.to_owned()),
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

fn inspect_page(page: &Frame, number: usize, problems: &mut BTreeSet<PdfProblem>) {
    let mut walk = Walk { page: page.size(), number, running: false, last: String::new(), problems };
    walk.frame(page, Transform::identity());
}

struct Walk<'a> {
    page: Size,
    number: usize,
    /// Whether the walk is in the running head or foot, which stand in the margins.
    running: bool,
    last: String,
    problems: &'a mut BTreeSet<PdfProblem>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            self.item(item, transform.pre_concat(Transform::translate(position.x, position.y)));
        }
    }

    fn item(&mut self, item: &FrameItem, transform: Transform) {
        match item {
            FrameItem::Group(group) => {
                let before = self.running;
                self.running |= group.label.is_some_and(|label| label.resolve().as_str() == RUNNING);
                self.frame(&group.frame, transform.pre_concat(group.transform));
                self.running = before;
            }
            FrameItem::Text(text) => {
                self.glyphs(text);
                self.last = text.text.to_string();
                // White space at a line's end is invisible and may hang out.
                let visible = text.text.trim_end();
                if !visible.is_empty() {
                    let width = if visible.len() == text.text.len() { text.width() } else { Abs::zero() };
                    self.inside(transform, [Point::zero(), Point::with_x(width)]);
                }
            }
            FrameItem::Shape(shape, _) => {
                let bounds = shape.geometry.bbox(None);
                self.inside(transform, [bounds.min, bounds.max]);
            }
            FrameItem::Image(_, size, _) => self.inside(transform, [Point::zero(), size.to_point()]),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }

    fn inside(&mut self, transform: Transform, corners: [Point; 2]) {
        let [x, top, bottom] = MARGINS_MM.map(Abs::mm);
        let slack = Abs::pt(TOLERANCE_PT);
        let fits = self.running
            || corners.into_iter().all(|corner| {
                let at = corner.transform(transform);
                at.x >= x - slack
                    && at.y >= top - slack
                    && at.x <= self.page.x - x + slack
                    && at.y <= self.page.y - bottom + slack
            });
        if !fits {
            self.found(PdfProblemKind::Overflow { near: self.last.clone() });
        }
    }

    /// Glyph 0 is every font's way to say that it lacks a character.
    fn glyphs(&mut self, text: &TextItem) {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let character = text.text.get(glyph.range()).unwrap_or_default().to_owned();
            self.found(PdfProblemKind::MissingGlyph { character, near: text.text.to_string() });
        }
    }

    fn found(&mut self, kind: PdfProblemKind) {
        self.problems.insert(PdfProblem { page: Some(self.number), kind });
    }
}
