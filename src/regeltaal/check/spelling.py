"""A whole condition that was typed in lower case, and so was read as one name: `werkstatus is uitgevoerd`."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from regeltaal.base.suggest import edit_distance, folded, nearest
from regeltaal.syntax.grammar import load
from regeltaal.syntax.wording import Reading, readings, words_in

Spell = Callable[[str, str], str]
"""How a value of a field is written, from the field's name and the words for the value."""

_LISTED = {"=": "IN", "<>": "NIET IN", "BEVAT": "BEVAT", "BEVAT NIET": "BEVAT NIET", "BEGINT MET": "BEGINT MET"}
_COMPARES = frozenset(
    {*_LISTED, "EINDIGT OP", "LIJKT OP", "IN", "NIET IN", "IS", "IS LEEG", "IS GEVULD", "IS NIET LEEG"}
)


def quoted(_field: str, words: str) -> str:
    return f'"{words}"'


def with_keywords(name: str, known: Iterable[str], spell: Spell = quoted) -> str | None:
    """`commentaar is leeg` as `commentaar IS LEEG`, when what is before the keyword is a known name, or near one."""
    names = {one.lower(): one for one in known}
    words = words_in(name)
    if words[0].text.lower() == "niet" and " ".join(word.text for word in words[1:]).lower() in names:
        return " ".join(["NIET", *(word.text for word in words[1:])])
    found = readings(words, load().keywords)
    at = _first(name, found, names)
    if at is None or _is_slip(name, names.values()):
        return None
    head = _head(name, found[at], names)
    pieces = _joined([*_pieces(name, found[at:])])
    shown = [piece if is_language else _value(piece, head, names, spell) for piece, is_language in pieces]
    languages = [is_language for _, is_language in pieces]
    return f"{head} {' '.join(_as_list(shown, languages) or shown)}"


def _first(name: str, found: Sequence[Reading], names: dict[str, str]) -> int | None:
    """The word of the language behind the longest known name, or the first that compares, behind one that is near."""
    for at in range(len(found) - 1, -1, -1):
        if _before(name, found[at]).lower() in names:
            return at
    first = next((at for at, one in enumerate(found) if one.right in _COMPARES), None)
    if first is None or not _before(name, found[first]):
        return None
    return first if nearest(_before(name, found[first]), names.values(), 1) else None


def _is_slip(name: str, known: Iterable[str]) -> bool:
    """Whether it is rather one name with a slip in it: `document bevat administratinaam`."""
    near = next(iter(nearest(name, known, 1)), None)
    return near is not None and edit_distance(folded(name), folded(near), _FEW_SLIPS) <= _FEW_SLIPS


_FEW_SLIPS = 2


def _before(name: str, one: Reading) -> str:
    return " ".join(name[: one.start].split())


def _head(name: str, first: Reading, names: dict[str, str]) -> str:
    written = _before(name, first)
    return written if written.lower() in names else nearest(written, names.values(), 1)[0]


def _pieces(name: str, found: Sequence[Reading]) -> Iterator[tuple[str, bool]]:
    """What the language has for each stretch, and the words in between, in order."""
    for one, following in zip(found, [*found[1:], None], strict=True):
        yield one.right, True
        between = " ".join(name[one.end : following.start if following else len(name)].split())
        if between:
            yield between, False


def _joined(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """`BEVAT` and `NIET` side by side as one word of the language."""
    found: list[tuple[str, bool]] = []
    for piece, is_language in pieces:
        if found and is_language and found[-1][1] and f"{found[-1][0]} {piece}" in _LISTED:
            found[-1] = (f"{found[-1][0]} {piece}", True)
        else:
            found.append((piece, is_language))
    return found


def _value(words: str, field: str, names: dict[str, str], spell: Spell) -> str:
    return words if words.lower() in names else spell(field, words)


def _as_list(shown: Sequence[str], languages: Sequence[bool]) -> list[str] | None:
    """`= "a" OF "b"` as `IN ("a"; "b")`."""
    junctions, values = shown[2::2], shown[1::2]
    alternates = len(shown) > 2 and list(languages) == [at % 2 == 0 for at in range(len(shown))]  # noqa: PLR2004 - one value is no list
    if not alternates or shown[0] not in _LISTED or set(junctions) != {"OF"} or len(values) != len(junctions) + 1:
        return None
    return [_LISTED[shown[0]], f"({'; '.join(values)})"]
