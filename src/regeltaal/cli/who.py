"""Who gives a command: as said, else by the environment, else by the login of the machine."""

import getpass
import os

from regeltaal.base.text import Text
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError

USER_VARIABLE = "REGELTAAL_GEBRUIKER"
AS = Text(
    nl="Wie u bent; anders REGELTAAL_GEBRUIKER, anders uw aanmeldnaam.",
    en="Who you are; else REGELTAAL_GEBRUIKER, else your login name.",
)
_NAMELESS = Text(nl="niet bekend is wie u bent; geef `--als NAAM`", en="it is not known who you are; give `--als NAME`")


def name_of(given: str | None) -> str:
    """Raises a ``FailedRunError`` where nothing tells."""
    name = (given or os.environ.get(USER_VARIABLE) or account()).strip()
    if not name:
        raise FailedRunError(say(_NAMELESS))
    return name


def account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine without a list of users
        return ""
