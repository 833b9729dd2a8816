#!/usr/bin/python3
"""Holds the formats of findings against what reads them, with nothing of Latchkey.

usage: check_formats.py LATCHKEY [--sarif-schema FILE]

One run writes every format for an awkward workspace; the exit code must be the same for each. JSON
is validated against `latchkey schema findings` and SARIF against the schema that is given, both by
python3-jsonschema; JUnit is read by an XML parser; GitHub's commands are read as its runner reads
them. All must tell the same findings at the same places, each in its own columns. Then each output
is damaged, and a damage that goes unnoticed is an error. Exit code 0: all is well; 1: not;
2: nothing could be checked.
"""

import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

import jsonschema

import awkward

FORMATS = ["text", "compact", "json", "sarif", "junit", "gitlab", "github", "markdown"]
LEVELS = {"error": "error", "warning": "warning", "note": "info", "notice": "info"}


def run(latchkey, arguments, folder):
    command = [latchkey, *arguments, "--as-of", "2026-11-23"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.stderr == b"", f"{command}: {done.stderr}"
    return done.returncode, done.stdout.decode("utf-8")


class Workspace:
    """The files, to look up what a place marks."""

    def __init__(self, folder):
        self.lines = {}
        for path in sorted(folder.rglob("*.latch")):
            text = path.read_bytes().decode("utf-8", "replace")
            self.lines[path.relative_to(folder).as_posix()] = text.split("\n")

    def marked(self, path, region, unit):
        """The marked text of one line, its columns counted in code points or UTF-16 units."""
        line, begin, end_line, end = region
        if line != end_line:
            return None
        text = self.lines[path][line - 1]
        if unit == "utf-16":
            return text.encode("utf-16-le")[2 * (begin - 1):2 * (end - 1)].decode("utf-16-le")
        return text[begin - 1:end - 1]


def check_json(text, workspace, schema):
    document = json.loads(text)
    jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
    found = []
    for one in document["findings"]:
        start, end = one["span"]["start"], one["span"]["end"]
        region = start["line"], start["column"], end["line"], end["column"]
        marked = workspace.marked(one["file"], region, "characters")
        found.append((one["file"], start["line"], one["id"], one["level"], marked, not one["waived"] and not one["baselined"]))
    return found


def check_sarif(text, workspace, schema):
    document = json.loads(text)
    if schema is not None:
        jsonschema.validate(document, schema, jsonschema.Draft4Validator)
    (run_object,) = document["runs"]
    assert document["version"] == "2.1.0" and run_object["columnKind"] == "utf16CodeUnits"
    rules = run_object["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["help"]["text"] and rule["help"]["markdown"] and rule["shortDescription"]["text"], rule["id"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note"), rule["id"]
    found = []
    fingerprints = set()
    for result in run_object["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        fingerprint = result["partialFingerprints"]["latchkey/v1"]
        assert fingerprint not in fingerprints, f"the fingerprint {fingerprint} stands twice"
        fingerprints.add(fingerprint)
        physical = result["locations"][0]["physicalLocation"]
        path = urllib.parse.unquote(physical["artifactLocation"]["uri"])
        region = [physical["region"][name] for name in ("startLine", "startColumn", "endLine", "endColumn")]
        assert path in workspace.lines, path
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                assert urllib.parse.unquote(change["artifactLocation"]["uri"]) in workspace.lines and change["replacements"]
        found.append((path, region[0], result["ruleId"], LEVELS[result["level"]], workspace.marked(path, region, "utf-16"), not result["suppressions"]))
    return found


def rule_ids(text):
    return {rule["id"] for rule in json.loads(text)["runs"][0]["tool"]["driver"]["rules"]}


def check_junit(text, workspace):
    root = xml.etree.ElementTree.fromstring(text.encode("utf-8"))
    assert root.tag == "testsuites"
    found = []
    for suite in root:
        cases = list(suite)
        counts = [len(cases), sum(case.find("failure") is not None for case in cases), sum(case.find("skipped") is not None for case in cases)]
        assert [int(suite.get(name)) for name in ("tests", "failures", "skipped")] == counts
        for case in cases:
            failure = case.find("failure")
            assert case.get("file") in workspace.lines, case.get("file")
            reported = case.find("skipped") is None
            level = failure.get("type") if failure is not None else None
            found.append((case.get("file"), int(case.get("line")), case.get("name").partition(":")[0], level, reported))
    assert int(root.get("tests")) == len(found)
    return found


def check_gitlab(text, workspace):
    found = []
    entries = json.loads(text)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries), "a fingerprint stands twice"
    for entry in entries:
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        path = entry["location"]["path"]
        assert entry["description"] and path in workspace.lines and not path.startswith("./")
        found.append((path, entry["location"]["lines"]["begin"], entry["check_name"]))
    return found


def unescape(text, also=""):
    for what in also + "\r\n":
        text = text.replace(f"%{ord(what):02X}", what)
    return text.replace("%25", "%")


def check_github(text, workspace):
    """What the runner makes of the lines: commands begin with `::`, values end at `,` and `::`."""
    found = []
    for line in text.splitlines():
        assert "##[" not in line
        if line.lstrip().startswith("::group::") or line == "::endgroup::" or not line.lstrip().startswith("::"):
            continue
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert match, line
        values = dict(pair.partition("=")[::2] for pair in match[2].split(","))
        values = {name: unescape(value, ":,") for name, value in values.items()}
        message = unescape(match[3])
        assert message and "file" in values or values["title"] == "latchkey", line
        if "file" in values:
            assert values["file"] in workspace.lines, values["file"]
            found.append((values["file"], int(values["line"]), values["title"], LEVELS[match[1]], message))
    return found


def check_markdown(text):
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    for row in rows:
        # Behind an even number of backslashes a bar ends a cell.
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5, row
        outside = re.sub(r"`[^`]*`", "", row).replace("<br>", "")
        assert "<" not in outside and "@" not in outside, row
    return len(rows)


def demand_same(name, found, expected):
    for left, right in zip(found, expected):
        assert left == right, f"{name} tells {left}, json {right}"
    assert len(found) == len(expected), f"{name} tells {len(found)} findings, json {len(expected)}"


def check_all(outputs, workspace, schemas):
    told = check_json(outputs["json"], workspace, schemas["json"])
    reported = [one for one in told if one[5]]
    assert len(reported) > 8 and len(reported) < len(told), "the workspace is not awkward enough"
    demand_same("sarif", check_sarif(outputs["sarif"], workspace, schemas["sarif"]), told)
    marks = {one[4] for one in told}
    assert {"contacts.readonly", "locations.readonly", "lead-form"} <= marks, marks
    junit = check_junit(outputs["junit"], workspace)
    demand_same("junit", [(*one[:3], one[4]) for one in junit], [(*one[:3], one[5]) for one in told])
    demand_same("gitlab", check_gitlab(outputs["gitlab"], workspace), [one[:3] for one in reported])
    github = check_github(outputs["github"], workspace)
    demand_same("github", [one[:4] for one in github], [one[:4] for one in reported])
    assert check_markdown(outputs["markdown"]) == len(reported)
    assert len(outputs["compact"].splitlines()) == len(reported)
    for name, text in outputs.items():
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text), f"{name}: a control character"


def damages(outputs):
    """Each way in which an output can be wrong, one at a time."""
    def changed(name, old, new, count=1):
        text = outputs[name].replace(old, new, count)
        assert text != outputs[name], f"{name} has no {old}"
        return {**outputs, name: text}

    yield changed("json", '"level": "error"', '"level": "fatal"')
    yield changed("json", '"waived": false', '"waived": 0')
    yield changed("sarif", '"version": "2.1.0"', '"version": "2.2.0"')
    yield changed("sarif", "utf16CodeUnits", "unicodeCodePoints")
    yield changed("sarif", '"ruleIndex": ', '"ruleIndex": 1')
    yield changed("sarif", '"suppressions": []', '"suppressions": [{"kind": "external"}]')
    yield changed("junit", "&lt;", "<")
    yield changed("junit", "<skipped", "<failure")
    yield changed("gitlab", '"begin": ', '"begin": 1')
    yield changed("github", "%2C", ",")
    yield changed("github", "::error ", "::warning ")
    yield changed("markdown", "\\|", "|")
    yield changed("compact", "\n", "\n\n")
    sarif = json.loads(outputs["sarif"])
    results = sarif["runs"][0]["results"]
    results[1]["partialFingerprints"] = results[0]["partialFingerprints"]
    yield {**outputs, "sarif": json.dumps(sarif)}
    sarif = json.loads(outputs["sarif"])
    for result in sarif["runs"][0]["results"]:
        # Columns in characters where UTF-16 units are said.
        if result["ruleId"] == "excess-scope":
            result["locations"][0]["physicalLocation"]["region"]["startColumn"] -= 1
    yield {**outputs, "sarif": json.dumps(sarif)}
    gitlab = json.loads(outputs["gitlab"])
    gitlab.append(copy.deepcopy(gitlab[0]))
    yield {**outputs, "gitlab": json.dumps(gitlab)}


def check_awkward(latchkey, folder, sarif_schema):
    awkward.write(folder)
    codes = {run(latchkey, ["check", "--format", name], folder)[0] for name in FORMATS}
    written = [argument for name in FORMATS for argument in ("--output", f"{name}:../out.{name}")]
    codes.add(run(latchkey, ["check", "--quiet", *written], folder)[0])
    assert codes == {1}, f"exit codes {codes}"
    outputs = {name: (folder.parent / f"out.{name}").read_text(encoding="utf-8") for name in FORMATS}
    for name in FORMATS:
        assert outputs[name] == run(latchkey, ["check", "--format", name], folder)[1], f"{name}: --output and --format differ"
    schemas = {"json": json.loads(run_plain(latchkey, ["schema", "findings"])), "sarif": sarif_schema}
    workspace = Workspace(folder)
    check_all(outputs, workspace, schemas)
    rules = {rule["id"] for rule in json.loads(run_plain(latchkey, ["rules", "--format", "json"]))}
    assert rules and rules < rule_ids(outputs["sarif"]), "SARIF lacks rules"
    count = 0
    for damaged in damages(outputs):
        count += 1
        try:
            check_all(damaged, workspace, schemas)
        except Exception:  # pylint: disable=broad-except
            continue
        raise AssertionError(f"damage {count} went unnoticed")
    return count


def run_plain(latchkey, arguments):
    return subprocess.run([latchkey, *arguments], check=True, capture_output=True, text=True).stdout


def check_many(latchkey, folder):
    """Ten annotations of a level, the last of which says how many there are, and all in the log."""
    awkward.write_many(folder)
    text = run(latchkey, ["check", "--format", "github"], folder)[1]
    for level in ("error", "warning"):
        lines = [line for line in text.splitlines() if line.startswith(f"::{level} ")]
        assert len(lines) == 10 and re.search(r"title=latchkey::9 of \d+ ", lines[-1]), lines
    total = len(run(latchkey, ["check", "--format", "compact"], folder)[1].splitlines())
    group = text.partition("::group::")[2].partition("::endgroup::")[0].splitlines()
    assert len(group) == total + 1, f"{len(group)} lines for {total} findings"


def check_clean(latchkey, folder):
    """Nothing found is a report too, and exit code 0 in every format."""
    (folder / "base.latch").write_text('team growth "Growth" {\n  contact "growth@acme.example"\n}\n')
    for name in FORMATS:
        code, text = run(latchkey, ["check", "--format", name], folder)
        assert code == 0, name
        if name == "junit":
            assert xml.etree.ElementTree.fromstring(text.encode()).get("failures") == "0"
        if name in ("json", "sarif", "gitlab"):
            json.loads(text)
        assert name not in ("text", "compact", "github") or text == "", name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("latchkey", type=pathlib.Path)
    parser.add_argument("--sarif-schema", type=pathlib.Path)
    arguments = parser.parse_args()
    schema = json.loads(arguments.sarif_schema.read_text(encoding="utf-8")) if arguments.sarif_schema else None
    latchkey = arguments.latchkey.resolve(strict=True)
    with tempfile.TemporaryDirectory(prefix="latchkey-formats-") as temporary:
        for name in ("awkward", "many", "clean"):
            (pathlib.Path(temporary) / name).mkdir()
        count = check_awkward(latchkey, pathlib.Path(temporary, "awkward"), schema)
        check_many(latchkey, pathlib.Path(temporary, "many"))
        check_clean(latchkey, pathlib.Path(temporary, "clean"))
    print(f"{len(FORMATS)} formats agree, {count} damages noticed{'' if schema else '; without a schema of SARIF'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
