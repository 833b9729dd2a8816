// The workspace of the sessions.
export const files = {
  "latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\n',
  "runbooks/revoke.md": "# Revoke the key\n",
  "policies/base.latch": `team growth "Growth marketing" {
  contact "growth@acme.example"
}

team security {
  contact "security@acme.example"
}

credential form-key {
  provider highlevel
  kind     private-integration
  level    location
  store    env "FORM_KEY"
  owner    growth
  rotated  2026-11-01
  rotate   every 90 days
}
`,
  "policies/form.latch": `use highlevel

/// Puts enquiries from the website into the CRM. 🔑
integration lead-form "Website 🔑 form" {
  purpose lead-capture
  owner   growth
  uses    form-key
  allow create on contact (firstName, email) because "🔑 enquiries"
  scopes  contacts.readonly, contacts.write
  gateway "edge-proxy"
  review every 90 days last 2026-10-01 by growth
  revoke "runbooks/revoke.md" within 1 hour
}
`,
  "policies/promises.latch": "use highlevel\n\nassert lead-form cannot delete contact\n",
};
