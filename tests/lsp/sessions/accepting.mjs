// What stands in an acceptance is as much a name as elsewhere: it is told of, found and renamed.
import { files as shop } from "./shop.mjs";
const accepted = "policies/accepted.latch";
export const files = {
  ...shop,
  [accepted]: `use highlevel

accept widening of lead-form for create on contact because "the new form asks for more" by security
accept widening of form-key for scopes contacts.write because "there is no narrower one" by security
accept weakening of lead-form for limit because "the campaign" by growth
`,
};
const first = (answer) => answer && { ...answer, contents: answer.contents.value.split("\n").slice(0, 6) };
export async function play(editor) {
  await editor.start();
  editor.open(accepted);
  for (const piece of ["of lead-‸form for create", "cre‸ate on", "on con‸tact", "form-‸key", "contacts.w‸rite", "for li‸mit", "by gro‸wth"]) {
    await editor.ask(piece, "textDocument/hover", editor.at(accepted, piece), first);
  }
  for (const piece of ["form-‸key", "by gro‸wth"]) {
    await editor.ask(piece, "textDocument/definition", editor.at(accepted, piece));
    await editor.ask(piece, "textDocument/references", { ...editor.at(accepted, piece), context: { includeDeclaration: true } });
  }
  await editor.ask("form-key", "textDocument/prepareRename", editor.at(accepted, "form-‸key"));
  await editor.ask("form-key → web-key", "textDocument/rename", { ...editor.at(accepted, "form-‸key"), newName: "web-key" });
  await editor.ask("lead-form → growth-form", "textDocument/rename", { ...editor.at(accepted, "weakening of lead-‸form"), newName: "growth-form" });
  await editor.stop();
}
