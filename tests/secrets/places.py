"""Where people leave a token, as files of a workspace."""

import base64

TEAM = 'team growth "Growth marketing" {\n  contact "growth@acme.example"\n}\n'

POLICY = """use highlevel

credential key-{n} "{title}" {{
  provider highlevel
  kind     private-integration
  level    location
  account  "{account}"
  store    vault "{store}"
  owner    growth
  rotated  2026-11-01
  rotate   every 90 days
}}

{doc}integration form-{n} "Form {n}" {{
  purpose lead-capture
  owner   growth
  uses    key-{n}
  allow create on contact (firstName, {field})
    where source = "{literal}"
    because "{reason}"
  {comment}
  scopes  contacts.write{scope}
  gateway "{gateway}"
}}
"""
PLAIN = {"title": "Key", "account": "ve9EPM428h8vShlRW1KT", "store": "crm/key", "doc": "", "field": "email", "literal": "form",
         "reason": "the form posts", "comment": "// nothing", "scope": "", "gateway": "edge"}


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def policy(number, **changed):
    return POLICY.format(n=number, **{**PLAIN, **changed})


def said(token, word):
    """With the word that the shape wants to stand before it."""
    return f"{word}: {token}" if word else token


def wrapped(token, word):
    half = len(token) // 2
    return f"// {said(token[:half], word)}\n  // {token[half:]}"


# Each makes the text of one policy from (number, token, word).
IN_POLICIES = {
    "reason": lambda n, token, word: policy(n, reason=quoted(said(token, word))),
    "title": lambda n, token, word: policy(n, title=quoted(said(token, word))),
    "store": lambda n, token, word: policy(n, store=quoted(said(token, word))),
    "account": lambda n, token, word: policy(n, account=quoted(said(token, word))),
    "literal": lambda n, token, word: policy(n, literal=quoted(said(token, word))),
    "gateway": lambda n, token, word: policy(n, gateway=quoted(said(token, word))),
    "comment": lambda n, token, word: policy(n, comment=f"// {said(token, word)}"),
    "documentation": lambda n, token, word: policy(n, doc=f"/// {said(token, word)}\n"),
    "wrapped comment": lambda n, token, word: policy(n, comment=wrapped(token, word)),
    "field name": lambda n, token, word: policy(n, field=said(token, word)),
    "scope name": lambda n, token, word: policy(n, scope=f", {token} // {word}"),
    "quoted scope": lambda n, token, word: policy(n, scope=f', "{quoted(token)}" // {word}'),
    "declared name": lambda n, token, word: policy(n) + f"\nteam {token} {{ // {word}\n}}\n",
    "unknown team": lambda n, token, word: policy(n) + f"\nteam t{n} {{\n  {token} // {word}\n}}\n",
    "base64": lambda n, token, word: policy(n, reason=base64.b64encode(token.encode()).decode()),
    "broken string": lambda n, token, word: policy(n) + f'\nteam t{n} {{\n  contact "{said(token, word)}\n}}\n',
    "between declarations": lambda n, token, word: f"{said(token, word)}\n" + policy(n),
}
