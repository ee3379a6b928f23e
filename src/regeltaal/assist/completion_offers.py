"""What is offered behind some tokens: names, values, actions and words, each where the tables take it."""

from collections.abc import Iterator

from regeltaal.assist import completion_actions as actions
from regeltaal.assist import completion_names as names
from regeltaal.assist import completion_phrases as phrases
from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_given import gives_field
from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_keywords import keywords, spellings
from regeltaal.assist.completion_places import named_at
from regeltaal.assist.completion_site import Site
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_tables import is_heading
from regeltaal.assist.completion_texts import known_texts
from regeltaal.assist.completion_values import literals, quoted
from regeltaal.assist.completion_wanted import about, wanted
from regeltaal.assist.completion_words import help_of
from regeltaal.base.node import evolve
from regeltaal.base.text import same
from regeltaal.highlight.roles import RULES
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.syntax.expectations import CELL
from regeltaal.syntax.islands import HEADER, RULE_OPENERS

_ACTIONS = frozenset({"DAN_KW", "ANDERS_KW", "ONBEKEND_KW", "DOE_KW", "actions", "mode"})


def offers(site: Site) -> Iterator[Offer]:
    at_bar = site.named is not None and site.named.symbol() == "BAR"
    if at_bar and site.in_row:
        yield from _in_cell(site)
        return
    if not at_bar:
        yield from _of_domain(site)
        yield from _texts(site)
        yield from literals(site.accepted)
    yield from _words(site)
    yield from _next_parameters(site)
    yield from _declarations(site)


def _in_cell(site: Site) -> Iterator[Offer]:
    """In a row of a table that is not complete; above it stands a name and nothing else."""
    yield from _of_domain(site)
    if site.named is None or is_heading(site.named):
        return
    yield from _texts(site)
    fixed = {label for kind, label in spellings(site.reading.tables).items() if kind in CELL}
    yield from (one for one in _words(site) if one.label in fixed)


def _words(site: Site) -> Iterator[Offer]:
    """The words that fit, but for what the event at this place does not have."""
    stack = site.reading.below("NAAR_KW")
    place = site.around(stack)
    event = place.event if stack is not None and place is not None and stack.symbol() in ("old", "name") else None
    if event is not None and not site.named:
        yield from phrases.moments(event)
    for offer in keywords(site.reading, RULES, site.wanted, site.left):
        if event is None or offer.label not in ("VAN", "NAAR", "OP"):
            yield offer
        elif event.moments if offer.label == "OP" else event.follows:
            yield evolve(offer, rank=Rank.FITTING)


def _of_domain(site: Site) -> Iterator[Offer]:
    stack, place = site.named, site.place
    if stack is None or place is None:
        return
    if stack.symbol() == "DOT":
        yield from _behind_point(stack, place)
    elif stack.symbol() in _ACTIONS or stack.symbol() == "verb":
        yield from _actions(stack, place, site)
    else:
        yield from named_at(stack, place, site)


# ---------------------------------------------------------------- behind a point


def _path_before(stack: Stack) -> tuple[tuple[tree.Name, ...], Stack]:
    """The names before the point at the end, and the stack below their path."""
    if stack.symbol(2) == "path" and isinstance(stack.value(2), list):
        rest, first, below = stack.value(2), stack.value(3), stack.without(3)
    else:
        rest, first, below = [], stack.value(2), stack.without(2)
    parts = [first, *(rest if isinstance(rest, list) else [])]
    return tuple(part for part in parts if isinstance(part, tree.Name)), below


def _behind_point(stack: Stack, place: Around) -> Iterator[Offer]:
    parts, below = _path_before(stack)
    if not parts:
        return
    scope = about(place) if gives_field(below, place) else place.scope
    if stack.last("function") is not None:
        scope = names.with_row(parts, scope)
    offered = names.behind(parts, scope, wanted(below, place))
    if below.symbol() in ("ZET_KW", "WIS_KW") and below.symbol(2) != "mode":
        allowed = {one.label for one in names.writable(scope)}
        start = ".".join(part.text for part in parts)
        offered = (one for one in offered if f"{start}.{one.label}" in allowed)
    yield from offered


# ---------------------------------------------------------------- actions


def _actions(stack: Stack, place: Around, site: Site) -> Iterator[Offer]:
    ahead = site.declaration.ahead
    verb = stack.value() if stack.symbol() == "verb" else None
    expected = "mode" in (stack.symbol(), stack.symbol(2))
    found = actions.actions(place, expected=expected, verb=verb.text if isinstance(verb, tree.Name) else None)
    behind = bool(site.line) and stack.symbol() == "actions"
    yield from (evolve(one, rank=Rank.OTHER) if behind else one for one in found)
    if verb is None and ahead and ahead[0].kind == "NAME":
        yield from actions.verbs(key_of(ahead[0].text), place.scope.schema)
    if verb is None and not expected:
        yield from phrases.loops(place)


def _next_parameters(site: Site) -> Iterator[Offer]:
    """`MET …` with what must be given, and `; naam =` for what else can be."""
    for kind in ("MET_KW", "SEMICOLON"):
        stack = site.reading.below(kind)
        place = site.around(stack)
        if stack is None or place is None or place.doing is None:
            continue
        whole = actions.missing(place.doing, place.scope) if kind == "MET_KW" else None
        if whole is not None:
            yield whole
        if kind == "SEMICOLON" and stack.symbol() in ("argument", "arguments", "predicate", "predicates"):
            usual = Rank.FITTING if site.line and "EQUALS" not in site.accepted else Rank.FURTHER
            yield from actions.parameters(place.doing, before="; ", usual=usual)


# ---------------------------------------------------------------- texts and declarations


def _texts(site: Site) -> Iterator[Offer]:
    stack = site.reading.below("TEXT")
    if stack is None:
        return
    place = site.around(stack)
    asked = site.wanted if site.named is not None else None
    for offer in known_texts(stack, place, asked, site.project.state, site.project.path):
        yield quoted(offer, listed=asked is not None and asked.listed)


def _declarations(site: Site) -> Iterator[Offer]:
    if "WANNEER_KW" in site.accepted and site.base is not None:
        yield from phrases.started(site.base.schema)
    if "PRIORITEIT_KW" in site.accepted:
        yield from phrases.head()
    if site.at_declaration and not site.line:
        yield from phrases.declarations(site.base.schema if site.base is not None else None)
        spelled = spellings(site.reading.tables)
        for kind, symbol in RULE_OPENERS.items():
            if symbol != HEADER:
                doc = help_of(spelled[kind]) or same("")
                yield Offer(spelled[kind], Kind.KEYWORD, Rank.WORD, doc=doc)
