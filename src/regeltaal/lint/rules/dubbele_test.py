"""Two tests that differ in nothing but their name."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.text import Text
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.rule import FileRule, Told
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_TESTS = (
    'REGEL "Oud commentaar weg"\nWANNEER werkbon compleet gemeld\nEN duur > 60\nDAN WIS commentaar\n\n'
    'TEST "lang werk"\nGEGEVEN werkbon MET duur = 90\nWANNEER werkbon compleet gemeld\nVERWACHT WIS commentaar\n\n'
    'TEST "kort werk"\nGEGEVEN werkbon MET duur = {}\nWANNEER werkbon compleet gemeld\nVERWACHT {}WIS commentaar'
)

CODE = declare(
    "RT644",
    Severity.WARNING,
    name="dubbele-test",
    title=Text(nl="Test die hetzelfde toetst als een andere", en="Test that checks the same as another"),
    message=Text(
        nl='test "{name}" is gelijk aan test "{other}"; alleen de naam verschilt',
        en='test "{name}" equals test "{other}"; only the name differs',
    ),
    why=Text(
        nl="Met de naam belooft de tweede test iets dat nergens getoetst wordt. Meestal is het een kopie die nog "
        "aangepast moest worden.",
        en="By its name the second test promises something that is checked nowhere. Usually it is a copy that was "
        "still to be changed.",
    ),
    hint=Text(
        nl="Pas aan wat deze test anders moet toetsen, of haal haar weg.",
        en="Change what this test is to check otherwise, or remove it.",
    ),
    wrong=whole(_TESTS.format(90, "")),
    right=whole(_TESTS.format(30, "NIET ")),
)


def _collect(view: FileView) -> Data:
    """Each test; what it says as a number, for that is compared faster than trees are."""
    return tuple((hash((test.steps, test.examples)), test) for test in view.each(tree.Test)) or None


def _find(all_told: Sequence[Told]) -> Iterator[Diagnostic]:
    known: dict[int, list[tree.Test]] = {}
    for number, test in (row for told in all_told for row in told.facts):
        alike = known.setdefault(number, [])
        first = next((one for one in alike if (one.steps, one.examples) == (test.steps, test.examples)), None)
        if first is None:
            alike.append(test)
        else:
            label = Label(first.name.span, Text(nl="de andere test", en="the other test"))
            facts = {"name": name_of(test.name), "other": name_of(first.name)}
            fix = left_out(test.span, safe=False)
            yield Diagnostic(CODE, test.name.span, {**facts}, fixes=(fix,), labels=(label,))


RULE = FileRule(CODE, _collect, _find)
