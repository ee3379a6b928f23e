"""The one generic walk over a tree as written; it needs no depth of Python's, so it can run before depth is limited."""

from regeltaal.base.walk import Walk
from regeltaal.syntax import tree

_WALK = Walk(tree.__name__)
nodes, by_kind = _WALK.nodes, _WALK.by_kind
