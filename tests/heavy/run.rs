//! Running outside programs: the command under test and the judges.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An environment variable that `tests/all` sets.
fn wanted(name: &str) -> PathBuf {
    std::env::var_os(name).map_or_else(|| panic!("{name} is not set: run `tests/all`"), PathBuf::from)
}

/// The command under test.
pub(crate) fn setsumon() -> Command {
    let command = wanted("SETSUMON");
    assert!(command.is_file(), "{} is not there: run `tests/all`", command.display());
    let mut command = Command::new(command);
    command.current_dir(setsumon_tests::repo::root()).stdin(Stdio::null());
    command
}

/// The folder of the judges that come from npm and PyPI.
pub(crate) fn judges() -> PathBuf {
    let judges = wanted("SETSUMON_JUDGES");
    assert!(judges.is_dir(), "{} is not there: run `tests/all`", judges.display());
    judges
}

/// Node, with the judges' packages and a script of ours.
pub(crate) fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", judges().join("node_modules"));
    command.arg(setsumon_tests::repo::path("tests/judges").join(script));
    command
}

/// Python, with the judges' packages and a script of ours.
pub(crate) fn python(script: &str) -> Command {
    let mut command = Command::new(judges().join("python/bin/python"));
    command.arg(setsumon_tests::repo::path("tests/judges").join(script));
    command
}

/// Runs a program that must end well, and gives what it wrote.
pub(crate) fn done(command: &mut Command) -> String {
    let output = ended(command);
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} ended with {}\n{written}\n{told}", output.status);
    written
}

/// Runs a program to its end.
pub(crate) fn ended(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"))
}

/// The size of a file, for messages.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
