#!/usr/bin/env python3
"""Holds `latchkey catalog diff` against what the two catalogue files say, worked out apart from it.

    check_diff.py LATCHKEY OLD NEW      two catalogue files of one provider
    check_diff.py LATCHKEY              changed copies of the shipped catalogues, with a fixed seed

Compared are, by method and normalised path: operations gained and lost, requirements, levels and
deprecations; and for every scope what it opens more and less, with what it implies. Exits 1 after
naming every difference, or when nothing differed that could have been compared.
"""

import copy
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CATALOGS = Path(__file__).resolve().parent.parent.parent / "policies" / "catalogs"
ROUNDS = 8


def key(operation):
    return operation["method"] + " " + (re.sub(r"\{[^}]*\}", "{}", operation["path"]).rstrip("/") or "/")


def named(text):
    method, path = text.split(" ", 1)
    return key({"method": method, "path": path})


def operations(catalogue):
    return {key(operation): operation for operation in catalogue["operations"]}


def closure(catalogue, scope):
    implies = {row["id"]: row["implies"] for row in catalogue["scopes"]}
    reached, waiting = set(), [scope]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting += implies[at]
    return reached


def opened(catalogue, scope):
    """Operation -> the fewest scopes that it takes besides, for what the scope opens."""
    if all(row["id"] != scope for row in catalogue["scopes"]):
        return {}
    held, found = closure(catalogue, scope), {}
    for name, operation in operations(catalogue).items():
        ways = [sorted(set(names) - held) for names in operation["scopes"] or [] if set(names) & held]
        if ways:
            found[name] = min(ways, key=lambda way: (len(way), way))
    return found


def more(mine, theirs):
    return {name for name, way in mine.items() if name not in theirs or not set(theirs[name]) <= set(way)}


def facts(operation):
    """What is compared of an operation, without regard to order."""
    scopes = operation["scopes"]
    return {"requirement": None if scopes is None else sorted(sorted(names) for names in scopes),
            "levels": sorted(operation["levels"]), "deprecated": operation["deprecated"]}


def expected(old, new):
    before, after = operations(old), operations(new)
    changed = {(name, fact) for name in before.keys() & after.keys()
               for fact, value in facts(after[name]).items() if facts(before[name])[fact] != value}
    scopes = {}
    for scope in {row["id"] for row in old["scopes"] + new["scopes"]}:
        was, now = opened(old, scope), opened(new, scope)
        if more(now, was) or more(was, now):
            scopes[scope] = (more(now, was), more(was, now))
    return {"gained": after.keys() - before.keys(), "lost": before.keys() - after.keys(), "changed": changed, "scopes": scopes}


def found(diff):
    def names(presence):
        return {named(row["operation"]) for row in diff["operations"] if row["change"] == presence}

    def opens(rows):
        return {named(row["operation"]) for row in rows if "operation" in row}

    changed = {(named(row["operation"]), fact["fact"]) for row in diff["operations"] if row["change"] == "changed"
               for fact in row["facts"] if fact["fact"] in ("requirement", "levels", "deprecated")}
    scopes = {row["scope"]: (opens(row["opens_more"]), opens(row["opens_less"])) for row in diff["scopes"]}
    return {"gained": names("gained"), "lost": names("lost"), "changed": changed,
            "scopes": {scope: sets for scope, sets in scopes.items() if sets != (set(), set())}}


def run(program, old, new):
    """In a directory without policies, so that nothing stands in the way."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run([program, "catalog", "diff", old, new, "--format", "json"], cwd=empty, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"catalog diff {old} {new} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def compare(program, old_path, new_path):
    """How much there was to compare, and what is wrong."""
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (old_path, new_path))
    wanted, got = expected(old, new), found(run(program, old_path, new_path))
    problems = [f"{what}: expected {wanted[what]}\n  found {got[what]}" for what in wanted if wanted[what] != got[what]]
    return {what: len(items) for what, items in wanted.items()}, problems


def scramble(catalogue, chance):
    """A copy in which some operations are gone, others ask for something else."""
    changed = copy.deepcopy(catalogue)
    names = [row["id"] for row in changed["scopes"]]
    entities = {row["entity"] for row in changed["operations"]}
    for operation in changed["operations"]:
        if chance.random() < 0.1:
            operation["deprecated"] = not operation["deprecated"]
        if chance.random() < 0.1:
            operation["scopes"] = chance.choice([None, [], [[chance.choice(names)]], *[sorted(
                sorted(chance.sample(names, min(len(names), chance.randint(1, 2)))) for _ in range(2))]])
            if operation["scopes"] and len(operation["scopes"]) == 2 and operation["scopes"][0] == operation["scopes"][1]:
                operation["scopes"].pop()
        if chance.random() < 0.1:
            operation["levels"] = chance.choice([[], changed["provider"]["levels"]])
    kept = [operation for operation in changed["operations"] if chance.random() > 0.05]
    if {row["entity"] for row in kept} == entities and {row["verb"] for row in kept} == {row["verb"] for row in changed["operations"]}:
        changed["operations"] = kept
    # Downwards in their order, so that nothing implies itself.
    for at, row in enumerate(changed["scopes"][1:], 1):
        if chance.random() < 0.05:
            row["implies"] = [changed["scopes"][chance.randrange(at)]["id"]]
    return changed


def scrambled_pairs(directory):
    chance = random.Random(20261123)
    shipped = [json.loads((CATALOGS / f"{name}.json").read_text(encoding="utf-8")) for name in ("highlevel", "hubspot", "keap", "make")]
    for number in range(ROUNDS):
        pair = []
        for side in ("old", "new"):
            pair.append(directory / f"{number}-{side}.json")
            pair[-1].write_text(json.dumps(scramble(shipped[number % len(shipped)], chance)), encoding="utf-8")
        yield tuple(pair)


def main(arguments):
    if len(arguments) not in (1, 3):
        sys.exit(__doc__)
    program = Path(arguments[0]).resolve()
    totals, problems = {}, []
    with tempfile.TemporaryDirectory() as directory:
        pairs = [tuple(Path(path).resolve() for path in arguments[1:])] if len(arguments) == 3 else scrambled_pairs(Path(directory))
        for old, new in pairs:
            counts, wrong = compare(program, old, new)
            problems += [f"{old.name} -> {new.name}: {problem}" for problem in wrong]
            totals = {what: totals.get(what, 0) + count for what, count in counts.items()}
    print(", ".join(f"{what} {count}" for what, count in totals.items()))
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems or not all(totals.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
