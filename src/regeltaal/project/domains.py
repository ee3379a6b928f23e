"""Finding a domain: a shipped or installed one by its name, or a `.domein` file of the project by its path."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.project import problems
from regeltaal.project.files import inside, read_source

ENTRY_POINTS = "regeltaal.domains"
DOMAIN_SUFFIX = ".domein"
STARTER_FOLDER = "beginproject"


def find_domain(name: str, span: Span, root: Path) -> Source | Diagnostic:
    """The text of a domain; ``span`` is where it was named."""
    if name.endswith(DOMAIN_SUFFIX):
        file = inside(root, name)
        return problems.outside_project(span, name) if file is None else read_source(file, name, span)
    package = domain_package(name)
    if package is None:
        return problems.unknown_domain(span, name, installed_domains())
    with as_file(package / f"{name}{DOMAIN_SUFFIX}") as file:
        return read_source(file, f"{name}{DOMAIN_SUFFIX}", span)


def installed_domains() -> tuple[str, ...]:
    return tuple(sorted(_points()))


def domain_package(name: str) -> Traversable | None:
    """The folder of an installed domain; an entry point is a package that holds `<name>.domein`."""
    point = _points().get(name)
    return None if point is None else files(point.value)


@cache
def _points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}
