#!/usr/bin/env python3
"""Writes the manual pages and the shells' completions, made of what the program says of itself.

    pages.py --latchkey PROGRAM --out DIR        DIR becomes a share/: man/man1/, bash-completion/, …

The same program gives the same bytes: the day in a page is that of SOURCE_DATE_EPOCH, or 1970.
"""

import argparse
import os
import subprocess
from pathlib import Path

import completions
import man
from outline import read_outline


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def make(latchkey, out):
    """Writes everything below `out` and returns the paths."""
    outline = read_outline(latchkey)
    environment = os.environ | {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
    written = []
    for name, source in man.pages(outline).items():
        done = subprocess.run(["scdoc"], input=source.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        if done.returncode != 0:
            raise SystemExit(f"{name}: scdoc says: {done.stderr.decode().strip()}")
        written.append(out / "man" / "man1" / name)
        write(written[-1], done.stdout)
    for name, make_one in completions.FILES.items():
        written.append(out / name)
        write(written[-1], make_one(outline).encode())
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    written = make(arguments.latchkey.resolve(), arguments.out)
    print(f"{len(written)} files in {arguments.out}")


if __name__ == "__main__":
    main()
