"""BEREKEN reiskosten: the kilometres of all visits at a rate, as one line of material that is renewed each time.

Settings stand in `[koppelingen.reiskosten]`, those of one region in `[koppelingen.reiskosten.regios.naam]`. What the
rule gives comes before the region, and the region before the rest.
"""

from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.regions import region_of
from regeltaal.runtime.bindings import ActionCall, SkippedError
from regeltaal.runtime.settings import Connection, connection
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value

CODE = "REISKOSTEN"
_NONE = Decimal(0)


class Tariff(Node):
    """What travelling costs. ``free`` kilometres of each single way cost nothing; ``least`` is charged in any case."""

    rate: Decimal
    free: Decimal = _NONE
    least: Decimal = _NONE
    fixed: Decimal = _NONE
    there_and_back: bool = False

    def kilometres(self, distances: list[Decimal]) -> Decimal:
        """What is charged of the distances of the visits."""
        ways = 2 if self.there_and_back else 1
        return sum((max(_NONE, distance - self.free) * ways for distance in distances), _NONE)

    def line(self, distances: list[Decimal]) -> dict[str, Value | None]:
        """The line of material: a fixed amount, kilometres, or the least amount where they come to less."""
        charged = self.kilometres(distances)
        if self.fixed:
            return {"naam": "Reiskosten", "aantal": Decimal(1), "eenheid": "keer", "prijs": self.fixed}
        if charged * self.rate < self.least:
            return {"naam": "Reiskosten (minimum)", "aantal": Decimal(1), "eenheid": "keer", "prijs": self.least}
        return {"naam": "Reiskosten", "aantal": charged, "eenheid": "km", "prijs": self.rate}


def reckon_travel(call: ActionCall) -> Ref:
    records = call.our_records
    order = Fields.of(records, call.record)
    distances = _distances(call, order)
    if not any(distance > 0 for distance in distances):
        raise SkippedError(Text(nl="er is geen reisafstand ingevuld", en="no travel distance was filled in"))
    tariff = _tariff(call, order)
    values = tariff.line(distances)
    if values["aantal"] == 0:
        raise SkippedError(
            Text(nl="de reisafstand valt binnen de vrije kilometers", en="the distance is within the free kilometres")
        )
    row = _travel_row(call, order)
    if row is None:
        return add_row(records, call.record, "materialen", "materiaal", {"code": CODE, **values})
    for name, value in {**values, "oorspronkelijke prijs": None}.items():
        records.write(row, name, value)
    return row


def _distances(call: ActionCall, order: Fields) -> list[Decimal]:
    given = Fields(call.parameters).number("afstand")
    if given is not None:
        return [given]
    found = (Fields.of(call.our_records, row).number("reisafstand") for row in order.refs("werkperiodes"))
    return [one for one in found if one is not None]


def _tariff(call: ActionCall, order: Fields) -> Tariff:
    settings, given = connection(call, "reiskosten"), Fields(call.parameters)
    own = _of_region(settings, region_of(call, order))

    def amount(parameter: str, key: str) -> Decimal:
        found = given.number(parameter)
        found = own.number(key, settings.number(key, _NONE)) if found is None else found
        if found < 0:
            raise settings.wrong(key, Text(nl="is minder dan nul", en="is less than zero"))
        return found

    fixed = _NONE if given.number("tarief per kilometer") is not None else amount("vast bedrag", "vast")
    rate = amount("tarief per kilometer", "tarief")
    if rate == 0 and fixed == 0:
        raise settings.missing("tarief")
    both = given.any("heen en terug")
    there_and_back = (own if "heen-en-terug" in own.values else settings).is_yes("heen-en-terug")
    return Tariff(
        rate,
        amount("vrije kilometers", "vrije-kilometers"),
        amount("minimum", "minimum"),
        fixed,
        there_and_back if both is None else both is True,
    )


def _of_region(settings: Connection, names: tuple[str, ...]) -> Connection:
    """The settings of a region by its code or name, however that is capitalised."""
    regions, wanted = settings.table("regios"), {key_of(name) for name in names}
    found = next((one for one in regions.values if key_of(one) in wanted), None)
    return Connection("reiskosten") if found is None else regions.table(found)


def _travel_row(call: ActionCall, order: Fields) -> Ref | None:
    records = call.our_records
    return next((row for row in order.refs("materialen") if Fields.of(records, row).text("code") == CODE), None)
