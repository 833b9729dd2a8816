"""Makes realistic workspaces of any size: the same arguments give the same bytes.

Some things are shared in proportion, so that what looks at the whole workspace has work: 20 teams,
a few roles and purposes, one account for every five integrations, one network for every fifty, an
assertion for every ten. With `findings` every seventh integration has something wrong.

    workspaces.py FOLDER INTEGRATIONS FILES [findings]
"""

import os
import sys

TEAMS = 20

# Purpose, what stands before the integration, the grants, the scopes, what stands after the data.
SHAPES = [
    ("lead-capture", "",
     'allow create on contact (firstName, lastName, email, phone, source)\n    because "visitors leave their address"',
     "contacts.write", ""),
    ("analytics", "",
     'allow read on opportunity except (class free-text)\n    because "the board asks for figures"\n'
     '  allow read on pipeline\n    because "the stages have names"',
     "opportunities.readonly", ""),
    ("scheduling", "",
     'include appointment-book', "calendars.readonly, calendars/events.write, contacts.write", ""),
    ("messaging", "",
     'allow send on message (contactId, message)\n    via "POST /conversations/messages"\n    where type = "SMS"\n'
     '    because "answers go out by text"\n  deny delete on any',
     "conversations/message.write", ""),
    ("marketing", "",
     'allow create on contact-tag\n    because "who has read the letter"', "contacts.write", ""),
    ("ledger", "",
     'allow read on invoice\n    via "GET /invoices/", "GET /invoices/{{invoiceId}}"\n    where altType = "location"\n'
     '    because "what was billed and is still open"\n'
     '  allow record-payment on invoice (amount, mode, notes, fulfilledAt)\n    where mode in ("bank_transfer", "cheque")\n'
     '    because "marks as paid what the bank has"\n  deny send, delete on invoice',
     "invoices.readonly, invoices.write", ""),
    ("enrichment", "",
     'allow read, update on business (class contact-detail)\n    because "practices move, and the register knows first"\n'
     '  deny delete on any',
     "businesses.readonly, businesses.write", ""),
    ("support", "",
     'include contact-card\n  allow read on conversation\n    because "which are open"',
     "contacts.readonly, conversations.readonly", ""),
    ("sync", 'KEAP',
     'allow read, create, update on keap:contact (given_name, family_name, company)\n'
     '    because "what was changed in the CRM"\n'
     '  allow read on highlevel:contact (id, firstName, lastName, companyName)\n    via "POST /contacts/search"\n'
     '    because "finds what has changed"',
     "contacts.readonly, keap:full",
     '  recipient "Northgate Supply Ltd" region eu agreement "IGA-{n}"\n'
     '  waive residual-escalation until 2027-05-15\n    because "Keap has no narrower scope" by team-1\n'),
    ("campaign-mail", "",
     'allow read on email-template\n    via "GET /emails/locations/{{locationId}}/templates"\n'
     '    because "the letter is made from a template"\n'
     '  allow create, update on email-campaign (name, editorType, editorContent, userId)\n'
     '    because "each month has its letter"\n  allow schedule on email-campaign\n    because "the editor sets the hour"',
     "emails/campaigns.write, emails/templates.readonly", ""),
]

SHARED = """use highlevel
use keap

purpose ledger "Invoices in the ledger" {
  extends billing
  permits read on invoice, transaction
  permits record-payment on invoice
  data    identifier, contact-detail, financial
}

purpose campaign-mail "The monthly newsletter" {
  extends marketing
  permits read on email-template
  permits read, create, update, schedule on email-campaign
  data    contact-detail, identifier
}

/// What a person in customer service has to see of somebody who writes.
role contact-card {
  allow read on highlevel:contact (id, firstName, lastName, email, phone, companyName, timezone)
    via "GET /contacts/{contactId}"
    because "shows who is writing"
}

/// Booking a visit.
role appointment-book {
  allow read on highlevel:calendar via "GET /calendars/{calendarId}/free-slots"
    because "shows the free times"
  allow create, update on highlevel:contact (firstName, lastName, email, phone, companyName, source)
    via "POST /contacts/upsert"
    where source = "booking-page"
    because "who books may be new, or known already"
  allow create on highlevel:calendar-event (calendarId, contactId, startTime, endTime, timezone, title)
    via "POST /calendars/events/appointments"
    because "books the time that was chosen"
  deny delete on any
}

"""

TEAM = """team team-{n} "Team {n}" {{
  contact    "team-{n}@acme.example"
  escalation "slack:#team-{n}"
}}

"""

KEAP = """credential keap-{n} {{
  provider    keap
  kind        oauth-app
  level       account
  account     "acct{account}"
  environment production
  store       vault "kv/keap/{n}"
  owner       team-{team}
  issued      2026-10-01
}}

"""

INTEGRATION = """credential key-{n} {{
  provider    highlevel
  kind        private-integration
  level       location
  account     "location{account}"
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
  uses        key-{n}{keap}

  {grants}

  scopes   {scopes}
  limit    60 requests per minute
  limit    5_000 requests per day
  from     "203.0.{network}.0/24"
  gateway  "edge-proxy"
  alert    on volume above 500 per hour to "slack:#crm-alerts"
  alert    on errors above 5% per 10 minutes to "slack:#crm-alerts"
  alert    on denied to "slack:#crm-alerts"
  alert    on unknown-source to "slack:#crm-alerts"
  audit    to "siem:crm-api" keep 400 days
  subjects eu, uk
  basis    contract "terms of service 2026"
  retain   24 months
  erase    "runbooks/erase-{n}.md"
{after}  review   every {review} last {reviewed} by team-{reviewer}
  revoke   "runbooks/revoke-{n}.md" within 1 hour
}}

"""


def integration(number, findings=False):
    purpose, before, grants, scopes, after = SHAPES[number % len(SHAPES)]
    wrong = findings and number % 7 == 3
    fields = {"n": number, "account": number // 5, "team": number % TEAMS, "reviewer": (number + 7) % TEAMS,
              "network": number // 50 % 256, "purpose": purpose, "scopes": scopes,
              "reviewed": "2026-01-15" if wrong else "2026-11-01",
              "review": "30 days" if before else "90 days",
              "grants": grants.format(), "after": after.format(n=number), "keap": ""}
    if wrong and number % 2 == 0:
        fields["scopes"] += ", users.readonly"
    if before:
        fields["keap"] = f"\n  uses        keap-{number}"
        text = KEAP.format(**fields) + INTEGRATION.format(**fields)
    else:
        text = INTEGRATION.format(**fields)
    if number % 10 == 0:
        text += f"assert integration-{number} cannot delete highlevel:contact\n\n"
    return text


def write(folder, integrations, files, findings=False):
    """Writes the workspace and returns its size in bytes."""
    total = 0
    for file in range(files):
        parts = [integration(number, findings) for number in range(file, integrations, files)]
        if file == 0:
            teams = {number % TEAMS for place in range(min(integrations, TEAMS)) for number in (place, place + 7)}
            # A workspace of a few integrations shares nothing.
            shared = SHARED if integrations >= len(SHAPES) else "use highlevel\nuse keap\n\n"
            parts = [shared, *(TEAM.format(n=number) for number in sorted(teams)), *parts]
        else:
            parts.insert(0, "use highlevel\nuse keap\n\n")
        text = "".join(parts)
        total += len(text)
        # Nobody keeps a hundred thousand files in one folder.
        below = os.path.join(folder, f"part-{file // 1000:03}") if files > 1000 else folder
        os.makedirs(below, exist_ok=True)
        with open(os.path.join(below, f"policy-{file:06}.latch"), "w", encoding="utf-8") as out:
            out.write(text)
    return total


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    print(write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["findings"]))
