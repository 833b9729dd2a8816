#!/usr/bin/python3
"""Plays action.yml and what stands in ci/ in real repositories, as the hosts would.

    pipelines.py LATCHKEY --version VERSION [--modules FOLDER] [--sarif-schema FILE] [--verbose]

FOLDER has the npm packages of tests/teams/node: with it, what GitHub reads is parsed by GitHub's
parser and its expressions are evaluated by GitHub's evaluator. Without it only what is plain shell
is played, and that is said.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import xml.etree.ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from play import INTEGRATION, ROOT, Failure, Machine, demand, policies, write  # noqa: E402

HERE = Path(__file__).resolve().parent
TO_RUN = ["action.yml", "ci/github.yml", "ci/gitlab.yml"]


class Runner:
    """tests/teams/node/runner.mjs in one file that node can load."""

    def __init__(self, modules):
        self.modules = Path(modules)
        source = self.modules / "runner.mjs"
        source.write_bytes((HERE / "node/runner.mjs").read_bytes())
        self.bundle = self.modules / "runner.cjs"
        subprocess.run([self.modules / "node_modules/.bin/esbuild", source, "--bundle", "--platform=node", "--format=cjs",
                        f"--outfile={self.bundle}", "--log-level=error"], check=True)

    def call(self, *words, environment=None):
        done = subprocess.run(["node", self.bundle, *map(str, words)], capture_output=True, text=True, check=False, env=environment)
        demand(done.returncode == 0, f"runner {words[0]}: {done.stderr}")
        return json.loads(done.stdout)

    def read(self, kind, *files):
        return self.call("read", kind, *files)


class Pipelines:
    def __init__(self, machine, runner, sarif_schema):
        self.machine, self.runner, self.sarif_schema = machine, runner, sarif_schema
        self.count = 0

    def branch(self, files):
        """A repository whose branch changes what main has, and its base."""
        self.count += 1
        team = self.machine.repository(f"team-{self.count}", policies())
        base = self.machine.git(team, "rev-parse", "HEAD").stdout.strip()
        self.machine.git(team, "checkout", "-q", "-b", "change")
        write(team, files)
        self.machine.git(team, "add", "-A")
        self.machine.git(team, "commit", "-q", "--allow-empty", "-m", "Change")
        return team, base

    def play(self, kind, file, directory, base, inputs=None, event="pull_request"):
        context = {"directory": str(directory), "inputs": {"diff": "true" if self.machine.has_diff() else "false"} | (inputs or {}),
                   "github": {"event_name": event, "event": {"pull_request": {"base": {"sha": base}}} if event == "pull_request" else {}},
                   "variables": {"GITHUB_EVENT_NAME": event, "GITHUB_BASE_REF": "main" if event == "pull_request" else "",
                                 "GITHUB_WORKSPACE": str(directory), "GITHUB_ACTIONS": "true", "CI": "true"}}
        path = self.machine.directory / "context.json"
        path.write_text(json.dumps(context), encoding="utf-8")
        result = self.runner.call("play", kind, file, path, environment=self.machine.environment)
        if self.machine.verbose:
            print(json.dumps(result, indent=1))
        return result

    def action(self, directory, base, inputs=None, event="pull_request"):
        return self.play("action", ROOT / "action.yml", directory, base, inputs, event)

    def valid_sarif(self, path):
        report = json.loads(Path(path).read_text(encoding="utf-8"))
        if self.sarif_schema:
            import jsonschema
            jsonschema.Draft4Validator(json.loads(Path(self.sarif_schema).read_text(encoding="utf-8"))).validate(report)
        return [result["ruleId"] for result in report["runs"][0]["results"]]


def step(result, name):
    found = [one for one in result["steps"] if one.get("name") == name]
    demand(len(found) == 1, f"no step `{name}`: {[one.get('name') for one in result['steps']]}")
    return found[0]


def is_markdown(text):
    """Lines that a comment of GitHub takes, and no half of a table."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return 0 < len(text) <= 65536 and all(line.endswith("|") for line in rows)


SHOP = {"policies/shop-form.latch": INTEGRATION % {"name": "shop-form"}}
WIDER = {"policies/lead-form.latch": (INTEGRATION % {"name": "lead-form"}).replace("allow create on", "allow create, update on")}
LESS = {"policies/lead-form.latch": (INTEGRATION % {"name": "lead-form"}).replace("60 requests", "30 requests")}


def check_read(play):
    """GitHub's parser has nothing to say, of what ships and of what init writes; and it does of a mistake."""
    machine = play.machine
    fresh = machine.directory / "fresh"
    fresh.mkdir()
    machine.git(fresh, "init", "-q", "-b", "release/2.x")
    machine.git(fresh, "remote", "add", "origin", "https://github.com/acme/crm.git")
    machine.run(fresh, "latchkey", "init", code=0)
    written = fresh / ".github/workflows/latchkey.yml"
    for kind, files in (("action", [ROOT / "action.yml"]), ("workflow", [ROOT / "ci/github.yml", written]), ("yaml", [ROOT / "ci/gitlab.yml"])):
        for file, result in play.runner.read(kind, *files).items():
            demand(result["errors"] == [], f"{file}: {result['errors']}")
    document = play.runner.read("workflow", written)[str(written)]["document"]
    demand(document["on"]["push"]["branches"] == ["release/2.x"], "init does not write the default branch")
    for kind, name, good, bad in (("action", "action.yml", "steps.check.outputs", "step.check.outputs"), ("workflow", "ci/github.yml", "runs-on", "run-on"),
                                  ("workflow", "ci/github.yml", "cancelled()", "canceled()")):
        damaged = machine.directory / "damaged.yml"
        damaged.write_text((ROOT / name).read_text(encoding="utf-8").replace(good, bad), encoding="utf-8")
        demand(play.runner.read(kind, damaged)[str(damaged)]["errors"] != [], f"{name}: `{bad}` was not noticed")


def check_clean(play):
    team, base = play.branch(LESS)
    result = play.action(team, base)
    demand(not result["failed"], f"a sound change fails: {result}")
    outputs = result["outputs"]
    demand(outputs["findings"] == "false" and play.valid_sarif(outputs["sarif"]) == [], f"findings: {outputs}")
    demand((team / outputs["manifests"] / "lead-form.json").is_file(), f"no manifests: {outputs}")
    demand(step(result, "Upload the findings")["with"]["sarif_file"] == outputs["sarif"], "SARIF is not uploaded")
    if play.machine.has_diff():
        demand(outputs["widened"] == "false" and is_markdown(Path(outputs["comment"]).read_text(encoding="utf-8")), f"diff: {outputs}")


def check_findings(play):
    """What was found is uploaded, stops the manifests, and fails the job at its end."""
    team, base = play.branch(SHOP)
    result = play.action(team, base)
    demand(result["failed"] and result["outputs"]["findings"] == "true", f"a shared key does not fail the job: {result}")
    demand("shared-credential" in play.valid_sarif(result["outputs"]["sarif"]), "the shared key is not in the SARIF")
    demand("::error file=policies/base.latch,line=" in step(result, "Check")["said"], "nothing stands beside the line")
    demand("uses" in step(result, "Upload the findings"), "the findings are not uploaded")
    demand(result["outputs"]["manifests"] == "" and not (team / "manifests").exists(), "manifests were written")
    result = play.action(team, base, {"fail-on": "never", "paths": "policies/lead-form.latch\npolicies/base.latch\n", "manifests": "none", "diff": "false"})
    demand(not result["failed"] and step(result, "Compile").get("skipped"), f"inputs are not heeded: {result}")
    demand(result["outputs"]["comment"] == "" and result["outputs"]["widened"] == "", "diff was not asked for")


def check_widened(play):
    if not play.machine.has_diff():
        return
    team, base = play.branch(WIDER)
    result = play.action(team, base)
    told = step(result, "Say what power the change gives and takes")
    demand(result["failed"] and result["outputs"]["widened"] == "true", f"more power does not fail the job: {result}")
    comment = Path(result["outputs"]["comment"]).read_text(encoding="utf-8")
    demand("lead-form" in comment and is_markdown(comment) and comment.strip() in told["summary"], f"the summary: {told}")
    demand(not play.action(team, base, {"diff-fail-on": "never"})["failed"], "diff-fail-on is not heeded")
    demand(step(play.action(team, base, event="push"), "Say what power the change gives and takes").get("skipped"), "a push has no base")
    # A checkout of one commit has no base; the action fetches it.
    machine = play.machine
    machine.git(team, "push", "-q", "origin", "change")
    machine.git(machine.directory, "clone", "-q", "--depth=1", "--branch=change", f"file://{team}.git", "shallow")
    result = play.action(machine.directory / "shallow", base)
    demand(result["outputs"]["widened"] == "true", f"a shallow checkout is not compared: {result}")


def check_injection(play):
    """No input is a part of a script."""
    team, base = play.branch(LESS)
    every = "$(touch pwned)`touch pwned`'; touch pwned; '\"; touch pwned; \""
    for evil in (every, "--version", "x\nfindings=false"):
        for names in (["binary"], ["tarball", "sha256"], ["paths"], ["fail-on"], ["manifests", "diff-fail-on"], ["base"]):
            result = play.action(team, base, {name: evil for name in names})
            # Any text may be the name of a folder, and what is not compared needs no base.
            demand(names[0] in ("manifests", "base") or evil != every or result["failed"], f"{names}: `{evil}` was taken for something sound")
    found = list(team.rglob("pwned"))
    demand(found == [], f"an input was obeyed: {found}")
    # Without a latchkey on the path the npm package is asked for, of a version and nothing else.
    path = play.machine.environment["PATH"]
    play.machine.environment["PATH"] = path.partition(os.pathsep)[2]
    for evil in (every, "file:../evil", "0.1.0 evil"):
        installed = step(play.action(team, base, {"version": evil}), "Find or install latchkey")
        demand(installed["code"] == 2 and "is no version" in installed["said"], f"version `{evil}`: {installed}")
    play.machine.environment["PATH"] = path


def check_install(play):
    """A release's tarball is used only with its checksum, and a binary where one is named."""
    machine = play.machine
    team, base = play.branch(LESS)
    release = machine.directory / "release/latchkey-9.9.9"
    write(release, {"bin/latchkey": f"#!/bin/sh\n[ \"$1\" != --version ] || echo from the tarball\nexec '{machine.latchkey}' \"$@\"\n"})
    os.chmod(release / "bin/latchkey", 0o755)
    tarball = machine.directory / "latchkey.tar.gz"
    with tarfile.open(tarball, "w:gz") as archive:
        archive.add(release, "latchkey-9.9.9")
    digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
    installed = step(play.action(team, base, {"tarball": str(tarball), "sha256": digest}), "Find or install latchkey")
    demand(installed["code"] == 0 and "from the tarball" in installed["said"], f"tarball: {installed}")
    for inputs, word in (({"tarball": str(tarball), "sha256": digest[:-1] + ("0" if digest[-1] != "0" else "1")}, "is not the one"),
                         ({"tarball": str(tarball)}, "must say the checksum"), ({"binary": "/nowhere/latchkey"}, "names no program")):
        result = play.action(team, base, inputs)
        installed = step(result, "Find or install latchkey")
        demand(installed["code"] == 2 and word in installed["said"] and result["failed"], f"{inputs}: {installed}")
        demand(step(result, "Check").get("skipped"), "the check was run with another program")
    installed = step(play.action(team, base, {"binary": str(machine.latchkey)}), "Find or install latchkey")
    demand(installed["outputs"]["latchkey"] == str(machine.latchkey), f"binary: {installed}")


def check_workflow(play):
    team, base = play.branch(LESS)
    result = play.play("workflow", ROOT / "ci/github.yml", team, base, event="pull_request" if play.machine.has_diff() else "push")
    demand(not result["failed"], f"the workflow fails: {result}")
    demand(step(result, "Upload the findings")["with"]["sarif_file"] == "latchkey.sarif", "SARIF is not uploaded")
    demand(play.valid_sarif(team / "latchkey.sarif") == [], "SARIF")
    demand((team / "manifests/lead-form.json").is_file(), "no manifests")
    team, base = play.branch(SHOP)
    result = play.play("workflow", ROOT / "ci/github.yml", team, base, event="push")
    demand(result["failed"] and "uses" in step(result, "Upload the findings"), f"findings are not uploaded: {result}")
    demand(step(result, "Compile").get("skipped"), "manifests of refused policies")


def gitlab_script():
    """The job's script, read by a parser that is not ours."""
    import yaml
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["latchkey"]
    return job, "\n".join(job["before_script"] + job["script"])


def check_gitlab(play):
    machine = play.machine
    job, script = gitlab_script()
    variables = {name: str(value) for name, value in job["variables"].items()}
    for shell in ("bash", "sh"):
        for files, code in ((LESS, 0), (SHOP, 1)):
            team, base = play.branch(files)
            if machine.has_diff():
                variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base
            done = machine.run(team, shell, "-e", "-c", script, code=code, **variables)
            report = json.loads((team / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
            demand([one["check_name"] for one in report] == ([] if code == 0 else ["shared-credential"]), f"code quality: {report}", done)
            for one in report:
                demand({"description", "fingerprint", "severity", "location"} <= set(one) and one["location"]["lines"]["begin"] > 0, f"{one}")
            suites = xml.etree.ElementTree.parse(team / job["artifacts"]["reports"]["junit"]).getroot()
            demand((len(suites.findall(".//failure")) > 0) == (code == 1), "junit", done)
            demand((team / "manifests/lead-form.json").is_file() == (code == 0), "manifests", done)
            if machine.has_diff():
                demand(is_markdown((team / "latchkey-diff.md").read_text(encoding="utf-8")), "latchkey-diff.md", done)


def check_plain_shell(play):
    machine = play.machine
    recipe = ROOT / "ci/latchkey.sh"
    for files, code in ((LESS, 0), (SHOP, 1)):
        team, base = play.branch(files)
        words = [base] if machine.has_diff() else []
        machine.run(team, "sh", recipe, *words, code=code, LATCHKEY_REPORTS="out")
        demand(play.valid_sarif(team / "out/findings.sarif") == ([] if code == 0 else ["shared-credential"]), "findings.sarif")
        xml.etree.ElementTree.parse(team / "out/junit.xml")
        demand((team / "manifests/lead-form.json").is_file() == (code == 0), "manifests")
        if machine.has_diff():
            demand(is_markdown((team / "out/diff.md").read_text(encoding="utf-8")), "diff.md")
    nowhere = machine.directory / "nowhere"
    nowhere.mkdir()
    machine.run(nowhere, "sh", recipe, code=2, LATCHKEY_REPORTS="out")


def scripts_of(text):
    """The texts of `run:`, by their indentation."""
    return re.findall(r"^( *)(?:- )?run: (?:\|\n((?:\1 +.*\n|\n)*)|(.*)\n)", text, re.MULTILINE)


def check_texts(play, version):
    """What no parser holds: no expression in a script, every action by its commit, one version."""
    demand(len(scripts_of("    - run: a ${{ b }}\n      run: |\n        c\n\n        d\n      x: y\n")) == 2, "self-test: scripts are not found")
    counted = 0
    for name in TO_RUN[:2]:
        text = (ROOT / name).read_text(encoding="utf-8")
        for _, block, line in scripts_of(text):
            counted += 1
            demand("${{" not in block + line, f"{name}: an expression in a script: {block or line}")
        for used in re.findall(r"uses: (.*)", text):
            demand(re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v[0-9.]+", used), f"{name}: `{used}` is not pinned")
    demand(counted >= 8, f"only {counted} scripts were found")
    for name, pattern, wanted in (("action.yml", r"default: '([0-9][^']*)'", 1), ("ci/github.yml", r"LATCHKEY_VERSION: (\S+)", 1),
                                  ("ci/gitlab.yml", r"LATCHKEY_VERSION: \"(\S+)\"", 1), (".pre-commit-hooks.yaml", r"'latchkey@([^']+)'", 4),
                                  ("package.json", r"\"version\": \"([^\"]+)\"", 1)):
        found = re.findall(pattern, (ROOT / name).read_text(encoding="utf-8"))
        demand(found == [version] * wanted, f"{name}: is of version {found}, and the project of {version}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("latchkey")
    parser.add_argument("--version", required=True)
    parser.add_argument("--modules")
    parser.add_argument("--sarif-schema")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    checks = [check_gitlab, check_plain_shell]
    if arguments.modules:
        checks += [check_read, check_clean, check_findings, check_widened, check_injection, check_install, check_workflow]
    else:
        print("without npm packages: nothing of GitHub's was parsed or played", file=sys.stderr)
    failed = 0
    with Machine(arguments.latchkey, arguments.verbose) as machine:
        play = Pipelines(machine, Runner(arguments.modules) if arguments.modules else None, arguments.sarif_schema)
        for check in [lambda play: check_texts(play, arguments.version), *checks]:
            try:
                check(play)
            except Failure as failure:
                failed += 1
                print(f"{check.__name__}: {failure}")
    print(f"{len(checks) + 1} checks, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
