// Drives the packed extension in a real workbench: a folder is opened, a mistake is marked, its fix is
// applied and saved, the manifest and the access matrix are shown, and a click in the matrix leads to
// the grant. Run by tests/editor/run.
import { spawn, spawnSync } from "node:child_process";
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const work = path.resolve(process.argv[process.argv.indexOf("--work") + 1]);
const pictures = process.argv.includes("--pictures");
const { chromium } = createRequire(path.join(work, "package.json"))("playwright-core");
const entry = path.join(work, "node_modules/code-server/out/node/entry.js");
const images = path.resolve("vscode-extension/images");

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "latchkey-editor-"));
const folder = path.join(temporary, "larkfield");
fs.cpSync("policies/examples", folder, { recursive: true });
const policy = path.join(folder, "lead-form.latch");
const written = fs.readFileSync(policy, "utf8");
const broken = written.replace("contacts.write\n", "contacts.readonly, contacts.write\n");
assert.notEqual(written, broken, "the example has another list of scopes");
fs.writeFileSync(policy, broken);
const profile = path.join(temporary, "profile");
fs.mkdirSync(path.join(profile, "User"), { recursive: true });
const settings = (theme) => fs.writeFileSync(path.join(profile, "User/settings.json"), JSON.stringify({
  "security.workspace.trust.enabled": false, "workbench.startupEditor": "none", "workbench.colorTheme": theme,
  "editor.minimap.enabled": false,
}));
settings("Default Light Modern");
const api = path.resolve("tests/editor/api");
const extension = path.resolve("vscode-extension");
const directories = ["--extensions-dir", path.join(temporary, "extensions"), "--user-data-dir", profile];
const environment = { ...process.env, HOME: temporary };

const free = () => new Promise((done) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

const installed = spawnSync("node", [entry, "--install-extension", path.join(work, "latchkey.vsix"), ...directories],
  { env: environment, encoding: "utf8" });
assert.equal(installed.status, 0, installed.stderr);
const port = await free();
const server = spawn("node", [entry, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry",
  "--disable-update-check", ...directories], { env: environment, stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
const step = (text) => console.log(`editor: ${text}`);
const picture = async (name) => pictures && page.screenshot({ path: path.join(images, `${name}.png`) });
const until = async (what, holds) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds().catch(() => false)) return;
    await page.waitForTimeout(200);
  }
  await page.screenshot({ path: path.join(work, "failed.png") });
  assert.fail(`waited in vain for ${what}; see ${path.join(work, "failed.png")}`);
};
const run = async (command) => {
  // The focus may still be on its way elsewhere, which closes the list again.
  await until("the list of commands", async () => {
    if (await page.locator(".quick-input-widget input").first().isVisible()) return true;
    await page.keyboard.press("F1");
    await page.waitForTimeout(700);
    return page.locator(".quick-input-widget input").first().isVisible();
  });
  await page.keyboard.type(command, { delay: 15 });
  await until(`the command ${command}`, async () =>
    ((await page.getAttribute(".quick-input-list .monaco-list-row", "aria-label")) ?? "").startsWith(command));
  await page.keyboard.press("Enter");
};
async function open() {
  for (let tries = 0; ; tries += 1) {
    try {
      await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await page.waitForTimeout(200);
    }
  }
  await page.waitForSelector(".monaco-workbench .explorer-folders-view", { timeout: 60_000 });
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "lead-form.latch" }).dblclick();
  await page.waitForSelector(".squiggly-error", { timeout: 60_000 });
}

const shows_manifest = async () => (await page.locator(".view-lines").allTextContents()).join("")
  .replaceAll("\u00a0", " ").includes('"manifest": 1');
async function hover() {
  await page.locator(".tab", { hasText: "lead-form.latch" }).first().click();
  const word = page.locator(".view-line span", { hasText: /^contacts\.write$/ }).first();
  await until("the hover", async () => {
    await page.mouse.move(5, 5);
    await word.hover({ timeout: 5_000 });
    await page.waitForTimeout(1500);
    return page.locator(".monaco-hover:not(.hidden)", { hasText: "contacts.write" }).first().isVisible();
  });
}
/// The same extension from its folder, with tests that run in its host; what they say comes here.
async function playApi() {
  fs.writeFileSync(policy, broken);
  fs.rmSync(path.join(temporary, "extensions"), { recursive: true, force: true });
  const inside = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const lines = [];
  const ended = new Promise((done) => {
    void inside.exposeFunction("codeAutomationLog", (type, args) => lines.push(args.map(String).join(" ")));
    void inside.exposeFunction("codeAutomationExit", (code) => done(code));
    setTimeout(() => done("no end after two minutes"), 120_000).unref();
  });
  await inside.waitForTimeout(300);
  const remote = (folder) => `vscode-remote://127.0.0.1:${port}${folder}`;
  const payload = JSON.stringify([["extensionDevelopmentPath", remote(extension)], ["extensionTestsPath", remote(path.join(api, "index.js"))]]);
  await inside.goto(`http://127.0.0.1:${port}/?folder=${folder}&payload=${encodeURIComponent(payload)}`);
  const told = inside.locator(".notification-list-item-message", { hasText: "names no latchkey: /nowhere/latchkey" }).first()
    .waitFor({ timeout: 120_000 }).then(() => true, () => false);
  const code = await ended;
  const steps = lines.flatMap((line) => line.match(/editor: api: .*/g) ?? []);
  steps.forEach((line) => console.log(line));
  if (code !== 0) await inside.screenshot({ path: path.join(work, "failed.png") });
  assert.equal(code, 0, `the tests in the extension host failed:\n${lines.join("\n")}`);
  assert.equal(steps.length, 8, `the tests in the extension host took ${steps.length} steps, not 8`);
  assert.ok(await told, "nobody was told that a path names no program");
  await inside.close();
}

async function playWorkbench() {
  await open();
  assert.equal(await page.textContent("#status\\.editor\\.mode"), "Latchkey policy");
  step("the file has its language, and the mistake is marked");

  await page.keyboard.press("Control+Shift+M");
  const row = page.locator(".markers-panel .monaco-list-row", { hasText: "contacts.readonly" });
  await row.first().waitFor();
  assert.match(await row.first().textContent(), /opens 10 operations that `lead-form` does not need/);
  await row.first().dblclick();
  await page.waitForTimeout(500);
  await picture("problem-light");
  step("it stands in the list of problems");

  await run("Latchkey: Show the Manifest to the Side");
  await until("the manifest", shows_manifest);
  await page.waitForTimeout(800);
  await picture("manifest-light");
  step("its manifest is shown beside it");

  await page.locator(".tab", { hasText: "lead-form.latch" }).first().click();
  await page.locator(".markers-panel .monaco-list-row", { hasText: "contacts.readonly" }).first().dblclick();
  await page.locator(".view-line span", { hasText: /^contacts\.readonly$/ }).first().click();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.focused", { hasText: "remove it" }).waitFor();
  await page.keyboard.press("Enter");
  await until("the fix", async () => (await page.locator(".squiggly-error").count()) === 0);
  await page.keyboard.press("Control+S");
  await until("the bytes on disk", async () => fs.readFileSync(policy, "utf8") === written);
  step("its fix is applied and saved, to the byte");

  await run("Latchkey: Show the Access Matrix");
  const inside = page.frameLocator("iframe.webview").frameLocator("iframe");
  const cell = inside.locator('button[aria-label="lead-form: create on contact"]');
  await cell.waitFor({ timeout: 20_000 });
  await picture("matrix-light");
  await cell.click();
  await until("the grant", async () => /Ln 3[0-9]/.test(await page.textContent("#status\\.editor\\.selection") ?? ""));
  step("a click in the access matrix leads to the grant");

  if (pictures) {
    await hover();
    await picture("hover-light");
    settings("Default Dark Modern");
    fs.writeFileSync(policy, broken);
    await open();
    await page.waitForTimeout(1500);
    await picture("problem-dark");
    await hover();
    await picture("hover-dark");
    await page.keyboard.press("Escape");
    await run("Latchkey: Show the Manifest to the Side");
    await until("the manifest", shows_manifest);
    await page.waitForTimeout(800);
    await picture("manifest-dark");
    await page.locator(".tab", { hasText: "lead-form.latch" }).first().click();
    await run("Latchkey: Show the Access Matrix");
    await cell.waitFor({ timeout: 20_000 });
    await picture("matrix-dark");
  }
  console.log("5 passed, 0 failed");
}

try {
  if (process.argv.includes("--api")) {
    await playApi();
    console.log("8 passed, 0 failed");
  } else {
    await playWorkbench();
  }
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(temporary, { recursive: true, force: true });
}
