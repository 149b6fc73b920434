//! The page that is drawn on: shapes and words as SVG. Lines lie under boxes. Every word is escaped here.

use std::fmt::Write as _;

use crate::outline::Sign;

/// Colours for light and dark, each as: paper, ink, pale ink, line, and box, part, tag, gate, end.
const STYLE: &str = "\
.setsumon-diagram{--paper:#fff;--ink:#1d2733;--pale:#566273;--line:#7b8794;--box:#fff;--part:#e6edf5;--tag:#f1f3f6;--gate:#eef0fb;\
--end:#f5f5f7;--new:#e3f4e6;--new-pen:#1a7f37;--gone:#fbe7e6;--gone-pen:#b3261e;--other:#fdf1d6;--other-pen:#8a5a00;\
max-width:100%;height:auto;font-family:system-ui,-apple-system,'Hiragino Sans','Noto Sans JP','Yu Gothic UI',sans-serif}\
@media (prefers-color-scheme:dark){.setsumon-diagram{--paper:#14181d;--ink:#e8ecf1;--pale:#a9b4c0;--line:#7f8b98;--box:#1d242c;\
--part:#22303f;--tag:#232a32;--gate:#262a44;--end:#252a30;--new:#173622;--new-pen:#5fc77c;--gone:#42201f;--gone-pen:#f0938b;\
--other:#3d3114;--other-pen:#e2b04a}}\
.setsumon-diagram .paper{fill:var(--paper)}\
.setsumon-diagram text{fill:var(--ink);font-size:13px}\
.setsumon-diagram .t{font-size:17px;font-weight:700}\
.setsumon-diagram .h{font-size:14px;font-weight:600}\
.setsumon-diagram .s{font-size:12px;fill:var(--pale)}\
.setsumon-diagram .o{font-size:12px;font-weight:600}\
.setsumon-diagram .l{stroke:var(--line);stroke-width:1.5;fill:none}\
.setsumon-diagram .a{stroke:var(--line);stroke-width:1.5;fill:none;stroke-dasharray:5 4}\
.setsumon-diagram .i{fill:var(--line)}\
.setsumon-diagram .k{fill:var(--line);opacity:.45}\
.setsumon-diagram .x,.setsumon-diagram .q,.setsumon-diagram .g{fill:var(--box);stroke:var(--line)}\
.setsumon-diagram .x{stroke-width:1.5}\
.setsumon-diagram .p,.setsumon-diagram .f{fill:var(--part);stroke:var(--line)}\
.setsumon-diagram .w{fill:var(--tag)}\
.setsumon-diagram .d{fill:var(--gate);stroke:var(--line);stroke-width:1.5}\
.setsumon-diagram .e,.setsumon-diagram .c{fill:var(--end);stroke:var(--line)}\
.setsumon-diagram .new{fill:var(--new);stroke:var(--new-pen);stroke-width:1.5}\
.setsumon-diagram .gone{fill:var(--gone);stroke:var(--gone-pen);stroke-width:1.5;stroke-dasharray:5 3}\
.setsumon-diagram .other{fill:var(--other);stroke:var(--other-pen);stroke-width:1.5}\
.setsumon-diagram .k{stroke:none}\
.setsumon-diagram .k.new{fill:var(--new-pen)}\
.setsumon-diagram .k.gone{fill:var(--gone-pen)}\
.setsumon-diagram .k.other{fill:var(--other-pen)}\
@media print{.setsumon-diagram{--paper:#fff}}";

/// A look, with what became of the thing.
pub(super) fn class(look: &str, sign: Option<Sign>) -> String {
    match sign {
        None => look.to_owned(),
        Some(Sign::Added) => format!("{look} new"),
        Some(Sign::Removed) => format!("{look} gone"),
        Some(Sign::Changed) => format!("{look} other"),
    }
}

/// What is drawn so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Lines and bars, which lie below.
    below: String,
    /// Boxes, and the words in them.
    above: String,
}

impl Page {
    /// A text on one line, from its left end and the foot of its letters.
    pub(super) fn text(&mut self, x: i32, y: i32, words: &str, class: &str) {
        let _ = writeln!(self.above, "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>", escaped(words));
    }

    /// The same, from its right end.
    pub(super) fn text_before(&mut self, x: i32, y: i32, words: &str, class: &str) {
        self.text_at((x, y), "end", words, class);
    }

    /// The same, from its middle.
    pub(super) fn text_amid(&mut self, x: i32, y: i32, words: &str, class: &str) {
        self.text_at((x, y), "middle", words, class);
    }

    fn text_at(&mut self, (x, y): (i32, i32), anchor: &str, words: &str, class: &str) {
        let words = escaped(words);
        let _ =
            writeln!(self.above, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{words}</text>");
    }

    /// A box, with all its words for whoever points at it.
    pub(super) fn block(&mut self, x: i32, y: i32, wide: i32, high: i32, class: &str, told: &str) {
        self.rectangle((x, y), (wide, high), 6, class, told);
    }

    /// A box with round ends.
    pub(super) fn pill(&mut self, x: i32, y: i32, wide: i32, high: i32, class: &str, told: &str) {
        self.rectangle((x, y), (wide, high), 14, class, told);
    }

    fn rectangle(&mut self, (x, y): (i32, i32), (wide, high): (i32, i32), round: i32, class: &str, told: &str) {
        let title = escaped(told);
        let _ = writeln!(
            self.above,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"{round}\" class=\"{class}\"><title>{title}</title></rect>"
        );
    }

    /// A box with a point at either side.
    pub(super) fn hexagon(
        &mut self,
        (left, right): (i32, i32),
        (top, bottom): (i32, i32),
        point: i32,
        class: &str,
        told: &str,
    ) {
        let middle = i32::midpoint(top, bottom);
        let (inner, outer) = (left + point, right - point);
        let _ = writeln!(
            self.above,
            "<path d=\"M{left} {middle}L{inner} {top}H{outer}L{right} {middle}L{outer} {bottom}H{inner}Z\" class=\"{class}\"><title>{}</title></path>",
            escaped(told)
        );
    }

    /// A point at which ways part or meet.
    pub(super) fn dot(&mut self, x: i32, y: i32, radius: i32) {
        let _ = writeln!(self.above, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" class=\"i\"/>");
    }

    /// A line.
    pub(super) fn line(&mut self, x: i32, y: i32, to_x: i32, to_y: i32, class: &str) {
        if (x, y) != (to_x, to_y) {
            let _ = writeln!(self.below, "<path d=\"M{x} {y}L{to_x} {to_y}\" class=\"{class}\"/>");
        }
    }

    /// An arrow that points down.
    pub(super) fn arrow_down(&mut self, x: i32, y: i32, to: i32) {
        self.line(x, y, x, to - 5, "l");
        let _ = writeln!(self.below, "<path d=\"M{x} {to}l-4 -7h8z\" class=\"i\"/>");
    }

    /// An arrow that points to the right, with a step where its ends are not at one height.
    pub(super) fn arrow_right(&mut self, (x, y): (i32, i32), (to_x, to_y): (i32, i32)) {
        let (turn, tip) = (to_x - 13, to_x - 5);
        let _ = writeln!(self.below, "<path d=\"M{x} {y}H{turn}V{to_y}H{tip}\" class=\"l\"/>");
        let _ = writeln!(self.below, "<path d=\"M{to_x} {to_y}l-7 -4v8z\" class=\"i\"/>");
    }

    /// The way around something, from the line that everybody goes along to the left, down, and back.
    pub(super) fn way_around(&mut self, spine: i32, lane: i32, from: i32, to: i32) {
        let (round, tip) = (6, spine - 9);
        let (turn, down, up) = (lane + round, from + round, to - round);
        let _ = writeln!(
            self.below,
            "<path d=\"M{spine} {from}H{turn}Q{lane} {from} {lane} {down}V{up}Q{lane} {to} {turn} {to}H{tip}\" class=\"a\"/>"
        );
        let _ = writeln!(self.below, "<path d=\"M{} {to}l-7 -4v8z\" class=\"i\"/>", spine - 3);
    }

    /// A bar beside what is in something.
    pub(super) fn bar(&mut self, x: i32, top: i32, bottom: i32, class: &str) {
        let high = (bottom - top).max(0);
        let _ =
            writeln!(self.below, "<rect x=\"{}\" y=\"{top}\" width=\"3\" height=\"{high}\" class=\"{class}\"/>", x - 1);
    }

    /// The whole document.
    pub(super) fn write(&self, wide: i32, high: i32, title: &str, told: &str, locale: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"setsumon-diagram\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-labelledby=\"diagram-title diagram-text\" lang=\"{locale}\">\n\
             <title id=\"diagram-title\">{}</title>\n<desc id=\"diagram-text\">{}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"paper\" width=\"{wide}\" height=\"{high}\"/>\n{}{}</svg>\n",
            escaped(title),
            escaped(told),
            self.below,
            self.above
        )
    }
}

/// A text of the author's as XML; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}
