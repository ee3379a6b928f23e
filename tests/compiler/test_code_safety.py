"""Nothing that somebody wrote becomes code: not a text, not a name, however it looks."""

import ast
import re

import pytest
from tests.compiler.code_facts import OWN, SPAN, OneRecord, read

from regeltaal.compiler import code_names
from regeltaal.compiler.case import Case
from regeltaal.compiler.code import compiled, together
from regeltaal.compiler.code_closer import closer
from regeltaal.compiler.code_support import NAMESPACE
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.schema.model import key_of
from regeltaal.values.common import TEXT
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Enumeration, ListOf

NASTY = (
    '"); raise SystemExit("',
    "'); __import__('os').abort(); ('",
    "{__import__('os').abort()}",
    "@0@",
    "@1=v1@",
    "@doubt@",
    "k0",
    "own",
    "u",
    "U",
    "a\nb\n    raise SystemExit",
    "\\",
    "%s{0}\\N{BULLET}",
    "# niets",
    '"""',
)
GENERATED = re.compile(r"[akpvrsgw][0-9]*r?|u|own|facts|true|rest|decide|sweep|closer|TRUE|FALSE|TRUTHS")


def _conditions(text: str) -> tuple[tree.Cond, ...]:
    field, const = read(text, TEXT), tree.Const(text, TEXT, SPAN)
    listed = tree.Const((text, "x"), ListOf(TEXT), SPAN)
    enum = Enumeration(text, (text, "Klaar"))
    chosen = read(text, enum)
    found = [
        tree.Test(OPERATORS[key], OPERATORS[key].overloads[0], (field, const), exact=exact, span=SPAN)
        for key in ("equals", "not_equals", "contains", "begins_with", "ends_with")
        for exact in (False, True)
    ]
    found.append(tree.Test(OPERATORS["in"], OPERATORS["in"].overloads[0], (field, listed), span=SPAN))
    enums = OPERATORS["equals"].overloads[1]
    found.append(tree.Test(OPERATORS["equals"], enums, (chosen, tree.Const(text, enum, SPAN)), span=SPAN))
    return tuple(found)


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are compiled."""
    seen: list[str] = []
    load = code_names.Unit.load

    def noted(unit: code_names.Unit) -> object:
        seen.extend(unit.functions)
        return load(unit)

    monkeypatch.setattr(code_names.Unit, "load", noted)
    return seen


@pytest.mark.parametrize("text", NASTY)
def test_what_somebody_wrote_is_compared_and_nothing_else(text: str, sources: list[str]) -> None:
    found = _conditions(text)
    decider = together([Case(one, on_false=True) for one in found])
    for value in (text, f"{text} ", text.upper(), "x", None):
        facts = OneRecord({OWN: {key_of(text): value}})
        own = facts.records[OWN]
        expected = [verdict(one, facts).truth for one in found]
        assert expected == [compiled(one)(own, facts) for one in found]
        assert expected == [closer(one)(own, facts) for one in found]
        told = decider.decide(facts, (1 << len(found)) - 1)
        assert [place for place, truth in enumerate(expected) if truth is Truth.TRUE] == list(told.true)
    assert sources
    for source in sources:
        _only_ours(source)


def _only_ours(source: str) -> None:
    """Whole numbers and generated names: no text at all, and no name that is not in the list of those we use."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=value):
                assert value is None or type(value) in (int, bool)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                assert name in NAMESPACE or GENERATED.fullmatch(name), name
            case ast.Attribute(attr=name):
                assert name in ATTRIBUTES, name
            case ast.Import() | ast.ImportFrom() | ast.JoinedStr():
                pytest.fail(source)


ATTRIBUTES = frozenset(
    {
        *("get", "isascii", "lower", "strip", "startswith", "endswith", "astimezone", "amount", "append"),
        *("environment", "fields_of", "record", "administration", "named", "before", "at_event", "today"),
    }
)
