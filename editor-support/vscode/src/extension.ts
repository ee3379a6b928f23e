// The extension's begin: the server is started, and everything that VS Code offers with it is registered.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { Explanations, SCHEME } from "./explanation";
import { Server } from "./server";
import { registerTasks } from "./tasks";
import { Testing } from "./testing";

const NEEDS_RESTART = ["regeltaal.server.pad", "regeltaal.taal"];

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Regeltaal", { log: true });
  const ready = (): void => void testing.find();
  const server: Server = new Server(output, ready, (uri, name) => testing.runIn(uri, name));
  const testing = new Testing(server);
  context.subscriptions.push(
    output,
    server,
    testing,
    registerTasks(),
    workspace.registerTextDocumentContentProvider(SCHEME, new Explanations(() => server.program)),
    commands.registerCommand("regeltaal.herstart", () => server.restart()),
    commands.registerCommand("regeltaal.uitvoer", () => output.show()),
    commands.registerCommand("regeltaal.tests", () => testing.runAll()),
    workspace.onDidChangeConfiguration(async (event) => {
      if (NEEDS_RESTART.some((one) => event.affectsConfiguration(one))) await server.restart();
    }),
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  await server.start();
}
