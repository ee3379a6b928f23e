"""VERSTUUR e-mail and VERSTUUR sms: the template that was rendered when the action was planned, to who it was for."""

from collections.abc import Mapping

from regeltaal.base.node import Node
from regeltaal.base.text import Text, joined
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError, RenderedTemplate, SkippedError
from regeltaal.runtime.settings import connection
from regeltaal.values.kinds.phone import KIND as PHONE


class Recipients(Node):
    """Who a message goes to. ``without``: why others, whom the rule names too, don't get it."""

    addresses: tuple[str, ...]
    without: tuple[Text, ...] = ()

    @property
    def data(self) -> Mapping[str, object]:
        """As it is kept with the plan of the action."""
        return {"ontvangers": list(self.addresses), "zonder": [[one.nl, one.en] for one in self.without]}

    @classmethod
    def of(cls, call: ActionCall, extra: str) -> "Recipients":
        """Those that were found when the action was planned; without a companion, those that the rule gives."""
        if call.message is None:
            return cls(given_recipients(call, extra))
        found, without = call.message["ontvangers"], call.message["zonder"]
        if not isinstance(found, list) or not isinstance(without, list):
            raise TypeError("the recipients of a message have another shape")
        return cls(tuple(found), tuple(Text(nl=nl, en=en) for nl, en in without))

    def check_all_served(self) -> None:
        """Tells who got nothing, after the others did.

        Raises:
            FailedError: there was somebody without an address.
        """
        if self.without:
            why = joined(self.without)
            told = Text(nl=f"verstuurd, maar niet aan iedereen: {why.nl}", en=f"sent, but not to all: {why.en}")
            raise FailedError(told)


def send_mail(call: ActionCall) -> None:
    """To `ontvanger` and `extra e-mailadres`, and to who has a role, through `[koppelingen.mail]`."""
    from regeltaal.runtime.mail import Mail, send  # noqa: PLC0415 - most processes send nothing

    template = _template(call)
    recipients = _recipients(call, "extra e-mailadres")
    mail = Mail(
        key=call.key,
        recipients=recipients.addresses,
        subject=template.headers.get("onderwerp") or template.name,
        body=template.body,
        html=template.html,
        date=call.moment,
    )
    send(connection(call, "mail"), mail)
    recipients.check_all_served()


def send_sms(call: ActionCall) -> None:
    """To `ontvanger` and `extra telefoonnummer`, and to who has a role, through `[koppelingen.sms]`."""
    from regeltaal.domains.common.sms import Provider  # noqa: PLC0415 - most processes send nothing

    template = _template(call)
    settings = connection(call, "sms")
    if not settings.is_set:
        raise FailedError(
            Text(
                nl="geen sms-koppeling ingesteld: vul `[koppelingen.sms] url` in",
                en="no sms connection: fill in `[koppelingen.sms] url`",
            )
        )
    recipients = _recipients(call, "extra telefoonnummer")
    Provider(settings).send(template.body.strip(), _numbers(recipients.addresses), call.key)
    recipients.check_all_served()


def given_recipients(call: ActionCall, extra: str) -> tuple[str, ...]:
    """The addresses that the rule gives itself, once each."""
    parameters = Fields(call.parameters)
    return tuple(dict.fromkeys((*parameters.texts("ontvanger"), *parameters.texts(extra))))


def _template(call: ActionCall) -> RenderedTemplate:
    template = call.templates.get("sjabloon")
    if template is None:
        raise FailedError(Text(nl="het sjabloon ontbreekt", en="the template is missing"))
    return template


def _recipients(call: ActionCall, extra: str) -> Recipients:
    recipients = Recipients.of(call, extra)
    if not recipients.addresses:
        raise SkippedError(Text(nl="er is geen ontvanger", en="there is no recipient"))
    return recipients


def _numbers(written: tuple[str, ...]) -> tuple[str, ...]:
    """All of them in international form: a message to half of the people is not what the rule says."""
    is_valid, canonical = PHONE.is_valid, PHONE.canonical
    if is_valid is None or canonical is None:
        raise TypeError("a telephone number is a checked text")
    wrong = [number for number in written if not is_valid(number)]
    if wrong:
        shown = ", ".join(f"`{number}`" for number in wrong)
        raise FailedError(Text(nl=f"geen geldig telefoonnummer: {shown}", en=f"no valid telephone number: {shown}"))
    return tuple(dict.fromkeys(canonical(number) for number in written))
