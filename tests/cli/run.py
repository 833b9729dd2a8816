#!/usr/bin/env python3
"""Runs the command line's goldens: commands, what they print and their exit codes.

    run.py --latchkey PROGRAM [--update] [--seconds N] [FILE.test…]    without files: all beside this script

A golden is a text of parts. `--- file: NAME` begins a file of the case (its lines are written to a
directory of its own); `--- run` begins commands:

    $ latchkey check a.latch
    a.latch:1:1: error: … [syntax-error]
    [exit 1]

Below a command stand its standard output and error, and its exit code when it is not 0. The rest
before the first part is for the reader. Commands are given to `sh` in that directory; LATCHKEY_REPO
is this checkout, and the day is 2026-11-23 (SOURCE_DATE_EPOCH). In what is printed the directory is
`$DIR` and the checkout `$REPO`; `\\ no newline` ends output that ends in the middle of a line.
--update writes what was printed into the golden: read the difference before you commit it.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NO_NEWLINE = "\\ no newline\n"


def environment(latchkey, home):
    """Nothing of the caller's but what programs need to run: the same output everywhere."""
    path = os.pathsep.join([str(latchkey.parent), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TMPDIR": str(home),
            "LATCHKEY_REPO": str(ROOT), "SOURCE_DATE_EPOCH": "1795392000"}


def run_command(command, directory, latchkey, seconds):
    """What a command prints and its exit code, as it stands in a golden."""
    done = subprocess.run(["sh", "-c", command], cwd=directory, env=environment(latchkey, directory.parent), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
    text = done.stdout.decode("utf-8", errors="backslashreplace").replace(str(directory), "$DIR").replace(str(ROOT), "$REPO")
    if text and not text.endswith("\n"):
        text += "\n" + NO_NEWLINE
    # What a line of output begins with must not be taken for a line of the golden.
    text = "".join("\\" + line if line.startswith(("$ ", "--- ", "[exit ")) else line for line in text.splitlines(keepends=True))
    return text + (f"[exit {done.returncode}]\n" if done.returncode != 0 else "")


def write_file(directory, name, text):
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def run_golden(golden, directory, latchkey, seconds):
    """The golden again, with what its commands print now, and how many commands there were."""
    out, part, name, text, commands = "", "", "", "", 0

    def end_part():
        if part == "file":
            write_file(directory, name, text)

    for line in golden.splitlines(keepends=True):
        if line.startswith("--- "):
            end_part()
            text = ""
            if line.startswith("--- file: "):
                part, name = "file", line[len("--- file: "):].strip()
            elif line == "--- run\n":
                part = "run"
            else:
                raise ValueError(f"`{line.strip()}` is neither `--- file: NAME` nor `--- run`")
            out += line
        elif part == "run" and line.startswith("$ "):
            commands += 1
            out += line + run_command(line[2:], directory, latchkey, seconds)
        elif part == "run":
            out += line if line == "\n" and not commands else ""
        else:
            text += line
            out += line
    end_part()
    return out, commands


def check(path, golden, latchkey, seconds=60):
    """The golden as it is now, and the difference from what it was, in words."""
    with tempfile.TemporaryDirectory(prefix="latchkey-cli-") as temporary:
        directory = Path(temporary) / "case"
        directory.mkdir()
        actual, commands = run_golden(golden, directory, latchkey, seconds)
    if commands == 0:
        return golden, f"{path}: no command\n"
    difference = difflib.unified_diff(golden.splitlines(keepends=True), actual.splitlines(keepends=True), f"{path} (expected)", f"{path} (found)")
    return actual, "".join(difference)


def commands_of(latchkey, *words):
    """The commands that the program's help names: `check`, `catalog list`."""
    text = subprocess.run([latchkey, *words, "--help"], check=True, capture_output=True, text=True).stdout
    names = re.findall(r"^  ([a-z]+)  ", text.partition("\nSubcommands:\n")[2], re.MULTILINE)
    return [command for name in names for command in commands_of(latchkey, *words, name) or [" ".join((*words, name))]]


def find_unused(commands, goldens):
    """The commands that no golden runs for more than their help."""
    return [command for command in commands if not any(re.search(rf"^\$ .*latchkey {command}(?! --help)\b", golden, re.MULTILINE) for golden in goldens)]


def self_test():
    """A golden that is wrong must be reported, each way it can be wrong."""
    good = "--- file: d/a.txt\none\ntwo\n--- run\n$ cat d/a.txt\none\ntwo\n$ printf x; exit 3\nx\n\\ no newline\n[exit 3]\n$ echo '$ x'\n\\$ x\n"
    program = Path("/bin/true")
    assert check("good", good, program)[1] == "", check("good", good, program)[1]
    for bad in (good.replace("[exit 3]\n", ""), good.replace("[exit 3]", "[exit 1]"), good.replace("one\ntwo\n$", "one\n$"),
                good.replace("two\n$", "two\nthree\n$"), "--- file: a\nb\n"):
        assert bad != good and check("bad", bad, program)[1] != "", f"self-test: not reported: {bad}"
    goldens = ["$ latchkey check a.latch\n$ latchkey rules --help\n", "$ cd x && latchkey catalog list\n"]
    assert find_unused(["check", "rules", "catalog list", "catalog show"], goldens) == ["rules", "catalog show"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--seconds", type=int, default=60, help="how long one command may take")
    parser.add_argument("files", type=Path, nargs="*")
    arguments = parser.parse_args()
    self_test()
    latchkey = arguments.latchkey.resolve(strict=True)
    paths = arguments.files or sorted(HERE.glob("*.test"))
    assert paths, f"no goldens in {HERE}"
    goldens = [path.read_text(encoding="utf-8") for path in paths]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda pair: check(pair[0].name, pair[1], latchkey, arguments.seconds), zip(paths, goldens)))
    failed = 0
    if not arguments.files:
        commands = commands_of(latchkey)
        assert len(commands) > 5, f"the help names only {commands}"
        for command in find_unused(commands, goldens):
            print(f"no golden runs `latchkey {command}`")
            failed += 1
    for path, golden, (actual, difference) in zip(paths, goldens, results):
        if difference and arguments.update:
            path.write_text(actual, encoding="utf-8")
            print(f"updated {path}")
        failed += difference != ""
        sys.stdout.write("" if arguments.update else difference)
    print(f"{len(paths)} goldens, {failed} {'updated' if arguments.update else 'problems'}")
    return 1 if failed and not arguments.update else 0


if __name__ == "__main__":
    sys.exit(main())
