import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

const scheme = "latchkey-manifest";

/** Shows the manifest of the integration that the cursor is in, and keeps it up to date. */
export class ManifestPreview implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private source: vscode.TextEditor | undefined;
  private waiting: NodeJS.Timeout | undefined;

  constructor(private readonly client: () => LanguageClient | undefined) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.source?.document) this.refresh();
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        if (event.textEditor.document.languageId === "latchkey") {
          this.source = event.textEditor;
          this.refresh();
        }
      }),
    );
  }

  async show(editor: vscode.TextEditor): Promise<void> {
    this.source = editor;
    const document = await vscode.workspace.openTextDocument(this.uri());
    await vscode.languages.setTextDocumentLanguage(document, "jsonc");
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  async provideTextDocumentContent(): Promise<string> {
    const client = this.client();
    if (!client || !this.source) return "";
    const text = await client.sendRequest<string>("workspace/executeCommand", {
      command: "latchkey.manifest",
      arguments: [
        {
          textDocument: { uri: this.source.document.uri.toString() },
          position: client.code2ProtocolConverter.asPosition(this.source.selection.active),
        },
      ],
    });
    return text || "// No manifest: there is no integration here, or something in it is an error.\n";
  }

  private uri(): vscode.Uri {
    return vscode.Uri.from({ scheme, path: "/Manifest.json" });
  }

  private refresh(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.changed.fire(this.uri()), 200);
  }
}
