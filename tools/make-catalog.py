#!/usr/bin/env python3
"""Makes a provider catalogue (format 1) from the provider's OpenAPI files and our overlay.

    make-catalog.py OPENAPI_DIR OVERLAY OUT

OPENAPI_DIR/apps/*.json is the oldest generation of the API and each folder below (apps/v3, ...) a
newer one; one endpoint of several generations becomes one operation. What the provider states
(paths, scopes, parameters, field names and types) comes from the OpenAPI files, everything else
from the overlay; the provider's prose is never copied. The same input gives the same bytes.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

METHODS = ("get", "post", "put", "patch", "delete")
BASES = ("create", "read", "update", "delete")
# Verbs that an ordinary grant of an action covers even when the operation has an effect.
PLAIN_VERBS = BASES + ("upsert", "search")
VERB_ACTIONS = {"search": ["read"], "upsert": ["create", "update"], **{base: [base] for base in BASES}}
METHOD_VERBS = {"get": "read", "post": "create", "put": "update", "patch": "update", "delete": "delete"}
# Where one name has several types, the one that can be compared with a literal is the useful one.
TYPE_ORDER = ("string", "integer", "number", "boolean", "date", "array", "object")
# An operation that nobody has judged yet: no granted action covers it, yet it counts as residual.
UNREVIEWED = "unreviewed"


def normalise(path):
    """The path without what does not identify it: parameter names and a trailing slash."""
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/") or "/"


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------------
# OpenAPI


class Schemas:
    """Follows $ref within and across files. A schema is always passed with the file it stands in."""

    def __init__(self):
        self.documents = {}

    def document(self, path):
        if path not in self.documents:
            self.documents[path] = read_json(path) if path.is_file() else {}
        return self.documents[path]

    def resolve(self, schema, path):
        for _ in range(20):
            if not isinstance(schema, dict) or not isinstance(schema.get("$ref"), str):
                break
            name, _, pointer = schema["$ref"].partition("#")
            path = (path.parent / name).resolve() if name else path
            schema = self.document(path)
            for step in pointer.strip("/").split("/"):
                schema = schema.get(step.replace("~1", "/").replace("~0", "~"), {})
        return (schema if isinstance(schema, dict) else {}), path

    def type_of(self, schema, path):
        """One of TYPE_ORDER; a schema that states no type is an object."""
        schema, path = self.resolve(schema, path)
        kind = schema.get("type")
        if kind == "string" and str(schema.get("format", "")).startswith("date"):
            return "date"
        if kind in TYPE_ORDER:
            return kind
        if "items" in schema:
            return "array"
        if "properties" not in schema:
            for key in ("allOf", "oneOf", "anyOf"):
                kinds = {self.type_of(part, path) for part in schema.get(key, [])}
                if kinds:
                    return best_type(kinds)
            if "enum" in schema:
                return "string"
        return "object"

    def properties(self, schema, path, depth=0):
        """Name -> (schema, path, required) of an object's, or of a list's items', properties."""
        schema, path = self.resolve(schema, path)
        if depth > 8:
            return {}
        if "items" in schema and "properties" not in schema:
            return self.properties(schema["items"], path, depth + 1)
        required = schema.get("required")
        required = required if isinstance(required, list) else []
        found = {name: (part, path, name in required) for name, part in schema.get("properties", {}).items()}
        for part in schema.get("allOf", []):
            merge_properties(found, self.properties(part, path, depth + 1), either=True)
        for key in ("oneOf", "anyOf"):
            branches = [self.properties(part, path, depth + 1) for part in schema.get(key, [])]
            for branch in branches:
                everywhere = {n: (s, p, all(n in b and b[n][2] for b in branches)) for n, (s, p, _) in branch.items()}
                merge_properties(found, everywhere, either=True)
        return found


def merge_properties(into, more, either):
    """Adds `more`; a name of both keeps its schema and is required in either, or in both."""
    for name, (schema, path, required) in more.items():
        if name in into:
            old_schema, old_path, old_required = into[name]
            into[name] = (old_schema, old_path, (old_required or required) if either else (old_required and required))
        else:
            into[name] = (schema, path, required)


def best_type(kinds):
    return min(kinds, key=TYPE_ORDER.index)


def content_schemas(holder):
    for media in sorted(holder.get("content", {})):
        schema = holder["content"][media].get("schema")
        if schema:
            yield schema


class Endpoint:
    """One operation of the provider, as each generation of its API states it, oldest first."""

    def __init__(self):
        self.statements = []  # (product, path, operation, file)

    @property
    def newest(self):
        return self.statements[-1]


def generations(directory):
    """The OpenAPI files, oldest generation first: apps/*.json, then apps/GENERATION/*.json."""
    apps = directory / "apps"
    folders = [apps] + sorted(folder for folder in apps.iterdir() if folder.is_dir())
    for folder in folders:
        suffix = "" if folder == apps else "-" + folder.name
        for path in sorted(folder.glob("*.json")):
            yield path, path.stem.removesuffix(suffix)


def read_endpoints(directory, schemas, products):
    """(METHOD, normalised path) -> Endpoint."""
    endpoints = {}
    for file, stem in generations(directory):
        for path, item in schemas.document(file.resolve()).get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    endpoint = endpoints.setdefault((method.upper(), normalise(path)), Endpoint())
                    endpoint.statements.append((products.get(stem, stem), path, item[method], file.resolve()))
    return endpoints


# ---------------------------------------------------------------------------------------------
# One operation


class Importer:
    def __init__(self, directory, overlay):
        self.directory = directory
        self.overlay = overlay
        self.rules = overlay["import"]
        self.schemas = Schemas()
        self.endpoints = read_endpoints(directory, self.schemas, self.rules["products"])
        self.judged = {operation_key(entry["operation"]): entry for entry in overlay["operations"]}
        self.classes = [(re.compile(row["pattern"]), row) for row in overlay["field_classes"]]
        self.unreviewed = []

    def judgement(self, key, path):
        if key in self.judged:
            return self.judged[key]
        self.unreviewed.append(f"{key[0]} {path}")
        return {"entity": UNREVIEWED, "verb": METHOD_VERBS[key[0].lower()], "named": True}

    def operation(self, key, endpoint):
        method, _ = key
        product, path, newest, _ = endpoint.newest
        entry = self.judgement(key, path)
        verb, effects = entry["verb"], entry.get("effects", [])
        actions = entry["actions"] if "actions" in entry else VERB_ACTIONS[verb]
        named = not actions or entry.get("named", False) or (verb not in PLAIN_VERBS and bool(effects))
        levels, kinds, scopes, evidence = self.security(endpoint)
        if "scopes" in entry:
            scopes, evidence = entry["scopes"], entry["evidence"]
        return {
            "method": method,
            "path": path,
            "id": f"{product}.{newest['operationId']}",
            "entity": entry["entity"],
            "verb": verb,
            "actions": actions,
            "named": named,
            "effects": sorted(effects),
            "kinds": kinds,
            "scopes": scopes,
            "levels": levels,
            "versions": self.versions(endpoint),
            "deprecated": bool(newest.get("deprecated", False)),
            "parameters": self.parameters(endpoint),
            "body": entry["body"] if "body" in entry else self.body(endpoint),
            "evidence": evidence,
        }

    def security(self, endpoint):
        """(levels, kinds, scopes, evidence). An empty list of scopes does not say that none is needed."""
        levels, kinds, stated = set(), set(), []
        for product, _, operation, _ in endpoint.statements:
            sets = set()
            for alternative in operation.get("security", []):
                for scheme, scopes in alternative.items():
                    facts = self.scheme(product, scheme)
                    levels.update(facts["levels"])
                    kinds.add(tuple(facts["kinds"]) if facts["kinds"] is not None else None)
                    if scopes:
                        sets.add(tuple(sorted(scopes)))
            stated.append(sorted(list(scopes) for scopes in sets))
        some = [scopes for scopes in stated if scopes]
        kind_list = None if not kinds or None in kinds else sorted({kind for names in kinds for kind in names})
        evidence = "spec" if len(some) in (0, len(stated)) else "other-version"
        return sorted(levels), kind_list, some[-1] if some else None, evidence

    def scheme(self, product, scheme):
        rows = [row for row in self.rules["security"] if row["scheme"] == scheme]
        for row in rows:
            if product in row.get("products", []):
                return row
        for row in rows:
            if "products" not in row:
                return row
        raise SystemExit(f"the overlay's import.security does not know the scheme {scheme}")

    def versions(self, endpoint):
        header, found = self.rules["version_header"].lower(), set()
        for _, _, operation, file in endpoint.statements:
            for parameter in operation.get("parameters", []):
                if parameter.get("in") == "header" and parameter.get("name", "").lower() == header:
                    found.update(self.schemas.resolve(parameter.get("schema", {}), file)[0].get("enum", []))
        return sorted(found)

    def parameters(self, endpoint):
        """Path parameters are called as the newest generation calls them; queries add up."""
        found = {}
        for _, _, operation, file in endpoint.statements:
            for parameter in operation.get("parameters", []):
                if parameter.get("in") in ("path", "query"):
                    kind = self.schemas.type_of(parameter.get("schema", {"type": "string"}), file)
                    found[(parameter["name"], parameter["in"])] = kind
        template = re.findall(r"\{([^}]*)\}", endpoint.newest[1])
        rows = [(name, "path", found.get((name, "path"), "string")) for name in template]
        rows += [(name, where, kind) for (name, where), kind in found.items() if where == "query"]
        return [{"name": name, "in": where, "type": kind} for name, where, kind in sorted(set(rows))]

    def body_properties(self, statement):
        """A property that one media type lacks is not required: the caller may choose that one."""
        _, _, operation, file = statement
        holder, file = self.schemas.resolve(operation.get("requestBody", {}), file)
        branches = [self.schemas.properties(schema, file) for schema in content_schemas(holder)]
        found = {}
        for branch in branches:
            everywhere = {n: (s, p, all(n in b and b[n][2] for b in branches)) for n, (s, p, _) in branch.items()}
            merge_properties(found, everywhere, either=True)
        return found

    def body(self, endpoint):
        """The fields of every generation; the newest one says type and whether it is required."""
        found = {}
        for statement in reversed(endpoint.statements):
            newest = statement is endpoint.newest
            for name, (schema, path, required) in self.body_properties(statement).items():
                if name not in found:
                    found[name] = {"name": name, "type": self.schemas.type_of(schema, path), "required": required and newest}
        return [found[name] for name in sorted(found)]

    # -----------------------------------------------------------------------------------------
    # Fields of entities

    def record(self, statement, entry):
        """The properties of the record(s) that an answer holds, without the envelope around them."""
        _, _, operation, file = statement
        found = {}
        for code in sorted(operation.get("responses", {})):
            if code.startswith("2"):
                holder, path = self.schemas.resolve(operation["responses"][code], file)
                for schema in content_schemas(holder):
                    merge_properties(found, self.unwrap(schema, path, entry.get("record")), either=False)
        return found

    def unwrap(self, schema, path, wanted):
        """The record within the answer: while all but one property is envelope, step into that one."""
        if wanted is not None:
            return self.unwrap_named(schema, path, wanted)
        for _ in range(4):
            names = self.schemas.properties(schema, path)
            inner = [name for name in names if name not in self.rules["envelope"]]
            if not inner:
                return {}
            part, part_path, _ = names[inner[0]]
            if len(inner) > 1 or self.schemas.type_of(part, part_path) not in ("object", "array"):
                break
            if not self.schemas.properties(part, part_path):
                return {inner[0]: names[inner[0]]} if self.is_plain_list(part, part_path) else {}
            schema, path = part, part_path
        return {name: part for name, part in names.items() if name not in self.rules["noise"]}

    def is_plain_list(self, schema, path):
        """A list of strings or numbers is a field itself; other lists hold records."""
        schema, path = self.schemas.resolve(schema, path)
        return "items" in schema and self.schemas.type_of(schema["items"], path) not in ("array", "object")

    def unwrap_named(self, schema, path, wanted):
        """`wanted` is a path of wrappers; "" takes the answer as it is and "-" nothing of it."""
        if wanted == "-":
            return {}
        for name in wanted.split(".") if wanted else []:
            names = self.schemas.properties(schema, path)
            if name not in names:
                return {}
            schema, path, _ = names[name]
        names = self.schemas.properties(schema, path)
        return {name: part for name, part in names.items() if name not in self.rules["noise"]}

    def carried(self, key, endpoint, operation):
        """(name, type, required) of each field of the entity that the operation carries.

        What searches send are filters, not fields; what other requests send are fields.
        """
        entry, found = self.judged.get(key, {}), {}
        if "read" in operation["actions"]:
            for statement in endpoint.statements:
                for name, (schema, path, _) in self.record(statement, entry).items():
                    found[name] = (name, self.schemas.type_of(schema, path), False)
        if operation["actions"] != ["read"] or operation["named"]:
            for field in operation["body"]:
                if field["name"] not in entry.get("ignore", []):
                    found[field["name"]] = (field["name"], field["type"], field["required"])
        return [found[name] for name in sorted(found)]

    def fields(self, operations):
        """Entity -> its fields. A named operation's fields belong to its verb, as grants of it do."""
        table, counts = {}, {}
        for key, endpoint, operation in operations:
            under = [operation["verb"]] if operation["named"] else operation["actions"]
            entity = table.setdefault(operation["entity"], {})
            for action in under:
                counts[operation["entity"], action] = counts.get((operation["entity"], action), 0) + 1
            for name, kind, required in self.carried(key, endpoint, operation):
                field = entity.setdefault(name, {"types": set(), "actions": set(), "required": {}})
                field["types"].add(kind)
                field["actions"].update(under)
                for action in under if required else []:
                    field["required"][action] = field["required"].get(action, 0) + 1
        for entity, fields in table.items():
            for field in fields.values():
                field["required"] = [a for a, n in field["required"].items() if n == counts[entity, a]]
        return table

    def entity(self, entry, fields):
        overrides, types = entry.get("fields", {}), entry.get("types", {})
        people = entry.get("people_fields", entry["personal"])
        rows = [{
            "name": name,
            "type": types.get(name) or best_type(field["types"]),
            "class": overrides[name] if name in overrides else self.field_class(name, people),
            "actions": sorted(field["actions"]),
            "required": sorted(field["required"]),
        } for name, field in sorted(fields.items())]
        unknown = sorted(set(overrides) - set(fields))
        if unknown:
            print(f"note: the overlay classes fields that {entry['id']} has not: {', '.join(unknown)}", file=sys.stderr)
        return {"id": entry["id"], "parent": entry["parent"], "classes": sorted(entry["classes"]),
                "personal": entry["personal"], "fields": rows}

    def field_class(self, name, people):
        """What the name makes obvious; None stands for the entity's default classes."""
        for pattern, row in self.classes:
            if pattern.search(name) and (people or not row["people_only"]):
                return row["class"]
        return None

    # -----------------------------------------------------------------------------------------
    # The whole catalogue

    def user_role_scopes(self):
        place, found = self.rules["user_role_scopes"], set()
        for file, _ in generations(self.directory):
            schema = self.schemas.document(file.resolve()).get("components", {}).get("schemas", {}).get(place["schema"], {})
            values, _ = self.schemas.resolve(schema.get("properties", {}).get(place["property"], {}), file.resolve())
            found.update(values.get("enum") or values.get("items", {}).get("enum", []))
        return found

    def scopes(self, operations):
        users, levels = self.user_role_scopes(), {}
        for operation in operations:
            for scope in (name for names in operation["scopes"] or [] for name in names):
                levels.setdefault(scope, set()).update(operation["levels"])
        judged = {entry["id"]: entry for entry in self.overlay["scopes"]}
        rows = []
        for scope in sorted(set(levels) | users | set(judged)):
            entry = judged.get(scope, {})
            status = "documented" if scope in levels else "user-role" if scope in users else "undocumented"
            rows.append({
                "id": scope,
                "levels": sorted(levels[scope]) if scope in levels else sorted(entry.get("levels", [])),
                "tier": entry.get("tier", "normal"),
                "reason": entry.get("reason", ""),
                "status": entry.get("status", status),
                "user_role": scope in users,
                "implies": sorted(entry.get("implies", [])),
            })
        return rows

    def provider(self):
        lines = []
        for path in sorted(self.directory.rglob("*.json"), key=lambda p: p.relative_to(self.directory).as_posix()):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{path.relative_to(self.directory).as_posix()} {digest}\n")
        provider = dict(self.overlay["provider"])
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        provider["sources"] = [{**source, "sha256": digest} for source in provider["sources"]]
        return provider

    def catalogue(self):
        rows = [(key, endpoint, self.operation(key, endpoint)) for key, endpoint in sorted(self.endpoints.items())]
        operations = sorted((row[2] for row in rows), key=lambda o: (o["path"], o["method"]))
        fields = self.fields(rows)
        entities = list(self.overlay["entities"])
        if self.unreviewed:
            entities.append({"id": UNREVIEWED, "parent": None, "classes": ["free-text"], "personal": True})
        return {
            "catalog": 1,
            "provider": self.provider(),
            "kinds": sorted(self.overlay["kinds"], key=lambda kind: kind["id"]),
            "limits": self.overlay["limits"],
            "scopes": self.scopes(operations),
            "entities": [self.entity(e, fields.get(e["id"], {})) for e in sorted(entities, key=lambda e: e["id"])],
            "operations": operations,
            "events": [{key: event[key] for key in ("name", "entity", "scope")}
                       for event in sorted(self.overlay["events"], key=lambda event: event["name"])],
            "secrets": [{key: secret[key] for key in ("id", "title", "prefix", "pattern", "context")}
                        for secret in sorted(self.overlay["secrets"], key=lambda secret: secret["id"])],
        }

    def report(self):
        for operation in self.unreviewed:
            print(f"note: the overlay says nothing about {operation}", file=sys.stderr)
        for key in sorted(set(self.judged) - set(self.endpoints)):
            print(f"note: the overlay judges {' '.join(key)}, which no file has", file=sys.stderr)


def operation_key(text):
    method, path = text.split(" ", 1)
    return method, normalise(path)


# ---------------------------------------------------------------------------------------------
# Layout: one operation, scope, event or field on a line, so that a diff shows what changed


def line(value):
    return json.dumps(value, ensure_ascii=False)


def block(name, rows, last=False):
    body = ",\n".join("  " + row for row in rows)
    return f' {line(name)}: [\n{body}\n ]{"" if last else ","}\n' if rows else f' {line(name)}: []{"" if last else ","}\n'


def entity_text(entity):
    head = line({key: value for key, value in entity.items() if key != "fields"})[:-1]
    fields = ",\n".join("   " + line(field) for field in entity["fields"])
    return f'{head}, "fields": [\n{fields}\n  ]}}' if fields else f'{head}, "fields": []}}'


def text(catalogue):
    out = "{\n"
    for name, value in catalogue.items():
        last = name == list(catalogue)[-1]
        if name == "entities":
            out += block(name, [entity_text(entity) for entity in value], last)
        elif isinstance(value, list):
            out += block(name, [line(row) for row in value], last)
        else:
            out += f' {line(name)}: {line(value)}{"" if last else ","}\n'
    return out + "}\n"


def main(arguments):
    if len(arguments) != 3:
        raise SystemExit("usage: make-catalog.py OPENAPI_DIR OVERLAY OUT")
    directory, overlay, out = (Path(argument) for argument in arguments)
    if not (directory / "apps").is_dir():
        raise SystemExit(f"{directory} holds no folder apps")
    importer = Importer(directory, read_json(overlay))
    catalogue = importer.catalogue()
    importer.report()
    out.write_text(text(catalogue), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
