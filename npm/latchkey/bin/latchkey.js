#!/usr/bin/env node
// Starts the program of the platform's package. Nothing is downloaded and nothing runs at install time.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const PACKAGES = { "linux-x64": "latchkey-linux-x64" };
// As the program itself says that something could not be read.
const NOT_READABLE = 3;

function program() {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (!name) {
    const known = Object.keys(PACKAGES).join(", ");
    throw new Error(`there is no program for ${platform}; there is one for ${known}, and the container image runs anywhere`);
  }
  try {
    return require.resolve(`${name}/bin/latchkey`);
  } catch {
    throw new Error(`the package ${name} is not installed; install latchkey again without --omit=optional or --no-optional`);
  }
}

function fail(message) {
  process.stderr.write(`latchkey: ${message}\n`);
  process.exit(NOT_READABLE);
}

function main() {
  let path;
  try {
    path = program();
  } catch (error) {
    fail(error.message);
  }
  // Listened to before the program starts, so that none ends the shim alone.
  let child;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"]) {
    process.on(signal, () => child.kill(signal));
  }
  child = spawn(path, process.argv.slice(2), { stdio: "inherit" });
  child.on("error", (error) => fail(`${path} cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal) {
      // Ends as the program ended, for whoever waits: a shell, git, an editor.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
      setTimeout(() => process.exit(128 + constants.signals[signal]), 1000);
    } else {
      process.exit(code);
    }
  });
}

main();
