"""Answers lines of JSON: a script and answer files as statements in, what the SQLite of this Python says of each file out; null where it accepts.

Run by the system's own Python, it is the SQLite that the system ships. `version` asks which that is."""

import json
import sqlite3
import sys


def rows(connection, view):
    found = connection.execute(f'SELECT * FROM "{view}"')
    names = [column[0] for column in found.description]
    return [dict(zip(names, row)) for row in found.fetchall()]


def written(connection, file, views):
    """What it says of the file as a submission and as a draft."""
    said = {"submission": None, "draft": None, "derived": {}}
    try:
        for sql, parameters in file["inserts"]:
            connection.execute(sql, parameters)
    except (sqlite3.Error, OverflowError) as error:
        said["submission"] = said["draft"] = str(error)
        return said
    try:
        connection.execute(*file["submit"])
        said["derived"] = {view: rows(connection, view) for view in views}
    except sqlite3.Error as error:
        said["submission"] = str(error)
    return said


def answer(asked):
    if "version" in asked:
        return {"version": sqlite3.sqlite_version}
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(asked["script"])
    except sqlite3.Error as error:
        return {"error": str(error)}
    said = []
    for file in asked["files"]:
        connection.execute("SAVEPOINT answer")
        said.append(written(connection, file, asked["views"]))
        connection.execute("ROLLBACK TO answer")
        connection.execute("RELEASE answer")
    connection.close()
    return {"said": said}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
