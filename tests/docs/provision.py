"""Compiles the documentation's TypeScript with all checks on, runs it over the examples' manifests, and
holds what it prints.

    python3 provision.py --latchkey PROGRAM --modules DIR [--update]
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs/consumers/provision.ts"
EXPECTED = ROOT / "docs/consumers/provision.txt"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latchkey", required=True, type=pathlib.Path)
    parser.add_argument("--modules", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    modules = options.modules.resolve() / "node_modules"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.latchkey, "compile", "policies/examples", "-o", f"{folder}/manifests", "--quiet",
                        "--as-of", "2026-11-23"], cwd=ROOT, check=True)
        subprocess.run(["node", modules / "typescript/bin/tsc", SOURCE, "--strict", "--noUncheckedIndexedAccess",
                        "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--types", "node",
                        "--typeRoots", modules / "@types", "--outDir", folder], check=True)
        printed = subprocess.run(["node", f"{folder}/provision.js", f"{folder}/manifests"], check=True,
                                 capture_output=True, text=True).stdout
    assert printed.count("scopes") > 10, printed
    if options.update:
        EXPECTED.write_text(printed)
    elif printed != EXPECTED.read_text():
        print(f"{EXPECTED} says something else than\n{printed}")
        return 1
    print(f"{printed.count(chr(10))} lines, as {EXPECTED.name} has them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
