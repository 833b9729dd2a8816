import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { ManifestPreview } from "./manifest";
import { AccessMatrix } from "./matrix";
import { findServer, Server } from "./server";
import { provideTasks } from "./tasks";

let client: LanguageClient | undefined;
let server: Server | undefined;

async function start(context: vscode.ExtensionContext, status: vscode.LanguageStatusItem): Promise<void> {
  const found = await findServer(context);
  if (typeof found === "string") {
    server = undefined;
    status.text = "no latchkey";
    status.detail = found;
    status.severity = vscode.LanguageStatusSeverity.Error;
    const settings = "Open Settings";
    if ((await vscode.window.showErrorMessage(found, settings)) === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "latchkey.path");
    }
    return;
  }
  server = found;
  status.text = `latchkey ${found.version}`;
  status.detail = found.program;
  status.severity = vscode.LanguageStatusSeverity.Information;
  client = new LanguageClient(
    "latchkey",
    "Latchkey",
    { command: found.program, args: ["lsp"] },
    {
      documentSelector: [{ language: "latchkey" }],
      // The server asks for the settings when it hears that one has changed.
      synchronize: { configurationSection: "latchkey" },
    },
  );
  await client.start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

/** The rule of the finding under the cursor, else what the server says on hovering. */
async function explain(editor: vscode.TextEditor): Promise<void> {
  const at = editor.selection.active;
  const finding = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((one) => one.source === "latchkey" && one.range.contains(at));
  if (!finding || !server) {
    await vscode.commands.executeCommand("editor.action.showHover");
    return;
  }
  const code = typeof finding.code === "object" ? finding.code.value : finding.code;
  const text = await client?.sendRequest<string>("workspace/executeCommand", {
    command: "latchkey.page",
    arguments: [{ id: String(code) }],
  });
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text ?? "" });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", document.uri);
}

/** Every safe fix of a document; the server marks them as preferred. */
async function fixAll(editor: vscode.TextEditor): Promise<void> {
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  // A fix may make room for the next; each round asks anew, and none can go on for ever.
  for (let round = 0; round < 50; round += 1) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider", editor.document.uri, whole, vscode.CodeActionKind.QuickFix.value);
    const safe = actions?.find((one) => one.isPreferred && one.edit);
    if (!safe?.edit || !(await vscode.workspace.applyEdit(safe.edit))) return;
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = vscode.languages.createLanguageStatusItem("latchkey.server", { language: "latchkey" });
  status.name = "Latchkey";
  const preview = new ManifestPreview(() => client);
  const matrix = new AccessMatrix(() => client);
  const inEditor = (run: (editor: vscode.TextEditor) => Promise<void>) => async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId === "latchkey") await run(editor);
  };
  context.subscriptions.push(
    status,
    preview.register(),
    vscode.commands.registerCommand("latchkey.restart", async () => {
      await stop();
      await start(context, status);
    }),
    vscode.commands.registerCommand("latchkey.showManifest", inEditor((editor) => preview.show(editor))),
    vscode.commands.registerCommand("latchkey.showMatrix", () => matrix.show()),
    vscode.commands.registerCommand("latchkey.explain", inEditor(explain)),
    vscode.commands.registerCommand("latchkey.fixAll", inEditor(fixAll)),
    // What a code lens runs: the editor's own list of places, which takes its own types.
    vscode.commands.registerCommand("latchkey.showPlaces", (uri: string, position, places) => {
      const convert = client?.protocol2CodeConverter;
      return convert && vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri),
        convert.asPosition(position), places.map((one: never) => convert.asLocation(one)));
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId === "latchkey") void matrix.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("latchkey.path")) {
        await stop();
        await start(context, status);
      }
    }),
    vscode.tasks.registerTaskProvider("latchkey", provideTasks(() => server?.program ?? "latchkey")),
  );
  await start(context, status);
}

export async function deactivate(): Promise<void> {
  await stop();
}
