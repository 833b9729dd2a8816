import * as vscode from "vscode";

function task(definition: vscode.TaskDefinition, program: string, scope: vscode.WorkspaceFolder | vscode.TaskScope): vscode.Task {
  const command = String(definition.command);
  const run = new vscode.ShellExecution(program, [command, "--format", "compact"]);
  const made = new vscode.Task(definition, scope, command, "latchkey", run, "$latchkey");
  made.group = command === "check" ? vscode.TaskGroup.Test : vscode.TaskGroup.Build;
  return made;
}

/** `check`, `compile` and `test` of each folder; what they find goes to the list of problems. */
export function provideTasks(program: () => string): vscode.TaskProvider {
  return {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
        ["check", "compile", "test"].map((command) => task({ type: "latchkey", command }, program(), folder))),
    resolveTask: (asked) => task(asked.definition, program(), asked.scope as vscode.WorkspaceFolder ?? vscode.TaskScope.Workspace),
  };
}
