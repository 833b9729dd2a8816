"""Places that cannot be written to, and readers that go away. The manifests that were there before
must stay whole: all old, or all new."""

import os
import signal
import subprocess

from cases import case, demand, policy, snapshot, write

COMPILE = ["compile", "policies", "-o", "out", "--fail-on", "never"]


def prepare(program, directory, count=3):
    """A folder of manifests, and policies that would now compile to others. Returns the old set."""
    directory.chmod(0o755)
    for number in range(count):
        write(directory / f"policies/{number}.latch", policy(f"form-{number}").replace("growth", f"team-{number}"))
    program.run(*COMPILE).must(0)
    old = snapshot(directory / "out")
    demand(len(old) == count + 1, f"compile wrote {sorted(old)}")
    for number in range(count):
        path = directory / f"policies/{number}.latch"
        write(path, path.read_text(encoding="utf-8").replace("Website form", "Other form"))
    write(directory / "policies/new.latch", policy("new-form").replace("growth", "new-team"))
    return old


def demand_whole(directory, old, what):
    new = snapshot(directory / "out")
    demand(new == old, f"{what}: the set of manifests is not what it was: {sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))}")


@case
def unwritable_output_folder(program, directory):
    old = prepare(program, directory)
    (directory / "out").chmod(0o555)
    program.run(*COMPILE, as_nobody=True).must(3, "out", "Permission denied")
    demand_whole(directory, old, "unwritable folder")
    program.run("compile", "policies", "-o", "new/deep", "--fail-on", "never", as_nobody=True).must(3, "new", "Permission denied")
    program.run("check", "policies", "--output", "json:findings.json", "--fail-on", "never", as_nobody=True).must(3, "findings.json")


@case
def output_folder_that_is_a_file(program, directory):
    prepare(program, directory)
    write(directory / "file", "mine\n")
    program.run("compile", "policies", "-o", "file", "--fail-on", "never").must(3, "file")
    program.run("compile", "policies", "-o", "file/below", "--fail-on", "never").must(3, "file")
    program.run("compile", "policies", "-o", "file", "--check", "--fail-on", "never").must(3, "file")
    demand((directory / "file").read_text(encoding="utf-8") == "mine\n", "the file was changed")


@case
def foreign_files_in_the_output_folder(program, directory):
    prepare(program, directory)
    write(directory / "out/notes.txt", "mine\n")
    write(directory / "out/other.json", "{}\n")
    program.run(*COMPILE).must(0)
    demand({"notes.txt", "other.json", "new-form.json"} <= snapshot(directory / "out").keys(), "a file that is not ours was removed")
    # An index that lists what it should not is no licence to remove it.
    for name in ("../precious.json", "/etc/hostname", "sub/x.json", "..", "", "notes.txt"):
        write(directory / "precious.json", "{}\n")
        write(directory / "out/index.json", '{"index": 1, "integrations": [{"id": "x", "status": "active", "file": "%s"}]}' % name)
        program.run(*COMPILE)
        demand((directory / "precious.json").exists(), f"index.json made compile remove {name}")
    for index in ("", "{", "[]", '{"integrations": 3}', '{"integrations": [3]}', "\0"):
        write(directory / "out/index.json", index)
        result = program.run(*COMPILE)
        demand(result.code in (0, 3), f"a broken index.json: ended with {result.code}\n{result.error}")


@case
def folder_in_place_of_a_manifest(program, directory):
    old = prepare(program, directory)
    (directory / "out/new-form.json").mkdir()
    program.run(*COMPILE).must(3, "new-form.json")
    demand_whole(directory, old, "a folder in place of a manifest")


@case
def file_too_large(program, directory):
    # A limit on the size of files is the nearest thing to a full disk that everybody has.
    old = prepare(program, directory)
    program.run(*COMPILE, file_size=2000).must(3, "out", "File too large")
    demand_whole(directory, old, "file too large")
    program.run("check", "policies", "--output", "json:findings.json", "--fail-on", "never", file_size=100).must(3, "findings.json")


@case
def full_disk(program, directory):
    old = prepare(program, directory)
    write(directory / "old/x", "").unlink()
    script = """set -e
mount -t tmpfs -o size=256k none "$1" 2>/dev/null || exit 77
cp -r out/. "$1"
cat /dev/zero > "$1/ballast" 2>/dev/null || true
rc=0; "$0" compile policies -o "$1" --fail-on never || rc=$?
rm "$1/ballast"; cp -r "$1/." old
exit $rc"""
    (directory / "disk").mkdir()
    done = subprocess.run(["unshare", "-m", "sh", "-c", script, program.latchkey, "disk"], cwd=directory, capture_output=True, text=True, timeout=60)
    if done.returncode == 77 or "unshare" in done.stderr:
        return "no file system may be mounted here"
    demand(done.returncode == 3 and "No space left on device" in done.stderr, f"full disk: ended with {done.returncode}\n{done.stderr}")
    found = snapshot(directory / "old")
    demand(found == old, f"full disk: the set of manifests is not what it was: {sorted(found)}, {sorted(old)}")
    return None


@case
def full_device(program, directory):
    prepare(program, directory)
    program.run("check", "policies", "--output", "json:/dev/full", "--fail-on", "never").must(3, "/dev/full")
    for command in (["rules"], ["check", "policies", "--fail-on", "never"], ["explain", "highlevel:contact"], ["schema", "manifest"], ["--help"]):
        with open("/dev/full", "wb") as full:
            program.run(*command, stdout=full).must(3, "standard output cannot be written")


@case
def reader_that_goes_away(program, directory):
    prepare(program, directory)
    for command in (["rules"], ["check", "policies"], ["schema", "manifest"], ["catalog", "show", "highlevel"]):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            result = program.run(*command, stdout=writer, may_end_by=(signal.SIGPIPE,))
        finally:
            os.close(writer)
        demand(result.error == "", f"{command}: {result.error}")


@case
def closed_streams(program, directory):
    # Without standard streams the first file opened takes their number: nothing may be printed into it.
    old = prepare(program, directory)
    before = snapshot(directory / "policies")
    for closed in ("<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        for command in (COMPILE, ["check", "policies"], ["check", "missing.latch"], ["check", "policies", "--output", "text:findings.txt"], ["rules"]):
            text = " ".join(f"'{part}'" for part in (program.latchkey, *command))
            done = subprocess.run(["sh", "-c", f"{text} {closed}"], cwd=directory, capture_output=True, text=True, timeout=60)
            demand(done.returncode in (0, 1, 2, 3), f"{command} {closed}: ended with {done.returncode}\n{done.stderr}")
        demand(snapshot(directory / "policies") == before, f"{closed}: a policy was written to")
        new = snapshot(directory / "out")
        wanted = {**old, **new} if len(new) == len(old) + 1 else old
        program.run(*COMPILE).must(0)
        fresh = snapshot(directory / "out")
        demand(new in (old, fresh), f"compile {closed}: the manifests are neither the old nor the new set: {sorted(wanted)}")
        for name, content in old.items():
            write(directory / "out" / name, content)
        (directory / "out/new-form.json").unlink()


@case
def odd_outputs(program, directory):
    write(directory / "a.latch", "")
    program.run("check", "a.latch", "--output", "json").must(2, "FORMAT:PATH")
    program.run("check", "a.latch", "--output", "poem:x").must(2, "FORMAT:PATH")
    program.run("check", "a.latch", "--output", "json:").must(3)
    program.run("check", "a.latch", "--output", "json:missing/x.json").must(3, "missing/x.json")
    (directory / "folder").mkdir()
    program.run("check", "a.latch", "--output", "json:folder").must(3, "folder")
    program.run("compile", "a.latch").must(2, "output directory")
    program.run("compile", "a.latch", "-o", "").must(2, "output directory")
    program.run("compile", "a.latch", "-o", "x" * 300).must(3, "File name too long")
