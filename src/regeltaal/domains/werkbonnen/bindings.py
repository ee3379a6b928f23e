"""The back office of the work orders: each action of the domain on our own records, or on the world outside."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.common.messages import send_mail, send_sms
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.common.webhook import call_webhook, origin
from regeltaal.domains.werkbonnen.follow_up import make_follow_up
from regeltaal.domains.werkbonnen.invoice import make_invoice
from regeltaal.domains.werkbonnen.prices import apply_agreements
from regeltaal.runtime.bindings import ActionCall, Bindings, Records, SkippedError
from regeltaal.runtime.settings import connection
from regeltaal.runtime.web import Post, post
from regeltaal.values.value import Ref, Value

_TRAVEL = "REISKOSTEN"

BINDINGS = Bindings()
BINDINGS.bind("VERSTUUR e-mail", send_mail)
BINDINGS.bind("VERSTUUR sms", send_sms)
BINDINGS.bind("ROEP webhook", call_webhook)
BINDINGS.bind("MAAK vervolgwerkbon", make_follow_up)
BINDINGS.bind("GENEREER nieuwe factuur", make_invoice)
BINDINGS.bind("PAS prijsafspraken toe", apply_agreements)


@BINDINGS.action("MAAK taak")
def make_task(call: ActionCall) -> Ref:
    """A task with all parameters, tied to what the event was about and to its customer."""
    records, about = call.our_records, call.record
    started = Fields(call.parameters).is_yes("automatisch gestart")
    return records.create(
        "taak",
        {
            **call.parameters,
            "status": "In uitvoering" if started else "Nog niet begonnen",
            "werkbon": about if about.object == "werkbon" else None,
            "relatie": about if about.object == "relatie" else Fields.of(records, about).ref("relatie"),
        },
    )


@BINDINGS.action("ARCHIVEER werkbon")
def archive(call: ActionCall) -> None:
    call.our_records.write(call.record, "gearchiveerd", value=True)


@BINDINGS.action("VOEG materiaal toe")
def add_material(call: ActionCall) -> Ref:
    """A line with an article; what the rule leaves open comes from the list of articles."""
    records, parameters = call.our_records, Fields(call.parameters)
    code = parameters.text("code") or ""
    article = Fields.of(records, Ref(call.administration, "artikel", code))
    price = parameters.number("prijs")
    values = {
        "code": code,
        "naam": article.text("naam"),
        "eenheid": article.text("eenheid"),
        "aantal": parameters.number("aantal"),
        "prijs": article.number("prijs") if price is None else price,
    }
    return add_row(records, call.record, "materialen", "materiaal", values)


@BINDINGS.action("VOEG formulier toe")
def add_form(call: ActionCall) -> Ref:
    parameters = Fields(call.parameters)
    values = {"naam": parameters.text("formulier"), "object": parameters.ref("object"), "ingevuld": False}
    return add_row(call.our_records, call.record, "formulieren", "formulier", values)


@BINDINGS.action("BEREKEN reiskosten")
def reckon_travel(call: ActionCall) -> None:
    """The distance of all visits at the rate per kilometre, as one line of material that is renewed each time."""
    records = call.our_records
    order = Fields.of(records, call.record)
    distances = (Fields.of(records, row).number("reisafstand") for row in order.refs("werkperiodes"))
    distance = sum((one for one in distances if one is not None), Decimal(0))
    if distance <= 0:
        raise SkippedError(Text(nl="er is geen reisafstand ingevuld", en="no travel distance was filled in"))
    values: dict[str, Value] = {"naam": "Reiskosten", "aantal": distance, "eenheid": "km", "prijs": _rate(call)}
    row = _travel_row(records, order)
    if row is None:
        add_row(records, call.record, "materialen", "materiaal", {"code": _TRAVEL, **values})
        return
    for name, value in values.items():
        records.write(row, name, value)


@BINDINGS.action("SYNCHRONISEER naar KoudSmart")
def synchronise(call: ActionCall) -> None:
    """Tells `[koppelingen.koudsmart]` which work order has news; it fetches the transactions and documents itself."""
    settings = connection(call, "koudsmart")
    post(Post(settings.required("url"), origin(call), call.key, settings.authorization()))


def _rate(call: ActionCall) -> Decimal:
    given = Fields(call.parameters).number("tarief per kilometer")
    settings = connection(call, "reiskosten")
    rate = settings.number("tarief", Decimal(0)) if given is None else given
    if rate <= 0:
        raise settings.wrong("tarief", Text(nl="ontbreekt", en="is missing"))
    return rate


def _travel_row(records: Records, order: Fields) -> Ref | None:
    rows = order.refs("materialen")
    return next((row for row in rows if Fields.of(records, row).text("code") == _TRAVEL), None)
