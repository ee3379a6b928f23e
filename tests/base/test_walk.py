"""The generic walk, on the trees that it is for: everything, in order, whatever the depth."""

from collections.abc import Iterator

from regeltaal.base.node import Node, astuple
from regeltaal.base.source import Source, Span
from regeltaal.base.walk import Walk
from regeltaal.syntax import tree, walk
from regeltaal.syntax.parser import parse

TEXT = """DOMEIN werkbonnen
LIJST plaatsen = "Utrecht"; "Zeist"
REGEL "Alles"
  VOOR ELKE RIJ
    | a | b |
    | 1 | "{nummer}" |
WANNEER werkbon compleet gemeld; werkbon statuswijziging VAN "a" NAAR "b"
EN relatie.plaats IN plaatsen
EN (duur > 3 OF EEN m IN materialen WAARVOOR m.aantal TUSSEN 1 EN 2)
DAN
  MAAK taak GENAAMD t NA 3 dagen MITS duur > 4 MET titel = "Bel {relatie.naam|kort}"
  VOOR ELK m IN materialen DOE ZET m.code = "x" KLAAR
ANDERS WIS commentaar
"""


def _naive(part: object) -> Iterator[Node]:
    if isinstance(part, tuple):
        for one in part:
            yield from _naive(one)
    elif isinstance(part, Node) and not isinstance(part, Span):
        yield part
        for value in astuple(part):
            yield from _naive(value)


def test_it_finds_each_node_once_and_in_order() -> None:
    items = parse(Source("a.regel", TEXT)).file.items
    assert [id(one) for one in walk.nodes(items)] == [id(one) for one in _naive(items)]


def test_by_kind_gives_the_same_nodes() -> None:
    items = parse(Source("a.regel", TEXT)).file.items
    found = walk.by_kind(items)
    for kind in {type(one) for one in _naive(items)}:
        assert found[kind] == [one for one in _naive(items) if type(one) is kind]


def test_the_parts_of_a_node_are_those_right_inside() -> None:
    place = Span(Source("a.regel", ""), 0, 0)
    name = tree.Name("a", "a", place)
    path = tree.Path((name,), place)
    inner = tree.Not(path, place)
    parts = Walk(tree.__name__).parts(tree.Conjunction((inner, path), place))
    assert list(parts) == [inner, path]


def test_depth_needs_no_depth_of_python() -> None:
    place = Span(Source("a.regel", ""), 0, 0)
    node: tree.Expr = tree.Path((tree.Name("a", "a", place),), place)
    for _ in range(20_000):
        node = tree.Not(node, place)
    assert sum(1 for _ in walk.nodes(node)) == 20_002
