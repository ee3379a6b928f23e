"""Frozen records with slots: what trees, types and all that stages hand on to each other are made of.

    class Comparison(Node):
        left: Expr
        right: Expr
        exact: bool = False
        span: Span = apart()

There are hundreds of such classes between a text and its verdict, and a start makes them all: so making a class is kept
as cheap as a class statement, and a constructor is only written when the first object is made. It then fills each slot
by its own setter, which is the fastest way past a frozen class. Equality, hash and showing are written once. Where more
is wanted (converters, computed fields, `cached_property`) there is attrs.
"""

from collections.abc import Callable, Collection
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

_NOTHING: Any = object()
T = TypeVar("T")
N = TypeVar("N", bound="Node")


class Field:
    """What is said of a field behind its name."""

    __slots__ = ("default", "eq", "factory", "kw_only", "shown")

    def __init__(
        self, default: object, factory: Callable[[], object] | None, *, eq: bool, shown: bool, kw_only: bool
    ) -> None:
        self.default = default
        self.factory = factory
        self.eq = eq
        self.shown = shown
        self.kw_only = kw_only

    @property
    def required(self) -> bool:
        return self.default is _NOTHING and self.factory is None


@overload
def field(*, eq: bool = True, shown: bool = True, kw_only: bool = False) -> Any: ...  # noqa: ANN401 - it stands for a value of any type
@overload
def field(*, default: T, eq: bool = True, shown: bool = True, kw_only: bool = False) -> T: ...
@overload
def field(*, factory: Callable[[], T], eq: bool = True, shown: bool = True, kw_only: bool = False) -> T: ...
def field(
    *,
    default: object = _NOTHING,
    factory: Callable[[], object] | None = None,
    eq: bool = True,
    shown: bool = True,
    kw_only: bool = False,
) -> object:
    """A field with its default. Without ``eq`` it does not count for equality, hash and showing.

    Without ``shown`` it is left out of showing: a secret, or what is too long to read.
    """
    return Field(default, factory, eq=eq, shown=eq and shown, kw_only=kw_only)


def apart() -> Any:  # noqa: ANN401 - idem
    """A field that says where or how something stood: it does not count for equality, hash and showing."""
    return field(eq=False)


@dataclass_transform(frozen_default=True, field_specifiers=(field, apart))
class NodeType(type):
    """Makes classes of nodes: each annotation of the body is a field."""

    __fields__: dict[str, Field]
    """Of the class and those above it, in the order of the constructor."""
    __match_args__: tuple[str, ...]
    """Those that it takes by place."""
    __whole__: Callable[[Any], tuple[Any, ...]]
    """Reads the fields of an object."""
    __identity__: Callable[[Any], object]
    """Reads those with ``eq``; of one, the thing itself."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> "NodeType":
        own = {one: _declared(body.pop(one, _NOTHING)) for one in body.get("__annotations__", ())}
        known = {key: one for base in reversed(bases) for key, one in getattr(base, "__fields__", {}).items()}
        fields = {**known, **own}
        positional = tuple(key for key, one in fields.items() if not one.kw_only)
        body["__slots__"] = tuple(one for one in own if one not in known)
        body["__match_args__"] = positional
        body["__init__"] = _first_constructor
        made = super().__new__(cls, name, bases, body)
        made.__fields__ = {key: fields[key] for key in (*positional, *(key for key in fields if fields[key].kw_only))}
        made.__whole__ = reader(made.__fields__)
        identity = [key for key, one in made.__fields__.items() if one.eq]
        made.__identity__ = attrgetter(*identity) if identity else type
        return made


def _declared(value: object) -> Field:
    return value if isinstance(value, Field) else Field(value, None, eq=True, shown=True, kw_only=False)


def reader(names: Collection[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Reads these attributes of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    only = attrgetter(*names)
    return lambda one: (only(one),)


def _first_constructor(self: "Node", *args: object, **kwargs: object) -> None:
    """Writes the constructor of a class when its first object is made; from then on that is called at once."""
    made = type(self)
    made.__init__ = _constructor(made)  # type: ignore[method-assign]  # it is what takes this one's place
    made.__init__(self, *args, **kwargs)


def _constructor(made: NodeType) -> Callable[..., None]:
    """`def __init__(self, a, b=<default>, *, c=<default>)`, which fills the slots."""
    parameters, lines, around = ["self"], [], dict[str, object]()
    for name, one in made.__fields__.items():
        if one.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(name if one.required else f"{name}=_default_{name}")
        around[f"_default_{name}"] = _NOTHING if one.factory else one.default
        around[f"_set_{name}"] = getattr(made, name).__set__
        if one.factory is not None:
            around |= {f"_make_{name}": one.factory, "_NOTHING": _NOTHING}
            lines.append(f"if {name} is _NOTHING: {name} = _make_{name}()")
        lines.append(f"_set_{name}(self, {name})")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n    {body}", around)  # noqa: S102 - the names of our own classes
    written: Any = around["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    return written  # type: ignore[no-any-return]  # it is the function that was written just now


class Node(metaclass=NodeType):
    """A frozen record; the fields with ``eq`` make up its identity."""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in type(self).__fields__.items() if one.shown)
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        identity = type(self).__identity__
        return bool(identity(self) == identity(other))

    def __hash__(self) -> int:
        return hash((type(self), type(self).__identity__(self)))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __reduce__(self) -> tuple[Callable[..., "Node"], tuple[object, ...]]:
        """For copying and pickling: all fields in order."""
        made, values = type(self), astuple(self)
        return (made, values) if len(values) == len(made.__match_args__) else (_restored, (made, *values))


def evolve(record: T, /, **changes: object) -> T:
    """The same node, or attrs record, but for some fields."""
    made = type(record)
    if not isinstance(made, NodeType):
        import attrs  # noqa: PLC0415 - who has one has imported it

        return attrs.evolve(record, **changes)  # type: ignore[misc]  # whatever is given here is one
    return made(**(dict(zip(made.__fields__, astuple(record), strict=True)) | changes))


def astuple(node: Node) -> tuple[Any, ...]:
    """The fields of a node in order, as they are."""
    return type(node).__whole__(node)


def _restored(made: type[N], *values: object) -> N:
    node = made.__new__(made)
    for name, value in zip(made.__fields__, values, strict=True):
        getattr(made, name).__set__(node, value)
    return node
