#!/usr/bin/env python3
"""Decides requests the way a gateway in front of the provider would.

    gateway.py MANIFEST < requests.jsonl

Each line is {"method", "path", "query": {}, "body": {}}; each answer is ALLOW or DENY and why.
What the manifest does not allow is denied: there is no list of what is forbidden to keep up to date.
"""

import json
import re
import sys


def matches(template, path):
    """Whether a path is one of a template's: `{id}` stands for one segment that is not empty."""
    pattern = re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(template.rstrip("/")))
    return re.fullmatch(pattern, path.rstrip("/")) is not None


def find_operation(manifest, method, path):
    """The allowed operation that a request is. A literal segment wins over a parameter."""
    found = [
        operation
        for provider in manifest["providers"]
        for side in ("allowed", "residual")
        for operation in provider["operations"][side]
        if operation["method"] == method and matches(operation["path"], path)
    ]
    found.sort(key=lambda operation: operation["path"].count("{"))
    return found[0] if found else None


def parameters(template, path):
    """The values that stand for the template's parameters."""
    pairs = zip(template.rstrip("/").split("/"), path.rstrip("/").split("/"))
    return {name[1:-1]: value for name, value in pairs if name.startswith("{")}


def holds(condition, values):
    value = values.get(condition["name"])
    if condition["operator"] == "!=":
        return value is not None and value not in condition["values"]
    return value in condition["values"]


def decide(manifest, request):
    if manifest["integration"]["status"] != "active":
        return False, "the integration is retired"
    operation = find_operation(manifest, request["method"], request["path"])
    if operation is None or "grants" not in operation:
        return False, "no grant covers this operation"
    body = request.get("body", {})
    if operation["fields"] is not None and request["method"] != "GET":
        surplus = set(body) - set(operation["fields"]) - set(operation["required"])
        if surplus:
            return False, "not granted: " + ", ".join(sorted(surplus))
    # What stands in the path or the body cannot be overruled by a query of the same name.
    values = {**request.get("query", {}), **body, **parameters(operation["path"], request["path"])}
    alternatives = operation["conditions"]
    if alternatives and not any(all(holds(one, values) for one in each) for each in alternatives):
        return False, "no condition of its grants holds"
    return True, operation["id"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        manifest = json.load(file)
    for line in sys.stdin:
        request = json.loads(line)
        allowed, why = decide(manifest, request)
        print("ALLOW" if allowed else "DENY ", request["method"], request["path"], "-", why)


if __name__ == "__main__":
    main()
