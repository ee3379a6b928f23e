"""When two rules, or two actions, do the same."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from regeltaal.base.patterns import lazily
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_APART = (tree.Description, tree.Priority, tree.FormerName)
"""What tells or orders a rule, and does not change what it does."""
_TEXT = lazily(r'"[^"]*"')
"""In a text case and white space count."""


def digest_of(rule: tree.Rule, view: FileView) -> str:
    """The same for rules that are written the same but for their name, description and priority.

    Names may stand for something else in another file, so the lists and definitions in sight are a part of it.
    """
    text = "".join(_kept(rule, view))
    said = " ".join((*text.lower().split(), *_TEXT.findall(text)))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _kept(rule: tree.Rule, view: FileView) -> Iterator[str]:
    """The text of a rule behind its name, without comments and what stands apart."""
    text, at, end = view.source.text, rule.name.span.end, rule.span.end
    apart = [one.span for one in rule.metas if isinstance(one, _APART)]
    comments = view.file.comments
    for comment in comments[bisect_left(comments, at, key=_start) :] if comments else ():
        if comment.span.start >= end:
            break
        apart.append(comment.span)
    for span in sorted(apart, key=lambda one: one.start):
        if span.start >= at:
            yield text[at : span.start]
            at = span.end
    yield text[at:end]


def _start(comment: tree.Comment) -> int:
    return comment.span.start


def do_the_same(some: Sequence[tree.Action], others: Sequence[tree.Action]) -> bool:
    return len(some) == len(others) and all(map(is_same, some, others))


def is_same(one: tree.Action, other: tree.Action) -> bool:
    """Whether two actions do the same: the order of arguments does not matter, nor what a result is called."""
    match one, other:
        case tree.Perform(), tree.Perform():
            same = (one.verb, one.name, one.delay) == (other.verb, other.name, other.delay)
            return same and _arguments(one) == _arguments(other) and set(one.without) == set(other.without)
        case tree.ForEach(), tree.ForEach():
            same = (one.variable, one.items, one.where) == (other.variable, other.items, other.where)
            return same and do_the_same(one.body, other.body)
        case _:
            return one == other


def _arguments(action: tree.Perform) -> Mapping[tree.Path, tree.Expr]:
    return {one.parameter: one.value for one in action.arguments}
