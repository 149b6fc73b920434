//! Where the repository's files are, and lists of them in a fixed order.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie one level below the workspace")
}

/// A path inside the workspace.
pub fn path(inside: &str) -> PathBuf {
    root().join(inside)
}

/// The text of a file of the workspace.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A path as it is told to people: from the workspace's folder on.
pub fn told(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned()
}

/// All files under a folder that end so, sorted; what is built, installed or hidden is left out.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&path(folder), ending, &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let built =
                matches!(name.as_str(), "target" | "out" | "node_modules") && path.join("CACHEDIR.TAG").exists();
            if !name.starts_with('.') && !built && name != "node_modules" {
                walk(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}
