"""The catalogues and what belongs to each entry: how an operator is written, examples that check, cases of codes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import regeltaal
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.values.operator import Function, Operator
from regeltaal.values.registry import FUNCTIONS, OPERATORS

TESTS = Path(__file__).parent
SOURCE = Path(regeltaal.__path__[0])
CASES = ("golden/*.regel", "mistakes/*.txt", "slips/*.txt", "cases/*.domein", "test_*.py")
"""Where the cases of a stage are, in its folder of tests."""
RECORDS: dict[str, Operator | Function] = {**OPERATORS, **FUNCTIONS}

_DECLARED = re.compile(r'\bdeclare\(\s*"(?P<code>RT\d+)"')


# ---------------------------------------------------------------- operators and functions


def _spellings() -> Iterator[object]:
    for operator in OPERATORS.values():
        yield pytest.param(operator, operator.spelling, False, id=operator.spelling)
        if operator.negated_spelling is not None:
            yield pytest.param(operator, operator.negated_spelling, True, id=operator.negated_spelling)


def _written(operator: Operator, spelling: str) -> str:
    if "…" in spelling:
        return f"a {spelling.replace('…', 'b')}"
    return f"a {spelling}" if len(operator.overloads[0].operands) == 1 else f"a {spelling} b"


@pytest.mark.parametrize(("operator", "spelling", "negated"), list(_spellings()))
def test_an_operator_is_read_as_it_is_spelled(operator: Operator, spelling: str, *, negated: bool) -> None:
    parsed = parse(Source("x.regel", f"DEFINITIE d = {_written(operator, spelling)}"))
    assert parsed.problems == ()
    (definition,) = parsed.file.items
    assert isinstance(definition, tree.Definition)
    assert isinstance(definition.body, tree.Operation)
    assert (definition.body.key, definition.body.negated) == (operator.key, negated)


@cache
def _schemas() -> tuple[Schema, ...]:
    paths = sorted((SOURCE / "domains").glob("*/*.domein"))
    loaded = [load(Source(path.name, path.read_text(encoding="utf-8"))).schema for path in paths]
    return tuple(schema for schema in loaded if schema is not None)


def _problems(example: str, schema: Schema, about: str) -> list[Diagnostic]:
    """What is wrong with an example about a record of an object."""
    source = Source("x.regel", f"DOMEIN {schema.name}\nDEFINITIE voorbeeld BIJ {about} = {example}\n")
    parsed = parse(source)
    return [*parsed.problems, *check([parsed.file], schema, Setting()).problems]


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_an_example_checks(record: Operator | Function) -> None:
    """As it stands, about some object of a shipped domain."""
    found = [_problems(record.example, schema, one.name) for schema in _schemas() for one in schema.objects.values()]
    assert [] in found, min(([problem.message() for problem in one] for one in found), key=len)


# ---------------------------------------------------------------- codes


def _declared() -> Iterator[object]:
    for path in sorted(SOURCE.rglob("*.py")):
        stage = path.relative_to(SOURCE).parts[0]
        for found in _DECLARED.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(found["code"], stage, id=found["code"])


@cache
def _cases(stage: str) -> str:
    paths = (path for pattern in CASES for path in (TESTS / stage).glob(pattern))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize(("code", "stage"), list(_declared()))
def test_every_code_has_a_case_of_its_stage(code: str, stage: str) -> None:
    assert re.search(rf"\b{code}\b", _cases(stage)), f"no case in tests/{stage}"
