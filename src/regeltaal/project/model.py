"""A project as data: what regeltaal.toml says and the texts that were read."""

from collections.abc import Mapping
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import Node, apart, field
from regeltaal.base.source import Source, Span
from regeltaal.project.access.model import Access

CONFIG_NAME = "regeltaal.toml"
RULE_SUFFIX = ".regel"
DEFAULT_RULES = ("regels/**/*.regel",)
DEFAULT_ZONE = "Europe/Amsterdam"
DEFAULT_STORE = "sqlite:///regeltaal.db"
DEFAULT_TEMPLATES = "sjablonen"
LOOPBACK = "127.0.0.1"


class SettingValue(Node):
    """A key of a table with its value, for a field that only the domain knows; with the places of both."""

    name: str
    value: object
    key_span: Span = apart()
    span: Span = apart()


class Administration(Node):
    """One `[administraties."x"]` table."""

    name: str
    tags: tuple[str, ...] = ()
    modules: tuple[str, ...] | None = None
    """None: regeltaal.toml does not say, so nothing is held against it."""
    modules_span: Span | None = field(default=None, eq=False, kw_only=True)
    subscription: str | None = None
    package: str | None = None
    """The bookkeeping package: `boekhoudpakket`."""
    rights: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    """`postadres`: mail to one of these addresses is for this administration."""
    settings: tuple[SettingValue, ...] = ()
    """The keys that are for fields of the domain."""


class FreeField(Node):
    """`[vrije_velden.werkbon] meterstand = "getal"`, with the places of the type and of the heading.

    ``choices`` are those of a list of the field's own: `kleur = { keuze = ["rood", "blauw"] }`; ``type`` is "" then.
    """

    object: str
    name: str
    type: str
    span: Span = apart()
    choices: tuple[str, ...] | None = None
    heading: Span | None = field(default=None, eq=False)


class OpenValues(Node):
    """`[open_keuzes.werkstatus] waarden = […]`, with the place of its heading."""

    name: str
    values: tuple[str, ...]
    span: Span = apart()


class FolderSource(Node):
    """One `[dienst.map]`: a folder that the service takes files from. ``path`` is as written."""

    name: str
    """For logs and metrics: `naam`, else the path."""
    path: str
    administration: str | None = None
    """None: it follows from the mail's address or from the folder, as with `draai --documenten`."""
    every: int = 5
    """Seconds from one look to the next."""
    done: str = "verwerkt"
    """The folder below it that files which were taken in go to."""
    refused: str = "geweigerd"
    leave: bool = False
    """`laat_staan`: files stay where they are."""
    span: Span | None = field(default=None, eq=False)

    def folder(self, root: Path) -> Path:
        """Where ``path`` leads: it is counted from the project's folder, unless it is absolute."""
        return root / self.path


class MailboxSource(Node):
    """One `[dienst.postvak]`: a folder of an IMAP server that the service takes mails from.

    The password is in the environment variable ``password_variable``.
    """

    name: str
    """For logs and metrics: `naam`, else `user@server`."""
    server: str
    user: str
    folder: str = "INBOX"
    """`postmap`."""
    port: int | None = None
    """None: 993, or 143 where ``security`` is not `tls`."""
    security: str = "tls"
    """`beveiliging`: `tls`, `starttls` or `geen`."""
    administration: str | None = None
    every: int = 60
    done: str = "Verwerkt"
    """`verwerkt`: the folder of the server that mails which were taken in go to."""
    refused: str = "Geweigerd"
    leave: bool = False
    """`laat_staan`: mails stay where they are, and are marked."""
    only_unread: bool = False
    """`alleen_ongelezen`: what somebody opened is not taken in."""
    password_variable: str = "REGELTAAL_POSTVAK_WACHTWOORD"  # noqa: S105 - a name, no password
    """With a `naam`: `REGELTAAL_POSTVAK_<NAAM>_WACHTWOORD`."""
    span: Span | None = field(default=None, eq=False)


class ServiceConfig(Node):
    """`[dienst]`: what the long-running service listens to and how much it takes on."""

    address: str = LOOPBACK
    port: int = 8321
    threads: int = 4
    name: str = "dienst-1"
    largest_message: int = 1_000_000
    """Bytes of one request."""
    requests_per_minute: int = 600
    """Of one token."""
    folders: tuple[FolderSource, ...] = ()
    mailboxes: tuple[MailboxSource, ...] = ()


class Level(Node):
    """`fout = ["RT601"]` under `[lint]`: a code by number or name, and its severity here; None is not reported."""

    code: str
    severity: Severity | None
    span: Span = field(eq=False)


class ProjectConfig(Node):
    """What regeltaal.toml says, defaults filled in.

    ``meaning`` is what of it can change what the rules do, as canonical JSON: it goes into the digest of the rule set.
    ``domain`` is None for loose files: then their own `DOMEIN` line names it.
    """

    domain: str | None = None
    domain_span: Span | None = field(default=None, eq=False)
    rules: tuple[str, ...] = DEFAULT_RULES
    rules_span: Span | None = field(default=None, eq=False)
    zone: str = DEFAULT_ZONE
    store: str = DEFAULT_STORE
    administrations: Mapping[str, Administration] = field(factory=dict)
    connections: Mapping[str, Mapping[str, object]] = field(factory=dict)
    free_fields: tuple[FreeField, ...] = ()
    open_values: tuple[OpenValues, ...] = ()
    templates: str = DEFAULT_TEMPLATES
    templates_span: Span | None = field(default=None, eq=False)
    levels: tuple[Level, ...] = ()
    """`[lint]`: how bad the project finds what is a warning or a hint by itself."""
    meaning: str = ""
    access: Access = field(factory=Access)
    """Who may publish what."""
    only_published: bool = False
    """`alleen_gepubliceerd`: only what was published may run."""
    service: ServiceConfig = field(factory=ServiceConfig)
    least_coverage: int | None = None
    """`[test] dekking`: what tests must reach at least, in per cents."""


class Project(Node):
    """A project, read. Paths of its sources are relative to ``root``, with `/`."""

    root: Path
    config: ProjectConfig
    rules: tuple[Source, ...]
    templates: Mapping[str, Source] = field(factory=dict)
    """By path below the template folder: `Bedankt.txt`, `sms/Onderweg.txt`."""
    loose: bool = False
    settings: Source | None = field(default=None, eq=False)
    """regeltaal.toml itself; None for loose files."""


class Opened(Node):
    """A project and what was wrong with it; ``project`` is None when nothing can be said about its rules."""

    project: Project | None
    problems: tuple[Diagnostic, ...]
