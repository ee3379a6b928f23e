"""Who may send what: one or more tokens for each administration, from the environment.

Only digests are kept. A given token is compared with every one of them, each in constant time, so that how long that
takes tells nothing.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.project.service import variable_part
from regeltaal.service.errors import StartError

PREFIX = "REGELTAAL_TOKEN_"
KEEPER = "BEHEER"
"""What stands behind the prefix for the token of who runs the service: it reads metrics, and sends no events."""

SHORTEST = 16
_LONGEST = 1_000
_SCHEME = "bearer"


def variable_of(administration: str) -> str:
    """`REGELTAAL_TOKEN_JANSEN_BV` for `Jansen BV`."""
    return PREFIX + variable_part(administration)


@frozen
class Caller:
    """Who makes a request. ``administration`` is None for one without a token, where none are asked."""

    administration: str | None
    name: str = ""
    """What it is counted and limited under: an administration, or "" for all who need no token."""


OPEN = Caller(None)


@frozen
class Tokens:
    """The tokens that are known, as digests. Without any, whoever can reach the service may send events."""

    digests: tuple[tuple[bytes, str], ...] = field(default=(), repr=False)
    keeper: tuple[bytes, ...] = field(default=(), repr=False)
    unknown: tuple[Text, ...] = ()
    """Variables that are of no administration: they give nothing, which is worth telling."""

    @property
    def are_asked(self) -> bool:
        return bool(self.digests)

    def caller(self, authorization: str | None) -> Caller | None:
        """Who has this `Authorization` header; None: nobody that is known."""
        if not self.are_asked:
            return OPEN
        found: str | None = None
        given = _digest(_token_in(authorization))
        for digest, administration in self.digests:
            if hmac.compare_digest(given, digest):
                found = administration
        return None if found is None else Caller(found, found)

    def is_keeper(self, authorization: str | None) -> bool:
        given = _digest(_token_in(authorization))
        return sum(hmac.compare_digest(given, digest) for digest in self.keeper) > 0


def read_tokens(environment: Mapping[str, str], administrations: Iterable[str]) -> Tokens:
    """The tokens of the administrations, and of the keeper.

    Raises:
        StartError: two administrations share a variable or a token, or a token is easy to guess.
    """
    owners = _owners(administrations)
    digests: dict[bytes, str] = {}
    keeper: list[bytes] = []
    unknown: list[Text] = []
    for variable, value in sorted(environment.items()):
        if not variable.startswith(PREFIX):
            continue
        own = owners.get(variable)
        for token in value.replace(",", " ").split():
            _check(variable, token)
            if variable == PREFIX + KEEPER:
                keeper.append(_digest(token))
            elif own is not None:
                _check_own(digests.setdefault(_digest(token), own), own)
        if own is None and variable != PREFIX + KEEPER:
            unknown.append(_unknown(variable, owners))
    _check_apart(digests, keeper)
    return Tokens(tuple(digests.items()), tuple(keeper), tuple(unknown))


def _owners(administrations: Iterable[str]) -> dict[str, str]:
    owners: dict[str, str] = {}
    for name in administrations:
        variable = variable_of(name)
        if variable == PREFIX + KEEPER:
            raise StartError(
                Text(
                    nl=f"de administratie `{name}` heeft de naam die voor het beheertoken (`{variable}`) is",
                    en=f"the administration `{name}` has the name that is for the keeper's token (`{variable}`)",
                ),
                _RENAME,
            )
        if variable in owners:
            raise StartError(
                Text(
                    nl=f"de administraties `{owners[variable]}` en `{name}` horen allebei bij `{variable}`",
                    en=f"the administrations `{owners[variable]}` and `{name}` both go with `{variable}`",
                ),
                _RENAME,
            )
        owners[variable] = name
    return owners


def _check(variable: str, token: str) -> None:
    if not SHORTEST <= len(token) <= _LONGEST or not token.isascii() or not token.isprintable():
        raise StartError(
            Text(
                nl=f"een token in `{variable}` is te kort, te lang of bevat andere tekens dan letters en cijfers",
                en=f"a token in `{variable}` is too short, too long or holds other characters than letters and digits",
            ),
            Text(
                nl=f'maak een token van minstens {SHORTEST} tekens, bijvoorbeeld met `python -c "import secrets; '
                'print(secrets.token_urlsafe(32))"`',
                en=f'make a token of at least {SHORTEST} characters, for instance by `python -c "import secrets; '
                'print(secrets.token_urlsafe(32))"`',
            ),
        )


def _check_own(owner: str, administration: str) -> None:
    if owner != administration:
        raise StartError(
            Text(
                nl=f"de administraties `{owner}` en `{administration}` hebben hetzelfde token",
                en=f"the administrations `{owner}` and `{administration}` have the same token",
            ),
            Text(nl="geef elke administratie haar eigen token", en="give each administration a token of its own"),
        )


def _check_apart(digests: Iterable[bytes], keeper: Iterable[bytes]) -> None:
    if set(digests) & set(keeper):
        raise StartError(
            Text(
                nl="het beheertoken is ook het token van een administratie",
                en="the keeper's token is that of an administration too",
            ),
            Text(nl="maak er een eigen token voor", en="make a token of its own for it"),
        )


def _unknown(variable: str, owners: Iterable[str]) -> Text:
    close = meant(variable, (*owners, PREFIX + KEEPER))
    return Text(
        nl=f"`{variable}` is van geen administratie van dit project{close.nl}",
        en=f"`{variable}` is of no administration of this project{close.en}",
    )


def _token_in(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == _SCHEME else ""


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


_RENAME = Text(
    nl="noem een van de administraties anders in regeltaal.toml",
    en="rename one of the administrations in regeltaal.toml",
)
