"""`regeltaal opruimen`: remove the details of long ago, and give the room back."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say, say_count
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, open_settings, store_errors
from regeltaal.cli.terminal import confirmed, with_progress
from regeltaal.loading import store_url
from regeltaal.project.model import Project
from regeltaal.running import file_of, is_absent
from regeltaal.runtime.storage import open_store
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_date

if TYPE_CHECKING:
    from regeltaal.runtime.store_retention import Removed

_DOC = Text(
    nl="""Verwijder de bijzonderheden van gebeurtenissen van lang geleden: wat er gelezen is en wat eruit kwam, hun
    lijnen in de tijdlijn, de inhoud van berichten, geweigerde invoer en bestanden waar niets meer naar verwijst.

    Blijft: elk record, elke lopende klok, elke gepubliceerde versie, alles waarover nog beslist moet worden (zie
    `regeltaal opnieuw`), en van elke gebeurtenis het id: komt die nog eens binnen, dan is ze `dubbel`. Dit werkt ook
    terwijl de dienst draait. Maak eerst een kopie met `regeltaal reservekopie`: wat weg is, is weg.""",
    en="""Remove the details of events of long ago: what was read and what came of it, their lines in the history, the
    content of messages, refused input, and files that nothing refers to any more.

    What stays: every record, every running clock, every published version, all that is still to be decided about (see
    `regeltaal opnieuw`), and of every event its id: when it comes in again it is a duplicate. It also works while the
    service runs. Make a copy first with `regeltaal reservekopie`: what is gone is gone.""",
)
_EXAMPLES = (
    (
        "regeltaal opruimen mijn-project --ouder-dan 90d --droog",
        Text(nl="kijk wat er weg zou gaan", en="see what would go"),
    ),
    ("regeltaal opruimen mijn-project --ouder-dan 90d", Text(nl="verwijder het, na een vraag", en="remove it")),
    (
        "regeltaal opruimen mijn-project --ouder-dan 26w --ja",
        Text(nl="zonder vraag, voor een taak in de nacht", en="without a question, for a nightly job"),
    ),
)
_OLDER = Text(
    nl="Hoe oud: een aantal dagen (90d), weken (26w) of jaren (2j).", en="How old: days (90d), weeks (26w), years (2j)."
)
_TERM = Text(nl="TERMIJN", en="TERM")
_DRY = Text(nl="Doe alsof: tel alleen wat er weg zou gaan.", en="Pretend: only count what would go.")
_YES = Text(nl="Vraag niet om bevestiging.", en="Don't ask for confirmation.")
_SHRINK = Text(
    nl="Geef ook van een oude opslag de ruimte terug; houdt de dienst zolang op.",
    en="Give back the room of an old store too; it holds up the service meanwhile.",
)
_NO_TERM = Text(
    nl="`{value}` is geen termijn; schrijf bijvoorbeeld 90d, 26w of 2j", en="`{value}` is no term; write, say, 90d, 26w"
)
_ASK = Text(
    nl="De bijzonderheden van alles van vóór {day} voorgoed verwijderen?",
    en="Remove the details of everything before {day} for good?",
)
_NO_ANSWER = Text(nl="er is niets verwijderd", en="nothing was removed")
_GONE = Text(nl="verwijderd van vóór {day}: {what}", en="removed of before {day}: {what}")
_WOULD = Text(nl="zou weg gaan van vóór {day}: {what}", en="would go of before {day}: {what}")
_NONE = Text(nl="er is niets van vóór {day} om te verwijderen", en="there is nothing of before {day} to remove")
_BACK = Text(nl="{size} kB is teruggegeven aan de schijf", en="{size} kB was given back to the disk")
_LATER = Text(
    nl="{size} kB in het bestand is vrij voor later; `--verklein` geeft het terug aan de schijf",
    en="{size} kB of the file is free for later; `--verklein` gives it back to the disk",
)
_REFUSED = Text(nl="{count} geweigerd", en="{count} refused")
_PARTS = {
    "gebeurtenissen": (Text(nl="1 gebeurtenis", en="1 event"), Text(nl="{count} gebeurtenissen", en="{count} events")),
    "tijdlijn": (
        Text(nl="1 lijn van de tijdlijn", en="1 line of history"),
        Text(nl="{count} lijnen van de tijdlijn", en="{count} lines of history"),
    ),
    "acties": (
        Text(nl="de inhoud van 1 actie", en="the content of 1 action"),
        Text(nl="de inhoud van {count} acties", en="the content of {count} actions"),
    ),
    "geweigerd": (_REFUSED, _REFUSED),
    "bestanden": (
        Text(nl="1 bestand ({size} kB)", en="1 file ({size} kB)"),
        Text(nl="{count} bestanden ({size} kB)", en="{count} files ({size} kB)"),
    ),
}
_UNITS = {"d": 1, "w": 7, "j": 365, "y": 365}
_MOST_DIGITS = 4
_KILO = 1000


class TermType(click.ParamType[timedelta]):
    """`90d`, `26w`, `2j`."""

    name = "termijn"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:  # noqa: ANN401 - Click's
        if isinstance(value, timedelta):
            return value
        number, unit = str(value).strip()[:-1].strip(), str(value).strip()[-1:].lower()
        if not (number.isdecimal() and len(number) <= _MOST_DIGITS and int(number)) or unit not in _UNITS:
            self.fail(say(_NO_TERM, value=str(value)), param, ctx)
        return timedelta(days=int(number) * _UNITS[unit])


@define("opruimen", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option("--ouder-dan", "--older-than", type=TermType(), required=True, metavar=say(_TERM), help=say(_OLDER))
@click.option("--droog", "--proef", is_flag=True, help=say(_DRY))
@click.option("--ja", "--yes", is_flag=True, help=say(_YES))
@click.option("--verklein", "--shrink", is_flag=True, help=say(_SHRINK))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context, map_: Path, *, ouder_dan: timedelta, droog: bool, ja: bool, verklein: bool, uitvoer: Output
) -> None:
    from regeltaal.runtime.store_retention import Cleaner, Removed  # noqa: PLC0415 - loads SQLAlchemy

    project = open_settings(ctx, map_)
    now = datetime.now(UTC)
    day = _day(now - ouder_dan, project)
    removed, url = Removed(), store_url(project)
    if not is_absent(url):
        if not droog and not ja and not confirmed(say(_ASK, day=day)):
            raise FailedRunError(say(_NO_ANSWER))
        with store_errors(), open_store(url) as store:
            removed = _total(Cleaner(store, now - ouder_dan, now, droog).clean())
        if not droog:
            with store_errors():
                _give_back(url, whole=verklein)
    write_result(uitvoer, _report(removed, day, uitvoer, dry=droog))


def _day(moment: datetime, project: Project) -> str:
    return show_date(in_zone(moment, ZoneInfo(project.config.zone)).date())


def _total(parts: "Iterable[Removed]") -> "Removed":
    """The sum of what was removed, told on the way."""
    from regeltaal.runtime.store_retention import Removed  # noqa: PLC0415 - loads SQLAlchemy

    total = Removed()
    for part in with_progress(parts):
        total = total.plus(part)
    return total


def _give_back(url: str, *, whole: bool) -> None:
    """On a server the database does that by itself."""
    from regeltaal.runtime.store_file import free_bytes, give_back  # noqa: PLC0415 - with SQLite

    file = file_of(url)
    if file is None:
        return
    given = give_back(str(file), whole=whole)
    if given >= _KILO:
        click.echo(say(_BACK, size=given // _KILO), err=True)
    left = free_bytes(str(file))
    if left >= _KILO * _KILO:
        click.echo(say(_LATER, size=left // _KILO), err=True)


def _report(removed: "Removed", day: str, output: Output, *, dry: bool) -> str:
    counts = {
        "gebeurtenissen": removed.events,
        "tijdlijn": removed.lines,
        "acties": removed.effects,
        "geweigerd": removed.refusals,
        "bestanden": removed.files,
    }
    if output.format == "json":
        return as_json_text({"voor": day, "droog": dry, **counts, "bytes": removed.size})
    if not removed.is_any:
        return say(_NONE, day=day) + "\n"
    told = ", ".join(_told(counts, removed.size))
    return say(_WOULD if dry else _GONE, day=day, what=told) + "\n"


def _told(counts: dict[str, int], size: int) -> Iterator[str]:
    for name, count in counts.items():
        if count:
            yield say_count(*_PARTS[name], count, size=size // _KILO)
