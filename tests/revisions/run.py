"""Reads policies at revisions of real repositories, each made for the test that is about it.

    run.py REVISIONS [NAME...]

REVISIONS is the program that says what a side is read as. Every test also holds that the repository
is as it was before: work tree, index, references.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

READER = ""
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_AUTHOR_NAME": "Robin",
    "GIT_AUTHOR_EMAIL": "robin@example.com",
    "GIT_COMMITTER_NAME": "Robin",
    "GIT_COMMITTER_EMAIL": "robin@example.com",
    "GIT_AUTHOR_DATE": "2026-11-24T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-24T00:00:00Z",
}


class Failure(Exception):
    """What a test expected and did not see."""


def expect(holds, what):
    if not holds:
        raise Failure(what)


def git(where, *words, **more):
    """Runs git and gives what it printed, without the line end."""
    environment = {**ENVIRONMENT, "HOME": str(where), **more}
    done = subprocess.run(["git", "-C", where, *words], env=environment, capture_output=True, text=True)
    expect(done.returncode == 0, f"git {' '.join(words)}: {done.stderr}")
    return done.stdout.removesuffix("\n")


def write(root, **files):
    """`write(root, a="text")` writes the policy a.latch; `/` in names by `files={…}`."""
    write_files(root, {f"{name}.latch": text for name, text in files.items()})


def write_files(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def commit(root, message="a change"):
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


def repository(root, **policies):
    """A new repository with one commit on `main`."""
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    if policies:
        write(root, **policies)
        commit(root)
    return root


class Side:
    """What the reader said."""

    def __init__(self, done):
        self.code = done.returncode
        self.complaint = done.stderr
        self.lines = [line.split("\t") for line in done.stdout.split("\n") if line]
        self.errors = [f"{line[1]}: {line[2]}" for line in self.lines if line[0] == "error"]
        self.policies = {line[1]: line[2] for line in self.lines if line[0] == "policy"}
        self.notes = [line[1] for line in self.lines if line[0] == "note"]
        first = next((line for line in self.lines if line[0] == "side"), ["", "", "", ""])
        self.kind, self.name, self.commit = first[1:4]

    def all(self, key):
        return [line[1:] for line in self.lines if line[0] == key]


def state(root):
    """What reading a side may not change."""
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        # A partial clone keeps what it had to fetch.
        if path.is_file() and "objects" not in relative.parts:
            found.append((str(relative), path.read_bytes()))
    return found


def read(where, *words, **more):
    """Reads a side from a directory, and holds that nothing there changed."""
    environment = {**ENVIRONMENT, "HOME": str(where), **more}
    before = state(where)
    done = subprocess.run([READER, *words], cwd=where, env=environment, capture_output=True,
                          encoding="utf-8", errors="surrogateescape", timeout=60)
    expect(done.returncode in (0, 1) and not done.stderr, f"{words}: exit {done.returncode}: {done.stderr}")
    expect(state(where) == before, f"reading {words} changed the repository")
    return Side(done)


def policies_at(where, *words, **more):
    side = read(where, *words, **more)
    expect(not side.errors, f"{words}: {side.errors}")
    expect([row[0] for row in side.all("chosen")] == list(side.policies), f"{words}: not all are chosen")
    return side.policies


def error_of(where, *words, **more):
    side = read(where, *words, **more)
    expect(side.code == 1 and len(side.errors) == 1, f"{words}: one error expected: {side.lines}")
    return side.errors[0]


def same(found, expected):
    expect(found == expected, f"\n  found    {found!r}\n  expected {expected!r}")


# The tests. Each is given an empty directory.


def names_of_revisions(base):
    root = repository(base / "r", a="one")
    first = git(root, "rev-parse", "HEAD")
    git(root, "tag", "v1")
    git(root, "tag", "-a", "-m", "a tag with a message", "v1-annotated")
    write(root, a="two", b="new")
    second = commit(root)
    write(root, a="staged", c="staged too")
    git(root, "add", "-A")
    write(root, a="on disk")
    for name in ("v1", "v1-annotated", "HEAD~1", "main^", first, first[:9], "HEAD^{/a change}~1"):
        side = read(root, name)
        same((side.kind, side.name, side.commit), ("revision", name, first))
        same(side.policies, {"a.latch": "one"})
    same(policies_at(root, "main"), {"a.latch": "two", "b.latch": "new"})
    same(read(root, "main").commit, second)
    same(policies_at(root, ":index"), {"a.latch": "staged", "b.latch": "new", "c.latch": "staged too"})
    same(read(root, ":index").kind, "index")
    same(policies_at(root), {"a.latch": "on disk", "b.latch": "new", "c.latch": "staged too"})
    git(root, "checkout", "-q", "-f", "--detach", first)
    same(policies_at(root, "HEAD"), {"a.latch": "one"})
    same(policies_at(root, "main"), {"a.latch": "two", "b.latch": "new"})


def what_is_no_revision(base):
    root = repository(base / "r", a="one")
    git(root, "branch", "release")
    same(error_of(root, "mian"), "usage: mian: there is no such revision; did you mean `main`?")
    same(error_of(root, "v9"), "usage: v9: there is no such revision; there are `main`, `release`")
    same(error_of(root, "main..HEAD"),
         "usage: main..HEAD: is a range, and a side is one revision; write `latchkey diff main HEAD`")
    same(error_of(root, "main..."),
         "usage: main...: is a range, and a side is one revision; write `latchkey diff main HEAD`")
    for option in ("--help", "-c", "--output=gone", "-"):
        same(error_of(root, option), f"usage: {option}: a revision does not begin with `-`")
    for number in range(9):
        git(root, "tag", f"t{number}")
    expect(error_of(root, "nothing-like-it").endswith("and 6 more"), "a long list is not cut")
    same(error_of(root, "HEAD:a.latch"),
         "usage: HEAD:a.latch: there is no such revision; there are `main`, `release`, `t0`, `t1`, `t2` and 6 more")
    empty = repository(base / "empty")
    for name in ("main", "HEAD"):
        same(error_of(empty, name),
             f"usage: {name}: the repository has no commits yet; compare directories")


def no_repository(base):
    (base / "plain").mkdir()
    write(base / "plain", a="one")
    same(error_of(base / "plain", "main"),
         f"usage: main: is no directory, and no revision either: {base}/plain is in no git repository; "
         "give a directory to compare with")
    expect(error_of(base / "plain", ":index").startswith("usage: :index: "), ":index outside of a repository")
    # With neither git nor anything else to be found.
    same(error_of(base / "plain", "main", PATH=str(base / "plain")),
         "io: main: is no directory, and no revision either: there is no program `git` on PATH; install git, "
         "or compare two directories")


def branches_of_origin(base):
    origin = repository(base / "origin", a="one")
    git(origin, "checkout", "-q", "-b", "feature")
    write(origin, a="feature")
    commit(origin)
    git(base, "clone", "-q", "-b", "feature", f"file://{origin}", "clone")
    clone = base / "clone"
    side = read(clone, "main")
    same((side.name, side.policies), ("origin/main", {"a.latch": "one"}))
    same(policies_at(clone, "main~0"), {"a.latch": "one"})
    same(policies_at(clone, "origin/feature"), {"a.latch": "feature"})
    # A branch of our own goes first, and a tag of its name is not taken for it unseen.
    git(clone, "branch", "main", "feature")
    same(policies_at(clone, "main"), {"a.latch": "feature"})
    git(clone, "tag", "main", "feature")
    same(policies_at(clone, "main"), {"a.latch": "feature"})
    git(clone, "tag", "-f", "main", "origin/main")
    same(error_of(clone, "main"),
         "usage: main: is both a branch and a tag, of different commits; write `heads/main` or `tags/main`")
    same(policies_at(clone, "heads/main"), {"a.latch": "feature"})
    same(policies_at(clone, "tags/main"), {"a.latch": "one"})
    # Nor a branch that is called like a commit.
    first = git(origin, "rev-parse", "main")
    git(clone, "update-ref", f"refs/heads/{first}", "feature")
    same(policies_at(clone, first), {"a.latch": "one"})


def directories(base):
    root = repository(base / "r", a="one")
    write_files(root, {"old/x.latch": "old", "latchkey.toml": '[workspace]\nexclude = ["old/**"]\n', "main/y.latch": "y",
                       "a.txt": ""})
    commit(root)
    side = read(root, "old")
    same((side.kind, side.name, side.policies), ("directory", "old", {"x.latch": "old"}))
    same(policies_at(root, "./old"), {"x.latch": "old"})
    same(policies_at(root, "main/"), {"y.latch": "y"})
    same(error_of(root, "main"),
         "usage: main: is both a revision and a directory; write `./main` for the directory")
    same(error_of(root, "./gone"), "io: ./gone: there is no such directory")
    same(error_of(root, "a.txt"), "usage: a.txt: is a file; compare revisions or directories")
    same(error_of(root, "./a.txt"), "usage: ./a.txt: is a file; compare revisions or directories")
    (base / "empty").mkdir()
    expect(error_of(root, "../empty").startswith("nothing: ../empty: no policies"), "an empty directory")


def manifests(base):
    root = repository(base / "r", a="one")
    index = '{"index": 1, "integrations": [{"file": "b.json"}, {"file": "a.json"}, {"file": "../out.json"}]}'
    write_files(root, {"set/index.json": index, "set/a.json": "{}", "set/b.json": "{ }", "set/other.json": "no"})
    side = read(root, "set")
    same((side.kind, side.all("manifest")),
         ("manifests", [["index.json", index], ["a.json", "{}"], ["b.json", "{ }"]]))
    (root / "set/b.json").unlink()
    same(error_of(root, "set"), "io: set: b.json cannot be read: No such file or directory")
    # A file of that name in a workspace is not an index.
    write_files(root, {"site/index.json": "{}", "site/p.latch": "p"})
    same(policies_at(root, "site"), {"p.latch": "p"})


def configurations(base):
    root = repository(base / "r")
    write_files(root, {
        "work/latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\nexclude = ["**/draft-*"]\n'
                              '[providers]\nacme = "../catalogs/acme.json"\n[compile]\nout = "made"\n',
        "catalogs/acme.json": "first",
        "work/policies/a.latch": "a", "work/policies/draft-b.latch": "b", "work/c.latch": "c",
        "work/policies/.hidden/d.latch": "d", "work/policies/node_modules/e.latch": "e",
        "work/policies/deep/er/f.latch": "f", "other.latch": "outside", "worker/g.latch": "outside too"})
    commit(root)
    work = root / "work"
    write_files(root, {"work/latchkey.toml": "", "catalogs/acme.json": "second"})
    same(policies_at(work, "HEAD"), {"policies/a.latch": "a", "policies/deep/er/f.latch": "f"})
    side = read(work / "policies", "main")
    same(list(side.policies), ["policies/a.latch", "policies/deep/er/f.latch"])
    same(side.all("catalog"), [["acme", "../catalogs/acme.json", "first"]])
    same(side.all("config"), [["../latchkey.toml", "made"]])
    same(policies_at(root, "HEAD", "--config", "work/latchkey.toml"), policies_at(work, "HEAD"))
    # Every revision has its own; one without the workspace is an empty one.
    git(root, "checkout", "-q", "--orphan", "before")
    git(root, "rm", "-q", "-r", "-f", "--cached", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", "nothing yet")
    git(root, "checkout", "-q", "-f", "main")
    side = read(work, "before")
    same((side.errors, side.policies, side.all("config")), ([], {}, [["", ""]]))
    for text, message in (
            ('[providers]\nacme = "gone.json"\n', "io: main: [providers] acme = gone.json: there is no such file"),
            ('[providers]\nacme = "../../../x"\n',
             "usage: main: [providers] acme = ../../../x: is outside of the repository"),
            ('includes = []\n', "usage: main: latchkey.toml:1:1: unknown key `includes` in the file")):
        write_files(root, {"work/latchkey.toml": text})
        commit(root)
        same(error_of(work, "main"), message)


def odd_files(base):
    root = repository(base / "r")
    names = ["ü.latch", "a b.latch", "tab\there.latch", "line\nend.latch", 'quote".latch', "*.latch", ":(top)x.latch",
             "-dash.latch"]
    write_files(root, {name: name for name in names})
    write_files(root, {"lines.latch": b"one\r\ntwo\r\n", "raw.latch": b"\xff\x01", "empty.latch": b"",
                       "large.latch": "x" * 3_000_000})
    (root / "link.latch").symlink_to("/etc/hostname")
    (root / "linked").symlink_to("..")
    git(root, "config", "core.autocrlf", "false")
    commit(root)
    side = read(root, "main")
    expected = {name.replace("\t", "\\x09").replace("\n", "\\x0a"): name.replace("\t", "\\x09").replace("\n", "\\x0a")
                for name in names}
    expected |= {"lines.latch": "one\\x0d\\x0atwo\\x0d\\x0a", "raw.latch": "\udcff\\x01", "empty.latch": "",
                 "large.latch": "x" * 3_000_000}
    same(sorted(side.policies.items()), sorted(expected.items()))
    same(side.notes, ["link.latch is a symbolic link, and was not read: links are not followed at a revision"])
    # Filters and conversions are for the work tree; what was committed is what counts.
    write_files(root, {".gitattributes": "*.latch text eol=crlf filter=loud diff=loud\n"})
    for key in ("filter.loud.smudge", "filter.loud.clean", "diff.loud.textconv", "diff.external"):
        git(root, "config", key, f"touch {base}/ran")
    same(sorted(read(root, "main").policies.items()), sorted(expected.items()))
    git(root, "config", "core.fsmonitor", f"touch {base}/ran")
    expect(read(root, ":index").policies["lines.latch"] == expected["lines.latch"], "the index converts")
    expect(not (base / "ran").exists(), "a program of the configuration was run")
    (root / "latchkey.toml").symlink_to("/etc/hostname")
    git(root, "-c", "filter.loud.clean=cat", "add", "latchkey.toml")
    git(root, "commit", "-q", "-m", "a link")
    os.remove(root / "latchkey.toml")
    expect(error_of(root, "main").startswith("usage: main: latchkey.toml is a symbolic link"), "a linked configuration")


def submodules(base):
    inner = repository(base / "inner", vendored="v")
    root = repository(base / "r", a="one")
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", f"file://{inner}", "vendor")
    commit(root)
    side = read(root, "main")
    same((side.policies, side.notes),
         ({"a.latch": "one"},
          ["vendor is a submodule, and policies in it were not read: the revision holds only its commit"]))
    same(policies_at(root / "vendor", "HEAD"), {"vendored.latch": "v"})


def conflicts(base):
    root = repository(base / "r", a="one\n", b="b")
    git(root, "checkout", "-q", "-b", "other")
    write(root, a="two\n")
    commit(root)
    git(root, "checkout", "-q", "main")
    write(root, a="three\n")
    commit(root)
    subprocess.run(["git", "-C", root, "merge", "-q", "other"], env=ENVIRONMENT, capture_output=True)
    same(error_of(root, ":index"), "usage: :index: a.latch is in conflict; resolve it and `git add` it first")
    git(root, "add", "a.latch")
    same(list(policies_at(root, ":index")), ["a.latch", "b.latch"])


def work_trees(base):
    root = repository(base / "r", a="one")
    git(root, "worktree", "add", "-q", "-b", "side", str(base / "tree"))
    write(base / "tree", a="side")
    git(base / "tree", "add", "-A")
    same(policies_at(base / "tree", ":index"), {"a.latch": "side"})
    same(policies_at(base / "tree", "HEAD"), {"a.latch": "one"})
    same(policies_at(root, ":index"), {"a.latch": "one"})
    (base / "entry").symlink_to(base / "tree")
    same(policies_at(base / "entry", ":index"), {"a.latch": "side"})


def hooks(base):
    """git tells hooks where its index is; what it tells of another repository leads nowhere."""
    root = repository(base / "r", a="one")
    write_files(root, {"policies/p.latch": "p", "policies/latchkey.toml": ""})
    commit(root)
    hook = root / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\n'{READER}' :index >'{base}/seen'\ncd policies && '{READER}' :index >'{base}/below'\n")
    hook.chmod(0o755)
    write(root, a="two")
    write_files(root, {"policies/p.latch": "p2"})
    # Only one of the two is committed, from an index that is made for that.
    git(root, "commit", "-q", "-m", "part", "policies/p.latch")
    same((base / "seen").read_text().splitlines()[2:4], ["policy\ta.latch\tone", "policy\tpolicies/p.latch\tp2"])
    same((base / "below").read_text().splitlines()[2], "policy\tp.latch\tp2")
    git(root, "worktree", "add", "-q", "-b", "side", str(base / "tree"))
    write(base / "tree", a="in the tree")
    git(base / "tree", "commit", "-q", "-a", "-m", "all")
    same((base / "seen").read_text().splitlines()[2], "policy\ta.latch\tin the tree")
    other = repository(base / "other", z="other")
    same(policies_at(other, "HEAD", GIT_DIR=str(root / ".git"), GIT_WORK_TREE=str(root), GIT_PREFIX="policies/",
                     GIT_NAMESPACE="n", GIT_TRACE="1"), {"z.latch": "other"})
    # Somebody keeps the repository apart from the files.
    shutil.move(root / ".git", base / "apart")
    same(policies_at(root, "HEAD", GIT_DIR="../apart", GIT_WORK_TREE="."), {"a.latch": "one", "policies/p.latch": "p2"})


def pushes(base):
    """What is pushed can be judged before it is taken in."""
    bare = base / "bare.git"
    git(base, "init", "-q", "--bare", "-b", "main", str(bare))
    hook = bare / "hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\nread before after name\n'{READER}' $after >'{base}/seen'\n")
    hook.chmod(0o755)
    root = repository(base / "r", a="pushed")
    git(root, "push", "-q", str(bare), "main")
    same((base / "seen").read_text().splitlines()[2], "policy\ta.latch\tpushed")
    same(policies_at(bare, "main"), {"a.latch": "pushed"})
    same(error_of(bare, ":index"), "usage: :index: a bare repository has no index")


def replaced_objects(base):
    root = repository(base / "r", a="wide")
    blob = git(root, "rev-parse", "HEAD:a.latch")
    write(root, b="narrow")
    other = git(root, "hash-object", "-w", "b.latch")
    os.remove(root / "b.latch")
    git(root, "replace", blob, other)
    same(policies_at(root, "main"), {"a.latch": "wide"})


def shallow_clones(base):
    origin = repository(base / "origin", a="one")
    first = git(origin, "rev-parse", "HEAD")
    write(origin, a="two")
    commit(origin)
    git(origin, "branch", "release")
    git(base, "clone", "-q", "--depth", "1", f"file://{origin}", "clone")
    clone = base / "clone"
    same(policies_at(clone, "main"), {"a.latch": "two"})
    for name in ("HEAD~1", first):
        same(error_of(clone, name),
             f"io: {name}: is not in this clone, which is shallow; in CI set `fetch-depth: 0` for the checkout, "
             "elsewhere run `git fetch --unshallow`")
    message = error_of(clone, "release")
    expect("fetch-depth: 0" in message, message)
    # What the message says to do helps.
    words = message.rsplit("`", 2)[1].split()
    same(words[:2], ["git", "fetch"])
    git(clone, *words[1:])
    same(read(clone, "release").name, "origin/release")
    git(clone, "fetch", "-q", "--unshallow")
    same(policies_at(clone, "HEAD~1"), {"a.latch": "one"})


def partial_clones(base):
    origin = repository(base / "origin")
    write_files(origin, {f"policies/p{number}.latch": f"old {number}" for number in range(20)})
    write_files(origin, {"catalogs/acme.json": "old", "latchkey.toml": '[providers]\nacme = "catalogs/acme.json"\n',
                         "large.bin": "x" * 100_000})
    first = commit(origin)
    write_files(origin, {f"policies/p{number}.latch": f"new {number}" for number in range(20)})
    write_files(origin, {"catalogs/acme.json": "new", "large.bin": "y" * 100_000})
    commit(origin)
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    for filtered in ("blob:none", "tree:0"):
        clone = base / filtered.replace(":", "-")
        git(base, "clone", "-q", f"--filter={filtered}", f"file://{origin}", str(clone))
        side = read(clone, "HEAD~1")
        expect(not side.errors, side.errors)
        same(side.policies, {f"policies/p{number}.latch": f"old {number}" for number in sorted(range(20), key=str)})
        same(side.all("catalog"), [["acme", "catalogs/acme.json", "old"]])
        same(side.commit, first)
        # One conversation for the configuration, one for all else, and one for trees; and no more
        # was fetched than was asked for.
        packs = len(list((clone / ".git/objects/pack").glob("*.pack")))
        expect(packs <= 6, f"{filtered}: {packs} packs: objects are fetched one by one")
        missing = git(clone, "rev-list", "--objects", "--missing=print", "--no-object-names", "HEAD~1").count("?")
        expect(missing >= 1, f"{filtered}: everything was fetched")
        same(policies_at(clone, ":index"), policies_at(clone, "HEAD"))
    # What is missing for good is said, not left out.
    alone = base / "alone"
    git(base, "clone", "-q", "--filter=blob:none", f"file://{origin}", str(alone))
    shutil.move(origin, base / "gone")
    expect(error_of(alone, "HEAD~1").startswith("io: HEAD~1: git says: "), "the missing objects are not told")
    same(len(policies_at(alone, "HEAD")), 20)


def passwords(base):
    """Not every git keeps what stands before a host to itself."""
    root = repository(base / "r", a="one")
    (base / "bin").mkdir()
    says = base / "bin/git"
    says.write_text("#!/bin/sh\necho \"fatal: no way to 'https://robin:hun@ter@git.example/r' or "
                    "https://robin@git.example, see a@b\" >&2\nexit 128\n")
    says.chmod(0o755)
    same(error_of(root, ":index", PATH=str(base / "bin")),
         "io: :index: git says: no way to 'https://git.example/r' or https://git.example, see a@b")


def foreign_repositories(base):
    """Only root can give a repository away."""
    if os.geteuid() != 0:
        return
    root = repository(base / "r", a="one")
    for path in [root, *root.rglob("*")]:
        os.chown(path, 65534, 65534)
    same(error_of(root, "main"),
         f"io: main: is no directory, and no revision either: git does not trust {root}, which belongs to somebody "
         f"else; if you do, run `git config --global --add safe.directory {root}`")


def damaged(base):
    root = repository(base / "r", a="one")
    blob = git(root, "rev-parse", "HEAD:a.latch")
    path = root / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"no zlib")
    expect(error_of(root, "main").startswith("io: main: "), "a damaged object")
    path.unlink()
    expect(error_of(root, "main").startswith(f"io: main: the clone lacks the object {blob}"), error_of(root, "main"))


TESTS = [names_of_revisions, what_is_no_revision, no_repository, branches_of_origin, directories, manifests,
         configurations, odd_files, submodules, conflicts, work_trees, hooks, pushes, replaced_objects, shallow_clones,
         partial_clones, passwords, foreign_repositories, damaged]


def main():
    global READER
    READER = os.path.abspath(sys.argv[1])
    chosen = [test for test in TESTS if not sys.argv[2:] or test.__name__ in sys.argv[2:]]
    failed = 0
    for test in chosen:
        base = Path(os.path.realpath(tempfile.mkdtemp(prefix="revisions-")))
        try:
            test(base)
        except Failure as failure:
            failed += 1
            print(f"{test.__name__}: {failure}")
        finally:
            shutil.rmtree(base)
    print(f"{len(chosen)} tests, {failed} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
