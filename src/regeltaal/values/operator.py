"""The record of an operator or function: what the checker, every evaluator and the documentation read.

To add an operator: its line in the grammar (alias ``op_<key>``), its record in ``operators/``, its cases in
``tests/spec/operators/<key>.txt``. To add a function: its record in ``functions/`` and its cases.
"""

from collections.abc import Callable
from enum import Enum

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.values.relation import Relation
from regeltaal.values.types import Type


class Family(Enum):
    """A set of types that an operand may have."""

    ANY = "elke waarde"
    ORDERED = "getal, bedrag, percentage, datum, tijd, moment of duur"
    TEXT = "tekst"
    CHECKED_TEXT = "een gecontroleerde tekst (iban, postcode, …)"
    LIST = "lijst"
    NUMBER = "getal"
    DURATION = "duur"


class SameAs(Node):
    """An operand that must be comparable with the operand at ``index``."""

    index: int


class ListOfSame(Node):
    """A list of values comparable with the operand at ``index``."""

    index: int


class ElementOf(Node):
    """A value comparable with the elements of the list that is the operand at ``index``."""

    index: int


class TextOrTexts(Node):
    """A text, or a list of texts of which any will do."""


class Pattern(Node):
    """A text literal without interpolation, or a list of those: a pattern, compiled when checked.

    ``syntax`` is "wildcard" (LIJKT OP) or "regex" (VOLDOET AAN).
    """

    syntax: str


class Word(Node):
    """A fixed UPPER word as an argument: `BANKIERS`."""

    word: str


Operand = Type | Family | SameAs | ListOfSame | ElementOf | TextOrTexts | Pattern | Word


class WhenEmpty(Enum):
    """What an overload makes of an operand that is LEEG. A FOUT operand always gives FOUT."""

    DECIDES = "two-valued: the scalar gets None for it and decides"
    DECIDES_UNLESS_COMPUTED = "as DECIDES, but ONBEKEND where the operand is a computation over something empty"
    UNKNOWN = "the predicate is ONBEKEND"
    CARRIES = "the computation is LEEG"


Scalar = Callable[..., object]
"""``scalar(environment, *operands)``: the meaning. For a predicate it returns bool; it may raise ComputationError.

A list operand arrives as a tuple. Absent lists arrive as an empty tuple.
"""


class Overload(Node):
    """One meaning of an operator for one set of operand types.

    ``result`` is None for a predicate, a type, or a function of the operand types. ``exact`` is the meaning with
    EXACT behind the operator, None where EXACT has no sense. ``faults`` says that the scalar can raise
    ComputationError, so that its leaves never go into masks or SQL.
    """

    operands: tuple[Operand, ...]
    scalar: Scalar
    result: "Type | Callable[[tuple[Type, ...]], Type] | None" = None
    when_empty: WhenEmpty = WhenEmpty.UNKNOWN
    exact: Scalar | None = None
    faults: bool = False
    relation: Relation | None = None
    """Of a predicate that other stages may ask in their own way what it asks; ``exact`` asks the same of spellings."""


class Phrase(Node):
    """How a predicate is said in a sentence, and its denial; `{0}`, `{1}` … stand for its operands.

    ``in_time`` is how it is said of dates, times and moments, where that is another word.
    """

    said: Text
    denied: Text
    in_time: "Phrase | None" = None


def phrase(nl: tuple[str, str], en: tuple[str, str]) -> Phrase:
    """A phrase and its denial in both languages."""
    return Phrase(Text(nl=nl[0], en=en[0]), Text(nl=nl[1], en=en[1]))


class Operator(Node):
    """An operator: key (the alias in the grammar), how it is written, what it does, its meanings.

    ``negated_spelling`` is how it is written with NIET in the Dutch place, None where NIET only goes before. ``phrase``
    is how a predicate is said; a computation has none.
    """

    key: str
    spelling: str
    doc: Text
    overloads: tuple[Overload, ...]
    example: str
    negated_spelling: str | None = None
    phrase: Phrase | None = None

    @property
    def is_predicate(self) -> bool:
        return self.overloads[0].result is None


class Outcomes(Node):
    """What a function can give, where that is less than its type: numbers from and up to, or one of these texts."""

    least: int | None = None
    most: int | None = None
    texts: tuple[str, ...] = ()


class Function(Node):
    """A function that rules call by its name: `AFGEROND(x; 2)`."""

    name: str
    doc: Text
    overloads: tuple[Overload, ...]
    example: str
    parameters: tuple[str, ...] = ()
    outcomes: Outcomes = Outcomes()

    @property
    def is_predicate(self) -> bool:
        return self.overloads[0].result is None
