"use strict";

// Starts `fabula lsp` and lets it speak with VS Code. All that it knows is in the server.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const DOCUMENTS = [
  { scheme: "file", language: "fountain" },
  { scheme: "untitled", language: "fountain" },
  { scheme: "file", pattern: "**/*.{fountain,spmd,fdx}" },
  { scheme: "file", pattern: "**/bible/*/**/*.md" },
  { scheme: "file", pattern: "**/shows/*/show.md" },
  { scheme: "file", pattern: "**/fabula.toml" },
];

let client;

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("fabula").get("command");
  const server = { command, args };
  client = new LanguageClient("fabula", "fabula", { run: server, debug: server }, { documentSelector: DOCUMENTS });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
      `The language server does not start with "${[command, ...args].join(" ")}" (${error?.message ?? error ?? "it is not found"}). ` +
        "Install it with: pip install 'fabula[lsp]', or name the command in the settings.",
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "fabula.command");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running !== undefined) {
    await running.stop();
  }
}

async function explain() {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || client === undefined) {
    return;
  }
  const place = editor.selection.active;
  const finding = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((one) => one.source === "fabula" && one.range.contains(place));
  if (finding === undefined) {
    await vscode.window.showInformationMessage("There is no finding at the cursor.");
    return;
  }
  const code = typeof finding.code === "object" ? finding.code.value : finding.code;
  const text = await client.sendRequest("workspace/executeCommand", { command: "fabula.explain", arguments: [code] });
  const page = await vscode.workspace.openTextDocument({ language: "markdown", content: text ?? "" });
  await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("fabula.restart", async () => {
      await stop();
      await start();
    }),
    vscode.commands.registerCommand("fabula.explainFinding", explain),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
