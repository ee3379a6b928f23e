"""Stored records: as a table, one in full, as JSON, as CSV."""

import csv
import io
from collections.abc import Sequence

from regeltaal.base.text import Text
from regeltaal.report.outcome import View
from regeltaal.report.style import one_line, table
from regeltaal.runtime.codec import encode
from regeltaal.runtime.inspection import Record
from regeltaal.schema.model import Field, Object, key_of
from regeltaal.values.show import show
from regeltaal.values.types import ListOf
from regeltaal.values.value import Value

_WIDEST = 40
_COLUMNS = 6
_NONE = Text(nl="geen records van `{object}`", en="no records of `{object}`")
_ADMINISTRATION = "administratie"
_KEY = "sleutel"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def show_records(declared: Object, records: Sequence[Record], view: View, *, in_full: bool) -> str:
    if not records:
        return _NONE.show(view.language, {"object": declared.name}) + "\n"
    if in_full:
        return "\n".join(_in_full(declared, record, view) for record in records)
    fields = _filled(declared, records)[:_COLUMNS]
    heading = (_ADMINISTRATION, _KEY, *(field.name for field in fields))
    rows = [
        (one_line(one.ref.administration), one_line(one.ref.key), *(_cut(_cell(one, field)) for field in fields))
        for one in records
    ]
    lines = table([heading, *rows])
    return "\n".join([view.style.paint("strong", lines[0]), *lines[1:]]) + "\n"


def _in_full(declared: Object, record: Record, view: View) -> str:
    title = f"{declared.name} {one_line(record.ref.key)} ({one_line(record.ref.administration)})"
    rows = [(f"  {field.name}", one_line(_cell(record, field))) for field in _filled(declared, [record])]
    return "\n".join([view.style.paint("strong", title), *table(rows)]) + "\n"


def _filled(declared: Object, records: Sequence[Record]) -> list[Field]:
    """The fields that hold something in any of the records, in the order of the domain; the key has its own column."""
    return [
        field
        for key, field in declared.fields.items()
        if not field.key and any(record.fields.get(key) not in (None, ()) for record in records)
    ]


def _cell(record: Record, field: Field) -> str:
    return _shown(record.fields.get(key_of(field.name)), field)


def _shown(value: Value | None, field: Field) -> str:
    if isinstance(value, tuple):
        element = field.type.element if isinstance(field.type, ListOf) else field.type
        return ", ".join(show(item, element) for item in value)
    return show(value, field.type)


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


def record_json(declared: Object, record: Record) -> dict[str, object]:
    fields = {
        field.name: encode(record.fields.get(key), field.type)
        for key, field in declared.fields.items()
        if record.fields.get(key) is not None
    }
    return {
        "administratie": record.ref.administration,
        "object": declared.name,
        "sleutel": record.ref.key,
        "velden": fields,
    }


def records_csv(declared: Object, records: Sequence[Record]) -> str:
    """With semicolons, as a Dutch spreadsheet wants it; a text that a spreadsheet would compute is made harmless."""
    fields = _filled(declared, records)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_ADMINISTRATION, _KEY, *(field.name for field in fields)])
    for one in records:
        cells = [one.ref.administration, one.ref.key, *(_cell(one, field) for field in fields)]
        writer.writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def _harmless(cell: str) -> str:
    is_number = cell[1:].replace(".", "").replace(",", "").isdigit()
    return f"'{cell}" if cell.startswith(_RISKY) and not is_number else cell
