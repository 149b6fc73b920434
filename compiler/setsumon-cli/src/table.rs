//! Plain tables for people: columns as wide as they need to be, Japanese characters counted as two.

use std::time::Duration;

/// A table of which the first `left` columns are aligned to the left, all others to the right.
pub(crate) fn aligned(rows: &[Vec<String>], left: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| wide(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(wide(cell)));
            let (before, after) = if column < left { ("", gap.as_str()) } else { (gap.as_str(), "") };
            line.push_str(&format!("{before}{cell}{after}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn wide(cell: &str) -> usize {
    cell.chars().map(|sign| if sign >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// `312.4 kB`.
pub(crate) fn size(bytes: usize) -> String {
    let bytes = bytes as f64;
    if bytes < 1_000.0 {
        format!("{bytes} B")
    } else if bytes < 1_000_000.0 {
        format!("{:.1} kB", bytes / 1_000.0)
    } else {
        format!("{:.1} MB", bytes / 1_000_000.0)
    }
}

/// `12.3 ms`, `1.25 s`.
pub(crate) fn time(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1_000.0;
    if milliseconds < 1_000.0 { format!("{milliseconds:.1} ms") } else { format!("{:.2} s", milliseconds / 1_000.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let table = aligned(&[row(["a", "1"]), row(["設問", "100"])], 1);
        assert_eq!(table, "  a       1\n  設問  100\n");
    }

    #[test]
    fn sizes_and_times_have_units() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(12_345), "12.3 kB");
        assert_eq!(size(9_100_000), "9.1 MB");
        assert_eq!(time(Duration::from_micros(12_340)), "12.3 ms");
        assert_eq!(time(Duration::from_millis(1_250)), "1.25 s");
    }
}
