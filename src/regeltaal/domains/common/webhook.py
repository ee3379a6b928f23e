"""ROEP webhook, and what every message to another program tells about the action that it comes from."""

import logging
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial

from regeltaal.base.log import log
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError
from regeltaal.runtime.settings import Connection, connection
from regeltaal.runtime.web_address import Target, target_of
from regeltaal.runtime.web_guard import Guard
from regeltaal.runtime.web_signature import Signer, signer_of

_USUAL_WAIT, _LONGEST_WAIT = Decimal(30), 300


def call_webhook(call: ActionCall) -> None:
    """To `adres`, which a rule or a record gives: so only where the guard and `toegestaan` let it go."""
    from regeltaal.runtime.web import Post, post  # noqa: PLC0415 - most processes send nothing

    parameters = Fields(call.parameters)
    url = parameters.text("adres") or ""
    settings = connection(call, "webhook")
    _check_allowed(target_of(url), settings)
    content = {"inhoud": parameters.text("inhoud"), **(call.message or {})}
    message = Post(
        url,
        {**_origin(call), **content},
        call.key,
        settings.authorization(),
        guard=Guard.read(settings),
        signer=partial(_signer, settings),
    )
    post(message, waiting(settings))


def synchronise(call: ActionCall) -> None:
    """The record to the program that the project has under the name that the rule gives."""
    name = (Fields(call.parameters).text("koppeling") or "").strip()
    settings = connection(call, name)
    if not settings.is_set:
        raise settings.wrong("url", Text(nl="ontbreekt: deze koppeling is er niet", en="is missing: no such heading"))
    deliver(call, settings, settings.required("url"), call.our_message)


def deliver(call: ActionCall, settings: Connection, url: str, content: Mapping[str, object]) -> None:
    """Sends content to a program that the project names, with where it comes from: the same bytes at each attempt."""
    from regeltaal.runtime.web import Post, post  # noqa: PLC0415 - most processes send nothing

    body = {**_origin(call), **content}
    message = Post(url, body, call.key, settings.authorization(), guard=None, signer=partial(signer_of, settings))
    post(message, waiting(settings))


def waiting(settings: Connection) -> int:
    """How many seconds a program has to answer."""
    return settings.whole("timeout", _USUAL_WAIT, range(1, _LONGEST_WAIT + 1))


def _origin(call: ActionCall) -> dict[str, object]:
    return {
        "sleutel": call.key,
        "administratie": call.administration,
        "gebeurtenis": {"naam": call.event, "id": call.event_id},
        "record": {"object": call.record.object, "sleutel": call.record.key},
        "regel": call.rule,
        "moment": (call.planned or call.moment).isoformat(),
    }


def _signer(settings: Connection, host: str) -> Signer | None:
    signer = signer_of(settings, host)
    if signer is None:
        _warn_of_unsigned()
    return signer


@cache
def _warn_of_unsigned() -> None:
    """Once is enough: it is no fault of a message."""
    log(_UNSIGNED, logging.WARNING, {})


_UNSIGNED = Text(
    nl="webhooks gaan zonder handtekening weg: zet een geheim in REGELTAAL_WEBHOOK_GEHEIM",
    en="webhooks go without a signature: put a secret in REGELTAAL_WEBHOOK_GEHEIM",
)


def _check_allowed(target: Target, settings: Connection) -> None:
    """A key only goes to an address that the project names: an address may come from data."""
    allowed = settings.texts("toegestaan")
    if allowed is None and not settings.authorization():
        return
    known = {place.strip().lower() for place in allowed or ()}
    if known.isdisjoint({target.authority, f"{target.authority}:{target.port}"}):
        raise FailedError(
            Text(
                nl=f"`{target.authority}` staat niet in `[koppelingen.webhook] toegestaan`",
                en=f"`{target.authority}` is not in `[koppelingen.webhook] toegestaan`",
            )
        )
