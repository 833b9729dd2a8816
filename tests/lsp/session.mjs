// Plays sessions of an editor against `latchkey lsp` with a client that is not ours, and holds
// what the server says against goldens.
//
//     node session.mjs --latchkey PROGRAM --modules FOLDER [--update] SESSION.mjs…
//
// A session exports `files` (path to text), `capabilities`, and `play(editor)`. What it sends and
// what comes back is written to SESSION.txt, with `{root}` for the folder.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const options = { update: false, sessions: [] };
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === "--update") options.update = true;
  else if (word === "--latchkey") options.latchkey = path.resolve(words.shift());
  else if (word === "--modules") options.modules = path.resolve(words.shift());
  else options.sessions.push(path.resolve(word));
}
const require = createRequire(path.join(options.modules, "package.json"));
const rpc = require("vscode-jsonrpc/node");
const protocol = require("vscode-languageserver-protocol");

/// One editor with one server.
class Editor {
  constructor(session) {
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), "latchkey-lsp-"));
    this.log = [];
    this.texts = new Map();
    this.versions = new Map();
    this.waiting = [];
    this.published = new Map();
    for (const [name, text] of Object.entries(session.files ?? {})) this.write(name, text);
    this.server = spawn(options.latchkey, ["lsp", "--stdio", "--as-of", "2026-11-23"], { cwd: this.root });
    this.exit = new Promise((done) => this.server.on("exit", (code) => done(code)));
    this.connection = rpc.createMessageConnection(
      new rpc.StreamMessageReader(this.server.stdout), new rpc.StreamMessageWriter(this.server.stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", (params) => {
      this.published.set(params.uri, params);
      this.waiting.splice(0).forEach((wake) => wake());
    });
    this.connection.onNotification((method, params) => this.note(`<- ${method}`, params));
    this.connection.onRequest("client/registerCapability", (params) => {
      this.note("<- client/registerCapability", params);
      return null;
    });
    /// What a client that can be asked for its settings answers.
    this.settings = null;
    this.connection.onRequest("workspace/configuration", (params) => {
      this.note("<- workspace/configuration", params);
      return [this.settings];
    });
    /// How often the server said that what was pulled is stale, and who waits for it.
    this.woken = 0;
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.woken += 1;
      this.waiting.splice(0).forEach((wake) => wake());
      return null;
    });
    this.connection.listen();
  }

  write(name, text) {
    const file = path.join(this.root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  uri(name) {
    return pathToFileURL(path.join(this.root, name)).href;
  }
  clean(value) {
    return JSON.parse(JSON.stringify(value ?? null).replaceAll(pathToFileURL(this.root).href, "{root}")
      .replaceAll(this.root, "{root}"));
  }
  note(title, value) {
    this.log.push(`${title}${value === undefined ? "" : ` ${render(this.clean(value), "")}`}`);
  }

  async start(capabilities = {}, folders = true, initializationOptions = undefined) {
    const result = await this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders ? [{ uri: pathToFileURL(this.root).href, name: "root" }] : null,
      capabilities,
      initializationOptions,
    });
    this.connection.sendNotification("initialized", {});
    return result;
  }
  async stop() {
    await this.connection.sendRequest("shutdown");
    this.connection.sendNotification("exit");
    const code = await this.exit;
    this.note(`exit ${code}`);
    this.connection.dispose();
    fs.rmSync(this.root, { recursive: true });
  }

  open(name) {
    const text = fs.readFileSync(path.join(this.root, name), "utf8");
    this.texts.set(name, text);
    this.versions.set(name, 1);
    this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: this.uri(name), languageId: "latchkey", version: 1, text },
    });
  }
  /// Replaces the first `old` by `replacement`, as an editor sends it: the range alone.
  change(name, old, replacement) {
    const text = this.texts.get(name);
    const at = text.indexOf(old);
    if (at < 0) throw new Error(`${name} has no ${JSON.stringify(old)}`);
    const version = this.versions.get(name) + 1;
    this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri(name), version },
      contentChanges: [{
        range: { start: position(text, at), end: position(text, at + old.length) },
        text: replacement,
      }],
    });
    this.texts.set(name, text.slice(0, at) + replacement + text.slice(at + old.length));
    this.versions.set(name, version);
  }
  close(name) {
    this.versions.delete(name);
    this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(name) } });
  }

  /// The place of `‸` in a piece of a file's text.
  at(name, piece) {
    const text = this.texts.get(name) ?? fs.readFileSync(path.join(this.root, name), "utf8");
    const plain = piece.replace("‸", "");
    const at = text.indexOf(plain);
    if (at < 0) throw new Error(`${name} has no ${JSON.stringify(plain)}`);
    return { textDocument: { uri: this.uri(name) }, position: position(text, at + piece.indexOf("‸")) };
  }
  /// Asks, and writes question and answer down; `shorten` makes a long answer readable.
  async ask(title, method, params, shorten = (answer) => answer) {
    let answer;
    try {
      answer = shorten(await this.connection.sendRequest(method, params));
    } catch (error) {
      answer = { error: error.code, message: error.message };
    }
    this.note(`${method} (${title})\n ->`, answer);
    return answer;
  }
  /// What was last published for a file, once something is: for an open document of the version
  /// that it has now, for another file without one. What was told before the server had read what
  /// it was sent last would make the session depend on the machine's pace.
  async diagnostics(name) {
    const uri = this.uri(name);
    const told = () => this.published.has(uri) && this.published.get(uri).version === this.versions.get(name);
    while (!told()) await new Promise((wake) => this.waiting.push(wake));
    const found = this.published.get(uri);
    this.published.delete(uri);
    this.note(`diagnostics of ${name}`, found);
    return found.diagnostics;
  }
}

/// Line and character (UTF-16) of an offset of a text.
function position(text, at) {
  const before = text.slice(0, at);
  const line = before.split("\n").length - 1;
  return { line, character: at - (before.lastIndexOf("\n") + 1) };
}

/// JSON that a person can read: what fits stands on one line.
function render(value, indent) {
  const flat = JSON.stringify(value);
  if (flat.length + indent.length <= 110 || value === null || typeof value !== "object") return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((one) => deeper + render(one, deeper)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, one]) => `${deeper}${JSON.stringify(key)}: ${render(one, deeper)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

let failed = 0;
for (const file of options.sessions) {
  const session = await import(pathToFileURL(file).href);
  const editor = new Editor(session);
  await session.play(editor, protocol, rpc);
  const found = `${editor.log.join("\n")}\n`;
  const golden = file.replace(/\.mjs$/, ".txt");
  const expected = fs.existsSync(golden) ? fs.readFileSync(golden, "utf8") : "";
  if (found === expected) continue;
  if (options.update) {
    fs.writeFileSync(golden, found);
    console.log(`updated ${path.basename(golden)}`);
    continue;
  }
  failed += 1;
  const old = expected.split("\n");
  const line = found.split("\n").findIndex((one, at) => one !== old[at]);
  console.log(`${path.basename(golden)}:${line + 1}: differs\n  expected: ${old[line]}\n  found:    ${found.split("\n")[line]}`);
}
// A run that played nothing has shown nothing.
console.log(`${options.sessions.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || options.sessions.length === 0 ? 1 : 0);
