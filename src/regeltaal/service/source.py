"""What the sources of documents have in common: handing over, patience, counts, and what goes to the log.

The log tells counts and reasons. It holds no name of a file, sender or subject: what a reason quotes is left out.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Event

from attrs import Factory, define, field, frozen

from regeltaal.base.text import Fact, Text, joined
from regeltaal.intake.folder import Group
from regeltaal.intake.pdf import MissingLibraryError
from regeltaal.intake.taking import BusyError, Take, Taken
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.result import EventStatus
from regeltaal.service.logbook import tell

_QUOTED = re.compile(r"`[^`]*`")
_OUR_WORDS = frozenset({"`postadres`", "`--administratie`", "`.eml`"})
"""What reasons quote that is no one's name: without these they don't say what to do."""


class StoppedError(Exception):
    """The service stops; what was being handed over is offered again at its next start."""


class HinderedError(Exception):
    """Nothing can be taken in now, whatever it is; later perhaps."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class DefectError(Exception):
    """Something of ours, or of a package that makes events of documents, broke on these documents."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@define
class Patience:
    """How long to wait after a failure: twice as long each time, until something succeeds."""

    first: float = 1.0
    longest: float = 60.0
    _failures: int = 0

    def next(self) -> float:
        self._failures += 1
        return float(min(self.longest, self.first * 2 ** min(self._failures - 1, 30)))

    def reset(self) -> None:
        self._failures = 0


@define
class Postponed:
    """What failed by itself, and when it may be tried again: later each time, and without holding up the rest."""

    clock: Callable[[], float] = time.monotonic
    _known: dict[Hashable, tuple[Patience, float]] = field(factory=dict, init=False)

    def is_due(self, key: Hashable) -> bool:
        known = self._known.get(key)
        return known is None or self.clock() >= known[1]

    def postpone(self, key: Hashable) -> None:
        patience = self._known[key][0] if key in self._known else Patience(60.0, 3600.0)
        self._known[key] = (patience, self.clock() + patience.next())

    def settle(self, key: Hashable) -> None:
        self._known.pop(key, None)

    def keep(self, is_here: Callable[[Hashable], bool]) -> None:
        """Forgets what is not there any more."""
        for gone in [key for key in self._known if not is_here(key)]:
            del self._known[gone]


@frozen
class Fate:
    """What came of all that was in one file or mail; ``refused`` tells which part of it was, and why."""

    taken: int = 0
    known: int = 0
    refused: tuple[tuple[str, Text], ...] = ()


def fate_of(found: Sequence[Taken]) -> Fate:
    refused = tuple((one.result.source or "", one.result.reason or Text("", "")) for one in found if one.refused)
    taken = sum(one.result.status is EventStatus.PROCESSED for one in found)
    return Fate(taken, len(found) - taken - len(refused), refused)


def hand_over(groups: Iterable[Group], take: Take, stop: Event) -> Fate:
    """Hands groups over one by one, and waits where there is no room.

    Raises:
        StoppedError: not all of it was handed over.
        HinderedError: nothing can be taken in now.
        DefectError: these can't.
        OSError: they can't be read.
    """
    found: list[Taken] = []
    for group in groups:
        found += _patiently(group, take, stop)
    return fate_of(found)


def _patiently(group: Group, take: Take, stop: Event) -> Sequence[Taken]:
    while not stop.is_set():
        try:
            return take(group)
        except BusyError as busy:
            stop.wait(busy.seconds)
        except StoreError as error:
            raise HinderedError(_of_store(error)) from error
        except MissingLibraryError as error:
            raise HinderedError(error.reason) from error
        except Exception as error:
            # Whatever a package makes of a document: it must not stop those that come after it.
            logging.getLogger(__name__).debug("documents not taken in", exc_info=True)
            raise DefectError(type(error).__name__) from error
    raise StoppedError


def _of_store(error: StoreError) -> Text:
    """With its remedy; what it quotes is the name of the store."""
    reason = Text(nl=f"{error.reason.nl} ({error.code.id})", en=f"{error.reason.en} ({error.code.id})")
    return reason if error.hint is None else joined((reason, error.hint))


@define
class Teller:
    """Tells the log about one source; what stays as it was is told once."""

    source: str
    counts: "Counter[str]" = Factory(Counter)
    """How many documents were `verwerkt`, `dubbel` and `geweigerd` since the start; for metrics."""
    rounds: "Counter[str]" = field(factory=Counter, init=False)
    """How many looks there were, by what came of them; for metrics."""
    _told: dict[str, Text] = field(factory=dict, init=False)

    def tell(self, level: int, text: Text, **facts: Fact) -> None:
        tell(_filled(text, facts), level, bron=self.source)

    def tell_once(self, topic: str, level: int, text: Text, **facts: Fact) -> None:
        """Tells what is the matter with something, unless that was the last thing told of it."""
        filled = _filled(text, facts)
        if topic in _HINDRANCES:
            self.rounds["verhinderd"] += 1
        if self._told.get(topic) != filled:
            self._told[topic] = filled
            tell(filled, level, bron=self.source)

    def mended(self, topic: str, text: Text) -> None:
        """What was the matter is over; told when it had been told."""
        if self._told.pop(topic, None) is not None:
            self.tell(logging.INFO, text)

    def count(self, fate: Fate, **about: int) -> None:
        """``about`` says which one it was, by a number that means nothing to others."""
        for name, number in zip(_COUNTED, (fate.taken, fate.known, len(fate.refused)), strict=True):
            self.counts[name] += number
        for _, reason in fate.refused:
            refused = _filled(_REFUSED, {"reason": without_names(reason)})
            tell(refused, logging.WARNING, facts={"bron": self.source, **about})

    def tell_of(self, before: Mapping[str, int]) -> None:
        """How many there were since an earlier count, if there were any."""
        taken, known, refused = (self.counts[name] - before.get(name, 0) for name in _COUNTED)
        self.rounds["met documenten" if taken or known or refused else "leeg"] += 1
        if taken or known or refused:
            tell(_TAKEN, bron=self.source, verwerkt=taken, dubbel=known, geweigerd=refused)


def _filled(text: Text, facts: Mapping[str, Fact]) -> Text:
    return Text(nl=text.show("nl", facts), en=text.show("en", facts))


_HINDRANCES = frozenset({"connection", "hindered"})
_COUNTED = tuple(one.value for one in EventStatus)
_REFUSED = Text(nl="een document is geweigerd: {reason}", en="a document was refused: {reason}")
_TAKEN = Text(nl="documenten ingelezen", en="documents read in")
HINDERED = Text(
    nl="er kan nu niets worden ingelezen: {reason}; dat wordt telkens opnieuw geprobeerd",
    en="nothing can be read in now: {reason}; it is tried again and again",
)
GOES_ON = Text(nl="het inlezen gaat weer verder", en="reading in goes on")


def without_names(reason: Text) -> Text:
    """A reason without what it quotes, which may be the name of a customer."""
    return Text(nl=_QUOTED.sub(_blanked, reason.nl), en=_QUOTED.sub(_blanked, reason.en))


def _blanked(quoted: re.Match[str]) -> str:
    return quoted[0] if quoted[0] in _OUR_WORDS else "`…`"


def note_of(fate: Fate, remedy: Text) -> Text:
    """What is told beside what was refused, to whoever finds it."""
    nl = "".join(f"- {path}: {reason.nl}\n" for path, reason in fate.refused)
    en = "".join(f"- {path}: {reason.en}\n" for path, reason in fate.refused)
    others = fate.taken + fate.known
    others_nl = f"De andere documenten hierin ({others}) zijn wel ingelezen.\n" if others else ""
    others_en = f"The other documents in this ({others}) were read in.\n" if others else ""
    return Text(
        nl=f"Dit is geweigerd:\n\n{nl}\n{others_nl}{remedy.nl}\n",
        en=f"This was refused:\n\n{en}\n{others_en}{remedy.en}\n",
    )
