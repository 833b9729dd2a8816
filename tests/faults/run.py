#!/usr/bin/env python3
"""Kills the program at 200 points of what writes, and takes away what it might lean on.

    run.py --latchkey PROGRAM [NAME…]

The points are the calls to the system that change files; strace kills the process just before one.
Afterwards every file must be the old one or the new one, whole, an index must not speak of a
manifest that is not there but for one that is to go, and the next run must put everything right and leave nothing behind.
"""

import argparse
import collections
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALLS = "open,openat,write,pwrite64,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,fsync,fdatasync,syncfs,ftruncate,chmod,fchmod,close"
POINTS = 200
AS_OF = ["--as-of", "2026-11-23"]


def workspace(folder):
    """Twenty policies with something to fix and to lay out in each."""
    text = (ROOT / "docs/lead-form.latch").read_text()
    for name in ("lead-form", "side-form", "third-form", *(f"form-{number}" for number in range(17))):
        policy = text.replace("lead-form", name).replace("LEAD_FORM", name.upper().replace("-", "_"))
        policy = policy[policy.index("credential"):]
        (folder / f"{name}.latch").write_text("use highlevel\n\n" + policy.replace("  purpose lead", "  purpose      lead"))
    (folder / "teams.latch").write_text('team growth "Growth marketing" {\n      contact "growth@acme.example"\n}\n')
    (folder / "latchkey.toml").write_text("")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Kill:
    """One command, killed at many points."""

    def __init__(self, latchkey, words, prepare):
        self.latchkey, self.words = latchkey, words
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="latchkey-kill-")).resolve()
        self.start = self.folder / "start"
        self.start.mkdir()
        workspace(self.start)
        prepare(self)
        self.old = contents(self.start)
        done = self.copy("done")
        self.run(done)
        self.new = contents(done)
        assert self.new != self.old, words

    def copy(self, name):
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.start, target)
        return target

    def run(self, folder, words=None):
        done = subprocess.run([self.latchkey, *(words or self.words)], cwd=folder, capture_output=True, check=False)
        assert done.returncode in (0, 1), (words, done.returncode, done.stderr)
        return done

    def traced(self, folder, *options):
        return subprocess.run(["strace", "-f", "-qq", "-o", self.folder / "trace", "-e", f"trace={CALLS}", *options, self.latchkey,
                               *self.words, "--jobs", "1"], cwd=folder, capture_output=True, check=False)

    def calls(self):
        """Every call in turn, as (name, its number among those of that name), as strace counts."""
        self.traced(self.copy("counted"))
        seen, found = collections.Counter(), []
        for name in re.findall(r"^\d+ +(\w+)\(", (self.folder / "trace").read_text(), re.MULTILINE):
            seen[name] += 1
            found.append((name, seen[name]))
        return found

    def look(self, folder, point):
        left = contents(folder)
        for name in sorted(set(self.old) | set(self.new)):
            whole = {self.old.get(name), self.new.get(name)}
            assert left.get(name) in whole, f"{self.words} at {point}: {name} is neither old nor new"
        for name, text in left.items():
            if name.endswith("index.json"):
                listed = [entry["file"] for entry in json.loads(text)["integrations"]]
                missing = [one for one in listed if str(pathlib.Path(name).parent / one) not in left]
                # What is to go goes first: a manifest without its integration must not outlive a run.
                gone = set(self.old) - set(self.new)
                assert all(str(pathlib.Path(name).parent / one) in gone for one in missing), f"{self.words} at {point}: {name} lists {missing}"
        self.run(folder)
        assert contents(folder) == self.new, f"{self.words} at {point}: the next run left {set(contents(folder)) ^ set(self.new)}"

    def play(self, points):
        calls = self.calls()
        killed = 0
        for name, number in calls[:: max(1, len(calls) // points)]:
            folder = self.copy("killed")
            done = self.traced(folder, "-e", f"inject={name}:signal=SIGKILL:when={number}")
            killed += done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
            self.look(folder, (name, number))
        shutil.rmtree(self.folder)
        return killed


def kills(latchkey):
    def compiled_before(kill):
        kill.run(kill.start, ["compile", *AS_OF, "-o", "out", "--fail-on", "never"])
        # All of them change, one goes and one comes.
        for name in ("lead-form", "side-form"):
            path = kill.start / f"{name}.latch"
            path.write_text(path.read_text().replace("60 requests", "30 requests"))
        third = kill.start / "third-form.latch"
        third.write_text(third.read_text().replace("third-form", "fourth-form"))

    cases = [(["compile", *AS_OF, "-o", "out", "--fail-on", "never"], compiled_before),
             (["fmt", "."], lambda kill: None), (["check", *AS_OF, "--fix"], lambda kill: None)]
    total = 0
    for words, prepare in cases:
        killed = Kill(latchkey, words, prepare).play(POINTS // len(cases) + 1)
        assert killed > 20, f"{words} was killed at {killed} points only"
        total += killed
    assert total >= POINTS, f"killed at {total} points only"
    return f"killed at {total} points"


def in_folder(test):
    def play(latchkey):
        with tempfile.TemporaryDirectory(prefix="latchkey-fault-") as folder:
            root = pathlib.Path(folder).resolve()
            workspace(root)
            return test(latchkey, root)
    play.__name__ = test.__name__
    return play


def checked(latchkey, folder, environment, *words):
    done = subprocess.run([latchkey, *(words or ("check", *AS_OF, "--format", "json"))], cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@in_folder
def bare_environment(latchkey, folder):
    """No HOME, no PATH, no locale: nothing of it matters."""
    plain = checked(latchkey, folder, dict(os.environ))
    assert plain[0] == 1 and b"excess-scope" in plain[1]
    for environment in ({}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "xx"}, {"HOME": "/nowhere", "XDG_CACHE_HOME": "/dev/null"}, {"PATH": ""}):
        assert checked(latchkey, folder, environment) == plain, environment
    return "five environments, one answer"


@in_folder
def strange_clocks(latchkey, folder):
    for clock in ("0", "1", "4102444800", "253402300799"):
        status, out, _ = checked(latchkey, folder, {"SOURCE_DATE_EPOCH": clock}, "check", "--format", "json")
        assert status in (0, 1) and b"findings" in out, (clock, status)
    for clock in ("", "tomorrow", "-1", "99999999999999999999", "1e9"):
        status, _, error = checked(latchkey, folder, {"SOURCE_DATE_EPOCH": clock}, "check", "--format", "json")
        assert status in (0, 1, 2) and (status != 2 or b"SOURCE_DATE_EPOCH" in error), (clock, status, error)
    return "nine clocks"


@in_folder
def files_that_move(latchkey, folder):
    """While files are rewritten, vanish and come back, a run ends, and not by a signal."""
    mover = subprocess.Popen([sys.executable, "-c", (
        "import os, pathlib, time\n"
        "path = pathlib.Path('lead-form.latch'); text = path.read_text()\n"
        "until = time.time() + 4\n"
        "while time.time() < until:\n"
        "    path.unlink(missing_ok=True); path.write_text(text[: len(text) // 2]); path.write_text(text)\n"
        "    path.unlink(); os.mkdir(path); os.rmdir(path); path.write_text(text)\n")], cwd=folder)
    seen = set()
    while mover.poll() is None:
        status, _, error = checked(latchkey, folder, dict(os.environ))
        assert status in (0, 1, 3), (status, error)
        seen.add(status)
    assert checked(latchkey, folder, dict(os.environ))[0] == 1
    return f"exit codes {sorted(seen)}"


@in_folder
def terminal_that_goes(latchkey, folder):
    """The window is closed while the program writes: it ends, and nothing hangs."""
    for size in (1, 100, 5000):
        master, slave = pty.openpty()
        process = subprocess.Popen([latchkey, "check", *AS_OF, "--color", "always"], cwd=folder, stdin=slave, stdout=slave, stderr=slave,
                                   start_new_session=True)
        os.close(slave)
        if select.select([master], [], [], 10)[0]:
            os.read(master, size)
        os.close(master)
        status = process.wait(timeout=20)
        assert status in (0, 1, 3, -signal.SIGHUP, -signal.SIGPIPE), status
    return "three windows"


@in_folder
def no_git(latchkey, folder):
    help_text = subprocess.run([latchkey, "--help"], capture_output=True, text=True, check=True).stdout
    assert "diff" in help_text, "there is no diff to ask"
    status, _, error = checked(latchkey, folder, {"PATH": "/nowhere"}, "diff", "main")
    assert status in (2, 3) and b"git" in error, (status, error)
    return error.decode().strip()


TESTS = (kills, bare_environment, strange_clocks, files_that_move, terminal_that_goes, no_git)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--latchkey", required=True, type=lambda path: pathlib.Path(path).resolve(strict=True))
    arguments.add_argument("names", nargs="*")
    options = arguments.parse_args()
    failed = 0
    for test in TESTS:
        if options.names and test.__name__ not in options.names:
            continue
        begin = time.monotonic()
        try:
            print(f"ok      {test.__name__}: {test(options.latchkey)} ({time.monotonic() - begin:.1f} s)", flush=True)
        except AssertionError as wrong:
            failed += 1
            print(f"FAILED  {test.__name__}: {wrong}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
