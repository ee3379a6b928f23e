"""Whole sentences to start from: a rule, a test, a row of a list, a computation over one."""

from collections.abc import Iterator

from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_items import Hole, Kind, Offer, Piece, Rank
from regeltaal.assist.completion_names import written, written_path
from regeltaal.assist.completion_words import help_of
from regeltaal.base.text import Text, same
from regeltaal.check.binding import already
from regeltaal.check.scope import Scope
from regeltaal.schema.model import Event, Schema
from regeltaal.values.operator import Function
from regeltaal.values.registry import FUNCTIONS
from regeltaal.values.types import ListOf

_OF_LISTS = ("AANTAL", "SOM", "MINIMUM", "MAXIMUM", "GEMIDDELDE")


def declarations(schema: Schema | None) -> Iterator[Offer]:
    """What a file may go on with."""
    event = next(iter(schema.events.values()), None) if schema is not None else None
    yield _phrase("REGEL … WANNEER … DAN", "REGEL", *_rule(event))
    yield _phrase("TEST … GEGEVEN … WANNEER … VERWACHT", "TEST", *_test(event))
    owner = Hole(event.object if event is not None else "object")
    yield _phrase("DEFINITIE … BIJ … =", "DEFINITIE", "DEFINITIE ", Hole("naam", kept=True), " BIJ ", owner, " = ")
    values = ('"', Hole("waarde", kept=True), '"; "', Hole("waarde", kept=True), '"')
    yield _phrase('LIJST … = "…"; "…"', "LIJST", "LIJST ", Hole("naam", kept=True), " = ", *values)


def _rule(event: Event | None) -> Iterator[Piece]:
    yield from ('REGEL "', Hole("naam van de regel", kept=True), '"\nWANNEER ')
    yield from (Hole(event.name if event is not None else "gebeurtenis"), "\nEN ", Hole("voorwaarde"))
    yield from ("\nDAN\n  ", Hole("actie"))


def _test(event: Event | None) -> Iterator[Piece]:
    owner, name = (event.object, event.name) if event is not None else ("object", "gebeurtenis")
    yield from ('TEST "', Hole("wat er moet gebeuren", kept=True), '"\nGEGEVEN ', Hole(owner), " MET ", Hole("veld"))
    yield from (" = ", Hole("waarde"), "\nWANNEER ", Hole(name), "\nVERWACHT ", Hole("actie"))


def _phrase(label: str, word: str, *pieces: Piece) -> Offer:
    return Offer(
        label, Kind.PHRASE, Rank.NEXT, Text(nl="hele zin", en="whole phrase"), help_of(word) or same(""), pieces
    )


def head() -> Iterator[Offer]:
    """Clauses of the head that are more than a word."""
    told = help_of("GELDIG") or same("")
    until = ("GELDIG VANAF ", Hole("1-1-2027", kept=True), " TOT EN MET ", Hole("31-12-2027", kept=True))
    yield Offer("GELDIG VANAF … TOT EN MET …", Kind.PHRASE, Rank.WORD, doc=told, pieces=until)
    everyone = ("VOOR ALLE administraties BEHALVE ", Hole('"naam"'))
    doc = help_of("BEHALVE") or same("")
    yield Offer("VOOR ALLE administraties BEHALVE …", Kind.PHRASE, Rank.WORD, doc=doc, pieces=everyone)
    rows = ("VOOR ELKE RIJ\n    | ", Hole("kolom", kept=True), " |\n    | ", Hole('"waarde"', kept=True), " |")
    yield Offer("VOOR ELKE RIJ | … |", Kind.PHRASE, Rank.WORD, doc=help_of("RIJ") or same(""), pieces=rows)


def started(schema: Schema) -> Iterator[Offer]:
    """`WANNEER` with its event in one go."""
    for event in schema.events.values():
        yield Offer(
            f"WANNEER {event.name}",
            Kind.PHRASE,
            Rank.OTHER,
            of_event(event),
            same(event.doc),
            (f"WANNEER {event_name(event)}",),
        )


def moments(event: Event) -> Iterator[Offer]:
    """`2 uur VOOR reactiedeadline`, for an event that has moments."""
    for moment in event.moments:
        path = written_path(moment)
        for side, word in (("2 uur", "VOOR"), ("1 uur", "NA")):
            pieces = (Hole(side, kept=True), f" {word} {path}")
            yield Offer(
                f"{side} {word} {path}", Kind.PHRASE, Rank.FITTING, doc=help_of(word) or same(""), pieces=pieces
            )
        yield Offer(f"OP {path}", Kind.PHRASE, Rank.WANTED, doc=help_of("OP") or same(""))


def event_name(event: Event) -> str:
    return written(event.name)


def of_event(event: Event) -> Text:
    return Text(nl=f"gebeurtenis van {event.object}", en=f"event of {event.object}")


# ---------------------------------------------------------------- lists


def rows(place: Around, opening: str) -> Iterator[Offer]:
    """`materiaal IN materialen WAARVOOR …`, for each list with rows; ``opening`` is the word before it."""
    for path, row in _lists(place.scope):
        shown = f"{opening}{row} IN {path} WAARVOOR"
        doc = help_of("WAARVOOR") or same("")
        rank = Rank.WANTED if not opening else Rank.FURTHER
        yield Offer(f"{shown} …", Kind.PHRASE, rank, same(""), doc, (f"{shown} {row}.",))


def along(place: Around, ending: str) -> Iterator[Offer]:
    """`materiaal IN materialen` with the word behind it, if any."""
    for path, row in _lists(place.scope):
        yield Offer(f"{row} IN {path}{ending}", Kind.PHRASE, Rank.WANTED)


def loops(place: Around) -> Iterator[Offer]:
    """`VOOR ELK object IN objecten DOE … KLAAR`."""
    for path, row in _lists(place.scope):
        pieces = (f"VOOR ELK {row} IN {path} DOE\n    ", Hole("actie"), "\n  KLAAR")
        label = f"VOOR ELK {row} IN {path} DOE … KLAAR"
        yield Offer(label, Kind.PHRASE, Rank.WORD, same(""), help_of("DOE") or same(""), pieces)


def computed(function: str, place: Around) -> Iterator[Offer]:
    """What stands in the parentheses of a function of lists."""
    if function.upper() not in _OF_LISTS:
        return
    for path, row in _lists(place.scope):
        if function.upper() == "AANTAL":
            yield Offer(
                f"{row} IN {path} WAARVOOR …", Kind.PHRASE, Rank.FITTING, pieces=(f"{row} IN {path} WAARVOOR {row}.",)
            )
        else:
            pieces = (f"{row}.", Hole("veld"), f" VOOR ELK {row} IN {path}")
            yield Offer(f"{row}.… VOOR ELK {row} IN {path}", Kind.PHRASE, Rank.FITTING, pieces=pieces)


def _lists(scope: Scope) -> Iterator[tuple[str, str]]:
    """The lists with rows, each with a name for a row that is free."""
    owner = scope.object
    for found in owner.fields.values() if owner is not None else ():
        row = scope.object_of(found.type) if isinstance(found.type, ListOf) else None
        if row is not None:
            name = row_name(row.name, scope)
            if name is not None:
                yield written_path(found.name), name


def row_name(name: str, scope: Scope) -> str | None:
    for one in (name, f"de {name}", f"één {name}"):
        if already(one.lower(), scope) is None:
            return written(one)
    return None


# ---------------------------------------------------------------- functions


def functions(scope: Scope) -> Iterator[tuple[Function, Offer]]:
    for function in {**FUNCTIONS, **scope.functions}.values():
        names = "; ".join(function.parameters)
        doc = Text(
            nl=f"{function.doc.nl}\n\nVoorbeeld: `{function.example}`",
            en=f"{function.doc.en}\n\nExample: `{function.example}`",
        )
        yield (
            function,
            Offer(
                f"{function.name}({names})",
                Kind.FUNCTION,
                Rank.FUNCTION,
                Text(nl="functie", en="function"),
                doc,
                (f"{function.name}(", Hole(names), ")"),
            ),
        )
