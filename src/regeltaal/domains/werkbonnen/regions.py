"""In which region a work order lies: as it says itself, or by the postcode of the place of work."""

import re
from collections.abc import Iterator

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall
from regeltaal.runtime.settings import Connection, connection
from regeltaal.values.value import Ref

_RANGE = re.compile(r"([1-9][0-9]{3})(?:-([1-9][0-9]{3}))?")
_DIGITS = 4


def region_of(call: ActionCall, order: Fields) -> tuple[str, ...]:
    """What the region goes by, code and name; nothing where it can't be told.

    First what the work order says, then the regions of the company, then the postcodes in the settings.
    """
    said = order.ref("regio")
    if said is not None:
        return _names(call, said)
    postcode = _postcode(call, order)
    if postcode is None:
        return ()
    known = next(_by_record(call, postcode), None)
    return tuple(_by_setting(connection(call, "reiskosten"), postcode))[:1] if known is None else _names(call, known)


def _names(call: ActionCall, region: Ref) -> tuple[str, ...]:
    name = Fields.of(call.our_records, region).text("naam")
    return (region.key,) if name is None else (region.key, name)


def _postcode(call: ActionCall, order: Fields) -> int | None:
    """The digits of the postcode where the work is: that of the address of the work, else that of the customer."""
    for name in ("adres", "relatie"):
        place = Fields.of(call.our_records, order.ref(name)).text("postcode")
        if place is not None and place[:_DIGITS].isdecimal():
            return int(place[:_DIGITS])
    return None


def _by_record(call: ActionCall, postcode: int) -> Iterator[Ref]:
    for one in call.our_records.all_of("regio", call.administration):
        region = Fields.of(call.our_records, one)
        first, last = region.text("postcode van"), region.text("postcode tot")
        if first and last and first[:_DIGITS] <= str(postcode) <= last[:_DIGITS]:
            yield one


def _by_setting(settings: Connection, postcode: int) -> Iterator[str]:
    regions = settings.table("regios")
    for name in regions.values:
        for written in regions.table(name).texts("postcodes") or ():
            found = _RANGE.fullmatch(written.replace(" ", ""))
            if found is None:
                raise regions.table(name).wrong(
                    "postcodes", Text(nl="bestaat uit bereiken zoals `3500-3599`", en="is made of ranges `3500-3599`")
                )
            if int(found[1]) <= postcode <= int(found[2] or found[1]):
                yield name
