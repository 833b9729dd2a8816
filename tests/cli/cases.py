"""What the cases of bad input share."""

CASES = {}

POLICY = """use highlevel

team growth "Growth" {
  contact "growth@acme.example"
}

credential %(name)s-key {
  provider highlevel
  kind     private-integration
  level    location
  store    env "%(name)s_KEY"
  owner    growth
}

integration %(name)s "Website form" {
  purpose lead-capture
  owner   growth
  uses    %(name)s-key
  allow   create on contact (email) because "the form posts enquiries"
}
"""


class Failure(Exception):
    """A case that did not end as it should."""


def case(function):
    """Registers a case under the words of its name."""
    CASES[function.__name__.replace("_", "-")] = function
    return function


def demand(condition, message):
    if not condition:
        raise Failure(message)


def policy(name="form"):
    return POLICY % {"name": name}


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    else:
        path.write_bytes(content)
    return path


def snapshot(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
