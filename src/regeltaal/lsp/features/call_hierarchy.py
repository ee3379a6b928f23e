"""Call hierarchy: event, rule, effect, event."""

from collections.abc import Mapping

from lsprotocol import types

from regeltaal.assist.call_hierarchy import Call, Item, Link, following, preceding, prepare
from regeltaal.base.source import Span
from regeltaal.check.notes import ActionSymbol, EventSymbol, FieldSymbol, RuleSymbol
from regeltaal.lsp.pointing import pointed
from regeltaal.lsp.server import Server
from regeltaal.lsp.working import worked
from regeltaal.workspace.state import State

_SORTS: Mapping[str, type[Link]] = {
    "gebeurtenis": EventSymbol,
    "regel": RuleSymbol,
    "actie": ActionSymbol,
    "veld": FieldSymbol,
}
_KINDS = {
    "gebeurtenis": types.SymbolKind.Event,
    "regel": types.SymbolKind.Class,
    "actie": types.SymbolKind.Operator,
    "veld": types.SymbolKind.Field,
}


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare_(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        at = pointed(server, params)
        found = None if at is None else prepare(*at)
        return None if at is None or found is None else [_to_client(server, at[0], found)]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    async def outgoing_(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall] | None:
        asked = _asked(server, params.item)
        if asked is None:
            return None
        state, symbol = asked
        return [
            types.CallHierarchyOutgoingCall(
                to=_to_client(server, state, call.item), from_ranges=_ranges(server, state, call)
            )
            for call in await worked(server, following(state, symbol))
        ]

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    async def incoming_(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall] | None:
        asked = _asked(server, params.item)
        if asked is None:
            return None
        state, symbol = asked
        return [
            types.CallHierarchyIncomingCall(
                from_=_to_client(server, state, call.item), from_ranges=_ranges(server, state, call)
            )
            for call in await worked(server, preceding(state, symbol))
        ]


def _to_client(server: Server, state: State, item: Item) -> types.CallHierarchyItem:
    sort = next(name for name, made in _SORTS.items() if isinstance(item.symbol, made))
    return types.CallHierarchyItem(
        name=item.name,
        kind=_KINDS[sort],
        detail=server.say(item.detail),
        uri=server.location(state, item.span).uri,
        range=_range(server, state, item.span),
        selection_range=_range(server, state, item.name_span),
        data={"soort": sort, "namen": _names(item.symbol), "project": _a_file(server, state)},
    )


def _range(server: Server, state: State, span: Span) -> types.Range:
    return server.range(state.locate(span))


def _ranges(server: Server, state: State, call: Call) -> list[types.Range]:
    return [_range(server, state, span) for span in call.places]


# ---------------------------------------------------------------- what the client sends back


def _names(symbol: Link) -> list[str | None]:
    match symbol:
        case EventSymbol(name=name):
            return [name]
        case RuleSymbol(administration=administration, name=name):
            return [administration, name]
        case ActionSymbol(title=title):
            return [title]
        case FieldSymbol(object=owner, name=name):
            return [owner, name]


def _a_file(server: Server, state: State) -> str | None:
    """A file of the project, by which it is found again: an item may stand in the domain, which others read as well."""
    return next((server.uri(state.file(sheet.source)) for sheet in state.sheets.values()), None)


def _asked(server: Server, item: types.CallHierarchyItem) -> tuple[State, Link] | None:
    """What an item is, from what was sent along with it."""
    data = item.data
    if not isinstance(data, Mapping) or not isinstance(data.get("project"), str):
        return None
    found = server.state_of(data["project"])
    made, names = _SORTS.get(str(data.get("soort"))), data.get("namen")
    if found is None or made is None or not isinstance(names, list) or len(names) != len(made.__match_args__):
        return None
    at_level = made is RuleSymbol and names[0] is None
    is_sound = all(isinstance(one, str) for one in (names[1:] if at_level else names))
    return (found[0], made(*names)) if is_sound else None
