"""The server with all that it can. It first tells that, and loads what does it once it has."""

from lsprotocol import types

from regeltaal.lsp.declared import COMMANDS, METHODS
from regeltaal.lsp.server import Server
from regeltaal.lsp.settings import first_settings


def wired() -> Server:
    """A server that is ready to be started."""
    server = Server()
    for method, options in METHODS.items():
        server.feature(method, options)(_not_yet)
    for name in COMMANDS:
        server.command(name)(_not_yet)

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        _look_at(server, params)

    @server.feature(types.INITIALIZED)
    def begun(_params: types.InitializedParams) -> None:
        load(server)
        for start in server.on_start:
            start()

    return server


def load(server: Server) -> None:
    """Puts every feature in the place that was kept for it."""
    from regeltaal.lsp.all_features import FEATURES  # noqa: PLC0415 - with them comes the whole of the checker

    for method in METHODS:
        del server.protocol.fm.features[method]
    for name in COMMANDS:
        del server.protocol.fm.commands[name]
    for feature in FEATURES:
        feature.register(server)


def _not_yet(_params: object) -> None:
    """Nobody may ask anything before the client said that it is ready."""


def _look_at(server: Server, params: types.InitializeParams) -> None:
    """What the client says about its user and its folders."""
    server.settings = first_settings(params.initialization_options)
    named = [one.uri for one in params.workspace_folders or ()]
    if not named and params.root_uri is not None:
        named = [params.root_uri]
    server.folders = {uri: server.places.learn_folder(uri) for uri in named}
