"""A small office for the tests of batches; as a program it is one process of several that write in one store.

    python -m tests.runtime.batch_office URL all|doubles|die FILE

`all` and `doubles` process the lines of FILE, in batches or one by one, and write the status of each; `die` kills its
own process at the event that says so.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

NOW = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
DOMAIN = """DOMEIN proef
KEUZE bonstatus: "Nieuw"; "Bezig"; "Klaar"
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD status: bonstatus WIJZIGBAAR
  VELD bedrag: bedrag WIJZIGBAAR
  VELD deadline: moment WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
  VELD klant: klant
OBJECT klant
  VELD code: tekst VERPLICHT SLEUTEL
  VELD naam: tekst WIJZIGBAAR ZOEKVELD
OBJECT melding
  VELD nummer: tekst SLEUTEL
  VELD tekst: tekst
GEBEURTENIS bon gemaakt BIJ bon NIEUW
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS bon statuswijziging BIJ bon VOLGT status
GEBEURTENIS wacht op reactie BIJ bon MOMENT deadline
ACTIE MELD intern BIJ bon
  PARAMETER tekst: tekst VERPLICHT
  GEEFT melding
ACTIE TEL klanten BIJ bon
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
ACTIE HERINNER later BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
  BIJ HERHALING NEGEER
"""
RULES = """DOMEIN proef

REGEL "nieuw"
WANNEER bon gemaakt
DAN
  ZET status = "Bezig"
  MELD intern MET tekst = "nieuw: {nummer}"

REGEL "duur"
WANNEER bon bijgewerkt
EN bedrag > € 100
DAN
  STUUR buiten MET tekst = "duur: {nummer}"
  HERINNER later NA 1 dag MET tekst = "nog open: {nummer}"

REGEL "goedkoop"
WANNEER bon bijgewerkt
EN bedrag < € 10
DAN
  ZET status = "Klaar"
  ZET bedrag = bedrag + € 1

REGEL "klaar"
WANNEER bon statuswijziging NAAR "Klaar"
DAN
  TEL klanten
  MELD intern MET tekst = "klaar: {nummer}"

REGEL "te laat"
WANNEER wacht op reactie OP deadline
DAN MELD intern MET tekst = "te laat: {nummer}"
"""


@cache
def rule_set() -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", RULES))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, "nu")


def _tell(call: ActionCall) -> Ref:
    return call.our_records.create("melding", {"tekst": call.parameter("tekst")})


def _count(call: ActionCall) -> None:
    """Looks customers up by name and all notices by key, so that a batch is read while it is written."""
    records = call.our_records
    found = (*records.find("klant", {"naam": "Vitens"}), *records.all_of("melding"))
    records.write(call.record, "notitie", ", ".join(one.key for one in found))


def bindings(outside: Callable[[ActionCall], None] = lambda _: None) -> Bindings:
    found = Bindings()
    found.bind("MELD intern", _tell)
    found.bind("TEL klanten", _count)
    found.bind("STUUR buiten", outside)
    found.bind("HERINNER later", outside)
    return found


def office(url: str, bound: Bindings | None = None) -> Engine:
    return Engine(rule_set(), url, bindings=bound or bindings(), clock=lambda: NOW)


def event(number: int, name: str = "bon bijgewerkt", **record: object) -> dict[str, object]:
    return {"id": f"e{number}", "gebeurtenis": name, "record": {"nummer": f"B{number % 7}", **record}}


def _deadly() -> Bindings:
    """Kills this process, as kill -9 does, in the middle of the transaction of the event that says so."""

    def tell(call: ActionCall) -> Ref:
        if call.parameter("tekst") == "nieuw: DOOD":
            os.kill(os.getpid(), signal.SIGKILL)
        return _tell(call)

    found = bindings()
    found.bind("MELD intern", tell)
    return found


def main(url: str, how: str, file: str) -> None:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    with office(url, _deadly() if how == "die" else None) as engine:
        if how == "doubles":
            results = [engine.process(line) for line in lines]
        else:
            results = engine.process_all([Input(line) for line in lines])
    sys.stdout.write(json.dumps([result.status.value for result in results]))


if __name__ == "__main__":
    main(*sys.argv[1:])
