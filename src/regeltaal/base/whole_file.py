"""Writing a file whole or not at all: never half of it under the name that others read."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes, *, rights_of: Path | None = None) -> None:
    """Puts content under a name; ``rights_of`` is a file that it gets the same rights as.

    Raises:
        OSError: it can't be written; what stood under the name is still there.
    """
    half = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        half.write_bytes(content)
        if rights_of is not None:
            shutil.copymode(rights_of, half)
        half.replace(file)
    except OSError:
        with suppress(OSError):
            half.unlink()
        raise
