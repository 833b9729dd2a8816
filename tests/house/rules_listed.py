#!/usr/bin/env python3
"""Every rule is a line of rules.def and three files of one stem, and `latchkey rules` lists it.

    rules_listed.py LATCHKEY [ROOT]
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PLACES = {"src/lint/rules/*.cpp": ".cpp", "src/lint/rules/*.md": ".md", "tests/rules/*.latch": ".latch"}


def problems_of(listed, sets):
    """What is wrong with the ids that the program lists, given the stems found in each place."""
    problems = []
    for place, stems in sets.items():
        problems += [f"{place}: nothing there"] if not stems else []
        problems += [f"{stem}: listed, but not in {place}" for stem in sorted(listed - stems)]
        problems += [f"{stem}: in {place}, but not listed" for stem in sorted(stems - listed)]
    return problems + ([] if listed else ["`latchkey rules` lists nothing"])


def self_test():
    one, two = {"excess_scope"}, {"excess_scope", "missing_scope"}
    assert problems_of(one, {"a": one, "b": one}) == []
    assert problems_of(two, {"a": two, "b": one}) == ["missing_scope: listed, but not in b"]
    assert problems_of(one, {"a": two, "b": one}) == ["missing_scope: in a, but not listed"]
    assert problems_of(set(), {"a": set()}) == ["a: nothing there", "`latchkey rules` lists nothing"]


def main():
    latchkey = sys.argv[1]
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent.parent
    self_test()
    rules = json.loads(subprocess.run([latchkey, "rules", "--format", "json"], check=True, capture_output=True, text=True).stdout)
    listed = [rule["id"] for rule in rules]
    assert listed == sorted(set(listed)), "`latchkey rules --format json` is not sorted by id"
    sets = {place: {path.stem for path in root.glob(place)} for place in PLACES}
    text = (root / "src/lint/rules.def").read_text(encoding="utf-8")
    sets["src/lint/rules.def"] = set(re.findall(r"^LATCHKEY_RULE\((\w+)\)$", text, re.MULTILINE))
    problems = problems_of({rule.replace("-", "_") for rule in listed}, sets)
    for problem in problems:
        print(problem)
    print(f"{len(listed)} rules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
