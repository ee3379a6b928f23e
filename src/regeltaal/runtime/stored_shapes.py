"""References and rules as JSON, and reading JSON back: another shape than was stored is a defect, and says so."""

from collections.abc import Mapping
from typing import Any

from regeltaal.program.tree import RuleId
from regeltaal.schema.model import Level
from regeltaal.values.value import Ref

Json = dict[str, object]


def rule_id_data(rule: RuleId) -> Json:
    return {"niveau": rule.level.value, "administratie": rule.administration, "naam": rule.name, "rij": rule.row}


def rule_id_of(data: object) -> RuleId:
    if not isinstance(data, dict):
        raise TypeError("a stored rule has another shape")
    return RuleId(Level(data["niveau"]), data["administratie"], data["naam"], data["rij"])


def ref_data(ref: Ref) -> list[str]:
    return [ref.administration, ref.object, ref.key]


def ref_of(data: object) -> Ref:
    if not isinstance(data, list):
        raise TypeError("a stored reference has another shape")
    return Ref(*(str(part) for part in data))


def items_in(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("stored inputs have another shape")
    return data


def pairs_in(data: object) -> list[tuple[object, object]]:
    if not isinstance(data, list):
        raise TypeError("stored inputs have another shape")
    return [(item[0], item[1]) for item in data]


def mapping_in(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise TypeError("stored inputs have another shape")
    return data


def texts_in(data: object) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise TypeError("stored inputs have another shape")
    return tuple(str(item) for item in data)
