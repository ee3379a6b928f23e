"""What VS Code does while somebody types: brackets, comments, indentation, and what it takes for a word."""

from collections.abc import Sequence

from regeltaal.highlight.roles import Language, Role, spelled

_BLOCKS = ("DAN", "ANDERS", "BIJ ONBEKEND")
"""What stands alone on its line, and has what it opens indented below it."""
_LISTS = ("MET", "ZONDER", "DOE")
"""What stands at the end of a line, and has what it is about indented below it."""


def configuration(languages: Sequence[Language]) -> dict[str, object]:
    openers = sorted(
        {word for one in languages for word in spelled(one, Role.OPENER)}, key=lambda one: (-len(one), one)
    )
    declaration = rf"^\s*(?:{'|'.join(openers)})(?![\p{{L}}\p{{N}}_-])"
    block = rf"^\s*(?:{'|'.join(_BLOCKS)})\s*(?:#.*)?$"
    at_end = rf"^[^#]*(?<![\p{{L}}\p{{N}}_-])(?:{'|'.join(_LISTS)})\s*$"
    return {
        "comments": {"lineComment": "#"},
        "brackets": [["(", ")"], ["{", "}"]],
        "colorizedBracketPairs": [["(", ")"]],
        "autoClosingPairs": [
            {"open": "(", "close": ")", "notIn": ["string", "comment"]},
            {"open": '"', "close": '"', "notIn": ["string", "comment"]},
            {"open": "`", "close": "`", "notIn": ["string", "comment"]},
            {"open": "{", "close": "}", "notIn": ["comment"]},
        ],
        "autoCloseBefore": ";:.,)}| \n\t",
        "surroundingPairs": [["(", ")"], ['"', '"'], ["`", "`"], ["{", "}"]],
        "wordPattern": _pattern(r"[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*"),
        "indentationRules": {
            "increaseIndentPattern": _pattern(f"{block}|{at_end}"),
            "decreaseIndentPattern": _pattern(rf"^\s*KLAAR(?![\p{{L}}\p{{N}}_-])|{block}|{declaration}"),
        },
        "onEnterRules": [
            {"beforeText": r"^\s*#\s?\S", "afterText": r"\S", "action": {"indent": "none", "appendText": "# "}},
            {
                # The last of a list: what comes now is another action.
                "beforeText": r"^\s+\S.*[^;\s]\s*$",
                "previousLineText": r"(?:;|MET|ZONDER)\s*$",
                "afterText": r"^\s*$",
                "action": {"indent": "outdent"},
            },
            {"beforeText": r"^\s*\|.*\|\s*$", "action": {"indent": "none", "appendText": "| "}},
        ],
        "folding": {"offSide": True},
    }


def _pattern(source: str) -> dict[str, str]:
    return {"pattern": source, "flags": "u"}
