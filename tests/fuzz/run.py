#!/usr/bin/env python3
"""Runs fuzzers over what the tree holds and then over what chance makes of it.

    run.py --build DIR [--seconds N] [--fixed] [NAME…]

Without names all run, one after the other. What they learn is kept in DIR/fuzz/NAME, what breaks
them in DIR/fuzz/NAME-….  With --fixed the chance is the same each time and nothing learnt is used."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POLICIES = ["tests/syntax", "tests/check", "tests/facts", "docs/story", "policies/examples"]
# Where each begins: folders, searched for files that end so, and the longest input.
FUZZERS = {
    "lexer": (POLICIES, ".latch", 4096),
    "parse": (POLICIES, ".latch", 4096),
    "format": (POLICIES, ".latch", 4096),
    "workspace": ([*POLICIES, "tests/rules"], ".latch", 6000),
    "session": (["tests/syntax", "tests/check", "docs/story"], ".latch", 3000),
    "framing": ([], "", 4096),
    "catalog": (["tests/catalogs/synthetic", "tests/catalogs/diff", "tests/catalogs/openapi"], ".json", 20000),
    "openapi": (["tests/catalogs/openapi"], (".json", ".yaml"), 20000),
    "config": (["tests/corpus", "policies/examples", "tests/catalogs"], "latchkey.toml", 4096),
    "baseline": ([], "", 4096),
    "glob": ([], "", 512),
}


def seeds(name):
    folders, ending, _ = FUZZERS[name]
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file() and path.name.endswith(ending)]
    own = HERE / "corpus" / name
    return found + (sorted(path for path in own.rglob("*") if path.is_file()) if own.is_dir() else [])


def run(name, build, seconds, fixed):
    """Whether it found nothing."""
    files = seeds(name)
    if not files:
        print(f"fuzz-{name}: there is nothing to begin with")
        return False
    learnt = build / "fuzz" / name
    learnt.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        start, scratch, nowhere = (Path(temporary) / part for part in ("seeds", "scratch", "nowhere"))
        for folder in (start, scratch, nowhere):
            folder.mkdir()
        for number, path in enumerate(files):
            shutil.copyfile(path, start / f"{number:04}-{path.name}")
        dictionary = HERE / f"{name}.dict"
        command = [build / f"tests/fuzz/fuzz_{name}", f"-max_total_time={seconds}", f"-max_len={FUZZERS[name][2]}", "-timeout=20",
                   "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=1" if not fixed else "-verbosity=0",
                   f"-artifact_prefix={build / 'fuzz'}/{name}-"]
        command += [f"-dict={dictionary if dictionary.exists() else HERE / 'policy.dict'}"] + (["-seed=1"] if fixed else [])
        command += [scratch, start] if fixed else [learnt, start]
        done = subprocess.run(list(map(str, command)), cwd=nowhere, capture_output=True, text=True, errors="replace", check=False)
    figures = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    ran = int(figures.get("number_of_executed_units", 0))
    print(f"fuzz-{name}: {ran} executions from {len(files)} seeds, {figures.get('peak_rss_mb', '?')} MB at most, ended with {done.returncode}", flush=True)
    if done.returncode != 0 or ran < len(files):
        print("\n".join(done.stderr.splitlines()[-60:]), flush=True)
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--fixed", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in FUZZERS]
    if unknown:
        print(f"there is no fuzzer `{unknown[0]}`: {' '.join(FUZZERS)}")
        return 2
    build = arguments.build.resolve()
    results = [run(name, build, arguments.seconds, arguments.fixed) for name in arguments.names or FUZZERS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
