"""A test of a rule, made from the rule: one in which it does what it is there for."""

from collections.abc import Callable, Iterator

from regeltaal.assist.actions_offered import Action, Asked, Kind, Maker, line_end
from regeltaal.base.diagnostic import Edit
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.project.targets import Target
from regeltaal.rule_strength import generator, rules_named
from regeltaal.rule_testing import ready_for
from regeltaal.syntax import tree
from regeltaal.testing.generate import Generated
from regeltaal.testing.generate_writing import quoted

_MAKE = Text(nl="Maak een TEST van dit geval: “{name}”", en="Make a TEST of this case: “{name}”")

_NO_RULE = Text(nl="Hier staat geen regel.", en="There is no rule here.")
_ERRORS = Text(
    nl="Er staan nog fouten in de regels: daarmee kan geen test worden gemaakt.",
    en="The rules still have errors: with those no test can be made.",
)
_NONE_FOUND = Text(
    nl="Voor deze regel is geen test te bedenken; schrijf hem zelf.",
    en="No test can be thought of for this rule; write it yourself.",
)


def offered(asked: Asked) -> Iterator[Action]:
    """On a rule, wherever in it."""
    item = asked.item
    if isinstance(item, tree.Rule) and item.name.plain is not None:
        facts = {"name": item.name.plain}
        title = Text(nl=_MAKE.show("nl", facts), en=_MAKE.show("en", facts))
        yield Action(title, Kind.REWRITE, maker=Maker.TEST)


def work(asked: Asked) -> Callable[[], tuple[Edit, ...] | Text]:
    """What makes a TEST behind the rule and the tests that stand there already, or tells why none can be made."""
    item = asked.item
    if not isinstance(item, tree.Rule) or item.name.plain is None:
        return lambda: _NO_RULE
    name, last = item.name.plain, _last_test(asked, item)
    target = Target(asked.state.opened, frozenset({asked.path}))

    def make() -> tuple[Edit, ...] | Text:
        block = _block(target, name)
        return block if isinstance(block, Text) else (_behind(last, block),)

    return make


def _block(target: Target, name: str) -> str | Text:
    ready = ready_for(target)
    makes = generator(ready)
    if makes is None:
        return _ERRORS
    made = [makes.for_rule(rule) for rule in rules_named(ready, name)]
    blocks = (block for one in made if (block := _firing(one)) is not None)
    reasons = (one.reason for one in made if one.reason is not None)
    return next(blocks, None) or next(reasons, _NONE_FOUND)


def _firing(made: Generated) -> str | None:
    """The first test in which the rule fires; in want of one, the first."""
    fires = f"VERWACHT REGEL {quoted(made.rule.id.name)} WAAR"
    plainly = f"VERWACHT REGEL {quoted(made.rule.id.name)}\n"
    firing = (one for one in made.blocks if fires in one or plainly in one)
    return next(firing, next(iter(made.blocks), None))


def _last_test(asked: Asked, rule: tree.Rule) -> tree.Item:
    """The last of the tests that follow the rule at once; without any the rule itself."""
    last: tree.Item = rule
    for item in _following(asked, rule):
        if not isinstance(item, tree.Test):
            break
        last = item
    return last


def _behind(last: tree.Item, block: str) -> Edit:
    source = last.span.source
    end = line_end(last, source)
    return Edit(Span(source, end, end), f"\n\n{block.rstrip()}" + ("" if source.text[end : end + 1] else "\n"))


def _following(asked: Asked, rule: tree.Rule) -> Iterator[tree.Item]:
    """The declarations behind a rule, in order."""
    items = iter(asked.sheet.file.items)
    for item in items:
        if item is rule:
            break
    yield from items
