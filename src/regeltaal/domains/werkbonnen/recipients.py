"""Who a message goes to: the addresses of the roles that a rule names, beside those that it gives itself.

Runs when the message is planned, for later there are no records: what it finds is kept with the plan.
"""

from collections.abc import Callable, Iterator, Mapping

from regeltaal.base.node import Node
from regeltaal.base.text import Text, joined
from regeltaal.domains.common.messages import Recipients, given_recipients
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.lookup import payer_of
from regeltaal.runtime.bindings import ActionCall, Records, SkippedError
from regeltaal.runtime.settings import connection
from regeltaal.schema.model import key_of
from regeltaal.values.kinds.phone import KIND as PHONE
from regeltaal.values.value import Ref

_BACK_OFFICE = "backoffice"
_LANDLINE, _MOBILE = "+31", ("+316", "+3197")

Addresses = Callable[[Fields, Ref, bool], str | None]
"""The address of a person; the flag tells whether it is the customer of a work order who is written to."""


class _Kind(Node):
    """A kind of message: what it needs of somebody, where that stands, and the parameter for one address more."""

    needs: Text
    setting: str
    extra: str
    address: Addresses


def _mail_address(person: Fields, _: Ref, at_work: bool) -> str | None:  # noqa: FBT001 - the shape of `Addresses`
    """A customer may have an address just for work orders."""
    return (person.text("e-mailadres werkbon") if at_work else None) or person.text("e-mailadres")


def _mobile_number(person: Fields, _: Ref, __: bool) -> str | None:  # noqa: FBT001 - idem
    """A Dutch landline gets no text message, so it is no number to send one to."""
    mobile, other = person.text("mobiel nummer"), person.text("telefoonnummer")
    return mobile or (None if other is None or _is_landline(other) else other)


_MAIL = _Kind(Text(nl="e-mailadres", en="e-mail address"), "e-mailadres", "extra e-mailadres", _mail_address)
_SMS = _Kind(Text(nl="mobiel nummer", en="mobile number"), "telefoonnummer", "extra telefoonnummer", _mobile_number)


def mail_recipients(call: ActionCall) -> Mapping[str, object]:
    return _recipients(call, _MAIL).data


def sms_recipients(call: ActionCall) -> Mapping[str, object]:
    return _recipients(call, _SMS).data


def _recipients(call: ActionCall, kind: _Kind) -> Recipients:
    """Everybody with an address; who has none is named, and without anybody the message is skipped for that reason."""
    roles = Fields(call.parameters).texts("aan")
    answers = [one for role in roles for one in _of_role(call, key_of(role), kind)]
    found = [*(one for one in answers if isinstance(one, str)), *given_recipients(call, kind.extra)]
    without = [one for one in answers if isinstance(one, Text)]
    if not found:
        raise SkippedError(joined(without) if without else Text(nl="er is geen ontvanger", en="there is no recipient"))
    return Recipients(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(without)))


def _of_role(call: ActionCall, role: str, kind: _Kind) -> Iterator[str | Text]:
    """The address of each person of a role, or why there is none."""
    if role == _BACK_OFFICE:
        yield connection(call, _BACK_OFFICE).text(kind.setting) or _without(kind, role, "")
        return
    records = call.our_records
    people = _people(records, call.record, role)
    if not people:
        yield Text(nl=f"er is geen {role} ingevuld", en=f"no {role} is filled in")
    at_work = role == "klant" and call.record.object == "werkbon"
    for person in people:
        fields = Fields.of(records, person)
        yield kind.address(fields, person, at_work) or _without(kind, role, fields.text("naam") or person.key)


def _people(records: Records, record: Ref, role: str) -> tuple[Ref, ...]:
    fields = Fields.of(records, record)
    customer = record if record.object == "relatie" else fields.ref("relatie")
    manager = Fields.of(records, customer).ref("accountmanager")
    found: tuple[Ref | None, ...]
    match role:
        case "klant":
            found = (customer,)
        case "factuurklant":
            found = (payer_of(records, fields) or customer,)
        case "medewerker":
            found = (fields.ref("medewerker"), *fields.refs("medewerkers"))
        case "accountmanager":
            found = (manager,)
        case "verantwoordelijke":
            found = (fields.ref("verantwoordelijke") or manager,)
        case _:
            found = (fields.ref(role),)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _without(kind: _Kind, role: str, name: str) -> Text:
    who = f"{role} `{name}`" if name else f"`[koppelingen.{role}]`"
    return Text(nl=f"{who} heeft geen {kind.needs.nl}", en=f"{who} has no {kind.needs.en}")


def _is_landline(number: str) -> bool:
    is_valid, canonical = PHONE.is_valid, PHONE.canonical
    if is_valid is None or canonical is None or not is_valid(number):
        return False
    return canonical(number).startswith(_LANDLINE) and not canonical(number).startswith(_MOBILE)
