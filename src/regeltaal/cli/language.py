"""The language of a run, settled before any command is imported: help texts are read when commands are defined."""

import os
from collections.abc import Mapping, Sequence

from regeltaal.base.text import DUTCH, Fact, Language, Text

VARIABLE = "REGELTAAL_TAAL"
OPTION = "--taal"
_LANGUAGES: dict[str, Language] = {"nl": "nl", "en": "en"}
_settled: list[Language] = [DUTCH]


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language that `--taal` names, else the environment, else Dutch: whatever the locale of the machine."""
    named = environment.get(VARIABLE, "")
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION and at + 1 < len(arguments):
            named = arguments[at + 1]
        elif argument.startswith(f"{OPTION}="):
            named = argument.partition("=")[2]
    return _LANGUAGES.get(named.lower(), DUTCH)


def settle(arguments: Sequence[str]) -> None:
    _settled[0] = chosen(arguments, os.environ)


def language() -> Language:
    return _settled[0]


def say(text: Text, **facts: Fact) -> str:
    """A text in the language of this run."""
    return text.show(language(), facts)


def say_count(one: Text, more: Text, count: int, **facts: Fact) -> str:
    """A text about one of something, or about more of it."""
    return say(one if count == 1 else more, count=count, **facts)
