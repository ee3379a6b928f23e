// What VS Code's engine calls every character of the samples as blocks in a Markdown file, by our injected grammar.
import fs from "node:fs"
import oniguruma from "vscode-oniguruma"
import textmate from "vscode-textmate"

const asked = JSON.parse(fs.readFileSync("asked.json", "utf8"))
const wasm = fs.readFileSync("node_modules/vscode-oniguruma/release/onig.wasm")
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength))
const MARKDOWN = "text.html.markdown"
const INJECTED = "markdown.regeltaal.codeblock"
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  getInjections: (scope) => (scope === MARKDOWN ? [INJECTED] : undefined),
  loadGrammar: async (scope) => {
    if (scope === MARKDOWN) return { scopeName: MARKDOWN, patterns: [], repository: {} }
    const name = scope === INJECTED ? "markdown" : scope.replace("source.", "")
    const path = `${asked.editors}/vscode/syntaxes/${name}.tmLanguage.json`
    return textmate.parseRawGrammar(fs.readFileSync(path, "utf8"), path)
  },
})
const grammar = await registry.loadGrammar(MARKDOWN)
const said = {}
for (const sample of asked.samples) {
  const lines = fs.readFileSync(sample.path, "utf8").split("\n")
  let state = textmate.INITIAL
  const named = ["Een blok:", "", `\`\`\`${sample.language}`, ...lines, "```", "EN verder"].map((line) => {
    const result = grammar.tokenizeLine(line, state)
    state = result.ruleStack
    const names = []
    for (const token of result.tokens) {
      const scope = token.scopes.at(-1)
      const own = scope.endsWith(`.${sample.language}`) && !scope.startsWith("meta.embedded")
      const name = own ? scope.replace(`.${sample.language}`, "").replace("triple", "double") : ""
      for (const _ of line.slice(token.startIndex, token.endIndex)) names.push(name)
    }
    return names
  })
  if (named.at(-1).some((name) => name)) throw new Error(`${sample.path}: the block has no end`)
  said[sample.path] = named.slice(3, -2)
}
fs.writeFileSync("said.json", JSON.stringify(said))
