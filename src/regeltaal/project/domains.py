"""Finding a domain: a shipped or installed one by its name, or a `.domein` file of the project by its path."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from regeltaal.base import plugins
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.plugins import Plugin
from regeltaal.base.source import Source, Span
from regeltaal.project.files import inside, read_source
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import settings as setting_problems

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENTRY_POINTS = "regeltaal.domains"
DOMAIN_SUFFIX = ".domein"
STARTER_FOLDER = "beginproject"
_SHIPPED = Path(__file__).resolve().parent.parent / "domains"


def find_domain(name: str, span: Span, root: Path) -> Source | Diagnostic:
    """The text of a domain; ``span`` is where it was named."""
    if name.endswith(DOMAIN_SUFFIX):
        file = inside(root, name)
        return file_problems.outside_project(span, name) if file is None else read_source(file, name, span)
    package = domain_package(name)
    if package is None:
        return setting_problems.unknown_domain(span, name, installed_domains())
    if isinstance(package, Path):
        return read_source(package / f"{name}{DOMAIN_SUFFIX}", f"{name}{DOMAIN_SUFFIX}", span)
    from importlib.resources import as_file  # noqa: PLC0415 - only for a domain that another package brings

    with as_file(package / f"{name}{DOMAIN_SUFFIX}") as file:
        return read_source(file, f"{name}{DOMAIN_SUFFIX}", span)


def domain_file(name: str, root: Path) -> Path:
    """Where the text of a domain lies that was found: ``name`` is the path of its source."""
    package = None if (root / name).is_file() else domain_package(Path(name).stem)
    return Path(str(package)) / name if package is not None else root / name


def installed_domains() -> tuple[str, ...]:
    return tuple(sorted(_points()))


def domain_package(name: str) -> "Path | Traversable | None":
    """The folder of an installed domain; an entry point is a package that holds `<name>.domein`.

    The shipped ones are looked for first, in place: asking for entry points reads every installed package.
    """
    shipped = _SHIPPED / name
    if name.isidentifier() and (shipped / f"{name}{DOMAIN_SUFFIX}").is_file():
        return shipped
    point = _points().get(name)
    if point is None:
        return None
    from importlib.resources import files  # noqa: PLC0415 - idem

    return files(point.place)


@cache
def _points() -> dict[str, Plugin]:
    return {one.name: one for one in plugins.installed(ENTRY_POINTS)}
