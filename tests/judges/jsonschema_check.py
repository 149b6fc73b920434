"""Holds each schema against the meta-schema of its draft, and judges the answers that stand beside it."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError


def read(name):
    return json.loads(Path(name).read_text(encoding="utf-8"))


claims = read(sys.argv[1])
wrong = 0
for claim in claims:
    schema = read(claim["schema"])
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        print(f"{claim['schema']}: {error.message}", file=sys.stderr)
        wrong += 1
        continue
    if "answers" not in claim:
        continue
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    answers = read(claim["answers"])
    errors = [error.message[:200] for error in validator.iter_errors(answers)]
    if (not errors) != claim["valid"]:
        print(f"{claim['schema']}: {str(answers)[:300]} should be {claim['valid']}: {errors[:3]}", file=sys.stderr)
        wrong += 1
print(f"{len(claims)} claims, {wrong} wrong")
sys.exit(1 if wrong else 0)
