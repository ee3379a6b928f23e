"""Events that do not fit: each is refused with its line, field and reason, and stops nothing."""

import json
from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]

GOOD = {"id": "goed", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "W1", "korte omschrijving": "x"}}


def event(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes})


def record(**fields: Any) -> str:
    return event(id="r", record={"nummer": "W2", **{name.replace("_", " "): value for name, value in fields.items()}})


def number(text: str) -> str:
    return '{"id": "n", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "W3", "duur": %s}}' % text  # noqa: UP031 - braces all over


REFUSED: tuple[tuple[str, str], ...] = (
    ("geen json", "geen geldige JSON (teken 1)"),
    ("{", "geen geldige JSON (teken 2)"),
    ("[]", "tussen { en }"),
    ('"x"', "tussen { en }"),
    ("{}", "`gebeurtenis`: hier hoort de naam"),
    ("[" * 100_000 + "]" * 100_000, "te diep genest"),
    ('{"a":' * 100_000, "te diep genest"),
    (number('{"relatie":' * 900 + "1" + "}" * 900), "geheel getal"),
    ('{"id": "1", "id": "2"}', "`id` staat er tweemaal"),
    (number("NaN"), "`NaN` is geen getal"),
    (number("-Infinity"), "`-Infinity` is geen getal"),
    (number("1e999999999"), "te veel cijfers"),
    (number("1e99999999999999999999"), "te veel cijfers"),
    (number("-1e-999999999"), "te veel cijfers"),
    (number("9" * 10**6), "te veel cijfers"),
    (number("0." + "1" * 10**5), "te veel cijfers"),
    (number("1.5"), "`1.5` is geen geheel getal"),
    (number('"١٢"'), "geen geheel getal"),
    (number("true"), "`true` is geen geheel getal"),
    (number("[1]"), "`[…]` is geen geheel getal"),
    (event(id=None), "`id`: een gebeurtenis heeft een `id` nodig"),
    (event(id=""), "een `id` nodig"),
    (event(id="x" * 10**6), "een `id` nodig"),
    (event(id=True), "een `id` nodig"),
    (event(id=["x"]), "een `id` nodig"),
    (event(id="\ud800"), "niet kan worden opgeslagen"),
    (event(id="a\x00b"), "stuurteken"),
    (event(gebeurtenis="bestaat niet"), "`bestaat niet` is geen gebeurtenis"),
    (event(gebeurtenis="x" * 10**6), "is geen gebeurtenis"),
    (event(gebeurtenis=5), "hier hoort de naam van een gebeurtenis"),
    (event(administratie=5), "de naam van een administratie"),
    (event(administratie="\ud800"), "niet kan worden opgeslagen"),
    (event(moment="morgen"), '`moment`: `"morgen"` is geen moment'),
    (event(moment=5), "`moment`: `5` is geen moment"),
    (event(moment="2027-02-30T10:00:00"), "is geen moment dat bestaat"),
    (event(moment="0001-01-01T00:00:00+14:00"), "is geen moment dat bestaat"),
    (event(moment="9999-12-31T23:59:59-12:00"), "is geen moment dat bestaat"),
    (event(extra=1), "`extra` is niet bekend"),
    (event(vorige=[]), "`vorige` is een JSON-object"),
    (event(vorige={"kleur": 1}), "`vorige.kleur`: `kleur` is geen veld van werkbon"),
    (event(record=None), "de velden van werkbon"),
    (event(record=[]), "de velden van werkbon"),
    (event(record=True), "de velden van werkbon"),
    (event(record="weg"), "werkbon `weg` is niet bekend"),
    (event(record={"nummer": None}), "het sleutelveld `nummer` ontbreekt"),
    (event(record={"nummer": " "}), "het sleutelveld `nummer` ontbreekt"),
    (event(record={"nummer": "a/b"}), "zonder `/`"),
    (event(record={"nummer": "\ud800"}), "`record.nummer`: de tekst bevat een teken"),
    (record(kleur=1), "`record.kleur`: `kleur` is geen veld van werkbon"),
    (record(korte_omschrijving="x\ud800"), "`record.korte omschrijving`: de tekst bevat een teken"),
    (record(korte_omschrijving=5), "`record.korte omschrijving`: `5` is geen"),
    (record(datum="2027-13-01"), '`record.datum`: `"2027-13-01"` is geen datum'),
    (record(datum="10000-01-01"), "is geen datum"),
    (record(datum=20270101), "is geen datum"),
    (record(uitvoertijd="25:00"), "is geen tijd"),
    (record(deadline="gisteren"), "is geen moment"),
    (record(garantie="misschien"), '`record.garantie`: `"misschien"` is geen'),
    (record(status="Onzin"), "`Onzin` is geen werkbonstatus; kies uit Ingepland"),
    (record(status=5), "een keuze van `werkbonstatus`"),
    (record(uurtarief="veel"), "is geen bedrag"),
    (record(uurtarief={}), "`{…}` is geen bedrag"),
    (record(handtekening=5), "is geen bestandsnaam"),
    (record(relatie=[1]), "de velden van relatie"),
    (record(relatie={"e-mailadres": {}}), "`record.relatie.e-mailadres`"),
    (record(materialen=[{"aantal": "x"}]), '`record.materialen[1].aantal`: `"x"` is geen getal'),
    (record(materialen=[{"korting": "x"}]), "is geen percentage"),
    (record(materialen=[None, [], {}]), "`record.materialen[2]`"),
    (record(materialen=[{}] * 100_000), "ten hoogste 10000 regels"),
)


def test_each_is_refused_with_its_line_and_reason(process: Call, make: Call, run: Call) -> None:
    lines = "\n".join([*(line for line, _ in REFUSED), "", event()])
    result = process(lines.encode(), {}, "--uitvoer", "json")
    result.says(f"1 verwerkt, 0 dubbel, {len(REFUSED)} geweigerd", code=1)
    *refused, good = map(json.loads, result.out.splitlines())
    assert good["status"] == "verwerkt"
    for number_, ((line, said), found) in enumerate(zip(REFUSED, refused, strict=True), start=1):
        assert (found["status"], found["lijn"]) == ("geweigerd", number_)
        shown = f"`{found['veld']}`: {found['reden']}" if found["veld"] else found["reden"]
        assert said in shown, line[:200]
        assert len(shown) < 400
        assert len(found["id"]) <= 200
    stored = json.loads(run("toon", make(), "werkbon", "--uitvoer", "json").out)
    assert [one["sleutel"] for one in stored] == ["W1"]


def test_a_byte_that_is_no_utf8_costs_one_line(process: Call) -> None:
    lines = b'{"id": "caf\xe9"}\n' + bytes(range(256)) + b"\n" + event().encode()
    process(lines).says("lijn 1: geweigerd", "1 verwerkt", code=1)


def test_nothing_at_all_is_fine(process: Call) -> None:
    process(b"").says("0 verwerkt", code=0)
    process(b" " * 10_000_000 + b"\n\n\r\n").says("0 verwerkt", code=0)


def test_a_line_of_ten_megabytes_is_one_line(process: Call) -> None:
    line = event(record={"nummer": "W1", "korte omschrijving": "x" * 10_000_000})
    process(line.encode(), {}, "--droog").says("1 verwerkt", code=0)


def test_the_ends_of_time_are_dates_and_computing_past_them_is_a_fault(process: Call) -> None:
    rules = """DOMEIN werkbonnen
REGEL "later" WANNEER werkbon compleet gemeld EN datum + 1 jaar > datum DAN WIS commentaar
REGEL "vroeger" WANNEER werkbon compleet gemeld EN datum - 1 dag < datum DAN WIS commentaar
REGEL "werkdagen" WANNEER werkbon compleet gemeld EN datum + 9999999 werkdagen > datum DAN WIS commentaar
"""
    lines = [
        event(id=day, record={"nummer": "W1", "datum": day}, moment="2027-01-01T00:00:00")
        for day in ("0001-01-01", "9999-12-31")
    ]
    result = process("\n".join(lines).encode(), {"regels/a.regel": rules}, "--uitvoer", "json")
    first, last = map(json.loads, result.out.splitlines())
    assert [rule["uitkomst"] for rule in first["regels"]] == ["waar", "fout", "fout"]
    assert [rule["uitkomst"] for rule in last["regels"]] == ["fout", "waar", "fout"]


def test_a_sum_that_is_too_large_is_a_fault_with_its_reason(process: Call) -> None:
    rule = """DOMEIN werkbonnen
REGEL "a" WANNEER werkbon compleet gemeld EN SOM(m.aantal * m.aantal VOOR ELK m IN materialen) > 1 DAN WIS commentaar
"""
    line = event(record={"nummer": "W1", "materialen": [{"aantal": 999_999_999}] * 10})
    result = process(line.encode(), {"regels/a.regel": rule}, "--uitvoer", "json")
    (found,) = json.loads(result.out)["regels"]
    assert found["uitkomst"] == "fout"
    assert "18" in found["reden"]


def test_follow_ups_that_multiply_are_cut_off(process: Call) -> None:
    makes = '  MAAK vervolgwerkbon MET korte omschrijving = "x"\n' * 2
    rules = "".join(f'REGEL "r{at}" WANNEER werkbon aangemaakt\nDAN\n{makes}' for at in range(12))
    line = event(gebeurtenis="werkbon aangemaakt")
    result = process(line.encode(), {"regels/a.regel": f"DOMEIN werkbonnen\n{rules}"}, "--uitvoer", "json")
    result.says(code=0)
    assert 100 <= count_events(json.loads(result.out)) <= 201


def count_events(found: dict[str, Any]) -> int:
    return 1 + sum(map(count_events, found["gevolgen"]))
