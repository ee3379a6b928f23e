"""All that can be done at a place in a rule file: mending what was found there, and rewriting what stands there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import assert_never

from regeltaal.assist import actions_definitions, actions_fixes, actions_tests
from regeltaal.assist.actions_all import mend_all
from regeltaal.assist.actions_offered import Action, Asked, Kind, Maker, Place
from regeltaal.assist.formatting import edits, prepared
from regeltaal.base.diagnostic import Edit
from regeltaal.base.text import Text
from regeltaal.workspace.state import State

_MEND_ALL = Text(nl="Herstel alles wat zonder keuze kan", en="Mend all that needs no choice")
_FORMAT = Text(nl="Maak het bestand op", en="Format the file")
_TIDY = Text(nl="Het bestand is al opgemaakt.", en="The file is formatted already.")
_NOTHING_TO_MEND = Text(
    nl="Er is niets dat zonder keuze hersteld kan worden.", en="There is nothing that can be mended without a choice."
)
_NOT_THE_SAME = Text(
    nl="Dat kan hier niet: de regel zou iets anders gaan zeggen, of er staat nog een fout in.",
    en="That is not possible here: the rule would say something else, or there is still a mistake in it.",
)


def actions(asked: Asked, wanted: tuple[str, ...] = ()) -> Iterator[Action]:
    """What can be done, best first; ``wanted`` are the kinds that are asked for."""
    return (one for one in _all(asked, wanted) if one.kind.is_among(wanted))


def _all(asked: Asked, wanted: tuple[str, ...]) -> Iterator[Action]:
    if Kind.MEND.is_among(wanted):
        yield from actions_fixes.fixes(asked.found)
        yield from actions_fixes.exceptions(asked)
        yield from actions_fixes.explanations(asked.found)
    yield from actions_definitions.offered(asked)
    yield from actions_tests.offered(asked)
    yield Action(_MEND_ALL, Kind.MEND_ALL, maker=Maker.MEND_ALL)
    yield Action(_FORMAT, Kind.FORMAT, maker=Maker.FORMAT)


def elsewhere(state: State, file: Path, start: Place, end: Place, wanted: tuple[str, ...] = ()) -> Iterator[Action]:
    """What can be done in a file of another kind: the settings, the domain, a template."""
    if Kind.MEND.is_among(wanted):
        own = [(one, state.locate(one.span)) for one in state.findings.get(file, ())]
        found = [one for one, place in own if place.start <= end and start <= place.end]
        yield from actions_fixes.fixes(found)
        yield from actions_fixes.explanations(found)


Made = tuple[Edit, ...] | Text
"""The edits of an action that was chosen, or why there are none."""


def made(asked: Asked, maker: Maker) -> Made:
    return work(asked, maker)()


def work(asked: Asked, maker: Maker) -> Callable[[], Made]:
    """Looks at all that is needed of the state; what it gives can be done elsewhere, whatever comes in meanwhile."""
    state, path = asked.state, asked.path
    match maker:
        case Maker.FORMAT:
            ready = prepared(state, path)
            return lambda: edits(ready) or _TIDY
        case Maker.MEND_ALL:
            return lambda: mend_all(state, path) or _NOTHING_TO_MEND
        case Maker.TEST:
            return actions_tests.work(asked)
        case Maker.EXTRACT | Maker.INLINE:
            change = actions_definitions.extracted if maker is Maker.EXTRACT else actions_definitions.inlined
            done: Made = change(asked) or _NOT_THE_SAME
            return lambda: done
        case never:
            assert_never(never)
