"""The values that rules compute with, and the two ways in which there is none: LEEG and FOUT.

A present value is plain Python: ``str``, ``bool``, ``Decimal`` (or ``Fraction`` for a quotient that no decimal
holds), ``date``, ``time``, a ``datetime`` with a fixed offset (see ``moments``), ``Duration``, ``Ref`` or a tuple of
these. An amount is a ``Decimal`` in its currency unit, a percentage a ``Decimal`` in per cent (97.5 is 97,5%). An enum
value is the ``str`` in the spelling of the schema; a file is the ``str`` that names it.
"""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import frozen

from regeltaal.base.text import Text


class DurationKind(Enum):
    """Kinds of duration that neither mix nor compare; the value is the unit that amounts are counted in."""

    EXACT = "minuut"
    DAYS = "dag"
    WORKDAYS = "werkdag"
    MONTHS = "maand"


@frozen(order=False)
class Duration:
    """A whole number of minutes, days, working days or months."""

    kind: DurationKind
    amount: int


@frozen(cache_hash=True)
class Ref:
    """The identity of a record: its administration, object and key.

    A row of a list that has no key of its own gets one made from its owner's (see ``runtime``).
    """

    administration: str
    object: str
    key: str


ADMINISTRATION = "administratie"
"""The one object whose records belong to the environment as a whole, not to an administration."""


def reference(administration: str, object_name: str, key: str) -> Ref:
    """The identity of a record that is named by its key, as seen from an administration."""
    return Ref("" if object_name == ADMINISTRATION else administration, object_name, key)


Number = Decimal | Fraction
Value = str | bool | Decimal | Fraction | date | time | datetime | Duration | Ref | tuple["Value", ...]


@frozen
class Empty:
    """LEEG, with the fields (as the author knows them) whose being empty caused it.

    ``computed`` tells a computation over something empty from an empty field: the first makes `=` ONBEKEND.
    """

    fields: tuple[str, ...] = ()
    computed: bool = False


@frozen
class Fault:
    """FOUT: a value that cannot be had, with the cause."""

    cause: Text


Outcome = Value | Empty | Fault
"""What evaluating an expression gives."""


class ComputationError(Exception):
    """Raised by a scalar where its operands have no result; the evaluator turns it into a ``Fault``."""

    def __init__(self, cause: Text) -> None:
        super().__init__(cause.en)
        self.cause = cause


class NotAValueError(ValueError):
    """Raised where outside data (JSON, a literal) is no value of a kind: the reason, and what was probably meant."""

    def __init__(self, reason: Text, readings: tuple[str, ...] = ()) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.readings = readings
