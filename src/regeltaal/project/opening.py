"""Opening a project: from a path that the user names to a ``Project`` with all its texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, at_start
from regeltaal.project.config import read_config
from regeltaal.project.files import is_there, matching, read_source, relative_path
from regeltaal.project.model import CONFIG_NAME, RULE_SUFFIX, Opened, Project, ProjectConfig
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import service as service_problems

_TEMPLATE_SUFFIXES = (".txt", ".html")
Texts = Mapping[str, str]
"""What stands in for the text of a file, by its path in the project."""
_AS_ON_DISK: Texts = {}


def open_project(path: Path | str) -> Opened:
    """The project that a path is or lies in; a rule file outside any project is a project of its own."""
    path = Path(path)
    if not is_there(path):
        return _nothing(file_problems.no_such_path(at_start(Source(str(path), "")), str(path)))
    root = project_root(path)
    if root is not None:
        return open_at(root, [path] if path.suffix == RULE_SUFFIX else [])
    loose = rule_files(path)
    if loose:
        return open_loose(loose)
    return _nothing(file_problems.no_project(at_start(Source(str(path), "")), str(path)))


def project_root(path: Path) -> Path | None:
    """The nearest folder, from ``path`` upwards, that holds a regeltaal.toml."""
    start = path.resolve()
    candidates = (start, *start.parents) if start.is_dir() else start.parents
    return next((folder for folder in candidates if (folder / CONFIG_NAME).is_file()), None)


def rule_files(path: Path) -> list[Path]:
    """The rule files that a path outside any project stands for: itself, or all below it."""
    if not is_there(path):
        return []
    if path.is_dir():
        return sorted(path.rglob(f"*{RULE_SUFFIX}"), key=lambda file: file.as_posix())
    return [path]


def open_loose(files: Iterable[Path], texts: Sequence[Source | Diagnostic] = ()) -> Opened:
    """Rule files without a project, and texts from elsewhere (standard input), under the paths the user gave."""
    found = Problems()
    read = [*texts, *(read_source(file, file.as_posix()) for file in files)]
    sources = _good(read, found)
    project = Project(Path(), ProjectConfig(), sources, loose=True) if sources else None
    return Opened(project, found.sorted())


def reopened(opened: Opened, instead: Texts) -> Opened:
    """The same project, as it would be with other texts in some of its files."""
    project = opened.project
    if project is None:
        return opened
    if not project.loose:
        settings = () if project.settings is None else (project.settings,)
        known = {one.path: one.original for one in (*project.rules, *project.templates.values(), *settings)}
        return open_at(project.root, [project.root / one.path for one in project.rules], {**known, **instead})
    rules = tuple(Source(one.path, instead.get(one.path, one.original)) for one in project.rules)
    return Opened(evolve(project, rules=rules), opened.problems)


def open_at(root: Path, extra: Sequence[Path], instead: Texts = _AS_ON_DISK) -> Opened:
    source = _read(root, CONFIG_NAME, instead)
    if isinstance(source, Diagnostic):
        return _nothing(source)
    configured = read_config(source)
    found = configured.problems
    if configured.config is None:
        return Opened(None, found.sorted())
    project = Project(
        root=root,
        config=configured.config,
        rules=_rules(root, configured.config, extra, instead, found),
        templates=_templates(root, configured.config, instead, found),
        settings=source,
    )
    _check_folders(project, found)
    return Opened(project, found.sorted())


def _check_folders(project: Project, found: Problems) -> None:
    """What lies in a folder of the service is moved away: neither rules nor templates may lie below it."""
    folders = project.config.service.folders
    paths = (*_homes(project.config), *(one.path for one in project.rules)) if folders else ()
    own = [_resolved(project.root, path) for path in paths]
    for source in folders:
        folder = _resolved(project.root, source.path)
        if any(one is not None and folder is not None and one.is_relative_to(folder) for one in own):
            span = source.span or at_start(Source(CONFIG_NAME, ""))
            found.add(service_problems.folder_of_project(span, source.path))


def _homes(config: ProjectConfig) -> Iterator[str]:
    """The folders of rules and templates, as far as they are named without a wildcard."""
    yield config.templates
    for pattern in config.rules:
        folders = PurePosixPath(pattern.replace("\\", "/")).parent.parts
        yield "/".join(takewhile(lambda part: not set(part) & set("*?["), folders))


def _resolved(root: Path, path: str) -> Path | None:
    try:
        return (root / path).resolve()
    except (OSError, RuntimeError, ValueError):  # no path can be this: that is told where it is read
        return None


def _read(root: Path, path: str, instead: Texts) -> Source | Diagnostic:
    return Source(path, instead[path]) if path in instead else read_source(root / path, path)


def _rules(
    root: Path, config: ProjectConfig, extra: Sequence[Path], instead: Texts, found: Problems
) -> tuple[Source, ...]:
    """The rule files by code points of their paths, which is part of the order that rules run in."""
    good, bad = matching(root, config.rules)
    span = config.rules_span or at_start(Source(CONFIG_NAME, ""))
    for path in bad:
        found.add(file_problems.outside_project(span, path))
    named = {relative_path(root, file.resolve()) for file in extra}
    if config.rules and not (good or named or bad):
        found.add(file_problems.no_rules(span, config.rules))
    elif len(config.rules) > 1:
        for pattern in config.rules:
            if matching(root, [pattern]) == ((), ()):
                found.add(file_problems.no_match(span, pattern))
    return _good((_read(root, path, instead) for path in sorted({*good, *named})), found)


def _templates(root: Path, config: ProjectConfig, instead: Texts, found: Problems) -> Mapping[str, Source]:
    """All templates: they are few and small, and they are part of what the rules mean."""
    folder = config.templates.strip("/")
    good, bad = matching(root, [f"{folder}/**/*{suffix}" for suffix in _TEMPLATE_SUFFIXES])
    for path in bad:
        found.add(file_problems.outside_project(config.templates_span or at_start(Source(CONFIG_NAME, "")), path))
    return {PurePosixPath(path).relative_to(folder).as_posix(): _template(root, path, instead, found) for path in good}


def _template(root: Path, path: str, instead: Texts, found: Problems) -> Source:
    """A template; an unreadable one is there as well, so that it is not reported as missing on top."""
    source = _read(root, path, instead)
    if isinstance(source, Source):
        return source
    found.add(source)
    return Source(path, "")


def _good(read: Iterable[Source | Diagnostic], found: Problems) -> tuple[Source, ...]:
    """The texts that could be read; what was wrong with the others is reported."""
    sources = []
    for one in read:
        if isinstance(one, Source):
            sources.append(one)
        else:
            found.add(one)
    return tuple(sources)


def _nothing(problem: Diagnostic) -> Opened:
    return Opened(None, (problem,))
