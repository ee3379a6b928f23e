"""What a source of documents is given to hand them to, and what it hears back."""

from collections.abc import Callable, Sequence

from attrs import frozen

from regeltaal.intake.folder import Group
from regeltaal.runtime.result import EventResult


@frozen
class Taken:
    """What came of one document. ``refused`` is also true of one that was refused before, and is known as such."""

    result: EventResult
    refused: bool


class BusyError(Exception):
    """There is no room for more now; offer all of it again after ``seconds``: what was taken in comes out as known."""

    def __init__(self, seconds: float = 1.0) -> None:
        super().__init__(f"busy for {seconds} seconds")
        self.seconds = seconds


Take = Callable[[Group], Sequence[Taken]]
"""Stores what the documents of a group come to, and gives it once that is safe.

It may raise ``BusyError``, ``StoreError`` and ``MissingLibraryError``; then all of the group may be offered again.
"""
