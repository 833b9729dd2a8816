import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

interface Place {
  uri: string;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
}
interface Cell {
  entity: string;
  /** `read`, `create`, `update`, `delete` or `effect`: the strongest that is allowed. */
  strongest: string;
  actions: string[];
  place: Place | null;
}
interface Row {
  integration: string;
  title: string;
  residual: number;
  cells: Cell[];
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter);

/** Integrations against entities: a table in a panel, each cell a button that leads to its grant. */
export class AccessMatrix {
  private panel: vscode.WebviewPanel | undefined;

  constructor(private readonly client: () => LanguageClient | undefined) {}

  async show(): Promise<void> {
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel("latchkey.matrix", "Access Matrix", vscode.ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [],
      });
      this.panel.onDidDispose(() => (this.panel = undefined));
      this.panel.webview.onDidReceiveMessage((place: Place) => this.go(place));
    } else {
      this.panel.reveal();
    }
    await this.refresh();
  }

  /** Called when something in the workspace has changed. */
  async refresh(): Promise<void> {
    const client = this.client();
    if (!this.panel || !client) return;
    const rows = await client.sendRequest<Row[]>("workspace/executeCommand", { command: "latchkey.matrix", arguments: [] });
    if (this.panel) this.panel.webview.html = page(rows ?? []);
  }

  private async go(place: Place): Promise<void> {
    const { start, end } = place.range;
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
      viewColumn: vscode.ViewColumn.Beside,
      selection: new vscode.Range(start.line, start.character, end.line, end.character),
    });
  }
}

function page(rows: Row[]): string {
  const entities = [...new Set(rows.flatMap((row) => row.cells.map((cell) => cell.entity)))].sort();
  const nonce = Array.from({ length: 32 }, () => Math.floor(Math.random() * 36).toString(36)).join("");
  const cell = (row: Row, entity: string) => {
    const found = row.cells.find((one) => one.entity === entity);
    if (!found) return `<td><span class="none" aria-label="nothing">·</span></td>`;
    const label = `${row.integration}: ${found.actions.join(", ")} on ${entity}`;
    const place = escape(JSON.stringify(found.place));
    return `<td class="${escape(found.strongest)}"><button data-place="${place}" title="${escape(label)}" aria-label="${escape(label)}">${escape(found.strongest)}</button></td>`;
  };
  const body = rows.map((row) =>
    `<tr><th scope="row" title="${escape(row.title)}">${escape(row.integration)}</th>${entities.map((entity) => cell(row, entity)).join("")}<td class="residual">${row.residual}</td></tr>`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); background: var(--vscode-editor-background); }
table { border-collapse: collapse; }
caption { text-align: left; padding: 0 0 12px; }
thead th.entity { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: normal; padding: 6px 2px; }
th[scope=row] { text-align: left; font-weight: normal; padding-right: 12px; white-space: nowrap; }
td { border: 1px solid var(--vscode-panel-border, rgba(128, 128, 128, 0.35)); text-align: center; padding: 0; }
td button { all: unset; display: block; width: 100%; padding: 4px 6px; cursor: pointer; box-sizing: border-box; }
td button:focus-visible { outline: 2px solid var(--vscode-focusBorder); }
.none { opacity: 0.4; padding: 4px 6px; display: block; }
.read { background: color-mix(in srgb, var(--vscode-charts-green) 25%, transparent); }
.create { background: color-mix(in srgb, var(--vscode-charts-blue) 25%, transparent); }
.update { background: color-mix(in srgb, var(--vscode-charts-yellow) 25%, transparent); }
.delete { background: color-mix(in srgb, var(--vscode-charts-red) 30%, transparent); }
.effect { background: color-mix(in srgb, var(--vscode-charts-orange) 30%, transparent); }
.residual { padding: 4px 8px; }
</style>
</head>
<body>
<table>
<caption>What each integration may do, by its strongest action; the last column counts what its keys open besides.</caption>
<thead><tr><th scope="col">Integration</th>${entities.map((entity) => `<th scope="col" class="entity">${escape(entity)}</th>`).join("")}<th scope="col">besides</th></tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
${rows.length === 0 ? "<p>There is no integration in this workspace.</p>" : ""}
<script nonce="${nonce}">
const editor = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-place]");
  const place = button && JSON.parse(button.dataset.place);
  if (place) editor.postMessage(place);
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const cell = event.target.closest && event.target.closest("td");
  if (!step || !cell) return;
  let row = cell.parentElement.rowIndex, column = cell.cellIndex;
  const rows = document.querySelector("table").rows;
  do {
    row += step[1];
    column += step[0];
    const button = rows[row] && rows[row].cells[column] && rows[row].cells[column].querySelector("button");
    if (button) { button.focus(); event.preventDefault(); return; }
  } while (rows[row] && rows[row].cells[column]);
});
</script>
</body>
</html>`;
}
