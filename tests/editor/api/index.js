// Runs inside the extension host of the workbench, beside the extension itself: what other extensions
// and the editor see of it. `run` fails with the first assertion that does not hold.
const assert = require("node:assert/strict");
const path = require("node:path");
const vscode = require("vscode");

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
async function until(what, holds) {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await holds();
    if (found) return found;
    await pause(200);
  }
  assert.fail(`waited in vain for ${what}`);
}
const code = (one) => (typeof one.code === "object" ? one.code.value : one.code);
const setting = (name, value) =>
  vscode.workspace.getConfiguration("latchkey").update(name, value, vscode.ConfigurationTarget.Global);

exports.run = async () => {
  const root = vscode.workspace.workspaceFolders[0].uri.fsPath;
  const uri = vscode.Uri.file(path.join(root, "lead-form.latch"));
  const passed = (text) => console.log(`editor: api: ${text}`);

  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  assert.equal(document.languageId, "latchkey");
  const extension = vscode.extensions.getExtension("latchkey.latchkey");
  assert.ok(extension, "the extension is not there");
  await extension.activate();
  assert.ok(extension.isActive);
  passed("the extension is active, and the file has its language");

  const excess = () => vscode.languages.getDiagnostics(uri).find((one) => code(one) === "excess-scope");
  const finding = await until("the finding", excess);
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(finding.source, "latchkey");
  assert.equal(document.getText(finding.range), "contacts.readonly");
  passed("the finding arrives, at its place");

  await setting("rules.excess-scope", "info");
  await until("the level of the setting", () => excess()?.severity === vscode.DiagnosticSeverity.Information);
  await setting("rules.excess-scope", "off");
  await until("no finding", () => !excess());
  await setting("rules.excess-scope", undefined);
  await until("the finding again", () => excess()?.severity === vscode.DiagnosticSeverity.Error);
  passed("a setting changes a rule's level, and gives it back");

  const commands = await vscode.commands.getCommands(true);
  for (const { command } of extension.packageJSON.contributes.commands) {
    assert.ok(commands.includes(command), `there is no command ${command}`);
  }
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, finding.range);
  const fix = actions.find((one) => one.isPreferred);
  assert.ok(fix?.edit, `no fix among ${actions.map((one) => one.title)}`);
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, finding.range.start);
  assert.match(hovers.flatMap((one) => one.contents).map((one) => one.value ?? one).join("\n"), /contacts\.readonly/);
  passed("its fix is offered, and a hover says what the scope is");

  await editor.edit((edit) => edit.insert(finding.range.start, "    "));
  const edits = await vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", uri, { tabSize: 2, insertSpaces: true });
  assert.ok(edits.length > 0, "formatting has nothing to say of blanks too many");
  await vscode.commands.executeCommand("editor.action.formatDocument");
  await until("the laid out text", () => !document.getText().includes("      contacts.readonly"));
  passed("the document is laid out");

  await vscode.commands.executeCommand("latchkey.showManifest");
  const manifest = await until("the manifest", () =>
    vscode.workspace.textDocuments.find((one) => one.uri.scheme === "latchkey-manifest" && one.getText().includes('"manifest": 1')));
  assert.ok(manifest.getText().includes("lead-form"));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand("latchkey.showMatrix");
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await until("the access matrix", () => tabs().some((tab) => tab.label === "Access Matrix"));
  const shown = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const place = (await until("the finding", excess)).range.start;
  shown.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand("latchkey.explain");
  await until("the rule's page", () => vscode.workspace.textDocuments.some((one) => /excess-scope/.test(one.getText()) && one.languageId === "markdown"));
  passed("manifest, matrix and the rule's page are shown");

  // The preview of the page takes the focus when it is ready, which may be later.
  await until("the focus", async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await pause(500);
    return vscode.window.activeTextEditor?.document === document;
  });
  await vscode.commands.executeCommand("latchkey.fixAll");
  await until("the fix", () => !document.getText().includes("contacts.readonly, "));
  await until("no finding", () => !excess());
  await vscode.commands.executeCommand("latchkey.restart");
  const hint = await until("an answer of the server started anew", async () => {
    const found = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(finding.range.start.line, finding.range.start.character + 2));
    return found?.length > 0;
  });
  assert.ok(hint);
  passed("all safe fixes are applied, and the server starts anew");

  // Without a program nothing is answered, and the person is told why: the page looks for that message.
  const hovers_at = async () => (await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(finding.range.start.line, finding.range.start.character + 2))).length;
  await setting("path", "/nowhere/latchkey");
  await until("silence", async () => (await hovers_at()) === 0);
  await pause(3000);
  await setting("path", undefined);
  await until("an answer again", async () => (await hovers_at()) > 0);
  passed("a path that names no program is said");
};
