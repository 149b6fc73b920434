"""Answers lines of JSON about one database in memory that lasts: `fresh` empties it, `run` runs a script, `ask` gives the rows of its queries."""

import json
import sys

import duckdb

connection = duckdb.connect(":memory:")


def named(found):
    names = [column[0] for column in found.description]
    return [dict(zip(names, row)) for row in found.fetchall()]


def ask(script):
    rows = []
    for statement in connection.extract_statements(script):
        found = connection.execute(statement)
        if found.description:
            rows.extend(named(found))
    return rows


def answer(asked):
    global connection
    if asked["do"] == "fresh":
        connection.close()
        connection = duckdb.connect(":memory:")
        return {}
    try:
        if asked["do"] == "run":
            connection.execute(asked["script"])
            return {}
        return {"rows": ask(asked["script"])}
    except duckdb.Error as error:
        # Whoever ends at the first error leaves nothing open behind.
        try:
            connection.execute("ROLLBACK")
        except duckdb.Error:
            pass
        return {"error": str(error)}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
