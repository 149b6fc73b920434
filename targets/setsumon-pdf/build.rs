//! Brings the default Japanese font into the build: from the file that `SETSUMON_FONT` names, or out of the
//! pinned `harumi` package, whose tarball carries Noto Sans JP and is never compiled.
#![expect(clippy::disallowed_methods, reason = "a build script reads files and the environment")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

const PACKAGE: &str = "harumi";
const FONT_IN_PACKAGE: &str = "tests/fixtures/NotoSansJP-Regular.ttf";
const FONT_SHA256: &str = "c2f3b4d463500a2ddcd3849cded1fceeb9fd6d1c32e6cbecd568453ba50fc68f";
const WAY_OUT: &str = "set SETSUMON_FONT to a TrueType or OpenType font with Japanese characters, \
    for instance BIZ UDPGothic or Noto Sans JP, to build without it";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SETSUMON_FONT");
    // Without the engine nothing is drawn.
    if env::var_os("CARGO_FEATURE_ENGINE").is_none() {
        return;
    }
    if let Err(message) = bring_font() {
        println!("cargo::error={message}");
    }
}

fn bring_font() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|_| "cargo did not set OUT_DIR".to_owned())?;
    let bytes = match env::var("SETSUMON_FONT") {
        Ok(path) if !path.is_empty() => own_font(Path::new(&path))?,
        Ok(_) | Err(_) => packaged_font()?,
    };
    let target = Path::new(&out).join("default-font");
    fs::write(&target, bytes).map_err(|error| format!("cannot write {}: {error}", target.display()))
}

fn own_font(path: &Path) -> Result<Vec<u8>, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read(path).map_err(|error| format!("SETSUMON_FONT names {}, which cannot be read: {error}", path.display()))
}

fn packaged_font() -> Result<Vec<u8>, String> {
    let font = package_folder()?.join(FONT_IN_PACKAGE);
    println!("cargo::rerun-if-changed={}", font.display());
    let bytes = fs::read(&font)
        .map_err(|error| format!("cannot read the default font {}: {error}; {WAY_OUT}", font.display()))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == FONT_SHA256 {
        Ok(bytes)
    } else {
        Err(format!("{} is not the font expected (SHA-256 {found}); {WAY_OUT}", font.display()))
    }
}

/// Asks cargo itself where the package lies, so that cargo downloads it and verifies it against `Cargo.lock`.
fn package_folder() -> Result<PathBuf, String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .map_err(|error| format!("cannot run cargo metadata: {error}; {WAY_OUT}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        return Err(format!("cargo metadata failed: {reason}; {WAY_OUT}"));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo metadata wrote no JSON: {error}; {WAY_OUT}"))?;
    metadata
        .get("packages")
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter(|package| package.get("name").and_then(serde_json::Value::as_str) == Some(PACKAGE))
        .find_map(|package| package.get("manifest_path").and_then(serde_json::Value::as_str))
        .and_then(|manifest| Path::new(manifest).parent().map(Path::to_path_buf))
        .ok_or_else(|| format!("cargo metadata knows no package {PACKAGE}; {WAY_OUT}"))
}
