"""Prints rules: their head, what starts them, their condition and their actions."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from regeltaal.formatting import doc, notation, words
from regeltaal.formatting.actions import block, path, where
from regeltaal.formatting.doc import HARD, INDENT, LINE, Doc
from regeltaal.formatting.expressions import expression, listed, parts_of_chain
from regeltaal.formatting.nouns import each
from regeltaal.formatting.operators import Binding
from regeltaal.formatting.places import Keywords, end_of, start_of
from regeltaal.formatting.tables import table
from regeltaal.syntax import tree


def rule(node: tree.Rule, keywords: Keywords) -> Doc:
    lines = [
        doc.join(doc.text("REGEL ", start_of(node)), words.literal(node.name, start_of(node.name))),
        *(doc.nested(HARD, meta(one)) for one in node.metas),
        doc.join(HARD, when(node.triggers, start_of(node), keywords)),
        *(doc.join(HARD, line) for line in _condition(node)),
        *(_branch(word, at, actions) for word, at, actions in _branches(node, keywords)),
    ]
    return doc.sequence(lines)


# ---------------------------------------------------------------- the head


def meta(node: tree.Meta) -> Doc:
    start, end = start_of(node), end_of(node)
    match node:
        case tree.Description(text=text):
            return doc.join(doc.text("OMSCHRIJVING ", start), words.literal(text, start_of(text)))
        case tree.Priority(value=value):
            return doc.text(f"PRIORITEIT {notation.canonical(value)}", start, end)
        case tree.Scope():
            return _scope(node)
        case tree.Validity():
            return doc.text(_validity(node), start, end)
        case tree.PhaseClause(phase=phase):
            return doc.text(f"FASE {words.name(phase)}", start, end)
        case tree.Disabled():
            return doc.text("UIT", start)
        case tree.FormerName(name=name):
            return doc.join(doc.text("VOORHEEN ", start), words.literal(name, start_of(name)))
        case tree.PerRow(table=rows):
            return doc.join(doc.text("VOOR ELKE RIJ", start), doc.nested(HARD, table(rows)))
        case never:
            assert_never(never)


def selector(node: tree.Selector) -> Doc:
    return doc.text(("MET TAG " if node.kind == "tag" else "") + words.plain(node.value), start_of(node), end_of(node))


def _scope(node: tree.Scope) -> Doc:
    everyone = "VOOR ALLE administraties" if node.include is None else "VOOR administraties"
    parts = [LINE, listed(map(selector, node.include))] if node.include else []
    if node.exclude:
        parts += [LINE, doc.join("BEHALVE ", doc.nested(listed(map(selector, node.exclude))))]
    return doc.group(doc.join(doc.text(everyone, start_of(node)), doc.nested(*parts)))


def _validity(node: tree.Validity) -> str:
    parts = ["GELDIG"]
    if node.start is not None:
        parts += ["VANAF", notation.canonical(node.start)]
    if node.until is not None:
        parts += ["TOT EN MET" if node.inclusive else "TOT", notation.canonical(node.until)]
    return " ".join(parts)


# ---------------------------------------------------------------- what starts it, and when


def when(triggers: Sequence[tree.Trigger], after: int | None, keywords: Keywords) -> Doc:
    """`WANNEER …`; more than one trigger, each on its own line when they don't fit on one."""
    word = doc.text("WANNEER", keywords.within("WANNEER_KW", after, start_of(triggers[0])))
    if len(triggers) == 1:
        return doc.join(word, " ", trigger(triggers[0]))
    return doc.group(doc.join(word, doc.nested(LINE, listed(map(trigger, triggers)))))


def trigger(node: tree.Trigger) -> Doc:
    match node:
        case tree.EventTrigger():
            return _event(node)
        case tree.ClockTrigger(day=day, time=time, object=object_):
            clock = f"{each(day)} {words.name(day)} OM {notation.canonical(time)}"
            about = f" VOOR {each(object_)} {words.name(object_)}"
            return doc.join(doc.text(clock + about, start_of(node), end_of(object_)), where(node.where))
        case never:
            assert_never(never)


def _event(node: tree.EventTrigger) -> Doc:
    parts: list[Doc] = [doc.text(words.name(node.event), start_of(node))]
    for word, value in (("VAN", node.old), ("NAAR", node.new)):
        if value is not None:
            parts.append(doc.join(f" {word} ", expression(value, Binding.ATOM)))
    if node.moment is not None:
        parts.append(doc.join(" ", moment(node.moment)))
    return doc.sequence(parts)


def moment(node: tree.MomentClause) -> Doc:
    side = {"before": "VOOR", "after": "NA", "at": "OP"}[node.side]
    before = "" if node.duration is None else f"{notation.canonical(node.duration)} "
    return doc.join(doc.text(f"{before}{side} ", start_of(node)), path(node.path))


def _condition(node: tree.Rule) -> Iterator[Doc]:
    """The lines of the condition: each part of it behind its own EN."""
    if node.condition is None:
        return
    chain = parts_of_chain(node.condition)
    if node.as_one:
        yield _as_one(node.condition, chain)
    elif chain is None or isinstance(node.condition, tree.Disjunction):
        yield doc.join("EN ", expression(node.condition, Binding.NEGATION))
    else:
        yield from (doc.join(f"{word or 'EN'} ", part) for word, part in chain)


def _as_one(condition: tree.Expr, chain: list[tuple[str, Doc]] | None) -> Doc:
    flat = doc.join("ALS ", expression(condition))
    if chain is None:
        return flat
    apart = [doc.join(f"{word or 'ALS'} ", part) for word, part in chain]
    return doc.choice(doc.stack((0, flat)), resort=doc.between(HARD, apart))


# ---------------------------------------------------------------- what it does


def _branches(node: tree.Rule, keywords: Keywords) -> Iterator[tuple[str, int | None, Sequence[tree.Action]]]:
    """The branches that are there, each with its word and where that was read."""
    after = start_of(node)
    branches = (("DAN", "DAN_KW", node.then), ("ANDERS", "ANDERS_KW", node.otherwise))
    for word, kind, actions in (*branches, ("BIJ ONBEKEND", "BIJ_KW", node.on_unknown)):
        if actions is not None:
            before = start_of(actions[0]) if actions else None
            yield word, keywords.within(kind, after, before), actions


def _branch(word: str, at: int | None, actions: Sequence[tree.Action]) -> Doc:
    return doc.join(HARD, doc.text(word, at), doc.nested(HARD, block(actions), by=INDENT))
