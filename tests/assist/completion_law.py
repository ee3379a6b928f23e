"""What the laws of completion are about: places in the examples, and what is right there."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from regeltaal.assist.completion import completion
from regeltaal.assist.completion_items import Completion, Item
from regeltaal.base.source import Source
from regeltaal.syntax import grammar
from regeltaal.syntax.build import RuleBuilder
from regeltaal.syntax.islands import split
from regeltaal.syntax.lalr import Parser
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
_LEXER = lexer_for(grammar.load())


@cache
def state(example: str) -> State:
    return Workspace().state(EXAMPLES / example / "regeltaal.toml")


@frozen
class Place:
    """A token of a part of an example."""

    example: str
    path: str
    part: Part
    token: Token
    before: str
    """The kind of the token before it."""

    @property
    def text(self) -> str:
        return self.part.source.text

    def without(self, *, rest_of_line: bool) -> str:
        """The part without the token, or without all from there to the end of its line."""
        line_end = self.text.find("\n", self.token.end)
        end = self.token.end if not rest_of_line else len(self.text) if line_end < 0 else line_end
        return self.text[: self.token.start] + self.text[end:]

    def asked(self, text: str) -> Completion:
        return completion(state(self.example), self.path, Spot(Part(Source(self.path, text)), self.token.start))

    def __str__(self) -> str:
        shown = self.text[max(0, self.token.start - 40) : self.token.start].replace("\n", "⏎")
        return f"{self.path}: …{shown}‸{self.token.text}"


@cache
def places() -> tuple[Place, ...]:
    return tuple(place for example in ("werkbonnen", "boekhouding") for place in _places(example))


def _places(example: str) -> Iterator[Place]:
    for path, sheet in state(example).sheets.items():
        for part in sheet.parts:
            before = ""
            for token in _LEXER.scan(part.source.text, lambda _start, _end: None):
                yield Place(example, path, part, token, before)
                before = token.kind


def accepted(text: str, item: Item) -> str:
    """The text with an item inserted as an editor without snippets does."""
    return text[: item.span.start] + item.plain + text[item.span.end :]


def is_viable(text: str) -> bool:
    """Whether a text can be the beginning of a good one: nothing in its last declaration is wrong so far."""
    source = Source("proef.regel", text)
    island = list(split(_LEXER.tokens(source, []), len(text)))[-1]
    parser = Parser(grammar.load(), RuleBuilder(source, grammar.load()))
    tokens = island.tokens[:-1]
    return parser.feed(parser.begin(island.start_symbol), tokens) == len(tokens)
