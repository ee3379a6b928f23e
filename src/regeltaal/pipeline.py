"""The stages in order: from a project's texts to a checked program. The whole row stands in ``analyse``."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import field, frozen

from regeltaal import administrations
from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.digest import digest
from regeltaal.base.source import Source, at_start
from regeltaal.check.checker import Checker
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.check.sharpening import told
from regeltaal.program.testing import TestCase
from regeltaal.program.tree import Program
from regeltaal.project import Administration, Project, open_project
from regeltaal.project.domains import find_domain
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import settings as setting_problems
from regeltaal.project.templates import ProjectTemplates
from regeltaal.schema.kept import load
from regeltaal.schema.model import Schema, key_of
from regeltaal.schema.open_values import with_open_values
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.tree import Rule, RuleFile
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
    tests: tuple[TestCase, ...] = field(default=(), repr=False)
    """The tests without errors, in order of files; one with VOORBEELDEN is a case for each row."""

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def rule_counts(self) -> Mapping[str, int]:
        """How many rules there are in each file, by path."""
        return rule_counts(self.files)

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
    parsed = [parse(source) for source in project.rules]
    files = tuple(one.file for one in parsed)
    ground = Ground(project, domain or domain_of(project, files))
    schema = ground.schema
    for one in parsed:
        found.extend(told_by(one, schema))
    found.extend(ground.problems)
    checked = None if ground.checker is None else ground.checker.check(files)
    if checked is None:
        return Analysis(project, schema, None, files, found.sorted(), ground.domain)
    found.extend(checked.problems)
    return Analysis(project, schema, checked.program, files, found.sorted(), ground.domain, checked.tests)


class Ground:
    """What the rules of a project are checked against: its domain and its settings, read when they are asked for.

    ``named`` is the text of the domain, or why there is none.
    """

    def __init__(self, project: Project, named: Source | Diagnostic | None, like: "Ground | None" = None) -> None:
        self._project, self._named, self._like = project, named, like
        self.domain = named if isinstance(named, Source) else None

    def with_templates(self, project: Project) -> "Ground":
        """The same, where nothing but templates changed: neither the domain nor the settings are read again."""
        return Ground(project, self._named, self._like or self)

    @cached_property
    def _read(self) -> "tuple[Schema | None, Checker | None, Sequence[Diagnostic]]":
        if self._like is not None:
            checker = self._like.checker
            again = None if checker is None else checker.with_templates(_templates(self._project))
            return self._like.schema, again, self._like.problems
        if not isinstance(self._named, Source):
            return None, None, () if self._named is None else (self._named,)
        found = Problems()
        schema = _schema(self._project, self._named, found)
        if schema is None:
            return None, None, tuple(found)
        checker = Checker(schema, _setting(self._project, schema, found))
        return schema, checker, (*found, *checker.problems)

    @property
    def is_loose(self) -> bool:
        """Whether the rule files are no project, so that there may be more of them."""
        return self._project.loose

    @property
    def schema(self) -> Schema | None:
        return self._read[0]

    @property
    def checker(self) -> Checker | None:
        return self._read[1]

    @property
    def problems(self) -> Sequence[Diagnostic]:
        """What is wrong with the domain, and with the settings for it."""
        return self._read[2]


def _schema(project: Project, domain: Source, found: Problems) -> Schema | None:
    schema, problems = load(domain, project.config.free_fields)
    found.extend(problems)
    return None if schema is None else _with_open_values(project, schema, found)


def _with_open_values(project: Project, schema: Schema, found: Problems) -> Schema:
    """The schema with the values that regeltaal.toml adds to its open lists."""
    open_lists = {key: enum.name for key, enum in schema.enums.items() if enum.open}
    for one in project.config.open_values:
        if key_of(one.name) not in open_lists:
            found.add(setting_problems.no_open_list(one.span, one.name, open_lists.values()))
    return with_open_values(schema, {key_of(one.name): one.values for one in project.config.open_values})


def domain_of(project: Project, files: Iterable[RuleFile]) -> Source | Diagnostic | None:
    """The domain that regeltaal.toml names; of loose files the one that the first says. None: reported already."""
    config = project.config
    if config.domain is not None:
        span = config.domain_span or at_start(Source("regeltaal.toml", ""))
        return find_domain(config.domain, span, project.root)
    named = next((file.header.domain for file in files if file.header.domain is not None), None)
    if named is not None:
        return find_domain(named.key, named.span, project.root)
    first = next(iter(project.rules), None)
    return None if first is None else file_problems.no_domain_line(at_start(first), first.path)


def _setting(project: Project, schema: Schema, found: Problems) -> Setting:
    """The surroundings of the rules; what regeltaal.toml says of an administration that does not fit is reported."""
    config = project.config
    own = administrations.read_all(config, schema, found)
    return Setting(
        administrations={name: _administration(one, own[name]) for name, one in config.administrations.items()},
        templates=_templates(project),
        zone=ZoneInfo(config.zone),
    )


def _templates(project: Project) -> ProjectTemplates | None:
    return None if project.loose else ProjectTemplates(project.templates, project.config.templates)


def _administration(one: Administration, own: Mapping[str, Value | None]) -> AdministrationSetting:
    values = {"naam": one.name, "abonnement": one.subscription, "boekhoudpakket": one.package, **own}
    return AdministrationSetting(one.tags, one.modules, one.subscription, values)


def told_by(parsed: Parsed, schema: Schema | None, declared: AbstractSet[str] | None = None) -> tuple[Diagnostic, ...]:
    """What parsing a file found, said as well as the domain allows; ``declared`` is as in ``told``."""
    return parsed.problems if schema is None else told(parsed, schema, declared)


def rule_counts(files: Iterable[RuleFile]) -> Mapping[str, int]:
    """How many rules there are in each file, by path."""
    return {file.source.path: sum(isinstance(item, Rule) for item in file.items) for file in files}


def _digest(analysis: Analysis) -> str:
    parts: list[str] = [analysis.schema.digest if analysis.schema else ""]
    if analysis.project is not None:
        parts.append(analysis.project.config.meaning)
        parts += _texts({source.path: source for source in analysis.project.rules})
        parts += _texts(analysis.project.templates)
    return digest(parts)


def _texts(sources: Mapping[str, Source]) -> list[str]:
    """Paths and texts, by path; line ends don't count."""
    return [part for path in sorted(sources) for part in (path, sources[path].text.replace("\r\n", "\n"))]
