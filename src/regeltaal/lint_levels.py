"""How bad a project finds what was found: `[lint]` in regeltaal.toml, applied to a list of problems."""

from collections.abc import Iterable, Iterator

from regeltaal.base import codes
from regeltaal.base.diagnostic import Diagnostic, Severity, sort
from regeltaal.base.node import evolve
from regeltaal.file_results import declare_codes
from regeltaal.project.model import ProjectConfig
from regeltaal.project.problems import settings as problems


def levelled(found: Iterable[Diagnostic], config: ProjectConfig) -> tuple[Diagnostic, ...]:
    """All that was found, by place, each as bad as the project says; what it does not want to see is left out.

    An error is one, whatever the project says.
    """
    return sort(levels(found, config))


def levels(found: Iterable[Diagnostic], config: ProjectConfig) -> Iterable[Diagnostic]:
    """The same as they come: of parts of files the places don't tell an order."""
    return (*_levelled(found, config), *_misnamed(config)) if config.levels else found


def _levelled(found: Iterable[Diagnostic], config: ProjectConfig) -> Iterator[Diagnostic]:
    levels = {one.code: one.severity for one in config.levels}
    for one in found:
        named = next((name for name in (one.code.id, one.code.name) if name in levels), None)
        if named is None or one.code.severity is Severity.ERROR:
            yield one
        elif (level := levels[named]) is not None:
            yield evolve(one, level=level)


def _misnamed(config: ProjectConfig) -> Iterator[Diagnostic]:
    """What under `[lint]` is no code, or that of an error."""
    declare_codes()
    for level in config.levels:
        code = codes.find(level.code)
        if code is None or code.severity is Severity.ERROR:
            names = [one.name for one in codes.all_codes() if one.name is not None]
            yield problems.not_silenceable(level.span, level.code, () if code else names)
