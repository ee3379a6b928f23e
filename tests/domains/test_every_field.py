"""Every field of the work orders, one by one: an event brings it, a rule compares it, a mail shows it.

Nothing is listed here but what a value of each type looks like: a field that is added is tried at once.
"""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default as mail_policy
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.loading import load
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.model import FREE_FIELDS, Event, Field, Object, Schema, key_of
from regeltaal.values.common import FILE
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type

WITH_FREE_FIELDS = (
    "werkbon",
    "project",
    "factuur",
    "offerte",
    "object",
    "relatie",
    "contactpersoon",
    "artikel",
    "urenregel",
    "contract",
)
"""The nine entities that have free fields in the product, and contracts."""

SETTINGS = """[project]
domein = "werkbonnen"
[koppelingen.mail]
map = "postvak-uit"
afzender = "planning@bedrijf.example"
[open_keuzes.werkstatus]
waarden = ["Uitgevoerd"]
[open_keuzes.leadfase]
waarden = ["Offerte"]
"""
SIX_TYPES = """kenmerk = "tekst"
meterstand = "getal"
kleur = { keuze = ["rood", "blauw"] }
"sleutel aanwezig" = "ja-nee"
keuringsdag = "datum"
"laatste contact" = "moment"
"""


NO_DATA = ("administratie", "nummerreeks", "melding")
"""What no event is about: the administration itself, how far our own numbering is, what rules tell colleagues."""


@frozen
class Sample:
    """A value of a type: in an event, in a rule, in a mail."""

    sent: object
    written: str
    shown: str


SAMPLES = {
    "tekst": Sample("Goud", '"Goud"', "Goud"),
    "lange tekst": Sample("Bel eerst", '"Bel eerst"', "Bel eerst"),
    "getal": Sample("12.5", "12,5", "12,5"),
    "geheel getal": Sample(7, "7", "7"),
    "bedrag": Sample("1250.50", "€ 1.250,50", "€ 1.250,50"),
    "percentage": Sample(21, "21%", "21%"),
    "datum": Sample("2026-12-31", "31-12-2026", "31-12-2026"),
    "tijd": Sample("14:30", "14:30", "14:30"),
    "moment": Sample("2026-12-31T14:30:00+01:00", "31-12-2026 14:30", "31-12-2026 14:30"),
    "ja-nee": Sample(True, "JA", "ja"),  # noqa: FBT003 - a value
    "bestand": Sample("foto.jpg", "foto.jpg", "foto.jpg"),
    "e-mailadres": Sample("info@devries.example", '"info@devries.example"', "info@devries.example"),
    "telefoonnummer": Sample("+31612345678", '"+31612345678"', "+31612345678"),
    "postcode": Sample("3701 AA", '"3701 AA"', "3701 AA"),
    "kvk-nummer": Sample("12345678", '"12345678"', "12345678"),
    "btw-nummer": Sample("NL123456782B90", '"NL123456782B90"', "NL123456782B90"),
}


DERIVED = {"objectonderdeel.garantie tot": Sample("2030-01-01", "31-7-2027", "31-7-2027")}
"""Fields that are worked out from others, whatever the event says."""


def sample_of(type_: Type, schema: Schema) -> Sample:
    """A single value; of a reference the key."""
    match type_:
        case Scalar(kind):
            return SAMPLES[kind.name]
        case Enumeration(values=values):
            return Sample(values[0], f'"{values[0]}"', values[0])
        case ObjectType(name):
            owner = schema.objects[key_of(name)]
            assert owner.key_field is not None
            return Sample({owner.key_field.name: "K-9"}, '"K-9"', "K-9")
        case _:
            raise AssertionError(type_)


@frozen
class Row:
    """Where rows of an object without a key are: a list of an object that has one."""

    owner: Object
    field: Field


def rows(schema: Schema) -> dict[str, Row]:
    """The first list of rows of each object without a key."""
    found: dict[str, Row] = {}
    for owner in schema.objects.values():
        for field in owner.fields.values():
            if holds_rows(field.type, schema) and isinstance(field.type, ListOf):
                found.setdefault(key_of(str(field.type.element)), Row(owner, field))
    return found


def holds_rows(type_: Type, schema: Schema) -> bool:
    element = element_of(type_)
    return isinstance(element, ObjectType) and schema.objects[key_of(element.name)].key_field is None


def element_of(type_: Type) -> Type:
    return type_.element if isinstance(type_, ListOf) else type_


def key_name(type_: Type, schema: Schema) -> str:
    assert isinstance(type_, ObjectType)
    found = schema.objects[key_of(type_.name)].key_field
    assert found is not None
    return found.name


# ---------------------------------------------------------------- what is sent, asked and shown


def sent(owner: Object, schema: Schema) -> dict[str, object]:
    """A record with every field filled, rows included."""
    return {field.name: sent_field(owner, field, schema) for field in owner.fields.values()}


def sent_field(owner: Object, field: Field, schema: Schema) -> object:
    element = element_of(field.type)
    if holds_rows(field.type, schema) and isinstance(element, ObjectType):
        return [sent(schema.objects[key_of(element.name)], schema)]
    value = sample(owner, field, schema).sent
    return [value] if isinstance(field.type, ListOf) else value


def sample(owner: Object, field: Field, schema: Schema) -> Sample:
    return DERIVED.get(f"{owner.name}.{field.name}") or sample_of(element_of(field.type), schema)


@frozen
class Trial:
    """One field: the condition that must hold, and what a template holds that must show so."""

    name: str
    condition: str
    line: str
    shown: str


def trial(owner: Object, field: Field, schema: Schema, row: Row | None) -> Trial:
    """A field of a record of its own, or one of the rows in a list of it."""
    path = field.name if row is None else f"stuk.{field.name}"
    found = sample(owner, field, schema)
    wanted = f"{path} BEVAT {found.written}" if isinstance(field.type, ListOf) else f"{path} = {found.written}"
    if element_of(field.type) == FILE:
        wanted = f"{path} IS GEVULD"
    inner = f".{key_name(element_of(field.type), schema)}" if isinstance(element_of(field.type), ObjectType) else ""
    line = f"{{{path}{inner}}}"
    if isinstance(field.type, ListOf):
        line = f"{{VOOR ELK ding IN {path}}}{{ding{inner}}}{{KLAAR}}"
    if row is not None:
        wanted = f"EEN stuk IN {row.field.name} WAARVOOR {wanted}"
        line = f"{{VOOR ELK stuk IN {row.field.name}}}{line}{{KLAAR}}"
    return Trial(f"{owner.name}.{field.name}", wanted, line, found.shown)


def trials(owner: Object, schema: Schema) -> Iterator[Trial]:
    """Those of an object with a key, and of the rows that belong to it."""
    yield from (trial(owner, field, schema, None) for field in plain_fields(owner, schema))
    for name, row in rows(schema).items():
        if row.owner is owner:
            yield from (
                trial(schema.objects[name], field, schema, row) for field in plain_fields(schema.objects[name], schema)
            )


def plain_fields(owner: Object, schema: Schema) -> list[Field]:
    return [field for field in owner.fields.values() if not holds_rows(field.type, schema)]


def event_of(owner: Object, schema: Schema) -> Event:
    return next(one for one in schema.events.values() if key_of(one.object) == key_of(owner.name) and not one.moments)


# ---------------------------------------------------------------- a project that tries them all


def rules_of(owner: Object, schema: Schema) -> str:
    event = event_of(owner, schema).name
    found = [
        f'REGEL "{one.name}" WANNEER {event} EN {one.condition} DAN MAAK taak MET titel = "{one.name}"\n'
        for one in trials(owner, schema)
    ]
    mail = f'ontvanger = "kantoor@bedrijf.example"; sjabloon = "{owner.name}"'
    return "".join([*found, f'REGEL "mail over {owner.name}" WANNEER {event} DAN VERSTUUR e-mail MET {mail}\n'])


def with_keys(schema: Schema) -> list[Object]:
    return [one for one in schema.objects.values() if one.key_field is not None and one.name not in NO_DATA]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("alles")
    own = "".join(f"[vrije_velden.{name}]\n{SIX_TYPES}" for name in WITH_FREE_FIELDS)
    (root / "regeltaal.toml").write_text(SETTINGS + own, encoding="utf-8")
    (root / "regels").mkdir()
    (root / "sjablonen").mkdir()
    schema = load(root).schema
    text = "".join(rules_of(owner, schema) for owner in with_keys(schema))
    (root / "regels" / "alles.regel").write_text(f"DOMEIN werkbonnen\n{text}", encoding="utf-8")
    for owner in with_keys(schema):
        lines = "".join(f"{one.name} = {one.line}\n" for one in trials(owner, schema))
        (root / "sjablonen" / f"{owner.name}.txt").write_text(f"Onderwerp: {owner.name}\n\n{lines}", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def rules(folder: Path) -> RuleSet:
    return load(folder)


def test_each_field_can_be_brought_compared_and_shown(folder: Path, rules: RuleSet) -> None:
    schema = rules.schema
    for owner in with_keys(schema):
        wanted = list(trials(owner, schema))
        with Engine(rules) as engine:
            event = {"id": owner.name, "gebeurtenis": event_of(owner, schema).name, "record": sent(owner, schema)}
            result = engine.process(event)
            assert result.status is EventStatus.PROCESSED, (owner.name, result.field, result.reason)
            with engine.store.look() as unit:
                made = {one.fields.get("titel") for one in unit.records("taak")}
        assert [one.name for one in wanted if one.name not in made] == []
        shown = mail_about(folder, owner.name)
        assert [f"{one.name} = {one.shown}" for one in wanted if f"{one.name} = {one.shown}" not in shown] == []


def mail_about(folder: Path, subject: str) -> list[str]:
    mails = (
        message_from_bytes(path.read_bytes(), policy=mail_policy) for path in (folder / "postvak-uit").glob("*.eml")
    )
    (mail,) = [one for one in mails if one["Subject"] == subject]
    return str(mail.get_content()).splitlines()


def test_there_is_no_field_that_is_not_tried(rules: RuleSet) -> None:
    schema = rules.schema
    tried = {one.name for owner in with_keys(schema) for one in trials(owner, schema)}
    lists = {
        f"{owner.name}.{field.name}"
        for owner in schema.objects.values()
        for field in owner.fields.values()
        if holds_rows(field.type, schema)
    }
    every = {
        f"{owner.name}.{field.name}"
        for owner in schema.objects.values()
        for field in owner.fields.values()
        if owner.name not in NO_DATA
    }
    assert every - tried - lists == set()
    assert len(tried) > 400


def test_every_entity_with_free_fields_has_the_six_types(rules: RuleSet) -> None:
    for name in WITH_FREE_FIELDS:
        found = [str(field.type) for field in rules.schema.objects[name].free_fields]
        assert found == ["tekst", "getal", "kleur", "ja-nee", "datum", "moment"]
        assert all(field.name.startswith(f"{FREE_FIELDS}.") for field in rules.schema.objects[name].free_fields)
