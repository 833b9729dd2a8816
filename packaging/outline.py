"""The command line as `latchkey outline` tells it, and what each word of it can be."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGS = ROOT / "policies" / "catalogs"

# What a value is, by the name that the help gives it. A name that is not here is a file.
KINDS = {
    "PATHS": "policies",
    "PATH": "file",
    "FILE": "file",
    "DIR": "directory",
    "PROVIDER": "provider",
    "WHAT": "catalog",
    "OLD": "catalog",
    "NEW": "catalog",
    "BASE": "revision",
    "HEAD": "revision",
    "FORMAT:PATH": "output",
    "ID=LEVEL": "rule",
    "DATE": "free",
    "N": "free",
    "NUMBER": "free",
    "COUNT": "free",
    "SCOPES": "scopes",
    "NAME": "free",
}
# The same where one name means different things.
KINDS_OF = {
    ("explain", "ID"): "explained",
    ("catalog import", "ID"): "provider",
    ("init", "ID"): "provider",
    ("schema", "NAME"): "schema",
}
LEVELS = ("off", "info", "warning", "error")


@dataclass
class Option:
    names: list
    positional: str
    value: str
    value_needed: bool
    choices: list
    default: str
    repeatable: bool
    required: bool
    help: str
    kind: str = ""

    @property
    def takes_word(self):
        """Whether the next word is its value: `--fix` takes one only as `--fix=all`."""
        return bool(self.names) and self.value_needed


@dataclass
class Command:
    path: tuple
    summary: str
    options: list
    positionals: list
    commands: list = field(default_factory=list)

    @property
    def name(self):
        return " ".join(self.path)

    @property
    def words(self):
        """How it is typed: `latchkey catalog diff`."""
        return " ".join(("latchkey", *self.path))

    @property
    def page(self):
        return "-".join(("latchkey", *self.path))

    def all(self):
        yield self
        for command in self.commands:
            yield from command.all()

    def formats(self):
        return next((option.choices for option in self.options if "--format" in option.names), [])


@dataclass
class Outline:
    version: str
    rules: dict
    errors: dict
    schemas: list
    program: Command

    @property
    def commands(self):
        """The program itself and every command, in the help's order."""
        return list(self.program.all())


def kind_of(path, option):
    if option.choices:
        return "choice"
    name = option.positional or option.value
    if not name:
        return "flag"
    return KINDS_OF.get((" ".join(path), name)) or KINDS.get(name, "file")


def command_of(told, path):
    options = [Option(**option) for option in told["options"]]
    for option in options:
        option.kind = kind_of(path, option)
    return Command(path=path, summary=" ".join(told["summary"].split()),
                   options=[option for option in options if not option.positional],
                   positionals=[option for option in options if option.positional],
                   commands=[command_of(child, (*path, child["name"])) for child in told["commands"]])


def read_outline(latchkey):
    done = subprocess.run([str(latchkey), "outline"], check=True, stdout=subprocess.PIPE)
    told = json.loads(done.stdout)
    return Outline(version=told["version"], rules={rule["id"]: rule["summary"] for rule in told["rules"]},
                   errors={error["id"]: error["summary"] for error in told["errors"]}, schemas=told["schemas"],
                   program=command_of(told["program"], ()))


def shipped_catalogs():
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CATALOGS.glob("*.json"))
            if not path.name.endswith(".overlay.json") and path.name != "secrets.json"]


def words_of(outline):
    """The words that are known before a shell asks: each kind with its list, sorted."""
    catalogs = shipped_catalogs()
    scopes = {scope["id"] for catalog in catalogs for scope in catalog["scopes"]}
    entities = {entity["id"] for catalog in catalogs for entity in catalog["entities"]}
    words = {
        "provider": {catalog["provider"]["id"] for catalog in catalogs},
        "schema": set(outline.schemas),
        "scopes": scopes,
        "explained": set(outline.rules) | set(outline.errors) | scopes | entities,
        "rule": set(outline.rules),
    }
    for kind, found in words.items():
        strange = [word for word in found if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/:-]*", word)]
        assert found and not strange, f"{kind}: {strange or 'no words at all'}"
    return {kind: sorted(found) for kind, found in words.items()}
