"""`regeltaal reservekopie`: a copy of the store, also while it is in use."""

import shlex
from pathlib import Path
from urllib.parse import urlsplit

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, write
from regeltaal.cli.project_arguments import folder_argument, open_settings, store_errors
from regeltaal.loading import store_url
from regeltaal.running import file_of, is_absent
from regeltaal.runtime.engine import MEMORY

_DOC = Text(
    nl="""Maak een kopie van de opslag van een project: records, gebeurtenissen, tijdlijn, geplande acties en bestanden.

    De kopie is van één moment en wordt nagekeken, ook als de dienst intussen doorwerkt. Ze schrijft nooit over een
    bestand heen. Van PostgreSQL toont de opdracht waarmee u een kopie maakt en terugzet. Terugzetten: zie
    docs/beheer.md.""",
    en="""Copy the store of a project: records, events, history, planned actions and files.

    The copy is of one moment and is checked, also while the service goes on. It never writes over a file. Of PostgreSQL
    it shows the commands that make a copy and put it back. Putting back: see docs/beheer.md.""",
)
_EXAMPLES = (
    ("regeltaal reservekopie mijn-project -o kopie.db", Text(nl="een kopie", en="a copy")),
    (
        "regeltaal reservekopie mijn-project -o /mnt/kopie/regeltaal-$(date +%F).db",
        Text(nl="elke dag een eigen bestand", en="a file of its own for each day"),
    ),
)
_TO = Text(nl="Het bestand voor de kopie.", en="The file for the copy.")
_NOTHING = Text(nl="er is nog geen opslag om een kopie van te maken", en="there is no store yet to copy")
_THERE = Text(nl="`{path}` is er al; er wordt niet overheen geschreven", en="`{path}` is there already; it is kept")
_NO_FOLDER = Text(nl="de map `{path}` is er niet", en="there is no folder `{path}`")
_DONE = Text(nl="kopie gemaakt: {path} ({size} kB)", en="copy made: {path} ({size} kB)")
_MEMORY = Text(nl="de opslag is het geheugen: daarvan is geen kopie te maken", en="the store is memory: it has no copy")
_SERVER = Text(
    nl="""De opslag staat op een databaseserver. Maak een kopie met:

  {dump}

En zet die terug in een lege database met:

  {restore}

Het wachtwoord staat hier niet in; pg_dump vraagt ernaar, of leest het uit PGPASSWORD of ~/.pgpass.
""",
    en="""The store is on a database server. Make a copy with:

  {dump}

And put it back into an empty database with:

  {restore}

The password is not shown; pg_dump asks for it, or reads it from PGPASSWORD or ~/.pgpass.
""",
)


@define("reservekopie", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option(
    "-o",
    "--naar",
    type=click.Path(path_type=Path),
    required=True,
    metavar=say(Text(nl="BESTAND", en="FILE")),
    help=say(_TO),
)
@click.pass_context
def command(ctx: click.Context, map_: Path, *, naar: Path) -> None:
    url = store_url(open_settings(ctx, map_))
    file = file_of(url)
    if file is None:
        write(_on_server(url, naar))
    else:
        _copy(url, file, naar)


def _copy(url: str, file: Path, target: Path) -> None:
    from regeltaal.runtime.store_file import copy_to  # noqa: PLC0415 - with SQLite

    if is_absent(url):
        raise FailedRunError(say(_NOTHING))
    if not target.parent.is_dir():
        raise FailedRunError(say(_NO_FOLDER, path=str(target.parent)))
    if target.exists() or target.is_symlink():
        raise FailedRunError(say(_THERE, path=str(target)))
    try:
        with store_errors():
            copy_to(str(file), target)
    except FileExistsError as error:
        raise FailedRunError(say(_THERE, path=str(target))) from error
    write(say(_DONE, path=str(target), size=target.stat().st_size // 1000) + "\n")


def _on_server(url: str, target: Path) -> str:
    """The commands for a server; of what stands in the address before the `@`, the password is left out."""
    parts = urlsplit(url)
    if url == MEMORY:
        raise FailedRunError(say(_MEMORY))
    user = parts.netloc.rpartition("@")[0].partition(":")[0]
    place = parts.netloc.rpartition("@")[2]
    address = parts._replace(scheme="postgresql", netloc=f"{user}@{place}" if user else place).geturl()
    dump = ("pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={address}")
    restore = ("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address}", str(target))
    return say(_SERVER, dump=shlex.join(dump), restore=shlex.join(restore))
