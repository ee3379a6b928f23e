"""An action that is always skipped: the condition of the rule contradicts what the domain asks for it."""

from collections.abc import Hashable, Iterator

from regeltaal.analysis.reasoning import Claim, Reasoner, Wish
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.certain import may_write
from regeltaal.lint.crowded import Look, keys_in, looks
from regeltaal.lint.judged import is_told
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.started import parts_at_top, started
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out

CODE = declare(
    "RT671",
    Severity.WARNING,
    name="actie-nooit-mogelijk",
    title=Text(nl="Actie die altijd wordt overgeslagen", en="Action that is always skipped"),
    message=Text(nl="{action} wordt hier altijd overgeslagen{reason}", en="{action} is always skipped here{reason}"),
    why=Text(
        nl="Het domein zegt wanneer een actie kan. Staat in de voorwaarde van de regel het tegendeel, dan gebeurt zij "
        "nooit.",
        en="The domain says when an action is possible. Where the condition of the rule says the reverse it never "
        "happens.",
    ),
    hint=Text(
        nl="Pas de voorwaarde aan, of kies een andere actie.", en="Change the condition, or choose another action."
    ),
    wrong=whole('REGEL "Opruimen"\nWANNEER werkbon compleet gemeld\nEN gearchiveerd\nDAN ARCHIVEER werkbon'),
    right=whole('REGEL "Opruimen"\nWANNEER werkbon compleet gemeld\nEN NIET gearchiveerd\nDAN ARCHIVEER werkbon'),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule, look in zip(view.rules, looks(view), strict=True):
        made = rule.made[0]
        if made.id.row is None and any(map(_has_demands, made.then)) and not _is_told(view, rule):
            yield from _of_rule(rule, look)


def _is_told(view: FileView, rule: RuleView) -> bool:
    """Whether the rule was found not to do anything anyway."""
    return is_told(view, rule) or any(one.rule is rule and not one.repeats for one in started(view))


def _has_demands(action: out.Action) -> bool:
    return isinstance(action, out.Perform) and bool(action.preconditions)


def _of_rule(rule: RuleView, look: Look) -> Iterator[Diagnostic]:
    """The actions behind DAN, up to one that may change what the condition found."""
    written: set[Hashable] = set()
    condition = rule.made[0].condition
    for action in rule.made[0].then:
        if isinstance(action, out.SetField):
            written.add(action.field.name)
        if not isinstance(action, out.Perform):
            continue
        for demand in action.preconditions if action.wait is None else ():
            asked = set(keys_in(demand.cond))
            if written.isdisjoint(asked) and look.may_have(asked) and _is_refused(condition, demand):
                yield _found(action, demand, condition)
                break
        if may_write(action):
            return


def _claim(demand: out.Precondition) -> Claim:
    return demand.cond, Wish.NOT_TRUE if demand.forbids else Wish.TRUE


def _is_refused(condition: out.Cond, demand: out.Precondition) -> bool:
    """Whether what the domain asks can't be where the condition is WAAR, while each of the two can be."""
    reasoner = Reasoner()
    apart = reasoner.possible([(condition, Wish.TRUE)]) and reasoner.possible([_claim(demand)])
    return apart and not reasoner.possible([(condition, Wish.TRUE), _claim(demand)])


def _found(action: out.Perform, demand: out.Precondition, condition: out.Cond) -> Diagnostic:
    reasoner, reason = Reasoner(), demand.reason
    parts = [one for one in parts_at_top(condition) if not reasoner.possible([(one, Wish.TRUE), _claim(demand)])]
    labels = tuple(Label(one.span, Text(nl="hierom", en="because of this")) for one in parts[:1])
    because = Text(nl="", en="") if reason is None else Text(nl=f": {reason.nl}", en=f": {reason.en}")
    facts: dict[str, Fact] = {"action": f"`{action.action.title}`", "reason": because}
    return Diagnostic(CODE, action.span, facts, labels=labels)


RULE = DeclarationRule(CODE, _find)
