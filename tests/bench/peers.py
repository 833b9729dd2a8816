"""The same integrations in the words of other tools, to run side by side with latchkey.

Each writer fills a folder and says its size in bytes. What is compared is work on equivalent
content: an integration has a key, what it may do, and its controls.
"""

import json
import os

import workspaces


def javascript(folder, files, size):
    """Modules that hold the same data and use it, until they have that size together."""
    total = 0
    for file in range(files):
        parts = ["import { allow, check } from './policy.js';\n\n"]
        written = len(parts[0])
        share = size // files
        number = file
        while written < share:
            part = JAVASCRIPT.replace("NUMBER", str(number)).replace("TEAM", str(number % workspaces.TEAMS))
            parts.append(part)
            written += len(part)
            number += files
        text = "".join(parts)
        total += len(text)
        with open(os.path.join(folder, f"policy-{file:06}.js"), "w", encoding="utf-8") as out:
            out.write(text)
    return total


JAVASCRIPT = """const keyNUMBER = {
  provider: 'highlevel',
  kind: 'private-integration',
  level: 'location',
  account: 'locationNUMBER',
  environment: 'production',
  store: process.env.KEY_NUMBER,
  owner: 'team-TEAM',
  rotate: { every: 90, overlap: 7 },
};

/** Integration number NUMBER of a generated workspace. */
export function integrationNUMBER(request) {
  const grants = [
    allow('create', 'contact', ['firstName', 'lastName', 'email', 'phone', 'source'], {
      because: 'this is what integration NUMBER is for',
    }),
    allow('read', 'calendar', []),
  ];
  const limits = { minute: 60, day: 5000 };
  const alerts = ['volume', 'errors', 'denied', 'unknown-source'].map((signal) => ({
    signal,
    to: 'slack:#crm-alerts',
  }));
  if (request.owner !== keyNUMBER.owner || request.count > limits.minute) {
    return check(request, alerts);
  }
  for (const grant of grants) {
    if (grant.matches(request)) {
      return { key: keyNUMBER, grant, audit: 'siem:crm-api', keep: 400 };
    }
  }
  return undefined;
}

"""

CEDAR_SCHEMA = """
entity Team;
entity Integration in [Team] { environment: String, purpose: String, gateway: String };
entity Account;
entity Contact in [Account] { fields: Set<String>, source: String };
entity Calendar in [Account];
action create, read, update, delete appliesTo {
  principal: [Integration], resource: [Contact, Calendar],
  context: { network: ipaddr, perMinute: Long, perDay: Long }
};
"""

CEDAR = """@id("integration-%(n)d-create")
permit (principal == Integration::"integration-%(n)d", action == Action::"create", resource is Contact in Account::"location%(a)d")
when { resource.source == "website" && ["firstName", "lastName", "email", "phone", "source"].containsAll(resource.fields) }
when { context.network.isInRange(ip("203.0.113.0/24")) && context.perMinute <= 60 && context.perDay <= 5000 };
@id("integration-%(n)d-read")
permit (principal == Integration::"integration-%(n)d", action == Action::"read", resource is Calendar in Account::"location%(a)d")
when { principal.environment == "production" && principal.gateway == "edge-proxy" };
@id("integration-%(n)d-never")
forbid (principal == Integration::"integration-%(n)d", action == Action::"delete", resource)
unless { principal.purpose == "administration" };
"""


def cedar(folder, integrations):
    text = "".join(CEDAR % {"n": number, "a": number // 5} for number in range(integrations))
    with open(os.path.join(folder, "schema.cedarschema"), "w", encoding="utf-8") as out:
        out.write(CEDAR_SCHEMA)
    with open(os.path.join(folder, "policies.cedar"), "w", encoding="utf-8") as out:
        out.write(text)
    return len(text)


OPENFGA = """
type integration_%(n)d
  relations
    define owner: [team]
    define key: [credential]
    define may_create: [contact] and owner
    define may_read: [calendar, contact] or owner
    define denied: [contact]
    define may_update: may_create but not denied
    define reviewer: [team] or owner
"""


def openfga(folder, integrations):
    text = "model\n  schema 1.1\n\ntype team\ntype credential\ntype contact\ntype calendar\n"
    text += "".join(OPENFGA % {"n": number} for number in range(integrations))
    with open(os.path.join(folder, "model.fga"), "w", encoding="utf-8") as out:
        out.write(text)
    return len(text)


YAML = """- id: integration-%(n)d
  title: "Integration %(n)d"
  environment: production
  purpose: lead-capture
  owner: team-%(t)d
  key:
    provider: highlevel
    kind: private-integration
    level: location
    account: "location%(a)d"
    store: "env KEY_%(n)d"
    issued: "2026-10-01"
    rotated: "2026-11-01"
    rotate: {every: 90 days, overlap: 7 days}
  grants:
    - allow: [create]
      entity: contact
      fields: [firstName, lastName, email, phone, source]
      because: "this is what integration %(n)d is for"
    - deny: [delete]
      entity: any
  scopes: [contacts.write]
  limits: [{requests: 60, per: minute}, {requests: 5000, per: day}]
  from: ["203.0.113.0/24"]
  gateway: edge-proxy
  alerts:
    - {on: volume, above: 500, per: hour, to: "slack:#crm-alerts"}
    - {on: errors, above: "5%%", per: 10 minutes, to: "slack:#crm-alerts"}
    - {on: denied, to: "slack:#crm-alerts"}
    - {on: unknown-source, to: "slack:#crm-alerts"}
  audit: {to: "siem:crm-api", keep: 400 days}
  subjects: [eu, uk]
  basis: {kind: contract, reference: "terms of service 2026"}
  retain: 24 months
  erase: "runbooks/erase-%(n)d.md"
  review: {every: 90 days, last: "2026-11-01", by: team-%(r)d}
  revoke: {runbook: "runbooks/revoke-%(n)d.md", within: 1 hour}
"""


def yaml(folder, integrations):
    text = "".join(YAML % {"n": number, "t": number % 20, "a": number // 5, "r": (number + 7) % 20}
                   for number in range(integrations))
    with open(os.path.join(folder, "policies.yaml"), "w", encoding="utf-8") as out:
        out.write(text)
    words = {"type": "string", "minLength": 1}
    lists = {"type": "array", "items": words, "minItems": 1}
    date = {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}
    grant = {"type": "object", "required": ["entity"], "additionalProperties": False,
             "properties": {"allow": lists, "deny": lists, "entity": words, "fields": lists, "because": words}}
    key = {"type": "object", "required": ["provider", "kind", "account"],
           "properties": {"provider": {"enum": ["highlevel", "keap"]}, "kind": words, "level": words,
                          "account": words, "store": words, "issued": date, "rotated": date}}
    one = {"type": "object", "required": ["id", "owner", "key", "grants", "review", "revoke"],
           "properties": {"id": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}, "key": key,
                          "environment": {"enum": ["production", "staging"]}, "scopes": lists, "from": lists,
                          "grants": {"type": "array", "items": grant, "minItems": 1},
                          "alerts": {"type": "array", "minItems": 4, "items": {"type": "object", "required": ["on", "to"]}},
                          "review": {"type": "object", "properties": {"last": date}}}}
    with open(os.path.join(folder, "schema.json"), "w", encoding="utf-8") as out:
        json.dump({"type": "array", "items": one}, out)
    return len(text)
