"""What goes round every request: it is counted and timed, and gets headers that keep its answer private.

The log has no line of a request that went well: what was kept is told of for each batch, by the writer.
"""

import time

from attrs import define, field
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regeltaal.base.text import DUTCH, Text
from regeltaal.service import problem
from regeltaal.service.logbook import Sparingly
from regeltaal.service.metrics import Metrics
from regeltaal.service.problem import ProblemError

_REQUEST = Text(nl="verzoek geweigerd", en="request refused")
_REFUSED = 400
_UNFIT = 422
"""An event that does not fit: the batch that it was in tells of it."""
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_PATHS = ("/gebeurtenissen", "/gezond", "/gereed", "/metrics", "/openapi.json")
_QUIET = frozenset({"/gezond", "/gereed", "/metrics"})
_ENDED_BY_CLIENT = 499
"""What a request counts as that was never answered, as other servers have it."""


@define(eq=False)
class Framed:
    """An app with its frame. More requests at a time than ``most`` are sent away."""

    app: ASGIApp
    metrics: Metrics
    most: int
    _busy: int = field(default=0, init=False)
    _refused: Sparingly = field(factory=Sparingly, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        began = time.monotonic()
        status = _ENDED_BY_CLIENT

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        self._busy += 1
        try:
            app = self.app if self._busy <= self.most else _sent_away
            await app(scope, receive, framed)
        except Exception:
            if status == _ENDED_BY_CLIENT:
                raise
            # A defect that was told and answered by now: the connection is not to be broken for it as well.
        finally:
            self._busy -= 1
            self._tell(scope, status, time.monotonic() - began)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        path = label_of(str(scope["path"]))
        self.metrics.requests.labels(path, str(status)).inc()
        self.metrics.seconds.labels(path).observe(seconds)
        if status >= _REFUSED and status != _UNFIT and path not in _QUIET:
            self._refused.tell(_REQUEST, {"pad": path, "status": status})


def label_of(path: str) -> str:
    """The path without what a client puts in it."""
    if path == "/":
        return path
    start = next((one for one in _PATHS if path == one or path.startswith(f"{one}/")), None)
    return "anders" if start is None else start


async def _sent_away(scope: Scope, receive: Receive, send: Send) -> None:
    from regeltaal.service.app import problem_response  # noqa: PLC0415 - they stand round each other

    await problem_response(ProblemError(problem.BUSY), DUTCH)(scope, receive, send)
