"""Where the records of an event come from: the store, nothing, or what was read when it was first processed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from attrs import Factory, define, frozen

from regeltaal.runtime.clocks import ClockId
from regeltaal.runtime.lookups import Buckets, is_in
from regeltaal.values.value import Ref, Value

Settings = Mapping[str, Mapping[str, object]]
"""The `[koppelingen]` of a project by name."""


class RecordSource(Protocol):
    """Where records come from: the store, a recorded event, or nothing."""

    def load(self, record: Ref) -> Mapping[str, Value | None] | None: ...

    def prepare(self, records: Iterable[Ref]) -> None:
        """These are going to be loaded."""
        ...

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]: ...

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        """The keys of the records that are in a bucket of each lookup field."""
        ...

    def last_number(self, administration: str, object_name: str) -> int:
        """The last number given out to a record of the object, 0 when none was."""
        ...

    def file_digest(self, administration: str, name: str) -> str | None:
        """The digest of what a name of a file stands for, None when nothing does."""
        ...

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        """The clocks of a record that have gone off for an event, by its key."""
        ...

    def has_had(self, record: Ref, event: str) -> bool:
        """Whether an event of this name was processed for a record of this key before."""
        ...


class NoRecords:
    """A source that holds nothing: for deciding on an event by itself."""

    def load(self, record: Ref) -> None:
        del record

    def prepare(self, records: Iterable[Ref]) -> None:
        del records

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        del administration, object_name
        return ()

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        del administration, object_name, sought
        return ()

    def last_number(self, administration: str, object_name: str) -> int:
        del administration, object_name
        return 0

    def file_digest(self, administration: str, name: str) -> None:
        del administration, name

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        del record, event
        return frozenset()

    def has_had(self, record: Ref, event: str) -> bool:
        del record, event
        return False


@define
class Inputs:
    """All that was read from a source. It is a source itself."""

    records: dict[Ref, Mapping[str, Value | None] | None] = Factory(dict)
    known_keys: dict[tuple[str, str], tuple[str, ...]] = Factory(dict)
    found: dict[tuple[str, str, Buckets], tuple[str, ...]] = Factory(dict)
    numbers: dict[tuple[str, str], int] = Factory(dict)
    files: dict[tuple[str, str], str | None] = Factory(dict)
    sent: dict[str, str] = Factory(dict)
    """The digests of the files that the event brought, by the names it gave them."""
    clocks: dict[tuple[Ref, str], frozenset[ClockId]] = Factory(dict)
    settings: dict[str, Mapping[str, object] | None] = Factory(dict)
    """The connections that an action asked for; None where the project had none of that name."""

    def load(self, record: Ref) -> Mapping[str, Value | None] | None:
        return self.records.get(record)

    def prepare(self, records: Iterable[Ref]) -> None:
        """They are all here."""

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        return self.known_keys.get((administration, object_name), ())

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        """Older versions read all records of an object and kept those."""
        slot = (administration, object_name, sought)
        if slot in self.found:
            return self.found[slot]
        every = ((key, self.load(Ref(administration, object_name, key))) for key in self.keys(*slot[:2]))
        return tuple(key for key, fields in every if fields is not None and is_in(fields, sought))

    def last_number(self, administration: str, object_name: str) -> int:
        return self.numbers.get((administration, object_name), 0)

    def file_digest(self, administration: str, name: str) -> str | None:
        return self.files.get((administration, name))

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        return self.clocks.get((record, event), frozenset())

    def has_had(self, record: Ref, event: str) -> bool:
        """An event that makes a record anew is refused, so none that was kept had one like it before."""
        del record, event
        return False


@frozen
class NotedSettings(Mapping[str, Mapping[str, object]]):
    """Settings that note in the inputs what is read of them: they are no part of what a rule set is known by."""

    given: Settings
    inputs: Inputs

    def __getitem__(self, name: str) -> Mapping[str, object]:
        self.inputs.settings[name] = self.given.get(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)
