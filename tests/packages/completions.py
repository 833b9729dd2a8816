#!/usr/bin/env python3
"""Asks real shells what goes on from a line, with the completions made of a program.

    completions.py --latchkey PROGRAM [--shell bash|zsh|fish]

Each case is a line with the cursor at its end and words that must, or must not, be offered. A shell
that is not installed is skipped, loudly: exit code 77. bash is asked by setting COMP_WORDS as it does
itself, zsh by a key pressed in a terminal of its own, fish by `complete -C`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "packaging"))

import completions  # noqa: E402
from outline import read_outline  # noqa: E402

SKIPPED = 77
# line, what must be offered, what must not. Words are whole: as the line would go on, from its last blank.
CASES = [
    ("latchkey ", ["check", "compile", "catalog", "explain"], ["outline", "import", "--help"]),
    ("latchkey che", ["check"], ["compile"]),
    ("latchkey catalog ", ["list", "show", "import"], ["check", "compile"]),
    ("latchkey catalog i", ["import"], ["list"]),
    ("latchkey check --fo", ["--format"], ["--fail-on"]),
    ("latchkey check --", ["--format", "--baseline", "--fix"], ["--coverage"]),
    ("latchkey test --co", ["--coverage", "--config"], ["--baseline"]),
    ("latchkey check --format ", ["sarif", "gitlab", "text"], ["check", "policies/"]),
    ("latchkey check --format s", ["sarif"], ["text"]),
    ("latchkey catalog diff --fail-on ", ["widened", "never"], ["warning"]),
    ("latchkey check --format sarif --fail-on ", ["warning", "never"], ["widened"]),
    ("latchkey check --rule excess-scope=w", ["excess-scope=warning"], ["excess-scope=error"]),
    ("latchkey check --output sar", ["sarif:"], ["json:"]),
    ("latchkey check --output sarif:po", ["sarif:policies/"], []),
    ("latchkey check --config lat", ["latchkey.toml"], ["policies/"]),
    ("latchkey check policies/", ["policies/a b.latch", "policies/lead.latch"], ["latchkey.toml"]),
    ("latchkey compile -o ", ["policies/"], ["latchkey.toml"]),
    ("latchkey explain excess-s", ["excess-scope"], ["missing-review"]),
    ("latchkey explain contacts.w", ["contacts.write"], ["contacts.readonly"]),
    ("latchkey explain lead-", ["lead-form", "lead-token"], ["lead-team"]),
    ("latchkey schema ", ["manifest", "config"], ["check"]),
    ("latchkey catalog show ", ["highlevel", "keap"], ["list"]),
    ("latchkey catalog import --provider ", ["highlevel"], ["--openapi"]),
]
# `--fix` takes a value only behind `=`, which shells complete in ways of their own.
CASES_OF = {
    "bash": [
        ("latchkey check policies/", ["policies/lead.latch"], ["policies/notes.txt"]),
        ("latchkey check --rule excess-s", ["excess-scope="], ["shared-credential="]),
        ("latchkey check --fix=", ["--fix=all", "--fix=safe"], []),
        ("latchkey check --format=sa", ["--format=sarif"], []),
        ("latchkey check --rule=excess-scope=w", ["--rule=excess-scope=warning"], []),
        ("latchkey check --fix pol", ["policies/"], []),
    ],
    "zsh": [
        ("latchkey check policies/", ["policies/lead.latch"], ["policies/notes.txt"]),
        ("latchkey check --rule excess-s", ["excess-scope="], ["shared-credential="]),
        ("latchkey check --format=sa", ["--format=sarif"], []),
        ("latchkey check --fix=a", ["--fix=all"], []),
        ("latchkey check --fix pol", ["policies/"], []),
    ],
    "fish": [("latchkey check --rule excess-s", ["excess-scope=warning"], ["shared-credential=off"]), ("latchkey check --format=sa", ["--format=sarif"], []), ("latchkey check --fix", ["--fix=all"], [])],
}


def make_workspace(directory):
    (directory / "policies").mkdir()
    (directory / "latchkey.toml").write_text("", encoding="utf-8")
    for name in ("a b.latch", "notes.txt"):
        (directory / "policies" / name).write_text("", encoding="utf-8")
    (directory / "policies" / "lead.latch").write_text("team lead-team {\n}\ncredential lead-token {\n}\nintegration lead-form {\n}\n",
                                                       encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(directory)], check=True)


class Shell:
    """One shell with the completions loaded; `ask` gives whole words."""

    def __init__(self, name, script, directory):
        self.name, self.script, self.directory = name, script, directory
        self.environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(directory.parent), "LC_ALL": "C.UTF-8", "TERM": "dumb"}

    def run(self, words, text=None):
        done = subprocess.run(words, input=text, cwd=self.directory, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=60)
        assert done.returncode == 0, f"{self.name}: {done.stderr}"
        assert not done.stderr or self.name != "bash", f"{self.name}: {done.stderr}"
        return done.stdout

    def ask(self, lines):
        """For each line the words offered."""
        return getattr(self, self.name)(lines)

    def bash(self, lines):
        # As bash splits a line: at blanks, and at = and : as words of their own.
        asks = []
        for line in lines:
            words = [part for word in line.split(" ") for part in (re.findall(r"[=:]+|[^=:]+", word) or [""])]
            if words[-1] and words[-1][-1] in "=:":
                kept = line.split(" ")[-1]
            else:
                kept = line.split(" ")[-1][: len(line.split(" ")[-1]) - len(words[-1])]
            quoted = " ".join(f"'{word}'" for word in words)
            asks.append(f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; COMP_POINT={len(line)}; "
                        f"_latchkey; printf '<%s>\\n' \"${{COMPREPLY[@]/#/{kept}}}\"; echo ===")
        # compopt is for a completion that runs in a line editor.
        text = f"compopt() {{ :; }}\nsource '{self.script}'\n" + "\n".join(asks)
        answers = self.run(["bash", "--norc", "-u", "-c", text]).split("===\n")[:-1]
        return [{self.whole(word) for word in re.findall(r"<(.*)>", answer)} for answer in answers]

    def whole(self, word):
        """A folder with the stroke that the line editor puts behind it."""
        name = re.sub(r"^.*[:=]", "", word)
        return word + "/" if name and not name.endswith("/") and (self.directory / name).is_dir() else word

    def fish(self, lines):
        text = f"source {self.script}\n" + "\n".join(f"complete -C '{line}' | string replace -r '\\t.*' ''; echo ===" for line in lines)
        return [{word.replace("\\ ", " ") for word in answer.splitlines()} for answer in self.run(["fish", "--no-config", "-c", text]).split("===\n")[:-1]]

    def zsh(self, lines):
        return [{self.whole(word.replace("\\ ", " ")) for word in answer.splitlines()} for answer in
                self.run(["zsh", "-f", str(HERE / "ask.zsh"), str(self.script), *lines]).split("===\n")[:-1]]


def problems_of(cases, answers):
    for (line, expected, unwanted), offered in zip(cases, answers, strict=True):
        missing = [word for word in expected if word not in offered]
        wrong = [word for word in unwanted if word in offered]
        if missing or wrong:
            few = sorted(offered)[:12]
            yield f"`{line}`: not offered: {missing}; wrongly offered: {wrong}; offered: {few}{' …' if len(offered) > 12 else ''}"


def check(name, outline, directory):
    workspace = directory / name
    workspace.mkdir()
    make_workspace(workspace)
    files = {"bash": "bash-completion/completions/latchkey", "zsh": "zsh/vendor-completions/_latchkey",
             "fish": "fish/vendor_completions.d/latchkey.fish"}
    script = directory / f"{name}-script" / Path(files[name]).name
    script.parent.mkdir()
    script.write_text(completions.FILES[files[name]](outline), encoding="utf-8")
    cases = CASES + CASES_OF[name]
    answers = Shell(name, script, workspace).ask([line for line, _, _ in cases])
    assert sum(map(len, answers)) > 70, f"{name}: hardly anything is offered: {answers}"
    assert list(problems_of([("latchkey ", ["nothing-like-it"], [])], answers[:1])), "a word that is not offered must be noticed"
    return [f"{name}: {problem}" for problem in problems_of(cases, answers)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("--shell", choices=sorted(CASES_OF), default="bash")
    arguments = parser.parse_args()
    if not shutil.which(arguments.shell, path="/usr/local/bin:/usr/bin:/bin"):
        print(f"SKIPPED, nothing was tested: {arguments.shell} is not installed (apt-get install {arguments.shell})")
        return SKIPPED
    outline = read_outline(arguments.latchkey.resolve())
    with tempfile.TemporaryDirectory() as directory:
        problems = check(arguments.shell, outline, Path(directory))
    for problem in problems:
        print(problem)
    print(f"{arguments.shell}: {len(CASES) + len(CASES_OF[arguments.shell])} lines, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
