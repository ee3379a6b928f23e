"""The catalogue: every kind, operator and function, by the name that the stages look them up with."""

from collections.abc import Mapping
from types import MappingProxyType

from regeltaal.values.common import SCALARS
from regeltaal.values.functions import aggregates, calendric, numeric
from regeltaal.values.functions import textual as text_functions
from regeltaal.values.kind import Kind
from regeltaal.values.operator import Function, Operator
from regeltaal.values.operators import arithmetic, chronology, equality, membership, ordering, presence, textual

KINDS: tuple[Kind, ...] = tuple(type_.kind for type_ in SCALARS)

_ALL_OPERATORS = (
    *equality.ALL,
    *ordering.ALL,
    *membership.ALL,
    *textual.ALL,
    *presence.ALL,
    *arithmetic.ALL,
    *chronology.ALL,
)
_ALL_FUNCTIONS = (*text_functions.ALL, *numeric.ALL, *calendric.ALL, *aggregates.ALL)

OPERATORS: Mapping[str, Operator] = MappingProxyType({operator.key: operator for operator in _ALL_OPERATORS})
"""By key: the alias in the grammar without ``op_``."""

FUNCTIONS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _ALL_FUNCTIONS})
"""By name, in capitals as in a rule."""

_KINDS_BY_NAME = {name: kind for kind in KINDS for name in (kind.name, *kind.aliases)}


def kind_named(name: str) -> Kind | None:
    """A kind by its name or an alias; case and white space do not count."""
    return _KINDS_BY_NAME.get(" ".join(name.lower().split()))
