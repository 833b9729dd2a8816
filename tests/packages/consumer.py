#!/usr/bin/env python3
"""Installs the library from a build, and builds and runs examples/consumer with what was installed.

    consumer.py --build BUILD [--flags FLAGS]        FLAGS are for compiling and linking
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples" / "consumer"


def run(words, **more):
    done = subprocess.run([str(word) for word in words], env=os.environ | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, words))}\n{done.stdout}"
    return done.stdout


def refused(version_file, directory):
    """A version that does not fit must be refused, and the one that is there taken."""
    for wanted, answer in (("7.0", "compatible: FALSE"), ("0.1", "compatible: TRUE")):
        major, minor = wanted.split(".")
        script = directory / "version.cmake"
        script.write_text(f"""set(PACKAGE_FIND_VERSION {wanted})
set(PACKAGE_FIND_VERSION_MAJOR {major})
set(PACKAGE_FIND_VERSION_MINOR {minor})
set(CMAKE_SIZEOF_VOID_P 8)
include({version_file})
message("compatible: ${{PACKAGE_VERSION_COMPATIBLE}}")
""", encoding="utf-8")
        said = run(["cmake", "-P", script])
        assert answer in said, f"{wanted}: {said}"


def check(build, flags, directory):
    prefix, made = directory / "prefix", directory / "made"
    run(["cmake", "--build", build, "--target", "latchkey_core"])
    # Half a gigabyte of debugging information need not be copied.
    large = (build / "library" / "liblatchkey.a").stat().st_size > 200_000_000
    run(["cmake", "--install", build, "--component", "library", "--prefix", prefix], CMAKE_INSTALL_MODE="SYMLINK" if large else "COPY")
    headers = sorted(path.name for path in (prefix / "include" / "latchkey").glob("*.h"))
    assert headers == sorted(path.name for path in (ROOT / "include" / "latchkey").glob("*.h")), headers
    compiler = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", (build / "CMakeCache.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]
    run(["cmake", "-S", EXAMPLE, "-B", made, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
         f"-DCMAKE_CXX_FLAGS={flags}"])
    run(["cmake", "--build", made])
    said = run([made / "consumer"])
    version = re.search(r"project\(latchkey VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    for expected in (f"latchkey {version}\n", "[excess-scope]", "\nform.json: ", "\nindex.json: "):
        assert expected in said, f"the consumer does not say {expected!r} but:\n{said}"
    refused(next(prefix.glob("lib*/**/latchkeyConfigVersion.cmake")), directory)
    return f"{len(headers)} headers, built and run:\n{said}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--flags", default="")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        print(check(arguments.build.resolve(), arguments.flags, Path(directory)))


if __name__ == "__main__":
    sys.exit(main())
