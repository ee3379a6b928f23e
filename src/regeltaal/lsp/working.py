"""Answers that may take long, worked out in steps: in between, what else the client wants goes first."""

from time import perf_counter
from typing import TypeVar

from regeltaal.assist.work import Work
from regeltaal.lsp.checking import pause
from regeltaal.lsp.server import Server

_SECONDS = 0.02
T = TypeVar("T")


async def worked(server: Server, work: Work[T]) -> T:
    """The answer; what it is about may have changed meanwhile."""
    since = perf_counter()
    while True:
        try:
            next(work)
        except StopIteration as end:
            answer: T = end.value
            return answer
        if perf_counter() - since > _SECONDS:
            await pause(server)
            since = perf_counter()
