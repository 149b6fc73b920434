"""Answers lines of JSON: two schemas and answer files in, what jsonschema says of each file out; null where it accepts."""

import json
import sys
from decimal import Decimal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError


def number(text):
    """As docs/targets/json-schema.md tells: exact, and whole if it is."""
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else exact


def says(validator, file):
    if validator.is_valid(file):
        return None
    return next(validator.iter_errors(file)).message[:300]


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
