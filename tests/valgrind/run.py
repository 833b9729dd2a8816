#!/usr/bin/env python3
"""Runs the command line's goldens under Valgrind's memcheck.

    run.py --latchkey PROGRAM [FILE.test…]

A command that reads what was never written, or memory that is not its own, ends with 99, which no
golden expects. The program must be linked dynamically: in a static one memcheck does not see what
is allocated. Some 450 commands take ten minutes: no CI runs this."""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MEMCHECK = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=no", "--vgdb=no", f"--suppressions={HERE / 'libraries.supp'}"]


def is_static(program):
    said = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return said.returncode != 0 or "statically linked" in said.stdout + said.stderr


def sees_mistakes(directory):
    """Memcheck itself, on a program that reads what it never wrote."""
    source = directory / "mistake.c"
    source.write_text("#include <stdlib.h>\nint main(void) { int *p = malloc(4); return *p == 7 ? 3 : 0; }\n", encoding="utf-8")
    program = directory / "mistake"
    subprocess.run([os.environ.get("CC", "cc"), "-O0", "-w", "-o", program, source], check=True)
    return subprocess.run([*MEMCHECK, program], capture_output=True, check=False).returncode == 99


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("files", type=Path, nargs="*")
    arguments = parser.parse_args()
    program = arguments.latchkey.resolve(strict=True)
    if is_static(program):
        print(f"{program} is linked statically: memcheck would not see what it allocates")
        return 2
    with tempfile.TemporaryDirectory(prefix="latchkey-valgrind-") as temporary:
        directory = Path(temporary)
        if not sees_mistakes(directory):
            print("memcheck does not see a plain mistake here")
            return 2
        wrapper = directory / "latchkey"
        wrapper.write_text("#!/bin/sh\nexec " + shlex.join([*MEMCHECK, str(program)]) + ' "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        command = [sys.executable, "-B", ROOT / "tests/cli/run.py", "--latchkey", wrapper, "--seconds", "600", *arguments.files]
        return subprocess.run(list(map(str, command)), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
