//! Any text through the formatter: of a file that can be read, once is enough, and it says afterwards what it said before.
#![no_main]

use libfuzzer_sys::fuzz_target;
use setsumon_diagnostics::FileId;
use setsumon_syntax::{format, parse, same_meaning};

fuzz_target!(|text: &str| {
    let once = format(text);
    let before = parse(FileId(0), text);
    if before.diagnostics.is_empty() {
        let after = parse(FileId(0), &once);
        assert!(after.diagnostics.is_empty(), "formatting breaks the file");
        assert!(same_meaning(&before.file, &after.file), "formatting changes what the file says");
        assert!(format(&once) == once, "formatting twice changes something more");
    }
});
