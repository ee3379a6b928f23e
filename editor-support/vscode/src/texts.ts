// What the user reads, in the language that the setting `regeltaal.taal` asks for.

import { workspace } from "vscode";

export interface Text {
  nl: string;
  en: string;
}

export function language(): "nl" | "en" {
  return workspace.getConfiguration("regeltaal").get<string>("taal") === "en" ? "en" : "nl";
}

/** A text with its facts filled in: `{name}` stands for one. */
export function say(text: Text, facts: Record<string, string | number> = {}): string {
  return text[language()].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
