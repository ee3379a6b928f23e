"""What checking needs to know of a file once its own rules were checked: for what only shows across files.

It holds texts and numbers only, with places as offsets in the file, so that it can be kept without the file's tree.
"""

from collections.abc import Iterator, Mapping, Sequence

from regeltaal.base.node import Node
from regeltaal.check import exclusion, starting
from regeltaal.check.emptiness import Key, key
from regeltaal.check.naming import name_of
from regeltaal.check.phases import performs
from regeltaal.program import tree as out
from regeltaal.schema.model import Level, Match, Schema
from regeltaal.syntax import tree

Place = tuple[int, int]
"""Where something starts and ends in its file."""


class Named(Node):
    """A rule by its name as written, also one with errors, and the names that it had before."""

    name: str
    place: Place
    former: Sequence[tuple[str, Place]]


class Write(Node):
    """A field that a rule writes, and for which event. ``owner`` stands for the way to the record that holds it.

    ``value`` is what it writes, as values are compared; None where that is only known later.
    """

    event: str
    field: str
    owner: str
    label: str
    place: Place
    value: str | None


class RuleFacts(Node):
    """A rule that is on and writes a field or brings about an event.

    ``decides``: later ones in its phase don't run. ``allowed`` is what it asks of its record.
    """

    order: tuple[int, int, int, int]
    """Priority, level, place in the file and row."""
    name: str
    administration: str | None
    phase: str
    place: Place
    valid_from: str | None
    valid_until: str | None
    decides: bool
    has_values: bool
    """An event of the rule follows a field, so that VAN and NAAR can stand behind it."""
    allowed: Mapping[str, Sequence[str]]
    limits: Mapping[str, exclusion.Limits]
    """Between what its fields lie."""
    raises: Sequence[starting.Raised]
    places: Sequence[str]
    awaits: Sequence[tuple[str, str]]
    writes: Sequence[Write]


class Summary(Node):
    """One file. ``names`` are of all its rules, ``broken`` those of declarations that can't be read."""

    administration: str | None
    broken: Sequence[str]
    actions: Sequence[str]
    """The titles of actions that its rules do, in small letters."""
    has_tests: bool
    names: Sequence[Named]
    rules: Sequence[RuleFacts]


def of_file(file: tree.RuleFile, rules: Sequence[out.Rule], schema: Schema) -> Summary:
    """The summary of a file with the rules in it that are without errors."""
    literal = file.header.administration
    written = [item for item in file.items if isinstance(item, tree.Rule)]
    return Summary(
        None if literal is None else literal.plain,
        [item.name for item in file.items if isinstance(item, tree.Broken) and item.name is not None],
        sorted({f"{one.verb.text} {one.name.key}".lower() for rule in written for one in _performs(rule)}),
        any(isinstance(item, tree.Test) for item in file.items),
        [_named(rule) for rule in written],
        [facts for rule in rules if rule.enabled and (facts := _facts(rule, schema)) is not None],
    )


def _named(rule: tree.Rule) -> Named:
    former = [one.name for one in rule.metas if isinstance(one, tree.FormerName)]
    return Named(name_of(rule.name), _place(rule.name), [(name_of(one), _place(one)) for one in former])


def _place(node: tree.TextLiteral) -> Place:
    return (node.span.start, node.span.end)


def _performs(rule: tree.Rule) -> Iterator[tree.Perform]:
    stack: list[tree.Action] = [*rule.then, *(rule.otherwise or ()), *(rule.on_unknown or ())]
    while stack:
        action = stack.pop()
        if isinstance(action, tree.Perform):
            yield action
        elif isinstance(action, tree.ForEach):
            stack.extend(action.body)


# ---------------------------------------------------------------- a rule


def _facts(rule: out.Rule, schema: Schema) -> RuleFacts | None:
    writes, raises = list(_writes(rule)), list(dict.fromkeys(starting.raised(rule, schema)))
    if not writes and not raises:
        return None
    allowed = exclusion.allowed(rule)
    return RuleFacts(
        order=(rule.priority, int(rule.id.level is not Level.ADMINISTRATION), rule.place, rule.id.row or 0),
        name=str(rule.id),
        administration=rule.id.administration,
        phase=rule.phase,
        place=(rule.span.start, rule.span.end),
        valid_from=None if rule.valid_from is None else rule.valid_from.isoformat(),
        valid_until=None if rule.valid_until is None else rule.valid_until.isoformat(),
        decides=_decides(rule, schema),
        has_values=any(isinstance(one, out.OnEvent) and one.event.follows is not None for one in rule.triggers),
        allowed={told: sorted(values) for field, values in allowed.items() if (told := _told(field)) is not None},
        limits={told: own for field, own in exclusion.limits(rule).items() if (told := _told(field)) is not None},
        raises=raises,
        places=starting.places(rule),
        awaits=list(dict.fromkeys(starting.awaited(rule, allowed))),
        writes=writes,
    )


def _told(field: Key) -> str | None:
    """A field as a text; None for one of a variable, which no other rule has."""
    parts = [part.name if isinstance(part, out.RootKind) else part for part in field]
    return None if type(parts[0]) is int else repr(parts)


def _decides(rule: out.Rule, schema: Schema) -> bool:
    """Whether a rule is the last to run in a phase EERSTE; one with no action of that phase leaves the rest to run."""
    phases = schema.phases_of(rule.object)
    is_first = next((phase.match is Match.FIRST for phase in phases if phase.name == rule.phase), False)
    stops = any(isinstance(one, out.StopRules) for one in rule.then)
    return is_first and (stops or any(one.action.phase is not None for one in performs(rule.then)))


def _writes(rule: out.Rule) -> Iterator[Write]:
    """Each field that a rule writes, with each event that starts it."""
    events = [trigger.event.name for trigger in rule.triggers if isinstance(trigger, out.OnEvent)]
    written: dict[tuple[str, str], out.SetField] = {}
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        for action in branch:
            owner = key(action.owner) if isinstance(action, out.SetField) else None
            told = None if owner is None else _told(owner)
            if isinstance(action, out.SetField) and told is not None:
                written.setdefault((action.field.name, told), action)
    for event in dict.fromkeys(events):
        for (field, told), write in written.items():
            known = exclusion.comparable(write.value.value) if isinstance(write.value, out.Const) else None
            yield Write(event, field, told, write.label, (write.span.start, write.span.end), known)
