"""What the plays of teams share: a machine of its own with latchkey on its path, and repositories."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 120
DAY = "1795392000"  # 2026-11-23

BASE = """team growth "Growth marketing" {
  contact "growth@acme.example"
}

credential form-key {
  provider highlevel
  kind     private-integration
  level    location
  store    env "FORM_KEY"
  owner    growth
  rotate   every 90 days overlap 7 days
}
"""

INTEGRATION = """use highlevel

/// Puts enquiries from the website into the CRM.
integration %(name)s "Website form" {
  purpose lead-capture
  owner   growth
  uses    form-key

  allow create on contact (firstName, email)
    because "the form posts new enquiries"

  scopes  contacts.write
  gateway "edge-proxy"
  from    "203.0.113.0/24"
  limit   60 requests per minute
  alert   on volume above 500 per hour to "slack:#crm-alerts"
  alert   on errors above 5%% per hour to "slack:#crm-alerts"
  alert   on denied to "slack:#crm-alerts"
  alert   on unknown-source to "slack:#crm-alerts"
  audit   to "siem:crm-api" keep 400 days
  review  every 90 days last 2026-10-01 by growth
  revoke  "runbooks/revoke.md" within 1 hour
}
"""

CONFIG = """[workspace]
include = ["policies/**/*.latch"]

[compile]
out = "manifests"
"""


class Failure(Exception):
    """A play that did not go as it should."""


def demand(condition, message, done=None):
    if not condition:
        raise Failure(message if done is None else f"{message}\n[exit {done.returncode}]\n{done.stdout}")


class Machine:
    """A home, a path and repositories of its own; nothing of the caller's."""

    def __init__(self, latchkey, verbose=False):
        self.verbose = verbose
        self.latchkey = Path(latchkey).resolve(strict=True)
        self.directory = Path(tempfile.mkdtemp(prefix="latchkey-teams-"))
        self.home = self.directory / "home"
        self.home.mkdir()
        bin_directory = self.directory / "bin"
        bin_directory.mkdir()
        (bin_directory / "latchkey").symlink_to(self.latchkey)
        self.environment = {
            "PATH": os.pathsep.join([str(bin_directory), "/usr/local/bin", "/usr/bin", "/bin"]), "HOME": str(self.home),
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "TMPDIR": str(self.directory), "SOURCE_DATE_EPOCH": DAY,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "PRE_COMMIT_HOME": str(self.home / "cache")}
        (self.home / ".gitconfig").write_text(
            "[user]\n name = Jane\n email = jane@acme.example\n[init]\n defaultBranch = main\n"
            "[protocol \"file\"]\n allow = always\n[advice]\n detachedHead = false\n", encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.directory, ignore_errors=True)

    def run(self, directory, *words, code=None, **environment):
        """Runs a program and returns how it went; with `code`, demands that exit code."""
        done = subprocess.run([str(word) for word in words], cwd=directory, env=self.environment | environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, text=True, errors="backslashreplace")
        if self.verbose:
            print(f"$ {' '.join(map(str, words))[:200]}\n{done.stdout}[exit {done.returncode}]\n")
        if code is not None:
            demand(done.returncode == code, f"{' '.join(map(str, words))}: exit code {code} was wanted", done)
        return done

    def git(self, directory, *words, code=0, **environment):
        return self.run(directory, "git", *words, code=code, **environment)

    def has_diff(self):
        return "BASE" in self.run(self.directory, self.latchkey, "diff", "--help").stdout

    def repository(self, name, files, remote=True):
        """A repository with a first commit, pushed to a remote beside it."""
        directory = self.directory / name
        directory.mkdir()
        self.git(directory, "init", "-q")
        write(directory, files)
        self.git(directory, "add", "-A")
        self.git(directory, "commit", "-q", "-m", "Begin")
        if remote:
            self.git(self.directory, "clone", "-q", "--bare", directory, f"{name}.git")
            self.git(directory, "remote", "add", "origin", self.directory / f"{name}.git")
            self.git(directory, "fetch", "-q", "origin")
            self.git(directory, "branch", "-q", "--set-upstream-to=origin/main")
        return directory


def write(directory, files):
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def policies():
    return {"latchkey.toml": CONFIG, "policies/base.latch": BASE, "policies/lead-form.latch": INTEGRATION % {"name": "lead-form"}}
