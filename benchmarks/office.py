"""The office that the runtime is measured with: twenty rules, of which six look at an event and one fires."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse

DOMAIN = """DOMEIN kantoor
KEUZE bonstatus: "Nieuw"; "Bezig"; "Klaar"
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD status: bonstatus WIJZIGBAAR
  VELD plaats: tekst
  VELD bedrag: bedrag
  VELD omschrijving: tekst
  VELD notitie: tekst WIJZIGBAAR
  VELD klant: klant
OBJECT klant
  VELD code: tekst VERPLICHT SLEUTEL
  VELD naam: tekst
  VELD e-mailadres: e-mailadres
OBJECT taak
  VELD nummer: tekst SLEUTEL
  VELD titel: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS bon gemeld BIJ bon
GEBEURTENIS bon verstuurd BIJ bon
GEBEURTENIS bon gepland BIJ bon
ACTIE MAAK taak BIJ bon
  PARAMETER titel: tekst VERPLICHT
  GEEFT taak
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
"""
CHANGES, MAKES, SENDS, WAITS = "bon bijgewerkt", "bon gemeld", "bon verstuurd", "bon gepland"
"""Events after which a field is set, a task is made, something is sent, something is sent a minute later."""

_DO = {
    CHANGES: 'ZET notitie = "Factureren: {klant.naam}, {plaats}"',
    MAKES: 'MAAK taak MET titel = "Factureren: {nummer}"',
    SENDS: 'STUUR buiten MET tekst = "{nummer}"',
    WAITS: 'STUUR buiten NA 1 minuut MET tekst = "{nummer}"',
}
_OTHERS = (
    'plaats IN ("Soest"; "Baarn")',
    'omschrijving BEVAT "spoed"',
    "klant.e-mailadres IS LEEG",
    'status = "Bezig" EN bedrag > € 5.000',
)


def rules_text() -> str:
    rules = ["DOMEIN kantoor"]
    for event, action in _DO.items():
        rules += [
            f'REGEL "{event} {number}"\nWANNEER {event}\nEN {condition}\nDAN ZET notitie = "Nakijken"'
            for number, condition in enumerate(_OTHERS)
        ]
        rules.append(f'REGEL "{event}"\nWANNEER {event}\nEN status = "Klaar"\nEN bedrag > € 100\nDAN {action}')
    return "\n\n".join(rules)


def rule_set() -> RuleSet:
    schema = load(Source("kantoor.domein", DOMAIN)).schema
    parsed = parse(Source("regels.regel", rules_text()))
    if schema is None:
        raise SystemExit("het domein is niet te lezen")
    checked = check([parsed.file], schema, Setting())
    problems = [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error]
    if problems:
        raise SystemExit(f"de regels hebben fouten: {problems}")
    return RuleSet(checked.program, schema, Setting().zone, "meting")


def bindings(outside: Callable[[ActionCall], None]) -> Bindings:
    found = Bindings()
    found.bind("MAAK taak", lambda call: call.our_records.create("taak", {"titel": call.parameter("titel")}))
    found.bind("STUUR buiten", outside)
    return found


def line(name: str, number: int, start: str = "e") -> str:
    """An event as it comes in, about one of five hundred orders."""
    return json.dumps(
        {
            "id": f"{start}-{number}",
            "gebeurtenis": name,
            "moment": None if name == WAITS else datetime(2027, 3, 12, 9, tzinfo=UTC).isoformat(),
            "record": {
                "nummer": f"WB-{number % 500}",
                "status": "Klaar",
                "plaats": "Utrecht",
                "bedrag": f"{100 + number % 900}.50",
                "omschrijving": "Onderhoud aan de cv-ketel op de eerste verdieping",
                "klant": {"code": f"K-{number % 200}", "naam": "De Vries", "e-mailadres": "info@devries.example"},
            },
            "vorige": {"status": "Bezig"},
        }
    )
