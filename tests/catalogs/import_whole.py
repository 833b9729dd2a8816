#!/usr/bin/env python3
"""Imports the whole of HighLevel's OpenAPI files and demands the bytes of policies/catalogs/highlevel.json.

    import_whole.py LATCHKEY REPOSITORY

The provider's files are not part of the tree: they are looked for in $LATCHKEY_SHARED, or in the folder
`shared` beside the checkout. Where they are not, the test is skipped (exit code 77) and says so.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
# A release takes a fraction of it; a debug build has to pass too.
SECONDS = 10


def find_files(repository):
    """The newest snapshot of the provider's files, or None."""
    shared = Path(os.environ.get("LATCHKEY_SHARED") or repository.parent / "shared")
    return max((shared / "data/highlevel").glob("openapi-*"), default=None)


def run_import(latchkey, files, overlay, out):
    """A finished run and the processor seconds that it took; those do not depend on who else is at work."""
    before = os.times()
    done = subprocess.run([latchkey, "catalog", "import", "--provider", "highlevel", "--openapi", files, "--overlay", overlay, "-o", out],
                          capture_output=True, text=True)
    after = os.times()
    return done, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    latchkey, repository = Path(sys.argv[1]).resolve(strict=True), Path(sys.argv[2]).resolve(strict=True)
    files = find_files(repository)
    if files is None:
        print("SKIPPED: HighLevel's OpenAPI files are not here; set LATCHKEY_SHARED to the folder that holds data/highlevel")
        return SKIPPED
    catalogs = repository / "policies/catalogs"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "highlevel.json"
        done, seconds = run_import(latchkey, files, catalogs / "highlevel.overlay.json", out)
        assert done.returncode == 0, f"the import ended with {done.returncode}\n{done.stdout}{done.stderr}"
        assert done.stdout == "", f"operations or lines of the overlay are left over:\n{done.stdout}"
        same = out.read_bytes() == (catalogs / "highlevel.json").read_bytes()
        assert same, "policies/catalogs/highlevel.json is not what the import makes of these files and the overlay"
        assert seconds < SECONDS, f"the import took {seconds:.1f} s"
        # A byte of an overlay that means something must show in the catalogue.
        other = Path(folder) / "overlay.json"
        text = (catalogs / "highlevel.overlay.json").read_text(encoding="utf-8")
        changed = text.replace('"entity": "note", "verb": "read"', '"entity": "task", "verb": "read"', 1)
        assert changed != text, "the overlay has no line to change"
        other.write_text(changed, encoding="utf-8")
        again, _ = run_import(latchkey, files, other, Path(folder) / "other.json")
        assert again.returncode == 0 and (Path(folder) / "other.json").read_bytes() != out.read_bytes(), "another overlay gives the same catalogue"
    print(f"{files.name}: the same bytes as the shipped catalogue, in {seconds:.2f} s of a processor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
