"""From the text of regeltaal.toml to a ``ProjectConfig``: one function per heading."""

import json
import tomllib
import zoneinfo
from collections.abc import Mapping

from attrs import frozen

from regeltaal.base.diagnostic import Problems, Severity
from regeltaal.base.node import evolve
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span, at_start
from regeltaal.base.text import Text
from regeltaal.project.access.reading import ROLES, USERS, read_access
from regeltaal.project.connections import read_connections
from regeltaal.project.files import stays_inside
from regeltaal.project.model import (
    DEFAULT_RULES,
    DEFAULT_STORE,
    DEFAULT_TEMPLATES,
    DEFAULT_ZONE,
    Administration,
    FreeField,
    Level,
    OpenValues,
    ProjectConfig,
)
from regeltaal.project.places import Places
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import settings as setting_problems
from regeltaal.project.problems import testing as testing_problems
from regeltaal.project.service import SERVICE, read_service
from regeltaal.project.table import Table
from regeltaal.project.toml_errors import as_diagnostic

_STORES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_LONG_KEY = lazily(r"(?<![^\s.=])(?:[^\s.=]++[ \t]*+\.[ \t]*+){50}")
"""A name of fifty parts: no setting has one, and the TOML reader takes the square of their number to read it."""
_SILENCEABLE = lazily(r"RT[2-8]\d\d|[a-z][a-z-]*")
_NUMBER = lazily(r"(?i:rt)\d+")
_WHOLE = 100
_LEVELS = {"uit": None, **{one.value: one for one in Severity}}
"""What may stand under `[lint]`: each with the codes that are so bad."""
WITHOUT_MEANING = ("opslag", "koppelingen", "lint", "test", SERVICE, USERS, ROLES)
"""Headings that don't change what rules do: with another mail server it is still the same rule set."""


@frozen
class Configured:
    """``config`` is None when the text is no TOML at all or names no domain."""

    config: ProjectConfig | None
    problems: Problems


def read_config(source: Source) -> Configured:
    found = Problems()
    deep = _LONG_KEY.search(source.text)
    if deep is not None:
        found.add(file_problems.not_toml(Span(source, *deep.span()), file_problems.NESTED_TOO_DEEP))
        return Configured(None, found)
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        found.add(as_diagnostic(error, source))
        return Configured(None, found)
    except RecursionError:
        found.add(file_problems.not_toml(at_start(source), file_problems.NESTED_TOO_DEEP))
        return Configured(None, found)
    except ValueError:  # Python reads no integer of thousands of digits
        found.add(file_problems.not_toml(at_start(source), file_problems.TOO_MANY_DIGITS))
        return Configured(None, found)
    return Configured(_config(Table(data, (), Places(source), found), data, found), found)


def _config(top: Table, data: Mapping[str, object], found: Problems) -> ProjectConfig | None:
    project = top.table("project")
    domain = project.text("domein")
    if "domein" not in project:
        span = project.span if "project" in top else top.span
        found.add(setting_problems.missing_key(span, "domein", project.title, 'domein = "werkbonnen"'))
    administrations = _administrations(top.table("administraties"))
    config = ProjectConfig(
        domain=domain,
        domain_span=project.value_span("domein"),
        rules=_patterns(project, found),
        rules_span=project.value_span("regels"),
        zone=_zone(project, found),
        store=_store(top.table("opslag"), found),
        administrations=administrations,
        connections=read_connections(top.table("koppelingen"), found),
        free_fields=_free_fields(top.table("vrije_velden"), found),
        open_values=_open_values(top.table("open_keuzes")),
        templates=_templates(templates := top.table("sjablonen"), found),
        templates_span=templates.value_span("map"),
        levels=_levels(top.table("lint"), found),
        meaning=_meaning(data),
        access=read_access(top, administrations, found),
        only_published=project.yes_no("alleen_gepubliceerd") or False,
        service=read_service(top, administrations, found),
        least_coverage=_least_coverage(top.table("test"), found),
    )
    project.close()
    top.close()
    return config if domain is not None else None


def _patterns(project: Table, found: Problems) -> tuple[str, ...]:
    patterns = project.texts("regels")
    if patterns is None:
        return DEFAULT_RULES
    for pattern in patterns:
        if not stays_inside(pattern):
            found.add(file_problems.outside_project(project.value_span("regels"), pattern))
    return tuple(pattern for pattern in patterns if stays_inside(pattern))


def _zone(project: Table, found: Problems) -> str:
    zone = project.text("tijdzone")
    if zone is None:
        return DEFAULT_ZONE
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        found.add(setting_problems.unknown_zone(project.value_span("tijdzone"), zone, zoneinfo.available_timezones()))
        return DEFAULT_ZONE
    return zone


def _store(table: Table, found: Problems) -> str:
    url = table.text("url")
    table.close()
    if url is None:
        return DEFAULT_STORE
    if not url.startswith(_STORES) or "\0" in url:
        found.add(setting_problems.wrong_store(table.value_span("url"), url))
    elif _has_password(url):
        found.add(setting_problems.secret(table.value_span("url"), "url", "REGELTAAL_OPSLAG_URL"))
    return url


def _has_password(url: str) -> bool:
    credentials, at, _ = url.partition("://")[2].rpartition("@")
    return bool(at) and ":" in credentials


def _administrations(table: Table) -> dict[str, Administration]:
    return {name: _administration(name, one) for name, one in table.tables()}


def _administration(name: str, table: Table) -> Administration:
    read = Administration(
        name,
        tags=table.texts("tags") or (),
        modules=table.texts("modules"),
        modules_span=table.value_span("modules"),
        subscription=table.text("abonnement"),
        package=table.text("boekhoudpakket"),
        rights=table.texts("rechten") or (),
        mailboxes=table.texts("postadres") or (),
    )
    return evolve(read, settings=tuple(table.others()))


def _free_fields(table: Table, found: Problems) -> tuple[FreeField, ...]:
    read = (_free_field(owner, name, fields, found) for owner, fields in table.tables() for name in fields.names())
    return tuple(one for one in read if one is not None)


def _free_field(owner: str, name: str, fields: Table, found: Problems) -> FreeField | None:
    span = fields.value_span(name)
    if not fields.holds_table(name):
        type_ = fields.text(name, _as_choices(name, fields.raw(name)))
        return None if type_ is None else FreeField(owner, name, type_, span, heading=fields.span)
    own = fields.table(name)
    choices = own.texts("keuze")
    own.close()
    if choices is None and "keuze" not in own:
        found.add(setting_problems.missing_key(fields.key_span(name), "keuze", own.title, 'keuze = ["rood", "blauw"]'))
    return None if choices is None else FreeField(owner, name, "", span, choices, fields.span)


def _as_choices(name: str, value: object) -> Text | None:
    """A list where a kind belongs: the same as a list of choices. Braces are doubled, for a hint is a template."""
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        return None
    shown = f"{name} = {{ keuze = {json.dumps(value, ensure_ascii=False)} }}".replace("{", "{{").replace("}", "}}")
    return Text(nl=f"Schrijf voor een keuzelijst `{shown}`.", en=f"For a list of choices write `{shown}`.")


def _open_values(table: Table) -> tuple[OpenValues, ...]:
    return tuple(_values_of(name, one) for name, one in table.tables())


def _values_of(name: str, table: Table) -> OpenValues:
    values = OpenValues(name, table.texts("waarden") or (), table.span)
    table.close()
    return values


def _templates(table: Table, found: Problems) -> str:
    folder = table.text("map")
    table.close()
    if folder is None:
        return DEFAULT_TEMPLATES
    if not stays_inside(folder):
        found.add(file_problems.outside_project(table.value_span("map"), folder))
        return DEFAULT_TEMPLATES
    return folder


def _levels(table: Table, found: Problems) -> tuple[Level, ...]:
    levels: dict[str, Level] = {}
    for key, severity in _LEVELS.items():
        span = table.value_span(key)
        for code in table.texts(key) or ():
            name = code.upper() if _NUMBER.fullmatch(code) else code.lower()
            if not _SILENCEABLE.fullmatch(name):
                found.add(setting_problems.not_silenceable(span, code))
            elif name in levels and levels[name].severity is not severity:
                found.add(setting_problems.two_levels(span, code))
            levels[name] = Level(name, severity, span)
    table.close()
    return tuple(levels.values())


def _least_coverage(table: Table, found: Problems) -> int | None:
    """`[test] dekking = 80`: the share of the rules that tests must reach, in per cents."""
    least = table.whole("dekking")
    table.close()
    if least is None or 0 <= least <= _WHOLE:
        return least
    found.add(testing_problems.no_share(table.value_span("dekking"), least))
    return None


def _meaning(data: Mapping[str, object]) -> str:
    kept = {key: value for key, value in data.items() if key not in WITHOUT_MEANING}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str)
