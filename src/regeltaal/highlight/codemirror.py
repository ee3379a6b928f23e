"""A module for CodeMirror 6: a stream mode for each language, with its words for completion."""

import json
from collections.abc import Sequence

from regeltaal.highlight.dialects import JavaScript
from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.roles import Language, Role, words
from regeltaal.highlight.tokens import Region, Token, rules

_print = JavaScript().print
_MODULE = """\
// Colours for Regeltaal in CodeMirror 6. Made from the grammar by maak.py: change that, not this.
//   import {{regeltaal, domein}} from "./regeltaal.js"
//   new EditorView({{extensions: [basicSetup, regeltaal()]}})
import {{LanguageSupport, StreamLanguage}} from "@codemirror/language"
import {{tags}} from "@lezer/highlight"

/** Each language as [role, pattern] in the order in which to try them; a text also says what is in it. */
const RULES = {rules}

/** The keywords by role, for completion. */
export const WORDS = {words}

const TOKENS = {{
{tokens}
}}

function matched(stream, source) {{
  const pattern = new RegExp(source, "uy")
  pattern.lastIndex = stream.pos
  const found = pattern.exec(stream.string)
  return found ? found[0].length : -1
}}

function taken(stream, rules) {{
  for (const rule of rules) {{
    const length = matched(stream, rule.pattern)
    if (length > 0) {{
      stream.pos += length
      return rule
    }}
  }}
  return null
}}

function inText(stream, state) {{
  const region = state.region
  if (stream.sol() && region.until && matched(stream, region.until) >= 0) {{
    state.region = null
    return undefined
  }}
  const found = taken(stream, region.inside)
  if (found) return found.role
  const end = region.end ? matched(stream, region.end) : -1
  if (end > 0) {{
    stream.pos += end
    state.region = null
  }} else {{
    stream.next()
  }}
  return "text"
}}

function parser(name, rules) {{
  return {{
    name,
    startState: () => ({{region: null}}),
    copyState: (state) => ({{...state}}),
    token(stream, state) {{
      if (state.region && stream.sol() && !state.region.until) state.region = null
      if (state.region) {{
        const role = inText(stream, state)
        if (role !== undefined) return role
      }}
      if (stream.eatSpace()) return null
      const rule = taken(stream, rules)
      if (!rule) {{
        stream.next()
        return null
      }}
      if (rule.inside) state.region = rule
      return rule.role
    }},
    languageData: {{commentTokens: {{line: "#"}}, closeBrackets: {{brackets: ["(", "\\"", "`"]}}}},
    tokenTable: TOKENS,
  }}
}}

{exports}
"""


def codemirror(languages: Sequence[Language]) -> str:
    rows = ",\n".join(f"  {language.name}: [\n{_rules(language)}\n  ]" for language in languages)
    tokens = [f'  "{role}": {_tag(LOOKS[role].codemirror)},' for role in Role if LOOKS[role].codemirror]
    return _MODULE.format(
        rules="{\n" + rows + ",\n}",
        words=json.dumps({one.name: _words(one) for one in languages}, ensure_ascii=False, indent=2),
        tokens="\n".join(tokens),
        exports="\n".join(_export(language) for language in languages),
    )


def _export(language: Language) -> str:
    mode = f"{language.name}Language"
    return (
        f'export const {mode} = StreamLanguage.define(parser("{language.name}", RULES.{language.name}))\n'
        f"export const {language.name} = () => new LanguageSupport({mode})"
    )


def _rules(language: Language) -> str:
    return ",\n".join("    " + json.dumps(_rule(rule), ensure_ascii=False) for rule in rules(language))


def _rule(rule: Token | Region) -> dict[str, object]:
    match rule:
        case Token(role, pattern):
            return {"role": None if role == Role.PLAIN else role, "pattern": _print(pattern)}
        case Region(_, begin, end, inside, until):
            return {
                "role": Role.TEXT,
                "pattern": _print(begin),
                "end": end and _print(end),
                "until": until and _print(until),
                "inside": [_rule(one) for one in inside],
            }


def _words(language: Language) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, role in sorted(words(language).items()):
        found.setdefault(role, []).append(word)
    return found


def _tag(name: str) -> str:
    outer, _, inner = name.rstrip(")").partition("(")
    return f"tags.{outer}(tags.{inner})" if inner else f"tags.{outer}"
