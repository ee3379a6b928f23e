"""duur and its sisters: four kinds that neither mix nor compare, for a month is no fixed number of days."""

from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values import durations
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import refused
from regeltaal.values.value import Duration, DurationKind, Value


def _duration(value: Value) -> Duration:
    if isinstance(value, Duration):
        return value
    raise TypeError(f"not a duration: {value!r}")


def _encode(value: Value) -> str:
    return durations.write_iso(_duration(value))


def _show(value: Value, form: str | None) -> str:
    del form
    return durations.show(_duration(value))


def _kind(name: str, counts: DurationKind, doc: Text, example: str, iso: str) -> Kind:
    wanted = Text(nl=f'{name}, zoals `"{example}"` of `"{iso}"`', en=f'a duration such as `"{example}"` or `"{iso}"`')

    def decode(json: object, zone: ZoneInfo) -> Duration:
        del zone
        if isinstance(json, Duration):
            found: Duration | None = json
        else:
            found = (durations.parse_iso(json) or durations.parse_words(json)) if isinstance(json, str) else None
        if found is None or found.kind is not counts:
            raise refused(json, wanted)
        return found

    return Kind(name=name, doc=doc, decode=decode, encode=_encode, show=_show, ordered=True, example=example)


EXACT = _kind(
    "duur",
    DurationKind.EXACT,
    Text(nl="Een duur in minuten of uren die echt verstrijken.", en="A duration of minutes or hours that elapse."),
    "30 minuten",
    "PT30M",
)
DAYS = _kind(
    "duur in dagen",
    DurationKind.DAYS,
    Text(nl="Een duur in dagen of weken.", en="A duration of days or weeks."),
    "14 dagen",
    "P14D",
)
WORKDAYS = _kind(
    "duur in werkdagen",
    DurationKind.WORKDAYS,
    Text(
        nl="Een duur in werkdagen, zonder weekend en feestdagen.",
        en="A duration of working days, without weekends and holidays.",
    ),
    "3 werkdagen",
    "5 werkdagen",
)
MONTHS = _kind(
    "duur in maanden",
    DurationKind.MONTHS,
    Text(nl="Een duur in maanden, kwartalen of jaren.", en="A duration of months, quarters or years."),
    "1 maand",
    "P1M",
)
