"""Answers lines of JSON: a script and answer files as statements in, what DuckDB says of each file out; null where it accepts."""

import json
import sys

import duckdb


def rows(connection, view):
    found = connection.execute(f'SELECT * FROM "{view}"')
    names = [column[0] for column in found.description]
    return [dict(zip(names, row)) for row in found.fetchall()]


def written(connection, file, asked):
    """What it says of the file as a submission and as a draft."""
    said = {"submission": None, "draft": None, "derived": {}}
    try:
        for statement in file["inserts"]:
            connection.execute(statement)
    except duckdb.Error as error:
        said["submission"] = said["draft"] = str(error)
        return said
    try:
        connection.execute(file["submit"])
        # DuckDB has no triggers: what is broken across tables stands in a view, where there is anything of the kind.
        broken = rows(connection, asked["broken"]) if asked["broken"] else []
        if broken:
            said["submission"] = str(broken[:3])
        else:
            said["derived"] = {view: rows(connection, view) for view in asked["views"]}
    except duckdb.Error as error:
        said["submission"] = str(error)
    return said


def answer(asked):
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        connection.execute(asked["script"])
    except duckdb.Error as error:
        return {"error": str(error)}
    said = []
    for file in asked["files"]:
        connection.execute("BEGIN TRANSACTION")
        said.append(written(connection, file, asked))
        connection.execute("ROLLBACK")
    tables = {table: rows(connection, table) for table in asked.get("tables", [])}
    connection.close()
    return {"said": said, "tables": tables}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
