// What a person asks who writes: completion, renaming, actions, the manifest.
import { files as shop } from "./shop.mjs";
export const files = shop;
const form = "policies/form.latch";
const labels = (answer) => ({ count: answer.items.length, first: answer.items.slice(0, 8).map((one) => `${one.label} | ${one.detail ?? ""}`) });
export async function play(editor) {
  await editor.start();
  editor.open(form);
  for (const line of ["‸", "allow ‸", "allow create on ‸", "allow create on contact (‸)", "allow create on contact (email, ‸)",
    "allow create on contact ‸", 'allow call "‸"', "allow receive ‸", "scopes ‸", "owner ‸", "environment ‸", "purpose ‸",
    "review every 90 days last ‸", "review every 90 days last 2026-10-01 by ‸", "waive ‸", "waive missing-audit until ‸",
    "uses ‸", "include ‸", "subjects ‸", "alert on ‸",
    "allow read on product where ‸", "allow read on product where status ‸", "allow update on product where availableInStore = ‸",
    "allow update on product where availableInStore in (‸)", "allow update on product where availableInStore in (true, ‸)",
    "allow update on product where availableInStore = true ‸", "allow update on product where availableInStore = true and ‸",
    'allow read on contact via "GET /contacts/{contactId}" where ‸', "allow read on nothing where ‸", "// no completion ‸"]) {
    const before = editor.texts.get(form);
    editor.change(form, "  gateway", `  ${line.replace("‸", "")}\n  gateway`);
    const piece = `  ${line}\n  gateway`;
    await editor.ask(line, "textDocument/completion", editor.at(form, piece), labels);
    editor.change(form, `  ${line.replace("‸", "")}\n  gateway`, "  gateway");
    if (before !== editor.texts.get(form)) throw new Error("the text is another");
  }
  for (const line of ["‸", "use ‸", "assert ‸", "assert lead-form ‸", "assert lead-form cannot ‸", "assert lead-form cannot delete ‸",
    "waive missing-audit for ‸"]) {
    editor.change(form, "use highlevel\n", `${line.replace("‸", "")}\n`);
    await editor.ask(`top: ${line}`, "textDocument/completion",
      { textDocument: { uri: editor.uri(form) }, position: { line: 0, character: line.length - 1 } }, labels);
    editor.change(form, `${line.replace("‸", "")}\n`, "use highlevel\n");
  }
  editor.change(form, "use highlevel\n", "\n");
  await editor.ask("snippets", "textDocument/completion", { textDocument: { uri: editor.uri(form) }, position: { line: 0, character: 0 } },
    (answer) => answer.items.map((one) => one.textEdit.newText));
  editor.change(form, "\n", "use highlevel\n");
  await editor.ask("a team", "textDocument/prepareRename", editor.at(form, "owner   gro‸wth"));
  await editor.ask("a team", "textDocument/rename", { ...editor.at(form, "owner   gro‸wth"), newName: "marketing" });
  await editor.ask("taken", "textDocument/rename", { ...editor.at(form, "owner   gro‸wth"), newName: "Security" });
  await editor.ask("no name", "textDocument/rename", { ...editor.at(form, "owner   gro‸wth"), newName: "the team" });
  await editor.ask("standard", "textDocument/rename", { ...editor.at(form, "lead-ca‸pture"), newName: "capture" });
  await editor.ask("a scope", "textDocument/prepareRename", editor.at(form, "contacts.w‸rite"));
  const document = { textDocument: { uri: editor.uri(form) } };
  const range = (piece, other) => ({ ...document, context: { diagnostics: [] },
    range: { start: editor.at(form, piece).position, end: editor.at(form, other).position } });
  await editor.ask("excess scope", "textDocument/codeAction", range("‸contacts.readonly", "‸contacts.readonly"));
  await editor.ask("a grant", "textDocument/codeAction", range("‸allow create", "\"🔑 enquiries‸"));
  await editor.ask("manifest", "workspace/executeCommand",
    { command: "latchkey.manifest", arguments: [editor.at(form, "‸lead-form")] }, (answer) => answer.split("\n").slice(0, 6));
  editor.change(form, "  owner   growth", " owner growth");
  editor.change(form, 'gateway "edge-proxy"', 'gateway     "edge-proxy"');
  const options = { tabSize: 2, insertSpaces: true };
  await editor.ask("all", "textDocument/formatting", { ...document, options });
  await editor.ask("a line", "textDocument/rangeFormatting", { ...range("‸ owner growth", " owner growth‸"), options });
  await editor.ask("a closed block", "textDocument/onTypeFormatting",
    { ...editor.at(form, "1 hour\n}‸"), ch: "}", options });
  await editor.ask("matrix", "workspace/executeCommand", { command: "latchkey.matrix" });
  await editor.ask("page", "workspace/executeCommand", { command: "latchkey.page", arguments: [{ id: "excess-scope" }] },
    (answer) => answer.split("\n").slice(0, 3));
  await editor.ask("no command", "workspace/executeCommand", { command: "latchkey.nothing" });
  await editor.stop();
}
