"""CSV that a Dutch spreadsheet opens as it is meant: semicolons, and no text that it would take for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(list(map(harmless, heading)))
    for row in rows:
        writer.writerow(list(map(harmless, row)))
    return target.getvalue()


def harmless(cell: str) -> str:
    """A text that a spreadsheet would compute gets an apostrophe before it; a negative number does not need one."""
    is_number = cell[1:].replace(".", "").replace(",", "").isdigit()
    return f"'{cell}" if cell.startswith(_RISKY) and not is_number else cell
