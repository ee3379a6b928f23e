"""Conditions made at random, as text in the language: of every form, about what an event changed, over rows."""

from attrs import frozen
from tests.compiler.random_predicates import EXACT, PARTS, SIMPLE, Predicates
from tests.compiler.random_values import VARIABLES, Here
from tests.compiler.sorts import NESTED, SORTS, TEXT, YES_NO, Sort, quoted


@frozen(eq=False)
class Writer(Predicates):
    """Writes conditions."""

    # ------------------------------------------------------------ conditions

    def condition(self, here: Here, size: int) -> str:
        """A condition of about so many tests, fit to stand between parentheses or alone."""
        if size <= 1 or here.depth > _DEEPEST:
            return self.leaf(here)
        return self.random.choice(_COMPOSED)(self, here.deeper(), size)

    def unary(self, here: Here, size: int) -> str:
        found = self.condition(here, size)
        return f"({found})" if size > 1 else found

    def leaf(self, here: Here) -> str:
        if self.plain and self.chance(0.8):
            return self.plain_leaf(here)
        return self.random.choices(_LEAVES, _LEAF_WEIGHTS)[0](self, here)

    def negated(self, here: Here, size: int) -> str:
        return f"NIET ({self.condition(here, size)})"

    def _split(self, here: Here, size: int) -> list[str]:
        count = self.random.randint(2, max(2, min(size, 4)))
        return [self.unary(here, max(1, size // count)) for _ in range(count)]

    def both(self, here: Here, size: int) -> str:
        return " EN ".join(self._split(here, size))

    def either(self, here: Here, size: int) -> str:
        return " OF ".join(self._split(here, size))

    def group(self, here: Here, size: int) -> str:
        parts = self._split(here, size)
        count = self.random.randint(1, len(parts))
        kind = self.random.choice(["ALLE", "EEN", "GEEN", f"MINSTENS {count}", f"PRECIES {count}", "MINSTENS EEN"])
        return f"{kind} VAN ({'; '.join(parts)})"

    def quantified(self, here: Here, size: int) -> str:
        if len(here.variables) >= len(VARIABLES):
            return self.leaf(Here(here.variables[:1], here.depth, here.free))
        name = VARIABLES[len(here.variables)]
        sort = self.random.choice((None, None, None, self.random.choice(SORTS)))
        items = self.rows(here) if sort is None else self.list_path(sort, here)
        kind = self.random.choice(("EEN", "ELKE", "ELK", "GEEN", "MINSTENS 2", "PRECIES 1", "MINSTENS 1", "PRECIES 2"))
        where = self.condition(here.inside(name, sort), max(1, size // 2))
        return f"{kind} {name} IN {items} WAARVOOR ({where})"

    def any_row(self, here: Here) -> str:
        return self.quantified(here.deeper(), 1)

    def flag(self, here: Here) -> str:
        found = self.value(YES_NO, here)
        return found if self.chance(0.6) else f"NIET {found}"

    def changed(self, here: Here) -> str:
        field_, sort = self._own_field()
        old = f" VAN {self.wanted(field_, sort, here)}" if self.chance(0.4) else ""
        new = f" NAAR {self.wanted(field_, sort, here)}" if self.chance(0.4) else ""
        return f"{field_} IS {'NIET ' if self.chance(0.3) else ''}GEWIJZIGD{old}{new}"

    def was(self, here: Here) -> str:
        field_, sort = self._own_field()
        return f"{field_} WAS {self.wanted(field_, sort, here)}"

    def _own_field(self) -> tuple[str, Sort]:
        sort = self.random.choice(SORTS)
        return (sort.plural if self.chance(0.15) else sort.name), sort

    def wanted(self, field_: str, sort: Sort, here: Here) -> str:
        """A value that a field is compared with behind VAN, NAAR or WAS."""
        if self.chance(0.1):
            return "LEEG"
        if field_ == sort.plural:
            return self.listed(sort, here) if self.chance(0.5) else self.list_path(sort, here)
        return self.value(sort, here, literal=0.8)

    def defined(self, here: Here) -> str:
        if not here.free or not self.conditions:
            return self.predicate(here)
        return self.random.choice(self.conditions)

    def simple(self, here: Here) -> str:
        """A field beside a literal: what most rules are made of, and what an index shares."""
        del here  # it is about the record of the event
        sort = self.random.choice((TEXT, TEXT, *_COMMON))
        forms = SIMPLE if sort in _COMMON_ORDERED else (*SIMPLE[:4], *EXACT) if sort is TEXT else SIMPLE[:4]
        form = self.random.choice(forms)
        return form.format(self._common_path(sort), *(self.literal(sort) for _ in range(4)))

    def _common_path(self, sort: Sort) -> str:
        start = self.random.choices(("", "vorige.", "klant.", "klant twee."), (70, 9, 7, 14))[0]
        return f"{start}{sort.name}"

    def part(self, here: Here) -> str:
        """A text that has some part; of the one same field, so that some rules ask more than one."""
        form = self.random.choice(PARTS)
        exact = self.random.choice(("", "", "EXACT "))
        if self.chance(0.5):
            return form.format("tekst", quoted(self.random.choice(NESTED)), exact)
        return form.format("tekst", self.parts(here) if self.chance(0.3) else self.one_part(here), exact)

    def parts_of_one(self, here: Here, size: int) -> str:
        """More than one test of the same text."""
        return " EN ".join(self.part(here) for _ in range(2 if size < 4 else 3))

    def plain_leaf(self, here: Here) -> str:
        return self.random.choices(_PLAIN, _PLAIN_WEIGHTS)[0](self, here)

    def typical(self, here: Here, size: int) -> str:
        """A field that is some value, and more: what many rules of one set begin with."""
        sort = self.random.choice(_BEGINS)
        exact = "EXACT " if sort is TEXT and self.chance(0.3) else ""
        tests = [f"{sort.name} = {exact}{self.literal(sort)}", *(self.plain_leaf(here) for _ in range(min(size, 2)))]
        self.random.shuffle(tests)
        return " EN ".join(tests)

    def present(self, here: Here) -> str:
        del here
        sort = self.random.choice(SORTS)
        name = self.random.choice((self._common_path(sort), sort.plural, f"vorige.{sort.plural}"))
        return f"{name} IS {self.random.choice(('', 'NIET '))}{self.random.choice(('LEEG', 'GEVULD'))}"

    def alternatives(self, here: Here, size: int) -> str:
        """More ways for it to hold than any index keeps apart."""
        count = max(2, min(size, 5))
        either = (" OF ".join(self.plain_leaf(here) for _ in range(count)) for _ in range(self.random.choice((2, 3))))
        return " EN ".join(f"({one})" for one in either)

    def by_value(self, here: Here, size: int) -> str:
        """For each value of a field something else."""
        sort = self.random.choice(_COMMON)
        each = (f"{sort.name} = {self.literal(sort)} EN {self.plain_leaf(here)}" for _ in range(max(2, min(size, 4))))
        return " OF ".join(f"({one})" for one in each)

    def broken(self, here: Here) -> str:
        """What soon is FOUT: a record that may not be there, a division by what may be nothing."""
        sort = self.random.choice(SORTS)
        other = "(bedrag / (geheel - 1)) > € 1"
        reads = f"klant twee.{sort.name} = {self.value(sort, here, literal=0.9)}"
        return self.random.choice([reads, reads, reads, other, "klant twee.tekst IS LEEG", "(1 / geheel) >= 1"])

    def unknown(self, here: Here) -> str:
        """What soon is ONBEKEND: which of two is larger."""
        sort = self.random.choice(_COMMON_ORDERED)
        return f"{self.path(sort, here)} {self.random.choice(('<', '>', '<=', '>='))} {self.literal(sort)}"


_DEEPEST = 5
_COMMON = tuple(
    sort for sort in SORTS if sort.name in ("tekst", "soort", "bron", "klant", "bedrag", "geheel", "datum", "moment")
)
_BEGINS = tuple(sort for sort in _COMMON if sort.name in ("tekst", "soort", "klant", "geheel"))
_COMMON_ORDERED = tuple(sort for sort in _COMMON if sort.name in ("bedrag", "geheel", "datum", "moment"))
_COMPOSED = (
    Writer.both,
    Writer.both,
    Writer.both,
    Writer.either,
    Writer.either,
    Writer.either,
    Writer.group,
    Writer.negated,
    Writer.quantified,
    Writer.negated,
    Writer.group,
    Writer.quantified,
    Writer.alternatives,
    Writer.by_value,
    Writer.parts_of_one,
)
_LEAVES = (
    Writer.predicate,
    Writer.calculated,
    Writer.simple,
    Writer.flag,
    Writer.changed,
    Writer.was,
    Writer.defined,
    Writer.any_row,
    Writer.broken,
    Writer.unknown,
    Writer.plain_leaf,
)
_PLAIN = (Writer.simple, Writer.part, Writer.present, Writer.flag, Writer.was, Writer.changed, Writer.unknown)
_PLAIN_WEIGHTS = (50, 26, 6, 3, 4, 5, 12)
_LEAF_WEIGHTS = (24, 18, 8, 4, 5, 3, 4, 5, 22, 30, 6)
