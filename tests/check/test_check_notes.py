"""What names stand for is noted: each name of an error-free file once, at the place of the name itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, SampleKind
from regeltaal.base.source import Source, Span
from regeltaal.check import noting
from regeltaal.check.checker import Group
from regeltaal.check.notes import Access, ActionSymbol, EventSymbol, FieldSymbol, Note, ObjectSymbol
from regeltaal.pipeline import Ground, domain_of
from regeltaal.project import Project, open_project
from regeltaal.project.opening import open_loose
from regeltaal.report.codes import load_codes
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.syntax.walk import nodes

Checkable = tuple[Mapping[str, tree.RuleFile], Group]
ROOT = Path(__file__).resolve().parents[2]
PROJECTS = (
    "examples/werkbonnen", "examples/boekhouding",
    "tests/language/werkbonnen", "tests/language/boekhouding", "tests/language/eigen",
)  # fmt: skip
FILES = [
    pytest.param(project, path.relative_to(ROOT / project).as_posix(), id=path.relative_to(ROOT).as_posix())
    for project in PROJECTS
    for path in sorted((ROOT / project).rglob("*.regel"))
]
load_codes()
SAMPLES = [one for one in all_codes() if one.right.kind is SampleKind.RULES and not one.right.files]


@cache
def _files(project: str) -> Checkable:
    opened = open_project(ROOT / project).project
    assert opened is not None
    return _checkable(opened)


def _checkable(project: Project) -> Checkable:
    files = {one.path: parse(one).file for one in project.rules}
    ground = Ground(project, domain_of(project, files.values()))
    assert ground.checker is not None
    return files, ground.checker.group(files, files)


def _noted(checkable: Checkable, path: str) -> tuple[tree.RuleFile, tuple[Note, ...]]:
    """A file, and what was noted of it, templates that it names left out."""
    files, group = checkable
    found = group.part(files[path], is_first=True)
    return files[path], tuple(one for one in found.notes if one.span.source is files[path].source)


def _names(file: tree.RuleFile) -> Iterator[Span]:
    """Where a name stands: a verb and the name behind it are one."""
    verbs: dict[Span, Span | None] = {}
    for node in nodes(file):
        match node:
            case tree.Perform(verb=verb, name=name) | tree.ExpectPerform(verb=verb, name=name):
                verbs[verb.span], verbs[name.span] = verb.span.to(name.span), None
            case tree.Rule(name=text) | tree.Test(name=text) | tree.ExpectRule(rule=text) | tree.Use(path=text):
                yield noting.content(text.span)
            case tree.FormerName(name=text):
                yield noting.content(text.span)
            case tree.Selector(span=span):
                yield noting.content(span)
            case tree.GivenRecord(file=tree.TextLiteral(span=span)):
                yield noting.content(span)
            case tree.Header(administration=tree.TextLiteral(span=span)):
                yield noting.content(span)
            case _:
                pass
    for node in nodes(file):
        if isinstance(node, tree.Name):
            place = verbs.get(node.span, node.span)
            if place is not None:
                yield place


def _law(file: tree.RuleFile, noted: tuple[Note, ...]) -> None:
    names = [(span.start, span.text) for span in _names(file)]
    places = Counter((note.span.start, note.span.text) for note in noted)
    assert [one for one in names if places[one] != 1] == []


@pytest.mark.parametrize(("project", "path"), FILES)
def test_each_name_of_a_sound_file_is_noted_once(project: str, path: str) -> None:
    _law(*_noted(_files(project), path))


@pytest.mark.parametrize("code", SAMPLES, ids=lambda code: code.id)
def test_each_name_of_a_right_sample_is_noted_once(code: Code) -> None:
    head = "" if "DOMEIN" in code.right.text else f"DOMEIN {code.right.domain}\n"
    opened = open_loose([], [Source("voorbeeld.regel", head + code.right.text)]).project
    assert opened is not None
    _law(*_noted(_checkable(opened), "voorbeeld.regel"))


@pytest.mark.parametrize("project", PROJECTS[:2])
def test_each_declaration_of_a_domain_is_noted_where_it_stands(project: str) -> None:
    opened = open_project(ROOT / project).project
    assert opened is not None
    ground = Ground(opened, domain_of(opened, ()))
    assert ground.checker is not None
    assert ground.domain is not None
    noted = ground.checker.domain_notes(parse_domain(ground.domain).declarations)
    schema, declared = ground.checker.schema, {one.symbol for one in noted if one.access is Access.DECLARE}

    assert {note.span.source for note in noted} == {ground.domain}
    assert {ObjectSymbol(key) for key in schema.objects} <= declared | {ObjectSymbol("administratie")}
    assert {EventSymbol(key) for key in schema.events} <= declared
    assert {ActionSymbol(key) for key in schema.actions} <= declared
    for owner, found in schema.objects.items():
        assert {FieldSymbol(owner, key) for key, one in found.fields.items() if one.span and not one.free} <= declared
