// Reads actions and workflows with the parser that GitHub's own editor support uses, and plays the
// `run` steps of one as a runner does: the expressions with GitHub's evaluator, the scripts in bash
// with GitHub's variables. Steps that use another action are told and not played.
//
//   runner.mjs read KIND FILE…             KIND is action, workflow or yaml: one JSON object a file
//   runner.mjs play KIND FILE CONTEXT      CONTEXT is JSON: inputs, github, env, directory
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { convertActionTemplate, parseAction } from "@actions/workflow-parser/actions/index";
import { parse } from "yaml";

async function errorsOf(kind, file) {
  const content = readFileSync(file, "utf8");
  if (kind === "yaml") {
    parse(content);
    return [];
  }
  const entry = { name: file, content };
  const trace = new NoOperationTraceWriter();
  const result = kind === "action" ? parseAction(entry, trace) : parseWorkflow(entry, trace);
  const errors = result.context.errors.getErrors().map((error) => error.message);
  if (!result.value) {
    return [...errors, "nothing could be read"];
  }
  if (kind === "action") {
    convertActionTemplate(result.context, result.value);
    return result.context.errors.getErrors().map((error) => error.message);
  }
  const template = await convertWorkflowTemplate(result.context, result.value);
  return [...errors, ...(template.errors ?? []).map((error) => error.Message ?? error.message)];
}

function toData(value) {
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (value === null || value === undefined) return new data.Null();
  return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));
}

class Run {
  constructor(context) {
    this.context = { inputs: {}, steps: {}, ...context };
    this.failed = false;
    this.temp = join(context.directory, ".runner");
    mkdirSync(this.temp, { recursive: true });
  }

  evaluate(expression) {
    const functions = [
      { name: "cancelled", description: "", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(false) },
      { name: "always", description: "", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) },
      { name: "hashFiles", description: "", minArgs: 1, maxArgs: 1, call: (name) => {
        try {
          readFileSync(join(this.context.directory, name.coerceString()));
          return new data.StringData("0".repeat(64));
        } catch {
          return new data.StringData("");
        }
      } },
    ];
    const tokens = new Lexer(expression).lex().tokens;
    const tree = new Parser(tokens, ["inputs", "steps", "github", "env"], functions).parse();
    const context = toData(this.context);
    return new Evaluator(tree, context, new Map(functions.map((one) => [one.name.toLowerCase(), one]))).evaluate();
  }

  text(value) {
    return String(value).replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression) => this.evaluate(expression).coerceString());
  }

  wanted(step) {
    const condition = String(step.if ?? "").replace(/^\s*\$\{\{(.*)\}\}\s*$/, "$1").trim();
    // Without a function of status in it, a condition also says `success()`.
    if (this.failed && !/\b(always|cancelled|failure)\(/.test(condition)) return false;
    if (condition === "") return true;
    const result = this.evaluate(condition);
    return result.kind === data.Kind.Boolean ? result.value : result.coerceString() !== "";
  }

  play(step, index) {
    if (!this.wanted(step)) return { name: step.name, skipped: true };
    if (step.uses) return { name: step.name, uses: step.uses, with: Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, this.text(value)])) };
    const files = {};
    for (const name of ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"]) {
      files[name] = join(this.temp, `${name}-${index}`);
      writeFileSync(files[name], "");
    }
    const environment = { ...process.env, ...this.context.variables, RUNNER_TEMP: this.temp, ...files };
    for (const [name, value] of [...Object.entries(this.context.env ?? {}), ...Object.entries(step.env ?? {})]) {
      environment[name] = this.text(value);
    }
    // As the runner starts bash: `-e`, and with `shell: bash` also `-o pipefail`.
    const flags = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail", "-c"] : ["-e", "-c"];
    const done = spawnSync("bash", [...flags, step.run], {
      cwd: join(this.context.directory, this.text(step["working-directory"] ?? ".")), env: environment, encoding: "utf8" });
    const outputs = Object.fromEntries(readFileSync(files.GITHUB_OUTPUT, "utf8").split("\n").filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
    if (step.id) this.context.steps[step.id] = { outputs };
    const code = done.status ?? 128;
    this.failed ||= code !== 0 && !step["continue-on-error"];
    return { name: step.name, code, said: done.stdout + done.stderr, outputs, summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8") };
  }
}

function play(kind, file, context) {
  const document = parse(readFileSync(file, "utf8"));
  if (kind === "action") {
    context.inputs = { ...Object.fromEntries(Object.entries(document.inputs).map(([name, input]) => [name, input.default ?? ""])), ...context.inputs };
  } else {
    context.env = { ...document.env, ...context.env };
  }
  const run = new Run(context);
  const list = kind === "action" ? document.runs.steps : Object.values(document.jobs)[0].steps;
  const steps = list.map((step, index) => run.play(step, index));
  const outputs = kind === "action" ? Object.fromEntries(Object.entries(document.outputs).map(([name, output]) => [name, run.text(output.value)])) : {};
  return { failed: run.failed, steps, outputs };
}

async function main([verb, kind, ...rest]) {
  if (verb === "play") {
    return play(kind, rest[0], JSON.parse(readFileSync(rest[1], "utf8")));
  }
  const read = {};
  for (const file of rest) {
    try {
      read[file] = { errors: await errorsOf(kind, file), document: parse(readFileSync(file, "utf8")) };
    } catch (error) {
      read[file] = { errors: [String(error.message ?? error)] };
    }
  }
  return read;
}

main(process.argv.slice(2)).then((result) => console.log(JSON.stringify(result)));
