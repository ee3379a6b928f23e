// Checking and testing a whole project as tasks, with what they find in the list of problems.

import { ShellExecution, ShellQuoting, Task, TaskDefinition, TaskGroup, TaskProvider, tasks, TaskScope, Uri, workspace, WorkspaceFolder } from "vscode";
import { findProgram } from "./program";
import { language, say, Text } from "./texts";

export const TYPE = "regeltaal";
const MATCHERS = ["$regeltaal-fout", "$regeltaal-waarschuwing", "$regeltaal-hint"];
const COMMANDS: Record<string, { title: Text; group: TaskGroup; options: string[]; matchers: string[] }> = {
  controleer: {
    title: { nl: "regels controleren", en: "check the rules" },
    group: TaskGroup.Build,
    options: ["--uitvoer", "plat"],
    matchers: MATCHERS,
  },
  test: { title: { nl: "tests uitvoeren", en: "run the tests" }, group: TaskGroup.Test, options: [], matchers: [] },
  opmaak: { title: { nl: "regels netjes opmaken", en: "format the rules" }, group: TaskGroup.Build, options: [], matchers: [] },
};

export class Tasks implements TaskProvider {
  async provideTasks(): Promise<Task[]> {
    const found: Task[] = [];
    for (const file of await workspace.findFiles("**/regeltaal.toml", "**/{node_modules,.venv,venv}/**")) {
      const folder = workspace.getWorkspaceFolder(file);
      if (!folder) continue;
      const project = workspace.asRelativePath(Uri.joinPath(file, ".."), false);
      const isOpen = Uri.joinPath(file, "..").toString() === folder.uri.toString();
      for (const opdracht of Object.keys(COMMANDS)) {
        const task = await made({ type: TYPE, opdracht, ...(isOpen ? {} : { map: project }) }, folder);
        if (task) found.push(task);
      }
    }
    return found;
  }

  async resolveTask(task: Task): Promise<Task | undefined> {
    const scope = typeof task.scope === "object" ? task.scope : undefined;
    return made(task.definition, scope);
  }
}

async function made(definition: TaskDefinition, folder: WorkspaceFolder | undefined): Promise<Task | undefined> {
  const known = COMMANDS[String(definition["opdracht"])];
  const { program } = await findProgram(folder?.uri);
  if (!known || !program) return undefined;
  const where = typeof definition["map"] === "string" ? definition["map"] : undefined;
  const words = ["--taal", language(), String(definition["opdracht"]), ...(where ? [where] : []), ...known.options];
  const args = words.map((value) => ({ value, quoting: ShellQuoting.Strong }));
  const cwd = folder?.uri.fsPath;
  const execution = new ShellExecution({ value: program, quoting: ShellQuoting.Strong }, args, cwd ? { cwd } : {});
  const title = where ? `${say(known.title)} (${where})` : say(known.title);
  const task = new Task(definition, folder ?? TaskScope.Workspace, title, TYPE, execution, known.matchers);
  task.group = known.group;
  return task;
}

export function registerTasks(): { dispose(): void } {
  return tasks.registerTaskProvider(TYPE, new Tasks());
}
