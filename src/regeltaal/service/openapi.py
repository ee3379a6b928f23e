"""The description of the HTTP side, OpenAPI 3.1: paths, every error, and the events of the domain that runs.

It promises no more than the service does. A field of a record takes what its kind reads (an amount also as text, a day
in two notations), so its kind stands in words and its type is left open; what does not fit is refused with the field.
"""

from collections.abc import Iterable, Mapping, Sequence

from regeltaal.base.text import Language, Text
from regeltaal.base.version import __version__
from regeltaal.schema.model import Event, Field, Object, Schema
from regeltaal.service import problem
from regeltaal.service.body import JSON, LINES
from regeltaal.service.limits import Limits
from regeltaal.service.metrics import MEDIA_TYPE
from regeltaal.service.problem import Kind

Json = dict[str, object]
_PROBLEM: Json = {"$ref": "#/components/schemas/probleem"}
_RESULT: Json = {"$ref": "#/components/schemas/uitkomst"}
_EVENT: Json = {"$ref": "#/components/schemas/gebeurtenis"}
_LONGEST_ID = 200
_SENDING = (
    problem.NOT_JSON,
    problem.NO_TOKEN,
    problem.OTHER_ADMINISTRATION,
    problem.OTHER_HOST,
    problem.TOO_SLOW,
    problem.TOO_LARGE,
    problem.WRONG_TYPE,
    problem.TOO_MANY,
    problem.TOO_MANY_GUESSES,
    problem.DEFECT,
    problem.BUSY,
    problem.STOPPING,
    problem.STORE_DOWN,
    problem.UNDECIDED,
)
_READING = (
    problem.WRONG_QUERY,
    problem.NO_TOKEN,
    problem.OTHER_ADMINISTRATION,
    problem.OTHER_HOST,
    problem.NO_EVENT,
    problem.TOO_MANY,
    problem.TOO_MANY_GUESSES,
    problem.DEFECT,
    problem.STORE_DOWN,
)
_PARTS = ("opslag", "regels", "inname", "werkers", "onderhoud", "toezicht", "bronnen")
_LOOKING = (problem.OTHER_HOST, problem.DEFECT)


def describe(
    schema: Schema, administrations: Iterable[str], limits: Limits, language: Language, *, tokens: bool
) -> Json:
    """The whole description; ``administrations`` are those that the reader may know of."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Regeltaal",
            "version": __version__,
            "description": _ABOUT.show(language),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}] if tokens else [],
        "paths": _paths(limits, language, tokens=tokens),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**_events(schema, tuple(administrations)), **_answers(language)},
        },
    }


# ------------------------------------------------------------ paths


_OPEN: Json = {"security": []}


def _said(language: Language, nl: str, en: str) -> str:
    return Text(nl=nl, en=en).show(language)


def _paths(limits: Limits, language: Language, *, tokens: bool) -> Json:
    return {**_event_paths(limits, language), **_keeper_paths(language, tokens=tokens), **_open_paths(language)}


def _event_paths(limits: Limits, language: Language) -> Json:
    return {
        "/gebeurtenissen": {
            "post": {
                "operationId": "stuurGebeurtenissen",
                "summary": _said(language, "Stuur gebeurtenissen", "Send events"),
                "description": _TAKEN.show(language),
                "requestBody": _request_body(limits),
                "responses": {
                    "200": _answer(
                        _said(language, "Bewaard; per gebeurtenis wat zij werd", "Kept; what became of each"), many=True
                    ),
                    "422": _answer(
                        _said(language, "De ene gebeurtenis is geweigerd", "The one event was refused"), many=False
                    ),
                    **_problems(_SENDING, language),
                },
            }
        },
        "/gebeurtenissen/{id}": {
            "get": {
                "operationId": "leesGebeurtenis",
                "summary": _said(language, "Wat er van een gebeurtenis werd", "What became of an event"),
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST_ID},
                    },
                    {
                        "name": "administratie",
                        "in": "query",
                        "required": False,
                        "description": _said(language, "Alleen nodig zonder token", "Only needed without a token"),
                        "schema": {"type": "string"},
                    },
                ],
                "responses": {
                    "200": _json(
                        _said(language, "De uitkomst, met de stand van nu", "The result, as it stands"), _RESULT
                    ),
                    **_problems(_READING, language),
                },
            }
        },
    }


def _keeper_paths(language: Language, *, tokens: bool) -> Json:
    """What who looks after the service asks."""
    keeper: Json = {"security": [{"token": []}]} if tokens else _OPEN
    return {
        "/gezond": {
            "get": _check("gezond", _said(language, "Leeft de dienst", "Does the service live"), language, ready=False)
        },
        "/gereed": {"get": _check("gereed", _said(language, "Kan zij werken", "Can it work"), language, ready=True)},
        "/metrics": {
            "get": {
                "operationId": "leesMeetwaarden",
                "summary": _said(language, "Meetwaarden voor Prometheus", "Metrics for Prometheus"),
                **keeper,
                "responses": {
                    "200": {
                        "description": _said(language, "De meetwaarden", "The metrics"),
                        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
                    },
                    **_problems((problem.KEEPERS_ONLY, *_LOOKING), language),
                },
            }
        },
    }


def _open_paths(language: Language) -> Json:
    return {
        "/openapi.json": {
            "get": {
                "operationId": "leesBeschrijving",
                "summary": _said(language, "Deze beschrijving", "This description"),
                **_OPEN,
                "responses": {
                    "200": _json(_said(language, "OpenAPI 3.1", "OpenAPI 3.1"), {"type": "object"}),
                    **_problems(_LOOKING, language),
                },
            }
        },
        "/": {
            "get": {
                "operationId": "leesPagina",
                "summary": _said(language, "Een pagina om te lezen", "A page to read"),
                **_OPEN,
                "responses": {
                    "200": {
                        "description": _said(language, "De pagina", "The page"),
                        "content": {"text/html": {"schema": {"type": "string"}}},
                    },
                    **_problems(_LOOKING, language),
                },
            }
        },
    }


def _request_body(limits: Limits) -> Json:
    many: Json = {"type": "array", "items": _EVENT, "maxItems": limits.most_events}
    return {
        "required": True,
        "content": {
            JSON: {"schema": {"oneOf": [_EVENT, many]}},
            LINES: {"schema": {"type": "string", "maxLength": limits.largest_message}},
        },
    }


def _answer(description: str, *, many: bool) -> Json:
    if not many:
        return _json(description, _RESULT)
    lines: Json = {"schema": {"type": "string"}}
    schema: Json = {"oneOf": [_RESULT, {"type": "array", "items": _RESULT}]}
    return {"description": description, "content": {JSON: {"schema": schema}, LINES: lines}}


def _check(name: str, summary: str, language: Language, *, ready: bool) -> Json:
    schema: Json = {"$ref": f"#/components/schemas/{name}"}
    own = {"503": _json(summary, schema)} if ready else {}
    return {
        "operationId": f"is{name.capitalize()}",
        "summary": summary,
        "security": [],
        "responses": {"200": _json(summary, schema), **own, **_problems(_LOOKING, language)},
    }


def _json(description: str, schema: Json) -> Json:
    return {"description": description, "content": {JSON: {"schema": schema}}}


def _problems(kinds: Iterable[Kind], language: Language) -> Json:
    """The answers that are no success; kinds of one status stand together."""
    by_status: dict[int, list[Kind]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {str(status): _problem(same, language) for status, same in sorted(by_status.items())}


def _problem(kinds: Sequence[Kind], language: Language) -> Json:
    headers: Json = {}
    if any(kind.retry is not None for kind in kinds):
        headers["Retry-After"] = {"schema": {"type": "integer", "minimum": 1}}
    if kinds[0].status == problem.NO_TOKEN.status:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    return {
        "description": "; ".join(f"`{kind.name}`: {kind.what.show(language)}" for kind in kinds),
        "headers": headers,
        "content": {problem.MEDIA_TYPE: {"schema": _PROBLEM}},
    }


# ------------------------------------------------------------ events


def _events(schema: Schema, administrations: Sequence[str]) -> Json:
    names = [event.name for event in schema.events.values()]
    known: Json = {"type": ["string", "null"], **({"enum": [*administrations, None]} if administrations else {})}
    event: Json = {
        "type": "object",
        "required": ["id", "gebeurtenis", "record"],
        "additionalProperties": False,
        "properties": {
            "id": {"oneOf": [{"type": "string", "minLength": 1, "maxLength": _LONGEST_ID}, {"type": "integer"}]},
            "gebeurtenis": {"type": "string", "enum": names},
            "administratie": known,
            "moment": {"type": ["string", "null"], "examples": ["2027-03-12T10:00:00+01:00"]},
            "record": {"type": ["object", "string", "integer"]},
            "vorige": {"type": ["object", "null"]},
        },
        "allOf": [_record_of(one) for one in schema.events.values()],
    }
    objects = {_component(one.name): _record(one) for one in schema.objects.values()}
    return {"gebeurtenis": event, **objects}


def _record_of(event: Event) -> Json:
    fields: Json = {"$ref": f"#/components/schemas/{_component(event.object)}"}
    return {
        "if": {"properties": {"gebeurtenis": {"const": event.name}}},
        "then": {
            "description": event.doc or event.name,
            "properties": {"record": {"anyOf": [fields, {"type": ["string", "integer"]}]}},
        },
    }


def _component(name: str) -> str:
    """Names of components hold only letters, digits and marks."""
    return "record-" + "".join(one if one.isascii() and one.isalnum() else "-" for one in name)


def _record(declared: Object) -> Json:
    return {
        "type": "object",
        "description": declared.doc or declared.name,
        "properties": {one.name: _field(one) for one in declared.fields.values() if not one.free},
    }


def _field(one: Field) -> Json:
    described = f"{one.doc} ({one.type})" if one.doc else str(one.type)
    return {"description": described, **({"examples": [one.example]} if one.example else {})}


# ------------------------------------------------------------ answers


_TEXT: Json = {"type": "string"}


def _answers(language: Language) -> Json:
    return {**_results(language), **_states()}


def _results(language: Language) -> Json:
    text, maybe = _TEXT, {"type": ["string", "null"]}
    results: Json = {"type": "array", "items": _RESULT}
    rules: Json = {"type": "array", "items": {"$ref": "#/components/schemas/regel"}}
    actions: Json = {"type": "array", "items": {"$ref": "#/components/schemas/actie"}}
    return {
        "uitkomst": _object(
            {
                "id": text,
                "gebeurtenis": maybe,
                "administratie": maybe,
                "record": maybe,
                "status": {"enum": ["verwerkt", "dubbel", "geweigerd"]},
                "moment": maybe,
                "reden": text,
                "veld": maybe,
                "lijn": {"type": ["integer", "null"]},
                "versie": {"type": ["integer", "string"]},
                "regels": rules,
                "gevolgen": results,
            },
            ("id", "status", "record", "regels", "gevolgen"),
            _OUTCOME.show(language),
        ),
        "regel": _object(
            {
                "regel": text,
                "uitkomst": {"enum": ["waar", "onwaar", "onbekend", "fout"]},
                "tak": {"enum": ["dan", "anders", "bij onbekend", "geen"]},
                "reden": maybe,
                "acties": actions,
            },
            ("regel", "uitkomst", "tak", "acties"),
            "",
        ),
        "actie": _object(
            {
                "actie": text,
                "parameters": {"type": "object"},
                "status": {"enum": ["uitgevoerd", "gepland", "overgeslagen", "mislukt", "onzeker"]},
                "moment": maybe,
                "reden": maybe,
                "nu": {"type": "object", "required": ["status"]},
            },
            ("actie", "parameters", "status"),
            "",
        ),
    }


def _states() -> Json:
    """How the service is, and what keeps it from answering."""
    return {
        "probleem": _object(
            {
                "type": _TEXT,
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
                "remedie": _TEXT,
            },
            ("type", "title", "status", "detail", "remedie"),
            "RFC 9457",
        ),
        "gezond": _object({"gezond": {"const": True}}, ("gezond",), ""),
        "gereed": _object(
            {
                "gereed": {"type": "boolean"},
                **{name: {"type": "boolean"} for name in _PARTS},
            },
            ("gereed", *_PARTS[:3]),
            "",
        ),
    }


def _object(properties: Mapping[str, object], required: Sequence[str], description: str) -> Json:
    about = {"description": description} if description else {}
    return {"type": "object", **about, "required": list(required), "properties": dict(properties)}


_ABOUT = Text(
    nl="Gebeurtenissen van een kantoor, door de regels van dit project. Een gebeurtenis met het `id` van een "
    "eerdere wordt niet nog eens verwerkt: opnieuw sturen is altijd veilig.",
    en="Events of an office, through the rules of this project. An event of the same `id` as an earlier one is not "
    "processed again: sending again is always safe.",
)
_TAKEN = Text(
    nl="Een gebeurtenis als object, meer als lijst, of een per regel (NDJSON); de uitkomst komt in dezelfde vorm "
    "terug. Bij status 200 is alles bewaard. Een lijst geeft ook 200 als er gebeurtenissen in geweigerd zijn: zie "
    "`status` van elk. Acties naar buiten staan op `gepland` en worden daarna uitgevoerd. Namen van "
    "gebeurtenissen en velden mogen ook met andere hoofdletters.",
    en="An event as an object, several as a list, or one a line (NDJSON); the result comes back in the same form. At "
    "status 200 all is kept. A list gives 200 as well when events in it were refused: see `status` of each. Actions to "
    "the outside are `gepland` and are carried out after that. Names of events and fields may differ in capitals.",
)
_OUTCOME = Text(
    nl="Dezelfde vorm als `regeltaal draai --uitvoer json`", en="The same form as `regeltaal draai --uitvoer json`"
)
