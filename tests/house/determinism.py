#!/usr/bin/env python3
"""The same policies make the same bytes, whatever the shell around the program is like.

    determinism.py LATCHKEY [ROOT]
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

LOCALES = ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "no-such-locale"]
ZONES = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "nonsense"]


def snapshot(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Bench:
    """A workspace of the examples, and a way to compile it into a new folder each time."""

    def __init__(self, latchkey, root, temporary):
        self.latchkey = latchkey
        self.temporary = Path(temporary)
        self.workspace = self.temporary / "workspace"
        self.sources = []
        for source in sorted((root / "policies/examples").rglob("*.latch")):
            target = self.workspace / "policies" / source.relative_to(root / "policies/examples")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            self.sources.append(target.relative_to(self.workspace).as_posix())
        assert len(self.sources) > 1, "fewer than two examples: no order to be independent of"
        (self.workspace / "latchkey.toml").write_text('[workspace]\ninclude = ["policies/**/*.latch"]\n', encoding="utf-8")
        self.count = 0

    def compile(self, paths, cwd=None, umask=0o022, as_of="2026-11-23", **environment):
        """Compiles and returns the manifests and the findings as JSON."""
        self.count += 1
        out = self.temporary / f"out{self.count}"
        done = subprocess.run([self.latchkey, "compile", *paths, "-o", out, "--fail-on", "never", "--format", "json", "--as-of", as_of],
                              cwd=cwd or self.workspace, env={"PATH": "/usr/bin:/bin", "HOME": str(self.temporary), **environment},
                              preexec_fn=lambda: os.umask(umask), capture_output=True)
        assert done.returncode == 0, f"compile {paths} in {cwd} with {environment}: {done.returncode}\n{done.stdout}{done.stderr}"
        return snapshot(out), done.stdout

    def cases(self):
        yield "a second run", self.compile([])
        shuffled = random.Random(7)
        for number in range(3):
            paths = self.sources[:]
            shuffled.shuffle(paths)
            yield f"files in order {number}", self.compile(paths)
        yield "files named twice", self.compile(self.sources + self.sources)
        for locale in LOCALES:
            yield f"LC_ALL={locale}", self.compile([], LC_ALL=locale, LANG=locale)
        for zone in ZONES:
            yield f"TZ={zone}", self.compile([], TZ=zone)
        for umask in (0o000, 0o077):
            yield f"umask {umask:03o}", self.compile([], umask=umask)
        yield "another day", self.compile([], SOURCE_DATE_EPOCH="0")

    def manifests_alone(self):
        """Findings tell paths as they are from here, and are judged on a date; manifests are not."""
        yield "in policies/", self.compile([], cwd=self.workspace / "policies")[0]
        yield "from above", self.compile(["workspace"], cwd=self.temporary)[0]
        yield "from /", self.compile([str(self.workspace)], cwd="/")[0]
        yield "on another date", self.compile([], as_of="2031-02-28")[0]
        yield "with --config", self.compile(["--config", str(self.workspace / "latchkey.toml")], cwd="/")[0]


def difference(expected, found):
    """Which files differ; empty when none does."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def main():
    latchkey = str(Path(sys.argv[1]).resolve(strict=True))
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent.parent
    assert difference({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"3", "c": b""}) == ["b", "c"], "self-test: a difference passes"
    problems, count = [], 0
    with tempfile.TemporaryDirectory(prefix="latchkey-same-") as temporary:
        bench = Bench(latchkey, root, temporary)
        expected, said = bench.compile([])
        assert "index.json" in expected and len(expected) > 1 and said, "nothing was compiled"
        cases = [(name, files, text) for name, (files, text) in bench.cases()]
        cases += [(name, files, said) for name, files in bench.manifests_alone()]
        for name, files, text in cases:
            count += 1
            problems += [f"{name}: other bytes in {wrong}" for wrong in difference(expected, files)]
            problems += [f"{name}: other findings"] if text != said else []
        # A change of meaning must be seen, or everything above compares nothing.
        for source in bench.sources:
            path = bench.workspace / source
            path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        assert difference(expected, bench.compile([])[0]), "self-test: grants on other lines compile to the same bytes"
    for problem in problems:
        print(problem)
    print(f"{count} ways to run, {len(expected)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
