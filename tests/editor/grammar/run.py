#!/usr/bin/env python3
"""Plays the TextMate grammar in the machine that VS Code has for it (vscode-tmgrammar-test).

    run.py --modules FOLDER [--update]

Two things are held: words.latch, whose comments say what the text above them is, and what the grammar
makes of every policy below policies/examples, as snapshots/*.snap have it; --update writes these anew:

    cmake --build build/dev --target update-grammar-snapshots
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
GRAMMAR = ROOT / "vscode-extension/syntaxes/latchkey.tmLanguage.json"


def play(modules, tool, folder, *words):
    done = subprocess.run(["node", modules / f"node_modules/vscode-tmgrammar-test/dist/{tool}.js", "--config", "none.json",
                           "-g", GRAMMAR, *words], cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def copy_policies(folder):
    policies = sorted((ROOT / "policies/examples").rglob("*.latch"))
    assert len(policies) > 5, "there are hardly any examples"
    names = [str(path.relative_to(ROOT / "policies/examples")).replace("/", "-") for path in policies]
    for path, name in zip(policies, names):
        shutil.copy(path, folder / name)
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--modules", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    modules, kept = arguments.modules.resolve(strict=True), HERE / "snapshots"
    with tempfile.TemporaryDirectory(prefix="latchkey-grammar-") as temporary:
        folder = Path(temporary)
        names = copy_policies(folder)
        if arguments.update:
            code, said = play(modules, "snapshot", folder, "-s", "source.latchkey", "-u", "*.latch")
            assert code == 0, said
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            for snapshot in sorted(folder.glob("*.snap")):
                shutil.copy(snapshot, kept)
            print(f"updated {len(names)} snapshots")
            return 0
        snapshots = sorted(path.name for path in kept.glob("*.snap"))
        assert snapshots == [f"{name}.snap" for name in names], f"snapshots of {snapshots}, policies {names}"
        for snapshot in snapshots:
            shutil.copy(kept / snapshot, folder)
        code, said = play(modules, "snapshot", folder, "-s", "source.latchkey", "*.latch")
        words = folder / "words"
        words.mkdir()
        shutil.copy(HERE / "words.latch", words)
        of_words, said_of_words = play(modules, "unit", words, "*.latch")
        # A test that cannot fail shows nothing: with a wrong expectation it must.
        text = (HERE / "words.latch").read_text(encoding="utf-8")
        (words / "words.latch").write_text(text.replace("keyword.control.deny", "keyword.control.denied"), encoding="utf-8")
        broken, _ = play(modules, "unit", words, "*.latch")
    if code or of_words:
        print(said if code else "", said_of_words if of_words else "")
    assert broken != 0, "a wrong expectation passes"
    print(f"{len(names)} snapshots, {text.count('^ ') + text.count('<-')} expectations, {(code != 0) + (of_words != 0)} failed")
    return 1 if code or of_words else 0


if __name__ == "__main__":
    sys.exit(main())
