// Says what to set at the provider: which keys to make, with which scopes, when to change them, and
// which to take away.
//
//     provision.ts MANIFEST_DIR
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Index {
  integrations: { id: string; status: "active" | "retired"; file: string }[];
}

interface Credential {
  id: string;
  kind: string;
  levels: string[];
  store: { kind: string; reference: string };
  rotated: string | null;
  issued: string | null;
  rotate_days: number | null;
}

interface Manifest {
  integration: { id: string; status: "active" | "retired" };
  providers: {
    id: string;
    credential: Credential;
    scopes: { minimal: { scope: string }[]; declared: string[]; excess: string[]; missing: string[] };
  }[];
  revoke: { runbook: string } | null;
}

function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, "utf8")) as Shape;
}

function dueDate(credential: Credential): string | null {
  const since = credential.rotated ?? credential.issued;
  if (since === null || credential.rotate_days === null) return null;
  const day = new Date(`${since}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + credential.rotate_days);
  return day.toISOString().slice(0, 10);
}

const folder = process.argv[2] ?? "manifests";
for (const entry of readJson<Index>(join(folder, "index.json")).integrations) {
  const manifest = readJson<Manifest>(join(folder, entry.file));
  if (manifest.integration.status === "retired") {
    console.log(`${entry.id}: retired, revoke whatever it still has`);
    continue;
  }
  for (const { id, credential, scopes } of manifest.providers) {
    const wanted = scopes.minimal.map((one) => one.scope);
    console.log(`${entry.id}: ${id} ${credential.kind} at ${credential.levels.join(", ")}`);
    console.log(`  scopes  ${wanted.join(" ")}`);
    if (scopes.excess.length > 0) console.log(`  untick  ${scopes.excess.join(" ")}`);
    console.log(`  store   ${credential.store.kind} ${credential.store.reference}`);
    const due = dueDate(credential);
    if (due !== null) console.log(`  rotate  by ${due}`);
  }
}
