"""What every piece of generated code finds by name."""

from datetime import UTC
from types import MappingProxyType

from regeltaal.compiler import code_values as of
from regeltaal.compiler import code_verdicts as verdicts
from regeltaal.evaluate.facts import NotKnown
from regeltaal.values import compare, texts
from regeltaal.values.value import reference

NAMESPACE: dict[str, object] = {
    "AS_VALUE": verdicts.AS_VALUE,
    "COMPUTED": of.COMPUTED,
    "DENIED": verdicts.DENIED,
    "DENIED_THREE": verdicts.DENIED_THREE,
    "FAULTY": of.FAULTY,
    "GIVEN": verdicts.GIVEN,
    "NEGATED": verdicts.NEGATED,
    "NotKnown": NotKnown,
    "NOTHING": MappingProxyType({}),
    "U": object(),
    "UTC": UTC,
    "WHITE_SPACE": texts.WHITE_SPACE,
    "applied": of.applied,
    "at_all": verdicts.at_all,
    "at_least": verdicts.at_least,
    "by_reference": of.by_reference,
    "changed": verdicts.changed,
    "clock": of.clock,
    "collected": verdicts.collected,
    "composed": texts.composed,
    "conjunction": verdicts.conjunction,
    "disjunction": verdicts.disjunction,
    "exactly": verdicts.exactly,
    "failing": verdicts.failing,
    "field_of": of.field_of,
    "fields_of_rows": of.fields_of_rows,
    "fold": texts.fold,
    "folded": of.folded,
    "folded_exact": of.folded_exact,
    "gathered": of.gathered,
    "holds_any": of.holds_any,
    "is_empty": compare.is_empty,
    "isinstance": isinstance,
    "key": compare.key,
    "key_exact": of.key_exact,
    "listed": of.listed,
    "matching": verdicts.matching,
    "matching_exactly": verdicts.matching_exactly,
    "none_of": of.none_of,
    "order": compare.order,
    "over_rows": verdicts.over_rows,
    "previous": of.previous,
    "reference": reference,
    "same": verdicts.same,
    "tested": of.tested,
    "text_key": of.text_key,
    "text_key_exact": of.text_key_exact,
    "was": verdicts.was,
}
