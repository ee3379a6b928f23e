"""Our side of pygls' protocol: texts are kept by our own lines, and a request that can't be read has its answer."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from regeltaal.lsp.server import Server


class Protocol(LanguageServerProtocol):
    """What pygls does, but for the texts (it ends lines where our language doesn't) and for the end."""

    _server: "Server"
    is_over = False

    @property
    def is_shut_down(self) -> bool:
        """Whether the client said that it would go."""
        return self._shutdown

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_arguments: object) -> Generator[Any, Any, None]:
        self.is_over = True
        yield from ()

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.edited(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.closed(params.text_document.uri)

    def out_of_turn(self, message: dict[str, Any]) -> JsonRpcException | None:
        """What is wrong with a message at this moment of the server's life."""
        method = message.get("method")
        if method in (None, types.EXIT):
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest()
        if self._workspace is None and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized()
        return JsonRpcInvalidRequest() if self._workspace is not None and method == types.INITIALIZE else None

    def refuse(self, message: dict[str, Any], why: JsonRpcException) -> None:
        """Answers a request with an error instead of working it off; a notification has no answer."""
        if "method" in message and "id" in message:
            self._send_response(message["id"], error=why.to_response_error())
