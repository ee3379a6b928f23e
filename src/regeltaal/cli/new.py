"""`regeltaal nieuw`: a project that works at once."""

from pathlib import Path

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, not_writable, write
from regeltaal.project.starting import start, starters

_DOC = Text(
    nl="""Maak een werkend beginproject in MAP.

    Er komen regels, tests, sjablonen en gebeurtenissen in te staan, die meteen draaien. MAP is nieuw of leeg.""",
    en="""Make a working project in the folder MAP.

    It holds rules, tests, templates and events that run at once. The folder is new or empty.""",
)
_EXAMPLES = (
    ("regeltaal nieuw mijn-project --domein werkbonnen", Text(nl="voor werkbonnen", en="for work orders")),
    (
        "regeltaal nieuw administratie --domein boekhouding",
        Text(nl="voor boekingen", en="for bookkeeping"),
    ),
)
_DOMAIN = Text(nl="Waar de regels over gaan.", en="What the rules are about.")
_REFUSED = Text(nl="in `{folder}` kan geen project worden gemaakt: {reason}", en="no project in `{folder}`: {reason}")
_DONE = Text(
    nl="""Er staat een project in {folder}. Probeer:

  regeltaal controleer {folder}
  regeltaal draai {folder} --gebeurtenissen {events} --droog
""",
    en="""There is a project in {folder}. Try:

  regeltaal controleer {folder}
  regeltaal draai {folder} --gebeurtenissen {events} --droog
""",
)


@define("nieuw", _DOC, examples=_EXAMPLES)
@click.argument("map_", metavar=say(Text(nl="MAP", en="FOLDER")), type=click.Path(path_type=Path))
@click.option("--domein", type=click.Choice(starters()), required=True, metavar="|".join(starters()), help=say(_DOMAIN))
def command(map_: Path, domein: str) -> None:
    try:
        refusal = start(map_, domein)
    except OSError as error:
        raise not_writable(map_, error) from error
    if refusal is not None:
        raise FailedRunError(say(_REFUSED, folder=str(map_), reason=refusal))
    write(say(_DONE, folder=str(map_), events=str(map_ / "gebeurtenissen.jsonl")))
