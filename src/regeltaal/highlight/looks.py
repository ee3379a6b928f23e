"""How each role looks: the name that it gets in every editor."""

from collections.abc import Mapping

from regeltaal.base.node import Node
from regeltaal.highlight.roles import Role


class Look(Node):
    """The TextMate scope (Sublime Text has the same) and the Vim, Emacs, KDE, CodeMirror and Pygments names."""

    textmate: str
    vim: str
    emacs: str
    kde: str
    codemirror: str
    pygments: str


LOOKS: Mapping[Role, Look] = {
    Role.COMMENT: Look(
        "comment.line.number-sign", "Comment", "font-lock-comment-face", "Comment", "lineComment", "Comment.Single"
    ),
    Role.OPENER: Look(
        "keyword.declaration",
        "Structure",
        "font-lock-keyword-face",
        "Keyword",
        "definitionKeyword",
        "Keyword.Declaration",
    ),
    Role.CLAUSE: Look(
        "keyword.control", "Statement", "font-lock-preprocessor-face", "ControlFlow", "controlKeyword", "Keyword"
    ),
    Role.OPERATOR: Look(
        "keyword.operator.wordlike", "Keyword", "font-lock-builtin-face", "Keyword", "operatorKeyword", "Operator.Word"
    ),
    Role.CONSTANT: Look(
        "constant.language", "Boolean", "font-lock-constant-face", "Constant", "atom", "Keyword.Constant"
    ),
    Role.VERB: Look(
        "entity.name.function.action",
        "Function",
        "font-lock-function-name-face",
        "Function",
        "macroName",
        "Name.Function",
    ),
    Role.FUNCTION: Look("support.function", "Identifier", "font-lock-type-face", "BuiltIn", "typeName", "Name.Builtin"),
    Role.TEXT: Look("string.quoted.double", "String", "font-lock-string-face", "String", "string", "String.Double"),
    Role.ESCAPE: Look(
        "constant.character.escape", "SpecialChar", "regeltaal-escape-face", "SpecialChar", "escape", "String.Escape"
    ),
    Role.INTERPOLATION: Look(
        "variable.other.interpolated",
        "Special",
        "font-lock-variable-name-face",
        "SpecialString",
        "special(string)",
        "String.Interpol",
    ),
    Role.QUOTED_NAME: Look(
        "variable.other.quoted",
        "Identifier",
        "regeltaal-quoted-name-face",
        "Variable",
        "special(variableName)",
        "Name.Variable",
    ),
    Role.NUMBER: Look("constant.numeric", "Number", "regeltaal-value-face", "DecVal", "number", "Number"),
    Role.AMOUNT: Look("constant.numeric.amount", "Number", "regeltaal-value-face", "Float", "number", "Number.Float"),
    Role.PERCENTAGE: Look(
        "constant.numeric.percentage", "Number", "regeltaal-value-face", "Float", "number", "Number.Float"
    ),
    Role.DATE: Look("constant.numeric.date", "Number", "regeltaal-value-face", "BaseN", "literal", "Literal.Date"),
    Role.TIME: Look("constant.numeric.time", "Number", "regeltaal-value-face", "BaseN", "literal", "Literal.Date"),
    Role.MOMENT: Look("constant.numeric.moment", "Number", "regeltaal-value-face", "BaseN", "literal", "Literal.Date"),
    Role.DURATION: Look("constant.numeric.duration", "Number", "regeltaal-value-face", "DecVal", "unit", "Number"),
    Role.BAR: Look(
        "punctuation.separator.table",
        "Delimiter",
        "regeltaal-bar-face",
        "RegionMarker",
        "separator",
        "Punctuation.Marker",
    ),
    Role.SIGN: Look("keyword.operator", "Operator", "regeltaal-sign-face", "Operator", "operator", "Operator"),
    Role.PUNCTUATION: Look("punctuation.separator", "", "", "Normal", "punctuation", "Punctuation"),
    Role.WRONG: Look("invalid.illegal", "Error", "font-lock-warning-face", "Error", "invalid", "Error"),
    Role.PLAIN: Look("", "", "", "Normal", "", "Text"),
}


def camel(role: Role) -> str:
    """The role as a part of a name: `QuotedName`."""
    return role.value.title().replace("-", "")
