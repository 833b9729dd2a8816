#!/usr/bin/env python3
"""Checks the sense of the shipped provider catalogues and prints what they hold.

    check_catalogs.py [--real DIR]

--real DIR  also demands that what public integrations need (DIR/*.json) follows from it.
Exits 1 after naming every violation.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGS = ROOT / "policies" / "catalogs"
PURPOSES = ROOT / "policies" / "purposes.latch"

KEYS = {
    "catalogue": ["catalog", "provider", "kinds", "limits", "scopes", "entities", "operations", "events", "secrets"],
    "provider": ["id", "title", "version", "levels", "sources"],
    "source": ["title", "date", "sha256"],
    "kind": ["id", "title", "access", "levels", "lifetime", "lifetime_seconds", "rotate_days", "overlap_days",
             "webhooks", "personal", "support_ended", "replaced_by"],
    "limit": ["requests", "per_seconds", "counted_per"],
    "scope": ["id", "levels", "tier", "reason", "status", "user_role", "implies"],
    "entity": ["id", "parent", "classes", "personal", "fields"],
    "field": ["name", "type", "class", "actions", "required"],
    "operation": ["method", "path", "id", "entity", "verb", "actions", "named", "effects", "kinds", "scopes",
                  "levels", "versions", "deprecated", "parameters", "body", "evidence"],
    "parameter": ["name", "in", "type"],
    "body": ["name", "type", "required"],
    "event": ["name", "entity", "scope"],
    "secret": ["id", "title", "prefix", "pattern", "context"],
}
BASES = ("create", "delete", "read", "update")
PLAIN_VERBS = BASES + ("search", "upsert")
# The language's own words; no provider may have a verb or entity of that name.
RESERVED = {"any", "call", "receive", "write"}
TIERS = {"admin", "money", "outbound", "private", "normal"}
STATUSES = {"documented", "undocumented", "user-role", "deprecated"}
CLASSES = {"identifier", "contact-detail", "demographic", "financial", "special", "consent", "behavioural",
           "free-text", "internal"}
TYPES = {"string", "integer", "number", "boolean", "date", "object", "array"}
EVIDENCE = {"spec", "docs", "other-version", "judgement"}  # and never "derived" in a catalogue that ships
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[./-][A-Za-z0-9_]+)*")

problems = []


def demand(condition, message):
    if not condition:
        problems.append(message)


def normalise(path):
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/") or "/"


def label(operation):
    return f'{operation["method"]} {operation["path"]}'


def demand_keys(what, record, where):
    demand(list(record) == KEYS[what], f"{where}: a {what} has the keys {list(record)}")


def demand_sorted(values, where):
    demand(values == sorted(values), f"{where}: not sorted")
    demand(len(values) == len(set(values)), f"{where}: a name twice")


# ---------------------------------------------------------------------------------------------
# What holds for every catalogue


class Catalogue:
    def __init__(self, path):
        self.name = path.name
        self.data = json.loads(path.read_text(encoding="utf-8"))
        demand_keys("catalogue", self.data, self.name)
        self.levels = set(self.data["provider"]["levels"])
        self.entities = {entity["id"]: entity for entity in self.data["entities"]}
        self.scopes = {scope["id"]: scope for scope in self.data["scopes"]}
        self.kinds = {kind["id"] for kind in self.data["kinds"]}
        self.operations = self.data["operations"]

    def check(self):
        self.check_provider()
        self.check_scopes()
        self.check_entities()
        self.check_operations()
        self.check_events()
        check_secrets(self.data["secrets"], self.name)
        self.check_bytes()

    def check_bytes(self):
        text = (CATALOGS / self.name).read_text(encoding="utf-8")
        demand(text.endswith("}\n"), f"{self.name}: no final newline")
        for operation in self.operations:
            demand(json.dumps(operation, ensure_ascii=False) in text, f"{self.name}: {label(operation)} is not on one line")

    def check_provider(self):
        provider = self.data["provider"]
        demand_keys("provider", provider, self.name)
        demand(self.data["catalog"] == 1, f"{self.name}: not format 1")
        demand_sorted(provider["levels"], f"{self.name}: levels")
        for source in provider["sources"]:
            demand_keys("source", source, self.name)
        demand_sorted([kind["id"] for kind in self.data["kinds"]], f"{self.name}: kinds")
        for kind in self.data["kinds"]:
            demand_keys("kind", kind, self.name)
            demand(set(kind["levels"]) <= self.levels, f'{self.name}: kind {kind["id"]} has an unknown level')
            demand(kind["access"] in ("scoped", "full"), f'{self.name}: kind {kind["id"]} has access {kind["access"]}')
            demand(kind["lifetime"] in ("static", "expiring"), f'{self.name}: kind {kind["id"]} has lifetime {kind["lifetime"]}')
            demand(kind["replaced_by"] in self.kinds | {None}, f'{self.name}: {kind["replaced_by"]} is no kind')
        for limit in self.data["limits"]:
            demand_keys("limit", limit, self.name)

    def check_scopes(self):
        demand_sorted([scope["id"] for scope in self.data["scopes"]], f"{self.name}: scopes")
        for scope in self.data["scopes"]:
            where = f'{self.name}: scope {scope["id"]}'
            demand_keys("scope", scope, where)
            demand(set(scope["levels"]) <= self.levels, f"{where}: unknown level")
            demand(scope["tier"] in TIERS, f'{where}: tier {scope["tier"]}')
            demand((scope["tier"] == "normal") == (scope["reason"] == ""), f"{where}: every tier but normal has a reason")
            demand(scope["status"] in STATUSES, f'{where}: status {scope["status"]}')
            demand(scope["status"] != "user-role" or scope["user_role"], f"{where}: user-role, yet not one")
            demand(set(scope["implies"]) <= set(self.scopes), f"{where}: implies an unknown scope")

    def check_entities(self):
        demand_sorted([entity["id"] for entity in self.data["entities"]], f"{self.name}: entities")
        verbs = {}
        for operation in self.operations:
            under = [operation["verb"]] if operation["named"] else operation["actions"]
            verbs.setdefault(operation["entity"], set()).update(under)
        for entity in self.data["entities"]:
            where = f'{self.name}: entity {entity["id"]}'
            demand_keys("entity", entity, where)
            demand(NAME.fullmatch(entity["id"]) and entity["id"] not in RESERVED, f"{where}: not a name of the language")
            demand(entity["parent"] is None or entity["parent"] in self.entities, f"{where}: unknown parent")
            demand(entity["classes"] and set(entity["classes"]) <= CLASSES, f"{where}: unknown class")
            demand(entity["id"] in verbs, f"{where}: no operation has it")
            demand_sorted([field["name"] for field in entity["fields"]], f"{where}: fields")
            for field in entity["fields"]:
                self.check_field(where, field, verbs.get(entity["id"], set()))

    def check_field(self, where, field, verbs):
        where = f'{where}, field {field["name"]}'
        demand_keys("field", field, where)
        demand(NAME.fullmatch(field["name"]), f"{where}: not a name of the language")
        demand(field["type"] in TYPES, f'{where}: type {field["type"]}')
        demand(field["class"] is None or field["class"] in CLASSES, f'{where}: class {field["class"]}')
        demand(field["actions"] and set(field["actions"]) <= verbs, f"{where}: no operation has one of {field['actions']}")
        demand(set(field["required"]) <= set(field["actions"]), f"{where}: required for what does not carry it")
        demand_sorted(field["actions"], f"{where}: actions")

    def check_operations(self):
        keys = [(operation["path"], operation["method"]) for operation in self.operations]
        demand(keys == sorted(keys), f"{self.name}: operations are not sorted by path and method")
        seen = {}
        for operation in self.operations:
            key = (operation["method"], normalise(operation["path"]))
            demand(key not in seen, f"{self.name}: {label(operation)} is there twice")
            seen[key] = operation
            self.check_operation(operation, f"{self.name}: {label(operation)}")

    def check_operation(self, operation, where):
        demand_keys("operation", operation, where)
        demand(operation["entity"] in self.entities, f'{where}: unknown entity {operation["entity"]}')
        demand(NAME.fullmatch(operation["verb"]) and operation["verb"] not in RESERVED, f"{where}: not a verb of the language")
        demand(set(operation["actions"]) <= set(BASES), f"{where}: unknown base action")
        by_rule = not operation["actions"] or (operation["verb"] not in PLAIN_VERBS and bool(operation["effects"]))
        demand(operation["named"] or not by_rule, f"{where}: must be named")
        demand(operation["verb"] not in PLAIN_VERBS or not operation["named"], f"{where}: {operation['verb']} is named")
        demand(operation["kinds"] is None or set(operation["kinds"]) <= self.kinds, f"{where}: unknown kind")
        demand(set(operation["levels"]) <= self.levels, f"{where}: unknown level")
        demand(operation["evidence"] in EVIDENCE, f'{where}: evidence {operation["evidence"]}')
        for alternative in operation["scopes"] or []:
            demand(alternative and set(alternative) <= set(self.scopes), f"{where}: unknown scope in {alternative}")
        for name in ("effects", "levels", "versions"):
            demand_sorted(operation[name], f"{where}: {name}")
        demand(operation["scopes"] is None or operation["scopes"] == sorted(operation["scopes"]), f"{where}: scopes not sorted")
        self.check_request(operation, where)

    def check_request(self, operation, where):
        for parameter in operation["parameters"]:
            demand_keys("parameter", parameter, where)
            demand(parameter["type"] in TYPES, f'{where}: parameter {parameter["name"]} has type {parameter["type"]}')
        in_path = sorted(p["name"] for p in operation["parameters"] if p["in"] == "path")
        demand(in_path == sorted(re.findall(r"\{([^}]*)\}", operation["path"])), f"{where}: path parameters {in_path}")
        demand_sorted([(p["name"], p["in"]) for p in operation["parameters"]], f"{where}: parameters")
        demand_sorted([field["name"] for field in operation["body"]], f"{where}: body")
        entity = self.entities.get(operation["entity"], {"fields": []})
        fields = {field["name"]: field for field in entity["fields"]}
        under = [operation["verb"]] if operation["named"] else operation["actions"]
        for field in operation["body"]:
            demand_keys("body", field, where)
            if under != ["read"]:
                carried = set(fields.get(field["name"], {"actions": []})["actions"])
                demand(set(under) <= carried, f'{where}: the entity has no field {field["name"]} for {under}')

    def check_events(self):
        demand_sorted([event["name"] for event in self.data["events"]], f"{self.name}: events")
        for event in self.data["events"]:
            where = f'{self.name}: event {event["name"]}'
            demand_keys("event", event, where)
            demand(event["entity"] in self.entities, f"{where}: unknown entity")
            demand(event["scope"] is None or event["scope"] in self.scopes, f"{where}: unknown scope")

    def print_counts(self):
        unknown = sum(operation["scopes"] is None for operation in self.operations)
        print(f'{self.name}: {len(self.operations)} operations ({sum(o["named"] for o in self.operations)} named, {unknown} of unknown '
              f'requirement), {len(self.entities)} entities, {sum(len(e["fields"]) for e in self.entities.values())} fields, '
              f'{len(self.scopes)} scopes, {len(self.data["events"])} events, {len(self.data["secrets"])} secrets')


def check_secrets(secrets, where):
    demand_sorted([secret["id"] for secret in secrets], f"{where}: secrets")
    for secret in secrets:
        demand_keys("secret", secret, where)
        # RE2 has neither lookaround nor back references; Python would take both.
        demand(not re.search(r"\(\?[=!<]|\\[1-9]", secret["pattern"]), f'{where}: {secret["id"]}: RE2 cannot do this pattern')
        compiled = re.compile(secret["pattern"])
        demand(compiled.search("") is None, f'{where}: {secret["id"]} matches anything')
        literal = re.escape(secret["prefix"])
        plain = secret["pattern"].replace("\\b", "")
        demand(plain.startswith(literal) or plain.startswith(secret["prefix"]), f'{where}: {secret["id"]}: pattern lacks the prefix')


# ---------------------------------------------------------------------------------------------
# What is known of HighLevel


def check_highlevel(catalogue):
    operations, scopes = catalogue.operations, list(catalogue.scopes.values())
    counts = {
        "endpoints": (len(operations), 663),
        "named endpoints": (sum(o["named"] for o in operations), 91),
        "endpoints that contacts.write opens": (sum(["contacts.write"] in (o["scopes"] or []) for o in operations), 21),
        # The sources state none for 92; the overlay decides POST /oauth/token.
        "endpoints of unknown requirement": (sum(o["scopes"] is None for o in operations), 91),
        "endpoints that need no scope": (sum(o["scopes"] == [] for o in operations), 1),
        "endpoints for OAuth alone": (sum(o["kinds"] == ["oauth-app"] for o in operations), 36),
        "reads behind POST": (sum(o["method"] == "POST" and o["actions"] == ["read"] for o in operations), 17),
        "names both API and user-role scope": (sum(s["user_role"] and s["status"] == "documented" for s in scopes), 48),
        "names that are user-role scopes only": (sum(s["status"] == "user-role" for s in scopes), 146),
        "webhook events that a scope is known for": (sum(e["scope"] is not None for e in catalogue.data["events"]), 21),
    }
    for what, (found, wanted) in counts.items():
        print(f"  {what}: {found}")
        demand(found == wanted, f"highlevel.json: {found} {what}, not {wanted}")
    demand({"locations/write", "locations.write"} <= set(catalogue.scopes), "highlevel.json: slash and dot are two scopes")
    widest = max(len(names) for o in operations for names in o["scopes"] or [[]])
    demand(widest == 1, f"highlevel.json: an operation needs {widest} scopes")
    ssn = [f for f in catalogue.entities["contact"]["fields"] if f["name"] == "ssn"]
    demand(ssn and ssn[0]["class"] == "special", "highlevel.json: ssn is special")


def check_others(keap, hubspot, make):
    """What makes the other three worth having: no choice at all, one by record type, one by method."""
    demand([scope["id"] for scope in keap.data["scopes"]] == ["full"], "keap.json: `full` is the only scope")
    demand(keap.scopes["full"]["tier"] == "admin", "keap.json: `full` is an administrator's")
    demand(all(o["scopes"] == [["full"]] for o in keap.operations), "keap.json: every operation needs `full`")
    demand({kind["id"] for kind in keap.data["kinds"] if kind["access"] == "full"} == {"personal-access-token", "service-account-key"},
           "keap.json: two kinds of keys have no scopes")
    expiring = [kind["lifetime_seconds"] for kind in keap.data["kinds"] if kind["lifetime"] == "expiring"]
    demand(expiring == [24 * 3600], "keap.json: access tokens live for a day")
    for operation in make.operations:
        ends = {scope.rpartition(":")[2] for names in operation["scopes"] for scope in names}
        demand(ends, f"make.json: {label(operation)} needs no scope")
        wanted = {"read"} if operation["method"] == "GET" else {"write", "run"}
        demand(ends <= wanted, f"make.json: {label(operation)} needs {sorted(ends)}")
    several = sum(any(len(names) > 1 for names in o["scopes"]) for o in make.operations)
    demand(several > 0, "make.json: no operation needs more than one scope")
    for operation in hubspot.operations:
        for scope in (scope for names in operation["scopes"] or [] for scope in names):
            demand(not scope.endswith(".read") or operation["actions"] in (["read"], []), f"hubspot.json: {scope} opens {label(operation)}")
    choices = sum(len(o["scopes"] or []) > 1 for o in hubspot.operations)
    demand(choices > 0, "hubspot.json: no operation has alternatives")
    print(f"  make: {several} operations need several scopes; hubspot: {choices} have alternatives")


def purpose_permits():
    """(line, verbs, entities) of each `permits` of the standard purposes."""
    text = re.sub(r"//[^\n]*", "", PURPOSES.read_text(encoding="utf-8"))
    for match in re.finditer(r"\bpermits\s+(.*?)\s+on\s+(.*?)(?=\n\s*(?:permits|data|review|extends)\b|\})", text, re.S):
        number = text.count("\n", 0, match.start()) + 1
        yield number, [[word.strip() for word in part.split(",")] for part in match.groups()]


def check_purposes(catalogue):
    pairs, found = {}, 0
    for operation in catalogue.operations:
        words = {operation["verb"]} if operation["named"] else {operation["verb"], *operation["actions"]}
        pairs.setdefault(operation["entity"], set()).update(words)
    for number, (verbs, entities) in purpose_permits():
        for entity in entities:
            if entity != "any" and entity not in pairs:
                demand(False, f"{PURPOSES.name}:{number}: no entity {entity}")
                continue
            for verb in verbs:
                known = set().union(*pairs.values()) if entity == "any" else pairs[entity]
                demand(verb == "any" or verb in known, f"{PURPOSES.name}:{number}: {entity} has no {verb}")
                found += 1
    print(f"{PURPOSES.name}: {found} permitted pairs of verb and entity exist")
    demand(found > 0, f"{PURPOSES.name}: nothing permitted was found")


# ---------------------------------------------------------------------------------------------
# Real integrations


def find_operation(catalogue, call):
    """The operation that a call means: of those whose path fits, the one with the most literals."""
    method, path = call.split(" ", 1)
    wanted, best = normalise(path).split("/"), None
    for operation in catalogue.operations:
        have = normalise(operation["path"]).split("/")
        fits = len(have) == len(wanted) and all(h == w or (h == "{}" and w != "") for h, w in zip(have, wanted))
        if operation["method"] == method and fits and (best is None or have.count("{}") < best[0]):
            best = (have.count("{}"), operation)
    return best[1] if best else None


def needed_scopes(catalogue, case):
    """Scope -> what needs it, as the case files write it."""
    events = {event["name"]: event["scope"] for event in catalogue.data["events"]}
    needed = {}
    for call in case["calls"]:
        if call in case["not_in_spec"]:
            continue
        operation = find_operation(catalogue, call)
        demand(operation is not None, f'{case["id"]}: no operation for {call}')
        if operation is None:
            continue
        demand(operation["deprecated"] == (call in case["deprecated"]), f'{case["id"]}: {call} deprecated or not')
        for scope in (operation["scopes"] or [[]])[0]:
            needed.setdefault(scope, []).append(call)
    for name in case["webhooks"]:
        demand(name in events, f'{case["id"]}: no event {name}')
        if events.get(name):
            needed.setdefault(events[name], []).append(f"webhook {name}")
    return needed


def check_real(catalogue, directory):
    cases = sorted(directory.glob("*.json"))
    demand(cases, f"{directory}: no cases")
    for path in cases:
        case = json.loads(path.read_text(encoding="utf-8"))
        needed, asked = needed_scopes(catalogue, case), set(case["asked"])
        demand({s: sorted(c) for s, c in needed.items()} == {s: sorted(c) for s, c in case["needed"].items()},
               f'{case["id"]}: needed {needed}')
        demand(sorted(set(needed) - asked) == sorted(case["missing"]), f'{case["id"]}: missing {sorted(set(needed) - asked)}')
        demand(sorted(asked - set(needed)) == sorted(case["excess"]), f'{case["id"]}: excess {sorted(asked - set(needed))}')
        print(f'{case["id"]}: {len(needed)} scopes needed, {len(case["missing"])} missing, {len(case["excess"])} in excess')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path)
    arguments = parser.parse_args()
    catalogues = [Catalogue(CATALOGS / f"{name}.json") for name in ("highlevel", "hubspot", "keap", "make")]
    for catalogue in catalogues:
        catalogue.check()
        catalogue.print_counts()
        if catalogue.name == "highlevel.json":
            check_highlevel(catalogue)
            check_purposes(catalogue)
    by_name = {catalogue.name: catalogue for catalogue in catalogues}
    check_others(by_name["keap.json"], by_name["hubspot.json"], by_name["make.json"])
    secrets = json.loads((CATALOGS / "secrets.json").read_text(encoding="utf-8"))["secrets"]
    check_secrets(secrets, "secrets.json")
    print(f"secrets.json: {len(secrets)} shapes")
    if arguments.real:
        check_real(catalogues[0], arguments.real)
    for problem in problems:
        print(f"FAIL {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
