#!/usr/bin/env python3
"""Reads a program's ELF headers, and how it was compiled, for what keeps a mistake from becoming a way in.

    hardened.py --compiler CXX [--program PROGRAM --commands compile_commands.json]

First it compiles a tiny program well and badly, and demands that each mistake is seen; without
--program that is all.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

GOOD = ("-O2", "-fPIE", "-static-pie", "-Wl,-z,relro,-z,now,-z,noexecstack")
BAD = {
    "it stands at a fixed place in memory (no PIE)": ("-O2", "-fno-pie", "-no-pie", "-static", "-Wl,-z,relro,-z,now"),
    "what is only written at the start stays writable (no RELRO)": (*GOOD, "-Wl,-z,norelro"),
    "its stack can be run": (*GOOD, "-Wl,-z,execstack"),
    "a segment is both written and run": (*GOOD, "-DWRITTEN_AND_RUN"),
}
SOURCE = """#ifdef WRITTEN_AND_RUN
asm(".section .both,\\"awx\\",@progbits\\n.byte 0\\n.text");
#endif
int main() { return 0; }
"""
FLAGS = ("-fstack-protector-strong", "-D_FORTIFY_SOURCE=2", "-fPIE")


def problems_of(program):
    text = subprocess.run(["readelf", "-hlW", str(program)], check=True, stdout=subprocess.PIPE, text=True).stdout
    segments = [line.split() for line in text.splitlines() if re.match(r" +[A-Z_]+ +0x", line)]
    flags = {(line[0], "".join(line[6:-1])) for line in segments}
    kinds = {kind for kind, _ in flags}
    assert "LOAD" in kinds, f"readelf names no segments of {program}"
    if not re.search(r"Type: +DYN", text):
        yield "it stands at a fixed place in memory (no PIE)"
    if "INTERP" in kinds:
        yield "it needs a loader and shared libraries"
    if "GNU_RELRO" not in kinds:
        yield "what is only written at the start stays writable (no RELRO)"
    if any(kind == "GNU_STACK" and "E" in flag for kind, flag in flags) or "GNU_STACK" not in kinds:
        yield "its stack can be run"
    if any(kind == "LOAD" and "W" in flag and "E" in flag for kind, flag in flags):
        yield "a segment is both written and run"


def self_test(compiler):
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory) / "one.cpp"
        source.write_text(SOURCE, encoding="utf-8")

        def problems(flags):
            program = Path(directory) / "one"
            subprocess.run([compiler, *flags, "-o", str(program), str(source)], check=True, stderr=subprocess.DEVNULL)
            return list(problems_of(program))

        assert not problems(GOOD), f"a good program is reported: {problems(GOOD)}"
        for expected, flags in BAD.items():
            assert expected in problems(flags), f"not noticed: {expected}"


def unprotected(commands):
    """Sources of ours that were compiled without one of the flags."""
    entries = [entry for entry in json.loads(commands.read_text(encoding="utf-8")) if re.search(r"/src/.*\.cpp$", entry["file"])]
    assert len(entries) > 100, f"only {len(entries)} sources in {commands}"
    for entry in entries:
        missing = [flag for flag in FLAGS if flag not in entry["command"].split()]
        if missing:
            yield f"{entry['file']} is compiled without {' '.join(missing)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--commands", type=Path)
    arguments = parser.parse_args()
    self_test(arguments.compiler)
    problems = list(problems_of(arguments.program)) if arguments.program else []
    problems += unprotected(arguments.commands) if arguments.commands else []
    for problem in problems[:20]:
        print(problem)
    print(f"{len(BAD)} mistakes seen, {arguments.program or 'no program'}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
