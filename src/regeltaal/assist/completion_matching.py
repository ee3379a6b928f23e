"""Whether a candidate goes with what was typed: its beginning, a later word, the first letters of its words."""

from collections.abc import Sequence
from functools import lru_cache

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily

_WORDS = lazily(r"[^\s.\"“”`(){}=;|]+")


class Match(Node):
    """How well it goes with it, 0 best; and what an editor should filter by: it begins with what was typed."""

    score: int
    filter: str


def match(typed: str, label: str) -> Match | None:
    """How a label goes with what was typed; nothing typed goes with all."""
    wanted, words = _words(typed), _words(label)
    if not wanted:
        signs = typed.strip()
        return Match(0, _filter(typed, label)) if not signs or label.startswith(signs) else None
    if _begins(words, wanted):
        return Match(0, _filter(typed, label))
    later = next((at for at in range(1, len(words)) if _begins(words[at:], wanted)), None)
    if later is not None:
        return Match(1, _filter(typed, f"{_tail(label, later)} {label}"))
    if _in_order(words, wanted):
        return Match(2, _filter(typed, label))
    letters = "".join(word[0] for word in words)
    is_initials = len(wanted) == 1 and len(wanted[0]) > 1 and letters.startswith(wanted[0])
    return Match(3, _filter(typed, label)) if is_initials else None


def _filter(typed: str, label: str) -> str:
    """The label as an editor compares it: with what was typed in front, where it does not begin with that."""
    shown = label.strip('"').replace("`", "")
    return shown if shown.lower().startswith(typed.lower()) else f"{typed}{shown}"


def begins(typed: str, label: str) -> bool:
    """Whether a label goes on from what was typed, which has words in full."""
    wanted, words = _words(typed), _words(label)
    return len(words) >= len(wanted) > 0 and _begins(words, wanted)


def _begins(words: Sequence[str], wanted: Sequence[str]) -> bool:
    if len(wanted) > len(words):
        return False
    *full, last = wanted
    return list(words[: len(full)]) == full and words[len(full)].startswith(last)


def _in_order(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Each typed word begins a word, in the same order: `dat rei` for `datum start reis`."""
    rest = iter(words)
    return all(any(word.startswith(one) for word in rest) for one in wanted)


def _tail(label: str, at: int) -> str:
    found = list(_WORDS.finditer(label))
    return label[found[at].start() :]


@lru_cache(1 << 12)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORDS.findall(text))
