"""Files that are missing, unreadable, no text, too large or too strange."""

import os

from cases import case, demand, policy, write


@case
def no_such_file(program, directory):
    program.run("check", "missing.latch").must(3, "missing.latch: there is no such file or directory")
    program.run("check", "missing-folder/").must(3, "there is no such file or directory")
    program.run("compile", "missing.latch", "-o", "out").must(3, "missing.latch")
    demand(not (directory / "out").exists(), "an output folder was made for nothing")


@case
def no_policies(program, directory):
    program.run("check").must(2, "no policies")
    (directory / "empty").mkdir()
    program.run("check", "empty").must(2, "no policies", "empty")
    write(directory / "notes.txt", "x")
    program.run("check", "notes.txt").must(2, "policies end in .latch")


@case
def unreadable_file(program, directory):
    directory.chmod(0o755)
    write(directory / "a.latch", policy()).chmod(0)
    program.run("check", "a.latch", as_nobody=True).must(3, "a.latch: cannot be read: Permission denied")
    write(directory / "b.latch", policy("other"))
    program.run("check", as_nobody=True).must(3, "a.latch: cannot be read: Permission denied")


@case
def unreadable_folder(program, directory):
    write(directory / "a.latch", policy())
    write(directory / "closed/b.latch", policy("other"))
    directory.chmod(0o755)
    (directory / "closed").chmod(0)
    program.run("check", as_nobody=True).must(3, "closed", "Permission denied")


@case
def unreadable_configuration(program, directory):
    directory.chmod(0o755)
    write(directory / "a.latch", policy())
    write(directory / "latchkey.toml", "[workspace]\n").chmod(0)
    program.run("check", as_nobody=True).must(3, "latchkey.toml: cannot be read: Permission denied")


@case
def folder_named_like_a_policy(program, directory):
    (directory / "x.latch").mkdir()
    program.run("check", "x.latch").must(2, "no policies")
    write(directory / "x.latch/inner.latch", "team\n")
    program.run("check").must(1, "x.latch/inner.latch:")


@case
def folder_in_place_of_a_file(program, directory):
    write(directory / "a.latch", "")
    program.run("check", "--config", ".").must(3, "cannot be read: Is a directory")
    write(directory / "latchkey.toml", '[providers]\nacme = "folder"\n')
    (directory / "folder").mkdir()
    program.run("check").must(3, "folder", "cannot be read: Is a directory")
    program.run("catalog", "verify", "folder").must(3, "folder")


@case
def pipe_named_like_a_policy(program, directory):
    # A pipe that nobody writes to must not be waited for.
    write(directory / "a.latch", "")
    os.mkfifo(directory / "pipe.latch")
    result = program.run("check", seconds=10)
    demand(result.code in (0, 3), f"ended with {result.code}")


@case
def folder_loop(program, directory):
    write(directory / "a/b/x.latch", "team\n")
    (directory / "a/b/up").symlink_to("../..")
    (directory / "a/self").symlink_to("self")
    (directory / "a/b/same").symlink_to(".")
    result = program.run("check", "--format", "compact").must(1, "a/b/x.latch:1:")
    demand(result.out.count("x.latch:1:") == 1, f"found more than once:\n{result.out}")


@case
def link_out_of_the_workspace(program, directory):
    outside = write(directory.parent / "outside/bad.latch", "team\n")
    write(directory / "in/good.latch", "// nothing\n")
    write(directory / "in/latchkey.toml", "[workspace]\n")
    (directory / "in/file.latch").symlink_to(outside)
    (directory / "in/folder").symlink_to(outside.parent)
    (directory / "in/dangling.latch").symlink_to("nowhere")
    program.run("check", "in").must(0)
    # One that leads to a file of the workspace is that file.
    (directory / "in/inner.latch").symlink_to("good.latch")
    program.run("check", "in").must(0)


@case
def link_given_by_name(program, directory):
    outside = write(directory.parent / "outside/bad.latch", "team\n")
    (directory / "file.latch").symlink_to(outside)
    program.run("check", "file.latch").must(1, "file.latch:1:")
    (directory / "dangling.latch").symlink_to("nowhere")
    program.run("check", "dangling.latch").must(3, "dangling.latch")


@case
def path_outside_the_workspace(program, directory):
    # What is named is judged or refused; it is not passed over in silence.
    write(directory / "in/latchkey.toml", "[workspace]\n")
    write(directory / "in/good.latch", "")
    write(directory / "out/bad.latch", "team\n")
    for paths in (["out/bad.latch"], ["in/good.latch", "out/bad.latch"], ["in", "out"]):
        result = program.run("check", "--config", "in/latchkey.toml", *paths)
        demand(result.code in (1, 2) and "out" in result.out + result.error, f"{paths}: ended with {result.code}\n{result.out}{result.error}")


@case
def facts_around_a_bad_workspace(program, directory):
    # Commands that only tell what is known have the same exit codes.
    program.run("catalog", "list", "missing").must(3, "missing: there is no such file or directory")
    program.run("explain", "contacts.write", "--workspace", "missing").must(3, "missing: there is no such file or directory")
    write(directory / "w/latchkey.toml", "[rules\n")
    write(directory / "w/a.latch", "")
    program.run("catalog", "list", "w").must(2, "latchkey.toml:1:")
    program.run("catalog", "list", cwd=directory / "w").must(2, "latchkey.toml:1:")
    program.run("explain", "contacts.write", cwd=directory / "w").must(2, "latchkey.toml:1:")


@case
def invalid_utf8(program, directory):
    write(directory / "a.latch", b"team growth {\n  contact \"caf\xe9\"\n}\n")
    program.run("check", "a.latch").must(1, "invalid-encoding", "at offset 28", "a.latch:2:15")
    for number, text in enumerate((b"\xff\xfet\0e\0", b"\x89PNG\r\n\x1a\n\0\0", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"// \xc3")):
        write(directory / f"{number}.latch", text)
        program.run("check", f"{number}.latch", "--format", "compact").must(1, "[invalid-encoding]", longest=1000)
        program.run("check", f"{number}.latch", "--format", "json").must(1, '"invalid-encoding"', longest=5000)
    # Nothing of the same file but its encoding is reported, and a good file beside it is still judged.
    write(directory / "good.latch", "team\n")
    program.run("check").must(1, "good.latch:1:", "a.latch:2:15")


@case
def nul_bytes(program, directory):
    write(directory / "a.latch", b"team growth {\0}\n")
    program.run("check", "a.latch").must(1, "invalid-encoding", "at offset 13", longest=2000)
    write(directory / "b.latch", b"\0" * 100_000)
    program.run("check", "b.latch").must(1, "invalid-encoding", longest=2000)
    program.run("check", "-", input=b"\0\0\0").must(1, "invalid-encoding", longest=2000)


@case
def terminal_escapes(program, directory):
    # What a file says must not steer the terminal it is shown on.
    write(directory / "a.latch", 'team growth { contact "\x1b[31mred\x07" } \x1b[2J\n')
    write(directory / "\x1b[31mred.latch", "team\n")
    for form in ("text", "compact", "json"):
        result = program.run("check", "--format", form).must(1)
        demand("\x1b" not in result.out + result.error and "\x07" not in result.out + result.error, f"{form} prints control characters")
    result = program.run("explain", "\x1b[2J").must(2)
    demand("\x1b" not in result.out + result.error, "a message prints control characters")


@case
def line_ends(program, directory):
    lines = policy() + "\nteam growth {}\n"
    said = {}
    for name, end in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")):
        write(directory / f"{name}/a.latch", lines.replace("\n", end))
        said[name] = program.run("check", "a.latch", "--format", "compact", cwd=directory / name).must(1).out
    demand(said["lf"] == said["crlf"] == said["cr"], f"line ends change what is found: {said}")


@case
def byte_order_mark(program, directory):
    for name, start in (("plain", ""), ("mark", "\ufeff")):
        write(directory / f"{name}/a.latch", start + policy())
    plain, mark = (program.run("check", "a.latch", "--format", "compact", cwd=directory / name).out for name in ("plain", "mark"))
    demand(plain == mark.replace(":1:2:", ":1:1:"), f"a byte-order mark changes what is found:\n{plain}\n{mark}")
    write(directory / "only/a.latch", "\ufeff")
    program.run("check", "only").must(0)
    write(directory / "toml/latchkey.toml", "\ufeff[workspace]\n")
    write(directory / "toml/a.latch", "")
    program.run("check", "toml").must(0)


@case
def empty_file(program, directory):
    write(directory / "a.latch", "")
    program.run("check", "a.latch").must(0)
    program.run("check", "-", input=b"").must(0)
    program.run("compile", "a.latch", "-o", "out").must(0)
    write(directory / "latchkey.toml", "")
    program.run("check").must(0)


@case
def file_of_100_megabytes(program, directory):
    comment = "// a comment of some length, which says very little of interest\n"
    write(directory / "a.latch", comment * (100_000_000 // len(comment)) + "team\n")
    program.run("check", "a.latch").must(1, "a.latch:", "syntax-error", longest=3000)


@case
def nonsense_of_10_megabytes(program, directory):
    # Findings may be many, but the memory for them is bounded, and so is the time.
    write(directory / "a.latch", "x { y } z ) , team\n" * 500_000)
    program.run("check", "a.latch", "--format", "compact").must(1, "a.latch:1:", longest=1 << 30)


@case
def line_of_10_megabytes(program, directory):
    for name, text in (("comment", "// " + "x" * 10_000_000), ("string", 'team a { contact "' + "x " * 5_000_000 + '" } team a { contact "" }'),
                       ("name", "team " + "x" * 10_000_000 + ' { contact "t@acme.example" }'), ("open", '"' + "x" * 10_000_000), ("blanks", " " * 10_000_000 + "team"),
                       ("digits", "limit " + "9" * 10_000_000), ("braces", "{" * 10_000_000), ("wide", "// \u4e00" + "\U0001f511" * 2_500_000)):
        write(directory / f"{name}.latch", text)
        program.run("check", f"{name}.latch").must(0 if name in ("comment", "name", "wide") else 1, longest=30_000)


@case
def names_of_10000_characters(program, directory):
    name = "a" * 10_000
    write(directory / "a.latch", policy(name))
    program.run("check", "a.latch", "--fail-on", "never").must(0)
    result = program.run("compile", "a.latch", "-o", "out", "--fail-on", "never")
    demand(result.code in (1, 3) and "too long" in result.error.lower() + result.out.lower(), f"exit {result.code}\n{result.error[:500]}")
    program.run("check", "x" * 10_000).must(3, "File name too long", longest=25_000)
    program.run("check", "x" * 10_000 + ".latch").must(3, longest=25_000)
    program.run("explain", name).must(0, longest=200_000)
    program.run("explain", "b" * 10_000).must(2, "nothing is called", longest=25_000)
    program.run("check", "a.latch", "--rule", name + "=off").must(2, longest=25_000)
    program.run("check", "a.latch", "--as-of", name).must(2, longest=25_000)


@case
def a_thousand_of_everything(program, directory):
    for number in range(1000):
        text = policy(f"form-{number}").replace("growth", f"team-{number}")
        text += f'role role-{number} {{ allow read on contact }}\nassert form-{number} cannot delete contact\n'
        text += f'purpose purpose-{number} {{ extends reading data identifier }}\n'
        write(directory / f"{number % 100}/{number}.latch", text)
    write(directory / "reading.latch", "purpose reading { permits read on any data identifier, contact-detail }\n")
    program.run("check", "--fail-on", "never", "--format", "json").must(0, longest=1 << 26)
    program.run("compile", "-o", "out", "--fail-on", "never", "--quiet", "--rule", "missing-review=off", "--rule", "missing-revocation=off").must(0)
    demand(len(list((directory / "out").glob("*.json"))) == 1001, "there are not 1001 manifests")


@case
def a_thousand_in_one(program, directory):
    body = "".join(f'  allow create, update on contact, note, task (email) because "reason {number}"\n  limit {number + 1} requests per minute\n'
                   f'  recipient "Recipient {number}" region eu\n  alert on denied to "slack:#channel-{number}"\n' for number in range(1000))
    networks = ", ".join(f'"203.0.{number // 250}.{number % 250}/32"' for number in range(1000))
    write(directory / "a.latch", policy().replace("  allow   create", body + f"  from {networks}\n  allow   create"))
    program.run("check", "a.latch", "--fail-on", "never").must(0, longest=1 << 26)
    write(directory / "b.latch", "use highlevel\n" * 1000 + "team t { contact \"t@acme.example\" }\n" * 1000)
    program.run("check", "b.latch", "--format", "compact").must(1, longest=1 << 22)


@case
def deep_nesting(program, directory):
    write(directory / "a.latch", "integration a { " * 200_000)
    program.run("check", "a.latch").must(1, longest=1 << 26)
    write(directory / "b.latch", "team t { contact " + "(" * 200_000)
    program.run("check", "b.latch").must(1, longest=1 << 20)
    write(directory / "deep.json", "[" * 1_000_000)
    program.run("catalog", "verify", "deep.json").must(1, longest=5000)
    write(directory / "object.json", '{"a":' * 1_000_000)
    program.run("catalog", "verify", "object.json").must(1, longest=5000)
    write(directory / "latchkey.toml", "a = " + "[" * 1_000_000)
    program.run("check").must(2, "latchkey.toml:1:", longest=5000)


@case
def bad_configuration(program, directory):
    write(directory / "a.latch", "")
    for text in ("[", "[rules\n", "a = 1\na = 2\n", "[workspace]\ninclude = 3\n", "[rules]\nprofile = 1\n", "[compile]\nout = []\n", "\x01", "[providers]\nx = 1\n"):
        write(directory / "latchkey.toml", text)
        program.run("check").must(2, "latchkey.toml:", longest=2000)
    for text in (b"\xff\xfe[\0", b"\0\0\0", b"# caf\xe9\n", b"\x89PNG"):
        write(directory / "latchkey.toml", text)
        program.run("check").must(2, "latchkey.toml:", longest=2000)
    write(directory / "latchkey.toml", "# " + "x" * 10_000_000 + "\n" + "[workspace]\ninclude = [" + '"**/*.latch", ' * 10_000 + "]\n")
    program.run("check").must(0)
    write(directory / "latchkey.toml", '[workspace]\ninclude = ["' + "**/" * 1000 + "*" * 1000 + "x" + '"]\n')
    write(directory / ("a/" * 50) / "a.latch", "")
    program.run("check").must(2, "no policies", longest=20_000)


@case
def bad_catalogues(program, directory):
    write(directory / "a.latch", "")
    for number, text in enumerate(("", "{", "[]", "null", '{"catalog": 99}', '{"catalog": 1, "provider": null}', b"\xff\xfe", b"\0")):
        write(directory / f"{number}.json", text)
        program.run("catalog", "verify", f"{number}.json").must(1, f"{number}.json: ", longest=5000)
        write(directory / "latchkey.toml", f'[providers]\nacme = "{number}.json"\n')
        program.run("check").must(2, f"{number}.json: ", longest=5000)
    program.run("catalog", "verify", "missing.json").must(3, "missing.json")
    write(directory / "latchkey.toml", '[providers]\nacme = "missing.json"\n')
    program.run("check").must(3, "missing.json")


@case
def bad_standard_input(program, directory):
    program.run("check", "-", input=b"team\n").must(1, "stdin.latch:1:")
    program.run("check", "-", "--stdin-filename", "sub/x.latch", input=b"team\n").must(1, "sub/x.latch:1:")
    program.run("check", "-", input=os.urandom(1_000_000)).must(1, "invalid-encoding", longest=5000)
    program.run("check", "-", "-", input=b"team\n").must(1, "stdin.latch:1:")
    # A folder can be opened, but not read.
    folder = os.open(directory, os.O_RDONLY)
    try:
        program.run("check", "-", stdin=folder).must(3, "standard input", longest=2000)
    finally:
        os.close(folder)
