"""From `[dienst]` of regeltaal.toml to what the long-running service listens to and how much it takes on."""

import re
from collections.abc import Collection, Iterable
from pathlib import PurePath
from typing import TypeVar

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.project.files import stays_inside
from regeltaal.project.model import FolderSource, MailboxSource, ServiceConfig
from regeltaal.project.problems import files as file_problems
from regeltaal.project.problems import service as problems
from regeltaal.project.problems import settings as setting_problems
from regeltaal.project.table import Table

SERVICE = "dienst"
FOLDERS = "map"
MAILBOXES = "postvak"
SECRET_WORDS = ("wachtwoord", "password", "geheim", "secret", "token", "apikey", "api-key", "api_key", "sleutel")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
"""A name of a worker: it stands in rows, in file names and in logs."""
_ADDRESS = re.compile(r"[A-Za-z0-9_.:%-]+")
_Source = TypeVar("_Source", FolderSource, MailboxSource)
SECURITY = ("tls", "starttls", "geen")


class _Limits(Node):
    low: int
    high: int


_LIMITS = {
    "poort": _Limits(0, 65_535),
    "draden": _Limits(1, 64),
    "grootste_bericht": _Limits(1_000, 100_000_000),
    "verzoeken_per_minuut": _Limits(1, 1_000_000),
    "elke": _Limits(1, 86_400),
}


def read_service(top: Table, administrations: Collection[str], found: Problems) -> ServiceConfig:
    table = top.table(SERVICE)
    default = ServiceConfig()
    config = ServiceConfig(
        address=_address(table, default.address, found),
        port=_whole(table, "poort", default.port, found),
        threads=_whole(table, "draden", default.threads, found),
        name=_worker_name(table, default.name, found),
        largest_message=_whole(table, "grootste_bericht", default.largest_message, found),
        requests_per_minute=_whole(table, "verzoeken_per_minuut", default.requests_per_minute, found),
        folders=_folders(table, administrations, found),
        mailboxes=_mailboxes(table, administrations, found),
    )
    _refuse_secrets(table, found)
    table.close()
    return config


def variable_part(name: str) -> str:
    """A name as a part of an environment variable: upper case, anything but letters and digits as `_`."""
    return re.sub(r"[^A-Z0-9]", "_", name.upper())


def _address(table: Table, default: str, found: Problems) -> str:
    address = _text(table, "adres", found)
    if address is None or _ADDRESS.fullmatch(address):
        return address or default
    wanted = Text(
        nl="een adres van deze computer, zoals `127.0.0.1`; de poort staat apart in `poort`",
        en="an address of this machine, such as `127.0.0.1`; the port stands apart in `poort`",
    )
    found.add(problems.wrong_value(table.value_span("adres"), "adres", address, wanted))
    return default


def _worker_name(table: Table, default: str, found: Problems) -> str:
    name = table.text("naam")
    if name is None or NAME.fullmatch(name):
        return name or default
    wanted = Text(
        nl="een naam van letters, cijfers, `-`, `_` en `.`, hooguit 40 tekens",
        en="a name of letters, digits, `-`, `_` and `.`, at most 40 characters",
    )
    found.add(problems.wrong_value(table.value_span("naam"), "naam", name, wanted))
    return default


# ------------------------------------------------------------ folders and mailboxes


def _folders(table: Table, administrations: Collection[str], found: Problems) -> tuple[FolderSource, ...]:
    read = [_folder(one, administrations, found) for one in table.one_or_more(FOLDERS)]
    return _told_apart([one for one in read if one is not None], found)


def _folder(table: Table, administrations: Collection[str], found: Problems) -> FolderSource | None:
    path = _text(table, "pad", found)
    if path is None and "pad" not in table:
        found.add(problems.missing(table.span, "pad", table.title, 'pad = "post"'))
    is_project = path is not None and not PurePath(path).parts  # told when the project is opened
    outside = path is not None and not (stays_inside(path) or is_project or PurePath(path).is_absolute())
    if path is not None and (outside or "\0" in path):
        found.add(file_problems.outside_project(table.value_span("pad"), path))
    default = FolderSource("", "")
    source = FolderSource(
        name=_text(table, "naam", found) or path or "",
        path=path or "",
        administration=_administration(table, administrations, found),
        every=_whole(table, "elke", default.every, found),
        done=_below(table, "verwerkt", default.done, found),
        refused=_below(table, "geweigerd", default.refused, found),
        leave=table.yes_no("laat_staan") or False,
        span=table.span,
    )
    _refuse_secrets(table, found)
    table.close()
    return source if path else None


def _below(table: Table, key: str, default: str, found: Problems) -> str:
    """A folder below the source's own: one name, for a path could lead elsewhere."""
    name = _text(table, key, found)
    if name is None or (
        stays_inside(name) and len(PurePath(name).parts) == 1 and "\0" not in name and "\\" not in name
    ):
        return name or default
    wanted = Text(nl="de naam van een map, zonder `/`", en="the name of a folder, without `/`")
    found.add(problems.wrong_value(table.value_span(key), key, name, wanted))
    return default


def _mailboxes(table: Table, administrations: Collection[str], found: Problems) -> tuple[MailboxSource, ...]:
    read = [_mailbox(one, administrations, found) for one in table.one_or_more(MAILBOXES)]
    return _told_apart([one for one in read if one is not None], found)


def _mailbox(table: Table, administrations: Collection[str], found: Problems) -> MailboxSource | None:
    given = {key: _text(table, key, found) for key in ("server", "gebruiker")}
    for key, example in (("server", 'server = "imap.voorbeeld.nl"'), ("gebruiker", 'gebruiker = "post@voorbeeld.nl"')):
        if key not in table:
            found.add(problems.missing(table.span, key, table.title, example))
    server, user, name = given["server"] or "", given["gebruiker"] or "", _text(table, "naam", found)
    default = MailboxSource("", "", "")
    source = MailboxSource(
        name=name or f"{user}@{server}",
        server=server,
        user=user,
        folder=_text(table, "postmap", found) or default.folder,
        port=_whole(table, "poort", 0, found) or None,
        security=_choice(table, "beveiliging", SECURITY, default.security, found),
        administration=_administration(table, administrations, found),
        every=_whole(table, "elke", default.every, found),
        done=_text(table, "verwerkt", found) or default.done,
        refused=_text(table, "geweigerd", found) or default.refused,
        leave=table.yes_no("laat_staan") or False,
        only_unread=table.yes_no("alleen_ongelezen") or False,
        password_variable=password_variable(name),
        span=table.span,
    )
    _refuse_secrets(table, found, source.password_variable)
    table.close()
    return source if server and user else None


def password_variable(name: str | None) -> str:
    part = "" if name is None else f"{variable_part(name)}_"
    return f"REGELTAAL_POSTVAK_{part}WACHTWOORD"


def _told_apart(sources: list[_Source], found: Problems) -> tuple[_Source, ...]:
    names: set[str] = set()
    for one in sources:
        if one.name in names and one.span is not None:
            found.add(problems.same_source(one.span, one.name))
        names.add(one.name)
    return tuple(sources)


def _administration(table: Table, administrations: Collection[str], found: Problems) -> str | None:
    name = _text(table, "administratie", found)
    if name is not None and administrations and name not in administrations:
        found.add(problems.unknown_administration(table.value_span("administratie"), name, administrations))
    return name


# ------------------------------------------------------------ one setting


def _text(table: Table, key: str, found: Problems) -> str | None:
    text = table.text(key)
    if text is not None and not text.strip():
        wanted = Text(nl="een tekst die niet leeg is", en="a text that is not empty")
        found.add(problems.wrong_value(table.value_span(key), key, '""', wanted))
    return None if text is None else text.strip() or None


def _whole(table: Table, key: str, default: int, found: Problems) -> int:
    value, limits = table.whole(key), _LIMITS[key]
    if value is None or limits.low <= value <= limits.high:
        return default if value is None else value
    wanted = Text(
        nl=f"een heel getal van {limits.low} tot en met {limits.high}",
        en=f"a whole number from {limits.low} up to and including {limits.high}",
    )
    shown = str(value) if abs(value) < 10**20 else "…"
    found.add(problems.wrong_value(table.value_span(key), key, shown, wanted))
    return default


def _choice(table: Table, key: str, choices: Iterable[str], default: str, found: Problems) -> str:
    value, allowed = _text(table, key, found), tuple(choices)
    if value is None or value in allowed:
        return value or default
    listed = ", ".join(f"`{one}`" for one in allowed[:-1])
    wanted = Text(nl=f"{listed} of `{allowed[-1]}`", en=f"{listed} or `{allowed[-1]}`")
    found.add(problems.wrong_value(table.value_span(key), key, value, wanted))
    return default


def _refuse_secrets(table: Table, found: Problems, variable: str = "REGELTAAL_TOKEN_<ADMINISTRATIE>") -> None:
    """A key that is named as a secret is told to be one, rather than to be unknown."""
    for key in table.names():
        if any(word in key.lower() for word in SECRET_WORDS) and not table.is_known(key):
            table.skip(key)
            found.add(setting_problems.secret(table.key_span(key), key, variable))
