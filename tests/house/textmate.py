#!/usr/bin/env python3
"""Holds the editor's grammar against the language: its words are those of the lexer, and what it
makes of a policy is what it should.

    textmate.py [ROOT]

The patterns keep to what Python's regular expressions and the editors' have in common, so that a few
lines here can do what an editor does.
"""

import json
import re
import sys
from pathlib import Path

KEYWORD = re.compile(r"^[A-Z_]+: '([a-z-]+)';$", re.MULTILINE)
# Of a pattern, the lists of words: `(allow|deny)`, `(?:true|false)`, `(every)`.
WORDS = re.compile(r"\((?:\?:)?([a-z-]+(?:\|[a-z-]+)*)\)")

SAMPLE = '''\
use highlevel  // a provider
/// Puts enquiries in.
integration lead-form "Form" {
  purpose     lead-capture
  uses        class
  limit       5_000 requests per 10 seconds
  alert       on errors above 0.5% per hour to "slack:#a\\n\\q"
  allow read on highlevel:contact, contact, data (source, class financial, because)
    where status in ("open", true) and type = false because "it \\"must\\""
  deny delete on any
  review      every 90 days last 2026-10-01 by growth
}
team growth { contact "a@b.example" }
assert every integration with purpose sync cannot write contact
waive missing-audit for lead-form until 2026-12-31 because "x" by security
accept widening of lead-form for update on contact (email, phone) because "x" by security
//// no documentation
'''
# For some texts of the sample, in its order: the scope that they must have.
EXPECTED = [
    ("use", "keyword.declaration"), ("highlevel", "variable.other"), ("// a provider", "comment.line.double-slash"),
    ("/// Puts enquiries in.", "comment.line.documentation"), ("integration", "keyword.declaration"), ("lead-form", "entity.name.type"),
    ('"Form"', "string.quoted.double.title"), ("purpose", "keyword.other.statement"), ("lead-capture", "variable.other"),
    ("uses", "keyword.other.statement"), ("class", "variable.other"), ("5_000", "constant.numeric"), ("requests", "keyword.other.clause"),
    ("10", "constant.numeric"), ("seconds", "constant.other.unit"), ("errors", "keyword.other.clause"), ("0.5%", "constant.numeric.percentage"),
    ("to", "keyword.other.clause"), ("slack:#a", "string.quoted.double"), ("\\n", "constant.character.escape"), ("\\q", "invalid.illegal"),
    ("allow", "keyword.control.allow"), ("on", "keyword.other.clause"), ("highlevel", "entity.name.namespace"), ("contact", "variable.other"),
    ("contact", "variable.other"), ("data", "variable.other"), ("source", "variable.other.field"), ("class", "keyword.other.class"),
    ("financial", "support.type.class"), ("because", "variable.other.field"), ("where", "keyword.other.clause"), ("open", "string.quoted"),
    ("true", "constant.language"), ("and", "keyword.other.clause"), ("false", "constant.language"), ("because", "keyword.other.clause"),
    ('\\"', "constant.character.escape"), ("deny", "keyword.control.deny"), ("90", "constant.numeric"), ("days", "constant.other.unit"),
    ("2026-10-01", "constant.other.date"), ("by", "keyword.other.clause"), ("growth", "variable.other"), ("team", "keyword.declaration"),
    ("growth", "entity.name.type"), ("contact", "keyword.other.statement"), ("assert", "keyword.declaration"), ("every", "keyword.other.clause"),
    ("purpose", "keyword.other.clause"), ("cannot", "keyword.control.verdict"), ("contact", "variable.other"), ("waive", "keyword.declaration"),
    ("until", "keyword.other.clause"), ("2026-12-31", "constant.other.date"), ("accept", "keyword.declaration"), ("widening", "keyword.other.clause"),
    ("of", "keyword.other.clause"), ("phone", "variable.other.field"), ("//// no documentation", "comment.line.double-slash"),
]


def flatten(patterns, grammar):
    """The patterns with what they include in its place."""
    for pattern in patterns:
        if "include" in pattern:
            entry = grammar["repository"][pattern["include"].removeprefix("#")]
            yield from flatten(entry["patterns"] if "patterns" in entry and "begin" not in entry else [entry], grammar)
        else:
            yield pattern


def captured(match, captures, default):
    """What a match makes of its text: pieces with their scopes."""
    if not captures:
        return [(match[0], default)] if default else []
    return [(match[int(group)], capture["name"]) for group, capture in captures.items() if match[int(group)]]


def scopes_of(text, grammar):
    """The pieces of a text that have a scope, as an editor would find them: the match that begins
    first counts, of several the one that is named first."""
    found, stack = [], []
    for line in text.splitlines():
        at = 0
        while True:
            outer = stack[-1] if stack else None
            rules = list(flatten(outer["patterns"] if outer else grammar["patterns"], grammar))
            matches = [(match, rule) for rule in rules if (match := re.compile(rule.get("match", rule.get("begin"))).search(line, at))]
            end = re.compile(outer["end"]).search(line, at) if outer else None
            best = min(matches, key=lambda pair: pair[0].start(), default=None)
            name = outer.get("name", "") if outer else ""
            stops = end.start() if end and (not best or end.start() <= best[0].start()) else best[0].start() if best else len(line)
            if name and stops > at:
                found.append((line[at:stops], name))
            if end and (not best or end.start() <= best[0].start()):
                stack.pop()
                at = end.end()
                if end.end() == len(line) and end[0] == "":
                    break
            elif best:
                match, rule = best
                assert match.end() > match.start(), f"an empty match of {rule}"
                found += captured(match, rule.get("captures", rule.get("beginCaptures")), rule.get("name") if "match" in rule else None)
                at = match.end()
                if "begin" in rule:
                    stack.append(rule)
            else:
                break
    assert not stack, f"still open at the end: {stack}"
    return found


def words_of(value):
    """All words that the patterns list."""
    if isinstance(value, dict):
        return set().union(*(words_of(one) for one in value.values()), *(words_in(value[key]) for key in ("match", "begin") if key in value))
    return set().union(*(words_of(one) for one in value)) if isinstance(value, list) else set()


def words_in(pattern):
    return {word for words in WORDS.findall(pattern) for word in words.split("|")}


def check_words(grammar, lexer):
    keywords = set(KEYWORD.findall(lexer))
    assert len(keywords) > 50, f"the lexer's grammar has only {len(keywords)} keywords"
    listed = words_of(grammar)
    problems = [f"the lexer's word `{word}` is in no pattern" for word in sorted(keywords - listed)]
    return problems + [f"`{word}` is no word of the lexer" for word in sorted(listed - keywords)]


def check_sample(grammar, sample=SAMPLE):
    found = iter(scopes_of(sample, grammar))
    problems = []
    for text, scope in EXPECTED:
        seen = []
        for piece, name in found:
            if piece == text:
                if not name.startswith(scope + ".") and name != scope:
                    problems.append(f"`{text}` is {name}, not {scope}")
                break
            seen.append(piece)
        else:
            return problems + [f"`{text}` ({scope}) is not found; after it came {seen[-3:]}"]
    return problems


def check_policies(grammar, paths):
    """No policy leaves a string or block open."""
    for path in paths:
        scopes_of(path.read_text(encoding="utf-8"), grammar)


def self_test(grammar, lexer):
    assert check_words(grammar, lexer + "\nNEW: 'new';\n"), "self-test: a word that no pattern has passes"
    assert check_words(grammar, lexer.replace("VIA: 'via';\n", "")), "self-test: a word that is none passes"
    assert check_sample(grammar, SAMPLE.replace("deny delete", "denied delete")), "self-test: a wrong scope passes"


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent.parent
    grammar = json.loads((root / "vscode-extension/syntaxes/latchkey.tmLanguage.json").read_text(encoding="utf-8"))
    lexer = (root / "grammar/LatchkeyLexer.g4").read_text(encoding="utf-8")
    configuration = json.loads((root / "vscode-extension/language-configuration.json").read_text(encoding="utf-8"))
    re.compile(configuration["wordPattern"])
    self_test(grammar, lexer)
    problems = check_words(grammar, lexer) + check_sample(grammar)
    policies = sorted((root / "policies").rglob("*.latch"))
    assert policies, "no policies"
    check_policies(grammar, policies)
    for problem in problems:
        print(problem)
    print(f"{len(set(KEYWORD.findall(lexer)))} words, {len(EXPECTED)} scopes, {len(policies)} policies, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
