"""What keeps a whole project from being checked: told in a window, for the file it is about may not be open."""

from collections.abc import Iterable

from attrs import define, field

from regeltaal.base.text import Text
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State

_NOT_CHECKED = Text(
    nl="De regels in `{folder}` worden niet gecontroleerd: {reason}",
    en="The rules in `{folder}` are not checked: {reason}",
)


@define(eq=False)
class Troubles:
    """Tells each trouble once, and again only after it was gone."""

    _server: Server
    _told: frozenset[tuple[str, str]] = field(factory=frozenset)

    def tell(self, states: Iterable[State]) -> None:
        now = frozenset(trouble for state in states for trouble in self._of(state))
        for folder, reason in sorted(now - self._told):
            self._server.tell(_NOT_CHECKED, folder=folder, reason=reason)
        self._told = now

    def _of(self, state: State) -> Iterable[tuple[str, str]]:
        """The folder, and the first reason why nothing can be said about the rules in it."""
        is_loose = state.project is not None and state.project.loose
        if is_loose or state.schema is not None:
            return
        for file, findings in state.findings.items():
            for one in findings:
                if one.is_error and file.suffix != ".regel":
                    yield file.parent.name, one.message(self._server.language)
                    return
