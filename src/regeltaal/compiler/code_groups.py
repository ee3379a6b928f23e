"""Cases that begin with the same question are put behind it: where the answer is another, none of them is looked at.

A case whose condition is a row of parts joined by EN is not WAAR where one of them is surely ONWAAR. So of the parts
that ask a field of the record to be the same as something, one becomes the door to the case, and then another.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from attrs import evolve, frozen

from regeltaal.compiler.case import Case
from regeltaal.compiler.code_names import Body
from regeltaal.compiler.code_size import is_too_large
from regeltaal.compiler.code_tests import equality
from regeltaal.program import tree

_FEW_DOORS = 4
"""So many answers are tried one by one; of more it is looked up which it is."""

_DEEPEST = 5
"""Doors behind doors: Python reads only so many levels of indentation."""

_INDENT = "    "


@frozen
class Entry:
    """A case under way: what is still to be asked of it."""

    place: int
    case: Case
    parts: tuple[tree.Cond, ...]
    is_large: bool
    """No code is made for it."""

    @property
    def condition(self) -> tree.Cond:
        return self.parts[0] if len(self.parts) == 1 else tree.All(self.parts, self.case.condition.span)


@frozen
class _Door:
    """A part of a case that asks whether a field (``asked``, in code) is the same as ``wanted``."""

    asked: str
    wanted: object
    part: int


Lines = Callable[[Entry], list[str]]


def entry(place: int, case: Case) -> Entry:
    is_large = is_too_large(case.condition)
    return Entry(place, case, () if is_large else tuple(_parts(case.condition)), is_large)


def _parts(cond: tree.Cond) -> Iterator[tree.Cond]:
    match cond:
        case tree.All(parts=parts):
            for part in parts:
                yield from _parts(part)
        case tree.DefinedCond(body=body):
            yield from _parts(body)
        case _:
            yield cond


def grouped(entries: Sequence[Entry], body: Body, lines: Lines) -> list[str]:
    """The code of some cases, in groups where that saves questions. ``lines`` gives that of one of them."""
    return _grouped(entries, body, lines, count(1), _DEEPEST)


def _grouped(entries: Sequence[Entry], body: Body, lines: Lines, numbers: Iterator[int], deeper: int) -> list[str]:
    doors = [_doors(one, body) for one in entries] if deeper else []
    asked = _most_asked(doors)
    if asked is None:
        return [line for one in entries for line in lines(one)]
    groups: dict[object, list[Entry]] = {}
    rest: list[Entry] = []
    for one, found in zip(entries, doors, strict=True):
        door = found.get(asked)
        if door is None:
            rest.append(one)
        else:
            left = (*one.parts[: door.part], *one.parts[door.part + 1 :])
            groups.setdefault(door.wanted, []).append(evolve(one, parts=left))
    blocks = [(wanted, _grouped(group, body, lines, numbers, deeper - 1)) for wanted, group in groups.items()]
    return [*_behind_doors(asked, blocks, body, numbers), *_grouped(rest, body, lines, numbers, deeper)]


def _doors(one: Entry, body: Body) -> dict[str, _Door]:
    """The doors that a case can be put behind, by what they ask. One that wants to know of ONWAAR has none."""
    if one.case.on_false:
        return {}
    found: dict[str, _Door] = {}
    for place, part in enumerate(one.parts):
        if isinstance(part, tree.Test):
            asked = equality(part, body)
            if asked is not None:
                found.setdefault(asked[0], _Door(asked[0], asked[1], place))
    return found


def _most_asked(doors: Sequence[dict[str, _Door]]) -> str | None:
    """The question that most cases begin with, if any two do."""
    counts: dict[str, int] = {}
    for found in doors:
        for asked in found:
            counts[asked] = counts.get(asked, 0) + 1
    best = max(counts, key=lambda asked: counts[asked], default=None)
    return best if best is not None and counts[best] > 1 else None


def _behind_doors(
    asked: str, blocks: Sequence[tuple[object, list[str]]], body: Body, numbers: Iterator[int]
) -> list[str]:
    if len(blocks) <= _FEW_DOORS:
        tests = [f"{asked} == {body.bind(wanted)}" for wanted, _ in blocks]
        return [
            line
            for place, (test, (_, block)) in enumerate(zip(tests, blocks, strict=True))
            for line in (f"{'elif' if place else 'if'} {test}:", *_inside(block))
        ]
    name = f"g{next(numbers)}"
    places = body.bind({wanted: place for place, (wanted, _) in enumerate(blocks)})
    tree_ = _halves(name, [block for _, block in blocks], 0)
    return [f"{name} = {places}.get({asked})", f"if {name} is not None:", *_inside(tree_)]


def _halves(name: str, blocks: Sequence[list[str]], first: int) -> list[str]:
    """Which of the blocks it is, by halving."""
    if len(blocks) == 1:
        return blocks[0]
    middle = len(blocks) // 2
    return [
        f"if {name} < {first + middle:d}:",
        *_inside(_halves(name, blocks[:middle], first)),
        "else:",
        *_inside(_halves(name, blocks[middle:], first + middle)),
    ]


def _inside(lines: Sequence[str]) -> list[str]:
    return [_INDENT + line for line in lines]
