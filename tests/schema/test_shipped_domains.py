"""The domains that come with the package: they load without a remark, explain themselves, and hold what people know."""

from importlib.resources import files

import pytest

from regeltaal.base.source import Source
from regeltaal.schema.loader import load
from regeltaal.schema.model import Execution, Level, Match, Schema

NAMES = ("werkbonnen", "boekhouding")
MASTER_DATA = (
    "SLA-beleid",
    "prioriteit",
    "medewerker",
    "contactpersoon",
    "adres",
    "object",
    "artikel",
    "uursoort",
    "prijsafspraak",
    "project",
    "contract",
    "regio",
    "storingscode",
    "oplossingscode",
    "urenregel",
    "taak",
)
"""What arrives with an event of its own kind, beside the triggers that the product has."""


def shipped(name: str) -> Schema:
    text = (files(f"regeltaal.domains.{name}") / f"{name}.domein").read_text(encoding="utf-8")
    loaded = load(Source(f"{name}.domein", text))
    assert loaded.problems == ()
    assert loaded.schema is not None
    return loaded.schema


@pytest.fixture(scope="module")
def werkbonnen() -> Schema:
    return shipped("werkbonnen")


@pytest.fixture(scope="module")
def boekhouding() -> Schema:
    return shipped("boekhouding")


# ---------------------------------------------------------------- what both have


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_an_author_meets_is_explained_in_one_sentence(name: str) -> None:
    schema = shipped(name)
    docs = {"domein": schema.doc}
    docs |= {f"keuze {one.name}": one.doc for one in schema.enums.values()}
    docs |= {f"object {one.name}": one.doc for one in schema.objects.values()}
    docs |= {f"{owner.name}.{one.name}": one.doc for owner in schema.objects.values() for one in owner.fields.values()}
    docs |= {f"gebeurtenis {one.name}": one.doc for one in schema.events.values()}
    docs |= {f"actie {one.title}": one.doc for one in schema.actions.values()}
    docs |= {f"{act.title}.{one.name}": one.doc for act in schema.actions.values() for one in act.parameters.values()}
    assert [what for what, doc in docs.items() if not doc.endswith(".")] == []
    assert [what for what, doc in docs.items() if doc[:1] != doc[:1].upper() or len(doc) > 130] == []


def _is_row(schema: Schema, type_name: str) -> bool:
    """Whether it is an object without a key: nobody writes one in a rule."""
    owner = schema.object(type_name)
    return owner is not None and owner.key_field is None


@pytest.mark.parametrize("name", NAMES)
def test_values_that_are_written_in_rules_have_an_example(name: str) -> None:
    """Save lists of records, files and the nummers that nobody should make up."""
    schema = shipped(name)
    without = {
        f"{owner.name}.{one.name}"
        for owner in schema.objects.values()
        for one in owner.fields.values()
        if not one.example
        and not _is_row(schema, str(one.type))
        and not str(one.type).startswith("lijst van")
        and str(one.type) not in ("bestand", "btw-nummer")
    }
    assert without == set()


@pytest.mark.parametrize("name", NAMES)
def test_what_reaches_outside_says_how_often(name: str) -> None:
    schema = shipped(name)
    often = {one.title: one.execution for one in schema.actions.values() if one.is_outside}
    expected = {
        "VERSTUUR e-mail": Execution.AT_MOST,
        "VERSTUUR sms": Execution.AT_MOST,
        "ROEP webhook": Execution.AT_LEAST,
        "SYNCHRONISEER naar KoudSmart": Execution.AT_LEAST,
        "SYNCHRONISEER naar koppeling": Execution.AT_LEAST,
    }
    assert often == {title: execution for title, execution in expected.items() if title in often}
    assert {"VERSTUUR e-mail", "ROEP webhook"} <= set(often)


@pytest.mark.parametrize("name", NAMES)
def test_records_that_actions_make_can_be_numbered(name: str) -> None:
    schema = shipped(name)
    made = {one.gives for one in schema.actions.values() if one.gives is not None}
    rows = {"materiaal", "formulier", "inkoopfactuurregel"}
    assert {name for name in made - rows if schema.objects[name].key_field is None} == set()


# ---------------------------------------------------------------- werkbonnen


def test_the_triggers_of_the_field_service_product(werkbonnen: Schema) -> None:
    assert [event.name for event in werkbonnen.events.values()] == [
        "werkbon aangemaakt",
        "werkbon statuswijziging",  # with VAN and NAAR also the one from Ingepland to Klaargezet
        "werkbon compleet gemeld",
        "werkbon planbord update",
        "SLA-beleid in afwachting van reactie",
        "SLA-beleid in afwachting van oplossing",
        "relatie toegevoegd",
        "relatie bijgewerkt",
        "nieuwe portaalaanvraag",
        "offertestatus gewijzigd",
        "factuurstatus gewijzigd",
        "contract verloopt",
        "contract verloopt binnenkort",
        "herinnering openstaande offerte",
        "offerte staat open",
        "offerte verloopt",
        "factuur vervalt",
        *(f"{name} bijgewerkt" for name in MASTER_DATA),
    ]
    making = {event.name for event in werkbonnen.events.values() if event.creates}
    assert making == {"werkbon aangemaakt", "relatie toegevoegd", "nieuwe portaalaanvraag"}


def test_the_clocks_of_the_field_service_product(werkbonnen: Schema) -> None:
    clocks = {event.name: (event.moments, event.once_per) for event in werkbonnen.events.values() if event.moments}
    assert clocks == {
        "SLA-beleid in afwachting van reactie": (("reactiedeadline",), "werkbon"),
        "SLA-beleid in afwachting van oplossing": (("oplosdeadline",), "werkbon"),
        "contract verloopt": (("einddatum",), "contract"),
        "offerte staat open": (("herinneringsdatum",), "offerte"),
        "offerte verloopt": (("geldig tot",), "offerte"),
        "factuur vervalt": (("vervaldatum",), "factuur"),
    }


def test_the_actions_of_the_field_service_product(werkbonnen: Schema) -> None:
    """Updating a field of a werkbon or object is ZET and WIS, for which the fields must be writable."""
    parameters = {one.title: list(one.parameters) for one in werkbonnen.actions.values()}
    follow_up = parameters.pop("MAAK vervolgwerkbon")
    assert parameters == {
        "MAAK taak": [
            "verantwoordelijke",
            "toegewezen aan",
            "titel",
            "omschrijving",
            "categorie",
            "prioriteit",
            "streefdatum",
            "automatisch geopend",
            "automatisch gestart",
        ],
        "STUUR interne melding": ["voor", "tekst", "dringend"],
        "VERSTUUR e-mail": ["ontvanger", "aan", "extra e-mailadres", "sjabloon"],
        "VERSTUUR sms": ["ontvanger", "aan", "extra telefoonnummer", "sjabloon"],
        "ROEP webhook": ["adres", "inhoud", "gegevens"],
        "SYNCHRONISEER naar koppeling": ["koppeling"],
        "ARCHIVEER werkbon": [],
        "GENEREER nieuwe factuur": ["concept", "nogmaals", "datum", "betaaltermijn", "referentie"],
        "PAS prijsafspraken toe": [],
        "SYNCHRONISEER naar KoudSmart": [],
        "BEREKEN reiskosten": [
            "tarief per kilometer",
            "afstand",
            "vrije kilometers",
            "minimum",
            "vast bedrag",
            "heen en terug",
        ],
        "VOEG materiaal toe": [
            "code",
            "aantal",
            "prijs",
            "naam",
            "eenheid",
            "korting",
            "type",
            "magazijn",
            "garantie",
            "garantiecode",
            "object",
            "koudemiddel",
            "koudemiddelhandeling",
            "fles",
        ],
        "VOEG formulier toe": ["formulier", "object"],
    }
    assert {"datum", "uitvoertijd", "einddatum", "eindtijd", "handtekening", "status", "korte omschrijving"} <= set(
        follow_up
    )
    assert {"nummer", "reactiedeadline", "oplosdeadline"}.isdisjoint(follow_up)


def test_the_fields_that_an_automation_can_update(werkbonnen: Schema) -> None:
    writable = [one.name for one in werkbonnen.objects["werkbon"].fields.values() if one.writable and not one.free]
    assert writable == [
        "status",
        "werkstatus",
        "datum",
        "uitvoertijd",
        "einddatum",
        "eindtijd",
        "prioriteitscode",
        "werkomschrijving",
        "interne werkomschrijving",
        "commentaar",
        "korte omschrijving",
        "medewerker",
        "adhoc werkbon",
        "type werkzaamheden",
        "handtekening",
        "SLA-beleid",
    ]


def test_status_is_fixed_and_werkstatus_is_the_companys_own(werkbonnen: Schema) -> None:
    status, own = werkbonnen.enums["werkbonstatus"], werkbonnen.enums["werkstatus"]
    assert (status.open, own.open) == (False, True)
    assert status.values == ("Ingepland", "Klaargezet", "Opgehaald", "Compleet", "Afgehandeld")
    assert [event.name for event in werkbonnen.events_following("werkbon", "status")] == ["werkbon statuswijziging"]


@pytest.mark.parametrize(
    ("owner", "former", "name"),
    [
        ("werkbon", "werkbonnummer", "nummer"),
        ("werkbon", "medewerkersnummer", "medewerker"),
        ("offerte", "offertenummer", "nummer"),
        ("factuur", "factuurnummer", "nummer"),
        ("contract", "contractnummer", "nummer"),
        ("object", "onderdeel van", "bovenliggend object"),
    ],
)
def test_names_that_people_also_use_still_work(werkbonnen: Schema, owner: str, former: str, name: str) -> None:
    found = werkbonnen.objects[owner].field(former)
    assert found is not None
    assert found.name == name


# ---------------------------------------------------------------- boekhouding


def test_the_phases_of_documents_and_bookings(boekhouding: Schema) -> None:
    assert [phase.name for phase in boekhouding.phases_of("document")] == [
        "geblokkeerde lijst",
        "verwijderen",
        "verplaatsen",
        "bestemming toewijzen",
        "inlezen",
    ]
    assert [(phase.name, phase.match) for phase in boekhouding.phases_of("boeking")] == [
        ("relatie toewijzen", Match.FIRST),
        ("boekingswijze toewijzen", Match.FIRST),
        ("omgevingsboekingsregels", Match.ALL),
        ("boekingsregels toevoegen", Match.ALL),
        ("regels beoordelen", Match.ALL),
        ("autoriseren", Match.ALL),
        ("goedkeuren", Match.FIRST),
    ]


def test_each_kind_of_rule_is_an_action_in_its_phase(boekhouding: Schema) -> None:
    phases = {one.title: one.phase for one in boekhouding.actions.values() if one.phase is not None}
    assert phases == {
        "BLOKKEER document": "geblokkeerde lijst",
        "VERWIJDER document": "verwijderen",
        "VERPLAATS document": "verplaatsen",
        "WIJS bestemming toe": "bestemming toewijzen",
        "LEES document in": "inlezen",
        "VERTROUW document": "inlezen",
        "WIJS relatie toe": "relatie toewijzen",
        "WIJS boekingswijze toe": "boekingswijze toewijzen",
        "BOEK regels": "omgevingsboekingsregels",
        "VOEG boekingsregel toe": "boekingsregels toevoegen",
        "BEOORDEEL regel": "regels beoordelen",
        "WIJS autorisator toe": "autoriseren",
        "KEUR boeking goed": "goedkeuren",
    }


def test_what_a_choice_among_records_goes_by(boekhouding: Schema) -> None:
    chosen = {one.title: one.candidates.object for one in boekhouding.actions.values() if one.candidates is not None}
    assert chosen == {"WIJS bestemming toe": "dagboek", "WIJS relatie toe": "relatie"}
    destination = boekhouding.actions["wijs bestemming toe"]
    assert destination.exactly_one_of == ("dagboek", "dagboekcode", "dagboeknaam", "dagboektype", "categorie")
    assert destination.parameters["dagboek"].level is Level.ADMINISTRATION
    assert destination.parameters["dagboekcode"].single_value


def test_modules_and_subscriptions(boekhouding: Schema) -> None:
    needs = {one.title: (one.module, one.subscription) for one in boekhouding.actions.values() if one.module}
    assert needs == {
        "VOEG boekingsregel toe": ("Purchase to pay", "Compleet"),
        "BEOORDEEL regel": ("Purchase to pay", "Compleet"),
        "WIJS autorisator toe": ("Autorisatiemanagement", None),
    }
    assert boekhouding.actions["boek regels"].level is Level.ENVIRONMENT


def test_events_of_the_bookkeeping_product(boekhouding: Schema) -> None:
    followed = [event for event in boekhouding.events.values() if event.object in ("document", "boeking")]
    assert [(event.name, event.object, event.creates) for event in followed] == [
        ("document ontvangen", "document", True),
        ("boeking aangemaakt", "boeking", True),
        ("boeking goedgekeurd", "boeking", False),
        ("autorisatie beslist", "boeking", False),
        ("autorisatiestatus gewijzigd", "boeking", False),
        ("exportstatus gewijzigd", "boeking", False),
    ]
    raised = {one.title: one.raises for one in boekhouding.actions.values() if one.raises}
    assert raised["LEES document in"] == raised["VERTROUW document"] == ("boeking aangemaakt",)
    assert raised["VERPLAATS document"] == ("document ontvangen",)
