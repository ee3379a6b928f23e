"""What the names in regeltaal.toml stand for: administrations, tags, free fields, and values of open choices."""

import re
from collections.abc import Iterator

from regeltaal.base.source import Source, Span
from regeltaal.check.notes import (
    Access,
    AdministrationSymbol,
    ChoiceSymbol,
    DomainSymbol,
    EnumSymbol,
    FieldSymbol,
    Note,
    ObjectSymbol,
    TagSymbol,
)
from regeltaal.project.model import Administration, FreeField, OpenValues, Project
from regeltaal.project.places import Places
from regeltaal.schema.model import FREE_FIELDS, key_of

_TEXT = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'")


def notes(project: Project) -> tuple[Note, ...]:
    """One note for each name."""
    source = project.settings
    return () if source is None else tuple({note.span: note for note in _Reader(project, source).notes()}.values())


class _Reader:
    def __init__(self, project: Project, source: Source) -> None:
        self._config = project.config
        self._places = Places(source)

    def notes(self) -> Iterator[Note]:
        if self._config.domain is not None:
            for span in self._texts(("project", "domein"), self._config.domain):
                yield Note(span, DomainSymbol(key_of(self._config.domain)))
        for administration in self._config.administrations.values():
            yield from self._administration(administration)
        for free in self._config.free_fields:
            yield from self._free_field(free)
        for added in self._config.open_values:
            yield from self._open_values(added)

    def _administration(self, one: Administration) -> Iterator[Note]:
        path = ("administraties", one.name)
        for span in self._in_key(path):
            yield Note(span, AdministrationSymbol(one.name), Access.DECLARE)
        for tag in one.tags:
            for span in self._texts((*path, "tags"), tag):
                yield Note(span, TagSymbol(tag), Access.DECLARE)

    def _free_field(self, one: FreeField) -> Iterator[Note]:
        path, owner = ("vrije_velden", one.object), key_of(one.object)
        for span in self._in_key(path):
            yield Note(span, ObjectSymbol(owner))
        for span in self._in_key((*path, one.name)):
            yield Note(span, FieldSymbol(owner, f"{FREE_FIELDS}.{key_of(one.name)}"), Access.DECLARE)
        for value in one.choices or ():
            for span in self._texts((*path, one.name), value):
                yield Note(span, ChoiceSymbol(key_of(one.name), value.casefold()), Access.DECLARE)

    def _open_values(self, one: OpenValues) -> Iterator[Note]:
        path, enum = ("open_keuzes", one.name), key_of(one.name)
        for span in self._in_key(path):
            yield Note(span, EnumSymbol(enum))
        for value in one.values:
            for span in self._texts((*path, "waarden"), value):
                yield Note(span, ChoiceSymbol(enum, value.casefold()), Access.DECLARE)

    # ------------------------------------------------------------ places

    def _in_key(self, path: tuple[str, ...]) -> Iterator[Span]:
        """The last name of a key or heading, without quotes; nothing where it is written with escapes."""
        key = self._places.key(path)
        at = key.text.rfind(path[-1])
        if at >= 0:
            yield Span(key.source, key.start + at, key.start + at + len(path[-1]))

    def _texts(self, path: tuple[str, ...], wanted: str) -> Iterator[Span]:
        """Where a text stands in a value, without quotes."""
        value = self._places.value(path)
        for found in _TEXT.finditer(value.text):
            group = 1 if found[1] is not None else 2
            if found[group] == wanted:
                yield Span(value.source, value.start + found.start(group), value.start + found.end(group))
