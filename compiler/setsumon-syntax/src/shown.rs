//! Which characters a text may have: those that every page, schema, table and database shows as they are.

/// The first character of a text that cannot be shown, and at which byte it stands.
pub fn first_unshown(text: &str) -> Option<(usize, char)> {
    // Nearly every text has none, and bytes are looked at faster than characters.
    let suspicious =
        |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n') || byte == 0x7f || matches!(byte, 0xc2 | 0xef..);
    if !text.bytes().any(suspicious) {
        return None;
    }
    text.char_indices().find(|(at, sign)| match sign {
        '\t' | '\n' => false,
        // The end of a line as Windows writes it.
        '\r' => !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')),
        // What stands for something that is no text: the compiler, and every program that pastes, puts it there for an object.
        '\u{fffc}' | '\u{fdd0}'..='\u{fdef}' => true,
        // The last two of every plane are no characters, and HTML forbids them.
        other => other.is_control() || u32::from(*other) & 0xfffe == 0xfffe,
    })
}
