"""Predicates made at random, as text in the language: each by each of its overloads, in every way to write it."""

from abc import ABC
from collections.abc import Sequence

from attrs import frozen
from tests.compiler.catalogue import COMPUTED, PREDICATES, Computed, Predicate
from tests.compiler.random_values import Here, Values
from tests.compiler.sorts import DATE, MOMENT, ORDERED, REGEXES, TEXT, TEXTS, TEXTUAL, WILDCARDS, YES_NO, Sort, quoted

from regeltaal.values.registry import OPERATORS


@frozen(eq=False)
class Predicates(Values, ABC):
    """Writes predicates."""

    # ------------------------------------------------------------ predicates

    def predicate(self, here: Here) -> str:
        found = self.random.choice(PREDICATES[self.random.choice(_KEYS)])
        exact = "EXACT " if found.overload.exact is not None and self.chance(0.3) else ""
        return _PREDICATES.get(found.key, Predicates.ordinary)(self, found, exact, here)

    def ordinary(self, found: Predicate, exact: str, here: Here) -> str:
        sort = self.random.choice(found.sorts)
        form = self.random.choice(_FORMS[found.key])
        if found.listed:
            subject = self.list_path(sort, here)
            others = [self.listed(sort, here) if found.of_lists else self.element(sort, here)]
        else:
            subject = self.value(sort, here)
            others = [self._beside(sort, here, equality=found.key in _EQUALITY) for _ in range(found.count - 1)]
        return form.format(subject, *others, exact)

    def element(self, sort: Sort, here: Here) -> str:
        return self.value(sort, here, literal=0.7)

    def _beside(self, sort: Sort, here: Here, *, equality: bool) -> str:
        if equality and self.chance(0.05):
            return "LEEG"
        peer = TEXT if sort in TEXTUAL and sort is not TEXT and self.chance(0.1) else sort
        return self.value(peer, here, literal=0.75 if peer is sort else 0.0)

    def member(self, found: Predicate, exact: str, here: Here) -> str:
        sort = self.random.choice(found.sorts)
        form = self.random.choice(_FORMS[found.key])
        return form.format(self.value(sort, here), self.listed(sort, here, single=True), exact)

    def part_of_text(self, found: Predicate, exact: str, here: Here) -> str:
        if found.listed:
            return self.ordinary(found, exact, here)
        sort = self.random.choice((TEXT, TEXT, *TEXTUAL))
        parts = self.one_part(here) if self.chance(0.6) else self.parts(here)
        return self.random.choice(_FORMS[found.key]).format(self.value(sort, here), parts, exact)

    def one_part(self, here: Here) -> str:
        if self.chance(0.15):
            return self.path(TEXT, here)
        text = self.random.choice(TEXTS)
        begin = self.random.randrange(len(text))
        cut = text[begin : begin + self.random.choice((1, 2, 4, 20))] if self.chance(0.6) else text
        return quoted(cut if cut.strip() else text)

    def parts(self, here: Here) -> str:
        if self.chance(0.2):
            return self.listed(TEXT, here)
        return f"({'; '.join(self.one_part(here) for _ in range(self.random.choice((2, 3))))})"

    def pattern(self, found: Predicate, exact: str, here: Here) -> str:
        known = WILDCARDS if found.key == "like" else REGEXES
        listed = [_pattern(self.random.choice(known), found.key) for _ in range(self.random.choice((1, 1, 2)))]
        pattern = listed[0] if len(listed) == 1 else f"({'; '.join(listed)})"
        sort = self.random.choice((TEXT, TEXT, *TEXTUAL))
        return self.random.choice(_FORMS[found.key]).format(self.value(sort, here), pattern, exact)

    def calculated(self, here: Here) -> str:
        """A computation beside a value: each of them in turn."""
        if not self.deck:
            self.deck.extend((sort, one) for sort, found in COMPUTED.items() for one in found)
            self.deck.extend(
                [(TEXT, "template"), (YES_NO, "truth"), (MOMENT, "now"), (DATE, "now"), (YES_NO, "truth")] * 4
            )
            self.random.shuffle(self.deck)
        sort, found = self.deck.pop()
        inside = here.deeper()
        subject = self.computation(found, inside) if isinstance(found, Computed) else self._special(found, sort, inside)
        form = self.random.choice(SIMPLE if sort in ORDERED else SIMPLE[:4])
        if form == SIMPLE[0] and sort is YES_NO:
            return subject
        return form.format(subject, *(self.value(sort, here, literal=0.7) for _ in range(3)))

    def _special(self, found: str, sort: Sort, here: Here) -> str:
        match found:
            case "template":
                return self.template(here)
            case "truth":
                return f"({self.condition(here, 1)})"
            case _:
                return "NU" if sort is MOMENT else "VANDAAG"

    def presence(self, found: Predicate, exact: str, here: Here) -> str:
        sort = self.random.choice(found.sorts)
        form = self.random.choice(_FORMS[found.key])
        if len(found.sorts) > 1 and self.chance(0.25):
            return form.format(self.random.choice([self.list_path(sort, here), self.rows(here)]))
        return form.format(self.value(sort, here), exact)


def _pattern(pattern: str, key: str) -> str:
    """A regular expression keeps its backslashes as they are."""
    return f'"{pattern}"' if key == "matches" else quoted(pattern)


SIMPLE = (
    "{} = {}",
    "{} <> {}",
    "{} IN ({}; {}; {})",
    "{} NIET IN ({}; {})",
    "{} < {}",
    "{} <= {}",
    "{} > {}",
    "{} >= {}",
    "{} TUSSEN {} EN {}",
    "{} NIET TUSSEN {} EN {}",
    "{} VANAF {} TOT {}",
)

EXACT = ("{} = EXACT {}", "{} <> EXACT {}", "{} IN EXACT ({}; {})")
_EQUALITY = frozenset(["equals", "not_equals"])
# {0}, {1}, … are the operands, the last one EXACT where it is said.
_FORMS: dict[str, Sequence[str]] = {
    "equals": ("{0} = {2}{1}",),
    "not_equals": ("{0} <> {2}{1}",),
    "less": ("{0} < {1}",),
    "less_equal": ("{0} <= {1}",),
    "greater": ("{0} > {1}",),
    "greater_equal": ("{0} >= {1}",),
    "between": ("{0} TUSSEN {1} EN {2}", "{0} NIET TUSSEN {1} EN {2}"),
    "from_until": ("{0} VANAF {1} TOT {2}", "{0} NIET VANAF {1} TOT {2}"),
    "from_through": ("{0} VANAF {1} TOT EN MET {2}", "{0} NIET VANAF {1} TOT EN MET {2}"),
    "in": ("{0} IN {2}{1}", "{0} NIET IN {2}{1}"),
    "contains": ("{0} BEVAT {2}{1}", "{0} BEVAT NIET {2}{1}", "{0} NIET BEVAT {2}{1}"),
    "begins_with": ("{0} BEGINT MET {2}{1}", "{0} BEGINT NIET MET {2}{1}"),
    "ends_with": ("{0} EINDIGT OP {2}{1}", "{0} EINDIGT NIET OP {2}{1}"),
    "like": ("{0} LIJKT OP {2}{1}", "{0} LIJKT NIET OP {2}{1}"),
    "matches": ("{0} VOLDOET AAN {2}{1}", "{0} VOLDOET NIET AAN {2}{1}"),
    "is_empty": ("{0} IS LEEG", "{0} IS NIET LEEG"),
    "is_filled": ("{0} IS GEVULD", "{0} IS NIET GEVULD"),
    "is_valid": ("{0} IS GELDIG", "{0} IS NIET GELDIG"),
}
PARTS = (*_FORMS["contains"], *_FORMS["begins_with"], *_FORMS["ends_with"])
_PREDICATES = {
    "in": Predicates.member,
    "contains": Predicates.part_of_text,
    "begins_with": Predicates.part_of_text,
    "ends_with": Predicates.part_of_text,
    "like": Predicates.pattern,
    "matches": Predicates.pattern,
    "is_empty": Predicates.presence,
    "is_filled": Predicates.presence,
    "is_valid": Predicates.presence,
}
_KEYS = tuple(key for key, operator in OPERATORS.items() if operator.is_predicate)
assert set(_KEYS) == set(_FORMS), "a predicate that is not generated"
