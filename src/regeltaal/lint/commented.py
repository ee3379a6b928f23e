"""Comments that are pieces of a rule: they read as the language does, and all they name is known.

What they may name stands anywhere in the file. So of each part of a file is collected which comments may be a piece,
with the names that then have to be known, and which names are written there.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.check.scope import ADMINISTRATION, EVENT, PREVIOUS, ROW
from regeltaal.lint.rule import Told
from regeltaal.lint.view import FileView
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.syntax.walk import nodes

_MARK = lazily(r"#+[^\S\n]?")
_OPENS = lazily(r"\s*(?P<word>[A-Z]+(?:-[A-Z]+)*)\b(?=[^\n]*(?:[\"=<>]|\b[A-Z]{2,}\b|\d)|\s+[^\W\d_])")
_COMPARES = lazily(r"\s*[^\W\d_A-Z][\w .'’-]*?(?:[=<>]|\b(?:IN|BEVAT|IS)\b)")
_STAND_IN = "x"
"""The name of what a piece is completed with."""
_RULE = 'REGEL "x"\n'
_STARTED = f"{_RULE}WANNEER `x`\n"
_ACTING = f"{_STARTED}DAN WIS `x`\n"
_DO = "\nDAN WIS `x`\n"
_AROUND: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("EN", "ALS"), (_STARTED, _DO)),
    "OF": (f"{_STARTED}ALS `x` ", _DO),
    **dict.fromkeys(("NIET", "ALLE", "EEN", "GEEN", "MINSTENS", "PRECIES"), (f"{_STARTED}EN ", _DO)),
    **dict.fromkeys(("PRIORITEIT", "OMSCHRIJVING", "GELDIG", "VOORHEEN"), (_RULE, f"\nWANNEER `x`{_DO}")),
    "WANNEER": (_RULE, _DO),
    "DAN": (_STARTED, ""),
    **dict.fromkeys(("ANDERS", "BIJ"), (_ACTING, "")),
    **dict.fromkeys(("REGEL", "TEST", "LIJST", "DEFINITIE", "GEBRUIK"), ("", "")),
    "MET": (f"{_STARTED}DAN DOE-IETS met `x` ", ""),
    "VERWACHT": ('TEST "x"\nWANNEER `x`\n', ""),
    "GEGEVEN": ('TEST "x"\n', "\nWANNEER `x`\nVERWACHT STOP"),
}
"""What a piece that begins with a word is completed with to a declaration; any other is taken for an action."""
_ALSO_PROSE = frozenset({"NIET", "ALLE", "EEN", "GEEN", "MINSTENS", "PRECIES"})
"""Behind these a name alone may be a note: `# NIET garantie`."""


Needs = frozenset[str]
"""The names that have to be known for a comment to be a piece."""


class Comment(Node):
    """One that looks like code; ``needs`` is None where it is no piece whatever is known."""

    span: Span
    needs: Needs | None


class Run(Node):
    """Comments right below one another, with what they need as one piece."""

    comments: tuple[Comment, ...]
    needs: Needs | None


class Collected(Node):
    """A part of a file: the runs in it that look like code, and the names that it brings."""

    runs: tuple[Run, ...]
    names: frozenset[str]


def collect(view: FileView) -> Collected | None:
    """None where nothing looks like code, and no other part is there that its names may matter to."""
    runs = tuple(_read(run, view.schema) for run in _runs(view.file.comments, view.source))
    return Collected(runs, frozenset(_names(view))) if runs or view.is_part else None


def commented_out(all_told: Sequence[Told]) -> Iterator[Span]:
    """Each run of comments that is a piece of a rule, or else each stretch of it of which every comment is."""
    parts: list[Collected] = [told.facts for told in all_told]
    runs = [run for part in parts for run in part.runs]
    names = {name for part in parts for name in part.names} if runs else set[str]()
    for run in runs:
        if _is_piece(run.needs, names):
            yield run.comments[0].span.to(run.comments[-1].span)
        elif len(run.comments) > 1:
            for is_piece, stretch in groupby(run.comments, key=lambda one: _is_piece(one.needs, names)):
                if is_piece:
                    first, *rest = stretch
                    yield first.span.to((rest or [first])[-1].span)


def _is_piece(needs: Needs | None, names: AbstractSet[str]) -> bool:
    return needs is not None and needs <= names


def _names(view: FileView) -> Iterator[str]:
    for one in view.each(tree.Path):
        yield one.parts[0].key
    for listed in view.each(tree.ListDeclaration):
        yield listed.name.key
    for defined in view.each(tree.Definition):
        yield defined.name.key


def _runs(comments: Sequence[tree.Comment], source: Source) -> Iterator[Sequence[tree.Comment]]:
    """Comments on lines of their own that follow one another; one behind something stands alone."""
    run: list[tree.Comment] = []
    for comment in comments:
        if not (_looks_like_code(comment) or run):
            continue
        if run and not _is_right_below(run[-1], comment, source):
            yield run
            run = []
        run.append(comment)
    if run:
        yield run


def _looks_like_code(comment: tree.Comment) -> bool:
    text = _bare(comment)
    return _OPENS.match(text) is not None or _COMPARES.match(text) is not None


def _bare(comment: tree.Comment) -> str:
    return _MARK.sub("", comment.text, count=1)


def _is_right_below(above: tree.Comment, comment: tree.Comment, source: Source) -> bool:
    between = source.text[above.span.end : comment.span.start]
    line = source.text[source.text.rfind("\n", 0, above.span.start) + 1 : above.span.start]
    return between.count("\n") == 1 and not between.strip() and not line.strip()


def _read(run: Sequence[tree.Comment], schema: Schema) -> Run:
    needs = _needs(run, schema)
    if needs == frozenset() or len(run) == 1:  # then nobody asks about each by itself
        return Run(tuple(Comment(one.span, needs) for one in run), needs)
    return Run(tuple(Comment(one.span, _needs((one,), schema)) for one in run), needs)


def _needs(run: Iterable[tree.Comment], schema: Schema) -> Needs | None:
    text = "\n".join(map(_bare, run)).strip()
    opened = _OPENS.match(text)
    item = _compared(text) if opened is None else _opened(text, opened["word"])
    return None if item is None else _named_in(item, schema)


def _compared(text: str) -> tree.Item | None:
    """A comparison without more, as it stands in a group."""
    item = _parsed(f"{_STARTED}EN {text.rstrip('; ')}{_DO}") if _COMPARES.match(text) else None
    return item if isinstance(item, tree.Rule) and isinstance(item.condition, tree.Operation) else None


def _opened(text: str, word: str) -> tree.Item | None:
    if text.lower().startswith("regeltaal"):
        return None
    before, behind = _AROUND.get(word, (f"{_STARTED}DAN\n", ""))
    if word == "WANNEER" and "DAN" in text:
        behind = ""
    item = _parsed(f"{before}{text}{behind}")
    return None if item is None or (word in _ALSO_PROSE and not _compares(item)) else item


def _named_in(item: tree.Item, schema: Schema) -> Needs | None:
    """The names in a piece that the domain does not know; None where an action or event is not known to it."""
    named: set[str] = set()
    for node in nodes(item):
        match node:
            case tree.Path(parts=(first, *_)):
                named.add(first.key)
            case tree.Perform(verb=verb, name=name):
                if verb.text != "DOE-IETS" and schema.action(verb.text, name.text) is None:
                    return None
            case tree.EventTrigger(event=event):
                if event.key != _STAND_IN and schema.event(event.key) is None:
                    return None
            case _:
                pass
    return frozenset(named.difference(_own(item), _FIXED, *_of_domain(schema)))


_FIXED = frozenset({ADMINISTRATION, EVENT, PREVIOUS, ROW, _STAND_IN})


def _own(item: tree.Item) -> Iterator[str]:
    """What a piece itself gives a name."""
    for one in nodes(item):
        match one:
            case tree.Quantified(variable=name) | tree.Aggregate(variable=name) | tree.ForEach(variable=name):
                yield name.key
            case tree.Perform(alias=tree.Name() as alias):
                yield alias.key
            case _:
                pass


def _of_domain(schema: Schema) -> Iterator[AbstractSet[str]]:
    """The fields of objects, and the parameters of actions."""
    for owner in schema.objects.values():
        yield owner.fields.keys()
    for action in schema.actions.values():
        yield {key.split(".")[0] for key in action.parameters}


def _parsed(text: str) -> tree.Item | None:
    """The one declaration that a text is; None where it is none, more, or wrong."""
    found = parse(Source("commentaar.regel", text))
    items = found.file.items
    return items[0] if len(items) == 1 and not found.problems and not isinstance(items[0], tree.Broken) else None


def _compares(item: tree.Item) -> bool:
    asking = tree.Operation | tree.Quantified | tree.Group | tree.Changed | tree.Was
    return isinstance(item, tree.Rule) and any(isinstance(one, asking) for one in nodes((item.condition,)))
