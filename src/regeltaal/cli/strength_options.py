"""The options of `regeltaal test` that ask how strong the tests are, or for stronger ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.cli.language import say

_MUTANTS = Text(
    nl="Wijzig de regels steeds op één plek en kijk of een test het merkt.",
    en="Change the rules in one place at a time, and see whether a test notices.",
)
_LEAST = Text(
    nl="Welk deel van de wijzigingen de tests minstens moeten merken, in procenten.",
    en="What part of the changes the tests must notice at least, in per cents.",
)
_MOST = Text(
    nl="Probeer hoogstens zoveel wijzigingen: een vaste, eerlijke steekproef.",
    en="Try at most so many changes: a fair sample, always the same one.",
)
_GENERATE = Text(
    nl="Schrijf tests voor deze regel die elk deel van de voorwaarde beproeven. Mag vaker.",
    en="Write tests for this rule that try every part of its condition. May be repeated.",
)
_GENERATE_ALL = Text(
    nl="Schrijf tests voor elke regel waar nog geen test over gaat.",
    en="Write tests for every rule that no test is about yet.",
)
_TO = Text(nl="Zet de tests achter in dit regelbestand.", en="Add the tests to the end of this rule file.")
_NUMBER = "0-100"


class Asked(Node):
    """What was asked of the strength of tests."""

    mutants: bool
    least: int | None
    most: int | None
    rules: tuple[str, ...]
    missing: bool
    to: Path | None

    @property
    def any(self) -> bool:
        return self.mutates or self.generates

    @property
    def mutates(self) -> bool:
        return self.mutants or self.least is not None or self.most is not None

    @property
    def generates(self) -> bool:
        return bool(self.rules) or self.missing


Function = Callable[..., Any]


def strength_options(command: Function) -> Function:
    """The options; ``asked_of`` makes one of what they hold."""
    name = say(Text(nl="REGEL", en="RULE"))
    options = (
        click.option("--mutaties", is_flag=True, help=say(_MUTANTS)),
        click.option("--mutaties-minimaal", type=click.IntRange(0, 100), metavar=_NUMBER, help=say(_LEAST)),
        click.option("--mutaties-hoogstens", type=click.IntRange(1), metavar="N", help=say(_MOST)),
        click.option("--genereer", multiple=True, metavar=name, help=say(_GENERATE)),
        click.option("--genereer-ontbrekende", is_flag=True, help=say(_GENERATE_ALL)),
        click.option(
            "--naar", type=click.Path(path_type=Path), metavar=say(Text(nl="BESTAND", en="FILE")), help=say(_TO)
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def asked_of(options: dict[str, Any]) -> Asked:
    """What was asked, from the keyword arguments of the command."""
    return Asked(
        options["mutaties"],
        options["mutaties_minimaal"],
        options["mutaties_hoogstens"],
        options["genereer"],
        options["genereer_ontbrekende"],
        options["naar"],
    )
