"""From a source to the tree of a rule file. Nothing in a source makes this raise: what is wrong becomes a problem."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from regeltaal.base.collecting import put_off
from regeltaal.base.diagnostic import Diagnostic, sort
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.syntax import grammar, tree
from regeltaal.syntax.build import RuleBuilder
from regeltaal.syntax.islands import HEADER, Island, split
from regeltaal.syntax.lalr import Parser
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.syntax.limits import LIMIT, too_deep
from regeltaal.syntax.openers import Spotter
from regeltaal.syntax.problems import structure, words

_MOST_GUESSES = 2
_MISFITS = (
    structure.UNEXPECTED,
    structure.MISSING,
    structure.SUPERFLUOUS,
    words.KEYWORD_AS_NAME,
    words.MISSPELLED,
    words.LOWER_CASE,
)


class Parsed(Node):
    """A file as a tree, with what is wrong with it; a declaration that did not parse is ``Broken`` in it."""

    file: tree.RuleFile
    problems: tuple[Diagnostic, ...]


def parse(source: Source, names: AbstractSet[str] = frozenset()) -> Parsed:
    """``names`` are those that the domain knows: of several ways to mend a mistake they tell the likeliest."""
    reader = _Reader(source, names)
    with put_off():  # hundreds of objects a rule, that all stay
        header, items = reader.read()
    file = tree.RuleFile(source, header, tuple(items), tuple(reader.comments))
    return Parsed(file, sort(reader.problems))


class _Reader:
    """Reads one source, island by island."""

    def __init__(self, source: Source, names: AbstractSet[str]) -> None:
        self._source = source
        self._names = names
        self._is_broken = False
        self._tables = grammar.load()
        self._lexer = lexer_for(self._tables)
        self._builder = RuleBuilder(source, self._tables)
        self._parser = Parser(self._tables, self._builder)
        self.comments: list[tree.Comment] = []
        self.problems = self._builder.problems

    def read(self) -> tuple[tree.Header, list[tree.Item]]:
        tokens = self._lexer.tokens(self._source, self.comments)
        spotted = Spotter(self._source, self.problems).tokens(tokens)
        islands = split(spotted, len(self._source.text))
        first = next(islands)
        header = self._header(first)
        last = first.tokens[-1].end
        items = [] if self._is_certain_since(0) else [tree.Broken("DOMEIN", None, self._span(first.start, last))]
        return header, items + [item for island in islands if (item := self._item(island)) is not None]

    def _item(self, island: Island) -> tree.Item | None:
        opener = island.tokens[0]
        if island.start_symbol == HEADER:
            self.problems.append(structure.header_too_late(self._span(opener.start, opener.end)))
            return None
        reported, behind_mistake = len(self.problems), self._is_broken
        found: tree.Item | None = self._parse(island)  # type: ignore[assignment]  # what a production builds is not typed
        self._is_broken = found is None or not self._is_certain_since(reported)
        if found is not None and not self._is_broken:
            return found
        if behind_mistake and not self._begins_line(opener):  # rather a part of that mistake than a declaration
            del self.problems[reported:]
        first = min(token.start for token in island.tokens[:2])  # a name may stand before its keyword
        last = max(token.end for token in island.tokens[-2:])
        return tree.Broken(opener.text.upper(), _name_of(island.tokens), self._span(first, last))

    def _begins_line(self, token: Token) -> bool:
        text = self._source.text
        return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()

    def _header(self, island: Island) -> tree.Header:
        found = self._parse(island)
        if isinstance(found, tree.Header):
            return found
        return self._readable_header(island)

    def _readable_header(self, island: Island) -> tree.Header:
        """What can be read of a header that did not parse."""
        domain: tree.Name | None = None
        administration: tree.TextLiteral | None = None
        for keyword, value in zip(island.tokens, island.tokens[1:], strict=False):
            if keyword.kind == "DOMEIN_KW" and value.kind == "NAME":
                domain = self._builder.name([], value.start, value.end)
            if keyword.kind == "ADMINISTRATIE_KW" and value.kind == "TEXT":
                administration = self._builder.text([], value.start, value.end)
        return tree.Header(None, domain, administration, self._span(island.start, island.tokens[-1].end))

    def _parse(self, island: Island) -> object | None:
        """The declaration, or None when it did not parse; problems are added."""
        deep = too_deep(island.tokens)
        if deep is not None:
            self.problems.append(structure.too_deep(self._span(deep.start, deep.end), LIMIT))
            return None
        found = self._build(island.start_symbol, island.tokens)
        if found is not None:
            return found
        from regeltaal.syntax.recovery import Recovery  # noqa: PLC0415 - what is well-formed should not wait for it

        recovered = Recovery(self._source, self._tables, self._lexer, island, self._names).run()
        self.problems.extend(_without_followers(recovered.problems))
        if recovered.tokens is None:
            return None
        reported = len(self.problems)
        found = self._build(island.start_symbol, recovered.tokens)
        del self.problems[reported:]  # what is wrong with what was mended can wait until that is
        return found

    def _build(self, start_symbol: str, tokens: list[Token]) -> object | None:
        reported = len(self.problems)
        run = self._parser.begin(start_symbol)
        self._parser.feed(run, tokens)
        if self._parser.accepted(run, start_symbol):
            return run.values[-1]
        del self.problems[reported:]  # what was built is not used, so neither is what was wrong with it
        return None

    def _is_certain_since(self, reported: int) -> bool:
        return all(map(_is_certain, self.problems[reported:]))

    def _span(self, start: int, end: int) -> Span:
        return Span(self._source, start, end)


def _is_certain(problem: Diagnostic) -> bool:
    """Whether it is beyond doubt what was meant, so that the declaration can be checked as if it had been written so.

    A guess can't: whatever is then said about the rest of the declaration may follow from the guess.
    """
    return not problem.is_error or any(fix.safe for fix in problem.fixes)


def _without_followers(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Of what does not fit, the first two are kept: any further one is more likely a consequence than a mistake."""
    misfits = [problem for problem in problems if problem.code in _MISFITS and not _is_certain(problem)]
    guesses = sorted(misfits, key=lambda one: one.span.start)
    return [problem for problem in problems if problem not in guesses[_MOST_GUESSES:]]


def _name_of(tokens: list[Token]) -> str | None:
    """The name of a declaration that did not parse, where it stands in its usual place."""
    if len(tokens) > 1 and tokens[1].kind == "TEXT":
        return tokens[1].text[1:-1]
    if len(tokens) > 1 and tokens[1].kind == "NAME":
        return " ".join(tokens[1].text.replace("`", "").lower().split())
    return None
