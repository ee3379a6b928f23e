"""What can be wrong with `[dienst]`."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.project.problems.common import choices, setting_sample

WRONG_VALUE = declare(
    "RT962",
    Severity.ERROR,
    title=Text(nl="Waarde van de dienst past niet", en="Value of the service does not fit"),
    message=Text(nl="`{key}` is {found}, hier hoort {expected}", en="`{key}` is {found}, where {expected} is expected"),
    why=Text(
        nl="Onder `[dienst]` staat waar de dienst luistert en hoeveel zij aanneemt. Een waarde buiten de grenzen zou "
        "pas bij het starten stuklopen, of de dienst openzetten.",
        en="`[dienst]` says where the service listens and how much it takes on. A value beyond the limits would fail "
        "only at the start, or leave the service open.",
    ),
    wrong=setting_sample("\n[dienst]\npoort = 83210\n"),
    right=setting_sample("\n[dienst]\npoort = 8321\n"),
)


def wrong_value(span: Span, key: str, found: str, expected: Text, hint: Text | None = None) -> Diagnostic:
    return Diagnostic(WRONG_VALUE, span, {"key": key, "found": f"`{found}`", "expected": expected}, hint=hint)


def folder_of_project(span: Span, path: str) -> Diagnostic:
    """A folder to read in is emptied: what the project itself is made of can't be below it."""
    wanted = Text(
        nl="een eigen map onder het project, zonder regels of sjablonen erin",
        en="a folder of its own below the project, without rules or templates in it",
    )
    hint = Text(
        nl='Maak een map voor de post, en schrijf bijvoorbeeld `pad = "post"`: alles wat erin ligt, wordt ingelezen en '
        "weggezet.",
        en='Make a folder for the post and write, say, `pad = "post"`: all that lies in it is read in and put away.',
    )
    return wrong_value(span, "pad", path, wanted, hint)


MISSING = declare(
    "RT963",
    Severity.ERROR,
    title=Text(nl="De dienst mist een instelling", en="The service lacks a setting"),
    message=Text(nl="`{key}` ontbreekt in {table}", en="`{key}` is missing from {table}"),
    hint=Text(nl="Voeg toe: `{example}`.", en="Add: `{example}`."),
    why=Text(
        nl="Een map heeft een pad nodig, en een postvak een server en een gebruiker: anders is niet bekend waar de "
        "dienst moet kijken.",
        en="A folder needs a path, and a mailbox a server and a user: otherwise it is not known where the service is "
        "to look.",
    ),
    wrong=setting_sample('\n[dienst.postvak]\nserver = "imap.voorbeeld.nl"\n'),
    right=setting_sample('\n[dienst.postvak]\nserver = "imap.voorbeeld.nl"\ngebruiker = "facturen@voorbeeld.nl"\n'),
)


def missing(span: Span, key: str, table: Text, example: str) -> Diagnostic:
    return Diagnostic(MISSING, span, {"key": key, "table": table, "example": example})


UNKNOWN_ADMINISTRATION = declare(
    "RT964",
    Severity.ERROR,
    title=Text(
        nl="Map of postvak van een onbekende administratie", en="Folder or mailbox of an unknown administration"
    ),
    message=Text(
        nl="`{name}` is geen administratie van dit project", en="`{name}` is no administration of this project"
    ),
    why=Text(
        nl="Alles uit deze map of dit postvak gaat naar één administratie; haar naam is die van een kop "
        "`[administraties.…]`. Zonder `administratie` volgt zij uit het postadres of de map.",
        en="All from this folder or mailbox goes to one administration; its name is that of a heading "
        "`[administraties.…]`. Without `administratie` it follows from the mail address or the folder.",
    ),
    wrong=setting_sample(
        '\n[administraties."Jansen BV"]\ntags = []\n\n[dienst.map]\npad = "post"\nadministratie = "Janssen BV"\n'
    ),
    right=setting_sample(
        '\n[administraties."Jansen BV"]\ntags = []\n\n[dienst.map]\npad = "post"\nadministratie = "Jansen BV"\n'
    ),
)


def unknown_administration(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(UNKNOWN_ADMINISTRATION, span, {"name": name}, hint=choices(name, sorted(known)))


SAME_SOURCE = declare(
    "RT965",
    Severity.ERROR,
    title=Text(nl="Twee keer dezelfde map of hetzelfde postvak", en="The same folder or mailbox twice"),
    message=Text(nl="`{name}` staat er twee keer", en="`{name}` stands here twice"),
    hint=Text(
        nl="Haal er een weg, of geef ze elk een eigen `naam` als het er echt twee zijn.",
        en="Remove one, or give each a `naam` of its own if they really are two.",
    ),
    why=Text(
        nl="Twee lezers van één map of postvak zouden elkaar in de weg zitten, en in het logboek niet te "
        "onderscheiden zijn.",
        en="Two readers of one folder or mailbox would be in each other's way, and could not be told apart in the log.",
    ),
    wrong=setting_sample('\n[[dienst.map]]\npad = "post"\n\n[[dienst.map]]\npad = "post"\n'),
    right=setting_sample('\n[[dienst.map]]\npad = "post"\n\n[[dienst.map]]\npad = "facturen"\n'),
)


def same_source(span: Span, name: str) -> Diagnostic:
    return Diagnostic(SAME_SOURCE, span, {"name": name})
