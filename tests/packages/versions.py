#!/usr/bin/env python3
"""The version stands in CMakeLists.txt; every other file that has to say it says the same."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("npm/latchkey/package.json", "npm/latchkey-linux-x64/package.json", "vscode-extension/package.json",
            "vscode-extension/package-lock.json")


def problems_of(version, told):
    for path, text in told.items():
        package = json.loads(text)
        if package["version"] != version:
            yield f"{path} is version {package['version']}, the project is {version}"
        for name, wanted in package.get("optionalDependencies", {}).items():
            if wanted != version:
                yield f"{path} asks for {name} {wanted}, the project is {version}"
        locked = package.get("packages", {}).get("", {}).get("version", version)
        if locked != version:
            yield f"{path} locks version {locked}, the project is {version}"


def main():
    version = re.search(r"^project\(latchkey VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]
    told = {path: (ROOT / path).read_text(encoding="utf-8") for path in PACKAGES}
    assert len(list(problems_of("99.0.0", told))) == len(PACKAGES) + 2, "another version must be noticed in each file"
    problems = list(problems_of(version, told))
    for problem in problems:
        print(problem)
    print(f"{version} in {len(PACKAGES)} files; {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
