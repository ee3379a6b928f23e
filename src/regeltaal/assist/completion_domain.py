"""What may be written next in a domain: words by its own grammar, types, and the names that it declares itself.

The names are read off the tokens, so that a domain that is broken somewhere still has them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from regeltaal.assist.completion import NOTHING as NO_COMPLETION
from regeltaal.assist.completion import Kept, as_items, keep, typed_in
from regeltaal.assist.completion_cursor import Cursor, Declaration
from regeltaal.assist.completion_items import NOTHING, Completion, Kind, Offer, Rank
from regeltaal.assist.completion_keywords import keywords, spellings
from regeltaal.assist.completion_names import explained, written
from regeltaal.assist.completion_stack import Reading, Stack
from regeltaal.assist.completion_values import quoted
from regeltaal.assist.completion_words import help_of
from regeltaal.assist.lexed import lexed_domain
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.highlight.roles import SCHEMA
from regeltaal.schema.build import DeclarationBuilder
from regeltaal.schema.model import Level, key_of
from regeltaal.schema.parser import OPENERS, START
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.tables import END
from regeltaal.values.calendar import KNOWN_HOLIDAYS
from regeltaal.values.registry import KINDS

_OBJECTS_BEHIND = frozenset({"BIJ_KW", "VAN_KW", "GEEFT_KW", "BEEINDIGT_KW", "KANDIDATEN_KW", "PER_KW"})
_FIELDS_BEHIND = frozenset({"VOLGT_KW", "MOMENT_KW", "MET_KW", "BEHALVE_KW", "KENMERK_KW"})
_CONDITIONS = frozenset({"VEREIST_KW", "NIET_ALS", "WAARVOOR_KW", "ALS_KW", "ZOLANG_KW"})


class Declared:
    """The names that a domain declares, with the fields of each object."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.objects: dict[str, list[str]] = {}
        self.choices: list[str] = []
        self.events: list[str] = []
        self.phases: list[str] = []
        self.modules: list[str] = []
        self.subscriptions: list[str] = []
        self._read(tokens)

    def _read(self, tokens: Sequence[Token]) -> None:
        owner: list[str] = []
        listing: list[str] | None = None
        for token, following in pairwise(tokens):
            kind, name = token.kind, following.text
            if kind in OPENERS:
                listing = {"MODULES_KW": self.modules, "ABONNEMENTEN_KW": self.subscriptions}.get(kind)
            if listing is not None and following.kind == "TEXT" and token.kind != "ABONNEMENT_KW":
                listing.append(name.strip('"'))
            if following.kind != "NAME":
                continue
            if kind == "OBJECT_KW":
                owner = self.objects.setdefault(" ".join(name.split()), [])
            elif kind == "VELD_KW":
                owner.append(" ".join(name.split()))
            elif kind in ("KEUZE_KW", "OPEN_KEUZE"):
                self.choices.append(" ".join(name.split()))
            elif kind == "GEBEURTENIS_KW":
                self.events.append(" ".join(name.split()))
        self.phases = list(_phases(tokens))

    def fields(self, owner: str) -> Iterable[str]:
        return next((fields for name, fields in self.objects.items() if key_of(name) == key_of(owner)), ())


def _phases(tokens: Sequence[Token]) -> Iterator[str]:
    """`verwijderen EERSTE; inlezen ALLE`."""
    for token, following in pairwise(tokens):
        if token.kind == "NAME" and following.kind in ("EERSTE_KW", "ALLE_KW"):
            yield " ".join(token.text.split())


class _Site:
    """A place behind some tokens of a declaration."""

    def __init__(self, source: Source, found: Declaration, declared: Declared, start: int) -> None:
        self.declared, self.declaration = declared, found
        self.at_line_start = not source.text[source.text.rfind("\n", 0, start) + 1 : start].strip()
        self.reading = Reading(source, SCHEMA.tables, DeclarationBuilder, START, found.before)

    @cached_property
    def named(self) -> Stack | None:
        return self.reading.below("NAME")

    @property
    def owner(self) -> str:
        """The object that the declaration is about: the one behind BIJ, or its own name."""
        tokens = self.declaration.before
        pairs = [(one.kind, other) for one, other in pairwise(tokens) if other.kind == "NAME"]
        found = [name.text for kind, name in pairs if kind in ("BIJ_KW", "OBJECT_KW")]
        return found[0] if found else ""


def domain_completion(source: Source, offset: int) -> Completion:
    """What is offered at a place of a domain."""
    cursor = Cursor(lexed_domain(source), offset, OPENERS, spotting=False)
    if cursor.comment() is not None:
        return NO_COMPLETION
    declared = Declared(cursor.lexed.tokens)
    text = cursor.in_text()
    if text is None:
        kept: Iterable[Kept] = _words(cursor, declared)
    else:
        before = [token for token in cursor.lexed.tokens if token.start < text.token.start]
        site = _Site(source, cursor.declaration(before), declared, text.token.start)
        kept = typed_in(_texts(site), text, cursor)
    return as_items(kept, cursor)


def _words(cursor: Cursor, declared: Declared) -> Iterator[Kept]:
    for phrase in cursor.phrases():
        site = _Site(cursor.source, cursor.declaration(phrase.before), declared, phrase.start)
        yield from keep(_offers(site), phrase, cursor)


def _offers(site: _Site) -> Iterator[Offer]:
    yield from _names(site)
    if "TEXT" in site.reading.accepted:
        yield from (quoted(one) for one in _texts(site))
    yield from keywords(site.reading, SCHEMA, None, None)
    if END in site.reading.accepted and site.at_line_start:
        spelled = spellings(site.reading.tables)
        for kind in OPENERS if site.declaration.before else ():
            doc = help_of(spelled[kind], domain=True) or NOTHING
            yield Offer(spelled[kind], Kind.KEYWORD, Rank.WORD, doc=doc)


def _names(site: _Site) -> Iterator[Offer]:
    stack, declared = site.named, site.declared
    if stack is None:
        return
    symbol = stack.symbol()
    list_of = stack.symbol(2) if symbol == "SEMICOLON" else ""
    if symbol == "COLON" or stack.ends("LIJST_KW", "VAN_KW"):
        yield from _types(declared)
    elif symbol in _OBJECTS_BEHIND or list_of in ("name", "action_objects"):
        yield from _declared(declared.objects, Kind.OBJECT, Text(nl="object", en="object"))
    elif symbol == "GEVOLG_KW" or list_of == "object":
        yield from _declared(declared.events, Kind.EVENT, Text(nl="gebeurtenis", en="event"))
    elif symbol == "FASE_KW":
        yield from _declared(declared.phases, Kind.PHASE, Text(nl="fase", en="phase"))
    elif symbol in ("NIVEAU_KW", "REGELNIVEAU_KW"):
        yield from _declared([level.value for level in Level], Kind.VALUE, Text(nl="niveau", en="level"))
    elif symbol in _FIELDS_BEHIND or symbol in _CONDITIONS or "OPEN" in site.reading.accepted:
        yield from _fields(site)


def _fields(site: _Site) -> Iterator[Offer]:
    told = Text(nl=f"veld van {site.owner}", en=f"field of {site.owner}")
    yield from _declared(site.declared.fields(site.owner), Kind.FIELD, told)
    if "OPEN" in site.reading.accepted and any(one.kind == "ACTIE_KW" for one in site.declaration.before):
        tokens = site.declaration.before
        for token, name in pairwise(tokens):
            if token.kind == "PARAMETER_KW" and name.kind == "NAME":
                shown = f"parameter.{written(' '.join(name.text.split()))}"
                yield Offer(shown, Kind.PARAMETER, Rank.FITTING, Text(nl="parameter", en="parameter"))


def _types(declared: Declared) -> Iterator[Offer]:
    for kind in KINDS:
        for name in (kind.name, *kind.aliases):
            doc = explained(kind.doc.nl, kind.example)
            yield Offer(name, Kind.TYPE, Rank.FITTING, Text(nl="soort", en="type"), Text(nl=doc.nl, en=kind.doc.en))
    yield from _declared(declared.choices, Kind.LIST, Text(nl="keuze", en="choice"))
    yield from _declared(declared.objects, Kind.OBJECT, Text(nl="object", en="object"))


def _declared(found: Iterable[str], kind: Kind, told: Text) -> Iterator[Offer]:
    for name in dict.fromkeys(found):
        yield Offer(written(name), kind, Rank.FITTING, told)


_TEXTS: Mapping[str, Text] = {
    "FEESTDAGEN_KW": Text(nl="feestdag", en="holiday"),
    "MODULE_KW": Text(nl="module", en="module"),
    "ABONNEMENT_KW": Text(nl="abonnement", en="subscription"),
}


def _texts(site: _Site) -> Iterator[Offer]:
    stack = site.reading.below("TEXT")
    if stack is None:
        return
    symbol = stack.symbol()
    if symbol == "SEMICOLON" and stack.frames[0].symbol == "FEESTDAGEN_KW":
        symbol = "FEESTDAGEN_KW"
    known = {
        "FEESTDAGEN_KW": KNOWN_HOLIDAYS,
        "MODULE_KW": site.declared.modules,
        "ABONNEMENT_KW": site.declared.subscriptions,
    }.get(symbol, ())
    for name in known:
        yield Offer(name, Kind.VALUE, Rank.WANTED, _TEXTS[symbol])
