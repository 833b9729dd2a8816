// What a person set in the editor fills what `latchkey.toml` leaves open, and takes nothing back.
import { files as shop } from "./shop.mjs";
export const files = {
  ...shop,
  "latchkey.toml": '[workspace]\ninclude = ["policies/**/*.latch"]\n\n[rules]\nmissing-limit = "error"\nreview-interval = { admin-days = 5 }\n',
};
const form = "policies/form.latch";
const short = (list) => list.map((one) => `${one.severity} ${one.code}`).sort();
export async function play(editor) {
  const told = async (title) => {
    const found = await editor.diagnostics(form);
    editor.log.pop();
    editor.note(title, short(found));
  };
  const push = (settings) => editor.connection.sendNotification("workspace/didChangeConfiguration", { settings });
  await editor.start({}, true, { rules: { "excess-scope": "info", "missing-limit": "off" } });
  editor.open(form);
  await told("the team's `missing-limit` stays an error, the person's `excess-scope` is information");
  push({ latchkey: { rules: { "excess-scope": "default", "missing-monitoring": "off" }, profile: [] } });
  await told("default is the rule's own level again");
  push({ latchkey: { profile: ["all"] } });
  await told("everything");
  push({ latchkey: { profile: ["everything"], rules: { "no-such-rule": "off", "excess-scope": "fatal", "missing-monitoring": "info" } } });
  await told("what is wrong is said, the rest counts");
  await editor.stop();
}
