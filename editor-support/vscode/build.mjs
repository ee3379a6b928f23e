// Bundles the client into one file, and lists the licences of what went into it: `npm run build`.

import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/;

const made = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "bundle/extension.js",
  bundle: true,
  minify: true,
  charset: "utf8",
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const folders = Object.keys(made.metafile.inputs).map((file) => PACKAGE.exec(file)?.[0]);
const licences = [...new Set(folders.filter(Boolean))].map(licence).sort();
writeFileSync("bundle/LICENSES.txt", `What is bundled in extension.js besides our own code.\n\n${licences.join("\n")}`);

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  const text = file && existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, "utf8") : "";
  const lines = text.replace(/\r\n/g, "\n").split("\n").map((line) => line.trimEnd());
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${lines.join("\n").trim()}\n`;
}
