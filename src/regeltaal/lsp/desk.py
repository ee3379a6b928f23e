"""What the client works on: its documents, and the projects that they are part of.

It stands apart from the server because all that it brings along is not needed for the first answer.
"""

from collections.abc import Sequence
from pathlib import Path

from regeltaal.lsp.documents import Documents, OpenDocument
from regeltaal.lsp.stored import Stored
from regeltaal.project.files import MEGABYTE, SIZE_LIMIT_MB
from regeltaal.project.model import RULE_SUFFIX
from regeltaal.workspace.workspace import Document, Workspace

RULE_LANGUAGE = "regeltaal"
"""What editors call our language."""
LARGEST = SIZE_LIMIT_MB * MEGABYTE


class Desk:
    """Keeps the projects up with the documents."""

    def __init__(self, documents: Documents) -> None:
        self.projects = Workspace()
        self.roots: set[Path] = set()
        """The projects in the folders that the client works in, also those of which nothing is open."""
        self._documents = documents
        self._stored = Stored()

    def put(self, document: OpenDocument) -> bool:
        """A document was opened or edited; whether it is not too large for us."""
        text = document.text
        if len(text) > LARGEST:
            self.projects.drop(document.file)
            return False
        if self.is_ours(document.file):
            self.projects.put(Document(document.file, text, document.version))
        return True

    def is_ours(self, file: Path) -> bool:
        """Whether a file says anything here: it lies in a project, or holds rules."""
        document = self._documents.get(file)
        is_rules = file.suffix == RULE_SUFFIX or (document is not None and document.language == RULE_LANGUAGE)
        return is_rules or self.projects.home(file) != file

    def in_view(self) -> list[Path]:
        """A file of each project that the client works in."""
        files = [*self.roots, *(file for file in self._documents if self.is_ours(file))]
        return list({self.projects.home(file): file for file in files}.values())

    def lines(self, file: Path) -> Sequence[str]:
        """The lines of a file with their ends: as the client holds it, else as it lies on disk."""
        document = self._documents.get(file)
        return self._stored.lines(file) if document is None else document.lines
