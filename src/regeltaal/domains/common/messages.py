"""VERSTUUR e-mail and VERSTUUR sms: the template that was rendered when the action was planned, to who it was for."""

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError, RenderedTemplate, SkippedError
from regeltaal.runtime.mail import Mail, send
from regeltaal.runtime.settings import connection
from regeltaal.runtime.web import Post, Twice, post
from regeltaal.values.kinds.phone import KIND as PHONE

_NO_RECIPIENT = Text(nl="er is geen ontvanger", en="there is no recipient")


def send_mail(call: ActionCall) -> None:
    """To `ontvanger` and `extra e-mailadres`, through `[koppelingen.mail]`."""
    template = _template(call)
    mail = Mail(
        key=call.key,
        recipients=_recipients(call, "extra e-mailadres"),
        subject=template.headers.get("onderwerp") or template.name,
        body=template.body,
        html=template.html,
        date=call.moment,
    )
    send(connection(call, "mail"), mail)


def send_sms(call: ActionCall) -> None:
    """To `ontvanger` and `extra telefoonnummer`, through the provider of `[koppelingen.sms]`."""
    template = _template(call)
    settings = connection(call, "sms")
    if not settings.is_set:
        raise FailedError(
            Text(
                nl="geen sms-koppeling ingesteld: vul `[koppelingen.sms] url` in",
                en="no sms connection: fill in `[koppelingen.sms] url`",
            )
        )
    numbers = _numbers(_recipients(call, "extra telefoonnummer"))
    body: dict[str, object] = {"aan": list(numbers), "tekst": template.body.strip()}
    sender = settings.text("afzender")
    if sender is not None:
        body["afzender"] = sender
    post(Post(settings.required("url"), body, call.key, settings.authorization(), Twice.HARMFUL))


def _template(call: ActionCall) -> RenderedTemplate:
    template = call.templates.get("sjabloon")
    if template is None:
        raise FailedError(Text(nl="het sjabloon ontbreekt", en="the template is missing"))
    return template


def _recipients(call: ActionCall, extra: str) -> tuple[str, ...]:
    parameters = Fields(call.parameters)
    found = (*parameters.texts("ontvanger"), *parameters.texts(extra))
    if not found:
        raise SkippedError(_NO_RECIPIENT)
    return tuple(dict.fromkeys(found))


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
