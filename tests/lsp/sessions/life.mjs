// A session from `initialize` to `exit`: open, edit, a mistake and its repair, close.
import { files as shop } from "./shop.mjs";
export const files = shop;
export async function play(editor) {
  editor.note("initialize\n ->", await editor.start({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } }));
  editor.open("policies/form.latch");
  await editor.diagnostics("policies/form.latch");
  editor.change("policies/form.latch", "contacts.readonly, ", "");
  await editor.diagnostics("policies/form.latch");
  editor.change("policies/form.latch", "owner   growth", "owner   grwoth");
  await editor.diagnostics("policies/form.latch");
  editor.change("policies/form.latch", "grwoth", "growth");
  await editor.diagnostics("policies/form.latch");
  // A file that nobody has open changes on disk.
  editor.write("policies/base.latch", files["policies/base.latch"].replace("team security", "team safety"));
  editor.connection.sendNotification("workspace/didChangeWatchedFiles",
    { changes: [{ uri: editor.uri("policies/base.latch"), type: 2 }] });
  await editor.diagnostics("policies/form.latch");
  editor.close("policies/form.latch");
  await editor.diagnostics("policies/form.latch");
  // A client may forget what it was told of a document that it closes.
  editor.open("policies/form.latch");
  await editor.diagnostics("policies/form.latch");
  editor.close("policies/form.latch");
  editor.open("policies/form.latch");
  await editor.diagnostics("policies/form.latch");
  await editor.stop();
}
