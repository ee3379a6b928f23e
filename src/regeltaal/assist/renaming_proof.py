"""Proof that a renaming changes nothing but a name: every name still stands for what it stood for, without new errors.

Only what may be touched is looked at: the parts that are edited, those that hold the new name already, and those that
share an edited template.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import define, field

from regeltaal.assist.places import domain_notes, naming, parts_with
from regeltaal.assist.renaming import Refusal, renamed
from regeltaal.assist.work import Work
from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.check.checker import Checker
from regeltaal.check.notes import Access, ColumnSymbol, Note, Symbol, VariableSymbol
from regeltaal.pipeline import Ground
from regeltaal.project.config import read_config
from regeltaal.project.model import Project
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.syntax import tree
from regeltaal.workspace.names import with_used
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.state import State

TAKEN = Text(
    nl="De naam `{name}` kan niet: daarmee zou een andere plek iets anders gaan betekenen.",
    en="The name `{name}` won't do: it would make another place mean something else.",
)
WRONG = Text(nl="De naam `{name}` kan niet: {problem}.", en="The name `{name}` won't do: {problem}.")
UNSOUND = Text(
    nl="De naam `{name}` kan niet: daarmee klopt het domein niet meer.",
    en="The name `{name}` won't do: it would leave the domain with errors.",
)


def objection(
    state: State, symbol: Symbol, name: str, edits: Sequence[Edit], moved: Mapping[str, str]
) -> Work[Refusal | None]:
    """Why these edits do more than give ``symbol`` its new name. ``moved``: new paths of templates, by the old ones."""
    after = _After(state, edits, moved)
    facts = {"name": name}
    checker = after.checker
    if checker is None:
        return Refusal(UNSOUND, facts)
    told = _Sameness(symbol, name, {new: old for old, new in moved.items()})
    if after.domain is not state.domain and not told.holds(domain_notes(state), _of_domain(checker, after.domain)):
        return Refusal(TAKEN, facts)
    touched = yield from after.touched(name)
    for before, now in after.compared(checker, touched):
        yield
        problem = _new(before[1], now[1])
        if problem is not None:
            return Refusal(WRONG, {**facts, "problem": _sentence(problem)})
        if not told.holds(before[0], now[0]):
            return Refusal(TAKEN, facts)
    return None


def _of_domain(checker: Checker, domain: Source | None) -> Sequence[Note]:
    return () if domain is None else checker.domain_notes(parse_domain(domain).declarations)


def _new(before: Iterable[Diagnostic], now: Iterable[Diagnostic]) -> Diagnostic | None:
    """An error that there is more of than there was."""
    known = Counter(one.code.id for one in before)
    for one in now:
        known[one.code.id] -= 1
        if one.is_error and known[one.code.id] < 0:
            return one
    return None


def _sentence(problem: Diagnostic) -> Text:
    return Text(nl=problem.message("nl").rstrip("."), en=problem.message("en").rstrip("."))


_Seen = tuple[Sequence[Note], Sequence[Diagnostic]]
Touched = Mapping[str, set[int]]
"""Parts by the path of their file, by number."""
_TOGETHER = 15
"""How many files are checked as one: fewer than keep their trees."""


@define
class _After:
    """The project as the edits would leave it."""

    state: State
    edits: Sequence[Edit]
    moved: Mapping[str, str]
    texts: dict[Source, Source] = field(init=False)
    """The edited texts, by what they were."""

    def __attrs_post_init__(self) -> None:
        self.texts = {source: _edited(source, self.edits, self.moved) for source in _sources(self.edits)}
        for template in self._templates.values():
            if template.path in self.moved and template not in self.texts:
                self.texts[template] = Source(self.moved[template.path], template.text)

    @property
    def _templates(self) -> Mapping[str, Source]:
        return {} if self.state.project is None else self.state.project.templates

    @property
    def domain(self) -> Source | None:
        known = self.state.domain
        return None if known is None else self.texts.get(known, known)

    @property
    def checker(self) -> Checker | None:
        """That of now, where the edits touch nothing that it goes by."""
        state = self.state
        if state.ground is None or state.project is None:
            return None
        project = self._project(state.project)
        if project is state.project and self.domain is state.domain:
            return state.ground.checker
        return Ground(project, self.domain).checker

    def _project(self, project: Project) -> Project:
        if any(one in self.texts for one in self._templates.values()):
            project = evolve(project, templates=dict(self._new_templates()))
        settings = None if project.settings is None else self.texts.get(project.settings)
        config = None if settings is None else read_config(settings).config
        return project if config is None else evolve(project, config=config, settings=settings)

    def _new_templates(self) -> Iterator[tuple[str, Source]]:
        for key, source in self._templates.items():
            now = self.texts.get(source, source)
            yield now.path.removeprefix(source.path.removesuffix(key)), now

    # ------------------------------------------------------------ what is compared

    def compared(self, checker: Checker, touched: Touched) -> Iterator[tuple[_Seen, _Seen]]:
        """What checking makes of the parts that may be touched: now, and after the edits."""
        paths = list(touched)
        for start in range(0, len(paths), _TOGETHER):
            yield from self._some_compared(checker, {path: touched[path] for path in paths[start : start + _TOGETHER]})

    def _some_compared(self, checker: Checker, touched: Touched) -> Iterator[tuple[_Seen, _Seen]]:
        if self.state.ground is None or self.state.ground.checker is None:
            return
        before = {path: self.state.sheets[path] for path in with_used(touched, self.state.sheets)}
        now = {path: self._sheet(sheet) for path, sheet in before.items()}
        group_before = self.state.ground.checker.group(_heads(before), self.state.sheets)
        group_now = checker.group(_heads(now), self.state.sheets)
        for path in before:
            yield ((), group_before.wrong[path]), ((), group_now.wrong[path])
        for path, numbers in touched.items():
            for number in sorted(numbers):
                part, one = before[path].parts[number], now[path].parts[number]
                known = group_before.part(part.file_in(before[path].header), is_first=number == 0)
                found = group_now.part(one.file_in(now[path].header), is_first=number == 0)
                yield (known.notes, known.problems), (found.notes, (*found.problems, *_unread(one)))

    def touched(self, name: str) -> Work[Touched]:
        """The parts that may be touched."""
        found: dict[str, set[int]] = {}
        edited = ((source.path, part) for source in self.texts if (part := self._part(source)) is not None)
        holding = parts_with(self.state, [name.split()])
        sharing = (
            one for source in self.texts if source.path not in self.state.sheets for one in self._sharing(source)
        )
        for path, part in chain(edited, holding, sharing):
            number = self.state.sheets[path].number_of(part.source)
            found.setdefault(path, set()).add(number or 0)
            yield
        return found

    def _part(self, source: Source) -> Part | None:
        sheet = self.state.sheets.get(source.path)
        return None if sheet is None else sheet.part_of(Span(source, 0, 0))

    def _sharing(self, source: Source) -> Iterator[tuple[str, Part]]:
        return naming(self.state, source) if source in self._templates.values() else iter(())

    def _sheet(self, sheet: Sheet) -> Sheet:
        if not any(part.source in self.texts for part in sheet.parts):
            return sheet
        parts = [
            Part(self.texts[part.source], part.is_open) if part.source in self.texts else part for part in sheet.parts
        ]
        return Sheet(Source(sheet.path, "".join(part.text for part in parts)), parts)


def _heads(sheets: Mapping[str, Sheet]) -> Mapping[str, tree.RuleFile]:
    return {path: one.head for path, one in sheets.items()}


def _unread(part: Part) -> Sequence[Diagnostic]:
    """What makes a part that is edited no longer parse."""
    return [
        one for one in part.parsed.problems if any(isinstance(item, tree.Broken) for item in part.parsed.file.items)
    ]


def _sources(edits: Iterable[Edit]) -> Iterable[Source]:
    return dict.fromkeys(edit.span.source for edit in edits)


def _edited(source: Source, edits: Iterable[Edit], moved: Mapping[str, str]) -> Source:
    text = source.text
    for edit in sorted((one for one in edits if one.span.source is source), key=lambda one: -one.span.start):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return Source(moved.get(source.path, source.path), text)


# ---------------------------------------------------------------- whether names stand for the same


@define
class _Sameness:
    """Whether two rows of notes say the same, but for the name; ``paths`` are old paths of templates by the new."""

    old: Symbol
    name: str
    paths: Mapping[str, str]

    def holds(self, before: Sequence[Note], now: Sequence[Note]) -> bool:
        return [*self._told(before, rename=True)] == [*self._told(now, rename=False)]

    def _told(self, notes: Sequence[Note], *, rename: bool) -> Iterator[tuple[str, object, Access]]:
        """Where, in which order, which names stand for what; a variable is known by which of the notes made it."""
        ordered = sorted(notes, key=lambda note: (self._path(note.span), note.span.start))
        numbers = {note.span: number for number, note in enumerate(ordered)}
        for note in ordered:
            symbol = note.symbol
            match symbol:
                case VariableSymbol(declared=declared) | ColumnSymbol(declared=declared):
                    yield self._path(note.span), (type(symbol), numbers.get(declared, -1)), note.access
                case _:
                    yield self._path(note.span), renamed(symbol, self.old, self.name) if rename else symbol, note.access

    def _path(self, span: Span) -> str:
        return self.paths.get(span.source.path, span.source.path)
