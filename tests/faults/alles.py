"""Every fault on every store, as a table: `python -m tests.faults --help`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from attrs import frozen
from tests.faults import crowd_faults, hostile_faults, kills, mail_faults, rule_faults, service_faults, store_faults
from tests.faults.backends import Backend, Postgresql, Sqlite, own_server, programs
from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account

_SHOWN = 10

FAULTS: tuple[Fault, ...] = (
    *kills.FAULTS,
    *service_faults.FAULTS,
    *mail_faults.FAULTS,
    *store_faults.FAULTS,
    *crowd_faults.FAULTS,
    *rule_faults.FAULTS,
    *hostile_faults.FAULTS,
)


@frozen
class Row:
    """A line of the table."""

    fault: Fault
    backend: Backend
    account: Account
    seconds: float

    def cells(self) -> tuple[str, ...]:
        one = self.account
        figures = (one.runs, one.events, one.effects, len(one.lost), len(one.doubled_at_most), one.doubled_at_least)
        numbers = (f"{figure:,}".replace(",", ".") for figure in (*figures, one.uncertain))
        return (self.fault.name, self.backend.name, *numbers, one.remark)


def inject(fault: Fault, backend: Backend, runs: int, folder: Path, seed: str) -> Row:
    """One fault on one store."""
    begin = monotonic()
    stage = Stage(folder, backend, runs, Random(f"{seed} {fault.name} {backend.name}"), _progress)  # noqa: S311 - repeatable, not secret
    try:
        account = fault.inject(stage)
    except AssertionError as error:  # what an injection holds to be so of itself; the others go on
        account = Account(lost=(str(error),))
    return Row(fault, backend, account, monotonic() - begin)


def fits(fault: Fault, backend: Backend) -> bool:
    if isinstance(backend, Postgresql):
        return fault.server and (backend.server is not None or not fault.own_server)
    return fault.sqlite


def runs_of(fault: Fault, asked: int | None) -> int:
    """How often: ``asked`` counts for the faults that are a matter of chance, the others scale along."""
    return fault.runs if asked is None else max(1, fault.runs * asked // 200)


# ---------------------------------------------------------------- the command


def main(arguments: Sequence[str] | None = None) -> int:
    given = _given(arguments)
    rows: list[Row] = []
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        folder.chmod(0o755)  # the server runs as another user
        for backend in _backends(given.postgresql, folder, stack):
            for number, fault in enumerate(FAULTS):
                name = f"{backend.name}: {fault.name}"
                if fits(fault, backend) and given.alleen in name:
                    _say(name)
                    place = folder / f"{backend.name}-{number}"
                    place.mkdir()
                    rows.append(inject(fault, backend, runs_of(fault, given.runs), place, given.kans))
                    _judge(rows[-1])
                    page(rows, given.o)
    if given.o is None:
        print(_table([row.cells() for row in rows]), end="")
    return int(any(not row.account.holds for row in rows))


def _given(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=None, help="how often the program is killed (200)")
    parser.add_argument("--postgresql", nargs="?", const="", help="also on PostgreSQL: a URL, or a server of its own")
    parser.add_argument("--alleen", default="", help="only those with this in `store: fault`")
    parser.add_argument("--kans", default="regeltaal", help="what chance is drawn from")
    parser.add_argument(
        "-o", type=Path, default=None, help="the page to write the rows into; other rows of its table stay"
    )
    return parser.parse_args(arguments)


def _backends(url: str | None, folder: Path, stack: ExitStack) -> Iterator[Backend]:
    yield Sqlite()
    if url:
        yield Postgresql(url)
    elif url is not None:
        if programs() is None:
            raise SystemExit("PostgreSQL is niet geïnstalleerd")
        server = stack.enter_context(own_server(folder / "postgresql"))
        yield Postgresql(server.url, server)


def _judge(row: Row) -> None:
    one = row.account
    _say(f"  {one.runs} runs, {one.events} gebeurtenissen, {one.effects} acties, {row.seconds:.0f} s: {one.remark}")
    wrong = (*one.lost, *one.doubled_at_most)
    for what in wrong[:_SHOWN]:
        _say(f"  FOUT {what}")
    if len(wrong) > _SHOWN:
        _say(f"  en nog {len(wrong) - _SHOWN}")


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        _say(f"  {text}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the page

_BEGIN, _END = "<!-- tabel -->\n", "<!-- einde tabel -->"
HEADS = (
    "storing",
    "opslag",
    "keer",
    "gebeurtenissen",
    "acties",
    "verloren",
    "dubbel (hoogstens)",
    "dubbel (minstens)",
    "`onzeker`",
    "opmerking",
)


def table_of(page: str) -> list[dict[str, str]]:
    """The rows of the table in a page, by their heads."""
    lines = page.partition(_BEGIN)[2].partition(_END)[0].splitlines()[2:]
    cells = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines)
    return [dict(zip(HEADS, row, strict=True)) for row in cells]


def page(rows: Sequence[Row], file: Path | None) -> None:
    """Puts rows into the table of a page, each in the place of the one of that fault on that store, or at the end."""
    if file is None:
        return
    text = file.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise SystemExit(f"{file} heeft geen plaats voor de tabel")
    found = {tuple(row.values())[:2]: tuple(row.values()) for row in table_of(text)}
    found |= {row.cells()[:2]: row.cells() for row in rows}
    order = [one.name for one in FAULTS]
    known = sorted((key for key in found if key[0] in order), key=lambda key: (key[1] != "SQLite", order.index(key[0])))
    file.write_text(f"{before}{begin}{_table([found[key] for key in known])}{end}{after}", encoding="utf-8")


def _table(rows: Sequence[Sequence[str]]) -> str:
    beneath = ["---" if name in {HEADS[0], HEADS[1], HEADS[-1]} else "---:" for name in HEADS]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (HEADS, beneath, *rows))
