"""What in a text names another file, with that file: `GEBRUIK`, `GEGEVEN … UIT`, templates, the domain."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.check.noting import content
from regeltaal.project.places import Places
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State


class Link(Node):
    """A stretch of text that leads to a file or folder; ``what`` says what that is."""

    span: Span
    target: Path
    what: Text


_USED = Text(nl="Open het bestand met deze lijsten en definities", en="Open the file with these lists and definitions")
_RECORD = Text(nl="Open het bestand met dit record", en="Open the file with this record")
_TEMPLATE = Text(nl="Open dit sjabloon", en="Open this template")
_DOMAIN = Text(nl="Open het domein", en="Open the domain")
_FOLDER = Text(nl="Open deze map", en="Open this folder")

_IN_SETTINGS: Mapping[tuple[str, ...], Text] = {
    ("project", "domein"): _DOMAIN,
    ("project", "sjablonen"): _FOLDER,
}
"""The settings that name a file or a folder."""


class _Record(Node):
    """`GEGEVEN … UIT "wb.json"`."""

    span: Span
    path: str


class _Template(Node):
    """A text for a parameter of an action, which may name a template."""

    span: Span
    action: str
    parameter: str
    name: str


_KEPT: "WeakKeyDictionary[Part, tuple[_Record | _Template, ...]]" = WeakKeyDictionary()


def links(state: State, path: str) -> tuple[Link, ...]:
    """Those of a rule file. A name without a file gets none."""
    sheet = state.sheets[path]
    uses = [one for part in sheet.parts for one in part.parsed.file.items if isinstance(one, tree.Use)]
    named = [one for part in sheet.parts for one in _named(part)]
    return (*_domain(state, sheet.header), *_used(state, path, uses), *_found(state, path, named))


def _domain(state: State, header: tree.Header) -> Iterator[Link]:
    schema, domain = state.schema, state.domain
    named = header.domain
    if named is not None and domain is not None and (schema is None or key_of(schema.name) == named.key):
        yield Link(named.span, state.file(domain), _DOMAIN)


def _used(state: State, path: str, uses: Iterable[tree.Use]) -> Iterator[Link]:
    """The files that GEBRUIK names."""
    for use in uses:
        written = (use.path.plain or "").replace("\\", "/")
        sheet = state.sheets.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), written)))
        if sheet is not None:
            yield Link(content(use.path.span), state.file(sheet.source), _USED)


def _found(state: State, path: str, named: Iterable[_Record | _Template]) -> Iterator[Link]:
    """The files of records, below the folder of the project, and those of templates."""
    schema, scope = state.schema, state.scope(path)
    templates = None if scope is None else scope.templates
    for one in named:
        match one:
            case _Record(span, record) if state.project is not None:
                yield Link(span, state.project.root / record, _RECORD)
            case _Template(span, title, parameter, name) if schema is not None and templates is not None:
                action = schema.actions.get(title)
                declared = None if action is None else action.parameters.get(parameter)
                kind = None if declared is None else declared.template
                source = None if kind is None else templates.find(kind, name)
                if source is not None:
                    yield Link(span, state.file(source), _TEMPLATE)
            case _:
                pass


# ---------------------------------------------------------------- what a part names, kept with it


def _named(part: Part) -> tuple[_Record | _Template, ...]:
    found = _KEPT.get(part)
    if found is None:
        found = _KEPT[part] = tuple(_names(part.parsed.file))
    return found


def _names(file: tree.RuleFile) -> Iterator[_Record | _Template]:
    for node in nodes(file.items):
        match node:
            case tree.GivenRecord(file=tree.TextLiteral() as written) if written.plain:
                yield _Record(content(written.span), written.plain)
            case tree.Perform(verb=verb, name=name, arguments=arguments):
                title = key_of(f"{verb.text} {name.text}")
                yield from _texts(title, ((one.parameter, one.value) for one in arguments))
            case tree.ExpectPerform(verb=verb, name=name, arguments=predicates):
                yield from _texts(key_of(f"{verb.text} {name.text}"), _expected(predicates))
            case _:
                pass


def _expected(predicates: Iterable[tree.Expr]) -> Iterator[tuple[tree.Expr, tree.Expr]]:
    """`sjabloon = "Bedankt"` in a test."""
    for one in predicates:
        if isinstance(one, tree.Operation) and one.key == "equals":
            yield one.operands[0], one.operands[1]


def _texts(title: str, arguments: Iterable[tuple[tree.Expr, tree.Expr]]) -> Iterator[_Template]:
    for parameter, value in arguments:
        if isinstance(parameter, tree.Path) and isinstance(value, tree.TextLiteral) and value.plain:
            key = ".".join(part.key for part in parameter.parts)
            yield _Template(content(value.span), title, key, value.plain)


# ---------------------------------------------------------------- the settings


def settings_links(state: State, source: Source) -> tuple[Link, ...]:
    """Those of regeltaal.toml: the domain and the folder of the templates."""
    project, places = state.project, Places(source)
    if project is None:
        return ()
    targets: Mapping[tuple[str, ...], Path | None] = {
        ("project", "domein"): None if state.domain is None else state.file(state.domain),
        ("project", "sjablonen"): project.root / project.config.templates,
    }
    return tuple(
        Link(span, target, what)
        for setting, what in _IN_SETTINGS.items()
        if (target := targets[setting]) is not None and (span := places.value(setting)) != places.key(setting)
    )
