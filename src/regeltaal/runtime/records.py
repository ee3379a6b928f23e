"""The records that an inside binding works on: the world as it is now, with every change passed on."""

from collections.abc import Callable, Mapping

from attrs import frozen

from regeltaal.runtime.world import Change, World
from regeltaal.values.value import Ref, Value


@frozen
class LiveRecords:
    """``bindings.Records`` over the world of one event."""

    world: World
    administration: str
    changed: Callable[[Change], object]

    def read(self, record: Ref, field: str) -> Value | None:
        return self.world.get(record, field)

    def fields(self, record: Ref) -> Mapping[str, Value | None]:
        return self.world.fields(record)

    def write(self, record: Ref, field: str, value: Value | None) -> None:
        change = self.world.write(record, field, value)
        if change is not None:
            self.changed(change)

    def create(
        self,
        object_name: str,
        values: Mapping[str, Value | None],
        *,
        key: str | None = None,
        administration: str | None = None,
    ) -> Ref:
        return self.world.create(administration or self.administration, object_name, values, key)

    def delete(self, record: Ref) -> None:
        self.world.delete(record)

    def all_of(self, object_name: str, administration: str | None = None) -> tuple[Ref, ...]:
        return self.world.all_of(administration or self.administration, object_name)
