"""The HTTP side: a request to events, and what they came to back as JSON. What is decided stands in its neighbours."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from ipaddress import ip_address

from attrs import Factory, field, frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.report.outcome import EventJson
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.result import EventStatus
from regeltaal.service import body, problem
from regeltaal.service.body import Form, Sent
from regeltaal.service.desk import Desk, answer, own_part
from regeltaal.service.frame import Framed
from regeltaal.service.intake import ClosedError, FullError, Intake, Results
from regeltaal.service.limits import Limits
from regeltaal.service.logbook import tell
from regeltaal.service.metrics import MEDIA_TYPE, Metrics
from regeltaal.service.openapi import describe
from regeltaal.service.page import POLICY, page
from regeltaal.service.problem import Kind, ProblemError
from regeltaal.service.rate import Rate
from regeltaal.service.tokens import Caller, Tokens
from regeltaal.service.watch import Watch

_FAILED = Text(nl="een verzoek kon niet worden bewaard", en="a request could not be kept")
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_UNFIT = 422


@frozen(eq=False)
class Service:
    """All that the HTTP side works with. ``address`` is where it listens; ``health`` tells which parts work."""

    desk: Desk
    intake: Intake
    tokens: Tokens
    watch: Watch
    limits: Limits = Factory(Limits)
    metrics: Metrics = Factory(Metrics)
    address: str = "127.0.0.1"
    health: Callable[[], Mapping[str, bool]] = dict
    rate: Rate = field(init=False, default=Factory(lambda self: Rate(self.limits.requests_per_minute), takes_self=True))

    guesses: Rate = field(
        init=False, default=Factory(lambda self: Rate(self.limits.guesses_per_minute), takes_self=True)
    )

    @property
    def is_local(self) -> bool:
        return is_local(self.address)


def is_local(address: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return address == "localhost" or ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def build(service: Service) -> Framed:
    paths = _Paths(service)
    routes = [
        Route("/", paths.home, methods=["GET"]),
        Route("/gebeurtenissen", paths.send, methods=["POST"]),
        Route("/gebeurtenissen/{id:path}", paths.past, methods=["GET"]),
        Route("/gezond", paths.lives, methods=["GET"]),
        Route("/gereed", paths.is_ready, methods=["GET"]),
        Route("/metrics", paths.metrics, methods=["GET"]),
        Route("/openapi.json", paths.description, methods=["GET"]),
    ]
    handlers = {
        ProblemError: _problem,
        HTTPException: _http_error,
        ClientDisconnect: _gone,
        Exception: _defect,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type] # each takes its own exception
    app.router.redirect_slashes = False
    return Framed(app, service.metrics, service.limits.connections)


@frozen(eq=False)
class _Paths:
    """What each path does."""

    own: Service

    async def home(self, request: Request) -> Response:
        self._check_host(request)
        return HTMLResponse(page(language_of(request)), headers={"Content-Security-Policy": POLICY})

    async def lives(self, request: Request) -> Response:
        self._check_host(request)
        return JSONResponse({"gezond": True})

    async def is_ready(self, request: Request) -> Response:
        self._check_host(request)
        own = self.own
        found = {
            "opslag": own.watch.reachable,
            "regels": bool(own.desk.schema.events),
            "inname": own.intake.is_open and own.intake.is_alive,
            **own.health(),
        }
        ready = all(found.values())
        return JSONResponse({"gereed": ready, **found}, 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        self._check_host(request)
        tokens = self.own.tokens
        is_open = self.own.is_local and not tokens.keeper
        if not is_open and not tokens.is_keeper(request.headers.get("authorization")):
            self._check_guesses(request)
            raise ProblemError(problem.KEEPERS_ONLY)
        return Response(self.own.metrics.exposition(), media_type=MEDIA_TYPE)

    async def description(self, request: Request) -> Response:
        self._check_host(request)
        own, caller = self.own, self.own.tokens.caller(request.headers.get("authorization"))
        known: tuple[str, ...] = ()
        if caller is not None:
            known = own.desk.administrations if caller.administration is None else (caller.administration,)
        found = describe(own.desk.schema, known, own.limits, language_of(request), tokens=own.tokens.are_asked)
        return JSONResponse(found)

    # ------------------------------------------------------------ events

    async def send(self, request: Request) -> Response:
        own, caller = self.own, self._caller(request)
        if not own.intake.is_open:
            raise ProblemError(problem.STOPPING)
        if own.watch.backlog.due > own.limits.most_due:
            raise ProblemError(problem.BUSY)
        media = body.check_headers(request.headers, own.limits)
        content = await body.read_body(request.stream(), own.limits)
        sent = await asyncio.to_thread(body.events_in, content, media, caller, own.limits)
        results = await self._kept(sent)
        return _answered(sent, results, language_of(request), caller)

    async def _kept(self, sent: Sent) -> Results:
        """What the events came to, once they are kept."""
        own = self.own
        if not sent.inputs:
            return ()
        try:
            future = own.intake.offer(sent.inputs)
            return await asyncio.wait_for(asyncio.wrap_future(future), own.limits.answer_seconds)
        except FullError as error:
            raise ProblemError(problem.BUSY) from error
        except ClosedError as error:
            raise ProblemError(problem.STOPPING) from error
        except TimeoutError as error:
            raise ProblemError(problem.UNDECIDED, seconds=round(own.limits.answer_seconds)) from error
        except StoreError as error:
            raise ProblemError(problem.STORE_DOWN, code=error.code.id) from error

    async def past(self, request: Request) -> Response:
        caller = self._caller(request)
        administration = self._administration(caller, request.query_params.get("administratie"))
        language = language_of(request)
        try:
            found = await asyncio.to_thread(self.own.desk.past, administration, request.path_params["id"], language)
        except StoreError as error:
            raise ProblemError(problem.STORE_DOWN, code=error.code.id) from error
        if found is None:
            raise ProblemError(problem.NO_EVENT)
        return _json(own_part(found, caller.administration))

    def _administration(self, caller: Caller, asked: str | None) -> str:
        if caller.administration is not None:
            if asked not in (None, caller.administration):
                raise ProblemError(problem.OTHER_ADMINISTRATION)
            return caller.administration
        known = self.own.desk.administrations
        if asked is None and len(known) != 1:
            raise ProblemError(problem.WRONG_QUERY)
        return known[0] if asked is None else asked

    # ------------------------------------------------------------ who

    def _caller(self, request: Request) -> Caller:
        """Who asks, in his turn."""
        self._check_host(request)
        caller = self.own.tokens.caller(request.headers.get("authorization"))
        if caller is None:
            self._check_guesses(request)
            raise ProblemError(problem.NO_TOKEN)
        wait = self.own.rate.wait(caller.name)
        if wait:
            raise ProblemError(problem.TOO_MANY, retry=wait, number=self.own.limits.requests_per_minute)
        return caller

    def _check_guesses(self, request: Request) -> None:
        """An address without a token that is known, in its turn. It is only counted, and never told of."""
        wait = self.own.guesses.wait(_origin(request))
        if wait:
            number = self.own.limits.guesses_per_minute
            raise ProblemError(problem.TOO_MANY_GUESSES, retry=wait, number=number)

    def _check_host(self, request: Request) -> None:
        """Without tokens only who calls this machine by its own name: a web page that points its name here does not."""
        if self.own.tokens.are_asked:
            return
        host = request.headers.get("host", "")
        name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
        if name.lower() not in _LOCAL_NAMES | {self.own.address.lower()}:
            raise ProblemError(problem.OTHER_HOST)


def _origin(request: Request) -> str:
    """Where a request comes from: an address, or of IPv6 the network that one client has to itself."""
    host = "" if request.client is None else request.client.host.partition("%")[0]
    return ":".join(host.split(":")[:4]) if ":" in host else host


# ------------------------------------------------------------ answers


def language_of(request: Request) -> Language:
    """English for who prefers it by `Accept-Language`; Dutch for all others."""
    best: tuple[float, Language] = (0.0, DUTCH)
    for part in request.headers.get("accept-language", "").split(","):
        name, _, quality = part.strip().partition(";q=")
        spoken: Language | None = {"nl": "nl", "en": "en"}.get(name.lower().partition("-")[0])  # type: ignore[assignment]
        weight = _weight(quality)
        if spoken is not None and weight > best[0]:
            best = (weight, spoken)
    return best[1]


def _weight(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0


def _answered(sent: Sent, results: Results, language: Language, caller: Caller) -> Response:
    found = [answer(one, language, caller.administration) for one in results]
    match sent.form:
        case Form.ONE:
            return _json(found[0], _UNFIT if results[0].status is EventStatus.REFUSED else 200)
        case Form.LIST:
            return _json(found)
        case Form.LINES:
            return Response("".join(f"{_text(one)}\n" for one in found), media_type=body.LINES)


def _json(content: EventJson | list[EventJson], status: int = 200) -> Response:
    return Response(_text(content), status, media_type=body.JSON)


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace").decode()


def problem_response(error: ProblemError, language: Language) -> Response:
    headers: Mapping[str, str] = error.headers()
    return JSONResponse(
        error.to_json(language), error.kind.status, media_type=problem.MEDIA_TYPE, headers=dict(headers)
    )


async def _problem(request: Request, error: ProblemError) -> Response:
    cause = error.__cause__
    if isinstance(cause, StoreError):
        tell(_FAILED, logging.ERROR, code=cause.code.id)
    return problem_response(error, language_of(request))


_OF_STATUS: Mapping[int, Kind] = {404: problem.NOT_FOUND, 405: problem.NOT_ALLOWED}


async def _http_error(request: Request, error: HTTPException) -> Response:
    """What Starlette itself refuses: a path or a method that is not there."""
    found = problem_response(ProblemError(_OF_STATUS.get(error.status_code, problem.NOT_FOUND)), language_of(request))
    found.headers.update(error.headers or {})
    return found


async def _gone(_request: Request, _error: ClientDisconnect) -> Response:
    """The client went away in the middle of its request: nobody reads this."""
    return Response(status_code=problem.TOO_SLOW.status)


async def _defect(request: Request, error: Exception) -> Response:
    tell(_FAILED, logging.ERROR, error)
    return problem_response(ProblemError(problem.DEFECT), language_of(request))
