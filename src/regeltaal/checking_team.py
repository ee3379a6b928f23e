"""Many files checked by several processes at once, where that is sooner done.

Each process gets its share of the files beforehand and gives back results as plain data, file by file. A process that
falls away leaves the rest of its share to whoever asked; one whose asker falls away ends at the next file.
"""

import marshal
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from regeltaal.base.source import Source
from regeltaal.file_checking import Texts, Trees, Workbench
from regeltaal.file_results import FileResult, Sources, as_data, of_data
from regeltaal.pipeline import Ground
from regeltaal.project.model import Project
from regeltaal.syntax import grammar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MOST = 8
_LEAST_EACH = {"fork": 100_000, "spawn": 400_000}
"""Characters of text for each process from which it is worth its start: about half a second of work, or two."""


def check_together(paths: Sequence[str], project: Project, ground: Ground) -> Iterator[tuple[str, FileResult]]:
    """What was found in each of these files, as it comes; nothing at all where one process does as well."""
    method = _method()
    shares = _shares(paths, project, _LEAST_EACH[method])
    if len(shares) < 2 or ground.domain is None or ground.checker is None:  # noqa: PLR2004 - one is not together
        return
    grammar.load()  # before there are others, who then have it
    given = (project, ground if method == "fork" else ground.domain)
    with closing(_Team(method, shares, given)) as team:
        sources = Sources(project, ground.domain)
        yield from ((path, of_data(data, sources)) for path, data in team.results())


def _method() -> str:
    """A copy of this process where that is safe, else a new one."""
    copies = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if copies else "spawn"


def _shares(paths: Sequence[str], project: Project, least: int) -> Sequence[Sequence[str]]:
    """The files in shares of about as much text, one for each process."""
    sizes = {one.path: len(one.original) for one in project.rules}
    count = min(_processors(), MOST, sum(sizes[path] for path in paths) // least, len(paths))
    shares: list[list[str]] = [[] for _ in range(count)]
    loads = [0] * count
    for path in sorted(paths, key=lambda one: -sizes[one]) if count else ():
        least_loaded = loads.index(min(loads))
        shares[least_loaded].append(path)
        loads[least_loaded] += sizes[path]
    return shares


def _processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Team:
    """The processes, each with the pipe that its results come from."""

    def __init__(self, method: str, shares: Sequence[Sequence[str]], given: tuple[Project, Ground | Source]) -> None:
        import multiprocessing  # noqa: PLC0415 - most projects are too small for it

        context: Any = multiprocessing.get_context(method)
        self._members = []
        self._pipes: list[Connection[Any, Any]] = []
        for share in shares:
            receiving, sending = context.Pipe(duplex=False)
            member = context.Process(target=_work, args=(sending, share, *given), daemon=True)
            member.start()
            sending.close()  # so that its end is seen here when the process ends
            self._members.append(member)
            self._pipes.append(receiving)

    def results(self) -> Iterator[tuple[str, Any]]:
        from multiprocessing.connection import wait  # noqa: PLC0415 - idem

        open_pipes = list(self._pipes)
        while open_pipes:
            for pipe in wait(open_pipes):
                try:
                    yield marshal.loads(pipe.recv_bytes())  # type: ignore[union-attr]  # noqa: S302 - pipes of our own
                except (EOFError, OSError):
                    open_pipes.remove(pipe)  # type: ignore[arg-type]  # only pipes were waited for

    def close(self) -> None:
        """Ends what is still at work: nobody waits for it any more."""
        for pipe in self._pipes:
            pipe.close()
        for member in self._members:
            member.terminate()
            member.join()


def _work(pipe: "Connection[Any, Any]", paths: Sequence[str], project: Project, about: Ground | Source) -> None:
    """What one process does; an interrupt at the keyboard is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ground = about if isinstance(about, Ground) else Ground(project, about)
    bench = Workbench(paths, Trees(project), Texts(project), ground)
    sources = Sources(project, ground.domain)
    with suppress(BrokenPipeError):
        for path in paths:
            pipe.send_bytes(marshal.dumps((path, as_data(bench.check(path), sources))))
    pipe.close()
