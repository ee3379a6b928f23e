"""Rules that can start one another again: the graph from rule to event to rule, and the circles in it.

A node is a rule, or an event with the value that its field got: ``ANY`` for “whatever value”, ``UNKNOWN`` for a value
that is only known later. So a rule that sets `status = "Compleet"` does not start one that waits for
`NAAR "Ingepland"`.
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence

from attrs import define, field

from regeltaal.base.diagnostic import Problems
from regeltaal.check import exclusion
from regeltaal.check.phases import performs
from regeltaal.check.problems import conflicts as problems
from regeltaal.program import tree as out
from regeltaal.schema.model import Schema, key_of

_RULE = "REGEL"
ANY, UNKNOWN = "any", "unknown"
Node = tuple[str, Hashable]
Graph = dict[Node, list[Node]]


def check(rules: Sequence[out.Rule], schema: Schema, found: Problems) -> None:
    """One warning for each group of rules that lie on a circle, with the shortest circle through its first rule."""
    graph = _graph(rules, schema)
    position = {_node(rule): at for at, rule in enumerate(rules)}
    for group in _groups(graph):
        members = sorted(position[node] for node in group if node in position)
        if not members:
            continue
        first = rules[members[0]]
        way = _way_round(_node(first), graph, set(group))
        if way:
            found.add(problems.loop(first.span, _shown(way, rules, position)))


def _node(rule: out.Rule) -> Node:
    return (_RULE, rule.id)


def _graph(rules: Sequence[out.Rule], schema: Schema) -> Graph:
    graph: Graph = {}
    values: dict[str, set[Hashable]] = {}
    for rule in rules:
        for event, value in _raised(rule, schema):
            graph.setdefault(_node(rule), []).append((event, value))
            values.setdefault(event, set()).add(value)
        for event, value in _awaited(rule):
            graph.setdefault((event, value), []).append(_node(rule))
            values.setdefault(event, set()).add(value)
    for event, known in values.items():
        for value in known:
            if value is not ANY:
                graph.setdefault((event, value), []).append((event, ANY))
                if value is not UNKNOWN:
                    graph.setdefault((event, UNKNOWN), []).append((event, value))
    return graph


def _raised(rule: out.Rule, schema: Schema) -> Iterator[Node]:
    """The events that a rule's actions bring about, with the value that a followed field gets."""
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        for write in _writes(branch):
            owner = schema.object(str(write.owner.type))
            for event in schema.events_following(owner.name, write.field.name) if owner else ():
                value = write.value
                known = exclusion.comparable(value.value) if isinstance(value, out.Const) else UNKNOWN
                yield key_of(event.name), known
        for action in performs(branch):
            for name in action.action.raises:
                yield key_of(name), UNKNOWN


def _writes(actions: Sequence[out.Action]) -> Iterator[out.SetField]:
    for action in actions:
        match action:
            case out.SetField():
                yield action
            case out.Loop(body=body):
                yield from _writes(body)
            case _:
                pass


def _awaited(rule: out.Rule) -> Iterator[Node]:
    """The events that start a rule, with the values of the followed field for which it can run."""
    allowed = exclusion.allowed(rule)
    for trigger in rule.triggers:
        if not isinstance(trigger, out.OnEvent):
            continue
        name = key_of(trigger.event.name)
        followed = exclusion.followed_field(trigger.event.follows)
        if isinstance(trigger.new, out.Const):
            yield name, exclusion.comparable(trigger.new.value)
        elif followed in allowed:
            yield from ((name, value) for value in allowed[followed])
        else:
            yield name, ANY


# ---------------------------------------------------------------- circles


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


def _shown(way: Sequence[Node], rules: Sequence[out.Rule], position: Mapping[Node, int]) -> list[str]:
    """The circle in words: rules by name, events by name, each event once."""
    names: list[str] = []
    for node in way:
        name = f'"{rules[position[node]].id}"' if node in position else node[0]
        if not names or names[-1] != name:
            names.append(name)
    return names
