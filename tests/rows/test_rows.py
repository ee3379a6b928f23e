"""Events as rows of a CSV file or a table: the same events as JSON Lines would give, and refused the same way."""

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regeltaal.cli.root import root
from regeltaal.event_rows import RowRun
from regeltaal.intake.csv_events import NoTableError, csv_rows
from regeltaal.intake.rows import BadRow, Defaults, Row, event_of
from regeltaal.intake.table_events import TableSource, table_rows
from regeltaal.loading import load
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.values.notation import show_amount, show_date, show_number

KANTOOR = Path(__file__).parents[1] / "kantoor"
RULES = load(KANTOOR)
DEFAULTS = Defaults("klus gemeld", "Bakker")


def _event(cells: Mapping[str, object], *, dutch: bool = True, defaults: Defaults = DEFAULTS) -> Any:
    return event_of(Row(2, cells), RULES.schema, defaults, dutch=dutch)


def _record(**cells: object) -> Any:
    return _event({"nummer": "K-1", **cells})["record"]


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("bedrag", "1.250,50", Decimal("1250.50")),
        ("bedrag", "€ 1.250,50", Decimal("1250.50")),
        ("bedrag", "€ -10,-", Decimal(-10)),
        ("bedrag", "-0,125", Decimal("-0.125")),
        ("korting", "97,5%", Decimal("97.5")),
        ("korting", "21", Decimal(21)),
        ("aantal", "1.000", Decimal(1000)),
        ("datum", "12-3-2027", "2027-03-12"),
        ("datum", "12 maart 2027", "2027-03-12"),
        ("datum", "2027-03-12", "2027-03-12"),
        ("deadline", "12-3-2027 9:05", "2027-03-12T09:05"),
        ("deadline", "12-03-2027 09:05:30", "2027-03-12T09:05:30"),
        ("deadline", "12-3-2027 om 9:05", "2027-03-12T09:05"),
        ("deadline", "2027-03-12T09:05:00+01:00", "2027-03-12T09:05:00+01:00"),
        ("begin", "9:05", "9:05"),
        ("looptijd", "3 werkdagen", "3 werkdagen"),
        ("spoed", "ja", True),
        ("spoed", "JA", True),
        ("spoed", "x", True),
        ("spoed", "1", True),
        ("spoed", "nee", False),
        ("spoed", "NEE", False),
        ("spoed", "0", False),
        ("plaats", " Utrecht ", "Utrecht"),
        ("plaats", "1", "1"),
        ("plaats", "LEEG", None),
        ("labels", "klein; groot", ["klein", "groot"]),
        ("klant", "C-1", "C-1"),
        ("Klant . Naam", "De Vries", "De Vries"),
        ("record.opmerking", "x", "x"),
        ("`opmerking`", "x", "x"),
    ],
)
def test_a_cell_of_a_spreadsheet(column: str, cell: str, expected: object) -> None:
    record = _event({"nummer": "K-1", column: cell})["record"]
    found = record
    for step in column.removeprefix("record.").replace("`", "").split("."):
        found = found[step.strip().lower()]
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("bedrag", "12.50", "12,50"),
        ("bedrag", "twaalf", "twaalf"),
        ("aantal", "1.5", "1,5"),
        ("datum", "31-2-2027", "31-2-2027"),
        ("datum", "12/3/2027", "12-3-2027"),
        ("deadline", "12-3-2027", "12-3-2027"),
        ("deadline", "31-2-2027 10:00", "31-2-2027"),
        ("plaatss", "Utrecht", "`plaatss` is geen veld van klus; bedoelde u `plaats`?"),
        ("plaats.naam", "Utrecht", "`plaats` heeft geen velden"),
        ("plaats[1]", "Utrecht", "`plaats` is geen lijst"),
        ("materialen.code", "M-1", "`materialen` is een lijst; schrijf `materialen[1].code`"),
        ("materialen[een].code", "M-1", "is geen naam van een veld"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_with_its_column(column: str, cell: str, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        _event({"nummer": "K-1", column: cell})
    assert refused.value.field == column
    assert reason in refused.value.reason.nl


def test_what_is_not_filled_was_not_sent() -> None:
    event = _event(
        {"nummer": "K-1", "plaats": "", "bedrag": None, "opmerking": " \u00a0", "klant.naam": "", "moment": ""}
    )
    assert event["record"] == {"nummer": "K-1"}
    assert "moment" not in event


def test_rows_and_references_are_put_together() -> None:
    record = _record(**{
        "klant": "C-1", "klant.naam": "De Vries", "materialen[2].code": "M-2", "materialen[10].aantal": "3",
        "materialen[1].code": "M-1", "materialen[2].prijs": "€ 10,-", "labels[2]": "b", "labels[1]": "a",
        "vrije velden.meterstand": "1.250",
    })  # fmt: skip
    assert record == {
        "nummer": "K-1",
        "klant": {"code": "C-1", "naam": "De Vries"},
        "materialen": [{"code": "M-1"}, {"code": "M-2", "prijs": Decimal(10)}, {"aantal": Decimal(3)}],
        "labels": ["a", "b"],
        "vrije velden.meterstand": Decimal(1250),
    }
    again = {"nummer": "K-1", "klant.naam": "De Vries", "klant": "C-1"}
    assert _event(again)["record"]["klant"] == {"code": "C-1", "naam": "De Vries"}


def test_what_is_about_the_event_itself() -> None:
    event = _event({
        "ID": "e-1", "Gebeurtenis": "klus statuswijziging", "administratie": "Café", "moment": "12-3-2027 10:00",
        "nummer": "K-1", "status": "Gepland", "vorige.status": "Nieuw", "vorige.plaats": "LEEG",
    })  # fmt: skip
    assert event == {
        "id": "e-1",
        "gebeurtenis": "klus statuswijziging",
        "administratie": "Café",
        "moment": "2027-03-12T10:00",
        "record": {"nummer": "K-1", "status": "Gepland"},
        "vorige": {"status": "Nieuw", "plaats": None},
    }


def test_a_record_by_its_key() -> None:
    assert _event({"record": "K-1"})["record"] == "K-1"
    assert _event({"record": "K-1", "plaats": "Zeist"})["record"] == {"nummer": "K-1", "plaats": "Zeist"}


def test_a_row_that_names_no_event() -> None:
    with pytest.raises(RefusedError) as refused:
        _event({"nummer": "K-1"}, defaults=Defaults())
    assert refused.value.field == "gebeurtenis"


def test_the_id_follows_from_what_the_row_says() -> None:
    one, same = ({"nummer": "K-1", "plaats": "Zeist", "bedrag": amount} for amount in ("10", "€ 10,00"))
    assert _event(one)["id"] == _event(dict(reversed(list(same.items()))))["id"]
    assert _event(one)["id"] != _event({**one, "plaats": "Soest"})["id"]


# ---------------------------------------------------------------- files


def _rows(content: str | bytes) -> list[Row | BadRow]:
    encoded = content.encode() if isinstance(content, str) else content
    return list(csv_rows(io.BytesIO(encoded)))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    (row,) = _rows(f"nummer{separator}plaats\nK-1{separator}Zeist\n")
    assert row == Row(2, {"nummer": "K-1", "plaats": "Zeist"})


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfnummer;plaats\r\nK-1;Caf\xc3\xa9\r\n",
        b"nummer;plaats\r\nK-1;Caf\xe9\r\n",
        b"sep=;\r\nnummer;plaats\r\nK-1;Caf\xc3\xa9",
        b"sep=|\nnummer|plaats\nK-1|Caf\xc3\xa9\n",
        b"\n\nnummer;plaats\n\n;;\nK-1;Caf\xc3\xa9;;\n",
    ],
)
def test_files_as_programs_write_them(content: bytes) -> None:
    (row,) = _rows(content)
    assert isinstance(row, Row)
    assert row.cells == {"nummer": "K-1", "plaats": "Café"}


def test_a_row_over_several_lines_has_the_number_of_the_first() -> None:
    first, second = _rows('nummer;opmerking\nK-1;"een\ntwee; drie"\nK-2;vier\n')
    assert first == Row(2, {"nummer": "K-1", "opmerking": "een\ntwee; drie"})
    assert second == Row(4, {"nummer": "K-2", "opmerking": "vier"})


def test_rows_that_do_not_fit_the_heading_are_refused_and_stop_nothing() -> None:
    long, nameless, good, broken = _rows('a;b;\n1;2;3;4\n1;2;3\n1\n"x"y;2\n')
    assert isinstance(long, BadRow)
    assert (long.number, long.text) == (2, "1;2;3;4\n")
    assert isinstance(nameless, BadRow)
    assert "kolom zonder naam" in nameless.reason.nl
    assert good == Row(4, {"a": "1"})
    assert isinstance(broken, BadRow)
    assert "aanhalingsteken" in broken.reason.nl


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "geen kop"),
        (b"\n\n", "geen kop"),
        ("nummer;plaats".encode("utf-16"), "UTF-16"),
        (b"nummer;Plaats;plaats\n", "twee kolommen heten `plaats`"),
    ],
)
def test_a_file_that_holds_no_rows(content: bytes, reason: str) -> None:
    with pytest.raises(NoTableError) as found:
        _rows(content)
    assert reason in found.value.reason.nl


def test_rows_come_one_by_one() -> None:
    def endless() -> Iterator[bytes]:
        yield b"nummer\n"
        while True:
            yield b"K-1\n"

    rows = csv_rows(endless())
    assert [next(rows).number for _ in range(3)] == [2, 3, 4]


# ---------------------------------------------------------------- the same as JSON Lines

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda text: text != "LEEG"
)
_NUMBER = st.decimals(-(10**9), 10**9, places=4).map(lambda number: number.normalize() + 0)
_WORDS = {True: ("ja", "JA", "x", "1"), False: ("nee", "NEE", "0")}


def _shown(number: Decimal) -> str:
    return show_number(number, always_grouped=True)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[dict[str, object], dict[str, str]]:
    """An event as JSON, and the cells that say the same."""
    record: dict[str, object] = {"nummer": "K-1"}
    cells = {"nummer": "K-1", "id": "e-1", "moment": "12-3-2027 10:00"}

    def put(column: str, value: object, cell: str) -> None:
        if draw(st.booleans()):
            record[column], cells[column] = value, cell

    amount, number, share = draw(_NUMBER), draw(_NUMBER), draw(_NUMBER)
    day, clock, urgent = (
        draw(st.dates(date(1900, 1, 1))),
        draw(st.times()).replace(second=0, microsecond=0),
        draw(st.booleans()),
    )
    whole = draw(st.integers(-(10**6), 10**6))
    put("bedrag", str(amount), draw(st.sampled_from(_amounts(amount))))
    put("gewicht", str(number), draw(st.sampled_from([_shown(number), show_number(number)])))
    put("korting", str(share), draw(st.sampled_from([_shown(share), f"{_shown(share)}%"])))
    put("aantal", whole, _shown(Decimal(whole)))
    put("datum", day.isoformat(), draw(st.sampled_from([show_date(day), day.isoformat(), f"{day:%d-%m-%Y}"])))
    put("begin", f"{clock:%H:%M}", f"{clock.hour}:{clock:%M}")
    put("deadline", f"{day.isoformat()}T{clock:%H:%M}", f"{show_date(day)} {clock.hour}:{clock:%M}")
    put("spoed", urgent, draw(st.sampled_from(_WORDS[urgent])))
    put("status", "Gepland", draw(st.sampled_from(["Gepland", "gepland"])))
    for column in ("plaats", "opmerking"):
        text = draw(_TEXT)
        put(column, text, text)
    put("opmerking", None, "LEEG")
    if draw(st.booleans()):
        record["klant"] = {"code": "C-1", "naam": "De Vries"}
        cells |= {"klant.code": "C-1", "klant.naam": "De Vries"}
    rows = draw(st.lists(_NUMBER, max_size=3))
    if rows:
        record["materialen"] = [{"aantal": str(one), "prijs": str(amount)} for one in rows]
        for at, one in enumerate(rows, start=1):
            cells |= {f"materialen[{at}].aantal": _shown(one), f"materialen[{at}].prijs": _shown(amount)}
    event = {"id": "e-1", "gebeurtenis": "klus gemeld", "administratie": "Bakker", "moment": "2027-03-12T10:00"}
    return {**event, "record": record}, cells


def _amounts(amount: Decimal) -> list[str]:
    """How an amount may be written. With three decimals and a sign it is not taken: that may be a thousand."""
    has_three = amount.as_tuple().exponent == -len("123")
    return [_shown(amount)] if has_three else [_shown(amount), show_amount(amount)]


def _as_csv(cells: Mapping[str, str], separator: str) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    writer.writerows([cells.keys(), cells.values()])
    return target.getvalue().encode()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_pairs(), st.sampled_from([";", ",", "\t"]))
def test_a_row_gives_the_result_of_the_same_event_as_json(
    pair: tuple[dict[str, object], dict[str, str]], separator: str
) -> None:
    event, cells = pair
    (row,) = csv_rows(io.BytesIO(_as_csv(cells, separator)))
    assert isinstance(row, Row)
    told = event_of(row, RULES.schema, DEFAULTS, dutch=True)
    assert RULES.decide(told).to_json() == RULES.decide(event).to_json()
    one, other = RULES.read(told), RULES.read(event)
    assert (one.records, one.previous, one.moment) == (other.records, other.previous, other.moment)


# ---------------------------------------------------------------- tables


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "planning.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE "mijn klussen" (
              nummer TEXT PRIMARY KEY, plaats TEXT, bedrag NUMERIC, gewicht REAL, spoed INTEGER, datum TEXT,
              "klant.code" TEXT, "materialen[1].aantal" INTEGER, "select" TEXT
            );
            INSERT INTO "mijn klussen" VALUES
              ('K-2', 'Zeist', 2000.5, 0.1, 1, '2027-03-12', 'C-1', 3, NULL),
              ('K-1', 'Soest', '10.25', NULL, 0, '12-3-2027', NULL, NULL, NULL),
              ('K-3', 'Soest', 'veel', NULL, NULL, NULL, NULL, NULL, NULL);
            CREATE VIEW grote AS SELECT nummer, plaats FROM "mijn klussen" WHERE bedrag > 100 AND nummer = 'K-2';
            """
        )
    connection.close()
    return path


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_the_rows_of_a_table_in_the_order_of_its_key(database: Path) -> None:
    rows = list(table_rows(TableSource(_url(database), "mijn klussen")))
    assert [(row.number, row.cells["nummer"]) for row in rows] == [(1, "K-1"), (2, "K-2"), (3, "K-3")]
    assert event_of(rows[1], RULES.schema, DEFAULTS, dutch=False)["record"] == {
        "nummer": "K-2",
        "plaats": "Zeist",
        "bedrag": Decimal("2000.5"),
        "gewicht": Decimal("0.1"),
        "spoed": True,
        "datum": "2027-03-12",
        "klant": {"code": "C-1"},
        "materialen": [{"aantal": 3}],
    }
    first: Any = event_of(rows[0], RULES.schema, DEFAULTS, dutch=False)
    assert first["record"]["datum"] == "2027-03-12"


def test_a_view_will_do(database: Path) -> None:
    assert [row.cells for row in table_rows(TableSource(_url(database), "grote"))] == [
        {"nummer": "K-2", "plaats": "Zeist"}
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("mijn klusen", "er is geen tabel of weergave `mijn klusen`; bedoelde u `mijn klussen`?"),
        ('mijn klussen"; DROP TABLE x; --', "er is geen tabel of weergave"),
        ("(SELECT 1)", "er is geen tabel of weergave"),
    ],
)
def test_only_a_name_is_taken(database: Path, name: str, reason: str) -> None:
    with pytest.raises(NoTableError) as found:
        list(table_rows(TableSource(_url(database), name)))
    assert reason in found.value.reason.nl


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoTableError) as found:
        list(table_rows(TableSource(_url(tmp_path / "weg.db"), "x")))
    assert "bestaat niet" in found.value.reason.nl
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "brief.db").write_text("geen database, maar een brief van een bladzijde", encoding="utf-8")
    with pytest.raises(NoTableError) as found:
        list(table_rows(TableSource(_url(tmp_path / "brief.db"), "x")))
    assert "kan niet worden gelezen" in found.value.reason.nl


def test_a_password_is_never_told() -> None:
    assert "geheim" not in TableSource("postgresql://jan:geheim@localhost/planning", "klussen").title  # not a secret


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("datum", date(2027, 3, 12), "2027-03-12"),
        ("datum", datetime(2027, 3, 12), "2027-03-12"),  # noqa: DTZ001 - as a database gives it
        ("deadline", datetime(2027, 3, 12, 9, 5), "2027-03-12T09:05:00"),  # noqa: DTZ001 - idem
        ("begin", time(9, 5), "09:05:00"),
        ("bedrag", Decimal("12.50"), Decimal("12.50")),
        ("bedrag", "12.50", "12.50"),
        ("bedrag", 0.1, Decimal("0.1")),
        ("plaats", 12, "12"),
        ("spoed", True, True),
        ("labels", "a; b", ["a", "b"]),
    ],
)
def test_a_value_of_a_database(column: str, cell: object, expected: object) -> None:
    assert _event({"nummer": "K-1", column: cell}, dutch=False)["record"][column] == expected


@pytest.mark.parametrize(("column", "cell"), [("plaats", b"\x00"), ("gewicht", float("nan"))])
def test_a_value_that_no_field_can_have(column: str, cell: object) -> None:
    with pytest.raises(RefusedError) as refused:
        _event({"nummer": "K-1", column: cell}, dutch=False)
    assert refused.value.field == column


SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")


@pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
def test_a_table_of_a_server_is_read_in_its_schema_and_never_written() -> None:
    from sqlalchemy import create_engine, text  # noqa: PLC0415 - where there is a server

    assert SERVER is not None
    url = SERVER.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text('DROP SCHEMA IF EXISTS "proef rijen" CASCADE'))
        connection.execute(text('CREATE SCHEMA "proef rijen"'))
        connection.execute(
            text(
                'CREATE TABLE "proef rijen"."Klussen" (nummer text PRIMARY KEY, bedrag numeric(12,2), datum date, '
                "deadline timestamptz, spoed boolean, korting numeric)"
            )
        )
        values = "('K-1', 12.50, '2027-03-12', '2027-03-12 09:05+01', true, 97.5)"
        connection.execute(text(f'INSERT INTO "proef rijen"."Klussen" VALUES {values}'))  # noqa: S608 - of this test
    try:
        (row,) = table_rows(TableSource(SERVER, "proef rijen.Klussen"))
        event = event_of(row, RULES.schema, DEFAULTS, dutch=False)
        read = RULES.read(event)
        (fields,) = [one for ref, one in read.records.items() if ref.object == "klus"]
        assert (fields["bedrag"], fields["datum"], fields["spoed"]) == (Decimal("12.50"), date(2027, 3, 12), True)
        assert fields["deadline"] == datetime.fromisoformat("2027-03-12T09:05+01:00")
        with pytest.raises(NoTableError):
            list(table_rows(TableSource(SERVER, "proef rijen.klussen")))
    finally:
        with engine.begin() as connection:
            connection.execute(text('DROP SCHEMA "proef rijen" CASCADE'))
        engine.dispose()


# ---------------------------------------------------------------- to the engine


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, [str(one) for one in arguments], prog_name="regeltaal")


def _results(found: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_rows_are_refused_as_lines_are_with_number_column_and_reason(kantoor: Path) -> None:
    file = kantoor / "klussen.csv"
    file.write_text(
        "id;nummer;plaats;bedrag;administratie\n"
        "r-1;K-1;Utrecht;12.50;\n"
        "r-2;K-2;Utrecht;12,50;\n"
        "r-3;;Utrecht;12,50;\n"
        "r-4;K-4;Utrecht;12,50;Bakkker\n"
        "r-2;K-2;Utrecht;12,50;\n"
        "r-2;K-2;Zeist;12,50;\n",
        encoding="utf-8",
    )
    found = _run(
        "draai", kantoor, "--gebeurtenissen", file, "--gebeurtenis", "klus gemeld", "--administratie", "Bakker",
        "--uitvoer", "json",
    )  # fmt: skip
    results = _results(found)
    assert [(one["status"], one.get("veld"), one.get("lijn")) for one in results] == [
        ("geweigerd", "bedrag", 2),
        ("verwerkt", None, None),
        ("geweigerd", "nummer", 4),
        ("geweigerd", "administratie", 5),
        ("dubbel", None, 6),
        ("geweigerd", "id", 7),
    ]
    assert found.exit_code == 1
    with Engine(load(kantoor), f"sqlite:///{kantoor / 'regeltaal.db'}") as engine:
        refused = engine.store.refused()
        assert [(one.line, one.source) for one in refused] == [(line, str(file)) for line in (2, 4, 5, 7)]
        assert json.loads(refused[0].text)["bedrag"] == "12.50"


def test_rows_of_a_table_are_stored_and_once(kantoor: Path, database: Path) -> None:
    source = f"{_url(database)}#mijn klussen"
    arguments = (
        "draai",
        kantoor,
        "--gebeurtenissen",
        source,
        "--gebeurtenis",
        "klus gemeld",
        "--administratie",
        "Café",
    )
    results = _results(_run(*arguments, "--uitvoer", "json"))
    assert [one["status"] for one in results] == ["verwerkt", "verwerkt", "geweigerd"]
    assert (results[2]["veld"], results[2]["lijn"]) == ("bedrag", 3)
    shown = json.loads(_run("toon", kantoor, "klus", "K-2", "--uitvoer", "json").stdout)
    assert (shown[0]["velden"]["bedrag"], shown[0]["velden"]["gewicht"]) == ("2000.50", "0.1")
    assert [one["status"] for one in _results(_run(*arguments, "--uitvoer", "json"))] == [
        "dubbel",
        "dubbel",
        "geweigerd",
    ]


def test_a_csv_file_gives_what_the_lines_give(kantoor: Path, tmp_path: Path) -> None:
    file = tmp_path / "klussen.csv"
    file.write_text(
        "id;gebeurtenis;administratie;moment;nummer;status;plaats;spoed;bedrag;aantal;klant.code;klant.naam;klant.e-mailadres\n"
        "k-1;klus gemeld;Bakker;12-3-2027 10:00;K-1;Nieuw;Utrecht;ja;250;0;C-1;De Vries;info@devries.example\n"
        "k-2;klus gemeld;Bakker;12-3-2027 11:00;K-2;;Soest;nee;LEEG;;;;\n"
        "k-3;klus gemeld;Timmerman;12-3-2027 12:00;K-3;;Zeist;;€ 2.000,00;4;C-1;De Wit;\n",
        encoding="utf-8",
    )
    rows = _results(_run("draai", kantoor, "--gebeurtenissen", file, "--droog", "--uitvoer", "json"))
    lines = _results(
        _run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl", "--droog", "--uitvoer", "json")
    )
    assert rows == lines[:3]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--gebeurtenissen", "sqlite:///x.db"), "achter `#` hoort de naam van een tabel"),
        (("--gebeurtenissen", "sqlite:///weg.db#x"), "`weg.db` bestaat niet"),
        (("--gebeurtenis", "klus gemeld"), "`--gebeurtenis` hoort bij een CSV-bestand"),
        (("--administratie", "Bakker"), "`--administratie` hoort bij een CSV-bestand"),
        (("--gebeurtenissen", "{leeg}", "--gebeurtenis", "klus gemelt"), "bedoelde u `klus gemeld`?"),
        (("--gebeurtenissen", "{leeg}"), "er staat geen kop boven de kolommen"),
    ],
)
def test_wrong_use_is_told_before_anything_runs(
    kantoor: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], reason: str
) -> None:
    monkeypatch.chdir(kantoor)
    (kantoor / "leeg.csv").write_text("", encoding="utf-8")
    found = _run("draai", kantoor, *(one.replace("{leeg}", "leeg.csv") for one in arguments))
    assert (found.exit_code, reason in found.stderr) == (2, True), found.stderr


@pytest.fixture
def run_rows() -> Callable[[RuleSet, list[Row | BadRow]], list[str]]:
    def run(rules: RuleSet, rows: list[Row | BadRow]) -> list[str]:
        with Engine(rules) as engine:
            happened = RowRun(engine, "proef", DEFAULTS, dutch=True).results(rows)
            return [one.status.value for one in happened if isinstance(one, EventResult)]

    return run


def test_equal_rows_are_one_event(run_rows: Callable[[RuleSet, list[Row | BadRow]], list[str]]) -> None:
    rows: list[Row | BadRow] = [Row(2, {"nummer": "K-1"}), Row(3, {"nummer": "K-1"}), Row(4, {"nummer": "K-2"})]
    assert run_rows(RULES, rows) == ["verwerkt", "dubbel", "verwerkt"]
