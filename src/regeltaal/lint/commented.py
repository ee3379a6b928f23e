"""Comments that are pieces of a rule: they read as the language does, and all they name is known."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.check.scope import ADMINISTRATION, EVENT, PREVIOUS, ROW
from regeltaal.lint.view import FileView
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


def commented_out(view: FileView) -> Iterator[Span]:
    """Each run of comments that is a piece of a rule, or else each stretch of it of which every comment is."""
    known = _Known(view)
    for run in _runs(view.file.comments, view.source):
        if known.is_piece(run):
            yield run[0].span.to(run[-1].span)
        elif len(run) > 1:
            for is_piece, stretch in groupby(run, key=lambda one: known.is_piece((one,))):
                if is_piece:
                    first, *rest = stretch
                    yield first.span.to((rest or [first])[-1].span)


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


class _Known:
    """What may be named in a file."""

    def __init__(self, view: FileView) -> None:
        self._view = view
        self._names: set[str] | None = None

    def is_piece(self, run: Iterable[tree.Comment]) -> bool:
        text = "\n".join(map(_bare, run)).strip()
        opened = _OPENS.match(text)
        if opened is not None:
            return self._reads(text, opened["word"])
        return bool(_COMPARES.match(text)) and self._is_comparison(text)

    def _is_comparison(self, text: str) -> bool:
        """A comparison without more, as it stands in a group."""
        item = _parsed(f"{_STARTED}EN {text.rstrip('; ')}{_DO}")
        is_one = isinstance(item, tree.Rule) and isinstance(item.condition, tree.Operation)
        return is_one and item is not None and self._is_known(item)

    def _reads(self, text: str, word: str) -> bool:
        if text.lower().startswith("regeltaal"):
            return False
        before, behind = _AROUND.get(word, (f"{_STARTED}DAN\n", ""))
        if word == "WANNEER" and "DAN" in text:
            behind = ""
        item = _parsed(f"{before}{text}{behind}")
        if item is None or (word in _ALSO_PROSE and not _compares(item)):
            return False
        return self._is_known(item)

    def _is_known(self, item: tree.Item) -> bool:
        for node in nodes(item):
            match node:
                case tree.Path(parts=(first, *_)) if first.key not in self._all_names(item):
                    return False
                case tree.Perform(verb=verb, name=name):
                    if verb.text != "DOE-IETS" and self._view.schema.action(verb.text, name.text) is None:
                        return False
                case tree.EventTrigger(event=event):
                    if event.key != _STAND_IN and self._view.schema.event(event.key) is None:
                        return False
                case _:
                    pass
        return True

    def _all_names(self, item: tree.Item) -> set[str]:
        """Fields, fixed words, what the file names elsewhere, and what the piece itself does."""
        if self._names is None:
            fields = {key for one in self._view.schema.objects.values() for key in one.fields}
            written = {one.parts[0].key for one in self._view.each(tree.Path)}
            declared = {one.name.key for one in self._view.each(tree.ListDeclaration)}
            declared |= {one.name.key for one in self._view.each(tree.Definition)}
            self._names = fields | written | declared | {ADMINISTRATION, EVENT, PREVIOUS, ROW, _STAND_IN}
        rows = (tree.Quantified, tree.Aggregate, tree.ForEach)
        own = {one.variable.key for one in nodes(item) if isinstance(one, rows)}
        own |= {one.alias.key for one in nodes(item) if isinstance(one, tree.Perform) and one.alias is not None}
        return self._names | own | self._parameters()

    def _parameters(self) -> set[str]:
        return {key.split(".")[0] for one in self._view.schema.actions.values() for key in one.parameters}


def _parsed(text: str) -> tree.Item | None:
    """The one declaration that a text is; None where it is none, more, or wrong."""
    found = parse(Source("commentaar.regel", text))
    items = found.file.items
    return items[0] if len(items) == 1 and not found.problems and not isinstance(items[0], tree.Broken) else None


def _compares(item: tree.Item) -> bool:
    asking = tree.Operation | tree.Quantified | tree.Group | tree.Changed | tree.Was
    return isinstance(item, tree.Rule) and any(isinstance(one, asking) for one in nodes((item.condition,)))
