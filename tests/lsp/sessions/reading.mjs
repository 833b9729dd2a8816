// What a person asks who reads: hovers, names, outlines, colours.
import { files as shop } from "./shop.mjs";
export const files = shop;
const form = "policies/form.latch";
const first = (answer) => answer && { ...answer, contents: answer.contents.value.split("\n").slice(0, 12) };
export async function play(editor) {
  await editor.start();
  editor.open(form);
  for (const piece of ["contacts.w‸rite", "lead-ca‸pture", "owner   gro‸wth", "form-‸key", "cre‸ate on", "on con‸tact",
    "first‸Name", "rev‸iew every", "‸lead-form", "high‸level"]) {
    await editor.ask(piece, "textDocument/hover", editor.at(form, piece), first);
  }
  for (const piece of ["owner   gro‸wth", "form-‸key", "contacts.w‸rite"]) {
    await editor.ask(piece, "textDocument/definition", editor.at(form, piece));
    await editor.ask(piece, "textDocument/references",
      { ...editor.at(form, piece), context: { includeDeclaration: true } });
    await editor.ask(piece, "textDocument/documentHighlight", editor.at(form, piece));
  }
  const document = { textDocument: { uri: editor.uri(form) } };
  await editor.ask("outline", "textDocument/documentSymbol", document);
  await editor.ask("lf", "workspace/symbol", { query: "lf" });
  await editor.ask("folds", "textDocument/foldingRange", document);
  await editor.ask("grown", "textDocument/selectionRange",
    { ...document, positions: [editor.at(form, "first‸Name").position] });
  await editor.ask("runbook", "textDocument/documentLink", document);
  await editor.ask("whole file", "textDocument/inlayHint",
    { ...document, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } });
  await editor.ask("form", "textDocument/codeLens", document);
  await editor.ask("base", "textDocument/codeLens", { textDocument: { uri: editor.uri("policies/base.latch") } });
  await editor.ask("all", "textDocument/semanticTokens/full", document, (answer) => {
    const rows = [];
    for (let at = 0; at < answer.data.length; at += 5) rows.push(answer.data.slice(at, at + 5).join(" "));
    return { resultId: answer.resultId, rows };
  });
  editor.change(form, "because \"🔑 enquiries\"", "because \"enquiries\"");
  await editor.ask("after a change", "textDocument/semanticTokens/full/delta", { ...document, previousResultId: "1" });
  await editor.stop();
}
