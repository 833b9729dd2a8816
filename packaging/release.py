#!/usr/bin/env python3
"""Makes what people install, with checksums, of a program that is already built.

    release.py --binary PROGRAM --out DIR [--only KIND,…] [--allow-dirty]

Kinds: tarball, deb, npm, image, vsix; without --only, all. The same commit and program give the same
bytes: every time that is written anywhere is that of the commit (SOURCE_DATE_EPOCH). A tree with
changes that are not committed is refused, because nobody could make the same again.
"""

import argparse
import email.utils
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import textwrap
from pathlib import Path

import pages

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("tarball", "deb", "npm", "image", "vsix")
# What the program is linked with, and whose licences go with it: Debian's packages of them.
LINKED = ("libantlr4-runtime-dev", "libcli11-dev", "libfmt-dev", "libre2-dev", "libsodium-dev", "libssl-dev", "libtomlplusplus-dev",
          "libutf8proc-dev", "libyaml-cpp-dev", "nlohmann-json3-dev", "libstdc++-12-dev", "libc6-dev")
USER = "65532:65532"
MAINTAINER = "Latchkey <latchkey@localhost>"


def say(text):
    print(f"release: {text}", file=sys.stderr, flush=True)


def fail(text):
    raise SystemExit(f"release: {text}")


def run(words, **more):
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode != 0:
        fail(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def project_version():
    return re.search(r"^project\(latchkey VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]


def refuse_unfit(binary, version):
    said = run([binary, "--version"]).strip()
    if said != f"latchkey {version}":
        fail(f"{binary} is `{said}`, the project is {version}; build it again")
    if "INTERP" in run(["readelf", "-lW", binary]):
        fail(f"{binary} needs shared libraries; build it with the preset release, or with LATCHKEY_STATIC")


def refuse_dirty():
    changed = run(["git", "-C", ROOT, "status", "--porcelain"]).splitlines()
    if changed:
        fail(f"the tree has {len(changed)} changes that are not committed, {changed[0][3:]} first; commit them, or say --allow-dirty")


def write(path, data, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


def tar(path, top, epoch, names):
    """Writes a tar of what is below `top`, sorted, of nobody and of one moment. `names` says how each is called."""
    def told(member):
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = epoch
        return member

    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        for found in sorted(top.rglob("*")):
            archive.add(found, arcname=names(found.relative_to(top).as_posix()), recursive=False, filter=told)


def debian_changelog(changelog, version, epoch):
    """The newest part of ours as Debian writes it."""
    newest = re.split(r"^## .*\n", changelog, flags=re.MULTILINE)[1]
    items = re.findall(r"^\* (.*(?:\n  .*)*)", newest, re.MULTILINE)
    assert items, "CHANGELOG.md has no list in its first part"
    entries = "\n".join(textwrap.fill(" ".join(item.split()), 78, initial_indent="  * ", subsequent_indent="    ") for item in items)
    return (f"latchkey ({version}) unstable; urgency=medium\n\n{entries}\n\n"
            f" -- {MAINTAINER}  {email.utils.formatdate(epoch)}\n").encode()


def third_party():
    """The licences of what is linked, as Debian states them."""
    parts = []
    for package in LINKED:
        path = Path("/usr/share/doc") / package / "copyright"
        if not path.is_file():
            fail(f"{path} is not there, and the licence of {package} has to go with the program")
        parts.append(f"==== {package.removesuffix('-dev')}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    return ("latchkey is linked with these libraries. What their authors ask to be told:\n\n" + "\n".join(parts)).encode()


class Release:
    def __init__(self, binary, out, work):
        self.version, self.out, self.work = project_version(), out, work
        refuse_unfit(binary, self.version)
        self.epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or run(["git", "-C", ROOT, "log", "-1", "--format=%ct"]))
        os.environ["SOURCE_DATE_EPOCH"] = str(self.epoch)
        self.program = work / "latchkey"
        run(["strip", "--strip-all", "-o", self.program, binary])
        self.program.chmod(0o755)
        self.notices = third_party()

    def stage(self, kind):
        """A folder as /usr is, with nothing in it that tells when it was made."""
        stage = self.work / kind
        write(stage / "bin" / "latchkey", self.program.read_bytes(), 0o755)
        pages.make(self.program, stage / "share")
        doc = stage / "share" / "doc" / "latchkey"
        write(doc / "THIRD-PARTY", self.notices)
        if kind == "deb":
            self.as_debian(stage, doc)
        else:
            for name in ("LICENSE", "README.md", "CHANGELOG.md"):
                write(doc / name, (ROOT / name).read_bytes())
        for path in [stage, *stage.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
            os.utime(path, (self.epoch, self.epoch))
        return stage

    def as_debian(self, stage, doc):
        for page in (stage / "share" / "man").rglob("*.1"):
            write(page.with_name(page.name + ".gz"), gzip.compress(page.read_bytes(), 9, mtime=0))
            page.unlink()
        changelog = debian_changelog((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), self.version, self.epoch)
        write(doc / "changelog.gz", gzip.compress(changelog, 9, mtime=0))
        write(doc / "THIRD-PARTY.gz", gzip.compress(self.notices, 9, mtime=0))
        (doc / "THIRD-PARTY").unlink()
        for name, target in (("copyright", doc / "copyright"), ("lintian-overrides", stage / "share/lintian/overrides/latchkey")):
            write(target, (ROOT / "packaging" / "debian" / name).read_bytes())

    def tarball(self, kind):
        name = f"latchkey-{self.version}-linux-x64"
        tar(self.work / "program.tar", self.stage(kind), self.epoch, lambda path: f"{name}/{path}")
        (self.out / f"{name}.tar.gz").write_bytes(gzip.compress((self.work / "program.tar").read_bytes(), 9, mtime=0))

    def deb(self, kind):
        made = self.work / "cpack"
        run(["cmake", "-S", ROOT / "packaging", "-B", made, f"-DSTAGE={self.stage(kind)}", f"-DVERSION={self.version}",
             f"-DMAINTAINER={MAINTAINER}"])
        run(["cpack", "--config", made / "CPackConfig.cmake", "-B", made / "out"], cwd=made)
        shutil.copy(made / "out" / f"latchkey_{self.version}_amd64.deb", self.out)

    def npm(self, _):
        for name in ("latchkey", "latchkey-linux-x64"):
            package = self.work / "npm" / name
            shutil.copytree(ROOT / "npm" / name, package)
            told = json.loads((package / "package.json").read_text(encoding="utf-8"))
            if told["version"] != self.version:
                fail(f"npm/{name}/package.json is {told['version']}, the project is {self.version}")
            write(package / "LICENSE", (ROOT / "LICENSE").read_bytes())
            if name != "latchkey":
                write(package / "bin" / "latchkey", self.program.read_bytes(), 0o755)
                write(package / "THIRD-PARTY", self.notices)
            run(["npm", "pack", "--silent", "--offline", "--ignore-scripts", "--pack-destination", self.out], cwd=package)

    def image(self, _):
        storage = ["--root", self.work / "images", "--runroot", self.work / "run", "--storage-driver", "vfs"]

        def buildah(*words):
            return run(["buildah", *storage, *words], env=os.environ | {"BUILDAH_ISOLATION": "chroot"}).strip()

        files = self.work / "image"
        write(files / "latchkey", self.program.read_bytes(), 0o755)
        write(files / "licenses" / "THIRD-PARTY", self.notices)
        write(files / "licenses" / "LICENSE", (ROOT / "LICENSE").read_bytes())
        container = buildah("from", "scratch")
        buildah("copy", container, files, "/")
        buildah("config", "--user", USER, "--entrypoint", '["/latchkey"]', "--cmd", "check", "--workingdir", "/work",
                "--label", "org.opencontainers.image.title=latchkey", "--label", f"org.opencontainers.image.version={self.version}",
                "--label", "org.opencontainers.image.licenses=Apache-2.0", container)
        name = f"latchkey:{self.version}"
        buildah("commit", "--quiet", "--timestamp", str(self.epoch), "--identity-label=false", "--rm", container, name)
        buildah("push", "--quiet", name, f"oci:{self.work}/oci:{name}")
        tar(self.out / f"latchkey-{self.version}-image.tar", self.work / "oci", self.epoch, str)

    def vsix(self, _):
        write(self.work / "THIRD-PARTY", self.notices)
        run([ROOT / "packaging" / "vsix", self.program, self.out / f"latchkey-{self.version}-linux-x64.vsix", self.work / "THIRD-PARTY"])


def sums(out):
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(out.iterdir()) if path.name != "SHA256SUMS"]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default=",".join(KINDS), help="of " + ", ".join(KINDS))
    parser.add_argument("--allow-dirty", action="store_true")
    arguments = parser.parse_args()
    kinds = arguments.only.split(",")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        fail(f"there is no kind `{unknown[0]}`; there are {', '.join(KINDS)}")
    if not arguments.allow_dirty:
        refuse_dirty()
    out = arguments.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as work:
        release = Release(arguments.binary.resolve(), out, Path(work))
        for kind in kinds:
            say(f"making {kind}")
            getattr(release, kind)(kind)
    sums(out)
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size:>11}  {path.name}")


if __name__ == "__main__":
    main()
