// A client that can be asked for its settings is asked, at the start and when it says that they changed.
import { files as shop } from "./shop.mjs";
export const files = { ...shop, "latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\n\n[rules]\nprofile = ["recommended"]\n' };
const form = "policies/form.latch";
export async function play(editor) {
  // How often the server tells something again is for the clock to say; what it comes to is not.
  const told = async (title, holds) => {
    for (;;) {
      const found = (await editor.diagnostics(form)).map((one) => `${one.severity} ${one.code}`).sort();
      editor.log.pop();
      if (!holds(found)) continue;
      editor.note(title, found);
      return;
    }
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
  await told("no `excess-scope`; the profile is the team's", (found) => found.length > 0);
  editor.settings = null;
  const second = asked();
  editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await second;
  editor.settings = { rules: { "excess-scope": "warning" } };
  const third = asked();
  editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await third;
  await told("a warning", (found) => found.includes("2 excess-scope"));
  await editor.stop();
}
