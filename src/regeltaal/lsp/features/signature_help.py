"""Signature help: what the action or function that is being written takes."""

from lsprotocol import types

from regeltaal.assist.signature import Signature, Taken, signature
from regeltaal.base.text import Text
from regeltaal.lsp.positions import Encoding, units
from regeltaal.lsp.server import Server

TRIGGERS = ("(", ";", "=")
_LABELS_BY_PLACE = "text_document.signature_help.signature_information.parameter_information.label_offset_support"


def register(server: Server) -> None:
    options = types.SignatureHelpOptions(trigger_characters=list(TRIGGERS), retrigger_characters=[" "])

    @server.feature(types.TEXT_DOCUMENT_SIGNATURE_HELP, options)
    def told(params: types.SignatureHelpParams) -> types.SignatureHelp | None:
        at = server.at(params)
        found = None if at is None else signature(at.state, at.path, at.spot)
        if found is None:
            return None
        return types.SignatureHelp(
            signatures=[_to_client(server, found)], active_signature=0, active_parameter=found.active
        )


def _to_client(server: Server, found: Signature) -> types.SignatureInformation:
    by_place = server.can(_LABELS_BY_PLACE)
    return types.SignatureInformation(
        label=found.label,
        documentation=_documentation(server, found.doc),
        parameters=[
            types.ParameterInformation(
                label=_units(found, one) if by_place else found.label[one.start : one.end],
                documentation=_documentation(server, one.doc),
            )
            for one in found.parameters
        ],
        active_parameter=found.active,
    )


def _units(found: Signature, one: Taken) -> tuple[int, int]:
    """The place of a parameter in the label, which the protocol counts in UTF-16 whatever was agreed on."""
    return units(found.label[: one.start], Encoding.UTF16), units(found.label[: one.end], Encoding.UTF16)


def _documentation(server: Server, text: Text) -> str | None:
    return server.say(text) or None
