// What VS Code's engine calls every character: the last scope, without the name of the language.
import fs from "node:fs"
import oniguruma from "vscode-oniguruma"
import textmate from "vscode-textmate"

const asked = JSON.parse(fs.readFileSync("asked.json", "utf8"))
const wasm = fs.readFileSync("node_modules/vscode-oniguruma/release/onig.wasm")
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength))
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const path = `${asked.editors}/vscode/syntaxes/${scope.replace("source.", "")}.tmLanguage.json`
    return textmate.parseRawGrammar(fs.readFileSync(path, "utf8"), path)
  },
})
const said = {}
for (const sample of asked.samples) {
  const grammar = await registry.loadGrammar(`source.${sample.language}`)
  let state = textmate.INITIAL
  said[sample.path] = fs.readFileSync(sample.path, "utf8").split("\n").map((line) => {
    const result = grammar.tokenizeLine(line, state)
    state = result.ruleStack
    const names = []
    for (const token of result.tokens) {
      const scope = token.scopes.at(-1)
      const name = scope.startsWith("source.") ? "" : scope.replace(`.${sample.language}`, "").replace("triple", "double")
      for (const _ of line.slice(token.startIndex, token.endIndex)) names.push(name)
    }
    return names
  })
}
fs.writeFileSync("said.json", JSON.stringify(said))
