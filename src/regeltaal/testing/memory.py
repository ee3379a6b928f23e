"""The records of one test, in memory: what a store is to `draai`, and gone when the test is done."""

from collections.abc import Iterable, Mapping

from attrs import Factory, define

from regeltaal.runtime.clocks import ClockId
from regeltaal.runtime.fields import Fields
from regeltaal.runtime.filing import kept_file
from regeltaal.runtime.lookups import Buckets, is_in
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.world import World, is_row
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value


@define(eq=False)
class Memory:
    """A source of records that takes over what a world came to."""

    records: dict[Ref, Fields] = Factory(dict)
    _numbers: dict[tuple[str, str], int] = Factory(dict)
    _files: dict[tuple[str, str], str] = Factory(dict)
    _fired: dict[tuple[Ref, str], set[ClockId]] = Factory(dict)
    _had: set[tuple[Ref, str]] = Factory(set)

    # ------------------------------------------------------------ as a source

    def load(self, record: Ref) -> Mapping[str, Value | None] | None:
        return self.records.get(record)

    def prepare(self, records: Iterable[Ref]) -> None:
        """They are all here."""

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        return tuple(ref.key for ref in self.of_object(administration, object_name))

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        every = self.of_object(administration, object_name)
        return tuple(ref.key for ref in every if is_in(self.records[ref], sought))

    def last_number(self, administration: str, object_name: str) -> int:
        return self._numbers.get((administration, object_name), 0)

    def file_digest(self, administration: str, name: str) -> str | None:
        return self._files.get((administration, name))

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        return frozenset(self._fired.get((record, event), ()))

    def has_had(self, record: Ref, event: str) -> bool:
        return (record, key_of(event)) in self._had

    # ------------------------------------------------------------ as a store

    def of_object(self, administration: str, object_name: str) -> tuple[Ref, ...]:
        """The records of an object, rows that belong to another record left out; by key."""
        wanted = key_of(object_name)
        found = (ref for ref in self.records if ref.administration == administration and key_of(ref.object) == wanted)
        return tuple(sorted((ref for ref in found if not is_row(ref)), key=lambda ref: ref.key))

    def take_over(self, world: World) -> None:
        """Keeps all that a world changed."""
        self.records.update((ref, dict(fields)) for ref, fields in world.changes())
        for gone in world.deletions():
            self.records.pop(gone, None)
        self._numbers.update(world.used_numbers())
        for slot, content in world.kept_files():
            self._files[slot] = kept_file(content).digest
        for slot, origin in world.shared_files():
            self._files[slot] = self._files.get(origin, "")
        for clock in world.fired_clocks():
            self._fired.setdefault((clock.record, clock.id.slot.event), set()).add(clock.id)

    def note(self, result: EventResult) -> None:
        """Remembers that an event and all that follows from it were processed."""
        if result.ref is not None and result.event is not None:
            self._had.add((result.ref, key_of(result.event)))
        for one in result.follow_ups:
            self.note(one)
