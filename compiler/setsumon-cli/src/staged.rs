//! Files are written beside their places first and put in place together: all of them, or none.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::exit::Failure;

/// Files that are written in full and wait to be put in place.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    files: Vec<(NamedTempFile, PathBuf)>,
}

impl Staged {
    /// Writes a file in full, beside its place.
    pub(crate) fn add(&mut self, place: &Path, content: &[u8]) -> Result<(), Failure> {
        // A link stays a link: what it leads to is replaced.
        let place = place.canonicalize().unwrap_or_else(|_| place.to_path_buf());
        let file = written(&place, content).map_err(|error| Failure::file("write", &place, &error))?;
        self.files.push((file, place));
        Ok(())
    }

    /// Puts every file in its place.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for (file, place) in self.files {
            file.persist(&place).map_err(|error| Failure::file("replace", &place, &error.error))?;
            let folder = folder_of(&place).to_path_buf();
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        for folder in folders {
            // Not every system can flush a folder; the files themselves are safe.
            let _ = fs::File::open(&folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

/// A file that is written piece by piece beside its place and put there when it is whole.
#[derive(Debug)]
pub(crate) struct Growing {
    file: BufWriter<NamedTempFile>,
    place: PathBuf,
}

impl Growing {
    /// Begins a file.
    pub(crate) fn new(place: &Path) -> Result<Self, Failure> {
        let place = place.canonicalize().unwrap_or_else(|_| place.to_path_buf());
        let file = begun(&place).map_err(|error| Failure::file("write", &place, &error))?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), place })
    }

    /// Puts it in its place.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        let Self { file, place } = self;
        let file = file.into_inner().map_err(|error| Failure::file("write", &place, error.error()))?;
        file.as_file().sync_all().map_err(|error| Failure::file("write", &place, &error))?;
        Staged { files: vec![(file, place)] }.commit()
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

fn written(place: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = begun(place)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// An empty file beside a place, with the rights of what is there.
fn begun(place: &Path) -> io::Result<NamedTempFile> {
    if place.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let mut builder = Builder::new();
    builder.prefix(".setsumon-");
    as_a_new_file(&mut builder);
    let file = builder.tempfile_in(folder_of(place))?;
    if let Ok(old) = fs::metadata(place) {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

/// Temporary files are for their owner alone; these become files like any other.
#[cfg(unix)]
fn as_a_new_file(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_a_new_file(_: &mut Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_in_place_before_everything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (good, bad) = (folder.path().join("good"), folder.path().join("none/bad"));
        fs::write(&good, "old").unwrap();
        let mut staged = Staged::default();
        staged.add(&good, b"new").unwrap();
        assert!(staged.add(&bad, b"new").is_err());
        drop(staged);
        assert_eq!(fs::read_to_string(&good).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left lying about");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut staged = Staged::default();
        staged.add(&link, b"new").unwrap();
        staged.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
