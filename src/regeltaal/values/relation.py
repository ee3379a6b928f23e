"""What a predicate asks of its operands, for stages that may ask it in another way: generated code, an index, SQL.

The scalar of an overload is what it means. A relation says the same in a word where that can be rewritten; an overload
without one is only ever asked by its scalar.
"""

from enum import Enum


class Relation(Enum):
    """The value says it of operands that are there; what is LEEG goes by ``WhenEmpty`` of the overload.

    ``SAME``, ``DIFFERS`` and ``MEMBER`` compare by ``compare.key``, the orderings by ``compare.order``, the parts of
    texts by ``texts.fold`` (with EXACT ``texts.composed``).
    """

    SAME = "the first is the same as the second"
    DIFFERS = "the first is not the same as the second"
    MEMBER = "the first is the same as one of the second, a list"
    LESS = "the first comes before the second"
    LESS_EQUAL = "the first does not come behind the second"
    GREATER = "the first comes behind the second"
    GREATER_EQUAL = "the first does not come before the second"
    BETWEEN = "the first lies between the second and the third, both included"
    FROM_UNTIL = "the first lies from the second up to the third, which is excluded"
    CONTAINS = "the text has the second in it, or one of the second where that is a list; an empty part never"
    BEGINS_WITH = "the text begins with the second, or with one of the second; an empty part never"
    ENDS_WITH = "the text ends with the second, or with one of the second; an empty part never"
    IS_EMPTY = "there is nothing, or a blank text, or a list without rows"
    IS_FILLED = "the reverse of that"
