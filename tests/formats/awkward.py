"""A workspace whose names, texts and places are as awkward as they can be, for the tests here."""

BASE = """use highlevel

team growth "Growth" {
  contact "growth@acme.example"
}

credential form-key {
  provider    highlevel
  kind        private-integration
  level       location
  environment production
  store       env "FORM_KEY"
  owner       growth
  issued      2026-09-01
  rotated     2026-11-01
  rotate      every 90 days
}
"""

# An emoji of two UTF-16 units, a letter with a combining accent, a tab and a wide character stand
# before the scope that is reported.
FORM = """use highlevel

/// Puts enquiries into the CRM.
integration NAME "Website" {
  environment production
  purpose     lead-capture
  owner       growth
  uses        form-key
  allow create on contact (firstName, email) because "🚀 e\u0301\t漢 <b>&amp; ]]> | ::error::100%"	scopes contacts.write, contacts.readonly, locations.readonly
  gateway     "edge-proxy"
  review every 90 days last 2026-10-01 by growth
WAIVERS}
"""

WAIVERS = """  waive missing-revocation until 2026-12-31 because "ticket 7" by growth
"""

TWICE = 'team "x" {\n  contact "y@acme.example"\n}\n'
UNKNOWN = TWICE + TWICE + 'team "x" {\n  contact "y@acme.example"\n}\nteam a { contact <![CDATA[ ]]> :: `|` @someone %0A }\n'


def write(folder):
    """Writes the workspace: two findings that are the same word for word, waived ones, errors of
    the language, and paths that every format must escape."""
    files = {
        "base.latch": BASE,
        "pol icies/fo,rm: 100% | & <ü>'.latch": FORM.replace("NAME", "lead-form").replace("WAIVERS", ""),
        "waived.latch": FORM.replace("NAME", "other-form").replace("WAIVERS", WAIVERS),
        "z/unknown.latch": UNKNOWN,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (folder / "z/bytes.latch").write_bytes(b'team t\xff { contact "a\x01b" }\n')


def write_many(folder):
    """More findings of each level than GitHub shows."""
    (folder / "base.latch").write_text(BASE)
    (folder / "forms.latch").write_text("use highlevel\n" + "".join(
        FORM.replace("use highlevel\n", "").replace("NAME", f"form-{number}").replace("WAIVERS", "") for number in range(14)))
