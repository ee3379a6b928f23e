"""The types that the checker works with: a closed union over the kinds, the schema's enums and objects, and lists."""

from regeltaal.base.node import Node, apart, field
from regeltaal.values.kind import Kind


class Scalar(Node):
    """A value of one kind. ``quotient`` marks an exact rational that must be rounded before it is stored or shown."""

    kind: Kind
    quotient: bool = field(default=False, eq=False)

    def __str__(self) -> str:
        return self.kind.name


class Enumeration(Node):
    """One of the values of a KEUZE; ``open`` ones get further values from the environment."""

    name: str
    values: tuple[str, ...] = apart()
    open: bool = field(default=False, eq=False)
    doc: str = field(default="", eq=False)

    def __str__(self) -> str:
        return self.name


class ObjectType(Node):
    """A record of an object of the schema, by the object's name."""

    name: str

    def __str__(self) -> str:
        return self.name


class ListOf(Node):
    element: "Type"

    def __str__(self) -> str:
        return f"lijst van {self.element}"


class Nothing(Node):
    """The type of the literal LEEG: fits everywhere."""

    def __str__(self) -> str:
        return "LEEG"


class Unknown(Node):
    """The type of what has been reported already: fits everywhere and is never reported again."""

    def __str__(self) -> str:
        return "onbekend"


Type = Scalar | Enumeration | ObjectType | ListOf | Nothing | Unknown
