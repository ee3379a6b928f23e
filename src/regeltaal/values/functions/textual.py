"""LENGTE."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.values import texts
from regeltaal.values.common import INTEGER, TEXT
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Function, Outcomes, Overload, WhenEmpty


def _length(environment: Environment, text: str) -> Decimal:
    del environment
    return Decimal(len(texts.composed(text)))


LENGTE = Function(
    name="LENGTE",
    doc=Text(nl="Het aantal tekens van een tekst.", en="The number of characters of a text."),
    overloads=(Overload((TEXT,), _length, result=INTEGER, when_empty=WhenEmpty.CARRIES),),
    example="LENGTE(omschrijving) > 100",
    parameters=("tekst",),
    outcomes=Outcomes(least=0),
)

ALL = (LENGTE,)
