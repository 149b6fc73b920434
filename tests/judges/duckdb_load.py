"""Loads each file into a DuckDB of its own; fails at the first that DuckDB refuses."""

import sys
from pathlib import Path

import duckdb

for name in sys.argv[1:]:
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(Path(name).read_text(encoding="utf-8"))
        tables = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()[0]
    except duckdb.Error as error:
        sys.exit(f"{name}: {error}")
    if tables < 2:
        sys.exit(f"{name}: only {tables} tables")
print(f"{len(sys.argv) - 1} files")
