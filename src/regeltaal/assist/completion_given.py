"""What a test gives: records, rows, their fields, and the tables of both."""

from collections.abc import Iterator

from regeltaal.assist import completion_names as names
from regeltaal.assist import completion_phrases as phrases
from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_site import Site
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_tables import headings, is_heading
from regeltaal.assist.completion_values import shapes
from regeltaal.assist.completion_wanted import about
from regeltaal.base.text import Text, same
from regeltaal.check.scope import ADMINISTRATION, EXAMPLE, PREVIOUS

_BEFORE = Text(nl="Wat er vóór de gebeurtenis stond.", en="What stood there before the event.")


def gives_field(stack: Stack, place: Around) -> bool:
    """Whether the name of a field that a test gives stands here."""
    if place.given is None or place.doing is not None:
        return False
    return stack.symbol() == "MET_KW" or (
        stack.symbol() == "SEMICOLON" and stack.symbol(2) in ("argument", "arguments")
    )


def givens(place: Around) -> Iterator[Offer]:
    """The records, and the lists of the record that the test is about."""
    own = place.scope.object
    for one in place.scope.schema.objects.values():
        rank = Rank.WANTED if own is not None and one.name == own.name else Rank.OTHER
        yield Offer(names.written(one.name), Kind.OBJECT, rank, Text(nl="object", en="object"), same(one.doc))
    yield Offer(PREVIOUS, Kind.VARIABLE, Rank.FITTING, doc=_BEFORE)
    if place.scope.schema.object(ADMINISTRATION) is None:
        yield Offer(ADMINISTRATION, Kind.VARIABLE, Rank.OTHER)
    for offer in names.lists(place.scope):
        if offer.rank == Rank.FITTING and "." not in offer.label:
            yield offer
    for offer in phrases.rows(place, ""):
        shown = offer.label.replace(" WAARVOOR …", "")
        yield Offer(shown, Kind.PHRASE, Rank.OTHER, pieces=(f"{shown} MET ",))


def fields_given(place: Around) -> Iterator[Offer]:
    scope = about(place)
    yield from names.names(scope, None)
    yield from names.further(scope, None)


def cells(stack: Stack, place: Around, site: Site) -> Iterator[Offer]:
    """A heading, or a value below it."""
    if is_heading(stack):
        if place.given is not None and not any(frame.symbol == "VOORBEELDEN_KW" for frame in stack.frames):
            yield from fields_given(place)
        yield from headings(stack, site.tokens, place)
        return
    yield from shapes(site.wanted, place.scope, fixed=True)
    if place.scope.examples is not None and place.given is not None:
        yield Offer(EXAMPLE, Kind.VARIABLE, Rank.OTHER, pieces=(f"{EXAMPLE}.",))
