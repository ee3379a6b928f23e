"""What the condition of a rule makes of what its triggers ask already: all of a file, worked out once."""

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from regeltaal.analysis.reasoning import Claim, Reasoner, Wish
from regeltaal.analysis.starting import Start, start_of
from regeltaal.base.node import Node
from regeltaal.lint.crowded import Apart, Look, by_row, keys_in, looks
from regeltaal.lint.judged import judged, reasoner_of
from regeltaal.lint.judging import Kind
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out


class Started(Node):
    """``part`` can't be WAAR when these triggers start the rule, or (``repeats``) always is; None: the condition.

    ``always``: it is so whichever trigger starts the rule.
    """

    rule: RuleView
    triggers: tuple[out.Trigger, ...]
    part: out.Cond | None
    repeats: bool
    always: bool


@lru_cache(maxsize=1)
def started(view: FileView) -> Sequence[Started]:
    known = {id(one.rule) for one in judged(view) if one.is_main and one.finding.kind is Kind.NEVER}
    found: list[Started] = []
    for rule, look in zip(view.rules, looks(view), strict=True):
        if id(rule) not in known and look.may_have(_asked(rule.made[0])):
            apart = None if rule.made[0].id.row is None else by_row(view)
            found += _of_rule(rule, view, apart)
    return found


def _asked(rule: out.Rule) -> Iterator[Hashable]:
    """The fields that the triggers of a rule ask something of."""
    for trigger in rule.triggers:
        match trigger:
            case out.OnClock(where=where):
                yield from () if where is None else keys_in(where)
            case out.OnEvent(event=event, moment=moment, as_long_as=as_long_as):
                if trigger.old is not None or trigger.new is not None:
                    yield event.follows
                if moment is not None:
                    yield moment.field.name
                yield from () if as_long_as is None else keys_in(as_long_as)
            case _:
                assert_never(trigger)


def parts_at_top(cond: out.Cond) -> Iterator[out.Cond]:
    """The parts that must all be WAAR, as they stand in the rule."""
    if isinstance(cond, out.All):
        for part in cond.parts:
            yield from parts_at_top(part)
    else:
        yield cond


def _of_rule(rule: RuleView, view: FileView, apart: Apart | None) -> Iterator[Started]:
    made, asked = rule.made[0], frozenset(_asked(rule.made[0]))
    at_top = (part for part in parts_at_top(made.condition) if apart is None or not apart(part))
    parts = [part for part in at_top if _has_to_do(part, asked)]
    if not parts:
        return
    reasoner, starts = reasoner_of(view, rule), [start_of(one, made, view.schema) for one in made.triggers]
    refused = [one for one, start in zip(made.triggers, starts, strict=True) if _refuses(reasoner, start, parts)]
    if refused and _refuses(reasoner, Start({}), parts):
        return  # it is never WAAR, whatever starts it
    if refused and len(refused) == len(starts):
        part = next((one for one in parts if all(_refuses(reasoner, start, [one]) for start in starts)), None)
        yield Started(rule, tuple(refused), part, repeats=False, always=True)
    elif refused:
        yield from (Started(rule, (one,), None, repeats=False, always=False) for one in refused)
    else:
        for part in parts:
            if all(_repeats(reasoner, start, part) for start in starts):
                yield Started(rule, made.triggers, part, repeats=True, always=True)


def _has_to_do(part: out.Cond, asked: frozenset[Hashable]) -> bool:
    """Whether a part may have to do with what the triggers ask."""
    look = Look()
    look.at(part)
    return look.may_have(asked)


def _refuses(reasoner: Reasoner, start: Start, parts: Sequence[out.Cond]) -> bool:
    claims: list[Claim] = [(part, Wish.TRUE) for part in parts]
    return not reasoner.possible([*start.claims, *claims], start.facts)


def _repeats(reasoner: Reasoner, start: Start, part: out.Cond) -> bool:
    """Whether a part always is WAAR then; also without the trigger it could be otherwise."""
    return not reasoner.possible([*start.claims, (part, Wish.NOT_TRUE)], start.facts) and reasoner.possible(
        [(part, Wish.NOT_TRUE)]
    )
