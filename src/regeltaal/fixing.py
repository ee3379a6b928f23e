"""Mending what was found: the fixes that need no choice, until there are none left, each only when it does no harm.

What a fix makes of a project is checked in memory; the files themselves are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from regeltaal.base.diagnostic import Diagnostic, Fix
from regeltaal.base.digest import digest
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source
from regeltaal.checking import Checked, Found, Way
from regeltaal.edited import Edits, edited
from regeltaal.project.model import Project
from regeltaal.project.opening import reopened
from regeltaal.project.targets import Target
from regeltaal.rechecking import Rechecked, Rechecker

_MOST_ROUNDS = 200
_NUMBERS = re.compile(r"\d+")


class Remedy(Node):
    """A problem with the fix for it."""

    problem: Diagnostic
    fix: Fix


class Rewrite(Node):
    """A file of a project with what it held and what it will hold."""

    file: Path
    before: Source
    after: str


class Mended(Node):
    """What came of mending: how it is now, the files to write, how many were mended, and which fixes did harm."""

    checked: Checked
    rewrites: tuple[Rewrite, ...]
    count: int
    harmful: tuple[Remedy, ...]


def mend(checked: Checked, way: Way, *, unsafe: bool, rechecker: Rechecker | None = None) -> Mended:
    """Mends what is reported; with ``unsafe`` also by fixes that may change what a rule means.

    ``rechecker`` is one that knows the project already.
    """
    checker = rechecker or Rechecker(way.team)
    menders = [_Mender(checked, target, found, checker, unsafe=unsafe) for target, found in checked.parts]
    for one in menders:
        one.mend()
    return Mended(
        attrs.evolve(checked, parts=tuple((one.target, one.found) for one in menders)),
        tuple(rewrite for one in menders for rewrite in one.rewrites()),
        sum(one.count for one in menders),
        tuple(remedy for one in menders for remedy in one.harmful),
    )


class _Mender:
    """One project, with what is mended in it so far."""

    def __init__(self, checked: Checked, target: Target, found: Found, checker: Rechecker, *, unsafe: bool) -> None:
        self.target, self.found = target, found
        self.count = 0
        self.harmful: list[Remedy] = []
        self._checked, self._unsafe, self._first = checked, unsafe, target.opened.project
        self._texts: dict[str, str] = {}
        self._met = {_state(self._texts)}
        self._refused = set[tuple[object, ...]]()
        self._rechecker = checker

    def mend(self) -> None:
        for _ in range(_MOST_ROUNDS):
            batch = self._batch()
            if not batch:
                return
            while not self._tried(batch) and len(batch) > 1:
                batch = batch[: len(batch) // 2]

    def rewrites(self) -> Iterable[Rewrite]:
        before = _own_texts(self._first)
        for path, text in self._texts.items():
            if text != before[path].original:
                yield Rewrite(_root(self._first) / path, before[path], text)

    def _batch(self) -> Sequence[Remedy]:
        """Fixes that go together: of the earliest stage that has any, the first where two meet."""
        own = _own_texts(self.target.opened.project)
        found = [
            Remedy(problem, fix)
            for problem in self._checked.reported(self.target, self.found)
            if (fix := _without_choice(problem, unsafe=self._unsafe)) is not None and _is_within(fix, own)
        ]
        found = [one for one in found if _known_by(one) not in self._refused]
        first = min((_stage(one.problem) for one in found), default=0)
        together = Edits()
        return [one for one in found if _stage(one.problem) == first and together.take(one.fix.edits)]

    def _tried(self, batch: Sequence[Remedy]) -> bool:
        """Takes these fixes over when they do no harm; one that does by itself is not tried again."""
        edits = Edits()
        for one in batch:
            edits.take(one.fix.edits)
        own = _own_texts(self.target.opened.project)
        texts = self._texts | {path: edited(own[path], rows) for path, rows in edits.by_path.items()}
        opened = reopened(self.target.opened, texts)
        if opened.project is not None and _state(texts) not in self._met:
            found = self._rechecker.check(opened.project, opened.problems)
            if not _is_harmed(self.found, found, _stage(batch[0].problem)) and not _is_in_vain(batch, edits, found):
                self.target, self.found, self._texts = evolve(self.target, opened=opened), found, texts
                self._met.add(_state(texts))
                self.count += len(batch)
                return True
        if len(batch) == 1:
            self._refused.add(_known_by(batch[0]))
            self.harmful.append(batch[0])
        return False


def _without_choice(problem: Diagnostic, *, unsafe: bool) -> Fix | None:
    """The fix that is the only one of its sort: between two only the author can choose."""
    safe = [one for one in problem.fixes if one.safe]
    fixes = safe or (problem.fixes if unsafe else ())
    return fixes[0] if len(fixes) == 1 else None


def _is_within(fix: Fix, own: Mapping[str, Source]) -> bool:
    """Whether a fix changes something, and only files of the project as they are now."""
    for edit in fix.edits:
        source = own.get(edit.span.source.path)
        if source is None or source.original != edit.span.source.original:
            return False
    return any(edit.span.text != edit.replacement for edit in fix.edits)


def _own_texts(project: Project | None) -> Mapping[str, Source]:
    """The files that may be changed, by their paths from the project's folder."""
    if project is None:
        return {}
    settings = () if project.settings is None else (project.settings,)
    return {one.path: one for one in (*project.rules, *project.templates.values(), *settings)}


def _root(project: Project | None) -> Path:
    return Path() if project is None else project.root


def _state(texts: Mapping[str, str]) -> str:
    return digest(part for path in sorted(texts) for part in (path, texts[path]))


# ------------------------------------------------------------------------------------------------ what does harm

_SETTINGS, _SYNTAX, _REST = range(3)


def _stage(problem: Diagnostic) -> int:
    """What is found early hides what is found after it: nothing is known of a rule that can't be read."""
    return {"RT9": _SETTINGS, "RT1": _SYNTAX}.get(problem.code.id[:3], _REST)


def _is_harmed(before: Found, after: Rechecked, stage: int) -> bool:
    """Whether there are errors that were not there, of this stage or an earlier one: later ones only came to light."""
    return bool(_errors(after.problems, stage) - _errors(before.problems, stage))


def _errors(problems: Iterable[Diagnostic], stage: int) -> Counter[tuple[str, ...]]:
    """The errors, without those that are one because the project says so."""
    errors = (one for one in problems if one.is_error and one.level is None and _stage(one) <= stage)
    return Counter(_sort_of(one) for one in errors)


def _sort_of(problem: Diagnostic) -> tuple[str, ...]:
    """What an error is known by after an edit; of a rule that can't be read one error at a time is told."""
    path = problem.span.source.path
    if _stage(problem) == _SYNTAX:
        return (path,)
    return (path, problem.code.id, _NUMBERS.sub("#", problem.message()))


def _is_in_vain(batch: Sequence[Remedy], edits: Edits, after: Rechecked) -> bool:
    """Whether one of these problems is still there, at the very place."""
    left = {_placed(one, one.span.start) for one in after.problems}
    before = (one.problem for one in batch)
    return any(_placed(one, edits.moved(one.span.source.path, one.span.start)) in left for one in before)


def _placed(problem: Diagnostic, start: int) -> tuple[object, ...]:
    return (problem.span.source.path, problem.code.id, _NUMBERS.sub("#", problem.message()), start)


def _known_by(remedy: Remedy) -> tuple[object, ...]:
    """What a fix that did harm is known by, wherever it has moved to."""
    problem, edits = remedy.problem, remedy.fix.edits
    line = problem.span.source.line(problem.span.begin.line)
    return (*_sort_of(problem), problem.code.id, line, *((one.span.text, one.replacement) for one in edits))
