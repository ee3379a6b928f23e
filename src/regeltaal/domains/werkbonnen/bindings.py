"""The back office of the work orders: each action of the domain on our own records, or on the world outside."""

from regeltaal.domains.common.messages import send_mail, send_sms
from regeltaal.domains.common.record_data import record_message
from regeltaal.domains.common.webhook import call_webhook, synchronise
from regeltaal.domains.werkbonnen.follow_up import make_follow_up
from regeltaal.domains.werkbonnen.guarantee import keep_guarantee
from regeltaal.domains.werkbonnen.invoice import make_invoice
from regeltaal.domains.werkbonnen.koudsmart import koudsmart_message, synchronise_koudsmart
from regeltaal.domains.werkbonnen.materials import add_form, add_material
from regeltaal.domains.werkbonnen.prices import apply_agreements
from regeltaal.domains.werkbonnen.recipients import mail_recipients, sms_recipients
from regeltaal.domains.werkbonnen.sla import keep_clocks
from regeltaal.domains.werkbonnen.tasks import make_task, notify
from regeltaal.domains.werkbonnen.travel import reckon_travel
from regeltaal.runtime.bindings import ActionCall, Bindings

BINDINGS = Bindings()
BINDINGS.bind("MAAK taak", make_task)
BINDINGS.bind("STUUR interne melding", notify)
BINDINGS.bind("VERSTUUR e-mail", send_mail)
BINDINGS.bind("VERSTUUR sms", send_sms)
BINDINGS.bind("ROEP webhook", call_webhook)
BINDINGS.bind("SYNCHRONISEER naar koppeling", synchronise)
BINDINGS.bind("MAAK vervolgwerkbon", make_follow_up)
BINDINGS.bind("GENEREER nieuwe factuur", make_invoice)
BINDINGS.bind("PAS prijsafspraken toe", apply_agreements)
BINDINGS.bind("SYNCHRONISEER naar KoudSmart", synchronise_koudsmart)
BINDINGS.bind("BEREKEN reiskosten", reckon_travel)
BINDINGS.bind("VOEG materiaal toe", add_material)
BINDINGS.bind("VOEG formulier toe", add_form)

BINDINGS.bind_message("VERSTUUR e-mail", mail_recipients)
BINDINGS.bind_message("VERSTUUR sms", sms_recipients)
BINDINGS.bind_message("ROEP webhook", record_message)
BINDINGS.bind_message("SYNCHRONISEER naar koppeling", record_message)
BINDINGS.bind_message("SYNCHRONISEER naar KoudSmart", koudsmart_message)

BINDINGS.derive("werkbon")(keep_clocks)
BINDINGS.derive("objectonderdeel")(keep_guarantee)


@BINDINGS.action("ARCHIVEER werkbon")
def archive(call: ActionCall) -> None:
    call.our_records.write(call.record, "gearchiveerd", value=True)
