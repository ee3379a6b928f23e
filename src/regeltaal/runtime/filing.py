"""Files that come with events and that actions make: what may be kept, and the name it is kept by.

A value of type `bestand` is a name, unique in its administration. INVARIANT: what a name stands for never changes, so
other content under a name that is taken gets another name.
"""

import hashlib
from collections.abc import Callable, Mapping

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text

LARGEST_FILE = 25_000_000
LARGEST_EVENT = 100_000_000
"""Bytes: of one file, and of all that one event keeps. What is larger belongs in an archive, not beside the records."""

_LONGEST_NAME = 255
_MARK_LENGTHS = (8, 16, 64)


class KeptFile(Node):
    """What a name stands for; ``content`` is None where an event is processed again: only that it was there counts."""

    digest: str
    content: bytes | None = field(default=None, shown=False)

    @property
    def size(self) -> int:
        return len(self.content or b"")


def kept_file(content: bytes) -> KeptFile:
    return KeptFile(hashlib.sha256(content).hexdigest(), content)


def free_name(name: str, digest: str, taken_by: Callable[[str], str | None]) -> str:
    """The name for content: its own, or with the start of its digest before it where other content goes by that."""
    names = (name, *(f"{digest[:length]}-{name}" for length in _MARK_LENGTHS))
    return next(one for one in names if taken_by(one) in (None, digest))


def files_refused(files: Mapping[str, bytes]) -> Text | None:
    """Why these can't be kept; None when they can."""
    found = next((why for name, content in files.items() if (why := file_refused(name, content)) is not None), None)
    return found or too_much(sum(map(len, files.values())))


def file_refused(name: str, content: bytes) -> Text | None:
    """Why a file can't be kept; None when it can."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        return Text(
            nl=f"een bestandsnaam heeft 1 tot {_LONGEST_NAME} leesbare tekens",
            en=f"the name of a file has 1 to {_LONGEST_NAME} printable characters",
        )
    if len(content) > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        return Text(nl=f"het bestand `{name}` is groter dan {most} MB", en=f"the file `{name}` is over {most} MB")
    return None


def too_much(size: int) -> Text | None:
    """Why so many bytes can't be kept by one event."""
    if size <= LARGEST_EVENT:
        return None
    most = LARGEST_EVENT // 1_000_000
    return Text(
        nl=f"de bestanden van deze gebeurtenis zijn samen groter dan {most} MB",
        en=f"the files of this event together are over {most} MB",
    )


def digest_with(event_digest: str, files: Mapping[str, bytes]) -> str:
    """The digest of an event with its files: the same words with another file are another event."""
    if not files:
        return event_digest
    parts = [event_digest, *(part for name in sorted(files) for part in (name, kept_file(files[name]).digest))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
