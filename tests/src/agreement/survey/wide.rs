//! A survey that no table of some databases can hold.

use super::Survey;
use super::maker::{head, with_files};

/// A survey that no table of some databases can hold: many sections, whose conditions read other sections.
pub fn wide(sections: usize) -> Survey {
    let mut text = head("en", "");
    for index in 0..sections {
        let mut items = vec![
            "  single open \"Open?\" { yes \"Yes\"  no \"No\" }".to_owned(),
            "  integer size \"Size\" min 0 max 20".to_owned(),
        ];
        if index > 0 {
            let (first, before) = (0, index - 1);
            items.push(format!("  text why \"Why\" when s{before}.open is yes says none required"));
            items.push(format!("  check size + s{before}.size <= 30 \"Large\""));
            items.push(format!("  flag small \"Small\" when s{first}.size < 5 says none"));
        }
        for question in 0..5 {
            let options: Vec<_> = (0..16).map(|option| format!("o{option} \"Option {option}\"")).collect();
            items.push(format!(
                "  multi m{question} \"Several\" when open is yes says none {{ {} }}",
                options.join("  ")
            ));
        }
        items.push("  text words \"Words\"\n  longtext more \"More\"".to_owned());
        text.push_str(&format!("section s{index} \"Section s{index}\" {{\n{}\n}}\n", items.join("\n")));
    }
    with_files(text)
}
