// What no good client does: garbage, unknown methods, wrong parameters, requests taken back.
import { files as shop } from "./shop.mjs";
export const files = shop;
export async function play(editor, protocol, rpc) {
  await editor.ask("too early", "textDocument/hover", editor.at("policies/form.latch", "‸use"));
  await editor.start({ general: { positionEncodings: ["utf-16", "utf-8"] } });
  await editor.ask("unknown", "textDocument/inlineValue", {});
  await editor.ask("no parameters", "textDocument/hover", {});
  await editor.ask("not an object", "textDocument/hover", { textDocument: 3 });
  await editor.ask("a file that is not there", "textDocument/hover",
    { textDocument: { uri: editor.uri("policies/none.latch") }, position: { line: 0, character: 0 } });
  await editor.ask("far away", "textDocument/hover",
    { textDocument: { uri: editor.uri("policies/form.latch") }, position: { line: 4_000_000, character: 4_000_000 } });
  await editor.ask("twice", "initialize", { capabilities: {} });
  editor.connection.sendNotification("textDocument/didChange", {});
  editor.connection.sendNotification("textDocument/didChange",
    { textDocument: { uri: editor.uri("policies/none.latch"), version: 2 }, contentChanges: [] });
  // Garbage between two messages.
  for (const garbage of ["nonsense\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: 3\r\n\r\n{]}", "Content-Length: 2\r\n\r\n[]"]) {
    editor.server.stdin.write(garbage);
  }
  await editor.ask("goes on", "workspace/symbol", { query: "lead" });
  // Many requests at once, the last one taken back before anybody looks at it.
  editor.open("policies/form.latch");
  const many = Array.from({ length: 300 }, () =>
    editor.connection.sendRequest("textDocument/completion", editor.at("policies/form.latch", "scopes ‸")));
  const source = new rpc.CancellationTokenSource();
  const last = editor.connection.sendRequest("textDocument/completion",
    editor.at("policies/form.latch", "scopes ‸"), source.token);
  source.cancel();
  await last.then(() => editor.note("answered, though taken back"), (error) => editor.note("taken back", { error: error.code }));
  editor.note("answered", (await Promise.all(many)).length);
  await editor.stop();
}
