//! Database servers of our own: made in a folder that is thrown away, reached by a socket in it, run as nobody where root asks.

use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::run::done;

/// Servers refuse to run as root, so root runs them as nobody.
fn unprivileged(program: &Path) -> Command {
    let user = done(Command::new("id").arg("-u"));
    if user.trim() == "0" {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// A folder in which the server may write.
fn server_folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("setsumon-db-").tempdir_in("/tmp").expect("a folder for the server");
    if done(Command::new("id").arg("-u")).trim() == "0" {
        done(Command::new("chown").arg("nobody:nogroup").arg(folder.path()));
    }
    folder
}

/// A PostgreSQL server of our own, stopped at the end.
pub(crate) struct Postgresql {
    programs: PathBuf,
    folder: TempDir,
}

impl Postgresql {
    pub(crate) fn start() -> Self {
        let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed");
        let newest = versions.map(|version| version.expect("a version").path()).max().expect("a version of PostgreSQL");
        let server = Self { programs: newest.join("bin"), folder: server_folder() };
        let data = server.folder.path().join("data");
        done(
            unprivileged(&server.programs.join("initdb"))
                .args(["-U", "judge", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"])
                .arg(&data),
        );
        let options = format!("-c listen_addresses='' -c fsync=off -k {}", server.folder.path().display());
        done(
            unprivileged(&server.programs.join("pg_ctl"))
                .args(["-w", "-l"])
                .arg(server.folder.path().join("log"))
                .arg("-D")
                .arg(&data)
                .args(["-o", &options, "start"])
                .stdout(Stdio::null()),
        );
        server
    }

    pub(crate) fn run(&self, database: &str, arguments: &[&str]) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "judge", "-d", database, "-h"]);
        done(psql.arg(self.folder.path()).args(arguments))
    }

    /// Everything that the client writes while it works through a script, errors among it in their places.
    pub(crate) fn told(&self, database: &str, script: &str) -> String {
        told(&mut self.client(database), script)
    }

    /// The same, but the first error ends it.
    ///
    /// # Errors
    /// With what the client told.
    pub(crate) fn takes(&self, database: &str, script: &str) -> Result<String, String> {
        let mut psql = self.client(database);
        psql.args(["-v", "ON_ERROR_STOP=1", "-F", "\t"]);
        let (written, good) = written(&mut psql, script);
        if good { Ok(written) } else { Err(written) }
    }

    fn client(&self, database: &str) -> Command {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-U", "judge", "-d", database, "-h"]).arg(self.folder.path());
        psql
    }
}

impl Drop for Postgresql {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let stopped = unprivileged(&self.programs.join("pg_ctl"))
            .args(["-w", "-m", "immediate", "-D"])
            .arg(data)
            .arg("stop")
            .output();
        if stopped.is_err() {
            eprintln!("PostgreSQL in {} could not be stopped", self.folder.path().display());
        }
    }
}

/// A MariaDB server of our own, killed at the end.
pub(crate) struct Mariadb {
    server: Child,
    folder: TempDir,
}

impl Mariadb {
    pub(crate) fn start() -> Self {
        let folder = server_folder();
        let data = folder.path().join("data");
        // Its temporary tables lie there too: two servers that share a folder for them take each other's away.
        done(
            unprivileged(Path::new("mariadb-install-db"))
                .env("TMPDIR", folder.path())
                .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
                .arg(format!("--datadir={}", data.display())),
        );
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let daemon = ["/usr/sbin/mariadbd", "/usr/bin/mariadbd"].into_iter().map(Path::new).find(|path| path.exists());
        let server = unprivileged(daemon.expect("MariaDB is installed"))
            .env("TMPDIR", folder.path())
            .args(["--no-defaults", "--skip-networking"])
            // What is lost in a fall of the machine is thrown away anyhow.
            .args(["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--innodb-flush-method=nosync"])
            .arg(format!("--datadir={}", data.display()))
            .arg(format!("--socket={}", folder.path().join("socket").display()))
            .arg(format!("--pid-file={}", folder.path().join("pid").display()))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("MariaDB starts");
        let server = Self { server, folder };
        let patience = Instant::now() + Duration::from_secs(120);
        while !server.client("").arg("-e").arg("SELECT 1").output().is_ok_and(|output| output.status.success()) {
            assert!(Instant::now() < patience, "MariaDB does not answer:\n{}", server.log());
            std::thread::sleep(Duration::from_millis(300));
        }
        server
    }

    pub(crate) fn client(&self, database: &str) -> Command {
        let mut client = Command::new("mariadb");
        client.args([
            "--no-defaults",
            "--default-character-set=utf8mb4",
            "-u",
            "root",
            "--batch",
            "--skip-column-names",
        ]);
        client.arg(format!("--socket={}", self.folder.path().join("socket").display()));
        if !database.is_empty() {
            client.arg(database);
        }
        client
    }

    /// Makes something; the first error ends it.
    ///
    /// # Errors
    /// With what the client told.
    pub(crate) fn takes(&self, script: &str) -> Result<String, String> {
        let mut client = self.client("");
        let (written, good) = written(&mut client, script);
        if good { Ok(written) } else { Err(written) }
    }

    /// Everything that the client writes while it works through a script, errors among it in their places.
    pub(crate) fn told(&self, script: &str) -> String {
        let mut client = self.client("");
        client.args(["--force", "--unbuffered", "--raw"]);
        told(&mut client, script)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Mariadb {
    fn drop(&mut self) {
        if self.server.kill().and_then(|()| self.server.wait()).is_err() {
            eprintln!("MariaDB in {} could not be stopped", self.folder.path().display());
        }
    }
}

/// What a client writes and tells, in one.
fn told(client: &mut Command, script: &str) -> String {
    written(client, script).0
}

/// The same, and whether it ended well. It goes through files, so that neither side waits for the other.
fn written(client: &mut Command, script: &str) -> (String, bool) {
    let mut input = tempfile::tempfile().expect("a file for the script");
    input.write_all(script.as_bytes()).and_then(|()| input.rewind()).expect("the script is written");
    let mut output = tempfile::tempfile().expect("a file for what is told");
    let errors = output.try_clone().expect("a second way into the file");
    let stdout = output.try_clone().expect("a third way into the file");
    let status = client.stdin(input).stdout(stdout).stderr(errors).status();
    let status = status.unwrap_or_else(|why| panic!("{client:?} cannot be run: {why}"));
    let mut bytes = Vec::new();
    output.rewind().and_then(|()| output.read_to_end(&mut bytes)).expect("what is told can be read");
    (String::from_utf8_lossy(&bytes).into_owned(), status.success())
}
