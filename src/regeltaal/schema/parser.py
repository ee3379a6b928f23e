"""From the text of a domain to its declarations. A faulty one is reported and left out; the others are whole."""

from collections.abc import Mapping

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.schema import declarations as written
from regeltaal.schema.build import DeclarationBuilder
from regeltaal.schema.explain import broken, explain
from regeltaal.syntax import grammar
from regeltaal.syntax.islands import Island, split
from regeltaal.syntax.lalr import Parser
from regeltaal.syntax.lexer import lexer_for
from regeltaal.syntax.tree import Comment

GRAMMAR = (grammar.RULES, "domein.lark")
START = "declaration"
OPENERS: Mapping[str, str] = dict.fromkeys(
    (
        "DOMEIN_KW",
        "MAANDEINDE_KW",
        "FEESTDAGEN_KW",
        "ABONNEMENTEN_KW",
        "REGELNIVEAU_KW",
        "MODULES_KW",
        "KEUZE_KW",
        "OPEN_KEUZE",
        "OBJECT_KW",
        "VRIJ_VELD",
        "GEBEURTENIS_KW",
        "FASEN_KW",
        "FUNCTIE_KW",
        "ACTIE_KW",
    ),
    START,
)
"""The keywords that open a declaration: none of them stands anywhere else."""


class Parsed(Node):
    """The declarations of a domain in order, with what is wrong with their form."""

    declarations: tuple[written.Declaration, ...]
    problems: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...]


def parse(source: Source) -> Parsed:
    tables = grammar.load(GRAMMAR, (START,))
    builder = DeclarationBuilder(source, tables)
    parser = Parser(tables, builder)
    comments: list[Comment] = []
    islands = split(lexer_for(tables).tokens(source, comments), len(source.text), OPENERS)
    # An island of one token is only an end: nothing stands before the first declaration.
    found = [_declaration(island, source, parser, builder) for island in islands if len(island.tokens) > 1]
    return Parsed(tuple(found), tuple(builder.problems), tuple(comments))


def _declaration(island: Island, source: Source, parser: Parser, builder: DeclarationBuilder) -> written.Declaration:
    run = parser.begin(START)
    at = parser.feed(run, island.tokens)
    if parser.accepted(run, START):
        declared: written.Declaration = run.values[-1]  # type: ignore[assignment]  # what a production builds is not typed
        return declared
    builder.problems.append(explain(island.tokens, at, run.states, source, parser.tables))
    return broken(island.tokens, source)
