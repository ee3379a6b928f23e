// The TEST blocks of rule files in VS Code's own view of tests, and as a button beside each of them. The server runs
// them: on the texts as they stand in the editor, saved or not.

import {
  CancellationToken,
  CancellationTokenSource,
  Disposable,
  Range,
  TestController,
  TestItem,
  TestMessage,
  TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  TextDocument,
  Uri,
  workspace,
} from "vscode";
import { DocumentSymbol, DocumentSymbolRequest, ExecuteCommandRequest, Location, SymbolKind } from "vscode-languageclient/node";
import { Server } from "./server";
import { say, Text } from "./texts";

const TEXTS = {
  view: { nl: "Tests van regels", en: "Tests of rules" },
  run: { nl: "Uitvoeren", en: "Run" },
  notRunning: { nl: "De taalserver van Regeltaal is niet actief.", en: "Regeltaal's language server is not running." },
} satisfies Record<string, Text>;

const EXCLUDED = "**/{node_modules,.venv,venv}/**";
const HAS_TESTS = /^[ \t]*TEST[ \t\r\n]/m;
const QUIET = 400;

/** What the server says of the tests that it ran. */
interface Report {
  geslaagd: boolean;
  bericht: string;
  tests: Result[];
}

interface Result {
  naam: string;
  geslaagd: boolean;
  bericht: string;
  meldingen: { bericht: string; plaats: Location }[];
}

export class Testing implements Disposable {
  private readonly controller: TestController;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly own: Disposable[];

  constructor(private readonly server: Server) {
    this.controller = tests.createTestController("regeltaal", say(TEXTS.view));
    this.controller.resolveHandler = async (item) => (item ? this.fill(item) : this.find());
    this.controller.refreshHandler = () => this.find();
    this.controller.createRunProfile(say(TEXTS.run), TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    const watcher = workspace.createFileSystemWatcher("**/*.regel");
    this.own = [
      watcher,
      watcher.onDidCreate((uri) => this.look(uri)),
      watcher.onDidChange((uri) => this.soon(uri)),
      watcher.onDidDelete((uri) => this.controller.items.delete(uri.toString())),
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidChangeTextDocument((event) => this.opened(event.document)),
    ];
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const one of this.own) one.dispose();
    this.controller.dispose();
  }

  // ---------------------------------------------------------------- which tests there are

  /** All files with tests; what is in them is asked once somebody looks, or opens the file. */
  async find(): Promise<void> {
    const files = await workspace.findFiles("**/*.regel", EXCLUDED);
    const known = new Set(files.map(String));
    this.controller.items.forEach((item) => known.has(item.id) || this.controller.items.delete(item.id));
    await Promise.all(files.map((file) => this.look(file)));
  }

  private opened(document: TextDocument): void {
    if (document.languageId === "regeltaal" && document.uri.scheme === "file") this.soon(document.uri);
  }

  private soon(uri: Uri): void {
    clearTimeout(this.waiting.get(uri.toString()));
    this.waiting.set(uri.toString(), setTimeout(() => void this.look(uri), QUIET));
  }

  private async look(uri: Uri): Promise<void> {
    if (!HAS_TESTS.test(await textOf(uri))) {
      this.controller.items.delete(uri.toString());
      return;
    }
    const known = this.controller.items.get(uri.toString());
    const file = known ?? this.controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
    file.canResolveChildren = true;
    if (!known) this.controller.items.add(file);
    const isOpen = workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
    if (isOpen || file.children.size) await this.fill(file);
  }

  /** The tests of a file, as the server sees them. */
  private async fill(file: TestItem): Promise<void> {
    const uri = file.uri as Uri;
    const asked = { textDocument: { uri: uri.toString() } };
    const found = (await this.server.running?.sendRequest(DocumentSymbolRequest.type, asked)) ?? [];
    const symbols = (found as DocumentSymbol[]).filter((one) => "range" in one && one.kind === SymbolKind.Method);
    const items = new Map(symbols.map((symbol) => [symbol.name, this.item(uri, symbol)]));
    file.children.replace([...items.values()]);
  }

  private item(uri: Uri, { name, range: { start, end } }: DocumentSymbol): TestItem {
    const item = this.controller.createTestItem(`${uri.toString()}#${name}`, name, uri);
    item.range = new Range(start.line, start.character, end.line, end.character);
    return item;
  }

  // ---------------------------------------------------------------- running them

  async runAll(): Promise<void> {
    await this.find();
    await this.run(new TestRunRequest(), new CancellationTokenSource().token);
  }

  /** The test of a file by its name, or all of them. */
  async runIn(uri: Uri, name: string | null): Promise<void> {
    await this.look(uri);
    const file = this.controller.items.get(uri.toString());
    const item = name === null ? file : file?.children.get(`${uri.toString()}#${name}`);
    if (item) await this.run(new TestRunRequest([item]), new CancellationTokenSource().token);
  }

  private async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const [file, items] of await this.chosen(request)) {
      if (token.isCancellationRequested) break;
      for (const item of items) run.started(item);
      const only = items.length === 1 && items[0] ? items[0].label : null;
      const report = await this.reported(file.uri as Uri, only);
      for (const item of items) this.tell(run, item, report);
    }
    run.end();
  }

  private async chosen(request: TestRunRequest): Promise<Map<TestItem, TestItem[]>> {
    const left = new Set(request.exclude ?? []);
    const found = new Map<TestItem, TestItem[]>();
    for (const item of request.include ?? [...this.controller.items].map(([, one]) => one)) {
      const file = item.parent ?? item;
      if (!item.parent && item.children.size === 0) await this.fill(item);
      const own = item.parent ? [item] : [...item.children].map(([, child]) => child);
      found.set(file, [...(found.get(file) ?? []), ...own.filter((one) => !left.has(one))]);
    }
    return found;
  }

  private async reported(uri: Uri, name: string | null): Promise<Report> {
    const asked = { command: "regeltaal.test", arguments: [uri.toString(), name, true] };
    const report: unknown = await this.server.running?.sendRequest(ExecuteCommandRequest.type, asked);
    return (report as Report | null | undefined) ?? { geslaagd: false, bericht: say(TEXTS.notRunning), tests: [] };
  }

  private tell(run: TestRun, item: TestItem, report: Report): void {
    const result = report.tests.find((one) => one.naam === item.label);
    if (!result) {
      run.errored(item, new TestMessage(report.bericht));
      return;
    }
    run.appendOutput(`${result.bericht}: ${result.naam}\r\n`, undefined, item);
    if (result.geslaagd) run.passed(item);
    else run.failed(item, result.meldingen.map((one) => this.message(one.bericht, one.plaats)));
  }

  private message(text: string, place: Location): TestMessage {
    const message = new TestMessage(text);
    const location = this.server.running?.protocol2CodeConverter.asLocation(place);
    if (location) message.location = location;
    return message;
  }
}

async function textOf(uri: Uri): Promise<string> {
  const open = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return "";
  }
}
