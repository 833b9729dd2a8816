// Recomputes the digest of every manifest in a directory with a canonicaliser that is not ours:
// the npm package `canonicalize`, by an author of RFC 8785.
//
// usage: node verify_digests.mjs DIRECTORY [MODULES]
//
// MODULES is where `npm ci` put the package; without it, the folder `node` beside this file.
// Exit code 0: every digest is right; 1: one is not; 2: nothing could be checked.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

function give_up(reason) {
  console.error(`NOTHING WAS CHECKED: ${reason}`);
  process.exit(2);
}

function load_canonicalize(folder) {
  try {
    return createRequire(join(resolve(folder), "package.json"))("canonicalize");
  } catch (error) {
    return give_up(`run \`npm ci --prefix ${folder}\` first (${error.code})`);
  }
}

function digest(canonicalize, { digest: _, ...rest }) {
  return "sha256:" + createHash("sha256").update(canonicalize(rest), "utf8").digest("hex");
}

const here = dirname(fileURLToPath(import.meta.url));
const [directory, modules = join(here, "node")] = process.argv.slice(2);
if (directory === undefined) {
  give_up("usage: node verify_digests.mjs DIRECTORY [MODULES]");
}
const canonicalize = load_canonicalize(modules);
const names = readdirSync(directory).filter((name) => name.endsWith(".json")).sort();
if (names.length === 0) {
  give_up(`no manifest in ${directory}`);
}
let failures = 0;
for (const name of names) {
  const document = JSON.parse(readFileSync(join(directory, name), "utf8"));
  const computed = digest(canonicalize, document);
  if (document.digest !== computed) {
    console.log(`${name}: digest is ${document.digest}, computed ${computed}`);
    failures += 1;
  }
  // That it can fail: one member more must give another digest.
  if (digest(canonicalize, { ...document, extra: 0 }) === document.digest) {
    console.log(`${name}: a member more, and nothing was noticed`);
    failures += 1;
  }
}
console.log(`${names.length} digests checked, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
