"""The published e-invoices beside the repository, from a folder to booking proposals, as an office runs it.

The figures were taken from the files by eye.
"""

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

INVOICES = Path(__file__).parents[3] / "shared" / "data" / "e-invoices"
CLIENT = "Kantoor BV"
PROJECT = f'[project]\ndomein = "boekhouding"\n[administraties."{CLIENT}"]\n'
RULES = """\
DOMEIN boekhouding
REGEL "Naar het inkoopboek"
WANNEER document ontvangen
DAN WIJS bestemming toe MET dagboekcode = "INK"

REGEL "Inlezen"
WANNEER document ontvangen
DAN LEES document in
"""
MASTER_DATA = {
    "dagboek": [{"code": "INK", "naam": "Inkoop", "type": "Inkoop"}],
    "relatie": [
        {"code": "C1", "naam": "Een koksbedrijf", "kvk-nummer": "57151520"},
        {"code": "C2", "naam": "Een verkoper", "iban": "NO9386011117947"},
        {"code": "C3", "naam": "Nog een verkoper", "btw-nummer": "NL16356706"},
        {"code": "C4", "naam": "Leverancier aan het rijk", "kvk-nummer": "32141305"},
    ],
}

# Number, without VAT, VAT, with VAT, currency, recognised relation, lines, date, due date.
COOK = "12115118 229.60 20.73 250.33 EUR C1 20 2015-01-09 2015-01-09"
SALES = "TOSL108 1436.50 365.28 1801.78 NOK C2 5 2013-06-30 2013-07-20"
SELLER = "TOSL110 4000.00 675.00 4675.00 DKK C3 3 2013-04-10 2013-05-10"
EXPECTED = {
    "CII_business_example_01.xml": SALES,
    "CII_example1.xml": COOK,
    "CII_example2.xml": SALES,
    "CII_example5.xml": SELLER,
    "guide-example1.xml": COOK,
    "nlcius-basisfactuur-rijk.xml": "Factuurscenario1 3250.00 676.50 3926.50 EUR C4 3 2019-10-01 -",
    "peppol-Vat-category-S.xml": "Snippet1 7000.00 1550.00 8550.00 EUR - 4 2017-11-13 2017-12-01",
    "peppol-base-creditnote-correction.xml": "Snippet1 -1325.00 -331.25 -1656.25 EUR - 3 2017-11-13 -",
    "sample-discount-price.xml": "test,decimal,1 12.12 3.03 15.15 EUR - 1 2018-02-05 2018-02-28",
    "ubl-tc434-example1.xml": COOK,
    "ubl-tc434-example2.xml": SALES,
    "ubl-tc434-example3.xml": "TOSL108 1700.00 305.00 2005.00 DKK - 3 2013-04-10 2013-05-10",
    "ubl-tc434-example5.xml": SELLER,
    "ubl-tc434-example8.xml": "1100512149 908.91 190.87 1099.78 EUR - 10 2014-11-10 2014-11-24",
}
FIELDS = ("bedrag excl btw", "btw-bedrag", "bedrag incl btw")

pytestmark = pytest.mark.skipif(not INVOICES.is_dir(), reason="the published e-invoices are not beside this repository")


def run(*arguments: str, expect: int = 0) -> str:
    command = [sys.executable, "-m", "regeltaal", *arguments]
    result = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert result.returncode == expect, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that read in every invoice. Two of the files are the same to the byte: one document."""
    folder = tmp_path_factory.mktemp("kantoor")
    (folder / "regels").mkdir()
    (folder / "regeltaal.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "regels" / "inlezen.regel").write_text(RULES, encoding="utf-8")
    shutil.copytree(INVOICES, folder / "documenten", ignore=shutil.ignore_patterns("*.md"))
    lines = [
        json.dumps(
            {
                "id": f"{name}-{number}",
                "gebeurtenis": f"{name} bijgewerkt",
                "administratie": CLIENT,
                "record": record,
            }
        )
        for name, records in MASTER_DATA.items()
        for number, record in enumerate(records)
    ]
    (folder / "stam.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("draai", str(folder), "--gebeurtenissen", str(folder / "stam.jsonl"))
    run("draai", str(folder), "--documenten", str(folder / "documenten"))
    return folder


def shown(office: Path, name: str) -> list[dict[str, object]]:
    return [one["velden"] for one in json.loads(run("toon", str(office), name, "--uitvoer", "json"))]


def outline(booking: dict[str, object]) -> str:
    lines = booking["boekingsregels"]
    assert isinstance(lines, list)
    amounts = [f"{Decimal(str(booking[name])):.2f}" for name in FIELDS]
    found = (
        str(booking["factuurnummer"]).replace(" ", ","),
        *amounts,
        booking["valuta"],
        booking.get("crediteur", "-"),
        len(lines),
        booking["factuurdatum"],
        booking.get("vervaldatum", "-"),
    )
    return " ".join(str(one) for one in found)


def test_each_invoice_is_a_proposal_with_its_totals_relation_and_lines(office: Path) -> None:
    found = {str(booking["inlees bestandsnaam"]): outline(booking) for booking in shown(office, "boeking")}
    (twice,) = EXPECTED.keys() - found.keys()
    assert found == {name: text for name, text in EXPECTED.items() if name != twice}
    assert EXPECTED[twice] in {found[name] for name in found if name.startswith("CII")}


Sums = dict[str, dict[Decimal, Decimal]]


def sums_by_rate(office: Path, name: str, amount: str, rate: str) -> Sums:
    """What the rows of an object come to, by the record that they belong to and VAT rate."""
    sums: Sums = {}
    for row in json.loads(run("toon", str(office), name, "--uitvoer", "json")):
        of_owner, at = sums.setdefault(row["van"]["sleutel"], {}), Decimal(str(row["velden"][rate]))
        of_owner[at] = of_owner.get(at, Decimal(0)) + Decimal(str(row["velden"][amount]))
    return sums


def test_the_lines_of_a_proposal_come_to_what_the_invoice_has_at_each_vat_rate(office: Path) -> None:
    booked = sums_by_rate(office, "boekingsregel", "bedrag", "btw-percentage")
    invoiced = sums_by_rate(office, "e-factuurbtw", "grondslag", "percentage")
    for booking in shown(office, "boeking"):
        sign = -1 if Decimal(str(booking["bedrag excl btw"])) < 0 else 1
        lines, totals = booked[str(booking["nummer"])], invoiced[str(booking["document"])]
        assert lines == {rate: sign * base for rate, base in totals.items()}, booking["inlees bestandsnaam"]
        assert sum(lines.values()) == Decimal(str(booking["bedrag excl btw"])), booking["inlees bestandsnaam"]


def test_reading_in_again_changes_nothing(office: Path) -> None:
    before = shown(office, "boeking")
    results = run("draai", str(office), "--documenten", str(office / "documenten"), "--uitvoer", "json")
    assert {json.loads(line)["status"] for line in results.splitlines()} == {"dubbel"}
    assert shown(office, "boeking") == before
