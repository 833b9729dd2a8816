#!/usr/bin/env python3
"""Holds the tree against table.txt: who includes whom, who knows which library, how long things are.

    check.py [ROOT]

Before it looks at the tree it shows itself one small tree for each kind of mistake and demands that
each is reported, so that a pattern that matches nothing cannot pass.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from functions import functions_of, without_comments

HERE = Path(__file__).resolve().parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
STAGE_CALL = re.compile(r"^\s*latchkey_stage\(\s*(\w+)([^)]*)\)", re.MULTILINE)
# latchkey_catalog is made by cmake/Catalogs.cmake, because the build itself needs half of it.
MADE_ELSEWHERE = {"catalog"}


@dataclass
class Table:
    stages: dict = field(default_factory=dict)
    clients: set = field(default_factory=set)
    costly: dict = field(default_factory=dict)
    long: set = field(default_factory=set)

    def reach(self, stage):
        """The stage, what it may include, and what those may."""
        found, left = set(), [stage]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += self.stages.get(one, ())
        return found


def read_table(text):
    table, section = Table(), ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section == "clients":
            table.clients.add(line)
        elif line and section == "long":
            place, _, reason = line.partition(":")
            assert reason.strip(), f"table.txt: {place} has no reason"
            table.long.add(place.strip())
        elif line:
            name, _, rest = line.partition(":")
            getattr(table, section)[name.strip()] = set(rest.split())
    return table


def includes_of(text):
    """(line, bracket, path) of each include. A comment may hold one too; that one does not count."""
    text = without_comments(text, keep_strings=True)
    return [(text.count("\n", 0, match.start()) + 1, match[1], match[2]) for match in INCLUDE.finditer(text)]


def check_include(table, path, bracket, included):
    """What is wrong with one include of a file below src/ or include/; None when nothing is."""
    parts = path.split("/")
    top = included.split("/")[0]
    if parts[0] == "include":
        if bracket == '"' and top != "latchkey":
            return f'"{included}": include/latchkey/ knows the standard library and itself only'
        if bracket == "<" and ("/" in included or "." in included):
            return f"<{included}>: include/latchkey/ knows the standard library and itself only"
        return None
    if bracket == "<" or top == "latchkey":
        return None
    owner = parts[1]
    if top in table.stages or top in table.clients:
        if owner in table.clients:
            allowed = {owner}
        else:
            allowed = table.reach(owner)
        return None if top in allowed else f'"{included}": `{owner}` may not include `{top}`'
    if included in table.costly:
        return None  # the exact list decides
    return f'"{included}": `{top}` is no stage; includes are written "STAGE/file.h"'


def check_costly(table, tree):
    for header, allowed in sorted(table.costly.items()):
        found = {path for path, text in tree.items()
                 if path.startswith(("src/", "include/")) and any(included == header for _, _, included in includes_of(text))}
        for path in sorted(found - allowed):
            yield f"{path}: includes {header}, which is for {', '.join(sorted(allowed)) or 'nobody'}"
        for path in sorted(allowed - found):
            yield f"tests/layering/table.txt: {path} does not include {header}"
    for path, text in sorted(tree.items()):
        outside = path.startswith(("src/", "include/")) and not path.startswith("src/syntax/antlr/")
        if outside and any("antlr" in included.lower() and not included.startswith("syntax/antlr/")
                           for _, _, included in includes_of(text)):
            yield f"{path}: ANTLR is known below src/syntax/antlr/ only"


def check_lengths(table, tree):
    exempt = set()
    for path, text in sorted(tree.items()):
        lines = text.count("\n")
        if lines > LONGEST_FILE:
            exempt.add(path)
            if path not in table.long:
                yield f"{path}: {lines} lines, more than {LONGEST_FILE}"
        if path.startswith("tests/"):
            continue
        for name, line, length in functions_of(text):
            if length > LONGEST_FUNCTION:
                exempt.add(f"{path} {name}")
                if f"{path} {name}" not in table.long:
                    yield f"{path}:{line}: `{name}` has {length} lines, more than {LONGEST_FUNCTION}"
    for place in sorted(table.long - exempt):
        yield f"tests/layering/table.txt: {place} is not too long"


def check_cmake(table, text):
    """The stages that CMake links must be those of the table."""
    found = {}
    for match in STAGE_CALL.finditer(text):
        uses = re.search(r"\bUSES\s+((?:[a-z]+\s*)+)", match[2])
        found[match[1]] = set(uses[1].split()) if uses else set()
    for stage in sorted(set(table.stages) - MADE_ELSEWHERE - set(found)):
        yield f"src/CMakeLists.txt: no latchkey_stage({stage} …)"
    for stage, uses in sorted(found.items()):
        if uses != table.stages.get(stage):
            yield f"src/CMakeLists.txt: `{stage}` uses {sorted(uses)}, the table says {sorted(table.stages.get(stage, []))}"


def check(table, tree, cmake):
    """Everything that is wrong with a tree of (path -> text)."""
    problems = []
    stages = {path.split("/")[1] for path in tree if path.startswith("src/") and path.count("/") > 1}
    for unknown in sorted(stages - set(table.stages) - table.clients):
        problems.append(f"src/{unknown}: no stage of the table")
    for missing in sorted((set(table.stages) | table.clients) - stages):
        problems.append(f"tests/layering/table.txt: there is no src/{missing}")
    for path, text in sorted(tree.items()):
        if path.startswith(("src/", "include/")):
            for line, bracket, included in includes_of(text):
                problem = check_include(table, path, bracket, included)
                problems += [f"{path}:{line}: {problem}"] if problem else []
    problems += check_costly(table, tree)
    problems += check_lengths(table, tree)
    problems += check_cmake(table, cmake)
    return problems


def read_tree(root):
    tree = {}
    for top in ("src", "include", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                tree[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return tree


GOOD_TABLE = """
[stages]
source:
diag: source
lint: diag
[clients]
cli
lsp
[costly]
re2/re2.h: src/lint/words.cpp
"""
GOOD_TREE = {
    "include/latchkey/source.h": '#include "latchkey/version.h"\n#include <string>\n',
    "src/source/text.cpp": '#include "latchkey/source.h"\n// #include "lint/run.h"\n',
    "src/diag/report.cpp": '#include "source/text.h"\n',
    "src/lint/words.cpp": '#include <re2/re2.h>\n#include "source/text.h"\n#include "lint/run.h"\n',
    "src/cli/main.cpp": '#include "latchkey/source.h"\n#include "cli/common.h"\n',
    "src/lsp/server.cpp": '#include "lsp/json.h"\n',
}
GOOD_CMAKE = "latchkey_stage(source)\nlatchkey_stage(diag USES source)\nlatchkey_stage(lint USES diag LIBRARIES re2)\n"
LONG_FUNCTION = "int f(int a) {\n" + "    ++a;\n" * (LONGEST_FUNCTION - 1) + "}\n"
# What is changed in the good tree, and what must be said of it.
SEEDED = [
    ({"src/diag/a.cpp": '#include "lint/run.h"\n'}, GOOD_CMAKE, "src/diag/a.cpp:1: \"lint/run.h\": `diag` may not include `lint`"),
    ({"src/source/a.h": '#pragma once\n#  include "diag/b.h"\n'}, GOOD_CMAKE, "src/source/a.h:2: \"diag/b.h\": `source` may not include `diag`"),
    ({"src/cli/a.cpp": '#include "source/text.h"\n'}, GOOD_CMAKE, "`cli` may not include `source`"),
    ({"src/cli/a.cpp": '#include "lsp/json.h"\n'}, GOOD_CMAKE, "`cli` may not include `lsp`"),
    ({"src/diag/a.cpp": '#include "cli/common.h"\n'}, GOOD_CMAKE, "`diag` may not include `cli`"),
    ({"src/diag/a.cpp": '#include "report.h"\n'}, GOOD_CMAKE, "is no stage"),
    ({"include/latchkey/a.h": '#include "source/text.h"\n'}, GOOD_CMAKE, "knows the standard library and itself only"),
    ({"include/latchkey/a.h": "#include <fmt/format.h>\n"}, GOOD_CMAKE, "knows the standard library and itself only"),
    ({"src/diag/a.cpp": "#include <re2/re2.h>\n"}, GOOD_CMAKE, "src/diag/a.cpp: includes re2/re2.h"),
    ({"src/lint/words.cpp": "\n"}, GOOD_CMAKE, "src/lint/words.cpp does not include re2/re2.h"),
    ({"src/lint/a.cpp": "#include <antlr4-runtime.h>\n"}, GOOD_CMAKE, "ANTLR is known below src/syntax/antlr/ only"),
    ({"src/util/a.cpp": "\n"}, GOOD_CMAKE, "src/util: no stage of the table"),
    ({"src/diag/a.cpp": "\n" * (LONGEST_FILE + 1)}, GOOD_CMAKE, "401 lines, more than 400"),
    ({"src/diag/a.cpp": LONG_FUNCTION}, GOOD_CMAKE, "src/diag/a.cpp:1: `f` has 41 lines, more than 40"),
    ({}, GOOD_CMAKE.replace("USES source", ""), "`diag` uses [], the table says ['source']"),
    ({}, GOOD_CMAKE.replace("latchkey_stage(source)\n", ""), "no latchkey_stage(source …)"),
]


def self_test():
    table = read_table(GOOD_TABLE)
    problems = check(table, GOOD_TREE, GOOD_CMAKE)
    assert not problems, f"self-test: a good tree is reported: {problems}"
    for change, cmake, expected in SEEDED:
        problems = check(table, GOOD_TREE | change, cmake)
        assert len(problems) == 1 and expected in problems[0], f"self-test: expected one `{expected}`, got {problems}"


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent
    self_test()
    tree = read_tree(root)
    for top in ("src/", "include/", "tests/"):
        assert any(path.startswith(top) for path in tree), f"no sources below {root}/{top}"
    functions = sum(len(functions_of(text)) for text in tree.values())
    includes = sum(len(includes_of(text)) for text in tree.values())
    assert functions > 100 and includes > 100, f"only {functions} functions and {includes} includes found"
    table = read_table((HERE / "table.txt").read_text(encoding="utf-8"))
    problems = check(table, tree, (root / "src/CMakeLists.txt").read_text(encoding="utf-8"))
    for problem in problems:
        print(problem)
    print(f"{len(tree)} files, {includes} includes, {functions} functions, {len(SEEDED)} seeded mistakes seen; {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
