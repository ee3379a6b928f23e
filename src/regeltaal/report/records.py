"""Stored records: as a table, one in full, as JSON, as CSV."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.report.columns import layout, lists, wrapped
from regeltaal.report.outcome import ALL_SKIPPED, NOTHING_TO_DO, View, show_moment, word
from regeltaal.report.record_columns import Candidate, filled, holds_rows, telling
from regeltaal.report.rule_words import level_words
from regeltaal.report.spreadsheet import csv_text
from regeltaal.report.style import one_line, table
from regeltaal.runtime.codec import encode
from regeltaal.runtime.stored_records import RanRule, Record, Rows
from regeltaal.schema.model import Field, Object, key_of
from regeltaal.values.show import show
from regeltaal.values.types import ListOf
from regeltaal.values.value import Ref, Value

_WIDEST = 40
_GAP = 2
_NONE = Text(nl="geen records van `{object}`", en="no records of `{object}`")
_ADMINISTRATION = "administratie"
_KEY = "sleutel"
_RECORD = "record"
_LOOP = Text(nl="lus", en="loop")
_RULES = Text(nl="uitgevoerde regels:", en="rules that ran:")
_REMOVED = Text(
    nl="van eerdere gebeurtenissen zijn de bijzonderheden op {day} opgeruimd",
    en="the details of earlier events were removed on {day}",
)
_IDLE_RULES = Text(nl="regels zonder resultaat:", en="rules that came to nothing:")
_MORE = Text(
    nl="kies ze met --kolommen a,b, geef een sleutel op voor alles van één record, of gebruik --uitvoer json.",
    en="choose with --kolommen a,b, give a key for all of one record, or use --uitvoer json.",
)
_LEFT_ONE = Text(nl=f"1 gevuld veld is niet getoond; {_MORE.nl}", en=f"1 filled field is not shown; {_MORE.en}")
_LEFT_OUT = Text(
    nl=f"{{count}} gevulde velden zijn niet getoond; {_MORE.nl}",
    en=f"{{count}} filled fields are not shown; {_MORE.en}",
)


@frozen
class Asked:
    """What to show: of which object, which fields (None: of one record all, of many those that tell most)."""

    declared: Object
    chosen: Sequence[Field] | None = None
    in_full: bool = False


def show_records(asked: Asked, records: Sequence[Record], view: View, limit: int | None = None) -> str:
    """``limit`` is how wide the screen is, where there is one."""
    declared, chosen = asked.declared, asked.chosen
    if not records:
        return _NONE.show(view.language, {"object": declared.name}) + "\n"
    if asked.in_full:
        return "\n".join(_in_full(declared, record, view, chosen) for record in records)
    fields = filled(declared, records) if chosen is None else chosen
    start = [_Column(_ADMINISTRATION, [one_line(one.ref.administration) for one in records]), _key_column(records)]
    candidates = [
        Candidate(field, tuple(_cut(_cell(one, field)) for one in records))
        for field in fields
        if chosen is not None or not holds_rows(records, field)
    ]
    room = None if limit is None else limit - sum(one.width for one in start)
    shown = candidates if chosen is not None else telling(candidates, room)
    columns = [*start, *(_Column(one.field.name, one.cells) for one in shown)]
    return "\n".join([*_table(columns, view, limit), *_told(len(fields) - len(shown), view, limit)]) + "\n"


@frozen
class _Column:
    """A column with its cells, from the top."""

    title: str
    cells: Sequence[str]

    @property
    def width(self) -> int:
        return max(map(len, (self.title, *self.cells))) + _GAP


def _key_column(records: Sequence[Record]) -> _Column:
    """The key of each; of rows, which have none, the record that each belongs to."""
    if all(one.owner is None for one in records):
        return _Column(_KEY, [one_line(one.ref.key) for one in records])
    return _Column(_RECORD, [one_line(_named(one.owner or one.ref)) for one in records])


def _named(ref: Ref) -> str:
    return f"{ref.object} {ref.key}"


def _table(columns: Sequence[_Column], view: View, limit: int | None) -> list[str]:
    heading = [one.title for one in columns]
    rows = [[(cell,) for cell in cells] for cells in zip(*(one.cells for one in columns), strict=True)]
    found = layout(heading, rows, limit)
    if found is None:
        return lists(heading, rows, limit)
    return [*(view.style.paint("strong", line) for line in found.heading), *found.rows]


def _told(left_out: int, view: View, limit: int | None) -> list[str]:
    if left_out <= 0:
        return []
    text = _LEFT_ONE if left_out == 1 else _LEFT_OUT
    lines = wrapped(text.show(view.language, {"count": left_out}), limit)
    return ["", *(view.style.paint("faint", line) for line in lines)]


def _in_full(declared: Object, record: Record, view: View, chosen: Sequence[Field] | None) -> str:
    title = f"{declared.name} {one_line(record.ref.key)} ({one_line(record.ref.administration)})"
    lines = [*_lines(declared, record, view, chosen), *(_rules(record, view) if chosen is None else ())]
    return "\n".join([view.style.paint("strong", title), *lines]) + "\n"


def _lines(declared: Object, record: Record, view: View, chosen: Sequence[Field] | None = None) -> Iterator[str]:
    """The fields of a record; what has rows comes after them, with its rows."""
    fields = filled(declared, [record]) if chosen is None else chosen
    yield from table(
        (f"  {field.name}", one_line(_cell(record, field))) for field in fields if not _rows(record, field)
    )
    for field in fields:
        if rows := _rows(record, field):
            yield view.style.paint("strong", f"  {field.name}:")
            yield from (f"  {line}" for line in _row_lines(rows, view))


def _rows(record: Record, field: Field) -> Rows | None:
    return record.rows.get(key_of(field.name))


def _row_lines(rows: Rows, view: View) -> Iterator[str]:
    if not rows.listed:
        yield from _lines(rows.declared, rows.records[0], view)
        return
    fields = filled(rows.declared, rows.records)
    heading, *lines = table(
        [
            tuple(field.name for field in fields),
            *(tuple(_cut(_cell(one, field)) for field in fields) for one in rows.records),
        ]
    )
    yield view.style.paint("faint", f"  {heading}")
    yield from (f"  {line}" for line in lines)


def _rules(record: Record, view: View) -> list[str]:
    """The rules that ran on the record, oldest first, each with its level; then those that came to nothing."""
    found: list[str] = []
    for title, did in ((_RULES, True), (_IDLE_RULES, False)):
        rows = [_rule_cells(one, view) for one in record.rules if (not one.idle and _fired(one)) is did]
        found += [view.style.paint("strong", title.show(view.language)), *table(rows)] if rows else []
    if record.cleaned is not None:
        told = _REMOVED.show(view.language, {"day": show_moment(record.cleaned.date().isoformat())})
        found.append(view.style.paint("faint", told))
    return found


def _rule_cells(ran: RanRule, view: View) -> tuple[str, ...]:
    body = ran.entry.body
    return (
        f"  {show_moment(ran.entry.moment.isoformat())}",
        _what_it_did(ran, view),
        one_line(str(body["regel"])),
        one_line(level_words(str(body["niveau"]), body.get("administratie"), view.language)),
    )


def _fired(ran: RanRule) -> bool:
    return str(ran.entry.body["tak"]) != "geen"


def _what_it_did(ran: RanRule, view: View) -> str:
    """The branch that ran; a rule that ran none is told of because it failed, or was cut off as a loop."""
    branch, verdict = str(ran.entry.body["tak"]), str(ran.entry.body["uitkomst"])
    if ran.idle:
        return (ALL_SKIPPED if ran.entry.body.get("acties") else NOTHING_TO_DO).show(view.language)
    if _fired(ran):
        return word(branch, view.language)
    return word(verdict, view.language) if verdict == "fout" else _LOOP.show(view.language)


def _cell(record: Record, field: Field) -> str:
    """What a cell shows; an amount in the currency that the field tells which it goes with, or else its owner."""
    code = record.fields.get(key_of(field.together)) if field.together else record.currency
    return _shown(record.fields.get(key_of(field.name)), field, code if isinstance(code, str) else None)


def _shown(value: Value | None, field: Field, currency: str | None) -> str:
    if isinstance(value, tuple):
        element = field.type.element if isinstance(field.type, ListOf) else field.type
        return ", ".join(show(item, element) for item in value)
    return show(value, field.type, currency=currency)


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


def record_json(declared: Object, record: Record, chosen: Sequence[Field] | None = None) -> dict[str, object]:
    wanted = tuple(declared.fields.values()) if chosen is None else chosen
    fields = {
        field.name: encode(value, field.type)
        for field in wanted
        if (value := record.fields.get(key_of(field.name))) is not None
    }
    owner = record.owner
    return {
        "administratie": record.ref.administration,
        "object": declared.name,
        "sleutel": record.ref.key,
        **({} if owner is None else {"van": {"object": owner.object, "sleutel": owner.key}}),
        "velden": fields,
        **_rows_json(wanted, record),
        **({"regels": [_rule_json(one) for one in record.rules]} if record.rules else {}),
        **({"opgeruimd": record.cleaned.isoformat()} if record.cleaned is not None else {}),
    }


def _rows_json(fields: Sequence[Field], record: Record) -> dict[str, object]:
    """What the fields hold that has no key of its own: under its field a list, or one where that holds just one."""
    found: dict[str, object] = {}
    for field in fields:
        if rows := _rows(record, field):
            shown = [record_json(rows.declared, one) for one in rows.records]
            found[field.name] = shown if rows.listed else shown[0]
    return {"rijen": found} if found else {}


def _rule_json(ran: RanRule) -> dict[str, object]:
    kept = ("regel", "niveau", "administratie", "prioriteit", "fase", "uitkomst", "tak", "reden")
    entry = ran.entry
    told = {name: entry.body.get(name) for name in kept}
    identity = str(entry.body.get("id", entry.event.id))
    return {"moment": entry.moment.isoformat(), "gebeurtenis": identity, **told, "alles_overgeslagen": ran.idle}


def records_csv(declared: Object, records: Sequence[Record], chosen: Sequence[Field] | None = None) -> str:
    """With semicolons, as a Dutch spreadsheet wants it; a text that a spreadsheet would compute is made harmless."""
    fields = filled(declared, records) if chosen is None else chosen
    is_of_rows = any(one.owner is not None for one in records)
    heading = [_ADMINISTRATION, _KEY, *([_RECORD] if is_of_rows else []), *(field.name for field in fields)]
    rows = (
        [
            one.ref.administration,
            one.ref.key,
            *([_named(one.owner or one.ref)] if is_of_rows else []),
            *(_cell(one, field) for field in fields),
        ]
        for one in records
    )
    return csv_text(heading, rows)
