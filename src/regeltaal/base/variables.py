"""What the environment calls the settings that regeltaal.toml does not hold."""

import re

_PREFIX = "REGELTAAL"


def variable_of(connection: str, key: str) -> str:
    """The variable of a connection's setting: `REGELTAAL_MAIL_WACHTWOORD` for `wachtwoord` of `mail`."""
    return re.sub(r"\W", "_", f"{_PREFIX}_{connection}_{key}").upper()
