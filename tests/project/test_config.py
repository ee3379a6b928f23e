"""regeltaal.toml: what each setting means, and what is said of one that is wrong."""

import pytest

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.project.config import read_config
from regeltaal.project.model import ProjectConfig

HEAD = '[project]\ndomein = "werkbonnen"\n'


def config(text: str) -> ProjectConfig:
    read = read_config(Source("regeltaal.toml", text))
    assert [problem.message() for problem in read.problems] == []
    assert read.config is not None
    return read.config


def problems(text: str) -> list[Diagnostic]:
    return list(read_config(Source("regeltaal.toml", text)).problems)


def only_problem(text: str) -> Diagnostic:
    (problem,) = problems(text)
    return problem


def test_defaults_are_filled_in() -> None:
    found = config(HEAD)
    assert (
        found.domain,
        found.rules,
        found.zone,
        found.store,
        found.templates,
    ) == ("werkbonnen", ("regels/**/*.regel",), "Europe/Amsterdam", "sqlite:///regeltaal.db", "sjablonen")


def test_an_administration_has_what_its_table_says() -> None:
    found = config(
        HEAD
        + '[administraties."Jansen BV"]\ntags = ["horeca"]\nmodules = ["Purchase to pay"]\nabonnement = "Compleet"\n'
        + 'boekhoudpakket = "Exact Online"\nrechten = ["goedkeuren"]\n'
    ).administrations["Jansen BV"]
    assert (
        found.tags,
        found.modules,
        found.subscription,
        found.package,
        found.rights,
    ) == (("horeca",), ("Purchase to pay",), "Compleet", "Exact Online", ("goedkeuren",))


def test_modules_that_are_not_named_are_not_known() -> None:
    assert config(HEAD + "[administraties.A]\n").administrations["A"].modules is None


def test_free_fields_and_open_values() -> None:
    found = config(
        HEAD + '[vrije_velden.werkbon]\nmeterstand = "getal"\n[open_keuzes.werkstatus]\nwaarden = ["Uitgevoerd"]\n'
    )
    assert [(one.object, one.name, one.type) for one in found.free_fields] == [("werkbon", "meterstand", "getal")]
    assert [(one.name, one.values) for one in found.open_values] == [("werkstatus", ("Uitgevoerd",))]


def test_a_free_field_may_have_choices_of_its_own() -> None:
    found = config(HEAD + '[vrije_velden.object]\nkleur = { keuze = ["rood", "blauw"] }\n')
    assert [(one.object, one.name, one.choices) for one in found.free_fields] == [
        ("object", "kleur", ("rood", "blauw"))
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("{ keus = [] }", "RT947"), ("{}", "RT949"), ('{ keuze = "rood" }', "RT948"), ("3", "RT948")],
)
def test_a_free_field_that_is_no_type_and_no_list_of_choices_is_told(written: str, code: str) -> None:
    read = read_config(Source("regeltaal.toml", f"{HEAD}[vrije_velden.object]\nkleur = {written}\n"))
    assert code in [one.code.id for one in read.problems]
    assert read.config is not None
    assert read.config.free_fields == ()


def test_connections_hold_any_setting() -> None:
    found = config(HEAD + '[koppelingen.planbord]\nserver = "localhost:1025"\npogingen = 3\n')
    assert found.connections == {"planbord": {"server": "localhost:1025", "pogingen": 3}}


def test_another_mail_server_is_the_same_rule_set() -> None:
    one = config(HEAD + '[koppelingen.mail]\nserver = "a"\n[opslag]\nurl = "sqlite:///a.db"\n')
    other = config(HEAD + '[koppelingen.mail]\nserver = "b"\n[opslag]\nurl = "sqlite:///b.db"\n')
    tagged = config(HEAD + '[administraties.A]\ntags = ["horeca"]\n')
    assert one.meaning == other.meaning
    assert one.meaning != tagged.meaning


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ('[project]\ndomien = "x"\ndomein = "y"\n', "RT947", "domien", "Bedoelde u `domein`?"),
        (HEAD + '[opslg]\nurl = "sqlite:///a.db"\n', "RT947", "opslg", "Bedoelde u `opslag`?"),
        (HEAD + 'regels = "a.regel"\n', "RT948", '"a.regel"', 'Schrijf `["a.regel"]`.'),
        (HEAD + "regels = [1, 2]\n", "RT948", "[1, 2]", None),
        (HEAD + "tijdzone = 1\n", "RT948", "1", None),
        (HEAD + 'lint = "uit"\n', "RT947", "lint", None),
        ('[project]\ntijdzone = "Europe/Amsterdam"\n', "RT949", "project", 'Voeg toe: `domein = "werkbonnen"`.'),
        (HEAD + 'tijdzone = "amsterdam"\n', "RT951", '"amsterdam"', "Bedoelde u `Europe/Amsterdam`?"),
        (HEAD + 'tijdzone = "../../etc/passwd"\n', "RT951", '"../../etc/passwd"', "Bedoelde u `Europe/Amsterdam`?"),
        (HEAD + 'regels = ["../*.regel"]\n', "RT944", '["../*.regel"]', None),
        (HEAD + 'regels = ["/etc/*.regel"]\n', "RT944", '["/etc/*.regel"]', None),
        (HEAD + 'regels = ["C:/x/*.regel"]\n', "RT944", '["C:/x/*.regel"]', None),
        (HEAD + '[sjablonen]\nmap = "../x"\n', "RT944", '"../x"', None),
        (HEAD + '[opslag]\nurl = "regeltaal.db"\n', "RT954", '"regeltaal.db"', None),
        (HEAD + '[koppelingen.mail]\nwachtwoord = "x"\n', "RT952", "wachtwoord", None),
        (HEAD + '[opslag]\nurl = "postgresql://piet:geheim@db/x"\n', "RT952", '"postgresql://piet:geheim@db/x"', None),
        (HEAD + '[lint]\nuit = ["RT101"]\n', "RT955", '["RT101"]', None),
        (HEAD + '[lint]\nuit = ["RT601"]\nfout = ["rt601"]\n', "RT966", '["rt601"]', None),
        (HEAD + "[test]\ndekking = 120\n", "RT810", "120", None),
    ],
)
def test_a_wrong_setting_is_pointed_at(text: str, code: str, place: str, hint: str | None) -> None:
    problem = only_problem(text)
    assert (code, place) == (problem.code.id, problem.span.text)
    if hint is not None:
        assert hint == problem.advice()


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("[project]\ndomein = werkbonnen\n", 2, "achter `=` staat geen waarde"),
        ("[project]\ndomein\n", 2, "achter de naam ontbreekt `=`"),
        ("[project]\n\n[project]\n", 3, "deze kop staat er al"),
        ('[project\ndomein = "x"\n', 1, "de kop is niet gesloten"),
        ('[project]\ndomein = "x', 2, "de tekst is niet gesloten"),
        ('[project]\nregels = ["a"', 2, "de lijst is niet gesloten"),
        ('[project]\ndomein = "a" "b"\n', 2, "achter de waarde staat nog iets"),
        ("€", 1, "hier hoort een kop"),
    ],
)
def test_broken_toml_is_told_in_dutch_at_its_line(text: str, line: int, cause: str) -> None:
    problem = only_problem(text)
    assert ("RT946", line) == (problem.code.id, problem.span.begin.line)
    assert cause in problem.message()
    assert "line" not in problem.message()


def test_brackets_without_end_are_no_crash() -> None:
    assert {"RT946"} == {problem.code.id for problem in problems("a = " + "[" * 5000)}


def test_secret_names_its_variable() -> None:
    problem = only_problem(HEAD + '[koppelingen."mijn mail"]\nwachtwoord = "x"\n')
    assert "REGELTAAL_MIJN_MAIL_WACHTWOORD" in (problem.advice() or "")


def test_unknown_key_can_be_mended() -> None:
    (fix,) = only_problem('[project]\ndomein = "x"\ntijdzoen = "Europe/Amsterdam"\n').fixes
    assert (fix.edits[0].replacement, fix.safe) == ("tijdzone", True)


def test_a_free_field_with_only_a_list_is_told_how_to_be_a_list_of_choices() -> None:
    problem = only_problem(HEAD + '[vrije_velden.werkbon]\nkleur = ["rood", "blauw"]\n')
    assert problem.advice() == 'Schrijf voor een keuzelijst `kleur = { keuze = ["rood", "blauw"] }`.'
