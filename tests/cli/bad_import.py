"""OpenAPI files and overlays that nobody should import: an error at the file and the JSON pointer, and
nothing written."""

import json
import os
import random

from cases import case, demand, write


def api(paths, **beside):
    return json.dumps({"openapi": "3.0.0", **beside, "paths": paths})


def refuse(program, directory, text, *words, name="api.json", **options):
    """Imports one file, which must be refused with these words and leave what was written before."""
    write(directory / "in" / name, text)
    write(directory / "out.json", "before")
    result = program.run("catalog", "import", "--provider", "acme", "--openapi", "in", "-o", "out.json", **options)
    result.must(1, f"in/{name}: ", "nothing was written to out.json", *words, longest=20_000)
    demand((directory / "out.json").read_text() == "before", "something was written")
    demand(sorted(path.name for path in directory.iterdir()) == ["in", "out.json"], "something was left behind")


def accept(program, directory, text, **options):
    write(directory / "in/api.json", text)
    program.run("catalog", "import", "-q", "--provider", "acme", "--openapi", "in", "-o", "out.json", **options).must(0)
    return json.loads((directory / "out.json").read_text(encoding="utf-8"))


def body(schema):
    return {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}


@case
def import_of_50_megabytes(program, directory):
    filler = json.dumps({"description": "x" * 1000})
    refuse(program, directory, '{"openapi": "3.0.0", "x": [' + ", ".join([filler] * 49_000) + '], "paths": {}}', "is larger than 32 MiB", memory=1)
    # The same in files that are each small enough.
    (directory / "in/api.json").unlink()
    for number in range(4):
        write(directory / f"in/{number}.json", '{"x": "' + "y" * (30 << 20) + '"}')
    refuse(program, directory, api({}, x="y" * (30 << 20)), "together they are larger than 128 MiB", name="4.json", memory=1)


@case
def import_of_many_values(program, directory):
    refuse(program, directory, '{"openapi": "3.0.0", "x": [' + "0," * 10_000_000 + "0]}", "/x: has more than 2000000 values", memory=1)
    (directory / "in/api.json").unlink()
    refuse(program, directory, "openapi: 3.0.0\nx: [" + "0," * 3_000_000 + "0]\n", name="api.yaml", memory=2)
    (directory / "in/api.yaml").unlink()
    (directory / "in/api.json").unlink(missing_ok=True)
    for number in range(2):
        write(directory / f"in/{number}.json", '{"x": [' + "0," * 1_900_000 + "0]}")
    refuse(program, directory, api({"/a": {"get": {}}}, x=[0] * 300_000), "together they have more than 4000000 values", name="2.json", memory=2)


@case
def import_of_100000_operations(program, directory):
    operations = {f"/a{number}": {"get": {}} for number in range(100_000)}
    refuse(program, directory, api(operations), "/paths/~1a20000/get: is one operation too many: there may be 20000", memory=1)
    made = accept(program, directory, api({f"/a{number}": {"get": {}} for number in range(10_000)}), memory=2)
    demand(len(made["operations"]) == 10_000, "operations are missing")


@case
def import_of_large_bodies(program, directory):
    # 2 000 operations that share a schema of 1 000 properties would make two million rows.
    schemas = {"Wide": {"properties": {f"p{number}": {"type": "string"} for number in range(1000)}}}
    paths = {f"/a{number}": body({"$ref": "#/components/schemas/Wide"}) for number in range(2000)}
    refuse(program, directory, api(paths, components={"schemas": schemas}), "is one operation too many: they have more than 250000", memory=1)


@case
def import_of_schemas_that_multiply(program, directory):
    reference = "#/components/schemas/"
    # Each is composed of the next, twice: without care a schema of 2^60 parts.
    twice = {f"S{number}": {"allOf": [{"$ref": f"{reference}S{number + 1}"}] * 2} for number in range(60)}
    twice["S60"] = {"properties": {"x": {"type": "string"}}}
    made = accept(program, directory, api({"/a": body({"$ref": reference + "S0"})}, components={"schemas": twice}), seconds=20)
    demand(made["operations"][0]["body"] == [{"name": "x", "type": "string", "required": False}], "the body is another")
    types = {f"S{number}": {"oneOf": [{"$ref": f"{reference}S{number + 1}"}] * 2} for number in range(60)}
    types["S60"] = {"type": "integer"}
    made = accept(program, directory, api({"/a": body({"properties": {"x": {"$ref": reference + "S0"}}})}, components={"schemas": types}), seconds=20)
    demand(made["operations"][0]["body"][0]["type"] == "integer", "the type is another")
    # A chain that is longer than any stack.
    chain = {f"S{number}": {"allOf": [{"$ref": f"{reference}S{number + 1}"}]} for number in range(100_000)}
    refuse(program, directory, api({"/a": body({"$ref": reference + "S0"})}, components={"schemas": chain}), "is the end of a way of 64 schemas")
    chain = {f"S{number}": {"$ref": f"{reference}S{number + 1}"} for number in range(100_000)}
    refuse(program, directory, api({"/a": body({"$ref": reference + "S0"})}, components={"schemas": chain}), "without an end")
    # Many schemas that all hold the same many properties.
    wide = {"Wide": {"properties": {f"p{number}": {} for number in range(10_000)}}}
    wide |= {f"S{number}": {"allOf": [{"$ref": reference + "Wide"}]} for number in range(400)}
    def answers(path, schema):
        return {path: {"get": {"responses": {"200": {"content": {"a/b": {"schema": {"$ref": reference + schema}}}}}}}}
    several = {path: item for number in range(400) for path, item in answers(f"/a{number}", f"S{number}").items()}
    refuse(program, directory, api(several, components={"schemas": wide}), "more than 250000 parameters and fields", memory=2)
    one = {path: item for number in range(400) for path, item in answers(f"/b{number}/a", f"S{number}").items()}
    refuse(program, directory, api(one, components={"schemas": wide}), "is one schema too many", memory=2)
    shared = {path: item for number in range(400) for path, item in answers(f"/b{number}/a", "Wide").items()}
    refuse(program, directory, api(shared, components={"schemas": wide}), "more than 1000000 fields", memory=2)


@case
def import_of_circles(program, directory):
    reference = "#/components/schemas/"
    for schemas in ({"A": {"$ref": reference + "A"}}, {"A": {"$ref": reference + "B"}, "B": {"$ref": reference + "A"}},
                    {"A": {"allOf": [{"$ref": reference + "A"}]}},
                    {"A": {"oneOf": [{"$ref": reference + "B"}]}, "B": {"anyOf": [{"type": "string"}, {"$ref": reference + "A"}]}}):
        refuse(program, directory, api({"/a": body({"$ref": reference + "A"})}, components={"schemas": schemas}))
    refuse(program, directory, api({"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}), "/paths/~1a/$ref: leads back to itself")
    # What holds itself below a property, or in a list, is no mistake.
    tree = {"A": {"properties": {"left": {"$ref": reference + "A"}, "all": {"type": "array", "items": {"$ref": reference + "A"}}}}}
    accept(program, directory, api({"/a": body({"$ref": reference + "A"})}, components={"schemas": tree}))


@case
def import_of_broken_files(program, directory):
    for text in ("", "{", "[]", "null", '{"openapi": 3}', '{"openapi": "2.0"}', '{"swagger": "2.0"}', '{"openapi": "3.0.0", "paths": []}',
                 b"\xff\xfe", b"\0", b"{\"openapi\": \"3.0.0\", \"a\": \"\xff\"}", '{"openapi": "3.0.0", "paths": {"/a\\u0000": {"get": {}}}}',
                 '{"a": 1, "a": 2}', '{"openapi": "3.0.0", "paths": {"/a": {}, "/a": {}}}', "{" * 100_000, "[" * 10_000_000, '{"a":' * 1_000_000):
        refuse(program, directory, text)
    whole = api({"/a": body({"properties": {"x": {"type": "string"}}})})
    for size in range(0, len(whole) - 1, 7):
        refuse(program, directory, whole[:size], "the file ends in the middle of the JSON text")
    for text in ("", "a: [", "a:\n\tb: c", "{a: 1", "a: *b", "a: &b [*b]", "- " * 100_000, "[" * 300_000, "? " * 300_000, "a: 1\n---\nb: 2\n", "%" * 1000, "\x85"):
        (directory / "in/api.json").unlink(missing_ok=True)
        refuse(program, directory, text, name="api.yaml")
    numbers = random.Random(3)
    for _ in range(20):
        refuse(program, directory, numbers.randbytes(10_000), name="api.yaml")


@case
def import_of_strange_names(program, directory):
    long = "a" * 200_000
    made = accept(program, directory, api({f"/{long}": {"get": {"operationId": long}}}))
    demand(made["operations"][0]["path"] == "/" + long, "the path is another")
    accept(program, directory, api({"/\u202e\u1234/{\u0661}": {"get": {"operationId": "\u202e"}}}))
    # What a file says must not steer the terminal it is shown on.
    write(directory / "in/api.json", api({"/a": {"$ref": "\x1b[31mred\x07"}, "\x1b[2J": {}}))
    result = program.run("catalog", "import", "--provider", "acme", "--openapi", "in", "-o", "out.json").must(1)
    demand("\x1b" not in result.out + result.error and "\x07" not in result.out + result.error, "prints control characters")
    write(directory / "in/api.json", api({"/a": {"get": {}}}))
    result = program.run("catalog", "import", "--provider", "no name", "--openapi", "in", "-o", "out.json")
    result.must(1, "no name")


@case
def import_that_cannot_be_read_or_written(program, directory):
    write(directory / "in/api.json", api({"/a": {"get": {}}}))
    write(directory / "in/closed.json", "{}").chmod(0)
    directory.chmod(0o755)
    common = ("catalog", "import", "-q", "--provider", "acme", "--openapi")
    program.run(*common, "in", "-o", "/dev/null/out.json", as_nobody=True).must(3, "in/closed.json: cannot be read: Permission denied")
    (directory / "in/closed.json").unlink()
    program.run(*common, "in", "-o", "out.json", as_nobody=True).must(3, "cannot write out.json: Permission denied")
    program.run(*common, "in", "-o", "in").must(3, "cannot write in: ")
    program.run(*common, "missing", "-o", "out.json").must(3, "missing: cannot be read: No such file or directory")
    os.mkfifo(directory / "in/pipe.json")
    (directory / "in/dangling.json").symlink_to("nowhere")
    (directory / "in/loop").symlink_to("../in")
    program.run(*common, "in", "-o", "out.json", seconds=10).must(0)
    program.run(*common, "in/pipe.json", "-o", "out.json", seconds=10).must(3, "Not a regular file")
    before = (directory / "out.json").read_bytes()
    write(directory / "in/api.json", api({f"/a{number}": {"get": {}} for number in range(1000)}))
    program.run(*common, "in", "-o", "out.json", file_size=1000).must(3, "cannot write out.json: File too large")
    demand((directory / "out.json").read_bytes() == before, "half a catalogue was written")
    demand(sorted(path.name for path in directory.iterdir()) == ["in", "out.json"], "something was left behind")
