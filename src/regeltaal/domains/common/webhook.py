"""ROEP webhook, and what every message to another program tells about the action that it comes from."""

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlsplit

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError
from regeltaal.runtime.settings import Connection, connection
from regeltaal.runtime.web import Post, not_an_address, post

_USUAL_WAIT, _LONGEST_WAIT = Decimal(30), 300


def call_webhook(call: ActionCall) -> None:
    """To `adres`, where `[koppelingen.webhook] toegestaan` does not forbid it."""
    parameters = Fields(call.parameters)
    url = parameters.text("adres") or ""
    settings = connection(call, "webhook")
    _check_allowed(url, settings)
    deliver(call, settings, url, {"inhoud": parameters.text("inhoud"), **(call.message or {})})


def synchronise(call: ActionCall) -> None:
    """The record to the program that the project has under the name that the rule gives."""
    name = (Fields(call.parameters).text("koppeling") or "").strip()
    settings = connection(call, name)
    if not settings.is_set:
        raise settings.wrong("url", Text(nl="ontbreekt: deze koppeling is er niet", en="is missing: no such heading"))
    deliver(call, settings, settings.required("url"), call.our_message)


def deliver(call: ActionCall, settings: Connection, url: str, content: Mapping[str, object]) -> None:
    """Sends content to another program, with where it comes from: the same bytes at each attempt."""
    body = {**_origin(call), **content}
    post(Post(url, body, call.key, settings.authorization()), waiting(settings))


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
        "moment": call.moment.isoformat(),
    }


def _check_allowed(url: str, settings: Connection) -> None:
    """A key only goes to an address that the project names: an address may come from data."""
    allowed = settings.texts("toegestaan")
    if allowed is None and not settings.authorization():
        return
    host = urlsplit(url).netloc.lower()
    if not host:
        raise not_an_address(url)
    if host not in {place.lower() for place in allowed or ()}:
        raise FailedError(
            Text(
                nl=f"`{host}` staat niet in `[koppelingen.webhook] toegestaan`",
                en=f"`{host}` is not in `[koppelingen.webhook] toegestaan`",
            )
        )
