"""A card: what is told of a name or word under the pointer, as data, and as the Markdown or plain text of that.

Its sentences are as those of messages: what stands between back-quotes is as it is written in a rule.
"""

import re
from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily

_LONGEST = 2_000
_CODE = lazily(r"`([^`\n]+)`")
_MARKS = lazily(r"([\\*_\[\]<>#|~&!])")


class Said(Node):
    """A sentence or more."""

    text: str


class Facts(Node):
    """Short facts, one a line: what they are about, and what is so."""

    facts: tuple[tuple[str, str], ...]


class Code(Node):
    """A piece of a rule, of a domain or of another file."""

    text: str
    language: str = "regeltaal"


Block = Said | Facts | Code


class Card(Node):
    """What to tell: the name, what it is, and the rest."""

    title: str
    what: str
    blocks: tuple[Block, ...] = ()


def as_code(written: str) -> str:
    """Something written by a user, as it can stand in a sentence."""
    folded = " ".join(written.replace("`", "'").split())
    return f"`{folded}`" if folded else ""


def markdown(card: Card) -> str:
    """The card for a client that shows Markdown."""
    head = f"**{_escaped(card.title)}**" + (f" · {_marked(card.what)}" if card.what else "")
    return "\n\n".join([head, *(_block(one) for one in card.blocks)])


def plain(card: Card) -> str:
    """The card for a client that shows text only."""
    head = f"{card.title} · {card.what}" if card.what else card.title
    return "\n\n".join([head, *(_plain_block(one) for one in card.blocks)])


def _block(block: Block) -> str:
    match block:
        case Said(text):
            return _marked(_shortened(text))
        case Facts(facts):
            return "\n".join(f"- {_escaped(name)}: {_marked(_shortened(fact))}" for name, fact in facts)
        case Code(text, language):
            longest = max((len(run[0]) for run in re.finditer("`+", text)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}{language}\n{_shortened(text)}\n{fence}"


def _plain_block(block: Block) -> str:
    match block:
        case Said(text):
            return _shortened(text)
        case Facts(facts):
            return "\n".join(f"{name}: {_shortened(fact)}" for name, fact in facts)
        case Code(text):
            return _shortened(text)


def _marked(text: str) -> str:
    """A sentence in Markdown: nothing in it is a mark but the code."""
    return "".join(_pieces(" ".join(text.split())))


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for found in _CODE.finditer(text):
        yield _escaped(text[at : found.start()])
        yield found[0]
        at = found.end()
    yield _escaped(text[at:])


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text.replace("`", "'"))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
