"""Makes a token of each shape that is known, from pieces, when it is run: no file holds one."""

import json
import pathlib
import random
import re
import string

try:
    from re import _constants as codes, _parser as parser
except ImportError:  # before Python 3.11
    import sre_constants as codes
    import sre_parse as parser

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pick(items, chance):
    """A character of a class, of those that occur in tokens."""
    allowed = []
    for kind, value in items:
        if kind == codes.LITERAL:
            allowed.append(chr(value))
        elif kind == codes.RANGE:
            allowed += [chr(code) for code in range(value[0], value[1] + 1)]
        else:
            raise ValueError(kind)
    plain = [one for one in allowed if one in string.ascii_letters + string.digits]
    return chance.choice(plain or allowed)


def sample(parsed, chance):
    text = ""
    for kind, value in parsed:
        if kind == codes.LITERAL:
            text += chr(value)
        elif kind == codes.IN:
            text += pick(value, chance)
        elif kind == codes.MAX_REPEAT:
            least, most, inner = value
            most = least + 3 if most == codes.MAXREPEAT else most
            for _ in range(max(least, min(most, least + 3 if least else most))):
                text += sample(inner, chance)
        elif kind == codes.SUBPATTERN:
            text += sample(value[3], chance)
        elif kind == codes.BRANCH:
            text += sample(chance.choice(value[1]), chance)
        elif kind != codes.AT:
            raise ValueError(kind)
    return text


def random_text(alphabet, length, chance):
    return "".join(chance.choice(alphabet) for _ in range(length))


def all_kinds():
    """{name: (token, a word that has to stand before it on its line)}"""
    chance = random.Random(20261123)
    kinds = {}
    for file in ("secrets", "highlevel", "hubspot", "keap", "make"):
        shapes = json.loads((ROOT / f"policies/catalogs/{file}.json").read_text())["secrets"]
        for shape in shapes:
            token = sample(parser.parse(shape["pattern"]), chance)
            assert re.search(shape["pattern"], token), shape
            kinds[f"{file}-{shape['id']}"] = (token, (shape["context"] or [""])[0])
    letters = string.ascii_letters + string.digits
    hexadecimal = "0123456789abcdef"
    body = random_text(letters, 48, chance)
    for title in ("RSA ", "EC ", "OPENSSH ", "ENCRYPTED "):
        kinds[f"pem-{title.strip().lower()}"] = (f"-----BEGIN {title}PRIVATE KEY-----{body}-----END {title}PRIVATE KEY-----", "")
    kinds["random-base64"] = (random_text(letters, 43, chance), "")
    kinds["random-hex"] = (random_text(hexadecimal, 64, chance), "")
    kinds["password-in-address"] = (f"https://robot:{random_text(letters, 18, chance)}@crm.example/", "")
    kinds["token-in-address"] = (f"https://crm.example/?access_token={random_text(letters, 24, chance)}", "")
    kinds["database-address"] = (f"postgres://crm:{random_text(letters, 16, chance)}@db.example/crm", "")
    kinds["hex-after-word"] = (random_text(hexadecimal, 40, chance), "api_key")
    assert len(kinds) >= 40, len(kinds)
    return kinds
