"""Values made at random, as text in the language: fields, literals, and computations with them."""

from abc import ABC, abstractmethod
from random import Random

from attrs import field, frozen
from tests.compiler.catalogue import COMPUTED, Computed, Items, Operand, Word
from tests.compiler.sorts import CUSTOMER, MOMENT, NUMBER, SORTS, TEXT, YES_NO, Sort

VARIABLES = ("p", "q", "s", "t")
_DEEPEST = 3


@frozen
class Here:
    """Where an expression stands: the variables by name with what they are (None: an object), how deep."""

    variables: tuple[tuple[str, Sort | None], ...] = ()
    depth: int = 0
    free: bool = True
    """Definitions may be used: not inside a definition."""

    def deeper(self) -> "Here":
        return Here(self.variables, self.depth + 1, self.free)

    def inside(self, name: str, sort: Sort | None) -> "Here":
        return Here((*self.variables, (name, sort)), self.depth + 1, self.free)


@frozen(eq=False)
class Values(ABC):
    """Writes values. ``conditions`` and ``values`` are the definitions of the file, ``lists`` its lists."""

    random: Random
    conditions: list[str] = field(factory=list)
    values: dict[str, Sort] = field(factory=dict)
    lists: dict[str, Sort] = field(factory=dict)
    deck: "list[tuple[Sort, Computed | str]]" = field(factory=list)
    """What is still to be computed before the same computation comes again."""

    plain: bool = False
    """Mostly tests of fields with literals, as an index has them."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    @abstractmethod
    def condition(self, here: Here, size: int) -> str:
        """A condition of about so many tests."""

    # ------------------------------------------------------------ paths

    def _objects(self, here: Here) -> list[str]:
        """What a path to a field may begin with: nothing for the own record."""
        rows = [f"{name}." for name, sort in here.variables if sort is None]
        around = ["klant.", "klant twee.", "klant.klant.", "vorige.", "vorige.klant."]
        return ["", *rows * 3, self.random.choice(around)]

    def path(self, sort: Sort, here: Here) -> str:
        """A field of a sort, somewhere."""
        bare = [name for name, found in here.variables if found is sort]
        if bare and self.chance(0.7):
            return self.random.choice(bare)
        start = self.random.choice(self._objects(here)) if here.variables or self.chance(0.35) else ""
        own = start in ("", "vorige.") and self.chance(0.3)
        return f"{start}{sort.name} twee" if own else f"{start}{sort.name}"

    def rows(self, here: Here) -> str:
        """A list of records."""
        nested = [f"{name}.klant.posten" for name, sort in here.variables if sort is None]
        return self.random.choice(
            ["posten", "posten", "posten", "klant.posten", "klant lijst", "vorige.posten", *nested]
        )

    def list_path(self, sort: Sort, here: Here) -> str:
        if sort is TEXT and self.chance(0.1):
            return "administratie.tags"
        starts = ["", "", "", "posten.", "klant.", "klant lijst.", "vorige.", "klant.posten."]
        start = self.random.choice([*starts, *(f"{name}." for name, found in here.variables if found is None)])
        if start in ("posten.", "klant lijst.", "klant.posten.") and self.chance(0.7):
            return f"{start}{sort.name}"
        return f"{start}{sort.plural}"

    # ------------------------------------------------------------ values

    def literal(self, sort: Sort) -> str:
        return self.random.choice(sort.literals)

    def value(self, sort: Sort, here: Here, *, literal: float = 0.0) -> str:
        """A value of a sort, as one operand; ``literal`` is how likely it is one as it stands."""
        if sort.literals and self.chance(literal):
            return self.literal(sort)
        if here.depth >= _DEEPEST or self.chance(0.55):
            return self.path(sort, here)
        return self._compound(sort, here.deeper())

    def _compound(self, sort: Sort, here: Here) -> str:
        named = [name for name, found in self.values.items() if found is sort]
        if named and here.free and self.chance(0.5):
            return self.random.choice(named)
        if self.chance(0.15):
            return f"({self.path(sort, here)} INDIEN LEEG {self.value(sort, here, literal=0.7)})"
        if sort is TEXT and self.chance(0.4):
            return self.random.choice([self.template(here), "gebeurtenis.naam", "administratie.naam"])
        if sort is MOMENT and self.chance(0.2):
            return self.random.choice(["NU", "gebeurtenis.moment"])
        if sort is YES_NO and self.chance(0.7):
            return f"({self.condition(here, 1)})"
        if sort is NUMBER and self.chance(0.15):
            return f"WEEG({self.value(NUMBER, here)})"
        found = COMPUTED.get(sort)
        return self.path(sort, here) if not found else self.computation(self.random.choice(found), here)

    def template(self, here: Here) -> str:
        shown = self.random.choice([one for one in SORTS if one is not CUSTOMER])
        return f'"{self.random.choice(["", "", "a", "spoed "])}{{{self.path(shown, here)}}}"'

    def computation(self, found: Computed, here: Here) -> str:
        operands = [self._operand(one, index, found, here) for index, one in enumerate(found.operands)]
        if found.is_function:
            return f"{found.spelling}({'; '.join(operands)})"
        return f"({f' {found.spelling} '.join(operands)})"

    def _operand(self, operand: Operand, index: int, found: Computed, here: Here) -> str:
        match operand:
            case Word(word):
                return word
            case Items(sort):
                return self._aggregated(sort, here)
            case Sort():
                divides = found.spelling == "/" and index == 1
                soft = operand.soft or divides
                digits = found.spelling == "AFGEROND" and index == 1
                return self.value(operand, here, literal=0.0 if soft else 0.8 if digits else 0.3)

    def _aggregated(self, sort: Sort | None, here: Here) -> str:
        """What a function over a list goes over."""
        name = VARIABLES[len(here.variables)] if len(here.variables) < len(VARIABLES) else ""
        if name and sort is None and self.chance(0.6):
            return f"{name} IN {self.rows(here)} WAARVOOR ({self.condition(here.inside(name, None), 1)})"
        if name and sort is not None and self.chance(0.5):
            inside = here.inside(name, None)
            where = f" WAARVOOR ({self.condition(inside, 1)})" if self.chance(0.5) else ""
            return f"{self.value(sort, inside)} VOOR ELKE {name} IN {self.rows(here)}{where}"
        return self.list_path(sort or self.random.choice(SORTS), here)

    def listed(self, sort: Sort, here: Here, *, single: bool = False) -> str:
        """A list of a sort: literals, a LIJST, a field, or literals with values among them."""
        if not sort.literals:
            return self.list_path(sort, here)
        named = [name for name, found in self.lists.items() if found is sort]
        if named and self.chance(0.3):
            return self.random.choice(named)
        if self.chance(0.25):
            return self.list_path(sort, here)
        if single and self.chance(0.15):
            return f"({self.literal(sort)})"
        among = 0.2 if self.chance(0.25) else 0.0
        size = self.random.choice((2, 2, 3, 5))
        items = [self.value(sort, here) if self.chance(among) else self.literal(sort) for _ in range(size)]
        return f"({'; '.join(items)})"
