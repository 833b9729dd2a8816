"""Holds the findings of realistic workspaces: what companies of many kinds would write, and what
Latchkey says of it. Each folder of tests/corpus is one workspace with its `findings.txt`.

    python3 -B tests/corpus/run.py --latchkey build/release/latchkey [--update] [NAME…]

Every finding in a `findings.txt` is one that a security engineer would sign: read each before you
commit it. A finding that nobody would act on is a bug of its rule.
"""

import argparse
import difflib
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
AS_OF = "2026-11-23"
WORKSPACES = 40
INTEGRATIONS = 300


def findings(latchkey, workspace):
    done = subprocess.run(
        [latchkey, "check", "--format", "compact", "--as-of", AS_OF, "--fail-on", "never", "."],
        cwd=workspace, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"exit {done.returncode}\n{done.stderr}"
    return done.stdout


def integrations(workspace):
    return sum(len(re.findall(r"^integration ", path.read_text(), re.M))
               for path in workspace.rglob("*.latch"))


def check(latchkey, workspace, update):
    """The problems of one workspace."""
    found = findings(latchkey, workspace)
    golden = workspace / "findings.txt"
    expected = golden.read_text() if golden.exists() else None
    if found == expected:
        return []
    if update:
        golden.write_text(found)
        print(f"updated {workspace.name}")
        return []
    return list(difflib.unified_diff((expected or "").splitlines(), found.splitlines(),
                                     f"{workspace.name}/findings.txt", "found", lineterm=""))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latchkey", required=True, type=lambda text: str(pathlib.Path(text).resolve()))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()

    workspaces = sorted(path for path in FOLDER.iterdir() if (path / "policies").is_dir())
    chosen = [path for path in workspaces if not options.names or path.name in options.names]
    problems = []
    for workspace in chosen:
        problems += check(options.latchkey, workspace, options.update)
    if not options.names:
        written = sum(integrations(path) for path in workspaces)
        if len(workspaces) < WORKSPACES or written < INTEGRATIONS:
            problems.append(f"{len(workspaces)} workspaces with {written} integrations: there are "
                            f"to be {WORKSPACES} with {INTEGRATIONS}")
        print(f"{len(workspaces)} workspaces, {written} integrations")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
