import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

/** A program that serves this editor, and what it says of itself. */
export interface Server {
  program: string;
  version: string;
}

function versionOf(program: string): Promise<string | undefined> {
  return new Promise((done) => {
    execFile(program, ["--version"], { timeout: 10_000 }, (error, output) => {
      const found = /^latchkey (\S+)/.exec(output);
      done(error || !found ? undefined : found[1]);
    });
  });
}

/**
 * The server, looked for in this order: the setting, the program packed in the extension, `PATH`. A
 * setting that names no latchkey is a mistake to be told, and nothing else is taken in its place.
 */
export async function findServer(context: vscode.ExtensionContext): Promise<Server | string> {
  const configured = vscode.workspace.getConfiguration("latchkey").get<string>("path", "").trim();
  const packed = path.join(context.extensionPath, "bin", "latchkey");
  const candidates = configured ? [configured] : [...(fs.existsSync(packed) ? [packed] : []), "latchkey"];
  for (const program of candidates) {
    const version = await versionOf(program);
    if (version) return { program, version };
  }
  return configured
    ? `The setting latchkey.path names no latchkey: ${configured}`
    : "There is no latchkey in this extension or on PATH. Install it, or name it in the setting latchkey.path.";
}
