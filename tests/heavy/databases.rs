//! The databases: every survey's tables made in SQLite, PostgreSQL, MariaDB and DuckDB themselves.

use crate::built::everything;
use crate::run::{done, python};
use crate::servers::{Mariadb, Postgresql};

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
