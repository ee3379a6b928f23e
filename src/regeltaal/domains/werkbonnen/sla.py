"""The clocks of a work order: which SLA policy holds, when a reaction and a solution are due, when they were there.

Deadlines are agreed when a policy comes to hold, and again when the priority or the date of the work order change; a
policy that is itself changed afterwards leaves them. What an event says of a deadline stands where no policy works one
out. A reaction or solution is there from the moment that a status that counts was reached; one that is known stays.
"""

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.sla_policy import CLOCKS, Policy
from regeltaal.runtime.bindings import Derivation
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref

_CHOSEN_BY = ("SLA-beleid", "contract", "relatie")
_AGREED_BY = ("prioriteitscode", "aanmaakdatum", "reactiedeadline", "oplosdeadline")
_ON_TIME = {"reactie": "reactie op tijd", "oplos": "oplossing op tijd"}


def keep_clocks(derivation: Derivation) -> None:
    """The derived fields of a work order that are about its SLA policy."""
    order = Fields.of(derivation.records, derivation.record)
    before = order.ref("geldend SLA-beleid")
    policy = _policy(derivation, order)
    now = None if policy is None else policy.record
    if now != before or (policy is not None and derivation.has_changed(*_AGREED_BY)):
        _agree(derivation, order, policy, before)
    if policy is not None:
        _stop_clocks(derivation, order, policy)
    _judge(derivation)


def _policy(derivation: Derivation, order: Fields) -> Policy | None:
    """The policy of the work order itself, else of its contract, else of the SLA class of its customer."""
    records = derivation.records
    chosen = order.ref("SLA-beleid") or Fields.of(records, order.ref("contract")).ref("SLA-beleid")
    if chosen is None:
        return _of_class(derivation, Fields.of(records, order.ref("relatie")).text("SLA-klasse"))
    if records.fields(chosen):
        return Policy.of(records, chosen)
    if derivation.has_changed(*_CHOSEN_BY):
        derivation.note(_unknown(chosen.key))
    return None


def _of_class(derivation: Derivation, name: str | None) -> Policy | None:
    """A class without a policy is a word of the company's own, unless it has policies at all."""
    if name is None:
        return None
    records = derivation.records
    known = records.all_of("SLA-beleid", derivation.administration)
    found = next((one for one in known if key_of(one.key) == key_of(name)), None)
    if found is None and known and derivation.has_changed(*_CHOSEN_BY):
        derivation.note(_unknown(name))
    return None if found is None else Policy.of(records, found)


def _unknown(code: str) -> Text:
    return Text(nl=f"SLA-beleid `{code}` is niet bekend", en=f"SLA policy `{code}` is not known")


def _agree(derivation: Derivation, order: Fields, policy: Policy | None, before: Ref | None) -> None:
    records, record = derivation.records, derivation.record
    start = order.moment("aanmaakdatum") or order.moment("SLA-start") or derivation.environment.now
    due, reasons = (
        ({}, ()) if policy is None else policy.deadlines(order.ref("prioriteitscode"), start, derivation.environment)
    )
    records.write(record, "geldend SLA-beleid", None if policy is None else policy.record)
    records.write(record, "SLA-start", None if policy is None else start)
    for clock in CLOCKS:
        name = f"{clock}deadline"
        was_agreed = before is not None and not derivation.has_changed(name)
        if clock in due or was_agreed:
            records.write(record, name, due.get(clock))
    for reason in reasons:
        derivation.note(reason)


def _stop_clocks(derivation: Derivation, order: Fields, policy: Policy) -> None:
    """A solution is a reaction as well; one that was taken back, by a status before it, is a solution no longer."""
    records, record = derivation.records, derivation.record
    status, work_status = order.text("status"), order.text("werkstatus")
    solved = policy.counts("oplos", status, work_status)
    reacted = solved or policy.counts("reactie", status, work_status)
    for name, reached in (("reactiemoment", reacted), ("oplosmoment", solved)):
        if reached and order.moment(name) is None:
            records.write(record, name, derivation.environment.now)
    taken_back = derivation.has_changed("status", "werkstatus") and not derivation.has_changed("oplosmoment")
    if policy.watches("oplos") and not solved and taken_back:
        records.write(record, "oplosmoment", None)


def _judge(derivation: Derivation) -> None:
    """Whether what was due was there in time; LEEG while it is not there."""
    records, record = derivation.records, derivation.record
    order = Fields.of(records, record)
    for clock, name in _ON_TIME.items():
        moment, deadline = order.moment(f"{clock}moment"), order.moment(f"{clock}deadline")
        if moment is not None and deadline is not None:
            records.write(record, name, moment <= deadline)
        elif order.any(name) is not None and not derivation.has_changed(name):
            records.write(record, name, None)
