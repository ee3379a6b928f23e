"""A rule that is never reached: an earlier one has had each of its cases."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.reach import Placed, collect, holds_all_of, read
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import ProjectView

_RULES = (
    'REGEL "Alles weg"\n  PRIORITEIT {}\nWANNEER document ontvangen\nDAN VERWIJDER document\n'
    'REGEL "E-facturen weg"\n  PRIORITEIT 50\n'
    'WANNEER document ontvangen\nEN kanaaltype = "PEPPOL"\nDAN VERWIJDER document'
)

CODE = declare(
    "RT701",
    Severity.WARNING,
    name="onbereikbare-regel",
    title=Text(nl="Regel die nooit aan de beurt komt", en="Rule that is never reached"),
    message=Text(
        nl='regel "{name}" komt niet aan de beurt: "{other}" gaat voor, en geldt voor al deze gevallen',
        en='rule "{name}" is not reached: "{other}" goes first, and is for all of these cases',
    ),
    why=Text(
        nl="In een fase EERSTE beslist de eerste regel die iets doet, en na `STOP VERDERE REGELS` of een actie die het "
        "record beëindigt draait er niets meer. Wat daarachter komt en niets nieuws vraagt, gebeurt nooit.",
        en="In a phase EERSTE the first rule that does something decides, and after `STOP VERDERE REGELS` or an action "
        "that ends the record nothing runs. What comes behind and asks nothing new never happens.",
    ),
    hint=Text(
        nl="Geef de regel die het meest vraagt een lagere prioriteit, dan gaat die voor.",
        en="Give the rule that asks most a lower priority, so that it goes first.",
    ),
    wrong=whole(_RULES.format(10), "boekhouding"),
    right=whole(_RULES.format(90), "boekhouding"),
)

_LOOKBACK = 50
"""How many earlier rules that decide a rule is held against."""


def _find(facts: Collected, _view: ProjectView) -> Iterator[Diagnostic]:
    deciding: dict[str, list[Placed]] = {}
    for placed in sorted(read(facts), key=_order):
        turn = placed.turn
        events = dict.fromkeys(event for event, *_ in turn.starts)
        before = (one for event in events for one in deciding.get(event, ())[-_LOOKBACK:])
        earlier = next((one for one in before if holds_all_of(one.turn, turn)), None)
        if earlier is not None:
            label = Label(earlier.span, Text(nl="deze gaat voor", en="this goes first"))
            said: dict[str, Fact] = {"name": turn.name, "other": earlier.turn.name}
            yield Diagnostic(CODE, placed.span, said, labels=(label,))
        elif turn.ends or turn.is_first:
            for event in events:
                deciding.setdefault(event, []).append(placed)


def _order(placed: Placed) -> tuple[int, int, int, str, int, int]:
    priority, level, place, _ = placed.turn.turn
    return (placed.turn.phase, priority, level, placed.path, placed.number, place)


RULE = ProjectRule(CODE, collect, _find)
