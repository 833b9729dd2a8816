#!/usr/bin/env python3
"""Kills the program at every moment that matters and takes its files away while it runs: what it
writes is old or new, never half of it.

    run.py --latchkey LATCHKEY --cut-off CUT_OFF [CASE…]
"""

import argparse
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from cases import Failure, demand, policy, snapshot, write

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1795392000"}
NOBODY = 65534
# Of files, and of the moments at which each command is killed.
COUNT = 8
POINTS = 67
CASES = {}


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


class Tools:
    def __init__(self, latchkey, cut_off):
        self.latchkey, self.cut_off = latchkey, cut_off

    def run(self, directory, *arguments, program=None, **rest):
        keyword = {"env": ENVIRONMENT, "stdin": subprocess.DEVNULL, **rest}
        return subprocess.run([*(program or [self.latchkey]), *map(str, arguments)], cwd=directory, capture_output=True, timeout=60, check=False, **keyword)

    def must(self, directory, codes, *arguments, **rest):
        done = self.run(directory, *arguments, **rest)
        said = (done.stdout + done.stderr).decode(errors="replace")
        demand(done.returncode in codes, f"{arguments}: ended with {done.returncode}\n{said[-1500:]}")
        return said

    def cut(self, number, directory, *arguments):
        """Whether the program was killed; not once it makes fewer calls."""
        done = self.run(directory, number, self.latchkey, *arguments, program=[self.cut_off])
        if done.returncode == 77:
            raise Skipped(done.stdout.decode())
        said = done.stdout.decode().splitlines()[-1]
        demand(said.startswith("cut off") or re.match(r"ended with [01] ", said), said)
        return said.startswith("cut off")


class Skipped(Exception):
    """Something that this machine does not allow."""


def fill(directory, old):
    """Policies that `fmt` and `check --fix` change, and a set of manifests of other policies."""
    for number in range(COUNT):
        text = policy(f"form-{number}").replace("growth", f"team-{number}")
        write(directory / f"policies/{number}.latch", text.replace("Website form", "Old form"))
    if old is None:
        return
    old.must(directory, (0,), "compile", "policies", "-o", "out", "--fail-on", "never")
    for number in range(COUNT):
        path = directory / f"policies/{number}.latch"
        text = path.read_text(encoding="utf-8").replace("Old form", "New form").replace("  provider highlevel\n", "  provider     highlevel\n")
        path.write_text(text.replace("  allow ", "  scopes contacts.write, contacts.readonly\n  allow "), encoding="utf-8")


def every_point(tools, directory, command, folder, points):
    """Cuts a command off before its first, second … call, each time from the same start. Every file is
    afterwards as it was or as it should be, nothing else is there that the next run does not remove,
    and the next run makes everything new."""
    start = directory / "start"
    start.mkdir()
    fill(start, tools)
    whole = directory / "whole"
    shutil.copytree(start, whole)
    tools.must(whole, (0, 1), *command)
    before, after = snapshot(start / folder), snapshot(whole / folder)
    demand(before.keys() == after.keys() and all(before[name] != after[name] for name in before), f"{command} does not change every file: the test would hold nothing")
    mixed = 0
    calls = count_calls(tools, start, directory / "work", command)
    demand(calls > 4 * COUNT, f"{command}: only {calls} calls change files")
    chosen = sorted({1 + calls * point // points for point in range(points)} | {calls})
    for number in chosen:
        work = directory / "work"
        shutil.copytree(start, work)
        demand(tools.cut(number, work, *command), f"{command} is not cut off at {number}")
        found = {name: text for name, text in snapshot(work / folder).items() if not name.rpartition("/")[2].startswith(".") and re.search(r"\.(latch|json)$", name)}
        demand(found.keys() == before.keys(), f"{command}, cut off at {number}: {sorted(found.keys() ^ before.keys())} came or went")
        for name, text in found.items():
            demand(text in (before[name], after[name]), f"{command}, cut off at {number}: {name} is neither old nor new")
        changed = [name for name in found if found[name] != before[name]]
        if 0 < len(changed) < len(found):
            mixed += 1
            check_index(found, after, command, number)
        tools.must(work, (0, 1), *command)
        final = snapshot(work / folder)
        demand({name: final.get(name) for name in after} == after, f"{command}, cut off at {number}: the next run does not finish")
        if folder in ("out", "policies"):
            demand(final == after, f"{command}, cut off at {number}: {sorted(final.keys() - after.keys())} stays")
        shutil.rmtree(work)
    return f"{len(chosen)} of {calls} points, {mixed} of them between two files"


def count_calls(tools, start, work, command):
    """How many calls of a command can change a file."""
    shutil.copytree(start, work)
    said = tools.run(work, 1_000_000, tools.latchkey, *command, program=[tools.cut_off]).stdout.decode()
    shutil.rmtree(work)
    if "after" not in said:
        raise Skipped(said)
    return int(said.split()[-2])


def check_index(found, after, command, number):
    """Between two manifests the old index still stands: who reads it sees by its digests that the set
    is not the one that it lists."""
    if "index.json" in found:
        demand(found["index.json"] != after["index.json"], f"{command}, cut off at {number}: the new index lists manifests that are not there yet")
        listed = {entry["file"]: entry["digest"] for entry in json.loads(found["index.json"])["integrations"]}
        differ = [name for name, digest in listed.items() if json.loads(found[name])["digest"] != digest]
        demand(differ, f"{command}, cut off at {number}: a mixed set passes for a whole one")


@case
def killed_while_compiling(tools, directory):
    return every_point(tools, directory, ["compile", "policies", "-o", "out", "--fail-on", "never"], "out", POINTS)


@case
def killed_while_formatting(tools, directory):
    return every_point(tools, directory, ["fmt", "policies"], "policies", POINTS)


@case
def killed_while_fixing(tools, directory):
    return every_point(tools, directory, ["check", "policies", "--fix", "--fail-on", "never"], "policies", POINTS)


@case
def files_that_change_and_vanish(tools, directory):
    fill(directory, None)
    stop = threading.Event()

    def disturb():
        number = 0
        while not stop.is_set():
            path = directory / f"policies/{number % COUNT}.latch"
            text = policy(f"form-{number % COUNT}").replace("growth", f"team-{number % COUNT}")
            if number % 3 == 0:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text * (number % 2) + text[: number % len(text)], encoding="utf-8")
            number += 1

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        for number in range(12):
            command = (["check", "policies"], ["compile", "policies", "-o", "out"], ["fmt", "policies", "--check"])[number % 3]
            tools.must(directory, (0, 1, 2, 3), *command)
    finally:
        stop.set()
        disturber.join()


@case
def links(tools, directory):
    outside = directory / "outside"
    inside = directory / "inside"
    write(inside / "a.latch", policy())
    write(inside / "latchkey.toml", "")
    write(outside / "b.latch", "team\n")
    (inside / "loop").symlink_to(".")
    (inside / "up").symlink_to("..")
    (inside / "self.latch").symlink_to("self.latch")
    (inside / "b.latch").symlink_to("../outside/b.latch")
    (inside / "all").symlink_to("../outside")
    (inside / "nowhere.latch").symlink_to("missing")
    before = snapshot(outside)
    said = tools.must(inside, (0, 1), "check", "--format", "json", "--fail-on", "never")
    demand("b.latch" not in said, "a link out of the workspace is followed")
    tools.must(inside, (0, 1), "fmt")
    tools.must(inside, (0, 1), "check", "--fix", "--fail-on", "never")
    demand(snapshot(outside) == before, "a file outside of the workspace was written to")


@case
def read_only_policies(tools, directory):
    fill(directory, tools)
    for path in (directory, directory / "policies", directory / "out"):
        path.chmod(0o755)
    before = snapshot(directory)
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if not user:
        for path in ("policies", "out"):
            (directory / path).chmod(0o555)
    for command in (["fmt", "policies"], ["check", "policies", "--fix", "--fail-on", "never"]):
        said = tools.must(directory, (3,), *command, **user)
        demand("Permission denied" in said, said)
    demand(snapshot(directory) == before, "something was written")


@case
def full_disk(tools, directory):
    start = directory / "start"
    start.mkdir()
    fill(start, tools)
    script = """mount -t tmpfs -o size=400k none disk 2>/dev/null || exit 77
cp -r start/. disk; cat /dev/zero > disk/ballast 2>/dev/null
cd disk; "$@"; rc=$?; rm ballast; cp -r . ../end; exit $rc"""
    for command in (["fmt", "policies"], ["check", "policies", "--fix", "--fail-on", "never"]):
        for folder in ("disk", "end"):
            shutil.rmtree(directory / folder, ignore_errors=True)
            (directory / folder).mkdir()
        done = tools.run(directory, "-m", "sh", "-c", script, "sh", tools.latchkey, *command, program=["unshare"])
        if done.returncode == 77 or b"unshare" in done.stderr:
            raise Skipped("no file system may be mounted here")
        demand(done.returncode == 3 and b"No space left on device" in done.stderr, f"{command}: ended with {done.returncode}\n{done.stderr}")
        demand(snapshot(directory / "end") == snapshot(start), f"{command}: something was written, or left behind, on a full disk")


@case
def terminal_that_goes_away(tools, directory):
    fill(directory, tools)
    before = snapshot(directory / "policies")
    for command in (["check", "policies"], ["explain", "highlevel:contact"]):
        for delay in (0.0, 0.01, 0.05):
            process, terminal = pty.fork()
            if process == 0:
                os.chdir(directory)
                os.execve(tools.latchkey, [tools.latchkey, *command], ENVIRONMENT)
            time.sleep(delay)
            os.close(terminal)
            _, status = os.waitpid(process, 0)
            fine = os.WIFEXITED(status) and os.WEXITSTATUS(status) in (0, 1, 3) or os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGHUP, signal.SIGPIPE)
            demand(fine, f"{command}: a terminal that goes away ends it with {status}")
    demand(snapshot(directory / "policies") == before, "a policy was written to")


@case
def pipe_closed_early(tools, directory):
    fill(directory, None)
    for command in (["check", "policies", "--format", "json"], ["schema", "manifest"], ["explain", "highlevel:contact"], ["fmt", "policies", "--diff"]):
        process = subprocess.Popen([tools.latchkey, *command], cwd=directory, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(1)
        process.stdout.close()
        error = process.stderr.read()
        code = process.wait()
        process.stderr.close()
        demand(code in (0, 1, 3, -signal.SIGPIPE) and b"terminate" not in error, f"{command}: a closed pipe ends it with {code}\n{error}")


@case
def bare_surroundings(tools, directory):
    """No HOME, no PATH (so no git), no locale, odd clocks: the findings are the same."""
    fill(directory, None)
    command = ["check", "policies", "--format", "json", "--fail-on", "never", "--as-of", "2026-11-23"]
    want = tools.run(directory, *command).stdout
    demand(b"missing-" in want, "nothing is found: the test would hold nothing")
    for environment in ({}, {"PATH": ""}, {"HOME": "/nonexistent"}, {"LC_ALL": "xx_XX.nonsense"}, {"LANG": "tr_TR.UTF-8", "LC_ALL": "C"}, {"TZ": ":/nonexistent"}):
        done = tools.run(directory, *command, env=environment)
        demand(done.stdout == want and done.returncode == 0 and not done.stderr, f"{environment}: other findings\n{done.stderr}")
    for epoch in ("0", "-62135596800", "-1", "253402300799", "99999999999999999", "nonsense", "", "1e9"):
        said = tools.must(directory, (0, 1), "check", "policies", "--fail-on", "never", env={"SOURCE_DATE_EPOCH": epoch})
        demand("broken invariant" not in said, said)


@case
def nothing_in_a_workspace_is_run(tools, directory):
    """Programs that lie about in a workspace, under every name that something might be called by."""
    fill(directory, None)
    for name in ("git", "sh", "latchkey", "python3", ".git/hooks/pre-commit", ".git/hooks/post-checkout", "diff", "less", "tput"):
        write(directory / name, "#!/bin/sh\necho ran > %s\n" % (directory / "ran")).chmod(0o755)
    write(directory / ".git/config", "[core]\n\tfsmonitor = ./git\n\tpager = ./less\n[diff]\n\texternal = ./diff\n[filter \"x\"]\n\tsmudge = ./git\n")
    write(directory / ".gitattributes", "* filter=x diff=x\n")
    write(directory / "latchkey.toml", '[workspace]\ninclude = ["$(./git)", "`./git`", "**/*.latch"]\n[compile]\nout = "$(./git)"\n')
    environment = {**ENVIRONMENT, "PATH": f"{directory}:.:/usr/bin:/bin", "PAGER": "./less", "EDITOR": "./git"}
    for command in (["check"], ["check", "--fix"], ["fmt"], ["compile", "--fail-on", "never"], ["test"], ["explain", "form-1"], ["catalog", "list"]):
        tools.must(directory, (0, 1, 2), *command, env=environment)
    demand(not (directory / "ran").exists(), "a program that lay in the workspace was run")


def self_test(tools, directory):
    """The program that cuts others off must do so, at the place that is asked for."""
    script = "echo a > first; echo b > second"
    done = tools.run(directory, "2", "sh", "-c", script, program=[tools.cut_off])
    if done.returncode == 77:
        return
    demand(b"cut off" in done.stdout and not (directory / "second").exists(), f"self-test: nothing is cut off: {done}")
    done = tools.run(directory, "999", "sh", "-c", script, program=[tools.cut_off])
    demand(b"ended with 0" in done.stdout, f"self-test: a program does not come to its end: {done}")


def run_case(name, tools):
    temporary = Path(tempfile.mkdtemp(prefix="latchkey-faults-"))
    temporary.chmod(0o755)
    directory = temporary / "w"
    directory.mkdir()
    start = time.monotonic()
    try:
        note = CASES[name](tools, directory) or "ok"
        print(f"{name}: {note} ({time.monotonic() - start:.1f} s)", flush=True)
        return True
    except Skipped as skipped:
        print(f"{name}: SKIPPED: {skipped}", flush=True)
        return True
    except Failure as failure:
        print(f"{name}: FAILED: {failure}", flush=True)
        return False
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", temporary], check=False)
        shutil.rmtree(temporary, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latchkey", required=True)
    parser.add_argument("--cut-off", required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    tools = Tools(str(Path(arguments.latchkey).resolve(strict=True)), str(Path(arguments.cut_off).resolve(strict=True)))
    with tempfile.TemporaryDirectory() as directory:
        self_test(tools, Path(directory))
    failed = [name for name in arguments.cases or CASES if not run_case(name, tools)]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
