"""The verdict tree of a condition as JSON, and as lines to read: every part with what it came to and what it saw."""

from collections.abc import Iterator
from typing import NotRequired, TypedDict

from regeltaal.base.text import Language, Text
from regeltaal.evaluate.explain import operands_seen, reason
from regeltaal.evaluate.reading import label
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program import tree
from regeltaal.report.rule_words import heading
from regeltaal.report.style import one_line
from regeltaal.values.show import as_literal


class VerdictJson(TypedDict):
    voorwaarde: str
    omschrijving: str
    uitkomst: str
    waarden: dict[str, str]
    reden: NotRequired[str]
    rij: NotRequired[str]
    geteld: NotRequired[dict[str, int]]
    delen: "list[VerdictJson]"


_ROW = "rij."
_OF = Text(nl="van", en="of")
_WAS = Text(nl="was", en="was")
_SIGNS = {"waar": "✓", "onwaar": "–", "onbekend": "?", "fout": "!"}


def verdict_json(found: Verdict, language: Language) -> VerdictJson:
    if found.row is not None:
        return {**verdict_json(found.parts[0], language), "rij": found.row}
    made: VerdictJson = {
        "voorwaarde": label(found.cond.span),
        "omschrijving": heading(found.cond).show(language),
        "uitkomst": found.truth.value,
        "waarden": {**dict(operands_seen(found)), **_of_table(found)},
        "delen": [verdict_json(part, language) for part in found.parts],
    }
    if isinstance(found.cond, tree.Quantified):
        made["geteld"] = {"voldoen": sum(part.truth is Truth.TRUE for part in found.parts), "van": len(found.parts)}
    why = _why(found)
    return {**made, "reden": why.show(language)} if why is not None else made


def _why(found: Verdict) -> Text | None:
    """What is behind a leaf that can't be decided or went wrong."""
    if found.parts or found.truth in (Truth.TRUE, Truth.FALSE):
        return None
    return found.cause if found.truth is Truth.FAULT and found.cause is not None else reason(found)


def _of_table(found: Verdict) -> dict[str, str]:
    """What `rij.naam` was: a literal, and yet not to be seen in the condition."""
    operands = found.cond.operands if isinstance(found.cond, tree.Test) else ()
    named = zip(found.operands, operands, strict=False)
    return {
        one.label: as_literal(expr.value, expr.type)
        for one, expr in named
        if isinstance(expr, tree.Const) and one.label.startswith(_ROW)
    }


def verdict_lines(found: VerdictJson, language: Language, *, drawn: bool, indent: str = "") -> Iterator[str]:
    """`– werkstatus = "Uitgevoerd": was "Ingepland"`, its parts below it."""
    sign = _SIGNS[found["uitkomst"]] if drawn else f"{found['uitkomst']}:"
    row = f"{found['rij']}: " if "rij" in found else ""
    seen = _seen(found, language)
    yield f"{indent}{sign} {one_line(row + found['omschrijving'])}{seen}"
    for part in found["delen"]:
        yield from verdict_lines(part, language, drawn=drawn, indent=f"{indent}  ")


def _seen(found: VerdictJson, language: Language) -> str:
    if "reden" in found:
        return f": {one_line(found['reden'])}"
    if "geteld" in found:
        return f": {found['geteld']['voldoen']} {_OF.show(language)} {found['geteld']['van']}"
    values = list(found["waarden"].items())
    if not values or found["delen"]:
        return ":" if found["delen"] else ""
    was = _WAS.show(language)
    if len(values) == 1:
        return f": {was} {one_line(values[0][1])}"
    return ": " + ", ".join(f"{one_line(name)} {was} {one_line(value)}" for name, value in values)
