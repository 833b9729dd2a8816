#!/usr/bin/python3
"""Holds a directory of compiled manifests against the format, without any code of Latchkey.

usage: validate_manifests.py DIRECTORY MANIFEST_SCHEMA INDEX_SCHEMA [--self-test]

Every file is valid under its JSON Schema (draft 2020-12), its digest is what a canonicaliser of our
own here computes (RFC 8785), what must be sorted is sorted, places in `grants` exist, and the index
and the manifests tell of the same integrations. `--self-test` also damages each file in several
ways and fails when a damage goes unnoticed. Exit code 0: all is well; 1: something is not;
2: nothing could be checked.
"""

import copy
import hashlib
import json
import math
import pathlib
import sys

import jsonschema


def canonical_number(number):
    """ECMAScript's Number::toString."""
    if isinstance(number, int) and abs(number) < 2**53:
        return str(number)
    number = float(number)
    if not math.isfinite(number):
        raise ValueError(f"{number} is not a number of JSON")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0)
    if whole == "0":
        point -= 1 + len(fraction) - len(fraction.lstrip("0"))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    mantissa = digits[0] + ("." + digits[1:] if count > 1 else "")
    return f"{sign}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def canonical(value):
    if value is None or isinstance(value, bool) or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return canonical_number(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(item) for key, item in members) + "}"


def digest(document):
    rest = {key: item for key, item in document.items() if key != "digest"}
    return "sha256:" + hashlib.sha256(canonical(rest).encode("utf-8")).hexdigest()


def unique_keys(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key occurs twice")
    return members


def read(path):
    data = path.read_bytes()
    text = data.decode("utf-8")
    if not text.endswith("}\n") or text.startswith("\ufeff") or "\r" in text:
        raise ValueError("is not UTF-8 without mark, with one final newline and no carriage return")
    return json.loads(text, object_pairs_hook=unique_keys)


def is_sorted(names):
    return names == sorted(set(names), key=lambda name: name.encode("utf-8"))


def names_of(operations):
    return {(operation["method"], operation["path"]) for operation in operations}


def order_problems(manifest):
    sources = [grant["source"] for grant in manifest["grants"]]
    places = [(source["file"], source["line"], source["column"]) for source in sources]
    if places != sorted(places):
        yield "the grants are not in the order of the source"
    if not is_sorted(manifest["data"]["classes"]) or not is_sorted(manifest["data"]["subjects"]):
        yield "classes or subjects are not sorted"
    for provider in manifest["providers"]:
        scopes = provider["scopes"]
        minimal = [one["scope"] for one in scopes["minimal"]]
        for names in (minimal, scopes["declared"], scopes["excess"], scopes["missing"]):
            if not is_sorted(names):
                yield f"scopes are not sorted: {names}"
        allowed = provider["operations"]["allowed"]
        residual = provider["operations"]["residual"]
        for operations in (allowed, residual):
            places = [(one["path"].encode(), one["method"]) for one in operations]
            if places != sorted(places):
                yield "operations are not sorted by path and method"
        both = names_of(allowed) & names_of(residual)
        if both:
            yield f"allowed and residual at once: {sorted(both)}"
        for item in allowed + provider["events"]:
            if not is_sorted(item.get("required", [])) or not is_sorted(item.get("fields") or []):
                yield f"fields are not sorted: {item['id']}"
            if item["grants"] != sorted(item["grants"]) or not item["grants"]:
                yield f"places of grants: {item['grants']}"
            for place in item["grants"]:
                grants = manifest["grants"]
                if place >= len(grants) or grants[place]["effect"] != "allow":
                    yield f"no grant that allows stands at {place}"


def file_problems(name, document, validators):
    is_index = name == "index.json"
    errors = validators[is_index].iter_errors(document)
    problems = [f"{error.json_path}: {error.message[:200]}" for error in errors]
    if problems:
        return problems
    if document["digest"] != digest(document):
        problems.append(f"digest is {document['digest']}, computed {digest(document)}")
    if is_index:
        for key in ("catalogs", "integrations", "credentials", "teams"):
            by = "provider" if key == "catalogs" else "id"
            if not is_sorted([one[by] for one in document[key]]):
                problems.append(f"{key} are not sorted by {by}")
    else:
        problems += order_problems(document)
        if name != document["integration"]["id"] + ".json":
            problems.append("is not named after its integration")
    return problems


def set_problems(documents):
    index = documents.get("index.json")
    if index is None:
        return ["there is no index.json"]
    problems = []
    listed = {entry["file"]: entry for entry in index["integrations"]}
    for name in sorted(set(documents) - {"index.json"} ^ set(listed)):
        problems.append(f"{name}: only one of index and directory has it")
    for name, entry in listed.items():
        manifest = documents.get(name)
        if manifest is None:
            continue
        owner = manifest["integration"]["owner"]
        told = {
            "id": manifest["integration"]["id"],
            "status": manifest["integration"]["status"],
            "digest": manifest["digest"],
            "purpose": manifest["integration"]["purpose"],
            "owner": owner and owner["team"],
            "credentials": sorted({one["credential"]["id"] for one in manifest["providers"]}),
            "allowed": sum(len(one["operations"]["allowed"]) for one in manifest["providers"]),
            "residual": sum(len(one["operations"]["residual"]) for one in manifest["providers"]),
        }
        for key, value in told.items():
            if entry[key] != value:
                problems.append(f"{name}: {key} is {entry[key]} in the index, {value} in the file")
    return problems


def damages(document):
    """Copies of a document, each with one thing wrong."""
    for key in document:
        damaged = copy.deepcopy(document)
        del damaged[key]
        yield f"without {key}", damaged
    yield "with one key more", {**document, "extra": None}
    yield "with another digest", {**document, "digest": "sha256:" + "0" * 64}
    damaged = copy.deepcopy(document)
    damaged["generator"]["version"] = "9.9.9"
    yield "with another version", damaged


def main(arguments):
    if len(arguments) not in (3, 4) or arguments[3:] not in ([], ["--self-test"]):
        print(__doc__, file=sys.stderr)
        return 2
    directory = pathlib.Path(arguments[0])
    validators = []
    for path in arguments[1:3]:
        schema = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators.append(jsonschema.Draft202012Validator(schema))
    documents, failures, noticed = {}, [], 0
    for path in sorted(directory.glob("*.json")):
        try:
            document = read(path)
        except ValueError as error:
            failures.append(f"{path.name}: {error}")
            continue
        problems = file_problems(path.name, document, validators)
        failures += [f"{path.name}: {problem}" for problem in problems]
        documents[path.name] = document
        for what, damaged in damages(document) if len(arguments) == 4 else ():
            if not file_problems(path.name, damaged, validators):
                failures.append(f"{path.name}: {what}, and nothing was noticed")
            noticed += 1
    if not failures:
        failures += set_problems(documents)
    for failure in failures:
        print(failure)
    manifests = len(documents) - ("index.json" in documents)
    if manifests == 0 and not failures:
        print(f"NOTHING WAS CHECKED: no manifest in {directory}")
        return 2
    print(f"{manifests} manifests and the index checked, {noticed} damages tried, "
          f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
