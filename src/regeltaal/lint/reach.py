"""Which rules come before which, and hold their cases: as plain data per file, and compared over all files.

Only what is plain to see counts; where that is not enough the answer is that a rule may be reached.
"""

from collections.abc import Iterator

from regeltaal.analysis.forms import as_text, form_of
from regeltaal.analysis.reasoning import Reasoner, Wish
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.lint.asks import Asked, asks_of, is_nothing, tells
from regeltaal.lint.certain import may_write
from regeltaal.lint.rule import Collected
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.schema.model import Level, Match, Schema, key_of

Started = tuple[str, str, str, str]
"""An event that starts a rule, with what stands behind VAN and NAAR, and the moment."""


class Turn(Node):
    """A rule with its turn. ``ends``: when it is WAAR nothing behind it runs; ``deeds`` is what it does.

    ``asks`` and ``deeds`` are only worked out where they may matter: None elsewhere.
    """

    name: str
    place: tuple[int, int]
    turn: tuple[int, int, int, int]
    phase: int
    is_first: bool
    administration: str | None
    reach: str
    valid: tuple[str, str]
    starts: tuple[Started, ...]
    only_when_true: bool
    ends: str
    asks: tuple[Asked, ...] | None
    deeds: tuple[str, ...] | None


class Placed(Node):
    """A rule with where it stands: in which file, and in which part of that, from 0."""

    path: str
    number: int
    span: Span
    turn: Turn


STOPS, ENDS, GOES_ON = "stopt", "beëindigt", ""


def collect(view: FileView) -> Data:
    """What ``read`` reads again; None of a file without rules."""
    rows = tuple(_row(made, view.schema) for rule in view.rules for made in rule.made[:1] if _counts(made))
    return rows or None


def read(facts: Collected) -> Iterator[Placed]:
    for path, all_told in facts.items():
        for number, told in enumerate(all_told):
            for row in told.facts:
                turn = Turn(*row)
                yield Placed(path, number, told.span(turn.place), turn)


def _counts(made: out.Rule) -> bool:
    """A rule that is on, started by events; one with a table is many."""
    return made.enabled and made.id.row is None and all(isinstance(one, out.OnEvent) for one in made.triggers)


def _row(made: out.Rule, schema: Schema) -> Data:
    phases = schema.phases_of(made.object)
    number = next((at for at, one in enumerate(phases) if key_of(one.name) == key_of(made.phase)), 0)
    is_first, ends = phases[number].match is Match.FIRST, _ends(made)
    matters = is_first or bool(ends)
    return (
        str(made.id),
        (made.span.start, made.span.end),
        (made.priority, int(made.id.level is not Level.ADMINISTRATION), made.place, 0),
        number,
        is_first,
        made.id.administration,
        _reach(made.selection),
        (str(made.valid_from or ""), str(made.valid_until or "")),
        tuple(_started(one) for one in made.triggers if isinstance(one, out.OnEvent)),
        made.otherwise is None and made.on_unknown is None,
        ends,
        asks_of(made.condition) if matters or is_nothing(made.condition) else None,
        _deeds(made) if is_first else None,
    )


def _reach(chosen: out.Selection) -> str:
    """For whom a rule is; an empty text is everyone."""
    if chosen.everyone and not chosen.without_names and not chosen.without_tags:
        return ""
    groups = (chosen.names, chosen.tags, chosen.without_names, chosen.without_tags)
    return repr((chosen.everyone, *(sorted(group) for group in groups)))


def _started(trigger: out.OnEvent) -> Started:
    old, new = ("" if one is None else as_text(form_of(one)) for one in (trigger.old, trigger.new))
    moment = trigger.moment
    when = "" if moment is None else f"{moment.field.name} {moment.before} {moment.offset}"
    return (key_of(trigger.event.name), old, new, when)


# ---------------------------------------------------------------- what a rule asks and does


def _deeds(made: out.Rule) -> tuple[str, ...] | None:
    """What a rule does behind DAN, where an action of the phase is among that.

    None where that is not told by its arguments: it goes along rows, or waits. What has no phase decides nothing.
    """
    if not any(isinstance(one, out.Perform) and one.action.phase is not None for one in made.then):
        return None
    found = [_deed(action) for action in made.then]
    return None if "" in found else tuple(sorted(found))


def _deed(action: out.Action) -> str:
    match action:
        case out.Perform(wait=None, target=None, arguments=arguments):
            given = sorted((key, as_text(form_of(value))) for key, value in arguments)
            return f"{action.action.title} {given} {sorted(action.cleared)}"
        case out.SetField(owner=owner, field=field, value=value):
            return f"{as_text(form_of(owner))} {field.name} {as_text(form_of(value))}"
        case _:
            return ""


def _ends(made: out.Rule) -> str:
    """Whether nothing runs behind a rule that is WAAR: it has STOP, or an action that ends the record for sure."""
    touched = False
    for action in made.then:
        if isinstance(action, out.StopRules):
            return STOPS
        if isinstance(action, out.Perform) and _is_sure(action, made, touched=touched):
            return ENDS
        touched = touched or isinstance(action, out.SetField) or may_write(action)
    return GOES_ON


def _is_sure(action: out.Perform, made: out.Rule, *, touched: bool) -> bool:
    """Whether an action ends the record, and nothing that the domain asks for it can keep it from being done."""
    declared = action.action
    if declared.ends is None or key_of(declared.ends) != key_of(made.object) or touched:
        return False
    if action.wait or action.candidates or declared.module or declared.subscription or declared.exactly_one_of:
        return False
    reasoner = Reasoner()
    refusals = ((one.cond, Wish.TRUE if one.forbids else Wish.NOT_TRUE) for one in action.preconditions)
    return not any(reasoner.possible([(made.condition, Wish.TRUE), one]) for one in refusals)


# ---------------------------------------------------------------- compared


def holds_all_of(earlier: Turn, later: Turn) -> bool:
    """Whether the later rule does nothing that matters, for the earlier one has had each of its cases."""
    if not _stops(earlier, later) and not _does_the_same(earlier, later):
        return False
    return _is_for(earlier, later) and _is_started(earlier, later) and _asks_no_more(earlier, later)


def _stops(earlier: Turn, later: Turn) -> bool:
    """Whether the later one does not run any more; in a later phase the record may have become another one."""
    if earlier.phase != later.phase and earlier.asks != ():
        return False
    if earlier.ends == ENDS:
        return True
    in_phase = earlier.phase == later.phase and earlier.is_first
    return earlier.ends == STOPS and (earlier.administration is None or later.administration is not None or in_phase)


def _does_the_same(earlier: Turn, later: Turn) -> bool:
    """In a phase EERSTE: where the earlier one is skipped, so is the later one."""
    if earlier.phase != later.phase or not earlier.is_first or earlier.deeds is None or later.deeds is None:
        return False
    return bool(later.deeds) and set(later.deeds) <= set(earlier.deeds)


def _is_for(earlier: Turn, later: Turn) -> bool:
    """Whether the earlier one is for every administration, and on every day, that the later one is."""
    same_owner = earlier.administration in (None, later.administration)
    reach = earlier.reach in ("", later.reach) if earlier.administration is None else True
    inside = earlier.reach == "" or later.administration is None
    return same_owner and reach and inside and earlier.valid in (("", ""), later.valid)


def _is_started(earlier: Turn, later: Turn) -> bool:
    return bool(later.starts) and all(any(_covers(one, other) for one in earlier.starts) for other in later.starts)


def _covers(wide: Started, narrow: Started) -> bool:
    event, old, new, moment = wide
    return (event, moment) == (narrow[0], narrow[3]) and old in ("", narrow[1]) and new in ("", narrow[2])


def _asks_no_more(earlier: Turn, later: Turn) -> bool:
    """Whether the earlier one is WAAR whenever the later one leads to something."""
    if earlier.asks is None or (earlier.asks and not (later.only_when_true and later.asks is not None)):
        return False
    return all(any(tells(other, one) for other in later.asks or ()) for one in earlier.asks)
