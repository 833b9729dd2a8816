// A client that pulls diagnostics is told to pull again when a setting or another file changes what it was
// answered; for its own edits it needs no telling.
import { files as shop } from "./shop.mjs";
export const files = shop;
const form = "policies/form.latch";
export async function play(editor) {
  const woken = async (times) => {
    while (editor.woken < times) await new Promise((wake) => editor.waiting.push(wake));
    editor.note(`<- workspace/diagnostic/refresh, ${editor.woken}`);
  };
  const pull = (title) => editor.ask(title, "textDocument/diagnostic", { textDocument: { uri: editor.uri(form) } },
    (answer) => answer.items.map((one) => `${one.severity} ${one.code}`));
  await editor.start({ textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } });
  editor.open(form);
  await woken(1);
  await pull("as it is");
  editor.connection.sendNotification("workspace/didChangeConfiguration",
    { settings: { latchkey: { rules: { "excess-scope": "warning" } } } });
  await woken(2);
  await pull("a setting made it a warning");
  editor.write("policies/base.latch", files["policies/base.latch"].replace("team growth", "team greatness"));
  editor.connection.sendNotification("workspace/didChangeWatchedFiles",
    { changes: [{ uri: editor.uri("policies/base.latch"), type: 2 }] });
  await woken(3);
  await pull("the team is another file's, and gone");
  editor.change(form, "contacts.readonly, ", "");
  await pull("an edit of its own");
  editor.note(`woken ${editor.woken} times`);
  await editor.stop();
}
