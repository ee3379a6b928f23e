"""MAAK taak and STUUR interne melding: what somebody at the office is to do, or to know."""

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, Records
from regeltaal.values.value import Ref, Value

_LINKS = ("werkbon", "contract", "offerte", "factuur", "project", "portaalaanvraag", "object")
"""The objects that a task or a notice may be about; the customer is tied to it as well."""

_OF_ITSELF = ("werkbon", "contract", "project", "relatie")
"""What the thing that it is about may be tied to in its turn."""


def make_task(call: ActionCall) -> Ref:
    """A task with all parameters, tied to what the event was about and to its customer."""
    starts = Fields(call.parameters).is_yes("automatisch gestart")
    return call.our_records.create(
        "taak",
        {
            **call.parameters,
            **_links(call.our_records, call.record),
            "status": "In uitvoering" if starts else "Nog niet begonnen",
            "startmoment": call.moment if starts else None,
            "gestart op": call.moment if starts else None,
        },
    )


def notify(call: ActionCall) -> Ref:
    """A notice for colleagues, unread."""
    values = {**call.parameters, **_links(call.our_records, call.record), "moment": call.moment, "gelezen": False}
    return call.our_records.create("melding", values)


def _links(records: Records, about: Ref) -> dict[str, Value | None]:
    """What it is about, with what that itself is about: a task of an invoice is also one of its work order."""
    fields = Fields.of(records, about)
    links: dict[str, Value | None] = {name: fields.ref(name) for name in _OF_ITSELF}
    if about.object in (*_LINKS, "relatie"):
        links[about.object] = about
    return links
