"""The files that a file goes by: those that it uses, and those that these use."""

from collections.abc import Sequence

from regeltaal.check.declarations import used_by
from regeltaal.workspace.state import State


def with_used(state: State, path: str) -> Sequence[str]:
    """A file with all that it uses, in the order of the project."""
    sheets, needed, waiting = state.sheets, set[str](), [path]
    while waiting:
        one = waiting.pop()
        if one in sheets and one not in needed:
            needed.add(one)
            waiting.extend(used_by(sheets[one].file))
    return [one for one in sheets if one in needed]
