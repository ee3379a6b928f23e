"""From a project's path to a rule set that decides: checking it, and refusing one with errors."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from regeltaal import administrations
from regeltaal.base.collecting import put_off
from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.pipeline import Analysis, analyse, analyse_project
from regeltaal.program.tree import Program
from regeltaal.project.model import Administration, Project
from regeltaal.publication.version import project_of, version_in, version_of
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.ruleset import RuleSet, values_of
from regeltaal.runtime.settings import ROOT, with_secrets
from regeltaal.schema.model import Schema
from regeltaal.values.value import Value

STORE_VARIABLE = "REGELTAAL_OPSLAG_URL"
_SQLITE_FILE = "sqlite:///"


class RegelFout(Exception):  # noqa: N818 - the name that Python developers of rule projects know, fixed
    """The rules of a project have errors; ``diagnostics`` holds all that was found, by place."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [found for found in self.diagnostics if found.is_error]
        lines = [f"{_place(found)}: {found.code.id} {found.message()}" for found in errors]
        super().__init__("\n".join(lines))


def load(path: str | Path) -> RuleSet:
    """The rule set of a project: a folder with regeltaal.toml, or rule files by themselves.

    Raises:
        RegelFout: the project has errors.
    """
    with put_off():
        return rule_set(analyse(path))


def rule_set(analysis: Analysis, publication: int | None = None) -> RuleSet:
    """The rule set of a project that was checked; ``publication`` is the number of the version that it is.

    Raises:
        RegelFout: it has errors.
    """
    project, domain, schema, program = analysis.project, analysis.domain, analysis.schema, analysis.program
    if analysis.has_errors or project is None or domain is None or schema is None or program is None:
        raise RegelFout(analysis.problems)
    config = project.config
    return RuleSet(
        program=program,
        schema=schema,
        zone=ZoneInfo(config.zone),
        digest=analysis.digest,
        administrations=_administrations(project, schema),
        texts=version_of(project, domain).to_data(),
        settings=_settings(project),
        former=partial(_former, project),
        publication=publication,
    )


def _former(project: Project, texts: Mapping[str, object]) -> Program | None:
    """The rules of an earlier version of the project, checked against the domain and the configuration of then."""
    if "regels" not in texts:
        return None
    version = version_in(texts)
    then = project_of(version, project).project
    return None if then is None else analyse_project(then, domain=version.domain_source).program


def store_url(project: Project) -> str:
    """Where the project's records are kept: a file is counted from the project's folder."""
    url = os.environ.get(STORE_VARIABLE) or project.config.store
    path = url.removeprefix(_SQLITE_FILE)
    if not url.startswith(_SQLITE_FILE) or Path(path).is_absolute():
        return url
    return f"{_SQLITE_FILE}{(project.root / path).resolve()}"


def _settings(project: Project) -> Mapping[str, Mapping[str, object]]:
    """The connections with their secrets, and the folder that paths in them are counted from."""
    connections = {name: {**values, ROOT: str(project.root)} for name, values in project.config.connections.items()}
    return with_secrets(connections, os.environ)


def _administrations(project: Project, schema: Schema) -> Mapping[str, AdministrationFacts]:
    own = administrations.read_all(project.config, schema, Problems())
    return {name: _facts(one, own[name]) for name, one in project.config.administrations.items()}


def _facts(one: Administration, own: dict[str, Value | None]) -> AdministrationFacts:
    return AdministrationFacts(
        tags=frozenset(one.tags),
        modules=None if one.modules is None else frozenset(one.modules),
        subscription=one.subscription,
        values=values_of(
            one.name,
            tuple(one.tags),
            modules=one.modules,
            abonnement=one.subscription,
            boekhoudpakket=one.package,
        )
        | own,
    )


def _place(found: Diagnostic) -> str:
    begin = found.span.begin
    return f"{found.span.source.path}:{begin.line}:{begin.column}"
