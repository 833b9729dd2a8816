"""Manual pages as sources of scdoc, one of the program and one of each command.

What a page says of options comes from the program; what it says besides stands in man/PAGE.scd, with
sections of its own. Text there is scdoc's, but `{{commands}}`, which is the list of commands.
"""

import re
from pathlib import Path

from outline import ROOT

PROSE = Path(__file__).resolve().parent / "man"
EXIT_STATUS = """*0*
	nothing was found at or above the level of *--fail-on*, and nothing is out of date

*1*
	findings, failed assertions, output that is out of date, or more power than before where that was asked

*2*
	wrong usage or configuration, or no policy where policies were looked for

*3*
	something could not be read or written
"""


def plain(text):
    """Text that scdoc prints as it stands."""
    return re.sub(r"([\\_*~#`])", r"\\\1", text)


def prose(text):
    """A help text: `code` is bold, and a sentence ends."""
    parts = re.split(r"`([^`]*)`", text)
    line = "".join(f"*{plain(part)}*" if place % 2 else plain(part) for place, part in enumerate(parts))
    return line if line.endswith((".", "?", "…")) else line + "."


def value(option, name):
    if option.kind == "flag":
        return ""
    if option.choices and not option.value_needed:
        return f"[=_{'|'.join(plain(choice) for choice in option.choices)}_]"
    shown = option.value if option.value not in ("", "TEXT") else "VALUE"
    return f" _{plain(shown)}_"


def option_entry(option):
    names = ", ".join(f"*{plain(name)}*{value(option, name) if place == len(option.names) - 1 else ''}"
                      for place, name in enumerate(option.names))
    text = prose(option.help)
    if option.choices and option.value_needed:
        listed = ", ".join(f"*{plain(choice)}*" for choice in option.choices)
        text += f" One of {listed}" + (f"; without the option, *{plain(option.default)}*." if option.default else ".")
    return f"{names}\n\t{text}\n"


def synopsis(command):
    words = f"*{plain(command.words)}*" + (" [_OPTIONS_]" if command.path else "")
    if command.commands:
        return words + " _COMMAND_ ..."
    for place in command.positionals:
        word = f"_{place.positional}_" + ("..." if place.repeatable else "")
        words += " " + (word if place.required else f"[{word}]")
    return words


def command_list(commands):
    entries = []
    for command in commands:
        page = f"*{plain(command.page)}*(1)"
        entries.append(f"{page}\n\t{prose(command.summary)}\n")
    return "\n".join(entries)


def sections_of(page):
    """What is written by hand of a page: section name -> text, in its order."""
    path = PROSE / f"{page}.scd"
    if not path.is_file():
        return {}
    parts = re.split(r"^# (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not parts[0].strip(), f"{path.relative_to(ROOT)}: text before the first section"
    return {name: text.strip() + "\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def page_of(outline, command):
    """One page's source."""
    own = sections_of(command.page)
    commands = [one for one in command.all() if one is not command and not one.commands]
    summary = command.summary if command.path else "says what integrations may do, and checks it against what their keys can do"
    sections = {"NAME": f"{command.page} - {plain(summary[0].lower() + summary[1:].rstrip('.'))}\n", "SYNOPSIS": synopsis(command) + "\n"}
    sections["DESCRIPTION"] = own.pop("DESCRIPTION", prose(command.summary) + "\n")
    if commands:
        sections["COMMANDS"] = command_list(commands)
    entries = [f"_{plain(place.positional)}_\n\t{prose(place.help)}\n" for place in command.positionals]
    sections["OPTIONS"] = "\n".join(entries + [option_entry(option) for option in command.options])
    sections |= {name: text for name, text in own.items() if name != "SEE ALSO"}
    if "EXIT STATUS" not in sections:
        sections["EXIT STATUS"] = EXIT_STATUS
    near = ["*latchkey*(1)"] if command.path else []
    sections["SEE ALSO"] = own.get("SEE ALSO") or (", ".join(near or [f"*{plain(one.page)}*(1)" for one in commands]) + "\n")
    body = "\n".join(f"# {name}\n\n{text}" for name, text in sections.items())
    return f'{command.page}(1) "latchkey {outline.version}" "Latchkey"\n\n{body}'


def pages(outline):
    """File name -> source of scdoc, for every command."""
    made = {f"{command.page}.1": page_of(outline, command) for command in outline.commands}
    alone = {f"{path.stem}.1" for path in PROSE.glob("*.scd")} - set(made)
    assert not alone, f"packaging/man/ has pages of commands that do not exist: {sorted(alone)}"
    return made
