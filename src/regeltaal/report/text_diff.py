"""How a text differs from another, in the form that `git apply` and `patch` read."""

from collections.abc import Iterator
from difflib import unified_diff

from regeltaal.report.style import Style

_ROLES = {"-": "error", "+": "good", "@": "hint"}
_NO_LINE_END = "\n\\ No newline at end of file\n"


def text_diff(path: str, before: str, after: str, style: Style) -> str:
    """The lines that differ, with some around them; nothing when none do."""
    name = path.removeprefix("/")
    lines = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(_painted(line, style) for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one, as for those who read the difference."""
    return list(_with_ends(text))


def _with_ends(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _painted(line: str, style: Style) -> str:
    whole = line if line.endswith("\n") else line + _NO_LINE_END
    body, end = whole.partition("\n")[0], whole[whole.index("\n") :]
    role = "strong" if line.startswith(("---", "+++")) else _ROLES.get(line[0])
    return f"{style.paint(role, body) if role else body}{end}"
