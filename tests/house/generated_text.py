#!/usr/bin/env python3
"""Holds what the project's Markdown says the program prints against what it prints.

    generated_text.py --latchkey PROGRAM [--update] [FILE.md…]    without files: the project's own

Six things are looked at:
  * what stands between the lines `<!-- rules -->` and `<!-- /rules -->` is what `latchkey rules` prints;
  * what stands between `<!-- errors -->` and `<!-- /errors -->` lists src/diag/errors.def;
  * every fenced block ```console whose commands (`$ …`) begin with `latchkey`, `./dev run` or a program
    of PLAIN holds what they print, standard output and error. They run in a copy of the tree, one block
    after the other, and `cd` lasts to the end of the document; a line `…` in the block stands for any
    number of lines. A block with any other command is left alone;
  * every fenced block ```latch stands, word for word, in a policy below docs/ or policies/, so that
    it can be run;
  * every fenced block in another language stands, word for word, in a file below one of HELD that ends as
    SUFFIXES says: those files are run, parsed or compiled by tests.
  * every link to a file of the tree leads to one, and every `#place` to a heading.
--update writes what was printed, but for blocks with `…`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = re.compile(r"(?<=^<!-- rules -->\n)(.*?)(?=^<!-- /rules -->$)", re.MULTILINE | re.DOTALL)
ERRORS = re.compile(r"(?<=^<!-- errors -->\n)(.*?)(?=^<!-- /errors -->$)", re.MULTILINE | re.DOTALL)
ERROR = re.compile(r'^LATCHKEY_ERROR\(\w+, "(?P<id>[a-z-]+)", "(?P<summary>[^"]+)"\)$', re.MULTILINE)
BLOCK = re.compile(r"(?P<indent>^[ ]*)```console\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
POLICY = re.compile(r"^```latch\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"(?P<indent>^[ ]*)```(?P<language>[a-z]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<place>[^)\s]*))?\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
OURS = ("latchkey ", "./dev run ")
# What a console block may run beside our own program. Nothing else is run from a document.
PLAIN = ("cat ", "cd ", "cp ", "git ", "grep ", "head ", "jq ", "ls ", "mkdir ", "pre-commit ", "printf ", "python3 docs/", "sed ", "sh docs/", "tail ")
SUFFIXES = {"bash": (".sh",), "json": (".json",), "lua": (".lua",), "python": (".py",), "sh": (".sh",), "text": (".txt",), "toml": (".toml",), "ts": (".ts",),
            "typescript": (".ts",), "yaml": (".yml", ".yaml")}
HELD = ("docs", "policies", "ci", "tests", "examples", ".pre-commit-hooks.yaml", "action.yml")
# What a command of the documentation may read or write; build/ is none of it.
COPIED = ("policies", "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "latchkey.toml", "tests/cli")


def expand(text):
    """The text with a made-up token for its placeholder: no file of the tree looks like a leaked key."""
    return text.replace("{{secret:highlevel-pit}}", "pit" + "-7f3a91c2" + "-58de-4b06-9a17" + "-c4e2d80b6f35")


class Machine:
    """Runs commands where the documentation says they run: in the root of a checkout."""

    def __init__(self, latchkey, root, temporary):
        self.directory = Path(temporary) / "latchkey"
        (self.directory / "build").mkdir(parents=True)
        for name in COPIED:
            if (root / name).is_dir():
                shutil.copytree(root / name, self.directory / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (root / name).is_file():
                shutil.copy(root / name, self.directory / name)
        self.environment = {"PATH": os.pathsep.join([str(latchkey.parent), "/usr/local/bin", "/usr/bin", "/bin"]),
                            "HOME": temporary, "LC_ALL": "C.UTF-8", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1",
                            "SOURCE_DATE_EPOCH": "1795435200",  # 2026-11-23
                            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
                                ("NAME", "Ada"), ("EMAIL", "ada@acme.example"), ("DATE", "2026-11-23T12:00:00Z"))}}

        self.here = self.directory
        self.held = {suffix: [path.read_text(encoding="utf-8") for path in held_files(root, suffix)]
                     for suffixes in SUFFIXES.values() for suffix in suffixes}
        self.written = [path.read_text(encoding="utf-8") for path in sorted(self.directory.rglob("*.latch"))]
        for path in self.directory.rglob("*.latch"):
            path.write_text(expand(path.read_text(encoding="utf-8")), encoding="utf-8")

    def output(self, command):
        command = re.sub(r"^\./dev run ", "latchkey ", command)
        if command.startswith("cd "):
            self.here = (self.here / command[3:].strip()).resolve(strict=True)
            assert self.here.is_relative_to(self.directory), command
            return ""
        done = subprocess.run(["sh", "-c", command], cwd=self.here, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        text = done.stdout.decode("utf-8")
        return text if text.endswith("\n") or not text else text + "\n"

    def errors(self):
        return (ROOT / "src/diag/errors.def").read_text(encoding="utf-8")

    def policies(self):
        return self.written

    def files(self, language):
        return [text for suffix in SUFFIXES[language] for text in self.held[suffix]]


def held_files(root, suffix):
    for name in HELD:
        if (root / name).is_file() and name.endswith(suffix):
            yield root / name
        yield from (path for path in sorted((root / name).rglob(f"*{suffix}")) if "node_modules" not in path.parts)


def split_commands(text):
    """[(command, what the block says it prints)]; none where a command is not ours."""
    commands = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            commands.append((line[2:].rstrip("\n"), ""))
        elif commands:
            commands[-1] = (commands[-1][0], commands[-1][1] + line)
        else:
            return []
    return commands if all(command.startswith(OURS + PLAIN) or command == "latchkey" for command, _ in commands) else []


def says_the_same(said, printed):
    if "…\n" not in said.splitlines(keepends=True):
        return said == printed
    pattern = "".join("(?:.*\n)*" if line == "…\n" else re.escape(line) for line in said.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None


def renew_block(match, machine, problems):
    indent = match["indent"]
    commands = split_commands(re.sub(f"^{indent}", "", match["text"], flags=re.MULTILINE))
    text = ""
    for command, said in commands:
        printed = machine.output(command)
        if says_the_same(said, printed):
            printed = said
        else:
            problems.append(f"`{command}` prints\n{printed}")
        text += f"$ {command}\n{printed}"
    if not commands:
        return match[0], 0
    text = "".join(indent + line if line != "\n" else line for line in text.splitlines(keepends=True))
    return f"{indent}```console\n{text}{indent}```", len(commands)


def renew(text, machine):
    """The text as it ought to be, what is wrong with it, and how many things were looked at."""
    problems, looked = [], 0

    def rules(match):
        nonlocal looked
        looked += 1
        printed = "\n" + machine.output("latchkey rules") + "\n"
        if match[1] != printed:
            problems.append("the table of rules is not what `latchkey rules` prints")
        return printed

    def errors(match):
        nonlocal looked
        looked += 1
        listed = "".join(f"* `{error['id']}`: {error['summary']}\n" for error in ERROR.finditer(machine.errors()))
        listed = f"\n{listed}\n"
        if match[1] != listed:
            problems.append("the list of errors is not that of src/diag/errors.def")
        return listed

    def block(match):
        nonlocal looked
        renewed, count = renew_block(match, machine, problems)
        looked += count
        return renewed

    policies = machine.policies()
    for policy in POLICY.findall(text):
        looked += 1
        if not any(policy in whole for whole in policies):
            problems.append(f"no file below docs/ or policies/ holds the policy\n{policy}")
    for fence in FENCE.finditer(text):
        language, held = fence["language"], re.sub(f"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)
        if language in ("latch", "console"):
            continue
        looked += 1
        if language not in SUFFIXES:
            problems.append(f"a block in `{language}`, which nothing proves:\n{held}")
        elif not any(held in whole for whole in machine.files(language)):
            problems.append(f"no file that a test runs holds the block\n{held}")
    text = ERRORS.sub(errors, RULES.sub(rules, text))
    return BLOCK.sub(block, text), problems, looked


def places_of(text):
    """The names by which hosts let a link lead to a heading."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in plain}


def broken_links(path, text):
    """Links of a document that lead nowhere. Code is no link."""
    prose = re.sub(r"`[^`\n]*`", "", re.sub(r"^[ ]*```.*?^[ ]*```$", "", text, flags=re.MULTILINE | re.DOTALL))
    for link in LINK.finditer(prose):
        target = (path.parent / link["path"]).resolve() if link["path"] else path
        if not target.exists():
            yield f"there is no {link['path']}"
        elif link["place"] and link["place"] not in places_of(target.read_text(encoding="utf-8")):
            yield f"{link['path']} has no heading #{link['place']}"


class FakeMachine:
    def output(self, command):
        return "one\ntwo\nthree\n" if command.startswith("latchkey ") else "?\n"

    def errors(self):
        return 'LATCHKEY_ERROR(bad_date, "bad-date", "No such day.")\n'

    def policies(self):
        return ["// before\nteam a {\n}\n"]

    def files(self, language):
        return [f"# {language}\nx = 1\ny = 2\n"]


def self_test():
    good = "<!-- errors -->\n\n* `bad-date`: No such day.\n\n<!-- /errors -->\n<!-- rules -->\n\none\ntwo\nthree\n\n<!-- /rules -->\n```console\n$ latchkey x\none\n…\n```\n  ```console\n  $ latchkey y\n  one\n  two\n  three\n  ```\n```latch\nteam a {\n}\n```\n```toml\nx = 1\n```\n"
    assert renew(good, FakeMachine()) == (good, [], 6), renew(good, FakeMachine())
    for bad in (good.replace("two\n", "2\n", 1), good.replace("one\n…", "1\n…"), good.replace("  three\n", ""), good.replace("  two\n", "  2\n"), good.replace("team a", "team b"), good.replace("x = 1", "x = 2"), good.replace("No such", "What"), good.replace("```toml", "```perl")):
        _, problems, _ = renew(bad, FakeMachine())
        assert len(problems) == 1, f"self-test: expected one problem, got {problems} for {bad}"
    here = Path(__file__).resolve()
    linked = "[a](generated_text.py) [b](#one-two) [c](nowhere.md) [d](#three) `[e](code.md)`\n# One, two\n"
    with tempfile.TemporaryDirectory() as temporary:
        document = Path(temporary) / "x.md"
        document.write_text(linked)
        (Path(temporary) / here.name).write_text("")
        assert len(list(broken_links(document, linked))) == 2, list(broken_links(document, linked))
    left_alone = "```console\n$ curl x\n```\n"
    assert renew(left_alone, FakeMachine()) == (left_alone, [], 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", type=Path, nargs="*")
    arguments = parser.parse_args()
    self_test()
    paths = arguments.files or [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md",
                                *sorted((ROOT / "docs").glob("*.md"))]
    failed, looked = 0, 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="latchkey-text-") as temporary:
            renewed, problems, count = renew(text, Machine(arguments.latchkey.resolve(strict=True), ROOT, temporary))
        looked += count
        for problem in broken_links(path, text):
            failed += 1
            print(f"{path}: {problem}")
        if arguments.update and renewed != text:
            path.write_text(renewed, encoding="utf-8")
            print(f"updated {path}")
        elif problems and not arguments.update:
            failed += len(problems)
            for problem in problems:
                print(f"{path}: {problem}")
    if not arguments.files:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        assert RULES.search(readme), "README.md holds no table of rules"
        assert looked > 1, "no console block was looked at"
    print(f"{len(paths)} files, {looked} texts, {failed} problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
