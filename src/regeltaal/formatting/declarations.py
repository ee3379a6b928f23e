"""Prints whole files: the header, and declaration after declaration with the right empty lines between them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from regeltaal.base.node import Node, apart
from regeltaal.base.source import Span
from regeltaal.formatting import doc, words
from regeltaal.formatting.doc import HARD, INDENT, Doc, Gap
from regeltaal.formatting.expressions import expression, listed, parts_of_chain
from regeltaal.formatting.operators import Binding
from regeltaal.formatting.places import Keywords, end_of, start_of
from regeltaal.formatting.rules import rule
from regeltaal.formatting.trials import test
from regeltaal.syntax import tree


class Stretch(Node):
    """A part of a file that stays as it is."""

    text: str
    span: Span = apart()


Part = tree.Item | Stretch


def file(header: tree.Header, parts: Sequence[Part], keywords: Keywords) -> Doc:
    lines = header_lines(header, keywords)
    printed: list[Doc] = [doc.between(doc.hard(Gap.AROUND_COMMENTS), lines)] if lines else []
    before: Part | tree.Header | None = header if lines else None
    for part in parts:
        if before is not None:
            printed.append(doc.hard(_gap(before, part)))
        printed.append(declaration(part, keywords))
        before = part
    return doc.sequence(printed)


def header_lines(node: tree.Header, keywords: Keywords) -> list[Doc]:
    found: list[tuple[str, Doc]] = []
    if node.language is not None:
        found.append(("TAAL", expression(node.language)))
    if node.domain is not None:
        found.append(("DOMEIN", doc.text(words.name(node.domain), start_of(node.domain))))
    if node.administration is not None:
        found.append(("ADMINISTRATIE", words.literal(node.administration, start_of(node.administration))))
    places = [keywords.within(f"{word}_KW", 0, value.first) for word, value in found]
    return [doc.join(doc.text(f"{word} ", at), value) for at, (word, value) in zip(places, found, strict=True)]


def declaration(node: Part, keywords: Keywords) -> Doc:
    start = start_of(node)
    match node:
        case tree.Use(path=path):
            return doc.join(doc.text("GEBRUIK ", start), words.literal(path, start_of(path)))
        case tree.ListDeclaration(name=name, items=items):
            each = [expression(item, Binding.SUM) for item in items]
            return _defined(
                doc.text(f"LIJST {words.name(name)} =", start, end_of(name)), listed(each), listed_apart(each)
            )
        case tree.Definition():
            return _definition(node)
        case tree.Rule():
            return rule(node, keywords)
        case tree.Test():
            return test(node, keywords)
        case tree.Broken(span=span):
            return doc.raw(span.text, start)
        case Stretch(text=text):
            return doc.raw(text, start)
        case never:
            assert_never(never)


def listed_apart(items: Iterable[Doc]) -> Doc:
    return doc.between(doc.join(";", HARD), items)


def _definition(node: tree.Definition) -> Doc:
    about = "" if node.object is None else f" BIJ {words.name(node.object)}"
    chain = parts_of_chain(node.body)
    apart = None if chain is None else doc.between(HARD, _words_before(chain))
    head = doc.text(f"DEFINITIE {words.name(node.name)}{about} =", start_of(node), end_of(node.object or node.name))
    return _defined(head, expression(node.body), apart)


def _words_before(chain: Iterable[tuple[str, Doc]]) -> Iterator[Doc]:
    return (doc.join(f"{word} ", part) if word else part for word, part in chain)


def _defined(head: Doc, body: Doc, apart: Doc | None) -> Doc:
    """`LIJST n = …` on one line, with all that is behind `=` on the next, or that part by part."""
    flat, below = doc.stack((0, doc.join(head, " ", body))), doc.stack((0, head), (INDENT, body))
    return doc.choice(flat, below, resort=doc.join(head, doc.nested(HARD, apart or body)))


# ---------------------------------------------------------------- empty lines


def _gap(before: Part | tree.Header, part: Part) -> Gap:
    match before, part:
        case tree.Header() | tree.Use(), tree.Use():
            return Gap.AROUND_COMMENTS
        case ((tree.ListDeclaration() | tree.Definition()), (tree.ListDeclaration() | tree.Definition())):
            return Gap.AUTHORS
        case _:
            return Gap.ONE
