"""Reads each file as SQL of the dialect its name tells; fails at the first that cannot be read."""

import logging
import re
import sys
from pathlib import Path

import sqlglot
from sqlglot.errors import ErrorLevel, SqlglotError

DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite", "duckdb": "duckdb"}

# What the parser knows only as a command it keeps as text; that is no fault of the file.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

# `DELIMITER` is a word to the MySQL client, and what stands between two of them is a program; MariaDB itself reads those.
PROGRAMS = re.compile(r"^DELIMITER \$\$$.*?^DELIMITER ;$", re.MULTILINE | re.DOTALL)

# The parser takes no character set in the columns of a `JSON_TABLE`; MariaDB itself reads those too.
CHARACTER_SETS = re.compile(r" CHARACTER SET \w+ COLLATE \w+(?= PATH )")

statements = 0
for name in sys.argv[1:]:
    path = Path(name)
    try:
        text = CHARACTER_SETS.sub("", PROGRAMS.sub("", path.read_text(encoding="utf-8")))
        parsed = sqlglot.parse(text, dialect=DIALECTS[path.stem], error_level=ErrorLevel.RAISE)
    except SqlglotError as error:
        sys.exit(f"{name}: {error}")
    statements += len(parsed)
print(f"{statements} statements")
