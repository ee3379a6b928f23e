"""Prints a regular expression in the notation of an editor's engine."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from regeltaal.highlight.regex import Chars, Choice, Edge, Look, Regex, Repeat
from regeltaal.highlight.regex import Sequence as Row

_OPPOSITE = {r"\W": r"\w", r"\D": r"\d", r"\S": r"\s"}


class Dialect:
    """Oniguruma's notation, which PCRE shares: that of TextMate, VS Code and Sublime Text."""

    classes: Mapping[str, str] = {r"\w": r"\p{L}\p{N}_", r"\d": r"\d", r"\s": r"\s"}
    """What stands in a set for each class."""
    alone: Mapping[str, str] = {r"\d": r"\d", r"\s": r"\s", r"\S": r"\S"}
    """How a class is written that stands by itself, where that differs."""
    specials = r"\^$.|?*+()[]{}#"
    set_specials = r"\^[]-&"
    possessive = True

    def print(self, regex: Regex) -> str:
        match regex:
            case Chars():
                return self._chars(regex)
            case Row(parts):
                return "".join(self._part(one) for one in parts)
            case Choice(options):
                return self.choice([self.print(one) for one in options])
            case Repeat(body, count):
                return self._atom(body) + self.count(count)
            case Look(body, behind, negated):
                return self._look(body, behind=behind, negated=negated)
            case Edge(name):
                return self.edge(name)
        assert_never(regex)

    def choice(self, options: Sequence[str]) -> str:
        return "|".join(options)

    def count(self, count: str) -> str:
        possessive = len(count) > 1 and count.endswith("+")
        return count[:-1] if possessive and not self.possessive else count

    def group(self, text: str) -> str:
        return f"(?:{text})"

    def look(self, text: str, *, behind: bool, negated: bool) -> str:
        return f"(?{'<' if behind else ''}{'!' if negated else '='}{text})"

    def edge(self, name: str) -> str:
        return "^" if name == "^" else "\\b"

    def character(self, one: str) -> str:
        if one == "\n":
            return r"\n"
        if one == "\ufeff":
            return r"\x{feff}"
        return "\\" + one if one in self.specials else one

    def in_set(self, item: str) -> str:
        if item in self.classes or item in _OPPOSITE:
            return self.classes.get(item, item)
        if len(item) == len("a-z"):
            return item
        return "\\" + item if item in self.set_specials else self.character_in_set(item)

    def character_in_set(self, one: str) -> str:
        return self.character(one) if one in "\n\ufeff" else one

    def _look(self, body: Regex, *, behind: bool, negated: bool) -> str:
        if body == Chars((r"\s",)) and not negated:  # at the edge of a line, where an editor may see no line end
            body, negated = Chars((r"\s",), negated=True), True
        return self.look(self.print(body), behind=behind, negated=negated)

    def _part(self, regex: Regex) -> str:
        text = self.print(regex)
        return self.group(text) if isinstance(regex, Choice) else text

    def _atom(self, regex: Regex) -> str:
        text = self.print(regex)
        return text if isinstance(regex, Chars) and not self._takes_two(regex) else self.group(text)

    def _takes_two(self, chars: Chars) -> bool:
        return chars.negated and any(item in _OPPOSITE for item in chars.items)

    def _chars(self, chars: Chars) -> str:
        items = chars.items
        if len(items) == 1 and not chars.negated and items[0] not in _OPPOSITE:
            return self.alone.get(items[0]) or self.in_or_out(items[0])
        if items == (r"\s",) and r"\S" in self.alone:
            return self.alone[r"\S"]
        if self._takes_two(chars):
            kept = [_OPPOSITE[item] for item in items if item in _OPPOSITE]
            return self.but(kept[0], [item for item in items if item not in _OPPOSITE])
        if items == (r"\S",):
            return self.set([r"\s"], negated=True)
        return self.set(items, negated=chars.negated)

    def in_or_out(self, item: str) -> str:
        return self.set([item], negated=False) if item in self.classes else self.character(item)

    def set(self, items: Sequence[str], *, negated: bool) -> str:
        return f"[{'^' if negated else ''}{''.join(self.in_set(item) for item in items)}]"

    def but(self, kept: str, others: Sequence[str]) -> str:
        """A character of a class that is none of these."""
        if kept == r"\s":
            return self.space(others)
        ahead = self.look(self.set(others, negated=False), behind=False, negated=True) if others else ""
        return ahead + self.set([kept], negated=False)

    def space(self, others: Sequence[str]) -> str:
        return self.set([r"\S", *others], negated=True)


class Kde(Dialect):
    r"""Kate's PCRE, kept to what pandoc's own engine reads too: no possessive repeats, and sets in plain ASCII."""

    alone: Mapping[str, str] = {r"\w": r"\w", **Dialect.alone}
    classes: Mapping[str, str] = {r"\w": r"\w", r"\d": r"\d", r"\s": r"\s"}
    possessive = False

    def in_set(self, item: str) -> str:
        return "".join(one if one.isascii() else rf"\x{{{ord(one):x}}}" for one in super().in_set(item))


class JavaScript(Dialect):
    """With the flags `u` and `y`."""

    alone: Mapping[str, str] = {r"\s": r"\s", r"\S": r"\S"}
    classes: Mapping[str, str] = {r"\w": r"\p{L}\p{N}_", r"\d": r"\p{Nd}", r"\s": r"\s"}
    specials = r"\^$.|?*+()[]{}/"
    set_specials = r"\^[]-"
    possessive = False

    def character(self, one: str) -> str:
        return r"\ufeff" if one == "\ufeff" else super().character(one)

    def edge(self, name: str) -> str:
        word = self.set([r"\w"], negated=False)
        return "^" if name == "^" else f"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"


class Vim(Dialect):
    """Very magic. The syntax file says with `syn iskeyword` what a word is made of."""

    alone: Mapping[str, str] = {r"\w": r"\k", r"\d": r"\d"}
    classes: Mapping[str, str] = {r"\w": "[:keyword:]", r"\d": "0-9", r"\s": r" \t\u00a0\u202f"}
    specials = "\\^$.|?*+()[]{}~@%&=<>/"
    set_specials = r"\^]-/"
    possessive = False

    def group(self, text: str) -> str:
        return f"%({text})"

    def look(self, text: str, *, behind: bool, negated: bool) -> str:
        return f"%({text})@{'<' if behind else ''}{'!' if negated else '='}"

    def edge(self, name: str) -> str:
        return "^" if name == "^" else "%(<|>)"

    def character(self, one: str) -> str:
        if one in "\n\ufeff":
            return r"\n" if one == "\n" else one
        return super().character(one)

    def space(self, others: Sequence[str]) -> str:  # noqa: ARG002 - it sees no line ends
        return self.set([r"\s"], negated=False)
