"""Problems with what is about the rows of a list and stands outside a loop along them."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.names import UNKNOWN_NAME
from regeltaal.check.problems.samples import whole

_NEUTER = ("je", "um", "ment", "ject", "ract", "aal", "werk", "stuk")
"""How words end that go with ELK; the others go with ELKE. Both are right for the language."""


class Along(Node):
    """A loop along a list that was left out: the name of a row, that of the list, and the action to be in it."""

    row: str
    items: str
    action: Span

    @property
    def opening(self) -> str:
        each = "ELK" if self.row.lower().endswith(_NEUTER) else "ELKE"
        return f"VOOR {each} {self.row} IN {self.items} DOE"

    @property
    def facts(self) -> dict[str, Fact]:
        return {"loop": self.opening, "body": " ".join(self.action.text.split())}


IN_LOOP = Text(
    nl="Schrijf `{loop} {body} KLAAR` om het voor elke rij te doen.",
    en="Write `{loop} {body} KLAAR` to do it for each row.",
)


def _looped(along: Along) -> Fix:
    action = along.action
    before, behind = Span(action.source, action.start, action.start), Span(action.source, action.end, action.end)
    title = Text(nl=f"Zet `{along.opening} … KLAAR` eromheen", en=f"Put `{along.opening} … KLAAR` around it")
    return Fix(title, (Edit(before, f"{along.opening} "), Edit(behind, " KLAAR")))


OTHER_OBJECT = declare(
    "RT412",
    Severity.ERROR,
    title=Text(nl="Actie van een ander object", en="Action of another object"),
    message=Text(
        nl="`{action}` hoort bij {wanted}, deze regel gaat over {found}",
        en="`{action}` is for {wanted}, this rule is about {found}",
    ),
    why=Text(
        nl="Een actie werkt op het record van de gebeurtenis, of binnen VOOR ELK op de rij.",
        en="An action works on the record of the event, or inside VOOR ELK on the row.",
    ),
    wrong=whole('REGEL "Voorbeeld"\nWANNEER relatie bijgewerkt\nDAN ARCHIVEER werkbon'),
    right=whole('REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nDAN ARCHIVEER werkbon'),
)

OTHER_EVENT = Text(
    nl="Kies achter WANNEER een gebeurtenis van {wanted}, of een andere actie.",
    en="Choose an event of {wanted} behind WANNEER, or another action.",
)


def other_object(span: Span, action: str, wanted: Iterable[str], found: str, along: Along | None) -> Diagnostic:
    shown = ", ".join(f"`{name}`" for name in wanted)
    facts: dict[str, Fact] = {"action": action, "wanted": shown, "found": f"`{found}`"}
    if along is None:
        return Diagnostic(OTHER_OBJECT, span, facts, OTHER_EVENT)
    return Diagnostic(OTHER_OBJECT, span, {**facts, **along.facts}, IN_LOOP, (_looped(along),))


def row_to_fill(span: Span, name: str, along: Along) -> Diagnostic:
    """`ZET object.opmerking = …` where the record has a list of objects."""
    return Diagnostic(UNKNOWN_NAME, span, {"name": name, **along.facts}, IN_LOOP, (_looped(along),))
