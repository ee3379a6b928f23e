"""A version of a project: every text that settles what its rules do, as it can be stored and made a project again."""

from collections.abc import Mapping
from typing import cast

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source
from regeltaal.project.config import read_config
from regeltaal.project.model import CONFIG_NAME, Opened, Project, ProjectConfig

Texts = Mapping[str, str]


class Version(Node):
    """The texts of a project, by path. ``settings`` is regeltaal.toml."""

    settings: str = field(shown=False)
    rules: Texts = field(shown=False)
    templates: Texts = field(shown=False)
    domain_path: str
    domain: str = field(shown=False)

    @property
    def domain_source(self) -> Source | None:
        """The text of the domain; None where none was kept with this version."""
        return Source(self.domain_path, self.domain) if self.domain else None

    @property
    def config(self) -> ProjectConfig | None:
        """What regeltaal.toml of this version says."""
        return read_config(Source(CONFIG_NAME, self.settings)).config

    def to_data(self) -> dict[str, object]:
        return {
            "regeltaal.toml": self.settings,
            "regels": dict(self.rules),
            "sjablonen": dict(self.templates),
            "domein": {"pad": self.domain_path, "tekst": self.domain},
        }


NOTHING = Version("", {}, {}, "", "")
"""What there was before the first publication."""


def version_of(project: Project, domain: Source) -> Version:
    return Version(
        settings=project.settings.original if project.settings is not None else "",
        rules={source.path: source.original for source in project.rules},
        templates={path: source.original for path, source in project.templates.items()},
        domain_path=domain.path,
        domain=domain.original,
    )


def version_in(data: Mapping[str, object]) -> Version:
    """What ``Version.to_data`` gave; the first stores kept neither regeltaal.toml nor the text of the domain."""
    domain = cast("Texts", data["domein"]) if isinstance(data["domein"], Mapping) else {"pad": "", "tekst": ""}
    return Version(
        settings=str(data.get("regeltaal.toml", "")),
        rules=cast("Texts", data["regels"]),
        templates=cast("Texts", data["sjablonen"]),
        domain_path=domain["pad"],
        domain=domain["tekst"],
    )


def project_of(version: Version, present: Project) -> Opened:
    """The version as a project in the folder of the present one, with that one's store and connections.

    Those belong to the machine, not to the rules: a mail server that moved is not moved back by an older version.
    A version without a regeltaal.toml gets the one of the present.
    """
    rules = tuple(Source(path, version.rules[path]) for path in sorted(version.rules))
    templates = {path: Source(path, text) for path, text in version.templates.items()}
    if not version.settings:
        return Opened(evolve(present, rules=rules, templates=templates), ())
    settings = Source(CONFIG_NAME, version.settings)
    configured = read_config(settings)
    problems: tuple[Diagnostic, ...] = configured.problems.sorted()
    if configured.config is None:
        return Opened(None, problems)
    config = evolve(configured.config, store=present.config.store, connections=present.config.connections)
    return Opened(Project(present.root, config, rules, templates, settings=settings), problems)
