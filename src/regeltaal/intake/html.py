"""HTML as text: what a reader of a mail sees, in linear time whatever the markup is."""

import re
from html import unescape

_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_SPACE = re.compile(r"\s+")
_UNSHOWN = frozenset({"head", "script", "style", "title", "template", "noscript"})
_CELLS = frozenset({"td", "th"})
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    "|section|table|tbody|tfoot|thead|tr|ul"
)
_COMMENT = "<!--"


def html_to_text(markup: str) -> str:
    """The text between the tags, with a line for each block. Markup that is never closed is text."""
    found: list[str] = []
    at = 0
    while (start := markup.find("<", at)) >= 0:
        found.append(_SPACE.sub(" ", markup[at:start]))
        name = _name(markup, start)
        end = _end_of(markup, start) if name or markup[start + 1 : start + 2] in {"!", "?"} else start + 1
        if end < 0:
            at = start
            break
        found.append(_instead(name) if end > start + 1 else "<")
        at = end
        if name in _UNSHOWN and markup[start + 1] != "/":
            at = _after(markup, name, end)
    found.append(_SPACE.sub(" ", markup[at:]))
    return unescape("".join(found))


def _name(markup: str, start: int) -> str:
    found = _TAG_NAME.match(markup, start + 1)
    return found[1].lower() if found else ""


def _end_of(markup: str, start: int) -> int:
    """The place behind a tag or comment, -1 when it has no end."""
    closing = "-->" if markup.startswith(_COMMENT, start) else ">"
    end = markup.find(closing, start)
    return end + len(closing) if end >= 0 else -1


def _instead(name: str) -> str:
    if _BLOCK.fullmatch(name):
        return "\n"
    return " " if name in _CELLS else ""


def _after(markup: str, name: str, at: int) -> int:
    """Behind the element of which nothing is shown; all of the rest when it is never closed."""
    closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(markup, at)
    end = markup.find(">", closing.end()) if closing else -1
    return end + 1 if end >= 0 else len(markup)
