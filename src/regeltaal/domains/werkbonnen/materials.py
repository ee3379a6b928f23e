"""VOEG materiaal toe and VOEG formulier toe: rows at the end of a work order."""

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.runtime.bindings import ActionCall, FailedError
from regeltaal.values.value import Ref, Value

_OF_THE_ARTICLE = ("naam", "eenheid", "prijs", "type", "koudemiddel")
"""What the list of articles says where the rule does not."""


def add_material(call: ActionCall) -> Ref:
    """A line with an article. One that is not in the list needs a price from the rule, or it could not be invoiced."""
    records, given = call.our_records, Fields(call.parameters)
    code = (given.text("code") or "").strip()
    known = Ref(call.administration, "artikel", code)
    article = Fields.of(records, known)
    if not article.values and given.number("prijs") is None:
        raise FailedError(
            Text(
                nl=f"artikel `{code}` staat niet in de artikellijst, en de regel geeft geen prijs",
                en=f"article `{code}` is not in the list of articles, and the rule gives no price",
            )
        )
    values: dict[str, Value | None] = {**call.parameters, "code": code, "artikel": known if article.values else None}
    for name in _OF_THE_ARTICLE:
        values[name] = article.any(name) if given.any(name) is None else given.any(name)
    return add_row(records, call.record, "materialen", "materiaal", values)


def add_form(call: ActionCall) -> Ref:
    given = Fields(call.parameters)
    values = {"naam": given.text("formulier"), "object": given.ref("object"), "ingevuld": False}
    return add_row(call.our_records, call.record, "formulieren", "formulier", values)
