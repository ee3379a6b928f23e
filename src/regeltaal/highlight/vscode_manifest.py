"""`package.json` of the extension for VS Code: what it adds to the editor, and what its client is built with."""

from collections.abc import Mapping, Sequence

from regeltaal.base.version import __version__
from regeltaal.highlight.roles import Language

FENCES = "syntaxes/markdown.tmLanguage.json"
_OLDEST = "1.91.0"
_BUNDLE = "./bundle/extension.js"

SEMANTIC_SCOPES: Mapping[str, Sequence[str]] = {
    "class": ("entity.name.type.class",),
    "property": ("variable.other.property",),
    "property.defaultLibrary": ("support.variable.property", "variable.other.property"),
    "event": ("entity.name.type.event", "entity.name.type"),
    "method": ("entity.name.function.action", "entity.name.function"),
    "parameter": ("variable.parameter",),
    "enum": ("entity.name.type.enum",),
    "enumMember": ("variable.other.enummember", "constant.other"),
    "function": ("support.function",),
    "variable": ("variable.other.readwrite",),
    "variable.readonly": ("variable.other.constant",),
    "namespace": ("entity.name.type.phase", "entity.name.type"),
    "macro": ("variable.other.constant", "constant.other"),
    "struct": ("variable.other.constant", "constant.other"),
    "type": ("support.type", "entity.name.type"),
    "modifier": ("storage.modifier",),
    "keyword": ("keyword.control",),
}
"""How a theme that knows nothing of the server's kinds of names colours them; the kinds are `assist.colours.Colour`."""

_TASKS = ("controleer", "test", "opmaak")
_SEVERITIES = {
    "fout": ("error", "fout|error"),
    "waarschuwing": ("warning", "waarschuwing|warning"),
    "hint": ("info", "hint"),
}


def manifest(languages: Sequence[Language]) -> dict[str, object]:
    return {
        "name": "regeltaal",
        "displayName": "Regeltaal",
        "description": "%description%",
        "version": __version__,
        "publisher": "regeltaal",
        "license": "Apache-2.0",
        "private": True,
        "engines": {"vscode": f"^{_OLDEST}"},
        "categories": ["Programming Languages", "Snippets", "Linters", "Formatters", "Testing"],
        "icon": "icons/regeltaal.png",
        "main": _BUNDLE,
        "activationEvents": ["workspaceContains:**/regeltaal.toml"],
        "capabilities": _capabilities(),
        "contributes": _contributes(languages),
        "scripts": {"build": "node build.mjs", "check": "tsc --project ."},
        "devDependencies": {
            "@types/node": "20.19.0",
            "@types/vscode": _OLDEST,
            "esbuild": "0.28.2",
            "typescript": "5.9.3",
            "vscode-languageclient": "10.1.2",
        },
    }


def _capabilities() -> dict[str, object]:
    limited = {"supported": "limited", "description": "%trust%"}
    return {
        "untrustedWorkspaces": {**limited, "restrictedConfigurations": ["regeltaal.server.pad"]},
        "virtualWorkspaces": limited,
    }


def _contributes(languages: Sequence[Language]) -> dict[str, object]:
    return {
        "languages": [_language(one) for one in languages],
        "grammars": [*map(_grammar, languages), _fences(languages)],
        "snippets": [{"language": one.name, "path": f"./{snippets_path(one)}"} for one in languages],
        "semanticTokenScopes": [
            {"language": one.name, "scopes": {kind: [*scopes] for kind, scopes in SEMANTIC_SCOPES.items()}}
            for one in languages
        ],
        "configuration": {"title": "Regeltaal", "properties": _settings()},
        "configurationDefaults": {f"[{one.name}]": _defaults() for one in languages},
        "commands": [_command(name, key, icon) for name, key, icon in _COMMANDS],
        "menus": _menus(languages),
        "taskDefinitions": [_task()],
        "problemMatchers": [_matcher(word) for word in _SEVERITIES],
    }


# ---------------------------------------------------------------- languages


def _language(language: Language) -> dict[str, object]:
    icon = f"./icons/{language.suffix}.svg"
    return {
        "id": language.name,
        "aliases": [language.title, *language.aliases],
        "extensions": [f".{language.suffix}"],
        "configuration": "./language-configuration.json",
        "icon": {"light": icon, "dark": icon},
    }


def _grammar(language: Language) -> dict[str, object]:
    return {"language": language.name, "scopeName": f"source.{language.name}", "path": f"./{grammar_path(language)}"}


def _fences(languages: Sequence[Language]) -> dict[str, object]:
    return {
        "scopeName": "markdown.regeltaal.codeblock",
        "path": f"./{FENCES}",
        "injectTo": ["text.html.markdown"],
        "embeddedLanguages": {f"meta.embedded.block.{one.name}": one.name for one in languages},
    }


def grammar_path(language: Language) -> str:
    return f"syntaxes/{language.name}.tmLanguage.json"


def snippets_path(language: Language) -> str:
    return f"snippets/{language.name}.json"


def _defaults() -> dict[str, object]:
    """How the editor behaves for our files unless somebody wants otherwise: words to choose from are the server's."""
    return {
        "editor.tabSize": 2,
        "editor.insertSpaces": True,
        "editor.semanticHighlighting.enabled": True,
        "editor.wordBasedSuggestions": "off",
        "editor.suggest.showWords": False,
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
        "editor.acceptSuggestionOnCommitCharacter": False,
        "editor.acceptSuggestionOnEnter": "smart",
        "editor.unicodeHighlight.ambiguousCharacters": False,
        "editor.wordWrap": "on",
        "files.insertFinalNewline": True,
    }


# ---------------------------------------------------------------- settings, commands, tasks

_COMMANDS = (
    ("regeltaal.herstart", "restart", "$(debug-restart)"),
    ("regeltaal.uitvoer", "output", "$(output)"),
    ("regeltaal.uitleg", "explain", "$(question)"),
    ("regeltaal.tests", "tests", "$(run-all)"),
)


def _settings() -> dict[str, object]:
    return {
        "regeltaal.server.pad": {
            "type": "string",
            "default": "",
            "scope": "machine-overridable",
            "order": 1,
            "markdownDescription": "%setting.path%",
        },
        "regeltaal.taal": {
            "type": "string",
            "enum": ["nl", "en"],
            "enumDescriptions": ["%setting.language.nl%", "%setting.language.en%"],
            "default": "nl",
            "order": 2,
            "description": "%setting.language%",
        },
        "regeltaal.inlayHints": {"type": "boolean", "default": True, "order": 3, "description": "%setting.hints%"},
        "regeltaal.wachttijd": {
            "type": "integer",
            "default": 120,
            "minimum": 0,
            "maximum": 5000,
            "order": 4,
            "description": "%setting.delay%",
        },
        "regeltaal.trace.server": {
            "type": "string",
            "enum": ["off", "messages", "verbose"],
            "default": "off",
            "scope": "window",
            "order": 9,
            "description": "%setting.trace%",
        },
    }


def _command(name: str, key: str, icon: str) -> dict[str, object]:
    return {"command": name, "category": "%category%", "title": f"%command.{key}%", "icon": icon}


def _menus(languages: Sequence[Language]) -> dict[str, object]:
    own = f"regeltaal.actief && editorLangId =~ /^({'|'.join(one.name for one in languages)})$/"
    return {
        "editor/context": [{"command": "regeltaal.uitleg", "when": own, "group": "1_modification@9"}],
        "commandPalette": [{"command": "regeltaal.uitleg", "when": own}],
    }


def _task() -> dict[str, object]:
    return {
        "type": "regeltaal",
        "required": ["opdracht"],
        "properties": {
            "opdracht": {"type": "string", "enum": [*_TASKS], "description": "%task.command%"},
            "map": {"type": "string", "description": "%task.folder%"},
        },
    }


def _matcher(word: str) -> dict[str, object]:
    """What `regeltaal controleer --uitvoer plat` prints of this severity, one finding a line."""
    severity, spelt = _SEVERITIES[word]
    return {
        "name": f"regeltaal-{word}",
        "label": f"regeltaal: {word}",
        "owner": "regeltaal",
        "source": "regeltaal",
        "applyTo": "allDocuments",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": severity,
        "pattern": {
            "regexp": rf"^(.+?):(\d+):(\d+): (?:{spelt}) (RT\d+): (.*)$",
            "file": 1,
            "line": 2,
            "column": 3,
            "code": 4,
            "message": 5,
        },
    }
