"""Mail to a folder instead of a server: for trying rules out, with every message there to be opened and read."""

import re
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import ROOT, Connection

_LONGEST_NAME = 120


@frozen
class MailFolder:
    """`[koppelingen.mail] map = "postvak-uit"`: a folder of the project, each mail a file of its own."""

    folder: Path

    @classmethod
    def read(cls, settings: Connection) -> "MailFolder | None":
        """The folder that the settings name, None when they name none.

        Raises:
            FailedError: it lies outside the project.
        """
        name, root = settings.text("map"), settings.text(ROOT)
        if name is None or root is None:
            return None
        folder = (Path(root) / name).resolve()
        if not folder.is_relative_to(Path(root).resolve()):
            raise settings.wrong("map", Text(nl="ligt buiten het project", en="lies outside the project"))
        return cls(folder)

    def hand_in(self, message: EmailMessage, _sender: str, _recipients: tuple[str, ...]) -> Mapping[str, int]:
        """Writes the message, under a name that follows from its identity: the same mail is the same file.

        Raises:
            FailedError: the folder can't be written.
        """
        subject = _file_name(str(message["Subject"]))
        identity = re.sub(r"\W", "", str(message["Message-ID"]))[:12]
        target = self.folder / f"{subject or 'zonder-onderwerp'}-{identity}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(".deel")
            part.write_bytes(message.as_bytes())
            part.replace(target)
        except OSError as error:
            name = self.folder.name
            raise FailedError(
                Text(nl=f"in de map `{name}` kan niet worden geschreven", en=f"folder `{name}` can't be written"),
                retry=True,
            ) from error
        return {}


def _file_name(subject: str) -> str:
    """The words of a subject, as many as fit well within what file systems take (255 bytes)."""
    words = re.sub(r"[^\w-]+", "-", subject).strip("-")
    return words.encode()[:_LONGEST_NAME].decode(errors="ignore")
