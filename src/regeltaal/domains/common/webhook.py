"""ROEP webhook, and what every message to another program tells about the action that it comes from."""

from urllib.parse import urlsplit

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError
from regeltaal.runtime.settings import Connection, connection
from regeltaal.runtime.web import Post, post


def call_webhook(call: ActionCall) -> None:
    """To `adres`, where `[koppelingen.webhook] toegestaan` does not forbid it."""
    parameters = Fields(call.parameters)
    url = parameters.text("adres") or ""
    settings = connection(call, "webhook")
    _check_allowed(url, settings)
    post(Post(url, {**origin(call), "inhoud": parameters.text("inhoud")}, call.key, settings.authorization()))


def origin(call: ActionCall) -> dict[str, object]:
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
    if host not in {place.lower() for place in allowed or ()}:
        raise FailedError(
            Text(
                nl=f"`{host}` staat niet in `[koppelingen.webhook] toegestaan`",
                en=f"`{host}` is not in `[koppelingen.webhook] toegestaan`",
            )
        )
