"""What the server can, as it is told in its first answer: before what does it is loaded, which takes longer.

A test holds this against what the features register.
"""

from collections.abc import Mapping

from lsprotocol import types

_RULES_AND_WHAT_THEY_NEED = types.FileOperationRegistrationOptions(
    filters=[
        types.FileOperationFilter(
            scheme="file", pattern=types.FileOperationPattern(glob="**/*.{regel,domein,toml,txt,html}")
        ),
        types.FileOperationFilter(
            scheme="file", pattern=types.FileOperationPattern(glob="**", matches=types.FileOperationPatternKind.Folder)
        ),
    ]
)
TOKEN_TYPES = (
    "class",
    "property",
    "event",
    "method",
    "parameter",
    "enum",
    "enumMember",
    "function",
    "variable",
    "namespace",
    "macro",
    "struct",
    "type",
    "modifier",
    "keyword",
)
TOKEN_MODIFIERS = ("declaration", "readonly", "modification", "defaultLibrary", "deprecated")
ACTION_KINDS = (
    "quickfix",
    "refactor.extract",
    "refactor.inline",
    "refactor.rewrite",
    "source.fixAll.regeltaal",
    "source.format.regeltaal",
)

METHODS: Mapping[str, object | None] = {
    types.TEXT_DOCUMENT_DID_SAVE: types.SaveOptions(include_text=False),
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        identifier="regeltaal", inter_file_dependencies=True, workspace_diagnostics=True
    ),
    types.WORKSPACE_DIAGNOSTIC: None,
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=[".", '"', "{", ";", "(", "=", "|"]),
    types.TEXT_DOCUMENT_HOVER: None,
    types.TEXT_DOCUMENT_SIGNATURE_HELP: types.SignatureHelpOptions(
        trigger_characters=["(", ";", "="], retrigger_characters=[" "]
    ),
    types.TEXT_DOCUMENT_DEFINITION: None,
    types.TEXT_DOCUMENT_REFERENCES: None,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: None,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: None,
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        code_action_kinds=list(ACTION_KINDS), resolve_provider=True
    ),
    types.CODE_ACTION_RESOLVE: None,
    types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensOptions(resolve_provider=True),
    types.CODE_LENS_RESOLVE: None,
    types.TEXT_DOCUMENT_DOCUMENT_LINK: types.DocumentLinkOptions(resolve_provider=False),
    types.TEXT_DOCUMENT_FORMATTING: None,
    types.TEXT_DOCUMENT_RANGE_FORMATTING: None,
    types.TEXT_DOCUMENT_PREPARE_RENAME: None,
    types.TEXT_DOCUMENT_RENAME: types.RenameOptions(prepare_provider=True),
    types.TEXT_DOCUMENT_FOLDING_RANGE: None,
    types.TEXT_DOCUMENT_SELECTION_RANGE: None,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: types.SemanticTokensLegend(
        token_types=list(TOKEN_TYPES), token_modifiers=list(TOKEN_MODIFIERS)
    ),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: None,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: None,
    types.TEXT_DOCUMENT_INLAY_HINT: types.InlayHintOptions(resolve_provider=False),
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: None,
    types.CALL_HIERARCHY_INCOMING_CALLS: None,
    types.CALL_HIERARCHY_OUTGOING_CALLS: None,
    types.WORKSPACE_SYMBOL: None,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: None,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: None,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: None,
    types.WORKSPACE_DID_CREATE_FILES: _RULES_AND_WHAT_THEY_NEED,
    types.WORKSPACE_DID_DELETE_FILES: _RULES_AND_WHAT_THEY_NEED,
    types.WORKSPACE_DID_RENAME_FILES: _RULES_AND_WHAT_THEY_NEED,
}
"""The methods with what clients are told about each."""

COMMANDS = ("regeltaal.doe", "regeltaal.test", "regeltaal.uitleg", "regeltaal.toonGebruik")
"""What lenses and actions carry out in the server."""
