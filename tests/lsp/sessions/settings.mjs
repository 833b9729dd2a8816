// What a person set in the editor fills what `latchkey.toml` leaves open, and takes nothing back.
import { files as shop } from "./shop.mjs";
export const files = {
  ...shop,
  "latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\n\n[rules]\nmissing-limit = "error"\nreview-interval = { admin-days = 5 }\n',
};
const form = "policies/form.latch";
export async function play(editor) {
  // How often the server tells something again is for the clock to say; what it comes to is not.
  const told = async (title, expected) => {
    for (;;) {
      const found = (await editor.diagnostics(form)).map((one) => `${one.severity} ${one.code}`).sort();
      editor.log.pop();
      if (!found.includes(expected)) continue;
      editor.note(title, found);
      return;
    }
  };
  const push = (settings) => editor.connection.sendNotification("workspace/didChangeConfiguration", { settings });
  await editor.start({}, true, { rules: { "excess-scope": "info", "missing-limit": "off" } });
  editor.open(form);
  await told("the team's `missing-limit` stays an error, the person's `excess-scope` is information", "3 excess-scope");
  push({ latchkey: { rules: { "excess-scope": "default", "missing-monitoring": "off" }, profile: [] } });
  await told("default is the rule's own level again", "1 excess-scope");
  push({ latchkey: { profile: ["all"] } });
  await told("everything", "3 unsorted-file");
  push({ latchkey: { profile: ["everything"], rules: { "no-such-rule": "off", "excess-scope": "fatal", "missing-monitoring": "info" } } });
  await told("what is wrong is said, the rest counts", "3 missing-monitoring");
  await editor.stop();
}
