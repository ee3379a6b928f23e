"""The extension for VS Code: colours, brackets, comments and snippets. What a language server adds is not in it."""

import json
from collections.abc import Iterator, Mapping, Sequence

from regeltaal.base.version import __version__
from regeltaal.highlight.roles import RULES, SCHEMA, Language
from regeltaal.highlight.textmate import fences, textmate

_FENCES = "syntaxes/markdown.tmLanguage.json"

SNIPPETS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    RULES.name: {
        "regel": (
            "Een regel",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "WANNEER ${2:gebeurtenis}\n"
                'EN ${3:veld} = ${4:"waarde"}\n'
                "DAN\n"
                '  ZET ${5:veld} = ${6:"waarde"}$0'
            ),
        ),
        "regel-anders": (
            "Een regel met ANDERS en BIJ ONBEKEND",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "WANNEER ${2:gebeurtenis}\n"
                "ALS ${3:veld} > ${4:10}\n"
                "DAN\n"
                '  ZET ${5:veld} = ${6:"groot"}\n'
                "ANDERS\n"
                '  ZET ${5:veld} = ${7:"klein"}\n'
                "BIJ ONBEKEND\n"
                "  WIS ${5:veld}$0"
            ),
        ),
        "regel-per-rij": (
            "Een regel voor elke rij van een tabel",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "  VOOR ELKE RIJ\n"
                "    | ${2:plaats} | ${3:route} |\n"
                '    | ${4:"Utrecht"} | ${5:"A"} |\n'
                "WANNEER ${6:gebeurtenis}\n"
                "EN ${7:veld} = rij.${2:plaats}\n"
                "DAN\n"
                "  ZET ${8:veld} = rij.${3:route}$0"
            ),
        ),
        "test": (
            "Een test",
            (
                'TEST "${1:Wat er moet gebeuren}"\n'
                'GEGEVEN ${2:record} MET ${3:veld} = ${4:"waarde"}\n'
                "WANNEER ${5:gebeurtenis}\n"
                'VERWACHT ZET ${6:veld} = ${7:"waarde"}$0'
            ),
        ),
        "definitie": ("Een definitie", 'DEFINITIE ${1:naam} BIJ ${2:record} = ${3:veld} = ${4:"waarde"}$0'),
        "lijst": ("Een lijst", 'LIJST ${1:naam} = ${2:"een"}; ${3:"twee"}$0'),
        "gebruik": ("Lijsten en definities van een ander bestand", 'GEBRUIK "${1:lijsten.regel}"$0'),
    },
    SCHEMA.name: {
        "object": (
            "Een object met velden",
            (
                "OBJECT ${1:naam}\n"
                "  VELD ${2:nummer}: ${3:tekst} VERPLICHT SLEUTEL\n"
                "  VELD ${4:veld}: ${5:tekst} WIJZIGBAAR$0"
            ),
        ),
        "veld": ("Een veld", "OBJECT ${1:naam}\n  VELD ${2:veld}: ${3:tekst}$0"),
        "keuze": ("Een keuze uit waarden", 'KEUZE ${1:naam}: ${2:"Een"}; ${3:"Twee"}$0'),
        "gebeurtenis": ("Een gebeurtenis", "GEBEURTENIS ${1:naam} BIJ ${2:object}$0"),
        "actie": (
            "Een actie",
            (
                "ACTIE ${1:VERSTUUR} ${2:bericht} BIJ ${3:object}\n"
                '  OMSCHRIJVING "${4:Wat de actie doet.}"\n'
                "  PARAMETER ${5:naam}: ${6:tekst} VERPLICHT$0"
            ),
        ),
    },
}
"""By language and prefix: what it is, and what it becomes."""


def vscode(languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """The files by path."""
    yield "package.json", _json(_package(languages))
    yield "language-configuration.json", _json(_CONFIGURATION)
    yield _FENCES, fences(tuple(languages))
    for language in languages:
        yield _grammar(language), textmate(language)
        yield _snippets(language), _json(_snippet_file(SNIPPETS[language.name]))


_CONFIGURATION = {
    "comments": {"lineComment": "#"},
    "brackets": [["(", ")"]],
    "autoClosingPairs": [
        {"open": "(", "close": ")"},
        {"open": '"', "close": '"', "notIn": ["string", "comment"]},
        {"open": "`", "close": "`", "notIn": ["string", "comment"]},
        {"open": "{", "close": "}", "notIn": ["comment"]},
    ],
    "surroundingPairs": [["(", ")"], ['"', '"'], ["`", "`"], ["{", "}"]],
    "wordPattern": r"[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*",
    "folding": {"offSide": True},
}


def _package(languages: Sequence[Language]) -> dict[str, object]:
    return {
        "name": "regeltaal",
        "displayName": "Regeltaal",
        "description": "Kleuren en sjablonen voor Regeltaal.",
        "version": __version__,
        "publisher": "regeltaal",
        "license": "Apache-2.0",
        "engines": {"vscode": "^1.75.0"},
        "categories": ["Programming Languages", "Snippets"],
        "contributes": {
            "languages": [_language(one) for one in languages],
            "grammars": [*map(_grammar_entry, languages), _fences_entry(languages)],
            "snippets": [{"language": one.name, "path": f"./{_snippets(one)}"} for one in languages],
        },
    }


def _language(language: Language) -> dict[str, object]:
    return {
        "id": language.name,
        "aliases": [language.title, *language.aliases],
        "extensions": [f".{language.suffix}"],
        "configuration": "./language-configuration.json",
    }


def _grammar_entry(language: Language) -> dict[str, object]:
    return {"language": language.name, "scopeName": f"source.{language.name}", "path": f"./{_grammar(language)}"}


def _fences_entry(languages: Sequence[Language]) -> dict[str, object]:
    return {
        "scopeName": "markdown.regeltaal.codeblock",
        "path": f"./{_FENCES}",
        "injectTo": ["text.html.markdown"],
        "embeddedLanguages": {f"meta.embedded.block.{one.name}": one.name for one in languages},
    }


def _snippet_file(snippets: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    return {
        title: {"prefix": prefix, "body": body.split("\n"), "description": title}
        for prefix, (title, body) in snippets.items()
    }


def _grammar(language: Language) -> str:
    return f"syntaxes/{language.name}.tmLanguage.json"


def _snippets(language: Language) -> str:
    return f"snippets/{language.name}.json"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
