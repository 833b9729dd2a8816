#!/usr/bin/env python3
"""Holds the settings of the extension against the rules and profiles that the program has.

    settings.py --latchkey PROGRAM [--update] [PACKAGE.json]

The lines of package.json that begin with `"latchkey.profile"` and `"latchkey.rules.…"` are generated;
--update writes them anew.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATED = re.compile(r'(?:^ *"latchkey\.(?:profile|rules\.[a-z-]+)": \{.*\},?\n)+', re.MULTILINE)


def ask(latchkey, *words):
    return json.loads(subprocess.run([latchkey, *words], check=True, capture_output=True, text=True).stdout)


def default_of(rule):
    return f'In the profile `{rule["profile"]}`: {rule["level"]}.'


def settings_of(rules, profiles):
    settings = {"latchkey.profile": {
        "type": "array", "items": {"type": "string", "enum": profiles}, "uniqueItems": True, "default": [],
        "markdownDescription": "How much is reported where `latchkey.toml` names no profile. Empty: `recommended`."}}
    for rule in rules:
        settings[f'latchkey.rules.{rule["id"]}'] = {
            "type": "string", "enum": ["default", "off", "info", "warning", "error"], "default": "default",
            "markdownDescription": f'{rule["summary"]} {default_of(rule)} A level in `latchkey.toml` counts more.'}
    return settings


def render(settings, indent):
    return "".join(f"{indent}{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n" for name, value in settings.items())


def renew(text, settings):
    found = GENERATED.findall(text)
    assert len(found) == 1, f"package.json has {len(found)} runs of generated settings"
    indent = re.match(" *", found[0])[0]
    renewed = GENERATED.sub(lambda _: render(settings, indent), text)
    json.loads(renewed)
    return renewed


def self_test(settings):
    text = '{\n  "latchkey.profile": {},\n  "latchkey.rules.gone": {},\n  "latchkey.path": {}\n}\n'
    renewed = renew(text, settings)
    assert "gone" not in renewed and '"latchkey.path"' in renewed and renew(renewed, settings) == renewed, renewed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latchkey", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("package", type=Path, nargs="?", default=ROOT / "vscode-extension/package.json")
    arguments = parser.parse_args()
    latchkey = str(arguments.latchkey.resolve(strict=True))
    rules = ask(latchkey, "rules", "--format", "json")
    profiles = ask(latchkey, "schema", "config")["properties"]["rules"]["properties"]["profile"]["items"]["enum"]
    assert len(rules) > 40 and len(profiles) > 2, "there are hardly any rules or profiles"
    settings = settings_of(rules, profiles)
    self_test(settings)
    text = arguments.package.read_text(encoding="utf-8")
    renewed = renew(text, settings)
    if arguments.update and renewed != text:
        arguments.package.write_text(renewed, encoding="utf-8")
        print(f"updated {arguments.package}")
    elif renewed != text:
        print(f"{arguments.package}: the settings are not those of the rules; run ./dev update-goldens")
        return 1
    print(f"{len(settings)} settings, 0 problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
