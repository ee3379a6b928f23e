"""The stages in order: from a project's texts to a checked program. The whole row stands in ``analyse``."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import field, frozen

from regeltaal import administrations
from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.source import Source, at_start
from regeltaal.check.checker import check
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.check.sharpening import sharpened
from regeltaal.program.tree import Program
from regeltaal.project import Administration, Project, open_project
from regeltaal.project.domains import find_domain
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import settings as setting_problems
from regeltaal.project.templates import ProjectTemplates
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema, key_of
from regeltaal.schema.open_values import with_open_values
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tree import RuleFile
from regeltaal.values.value import Value


@frozen
class Analysis:
    """All that is known of a project after checking; ``schema`` and ``program`` are None when it never got there.

    ``program`` holds the rules without errors; whether there are any errors is in ``problems``.
    """

    project: Project | None
    schema: Schema | None
    program: Program | None
    files: tuple[RuleFile, ...]
    problems: tuple[Diagnostic, ...] = field(repr=False)
    domain: Source | None = field(default=None, repr=False)

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @cached_property
    def digest(self) -> str:
        """What the rule set is known by: SHA-256 over its texts, its schema and the meaning of its configuration."""
        return _digest(self)


def analyse(path: Path | str) -> Analysis:
    """Reads and checks the project at a path."""
    opened = open_project(path)
    if opened.project is None:
        return Analysis(None, None, None, (), opened.problems)
    return analyse_project(opened.project, opened.problems)


def analyse_project(project: Project, known: Sequence[Diagnostic] = (), domain: Source | None = None) -> Analysis:
    """The stages, for a project that was opened; ``known`` is what was wrong with it.

    ``domain`` stands in for the one that it names: that of an earlier version.
    """
    found = Problems()
    found.extend(known)
    files = _parse_all(project, found)
    domain = domain or _domain(project, files, found)
    schema = _schema(project, domain, found) if domain is not None else None
    program = None
    if schema is not None:
        checked = check(files, schema, _setting(project, schema, found))
        found.extend(checked.problems)
        program = checked.program
    return Analysis(project, schema, program, files, _reported(project, schema, found), domain)


def recheck(analysis: Analysis, changed: Source) -> tuple[Diagnostic, ...]:
    """What is wrong with the rules when one file gets another text; the others and the schema stay as they were."""
    project, schema = analysis.project, analysis.schema
    if project is None or schema is None:
        return analysis.problems
    found = Problems()
    parsed = parse(changed)
    found.extend(parsed.problems)
    files = [parsed.file if file.source.path == changed.path else file for file in analysis.files]
    found.extend(check(files, schema, _setting(project, schema, found)).problems)
    return _reported(project, schema, found)


def _parse_all(project: Project, found: Problems) -> tuple[RuleFile, ...]:
    parsed = [parse(source) for source in project.rules]
    for one in parsed:
        found.extend(one.problems)
    return tuple(one.file for one in parsed)


def _schema(project: Project, domain: Source, found: Problems) -> Schema | None:
    loaded = load(domain, project.config.free_fields)
    found.extend(loaded.problems)
    if loaded.schema is None:
        return None
    return _with_open_values(project, loaded.schema, found)


def _with_open_values(project: Project, schema: Schema, found: Problems) -> Schema:
    """The schema with the values that regeltaal.toml adds to its open lists."""
    open_lists = {key: enum.name for key, enum in schema.enums.items() if enum.open}
    for one in project.config.open_values:
        if key_of(one.name) not in open_lists:
            found.add(setting_problems.no_open_list(one.span, one.name, open_lists.values()))
    return with_open_values(schema, {key_of(one.name): one.values for one in project.config.open_values})


def _domain(project: Project, files: Sequence[RuleFile], found: Problems) -> Source | None:
    domain = _named_domain(project, files)
    if isinstance(domain, Diagnostic):
        found.add(domain)
        return None
    return domain


def _named_domain(project: Project, files: Sequence[RuleFile]) -> Source | Diagnostic | None:
    """The domain that regeltaal.toml names; of loose files the one that the first says. None: reported already."""
    config = project.config
    if config.domain is not None:
        span = config.domain_span or at_start(Source("regeltaal.toml", ""))
        return find_domain(config.domain, span, project.root)
    named = next((file.header.domain for file in files if file.header.domain is not None), None)
    if named is not None:
        return find_domain(named.key, named.span, project.root)
    return file_problems.no_domain_line(at_start(files[0].source), files[0].source.path) if files else None


def _setting(project: Project, schema: Schema, found: Problems) -> Setting:
    """The surroundings of the rules; what regeltaal.toml says of an administration that does not fit is reported."""
    config = project.config
    own = administrations.read_all(config, schema, found)
    return Setting(
        administrations={name: _administration(one, own[name]) for name, one in config.administrations.items()},
        templates=None if project.loose else ProjectTemplates(project.templates, config.templates),
        zone=ZoneInfo(config.zone),
    )


def _administration(one: Administration, own: Mapping[str, Value | None]) -> AdministrationSetting:
    values = {"naam": one.name, "abonnement": one.subscription, "boekhoudpakket": one.package, **own}
    return AdministrationSetting(one.tags, one.modules, one.subscription, values)


def _reported(project: Project, schema: Schema | None, found: Problems) -> tuple[Diagnostic, ...]:
    """All that was found, said as well as the domain allows, without the warnings that the project has silenced."""
    silenced = project.config.silenced
    told = (one if schema is None else sharpened(one, schema) for one in found.sorted())
    return tuple(one for one in told if one.is_error or one.code.id not in silenced)


def _digest(analysis: Analysis) -> str:
    parts: list[str] = [analysis.schema.digest if analysis.schema else ""]
    if analysis.project is not None:
        parts.append(analysis.project.config.meaning)
        parts += _texts({source.path: source for source in analysis.project.rules})
        parts += _texts(analysis.project.templates)
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _texts(sources: Mapping[str, Source]) -> list[str]:
    """Paths and texts, by path; line ends don't count."""
    return [part for path in sorted(sources) for part in (path, sources[path].text.replace("\r\n", "\n"))]
