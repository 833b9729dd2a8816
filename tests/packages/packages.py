#!/usr/bin/env python3
"""Makes every package of a static program, twice, and installs and uses each: ./dev test packages.

    packages.py --binary PROGRAM [--vsix]

What cannot be tried on this machine is skipped, loudly. --vsix also packs the editor's extension,
which needs its npm packages.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import shim

ROOT = Path(__file__).resolve().parent.parent.parent
POLICY = ROOT / "docs" / "story" / "after"
VERSION = None


def say(text):
    print(f"packages: {text}", file=sys.stderr, flush=True)


def run(words, code=0, **more):
    """What a command prints; with an exit code that is expected, also what it complains of."""
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300, **more)
    assert done.returncode == code, f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout + (done.stderr if code else "")


def release(binary, out, kinds):
    run([sys.executable, "-B", ROOT / "packaging" / "release.py", "--binary", binary, "--out", out, "--only", ",".join(kinds), "--allow-dirty"])


def uses(program, **more):
    """The program says its version and checks a policy."""
    assert run([*program, "--version"], **more) == f"latchkey {VERSION}\n"


def try_tarball(dist, work):
    with tarfile.open(dist / f"latchkey-{VERSION}-linux-x64.tar.gz") as archive:
        archive.extractall(work)
    top = work / f"latchkey-{VERSION}-linux-x64"
    uses([top / "bin" / "latchkey"])
    assert run([top / "bin" / "latchkey", "check", POLICY, "--as-of", "2026-11-23"]) == ""
    for page in ("share/man/man1/latchkey-check.1", "share/doc/latchkey/LICENSE", "share/doc/latchkey/THIRD-PARTY"):
        assert (top / page).stat().st_size > 1000, page
    if shutil.which("man"):
        shown = run(["man", "-M", top / "share" / "man", "latchkey-check"], env=os.environ | {"MANPAGER": "cat", "LC_ALL": "C.UTF-8"})
        assert "--write-baseline" in shown, shown


def try_deb(dist, work):
    package = dist / f"latchkey_{VERSION}_amd64.deb"
    assert run(["dpkg-deb", "-f", package, "Version"]).strip() == VERSION
    root = work / "root"
    for name in ("info", "updates"):
        (root / "var/lib/dpkg" / name).mkdir(parents=True)
    for name in ("status", "available"):
        (root / "var/lib/dpkg" / name).touch()
    before = {path for path in root.rglob("*") if not path.is_relative_to(root / "var")}
    dpkg = ["dpkg", f"--root={root}", "--force-not-root", "--force-script-chrootless", f"--log={work / 'dpkg.log'}"]
    run([*dpkg, "-i", package])
    assert "Status: install ok installed" in run([*dpkg, "-s", "latchkey"])
    # Nothing but the package is in that root: no loader, no library, no shell.
    if os.geteuid() == 0:
        (root / "tmp").mkdir()
        shutil.copytree(POLICY, root / "tmp" / "policies")
        uses(["chroot", root, "/usr/bin/latchkey"])
        assert run(["chroot", root, "/usr/bin/latchkey", "check", "/tmp/policies", "--as-of", "2026-11-23"]) == ""
        shutil.rmtree(root / "tmp")
    else:
        say("SKIPPED: only root can change the root; the program of the package is run where it lies")
        uses([root / "usr/bin/latchkey"])
    run([*dpkg, "-P", "latchkey"])
    left = {path for path in root.rglob("*") if not path.is_relative_to(root / "var")} - before
    assert not left, f"dpkg left {left}"
    if shutil.which("lintian"):
        said = run(["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", package])
        assert not [line for line in said.splitlines() if line[:2] in ("E:", "W:")], said
    else:
        say("SKIPPED: lintian is not installed (apt-get install lintian)")


def try_npm(dist, work):
    project = work / "project"
    project.mkdir()
    (project / "package.json").write_text('{"name": "project", "private": true}\n', encoding="utf-8")
    environment = os.environ | {"npm_config_cache": str(work / "cache"), "npm_config_update_notifier": "false"}
    run(["npm", "install", "--offline", "--no-audit", "--no-fund", dist / f"latchkey-{VERSION}.tgz", dist / f"latchkey-linux-x64-{VERSION}.tgz"],
        cwd=project, env=environment)
    assert run(["npx", "--offline", "latchkey", "--version"], cwd=project, env=environment) == f"latchkey {VERSION}\n"
    shim.check([str(project / "node_modules/.bin/latchkey")], project)


def told_by(out):
    """Who wrote the findings, and in which files they are."""
    told = json.loads((out / "findings.sarif").read_text(encoding="utf-8"))["runs"][0]
    found = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in told["results"]
             if not result.get("suppressions")}
    return told["tool"]["driver"]["version"], sorted(found)


def try_image(dist, work):
    if not shutil.which("buildah"):
        say("SKIPPED: buildah is not installed (apt-get install buildah)")
        return
    storage = ["buildah", "--root", work / "images", "--runroot", work / "run", "--storage-driver", "vfs"]
    policies = work / "policies"
    shutil.copytree(POLICY, policies)
    container = run([*storage, "from", f"oci-archive:{dist}/latchkey-{VERSION}-image.tar"]).splitlines()[-1]
    told = run([*storage, "inspect", "--format", "{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.WorkingDir}}", container])
    assert told.strip() == "65532:65532 [/latchkey] /work", told
    # What it found is read from a file: buildah passes on what is printed, and under load not always all.
    out = work / "out"
    out.mkdir()
    out.chmod(0o777)
    inside = [*storage, "run", "--isolation", "chroot", "--user", "65532:65532", "-v", f"{policies}:/work:ro", "-v", f"{out}:/out:rw", container,
              "--", "/latchkey", "check", "--as-of", "2026-11-23", "--output", "sarif:/out/findings.sarif"]
    run(inside)
    assert told_by(out) == (VERSION, [])
    (policies / "bad.latch").write_text("team {\n", encoding="utf-8")
    run(inside, code=1)
    assert told_by(out) == (VERSION, ["bad.latch"])
    assert (out / "findings.sarif").stat().st_uid == 65532
    run([*storage, "rm", container])


def try_vsix(dist, _):
    with zipfile.ZipFile(dist / f"latchkey-{VERSION}-linux-x64.vsix") as archive:
        names = archive.namelist()
    for name in ("bin/latchkey", "bin/THIRD-PARTY", "out/extension.js", "package.json"):
        assert f"extension/{name}" in names, f"{name} is not in {names}"


def refusals(binary, work):
    """What a release refuses, and says."""
    script = [sys.executable, "-B", ROOT / "packaging" / "release.py", "--out", work / "refused"]
    fake = work / "other"
    fake.write_text("#!/bin/sh\necho latchkey 99.0.0\n", encoding="utf-8")
    fake.chmod(0o755)
    assert "is `latchkey 99.0.0`" in run([*script, "--binary", fake, "--allow-dirty"], code=1)
    assert "there is no kind `rpm`" in run([*script, "--binary", binary, "--only", "rpm", "--allow-dirty"], code=1)
    clone = work / "clone"
    run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", clone])
    (clone / "packaging" / "new").touch()
    said = run([sys.executable, "-B", clone / "packaging" / "release.py", "--binary", binary, "--out", work / "refused"], code=1)
    assert "1 changes that are not committed, packaging/new first" in said, said


def main():
    global VERSION
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--vsix", action="store_true")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    VERSION = run([binary, "--version"]).split()[1]
    kinds = ["tarball", "deb", "npm"] + (["image"] if shutil.which("buildah") else []) + (["vsix"] if arguments.vsix else [])
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        refusals(binary, work)
        say(f"making {', '.join(kinds)}")
        release(binary, work / "dist", kinds)
        run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=work / "dist")
        again = [kind for kind in kinds if kind != "vsix"]
        say(f"making {', '.join(again)} again")
        release(binary, work / "again", again)
        for path in sorted((work / "again").iterdir()):
            if path.name != "SHA256SUMS":
                assert path.read_bytes() == (work / "dist" / path.name).read_bytes(), f"{path.name} is not the same when it is made twice"
        for kind in kinds:
            say(f"using {kind}")
            (work / kind).mkdir()
            globals()[f"try_{kind}"](work / "dist", work / kind)
    print(f"{len(kinds)} kinds made, installed and used: {', '.join(kinds)}")


if __name__ == "__main__":
    main()
