"""The files of the extension for VS Code that follow from the grammar; its client is written by hand, beside them."""

import json
from collections.abc import Iterator, Mapping, Sequence

from regeltaal.highlight.roles import Language
from regeltaal.highlight.snippets import SNIPPETS
from regeltaal.highlight.textmate import fences, textmate
from regeltaal.highlight.vscode_manifest import FENCES, grammar_path, manifest, snippets_path
from regeltaal.highlight.vscode_typing import configuration
from regeltaal.highlight.vscode_words import WORDS


def vscode(languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """The files by path."""
    yield "package.json", _json(manifest(languages))
    yield "package.nls.json", _json({key: text.nl for key, text in WORDS.items()})
    yield "package.nls.en.json", _json({key: text.en for key, text in WORDS.items()})
    yield "language-configuration.json", _json(configuration(languages))
    yield FENCES, fences(tuple(languages))
    for language in languages:
        yield grammar_path(language), textmate(language)
        yield snippets_path(language), _json(_snippet_file(SNIPPETS[language.name]))


def _snippet_file(snippets: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    return {
        title: {"prefix": prefix, "body": body.split("\n"), "description": title}
        for prefix, (title, body) in snippets.items()
    }


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
