"""What latchkey says and writes must not depend on the number of threads: 1, 2 and 7 give the same
bytes, over policies of many kinds and over a made-up workspace that is large enough to be shared out.

    jobs.py LATCHKEY
"""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/bench"))
import workspaces  # noqa: E402  (where it is was only just said)

AS_OF = ["--as-of", "2026-11-23"]
JOBS = ["1", "2", "7"]


def run(program, arguments, folder, jobs):
    words = [program, *arguments, "--jobs", jobs]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)} in {folder}: {done.returncode}\n{done.stderr.decode()}")
    return done.stdout, done.returncode


def written(folder):
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())}


def spoil(folder):
    """Puts mistakes of many kinds into some of a made-up workspace's files."""
    changes = [
        ("  review   every 90 days last 2026-11-01", "  review   every 90 days last 2025-01-01"),
        ("contacts.write", "contacts.write, contacts.readonly"),
        ("basis    consent", "basis    consnt"),
        ("  alert    on denied", "  alert on  denied"),
        ("environment production", "environment"),
        ("revoke   \"runbooks", "revoke   \"postgres://app:hunter2secret@db.acme.example/"),
    ]
    spoiled = 0
    for number, path in enumerate(sorted(pathlib.Path(folder).glob("*.latch"))):
        before, after = changes[number % len(changes)]
        text = path.read_text(encoding="utf-8")
        if number % 2 == 0 and before in text:
            path.write_text(text.replace(before, after, 2), encoding="utf-8")
            spoiled += 1
    assert spoiled > 5, "nothing was spoiled"


def compare(program, arguments, folder):
    """The number of bytes that all numbers of threads agree on."""
    first, *others = [run(program, arguments, folder, jobs) for jobs in JOBS]
    for jobs, other in zip(JOBS[1:], others):
        if other != first:
            raise SystemExit(f"{' '.join(arguments)} in {folder}: --jobs {jobs} differs from --jobs 1")
    return len(first[0])


def compare_sets(program, folder, scratch):
    sets = []
    for jobs in JOBS:
        out = pathlib.Path(scratch) / f"out-{jobs}"
        run(program, ["compile", *AS_OF, "--fail-on", "never", "-o", out], folder, jobs)
        sets.append(written(out))
    if len(sets[0]) < 100:
        raise SystemExit("compile wrote next to nothing")
    if any(one != sets[0] for one in sets[1:]):
        raise SystemExit("the manifests depend on the number of threads")


def main():
    program = sys.argv[1]
    check = ["check", "--profile", "all", *AS_OF, "--format"]
    told = 0
    folders = [ROOT / "policies/examples", *sorted(path for path in (ROOT / "tests/corpus").iterdir() if path.is_dir())]
    if len(folders) < 5:
        raise SystemExit("the corpus is not there")
    for folder in folders:
        told += compare(program, [*check, "json"], folder)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
        workspaces.write(folder, integrations=1200, files=60)
        compare_sets(program, folder, scratch)
        spoil(folder)
        told += compare(program, [*check, "sarif"], folder)
        told += compare(program, [*check, "text"], folder)
        told += compare(program, ["fmt", "--diff"], folder)
    if told < 100_000:
        raise SystemExit("hardly anything was compared")


if __name__ == "__main__":
    main()
