// What a finding means, at length: the text of `regeltaal uitleg`, as a page with the examples in colour.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { commands, languages, TextDocumentContentProvider, Uri, window } from "vscode";
import { language, say, Text } from "./texts";

export const SCHEME = "regeltaal-uitleg";
const CODE = /^RT\d+$/;
const run = promisify(execFile);

const TEXTS = {
  none: { nl: "Op deze plek staat geen melding van Regeltaal.", en: "There is no finding of Regeltaal here." },
  which: { nl: "Welke melding wilt u uitgelegd zien?", en: "Which finding do you want explained?" },
  noProgram: { nl: "Het programma `regeltaal` is niet gevonden.", en: "The program `regeltaal` was not found." },
} satisfies Record<string, Text>;

export class Explanations implements TextDocumentContentProvider {
  constructor(private readonly program: () => string | undefined) {}

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const program = this.program();
    const code = uri.path.replace(/\.md$/, "");
    if (!program || !CODE.test(code)) return say(TEXTS.noProgram);
    const { stdout } = await run(program, ["--taal", language(), "--kleur", "nooit", "uitleg", code], { encoding: "utf8" });
    return asMarkdown(stdout);
  }
}

/** Shows what a code means; without a code, that of the finding at the cursor. */
export async function explain(code?: unknown): Promise<void> {
  const wanted = typeof code === "string" && CODE.test(code) ? code : await codeAtCursor();
  if (wanted) await commands.executeCommand("markdown.showPreviewToSide", Uri.from({ scheme: SCHEME, path: `${wanted}.md` }));
}

async function codeAtCursor(): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const here = editor?.selection;
  const found = editor && here ? languages.getDiagnostics(editor.document.uri) : [];
  const own = found.filter((one) => one.source === "regeltaal" && here !== undefined && one.range.intersection(here));
  const onLine = found.filter((one) => one.source === "regeltaal" && here?.start.line === one.range.start.line);
  const codes = new Map((own.length ? own : onLine).map((one) => [codeOf(one.code), one.message]));
  codes.delete("");
  if (codes.size === 0) void window.showInformationMessage(say(TEXTS.none));
  if (codes.size < 2) return [...codes.keys()][0];
  const items = [...codes].map(([label, detail]) => ({ label, detail }));
  return (await window.showQuickPick(items, { placeHolder: say(TEXTS.which) }))?.label;
}

function codeOf(code: string | number | { value: string | number } | undefined): string {
  const value = String(typeof code === "object" ? code.value : (code ?? ""));
  return CODE.test(value) ? value : "";
}

/** The text of the command: a title on its first line, examples by their indentation. */
export function asMarkdown(text: string): string {
  const [title = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const found = [`# ${title}`];
  let inExample = false;
  for (const line of lines) {
    const isExample = line.startsWith("    ");
    if (isExample && !inExample) found.push("", "```regel");
    if (!isExample && inExample) found.push("```");
    inExample = isExample;
    found.push(isExample ? line.slice(4) : line.replace(/^(\S+:)$/, "**$1**"));
  }
  if (inExample) found.push("```");
  return found.join("\n") + "\n";
}
