"""From the paths on a command line to projects: each project once, with the files that were asked for."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source, at_start
from regeltaal.project.files import MEGABYTE, SIZE_LIMIT_MB, decode, is_there
from regeltaal.project.model import RULE_SUFFIX, Opened
from regeltaal.project.opening import open_at, open_loose, project_root, rule_files
from regeltaal.project.problems import files as file_problems

STANDARD_INPUT = "-"
_OF_A_PROJECT = (RULE_SUFFIX, ".domein", ".toml", ".txt", ".html")
"""What a rule set is made of: its files, its domain, its settings and its templates."""
INPUT_NAME = "<invoer>"
LIMIT = SIZE_LIMIT_MB * MEGABYTE + 1


class Target(Node):
    """A project to look at. ``only`` are the paths in it (files, or folders ending in `/`) asked for; empty: all."""

    opened: Opened
    only: frozenset[str] = frozenset()

    def wants(self, path: str) -> bool:
        return not self.only or any(path == one or (one.endswith("/") and path.startswith(one)) for one in self.only)


def targets(paths: Sequence[str], standard_input: Callable[[int], bytes]) -> tuple[Target, ...]:
    """The projects behind the paths; files and folders outside any project make up one more, without a project."""
    found: list[Target] = []
    loose: list[Path] = []
    inside: dict[Path, list[Path]] = {}
    for path in (Path(one) for one in dict.fromkeys(paths) if one != STANDARD_INPUT):
        root = project_root(path) if is_there(path) else None
        if root is not None:
            inside.setdefault(root, []).append(path.resolve())
        elif files := rule_files(path):
            loose += files
        else:
            found.append(Target(Opened(None, (_nothing_at(path),))))
    texts = [decode(standard_input(LIMIT), INPUT_NAME)] if STANDARD_INPUT in paths else []
    found += [_in_project(root, asked) for root, asked in inside.items()]
    found += [
        Target(Opened(None, (_no_rules_in(one),))) for asked in inside.values() for one in asked if _is_other(one)
    ]
    if loose or texts:
        found.append(Target(open_loose(loose, texts)))
    return tuple(found)


def _in_project(root: Path, asked: Iterable[Path]) -> Target:
    asked = list(asked)
    files = [path for path in asked if path.suffix == RULE_SUFFIX]
    only = frozenset(_below(root, path) for path in asked)
    return Target(open_at(root, files), frozenset() if "" in only else only)


def _is_other(path: Path) -> bool:
    """Whether a path is a file of which there is nothing to check: to pass over it would be to say that it is right."""
    return path.is_file() and path.suffix not in _OF_A_PROJECT


def _no_rules_in(path: Path) -> Diagnostic:
    return file_problems.no_rule_file(at_start(Source(str(path), "")), path.name)


def _below(root: Path, path: Path) -> str:
    """A path in the project; "" for the project as a whole: its folder or its regeltaal.toml."""
    if path in (root, root / "regeltaal.toml"):
        return ""
    relative = path.relative_to(root).as_posix()
    return f"{relative}/" if path.is_dir() else relative


def _nothing_at(path: Path) -> Diagnostic:
    place = at_start(Source(str(path), ""))
    return (
        file_problems.no_project(place, str(path)) if is_there(path) else file_problems.no_such_path(place, str(path))
    )
