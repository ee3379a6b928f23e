"""A small office for the tests of time; as a program it is one of several that let time pass in the same store.

    python -m tests.runtime.clock_office

Each line on standard input is `URL FILE MOMENT`; what is sent goes to FILE. It answers with the number of things done.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
"""12:00 in the Netherlands, summer time weeks away."""
DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD volgende: moment WIJZIGBAAR
  VELD aantal: getal WIJZIGBAAR
OBJECT melding
  VELD nummer: tekst SLEUTEL
  VELD tekst: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht BIJ bon MOMENT deadline; volgende
ACTIE MELD intern BIJ bon
  PARAMETER tekst: tekst VERPLICHT
  GEEFT melding
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
"""
RULES = """DOMEIN proef
REGEL "later" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 uur MET tekst = "later {nummer}"
REGEL "te laat"
WANNEER wacht OP deadline
DAN
  STUUR buiten MET tekst = "te laat {nummer}"
  MELD intern MET tekst = "te laat {nummer}"
REGEL "opnieuw"
WANNEER wacht OP volgende
DAN
  ZET volgende = volgende + 1 dag
  ZET aantal = aantal + 1
  MELD intern NA 1 minuut MET tekst = "volgende {nummer} {gebeurtenis.moment}"
REGEL "elke"
WANNEER ELKE dag OM 13:00 VOOR ELKE bon
DAN STUUR buiten MET tekst = "dagelijks {nummer}"
"""


@cache
def rule_set() -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", RULES))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, "tijd")


@contextmanager
def office(url: str, sent: Path, now: datetime) -> Iterator[Engine]:
    """An engine that appends what it sends to a file, a line each."""

    def send(call: ActionCall) -> None:
        handle = os.open(sent, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{call.parameter('tekst')}\n".encode())
        os.close(handle)

    def tell(call: ActionCall) -> Ref:
        return call.our_records.create("melding", {"tekst": call.parameter("tekst")})

    bindings = Bindings()
    bindings.bind("STUUR buiten", send)
    bindings.bind("MELD intern", tell)
    with Engine(rule_set(), url, bindings=bindings, clock=lambda: now) as engine:
        yield engine


def main() -> None:
    rule_set()
    _answer("klaar")
    for line in sys.stdin:
        url, sent, moment = line.split()
        with office(url, Path(sent), datetime.fromisoformat(moment)) as engine:
            _answer(str(len(list(engine.pass_time()))))


def _answer(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
