"""Prints tests: what is given, when, what happens, what is expected."""

from collections.abc import Iterator
from typing import assert_never

from regeltaal.formatting import doc, notation, words
from regeltaal.formatting.actions import argument, delay, path
from regeltaal.formatting.clauses import with_clauses
from regeltaal.formatting.doc import HARD, Doc, Gap
from regeltaal.formatting.expressions import expression
from regeltaal.formatting.operators import Binding
from regeltaal.formatting.places import Keywords, end_of, start_of
from regeltaal.formatting.rules import when
from regeltaal.formatting.tables import table
from regeltaal.syntax import tree

_OUTCOMES = {
    "true": "",
    "false": " ONWAAR",
    "unknown": " ONBEKEND",
    "fault": " FOUT",
    "not_true": " NIET",
}


def test(node: tree.Test, keywords: Keywords) -> Doc:
    head = doc.join(doc.text("TEST ", start_of(node)), words.literal(node.name, start_of(node.name)))
    steps = doc.between(doc.hard(Gap.AUTHORS), [step(one, keywords) for one in node.steps])
    return doc.join(head, HARD, steps, _examples(node, keywords))


def step(node: tree.Step, keywords: Keywords) -> Doc:
    return doc.between(HARD, _lines(node, keywords))


def given(node: tree.Given) -> Doc:
    start = start_of(node)
    match node:
        case tree.GivenRecord(subject=subject, items=items, fields=fields, file=file):
            within = "" if items is None else f" IN {words.path(items)}"
            named = doc.text(f"GEGEVEN {words.name(subject)}{within}", start, end_of(items or subject))
            head: Doc = named if file is None else doc.join(named, " UIT ", words.literal(file, start_of(file)))
            return with_clauses(head, [argument(one) for one in fields])
        case tree.GivenRows(subject=subject, table=rows):
            return doc.join(
                doc.text(f"GEGEVEN {words.path(subject)}", start, end_of(subject)), doc.nested(HARD, table(rows))
            )
        case never:
            assert_never(never)


def expectation(node: tree.Expectation) -> Doc:
    start = start_of(node)
    match node:
        case tree.ExpectPerform(verb=verb, name=name, arguments=arguments):
            called = doc.text(f"{_expected(node)}{words.capital(verb)} {words.name(name)}", start, end_of(name))
            wanted = [expression(one, Binding.PREDICATE) for one in arguments]
            return with_clauses(doc.join(called, delay(node.delay)), wanted, goes_on=node.delay is not None)
        case tree.ExpectSet(predicate=predicate):
            return doc.join(doc.text(f"{_expected(node)}ZET ", start), expression(predicate, Binding.PREDICATE))
        case tree.ExpectClear(target=target):
            return doc.join(doc.text(f"{_expected(node)}WIS ", start), path(target))
        case tree.ExpectStop():
            return doc.text(f"{_expected(node)}STOP VERDERE REGELS", start, end_of(node))
        case tree.ExpectRule():
            named = words.literal(node.rule, start_of(node.rule))
            return doc.join(doc.text("VERWACHT REGEL ", start), named, _outcome(node))
        case never:
            assert_never(never)


def _lines(node: tree.Step, keywords: Keywords) -> Iterator[Doc]:
    yield from map(given, node.givens)
    if node.moment is not None:
        yield doc.join("OP ", doc.text(notation.canonical(node.moment), start_of(node.moment)))
    if node.triggers:
        yield when(node.triggers, start_of(node), keywords)
    yield from map(expectation, node.expectations)


def _expected(node: tree.ExpectPerform | tree.ExpectSet | tree.ExpectClear | tree.ExpectStop) -> str:
    match node.mode:
        case "happens":
            return "VERWACHT "
        case "not":
            return "VERWACHT NIET "
        case "skipped":
            return "VERWACHT OVERGESLAGEN "
        case "exactly":
            return f"VERWACHT PRECIES {node.times} MAAL "


def _outcome(node: tree.ExpectRule) -> Doc:
    if node.example is None:
        outcome = _OUTCOMES.get(node.outcome, "")
        return doc.text(outcome, end_of(node)) if outcome else doc.EMPTY
    return doc.join(" = ", path(node.example))


def _examples(node: tree.Test, keywords: Keywords) -> Doc:
    if node.examples is None:
        return doc.EMPTY
    at = keywords.within("VOORBEELDEN_KW", start_of(node), start_of(node.examples))
    return doc.join(HARD, doc.text("VOORBEELDEN", at), doc.nested(HARD, table(node.examples)))
