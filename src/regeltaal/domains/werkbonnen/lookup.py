"""Who pays for a work order, and which article a line of material is of."""

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Records
from regeltaal.values.value import Ref


def payer_of(records: Records, order: Fields) -> Ref | None:
    """The relation that gets the invoice: that of the work order, that of its customer, else the customer."""
    customer = order.ref("relatie")
    return order.ref("factuurrelatie") or Fields.of(records, customer).ref("factuurrelatie") or customer


def article_of(records: Records, material: Fields, administration: str) -> Fields:
    """The article of a line of material: the one that it refers to, else the one of its code; else nothing."""
    code = material.text("code")
    by_code = Ref(administration, "artikel", code) if code else None
    return Fields.of(records, material.ref("artikel") or by_code)
