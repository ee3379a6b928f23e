"""Two rules whose names are hard to tell apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.checker import administration_of
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import FileView, ProjectView

_SHORTEST = 3
"""Shorter words differ in one letter from many others: `ploeg A` and `ploeg B`."""
_OTHERWISE = lazily(
    r"aan|als|bij|dan|die|dit|dat|door|g?een|elk|n?ergens|het|hoog|n?iemand|n?iets?|juli|juni|kan|laag|laat|maar|met|mei|"
    r"naar|niet|nog|n?ooit|oud|over|onder|ook|per|tot|uit|van|veel|voor|wel|weg|wie|week|werk|zes|zij"
)
"""Words that mean something else when one letter differs: `mail aan klant` and `mail van klant`."""
_RULE = (
    'REGEL "Onderhoud plannen"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'
    'REGEL "{}"\nWANNEER werkbon aangemaakt\nDAN WIS werkomschrijving'
)

CODE = declare(
    "RT630",
    Severity.HINT,
    name="namen-haast-gelijk",
    title=Text(nl="Namen die haast gelijk zijn", en="Names that are nearly equal"),
    message=Text(
        nl='de naam "{name}" is haast gelijk aan "{other}"', en='the name "{name}" is nearly equal to "{other}"'
    ),
    why=Text(
        nl="Op de tijdlijn en in een verklaring staan regels bij hun naam. Verschillen er twee in een letter, spatie "
        "of leesteken, dan kijkt iedereen vroeg of laat bij de verkeerde.",
        en="On the timeline and in an explanation rules go by their name. Where two differ in a letter, space or sign, "
        "everyone will sooner or later look at the wrong one.",
    ),
    hint=Text(
        nl="Noem in elke naam wat deze regel anders doet dan de andere.",
        en="Say in each name what that rule does otherwise than the other.",
    ),
    wrong=whole(_RULE.format("Onderhoudt plannen")),
    right=whole(_RULE.format("Onderhoud: oude tekst weg")),
)


class _Name(Node):
    text: str
    span: Span


def _collect(view: FileView) -> Data:
    if not view.rules:
        return None
    names = (one.node.name for one in view.rules)
    return (administration_of(view.file), tuple((name_of(one), one.span.start, one.span.end) for one in names))


def _find(facts: Collected, _view: ProjectView) -> Iterator[Diagnostic]:
    by_owner: dict[object, list[_Name]] = defaultdict(list)
    for told in (told for one in facts.values() for told in one):
        administration, rows = told.facts
        by_owner[administration] += [_Name(text, told.span((start, end))) for text, start, end in rows]
    for names in by_owner.values():
        for one, other in _near(names):
            label = Label(other.span, Text(nl="de andere naam", en="the other name"))
            yield Diagnostic(CODE, one.span, {"name": one.text, "other": other.text}, labels=(label,))


def _near(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Each name that is nearly equal to an earlier one, with that one."""
    bare: dict[str, _Name] = {}
    but_one: dict[tuple[str, ...], list[tuple[str, _Name]]] = defaultdict(list)
    for name in names:
        words = [_letters(word) for word in name.text.casefold().split()]
        earlier = bare.setdefault("".join(words), name)
        if earlier.text.casefold() != name.text.casefold():
            yield name, earlier
        for place, word in enumerate(words):
            if len(word) >= _SHORTEST and word.isalpha():
                but_one[(*words[:place], "", *words[place + 1 :])].append((word, name))
    for alike in but_one.values():
        if len(alike) > 1:
            yield from _slips(alike)


def _slips(alike: Sequence[tuple[str, _Name]]) -> Iterator[tuple[_Name, _Name]]:
    """Of names that differ in one word: those of which that word differs in one letter from an earlier one."""
    known: dict[str, tuple[str, _Name]] = {}
    for word, name in alike:
        shortened = (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))
        found = next((known[one] for one in shortened if one in known), None)
        if found is not None and found[0] != word and not (_is_otherwise(word) and _is_otherwise(found[0])):
            yield name, found[1]
        for one in shortened:
            known.setdefault(one, (word, name))


def _is_otherwise(word: str) -> bool:
    return _OTHERWISE.fullmatch(word) is not None


def _letters(word: str) -> str:
    return word if word.isalpha() else "".join(filter(str.isalnum, word))


RULE = ProjectRule(CODE, _collect, _find)
