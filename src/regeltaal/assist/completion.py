"""What an author may write next, at any place of a rule file, also of one that is half written or broken."""

from collections.abc import Collection, Iterable, Iterator

from regeltaal.assist.completion_comments import exempting
from regeltaal.assist.completion_cursor import Cursor, InText, Phrase
from regeltaal.assist.completion_items import Completion, Item, Kind, Offer, Piece, plain
from regeltaal.assist.completion_keywords import usual
from regeltaal.assist.completion_matching import Match, begins, match
from regeltaal.assist.completion_names import ends_in_name
from regeltaal.assist.completion_offers import offers
from regeltaal.assist.completion_site import InProject, Site
from regeltaal.assist.completion_texts import FREE, brace, known_texts, shown_in
from regeltaal.assist.completion_values import durations
from regeltaal.assist.lexed import lexed
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.schema.model import Level
from regeltaal.syntax.islands import RULE_OPENERS
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State

NOTHING = Completion((), incomplete=False)
_QUOTE = '"'


class Kept(Node):
    """An offer that goes with what was typed from ``start`` on."""

    offer: Offer
    match: Match
    start: int
    end: int
    order: int
    inside: bool = False
    """It stands in a text or comment, where no space is put before it."""


def completion(state: State, path: str, spot: Spot) -> Completion:
    """What is offered at a place of a rule file."""
    cursor = Cursor(lexed(spot.source), spot.offset, RULE_OPENERS)
    comment = cursor.comment()
    if comment is not None:
        return as_items(_exemption(comment, cursor), cursor)
    text, project = cursor.in_text(), _project(state, path)
    kept = _inside_text(cursor, text, project) if text is not None else _words(cursor, project)
    return as_items(kept, cursor)


def site_of(state: State, path: str, spot: Spot) -> Site | None:
    """What stands before a place, without the word or text that the cursor is in."""
    cursor = Cursor(lexed(spot.source), spot.offset, RULE_OPENERS)
    if cursor.comment() is not None:
        return None
    text = cursor.in_text()
    phrase = next(iter(cursor.phrases())) if text is None else _of_text(cursor, text)
    return Site(_project(state, path), cursor.source, cursor.declaration(phrase.before), phrase)


def _of_text(cursor: Cursor, text: InText) -> Phrase:
    """A text as the phrase that is to come."""
    before = tuple(token for token in cursor.lexed.tokens if token.start < text.token.start)
    return Phrase(text.token.start, cursor.text[text.token.start : cursor.offset], before)


def _project(state: State, path: str) -> InProject:
    found = state.scope(path)
    if found is None:
        return InProject(state, path, None)
    header = state.sheets[path].header
    level = Level.ENVIRONMENT if header.administration is None else Level.ADMINISTRATION
    return InProject(state, path, evolve(found, level=level))


def _exemption(comment: str, cursor: Cursor) -> Iterator[Kept]:
    """A comment that is addressed to the linter; in any other there is nothing to offer."""
    for typed, every in exempting(comment):
        start = cursor.offset - len(typed)
        yield from _typed(every, start, cursor, cursor.offset)


# ---------------------------------------------------------------- words


def _words(cursor: Cursor, project: InProject) -> Iterator[Kept]:
    names: set[str] = set()
    found: list[Kept] = []
    for phrase in _likely(cursor.phrases(), names, found):
        site = Site(project, cursor.source, cursor.declaration(phrase.before), phrase)
        every = list(offers(site))
        if not phrase.apart:
            names.update(offer.label.lower() for offer in every)
        if phrase.begun or phrase.typed[:1].isdigit():
            every = [*_of_number(phrase, site), *every]
        found.extend(keep(every, phrase, cursor))
    yield from found


def _likely(phrases: Iterator[Phrase], names: Collection[str], found: Collection[Kept]) -> Iterator[Phrase]:
    """Of the ways to read a name with something behind it those in which the name is one.

    None is wanted where all that was typed begins a name.
    """
    every = list(phrases)
    yield from (one for one in every if not one.apart)
    whole = any(one.match.score == 0 for one in found)
    apart = [one for one in every if one.apart and not (whole and one.typed.strip())]
    known = [one for one in apart if " ".join(one.before[-1].text.lower().split()) in names]
    yield from known or apart


def _of_number(phrase: Phrase, site: Site) -> Iterator[Offer]:
    number = phrase.typed.split(maxsplit=1)[0] if phrase.typed.strip() else ""
    if number.isdigit() and "DURATION" in site.accepted:
        yield from durations(number)


def keep(every: Iterable[Offer], phrase: Phrase, cursor: Cursor) -> Iterator[Kept]:
    """Those that go with what was typed, but what was typed in full is no offer."""
    merging = cursor.before_name
    for order, offer in enumerate(every):
        if merging and ends_in_name(plain(offer.inserted)):
            continue
        if phrase.begun and not begins(phrase.typed, offer.label):
            continue
        if phrase.typed[-1:].isspace() and phrase.typed.strip().lower() == offer.label.lower():
            continue
        found = match(phrase.typed, offer.label)
        if found is not None:
            yield Kept(offer, found, phrase.start, cursor.end, order)


# ---------------------------------------------------------------- inside a text


def _inside_text(cursor: Cursor, text: InText, project: InProject) -> Iterator[Kept]:
    phrase = _of_text(cursor, text)
    site = Site(project, cursor.source, cursor.declaration(phrase.before), phrase)
    stack = site.reading.below("TEXT")
    if stack is None:
        return
    place = site.around(stack)
    content = cursor.text[text.content.start : cursor.offset]
    open_brace = brace(content, text.content.start)
    if open_brace is not None:
        if place is not None and stack.symbol() not in FREE | {"REGEL_KW"}:
            start, every = shown_in(open_brace, place, cursor.source)
            yield from _typed(every, start, cursor, cursor.offset)
        return
    asked = site.wanted if site.named is not None else None
    yield from typed_in(known_texts(stack, place, asked, project.state, project.path), text, cursor)


def typed_in(every: Iterable[Offer], text: InText, cursor: Cursor) -> Iterator[Kept]:
    """Those that go with what stands in a text up to the cursor; they replace all of it."""
    end = text.content.end if text.closed else cursor.offset
    for kept in _typed(every, text.content.start, cursor, end):
        yield kept if text.closed else evolve(kept, offer=_closed(kept.offer))


def _typed(every: Iterable[Offer], start: int, cursor: Cursor, end: int) -> Iterator[Kept]:
    typed = cursor.text[start : cursor.offset]
    for order, offer in enumerate(every):
        found = match(typed, offer.label)
        if found is not None:
            yield Kept(offer, found, start, end, order, inside=True)


def _closed(offer: Offer) -> Offer:
    return evolve(offer, pieces=(*offer.inserted, _QUOTE))


# ---------------------------------------------------------------- items


def as_items(kept: Iterable[Kept], cursor: Cursor) -> Completion:
    """The items, all with one place to replace: what an item keeps of it stands in its own text."""
    found = sorted(_without_doubles(kept), key=_key)
    if not found:
        return NOTHING
    start, end = min(one.start for one in found), max(one.end for one in found)
    items: dict[str, Item] = {}
    for number, one in enumerate(found):
        item = _item(one, number, start, end, cursor)
        items.setdefault(item.snippet, item)
    return Completion(tuple(items.values()), incomplete=any(" " in label for label in items))


def _without_doubles(kept: Iterable[Kept]) -> Iterable[Kept]:
    best: dict[tuple[str, int], Kept] = {}
    for one in kept:
        key = (one.offer.label, one.start)
        if key not in best or _key(one) < _key(best[key]):
            best[key] = one
    return best.values()


def _key(one: Kept) -> tuple[int, int, int, int]:
    word = usual(one.offer.label) if one.offer.kind in (Kind.KEYWORD, Kind.SIGN) else 0
    return one.match.score, one.offer.rank, word, one.order


def _item(one: Kept, number: int, start: int, end: int, cursor: Cursor) -> Item:
    kept, behind = cursor.text[start : one.start], cursor.text[one.end : end]
    pieces: tuple[Piece, ...] = one.offer.inserted
    space = " " if not one.inside and _touches(cursor.text[one.start - 1 : one.start], pieces) else ""
    return Item(
        one.offer.label,
        one.offer.kind,
        one.offer.detail,
        one.offer.doc,
        _joined(kept + space, pieces, behind),
        Span(cursor.source, start, end),
        kept + one.match.filter,
        f"{number:05d}",
        preselect=number == 0 and one.match.score == 0 and one.offer.rank == 0,
    )


def _joined(before: str, pieces: tuple[Piece, ...], behind: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in (before, *pieces, behind) if piece != "")


def _touches(character: str, pieces: tuple[Piece, ...]) -> bool:
    """Whether a space belongs before what is inserted."""
    first = pieces[0] if pieces and isinstance(pieces[0], str) else "x"
    return bool(character) and not character.isspace() and character not in "({." and first[:1] not in ".;)"
