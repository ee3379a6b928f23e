"""`[dienst]` of regeltaal.toml: what it says, and that what does not fit is told with its place and a remedy."""

import pytest

from regeltaal.base.source import Source
from regeltaal.project.config import Configured, read_config
from regeltaal.project.model import FolderSource, ProjectConfig, ServiceConfig

HEAD = '[project]\ndomein = "werkbonnen"\n[administraties."Jansen BV"]\n[administraties."Visser"]\n'


def read(text: str) -> Configured:
    return read_config(Source("regeltaal.toml", HEAD + text))


def service(text: str) -> ServiceConfig:
    found = read(text)
    assert [one.message() for one in found.problems] == []
    assert isinstance(found.config, ProjectConfig)
    return found.config.service


def told(text: str) -> list[tuple[str, str, str]]:
    """Of each problem its code, the text it points at and its message."""
    return [(one.code.id, one.span.text, one.message()) for one in read(text).problems]


def test_without_a_heading_it_listens_on_the_loopback() -> None:
    assert service("") == ServiceConfig(address="127.0.0.1", port=8321, threads=4, name="dienst-1")


def test_everything_can_be_set() -> None:
    found = service(
        '[dienst]\nadres = "0.0.0.0"\npoort = 0\ndraden = 8\nnaam = "dienst-2"\ngrootste_bericht = 5000\n'
        "verzoeken_per_minuut = 10\n"
    )

    assert found == ServiceConfig("0.0.0.0", 0, 8, "dienst-2", 5000, 10)  # noqa: S104 - as it was written


def test_one_folder_and_one_mailbox_are_tables() -> None:
    found = service(
        '[dienst.map]\npad = "post"\nadministratie = "Visser"\nelke = 10\nverwerkt = "klaar"\ngeweigerd = "fout"\n'
        '[dienst.postvak]\nserver = "imap.voorbeeld.nl"\ngebruiker = "post@voorbeeld.nl"\npoort = 1143\n'
        'beveiliging = "starttls"\npostmap = "Facturen"\n'
    )

    (folder,), (mailbox,) = found.folders, found.mailboxes
    assert folder == FolderSource("post", "post", "Visser", every=10, done="klaar", refused="fout", span=folder.span)
    assert (mailbox.name, mailbox.port, mailbox.security) == ("post@voorbeeld.nl@imap.voorbeeld.nl", 1143, "starttls")
    assert (mailbox.folder, mailbox.password_variable) == ("Facturen", "REGELTAAL_POSTVAK_WACHTWOORD")


def test_several_are_lists_of_tables_and_each_mailbox_has_a_password_of_its_own() -> None:
    found = service(
        '[[dienst.map]]\npad = "post"\n[[dienst.map]]\npad = "/srv/facturen"\n'
        '[[dienst.postvak]]\nnaam = "facturen"\nserver = "a"\ngebruiker = "b"\n'
        '[[dienst.postvak]]\nnaam = "Post & zo"\nserver = "a"\ngebruiker = "c"\n'
    )

    assert [one.path for one in found.folders] == ["post", "/srv/facturen"]
    assert [one.password_variable for one in found.mailboxes] == [
        "REGELTAAL_POSTVAK_FACTUREN_WACHTWOORD",
        "REGELTAAL_POSTVAK_POST___ZO_WACHTWOORD",
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("[dienst]\npoort = 70000\n", "RT962", "70000"),
        ("[dienst]\npoort = -1\n", "RT962", "-1"),
        ('[dienst]\npoort = "8321"\n', "RT948", '"8321"'),
        ("[dienst]\npoort = true\n", "RT948", "true"),
        ("[dienst]\ndraden = 0\n", "RT962", "0"),
        ("[dienst]\ngrootste_bericht = 10\n", "RT962", "10"),
        ('[dienst]\nadres = "http://localhost"\n', "RT962", '"http://localhost"'),
        ('[dienst]\nadres = " "\n', "RT962", '" "'),
        ('[dienst]\nnaam = "een naam"\n', "RT962", '"een naam"'),
        ("[dienst]\npoortje = 1\n", "RT947", "poortje"),
        ('[dienst]\ntoken = "x"\n', "RT952", "token"),
        ("[dienst.map]\n", "RT963", "dienst.map"),
        ('[dienst.map]\npad = "../elders"\n', "RT944", '"../elders"'),
        ('[dienst.map]\npad = "post"\nverwerkt = "a/b"\n', "RT962", '"a/b"'),
        ('[dienst.map]\npad = "post"\nadministratie = "Jansen"\n', "RT964", '"Jansen"'),
        ('[[dienst.map]]\npad = "a"\n[[dienst.map]]\npat = "b"\npad = "c"\n', "RT947", "pat"),
        ('[[dienst.map]]\npad = "a"\n[[dienst.map]]\npad = "a"\n', "RT965", "dienst.map"),
        ("[dienst]\nmap = 5\n", "RT948", "5"),
        ("[dienst]\nmap = [1]\n", "RT948", "[1]"),
        ('[dienst.postvak]\nserver = "a"\n', "RT963", "dienst.postvak"),
        ('[dienst.postvak]\nserver = "a"\ngebruiker = "b"\nwachtwoord = "c"\n', "RT952", "wachtwoord"),
        ('[dienst.postvak]\nserver = "a"\ngebruiker = "b"\nbeveiliging = "ssl"\n', "RT962", '"ssl"'),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(text: str, code: str, place: str) -> None:
    assert [(one, where) for one, where, _ in told(text)] == [(code, place)]


def test_a_heading_that_is_no_heading_is_told() -> None:
    (problem,) = read_config(Source("regeltaal.toml", f"dienst = 5\n{HEAD}")).problems

    assert (problem.code.id, problem.span.text) == ("RT948", "5")


def test_the_second_of_a_list_is_told_at_its_own_place() -> None:
    (problem,) = read('[[dienst.map]]\npad = "a"\n\n[[dienst.map]]\npad = "b"\nelke = 0\n').problems

    assert problem.span.begin.line == HEAD.count("\n") + 6


def test_a_secret_in_a_mailbox_names_the_variable_it_belongs_in() -> None:
    (problem,) = read('[dienst.postvak]\nnaam = "x"\nserver = "a"\ngebruiker = "b"\nwachtwoord = "c"\n').problems

    assert problem.facts["variable"] == "REGELTAAL_POSTVAK_X_WACHTWOORD"


def test_the_service_does_not_change_what_rules_do() -> None:
    plain, served = read("").config, read("[dienst]\npoort = 9000\n").config

    assert plain is not None
    assert served is not None
    assert plain.meaning == served.meaning
