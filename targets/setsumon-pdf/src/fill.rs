//! The pass over the finished file that makes it a form (ISO 32000-1, 12.7), as an incremental update (7.5.6).
//!
//! The engine knows no fields. The template draws a link to `field:N` around each place to write; here the N-th field takes
//! the link's place, with its rectangle and its place in the tree that screen readers go by. Of the file only that is relied on
//! which the engine's writer does: a plain table of cross-references and dictionaries that are text. What is otherwise is an error.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::widget::{Kind, Widget};

/// How the template's links to fields begin.
const LINK: &str = "/URI(field:";
/// A flag of an annotation (12.5.3): hidden.
const HIDDEN: u32 = 2;
/// Flags of fields (12.7.3.1, 12.7.4): several lines; one of several, which cannot be taken back but by another.
const MULTILINE: u32 = 1 << 12;
const RADIO: u32 = (1 << 14) | (1 << 15);
/// A font that every reader replaces by a Japanese one of its own. Its size is given: readers that choose it shrink what is
/// written in a low field until nobody can read it.
const LINE_TEXT: &str = "(/HeiKaku 8 Tf 0 g)";
const LINES_TEXT: &str = "(/HeiKaku 9 Tf 0 g)";

/// Puts the fields into a finished file.
///
/// # Errors
/// Where the file is not as the engine writes it; with what was looked for.
pub(crate) fn fill(pdf: &[u8], widgets: &[Widget]) -> Result<Vec<u8>, String> {
    let file = File::read(pdf).ok_or("the file has no plain table of cross-references")?;
    let mut update = Update { next: file.offsets.len(), objects: BTreeMap::new(), looks: BTreeMap::new() };
    let mut fields = Fields::default();
    let mut links: BTreeMap<usize, Vec<(usize, Link)>> = BTreeMap::new();
    for number in 0..file.offsets.len() {
        let Some(link) = file.dictionary(number).and_then(Link::read) else { continue };
        links.entry(link.field).or_default().push((number, link));
    }
    for (field, pieces) in links {
        let widget = widgets.get(field).ok_or_else(|| format!("there is no field {field}"))?;
        let Some((number, link)) = whole(&pieces) else { continue };
        for (other, piece) in pieces.iter().filter(|(other, _)| *other != number) {
            update.objects.insert(*other, piece.hidden(widget));
        }
        fields.add(number, &link, widget, &mut update);
    }
    if fields.annotations.is_empty() {
        return Err("no field was drawn".to_owned());
    }
    for number in 0..file.offsets.len() {
        let Some(dictionary) = file.dictionary(number) else { continue };
        if let Some(changed) = fields.retagged(dictionary) {
            update.objects.insert(number, changed);
        } else if is_page(dictionary) && !dictionary.contains("/Tabs") {
            // Tabs go by the tree of the content, which is the reading order.
            update.objects.insert(number, with(dictionary, "/Tabs/S"));
        }
    }
    let form = fields.form(&mut update);
    let root = number_after(file.trailer, "/Root ").ok_or("the file has no root")?;
    let catalog = file.dictionary(root).ok_or("the file has no catalogue")?;
    update.objects.insert(root, with(catalog, &format!("/AcroForm {form} 0 R")));
    update.write(&file)
}

/// The file as it came.
struct File<'a> {
    bytes: &'a [u8],
    /// Where each object begins.
    offsets: Vec<usize>,
    trailer: &'a str,
    table: usize,
}

impl<'a> File<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let tail = bytes.get(last(bytes, b"startxref")?..)?;
        let table: usize = std::str::from_utf8(tail).ok()?.split_whitespace().nth(1)?.parse().ok()?;
        let text = std::str::from_utf8(bytes.get(table..)?).ok()?;
        let (entries, rest) = text.strip_prefix("xref\n")?.split_once("trailer\n")?;
        let (head, entries) = entries.split_once('\n')?;
        let count: usize = head.strip_prefix("0 ")?.parse().ok()?;
        let offsets: Vec<usize> = entries.lines().map_while(|line| line.split(' ').next()?.parse().ok()).collect();
        let trailer = rest.split_once("\nstartxref")?.0;
        (offsets.len() == count).then_some(Self { bytes, offsets, trailer, table })
    }

    /// An object that is a dictionary of text.
    fn dictionary(&self, number: usize) -> Option<&'a str> {
        let object = self.bytes.get(*self.offsets.get(number)?..)?;
        let head = format!("{number} 0 obj\n");
        let body = object.strip_prefix(head.as_bytes())?;
        if !body.starts_with(b"<<") {
            return None;
        }
        let end = body.windows(7).position(|window| window == b"\nendobj" || window == b"\nstream")?;
        let (dictionary, behind) = body.split_at_checked(end)?;
        if behind.starts_with(b"\nstream") { None } else { std::str::from_utf8(dictionary).ok() }
    }
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

/// A link that stands for a field.
struct Link {
    field: usize,
    rect: [f64; 4],
    parent: Option<usize>,
}

impl Link {
    fn read(dictionary: &str) -> Option<Self> {
        if !dictionary.contains("/Subtype/Link") {
            return None;
        }
        let field = number_after(dictionary, LINK)?;
        let whole = <[f64; 4]>::try_from(numbers(dictionary, "/Rect[")?).ok()?;
        let pieces = numbers(dictionary, "/QuadPoints[").unwrap_or_default();
        let rect = in_one_line(pieces.chunks_exact(8).filter_map(around).collect()).unwrap_or(whole);
        Some(Self { field, rect, parent: number_after(dictionary, "/StructParent ") })
    }

    /// A piece that another one speaks for: it stays in the tree, and nobody sees it.
    fn hidden(&self, widget: &Widget) -> String {
        let parent = self.parent.map_or_else(String::new, |parent| format!("/StructParent {parent}"));
        let tip = text(&widget.tip);
        format!("<</Type/Annot/Subtype/Link/Rect[0 0 0 0]/F {HIDDEN}/Contents{tip}{parent}>>")
    }

    /// The same, with room for a line of text.
    fn high_enough(&self, kind: &Kind) -> Self {
        let [left, bottom, right, top] = self.rect;
        let top = match kind {
            Kind::Line => top.max(bottom + LEAST_HEIGHT),
            Kind::Radio(_) | Kind::Check | Kind::Lines => top,
        };
        Self { field: self.field, rect: [left, bottom, right, top], parent: self.parent }
    }

    fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.rect;
        ((right - left).abs(), (top - bottom).abs())
    }
}

/// The numbers of an array of a dictionary.
fn numbers(dictionary: &str, name: &str) -> Option<Vec<f64>> {
    let array = dictionary.split_once(name)?.1.split_once(']')?.0;
    Some(array.split_whitespace().map_while(|number| number.parse().ok()).collect())
}

/// The rectangle around the four corners of a piece.
fn around(corners: &[f64]) -> Option<[f64; 4]> {
    let side = |first: usize, least: bool| {
        let numbers = corners.iter().skip(first).step_by(2).copied();
        if least { numbers.reduce(f64::min) } else { numbers.reduce(f64::max) }
    };
    Some([side(0, true)?, side(1, true)?, side(0, false)?, side(1, false)?])
}

/// A line to write on is drawn in two pieces, the second as long as there is room: the field is both, or on two lines the longer.
fn in_one_line(pieces: Vec<[f64; 4]>) -> Option<[f64; 4]> {
    let width = |[left, _, right, _]: &[f64; 4]| right - left;
    let longest = pieces.iter().copied().max_by(|a, b| width(a).total_cmp(&width(b)))?;
    let in_line = pieces.iter().filter(|piece| (piece[1] - longest[1]).abs() < 1.0);
    Some(in_line.fold(longest, |[left, low, right, high], piece| {
        [left.min(piece[0]), low.min(piece[1]), right.max(piece[2]), high.max(piece[3])]
    }))
}

/// A field that was drawn in several pieces, as one: those in a line together, of those on several lines or pages the longest.
fn whole(pieces: &[(usize, Link)]) -> Option<(usize, Link)> {
    let rect = in_one_line(pieces.iter().map(|(_, link)| link.rect).collect())?;
    let in_it = |link: &Link| (link.rect[1] - rect[1]).abs() < 1.0;
    let (number, link) = pieces.iter().find(|(_, link)| in_it(link))?;
    Some((*number, Link { field: link.field, rect, parent: link.parent }))
}

fn number_after(text: &str, name: &str) -> Option<usize> {
    let (_, behind) = text.split_once(name)?;
    let digits = behind.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn is_page(dictionary: &str) -> bool {
    dictionary.contains("/Type/Page") && !dictionary.contains("/Type/Pages")
}

/// A dictionary with further entries.
fn with(dictionary: &str, entries: &str) -> String {
    let inner = dictionary.trim_end();
    let open = inner.strip_suffix(">>").unwrap_or(inner);
    format!("{open}{entries}>>")
}

/// The fields so far.
#[derive(Default)]
struct Fields {
    annotations: BTreeSet<usize>,
    /// The fields at the root, in reading order.
    roots: Vec<usize>,
    radios: BTreeMap<String, Radio>,
}

/// A field over several circles.
struct Radio {
    number: usize,
    tip: String,
    kids: Vec<usize>,
}

impl Fields {
    fn add(&mut self, number: usize, link: &Link, widget: &Widget, update: &mut Update) {
        let link = link.high_enough(&widget.kind);
        let (width, height) = link.size();
        let [left, bottom, right, top] = link.rect;
        let mut entries = format!("<</Type/Annot/Subtype/Widget/Rect[{left} {bottom} {right} {top}]/F 4");
        if let Some(parent) = link.parent {
            let _ = write!(entries, "/StructParent {parent}");
        }
        let (name, tip) = (text(&widget.name), text(&widget.tip));
        let own = match &widget.kind {
            Kind::Radio(code) => {
                let parent = self.radio(number, widget, update);
                let [on, off] = [Look::Dot, Look::Nothing].map(|look| update.look(look, width, height));
                let code = pdf_name(code);
                format!("/Parent {parent} 0 R/Contents{tip}/AS/Off/AP<</N<</{code} {on} 0 R/Off {off} 0 R>>>>")
            }
            Kind::Check => {
                self.roots.push(number);
                let [on, off] = [Look::Tick, Look::Nothing].map(|look| update.look(look, width, height));
                format!("/FT/Btn/T{name}/TU{tip}/Contents{tip}/V/Off/AS/Off/AP<</N<</1 {on} 0 R/Off {off} 0 R>>>>")
            }
            Kind::Line => {
                self.roots.push(number);
                let nothing = update.look(Look::Nothing, width, height);
                format!("/FT/Tx/T{name}/TU{tip}/Contents{tip}/DA{LINE_TEXT}/AP<</N {nothing} 0 R>>")
            }
            Kind::Lines => {
                self.roots.push(number);
                let nothing = update.look(Look::Nothing, width, height);
                format!("/FT/Tx/Ff {MULTILINE}/T{name}/TU{tip}/Contents{tip}/DA{LINES_TEXT}/AP<</N {nothing} 0 R>>")
            }
        };
        entries.push_str(&own);
        entries.push_str(">>");
        update.objects.insert(number, entries);
        self.annotations.insert(number);
    }

    /// The field over the circles of a name.
    fn radio(&mut self, kid: usize, widget: &Widget, update: &mut Update) -> usize {
        let radio = self.radios.entry(widget.name.clone()).or_insert_with(|| {
            let number = update.new_number();
            self.roots.push(number);
            Radio { number, tip: widget.name.clone(), kids: Vec::new() }
        });
        radio.kids.push(kid);
        radio.number
    }

    /// An element of the content's tree that was a link and holds a field now.
    fn retagged(&self, dictionary: &str) -> Option<String> {
        if !dictionary.contains("/Type/StructElem/S/Link") {
            return None;
        }
        let mut objects = dictionary.split("/Obj ").skip(1).filter_map(|behind| behind.split(' ').next()?.parse().ok());
        objects
            .any(|object: usize| self.annotations.contains(&object))
            .then(|| dictionary.replacen("/S/Link", "/S/Form", 1))
    }

    /// Writes the form itself, and gives its number.
    fn form(self, update: &mut Update) -> usize {
        for (name, Radio { number, tip, kids }) in self.radios {
            let kids = references(&kids);
            let (name, tip) = (text(&name), text(&tip));
            update.objects.insert(number, format!("<</FT/Btn/Ff {RADIO}/T{name}/TU{tip}/V/Off/Kids[{kids}]>>"));
        }
        let descendant = update.new_number();
        update.objects.insert(
            descendant,
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)\
             /Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/FontBBox[-92 -250 1010 922]\
             /ItalicAngle 0/Ascent 752/Descent -221/CapHeight 737/StemV 114>>>>"
                .to_owned(),
        );
        let font = update.new_number();
        update.objects.insert(
            font,
            format!(
                "<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5-UniJIS-UCS2-H/Encoding/UniJIS-UCS2-H\
                 /DescendantFonts[{descendant} 0 R]>>"
            ),
        );
        let form = update.new_number();
        let roots = references(&self.roots);
        update.objects.insert(
            form,
            format!("<</Fields[{roots}]/NeedAppearances false/DA{LINE_TEXT}/DR<</Font<</HeiKaku {font} 0 R>>>>>>"),
        );
        form
    }
}

fn references(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!("{number} 0 R")).collect::<Vec<_>>().join(" ")
}

/// What is written behind the file.
struct Update {
    next: usize,
    objects: BTreeMap<usize, String>,
    /// Appearances, by kind, width and height in tenths of a point.
    looks: BTreeMap<(Look, String), usize>,
}

impl Update {
    fn new_number(&mut self) -> usize {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    fn look(&mut self, look: Look, width: f64, height: f64) -> usize {
        let size = format!("{width:.1} {height:.1}");
        if let Some(known) = self.looks.get(&(look, size.clone())) {
            return *known;
        }
        let number = self.new_number();
        let drawn = look.drawn(width, height);
        let length = drawn.len();
        let stream =
            format!("<</Type/XObject/Subtype/Form/BBox[0 0 {size}]/Length {length}>>\nstream\n{drawn}\nendstream");
        self.objects.insert(number, stream);
        self.looks.insert((look, size), number);
        number
    }

    fn write(self, file: &File<'_>) -> Result<Vec<u8>, String> {
        let mut out = file.bytes.to_vec();
        out.push(b'\n');
        let mut table = String::from("xref\n");
        let mut run: Vec<usize> = Vec::new();
        let mut first = 0;
        for (number, object) in &self.objects {
            if first + run.len() != *number {
                subsection(&mut table, first, &run);
                run.clear();
            }
            if run.is_empty() {
                first = *number;
            }
            run.push(out.len());
            out.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
        }
        subsection(&mut table, first, &run);
        let begin = out.len();
        let size = number_after(file.trailer, "/Size ").ok_or("the file has no size")?;
        let trailer = file.trailer.replacen(&format!("/Size {size}"), &format!("/Size {}", self.next), 1);
        let trailer = with(&trailer, &format!("/Prev {}", file.table));
        out.extend(format!("{table}trailer\n{trailer}\nstartxref\n{begin}\n%%EOF\n").into_bytes());
        Ok(out)
    }
}

/// Objects whose numbers follow each other; each line has twenty bytes (7.5.4).
fn subsection(table: &mut String, first: usize, offsets: &[usize]) {
    if offsets.is_empty() {
        return;
    }
    let _ = writeln!(table, "{first} {}", offsets.len());
    for offset in offsets {
        let _ = write!(table, "{offset:010} 00000 n\r\n");
    }
}

/// A line to write on is lower than what is written on it; so far may its field reach into the space above, in points.
const LEAST_HEIGHT: f64 = 11.0;

/// What is drawn in a field. The circle or box under it is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Nothing,
    Dot,
    Tick,
}

impl Look {
    /// The drawing, in the language of page contents.
    fn drawn(self, width: f64, height: f64) -> String {
        let (x, y) = (width / 2.0, height / 2.0);
        let r = width.min(height) * 0.24;
        match self {
            Self::Nothing => String::new(),
            Self::Dot => {
                // A stroke of no length with round ends is a disc.
                format!("1 J {:.2} w {x:.2} {y:.2} m {x:.2} {y:.2} l S", r * 2.0)
            }
            Self::Tick => {
                let (left, knee, right) = (x - r * 1.2, x - r * 0.3, x + r * 1.3);
                let (low, high) = (y - r, y + r * 1.2);
                format!("1.2 w 1 J 1 j {left:.2} {y:.2} m {knee:.2} {low:.2} l {right:.2} {high:.2} l S")
            }
        }
    }
}

/// A text string: UTF-16 with a byte order mark (7.9.2.2), in hexadecimal digits.
fn text(words: &str) -> String {
    let digits: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<FEFF{digits}>")
}

/// A name (7.3.5): what is not a letter, a digit or `_` as `#` and two digits.
fn pdf_name(code: &str) -> String {
    code.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                char::from(byte).to_string()
            } else {
                format!("#{byte:02X}")
            }
        })
        .collect()
}
