"""Which definitions a definition uses, and those that use themselves."""

from collections.abc import Iterator, Sequence

from regeltaal.check.problems import declarations as problems
from regeltaal.check.scope import DefinitionSite, Scope
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes


def paths_in(node: tree.Expr) -> Iterator[tree.Path]:
    return (one for one in nodes(node) if isinstance(one, tree.Path))


def variables_in(node: tree.Expr) -> set[str]:
    """The names of the rows that quantifiers and aggregates in an expression go along."""
    found = (one for one in nodes(node) if isinstance(one, tree.Quantified | tree.Aggregate))
    return {one.variable.key for one in found}


def first_names(node: tree.Expr) -> set[str]:
    """The names that paths in an expression start with, variables left out."""
    own = variables_in(node)
    return {path.parts[0].key for path in paths_in(node)} - own


def refuse_cycles(sites: Sequence[tuple[DefinitionSite, Scope]]) -> None:
    """Reports each definition that uses itself, also by way of another, and marks it broken."""
    uses = {id(site): _used_by(site) for site, _ in sites}
    done: set[int] = set()
    for site, scope in sites:
        way = _way_back(site, uses, done)
        if way:
            for one in way:
                one.broken = True
            if site.node is not None:
                names = [one.node.name.text for one in (*way, site) if one.node is not None]
                scope.report(problems.recursion(site.node.name.span, site.node.name.text, names))
        done.add(id(site))


def _used_by(site: DefinitionSite) -> list[DefinitionSite]:
    if site.node is None:
        return []
    names = {part.key for path in paths_in(site.node.body) for part in path.parts}
    return [site.home.definitions[name] for name in sorted(names) if name in site.home.definitions]


def _way_back(
    start: DefinitionSite, uses: dict[int, list[DefinitionSite]], done: set[int]
) -> list[DefinitionSite] | None:
    """A way from a definition back to itself along those not dealt with before, None when there is none."""
    stack = [(start, iter(uses.get(id(start), ())))]
    way, visited = [start], set(done)
    while stack:
        _, nexts = stack[-1]
        following = next(nexts, None)
        if following is None:
            stack.pop()
            way.pop()
        elif following is start:
            return way
        elif id(following) not in visited:
            visited.add(id(following))
            way.append(following)
            stack.append((following, iter(uses.get(id(following), ()))))
    return None
