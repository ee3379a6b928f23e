"""What can go wrong while events are processed, as codes. RT968-RT979: the store.

A store fails by the state of a machine, not by what a file says: the samples of these codes show the setting at which
it happens most, and `tests/runtime/test_store_problems.py` brings about each state for real.
"""

from regeltaal.base.coded_error import CodedError
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Code, Sample, SampleKind, Severity
from regeltaal.base.text import Fact, Text


class StoreError(CodedError):
    """The store can't do what was asked; nothing of the transaction is kept. ``retry``: trying again may help."""

    def __init__(self, code: Code, facts: dict[str, Fact], *, retry: bool = False) -> None:
        super().__init__(code, facts)
        self.retry = retry


def _setting(url: str) -> Sample:
    return Sample(f'[project]\ndomein = "werkbonnen"\n[opslag]\nurl = "{url}"\n', SampleKind.SITUATION)


_RIGHT = _setting("sqlite:///regeltaal.db")

READ_ONLY = declare(
    "RT970",
    Severity.ERROR,
    title=Text(nl="Opslag is alleen te lezen", en="The store is read-only"),
    message=Text(nl="de opslag `{store}` is alleen te lezen", en="the store `{store}` is read-only"),
    hint=Text(
        nl="Geef uzelf schrijfrechten op het bestand en op de map, of kies een andere plek bij `[opslag] url`.",
        en="Give yourself write access to the file and its folder, or choose another place at `[opslag] url`.",
    ),
    why=Text(
        nl="Elke gebeurtenis wordt vastgelegd voordat er iets verstuurd wordt; zonder schrijfrechten kan dat niet.",
        en="Every event is recorded before anything is sent; without write access that can't be done.",
    ),
    wrong=_setting("sqlite:////alleen-lezen/regeltaal.db"),
    right=_RIGHT,
)

FULL = declare(
    "RT971",
    Severity.ERROR,
    title=Text(nl="Schijf is vol", en="The disk is full"),
    message=Text(
        nl="er is geen ruimte meer om in de opslag `{store}` te schrijven",
        en="there is no room left to write in the store `{store}`",
    ),
    hint=Text(
        nl="Maak schijfruimte vrij en verwerk dezelfde gebeurtenissen opnieuw: wat al verwerkt is, wordt overgeslagen.",
        en="Free some disk space and process the same events again: what was processed already is passed over.",
    ),
    why=Text(
        nl="De gebeurtenis waarbij de schijf vol raakte, is in haar geheel niet verwerkt; wat daarvoor kwam wel.",
        en="The event at which the disk filled up was not processed at all; those before it were.",
    ),
    wrong=_setting("sqlite:////volle-schijf/regeltaal.db"),
    right=_RIGHT,
)

LOCKED = declare(
    "RT972",
    Severity.ERROR,
    title=Text(nl="Opslag is in gebruik", en="The store is in use"),
    message=Text(
        nl="de opslag `{store}` is nog bezig met een ander programma",
        en="the store `{store}` is still busy with another program",
    ),
    hint=Text(
        nl="Wacht tot het andere programma klaar is en probeer het opnieuw; met PostgreSQL kan er meer tegelijk.",
        en="Wait for the other program and try again; with PostgreSQL more can run at the same time.",
    ),
    why=Text(
        nl="In een bestand kan één programma tegelijk schrijven; er is gewacht, maar het kwam niet vrij.",
        en="One program at a time can write in a file; it was waited for, but did not become free.",
    ),
    wrong=_setting("sqlite:///in-gebruik.db"),
    right=_RIGHT,
)

DAMAGED = declare(
    "RT973",
    Severity.ERROR,
    title=Text(nl="Geen opslag, of beschadigd", en="No store, or damaged"),
    message=Text(
        nl="het bestand `{store}` is geen opslag van Regeltaal, of het is beschadigd",
        en="the file `{store}` is no store of Regeltaal, or it is damaged",
    ),
    hint=Text(
        nl="Zet een reservekopie terug, of kies een ander bestand bij `[opslag] url`; er is niets aan veranderd.",
        en="Put back a backup, or choose another file at `[opslag] url`; nothing in it was changed.",
    ),
    why=Text(
        nl="Een bestand dat niet als opslag te lezen is, wordt nooit overschreven: er kan iets anders in staan.",
        en="A file that can't be read as a store is never overwritten: it may hold something else.",
    ),
    wrong=_setting("sqlite:///adressen.xlsx"),
    right=_RIGHT,
)

NEWER = declare(
    "RT974",
    Severity.ERROR,
    title=Text(nl="Opslag van een nieuwere versie", en="A store of a newer version"),
    message=Text(
        nl="de opslag `{store}` is gemaakt door een nieuwere versie van Regeltaal ({found}, deze kent {known})",
        en="the store `{store}` was made by a newer version of Regeltaal ({found}, this one knows {known})",
    ),
    hint=Text(
        nl="Werk Regeltaal bij met `pip install --upgrade regeltaal`.",
        en="Update Regeltaal with `pip install --upgrade regeltaal`.",
    ),
    why=Text(
        nl="Een oudere versie weet niet wat er in de nieuwere indeling staat en zou gegevens kunnen bederven.",
        en="An older version does not know what the newer layout holds and could spoil data.",
    ),
    wrong=_setting("sqlite:///van-nieuwere-versie.db"),
    right=_RIGHT,
)

UNREACHABLE = declare(
    "RT975",
    Severity.ERROR,
    title=Text(nl="Databaseserver niet bereikbaar", en="The database server can't be reached"),
    message=Text(
        nl="de databaseserver van `{store}` {why}",
        en="the database server of `{store}` {why}",
    ),
    hint=Text(
        nl="Controleer of de server draait, en of server, poort, database, gebruiker en wachtwoord in het adres van "
        "de opslag goed zijn.",
        en="Check that the server runs, and that server, port, database, user and password in the address of the "
        "store are right.",
    ),
    why=Text(
        nl="Zonder opslag kan niet worden vastgelegd wat er is gebeurd, dus er is niets verwerkt.",
        en="Without a store nothing that happened can be recorded, so nothing was processed.",
    ),
    wrong=_setting("postgresql://localhost:1/regeltaal"),
    right=_RIGHT,
)

UNUSABLE_URL = declare(
    "RT976",
    Severity.ERROR,
    title=Text(nl="Adres van de opslag onbruikbaar", en="The address of the store is unusable"),
    message=Text(
        nl="`{store}` is geen adres van een opslag die hier te gebruiken is",
        en="`{store}` is no address of a store that can be used here",
    ),
    hint=Text(
        nl="Schrijf `sqlite:///regeltaal.db` of `postgresql://gebruiker@server/naam`; PostgreSQL vraagt "
        "`pip install 'regeltaal[postgres]'`.",
        en="Write `sqlite:///regeltaal.db` or `postgresql://user@server/name`; PostgreSQL asks for "
        "`pip install 'regeltaal[postgres]'`.",
    ),
    why=Text(
        nl="Het begin van het adres zegt welke soort opslag het is; daarvoor moet het stuurprogramma aanwezig zijn.",
        en="The start of the address says what kind of store it is; the driver for it must be present.",
    ),
    wrong=_setting("access:///regeltaal.mdb"),
    right=_RIGHT,
)

NO_FOLDER = declare(
    "RT977",
    Severity.ERROR,
    title=Text(nl="Map van de opslag ontbreekt", en="The folder of the store is missing"),
    message=Text(
        nl="de opslag `{store}` kan niet gemaakt worden: de map `{folder}` bestaat niet",
        en="the store `{store}` can't be made: the folder `{folder}` does not exist",
    ),
    hint=Text(
        nl="Maak de map `{folder}`, of kies een andere plek bij `[opslag] url`.",
        en="Make the folder `{folder}`, or choose another place at `[opslag] url`.",
    ),
    why=Text(
        nl="Mappen worden niet vanzelf gemaakt: een tikfout in het adres zou dan een lege opslag geven.",
        en="Folders are not made by themselves: a typing error in the address would then give an empty store.",
    ),
    wrong=_setting("sqlite:///ontbrekende-map/regeltaal.db"),
    right=_RIGHT,
)

UNSTORABLE = declare(
    "RT978",
    Severity.ERROR,
    title=Text(nl="Teken dat niet bewaard kan worden", en="A character that can't be stored"),
    message=Text(
        nl="een naam of sleutel bevat een teken dat de opslag `{store}` niet kan bewaren",
        en="a name or key holds a character that the store `{store}` can't keep",
    ),
    hint=Text(
        nl="Haal onzichtbare of kapotte tekens uit het `id`, de administratie en de sleutel van het record.",
        en="Remove invisible or broken characters from the `id`, the administration and the key of the record.",
    ),
    why=Text(
        nl="Namen en sleutels worden letterlijk bewaard, en een half teken is geen geldige tekst.",
        en="Names and keys are stored literally, and half a character is no valid text.",
    ),
    wrong=Sample('{"id": "\\ud800", "gebeurtenis": "werkbon aangemaakt"}', SampleKind.SITUATION),
    right=Sample('{"id": "e-1", "gebeurtenis": "werkbon aangemaakt"}', SampleKind.SITUATION),
)

UNREADABLE = declare(
    "RT969",
    Severity.ERROR,
    title=Text(nl="Geen toegang tot de opslag", en="No access to the store"),
    message=Text(nl="u mag de opslag `{store}` niet lezen", en="you may not read the store `{store}`"),
    hint=Text(
        nl="Laat de beheerder u lees- en schrijfrechten op het bestand en op de map geven.",
        en="Have the administrator give you read and write access to the file and its folder.",
    ),
    why=Text(
        nl="Het bestand is er, maar de gebruiker waarmee u bent aangemeld mag het niet openen.",
        en="The file is there, but the user you are logged in as may not open it.",
    ),
    wrong=_setting("sqlite:////van-een-ander/regeltaal.db"),
    right=_RIGHT,
)

OTHER = declare(
    "RT979",
    Severity.ERROR,
    title=Text(nl="Fout van de database", en="An error of the database"),
    message=Text(
        nl="de opslag `{store}` meldt een fout: `{detail}`", en="the store `{store}` reports an error: `{detail}`"
    ),
    hint=Text(
        nl="Probeer het opnieuw; blijft het zo, geef deze melding dan aan uw beheerder.",
        en="Try again; if it stays, give this message to your administrator.",
    ),
    why=Text(
        nl="De database gaf een fout die Regeltaal niet kent; van de gebeurtenis is niets vastgelegd.",
        en="The database gave an error that Regeltaal does not know; nothing of the event was recorded.",
    ),
    wrong=_setting("sqlite:///onbekende-fout.db"),
    right=_RIGHT,
)


IN_SERVICE = declare(
    "RT968",
    Severity.ERROR,
    title=Text(nl="Er draait al een dienst", en="A service runs already"),
    message=Text(
        nl="op de opslag `{store}` draait al een dienst{name}",
        en="a service{name} runs on the store `{store}` already",
    ),
    hint=Text(
        nl="Stop de andere dienst{remedy}.",
        en="Stop the other service{remedy}.",
    ),
    why=Text(
        nl="Aan de naam is te zien wie een actie onder handen heeft. In een bestand past één dienst: er kan er één "
        "tegelijk schrijven.",
        en="The name tells who is at an action. A file has room for one service: one at a time can write.",
    ),
    wrong=_setting("sqlite:///al-in-dienst.db"),
    right=_RIGHT,
)


def read_only(store: str) -> StoreError:
    return StoreError(READ_ONLY, {"store": store})


def unreadable(store: str) -> StoreError:
    return StoreError(UNREADABLE, {"store": store})


def full(store: str) -> StoreError:
    return StoreError(FULL, {"store": store})


def locked(store: str) -> StoreError:
    return StoreError(LOCKED, {"store": store}, retry=True)


def one_service(store: str, name: str) -> StoreError:
    """In a file."""
    remedy = Text(
        nl="; voor meer diensten naast elkaar: gebruik PostgreSQL en geef elke dienst een eigen naam met `--naam`",
        en="; for several side by side: use PostgreSQL and give each a name of its own with `--naam`",
    )
    return _in_service(store, name, remedy)


def same_name(store: str, name: str) -> StoreError:
    """On a server, that has room for services of different names."""
    remedy = Text(
        nl=", of geef deze een eigen naam met `--naam`", en=", or give this one a name of its own with `--naam`"
    )
    return _in_service(store, name, remedy)


def _in_service(store: str, name: str, remedy: Text) -> StoreError:
    called = Text(nl=f" met de naam `{name}`", en=f" named `{name}`") if name else Text(nl="", en="")
    return StoreError(IN_SERVICE, {"store": store, "name": called, "remedy": remedy})


def damaged(store: str) -> StoreError:
    return StoreError(DAMAGED, {"store": store})


def newer(store: str, found: int, known: int) -> StoreError:
    return StoreError(NEWER, {"store": store, "found": found, "known": known})


def unreachable(store: str, place: str) -> StoreError:
    return _unreachable(store, Text(nl=f"is niet bereikbaar op `{place}`", en=f"can't be reached at `{place}`"))


def unknown_server(store: str, host: str) -> StoreError:
    return _unreachable(store, Text(nl=f"is niet te vinden: `{host}` bestaat niet", en=f"is not found: no `{host}`"))


def refused_login(store: str, user: str) -> StoreError:
    if not user:
        return _unreachable(
            store,
            Text(
                nl="weigert de aanmelding: het adres noemt geen gebruiker",
                en="refuses the login: the address names no user",
            ),
        )
    why = Text(
        nl=f"weigert de aanmelding: gebruiker `{user}` of het wachtwoord klopt niet",
        en=f"refuses the login: user `{user}` or the password is wrong",
    )
    return _unreachable(store, why)


def no_database(store: str, database: str) -> StoreError:
    why = Text(nl=f"heeft geen database `{database}`", en=f"has no database `{database}`")
    return _unreachable(store, why)


def _unreachable(store: str, why: Text) -> StoreError:
    return StoreError(UNREACHABLE, {"store": store, "why": why}, retry=True)


def unusable_url(store: str) -> StoreError:
    return StoreError(UNUSABLE_URL, {"store": store})


def no_folder(store: str, folder: str) -> StoreError:
    return StoreError(NO_FOLDER, {"store": store, "folder": folder})


def unstorable(store: str) -> StoreError:
    return StoreError(UNSTORABLE, {"store": store})


def other(store: str, detail: str) -> StoreError:
    return StoreError(OTHER, {"store": store, "detail": " ".join(detail.split())})
