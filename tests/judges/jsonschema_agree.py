"""Answers lines of JSON: two schemas and answer files in, what jsonschema says of each file out; null where it accepts."""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError


# Numbers are read by the very lines that docs/targets/json-schema.md shows.
PAGE = Path(__file__).parents[2] / "docs/targets/json-schema.md"
exec(re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1])


def says(validator, file):
    error = next(validator.iter_errors(file), None)
    return error and error.message[:300]


def answer(asked):
    try:
        for schema in asked["schemas"]:
            Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return {"error": error.message}
    validators = [Draft202012Validator(schema) for schema in asked["schemas"]]
    return {"said": [[says(validator, file) for validator in validators] for file in asked["files"]]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line, parse_float=number))), flush=True)
