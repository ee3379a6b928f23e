"""Clauses in the wrong order: recognised by what stands before and behind them."""

from collections.abc import Callable

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.text import Text
from regeltaal.syntax.problems import structure
from regeltaal.syntax.situation import Situation

_HEAD = frozenset(["OMSCHRIJVING_KW", "PRIORITEIT_KW", "GELDIG_KW", "FASE_KW", "UIT_KW", "VOORHEEN_KW"])
_ACTION = frozenset(["ZET_KW", "WIS_KW", "STOP_KW"])
_CONDITION = frozenset(["EN_KW", "OF_KW", "ALS_KW"])

_CONDITIONS_FIRST = Text(
    nl="voorwaarden horen vóór `DAN`, achter de gebeurtenis", en="conditions belong before `DAN`, behind the event"
)
_EVENT_FIRST = Text(
    nl="de gebeurtenis hoort vóór de voorwaarden en vóór `DAN`",
    en="the event belongs before the conditions and before `DAN`",
)
_EVENTS_TOGETHER = Text(
    nl="een regel heeft één `WANNEER`; nog een gebeurtenis staat erachter met `;`: `WANNEER …; …`",
    en="a rule has one `WANNEER`; another event stands behind it with `;`: `WANNEER …; …`",
)
_ACTIONS_LAST = Text(nl="acties horen achter `DAN`", en="actions belong behind `DAN`")
_HEAD_FIRST = Text(nl="dit hoort in de kop, vóór `WANNEER`", en="this belongs in the head, before `WANNEER`")
_OTHERWISE_LAST = Text(
    nl="`ANDERS` hoort achter de acties van `DAN`, vóór `BIJ ONBEKEND`",
    en="`ANDERS` belongs behind the actions of `DAN`, before `BIJ ONBEKEND`",
)
_CLAUSE_ORDER = Text(
    nl="de volgorde in een actie is `GENAAMD`, `NA`, `MET`, `ZONDER`",
    en="the order in an action is `GENAAMD`, `NA`, `MET`, `ZONDER`",
)
_FROM_TO = Text(nl="`VAN` hoort vóór `NAAR`", en="`VAN` belongs before `NAAR`")


def misplaced(at: Situation) -> Diagnostic | None:
    """The problem of a clause in the wrong place, or None when that is not what is wrong."""
    if at.token.kind == "ALS_KW" and at.previous is not None and at.previous.kind == "ANDERS_KW":
        return structure.else_if(at.span(at.previous.start, at.token.end))
    if at.start_symbol != "rule":
        return None
    rule = next((text for applies, text in _RULES if applies(at)), None)
    return structure.wrong_place(at.place(at.token), rule) if rule else None


def _condition_after_actions(at: Situation) -> bool:
    return at.token.kind in _CONDITION and at.seen("DAN_KW") and at.next().kind not in _ACTION | {"UPPER"}


def _event_after_actions(at: Situation) -> bool:
    return at.token.kind == "WANNEER_KW" and at.seen("WANNEER_KW")


def _second_event(at: Situation) -> bool:
    return at.token.kind == "WANNEER_KW" and at.seen("WANNEER_KW") and not at.seen("DAN_KW")


def _action_before(at: Situation) -> bool:
    opens = at.token.kind in _ACTION or (at.token.kind == "UPPER" and at.next().kind == "NAME")
    return opens and not at.seen("DAN_KW") and at.comes("DAN_KW")


def _head_after(at: Situation) -> bool:
    return at.token.kind in _HEAD and at.seen("WANNEER_KW")


def _otherwise_misplaced(at: Situation) -> bool:
    return at.token.kind == "ANDERS_KW" and (at.seen("ONBEKEND_KW") or not at.seen("DAN_KW"))


def _clause_misplaced(at: Situation) -> bool:
    behind = {"GENAAMD_KW": ("NA_KW", "MET_KW"), "NA_KW": ("MET_KW", "ZONDER_KW"), "MET_KW": ("ZONDER_KW",)}
    return at.seen("DAN_KW") and any(_in_this_action(at, kind) for kind in behind.get(at.token.kind, ()))


def _in_this_action(at: Situation, kind: str) -> bool:
    """Whether such a token stands in the action that we are in, judging by the verb before."""
    for token in reversed(at.tokens[: at.at]):
        if token.kind == kind:
            return True
        if token.kind == "UPPER" or token.kind in _ACTION | {"DAN_KW"}:
            return False
    return False


def _from_after_to(at: Situation) -> bool:
    return at.token.kind == "VAN_KW" and any(token.kind == "NAAR_KW" for token in at.tokens[max(0, at.at - 3) : at.at])


_RULES: tuple[tuple[Callable[[Situation], bool], Text], ...] = (
    (_condition_after_actions, _CONDITIONS_FIRST),
    (_second_event, _EVENTS_TOGETHER),
    (_event_after_actions, _EVENT_FIRST),
    (_action_before, _ACTIONS_LAST),
    (_head_after, _HEAD_FIRST),
    (_otherwise_misplaced, _OTHERWISE_LAST),
    (_clause_misplaced, _CLAUSE_ORDER),
    (_from_after_to, _FROM_TO),
)
