"""Writing stored files out for `regeltaal toon --bestand`: never over another file unasked, never to another folder."""

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click
from attrs import frozen

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, write, write_bytes
from regeltaal.runtime.stored_records import Record
from regeltaal.schema.model import Field, Object, key_of
from regeltaal.values.common import FILE
from regeltaal.values.types import ListOf

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

STANDARD_OUTPUT = Path("-")
_NAMELESS = "bestand"
_NOT_IN_NAMES = frozenset('<>:"|?*')

_NO_FIELD = Text(
    nl="`{name}` is geen veld van {object} met een bestand{hint}",
    en="`{name}` is no field of {object} with a file{hint}",
)
_HAS = Text(nl="; die zijn: {names}", en="; those are: {names}")
NO_RECORD = Text(nl="{object} `{key}` is niet opgeslagen", en="{object} `{key}` is not stored")
_MANY = Text(
    nl="{object} `{key}` is er bij meer administraties ({names}); kies er een met `--administratie`",
    en="{object} `{key}` is there in several administrations ({names}); choose one with `--administratie`",
)
_EMPTY = Text(nl="`{field}` van {object} `{key}` is leeg", en="`{field}` of {object} `{key}` is empty")
_NAME_ONLY = Text(
    nl="van `{name}` is alleen de naam opgeslagen, niet de inhoud",
    en="only the name of `{name}` is stored, not its content",
)
_THERE = Text(
    nl="`{path}` bestaat al; kies een andere naam met `-o`, of geef `--overschrijf`",
    en="`{path}` is there already; choose another name with `-o`, or give `--overschrijf`",
)
_ASK = Text(nl="`{path}` bestaat al. Overschrijven?", en="`{path}` is there already. Overwrite it?")
_NEEDS_FOLDER = Text(
    nl="`{field}` heeft {count} bestanden; geef bij `-o` een map die er is",
    en="`{field}` holds {count} files; give a folder that is there with `-o`",
)
_WRITTEN = Text(nl="{path} ({size} bytes)\n", en="{path} ({size} bytes)\n")


@frozen
class Target:
    """Where the files go: a file, a folder, `-`; None is the folder that the user is in."""

    path: Path | None
    overwrite: bool


def file_field(declared: Object, name: str) -> Field:
    """The field that the user named."""
    found = declared.field(name)
    if found is not None and _holds_files(found):
        return found
    names = [one.name for one in declared.fields.values() if _holds_files(one)]
    hint = say(meant(name, names))
    if names and not hint:
        hint = say(_HAS, names=", ".join(f"`{one}`" for one in names))
    raise FailedRunError(say(_NO_FIELD, name=name, object=declared.name, hint=hint))


def save_files(declared: Object, field: Field, records: tuple[Record, ...], store: "Store", to: Target) -> None:
    """Writes the files that a field of the record names; ``records`` are those that go by the key, at least one."""
    record = _only(declared, records)
    key = record.ref.key
    value = record.fields.get(key_of(field.name))
    names = [str(one) for one in (value if isinstance(value, tuple) else (value,)) if one is not None]
    if not names:
        raise FailedRunError(say(_EMPTY, field=field.name, object=declared.name, key=key))
    one_place = to.path is not None and not to.path.is_dir()
    if len(names) > 1 and one_place:
        raise FailedRunError(say(_NEEDS_FOLDER, field=field.name, count=len(names)))
    for name in names:
        content = store.file(record.ref.administration, name)
        if content is None:
            raise FailedRunError(say(_NAME_ONLY, name=name))
        _put(content, _place(name, to.path), overwrite=to.overwrite)


def safe_name(name: str) -> str:
    """The last part of a file's name, with nothing in it that means something to a file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join("_" if sign in _NOT_IN_NAMES or not sign.isprintable() else sign for sign in last).strip()
    return f"_{plain[1:]}" if plain.startswith(".") else plain or _NAMELESS


def _holds_files(field: Field) -> bool:
    return FILE in (field.type, field.type.element if isinstance(field.type, ListOf) else None)


def _only(declared: Object, records: tuple[Record, ...]) -> Record:
    if len(records) == 1:
        return records[0]
    names = ", ".join(f"`{one.ref.administration}`" for one in records)
    raise FailedRunError(say(_MANY, object=declared.name, key=records[0].ref.key, names=names))


def _place(name: str, given: Path | None) -> Path:
    if given is None:
        return Path(safe_name(name))
    return given / safe_name(name) if given.is_dir() else given


def _put(content: bytes, place: Path, *, overwrite: bool) -> None:
    if place == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return
    if (place.exists() or place.is_symlink()) and not overwrite and not _agreed(place):
        raise FailedRunError(say(_THERE, path=str(place)))
    write_bytes(place, content)
    write(say(_WRITTEN, path=str(place), size=len(content)))


def _agreed(place: Path) -> bool:
    """Asks, where there is someone to answer."""
    return sys.stdin.isatty() and click.confirm(say(_ASK, path=str(place)), err=True)
