#!/usr/bin/env python3
"""Makes the manual pages of a program and holds them against what that program says of itself.

    pages.py --latchkey PROGRAM

Every command has a page, every option its entry there, and every format of findings a line in the
program's own page. The pages are read by man without a warning, and made twice they are the same.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

import pages  # noqa: E402
from outline import read_outline  # noqa: E402


def shown(page):
    """What a reader sees, on a line as wide as it likes, so that nothing is broken up."""
    environment = os.environ | {"MANWIDTH": "400", "MAN_KEEP_FORMATTING": "", "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""}
    done = subprocess.run(["man", "--warnings", "-l", str(page)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0 and not done.stderr, f"{page.name}: man says: {done.stderr}"
    return done.stdout


def problems_of(text, command):
    """What a page leaves out of its command."""
    for option in command.options:
        line = next((line for line in text.splitlines() if re.match(rf" +{re.escape(', '.join(option.names))}(?![\w-])", line)), None)
        if line is None:
            yield f"{command.words}: {option.names[-1]} is not in its page"
        elif option.value_needed and option.value not in line:
            yield f"{command.words}: the page of {option.names[-1]} does not say {option.value}"
        if not re.fullmatch(r"[A-Z:=]*", option.value):
            yield f"{command.words}: the value of {option.names[-1]} is called `{option.value}`; names are in capitals"
    for place in command.positionals:
        if place.positional not in text:
            yield f"{command.words}: {place.positional} is not in its page"
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO"):
        if not re.search(rf"^{section}$", text, re.MULTILINE):
            yield f"{command.words}: no section {section}"


def check(latchkey, directory):
    outline = read_outline(latchkey)
    written = pages.make(latchkey, directory / "one")
    again = pages.make(latchkey, directory / "two")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again], "two runs differ"
    problems, options = [], 0
    commands = outline.commands
    for command in commands:
        page = directory / "one" / "man" / "man1" / f"{command.page}.1"
        text = shown(page)
        problems += problems_of(text, command)
        options += len(command.options)
        if not command.path:
            main = text
    formats = next(command.formats() for command in commands if command.path == ("check",))
    problems += [f"latchkey(1) does not say what the format {one} is" for one in formats if not re.search(rf"^ +{one}$", main, re.MULTILINE)]
    problems += [f"latchkey(1) does not list {one.page}" for one in commands[1:]
                 if not one.commands and f"{one.page}(1)" not in main]
    assert len(commands) > 10 and options > 60 and len(formats) > 5, f"only {len(commands)} commands, {options} options, {len(formats)} formats"
    # A page that lacks an option must be noticed.
    probe = next(command for command in commands if command.path == ("check",))
    cut = re.sub(r"^ +--baseline.*\n", "", shown(directory / "one" / "man" / "man1" / "latchkey-check.1"), flags=re.MULTILINE)
    assert list(problems_of(cut, probe)) == ["latchkey check: --baseline is not in its page"], list(problems_of(cut, probe))
    return problems, f"{len(commands)} pages, {options} options"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latchkey", type=Path, required=True)
    with tempfile.TemporaryDirectory() as directory:
        problems, counts = check(parser.parse_args().latchkey.resolve(), Path(directory))
    for problem in problems:
        print(problem)
    print(f"{counts}; {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
