"""Finds the functions of a C++ file by its braces alone: comments and literals are blanked, each `{`
is sorted by the words before it. It knows no types and needs none: what it has to tell apart is a
function from a namespace, a class and a list of values."""

import re

BLANKED = re.compile(
    r'R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'   # raw string
    r"|//(?:[^\n\\]|\\.|\\\n)*|/\*.*?\*/"                # comments
    r'|"(?:[^"\\\n]|\\.)*"'                              # string
    r"|(?<![0-9A-Za-z_])'(?:[^'\\\n]|\\.)+'",            # character, not 1'000
    re.DOTALL)
KIND = re.compile(r"^(?:inline\s+)?(?:template\s*<.*>\s*)?(?:export\s+)?(namespace|class|struct|union|enum|extern\s+\"\s*\")\b")
NAME = re.compile(r"((?:~\s*)?[A-Za-z_][\w:]*(?:<[^<>]*>)?(?:::~?\w+)*|operator\s*[^\s\w(]+|operator\s*\(\s*\)|operator\s+\w+)\s*$")
PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.MULTILINE)


def without_comments(text, keep_strings=False):
    """The text with comments blanked, and literals too unless they are to be kept; lines stay."""
    def blank(match):
        found = match[0]
        if keep_strings and not found.startswith(("//", "/*")):
            return found
        quote = found[0] if found[0] in "\"'" else " "
        return quote + "".join("\n" if character == "\n" else " " for character in found[1:-1]) + (quote if len(found) > 1 else "")
    return BLANKED.sub(blank, text)


def outermost_parenthesis(head):
    """Where the first parenthesis that stands in no template brackets opens; -1 when there is none."""
    depth = 0
    for at, character in enumerate(head):
        if character == "<":
            depth += 1
        elif character == ">" and not (at and head[at - 1] == "-"):
            depth = max(0, depth - 1)
        elif character == "(" and (depth == 0 or "operator" in head[:at]):
            return at
    return head.find("(")


def function_name(head):
    """The name of the function whose head this is; None where it is something else."""
    head = re.sub(r"\[\[.*?\]\]", lambda match: " " * len(match[0]), head, flags=re.DOTALL)
    words = head.strip()
    if KIND.match(words) and not words.rstrip().endswith((")", "const", "noexcept")):
        return None
    at = outermost_parenthesis(head)
    if at < 0:
        return None
    before = head[:at].rstrip()
    if before.endswith("operator"):
        return "operator()"
    if re.search(r"(?<![=<>!])=(?!=)", before) and "operator" not in before:
        return "lambda" if "[" in head else None
    found = NAME.search(before)
    return re.sub(r"\s+", " ", found[1]) if found else None


def is_member_value(head):
    """Whether a brace behind this head begins a member's value in a constructor: `Name(…) : a_`, not its body."""
    at = outermost_parenthesis(head)
    if at < 0 or not re.search(r"[\w>]\s*$", head) or re.search(r"\b(const|noexcept|override|final|try|mutable)\s*$", head):
        return False
    depth = 0
    for end in range(at, len(head)):
        depth += {"(": 1, ")": -1}.get(head[end], 0)
        if depth == 0:
            rest = head[end + 1:]
            return re.match(r"\s*(?:noexcept\s*)?:(?!:)", rest) is not None
    return False


def functions_of(text):
    """(name, line, number of lines) of each function; the lines are those from its opening brace to
    its closing one. What a function holds, lambdas and local types too, is part of it."""
    text = PREPROCESSOR.sub(lambda match: "\n" * match[0].count("\n"), without_comments(text))
    found, stack, head_at, line = [], [], 0, 1
    parentheses = 0
    for at, character in enumerate(text):
        if character == "\n":
            line += 1
        elif character == "(":
            parentheses += 1
        elif character == ")":
            parentheses -= 1
        elif character == "{":
            inside = bool(stack) and stack[-1][0] != "scope"
            head = text[head_at:at]
            name = None if inside or parentheses or is_member_value(head) else function_name(head)
            is_scope = not inside and not parentheses and name is None and KIND.match(head.strip()) is not None
            stack.append(("scope" if is_scope else "function" if name else "other", name, line, parentheses, head_at))
            parentheses = 0
            head_at = at + 1
        elif character == "}" and stack:
            kind, name, begin, parentheses, head_begin = stack.pop()
            if kind == "function":
                found.append((name, begin, line - begin + 1))
            # Behind a value in braces the head goes on: `Name() : a_{a}, b_{b} {`.
            head_at = head_begin if kind == "other" else at + 1
        elif character == ";" and not parentheses:
            head_at = at + 1
        elif character == ":" and text[max(0, at - 9):at].strip().endswith(("public", "private", "protected")):
            head_at = at + 1
    return found
