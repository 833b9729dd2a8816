#!/usr/bin/env python3
"""The policies and catalogues that ship have nothing wrong with them.

    self_lint.py LATCHKEY [ROOT]
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

AS_OF = ["--as-of", "2026-11-23"]


def run(latchkey, arguments, cwd):
    done = subprocess.run([latchkey, *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def demand_silence(latchkey, arguments, cwd):
    """What a command says that should say nothing and end with 0."""
    code, text = run(latchkey, arguments, cwd)
    return [] if code == 0 and text == "" else [f"latchkey {' '.join(map(str, arguments))}: exit {code}\n{text}"]


def self_test(latchkey):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bad.latch").write_text("team\n", encoding="utf-8")
        assert demand_silence(latchkey, ["check", folder, *AS_OF], folder), "self-test: a bad policy passes"
        Path(folder, "bad.json").write_text("{}", encoding="utf-8")
        assert demand_silence(latchkey, ["catalog", "verify", f"{folder}/bad.json"], folder), "self-test: a bad catalogue passes"


def main():
    latchkey = sys.argv[1]
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent.parent
    self_test(latchkey)
    examples = sorted((root / "policies/examples").rglob("*.latch"))
    assert examples, "no examples in policies/examples"
    problems = demand_silence(latchkey, ["check", "policies/examples", *AS_OF], root)

    purposes = re.findall(r"^purpose ([\w-]+)", (root / "policies/purposes.latch").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(purposes) >= 12, "purposes.latch declares no purposes"
    for purpose in purposes:
        code, text = run(latchkey, ["explain", purpose], root)
        if code != 0 or f"# Purpose `{purpose}` (ships with Latchkey)" not in text:
            problems.append(f"latchkey explain {purpose}: exit {code}\n{text}")

    rows = run(latchkey, ["catalog", "list"], root)[1].splitlines()[2:]
    shipped = {row.split("|")[1].strip() for row in rows if row.endswith("| shipped |")}
    files = {path.stem for path in (root / "policies/catalogs").glob("*.json") if path.name != "secrets.json" and not path.name.endswith(".overlay.json")}
    assert files and shipped == files, f"shipped are {sorted(shipped)}, in policies/catalogs are {sorted(files)}"
    for provider in sorted(files):
        problems += demand_silence(latchkey, ["catalog", "verify", provider], root)
        problems += demand_silence(latchkey, ["catalog", "verify", root / f"policies/catalogs/{provider}.json"], root)

    for problem in problems:
        print(problem)
    print(f"{len(examples)} examples, {len(purposes)} purposes, {len(files)} catalogues, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
