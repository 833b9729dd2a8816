#!/usr/bin/env python3
"""Gives the program what it should never be given: each time a clear message, the right exit code, no
crash, bounded memory, and manifests that were there before stay whole.

    bad_input.py LATCHKEY [CASE…]
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bad_files
import bad_import
import bad_output
from cases import CASES, Failure

SECONDS = 120
GIGABYTE = 1 << 30
NOBODY = 65534


class Program:
    """Runs latchkey within limits and demands of every run that it ends as a program should."""

    def __init__(self, latchkey, directory):
        self.latchkey = latchkey
        self.directory = directory
        self.slowest = (0.0, "")
        self.largest = (0, "")

    def run(self, *arguments, cwd=None, stdin=subprocess.DEVNULL, as_nobody=False, file_size=None, memory=3, may_end_by=(),
            seconds=SECONDS, **rest):
        """A finished run: its code, output and error as text. `memory` is in gigabytes of addresses,
        `file_size` in bytes; `may_end_by` are signals that are no crash here."""
        def prepare():
            resource.setrlimit(resource.RLIMIT_AS, (memory * GIGABYTE, memory * GIGABYTE))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if file_size is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
            if as_nobody and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)

        start = time.monotonic()
        command = [self.latchkey, *map(str, arguments)]
        keyword = {"stdin": stdin} if "input" not in rest else {}
        try:
            done = subprocess.run(command, cwd=cwd or self.directory, preexec_fn=prepare, timeout=seconds, restore_signals=file_size is None,
                                  env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1795392000"},
                                  **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **keyword, **rest})
        except subprocess.TimeoutExpired as expired:
            raise Failure(f"did not end within {seconds} s: {command}") from expired
        return self.judge(done, command, time.monotonic() - start, may_end_by)

    def judge(self, done, command, seconds, may_end_by):
        text = " ".join(part if len(part) < 80 else part[:80] + "…" for part in command[1:])
        self.slowest = max(self.slowest, (seconds, text))
        self.largest = max(self.largest, (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, text))
        try:
            out, error = ((stream or b"").decode("utf-8") for stream in (done.stdout, done.stderr))
        except UnicodeDecodeError as wrong:
            raise Failure(f"latchkey {text}: prints what is no UTF-8: {wrong}") from wrong
        if done.returncode not in (0, 1, 2, 3) and -done.returncode not in may_end_by:
            raise Failure(f"latchkey {text}: ended with {done.returncode}\n{out[-2000:]}{error[-2000:]}")
        if "terminate called" in error or "LATCHKEY_ASSERT" in error or "broken invariant" in error:
            raise Failure(f"latchkey {text}: crashed\n{error[-2000:]}")
        return Result(done.returncode, out, error, text)


class Result:
    def __init__(self, code, out, error, command):
        self.code, self.out, self.error, self.command = code, out, error, command

    def must(self, code, *words, longest=100_000):
        """Demands an exit code, and words that must be read somewhere in the output."""
        said = self.out + self.error
        shown = said if len(said) < 3000 else said[:3000] + "…"
        if self.code != code:
            raise Failure(f"latchkey {self.command}: ended with {self.code}, not {code}\n{shown}")
        for word in words:
            if word not in said:
                raise Failure(f"latchkey {self.command}: does not say `{word}`\n{shown}")
        if len(said) > longest:
            raise Failure(f"latchkey {self.command}: says {len(said)} characters\n{shown}")
        if code == 0 and self.error.startswith("latchkey: ") and "written" not in self.error:
            raise Failure(f"latchkey {self.command}: complains and ends with 0\n{shown}")
        return self


def self_test(latchkey, directory):
    """Wrong codes, missing words, crashes and hanging must all be noticed."""
    good = Result(1, "a word", "", "x")
    good.must(1, "word")
    seeded = [lambda: good.must(0), lambda: good.must(1, "other"), lambda: good.must(1, longest=3),
              lambda: Program("/bin/sh", directory).run("-c", "kill -SEGV $$"),
              lambda: Program("/bin/sh", directory).run("-c", "exit 7"),
              lambda: Program("/bin/sh", directory).run("-c", "printf '\\377'"),
              lambda: Program(sys.executable, directory).run("-c", "'x' * (4 << 30)", memory=1).must(0)]
    for number, mistake in enumerate(seeded):
        try:
            mistake()
        except Failure:
            continue
        raise AssertionError(f"self-test: seeded failure {number} passes")
    assert Program(latchkey, directory).run("--version").must(0, "latchkey ").code == 0


def run_case(name, function, latchkey):
    """What went wrong, or None; a case may say that it could not be run here."""
    temporary = Path(tempfile.mkdtemp(prefix="latchkey-bad-"))
    temporary.chmod(0o755)
    directory = temporary / "w"
    directory.mkdir()
    program = Program(latchkey, directory)
    try:
        skipped = function(program, directory)
        note = f"SKIPPED: {skipped}" if skipped else "ok"
        print(f"{name}: {note} ({program.slowest[0]:.1f} s, {program.largest[0]} MB at most so far)", flush=True)
        return None
    except Failure as failure:
        print(f"{name}: FAILED: {failure}", flush=True)
        return name
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", temporary], check=False)
        shutil.rmtree(temporary, ignore_errors=True)


def main():
    latchkey = str(Path(sys.argv[1]).resolve(strict=True))
    assert len(CASES) > 30 and {bad_files.__name__, bad_import.__name__, bad_output.__name__} == {case.__module__ for case in CASES.values()}, "no cases"
    with tempfile.TemporaryDirectory() as directory:
        self_test(latchkey, directory)
    chosen = sys.argv[2:] or list(CASES)
    failed = [name for name in chosen if run_case(name, CASES[name], latchkey)]
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
