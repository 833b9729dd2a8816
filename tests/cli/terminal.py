#!/usr/bin/env python3
"""What a person sees on a terminal: colour for levels and marks, lines that fit, links where the
terminal follows them, progress after a second; and none of it elsewhere.

usage: terminal.py LATCHKEY
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

POLICY = """team growth "Growth" {
  contact "growth@acme.example"
}

credential form-key {
  provider    highlevel
  kind        private-integration
  level       location
  environment production
  store       env "A_VERY_LONG_NAME_FOR_A_VARIABLE_OF_THE_ENVIRONMENT"  owner growth  issued 2026-09-01  rotated 2026-11-01 漢字漢字漢字漢字
}
"""


def run(command, folder, width=80, stdin=None, delay=0.0, **environment):
    """Runs with standard output and standard error on a terminal of their own; what each shows."""
    screens = []
    for _ in range(2):
        reader, writer = pty.openpty()
        fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        screens.append([reader, writer, b""])
    variables = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(command, cwd=folder, env=variables, stdin=subprocess.PIPE, stdout=screens[0][1], stderr=screens[1][1])
    for screen in screens:
        os.close(screen[1])
    if delay:
        time.sleep(delay)
    process.stdin.write(stdin or b"")
    process.stdin.close()
    waiting = {screen[0]: screen for screen in screens}
    while waiting:
        for reader in select.select(list(waiting), [], [], 60)[0]:
            try:
                data = os.read(reader, 65536)
            except OSError:
                # So a terminal says that nobody writes to it any more.
                data = b""
            waiting[reader][2] += data
            if not data:
                del waiting[reader]
                os.close(reader)
    process.wait()
    return [screen[2].decode("utf-8").replace("\r\n", "\n") for screen in screens]


def columns(line):
    """How wide a line is on the screen: these characters are all of one column but the Chinese."""
    return len(line) + sum("\u4e00" <= character <= "\u9fff" for character in line)


def plain(text):
    return re.sub(r"\x1b\]8;;.*?\x1b\\|\x1b\[[0-9;]*m", "", text)


def check_text(command, folder):
    out, err = run(command, folder)
    assert err == "", err
    assert "\x1b[1;31merror" in out or "\x1b[1;33mwarning" in out, out
    assert "\x1b]8" not in out, "a link, and the terminal is not known to follow links"
    painted = re.findall(r"\x1b\[1;3[0-9]m(.*?)\x1b\[0m", out)
    assert painted and all(re.fullmatch(r"[-^]+|(error|warning|info)\[[a-z-]+\]", text) for text in painted), painted
    for width in (50, 60, 100):
        rows = [line for line in plain(run(command, folder, width)[0]).split("\n") if re.match(r" *\d+ \|", line)]
        assert rows and all(columns(row) <= width for row in rows), rows
        assert width == 100 or any("…" in row for row in rows), rows
    assert "\x1b" not in run(command, folder, NO_COLOR="1")[0]
    assert "\x1b" not in run(command, folder, TERM="dumb", VTE_VERSION="7000")[0]
    assert "\x1b[" in run([*command, "--color", "always"], folder, NO_COLOR="1")[0]


def check_links(command, folder):
    address = f"file://{os.path.realpath(folder)}/a%20b.latch"
    link = f"--> \x1b]8;;{address}\x1b\\a b.latch:"
    for known in ({"VTE_VERSION": "7000"}, {"TERM": "xterm-kitty"}, {"TERM_PROGRAM": "WezTerm"}, {"WT_SESSION": "1"}):
        assert link in run(command, folder, **known)[0], known
    for unknown in ({}, {"VTE_VERSION": "4800"}, {"TERM_PROGRAM": "Apple_Terminal"}):
        assert "\x1b]8" not in run(command, folder, **unknown)[0], unknown
    assert "\x1b" not in run([*command, "--color", "never"], folder, VTE_VERSION="7000")[0]
    piped = subprocess.run(command, cwd=folder, env={"TERM": "xterm-kitty"}, capture_output=True, check=False)
    assert b"\x1b" not in piped.stdout + piped.stderr
    as_json = run([*command, "--format", "json"], folder, VTE_VERSION="7000")[0]
    assert "\x1b" not in as_json


def check_progress(latchkey, folder):
    command = [latchkey, "check", "-", "--as-of", "2026-11-23"]
    slow = run(command, folder, stdin=b"", delay=2.0)[1]
    assert "latchkey: reading" in slow and slow.endswith("\r\x1b[K"), slow
    assert run(command, folder, stdin=b"")[1] == "", "progress for a moment's work"
    assert run([*command, "--quiet"], folder, stdin=b"", delay=1.5)[1] == ""
    assert run(command, folder, stdin=b"", delay=1.5, TERM="dumb")[1] == ""
    assert plain(run([*command, "--format", "json"], folder, stdin=b"", delay=1.5)[0]).startswith("{")


def main():
    latchkey = str(pathlib.Path(sys.argv[1]).resolve(strict=True))
    with tempfile.TemporaryDirectory(prefix="latchkey-terminal-") as folder:
        pathlib.Path(folder, "a b.latch").write_text(POLICY, encoding="utf-8")
        command = [latchkey, "check", "--as-of", "2026-11-23"]
        check_text(command, folder)
        check_links(command, folder)
        check_progress(latchkey, folder)
    print("colour, width, links and progress are as they should be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
