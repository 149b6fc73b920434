//! The databases that are migrated: a schema in PostgreSQL, a database in MariaDB, DuckDB in memory; what each knows of itself.

use serde_json::{Value as Json, json};
use setsumon_sql::Dialect;
use setsumon_tests::agreement::judge::File;
use setsumon_tests::agreement::migration::Database;

use crate::agreement::clients::objects;
use crate::agreement::speaking::Speaking;
use crate::run::python;
use crate::servers::{Mariadb, Postgresql};

/// Everything that PostgreSQL's system tables know of a schema, a line a thing.
const POSTGRESQL: &str = "\
SELECT concat_ws(' ', 'relation', relname, relkind, relpersistence, relacl::text, obj_description(c.oid)) FROM pg_class c
  WHERE relnamespace = 'survey'::regnamespace
UNION ALL SELECT concat_ws(' ', 'column', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attcollation::regcollation,
    pg_get_expr(adbin, adrelid), col_description(c.oid, attnum))
  FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
  WHERE relnamespace = 'survey'::regnamespace AND (attnum > 0 OR attisdropped)
UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
  WHERE connamespace = 'survey'::regnamespace
UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
  WHERE relnamespace = 'survey'::regnamespace AND NOT tgisinternal
UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'survey'::regnamespace
UNION ALL SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'survey'
UNION ALL SELECT concat_ws(' ', 'view', viewname, definition) FROM pg_views WHERE schemaname = 'survey'";

/// Everything that MariaDB's system tables know of a database, but for the procedure that a refusal leaves behind.
const MARIADB: &str = "\
SELECT concat_ws(' ', 'table', table_name, table_type, engine, table_collation, table_comment) AS line FROM information_schema.tables
  WHERE table_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'column', table_name, ordinal_position, column_name, column_type, is_nullable, column_default, collation_name, extra, column_comment)
  FROM information_schema.columns WHERE table_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'check', table_name, level, constraint_name, check_clause) FROM information_schema.check_constraints
  WHERE constraint_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'constraint', table_name, constraint_name, constraint_type) FROM information_schema.table_constraints
  WHERE table_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'key', table_name, constraint_name, ordinal_position, column_name, referenced_table_name, referenced_column_name)
  FROM information_schema.key_column_usage WHERE table_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'trigger', trigger_name, action_timing, event_manipulation, event_object_table, action_statement)
  FROM information_schema.triggers WHERE trigger_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'view', table_name, view_definition) FROM information_schema.views WHERE table_schema = 'survey'
UNION ALL SELECT concat_ws(' ', 'routine', routine_name, routine_type) FROM information_schema.routines WHERE routine_schema = 'survey'
  AND routine_name NOT LIKE '%\\_\\_prepare\\_migration'";

/// Everything that DuckDB knows.
const DUCKDB: &str = "\
SELECT concat_ws(' ', 'table', table_name, \"temporary\", comment, sql) AS line FROM duckdb_tables()
UNION ALL SELECT concat_ws(' ', 'view', view_name, comment, sql) FROM duckdb_views() WHERE NOT internal
UNION ALL SELECT concat_ws(' ', 'column', table_name, column_index, column_name, data_type, is_nullable, column_default, comment) FROM duckdb_columns()
  WHERE NOT internal
UNION ALL SELECT concat_ws(' ', 'constraint', table_name, constraint_type, constraint_text) FROM duckdb_constraints()
UNION ALL SELECT concat_ws(' ', 'index', table_name, index_name, sql) FROM duckdb_indexes()";

/// A schema of its own in a server of our own.
struct InPostgresql(Postgresql);

pub(super) fn postgresql() -> impl Database {
    InPostgresql(Postgresql::start())
}

impl InPostgresql {
    fn takes(&self, script: &str) -> Result<String, String> {
        let quiet = "SET client_min_messages TO error;\nSET search_path TO survey;\n";
        self.0.takes("postgres", &format!("{quiet}{script}"))
    }
}

impl Database for InPostgresql {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn dialect(&self) -> Dialect {
        Dialect::PostgreSql
    }

    fn fresh(&mut self) {
        let made = self.takes("DROP SCHEMA IF EXISTS survey CASCADE;\nCREATE SCHEMA survey;\n");
        made.unwrap_or_else(|why| panic!("{why}"));
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        self.takes(script).map(|_| ())
    }

    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String> {
        self.takes(script).map(|written| cells(&written))
    }

    fn rows(&mut self, query: &str, _: &[&str]) -> Vec<File> {
        objects(
            &self
                .takes(&format!("SELECT to_jsonb(found) FROM ({query}) AS found;\n"))
                .unwrap_or_else(|why| panic!("{why}")),
        )
    }

    fn catalogue(&mut self) -> Vec<String> {
        let query =
            format!("SELECT jsonb_build_object('line', known.line) FROM ({POSTGRESQL}) AS known (line) ORDER BY 1;\n");
        lines(&objects(&self.takes(&query).unwrap_or_else(|why| panic!("{why}"))))
    }
}

/// A database of its own in a server of our own.
struct InMariadb(Mariadb);

pub(super) fn mariadb() -> impl Database {
    InMariadb(Mariadb::start())
}

impl Database for InMariadb {
    fn name(&self) -> &'static str {
        "MariaDB"
    }

    fn dialect(&self) -> Dialect {
        Dialect::MySql
    }

    fn fresh(&mut self) {
        let made = self.0.takes("DROP DATABASE IF EXISTS survey; CREATE DATABASE survey CHARACTER SET utf8mb4;\n");
        made.unwrap_or_else(|why| panic!("{why}"));
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        self.0.takes(&format!("USE survey;\n{script}")).map(|_| ())
    }

    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String> {
        self.0.takes(&format!("USE survey;\n{script}")).map(|written| cells(&written))
    }

    fn rows(&mut self, query: &str, columns: &[&str]) -> Vec<File> {
        let pairs: Vec<_> = columns.iter().map(|name| format!("'{name}', `{name}`")).collect();
        let query = format!("SELECT JSON_OBJECT({}) FROM ({query}) AS found;\n", pairs.join(", "));
        objects(&self.0.told(&format!("USE survey;\n{query}")))
    }

    fn catalogue(&mut self) -> Vec<String> {
        let mut lines = lines(&self.rows(MARIADB, &["line"]));
        lines.sort();
        lines
    }
}

/// In memory, by its package for Python.
struct InDuckdb(Speaking);

pub(super) fn duckdb() -> impl Database {
    InDuckdb(Speaking::start(&mut python("duckdb_last.py")))
}

impl InDuckdb {
    fn asked(&mut self, what: &str, script: &str) -> Result<Vec<File>, String> {
        let mut answer = self.0.ask(&json!({ "do": what, "script": script }));
        if let Some(why) = answer["error"].as_str() {
            return Err(why.to_owned());
        }
        let rows = answer["rows"].take();
        Ok(rows.as_array().into_iter().flatten().map(|row| row.as_object().unwrap().clone()).collect())
    }
}

impl Database for InDuckdb {
    fn name(&self) -> &'static str {
        "DuckDB"
    }

    fn dialect(&self) -> Dialect {
        Dialect::DuckDb
    }

    fn fresh(&mut self) {
        self.asked("fresh", "").unwrap_or_else(|why| panic!("{why}"));
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        self.asked("run", script).map(|_| ())
    }

    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String> {
        let told = |cell: &Json| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
        Ok(self.asked("ask", script)?.iter().map(|row| row.values().map(told).collect()).collect())
    }

    fn rows(&mut self, query: &str, _: &[&str]) -> Vec<File> {
        self.asked("ask", query).unwrap_or_else(|why| panic!("{why}: {query}"))
    }

    fn catalogue(&mut self) -> Vec<String> {
        let mut lines = lines(&self.rows(DUCKDB, &["line"]));
        lines.sort();
        lines
    }
}

/// Rows as clients write them: a line a row, cells parted by tabs.
fn cells(written: &str) -> Vec<Vec<String>> {
    written.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn lines(rows: &[File]) -> Vec<String> {
    rows.iter().map(|row| row["line"].as_str().unwrap().to_owned()).collect()
}
