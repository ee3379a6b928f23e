// The language server's life: it is started, looked after, and when it can't be, the user hears what to do.

import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { CancellationToken, commands, env, LanguageStatusSeverity, languages, LogOutputChannel, Uri, window, workspace } from "vscode";
import {
  CloseAction,
  CloseHandlerResult,
  DocumentSelector,
  ErrorAction,
  LanguageClient,
  LanguageClientOptions,
  Location,
  MessageSignature,
  Position,
  State,
} from "vscode-languageclient/node";
import { explain } from "./explanation";
import { Found, findProgram, pythonBeside, workingFolder } from "./program";
import { language, say, Text } from "./texts";

export const SELECTOR: DocumentSelector = [
  ...["regeltaal", "domein"].flatMap((name) => [
    { scheme: "file", language: name },
    { scheme: "untitled", language: name },
  ]),
  { scheme: "file", pattern: "**/regeltaal.toml" },
];
const MOST_RESTARTS = 4;
const RESTARTS_WITHIN = 180_000;
const KEPT = 4_000;

const TEXTS = {
  notFound: {
    nl: "Het programma `regeltaal` is niet gevonden. U ziet wel kleuren, maar geen meldingen en geen hulp bij het typen.",
    en: "The program `regeltaal` was not found. You do get colours, but no findings and no help while you type.",
  },
  wrongSetting: {
    nl: "Op de plek uit de instelling `regeltaal.server.pad` staat geen programma: {setting}",
    en: "There is no program where the setting `regeltaal.server.pad` says: {setting}",
  },
  extraMissing: {
    nl: "Het programma `regeltaal` is er, maar het onderdeel voor editors nog niet.",
    en: "The program `regeltaal` is there, but its part for editors is not.",
  },
  failed: { nl: "De taalserver van Regeltaal start niet: {reason}", en: "Regeltaal's language server does not start: {reason}" },
  stopped: { nl: "De taalserver van Regeltaal is gestopt.", en: "Regeltaal's language server stopped." },
  unknown: { nl: "de reden staat in de uitvoer", en: "the output tells why" },
  install: { nl: "Installeren…", en: "Install…" },
  settings: { nl: "Instelling openen", en: "Open the setting" },
  output: { nl: "Uitvoer tonen", en: "Show output" },
  restart: { nl: "Opnieuw starten", en: "Restart" },
  terminal: { nl: "Regeltaal installeren", en: "Install Regeltaal" },
  press: {
    nl: "Druk in de terminal op Enter. Kies daarna “Opnieuw starten”.",
    en: "Press Enter in the terminal. Then choose “Restart”.",
  },
  starting: { nl: "start…", en: "starting…" },
  running: { nl: "actief", en: "running" },
  off: { nl: "niet actief", en: "not running" },
} satisfies Record<string, Text>;

/** A request that fails is told in the output: a stack trace on the screen helps no author. */
class QuietClient extends LanguageClient {
  override handleFailedRequest<T>(
    type: MessageSignature,
    token: CancellationToken | undefined,
    error: unknown,
    defaultValue: T,
    _show?: boolean,
    throwOnCancel?: boolean,
  ): T {
    return super.handleFailedRequest(type, token, error, defaultValue, false, throwOnCancel);
  }
}

export class Server {
  private client: LanguageClient | undefined;
  private found: Found = { program: undefined, setting: "" };
  private readonly status = languages.createLanguageStatusItem("regeltaal.server", SELECTOR as never);
  private readonly crashes: number[] = [];
  private lastWords = "";

  constructor(
    private readonly output: LogOutputChannel,
    private readonly whenReady: () => void,
    private readonly runTests: (uri: Uri, name: string | null) => Promise<void>,
  ) {
    this.status.name = "Regeltaal";
    this.status.command = { command: "regeltaal.herstart", title: say(TEXTS.restart) };
    this.show(TEXTS.off);
  }

  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** The program, for what is done by its other commands. */
  get program(): string | undefined {
    return this.found.program;
  }

  async start(): Promise<void> {
    this.found = await findProgram();
    if (!this.found.program) {
      this.show(TEXTS.off, LanguageStatusSeverity.Warning);
      void this.tellNotFound();
      return;
    }
    this.show(TEXTS.starting);
    this.client = new QuietClient("regeltaal", "Regeltaal", () => this.launch(), this.options());
    try {
      await this.client.start();
      this.show(TEXTS.running);
      this.whenReady();
    } catch (error) {
      this.show(TEXTS.off, LanguageStatusSeverity.Error);
      void this.tellFailed(error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.stop().catch(() => undefined);
    await client?.dispose().catch(() => undefined);
  }

  async restart(): Promise<void> {
    this.crashes.length = 0;
    this.show(TEXTS.off);
    await this.stop();
    await this.start();
  }

  dispose(): void {
    this.status.dispose();
    void this.stop();
  }

  // ---------------------------------------------------------------- the process

  private async launch(): Promise<ChildProcess> {
    const program = this.found.program as string;
    this.lastWords = "";
    const child = spawn(program, ["--taal", language(), "taalserver", "--stdio"], {
      cwd: workingFolder(),
      env: { ...process.env, PYTHONUTF8: "1" },
    });
    child.stderr?.on("data", (data: Buffer) => {
      this.lastWords = (this.lastWords + data.toString("utf8")).slice(-KEPT);
    });
    await once(child, "spawn");
    return child;
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      diagnosticCollectionName: "regeltaal",
      initializationOptions: () => ({ ...workspace.getConfiguration("regeltaal") }),
      synchronize: { configurationSection: "regeltaal" },
      outputChannel: this.output,
      progressOnInitialization: true,
      initializationFailedHandler: () => false,
      middleware: { executeCommand: (command, args, next) => this.execute(command, args, next) },
      errorHandler: { error: () => ({ action: ErrorAction.Continue }), closed: () => this.closed() },
    };
  }

  /** What the server's commands show, VS Code shows better: a page of explanation, a list of places, its own tests. */
  private execute(command: string, args: unknown[], next: (command: string, args: unknown[]) => unknown): unknown {
    if (command === "regeltaal.uitleg") return explain(args[0]);
    if (command === "regeltaal.toonGebruik") return this.showPlaces(args as [string, Position, Location[]]);
    if (command === "regeltaal.test") return this.runTests(Uri.parse(String(args[0])), args[1] as string | null);
    return next(command, args);
  }

  private async showPlaces([uri, position, places]: [string, Position, Location[]]): Promise<void> {
    const converter = this.client?.protocol2CodeConverter;
    if (!converter) return;
    const at = converter.asPosition(position);
    const found = places.map((one) => converter.asLocation(one));
    await commands.executeCommand("editor.action.goToLocations", Uri.parse(uri), at, found, "peek");
  }

  /** Starts it again when it fell over, but not when it does so again and again, or never ran. */
  private closed(): CloseHandlerResult {
    if (this.client?.state !== State.Running) return { action: CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    this.crashes.push(now);
    const recent = this.crashes.filter((one) => now - one < RESTARTS_WITHIN);
    if (recent.length <= MOST_RESTARTS) return { action: CloseAction.Restart, handled: true };
    this.show(TEXTS.off, LanguageStatusSeverity.Error);
    void this.tellStopped();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  // ---------------------------------------------------------------- what the user hears

  private show(text: Text, severity = LanguageStatusSeverity.Information): void {
    this.status.text = `Regeltaal: ${say(text)}`;
    this.status.detail = this.found.program;
    this.status.severity = severity;
    this.status.busy = text === TEXTS.starting;
    void commands.executeCommand("setContext", "regeltaal.actief", text === TEXTS.running);
  }

  private async tellNotFound(): Promise<void> {
    const { setting } = this.found;
    const [install, settings] = [say(TEXTS.install), say(TEXTS.settings)];
    const message = setting ? say(TEXTS.wrongSetting, { setting }) : say(TEXTS.notFound);
    const buttons = setting ? [settings] : [install, settings];
    await this.follow(await window.showErrorMessage(message, ...buttons));
  }

  private async tellFailed(error: unknown): Promise<void> {
    const { install, output, restart } = { install: say(TEXTS.install), output: say(TEXTS.output), restart: say(TEXTS.restart) };
    if (/regeltaal\[lsp\]/.test(this.lastWords)) {
      await this.follow(await window.showErrorMessage(say(TEXTS.extraMissing), install, output));
      return;
    }
    const reason = lastLine(this.lastWords) || (error instanceof Error && lastLine(error.message)) || say(TEXTS.unknown);
    await this.follow(await window.showErrorMessage(say(TEXTS.failed, { reason }), restart, output));
  }

  private async tellStopped(): Promise<void> {
    await this.follow(await window.showErrorMessage(say(TEXTS.stopped), say(TEXTS.restart), say(TEXTS.output)));
  }

  private async follow(button: string | undefined): Promise<void> {
    if (button === say(TEXTS.install)) await this.install();
    if (button === say(TEXTS.restart)) await this.restart();
    if (button === say(TEXTS.output)) this.output.show(true);
    if (button === say(TEXTS.settings)) await openSetting();
  }

  /** Types the command in a terminal; the user sees what it is before Enter. */
  private async install(): Promise<void> {
    const python = await pythonBeside(this.found.program);
    const terminal = window.createTerminal({ name: say(TEXTS.terminal), cwd: workingFolder() });
    terminal.show();
    terminal.sendText(`${quoted(python)} -m pip install "regeltaal[lsp]"`, false);
    await this.follow(await window.showInformationMessage(say(TEXTS.press), say(TEXTS.restart)));
  }
}

async function openSetting(): Promise<void> {
  await commands.executeCommand("workbench.action.openSettings", "regeltaal.server.pad");
}

function lastLine(text: string): string {
  return text.trim().split(/\r?\n/).pop()?.trim() ?? "";
}

function quoted(program: string): string {
  if (!/\s/.test(program)) return program;
  return /powershell|pwsh/i.test(env.shell) ? `& "${program}"` : `"${program}"`;
}

