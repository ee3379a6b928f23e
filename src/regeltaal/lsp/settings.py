"""What the user sets in the editor, under `regeltaal`."""

import os
from typing import Any

from attrs import frozen

from regeltaal.base.text import DUTCH, Language

SECTION = "regeltaal"
_VARIABLE = "REGELTAAL_TAAL"
_LANGUAGES: dict[str, Language] = {"nl": "nl", "en": "en"}
_LONGEST_DELAY = 5_000


@frozen
class Settings:
    """The settings with what they are when nobody sets them."""

    language: Language = DUTCH
    inlay_hints: bool = True
    delay: int = 120
    """Milliseconds of quiet after an edit before the rules are checked."""


def first_settings(given: object) -> Settings:
    """The settings at the start: what the client gives along, else the environment."""
    start = Settings(language=_LANGUAGES.get(os.environ.get(_VARIABLE, "").lower(), DUTCH))
    return read_settings(given, start)


def read_settings(given: object, so_far: Settings) -> Settings:
    """What a client says; where it says nothing, or nothing of sense, it stays as it was."""
    if not isinstance(given, dict):
        return so_far
    section = given.get(SECTION)
    said: dict[str, Any] = section if isinstance(section, dict) else given
    delay, hints = said.get("wachttijd"), said.get("inlayHints")
    return Settings(
        language=_LANGUAGES.get(str(said.get("taal")).lower(), so_far.language),
        inlay_hints=hints if isinstance(hints, bool) else so_far.inlay_hints,
        delay=min(delay, _LONGEST_DELAY) if isinstance(delay, int) and delay >= 0 else so_far.delay,
    )
