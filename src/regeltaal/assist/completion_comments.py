"""Exceptions to the linter's rules: `# regeltaal: uit RT640 omdat …`. In any other comment nothing is offered."""

import re
from collections.abc import Iterable, Iterator

from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.base import codes
from regeltaal.base.diagnostic import Severity
from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.lint.registry import all_rules

_ADDRESSED = lazily(r"#+\s*regeltaal\s*:\s*(?P<word>\w*)", re.IGNORECASE)
_OUT = lazily(r"#+\s*regeltaal\s*:\s*uit\s+(?P<listed>(?:[\w-]+[\s,;]+)*)(?P<typed>[\w-]*)", re.IGNORECASE)
_SAID = lazily(r".*\bomdat\b.*", re.IGNORECASE)
_OFF = Text(nl="Zet een melding uit, met de reden erbij.", en="Turns a message off, with the reason.")
_WHY = Text(nl="De reden; zonder reden telt de uitzondering niet.", en="The reason, without which it does not count.")


def exempting(comment: str) -> Iterator[tuple[str, Iterable[Offer]]]:
    """What may go on at the end of a comment, with what was typed of it."""
    if _SAID.fullmatch(comment):
        return
    addressed, out = _ADDRESSED.fullmatch(comment), _OUT.fullmatch(comment)
    if addressed is not None:
        yield addressed["word"], [Offer("uit", Kind.KEYWORD, Rank.WANTED, doc=_OFF, pieces=("uit ",))]
    if out is not None:
        given = out["listed"].upper().split()
        yield out["typed"], _codes(given)
        if given:
            yield out["typed"], [Offer("omdat", Kind.KEYWORD, Rank.WANTED, doc=_WHY, pieces=("omdat ",))]


def _codes(given: Iterable[str]) -> Iterator[Offer]:
    """What can be turned off: no errors."""
    all_rules()  # their codes are known once they are there
    for code in codes.all_codes():
        if code.severity is not Severity.ERROR and code.id not in given:
            shown = code.id if code.name is None else f"{code.id} {code.name}"
            yield Offer(shown, Kind.CODE, Rank.FITTING, code.title, code.why, (code.id,))
