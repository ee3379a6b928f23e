"""The back office of the work orders: tasks, notices, forms, materials, follow-ups and fields, as they are stored."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.follow_up import NOT_COPIED
from regeltaal.runtime.bindings import FailedError
from regeltaal.values.value import Ref

BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")
VISIT = {"nummer": "WB-1", "status": "Compleet", "relatie": {"debiteurnummer": "D-100", "naam": "De Vries"}}
COMPLETE = 'REGEL "r" WANNEER werkbon compleet gemeld DAN\n'
FREE = '[vrije_velden.werkbon]\nmeterstand = "getal"\n"sleutel aanwezig" = "ja-nee"\n'


# ---------------------------------------------------------------- tasks and notices


def test_a_task_is_stored_with_every_parameter(office: Any) -> None:
    jobs = office(
        f'{COMPLETE} MAAK taak MET verantwoordelijke = "1001"; toegewezen aan = ("1001"; "1007");\n'
        '  titel = "Bel {relatie.naam}"; omschrijving = "Over {nummer}"; categorie = "CALL"; prioriteit = "Hoog";\n'
        "  streefdatum = VANDAAG + 1 werkdag OM 9:00; automatisch geopend = JA; automatisch gestart = JA"
    )
    jobs.process("werkbon compleet gemeld", {**VISIT, "contract": "C-1", "project": "PR-12"})
    assert jobs.stored("taak") == {
        "1": {
            "nummer": "1",
            "titel": "Bel De Vries",
            "omschrijving": "Over WB-1",
            "verantwoordelijke": "1001",
            "toegewezen aan": ["1001", "1007"],
            "categorie": "CALL",
            "prioriteit": "Hoog",
            "streefdatum": "2027-03-15T08:00:00+00:00",
            "automatisch geopend": True,
            "automatisch gestart": True,
            "status": "In uitvoering",
            "startmoment": "2027-03-12T11:00:00+00:00",
            "gestart op": "2027-03-12T11:00:00+00:00",
            "werkbon": "WB-1",
            "relatie": "D-100",
            "contract": "C-1",
            "project": "PR-12",
        }
    }


def test_a_task_that_does_not_start_by_itself_has_not_begun(office: Any) -> None:
    jobs = office(f'{COMPLETE} MAAK taak MET titel = "x"')
    jobs.process("werkbon compleet gemeld", VISIT)
    task = jobs.stored("taak")["1"]
    assert (task["status"], task["automatisch geopend"], "startmoment" in task) == ("Nog niet begonnen", False, False)


@pytest.mark.parametrize(
    ("event", "record", "link"),
    [
        ("relatie bijgewerkt", {"debiteurnummer": "D-1", "naam": "x"}, ("relatie", "D-1")),
        ("contract bijgewerkt", {"nummer": "C-1", "relatie": "D-100"}, ("contract", "C-1")),
        ("herinnering openstaande offerte", {"nummer": "OFF-1", "relatie": "D-100"}, ("offerte", "OFF-1")),
        ("factuurstatus gewijzigd", {"nummer": "F-1", "relatie": "D-100", "werkbon": "WB-1"}, ("factuur", "F-1")),
        ("project bijgewerkt", {"code": "PR-1", "relatie": "D-100"}, ("project", "PR-1")),
        ("nieuwe portaalaanvraag", {"nummer": "PA-1", "relatie": "D-100"}, ("portaalaanvraag", "PA-1")),
        ("object bijgewerkt", {"code": "CV-1", "relatie": "D-100"}, ("object", "CV-1")),
    ],
)
def test_a_task_and_a_notice_are_tied_to_what_they_are_about(
    office: Any, event: str, record: dict[str, object], link: tuple[str, str]
) -> None:
    rule = f'REGEL "r" WANNEER {event} DAN MAAK taak MET titel = "x"'
    jobs = office(f'{rule} STUUR interne melding MET voor = ("1001"; "1007"); tekst = "y"; dringend = JA')
    jobs.process(event, record)
    ties = {name: record[name] for name in ("relatie", "werkbon") if name in record} | {link[0]: link[1]}
    task, notice = jobs.stored("taak")["1"], jobs.stored("melding")["1"]
    assert {name: task.get(name) for name in ties} == ties
    assert notice == {
        "nummer": "1", "tekst": "y", "voor": ["1001", "1007"], "dringend": True, "gelezen": False,
        "moment": "2027-03-12T11:00:00+00:00", **ties,
    }  # fmt: skip


# ---------------------------------------------------------------- archive


def test_archiving_ends_the_processing_at_once(office: Any) -> None:
    jobs = office(
        f'{COMPLETE} ARCHIVEER werkbon ZET commentaar = "te laat"\n'
        'REGEL "s" PRIORITEIT 200 WANNEER werkbon compleet gemeld DAN ZET commentaar = "ook te laat"'
    )
    jobs.process("werkbon compleet gemeld", VISIT)
    order = jobs.stored("werkbon")["WB-1"]
    assert (order["gearchiveerd"], order.get("commentaar")) == (True, None)
    assert jobs.done("werkbon compleet gemeld", {"nummer": "WB-1"})[0][1:] == (
        "overgeslagen", "de werkbon staat al in het archief",
    )  # fmt: skip


# ---------------------------------------------------------------- forms and materials


def test_a_form_is_added_after_those_there_are(order: Any, do: Any) -> None:
    boiler = Ref(BV, "object", "CV-001")
    first = do("VOEG formulier toe", parameters={"formulier": "Oplevering"})
    second = do("VOEG formulier toe", parameters={"formulier": "Keuring", "object": boiler})
    assert order.read(BON, "formulieren") == (first, second)
    assert second == Ref(BV, "formulier", "werkbon/WB-1/formulieren/2")
    assert order.filled(second) == {"naam": "Keuring", "object": boiler, "ingevuld": False}


def test_the_place_of_a_row_that_was_removed_is_not_used_again(order: Any, material: Any) -> None:
    first, _removed, third = (material(code=code) for code in "abc")
    order.write(BON, "materialen", (first, third))
    assert material(code="d").key == "werkbon/WB-1/materialen/4"


def test_material_takes_from_the_article_what_the_rule_leaves_open(order: Any, do: Any) -> None:
    article = order.create("artikel", {"naam": "Voorrijkosten", "eenheid": "stuks", "prijs": Decimal(45)}, key="VR")
    row = do("VOEG materiaal toe", parameters={"code": "VR", "aantal": Decimal(1)})
    assert order.filled(row) == {
        "code": "VR", "naam": "Voorrijkosten", "eenheid": "stuks", "aantal": 1, "prijs": 45, "artikel": article
    }  # fmt: skip
    free = do("VOEG materiaal toe", parameters={"code": "VR", "prijs": Decimal(0)})
    assert order.read(free, "prijs") == 0
    assert order.read(BON, "materialen") == (row, free)


def test_material_is_stored_with_every_parameter(office: Any) -> None:
    jobs = office(
        f'{COMPLETE} VOEG materiaal toe MET code = "R32"; aantal = 2,5; prijs = € 45,00; naam = "Koudemiddel";\n'
        '  eenheid = "kg"; korting = 10%; type = "Gas"; magazijn = "BUS-3"; garantie = NEE; garantiecode = "G24";\n'
        '  object = "AC-1"; koudemiddel = "R32"; koudemiddelhandeling = "Bijgevuld"; fles = "FL-1"'
    )
    jobs.process("werkbon compleet gemeld", VISIT)
    assert jobs.stored("materiaal")["werkbon/WB-1/materialen/1"] == {
        "code": "R32", "aantal": "2.5", "prijs": "45.00", "naam": "Koudemiddel", "eenheid": "kg", "korting": 10,
        "type": "Gas", "magazijn": "BUS-3", "garantie": False, "garantiecode": "G24", "object": "AC-1",
        "koudemiddel": "R32", "koudemiddelhandeling": "Bijgevuld", "fles": "FL-1",
    }  # fmt: skip


def test_an_article_that_is_not_known_needs_a_price(order: Any, do: Any) -> None:
    with pytest.raises(FailedError) as caught:
        do("VOEG materiaal toe", parameters={"code": "X"})
    assert caught.value.reason.nl == "artikel `X` staat niet in de artikellijst, en de regel geeft geen prijs"
    row = do("VOEG materiaal toe", parameters={"code": "X", "prijs": Decimal(1)})
    assert order.filled(row) == {"code": "X", "prijs": 1}


# ---------------------------------------------------------------- follow-up


def test_a_follow_up_updates_empties_and_leaves_fields_as_they_are(office: Any) -> None:
    jobs = office(
        f"{COMPLETE} MAAK vervolgwerkbon GENAAMD vervolg MET datum = VANDAAG + 5 werkdagen;\n"
        '  korte omschrijving = "Vervolg op {nummer}" ZONDER uitvoertijd; commentaar; vrije velden.meterstand\n'
        '  ZET commentaar = "{vervolg.nummer}"',
        FREE,
    )
    visit = {
        **VISIT, "korte omschrijving": "Lekkage", "datum": "2027-03-12", "uitvoertijd": "09:00", "eindtijd": "11:00",
        "commentaar": "x", "medewerker": "1042", "objecten": ["AC-1", "AC-2"], "prioriteitscode": "P1",
        "vrije velden": {"meterstand": 7, "sleutel aanwezig": True}, "documenten": ["tekening.pdf"],
        "werkstatus": "Onderdeel besteld", "handtekening": "krabbel.png", "naam ondertekenaar": "Jan",
        "foto's": ["1.jpg"], "werk gereed": False,
        "materialen": [{"code": "POMP", "prijs": 10}], "werkperiodes": [{"begintijd": "09:00"}],
        "formulieren": [{"naam": "Keuring", "ingevuld": True}, {"naam": "Oplevering", "ingevuld": False}],
        "storing": "Pomp stuk", "oplossing": "Besteld",
    }  # fmt: skip
    result = jobs.process("werkbon compleet gemeld", visit)
    new = jobs.stored("werkbon")["1"]
    assert new == {
        "nummer": "1", "status": "Ingepland", "vervolg op": "WB-1", "aanmaakdatum": "2027-03-12T11:00:00+00:00",
        "relatie": "D-100", "datum": "2027-03-19", "eindtijd": "11:00",
        "korte omschrijving": "Vervolg op WB-1", "medewerker": "1042", "objecten": ["AC-1", "AC-2"],
        "prioriteitscode": "P1", "vrije velden.sleutel aanwezig": True, "documenten": ["tekening.pdf"],
        "formulieren": ["werkbon/1/formulieren/1"],
    }  # fmt: skip
    assert jobs.stored("formulier")["werkbon/1/formulieren/1"] == {"naam": "Oplevering", "ingevuld": False}
    assert jobs.stored("werkbon")["WB-1"]["commentaar"] == "1"
    assert [one.event for one in result.follow_ups] == ["werkbon aangemaakt"]


def test_what_a_rule_gives_comes_along_where_the_example_has_it_for_itself(order: Any, do: Any) -> None:
    parameters = {"status": "Klaargezet", "handtekening": "krabbel.png", "relatie": None}
    new = do("MAAK vervolgwerkbon", parameters=parameters, cleared=frozenset({"Datum"}))
    assert order.filled(new).keys() == {"status", "handtekening", "aanmaakdatum", "vervolg op"}
    bare = do("MAAK vervolgwerkbon", cleared=frozenset({"status"}))
    assert "status" not in order.filled(bare)


def test_rows_that_a_rule_gives_are_copied_too(order: Any, do: Any, material: Any) -> None:
    row = material(code="POMP")
    new = do("MAAK vervolgwerkbon", parameters={"materialen": (row,)})
    (copied,) = order.read(new, "materialen")
    assert (copied.key, order.read(copied, "code")) == ("werkbon/1/materialen/1", "POMP")


def test_every_field_of_a_work_order_is_copied_or_said_not_to_be(order: Any) -> None:
    """A new field must be thought about: a copy of what belongs to one visit gets invoiced twice."""
    fields = order.schema.object("werkbon").fields
    assert set(fields) >= NOT_COPIED
    assert set(fields) - NOT_COPIED == {
        "extern nummer", "datum", "uitvoertijd", "einddatum", "eindtijd", "deadline", "duur", "prioriteitscode",
        "werkomschrijving", "interne werkomschrijving", "commentaar", "korte omschrijving", "medewerker",
        "medewerkers", "adhoc werkbon", "type werkzaamheden", "herkomst", "portaalaanvraag", "webplanning",
        "formulieren", "objecten", "documenten", "bijlagen", "relatie", "factuurrelatie", "contactpersoon", "adres",
        "regio", "contract", "project", "projectnummer", "extern projectnummer", "betaalwijze", "uurtarief",
        "minimum uren", "afrondingsminuten", "garantie", "sla-beleid",
    }  # fmt: skip


def test_a_follow_up_of_a_work_order_with_forms_keeps_those_of_the_example(order: Any, do: Any) -> None:
    form = add_row(order, BON, "formulieren", "formulier", {"naam": "Keuring"})
    new = do("MAAK vervolgwerkbon", parameters={"datum": date(2027, 4, 1), "uitvoertijd": time(9)})
    assert order.read(BON, "formulieren") == (form,)
    assert order.read(new, "formulieren") == (Ref(BV, "formulier", "werkbon/1/formulieren/1"),)


# ---------------------------------------------------------------- every field that a rule may update

FIELDS: list[tuple[str, str, str, object]] = [
    ("Datum", "datum", "VANDAAG + 1 werkdag", "2027-03-15"),
    ("Uitvoertijd", "uitvoertijd", "8:30", "08:30"),
    ("Einddatum", "einddatum", "VANDAAG", "2027-03-12"),
    ("Eindtijd", "eindtijd", "17:00", "17:00"),
    ("Prioriteitscode", "prioriteitscode", '"P1"', "P1"),
    ("Werkomschrijving", "werkomschrijving", '"Ketel van {relatie.naam}"', "Ketel van De Vries"),
    ("Interne werkomschrijving", "interne werkomschrijving", '"Sleutel: buren"', "Sleutel: buren"),
    ("Commentaar", "commentaar", '"Belt terug"', "Belt terug"),
    ("Korte omschrijving", "korte omschrijving", '"Bon {nummer}"', "Bon WB-1"),
    ("Werkstatus", "werkstatus", '"Uitgevoerd"', "Uitgevoerd"),
    ("Status", "status", '"Afgehandeld"', "Afgehandeld"),
    ("Medewerkersnummer", "medewerker", '"1042"', "1042"),
    ("Adhoc werkbon", "adhoc werkbon", "JA", True),
    ("Type werkzaamheden", "type werkzaamheden", '"Storing"', "Storing"),
    ("Handtekening", "handtekening", "relatie.vrije velden.krabbel", "krabbel.png"),
    ("Vrije velden: getal", "vrije velden.meterstand", "12,5", "12.5"),
    ("Vrije velden: ja-nee", "vrije velden.sleutel aanwezig", "NEE", False),
]
SETTINGS = f'{FREE}[open_keuzes.werkstatus]\nwaarden = ["Uitgevoerd"]\n[vrije_velden.relatie]\nkrabbel = "bestand"\n'
KNOWN = {"debiteurnummer": "D-100", "naam": "De Vries", "vrije velden": {"krabbel": "krabbel.png"}}


@pytest.mark.parametrize(("field", "value", "stored"), [one[1:] for one in FIELDS], ids=[one[0] for one in FIELDS])
def test_a_field_of_a_work_order_is_updated_and_emptied(office: Any, field: str, value: str, stored: object) -> None:
    jobs = office(
        f'{COMPLETE} ZET {field} = {value}\nREGEL "leeg" WANNEER werkbon planbord update DAN WIS {field}',
        SETTINGS,
    )
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1", "relatie": KNOWN})
    assert jobs.stored("werkbon")["WB-1"][field] == stored
    jobs.process("werkbon planbord update", {"nummer": "WB-1"})
    assert field not in jobs.stored("werkbon")["WB-1"]


def test_the_last_of_the_fields_is_a_form_that_is_added(office: Any) -> None:
    jobs = office(f'{COMPLETE} VOEG formulier toe MET formulier = "Oplevering"; object = "CV-1"')
    jobs.process("werkbon compleet gemeld", VISIT)
    assert jobs.stored("formulier") == {
        "werkbon/WB-1/formulieren/1": {"naam": "Oplevering", "object": "CV-1", "ingevuld": False}
    }


def test_the_signature_of_a_form_can_be_put_on_the_work_order(office: Any) -> None:
    jobs = office(
        f'{COMPLETE} VOOR ELK formulier IN formulieren WAARVOOR formulier.naam = "Oplevering" DOE\n'
        "  ZET handtekening = formulier.handtekening KLAAR"
    )
    forms = [{"naam": "Keuring", "handtekening": "a.png"}, {"naam": "Oplevering", "handtekening": "b.png"}]
    jobs.process("werkbon compleet gemeld", {**VISIT, "formulieren": forms})
    assert jobs.stored("werkbon")["WB-1"]["handtekening"] == "b.png"


def test_a_status_that_a_rule_sets_is_a_change_of_status(office: Any) -> None:
    jobs = office(
        f'{COMPLETE} ZET status = "Afgehandeld"\n'
        'REGEL "s" WANNEER werkbon statuswijziging VAN "Compleet" NAAR "Afgehandeld" DAN ARCHIVEER werkbon'
    )
    result = jobs.process("werkbon compleet gemeld", VISIT)
    assert [one.event for one in result.follow_ups] == ["werkbon statuswijziging"]
    assert jobs.stored("werkbon")["WB-1"]["gearchiveerd"] is True


# ---------------------------------------------------------------- objects, and the status of other records


def test_every_field_of_an_object_that_a_rule_may_write_is_stored(office: Any) -> None:
    values = {
        "omschrijving": ('"Ketel"', "Ketel"), "type": ('"CV"', "CV"), "merk": ('"Remeha"', "Remeha"),
        "model": ('"Avanta"', "Avanta"), "serienummer": ('"S1"', "S1"), "locatie": ('"Zolder"', "Zolder"),
        "verdieping": ("2", 2), "prijs": ("€ 1.850,00", "1850.00"), "datum installatie": ("1-3-2024", "2024-03-01"),
        "datum laatste keuring": ("datum", "2027-03-12"), "datum garantie tot": ("VANDAAG + 2 jaar", "2029-03-12"),
        "actief": ("JA", True), "opmerking": ('"x"', "x"), "adres": ('"A-1"', "A-1"), "leverancier": ('"L-1"', "L-1"),
        "bovenliggend object": ('"INST-1"', "INST-1"), "breedtegraad": ("52,1", "52.1"), "lengtegraad": ("5,2", "5.2"),
        "magazijn": ('"BUS-3"', "BUS-3"), "status": ('"In gebruik"', "In gebruik"), "volgorde": ("1", 1),
        "afbeelding": ("handtekening", "krabbel.png"),
        "vrije velden.volgende keuring": ("datum + 12 maanden", "2028-03-12"),
    }  # fmt: skip
    sets = "\n".join(f"  ZET object.{name} = {value}" for name, (value, _) in values.items())
    wipes = "\n".join(f"  WIS object.{name}" for name in values)
    jobs = office(
        f"{COMPLETE} VOOR ELK object IN objecten DOE\n{sets}\nKLAAR\n"
        f'REGEL "leeg" WANNEER werkbon planbord update DAN VOOR ELK object IN objecten DOE\n{wipes}\nKLAAR',
        '[vrije_velden.object]\n"volgende keuring" = "datum"\n',
    )
    writable = {name for name, one in jobs.engine.rules.schema.object("object").fields.items() if one.writable}
    assert set(values) == writable
    visit = {**VISIT, "datum": "2027-03-12", "handtekening": "krabbel.png", "objecten": [{"code": "A"}, {"code": "B"}]}
    jobs.process("werkbon compleet gemeld", visit)
    found = jobs.stored("object")
    assert found["A"] == {"code": "A", **{name: stored for name, (_, stored) in values.items()}}
    assert found["B"] == {**found["A"], "code": "B"}
    jobs.process("werkbon planbord update", {"nummer": "WB-1"})
    assert jobs.stored("object") == {"A": {"code": "A"}, "B": {"code": "B"}}


@pytest.mark.parametrize(
    ("trigger", "record", "field", "value"),
    [
        ("herinnering openstaande offerte", "offerte", "status", "Afgewezen"),
        ("factuur vervalt OP vervaldatum", "factuur", "status", "OVERDUE"),
        ("project bijgewerkt", "project", "status", "Afgerond"),
        ("relatie bijgewerkt", "relatie", "status", "Slapend"),
    ],
)
def test_a_rule_updates_the_status_of_other_records(
    office: Any, trigger: str, record: str, field: str, value: str
) -> None:
    jobs = office(f'REGEL "r" WANNEER {trigger} DAN ZET {field} = "{value}"')
    key = jobs.engine.rules.schema.object(record).key_field.name
    given = {key: "X-1", "naam": "x"} if record == "relatie" else {key: "X-1"}
    jobs.process(trigger.partition(" OP ")[0], given | ({"vervaldatum": "2027-03-12"} if record == "factuur" else {}))
    assert jobs.stored(record)["X-1"][field] == value
