"""The changes of what a rule does: an action left out, another value, another delay, the branches exchanged."""

from collections.abc import Iterable, Sequence

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax import tree
from regeltaal.testing.mutants_conditions import of_condition
from regeltaal.testing.mutants_edits import (
    Change,
    Changes,
    Kind,
    Types,
    dropped,
    from_end_to_end,
    joined_part,
    keyword,
    other_value,
    replaced,
    shifted,
    with_space_before,
    without_one,
)


def of_branches(rule: tree.Rule, types: Types) -> Changes:
    """The changes of all branches of a rule."""
    yield from _of_then(rule)
    for branch in (rule.then, rule.otherwise, rule.on_unknown):
        for action in branch or ():
            yield from _of_action(action, types)
    yield from _of_others(rule)


def _of_then(rule: tree.Rule) -> Changes:
    if len(rule.then) > 1:
        yield from _without_one(rule.then)
    else:
        span = rule.then[0].span
        yield evolve(dropped(Kind.ACTION, span, with_space_before(span)), silent=True, about=title_of(rule.then[0]))


def _without_one(branch: Sequence[tree.Action]) -> Changes:
    changes = without_one(Kind.ACTION, [one.span for one in branch])
    return (evolve(one, about=title_of(action)) for one, action in zip(changes, branch, strict=False))


def title_of(action: tree.Action) -> str:
    """An action as a test names it."""
    match action:
        case tree.Set(target=target) | tree.Clear(target=target):
            return f"{'ZET' if isinstance(action, tree.Set) else 'WIS'} {target.span.text}"
        case tree.Stop():
            return "STOP VERDERE REGELS"
        case tree.ForEach(body=body):
            return title_of(body[0])
        case tree.Perform(verb=verb, name=name):
            return f"{verb.text} {name.text}"


def _of_others(rule: tree.Rule) -> Changes:
    """ANDERS and BIJ ONBEKEND: left out, one of their actions left out, and DAN and ANDERS exchanged."""
    end = rule.then[-1].span
    for word, branch in (("ANDERS", rule.otherwise), ("BIJ", rule.on_unknown)):
        if branch is None:
            continue
        start = keyword(word, end, branch[0].span)
        if start is not None:
            whole = start.to(branch[-1].span)
            yield dropped(Kind.BRANCH, whole, from_end_to_end(end, branch[-1].span))
        yield from _without_one(branch)
        end = branch[-1].span
    if rule.otherwise is not None:
        then, otherwise = _whole(rule.then), _whole(rule.otherwise)
        edits = (Edit(then, otherwise.text), Edit(otherwise, then.text))
        text = Text(nl="wat achter `DAN` en achter `ANDERS` staat, is verwisseld", en="DAN and ANDERS were exchanged")
        yield Change(Kind.BRANCH, then, edits, text)


def _whole(branch: Sequence[tree.Action]) -> Span:
    return branch[0].span.to(branch[-1].span)


# ---------------------------------------------------------------- one action


def _of_action(action: tree.Action, types: Types) -> Changes:
    match action:
        case tree.Set(value=value):
            yield from _about(f"{title_of(action)} = …", of_value(value, types))
        case tree.Perform():
            yield from _of_perform(action, types)
        case tree.ForEach(where=where, body=body):
            if where is not None:
                yield dropped(Kind.PART, where.span, from_end_to_end(action.items.span, where.span))
                yield from of_condition(where, types)
            yield from _without_one(body)
            for one in body:
                yield from _of_action(one, types)
        case tree.Clear() | tree.Stop():
            return


def _about(what: str, changes: Iterable[Change]) -> Changes:
    return (evolve(one, about=what) for one in changes)


def _of_perform(action: tree.Perform, types: Types) -> Changes:
    title = title_of(action)
    end = action.name.span if action.alias is None else action.alias.span
    if action.delay is not None:
        yield from _about(title, _of_delay(action.delay, types))
        end = action.delay.span
    spans = [one.span for one in action.arguments]
    for number, argument in enumerate(action.arguments):
        changes = list(of_value(argument.value, types))
        if not changes:
            taken = joined_part(spans, number) if len(spans) > 1 else from_end_to_end(end, spans[0])
            changes = [dropped(Kind.PARAMETER, argument.span, taken)]
        yield from _about(f"{title} MET {argument.parameter.span.text} = …", changes)
    end = spans[-1] if spans else end
    cleared = [one.span for one in action.without]
    found = [*without_one(Kind.PARAMETER, cleared)]
    if len(cleared) == 1:
        found = [dropped(Kind.PARAMETER, cleared[0], from_end_to_end(end, cleared[0]))]
    for one, span in zip(found, cleared, strict=True):
        yield evolve(one, about=f"{title} MET {span.text} IS LEEG")


def _of_delay(delay: tree.Delay, types: Types) -> Changes:
    if isinstance(delay.amount, tree.Literal):
        new = shifted(delay.amount, 1)
        if new is not None:
            yield replaced(Kind.DELAY, delay.amount.span, new)
    if delay.provided is not None:
        whole = keyword("MITS", delay.amount.span, delay.provided.span)
        if whole is not None:
            taken = from_end_to_end(delay.amount.span, delay.provided.span)
            yield dropped(Kind.PROVIDED, whole.to(delay.provided.span), taken)
        yield from (evolve(one, kind=Kind.PROVIDED) for one in of_condition(delay.provided, types))


def of_value(node: tree.Expr, types: Types) -> Changes:
    """Another value: in a list for each item, in a computation for each literal."""
    match node:
        case tree.Literal() | tree.TextLiteral():
            new = other_value(node, types)
            if new is not None:
                yield replaced(Kind.PARAMETER, node.span, new)
        case tree.ListLiteral(items=parts) | tree.Call(arguments=parts) | tree.Operation(operands=parts):
            for one in parts:
                yield from of_value(one, types)
        case tree.Parenthesised(inner=inner):
            yield from of_value(inner, types)
        case tree.Conjunction() | tree.Disjunction() | tree.Not() | tree.Group() | tree.Quantified():
            yield from of_condition(node, types)
        case _:
            return
