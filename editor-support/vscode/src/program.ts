// Finds the program `regeltaal`: where the setting says, else in the project's own Python environment, else on the PATH.

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { Uri, workspace } from "vscode";

const IS_WINDOWS = process.platform === "win32";
const NAME = IS_WINDOWS ? "regeltaal.exe" : "regeltaal";
const ENVIRONMENTS = [".venv", "venv"];
const SETTING = "server.pad";

export interface Found {
  /** The program; undefined when there is none at the places that were tried. */
  program: string | undefined;
  /** What the setting says, when it says anything. */
  setting: string;
}

/** The program for a file or folder; the first folder that is open when neither is given. */
export async function findProgram(about?: Uri): Promise<Found> {
  const setting = workspace.getConfiguration("regeltaal", about).get<string>(SETTING, "").trim();
  const candidates = setting ? [fromSetting(setting, about)] : [...inProjects(about), ...onPath()];
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return { program: candidate, setting };
  }
  return { program: undefined, setting };
}

/** The Python beside the program, for installing what is missing. */
export async function pythonBeside(program: string | undefined): Promise<string> {
  const python = program && path.join(path.dirname(program), IS_WINDOWS ? "python.exe" : "python");
  return python && (await isProgram(python)) ? python : IS_WINDOWS ? "py" : "python3";
}

export function workingFolder(about?: Uri): string | undefined {
  const own = about && workspace.getWorkspaceFolder(about);
  return (own ?? workspace.workspaceFolders?.find((one) => one.uri.scheme === "file"))?.uri.fsPath;
}

function fromSetting(setting: string, about?: Uri): string {
  const folder = workingFolder(about) ?? homedir();
  const said = setting.replace(/^~(?=$|[\\/])/, homedir()).replace("${workspaceFolder}", folder);
  return path.resolve(folder, said);
}

/** A project's own environment is only used when the user trusts the folder: it can hold any program. */
function* inProjects(about?: Uri): Iterable<string> {
  if (!workspace.isTrusted) return;
  for (const folder of foldersOf(about)) {
    for (const name of ENVIRONMENTS) {
      yield path.join(folder, name, IS_WINDOWS ? "Scripts" : "bin", NAME);
    }
  }
}

/** The folder of what it is about and those above it, up to the one that is open; then the other open ones. */
function* foldersOf(about?: Uri): Iterable<string> {
  const open = (workspace.workspaceFolders ?? []).filter((one) => one.uri.scheme === "file").map((one) => one.uri.fsPath);
  const own = about?.scheme === "file" ? workingFolder(about) : undefined;
  if (about && own) {
    for (let folder = path.dirname(about.fsPath); folder.length > own.length; folder = path.dirname(folder)) yield folder;
  }
  yield* open;
}

function* onPath(): Iterable<string> {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  for (const folder of folders.filter(Boolean)) yield path.join(folder, NAME);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
