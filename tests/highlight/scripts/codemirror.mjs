// What CodeMirror calls every character: the name of the node of its tree.
import fs from "node:fs"
import {domeinLanguage, regeltaalLanguage} from "./regeltaal.mjs"

const asked = JSON.parse(fs.readFileSync("asked.json", "utf8"))
const said = {}
for (const sample of asked.samples) {
  const text = fs.readFileSync(sample.path, "utf8")
  const language = sample.language === "domein" ? domeinLanguage : regeltaalLanguage
  const names = new Array(text.length).fill("")
  language.parser.parse(text).iterate({
    enter: (node) => {
      if (!node.node.firstChild && node.name !== "Document") names.fill(node.name, node.from, node.to)
    },
  })
  let at = 0
  said[sample.path] = text.split("\n").map((line) => {
    const found = []
    for (const character of line) {
      found.push(names[at])
      at += character.length
    }
    at += 1
    return found
  })
}
fs.writeFileSync("said.json", JSON.stringify(said))
