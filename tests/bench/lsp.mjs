// Measures `latchkey lsp` with a client that is not ours.
//
//     node lsp.mjs --latchkey PROGRAM --modules FOLDER --workspace FOLDER [--edits N] [--out FILE]
//
// Opens the workspace, makes edits of different kinds, nine in one file and then its first text again,
// waits after each for the diagnostics of that version, and asks for completions in between. Times are milliseconds as the
// client sees them; memory is the peak of the server.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const options = { edits: 500 };
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift().slice(2);
  options[word] = word === "edits" ? Number(words.shift()) : path.resolve(words.shift());
}
const require = createRequire(path.join(options.modules, "package.json"));
const rpc = require("vscode-jsonrpc/node");

// The same numbers each time.
let state = 20261124;
const below = (bound) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % bound;
};

const names = fs.readdirSync(options.workspace).filter((name) => name.endsWith(".latch")).sort();
const uriOf = (name) => pathToFileURL(path.join(options.workspace, name)).href;
const texts = new Map(names.map((name) => [name, fs.readFileSync(path.join(options.workspace, name), "utf8")]));
const firstTexts = new Map(texts);
const versions = new Map();

const server = spawn(options.latchkey, ["lsp", "--stdio", "--as-of", "2026-11-23"], { cwd: options.workspace });
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
let wake = () => {};
connection.onNotification("textDocument/publishDiagnostics", (params) => wake(params));
connection.onNotification(() => {});
connection.onRequest("client/registerCapability", () => null);
connection.listen();

const told = (uri, version) => new Promise((done) => {
  wake = (params) => params.uri === uri && params.version === version && done(performance.now());
});
const open = async (name) => {
  versions.set(name, 1);
  const wait = told(uriOf(name), 1);
  connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uriOf(name), languageId: "latch", version: 1, text: texts.get(name) } });
  return wait;
};
/// Offsets count UTF-16 units here and there alike.
const positionOf = (text, offset) => {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
};
const change = async (name, begin, end, replacement) => {
  const text = texts.get(name);
  const version = versions.get(name) + 1;
  versions.set(name, version);
  texts.set(name, text.slice(0, begin) + replacement + text.slice(end));
  const wait = told(uriOf(name), version);
  const start = performance.now();
  connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: uriOf(name), version },
    contentChanges: [{ range: { start: positionOf(text, begin), end: positionOf(text, end) }, text: replacement }],
  });
  return (await wait) - start;
};

/// Where a pattern's group stands in one of its places in a file.
const find = (name, pattern) => {
  const all = [...texts.get(name).matchAll(pattern)];
  if (all.length === 0) return null;
  const one = all[below(all.length)];
  const begin = one.index + one[0].indexOf(one[1]);
  return { begin, end: begin + one[1].length, text: one[1] };
};
/// Each gives [begin, end, replacement], or nothing where the file has no place for it.
const kinds = {
  "a letter in a text": (name) => { const at = find(name, /because "([^"]*)"/g); return at && [at.end, at.end, "x"]; },
  "a number": (name) => { const at = find(name, /limit +(\d+)/g); return at && [at.begin, at.end, String(30 + below(60))]; },
  "a comment": (name) => [0, 0, "// a line at the top\n"],
  "a grant": (name) => { const at = find(name, /\n( {2}scopes )/g); return at && [at.begin, at.begin, "  allow read on calendar\n"]; },
  "a grant less": (name) => { const at = find(name, /( {2}allow read on calendar\n)/g); return at && [at.begin, at.end, ""]; },
  "a scope": (name) => { const at = find(name, /scopes +([^\n]*)/g); return at && [at.end, at.end, ", users.readonly"]; },
  "an unknown name": (name) => { const at = find(name, /owner +(team-\d+)\n/g); return at && [at.begin, at.end, "nobody"]; },
  "a key's owner": (name) => { const at = find(name, /owner +(team-\d+|nobody)\n/g); return at && [at.begin, at.end, `team-${below(20)}`]; },
  "a broken statement": (name) => { const at = find(name, /\n( {2}gateway)/g); return at && [at.begin, at.begin, "  allow read on\n"]; },
  "an open text": (name) => { const at = find(name, /audit +"[^"]*(")/g); return at && [at.begin, at.end, ""]; },
  "the first text": (name) => [0, texts.get(name).length, firstTexts.get(name)],
  "an integration's name": (name) => { const at = find(name, /integration (integration-\d+) /g); return at && [at.end, at.end, "b"]; },
  "a key's name": (name) => { const at = find(name, /credential (key-\d+) /g); return at && [at.end, at.end, "b"]; },
  "a declaration more": (name) => {
    const at = find(name, /(\n\n)credential/g);
    return at && [at.end, at.end, `credential spare-${below(1e6)} {\n  provider highlevel\n  kind private-integration\n  level location\n  store env "SPARE_${below(1e6)}"\n  owner team-1\n}\n\n`];
  },
  "a declaration less": (name) => { const at = find(name, /(credential spare-[^}]*}\n\n)/g); return at && [at.begin, at.end, ""]; },
};
/// Places where somebody asks what may stand there.
const questions = [/allow (read) on/g, /allow \w+ on ([a-z-]+)/g, /scopes +([a-z.]+)/g, /purpose +([a-z]+)/g, /owner +(team)/g, /uses +(key)/g];

const percentile = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.ceil(list.length * share) - 1)];
const round = (value) => Math.round(value * 10) / 10;
const row = (list) => ({ count: list.length, p50: round(percentile(list, 0.5)), p99: round(percentile(list, 0.99)), most: round(Math.max(...list)) });

const begin = performance.now();
await connection.sendRequest("initialize", {
  processId: process.pid, rootUri: null, capabilities: {},
  workspaceFolders: [{ uri: pathToFileURL(options.workspace).href, name: "workspace" }] });
connection.sendNotification("initialized", {});
const first = (await open(names[0])) - begin;

const changes = [];
const completions = [];
const byKind = new Map();
const measure = async (name, kind) => {
  const edit = kinds[kind](name);
  if (!edit) return;
  const time = await change(name, ...edit);
  changes.push(time);
  byKind.set(kind, [...(byKind.get(kind) ?? []), time]);
  const question = find(name, questions[below(questions.length)]);
  if (question) {
    const start = performance.now();
    await connection.sendRequest("textDocument/completion", {
      textDocument: { uri: uriOf(name) }, position: positionOf(texts.get(name), question.begin + 1) });
    completions.push(performance.now() - start);
  }
};
// People work on one file for a while, and what they broke they mend.
const atOnce = 10;
while (changes.length < options.edits) {
  const name = names[below(names.length)];
  if (!versions.has(name)) await open(name);
  for (let edit = 1; edit < atOnce; ++edit) {
    await measure(name, Object.keys(kinds)[below(Object.keys(kinds).length)]);
  }
  await measure(name, "the first text");
}
// The file that all others rest on: its figures stand by themselves.
const shared = [];
for (const kind of ["a comment", "a letter in a text", "a comment"]) {
  if (!versions.has(names[0])) await open(names[0]);
  shared.push(await change(names[0], ...kinds[kind](names[0])));
}
const status = fs.readFileSync(`/proc/${server.pid}/status`, "utf8");
const result = {
  files: names.length,
  first_diagnostics: round(first),
  change_to_diagnostics: row(changes),
  completion: row(completions),
  shared_file: row(shared),
  peak_megabytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024),
  kinds: Object.fromEntries([...byKind].map(([kind, list]) => [kind, row(list)])),
};
await connection.sendRequest("shutdown");
connection.sendNotification("exit");
const text = JSON.stringify(result, null, 2) + "\n";
options.out ? fs.writeFileSync(options.out, text) : process.stdout.write(text);
setTimeout(() => process.exit(0), 200);
