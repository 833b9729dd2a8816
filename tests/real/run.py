#!/usr/bin/env python3
"""Holds what Latchkey says of public integrations against facts computed apart from it.

    run.py LATCHKEY [--cases DIR]

LATCHKEY     the program to test (build/release/latchkey).
--cases DIR  also takes every DIR/*.json in the format of the files expected.json here.

Each folder beside this file holds the facts of one integration, expected.json, and a policy
written by hand; a second policy is written here from the facts. Both are compiled. The minimal
scopes, with the operations and events behind each of them, the excess and the missing scopes must
be exactly those of the facts, and so must the calls that the catalogue does not have. `unknown`
are scopes asked for that no source lists. The numbers stand as `expected/found`.
A case needs only `asked` and `calls`: what its facts do not say is `-`, and is told and not judged.
Exits 1 after naming every difference, or when nothing was checked; 2 on wrong usage.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
AS_OF = "2026-11-23"
COLUMNS = ["needed", "excess", "missing", "unknown", "not in catalogue"]
SCOPE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*([./-][A-Za-z_][A-Za-z0-9_]*)*")

# Everything that a case may call must be inside its purpose, so the purpose bounds nothing.
GENERATED = """\
// Written by tests/real/run.py from {case}.
use highlevel

team case {{
  contact "case@example.example"
}}

purpose whatever-it-calls {{
  permits any on any
  data    identifier, contact-detail, demographic, financial, special, consent, behavioural,
          free-text
}}

credential the-app {{
  provider highlevel
  kind     oauth-app
  level    agency, location
  store    env "THE_APP"
  owner    case
}}

integration the-case {{
  purpose whatever-it-calls
  owner   case
  uses    the-app

{grants}
{scopes}}}
"""


@dataclass
class Case:
    name: str
    # Written by hand; without it one is made from the facts.
    policy: str | None
    facts: dict


@dataclass
class Answer:
    """What the program says, spelt as the facts are."""

    needed: dict[str, set[str]]
    excess: set[str]
    missing: set[str]


class Failed(Exception):
    """The program did not do what it was asked."""


def normal(operation: str) -> str:
    """Parameter names and a trailing slash do not count."""
    method, path = operation.split(" ", 1)
    path = re.sub(r"\{[^}]*\}", "{}", path)
    return f"{method} {path.rstrip('/') or '/'}"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def statement(words: str, items: list[str]) -> str:
    return f"  {words} " + ",\n    ".join(items) + "\n" if items else ""


def generated_policy(name: str, facts: dict) -> str:
    calls = statement("allow call", [quoted(call) for call in facts["calls"]])
    events = statement("allow receive", facts.get("webhooks", []))
    scopes = [s if SCOPE_NAME.fullmatch(s) else quoted(s) for s in facts["asked"]]
    return GENERATED.format(case=name, grants=calls + events, scopes=statement("scopes", scopes))


def without(facts: dict, scopes: Collection[str], calls: Collection[str]) -> dict:
    """The facts without what no catalogue knows: a policy that names it does not compile."""
    return facts | {"asked": [s for s in facts["asked"] if s not in scopes],
                    "calls": [c for c in facts["calls"] if c not in calls]}


def run(program: Path, arguments: list[str], may_find: bool = False) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0 and not (may_find and done.returncode == 1):
        raise Failed(f"`latchkey {arguments[0]}` ended with {done.returncode}\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def compiled(program: Path, policy: str) -> Answer:
    """Compiles a policy of one integration in a directory of its own."""
    with tempfile.TemporaryDirectory() as directory:
        policies, manifests = Path(directory, "policies"), Path(directory, "manifests")
        policies.mkdir()
        (policies / "policy.latch").write_text(policy, encoding="utf-8")
        run(program, ["compile", str(policies), "-o", str(manifests), "--fail-on", "never",
                      "--as-of", AS_OF])
        index = json.loads((manifests / "index.json").read_text(encoding="utf-8"))
        [integration] = index["integrations"]
        manifest = json.loads((manifests / integration["file"]).read_text(encoding="utf-8"))
    [provider] = manifest["providers"]
    scopes = provider["scopes"]
    needed = {}
    for minimal in scopes["minimal"]:
        because = minimal["because"]
        needed[minimal["scope"]] = {normal(o) for o in because["operations"]} | {f"webhook {e}" for e in because["events"]}
    return Answer(needed, set(scopes["excess"]), set(scopes["missing"]))


def findings(program: Path, policy: str, ids: Collection[str]) -> set[str]:
    """The scopes or calls of a generated policy that findings with these ids point at."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "policy.latch").write_text(policy, encoding="utf-8")
        report = json.loads(run(program, ["check", directory, "--format", "json", "--fail-on", "never",
                                          "--as-of", AS_OF], may_find=True))
    # The policy has one scope or call a line.
    lines = [line.strip().removeprefix("scopes ").removeprefix("allow call ").rstrip(",").strip('"')
             for line in policy.splitlines()]
    return {lines[f["span"]["start"]["line"] - 1] for f in report["findings"] if f["id"] in ids}


def not_known(program: Path, case: Case) -> tuple[set[str], set[str]]:
    """The scopes of a case that no source lists, and the calls that the catalogue does not have:
    unknown ones, and those that it takes for another operation because a literal may stand for a
    parameter. The rules only speak of a policy without errors, so it is asked twice."""
    policy = generated_policy(case.name, case.facts)
    scopes = findings(program, policy, {"unknown-scope"})
    calls = findings(program, policy, {"unknown-operation"})
    policy = generated_policy(case.name, without(case.facts, scopes, calls))
    return (scopes | findings(program, policy, {"undocumented-scope"}),
            calls | findings(program, policy, {"literal-for-parameter"}))


def differences(what: str, expected: set[str], found: set[str]) -> list[str]:
    return [f"{what}: expected `{item}`, not found" for item in sorted(expected - found)] + [
        f"{what}: found `{item}`, not expected" for item in sorted(found - expected)]


def known_excess(facts: dict, excess: Collection[str], unknown: Collection[str]) -> set[str]:
    """Scopes of the other namespace, and those that nobody knows, open nothing and so are too much
    as well; the facts list them apart."""
    return set(excess) - set(facts.get("invalid", [])) - set(facts.get("unknown_scope", [])) - set(unknown)


def compare_needed(expected: dict, found: dict[str, set[str]]) -> list[str]:
    needed = {scope: {normal(o) if not o.startswith("webhook ") else o for o in operations}
              for scope, operations in expected.items()}
    problems = differences("needed", set(needed), set(found))
    for scope in sorted(set(needed) & set(found)):
        problems += differences(f"needed `{scope}`", needed[scope], found[scope])
    return problems


def check(program: Path, case: Case) -> tuple[list[str], list[str]]:
    """A row of the table, and what is wrong."""
    facts, cells, problems = case.facts, {}, []

    def judge(column: str, expected: Collection[str] | None, found: Collection[str], said: list[str]) -> None:
        cells[column] = f"{'-' if expected is None else len(expected)}/{len(found)}"
        problems.extend(said if expected is not None else [])

    try:
        demand_lists(facts)
        unknown, calls = not_known(program, case)
        answer = compiled(program, case.policy or generated_policy(case.name, without(facts, unknown, calls)))
        judge("needed", facts.get("needed"), answer.needed, compare_needed(facts.get("needed", {}), answer.needed))
        for column, found in (("excess", known_excess(facts, answer.excess, unknown)), ("missing", answer.missing)):
            expected = facts.get(column)
            if expected is not None and column == "excess":
                expected = known_excess(facts, expected, unknown)
            judge(column, expected, found, differences(column, set(expected or []), found))
        bare = None if "needed" not in facts else []
        # Whether a scope that nobody documents is unknown is a matter of words: judged where it is said.
        said = differences("unknown", set(facts["unknown_scope"]), unknown) if "unknown_scope" in facts else []
        judge("unknown", facts.get("unknown_scope", bare), unknown, said)
        expected = facts.get("not_in_spec", bare)
        judge("not in catalogue", expected, calls, differences("not in the catalogue", set(expected or []), calls))
    except (Failed, OSError, KeyError, ValueError, TypeError) as error:
        problems.append(f"{type(error).__name__}: {error}")
    return [case.name, *(cells.get(column, "-/-") for column in COLUMNS), "FAILED" if problems else "passed"], problems


def demand_lists(facts: dict) -> None:
    """What a case must say, in words that help whoever wrote it."""
    for key in ("asked", "calls"):
        if not isinstance(facts.get(key), list):
            raise ValueError(f"`{key}` is not there, or is no list")


def read_facts(path: Path) -> dict:
    """What cannot be read is a case that fails, and not the end of the others."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return {}
    return facts if isinstance(facts, dict) else {}


def read_cases(directory: Path | None) -> list[Case]:
    cases = []
    for expected in sorted(HERE.glob("*/expected.json")):
        name, facts = expected.parent.name, read_facts(expected)
        policy = (expected.parent / "policy.latch").read_text(encoding="utf-8")
        cases += [Case(name, policy, facts), Case(f"{name} (generated)", None, facts)]
    for path in sorted(directory.glob("*.json")) if directory else []:
        cases.append(Case(path.name, None, read_facts(path)))
    return cases


def print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("latchkey", type=Path)
    parser.add_argument("--cases", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    if arguments.cases and not arguments.cases.is_dir():
        parser.error(f"{arguments.cases} is no directory")
    program = arguments.latchkey.resolve()

    table = [["integration", *COLUMNS, ""]]
    problems = []
    for case in read_cases(arguments.cases):
        row, wrong = check(program, case)
        table.append(row)
        problems += [f"{case.name}: {problem}" for problem in wrong]
    print_table(table)
    print(*problems, sep="\n", end="\n" if problems else "")

    failed = sum(row[-1] == "FAILED" for row in table[1:])
    print(f"{len(table) - 1 - failed} passed, {failed} failed")
    if len(table) == 1:
        print("nothing was checked", file=sys.stderr)
    return 1 if failed or len(table) == 1 else 0


if __name__ == "__main__":
    sys.exit(main())
