"""Rules that can start one another again: the circles in the graph from rule to event to rule."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from regeltaal.check.chains import Graph, Node, chains
from regeltaal.check.summary import RuleFacts


def circles(rules: Sequence[RuleFacts]) -> Iterator[tuple[RuleFacts, list[str]]]:
    """The first rule of each group that lie on a circle, with the shortest circle through it."""
    made = chains(rules)
    for group in _groups(made.graph):
        members = sorted((node for node in group if node in made.position), key=made.position.__getitem__)
        if not members:
            continue
        first = rules[made.position[members[0]]]
        way = _way_round(members[0], made.graph, set(group))
        if way:
            yield first, _shown(way, rules, made.position)


def _groups(graph: Graph) -> Iterator[list[Node]]:
    """The strongly connected parts that hold a circle."""
    search = _Search(graph)
    for root in list(graph):
        if root not in search.index:
            yield from (group for group in search.groups_from(root) if len(group) > 1)


@define
class _Search:
    """Tarjan's search, with a stack of its own in place of recursion."""

    graph: Graph
    index: dict[Node, int] = field(factory=dict)
    low: dict[Node, int] = field(factory=dict)
    stack: list[Node] = field(factory=list)
    on_stack: set[Node] = field(factory=set)

    def groups_from(self, root: Node) -> Iterator[list[Node]]:
        work = [(root, self._enter(root))]
        while work:
            node, nexts = work[-1]
            following = next(nexts, None)
            if following is None:
                work.pop()
                if work:
                    self._lower(work[-1][0], self.low[node])
                if self.low[node] == self.index[node]:
                    yield self._leave(node)
            elif following not in self.index:
                work.append((following, self._enter(following)))
            elif following in self.on_stack:
                self._lower(node, self.index[following])

    def _enter(self, node: Node) -> Iterator[Node]:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.on_stack.add(node)
        return iter(self.graph.get(node, ()))

    def _lower(self, node: Node, reached: int) -> None:
        self.low[node] = min(self.low[node], reached)

    def _leave(self, node: Node) -> list[Node]:
        group: list[Node] = []
        while not group or group[-1] != node:
            group.append(self.stack.pop())
        self.on_stack.difference_update(group)
        return group


def _way_round(start: Node, graph: Graph, group: set[Node]) -> list[Node]:
    """The shortest way from a node back to itself inside a group."""
    came_from: dict[Node, Node] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for following in graph.get(node, ()):
            if following == start:
                return _walked(start, node, came_from)
            if following in group and following not in came_from:
                came_from[following] = node
                queue.append(following)
    return []


def _walked(start: Node, last: Node, came_from: Mapping[Node, Node]) -> list[Node]:
    way = [last]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return [*reversed(way), start]


def _shown(way: Sequence[Node], rules: Sequence[RuleFacts], position: Mapping[Node, int]) -> list[str]:
    """The circle in words: rules by name, events by name, each event once."""
    names: list[str] = []
    for node in way:
        name = f'"{rules[position[node]].name}"' if node in position else node[0]
        if not names or names[-1] != name:
            names.append(name)
    return names
