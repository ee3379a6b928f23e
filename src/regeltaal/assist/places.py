"""What stands at a place in any text of a project: a rule file, the domain, a template, regeltaal.toml."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from weakref import WeakKeyDictionary

from regeltaal.assist import settings_notes
from regeltaal.base.source import Source, Span
from regeltaal.check.checker import Checker, Group
from regeltaal.check.notes import Note
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.workspace.names import with_used
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_DOMAINS: "WeakKeyDictionary[Checker, tuple[Source, tuple[Note, ...]]]" = WeakKeyDictionary()


def note_at(state: State, source: Source, offset: int) -> Note | None:
    """The note of the name at a place; behind its last letter is still in it, unless another starts there."""
    found = [note for note in notes_of(state, source) if note.span.start <= offset <= note.span.end]
    return min(found, key=lambda note: (offset == note.span.end, note.span.end - note.span.start), default=None)


def notes_of(state: State, source: Source) -> Sequence[Note]:
    """What was noted of a text: of a part of a rule file, or of another file."""
    sheet = state.sheets.get(source.path)
    part = None if sheet is None else sheet.part_of(Span(source, 0, 0))
    if part is not None:
        return [note for note in noted_by(state, source.path, part) if note.span.source is source]
    if source is state.domain:
        return domain_notes(state)
    if state.project is not None and source is state.project.settings:
        return settings_notes.notes(state.project)
    return template_notes(state, source)


def noted_by(state: State, path: str, part: Part) -> Sequence[Note]:
    """All that was noted while checking a part: also in the templates that it names."""
    checked = state.checked(path, part)
    return () if checked is None else checked.notes


Noted = tuple[str, Part, Sequence[Note]]
_TOGETHER = 20
"""How many files are checked as one: fewer than keep their trees."""


def noted(state: State, parts: Iterable[tuple[str, Part]]) -> Iterator[Noted]:
    """The same for many parts; those of files that nobody works on are checked some together, for nothing but this."""
    waiting: dict[str, list[Part]] = {}
    group: Group | None = None
    for path, part in parts:
        if path in state.given.open:
            yield path, part, noted_by(state, path, part)
            continue
        if path not in waiting and len(waiting) == _TOGETHER:
            group = _group(state, waiting, group)
            yield from _noted_in(state, waiting, group)
            waiting = {}
        waiting.setdefault(path, []).append(part)
    yield from _noted_in(state, waiting, _group(state, waiting, group))


def _group(state: State, paths: Iterable[str], before: Group | None) -> Group | None:
    """Some files with all that they use; what was found of that in a group before is taken over."""
    checker = None if state.ground is None else state.ground.checker
    if checker is None:
        return None
    heads = {path: state.sheets[path].head for path in with_used(paths, state.sheets)}
    return checker.group(heads, state.sheets, before)


def _noted_in(state: State, parts: Mapping[str, Sequence[Part]], group: Group | None) -> Iterator[Noted]:
    if group is None:
        return
    for path, some in parts.items():
        sheet = state.sheets[path]
        for part in some:
            yield path, part, group.part(part.file_in(sheet.header), is_first=part is sheet.parts[0]).notes


def domain_notes(state: State) -> tuple[Note, ...]:
    """Those of the text of now; while that can't be read, by the domain that it was before."""
    checker, source = None if state.ground is None else state.ground.checker, state.domain
    if checker is None or source is None:
        return ()
    known = _DOMAINS.get(checker)
    if known is None or known[0] is not source:
        noted = checker.domain_notes(parse_domain(source).declarations)
        known = _DOMAINS[checker] = source, tuple(note for note in noted if note.span.source is source)
    return known[1]


def template_notes(state: State, source: Source) -> Sequence[Note]:
    """What a template names, as far as a rule uses it; of what rules see differently in it, what the first sees."""
    found: dict[Span, Note] = {}
    for _, _, notes in noted(state, naming(state, source)):
        for note in notes:
            if note.span.source is source:
                found.setdefault(note.span, note)
    return list(found.values())


def naming(state: State, template: Source) -> Iterator[tuple[str, Part]]:
    """The parts that may name a template."""
    return parts_with(state, [PurePosixPath(template.path).stem.split()])


def parts_with(state: State, names: Iterable[Sequence[str]]) -> Iterator[tuple[str, Part]]:
    """The parts in which all words of one of these names stand; no file is parsed in which they don't."""
    wanted = [[word.casefold() for word in name] for name in names]
    for source in rule_texts(state):
        if holds(source, wanted):
            for part in state.sheets[source.path].parts:
                if holds(part.source, wanted):
                    yield source.path, part


def rule_texts(state: State) -> Sequence[Source]:
    """The whole texts of the rule files, without cutting up or parsing one."""
    return () if state.project is None else state.project.rules


def holds(source: Source, names: Iterable[Sequence[str]]) -> bool:
    """Whether all words of one of these names stand in a text; they are in small letters."""
    text = source.text.casefold()
    return any(all(word in text for word in name) for name in names)


def source_of(state: State, file: Path) -> Source | None:
    """The text of the domain, of a template or of regeltaal.toml, by its file."""
    project = state.project
    if project is None:
        return None
    others = [*project.templates.values(), *(one for one in (state.domain, project.settings) if one is not None)]
    return next((one for one in others if state.file(one) == file), None)
