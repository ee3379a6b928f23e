"""A rule whose condition can't be WAAR when it is started."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.dead_rows import dead_rows
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.started import Started, started
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.program import tree as out

CODE = declare(
    "RT664",
    Severity.WARNING,
    name="regel-gaat-nooit-af",
    title=Text(nl="Regel die nooit afgaat", en="Rule that never fires"),
    message=Text(nl="{subject} {what}: {reason}", en="{subject} {what}: {reason}"),
    why=Text(
        nl="De aanleiding zegt al iets over het record. Spreekt de voorwaarde dat tegen, dan gebeurt er nooit iets.",
        en="The trigger tells something of the record already. Where the condition contradicts that, nothing ever "
        "happens.",
    ),
    hint=Text(nl="Pas de aanleiding of de voorwaarde aan.", en="Change the trigger or the condition."),
    wrong=whole(
        'REGEL "Nabellen"\nWANNEER werkbon statuswijziging NAAR "Compleet"\nEN status = "Ingepland"\n'
        'DAN MAAK taak MET titel = "Bel na"'
    ),
    right=whole(
        'REGEL "Nabellen"\nWANNEER werkbon statuswijziging NAAR "Compleet"\nEN status WAS "Ingepland"\n'
        'DAN MAAK taak MET titel = "Bel na"'
    ),
)

_RULE = Text(nl="deze regel", en="this rule")
_ROW = Text(nl="deze rij", en="this row")
_NEVER = Text(nl="gaat nooit af", en="never fires")
_NOT_THEN = Text(nl="gaat hierbij nooit af", en="never fires with this")
_NEVER_THEN = Text(nl="komt nooit aan DAN toe", en="never gets to DAN")
_TRIGGER = Text(nl="de aanleiding", en="the trigger")
_TOGETHER = Text(
    nl="de delen van de voorwaarde gaan hier niet samen op", en="the parts of the condition never go together here"
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in started(view):
        if one.repeats:
            continue
        if one.always:
            yield _never(one)
        elif one.rule.node.otherwise is None and one.rule.node.on_unknown is None:
            yield from _with_one(one)
    for row in dead_rows(view):
        label = tuple(Label(part.span, Text(nl="dit deel", en="this part")) for part in row.parts)
        yield Diagnostic(CODE, row.span, {"subject": _ROW, "what": _NEVER, "reason": _TOGETHER}, labels=label)


def _never(one: Started) -> Diagnostic:
    """No trigger fits the condition."""
    rule = one.rule
    other_branch = rule.node.otherwise is not None or rule.node.on_unknown is not None
    what = _NEVER_THEN if other_branch else _NEVER
    part = one.part or rule.made[0].condition
    facts: dict[str, Fact] = {"subject": _RULE, "what": what, "reason": _refused(part, one.triggers)}
    labels = tuple(Label(trigger.span, _TRIGGER) for trigger in one.triggers)
    return Diagnostic(CODE, part.span, facts, labels=labels)


def _with_one(one: Started) -> Iterator[Diagnostic]:
    """One of several triggers does not fit the condition."""
    condition = one.rule.made[0].condition
    for trigger in one.triggers:
        facts: dict[str, Fact] = {"subject": _RULE, "what": _NOT_THEN, "reason": _refused(condition, (trigger,))}
        label = Label(condition.span, Text(nl="de voorwaarde", en="the condition"))
        yield Diagnostic(CODE, trigger.span, facts, labels=(label,))


def _refused(part: out.Cond, triggers: tuple[out.Trigger, ...]) -> Text:
    shown_triggers = [f"`{' '.join(one.span.text.split())}`" for one in triggers]
    nl, en = " of ".join(shown_triggers), " or ".join(shown_triggers)
    return Text(nl=f"{shown(part)} kan niet waar zijn bij {nl}", en=f"{shown(part)} cannot be true with {en}")


RULE = DeclarationRule(CODE, _find)
