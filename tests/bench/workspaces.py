"""Makes realistic workspaces of any size: the same arguments give the same bytes."""

import os

# Grants of the common kinds, and the scopes that they need.
SHAPES = [
    ("lead-capture", "allow create on contact (firstName, lastName, email, phone, source)", "contacts.write"),
    ("analytics", "allow read on opportunity except (class free-text)\n    because \"the board asks for figures\"\n  allow read on pipeline", "opportunities.readonly"),
    ("scheduling", "allow create on calendar-event\n    because \"visitors book and move their own appointments\"\n"
     "  allow read on calendar", "calendars.readonly, calendars/events.write"),
    ("messaging", "allow send on message except (attachments)\n    because \"answers go out\"\n  allow read on conversation",
     "conversations.readonly, conversations/message.write"),
    ("marketing", "allow create on contact-tag", "contacts.write"),
]

TEAM = """team team-{n} "Team {n}" {{
  contact    "team-{n}@acme.example"
  escalation "slack:#team-{n}"
}}

"""

INTEGRATION = """credential key-{n} {{
  provider    highlevel
  kind        private-integration
  level       location
  account     "ve9EPM428h8vShlRW1KT"
  environment production
  store       env "KEY_{n}"
  owner       team-{team}
  issued      2026-10-01
  rotated     2026-11-01
  rotate      every 90 days overlap 7 days
}}

/// Integration number {n} of a generated workspace.
integration integration-{n} "Integration {n}" {{
  environment production
  purpose     {purpose}
  owner       team-{team}
  uses        key-{n}

  {grant}
    because "this is what integration {n} is for"

  scopes   {scopes}
  limit    60 requests per minute
  limit    5_000 requests per day
  from     "203.0.113.0/24"
  gateway  "edge-proxy"
  alert    on volume above 500 per hour to "slack:#crm-alerts"
  alert    on errors above 5% per 10 minutes to "slack:#crm-alerts"
  alert    on denied to "slack:#crm-alerts"
  alert    on unknown-source to "slack:#crm-alerts"
  audit    to "siem:crm-api" keep 400 days
  subjects eu, uk
  basis    consent "privacy notice 2026-02"
  retain   24 months
  erase    "runbooks/erase-{n}.md"
  review   every 90 days last 2026-11-01 by team-{team}
  revoke   "runbooks/revoke-{n}.md" within 1 hour
}}

"""


def integration(number):
    purpose, grant, scopes = SHAPES[number % len(SHAPES)]
    return INTEGRATION.format(n=number, team=number % 20, purpose=purpose, grant=grant, scopes=scopes)


def write(folder, integrations, files):
    """Writes the workspace and returns its size in bytes."""
    texts = [[] for _ in range(files)]
    texts[0] += [TEAM.format(n=number) for number in range(min(20, max(1, integrations)))]
    for number in range(integrations):
        texts[number % files].append(integration(number))
    total = 0
    for number, parts in enumerate(texts):
        text = "".join(parts)
        total += len(text)
        with open(os.path.join(folder, f"policy-{number:05}.latch"), "w", encoding="utf-8") as file:
            file.write(text)
    return total
