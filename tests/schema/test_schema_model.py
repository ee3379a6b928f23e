"""What a domain becomes: the facts of the model that rules and the runtime go by."""

import attrs
import pytest

from regeltaal.base.source import Source, Span, at_start
from regeltaal.schema.loader import Loaded, load
from regeltaal.schema.model import Execution, Level, Match, Repeat, Schema
from regeltaal.syntax import tree
from regeltaal.values import common
from regeltaal.values.environment import MonthEnd
from regeltaal.values.types import Enumeration, ListOf, ObjectType

TEXT = """
DOMEIN proef OMSCHRIJVING "Een proef."
MAANDEINDE OMHOOG
FEESTDAGEN "koningsdag"; "Tweede  Paasdag"
MODULES "Planning" ABONNEMENT "Pro"; "Inkoop"
KEUZE bonstatus: "Open"; "Dicht" OMSCHRIJVING "Hoe ver een bon is."
OPEN KEUZE soort
OBJECT bon OMSCHRIJVING "Een bon."
  VELD nummer: tekst VERPLICHT SLEUTEL VOORHEEN bonnummer VOORHEEN no
  VELD Status: bonstatus WIJZIGBAAR OMSCHRIJVING "Hoe ver." VOORBEELD "open"
  VELD klant: klant NIVEAU administratie MODULE "planning"
  VELD omschrijving: lange tekst
  VELD bladzijden: geheel getal HOOGSTENS 50
  VELD soorten: LIJST VAN soort
  VELD deadline: moment
VRIJ VELD gewicht: getal BIJ bon OMSCHRIJVING "In kilo's."
OBJECT klant
  VELD code: tekst SLEUTEL
GEBEURTENIS bon aangemaakt BIJ bon NIEUW OMSCHRIJVING "Er is een bon."
GEBEURTENIS Statuswijziging BIJ bon VOLGT status
GEBEURTENIS te laat BIJ bon MOMENT deadline EENMAAL PER bon
FASEN BIJ bon: eerst EERSTE; daarna ALLE
ACTIE KOPIEER bon BIJ bon; klant
  OMSCHRIJVING "Maakt er nog een."
  FASE daarna
  MODULE "Inkoop"
  ABONNEMENT "Pro"
  NIVEAU omgeving
  UITVOERING MINSTENS EENMAAL
  VELDEN VAN bon BEHALVE klant; vrije velden.gewicht
  PARAMETER aantal: geheel getal STANDAARD 1 VOORBEELD 2
  PARAMETER reden: tekst VERPLICHT ALS parameter.aantal > 1 EEN WAARDE
  PARAMETER brief: SJABLOON "Brieven" VERPLICHT
  PARAMETER kaart: SJABLOON
  PRECIES EEN VAN omschrijving; deadline
  KANDIDATEN klant WAARVOOR klant.code = parameter.reden
  VEREIST AANTAL(kandidaten) = 1
  NIET ALS parameter.aantal = 0
  GEEFT bon
  GEVOLG bon aangemaakt; statuswijziging
  BEEINDIGT bon
  BIJ HERHALING NEGEER
ACTIE SLUIT bon BIJ bon
FUNCTIE VERZEND-KLAAR(x: bon; y: LIJST VAN getal): ja-nee OMSCHRIJVING "Of alles er is."
"""


@attrs.frozen
class Free:
    object: str
    name: str
    type: str
    span: Span = attrs.field(factory=lambda: at_start(Source("regeltaal.toml", "")), eq=False)
    choices: tuple[str, ...] | None = None
    heading: Span | None = None


def loaded(text: str, *free: Free) -> Loaded:
    return load(Source("proef.domein", text), free)


@pytest.fixture(scope="module")
def schema() -> Schema:
    found = loaded(TEXT)
    assert found.problems == ()
    assert found.schema is not None
    return found.schema


def test_the_domain_itself(schema: Schema) -> None:
    assert (schema.name, schema.doc, schema.month_end) == ("proef", "Een proef.", MonthEnd.UP)
    assert schema.calendar.holidays == {"Koningsdag", "Tweede paasdag"}
    assert [(one.name, one.subscription) for one in schema.modules.values()] == [("Planning", "Pro"), ("Inkoop", None)]
    assert len(schema.digest) == 64


def test_choices(schema: Schema) -> None:
    closed, opened = schema.enums["bonstatus"], schema.enums["soort"]
    assert (closed.values, closed.open, closed.doc) == (("Open", "Dicht"), False, "Hoe ver een bon is.")
    assert (opened.values, opened.open) == ((), True)


def test_fields_and_their_properties(schema: Schema) -> None:
    bon = schema.objects["bon"]
    assert list(bon.fields) == [
        "nummer",
        "status",
        "klant",
        "omschrijving",
        "bladzijden",
        "soorten",
        "deadline",
        "vrije velden.gewicht",
    ]
    number, status, customer = bon.fields["nummer"], bon.fields["status"], bon.fields["klant"]
    assert (number.key, number.required, number.writable, number.type) == (True, True, False, common.TEXT)
    assert bon.field("BonNummer") is bon.field("no") is number is bon.key_field
    assert (status.name, status.type, status.writable) == ("Status", Enumeration("bonstatus", ()), True)
    assert (status.doc, status.example) == ("Hoe ver.", '"open"')
    assert (customer.type, customer.level, customer.module) == (ObjectType("klant"), Level.ADMINISTRATION, "Planning")
    assert bon.fields["omschrijving"].type == common.TEXT
    assert bon.fields["bladzijden"].at_most == 50
    assert isinstance(bon.fields["soorten"].type, ListOf)


def test_free_fields_go_by_their_path_and_can_be_written(schema: Schema) -> None:
    (free,) = schema.objects["bon"].free_fields
    assert (free.name, free.type, free.writable, free.doc) == (
        "vrije velden.gewicht",
        common.NUMBER,
        True,
        "In kilo's.",
    )


def test_every_domain_knows_the_administration(schema: Schema) -> None:
    assert list(schema.objects["administratie"].fields) == ["naam", "tags", "modules", "abonnement", "boekhoudpakket"]


def test_events(schema: Schema) -> None:
    made, changed, late = schema.events.values()
    assert (made.name, made.object, made.creates, made.doc) == ("bon aangemaakt", "bon", True, "Er is een bon.")
    assert (changed.name, changed.follows, changed.creates) == ("Statuswijziging", "Status", False)
    assert (late.moments, late.once_per) == (("deadline",), "bon")
    assert schema.events_following("bon", "status") == (changed,)
    assert schema.event("STATUSWIJZIGING") is changed


def test_phases(schema: Schema) -> None:
    assert [(one.name, one.match) for one in schema.phases_of("bon")] == [("eerst", Match.FIRST), ("daarna", Match.ALL)]
    assert [(one.name, one.match) for one in schema.phases_of("klant")] == [("", Match.ALL)]


def test_an_action_with_everything(schema: Schema) -> None:
    action = schema.action("KOPIEER", "bon")
    assert action is not None
    assert (action.title, action.objects, action.doc) == ("KOPIEER bon", ("bon", "klant"), "Maakt er nog een.")
    assert (action.phase, action.module, action.subscription) == ("daarna", "Inkoop", "Pro")
    assert (action.level, action.execution, action.repeat) == (Level.ENVIRONMENT, Execution.AT_LEAST, Repeat.IGNORE)
    assert (action.gives, action.raises, action.ends) == ("bon", ("bon aangemaakt", "Statuswijziging"), "bon")
    assert action.exactly_one_of == ("omschrijving", "deadline")
    assert [one.forbids for one in action.preconditions] == [False, True]
    assert action.candidates is not None
    assert action.candidates.object == "klant"
    assert action.is_outside


def test_an_action_with_nothing(schema: Schema) -> None:
    action = schema.action("sluit", "Bon")
    assert action is not None
    assert (action.phase, action.execution, action.repeat) == (None, Execution.EXACTLY, Repeat.AGAIN)
    assert not action.is_outside


def test_parameters(schema: Schema) -> None:
    action = schema.action("KOPIEER", "bon")
    assert action is not None
    given = action.parameters
    from_fields = [key for key, one in given.items() if one.from_field]
    assert from_fields == ["status", "omschrijving", "bladzijden", "soorten", "deadline"]
    assert (given["status"].doc, given["status"].example) == ("Hoe ver.", '"open"')
    count, reason = given["aantal"], given["reden"]
    assert isinstance(count.default, tree.Literal)
    assert (count.default.text, count.example, count.required) == ("1", "2", False)
    assert (reason.required, reason.required_if is not None, reason.single_value) == (False, True, True)
    assert (given["brief"].type, given["brief"].template, given["brief"].required) == (common.TEXT, "Brieven", True)
    assert (given["kaart"].template, count.template) == ("", None)


def test_functions(schema: Schema) -> None:
    (function,) = schema.functions.values()
    assert function.name == "VERZEND-KLAAR"
    assert function.parameters == (("x", ObjectType("bon")), ("y", ListOf(common.NUMBER)))
    assert (function.result, function.doc) == (common.YES_NO, "Of alles er is.")


def test_the_month_end_is_down_when_nothing_is_said() -> None:
    found = loaded("DOMEIN a").schema
    assert found is not None
    assert found.month_end is MonthEnd.DOWN
    assert found.calendar.holidays == frozenset()


def test_the_digest_follows_the_text() -> None:
    one, other, same = loaded("DOMEIN a").schema, loaded("DOMEIN b").schema, loaded("DOMEIN a").schema
    assert one is not None
    assert other is not None
    assert same is not None
    assert one.digest == same.digest != other.digest


# ---------------------------------------------------------------- free fields of a project


def test_a_project_adds_free_fields() -> None:
    found = loaded(TEXT, Free("Bon", "Kleur ral", "LIJST VAN tekst"), Free("klant", "soort", "soort")).schema
    assert found is not None
    colour = found.objects["bon"].fields["vrije velden.kleur ral"]
    assert (colour.name, colour.type, colour.free) == ("vrije velden.Kleur ral", ListOf(common.TEXT), True)
    assert found.objects["klant"].fields["vrije velden.soort"].type == found.enums["soort"]


def test_a_project_replaces_a_free_field_of_the_domain() -> None:
    found = loaded(TEXT, Free("bon", "gewicht", "geheel getal")).schema
    assert found is not None
    assert [one.type for one in found.objects["bon"].free_fields] == [common.INTEGER]


def test_a_field_of_a_project_is_a_parameter_where_all_fields_are() -> None:
    found = loaded(TEXT, Free("bon", "kleur", "tekst")).schema
    assert found is not None
    assert "vrije velden.kleur" in found.actions["kopieer bon"].parameters


@pytest.mark.parametrize(
    ("free", "code"),
    [
        (Free("bom", "kleur", "tekst"), "RT905"),
        (Free("bon", "kleur", "text"), "RT904"),
        (Free("bon", "kleur", ""), "RT904"),
        (Free("bon", "kleur", "LIJST VAN LIJST VAN tekst"), "RT915"),
    ],
)
def test_a_faulty_free_field_is_reported_where_it_stands(free: Free, code: str) -> None:
    (problem,) = loaded(TEXT, free).problems
    assert (problem.code.id, problem.span.source.path) == (code, "regeltaal.toml")


def test_free_fields_of_an_unknown_object_are_told_at_the_heading_with_nothing_to_replace() -> None:
    source = Source("regeltaal.toml", '[vrije_velden.bom]\nkleur = "tekst"\n')
    (problem,) = loaded(TEXT, Free("bom", "kleur", "tekst", heading=Span(source, 1, 17))).problems
    assert (problem.code.id, problem.span.text, problem.advice(), problem.fixes) == (
        "RT905", "vrije_velden.bom", "Bedoelde u `bon`?", ()
    )  # fmt: skip


def test_a_slip_in_the_kind_of_a_free_field_is_no_object() -> None:
    (problem,) = loaded(TEXT, Free("bon", "gewicht", "bom")).problems
    assert (problem.code.id, problem.fixes) == ("RT904", ())


# ---------------------------------------------------------------- advice


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("OBJECT a\n  VELD naam: tekst verplicht", "Bedoelde u `tekst VERPLICHT`?"),
        ("OBJECT a\n  VELD naam: tekst VERPLCHT", "Bedoelde u `VERPLICHT`, in hoofdletters?"),
        ("OBJECT a\n  veld naam: tekst", "Bedoelde u `VELD`, in hoofdletters?"),
        ("GEBEURTENIS nieuw bij klant", "Bedoelde u `BIJ`, in hoofdletters?"),
        ("OBJECT a\n  VELD naam; tekst", "Hier kan staan: `:`."),
        ('KEUZE kleur: "rood"\nOBJECT a\n  VELD kleur: kleur VOORBEELD "roood"', "Bedoelde u `rood`?"),
    ],
)
def test_advice_says_what_was_meant(text: str, advice: str) -> None:
    (problem,) = loaded(f"DOMEIN proef\n{text}").problems
    assert problem.advice() == advice


def test_a_fix_makes_the_problem_go_away() -> None:
    text = 'DOMEIN proef\nMODULES "Planning"\nOBJECT bon\n  VELD status: tekst MODULE "Planing"'
    (problem,) = loaded(text).problems
    (edit,) = problem.fixes[0].edits
    mended = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert loaded(mended).problems == ()


def test_a_free_field_may_bring_choices_of_its_own() -> None:
    found = loaded(TEXT, Free("bon", "kleur", "", choices=("rood", "blauw")))
    assert found.problems == ()
    assert found.schema is not None
    field = found.schema.objects["bon"].fields["vrije velden.kleur"]
    assert isinstance(field.type, Enumeration)
    assert (field.type.values, field.type.open, field.writable) == (("rood", "blauw"), False, True)


def test_choices_without_a_value_are_told() -> None:
    found = loaded(TEXT, Free("bon", "kleur", "", choices=()))
    assert [one.code.id for one in found.problems] == ["RT916"]


@pytest.mark.parametrize(("number", "codes"), [(50, []), (51, ["RT936"]), (60, ["RT936"])])
def test_there_is_a_most_of_free_fields_for_one_object(number: int, codes: list[str]) -> None:
    free = [Free("bon", f"veld {chr(97 + one // 26)}{chr(97 + one % 26)}", "tekst") for one in range(number)]
    found = loaded("DOMEIN proef\nOBJECT bon\n  VELD nummer: tekst\n", *free)
    assert [one.code.id for one in found.problems] == codes
    if codes:
        assert found.problems[0].message() == f"`bon` heeft {number} vrije velden, en hoogstens 50 mag"


LEVELS = """
DOMEIN proef
ABONNEMENTEN "Basis"; "Pro"; "Compleet"
REGELNIVEAU omgeving ABONNEMENT "Compleet" KENMERK premium
MODULES "Planning" ABONNEMENT "Pro"
OBJECT bon
  VELD bedrag: bedrag SAMEN MET munt
  VELD munt: tekst
OBJECT administratie
  VELD premium: ja-nee
ACTIE SLUIT bon BIJ bon
  PARAMETER reden: tekst MODULE "planning"
"""


def test_subscriptions_have_an_order_and_levels_ask_one() -> None:
    schema = loaded(LEVELS).schema
    assert schema is not None
    asked = schema.levels[Level.ENVIRONMENT]
    assert (asked.subscription, asked.trait) == ("Compleet", "premium")
    assert Level.ADMINISTRATION not in schema.levels
    assert schema.subscription_of("Planning") == "Pro"
    assert [schema.suffices(one, "Pro") for one in ("Basis", "Pro", "Compleet", "Anders", None)] == [
        False, True, True, False, True
    ]  # fmt: skip


def test_a_field_may_go_with_another_and_a_parameter_may_ask_a_module() -> None:
    schema = loaded(LEVELS).schema
    assert schema is not None
    assert schema.objects["bon"].fields["bedrag"].together == "munt"
    assert schema.actions["sluit bon"].parameters["reden"].module == "Planning"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("SAMEN MET munt", "SAMEN MET munt2", "RT906"),
        ("KENMERK premium", "KENMERK premum", "RT906"),
        ('"Pro"; "Compleet"', '"Pro"; "Pro"', "RT902"),
        ("REGELNIVEAU omgeving", "REGELNIVEAU omgving", "RT911"),
        ("MODULES", 'REGELNIVEAU omgeving ABONNEMENT "Pro"\nMODULES', "RT922"),
        ("MODULES", 'ABONNEMENTEN "Pro"\nMODULES', "RT922"),
    ],
)
def test_slips_in_levels_and_subscriptions_are_told(old: str, new: str, code: str) -> None:
    assert [one.code.id for one in loaded(LEVELS.replace(old, new, 1)).problems] == [code]
