//! The Content-Security-Policy: the page's own script and style by their hashes, nothing else, no network.

use sha2::{Digest, Sha256};

use crate::Options;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The policy of a page with this style and these scripts. Data in script elements needs no leave to be read,
/// but checkers of pages ask for its hash as for any other script's.
pub(crate) fn policy(style: &str, scripts: &[&str], options: &Options) -> String {
    let target = match &options.action {
        Some(action) => form_target(action),
        None => "'none'".to_owned(),
    };
    let hashes: Vec<String> = scripts.iter().map(|script| format!("'sha256-{}'", hash(script))).collect();
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src {}; base-uri 'none'; form-action {target}",
        hash(style),
        hashes.join(" ")
    )
}

/// The source that the address to be posted to belongs to: an origin, or the page's own.
fn form_target(action: &str) -> String {
    match action.split_once("://") {
        Some((scheme, rest)) => {
            let host: String = rest.chars().take_while(|character| !"/?#;, '\"".contains(*character)).collect();
            format!("{scheme}://{host}")
        }
        None => "'self'".to_owned(),
    }
}

fn hash(content: &str) -> String {
    base64(&Sha256::digest(content.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 4];
        for (slot, byte) in group.iter_mut().skip(1).zip(chunk) {
            *slot = *byte;
        }
        let number = u32::from_be_bytes(group);
        for place in 0..4_usize {
            let sextet = (number >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(sextet as usize).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(base64(b"ab"), "YWI=");
        assert_eq!(base64(b"a"), "YQ==");
    }

    #[test]
    fn answers_go_to_the_given_origin_alone() {
        let to = |action: &str| policy("", &[""], &Options { action: Some(action.to_owned()) });
        assert!(to("https://example.org:8443/a?b").ends_with("form-action https://example.org:8443"));
        assert!(to("/answers").ends_with("form-action 'self'"));
        assert!(policy("", &[""], &Options::default()).ends_with("form-action 'none'"));
    }
}
