"""Grammars for TextMate, VS Code and Sublime Text, which have the same scopes and the same engine."""

import json
from collections.abc import Iterator

from regeltaal.highlight.dialects import Dialect
from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.roles import Language, Role
from regeltaal.highlight.tokens import Region, Token, rules

_print = Dialect().print


def scope(role: Role, language: Language) -> str:
    name = LOOKS[role].textmate
    return f"{name}.{language.name}" if name else ""


def text_scope(region: Region, language: Language) -> str:
    kind = "triple" if region.until else "double"
    return f"string.quoted.{kind}.{language.name}"


def textmate(language: Language) -> str:
    """The file `*.tmLanguage.json`."""
    grammar = {
        "name": language.title,
        "scopeName": f"source.{language.name}",
        "fileTypes": [language.suffix],
        "patterns": [_pattern(rule, language) for rule in rules(language)],
    }
    return json.dumps(grammar, ensure_ascii=False, indent=2) + "\n"


def _pattern(rule: Token | Region, language: Language) -> dict[str, object]:
    match rule:
        case Token(role, pattern):
            name = scope(role, language) if role != Role.TEXT else ""
            return {"match": _print(pattern), **({"name": name} if name else {})}
        case Region(_, begin, _, inside):
            return {
                "name": text_scope(rule, language),
                "begin": _print(begin),
                "end": _end(rule),
                "patterns": [_pattern(token, language) for token in inside],
            }


def _end(region: Region) -> str:
    ends = [_print(region.end)] if region.end else []
    return "|".join([*ends, _print(region.until) if region.until else "$"])


def fences(languages: tuple[Language, ...]) -> str:
    """A grammar that colours the blocks of our languages in Markdown."""
    patterns = [_fence(language) for language in languages]
    injected = {
        "name": "Regeltaal in Markdown",
        "scopeName": "markdown.regeltaal.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": patterns,
    }
    return json.dumps(injected, ensure_ascii=False, indent=2) + "\n"


def _fence(language: Language) -> dict[str, object]:
    names = "|".join(sorted((language.name, *language.aliases), key=len, reverse=True))
    return {
        "name": "markup.fenced_code.block.markdown",
        "begin": rf"(^|\G)(\s*)(`{{3,}}|~{{3,}})\s*(?i:(?:voorbeeld-)?({names})(?:[-\s:,{{][^`]*)?)$",
        "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
        "beginCaptures": {
            "3": {"name": "punctuation.definition.markdown"},
            "4": {"name": "fenced_code.block.language.markdown"},
        },
        "endCaptures": {"3": {"name": "punctuation.definition.markdown"}},
        "patterns": [
            {
                "begin": r"(^|\G)(\s*)(.*)",
                "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                "contentName": f"meta.embedded.block.{language.name}",
                "patterns": [{"include": f"source.{language.name}"}],
            }
        ],
    }


# ---------------------------------------------------------------- Sublime Text


def sublime(language: Language) -> str:
    """The file `*.sublime-syntax`."""
    return "\n".join(
        [
            "%YAML 1.2",
            "---",
            f"name: {language.title}",
            f"file_extensions: [{language.suffix}]",
            f"scope: source.{language.name}",
            "contexts:",
            "  main:",
            *(line for rule in rules(language) for line in _matches(rule, language)),
            *(line for rule in rules(language) if isinstance(rule, Region) for line in _context(rule, language)),
            "",
        ]
    )


def _matches(rule: Token | Region, language: Language) -> Iterator[str]:
    match rule:
        case Token(role, pattern):
            name = scope(role, language) if role != Role.TEXT else ""
            yield f"    - match: {_quoted(_print(pattern))}"
            if name:
                yield f"      scope: {name}"
        case Region(name, begin):
            yield f"    - match: {_quoted(_print(begin))}"
            yield f"      push: {name}"


def _context(region: Region, language: Language) -> Iterator[str]:
    yield f"  {region.name}:"
    yield f"    - meta_scope: {text_scope(region, language)}"
    for token in region.inside:
        yield from _matches(token, language)
    yield f"    - match: {_quoted(_end(region))}"
    yield "      pop: true"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
