r"""Texts that fit a pattern of LIJKT OP or VOLDOET AAN, by walking through it. What it can't read it leaves out.

Whoever asks tries what comes out: a sampler may be wrong where a pattern asks for more than its parts in a row, such as
a word boundary.
"""

from collections.abc import Iterator

from attrs import define

_LETTERS = {"d": "5", "w": "a", "s": " ", "D": "x", "W": "-", "S": "x", "n": "\n", "t": "\t"}
_NO_WIDTH = "bBAzZ"
_MOST = 20


def of_wildcard(pattern: str) -> Iterator[str]:
    """`*` stands for nothing or something, `?` for a character."""
    for some in ("", "iets"):
        chars = iter(pattern)
        meant = {"*": some, "?": "x"}
        yield "".join(next(chars, char) if char == "\\" else meant.get(char, char) for char in chars)


def of_regex(pattern: str) -> Iterator[str]:
    """The shortest texts through each first alternative, and through the last."""
    for last in (False, True):
        try:
            yield _Sampler(pattern, last=last).alternatives()
        except IndexError:
            return  # it ended where more was to come: not a pattern that could be compiled


@define
class _Sampler:
    """Reads a pattern once, from left to right."""

    pattern: str
    last: bool
    """Which alternative is taken."""
    at: int = 0

    def alternatives(self) -> str:
        found = [self._row()]
        while self._is("|"):
            self.at += 1
            found.append(self._row())
        return found[-1 if self.last else 0]

    def _is(self, char: str) -> bool:
        return self.at < len(self.pattern) and self.pattern[self.at] == char

    def _row(self) -> str:
        pieces: list[str] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            pieces.append(self._repeated(self._piece()))
        return "".join(pieces)

    def _piece(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        match char:
            case "^" | "$":
                return ""
            case ".":
                return "x"
            case "[":
                return self._class()
            case "(":
                return self._group()
            case "\\":
                return self._escaped()
            case _:
                return char

    def _escaped(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        if char in _NO_WIDTH:
            return ""
        return _LETTERS.get(char, char)

    def _group(self) -> str:
        if self.pattern.startswith("?", self.at):
            while self.pattern[self.at] not in ":>)":
                self.at += 1
            if self._is(")"):  # flags for what follows
                self.at += 1
                return ""
            self.at += 1
        found = self.alternatives()
        self.at += 1
        return found

    def _class(self) -> str:
        negated = self._is("^")
        self.at += negated
        members: list[str] = []
        while not (self._is("]") and members):
            members.append(self._member())
        self.at += 1
        return next(one for one in "xa5-_ é~" if one not in members) if negated else members[0]

    def _member(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        if char == "[" and self._is(":"):
            name = self.pattern[self.at + 1 : self.pattern.index(":]", self.at)]
            self.at = self.pattern.index(":]", self.at) + 2
            return {"digit": "5", "space": " ", "upper": "A"}.get(name, "a")
        if char == "\\":
            return self._escaped()
        if self._is("-") and self.pattern[self.at + 1] != "]":
            self.at += 2
        return char

    def _repeated(self, piece: str) -> str:
        least = 1
        if self.at < len(self.pattern) and self.pattern[self.at] in "*?+":
            least = 1 if self.pattern[self.at] == "+" else 0
            self.at += 1
        elif self._is("{"):
            end = self.pattern.index("}", self.at)
            least = int(self.pattern[self.at + 1 : end].split(",")[0] or 0)
            self.at = end + 1
        else:
            return piece
        self.at += self._is("?")
        return piece * min(least, _MOST)
