"""Sets of places as numbers, and sets of what a column may hold: each does what a set of Python does."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from regeltaal.compiler.matcher_bits import Names, mask_of
from regeltaal.values.sets import EVERYTHING, Span, Spans, Values

placed = st.integers(1, 1300).flatmap(lambda size: st.tuples(st.just(size), st.sets(st.integers(0, size - 1))))


@given(placed)
def test_a_mask_tells_its_members(found: tuple[int, set[int]]) -> None:
    size, bits = found
    names = Names([1000 + bit for bit in reversed(range(size))])

    assert [1000 + bit for bit in sorted(bits)] == sorted(names.among(mask_of(bits, size)))


@given(st.sets(st.integers(0, 5000)))
def test_a_mask_of_many_bits(bits: set[int]) -> None:
    assert sum(1 << bit for bit in bits) == mask_of(bits, 5001)


items = st.frozensets(st.integers(0, 5))
values = st.builds(Values, items, st.booleans())


def _held(among: Values) -> set[int]:
    return {value for value in range(8) if (value in among.items) is not among.outside}


@given(values, values)
def test_sets_of_values(one: Values, other: Values) -> None:
    assert _held(one) & _held(other) == _held(one.intersection(other))
    assert _held(one) | _held(other) == _held(one.union(other))
    assert set(range(8)) - _held(one) == _held(one.complement())


cuts = st.none() | st.tuples(st.integers(0, 4).map(Decimal), st.integers(0, 1))


def _goes_somewhere(found: Span) -> bool:
    low, high = found
    return low is None or high is None or low < high


span = st.tuples(cuts, cuts).filter(_goes_somewhere)
basic = st.builds(lambda one, empty: Spans((one,), empty), span, st.booleans()) | st.just(Spans(()))
spans = st.recursive(
    basic,
    lambda inner: st.one_of(
        st.builds(Spans.union, inner, inner), st.builds(Spans.intersection, inner, inner), inner.map(Spans.complement)
    ),
    max_leaves=5,
)
POINTS = [half / 2 for half in range(-2, 12)]


def _in(among: Spans) -> set[float | None]:
    """Of a few numbers (and LEEG) those that are in the spans."""

    def is_in(number: float) -> bool:
        return any(
            (low is None or number > low[0] or (number == low[0] and low[1] == 0))
            and (high is None or number < high[0] or (number == high[0] and high[1] == 1))
            for low, high in among.spans
        )

    found: set[float | None] = {number for number in POINTS if is_in(number)}
    return found | ({None} if among.empty else set())


@given(spans, spans)
def test_spans(one: Spans, other: Spans) -> None:
    everything = _in(Spans(EVERYTHING, empty=True))

    assert _in(one) & _in(other) == _in(one.intersection(other))
    assert _in(one) | _in(other) == _in(one.union(other))
    assert everything - _in(one) == _in(one.complement())
    assert one.is_nothing is (not _in(one))
