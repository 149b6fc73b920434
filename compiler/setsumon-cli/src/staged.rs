//! Files are written in full beside their places first and put in place together: all of them, or none.

mod stage;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) use self::stage::{FILES, Stage, same_disk};
use crate::console::Console;
use crate::exit::Failure;
use crate::place::{Place, folder_of};

/// What may stand at a place until a file is put there.
#[derive(Debug)]
enum Before {
    /// Whatever it is: it is replaced.
    Anything,
    /// Nothing.
    Nothing,
    /// What the new content was made from, or made in the absence of. That another command has written the same is no harm.
    This(Option<Vec<u8>>),
}

/// A file that is written in full and waits to be put in place.
#[derive(Debug)]
struct Waiting {
    written: PathBuf,
    place: PathBuf,
    before: Before,
}

impl Waiting {
    /// Whether it is to be put in place: it is not where it stands there already.
    fn is_to_come(&self) -> Result<bool, Failure> {
        let Self { written, place, before } = self;
        match before {
            Before::Anything => Ok(true),
            Before::Nothing if fs::symlink_metadata(place).is_ok() => Err(there_already(place)),
            Before::Nothing => Ok(true),
            Before::This(before) => {
                let there = fs::read(place).ok();
                if there.is_some() && there == fs::read(written).ok() {
                    return Ok(false);
                }
                if there == *before { Ok(true) } else { Err(changed_meanwhile(place)) }
            }
        }
    }

    /// Puts it in place. What it replaces is kept under a second name, until its successor is known to be there too.
    fn put(&self, kept: &Path) -> Result<(), Failure> {
        let Self { written, place, before } = self;
        let put = match before {
            Before::Anything | Before::This(Some(_)) => {
                let there = fs::symlink_metadata(place).is_ok();
                if there { keep(place, kept) } else { Ok(()) }.and_then(|()| fs::rename(written, place))
            }
            Before::Nothing | Before::This(None) => come(written, place),
        };
        put.map_err(|error| match before {
            Before::Nothing if error.kind() == io::ErrorKind::AlreadyExists => there_already(place),
            Before::This(None) if error.kind() == io::ErrorKind::AlreadyExists => changed_meanwhile(place),
            Before::Anything | Before::Nothing | Before::This(_) => Failure::file("replace", place, &error),
        })
    }
}

fn there_already(place: &Path) -> Failure {
    Failure::refused(format!("`{}` is there already", place.display())).help("nothing was written over it")
}

fn changed_meanwhile(place: &Path) -> Failure {
    Failure::refused(format!("`{}` was changed meanwhile", place.display()))
        .help("nothing was written; run the command again")
}

/// Files that wait to be put in place. None of them is open, however many they are.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    stages: Vec<Stage>,
    waiting: Vec<Waiting>,
}

impl Staged {
    /// Writes a file in full, beside its place.
    pub(crate) fn add(&mut self, place: &Path, content: &[u8]) -> Result<(), Failure> {
        self.write(place, Before::Anything, content)
    }

    /// The same, of a file that is to come where nothing is: it is put there only if nothing has come there meanwhile either.
    pub(crate) fn fresh(&mut self, place: &Path, content: &[u8]) -> Result<(), Failure> {
        self.write(place, Before::Nothing, content)
    }

    /// The same, of a file that may not have changed meanwhile, or come to be: what somebody saved since is not overwritten.
    pub(crate) fn instead(&mut self, place: &Path, before: Option<&[u8]>, content: &[u8]) -> Result<(), Failure> {
        self.write(place, Before::This(before.map(<[u8]>::to_vec)), content)
    }

    fn write(&mut self, place: &Path, before: Before, content: &[u8]) -> Result<(), Failure> {
        let place = Place::of_file(place)?;
        let home = folder_of(&place);
        // A folder below one that has a stage is on the same disk in all likelihood; where not, its files get a stage of their own.
        let index = match self.stages.iter().position(|stage| stage.serves(home)) {
            Some(index) => index,
            None => {
                self.stages.push(Stage::in_folder(home).map_err(|error| Failure::file("write", &place, &error))?);
                self.stages.len() - 1
            }
        };
        let Some(stage) = self.stages.get_mut(index) else { return Ok(()) };
        let written = stage.write(&place, content).map_err(|error| Failure::file("write", &place, &error))?;
        self.waiting.push(Waiting { written, place, before });
        Ok(())
    }

    /// Has all that comes below a folder wait in that folder.
    pub(crate) fn beneath(folder: &Path) -> Result<Self, Failure> {
        let stage = Stage::in_folder(folder).map_err(|error| Failure::file("write into", folder, &error))?;
        Ok(Self { stages: vec![stage], waiting: Vec::new() })
    }

    /// Puts every file in its place. Where one cannot be put there, those before it are taken back.
    pub(crate) fn commit(self, console: &Console) -> Result<(), Failure> {
        let mut waiting = Vec::with_capacity(self.waiting.len());
        for one in &self.waiting {
            if one.is_to_come()? {
                waiting.push(one);
            }
        }
        let mut done: Vec<(PathBuf, &Path)> = Vec::new();
        for one in waiting {
            let kept = one.written.with_extension("old");
            if let Err(failure) = one.put(&kept) {
                for (kept, place) in done.iter().rev() {
                    // As well as it can be done: what stopped the one may stop the other.
                    let _ = if kept.exists() { fs::rename(kept, place) } else { fs::remove_file(place) };
                }
                return Err(failure);
            }
            done.push((kept, &one.place));
        }
        let mut folders: Vec<&Path> = Vec::new();
        for (_, place) in &done {
            console.wrote(place);
            let folder = folder_of(place);
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        for folder in folders {
            // Not every system can flush a folder; the files themselves are safe.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

/// Keeps what is at a place under a second name, until its successor is known to be there too.
fn keep(place: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(place, kept).or_else(|_| fs::copy(place, kept).map(|_| ()))
}

/// Puts a file where nothing is: of several commands that do, one does, and the others fail.
fn come(written: &Path, place: &Path) -> io::Result<()> {
    fs::hard_link(written, place).or_else(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists || fs::symlink_metadata(place).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Not every disk knows second names.
        fs::rename(written, place)
    })
}

/// A document that is written piece by piece: into a file that is put in its place when it is whole, or into a device.
#[derive(Debug)]
pub(crate) struct Growing {
    file: BufWriter<File>,
    place: PathBuf,
    /// Where the file waits; none of a device.
    waiting: Option<(Stage, PathBuf)>,
    replaces: bool,
}

impl Growing {
    /// Begins a file, which replaces another or none.
    pub(crate) fn new(name: &Path, replaces: bool) -> Result<Self, Failure> {
        let wrong = |error: &io::Error| Failure::file("write", name, error);
        let (file, place, waiting) = match Place::of(name)? {
            Place::Stream(place) => {
                let file = open_stream(&place).map_err(|error| wrong(&error))?;
                (file, place, None)
            }
            Place::File(_) => {
                let place = Place::of_file(name)?;
                let mut stage = Stage::in_folder(folder_of(&place)).map_err(|error| wrong(&error))?;
                let (file, written) = stage.begin(&place).map_err(|error| wrong(&error))?;
                (file, place, Some((stage, written)))
            }
        };
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), place, waiting, replaces })
    }

    /// Puts it in its place.
    pub(crate) fn commit(self, console: &Console) -> Result<(), Failure> {
        let Self { file, place, waiting, replaces } = self;
        let file = file.into_inner().map_err(|error| Failure::file("write", &place, error.error()))?;
        let Some((stage, written)) = waiting else {
            console.wrote(&place);
            return Ok(());
        };
        file.sync_all().map_err(|error| Failure::file("write", &place, &error))?;
        let before = if replaces { Before::Anything } else { Before::Nothing };
        let waiting = vec![Waiting { written, place, before }];
        Staged { stages: vec![stage], waiting }.commit(console)
    }
}

/// Opens a device or a pipe to be written into. A pipe that nobody reads would be waited for without end.
#[cfg(unix)]
fn open_stream(place: &Path) -> io::Result<File> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

    if !fs::metadata(place)?.file_type().is_fifo() {
        return File::options().write(true).open(place);
    }
    let at_once = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    let nobody = || io::Error::new(io::ErrorKind::BrokenPipe, "it is a pipe that nobody reads");
    // As long as it is open so, whoever reads has not gone, and it can be opened to be written into as any file is.
    let probe = File::options().write(true).custom_flags(at_once).open(place).map_err(|error| {
        let is_unread = error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error());
        if is_unread { nobody() } else { error }
    })?;
    let file = File::options().write(true).open(place)?;
    drop(probe);
    Ok(file)
}

#[cfg(not(unix))]
fn open_stream(place: &Path) -> io::Result<File> {
    File::options().write(true).open(place)
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Color, MessageFormat};

    fn console() -> Console {
        Console::new(MessageFormat::Human, Color::Never)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

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
        assert_eq!(names(folder.path()), ["good"], "nothing is left lying about");
    }

    /// A folder takes the place of the file number `at` while all of them wait: whichever it is, the others are as they were.
    #[test]
    fn where_one_cannot_be_replaced_none_is() {
        for at in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let places: Vec<PathBuf> = (0..4).map(|number| folder.path().join(number.to_string())).collect();
            let mut staged = Staged::default();
            for (number, place) in places.iter().enumerate() {
                if number % 2 == 0 {
                    fs::write(place, "old").unwrap();
                }
                staged.add(place, b"new").unwrap();
            }
            let _ = fs::remove_file(&places[at]);
            fs::create_dir(&places[at]).unwrap();
            assert!(staged.commit(&console()).is_err());
            for (number, place) in places.iter().enumerate().filter(|(number, _)| *number != at) {
                let expected = if number % 2 == 0 { Some("old".to_owned()) } else { None };
                assert_eq!(fs::read_to_string(place).ok(), expected, "{at} {number}");
            }
            assert!(names(folder.path()).iter().all(|name| name.len() == 1), "{:?}", names(folder.path()));
        }
    }

    #[test]
    fn what_was_changed_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        for place in [&one, &other] {
            fs::write(place, "old").unwrap();
        }
        let mut staged = Staged::default();
        staged.instead(&one, Some(b"old"), b"new").unwrap();
        staged.instead(&other, Some(b"old"), b"new").unwrap();
        fs::write(&other, "saved by an editor").unwrap();
        assert!(staged.commit(&console()).is_err());
        assert_eq!(fs::read_to_string(&one).unwrap(), "old");
        assert_eq!(fs::read_to_string(&other).unwrap(), "saved by an editor");
    }

    #[test]
    fn what_has_come_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        for (by_somebody, fresh, done) in
            [("mine", true, false), ("mine", false, false), ("new", true, false), ("new", false, true)]
        {
            let mut staged = Staged::default();
            let _ = fs::remove_file(&place);
            if fresh { staged.fresh(&place, b"new") } else { staged.instead(&place, None, b"new") }.unwrap();
            fs::write(&place, by_somebody).unwrap();
            assert_eq!(staged.commit(&console()).is_ok(), done, "{by_somebody} {fresh}");
            assert_eq!(fs::read_to_string(&place).unwrap(), by_somebody);
        }
    }

    /// Of many that write a file where none is, one does.
    #[test]
    fn one_alone_comes_where_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        let one = || {
            let mut staged = Staged::default();
            staged.fresh(&place, b"new")?;
            staged.commit(&console())
        };
        for _ in 0..20 {
            let done = std::thread::scope(|scope| {
                let runs: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
                runs.into_iter().map(|run| run.join().unwrap()).filter(Result::is_ok).count()
            });
            assert_eq!(done, 1);
            fs::remove_file(&place).unwrap();
        }
    }

    #[test]
    fn a_read_only_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "old").unwrap();
        let mut rights = fs::metadata(&file).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&file, rights).unwrap();
        assert!(Staged::default().add(&file, b"new").is_err());
        assert!(Growing::new(&file, true).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn many_files_do_not_stay_open() {
        let folder = tempfile::tempdir().unwrap();
        let open = || fs::read_dir("/proc/self/fd").unwrap().count();
        let before = open();
        let mut staged = Staged::beneath(folder.path()).unwrap();
        for number in 0..200 {
            let home = folder.path().join(format!("folder{number}"));
            fs::create_dir(&home).unwrap();
            staged.add(&home.join("file"), b"new").unwrap();
        }
        // Other tests open files at the same time.
        assert!(open() < before + 50, "{before} before, {} now", open());
        staged.commit(&console()).unwrap();
        assert_eq!(fs::read(folder.path().join("folder199/file")).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        // Only root can give a file to somebody else; to all others it stays theirs.
        let _is_root = chown(&file, Some(65_534), Some(65_534)).is_ok();
        let owner = || fs::metadata(&file).map(|found| (found.uid(), found.gid())).unwrap();
        let before = owner();
        let mut staged = Staged::default();
        staged.add(&link, b"new").unwrap();
        staged.commit(&console()).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(owner(), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device() {
        let mut growing = Growing::new(Path::new("/dev/null"), false).unwrap();
        growing.write_all(b"new").unwrap();
        growing.commit(&console()).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert!(Staged::default().add(Path::new("/dev/null"), b"new").is_err());
    }
}
