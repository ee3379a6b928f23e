"""The names of rules and tests."""

from regeltaal.syntax import tree


def name_of(literal: tree.TextLiteral) -> str:
    """What stands between the quotes, white space folded; a brace in it is a brace."""
    text = literal.plain if literal.plain is not None else literal.span.text.strip('"“”„')
    return " ".join(text.split())
