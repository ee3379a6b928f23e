"""Makes the parse tables with Lark: the one module that imports it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Rule
from lark.grammar import Terminal as GrammarTerminal
from lark.lexer import Lexer, LexerState, PatternStr, Token
from lark.parsers.lalr_analysis import ParseTableBase, Shift

from regeltaal.syntax.tables import Production, Tables, Terminal


class _NoLexer(Lexer):
    """Lark makes tables for a lexer; ours runs apart from it, so this one only keeps Lark from making its own."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Token]:
        raise AssertionError((lexer_state, parser_state))


def make(text: str, starts: Sequence[str], keywords: Mapping[str, str]) -> Tables:
    """The tables of a grammar.

    Raises:
        lark.GrammarError: the grammar has a conflict, or is no grammar.
    """
    lark = Lark(text, parser="lalr", lexer=_NoLexer, start=list(starts), strict=True, maybe_placeholders=False)
    table = lark.parser.parser._parse_table  # noqa: SLF001 - the tables are what we use Lark for; `save` has no other form
    numbers = {state: number for number, state in enumerate(_in_order(table))}
    return Tables(
        states=tuple(_rows(table, numbers, {rule: number for number, rule in enumerate(lark.rules)})),
        productions=tuple(map(_production, lark.rules)),
        starts={name: numbers[state] for name, state in sorted(table.start_states.items())},
        ends={name: numbers[state] for name, state in sorted(table.end_states.items())},
        terminals=tuple(_terminals(lark)),
        keywords=dict(keywords),
        punctuation={
            terminal.pattern.value: terminal.name
            for terminal in lark.terminals
            if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value not in keywords
        },
    )


def _rows(
    table: ParseTableBase[int], numbers: Mapping[int, int], rules: Mapping[Rule, int]
) -> Iterator[dict[str, int]]:
    for state in numbers:
        yield {
            symbol: numbers[argument] if action is Shift else -rules[argument] - 1
            for symbol, (action, argument) in sorted(table.states[state].items())
        }


def _in_order(table: ParseTableBase[int]) -> list[int]:
    """The states by breadth from the start symbols: Lark numbers them differently each time."""
    order = dict.fromkeys(state for _, state in sorted(table.start_states.items()))
    queue = list(order)
    for state in queue:
        for _, (action, argument) in sorted(table.states[state].items()):
            if action is Shift and argument not in order:
                order[argument] = None
                queue.append(argument)
    return queue


def _production(rule: Rule) -> Production:
    name = str(rule.alias or rule.origin.name)
    keeps_all = bool(rule.options.keep_all_tokens) or name.startswith("op_")
    kept = [
        index
        for index, symbol in enumerate(rule.expansion)
        if keeps_all or not (isinstance(symbol, GrammarTerminal) and symbol.filter_out)
    ]
    spread = [
        index for index in kept if not rule.expansion[index].is_term and rule.expansion[index].name.startswith("_")
    ]
    return Production(
        origin=str(rule.origin.name),
        name=name,
        size=len(rule.expansion),
        kept=tuple(kept),
        spread=tuple(spread),
        single=bool(rule.options.expand1) and not rule.alias,
        inlined=str(rule.origin.name).startswith("_"),
    )


def _terminals(lark: Lark) -> Iterator[Terminal]:
    """The terminals that are no fixed text, in Lark's own order: priority, then the widest, then the longest."""
    found = [terminal for terminal in lark.terminals if not isinstance(terminal.pattern, PatternStr)]
    found.sort(key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name))
    for terminal in found:
        pattern = _possessive(terminal.pattern.to_regexp())
        re.compile(pattern)
        yield Terminal(terminal.name, pattern, terminal.name in lark.ignore_tokens)


def _possessive(pattern: str) -> str:
    """The same terminal, giving back nothing of what it ends with: that saves the memory of every repeat."""
    return f"{pattern}+" if pattern.endswith(")*") else pattern
