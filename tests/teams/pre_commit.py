#!/usr/bin/env python3
"""Plays .pre-commit-hooks.yaml with the real pre-commit, without a network where the machine can do without.

    pre_commit.py LATCHKEY [--verbose]
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from play import INTEGRATION, ROOT, Failure, Machine, demand, policies, write  # noqa: E402

HOOKS = ["latchkey-check", "latchkey-fmt", "latchkey-compile-check"]


def configuration(repository, revision, hooks):
    lines = "".join(f"      - id: {hook}\n" for hook in hooks)
    return f"repos:\n  - repo: {repository}\n    rev: {revision}\n    hooks:\n{lines}"


class Play:
    def __init__(self, machine):
        self.machine = machine
        self.hooks = machine.repository("hooks", {name: (ROOT / name).read_text(encoding="utf-8")
                                                  for name in (".pre-commit-hooks.yaml", "package.json")}, remote=False)
        machine.git(self.hooks, "tag", "v1.0")
        self.ids = HOOKS + (["latchkey-diff"] if machine.has_diff() else [])
        self.team = machine.repository("team", policies() | {
            "README.md": "# Integrations\n", ".pre-commit-config.yaml": configuration(self.hooks, "v1.0", self.ids)})
        machine.run(self.team, "latchkey", "compile", code=0)
        machine.git(self.team, "add", "-A")
        machine.git(self.team, "commit", "-q", "-m", "Compile")
        # A network of its own has nobody else in it.
        self.alone = ["unshare", "-rn"] if machine.run(self.team, "unshare", "-rn", "true").returncode == 0 else []
        if not self.alone:
            print("unshare is not allowed here: played with the network that there is", file=sys.stderr)
        machine.run(self.team, *self.alone, "pre-commit", "install", "--install-hooks", "-t", "pre-commit", "-t", "pre-push", code=0)

    def commit(self, message):
        self.machine.git(self.team, "add", "-A")
        return self.machine.run(self.team, *self.alone, "git", "commit", "-q", "-m", message)

    def head(self):
        return self.machine.git(self.team, "rev-parse", "HEAD").stdout.strip()

    def reset(self):
        self.machine.git(self.team, "reset", "-q", "--hard")
        self.machine.git(self.team, "clean", "-qfd")

    def refused(self, message, *wanted, kept=()):
        before = self.head()
        done = self.commit(message)
        demand(done.returncode == 1 and self.head() == before, f"{message}: was not refused", done)
        for text in wanted:
            demand(text in done.stdout, f"{message}: `{text}` is not said", done)
        for text in kept:
            demand(text not in done.stdout, f"{message}: `{text}` is said", done)
        return done

    def lands(self, message):
        before = self.head()
        done = self.commit(message)
        demand(done.returncode == 0 and self.head() != before, f"{message}: did not land", done)
        return done

    def compile(self):
        self.machine.run(self.team, "latchkey", "compile", "--fail-on", "never")


def play_shared_key(play):
    """One of the two files is new; that the key is shared is found all the same."""
    write(play.team, {"policies/shop-form.latch": INTEGRATION % {"name": "shop-form"}})
    play.compile()
    done = play.refused("Add a shop form", "shared-credential", "shop-form.latch")
    demand("latchkey fmt.............................................................Passed" in done.stdout, "fmt failed too", done)
    play.reset()


def play_clean(play):
    """A sound change lands; one that is nothing to do with policies is not looked at."""
    path = play.team / "policies/lead-form.latch"
    path.write_text(path.read_text(encoding="utf-8").replace("60 requests", "30 requests"), encoding="utf-8")
    play.compile()
    play.lands("Ask less")
    write(play.team, {"README.md": "# Our integrations\n", "drafts/note.latch.txt": "team\n"})
    done = play.lands("Say whose")
    demand("Skipped" in done.stdout, "a README was given to latchkey check", done)


def play_style(play):
    """fmt puts it right and refuses once, so that somebody looks; then it lands."""
    path = play.team / "policies/base.latch"
    path.write_text(path.read_text(encoding="utf-8").replace("  contact \"", "  contact    \""), encoding="utf-8")
    play.refused("Move things", "files were modified by this hook")
    demand("  contact \"" in path.read_text(encoding="utf-8"), "fmt did not rewrite the file")
    play.reset()


def play_staged(play):
    """What is staged counts, and not what the work tree holds besides."""
    machine, path = play.machine, play.team / "policies/lead-form.latch"
    sound = path.read_text(encoding="utf-8")
    broken = sound.replace("  owner   growth\n", "  owner   nobody\n")
    path.write_text(broken, encoding="utf-8")
    machine.git(play.team, "add", "-A")
    path.write_text(sound, encoding="utf-8")
    done = machine.run(play.team, *play.alone, "git", "commit", "-q", "-m", "Staged")
    demand(done.returncode == 1 and "unknown-name" in done.stdout, "what was staged was not looked at", done)
    demand(path.read_text(encoding="utf-8") == sound, "the work tree was not given back", done)
    play.reset()
    path.write_text(sound.replace("30 requests", "20 requests"), encoding="utf-8")
    play.compile()
    machine.git(play.team, "add", "-A")
    path.write_text(broken, encoding="utf-8")
    machine.run(play.team, *play.alone, "git", "commit", "-q", "-m", "Ask even less", code=0)
    demand(path.read_text(encoding="utf-8") == broken, "what was not staged is gone")
    play.reset()


def play_deleted(play):
    """A deleted policy leaves a manifest behind; a deleted team, policies that name nobody."""
    (play.team / "policies/lead-form.latch").unlink()
    play.refused("Delete the form", "lead-form.json: no integration compiles to it any more")
    play.reset()
    (play.team / "policies/base.latch").unlink()
    play.refused("Delete the team", "unknown-name")
    play.reset()


def play_configuration(play):
    """What latchkey.toml says is about every policy."""
    path = play.team / "latchkey.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[rules]\nexces-scope = \"off\"\n", encoding="utf-8")
    play.refused("Switch a rule off", "latchkey.toml:8:1: unknown rule `exces-scope`")
    play.reset()


def play_stale_manifest(play):
    path = play.team / "manifests/lead-form.json"
    path.write_text(path.read_text(encoding="utf-8").replace("contacts.write", "contacts.admin"), encoding="utf-8")
    play.refused("Edit a manifest by hand", "manifests/lead-form.json: is not what the policies compile to")
    play.reset()


def play_revisions(play):
    """As CI would: what a branch changes, whatever the work tree holds."""
    machine = play.machine
    machine.git(play.team, "checkout", "-q", "-b", "shop")
    write(play.team, {"policies/shop-form.latch": INTEGRATION % {"name": "shop-form"}})
    play.compile()
    machine.git(play.team, "add", "-A")
    machine.git(play.team, "commit", "-q", "--no-verify", "-m", "Add a shop form")
    done = machine.run(play.team, *play.alone, "pre-commit", "run", "--from-ref", "main", "--to-ref", "HEAD", code=1)
    demand("shared-credential" in done.stdout, "what the branch changes was not looked at", done)
    done = machine.run(play.team, *play.alone, "pre-commit", "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD~1")
    demand("shared-credential" not in done.stdout, "what did not change was reported", done)
    machine.git(play.team, "checkout", "-q", "main")


def play_push(play):
    """What was committed in spite of the hook is looked at once more on its way out."""
    machine = play.machine
    machine.git(play.team, "push", "-q", "--no-verify", "origin", "main")
    machine.git(play.team, "checkout", "-q", "shop")
    done = machine.run(play.team, *play.alone, "git", "push", "-q", "origin", "shop")
    demand(done.returncode != 0 and "shared-credential" in done.stdout, "a shared key was pushed", done)
    machine.git(play.team, "checkout", "-q", "main")


def play_try_repo(play):
    done = play.machine.run(play.team, *play.alone, "pre-commit", "try-repo", play.hooks, "latchkey-check", "--all-files", code=0)
    demand("Passed" in done.stdout, "try-repo", done)
    done = play.machine.run(play.team, *play.alone, "pre-commit", "run", "--all-files", code=0)
    demand(done.stdout.count("Passed") == len(play.ids), "not every hook ran", done)


def play_widening(play):
    """More power is refused by latchkey-diff, and named; `args` may let it be."""
    if not play.machine.has_diff():
        return
    path = play.team / "policies/lead-form.latch"
    path.write_text(path.read_text(encoding="utf-8").replace("allow create on", "allow create, update on"), encoding="utf-8")
    play.compile()
    play.refused("Let the form change people", "latchkey diff", "lead-form")
    config = play.team / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("- id: latchkey-diff\n", "- id: latchkey-diff\n        args: [--fail-on, never]\n"), encoding="utf-8")
    play.lands("Let the form change people")


def pack(machine, name, files):
    """A package of npm/, packed as for a release; instead of the program, a way to the one that is tested."""
    source = machine.directory / "packages" / name
    shutil.copytree(ROOT / "npm" / name, source)
    write(source, files)
    for path in files:
        (source / path).chmod(0o755)
    return source.parent / machine.run(source.parent, "npm", "pack", "--silent", "--ignore-scripts", f"./{name}", code=0).stdout.strip()


def play_npm(play):
    """A team without the program: the npm package of the hook, installed by pre-commit itself, without a network."""
    if not (ROOT / "npm").is_dir() or not shutil.which("npm"):
        print("no npm, or no package for it: the hooks ending in -npm were not played", file=sys.stderr)
        return
    machine = play.machine
    program = f"#!/bin/sh\necho \"from npm\" >&2\nexec '{machine.latchkey}' \"$@\"\n"
    tarballs = [pack(machine, "latchkey", {}), pack(machine, "latchkey-linux-x64", {"bin/latchkey": program, "THIRD-PARTY": ""})]
    hooks = [hook + "-npm" for hook in play.ids]
    config = configuration(play.hooks, "v1.0", hooks).replace("-npm\n", f"-npm\n        additional_dependencies: [{', '.join(map(str, tarballs))}]\n")
    (play.team / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    path = machine.environment["PATH"]
    machine.environment["PATH"] = path.partition(":")[2]
    try:
        machine.run(play.team, *play.alone, "pre-commit", "install-hooks", code=0)
        play.lands("Take the hooks from npm")
        write(play.team, {"policies/shop-form.latch": INTEGRATION % {"name": "shop-form"}})
        done = play.refused("Add a shop form", "shared-credential", "from npm")
        demand(done.stdout.count("Failed") >= 2, "the manifests were not looked at", done)
    finally:
        machine.environment["PATH"] = path
    play.reset()


PLAYS = [play_clean, play_shared_key, play_style, play_staged, play_deleted, play_configuration, play_stale_manifest, play_revisions,
         play_push, play_try_repo, play_widening, play_npm]


def main():
    if not shutil.which("pre-commit"):
        print("pre-commit is not installed: its hooks were not played", file=sys.stderr)
        return 77
    failed = 0
    with Machine(sys.argv[1], "--verbose" in sys.argv) as machine:
        play = Play(machine)
        for one in PLAYS:
            try:
                one(play)
            except Failure as failure:
                failed += 1
                print(f"{one.__name__}: {failure}")
                play.reset()
    print(f"{len(PLAYS)} plays, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
