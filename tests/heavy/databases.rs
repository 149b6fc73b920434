//! The databases: every survey's tables made in SQLite, PostgreSQL, MariaDB and DuckDB themselves.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::built::everything;
use crate::run::{done, python};

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

#[test]
fn sqlite_takes_every_survey() {
    for (told, built) in everything() {
        let text = std::fs::read_to_string(built.file("sqlite.sql")).expect("the file is there");
        let database = rusqlite::Connection::open_in_memory().expect("SQLite opens in memory");
        database.execute_batch(&text).unwrap_or_else(|error| panic!("{told}: {error}"));
        let tables: i64 = database
            .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
            .expect("the tables are counted");
        assert!(tables >= 2, "{told}: only {tables} tables");
    }
}

#[test]
fn duckdb_takes_every_survey() {
    let files = everything().into_iter().map(|(_, built)| built.file("duckdb.sql"));
    done(python("duckdb_load.py").args(files));
}

/// A PostgreSQL server of our own, stopped at the end.
struct Postgresql {
    programs: PathBuf,
    folder: TempDir,
}

impl Postgresql {
    fn start() -> Self {
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

    fn run(&self, database: &str, arguments: &[&str]) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "judge", "-d", database, "-h"]);
        done(psql.arg(self.folder.path()).args(arguments))
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

#[test]
fn postgresql_takes_every_survey() {
    let server = Postgresql::start();
    for (number, (told, built)) in everything().into_iter().enumerate() {
        let database = format!("survey{number}");
        server.run("postgres", &["-c", &format!("CREATE DATABASE {database}")]);
        server.run(&database, &["-f", &built.file("postgresql.sql").to_string_lossy()]);
        let count = "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')";
        let tables = server.run(&database, &["-c", count]);
        assert!(tables.trim().parse::<u32>().is_ok_and(|tables| tables >= 2), "{told}: {tables} tables");
    }
}

/// A MariaDB server of our own, killed at the end.
struct Mariadb {
    server: Child,
    folder: TempDir,
}

impl Mariadb {
    fn start() -> Self {
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

    fn client(&self, database: &str) -> Command {
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

#[test]
fn mariadb_takes_every_survey() {
    let server = Mariadb::start();
    for (number, (told, built)) in everything().into_iter().enumerate() {
        let database = format!("survey{number}");
        done(server.client("").arg("-e").arg(format!("CREATE DATABASE {database} CHARACTER SET utf8mb4")));
        let file = std::fs::File::open(built.file("mysql.sql")).expect("the file is there");
        done(server.client(&database).stdin(file));
        let tables = done(server.client(&database).arg("-e").arg("SHOW TABLES"));
        assert!(tables.lines().count() >= 2, "{told}: only these tables: {tables}");
    }
}

#[test]
fn every_dialect_is_read_by_a_parser_of_its_own() {
    let names = ["postgresql.sql", "mysql.sql", "sqlite.sql", "duckdb.sql"];
    let files = everything().into_iter().flat_map(|(_, built)| names.map(|name| built.file(name)));
    done(python("sqlglot_parse.py").args(files));
}
