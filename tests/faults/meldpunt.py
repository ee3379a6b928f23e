"""The actions of the office that faults are injected into: those on its own records, and the real mail and webhook."""

from decimal import Decimal

from regeltaal.domains.common.messages import send_mail
from regeltaal.domains.common.record_data import record_message
from regeltaal.domains.common.webhook import call_webhook
from regeltaal.runtime.bindings import ActionCall, Bindings, Records
from regeltaal.values.value import Ref

BINDINGS = Bindings()
BINDINGS.bind("VERSTUUR e-mail", send_mail)
BINDINGS.bind("ROEP webhook", call_webhook)
BINDINGS.bind_message("ROEP webhook", record_message)


@BINDINGS.action("MAAK taak")
def make_task(call: ActionCall) -> Ref:
    """A task with a number of its own: processing a report twice would show as two tasks."""
    return call.our_records.create("taak", {"melding": call.record.key, "titel": call.parameter("titel")})


@BINDINGS.action("TEL melding")
def count_report(call: ActionCall) -> None:
    """One record that every report adds to: an update that is lost, or done twice, shows in its figure."""
    records, total = call.our_records, Ref(call.administration, "teller", "meldingen")
    if records.fields(total):
        _add_one(records, total, "stand")
    else:
        records.create("teller", {"stand": Decimal(1)}, key=total.key)


@BINDINGS.action("LOOP melding na")
def look_after(call: ActionCall) -> None:
    _add_one(call.our_records, call.record, "nagelopen")


@BINDINGS.action("WISSEL status")
def turn(call: ActionCall) -> None:
    """To and fro: a rule that does this later on each change would go on for ever."""
    waits = call.our_records.read(call.record, "status") == "Wacht"
    call.our_records.write(call.record, "status", "Bezig" if waits else "Wacht")


def _add_one(records: Records, record: Ref, field: str) -> None:
    before = records.read(record, field)
    records.write(record, field, (before if isinstance(before, Decimal) else Decimal(0)) + 1)
