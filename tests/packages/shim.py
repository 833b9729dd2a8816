#!/usr/bin/env python3
"""The npm package's shim with a program: what goes in, what comes out, and how it ends.

    shim.py --latchkey PROGRAM

The packages lie where npm would put them. Exit code 77 where there is no node.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
POLICY = "team growth {\n}\n"


def check(shim, directory):
    """Everything that the shim has to pass on; `shim` is how it is called."""
    def run(*words, **more):
        return subprocess.run([*shim, *words], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, **more)

    (directory / "good.latch").write_text(POLICY, encoding="utf-8")
    (directory / "bad.latch").write_text("team {\n", encoding="utf-8")
    done = run("--version")
    assert done.returncode == 0 and done.stdout.startswith("latchkey "), done
    done = run("check", "bad.latch", "--format", "compact")
    assert done.returncode == 1 and "bad.latch:1:" in done.stdout, done
    done = run("check", "--format", "xml")
    assert done.returncode == 2 and "--format" in done.stderr and not done.stdout, done
    # An argument with all that a shell would take apart, and standard input.
    done = run("explain", "no such $(thing) 'at' \"all\"")
    assert done.returncode == 2 and "no such $(thing) 'at' \"all\"" in done.stderr, done
    done = run("fmt", "-", input="team   growth   {\n}\n")
    assert done.returncode == 0 and done.stdout.startswith("team growth"), done
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        ends_by(shim, directory, number)


def children(process):
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def ends_by(shim, directory, number):
    """A signal to the shim reaches the program, and the shim ends as the program did."""
    with subprocess.Popen([*shim, "lsp"], cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 20
        while not (started := [child for child in children(server.pid) if is_latchkey(child)]):
            assert time.monotonic() < deadline, "the program was not started"
            time.sleep(0.01)
        server.send_signal(number)
        assert server.wait(timeout=20) == -number, f"{number!r}: the shim ended with {server.returncode}"
        assert not any(is_latchkey(child) for child in started), f"{number!r}: the program lives on"


def is_latchkey(process):
    try:
        return "latchkey" in Path(f"/proc/{process}/comm").read_text(encoding="utf-8")
    except OSError:
        return False


def elsewhere(node, script, modules):
    """What is said where there is no program."""
    for platform, said in (("darwin", "no program for darwin-x64"), ("linux", "the package latchkey-linux-x64 is not installed")):
        away = modules / "latchkey-linux-x64"
        away.rename(modules / "away")
        code = f"for (const [name, value] of [['platform', '{platform}'], ['arch', 'x64']]) Object.defineProperty(process, name, {{ value }}); " \
               f"require({str(script)!r});"
        done = subprocess.run([node, "-e", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
        (modules / "away").rename(away)
        assert done.returncode == 3 and said in done.stderr and done.stderr.count("\n") == 1, done


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latchkey", type=Path, required=True)
    arguments = parser.parse_args()
    node = shutil.which("node")
    if not node:
        print("SKIPPED, nothing was tested: there is no node (apt-get install nodejs)")
        return 77
    with tempfile.TemporaryDirectory() as directory:
        modules = Path(directory) / "node_modules"
        for name in ("latchkey", "latchkey-linux-x64"):
            shutil.copytree(ROOT / "npm" / name, modules / name)
        (modules / "latchkey-linux-x64" / "bin").mkdir()
        (modules / "latchkey-linux-x64" / "bin" / "latchkey").symlink_to(arguments.latchkey.resolve())
        script = modules / "latchkey" / "bin" / "latchkey.js"
        check([node, str(script)], Path(directory))
        elsewhere(node, script, modules)
    print("the shim passes on arguments, standard input, output, exit codes and three signals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
