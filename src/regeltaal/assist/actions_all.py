"""Mending all of a file that needs no choice, the way that `controleer --fix` does it."""

from regeltaal.assist.differences import differences
from regeltaal.base.diagnostic import Edit
from regeltaal.checking import Checked, Way
from regeltaal.fixing import mend
from regeltaal.project.targets import Target
from regeltaal.rechecking import Rechecker
from regeltaal.workspace.state import State


def mend_all(state: State, path: str) -> tuple[Edit, ...]:
    """The edits that mend what was found in a file by fixes that can't change what a rule means, and do no harm."""
    if state.project is None:
        return ()
    rechecker = Rechecker()
    found = rechecker.check(state.project, state.opened.problems)
    checked = Checked(((Target(state.opened, frozenset({path})), found),))
    mended = mend(checked, Way(), unsafe=False, rechecker=rechecker)
    return tuple(edit for one in mended.rewrites for edit in differences(one.before, one.after))
