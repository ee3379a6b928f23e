"""Completion: what may be written next, as snippets for a client that takes those."""

from collections.abc import Mapping

from lsprotocol import types

from regeltaal.assist.completion import completion
from regeltaal.assist.completion_domain import domain_completion
from regeltaal.assist.completion_items import Completion, Item, Kind, plain
from regeltaal.lsp.domains import domain_text, offset_in
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import placed

TRIGGERS = (".", '"', "{", ";", "(", "=", "|")
"""No space: a list that comes up at every space would catch the Enter that was meant for the text."""
_ITEM = "text_document.completion.completion_item"
_KINDS: Mapping[Kind, types.CompletionItemKind] = {
    Kind.KEYWORD: types.CompletionItemKind.Keyword,
    Kind.PHRASE: types.CompletionItemKind.Snippet,
    Kind.SIGN: types.CompletionItemKind.Operator,
    Kind.FIELD: types.CompletionItemKind.Field,
    Kind.OBJECT: types.CompletionItemKind.Class,
    Kind.EVENT: types.CompletionItemKind.Event,
    Kind.ACTION: types.CompletionItemKind.Method,
    Kind.PARAMETER: types.CompletionItemKind.Property,
    Kind.CHOICE: types.CompletionItemKind.EnumMember,
    Kind.VALUE: types.CompletionItemKind.Value,
    Kind.VARIABLE: types.CompletionItemKind.Variable,
    Kind.DEFINITION: types.CompletionItemKind.Constant,
    Kind.LIST: types.CompletionItemKind.Enum,
    Kind.FUNCTION: types.CompletionItemKind.Function,
    Kind.FILE: types.CompletionItemKind.File,
    Kind.RULE: types.CompletionItemKind.Reference,
    Kind.PHASE: types.CompletionItemKind.Module,
    Kind.TYPE: types.CompletionItemKind.TypeParameter,
    Kind.CODE: types.CompletionItemKind.Constant,
}


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS)))
    def offered(params: types.CompletionParams) -> types.CompletionList:
        at = server.at(params)
        if at is None:
            return _in_domain(server, params)
        found = completion(at.state, at.path, at.spot)
        if not found.items or _ends_a_text(params, found):
            return types.CompletionList(is_incomplete=False, items=[])
        return _to_client(server, found, server.range(at.state.locate(found.items[0].span)))


def _ends_a_text(params: types.CompletionParams, found: Completion) -> bool:
    """Whether the quote that was typed is a closing one: what may follow is not asked for."""
    return (
        params.context is not None
        and params.context.trigger_character == '"'
        and all(plain(one.pieces).startswith(" ") for one in found.items)
    )


def _in_domain(server: Server, params: types.CompletionParams) -> types.CompletionList:
    uri = params.text_document.uri
    domain = domain_text(server, uri)
    found = None if domain is None else domain_completion(domain, offset_in(server, domain, uri, params.position))
    if found is None or not found.items:
        return types.CompletionList(is_incomplete=False, items=[])
    return _to_client(server, found, placed(found.items[0].span, 0, server.encoding))


def _to_client(server: Server, found: Completion, replaced: types.Range) -> types.CompletionList:
    """All items of an answer replace the same."""
    snippets, details = server.can(f"{_ITEM}.snippet_support"), server.can(f"{_ITEM}.label_details_support")
    markdown, as_is = _takes_markdown(server), server.can(f"{_ITEM}.insert_text_mode_support")
    items = [_item(server, one, replaced, snippets=snippets, details=details, markdown=markdown) for one in found.items]
    for item in items if as_is else ():
        item.insert_text_mode = types.InsertTextMode.AsIs
    return types.CompletionList(is_incomplete=found.incomplete, items=items)


def _item(  # noqa: PLR0913 - what a client can is asked once for all items
    server: Server, one: Item, replaced: types.Range, *, snippets: bool, details: bool, markdown: bool
) -> types.CompletionItem:
    as_snippet = snippets and one.is_snippet
    detail = server.say(one.detail)
    return types.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=detail or None,
        label_details=types.CompletionItemLabelDetails(description=detail) if details and detail else None,
        documentation=_documentation(server.say(one.doc), markdown=markdown),
        preselect=one.preselect or None,
        sort_text=one.sort,
        filter_text=one.filter,
        insert_text_format=types.InsertTextFormat.Snippet if as_snippet else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(range=replaced, new_text=one.snippet if as_snippet else one.plain),
    )


def _documentation(text: str, *, markdown: bool) -> types.MarkupContent | str | None:
    if markdown and text:
        return types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)
    return text or None


def _takes_markdown(server: Server) -> bool:
    wanted = server.client_capabilities.text_document
    completion_ = None if wanted is None else wanted.completion
    item = None if completion_ is None else completion_.completion_item
    return types.MarkupKind.Markdown in ((item.documentation_format if item is not None else None) or ())
