"""The back office of the bookkeeping intake: each action of the domain on our own records, or on the world outside."""

from regeltaal.domains.boekhouding import approval, bookings, documents, methods, recognition, subject
from regeltaal.domains.common.messages import send_mail
from regeltaal.domains.common.webhook import call_webhook
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.values.value import Ref

BINDINGS = Bindings()
BINDINGS.bind("BLOKKEER document", documents.throw_away)
BINDINGS.bind("VERWIJDER document", documents.throw_away)
BINDINGS.bind("VERPLAATS document", documents.move)
BINDINGS.bind("WIJS bestemming toe", documents.set_destination)
BINDINGS.bind("LEES document in", documents.read_in)
BINDINGS.bind("VERTROUW document", documents.read_in)
BINDINGS.bind("WIJS relatie toe", bookings.assign_relation)
BINDINGS.bind("WIJS boekingswijze toe", methods.assign)
BINDINGS.bind("BOEK regels", bookings.book_on_account)
BINDINGS.bind("VOEG boekingsregel toe", bookings.add_line)
BINDINGS.bind("BEOORDEEL regel", bookings.judge)
BINDINGS.bind("KEUR boeking goed", approval.approve)
BINDINGS.bind("WIJS autorisator toe", approval.appoint)
BINDINGS.bind("VERSTUUR e-mail", send_mail)
BINDINGS.bind("ROEP webhook", call_webhook)
BINDINGS.after_phase("document ontvangen", "geblokkeerde lijst")(subject.tell)
BINDINGS.after_phase("boeking aangemaakt", "relatie toewijzen")(recognition.complete)
BINDINGS.after_phase("boeking aangemaakt", "boekingswijze toewijzen")(methods.complete)
BINDINGS.derive("boeking")(bookings.derive_dates)
BINDINGS.derive("boeking")(approval.follow)


@BINDINGS.action("MAAK taak")
def make_task(call: ActionCall) -> Ref:
    """A task with all parameters, tied to what the event was about."""
    about = call.record
    return call.our_records.create(
        "taak",
        {
            **call.parameters,
            "document": about if about.object == "document" else None,
            "boeking": about if about.object == "boeking" else None,
        },
    )
