#!/usr/bin/python3
"""Holds every shipped catalogue against the JSON Schema of catalogue files.

    validate_schema.py SCHEMA DIRECTORY

Catalogues that are wrong on purpose prove that the schema can say no.
"""

import copy
import json
import sys
from pathlib import Path

import jsonschema


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def problems(validator, catalogue):
    return ["/" + "/".join(map(str, error.absolute_path)) + ": " + error.message
            for error in validator.iter_errors(catalogue)]


def seeded(catalogue):
    unknown_key = copy.deepcopy(catalogue)
    unknown_key["operations"][0]["summary"] = "the provider's prose"
    missing_key = copy.deepcopy(catalogue)
    del missing_key["provider"]["version"]
    wrong_word = copy.deepcopy(catalogue)
    wrong_word["operations"][0]["effects"] = ["send-mesage"]
    return [unknown_key, missing_key, wrong_word]


def main(schema_path, directory):
    schema = read(Path(schema_path))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(path for path in Path(directory).glob("*.json")
                   if not path.name.endswith(".overlay.json") and path.name != "secrets.json")
    if not files:
        return f"{directory} holds no catalogue"
    found = [f"{path}: {text}" for path in files for text in problems(validator, read(path))]
    silent = [case for case in seeded(read(files[0])) if not problems(validator, case)]
    if silent:
        found.append("the schema accepts a catalogue that is wrong on purpose")
    print(f"{len(files)} catalogues")
    return "\n".join(found)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: validate_schema.py SCHEMA DIRECTORY")
    sys.exit(main(sys.argv[1], sys.argv[2]) or None)
