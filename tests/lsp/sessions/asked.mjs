// A client that can be asked for its settings is asked, at the start and when it says that they changed.
import { files as shop } from "./shop.mjs";
export const files = { ...shop, "latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\n\n[rules]\nprofile = ["recommended"]\n' };
const form = "policies/form.latch";
export async function play(editor) {
  const told = async (title) => {
    const found = await editor.diagnostics(form);
    editor.log.pop();
    editor.note(title, found.map((one) => `${one.severity} ${one.code}`).sort());
  };
  const asked = () => new Promise((done) => {
    const had = editor.log.length;
    const look = () => (editor.log.slice(had).some((line) => line.startsWith("<- workspace/configuration")) ? done() : setTimeout(look, 5));
    look();
  });
  editor.settings = { rules: { "excess-scope": "off" }, profile: ["all"] };
  const first = asked();
  await editor.start({ workspace: { configuration: true } });
  await first;
  editor.open(form);
  await told("no `excess-scope`; the profile is the team's");
  editor.settings = null;
  const second = asked();
  editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await second;
  editor.settings = { rules: { "excess-scope": "warning" } };
  const third = asked();
  editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await third;
  await told("a warning");
  await editor.stop();
}
