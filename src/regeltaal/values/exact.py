"""Exact arithmetic: decimals as long as they hold the result, fractions where only those do, never a binary float.

A number has at most 18 digits before and 10 after the comma. A quotient that does not end within 10 digits lives on
as a ``Fraction`` inside an expression; as soon as a further step makes it fit, it is a ``Decimal`` again.
"""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, Rounded
from fractions import Fraction

from regeltaal.values import faults
from regeltaal.values.value import Number

DIGITS_BEFORE = 18
DIGITS_AFTER = 10

_SCALE = 10**DIGITS_AFTER
_LIMIT = 10**DIGITS_BEFORE
# Two operands of 28 digits make a product of at most 56: nothing is ever rounded here, and the traps prove it.
_CONTEXT = Context(prec=80, traps=[Inexact, Rounded, InvalidOperation, DivisionByZero, Overflow])


def add(left: Number, right: Number) -> Number:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return within_limits(_CONTEXT.add(left, right))
    return settle(Fraction(left) + Fraction(right))


def subtract(left: Number, right: Number) -> Number:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return within_limits(_CONTEXT.subtract(left, right))
    return settle(Fraction(left) - Fraction(right))


def multiply(left: Number, right: Number) -> Number:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return within_limits(_CONTEXT.multiply(left, right))
    return settle(Fraction(left) * Fraction(right))


def divide(left: Number, right: Number) -> Number:
    if not right:
        raise faults.division_by_zero()
    return settle(Fraction(left) / Fraction(right))


def percent_of(amount: Number, percentage: Number) -> Number:
    """So much per cent of an amount; a product of decimals that is too fine becomes a fault, as in ``multiply``."""
    if isinstance(percentage, Decimal):
        return multiply(amount, percentage.scaleb(-2, _CONTEXT))
    return settle(Fraction(amount) * percentage / 100)


def as_fraction(percentage: Number) -> Fraction:
    """A percentage as the part of one that it is."""
    return Fraction(percentage) / 100


def settle(number: Fraction) -> Number:
    """The decimal that a fraction is, or the fraction itself where no decimal within the limits is equal to it."""
    if abs(number) >= _LIMIT:
        raise faults.too_large()
    if _SCALE % number.denominator:
        return number
    scaled = Decimal(number.numerator * (_SCALE // number.denominator)).scaleb(-DIGITS_AFTER, _CONTEXT)
    return _shortened(scaled)


def within_limits(number: Decimal) -> Decimal:
    """The same number, when it has no more digits than a number may have.

    Raises:
        ComputationError: it has more.
    """
    if number and number.adjusted() >= DIGITS_BEFORE:
        raise faults.too_large()
    if decimals(number) <= DIGITS_AFTER:
        return number
    short = _shortened(number)
    if decimals(short) > DIGITS_AFTER:
        raise faults.too_fine()
    return short


def fits(number: Decimal) -> bool:
    """Whether a number has no more digits than a number may have."""
    if not number.is_finite() or not number:
        return number.is_finite()
    if not -DIGITS_AFTER <= number.adjusted() < DIGITS_BEFORE:
        return False
    digits = number.as_tuple().digits
    zeros = next(count for count, digit in enumerate(reversed(digits)) if digit)
    return decimals(number) - zeros <= DIGITS_AFTER


def storable(number: Number) -> Decimal:
    """The decimal that can be stored or shown.

    Raises:
        ComputationError: no decimal within the limits is equal to it; it must be rounded first.
    """
    if isinstance(number, Fraction):
        raise faults.too_fine()
    return number


def rounded(number: Number, digits: int, *, bankers: bool = False) -> Decimal:
    """Rounded to so many digits, a half away from zero, or (``bankers``) to the even neighbour."""
    if not 0 <= digits <= DIGITS_AFTER:
        raise faults.decimals_out_of_range()
    scaled = abs(Fraction(number)) * 10**digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    up = twice > scaled.denominator or (twice == scaled.denominator and (not bankers or whole % 2 == 1))
    magnitude = Decimal(whole + up).scaleb(-digits, _CONTEXT)
    return within_limits(-magnitude if number < 0 else magnitude)


def terminates(divisor: Decimal) -> bool:
    """Whether dividing any decimal by this one gives a decimal: its numerator has no primes but 2 and 5."""
    numerator = abs(Fraction(divisor).numerator)
    for prime in (2, 5):
        while numerator and numerator % prime == 0:
            numerator //= prime
    return numerator == 1


def decimals(number: Decimal) -> int:
    """How many digits stand after the comma, as the number is held."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shortened(number: Decimal) -> Decimal:
    """The same number without zeros at the end of its fraction."""
    short = number.normalize(_CONTEXT)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1), context=_CONTEXT) if isinstance(exponent, int) and exponent > 0 else short
