"""Reading a project anew: from disk only what may be another text there, and else what is known of it."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.project.files import is_there, read_source
from regeltaal.project.model import CONFIG_NAME, RULE_SUFFIX, Opened, Project
from regeltaal.project.opening import open_at, open_loose
from regeltaal.project.templates import SUFFIXES

Texts = Mapping[str, str]
"""Of documents, by the path by which their project knows them."""
_NOTHING = Opened(None, ())


def opened(home: Path, documents: Texts, before: Project | None = None, touched: Collection[str] = ()) -> Opened:
    """The project or the loose file at a place, with the texts of documents in place of those on disk.

    What is known of ``before`` is not read again, save what was ``touched``.
    """
    if home.as_posix() in documents:
        return open_loose([], [Source(home.as_posix(), documents[home.as_posix()])])
    if CONFIG_NAME not in documents and not is_there(home / CONFIG_NAME):
        return open_loose([home]) if _is_rule_file(home) else _NOTHING
    known = {} if before is None else {one.path: one for one in texts_of(before) if not _is_below(one.path, touched)}
    instead = {**{path: one.original for path, one in known.items()}, **documents}
    extra = [home / path for path in documents if path.endswith(RULE_SUFFIX)]
    found = open_at(home, extra, instead)
    if found.project is None:
        return found
    return Opened(_as_known(_with_new_templates(found.project, documents), known), found.problems)


def _with_new_templates(project: Project, documents: Texts) -> Project:
    """With the templates that were never saved."""
    folder = PurePosixPath(project.config.templates.strip("/"))
    by_path = {one.path: (key, one) for key, one in project.templates.items()}
    for path, text in documents.items():
        place = PurePosixPath(path)
        if path not in by_path and place.suffix in SUFFIXES and place.is_relative_to(folder):
            by_path[path] = (place.relative_to(folder).as_posix(), Source(path, text))
    return evolve(project, templates=dict(by_path[path] for path in sorted(by_path)))


def _is_rule_file(home: Path) -> bool:
    try:
        return home.is_file()
    except (OSError, ValueError):
        return False


def texts_of(project: Project) -> Iterator[Source]:
    yield from project.rules
    yield from project.templates.values()
    if project.settings is not None:
        yield project.settings


def _is_below(path: str, touched: Collection[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in touched)


def _as_known(project: Project, known: Mapping[str, Source]) -> Project:
    """The project with the very sources that were there before, where they have the same text."""

    def same(one: Source) -> Source:
        before = known.get(one.path)
        return before if before is not None and before.original == one.original else one

    return evolve(
        project,
        rules=tuple(map(same, project.rules)),
        templates={path: same(one) for path, one in project.templates.items()},
        settings=None if project.settings is None else same(project.settings),
    )


def on_disk(home: Path, path: str) -> str | None:
    """The text of a file; None when it can't be read."""
    read = read_source(home / path, path)
    return None if isinstance(read, Diagnostic) else read.original


def with_template(project: Project, path: str, text: str) -> Project | None:
    """The project with another text of one of its templates; None when this is none."""
    key = next((key for key, one in project.templates.items() if one.path == path), None)
    if key is None:
        return None
    return evolve(project, templates={**project.templates, key: Source(path, text)})
