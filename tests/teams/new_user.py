#!/usr/bin/env python3
"""A new user, from `git init` to a commit that is refused and then put right.

    new_user.py LATCHKEY [--verbose]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from play import Failure, Machine, demand, write  # noqa: E402


def begin(machine):
    """A fresh repository with a remote on the same disk, and a workspace in it."""
    repository = machine.directory / "crm"
    repository.mkdir()
    machine.git(machine.directory, "init", "-q", "--bare", "crm.git")
    machine.git(repository, "init", "-q")
    machine.git(repository, "remote", "add", "origin", machine.directory / "crm.git")
    write(repository, {"CODEOWNERS": "* @acme/platform\n"})
    done = machine.run(repository, "latchkey", "init", code=0)
    for text in ("wrote policies/teams.latch", "team `platform` is from CODEOWNERS", "pre-commit install"):
        demand(text in done.stdout, f"init does not say `{text}`", done)
    return repository


def commit(machine, repository, message):
    machine.git(repository, "add", "-A")
    return machine.run(repository, "git", "commit", "-q", "-m", message)


def lands(machine, repository, message):
    done = commit(machine, repository, message)
    demand(done.returncode == 0, f"{message}: did not land", done)
    machine.git(repository, "push", "-q", "origin", "HEAD:main")


def refused(machine, repository, message, *wanted):
    done = commit(machine, repository, message)
    demand(done.returncode == 1, f"{message}: was not refused", done)
    for text in wanted:
        demand(text in done.stdout, f"{message}: `{text}` is not said", done)


def play_first_commits(machine):
    repository = begin(machine)
    done = machine.run(repository, "latchkey", "check", code=0)
    demand(done.stdout == "", "the first workspace has findings", done)
    machine.run(repository, "pre-commit", "install", code=0)
    lands(machine, repository, "Begin with latchkey")
    path = repository / "policies/appointment-board.latch"
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("calendar-event", "calender-event"), encoding="utf-8")
    refused(machine, repository, "Slip", "unknown-entity", "did you mean `calendar-event`")
    path.write_text(sound.replace("30 requests", "20 requests"), encoding="utf-8")
    lands(machine, repository, "Ask less")
    done = machine.run(repository, "latchkey", "init", code=0)
    demand("wrote" not in done.stdout and done.stdout.count("kept") == 2, "a second init wrote something", done)
    demand(machine.git(repository, "status", "--porcelain").stdout == "", "a second init changed something")


def play_key_of_today(machine):
    """The scopes of a key that is in use become a policy; what check asks for is said, and it lands."""
    repository = machine.directory / "crm"
    machine.run(repository, "latchkey", "init", "--from-scopes", "calendars.readonly", "--name", "booking", code=0)
    refused(machine, repository, "Add booking", "missing-review", "missing-limit", "missing-rotation", "missing-revocation",
            "missing-monitoring", "missing-audit", "unrestricted-source")
    path = repository / "policies/booking.latch"
    text = path.read_text(encoding="utf-8")
    said = """  from "203.0.113.0/28"
  limit 30 requests per minute
  alert on volume above 500 per hour to "slack:#crm"
  alert on errors above 5% per hour to "slack:#crm"
  alert on denied to "slack:#crm"
  alert on unknown-source to "slack:#crm"
  audit to "siem:crm" keep 90 days
  review every 90 days last 2026-11-20 by platform
  revoke "runbooks/revoke-booking.md" within 1 hour
"""
    text = text.replace("  scopes calendars.readonly\n", "  scopes calendars.readonly\n" + said)
    text = text.replace("  owner    platform\n}", "  owner    platform\n  rotate every 90 days overlap 7 days\n}")
    path.write_text(text, encoding="utf-8")
    machine.run(repository, "latchkey", "fmt", code=0)
    lands(machine, repository, "Add booking")
    machine.run(repository, "latchkey", "compile", code=0)
    demand((repository / "build/manifests/booking.json").is_file(), "compile wrote no manifest")


def main():
    with Machine(sys.argv[1], "--verbose" in sys.argv) as machine:
        try:
            play_first_commits(machine)
            play_key_of_today(machine)
        except Failure as failure:
            print(failure)
            return 1
    print("a new user arrived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
