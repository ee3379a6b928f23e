"""Effects that ask for a person, to read or as JSON: what, for whom, and why it is not done."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.report.history import ref_json, title_of
from regeltaal.report.outcome import View, show_moment, word
from regeltaal.report.style import one_line, table
from regeltaal.runtime.deciding import recipients, short_id
from regeltaal.runtime.storage import StoredEffect
from regeltaal.values.moments import in_zone

_NONE = Text(nl="er is geen actie waarover u iets moet beslissen", en="there is no action for you to decide about")
_COUNT = Text(
    nl="{count} acties; kies ID's of --alles, met --verstuur, --afgehandeld of --vervalt",
    en="{count} actions; choose IDs or --alles, with --verstuur, --afgehandeld or --vervalt",
)
_ONE = Text(
    nl="1 actie; beslis met haar ID en --verstuur, --afgehandeld of --vervalt",
    en="1 action; decide with its ID and --verstuur, --afgehandeld or --vervalt",
)
_BY = Text(nl='door "{rule}"', en='by "{rule}"')
_TO = Text(nl="aan {names}", en="to {names}")
_OVERDUE = Text(nl="had op dit moment gedaan moeten zijn", en="should have been done at this moment")


def show_undecided(effects: Sequence[StoredEffect], view: View, zone: ZoneInfo) -> str:
    """Each effect on two lines: what it is, and why it is here; below them what can be done."""
    if not effects:
        return _NONE.show(view.language) + "\n"
    lines = table([_row(effect, view, zone) for effect in effects])
    shown = [text for effect, line in zip(effects, lines, strict=True) for text in (line, *_below(effect, view))]
    count = _ONE.show(view.language) if len(effects) == 1 else _COUNT.show(view.language, {"count": len(effects)})
    return "\n".join([*shown, count]) + "\n"


def show_names(effects: Sequence[StoredEffect], view: View, zone: ZoneInfo) -> str:
    """The same on one line each, to be asked about."""
    return "\n".join(table([_row(effect, view, zone) for effect in effects])) + "\n"


def _row(effect: StoredEffect, view: View, zone: ZoneInfo) -> tuple[str, ...]:
    status = word(effect.status.value, view.language)
    moment = show_moment(in_zone(effect.due, zone).isoformat())
    named = recipients(effect)
    to = _TO.show(view.language, {"names": one_line(", ".join(named))}) if named else ""
    record = title_of(effect.record)
    return (short_id(effect.key), status, moment, record, f"{one_line(effect.action)} {to}".rstrip())


def _below(effect: StoredEffect, view: View) -> Iterator[str]:
    why = effect.reason.show(view.language) if effect.reason is not None else _OVERDUE.show(view.language)
    by = _BY.show(view.language, {"rule": one_line(effect.rule)})
    yield f"          {view.style.paint('faint', f'{by}: {one_line(why)}')}"


def undecided_json(effect: StoredEffect, zone: ZoneInfo, language: Language = DUTCH) -> dict[str, object]:
    return {
        "id": short_id(effect.key),
        "status": effect.status.value,
        "moment": in_zone(effect.due, zone).isoformat(),
        "record": ref_json(effect.record),
        "regel": effect.rule,
        "actie": effect.action,
        "aan": list(recipients(effect)),
        "reden": effect.reason.show(language) if effect.reason is not None else None,
        "pogingen": effect.attempts,
        "gebeurtenis": effect.event.id,
        "sleutel": effect.key,
    }
